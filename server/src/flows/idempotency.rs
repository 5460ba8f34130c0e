//! Requests that are answered once, however often they are sent.
//!
//! A program that heard no answer sends its request again under the same key, and hears what it
//! would have heard. Kept, for a day, is the answer of a request that worked; one that failed
//! changed nothing, and may be tried again. A request that was being worked on when the service
//! stopped is not tried again by itself, because it may have been done: somebody has to look.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::person::{Kept, Person};
use crate::{
    app::App,
    id::{AccountId, IssuerId},
    secrets::token_hash,
    store::{
        StoreError,
        idempotency::{self, IdempotencyRow},
    },
};

/// After so long nobody works on a request any more.
const LOST_MS: i64 = 10 * 60 * 1000;

/// A request, by who sends it and the key that they gave it.
#[derive(Clone, Debug)]
pub struct Keyed {
    account: AccountId,
    key_hash: String,
}

impl Keyed {
    /// The request that `account` calls `key`.
    pub fn new(account: AccountId, key: &str) -> Self {
        Self { account, key_hash: token_hash(key) }
    }

    fn row(&self) -> (AccountId, &str) {
        (self.account, &self.key_hash)
    }

    fn place(&self) -> String {
        format!("idempotency/{}/{}", self.account, self.key_hash)
    }
}

/// An answer as it is kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names and values of the headers that belong to it.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// The sealed part of an [`Answer`].
#[derive(Deserialize, Serialize)]
struct Sealed {
    headers: Vec<(String, String)>,
    body: String,
}

/// What is to be done about a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Begun {
    /// It is new: do it, then [`finish`] or [`forget`].
    New,
    /// It was done: this was the answer.
    Done(Answer),
    /// It is being done.
    Underway,
    /// The service stopped while it was being done.
    Lost,
    /// Another request has the key.
    Other,
}

/// Notes that a request comes.
///
/// * `request_hash`: of all that there is to it.
///
/// # Errors
/// When the database fails.
pub async fn begin(app: &App, keyed: &Keyed, request_hash: &str) -> Result<Begun, StoreError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    if idempotency::begin(&mut tx, keyed.row(), request_hash, now).await? {
        tx.commit().await?;
        return Ok(Begun::New);
    }
    let Some(row) = idempotency::find(&mut tx, keyed.row()).await? else { return Ok(Begun::Underway) };
    Ok(match &row {
        row if row.request_hash != request_hash => Begun::Other,
        IdempotencyRow { status: Some(status), answer: Some(answer), .. } => {
            open(app, keyed, *status, answer).map_or(Begun::Lost, Begun::Done)
        }
        row if row.at <= now - LOST_MS => Begun::Lost,
        _ => Begun::Underway,
    })
}

/// Keeps the answer of a request that was done.
///
/// # Errors
/// When the database fails.
///
/// # Panics
/// Never: text always serialises.
pub async fn finish(app: &App, keyed: &Keyed, answer: Answer) -> Result<(), StoreError> {
    let sealed = Sealed { headers: answer.headers, body: BASE64_STANDARD.encode(answer.body) };
    let text = serde_json::to_vec(&sealed).expect("text always serialises");
    let sealed = app.sealer.seal(&keyed.place(), &text);
    let mut tx = app.db.write().await?;
    idempotency::finish(&mut tx, keyed.row(), answer.status, &sealed).await?;
    tx.commit().await
}

/// Forgets a request that came to nothing: its key can be used again.
///
/// # Errors
/// When the database fails.
pub async fn forget(app: &App, keyed: &Keyed) -> Result<(), StoreError> {
    let mut tx = app.db.write().await?;
    idempotency::forget(&mut tx, keyed.row()).await?;
    tx.commit().await
}

/// An answer that was kept; nothing when it was sealed under another master key.
fn open(app: &App, keyed: &Keyed, status: i64, sealed: &str) -> Option<Answer> {
    let text = app.sealer.unseal(&keyed.place(), sealed).ok()?;
    let Sealed { headers, body } = serde_json::from_slice(&text).ok()?;
    Some(Answer { status: u16::try_from(status).ok()?, headers, body: BASE64_STANDARD.decode(body).ok()? })
}

/// Opens the sealed part of an answer.
pub(crate) fn kept(text: &[u8]) -> Option<Box<dyn Kept>> {
    let Sealed { headers, body } = serde_json::from_slice(text).ok()?;
    let body = BASE64_STANDARD.decode(body).ok()?;
    Some(Box::new(KeptAnswer { headers, body }))
}

