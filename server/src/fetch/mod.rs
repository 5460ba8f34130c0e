//! The only way out to the network, with every limit.
//!
//! https only, to public addresses only, checked again at each of at most three redirects, none
//! of which leads to another site; ten seconds and one mebibyte. A name is resolved once, its addresses are filtered, and the
//! connection goes to what is left. JSON-LD contexts and images are never fetched.
//!
//! Plain http to this machine is let through only where a trial asks for it.

mod address;
mod did_web;
mod kind;
mod link;

use std::{sync::OnceLock, time::Duration};

use crypto::verify::{Known, Need};
use reqwest::{Client, header, redirect};
use serde_json::Value;
use tokio::sync::Semaphore;
use url::Url;

use kind::Kind;

pub use address::{Refused, is_public};
pub use did_web::did_web_url;

/// Bytes of the longest answer that is read: 1 MiB.
pub const MAX_BYTES: usize = 1 << 20;
/// Bytes of the longest document that a link may lead to, as of the longest that is uploaded: 10 MiB.
pub const MAX_LINK_BYTES: usize = 10 << 20;
/// Time for a whole answer, redirects and waiting for a turn included.
const TIMEOUT: Duration = Duration::from_secs(10);
const MAX_REDIRECTS: usize = 3;
/// Servers asked at the same time, whoever wants to know.
const MAX_AT_ONCE: usize = 64;

/// Why nothing came.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an address at all.
    #[error("the address cannot be read")]
    Address(#[from] url::ParseError),
    /// An address that is not asked.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No answer, or an answer that broke off.
    #[error("the server did not answer")]
    Connection(#[source] reqwest::Error),
    /// No whole answer in time.
    #[error("the server did not answer in time")]
    Late,
    /// An answer other than 2xx.
    #[error("the server answered {0}")]
    Status(u16),
    /// More than is read.
    #[error("the answer is longer than {} MiB", most_bytes >> 20)]
    TooLong {
        /// [`MAX_BYTES`], or [`MAX_LINK_BYTES`].
        most_bytes: usize,
    },
    /// Not UTF-8.
    #[error("the answer is not text")]
    NotText,
    /// Text, but not the kind of thing that was asked for.
    #[error("the answer is not {0}")]
    WrongKind(&'static str),
    /// A DID whose document is nowhere to be fetched.
    #[error("the DID method is not supported")]
    DidMethod,
    /// This machine cannot make TLS connections.
    #[error("this machine has no usable certificate store")]
    NoClient,
    /// Nobody is asked at all.
    #[error("the network is switched off")]
    Offline,
}

/// Asks other servers. Connections are made on first use.
pub struct Fetcher {
    allow_loopback: bool,
    /// For what must be said by the site that was asked.
    same_site: OnceLock<Option<Client>>,
    /// For what speaks for itself, wherever it comes from.
    any_site: OnceLock<Option<Client>>,
    at_once: Semaphore,
    timeout: Duration,
}

/// How far redirects are followed.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Redirects {
    /// On the site that was asked: what another site says must never count as its word.
    SameSite,
    /// To any public site.
    AnySite,
}

/// One question.
struct Ask<'a> {
    url: Url,
    accept: &'a str,
    most_bytes: usize,
    redirects: Redirects,
}

impl Fetcher {
    /// A fetcher; `allow_loopback` lets it ask this machine, by plain http too.
    pub fn new(allow_loopback: bool) -> Self {
        Self {
            allow_loopback,
            same_site: OnceLock::new(),
            any_site: OnceLock::new(),
            at_once: Semaphore::new(MAX_AT_ONCE),
            timeout: TIMEOUT,
        }
    }

    /// What can be found out about `need`. Whatever goes wrong is an answer, too.
    pub async fn ask(&self, need: &Need) -> Known {
        let answer = match need {
            Need::DidDocument { did } => self.did_document(did).await,
            Need::StatusList { url } => self.of_kind(url, Kind::STATUS_LIST).await,
            Need::KeySet { url } => self.of_kind(url, Kind::KEY_SET).await,
            Need::Refresh { url } => self.of_kind(url, Kind::CREDENTIAL).await,
            Need::Schema { url } => self.of_kind(url, Kind::SCHEMA).await,
            Need::Document { url } => self.of_kind(url, Kind::OPEN_BADGES_2).await,
        };
        match answer {
            Ok(text) => Known::found(text),
            Err(err) => Known::Unreachable { reason: err.to_string() },
        }
    }

