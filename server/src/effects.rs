//! What comes in from outside the program: the time, randomness, and other servers' answers.
//!
//! Each is a value that [`App`](crate::app::App) holds, so that tests hand in their own.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use crypto::verify::{Known, Need};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use url::Url;

use crate::fetch::{FetchError, Fetcher};

/// Tells the time: the machine's, or one that a test sets.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Milliseconds since 1970, moved by hand.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at `instant` until it is moved.
    pub fn fixed(instant: OffsetDateTime) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(ms_of(instant))))
    }

    /// Now, in UTC, whole milliseconds.
    pub fn now(&self) -> OffsetDateTime {
        instant_of(self.now_ms())
    }

    /// Now, in milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
            Self::System => ms_of(OffsetDateTime::now_utc()),
            Self::Fixed(ms) => ms.load(Ordering::SeqCst),
        }
    }

    /// Moves a fixed clock on; the machine's stays as it is.
    pub fn advance(&self, by: time::Duration) {
        if let Self::Fixed(ms) = self {
            ms.fetch_add(i64::try_from(by.whole_milliseconds()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

/// An instant as the database keeps it: milliseconds since 1970.
pub fn ms_of(instant: OffsetDateTime) -> i64 {
    instant.unix_timestamp() * 1000 + i64::from(instant.millisecond())
}

/// The instant of a number of milliseconds since 1970; out of range gives 1970.
pub fn instant_of(ms: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Gives random bytes: the operating system's, or a repeatable sequence for tests.
#[derive(Clone, Debug)]
pub enum Random {
    /// The operating system's.
    Os,
    /// SHA-256 of a seed and a counter. For tests only.
    Seeded(Arc<(u64, AtomicU64)>),
}

impl Random {
    /// The sequence that belongs to `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new((seed, AtomicU64::new(0))))
    }

    /// `N` random bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks for randomness")]
            Self::Os => getrandom::fill(&mut bytes).expect("the operating system gives random bytes"),
            Self::Seeded(state) => {
                for chunk in bytes.chunks_mut(32) {
                    let count = state.1.fetch_add(1, Ordering::SeqCst);
                    let mut hash = Sha256::new();
                    hash.update(state.0.to_be_bytes());
                    hash.update(count.to_be_bytes());
                    chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
                }
            }
        }
        bytes
    }
}

type Answer<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// What is at a link, or why nothing came.
pub type Followed = Result<Vec<u8>, FetchError>;

/// Asks other servers: whoever starts the service says how.
#[derive(Clone)]
pub struct Fetch {
    ask: Arc<dyn Fn(Need) -> Answer<Known> + Send + Sync>,
    link: Arc<dyn Fn(Url) -> Answer<Followed> + Send + Sync>,
}

impl Fetch {
    /// Asks the network.
    pub fn network(fetcher: Fetcher) -> Self {
        let fetcher = Arc::new(fetcher);
        let links = fetcher.clone();
        Self::new(move |need| {
            let fetcher = fetcher.clone();
            async move { fetcher.ask(&need).await }
        })
        .with_links(move |url| {
            let fetcher = links.clone();
            async move { fetcher.link(url).await }
        })
    }

    /// A fetcher that answers each need by `ask`, and follows no link.
    pub fn new<F, A>(ask: F) -> Self
    where
        F: Fn(Need) -> A + Send + Sync + 'static,
        A: Future<Output = Known> + Send + 'static,
    {
        Self {
            ask: Arc::new(move |need| Box::pin(ask(need))),
            link: Arc::new(|_| Box::pin(async { Err(FetchError::Offline) })),
        }
    }

    /// The same fetcher, answering each link by `follow`.
    #[must_use]
    pub fn with_links<F, A>(self, follow: F) -> Self
    where
        F: Fn(Url) -> A + Send + Sync + 'static,
        A: Future<Output = Followed> + Send + 'static,
    {
        Self { link: Arc::new(move |url| Box::pin(follow(url))), ..self }
    }

    /// A fetcher that never asks anybody.
    pub fn offline() -> Self {
        Self::new(|_| async { Known::Unreachable { reason: FetchError::Offline.to_string() } })
    }

    /// What another server says about `need`.
    pub async fn ask(&self, need: Need) -> Known {
        (self.ask)(need).await
    }

    /// What is at an address that somebody gave as a credential's.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn link(&self, url: Url) -> Followed {
        (self.link)(url).await
    }
}

impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fetch(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_randomness_repeats_and_does_not_repeat_itself() {
        let (one, other) = (Random::seeded(7), Random::seeded(7));
        let first: [u8; 40] = one.bytes();
        assert_eq!(first, other.bytes());
        assert_ne!(first, one.bytes());
    }

    #[test]
    fn instants_survive_the_database_form() {
        for ms in [-1, 0, 1_763_769_600_123] {
            assert_eq!(ms_of(instant_of(ms)), ms);
        }
    }
}
