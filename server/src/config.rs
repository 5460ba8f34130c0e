//! Every setting, read once at start.

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};

use serde::Deserialize;

pub use crate::flows::purge::Retain;
use crate::{flows::Email, mail::MailSettings};

/// What the service is told when it starts.
///
/// The command line fills it from flags, `LAUREL_…` variables and a TOML file, in that order.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder of everything the server keeps: the SQLite file, secrets, the lock.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address under which people and machines reach the service.
    pub public_url: PublicUrl,
    /// `postgres://…`, or `sqlite:PATH`; absent: `laurel.sqlite` in the data folder.
    pub database_url: Option<String>,
    /// JSON files with the trust registries whose word this service takes.
    pub trust: Vec<PathBuf>,
    /// Whether plain http to this machine may be fetched. For tests and trials only.
    pub allow_loopback: bool,
    /// Whether all requests come through a proxy that names the client in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Who may found institutions.
    pub founders: Founders,
    /// How mail goes out; absent: it waits.
    pub mail: Option<MailSettings>,
    /// For how long what is kept.
    pub retain: Retain,
    /// Whether this is the demo: mail goes to an outbox page, sign-in is made easy.
    pub demo: bool,
}

/// Who may found institutions.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Founders {
    /// The first person while there is no institution, afterwards the owners of those that there
    /// are; in the demo anybody.
    #[default]
    Owners,
    /// Anybody who is signed in.
    Anyone,
    /// Whoever has proven one of these addresses.
    These(Vec<Email>),
}

/// A text that names no [`Founders`].
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("founders are e-mail addresses, or the one word `anyone`; {0} is neither")]
pub struct NotAFounder(String);

impl Founders {
    /// Reads a list of addresses, or the one word `anyone`; an empty list says nothing.
    ///
    /// # Errors
    /// [`NotAFounder`].
    pub fn read(list: &[String]) -> Result<Self, NotAFounder> {
        match list {
            [] => Ok(Self::Owners),
            [only] if only.trim() == "anyone" => Ok(Self::Anyone),
            list => {
                let read = |text: &String| Email::read(text).ok_or_else(|| NotAFounder(text.clone()));
                Ok(Self::These(list.iter().map(read).collect::<Result<_, _>>()?))
            }
        }
    }
}

/// An http or https origin, without a path and without a slash at its end.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(try_from = "String")]
pub struct PublicUrl(String);

/// A text that is no [`PublicUrl`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the public URL is an http or https address without a path, such as https://badges.example.edu")]
pub struct NotAPublicUrl;

impl PublicUrl {
    /// The origin, such as `http://localhost:3000`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of `path`, which starts with a slash.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Whether it is https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The host and, where it is not the usual one, the port: `localhost:3000`.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, rest)| rest)
    }

    /// The path of `url` when it is an address of ours, starting with a slash.
    pub fn path_of<'a>(&self, url: &'a str) -> Option<&'a str> {
        url.strip_prefix(&self.0).filter(|path| path.starts_with('/'))
    }
}

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, NotAPublicUrl> {
        let url = url::Url::parse(text).map_err(|_| NotAPublicUrl)?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        match url.scheme() {
            "http" | "https" if bare && url.has_host() => Ok(Self(url.origin().ascii_serialization())),
            _ => Err(NotAPublicUrl),
        }
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = NotAPublicUrl;

    fn try_from(text: String) -> Result<Self, NotAPublicUrl> {
        text.parse()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn founders_are_addresses_or_anyone() {
        let read = |list: &[&str]| Founders::read(&list.iter().map(|&each| each.into()).collect::<Vec<_>>());
        assert_eq!(read(&[]), Ok(Founders::Owners));
        assert_eq!(read(&["anyone"]), Ok(Founders::Anyone));
        let ada = Email::read("ada@a.example").unwrap();
        assert_eq!(read(&[" Ada@a.example"]), Ok(Founders::These(vec![ada])));
        assert_eq!(read(&["ada@a.example", "anyone"]), Err(NotAFounder("anyone".to_owned())));
    }

    #[test]
    fn a_public_url_is_an_origin_and_nothing_more() {
        let url: PublicUrl = "HTTP://LocalHost:3000/".parse().unwrap();
        assert_eq!(url.as_str(), "http://localhost:3000");
        assert_eq!(url.authority(), "localhost:3000");
        assert_eq!(url.join("/status/1"), "http://localhost:3000/status/1");
        assert_eq!(url.path_of("http://localhost:3000/status/1"), Some("/status/1"));
        assert_eq!(url.path_of("http://localhost:30001/status/1"), None);
        assert_eq!("https://a.example:443".parse::<PublicUrl>().unwrap().as_str(), "https://a.example");
        for bad in ["https://a.example/laurel", "ftp://a.example", "a.example", "https://u@a.example"] {
            assert_eq!(bad.parse::<PublicUrl>(), Err(NotAPublicUrl), "{bad}");
        }
    }
}
