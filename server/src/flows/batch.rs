//! Many documents at once: judged while somebody waits, or for somebody who comes back for the
//! reports.
//!
//! Whoever comes back holds a token. The documents stay in memory while they are judged; the
//! reports go to the database a part at a time, sealed under a key that only the token gives, so
//! that nobody else reads them: not whoever has the database, nor this service between two
//! visits. When the process ends in mid-work, what it had not judged is lost, and once its lease has
//! run out the answer says so. All of it is forgotten after an hour.

use std::{sync::Arc, time::Duration};

use crypto::verify::{Headline, Policy, Report, Tally};
use reader::{What, sort};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    insight::{self, Looker},
    judge::{Busy, judge},
    session::Viewer,
    verify,
};
use crate::{
    app::App,
    problem::Problem,
    secrets::{Sealer, Unsealable, new_token, token_hash},
    store::{
        StoreError,
        verification::{self, VerificationRow},
    },
};

/// Documents judged while somebody waits.
pub const MOST_WAITED_FOR: usize = 64;
/// Documents judged for somebody who comes back.
pub const MOST: usize = reader::MAX_ITEMS;
const _: () = assert!(MOST <= api::MOST_DOCUMENTS, "a request holds as many");
/// Documents judged in one turn of many: the next turn may be somebody else's.
const PART: usize = 16;
/// Batches that this process has at once; their documents lie in memory.
const BATCHES: usize = 8;
/// How long a batch is kept, from its beginning.
const LIFE_MS: i64 = 60 * 60 * 1000;
/// How long one part may take before the batch counts as lost.
const LEASE_MS: i64 = 2 * 60 * 1000;
/// How long to wait when everybody else wants a turn, too.
const PAUSE: Duration = Duration::from_secs(1);

/// Something that was handed in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Input {
    /// What it is called in the answer.
    pub name: String,
    /// The document, or the stable code of why there is none.
    pub document: Result<Vec<u8>, String>,
}

/// What was found out about an [`Input`].
#[derive(Debug, Serialize)]
pub struct Judged {
    /// What it is called.
    pub input: String,
    /// What is true of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// Why it is nothing that can be judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// How far a batch has come.
#[derive(Debug)]
pub enum State {
    /// Somebody is at work on it.
    Running,
    /// Whoever was at work on it is gone, and so are the documents.
    Lost,
    /// All is judged: the reports, as JSON.
    Done(Vec<Box<RawValue>>, Tally),
}

/// A batch, as whoever has its token sees it.
#[derive(Debug)]
pub struct Batch {
    /// How far it has come.
    pub state: State,
    /// Documents judged.
    pub done: i64,
    /// Documents in all.
    pub total: i64,
}

/// Why a batch was not begun or not shown.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// There are too many already.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// Never begun, ended, or forgotten.
    #[error("there is no such verification: it was ended, or is more than an hour old")]
    Unknown,
    /// Sealed reports do not open.
    #[error("could not open sealed reports")]
    Sealed(#[from] Unsealable),
    /// Reports that were written are no JSON.
    #[error("could not read sealed reports")]
    Json(#[from] serde_json::Error),
    /// The database failed.
    #[error("could not store the reports")]
    Store(#[from] StoreError),
}

impl From<BatchError> for Problem {
    fn from(err: BatchError) -> Self {
        match err {
            BatchError::Busy(busy) => busy.into(),
            BatchError::Unknown => Self::not_found(&err),
            BatchError::Sealed(_) | BatchError::Json(_) => Self::internal(&err),
            BatchError::Store(source) => source.into(),
        }
    }
}

/// How many batches this process has, and that one of them is judged at a time, so that many
/// documents never take the turns of whoever has one. Cloning shares the places.
#[derive(Clone, Debug)]
pub struct Batches {
    places: Arc<Semaphore>,
    at_work: Arc<Semaphore>,
}

impl Default for Batches {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(BATCHES)), at_work: Arc::new(Semaphore::new(1)) }
    }
}

