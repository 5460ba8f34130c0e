//! Verification on the server: gathers what must be known, then lets `crypto` judge.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use crypto::verify::{Knowledge, Known, MAX_NEEDS, Need, Policy, Report};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout_at},
};

use super::{
    issuer,
    judge::{Busy, judge, judge_by_each},
    receipt,
    refresh::{self, RefreshError},
    status,
};
use crate::{app::App, fetch::FetchError, store::StoreError};

/// Addresses asked at the same time for one request, so that it does not take everybody's turns.
const AT_ONCE: usize = 16;
/// How long all of them together may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Addresses asked for each document of one request, where they are more than [`MAX_NEEDS`],
const ADDRESSES_A_DOCUMENT: usize = 16;
/// and for all of them at most.
const MOST_ADDRESSES: usize = 1_024;
/// Bytes of all answers to one request together: 64 MiB.
const MOST_BYTES: usize = 64 << 20;

/// What may still be asked for one request, whatever its documents name: they are the choice of
/// whoever sent them. Cloning shares it.
#[derive(Clone)]
pub(super) struct Allowance(Arc<Left>);

struct Left {
    addresses: AtomicUsize,
    bytes: AtomicUsize,
}

impl Allowance {
    /// For a request of this many documents.
    pub(super) fn of(documents: usize) -> Self {
        let addresses = documents.saturating_mul(ADDRESSES_A_DOCUMENT).clamp(MAX_NEEDS, MOST_ADDRESSES);
        Self(Arc::new(Left { addresses: addresses.into(), bytes: MOST_BYTES.into() }))
    }

    /// Whether one more address may be asked.
    fn asks(&self) -> bool {
        take(&self.0.addresses, 1)
    }

    /// The answer, where there is room for it.
    fn hold(&self, known: Known) -> Known {
        match &known {
            Known::Found { text, .. } if !take(&self.0.bytes, text.len()) => too_much(),
            _ => known,
        }
    }
}

/// Takes `count` of what is left, or nothing of it.
fn take(left: &AtomicUsize, count: usize) -> bool {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(count)).is_ok()
}

fn too_much() -> Known {
    Known::Unreachable { reason: "there is too much to look up for one request".to_owned() }
}

/// What is true of `document` now.
///
/// # Errors
/// [`Busy`] when there is too much to verify just now.
///
/// # Panics
/// Never: there is one report for one document.
pub async fn verify(app: &App, document: &[u8]) -> Result<Report, Busy> {
    let mut reports = verify_all(app, &[document]).await?;
    Ok(reports.pop().expect("one report for one document"))
}

/// What is true of each document now, in the order given; what they need is fetched once.
///
/// # Errors
/// [`Busy`] when there is too much to verify just now.
pub async fn verify_all(app: &App, documents: &[&[u8]]) -> Result<Vec<Report>, Busy> {
    let policy = receipt::policy(app).await;
    verify_by(app, documents, &policy).await
}

/// The same by another policy than this service's own.
///
/// # Errors
/// [`Busy`] when there is too much to verify just now.
pub async fn verify_by(app: &App, documents: &[&[u8]], policy: &Policy) -> Result<Vec<Report>, Busy> {
    let allowance = Allowance::of(documents.len());
    judge(&app.turns, documents, app.clock.now(), policy, |needs| knowledge(app, needs, &allowance)).await
}

/// The same by several policies, with what was found out once: the reports of each, in their order.
///
/// # Errors
/// [`Busy`] when there is too much to verify just now.
pub(super) async fn verify_by_each(
    app: &App,
    documents: &[&[u8]],
    policies: &[Policy],
) -> Result<Vec<Vec<Report>>, Busy> {
    let allowance = Allowance::of(documents.len());
    let bring = |needs| knowledge(app, needs, &allowance);
    judge_by_each(&app.turns, documents, app.clock.now(), policies, bring).await
}

/// What we know, or can find out, about each need: our own addresses from the store, others
/// from the network. Every need gets an answer.
pub(super) async fn knowledge(app: &App, needs: Vec<Need>, allowance: &Allowance) -> Knowledge {
    knowledge_within(app, needs, allowance, PATIENCE).await
}