    /// The document of a DID, as text: computed where the DID holds its key, else fetched.
    async fn did_document(&self, did: &str) -> Result<String, FetchError> {
        if let Ok(document) = interop::did_document(did) {
            return Ok(document.to_string());
        }
        let url = did_web_url(did, self.allow_loopback).ok_or(FetchError::DidMethod)?;
        let text = self.text(&url, "application/did+ld+json, application/did+json, application/json").await?;
        let about_did = serde_json::from_str::<Value>(&text).is_ok_and(|document| document["id"] == did);
        if about_did { Ok(text) } else { Err(FetchError::WrongKind("a document of this DID")) }
    }

    /// What is at `url`, as text, provided that it says that it is what was asked for.
    async fn of_kind(&self, url: &str, kind: Kind) -> Result<String, FetchError> {
        let text = self.text(url, kind.accept).await?;
        if kind.is(&text) { Ok(text) } else { Err(FetchError::WrongKind(kind.name)) }
    }

    /// The text at `url`.
    async fn text(&self, url: &str, accept: &str) -> Result<String, FetchError> {
        let redirects = Redirects::SameSite;
        let ask = Ask { url: Url::parse(url)?, accept, most_bytes: MAX_BYTES, redirects };
        String::from_utf8(self.bytes(ask).await?).map_err(|_| FetchError::NotText)
    }

    /// What comes of one question, in time.
    async fn bytes(&self, ask: Ask<'_>) -> Result<Vec<u8>, FetchError> {
        address::check(&ask.url, self.allow_loopback)?;
        let bytes = tokio::time::timeout(self.timeout, self.read(ask));
        bytes.await.unwrap_or(Err(FetchError::Late))
    }

