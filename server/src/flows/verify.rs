//! Verification on the server: gathers what must be known, then lets `crypto` judge.

use std::{sync::Arc, time::Duration};

use crypto::verify::{Knowledge, Known, Need, Policy, Report};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout_at},
};

use super::{
    issuer,
    judge::{Busy, judge},
    receipt, status,
};
use crate::{app::App, fetch::FetchError, store::StoreError};

/// Addresses asked at the same time for one request, so that it does not take everybody's turns.
const AT_ONCE: usize = 16;
/// How long all of them together may take.
const PATIENCE: Duration = Duration::from_secs(10);

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
    verify_by(app, documents, &app.policy).await
}

/// The same by another policy than this service's own.
///
/// # Errors
/// [`Busy`] when there is too much to verify just now.
pub async fn verify_by(app: &App, documents: &[&[u8]], policy: &Policy) -> Result<Vec<Report>, Busy> {
    judge(&app.turns, documents, app.clock.now(), policy, |needs| knowledge(app, needs)).await
}

/// What we know, or can find out, about each need: our own addresses from the store, others
/// from the network. Every need gets an answer.
pub async fn knowledge(app: &App, needs: Vec<Need>) -> Knowledge {
    knowledge_within(app, needs, PATIENCE).await
}

async fn knowledge_within(app: &App, needs: Vec<Need>, patience: Duration) -> Knowledge {
    let mut knowledge = Knowledge::default();
    let mut asked = JoinSet::new();
    let few = Arc::new(Semaphore::new(AT_ONCE));
    let deadline = Instant::now() + patience;
    for need in needs {
        let key = need.key().to_owned();
        if let Some(known) = own(app, &need).await {
            knowledge.0.insert(key, known);
        } else {
            let late = Known::Unreachable { reason: FetchError::Late.to_string() };
            knowledge.0.insert(key.clone(), late);
            let (app, few) = (app.clone(), few.clone());
            asked.spawn(async move {
                let _turn = few.acquire().await;
                (key, app.fetch.ask(need).await)
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
                Some(id) => status::list(app, id).await.map(|list| list.map(|list| list.document)),
                None => Ok(None),
            }
        }
        Need::DidDocument { did } if receipt::is_own_did(app, did) => receipt::did_document(app).await,
        Need::DidDocument { did } if issuer::is_own_did(app, did) => issuer::document_of_did(app, did).await,
        _ => return None,
    };
    Some(match found {
        Ok(Some(text)) => Known::found(text),
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
    use std::sync::atomic::{AtomicUsize, Ordering};

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
            let known = knowledge(&app, vec![list(url), list("http://laurel.test/status/1")]).await.0;
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
        let answers = knowledge_within(&app, needs, Duration::from_millis(200)).await;
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
            assert_eq!(knowledge(&app, needs).await.0.len(), 64);
            assert_eq!((now.load(Ordering::SeqCst), most.load(Ordering::SeqCst)), (0, AT_ONCE));
        })
        .await;
    }

    #[tokio::test]
    async fn every_need_gets_an_answer_however_many_there_are() {
        with_app(async |app| {
            let app = app.with_fetch(Fetch::new(|_| async { Known::found("{}") }));
            let needs: Vec<_> =
                (0..200).map(|number| list(&format!("https://elsewhere.example/status/{number}"))).collect();
            let answers = knowledge(&app, needs).await.0;
            let found = answers.values().filter(|known| matches!(known, Known::Found { .. })).count();
            assert_eq!((answers.len(), found), (200, 200));
        })
        .await;
    }
}
