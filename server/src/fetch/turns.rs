//! Turns at asking: so many in all, and so few of one host that a slow one takes nobody else's. Links
//! never take all turns of a host, so that its keys and lists can be asked for meanwhile.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests to one host at the same time.
const MAX_OF_ONE_HOST: usize = 4;
/// Of these, for links.
const MAX_LINKS_OF_ONE_HOST: usize = 2;
/// Hosts remembered before those that nobody is asking are forgotten.
const MANY_HOSTS: usize = 1_000;

/// Who may ask whom.
pub(super) struct Turns {
    all: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

/// One host's turns.
struct Host {
    all: Arc<Semaphore>,
    links: Arc<Semaphore>,
}

/// What a turn is for.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Whose {
    /// What must be known to verify.
    Need,
    /// Somebody's link.
    Link,
}

/// A turn, until it is dropped.
pub(super) struct Turn {
    _link: Option<OwnedSemaphorePermit>,
    _host: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
    /// While it is here, the host is not forgotten.
    _of: Arc<Host>,
}

impl Turns {
    /// This many turns at once, whoever is asked.
    pub(super) fn new(at_once: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(at_once)), hosts: Mutex::default() }
    }

    /// Waits for a turn at `host`. Whoever waits for one host keeps nobody from asking another.
    pub(super) async fn take(&self, host: &str, whose: Whose) -> Option<Turn> {
        let of = self.of_host(host);
        let link = match whose {
            Whose::Link => Some(of.links.clone().acquire_owned().await.ok()?),
            Whose::Need => None,
        };
        let host = of.all.clone().acquire_owned().await.ok()?;
        Some(Turn { _link: link, _host: host, _all: self.all.clone().acquire_owned().await.ok()?, _of: of })
    }

    fn of_host(&self, host: &str) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= MANY_HOSTS {
            hosts.retain(|_, turns| Arc::strong_count(turns) > 1);
        }
        let turns = hosts.entry(host.to_owned());
        let few = |turns| Arc::new(Semaphore::new(turns));
        let new = || Host { all: few(MAX_OF_ONE_HOST), links: few(MAX_LINKS_OF_ONE_HOST) };
        turns.or_insert_with(|| Arc::new(new())).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a turn can be had without waiting.
    async fn free(turns: &Turns, host: &str) -> Option<Turn> {
        free_for(turns, host, Whose::Need).await
    }

    async fn free_for(turns: &Turns, host: &str, whose: Whose) -> Option<Turn> {
        tokio::time::timeout(std::time::Duration::ZERO, turns.take(host, whose)).await.ok().flatten()
    }

    #[tokio::test]
    async fn links_leave_two_turns_of_a_host_to_what_must_be_known() {
        let turns = Turns::new(100);
        let mut held = Vec::new();
        for whose in [Whose::Link, Whose::Link, Whose::Need, Whose::Need] {
            assert_eq!(
                free_for(&turns, "uni.example", Whose::Link).await.is_some(),
                held.is_empty() || held.len() == 1
            );
            held.push(free_for(&turns, "uni.example", whose).await.unwrap());
        }
        assert!(free(&turns, "uni.example").await.is_none());
        held.drain(..2);
        assert!(free_for(&turns, "uni.example", Whose::Link).await.is_some());
    }

    #[tokio::test]
    async fn a_host_that_is_slow_takes_no_turns_of_the_others() {
        let turns = Turns::new(6);
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(free(&turns, "slow.example").await.unwrap());
        }
        assert!(free(&turns, "slow.example").await.is_none());
        assert!(free(&turns, "other.example").await.is_some());
        held.push(free(&turns, "other.example").await.unwrap());
        held.push(free(&turns, "third.example").await.unwrap());
        assert!(free(&turns, "fourth.example").await.is_none(), "six in all");
        held.clear();
        assert!(free(&turns, "slow.example").await.is_some());
    }

    #[tokio::test]
    async fn hosts_that_nobody_asks_are_forgotten() {
        let turns = Turns::new(2);
        let _held = turns.take("kept.example", Whose::Need).await;
        for number in 0..3 * MANY_HOSTS {
            drop(turns.take(&format!("{number}.example"), Whose::Need).await);
        }
        let hosts = turns.hosts.lock().unwrap();
        assert!(hosts.len() <= MANY_HOSTS && hosts.contains_key("kept.example"));
    }
}
