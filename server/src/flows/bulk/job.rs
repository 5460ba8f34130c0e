//! The job: one chunk of one file a turn, in one transaction.
//!
//! A transaction locks the file's row, issues the next rows, queues their letters, notes what
//! became of each and takes them off those that wait. Whatever dies in between leaves the rows
//! where they were and the lock open, so that there is nothing to clean up, and the next turn,
//! here or on another server, goes on from there. Turns go round: the institution that has waited
//! for the longest comes first.

use std::time::Duration;

use rayon::prelude::*;
use serde_json::json;
use time::OffsetDateTime;
use tokio::{
    task::{JoinHandle, spawn_blocking},
    time::{sleep, timeout},
};

use super::{Fault, check::Line, number, row_place};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        audit,
        issue::{IssueError, Letters, Order, Press, Printed},
        rework,
        status::Entry,
        transcript,
    },
    id::{AccountId, BulkId},
    store::{
        StoreError, Tx,
        bulk::{self, BulkRow},
        bulk_row::{self, NewOutcome, WaitingRow},
    },
};

/// Rows issued in one transaction; other writers wait as long as it takes.
pub(super) const CHUNK: u32 = 1_000;
/// Rows of them that are signed at once: while these are stored, the next ones are signed.
const PART: usize = 125;
/// How often to look for work when nothing has rung: for what another server was asked to do.
const POLL: Duration = Duration::from_secs(5);
/// How long to wait after a turn that failed.
const PAUSE: Duration = Duration::from_secs(5);
/// Turns in a row that may fail.
const MOST_TRIES: i64 = 5;
/// A longer time between two turns is a rest, and no part of the rate.
const REST_MS: i64 = 10_000;

