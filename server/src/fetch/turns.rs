//! Turns at asking: so many in all, and so few of one host that a slow one takes nobody else's.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests to one host at the same time.
const MAX_OF_ONE_HOST: usize = 4;
/// Hosts remembered before those that nobody is asking are forgotten.
const MANY_HOSTS: usize = 1_000;

/// Who may ask whom.
pub(super) struct Turns {
    all: Arc<Semaphore>,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// A turn, until it is dropped.
pub(super) struct Turn {
    _host: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Turns {
    /// This many turns at once, whoever is asked.
    pub(super) fn new(at_once: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(at_once)), hosts: Mutex::default() }
    }

    /// Waits for a turn at `host`. Whoever waits for one host keeps nobody from asking another.
    pub(super) async fn take(&self, host: &str) -> Option<Turn> {
        let host = self.of_host(host).acquire_owned().await.ok()?;
        Some(Turn { _host: host, _all: self.all.clone().acquire_owned().await.ok()? })
    }

    fn of_host(&self, host: &str) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= MANY_HOSTS {
            hosts.retain(|_, turns| Arc::strong_count(turns) > 1);
        }
        let turns = hosts.entry(host.to_owned());
        turns.or_insert_with(|| Arc::new(Semaphore::new(MAX_OF_ONE_HOST))).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a turn can be had without waiting.
    async fn free(turns: &Turns, host: &str) -> Option<Turn> {
        tokio::time::timeout(std::time::Duration::ZERO, turns.take(host)).await.ok().flatten()
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
        let _held = turns.take("kept.example").await;
        for number in 0..3 * MANY_HOSTS {
            drop(turns.take(&format!("{number}.example")).await);
        }
        let hosts = turns.hosts.lock().unwrap();
        assert!(hosts.len() <= MANY_HOSTS && hosts.contains_key("kept.example"));
    }
}