/// An answer, whoever got it.
struct KeptAnswer {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Kept for KeptAnswer {
    fn told(&self, person: &Person, _at: Option<IssuerId>) -> Vec<Value> {
        // Of an address nobody knows here which institution's business it is; of an id they do.
        let person = person.at_home();
        let mut told = if let Ok(json) = serde_json::from_slice(&self.body) {
            about(&json, &person)
        } else {
            let text = String::from_utf8_lossy(&self.body);
            person.is_in_text(&text).then(|| text.into_owned().into()).into_iter().collect()
        };
        if told.is_empty() {
            let names = self.headers.iter().filter(|(_, value)| person.is_in_text(value));
            told.extend(names.map(|(name, value)| serde_json::json!({ name: value })));
        }
        told
    }
}

/// The parts of an answer that are about somebody: of lists, what is in them.
fn about(json: &Value, person: &Person) -> Vec<Value> {
    match json {
        Value::Array(values) => values.iter().flat_map(|value| about(value, person)).collect(),
        Value::Object(object) => {
            let (lists, rest): (Vec<&Value>, Vec<&Value>) =
                object.values().partition(|value| value.is_array());
            if rest.into_iter().any(|value| person.is_in_json(value)) {
                return vec![json.clone()];
            }
            lists.into_iter().flat_map(|list| about(list, person)).collect()
        }
        other => person.is_in_json(other).then(|| other.clone()).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::flows::{
        purge::purge,
        testing::{person, with_app},
    };

    fn answer() -> Answer {
        let headers = vec![("location".to_owned(), "/credentials/1".to_owned())];
        Answer { status: 201, headers, body: b"Ada Obi".to_vec() }
    }

    #[tokio::test]
    async fn a_request_is_done_once_and_its_answer_kept_for_a_day() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await.account;
            let keyed = Keyed::new(ada, "one");
            assert_eq!(begin(&app, &keyed, "a").await.unwrap(), Begun::New);
            assert_eq!(begin(&app, &keyed, "a").await.unwrap(), Begun::Underway);
            assert_eq!(begin(&app, &keyed, "b").await.unwrap(), Begun::Other);
            finish(&app, &keyed, answer()).await.unwrap();
            assert_eq!(begin(&app, &keyed, "a").await.unwrap(), Begun::Done(answer()));
            assert_eq!(begin(&app, &keyed, "b").await.unwrap(), Begun::Other);
            let ben = person(&app, "ben@a.example").await.account;
            assert_eq!(begin(&app, &Keyed::new(ben, "one"), "b").await.unwrap(), Begun::New, "his own");
            app.clock.advance(Duration::hours(24));
            purge(&app).await.unwrap();
            assert!(matches!(begin(&app, &keyed, "a").await.unwrap(), Begun::Done(_)));
            app.clock.advance(Duration::MILLISECOND);
            purge(&app).await.unwrap();
            assert_eq!(begin(&app, &keyed, "b").await.unwrap(), Begun::New);
        })
        .await;
    }

    #[tokio::test]
    async fn what_failed_may_be_tried_again_and_what_was_broken_off_is_not() {
        with_app(async |app| {
            let keyed = Keyed::new(person(&app, "ada@a.example").await.account, "one");
            begin(&app, &keyed, "a").await.unwrap();
            forget(&app, &keyed).await.unwrap();
            assert_eq!(begin(&app, &keyed, "a").await.unwrap(), Begun::New);
            app.clock.advance(Duration::minutes(10));
            assert_eq!(begin(&app, &keyed, "a").await.unwrap(), Begun::Lost);
        })
        .await;
    }

    #[tokio::test]
    async fn an_answer_is_sealed_for_its_request() {
        with_app(async |app| {
            let keyed = Keyed::new(person(&app, "ada@a.example").await.account, "one");
            begin(&app, &keyed, "a").await.unwrap();
            finish(&app, &keyed, answer()).await.unwrap();
            let mut tx = app.db.read().await.unwrap();
            let row = idempotency::find(&mut tx, keyed.row()).await.unwrap().unwrap();
            let kept = row.answer.unwrap();
            assert!(!kept.contains(&BASE64_STANDARD.encode("Ada Obi")));
            let other = Keyed::new(keyed.account, "two");
            assert_eq!(open(&app, &other, 201, &kept), None);
        })
        .await;
    }
}