/// The same for somebody who judges by themselves.
pub async fn knowledge_for_another(app: &App, needs: Vec<Need>) -> Knowledge {
    knowledge(app, needs, &Allowance::of(1)).await
}

/// What an issuer's refresh service gives, if anything comes.
pub(super) async fn refreshed(app: &App, url: &str) -> Option<String> {
    let need = Need::Refresh { url: url.to_owned() };
    let mut found = knowledge(app, vec![need], &Allowance::of(1)).await;
    match found.0.remove(url) {
        Some(Known::Found { text, .. }) => Some(text),
        _ => None,
    }
}

async fn knowledge_within(
    app: &App,
    needs: Vec<Need>,
    allowance: &Allowance,
    patience: Duration,
) -> Knowledge {
    let mut knowledge = Knowledge::default();
    let mut asked = JoinSet::new();
    let few = Arc::new(Semaphore::new(AT_ONCE));
    let deadline = Instant::now() + patience;
    for need in needs {
        let key = need.key().to_owned();
        if let Some(known) = own(app, &need).await {
            knowledge.0.insert(key, known);
        } else if !allowance.asks() {
            knowledge.0.insert(key, too_much());
        } else {
            let late = Known::Unreachable { reason: FetchError::Late.to_string() };
            knowledge.0.insert(key.clone(), late);
            let (app, few, allowance) = (app.clone(), few.clone(), allowance.clone());
            asked.spawn(async move {
                let _turn = few.acquire().await;
                (key, allowance.hold(app.fetch.ask(need).await))
            });
        }
    }
    // What has not come by then has not come; dropping the rest gives it up.
    while let Ok(Some(answer)) = timeout_at(deadline, asked.join_next()).await {
        match answer {
            Ok((key, known)) => {
                knowledge.0.insert(key, known);
            }
            Err(err) => std::panic::resume_unwind(err.into_panic()),
        }
    }
    knowledge
}