/// Takes apart what came as one file: an archive, a table, a list, or a single document.
pub fn unpack(bytes: &[u8]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for item in sort("request", bytes) {
        let refused = |code: &str| Err(code.to_owned());
        let documents = match item.what {
            What::Document(document) => vec![Ok(document)],
            What::Record { documents, .. } => documents.into_iter().map(Ok).collect(),
            What::Link(_) | What::Applicant { .. } => vec![refused("link_not_followed")],
            What::Refused(refusal) => vec![refused(&refusal.code)],
        };
        let several = documents.len() > 1;
        for (place, document) in (1..).zip(documents) {
            let name = if several { format!("{}, {place}", item.name) } else { item.name.clone() };
            inputs.push(Input { name, document });
        }
    }
    inputs
}

/// What is true of each input now, in the order given.
///
/// # Errors
/// [`Busy`] when there is too much to verify just now.
pub async fn check(app: &App, policy: &Policy, inputs: Vec<Input>) -> Result<Vec<Judged>, Busy> {
    let documents: Vec<&[u8]> = inputs.iter().filter_map(|input| input.document.as_deref().ok()).collect();
    let allowance = verify::Allowance::of(documents.len());
    let bring = |needs| verify::knowledge(app, needs, &allowance);
    let mut reports = judge(&app.turns, &documents, app.clock.now(), policy, bring).await?.into_iter();
    let judged = inputs.into_iter().map(|input| match input.document {
        Ok(_) => Judged { input: input.name, report: reports.next(), refused: None },
        Err(code) => Judged { input: input.name, report: None, refused: Some(code) },
    });
    Ok(judged.collect())
}

/// How many have which headline.
pub fn tally<'r>(reports: impl IntoIterator<Item = &'r Report>) -> Tally {
    let mut tally = Tally::default();
    for report in reports {
        tally.count += 1;
        match report.headline() {
            Headline::Verified => tally.verified += 1,
            Headline::GenuineUnknownIssuer | Headline::GenuineReceipt => tally.genuine += 1,
            Headline::NotValid => tally.invalid += 1,
            Headline::CouldNotCheck => tally.unknown += 1,
        }
    }
    tally
}

/// Begins to judge all inputs; gives the token under which the reports will be.
///
/// * `by`: who asks, where that is known.
///
/// # Errors
/// [`BatchError`].
pub async fn begin(
    app: &App,
    by: Option<&Viewer>,
    policy: Policy,
    inputs: Vec<Input>,
) -> Result<String, BatchError> {
    let place = app.batches.places.clone().try_acquire_owned().map_err(|_| Busy)?;
    let token = new_token(&app.random);
    let now = app.clock.now_ms();
    let row = VerificationRow {
        done: 0,
        total: number(inputs.len()),
        leased_until: now + LEASE_MS,
        expires_at: now + LIFE_MS,
    };
    let mut tx = app.db.write().await?;
    verification::insert(&mut tx, &token_hash(&token), &row).await?;
    tx.commit().await?;
    let asked = Asked { by: by.map(Looker::from), policy };
    tokio::spawn(run(app.clone(), asked, inputs, token.clone(), place));
    Ok(token)
}

/// Who has asked, and by what is judged.
struct Asked {
    by: Option<Looker>,
    policy: Policy,
}

/// Judges a part at a time, until all is done or nobody wants it any more.
async fn run(app: App, asked: Asked, inputs: Vec<Input>, token: String, _place: OwnedSemaphorePermit) {
    let mut inputs = inputs.into_iter();
    let mut done = 0;
    loop {
        let part: Vec<Input> = inputs.by_ref().take(PART).collect();
        if part.is_empty() {
            return;
        }
        done += number(part.len());
        match work(&app, &asked, part, &token, done).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(err) => {
                // The token is nobody's business.
                tracing::error!(cause = &err as &dyn std::error::Error, "could not go on with a batch");
                return;
            }
        }
    }
}

