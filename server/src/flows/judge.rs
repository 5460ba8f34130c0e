//! Judging documents: what must be known is asked for, somebody brings it, `crypto` says what
//! is true.
//!
//! That is work for a processor. It is done on threads of their own and in turns, so that
//! however much there is to verify, the service goes on answering.

use std::{future::Future, sync::Arc, time::Duration};

use crypto::verify::{Knowledge, Need, Policy, Report};
use time::OffsetDateTime;
use tokio::{sync::Semaphore, time::Instant};

use crate::problem::Problem;

/// A fetched status list may need a DID document in turn, and that is all; more is a loop.
const MOST_ROUNDS: usize = 4;
/// Documents judged at once, for each processor: the second is there when the first is done.
const TURNS_A_PROCESSOR: usize = 2;
/// After how long nothing more is asked for; what is asked for just then still has its time.
const ASKING: Duration = Duration::from_secs(15);
/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// When to come back after that, in seconds.
const RETRY_AFTER_S: u32 = 5;

/// There is more to verify than can be done just now.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("there is more to verify than the service can do just now")]
pub struct Busy;

impl From<Busy> for Problem {
    fn from(err: Busy) -> Self {
        Self::busy(err, RETRY_AFTER_S)
    }
}

/// Who may use a processor for verification. Cloning is cheap, and shares the turns.
#[derive(Clone, Debug)]
pub struct Turns {
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Default for Turns {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self::new(processors * TURNS_A_PROCESSOR, PATIENCE)
    }
}

impl Turns {
    /// This many turns at once; whoever waits longer than `patience` gives up.
    pub fn new(at_once: usize, patience: Duration) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_once)), patience }
    }

    /// Does `work` on a thread where it holds up nobody.
    ///
    /// # Errors
    /// [`Busy`] when no turn came in time.
    pub(crate) async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let turn = tokio::time::timeout(self.patience, self.turns.clone().acquire_owned());
        let Ok(Ok(turn)) = turn.await else { return Err(Busy) };
        // The turn goes with the work: whoever asked may be gone before it is done.
        let work = move || {
            let _turn = turn;
            work()
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => Ok(done),
            Err(err) => std::panic::resume_unwind(err.into_panic()),
        }
    }
}

/// What is true of each document at `now`, in the order given.
///
/// * `bring`: finds out what it can; asked once a round for everything that all documents need.
///
/// # Errors
/// [`Busy`] when no turn came in time.
pub(crate) async fn judge<A: Future<Output = Knowledge>>(
    turns: &Turns,
    documents: &[&[u8]],
    now: OffsetDateTime,
    policy: &Policy,
    bring: impl Fn(Vec<Need>) -> A,
) -> Result<Vec<Report>, Busy> {
    let mut judged = judge_by_each(turns, documents, now, std::slice::from_ref(policy), bring).await?;
    Ok(judged.pop().unwrap_or_default())
}

/// The same by several policies, with what was found out once: the reports of each, in their order.
///
/// # Errors
/// [`Busy`] when no turn came in time.
pub(crate) async fn judge_by_each<A: Future<Output = Knowledge>>(
    turns: &Turns,
    documents: &[&[u8]],
    now: OffsetDateTime,
    policies: &[Policy],
    bring: impl Fn(Vec<Need>) -> A,
) -> Result<Vec<Vec<Report>>, Busy> {
    if documents.is_empty() {
        return Ok(policies.iter().map(|_| Vec::new()).collect());
    }
    let documents: Arc<[Vec<u8>]> = documents.iter().map(|document| document.to_vec()).collect();
    let mut knowledge = Knowledge::default();
    let started = Instant::now();
    for _ in 0..MOST_ROUNDS {
        let (documents, known) = (documents.clone(), knowledge);
        let needs;
        (needs, knowledge) =
            turns.take(move || (crypto::verify::needs_all(&documents, &known), known)).await?;
        if needs.is_empty() || started.elapsed() > ASKING {
            break;
        }
        knowledge.0.extend(bring(needs).await.0);
    }
    let policies = policies.to_vec();
    let judging = move || {
        let each = |policy: &Policy| crypto::verify::run_all(&documents, &knowledge, now, policy);
        policies.iter().map(each).collect()
    };
    turns.take(judging).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_holds_up_no_other_thread() {
        let here = std::thread::current().id();
        let there = Turns::default().take(|| std::thread::current().id()).await.unwrap();
        assert_ne!(here, there);
    }

    #[tokio::test]
    async fn whoever_gets_no_turn_in_time_is_told_so() {
        let full = Turns::new(0, Duration::ZERO);
        assert_eq!(full.take(|| ()).await, Err(Busy));
        let bring = async |_: Vec<Need>| panic!("nothing is asked before a turn comes");
        let judged = judge(&full, &[b"{}"], OffsetDateTime::UNIX_EPOCH, &Policy::default(), bring).await;
        assert_eq!(judged.unwrap_err(), Busy);
    }
}