/// What our own store says about an address or DID of ours; `None` when it is not ours.
async fn own(app: &App, need: &Need) -> Option<Known> {
    let found = match need {
        Need::StatusList { url } => {
            let path = app.config.public_url.path_of(url)?;
            match path.strip_prefix("/status/").and_then(|id| id.parse().ok()) {
                Some(id) => status::known(app, id).await,
                None => Ok(None),
            }
        }
        Need::Refresh { url } => {
            let path = app.config.public_url.path_of(url)?;
            let id = path.strip_prefix("/refresh/").and_then(|id| id.parse().ok());
            match id.map(|id| refresh::latest(app, id)) {
                None => Ok(None),
                Some(asked) => match asked.await {
                    Ok(edition) => Ok(Some(Known::found(edition.document))),
                    Err(RefreshError::Store(err)) => Err(err),
                    Err(err) => Ok(Some(Known::Unreachable { reason: err.to_string() })),
                },
            }
        }
        Need::DidDocument { did } if receipt::is_own_did(app, did) => {
            receipt::did_document(app).await.map(|text| text.map(Known::found))
        }
        Need::DidDocument { did } if issuer::is_own_did(app, did) => {
            issuer::document_of_did(app, did).await.map(|text| text.map(Known::found))
        }
        _ => return None,
    };
    Some(match found {
        Ok(Some(known)) => known,
        Ok(None) => Known::Unreachable { reason: "there is nothing at this address".to_owned() },
        Err(err) => {
            if let StoreError::Sql(cause) = &err {
                tracing::error!(%cause, "could not look up what verification needs");
            }
            Known::Unreachable { reason: "the service cannot reach its database just now".to_owned() }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        effects::Fetch,
        flows::testing::{achievement, app_on, award, desk, with_app},
        store::testing::sqlite,
    };

    fn list(url: &str) -> Need {
        Need::StatusList { url: url.to_owned() }
    }

    #[tokio::test]
    async fn our_own_addresses_are_answered_from_the_store_and_never_asked() {
        with_app(async |app| {
            let app = app.with_fetch(Fetch::new(|need| async move { panic!("asked for {need:?}") }));
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let document: serde_json::Value = serde_json::from_str(&issued.document).unwrap();
            let url = document["credentialStatus"]["statusListCredential"].as_str().unwrap();
            let needs = vec![list(url), list("http://laurel.test/status/1")];
            let known = knowledge(&app, needs, &Allowance::of(1)).await.0;
            assert!(matches!(&known[url], Known::Found { text, .. } if text.contains("encodedList")));
            assert!(matches!(&known["http://laurel.test/status/1"], Known::Unreachable { .. }));
        })
        .await;
    }

    #[tokio::test]
    async fn what_does_not_come_in_time_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let app = app_on(sqlite(folder.path()).await).with_fetch(Fetch::new(|need| async move {
            match need.key() {
                "https://slow.example/1" => std::future::pending().await,
                _ => Known::found("{}"),
            }
        }));
        let needs = vec![list("https://slow.example/1"), list("https://a.example/1")];
        let answers = knowledge_within(&app, needs, &Allowance::of(2), Duration::from_millis(200)).await;
        let late = "the server did not answer in time".to_owned();
        assert_eq!(answers.0["https://slow.example/1"], Known::Unreachable { reason: late });
        assert_eq!(answers.0["https://a.example/1"], Known::found("{}"));
    }

    #[tokio::test]
    async fn one_document_does_not_take_everybodys_turns() {
        with_app(async |app| {
            let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let (counter, highest) = (now.clone(), most.clone());
            let app = app.with_fetch(Fetch::new(move |_| {
                let (counter, highest) = (counter.clone(), highest.clone());
                async move {
                    highest.fetch_max(counter.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    counter.fetch_sub(1, Ordering::SeqCst);
                    Known::found("{}")
                }
            }));
            let needs = (0..64).map(|number| list(&format!("https://{number}.example/"))).collect();
            assert_eq!(knowledge(&app, needs, &Allowance::of(1)).await.0.len(), 64);
            assert_eq!((now.load(Ordering::SeqCst), most.load(Ordering::SeqCst)), (0, AT_ONCE));
        })
        .await;
    }

    #[tokio::test]
    async fn every_need_gets_an_answer_however_many_there_are() {
        with_app(async |app| {
            let app = app.with_fetch(Fetch::new(|_| async { Known::found("{}") }));
            let answers = knowledge(&app, lists(0..200), &Allowance::of(13)).await;
            assert_eq!((answers.0.len(), found(&answers)), (200, 200));
        })
        .await;
    }

    fn lists(numbers: std::ops::Range<usize>) -> Vec<Need> {
        numbers.map(|number| list(&format!("https://elsewhere.example/status/{number}"))).collect()
    }

    fn found(answers: &Knowledge) -> usize {
        answers.0.values().filter(|known| matches!(known, Known::Found { .. })).count()
    }

    #[tokio::test]
    async fn one_request_asks_so_many_addresses_however_often_it_needs_more() {
        let folder = tempfile::tempdir().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = asked.clone();
        let app = app_on(sqlite(folder.path()).await).with_fetch(Fetch::new(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
            async { Known::found("{}") }
        }));
        for (documents, most) in [(1, 64), (4, 64), (20, 320), (64, 1_024), (2_000, 1_024)] {
            let allowance = Allowance::of(documents);
            let first = knowledge(&app, lists(0..60), &allowance).await;
            let second = knowledge(&app, lists(60..2_000), &allowance).await;
            assert_eq!((first.0.len(), second.0.len()), (60, 1_940), "each has an answer");
            assert_eq!((found(&first) + found(&second), asked.swap(0, Ordering::SeqCst)), (most, most));
            assert!(second.0.values().any(|known| *known == too_much()));
        }
    }

    #[tokio::test]
    async fn the_answers_to_one_request_take_no_more_than_their_share_of_memory() {
        let folder = tempfile::tempdir().unwrap();
        let long = "x".repeat(1 << 20);
        let app = app_on(sqlite(folder.path()).await)
            .with_fetch(Fetch::new(move |_| std::future::ready(Known::found(long.clone()))));
        let answers = knowledge(&app, lists(0..70), &Allowance::of(64)).await;
        assert_eq!((answers.0.len(), found(&answers)), (70, 64));
    }
}
