//! Many awards from one file.
//!
//! The file is read, its columns are guessed and corrected, and a dry run tells what is wrong with
//! which cell; nothing is issued until somebody says so. From then on it is a job with its rows in
//! the database, which [`run`] works off a chunk at a time. The file lies sealed until
//! it is started, each row until it is awarded.

mod check;
mod course;
mod dry_run;
mod fields;
mod job;
mod kept;
mod report;
#[cfg(test)]
mod tests;

use api::open_badges::AchievementContent;
use time::OffsetDateTime;

use super::{
    achievement::content_of,
    audit,
    judge::Busy,
    session::{Act, NotAllowed, Viewer},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AchievementId, BulkId, IssuerId},
    problem::Problem,
    secrets::Unsealable,
    sheet::SheetError,
    store::{
        StoreError, Tx, achievement,
        bulk::{self, BulkRow},
    },
};
pub use course::{Change, change, start};
pub use dry_run::{Column, DryRun, arrange, columns, dry_run, template, upload};
pub use fields::{Field, Settings};
pub use job::{run, turn};
pub(crate) use kept::{kept_file, kept_outcome, kept_row};
pub use report::report;

/// Many awards from one file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bulk {
    /// Its id.
    pub id: BulkId,
    /// What is awarded.
    pub achievement: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// What the file was called.
    pub file_name: String,
    /// How far it has come.
    pub state: State,
    /// Rows to be awarded.
    pub total: u64,
    /// Rows that were.
    pub done: u64,
    /// Rows that were left out at the start.
    pub left_out: u64,
    /// When the file came.
    pub created_at: OffsetDateTime,
    /// When it was started.
    pub started_at: Option<OffsetDateTime>,
    /// When it came to its end.
    pub ended_at: Option<OffsetDateTime>,
    /// Awards a minute lately; absent where that is not known yet.
    pub rate: Option<u64>,
    /// Its rows were forgotten.
    pub purged: bool,
}

/// How far many awards have come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// Nobody has started them.
    New,
    /// Under way.
    Running,
    /// Somebody stopped them for a while.
    Paused,
    /// They stopped by themselves.
    Failed(Fault),
    /// Somebody ended them.
    Cancelled,
    /// All are awarded.
    Done,
}

/// Why many awards stopped.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// The achievement was retired.
    NotPublished,
    /// The achievement was changed: the rows were checked against what it said before.
    Changed,
    /// Something here is broken.
    Broken,
}

/// Why many awards were not made, shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such achievement.
    #[error("this institution has no such achievement")]
    UnknownAchievement,
    /// The achievement is a draft, or retired.
    #[error("this achievement is not awarded: it is a draft, or retired")]
    NotPublished,
    /// This institution has no such file.
    #[error("this institution has no such file of awards")]
    Unknown,
    /// The file cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// There is too much to read just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// It has come too far for that, or not far enough.
    #[error("this cannot be done now: look again how far it has come")]
    State,
    /// The dry run came to something else than what somebody saw.
    #[error("something has changed since you looked: {ready} people can be awarded now")]
    Changed {
        /// People who can be awarded now.
        ready: usize,
    },
    /// There are faults, and nobody said to leave them out.
    #[error("there are faults in the file: correct them, or say that those rows are to be left out")]
    Faults,
    /// There is nobody to be awarded.
    #[error("nobody in the file can be awarded")]
    Nobody,
    /// What was sealed does not open.
    #[error("could not open a sealed file")]
    Sealed(#[from] Unsealable),
    /// What was sealed or kept is no JSON.
    #[error("could not read what was kept")]
    Json(#[from] serde_json::Error),
    /// The database failed.
    #[error("could not store the awards")]
    Store(#[from] StoreError),
}

impl From<BulkError> for Problem {
    fn from(err: BulkError) -> Self {
        match err {
            BulkError::NotAllowed(source) => source.into(),
            BulkError::UnknownAchievement | BulkError::Unknown => Self::not_found(&err),
            BulkError::NotPublished | BulkError::State | BulkError::Changed { .. } => Self::conflict(&err),
            BulkError::Sheet(SheetError::TooLarge { .. }) => Self::too_large(err.to_string()),
            BulkError::Sheet(_) | BulkError::Faults | BulkError::Nobody => {
                Self::unprocessable(&err, Vec::new())
            }
            BulkError::Busy(source) => source.into(),
            BulkError::Sealed(_) | BulkError::Json(_) => Self::internal(&err),
            BulkError::Store(source) => source.into(),
        }
    }
}

/// A desk's files of awards, newest first, at most `limit`.
///
/// # Errors
/// [`BulkError`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str, limit: u32) -> Result<Vec<Bulk>, BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let mut found = Vec::new();
    for row in bulk::of_issuer(&mut tx, issuer, limit).await? {
        let name = content(&mut tx, issuer, row.achievement_id).await?.0.name;
        found.push(Bulk::of(row, name));
    }
    Ok(found)
}

/// One of a desk's.
///
/// # Errors
/// [`BulkError`].
pub async fn show(app: &App, viewer: &Viewer, slug: &str, id: BulkId) -> Result<Bulk, BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let row = bulk::find(&mut tx, issuer, id).await?.ok_or(BulkError::Unknown)?;
    let name = content(&mut tx, issuer, row.achievement_id).await?.0.name;
    Ok(Bulk::of(row, name))
}

/// What an institution's achievement says, its version and its state.
async fn content(
    tx: &mut Tx,
    issuer: IssuerId,
    id: AchievementId,
) -> Result<(AchievementContent, i64, String), BulkError> {
    let row = achievement::by_id(tx, id).await?.filter(|row| row.issuer_id == issuer);
    let row = row.ok_or(BulkError::UnknownAchievement)?;
    Ok((content_of(&row.content), row.version, row.state))
}

async fn note(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    row: &BulkRow,
    act: &str,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let subject = format!("bulk/{}", row.bulk_id);
    audit::note(app, tx, row.issuer_id, Some(viewer.account), act, subject, &detail).await
}

fn row_place(id: BulkId, position: i64) -> String {
    format!("bulk_row/{id}/{position}")
}

/// A count as the database takes it.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Self::NotPublished => "not_published",
            Self::Changed => "changed",
            Self::Broken => "broken",
        }
    }
}

impl Bulk {
    fn of(row: BulkRow, achievement_name: String) -> Self {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let fault = match row.fault.as_deref() {
            Some("not_published") => Fault::NotPublished,
            Some("changed") => Fault::Changed,
            _ => Fault::Broken,
        };
        let state = match row.state.as_str() {
            "new" => State::New,
            "running" => State::Running,
            "paused" => State::Paused,
            "cancelled" => State::Cancelled,
            "done" => State::Done,
            _ => State::Failed(fault),
        };
        let (rows, ms) = (row.done - row.run_from, row.turn_at - row.run_since);
        let rate = (rows > 0 && ms > 0).then(|| count(rows * 60_000 / ms));
        Self {
            id: row.bulk_id,
            achievement: row.achievement_id,
            achievement_name,
            file_name: row.file_name,
            state,
            total: count(row.total),
            done: count(row.done),
            left_out: count(row.left_out),
            created_at: instant_of(row.created_at),
            started_at: row.started_at.map(instant_of),
            ended_at: row.ended_at.map(instant_of),
            rate,
            purged: row.purged_at.is_some(),
        }
    }

    /// Seconds until all is awarded, at the rate of lately.
    pub fn left_s(&self) -> Option<u64> {
        let left = self.total.saturating_sub(self.done);
        self.rate.filter(|rate| *rate > 0).map(|rate| left * 60 / rate)
    }
}
