//! The only way out to the network, with every limit.
//!
//! https only, to public addresses only, checked again at each of at most three redirects, none
//! of which leads to another site; ten seconds and one mebibyte; few requests to one host at a
//! time. A name is resolved once, its addresses are filtered, and the connection goes to what is
//! left. JSON-LD contexts and images are never fetched.
//!
//! Plain http to this machine is let through only where a trial asks for it.

mod address;
mod cache;
mod client;
mod did_web;
mod kind;
mod link;
#[cfg(test)]
mod tests;
mod turns;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::http::StatusCode;
use crypto::verify::{Known, Need};
use reqwest::{Client, dns::Resolve};
use tokio::sync::Semaphore;
use url::Url;

use cache::{Cache, Looked};
use client::{Ask, Redirects, Reply};
use kind::{Kind, Top};
use turns::{Turns, Whose};

pub use address::{Refused, is_public};
pub use did_web::did_web_url;

use crate::effects::Clock;

/// Bytes of the longest answer that is read: 1 MiB.
pub const MAX_BYTES: usize = 1 << 20;
/// Bytes of the longest document that a link may lead to, as of the longest that is uploaded: 10 MiB.
pub const MAX_LINK_BYTES: usize = 10 << 20;
/// Time for a whole answer, redirects and waiting for a turn included.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Servers asked at the same time, whoever wants to know.
const MAX_AT_ONCE: usize = 128;
/// Links followed at the same time: what they lead to may be long.
const MAX_LINKS_AT_ONCE: usize = 16;

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
    /// Too many questions wait already, or too many for this host.
    #[error("too many other servers are being asked just now")]
    Crowded,
    /// Nobody is asked at all.
    #[error("the network is switched off")]
    Offline,
}

/// Asks other servers, and remembers for a while what they said. Connections are made on first use.
pub struct Fetcher {
    allow_loopback: bool,
    clock: Clock,
    names: Arc<dyn Resolve>,
    /// For what must be said by the site that was asked.
    same_site: OnceLock<Option<Client>>,
    /// For what speaks for itself, wherever it comes from.
    any_site: OnceLock<Option<Client>>,
    turns: Turns,
    links: Semaphore,
    cache: Cache,
    timeout: Duration,
}

impl Fetcher {
    /// A fetcher; `allow_loopback` lets it ask this machine, by plain http too.
    pub fn new(allow_loopback: bool, clock: Clock) -> Self {
        Self {
            allow_loopback,
            clock,
            names: Arc::new(address::System),
            same_site: OnceLock::new(),
            any_site: OnceLock::new(),
            turns: Turns::new(MAX_AT_ONCE),
            links: Semaphore::new(MAX_LINKS_AT_ONCE),
            cache: Cache::new(),
            timeout: TIMEOUT,
        }
    }

    /// What can be found out about `need`, and when it was found out. Whatever goes wrong is an
    /// answer, too.
    pub async fn ask(&self, need: &Need) -> Known {
        if let Need::DidDocument { did } = need
            && let Ok(document) = interop::did_document(did)
        {
            // It holds its key: no need to ask anybody, and nothing that could be out of date.
            return Known::found(document.to_string());
        }
        let (url, accept) = match self.place(need) {
            Ok(place) => place,
            Err(err) => return Known::Unreachable { reason: err.to_string() },
        };
        let missing = match self.cache.look(need, self.clock.now()).await {
            Looked::Good(known) => return known,
            Looked::Missing(missing) => missing,
        };
        let (validators, redirects) = (missing.validators(), Redirects::SameSite);
        let ask = Ask { url, accept, validators, most_bytes: MAX_BYTES, redirects };
        let reply = self.reply(ask).await;
        let now = self.clock.now();
        let err = match reply {
            Ok(Reply { status: StatusCode::NOT_MODIFIED, headers, .. }) => {
                return missing.unchanged(need, &headers, now).unwrap_or_else(|| Known::Unreachable {
                    reason: FetchError::Status(StatusCode::NOT_MODIFIED.as_u16()).to_string(),
                });
            }
            Ok(Reply { headers, body, .. }) => match text_of(need, body) {
                Ok(text) => return missing.found(need, text, &headers, now),
                Err(err) => err,
            },
            // That is our doing, and says nothing of the other server: what was known stays.
            Err(err @ (FetchError::Crowded | FetchError::NoClient)) => {
                return Known::Unreachable { reason: err.to_string() };
            }
            Err(err) => err,
        };
        missing.nothing(err.to_string(), now)
    }

    /// Where the answer to a need lies, and in which forms.
    fn place(&self, need: &Need) -> Result<(Url, &'static str), FetchError> {
        let url = match need {
            Need::DidDocument { did } => {
                Url::parse(&did_web_url(did, self.allow_loopback).ok_or(FetchError::DidMethod)?)?
            }
            _ => Url::parse(need.key())?,
        };
        address::check(&url, self.allow_loopback)?;
        Ok((url, kind_of(need).accept))
    }

    /// What comes of one question, in time.
    async fn reply(&self, ask: Ask) -> Result<Reply, FetchError> {
        address::check(&ask.url, self.allow_loopback)?;
        let client = self.client(ask.redirects).ok_or(FetchError::NoClient)?;
        let deadline = tokio::time::Instant::now() + self.timeout;
        let host = ask.url.host_str().unwrap_or_default();
        let whose = match ask.redirects {
            Redirects::SameSite => Whose::Need,
            Redirects::AnySite => Whose::Link,
        };
        let turn = tokio::time::timeout_at(deadline, self.turns.take(host, whose)).await;
        let Ok(Some(_turn)) = turn else { return Err(FetchError::Crowded) };
        // Whoever got little of the time is not to be called late.
        let left = deadline.saturating_duration_since(tokio::time::Instant::now());
        let late = if left < self.timeout / 2 { FetchError::Crowded } else { FetchError::Late };
        tokio::time::timeout_at(deadline, client::read(client, ask)).await.unwrap_or(Err(late))
    }

    fn client(&self, redirects: Redirects) -> Option<&Client> {
        let client = match redirects {
            Redirects::SameSite => &self.same_site,
            Redirects::AnySite => &self.any_site,
        };
        client.get_or_init(|| client::build(self.names.clone(), self.allow_loopback, redirects).ok()).as_ref()
    }
}

fn kind_of(need: &Need) -> Kind {
    match need {
        Need::DidDocument { .. } => Kind::DID_DOCUMENT,
        Need::StatusList { .. } => Kind::STATUS_LIST,
        Need::KeySet { .. } => Kind::KEY_SET,
        Need::Refresh { .. } => Kind::CREDENTIAL,
        Need::Schema { .. } => Kind::SCHEMA,
        Need::Document { .. } => Kind::OPEN_BADGES_2,
    }
}

/// What came as text, provided that it says that it is what was asked for.
fn text_of(need: &Need, body: Vec<u8>) -> Result<String, FetchError> {
    let text = String::from_utf8(body).map_err(|_| FetchError::NotText)?;
    let kind = kind_of(need);
    let is = match need {
        Need::DidDocument { did } => {
            serde_json::from_str::<Top>(&text).is_ok_and(|document| document.is_called(did))
        }
        _ => kind.is(&text),
    };
    if is { Ok(text) } else { Err(FetchError::WrongKind(kind.name)) }
}
