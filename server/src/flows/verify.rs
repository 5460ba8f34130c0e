//! Verification on the server: gathers what must be known, then lets `crypto` judge.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use crypto::verify::{Knowledge, Known, MAX_NEEDS, Need, Report};
use tokio::task::JoinSet;

use super::{
    issuer,
    judge::{Busy, judge},
    status,
};
use crate::{app::App, store::StoreError};

/// How many addresses are asked at once: as many as one document may need.
const MOST_ASKED: usize = MAX_NEEDS;
/// How long an answer is good for,
const FOUND_LIFE_MS: i64 = 60_000;
/// and how long none is.
const UNREACHABLE_LIFE_MS: i64 = 30_000;
/// All answers together take at most this much memory.
const MOST_CACHED_BYTES: usize = 16 << 20;

/// What other servers said a moment ago, so that a page with ten credentials of one issuer asks
/// once. Forgets everything when full: it is small, and only a moment old anyway.
#[derive(Debug, Default)]
pub struct KnowledgeCache(Mutex<Cached>);

#[derive(Debug, Default)]
struct Cached {
    bytes: usize,
    answers: HashMap<String, Answered>,
}

#[derive(Debug)]
struct Answered {
    until: i64,
    bytes: usize,
    known: Known,
}

impl KnowledgeCache {
    fn recall(&self, key: &str, now: i64) -> Option<Known> {
        let cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cached.answers.get(key).filter(|answered| now < answered.until).map(|answered| answered.known.clone())
    }

    fn keep(&self, key: &str, known: &Known, now: i64) {
        let (size, life_ms) = match known {
            Known::Found { text, .. } => (text.len(), FOUND_LIFE_MS),
            Known::Unreachable { reason } => (reason.len(), UNREACHABLE_LIFE_MS),
        };
        let bytes = size + key.len() + 100;
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(replaced) = cached.answers.remove(key) {
            cached.bytes -= replaced.bytes;
        }
        if cached.bytes + bytes > MOST_CACHED_BYTES {
            *cached = Cached::default();
        }
        cached.bytes += bytes;
        cached.answers.insert(key.to_owned(), Answered { until: now + life_ms, bytes, known: known.clone() });
    }
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
    judge(&app.turns, documents, app.clock.now(), &app.policy, |needs| knowledge(app, needs)).await
}

/// What we know, or can find out, about each need: our own addresses from the store, others
/// from the network. Every need gets an answer.
pub async fn knowledge(app: &App, needs: Vec<Need>) -> Knowledge {
    let mut knowledge = Knowledge::default();
    let mut asked = JoinSet::new();
    for need in needs {
        let key = need.key().to_owned();
        if let Some(known) = own(app, &need).await {
            knowledge.0.insert(key, known);
        } else if let Some(known) = app.cache.recall(&key, app.clock.now_ms()) {
            knowledge.0.insert(key, known);
        } else if asked.len() < MOST_ASKED {
            let app = app.clone();
            asked.spawn(async move {
                let known = app.fetch.ask(need).await;
                app.cache.keep(&key, &known, app.clock.now_ms());
                (key, known)
            });
        } else {
            let reason = "the document names too many addresses to ask them all".to_owned();
            knowledge.0.insert(key, Known::Unreachable { reason });
        }
    }
    while let Some(answer) = asked.join_next().await {
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
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use time::Duration;

    use super::*;
    use crate::{
        effects::Fetch,
        flows::testing::{achievement, award, desk, with_app},
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
    async fn another_servers_answer_is_good_for_a_minute() {
        with_app(async |app| {
            let asked = Arc::new(AtomicUsize::new(0));
            let counter = asked.clone();
            let app = app.with_fetch(Fetch::new(move |_| {
                counter.fetch_add(1, Ordering::SeqCst);
                async { Known::found("{}") }
            }));
            let need = list("https://elsewhere.example/status/1");
            let first = knowledge(&app, vec![need.clone()]).await;
            assert_eq!(knowledge(&app, vec![need.clone()]).await, first);
            assert_eq!(asked.load(Ordering::SeqCst), 1);
            app.clock.advance(Duration::MINUTE);
            assert_eq!(knowledge(&app, vec![need]).await, first);
            assert_eq!(asked.load(Ordering::SeqCst), 2);
        })
        .await;
    }

    #[test]
    fn an_answer_that_replaces_another_counts_once() {
        let cache = KnowledgeCache::default();
        let long = Known::found("x".repeat(1 << 20));
        cache.keep("kept", &long, 0);
        for now in 0..100 {
            cache.keep("replaced", &long, now);
        }
        assert!(cache.recall("kept", 1).is_some());
    }

    #[tokio::test]
    async fn every_need_gets_an_answer_however_many_there_are() {
        with_app(async |app| {
            let app = app.with_fetch(Fetch::new(|_| async { Known::found("{}") }));
            let needs: Vec<_> =
                (0..200).map(|number| list(&format!("https://elsewhere.example/status/{number}"))).collect();
            let answers = knowledge(&app, needs).await.0;
            let found = answers.values().filter(|known| matches!(known, Known::Found { .. })).count();
            assert_eq!((answers.len(), found), (200, MAX_NEEDS));
        })
        .await;
    }
}