/// Why a turn came to nothing.
#[derive(Debug, thiserror::Error)]
enum TurnError {
    /// A row that waits does not open.
    #[error("could not open a row that waits")]
    Row,
    /// The achievement is another than the one the rows were checked against.
    #[error("the achievement was changed")]
    Changed,
    #[error(transparent)]
    Issue(#[from] IssueError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TurnError {
    /// What it means for the job, and whether trying again is of any use.
    fn fault(&self) -> (Fault, bool) {
        match self {
            Self::Changed => (Fault::Changed, false),
            Self::Issue(IssueError::NotPublished | IssueError::UnknownAchievement) => {
                (Fault::NotPublished, false)
            }
            Self::Row => (Fault::Broken, false),
            _ => (Fault::Broken, true),
        }
    }
}

/// Works off what was started, until it is dropped. A turn that is dropped never happened.
pub async fn run(app: App) {
    let bell = app.bulk().clone();
    loop {
        match any_turn(&app).await {
            Ok(true) => {}
            // Whether it rang or not makes no difference.
            Ok(false) => drop(timeout(POLL, bell.notified()).await),
            Err(err) => {
                tracing::warn!(cause = &err as &dyn std::error::Error, "could not go on with many awards");
                sleep(PAUSE).await;
            }
        }
    }
}

/// A turn of many awards, one of many later editions, and one of many transcripts; false when there
/// is none of these.
async fn any_turn(app: &App) -> Result<bool, StoreError> {
    let awarded = turn(app).await?;
    let reworked = rework::turn(app).await?;
    Ok(transcript::batch::turn(app).await? || reworked || awarded)
}

/// Issues one chunk of whatever was started; false when there is nothing to do.
///
/// # Errors
/// When the database fails.
pub async fn turn(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.db.write().await?;
    let Some(row) = bulk::take_turn(&mut tx, app.clock.now_ms(), REST_MS).await? else { return Ok(false) };
    let id = row.bulk_id;
    let err = match chunk(app, tx, row).await {
        Ok(()) => return Ok(true),
        Err(err) => err,
    };
    let (fault, again) = err.fault();
    tracing::warn!(bulk.id = %id, again, cause = &err as &dyn std::error::Error, "a turn of many awards failed");
    let mut tx = app.db.write().await?;
    let most = if again { MOST_TRIES } else { 1 };
    bulk::stumble(&mut tx, id, most, fault.name(), app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn chunk(app: &App, mut tx: Tx, row: BulkRow) -> Result<(), TurnError> {
    let id = row.bulk_id;
    let waiting = bulk_row::waiting(&mut tx, id, 0, CHUNK).await?;
    let done = number(waiting.len());
    if let Some(last) = waiting.last().map(|row| row.position) {
        let press = Press::open(app, &mut tx, row.issuer_id, row.achievement_id).await?;
        if press.version() != row.achievement_version {
            return Err(TurnError::Changed);
        }
        let places = press.places(app, &mut tx, waiting.len()).await?;
        let mut rows = waiting.into_iter().zip(places);
        let shop = Shop { app: app.clone(), press, bulk: id, by: row.created_by, now: app.clock.now() };
        let mut next = shop.begin(&mut rows);
        while let Some(part) = next {
            let Part { positions, printed, letters } = part.await.map_err(IssueError::Interrupted)??;
            next = shop.begin(&mut rows);
            shop.press.keep(&mut tx, &printed).await?;
            for one in &printed {
                let subject = format!("credential/{}", one.issued.id);
                let detail = json!({ "achievement": row.achievement_id, "by": "file", "file": id });
                audit::note(
                    app,
                    &mut tx,
                    row.issuer_id,
                    row.created_by,
                    "credential.awarded",
                    subject,
                    &detail,
                )
                .await?;
            }
            letters.send(app, &mut tx).await?;
            let outcomes = positions.into_iter().zip(&printed).map(|(position, printed)| NewOutcome {
                position,
                credential_id: Some(printed.issued.id),
                sealed: None,
            });
            bulk_row::insert_outcomes(&mut tx, id, outcomes.collect()).await?;
        }
        bulk_row::delete_waiting(&mut tx, id, last).await?;
    }
    let ended = row.done + done >= row.total;
    bulk::advance(&mut tx, id, done, ended, app.clock.now_ms()).await?;
    if ended {
        let detail = json!({ "awarded": row.done + done });
        audit::note(app, &mut tx, row.issuer_id, None, "bulk.done", format!("bulk/{id}"), &detail).await?;
    }
    tx.commit().await?;
    tracing::info!(bulk.id = %id, done = row.done + done, total = row.total, "issued a part of many awards");
    Ok(())
}

/// Where rows become credentials and letters.
#[derive(Clone)]
struct Shop {
    app: App,
    press: Press,
    bulk: BulkId,
    by: Option<AccountId>,
    now: OffsetDateTime,
}

/// Rows that are ready to be stored.
struct Part {
    positions: Vec<i64>,
    printed: Vec<Printed>,
    letters: Letters,
}

impl Shop {
    /// Begins to work on the next rows, on a thread of its own; `None` when there are none.
    fn begin(
        &self,
        rows: &mut impl Iterator<Item = (WaitingRow, Entry)>,
    ) -> Option<JoinHandle<Result<Part, TurnError>>> {
        let rows: Vec<_> = rows.take(PART).collect();
        let shop = self.clone();
        (!rows.is_empty()).then(|| spawn_blocking(move || shop.work(rows)))
    }

    fn work(&self, rows: Vec<(WaitingRow, Entry)>) -> Result<Part, TurnError> {
        let positions = rows.iter().map(|(row, _)| row.position).collect();
        let orders = rows.into_par_iter().map(|(row, place)| Some((self.order(&row)?, place)));
        let orders = orders.collect::<Option<Vec<_>>>().ok_or(TurnError::Row)?;
        let printed = self.press.print(&self.app, orders)?;
        let told = printed.par_iter().map(|printed| (&printed.order, printed.issued.id));
        let letters = Letters::write(&self.app, &self.press, told);
        Ok(Part { positions, printed, letters })
    }

    /// What a row orders; `None` when it does not open.
    fn order(&self, row: &WaitingRow) -> Option<Order> {
        let text = self.app.sealer.unseal(&row_place(self.bulk, row.position), &row.sealed).ok()?;
        let line: Line = serde_json::from_slice(&text).ok()?;
        Some(Order {
            to: line.to(),
            awarded_at: self.now,
            valid_from: line.valid_from.map_or(self.now, instant_of),
            valid_until: line.valid_until.map(instant_of),
            content: line.content,
            class: None,
            bulk: Some(self.bulk),
            by: self.by,
        })
    }
}
