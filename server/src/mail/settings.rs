//! Where mail is handed over, by whom, and how fast.

use std::{fmt, num::NonZeroU16, str::FromStr};

use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use url::{Host, Url};
use zeroize::Zeroizing;

/// How mail goes out.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The server that takes it.
    pub server: SmtpServer,
    /// Whom it is from: a name and an address.
    pub from: Mailbox,
    /// Mails a second, at most.
    pub rate: NonZeroU16,
}

impl MailSettings {
    /// Mails a second where nobody says otherwise.
    pub const RATE: NonZeroU16 = NonZeroU16::new(10).expect("ten is not zero");
}

/// An SMTP server, and who we are to it.
///
/// Written as an address: `smtps://user:password@host:port` speaks TLS from the first byte,
/// `smtp://…` turns to it before anything is said that matters (STARTTLS), and fails where the
/// server does not. This machine is spoken to without; elsewhere `?tls=off` switches it off, for a
/// network that is one's own, and then there is no password.
///
/// Source: RFC 8314, sections 3.3 and 4.1; ports 465 and 587 are its defaults.
#[derive(Clone)]
pub struct SmtpServer {
    /// Its name or address, as a certificate has it.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the connection is kept from being read.
    pub tls: Tls,
    /// User and password, if it wants them.
    pub login: Option<(String, Zeroizing<String>)>,
}

/// How a connection is kept from being read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tls {
    /// From the first byte.
    FromTheStart,
    /// After a word in clear.
    StartTls,
    /// Not at all.
    Off,
}

/// A text that is no [`SmtpServer`]. The text itself may hold a password, so it is not repeated.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the mail server is given as {0}")]
pub struct NotASmtpUrl(&'static str);

impl FromStr for SmtpServer {
    type Err = NotASmtpUrl;

    fn from_str(text: &str) -> Result<Self, NotASmtpUrl> {
        let shape =
            NotASmtpUrl("smtps://user:password@host:port or smtp://…, with / : @ % in a password as %2F …");
        let url = Url::parse(text).map_err(|_| shape)?;
        // Only web addresses have their hosts read; the others keep theirs as text.
        let host = Host::parse(url.host_str().filter(|host| !host.is_empty()).ok_or(shape)?);
        let host = host.map_err(|_| shape)?;
        let here = match &host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let off = match url.query() {
            None => false,
            Some("tls=off") => true,
            Some(_) => return Err(NotASmtpUrl("an address with nothing after the port but ?tls=off")),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(shape);
        }
        let (tls, port) = match url.scheme() {
            "smtps" if !off => (Tls::FromTheStart, 465),
            "smtp" if off || here => (Tls::Off, 587),
            "smtp" => (Tls::StartTls, 587),
            _ => return Err(shape),
        };
        let plain = |part: &str| {
            let text = percent_decode_str(part).decode_utf8().ok()?;
            (!text.chars().any(char::is_control)).then(|| text.into_owned())
        };
        let login = match (url.username(), url.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => {
                let password = Zeroizing::new(plain(password).ok_or(shape)?);
                Some((plain(user).ok_or(shape)?, password))
            }
            _ => return Err(NotASmtpUrl("an address with both a user and a password, or neither")),
        };
        if login.is_some() && tls == Tls::Off && !here {
            return Err(NotASmtpUrl("an address without a password where ?tls=off lets anyone read it"));
        }
        let host = match host {
            Host::Ipv6(address) => address.to_string(),
            host => host.to_string(),
        };
        Ok(Self { host, port: url.port().unwrap_or(port), tls, login })
    }
}

impl fmt::Debug for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpServer")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> SmtpServer {
        text.parse().unwrap_or_else(|err| panic!("{text}: {err}"))
    }

    #[test]
    fn an_address_says_where_and_how() {
        let server = read("smtps://mail.example.edu");
        assert_eq!(
            (server.host.as_str(), server.port, server.tls),
            ("mail.example.edu", 465, Tls::FromTheStart)
        );
        let server = read("smtp://bureau:p%40ss%2Fw%C3%B6rd@mail.example.edu:2525/");
        assert_eq!((server.port, server.tls), (2525, Tls::StartTls));
        let (user, password) = server.login.unwrap();
        assert_eq!((user.as_str(), password.as_str()), ("bureau", "p@ss/wörd"));
        assert_eq!(read("smtp://localhost:1025").tls, Tls::Off);
        assert_eq!(read("smtp://[::1]:1025").host, "::1");
        assert_eq!(read("smtp://127.0.0.1:1025").tls, Tls::Off);
        assert_eq!(read("smtp://relay.internal:25?tls=off").tls, Tls::Off);
    }

    #[test]
    fn what_would_send_a_password_in_clear_is_refused() {
        for bad in [
            "smtp://u:p@relay.internal?tls=off",
            "smtps://u:p@mail.example?tls=off",
            "smtp://u:p@mail.example?tls=maybe",
            "smtp://u@mail.example",
            "smtp://:p@mail.example",
            "smtp://u:p%0d%0aQUIT@mail.example",
            "smtp://u:p@mail.example/inbox",
            "smtp://",
            "http://mail.example",
            "mail.example:25",
        ] {
            assert!(bad.parse::<SmtpServer>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let server = read("smtp://bureau:secret@mail.example");
        assert!(!format!("{server:?}").contains("secret"));
        let refused = "smtp://bureau:secret@mail.example/inbox".parse::<SmtpServer>().unwrap_err();
        assert!(!refused.to_string().contains("secret"));
    }
}