    async fn read(&self, ask: Ask<'_>) -> Result<Vec<u8>, FetchError> {
        let _turn = self.at_once.acquire().await.map_err(|_| FetchError::NoClient)?;
        let mut response = self
            .client(ask.redirects)
            .ok_or(FetchError::NoClient)?
            .get(ask.url)
            .header(header::ACCEPT, ask.accept)
            .send()
            .await
            .map_err(FetchError::of_connection)?;
        if !response.status().is_success() {
            return Err(FetchError::Status(response.status().as_u16()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(FetchError::of_connection)? {
            if bytes.len() + chunk.len() > ask.most_bytes {
                return Err(FetchError::TooLong { most_bytes: ask.most_bytes });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn client(&self, redirects: Redirects) -> Option<&Client> {
        let client = match redirects {
            Redirects::SameSite => &self.same_site,
            Redirects::AnySite => &self.any_site,
        };
        client.get_or_init(|| build(self.allow_loopback, redirects).ok()).as_ref()
    }
}

impl FetchError {
    /// A refusal on the way (a redirect, a resolved name) is told as such.
    fn of_connection(err: reqwest::Error) -> Self {
        let mut next: Option<&(dyn std::error::Error + 'static)> = Some(&err);
        while let Some(source) = next {
            if let Some(refused) = source.downcast_ref::<Refused>() {
                return Self::Refused(*refused);
            }
            next = source.source();
        }
        Self::Connection(err)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where clients are made")]
fn build(allow_loopback: bool, redirects: Redirects) -> Result<Client, reqwest::Error> {
    let policy = redirect::Policy::custom(move |attempt| {
        if attempt.previous().len() > MAX_REDIRECTS {
            return attempt.error("too many redirects");
        }
        let stays = || match (redirects, attempt.previous().last()) {
            (Redirects::SameSite, Some(from)) => address::stays(from, attempt.url()),
            _ => Ok(()),
        };
        match address::check(attempt.url(), allow_loopback).and_then(|()| stays()) {
            Ok(()) => attempt.follow(),
            Err(refused) => attempt.error(refused),
        }
    });
    Client::builder()
        .dns_resolver(address::Checked { names: address::System, allow_loopback })
        .https_only(!allow_loopback)
        .no_proxy()
        .redirect(policy)
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .user_agent(concat!("laurel/", env!("CARGO_PKG_VERSION")))
        .build()
}

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, response::Redirect, routing::get};

    use super::*;

    /// A server on this machine with one answer of each kind, and its address.
    async fn server() -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let far = format!("{origin}/loop");
        let elsewhere = format!("{origin}/list").replace("127.0.0.1", "localhost");
        let router = Router::new()
            .route(
                "/list",
                get(|| async { r#"{"type":["VerifiableCredential","BitstringStatusListCredential"]}"# }),
            )
            .route("/other", get(|| async { r#"{"type":"Secret"}"# }))
            .route("/long", get(|| async { "x".repeat(MAX_BYTES + 1) }))
            .route("/bytes", get(|| async { vec![0xff_u8, 0xfe] }))
            .route("/gone", get(|| async { StatusCode::GONE }))
            .route("/moved", get(|| async { Redirect::temporary("/list") }))
            .route("/inside", get(|| async { Redirect::temporary("http://10.0.0.1/list") }))
            .route("/localhost", get(move || async move { Redirect::temporary(&elsewhere) }))
            .route("/public", get(|| async { Redirect::temporary("https://evil.example/list") }))
            .route("/loop", get(move || async move { Redirect::temporary(&far) }));
        tokio::spawn(async move { axum::serve(listener, router).await });
        origin
    }

    async fn ask(fetcher: &Fetcher, url: String) -> Result<(), String> {
        match fetcher.ask(&Need::StatusList { url }).await {
            Known::Found { .. } => Ok(()),
            Known::Unreachable { reason } => Err(reason),
        }
    }

    #[tokio::test]
    async fn what_comes_is_limited_and_of_the_kind_that_was_asked_for() {
        let (origin, fetcher) = (server().await, Fetcher::new(true));
        let reason = |path: &str| {
            let (url, fetcher) = (format!("{origin}{path}"), &fetcher);
            async move { ask(fetcher, url).await.err() }
        };
        assert_eq!(reason("/list").await, None);
        assert_eq!(reason("/moved").await, None);
        assert_eq!(reason("/other").await.as_deref(), Some("the answer is not a status list"));
        assert_eq!(reason("/long").await.as_deref(), Some("the answer is longer than 1 MiB"));
        assert_eq!(reason("/bytes").await.as_deref(), Some("the answer is not text"));
        assert_eq!(reason("/gone").await.as_deref(), Some("the server answered 410"));
        assert_eq!(reason("/inside").await.as_deref(), Some("only https addresses are fetched"));
        for elsewhere in ["/localhost", "/public"] {
            assert_eq!(reason(elsewhere).await.as_deref(), Some("the address leads to another site"));
        }
        assert_eq!(reason("/loop").await.as_deref(), Some("the server did not answer"));
    }

    #[tokio::test]
    async fn waiting_for_a_turn_takes_no_longer_than_an_answer_may() {
        let crowded = Fetcher { at_once: Semaphore::new(0), timeout: Duration::ZERO, ..Fetcher::new(true) };
        let refused = ask(&crowded, format!("{}/list", server().await)).await;
        assert_eq!(refused.unwrap_err(), "the server did not answer in time");
    }

    #[tokio::test]
    async fn this_machine_is_asked_only_where_that_is_allowed() {
        let url = format!("{}/list", server().await);
        assert_eq!(ask(&Fetcher::new(false), url).await.unwrap_err(), "only https addresses are fetched");
        let https = "https://localhost/list".to_owned();
        assert_eq!(ask(&Fetcher::new(false), https).await.unwrap_err(), "the address is not a public one");
    }

    #[tokio::test]
    async fn a_did_that_holds_its_key_needs_no_network() {
        let did = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH".to_owned();
        let Known::Found { text, .. } =
            Fetcher::new(false).ask(&Need::DidDocument { did: did.clone() }).await
        else {
            panic!("a did:key is computed");
        };
        assert!(text.contains(&did));
        let other = Fetcher::new(false).ask(&Need::DidDocument { did: "did:example:1".to_owned() }).await;
        assert_eq!(other, Known::Unreachable { reason: "the DID method is not supported".to_owned() });
    }
}