/// Judges and keeps one part; gives whether to go on.
async fn work(
    app: &App,
    asked: &Asked,
    part: Vec<Input>,
    token: &str,
    done: i64,
) -> Result<bool, BatchError> {
    let judged = loop {
        let turn = app.batches.at_work.acquire().await.map_err(|_| Busy)?;
        match check(app, &asked.policy, part.clone()).await {
            Ok(judged) => break judged,
            Err(Busy) => drop(turn),
        }
        tokio::time::sleep(PAUSE).await;
    };
    let reports = || judged.iter().filter_map(|judged| judged.report.as_ref());
    insight::verified(app, asked.by.as_ref(), reports());
    let tally = tally(reports());
    let text = serde_json::to_vec(&(tally, &judged))?;
    let sealed = sealer(app, token).seal(&place(done), &text);
    let mut tx = app.db.write().await?;
    let leased_until = app.clock.now_ms() + LEASE_MS;
    let wanted = verification::advance(&mut tx, &token_hash(token), done, &sealed, leased_until).await?;
    tx.commit().await?;
    Ok(wanted)
}

/// How far a batch has come, and its reports when all are there.
///
/// # Errors
/// [`BatchError`].
pub async fn look(app: &App, token: &str) -> Result<Batch, BatchError> {
    let (hash, now) = (token_hash(token), app.clock.now_ms());
    let mut tx = app.db.read().await?;
    let row = verification::find(&mut tx, &hash, now).await?.ok_or(BatchError::Unknown)?;
    let state = if row.done < row.total {
        if row.leased_until > now { State::Running } else { State::Lost }
    } else {
        let sealer = sealer(app, token);
        let (mut reports, mut total) = (Vec::new(), Tally::default());
        for (done, sealed) in verification::parts(&mut tx, &hash).await? {
            let text = sealer.unseal(&place(done), &sealed)?;
            let (tally, part): (Tally, Vec<Box<RawValue>>) = serde_json::from_slice(&text)?;
            total.count += tally.count;
            total.verified += tally.verified;
            total.genuine += tally.genuine;
            total.invalid += tally.invalid;
            total.unknown += tally.unknown;
            reports.extend(part);
        }
        State::Done(reports, total)
    };
    Ok(Batch { state, done: row.done, total: row.total })
}

/// Ends a batch, and forgets all of it.
///
/// # Errors
/// [`BatchError`].
pub async fn end(app: &App, token: &str) -> Result<(), BatchError> {
    let mut tx = app.db.write().await?;
    if !verification::delete(&mut tx, &token_hash(token)).await? {
        return Err(BatchError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Seals under the token. Another hash than the one that is kept: that one opens nothing.
fn sealer(app: &App, token: &str) -> Sealer {
    let key = Sha256::new().chain_update("laurel verification key\0").chain_update(token).finalize();
    Sealer::new(key.into(), app.random.clone())
}

/// A count as the database takes it.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn place(done: i64) -> String {
    format!("verification_part/{done}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        purge,
        testing::{achievement, award, desk, with_app},
    };

    /// The documents of a batch, and more than one part of them.
    fn inputs(document: &[u8]) -> Vec<Input> {
        (0..40).map(|number| Input { name: number.to_string(), document: Ok(document.to_vec()) }).collect()
    }

    #[tokio::test]
    async fn a_batch_is_judged_in_parts_and_read_by_its_token_until_it_is_forgotten() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let document = issued.document.as_bytes();
            let token = begin(&app, None, app.policy.clone(), inputs(document)).await.unwrap();
            let done = loop {
                match look(&app, &token).await.unwrap() {
                    Batch { state: State::Running, done, total: 40 } => assert!(done < 40),
                    batch => break batch,
                }
                tokio::task::yield_now().await;
            };
            let State::Done(reports, tally) = done.state else { panic!("{:?}", done.state) };
            assert_eq!((done.done, reports.len(), tally.count, tally.genuine), (40, 40, 40, 40));
            assert!(matches!(look(&app, "made up").await, Err(BatchError::Unknown)));

            end(&app, &token).await.unwrap();
            assert!(matches!(look(&app, &token).await, Err(BatchError::Unknown)));
            assert!(matches!(end(&app, &token).await, Err(BatchError::Unknown)));

            let token = begin(&app, None, app.policy.clone(), inputs(b"{}")).await.unwrap();
            while matches!(look(&app, &token).await.unwrap().state, State::Running) {
                tokio::task::yield_now().await;
            }
            app.clock.advance(time::Duration::HOUR);
            assert!(matches!(look(&app, &token).await, Err(BatchError::Unknown)));
            assert_eq!(purge::purge(&app).await.unwrap().of("verifications"), 1);
        })
        .await;
    }
}
