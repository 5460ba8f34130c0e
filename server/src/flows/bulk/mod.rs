//! Many awards from one file.
//!
//! The file is read, its columns are guessed and corrected, and a dry run tells what is wrong with
//! which cell; nothing is issued until somebody says so. From then on it is a job with its rows in
//! the database, which [`run`] works off a chunk at a time. The file lies sealed until
//! it is started, each row until it is awarded.

mod check;
mod fields;
mod job;
mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use api::open_badges::AchievementContent;
use serde_json::json;
use time::OffsetDateTime;

use super::{
    achievement::{AchievementState, content_of},
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
    sheet::{self, CellFault, Limits, ReadAs, Sheet, SheetError, Template, column_letters},
    store::{
        StoreError, Tx, achievement,
        bulk::{self, BulkRow},
        bulk_row::{self, NewOutcome, WaitingRow},
        credential, learner,
    },
};
use check::{Checked, Known};
pub use fields::{Field, Settings};
pub use job::{run, turn};
pub use report::report;

/// Rows of a file that are shown beside its columns.
const SAMPLES: usize = 3;
/// Characters of a sample, and of a file's name.
const MOST_SHOWN: usize = 60;
const MOST_FILE_NAME: usize = 120;

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

/// What a dry run came to.
#[derive(Clone, Debug, PartialEq)]
pub struct DryRun {
    /// The file and what it is for.
    pub bulk: Bulk,
    /// How the file was understood.
    pub read_as: ReadAs,
    /// What its columns may hold.
    pub fields: Vec<Field>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How it was read.
    pub settings: Settings,
    /// Rows in the file.
    pub rows: usize,
    /// Rows that can be awarded.
    pub ready: usize,
    /// Rows with faults.
    pub faulty: usize,
    /// Rows among them about somebody whom an earlier row is about.
    pub repeated: usize,
    /// Rows left out because their people have the achievement.
    pub has_it: usize,
    /// All that is wrong.
    pub faults: Vec<CellFault>,
    /// Why the columns, as they are chosen, tell too little.
    pub unreadable: Option<String>,
}

/// A column of somebody's file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Column {
    /// The letters that the spreadsheet shows over it.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// What is in its first cells.
    pub samples: Vec<String>,
    /// The field that it holds.
    pub field: Option<String>,
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

/// The file to be filled in for an achievement.
///
/// # Errors
/// [`BulkError`].
pub async fn template(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<Template, BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let (content, ..) = content(&mut app.db.read().await?, issuer, id).await?;
    Ok(fields::template(&content))
}

/// Takes a file and guesses what its columns hold. Nothing is awarded.
///
/// # Errors
/// [`BulkError`].
pub async fn upload(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    achievement: AchievementId,
    file: (&str, Vec<u8>),
) -> Result<BulkId, BulkError> {
    let desk = viewer.at(slug, Act::Enrol)?;
    let (content, _, state) = content(&mut app.db.read().await?, desk.issuer, achievement).await?;
    if state != AchievementState::Published.name() {
        return Err(BulkError::NotPublished);
    }
    let id: BulkId = app.new_id();
    let name = file_name(file.0);
    let (sealer, shown, bytes) = (app.sealer.clone(), name.clone(), file.1);
    let read = app.turns.take(move || {
        let sheet = sheet::read(&shown, &bytes, &Limits::default())?;
        let columns = fields::guessed(&fields::fields(&content), &sheet);
        let settings = Settings { columns, again: false };
        Ok::<_, SheetError>((settings, sealer.seal(&file_place(id), &bytes), sheet.rows.len()))
    });
    let (settings, sealed, rows) = read.await??;
    let row = BulkRow {
        bulk_id: id,
        issuer_id: desk.issuer,
        achievement_id: achievement,
        achievement_version: 0,
        created_by: Some(viewer.account),
        file_name: name,
        settings: serde_json::to_string(&settings)?,
        state: "new".to_owned(),
        fault: None,
        total: 0,
        done: 0,
        left_out: 0,
        created_at: app.clock.now_ms(),
        started_at: None,
        turn_at: 0,
        run_since: 0,
        run_from: 0,
        ended_at: None,
        purged_at: None,
    };
    let mut tx = app.db.write().await?;
    bulk::insert(&mut tx, &row, sealed).await?;
    note(app, &mut tx, viewer, &row, "bulk.uploaded", json!({ "rows": rows })).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes how a file is read.
///
/// # Errors
/// [`BulkError`].
pub async fn arrange(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: BulkId,
    settings: &Settings,
) -> Result<(), BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    let row = bulk::find(&mut tx, issuer, id).await?.ok_or(BulkError::Unknown)?;
    if !bulk::set_settings(&mut tx, row.bulk_id, &serde_json::to_string(settings)?).await? {
        return Err(BulkError::State);
    }
    tx.commit().await?;
    Ok(())
}

/// What awarding a file would come to.
///
/// # Errors
/// [`BulkError`]; [`BulkError::State`] when it was started.
pub async fn dry_run(app: &App, viewer: &Viewer, slug: &str, id: BulkId) -> Result<DryRun, BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let Opened { row, content, settings, sheet, checked, .. } = open(app, issuer, id).await?;
    let columns = sheet.header.iter().enumerate().map(|(place, heading)| Column {
        letters: column_letters(place),
        heading: heading.clone(),
        samples: sheet
            .rows
            .iter()
            .take(SAMPLES)
            .map(|row| row.cell(place).shown().chars().take(MOST_SHOWN).collect())
            .collect(),
        field: settings.columns.iter().find(|(_, column)| **column == place).map(|(field, _)| field.clone()),
    });
    Ok(DryRun {
        columns: columns.collect(),
        bulk: Bulk::of(row, content.name.clone()),
        read_as: sheet.read_as,
        fields: fields::fields(&content),
        settings,
        rows: sheet.rows.len(),
        ready: checked.ready.len(),
        faulty: checked.faulty,
        repeated: checked.repeated,
        has_it: checked.has_it,
        faults: checked.faults,
        unreadable: checked.unreadable,
    })
}

/// Starts to award: when this returns, every row waits in the database.
///
/// * `ready`: how many people whoever starts it was told of.
/// * `partial`: rows with faults are to be left out.
///
/// # Errors
/// [`BulkError`].
pub async fn start(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: BulkId,
    ready: Option<usize>,
    partial: bool,
) -> Result<(), BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let Opened { row, version, state, checked, .. } = open(app, issuer, id).await?;
    let Checked { ready: lines, left_out, faults, unreadable, .. } = checked;
    if state != AchievementState::Published.name() {
        return Err(BulkError::NotPublished);
    }
    if unreadable.is_some() || (!faults.is_empty() && !partial) {
        return Err(BulkError::Faults);
    }
    if lines.is_empty() {
        return Err(BulkError::Nobody);
    }
    if ready.is_some_and(|ready| ready != lines.len()) {
        return Err(BulkError::Changed { ready: lines.len() });
    }
    let counts = (number(lines.len()), number(left_out.len()));
    let sealer = app.sealer.clone();
    let seal = move || {
        let waiting = lines.iter().map(|(row, line)| {
            let text = serde_json::to_vec(line)?;
            let position = i64::from(*row);
            Ok(WaitingRow { position, sealed: sealer.seal(&row_place(id, position), &text) })
        });
        let waiting = waiting.collect::<Result<Vec<_>, serde_json::Error>>()?;
        let left_out = left_out.iter().map(|(row, why)| {
            let (position, text) = (i64::from(*row), serde_json::to_vec(why)?);
            let sealed = Some(sealer.seal(&row_place(id, position), &text));
            Ok(NewOutcome { position, credential_id: None, sealed })
        });
        Ok((waiting, left_out.collect::<Result<Vec<_>, serde_json::Error>>()?))
    };
    let (waiting, left_out) =
        app.turns.take(seal).await?.map_err(|err: serde_json::Error| BulkError::Json(err))?;
    let mut tx = app.db.write().await?;
    if !bulk::start(&mut tx, id, version, counts, app.clock.now_ms()).await? {
        return Err(BulkError::State);
    }
    bulk_row::insert_waiting(&mut tx, id, waiting).await?;
    bulk_row::insert_outcomes(&mut tx, id, left_out).await?;
    let detail = json!({ "rows": counts.0, "left_out": counts.1, "achievement": row.achievement_id });
    note(app, &mut tx, viewer, &row, "bulk.started", detail).await?;
    tx.ring(app.bulk());
    tx.commit().await?;
    tracing::info!(bulk.id = %id, rows = counts.0, "many awards were started");
    Ok(())
}

/// What somebody does to awards that were started, or to a file that was not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Change {
    /// Stops for a while.
    Pause,
    /// Goes on.
    Resume,
    /// Ends; what was awarded stays.
    Cancel,
    /// Forgets a file that was never started.
    Discard,
}

/// Pauses, resumes, ends or forgets.
///
/// # Errors
/// [`BulkError`]; [`BulkError::State`] when it has come too far for that.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: BulkId,
    change: Change,
) -> Result<(), BulkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let row = bulk::find(&mut tx, issuer, id).await?.ok_or(BulkError::Unknown)?;
    // Rows that were checked against what the achievement no longer says stay where they are.
    if change == Change::Resume && row.fault.as_deref() == Some(Fault::Changed.name()) {
        return Err(BulkError::State);
    }
    let (act, changed) = match change {
        Change::Pause => {
            let changed = bulk::change(&mut tx, id, ["running"; 3], "paused", now).await?;
            ("bulk.paused", changed)
        }
        Change::Resume => {
            tx.ring(app.bulk());
            let from = ["paused", "failed", "failed"];
            ("bulk.resumed", bulk::change(&mut tx, id, from, "running", now).await?)
        }
        Change::Cancel => {
            let from = ["running", "paused", "failed"];
            ("bulk.cancelled", bulk::change(&mut tx, id, from, "cancelled", now).await?)
        }
        Change::Discard => ("bulk.discarded", bulk::delete_new(&mut tx, id).await?),
    };
    if !changed {
        return Err(BulkError::State);
    }
    note(app, &mut tx, viewer, &row, act, json!({ "done": row.done })).await?;
    tx.commit().await?;
    Ok(())
}

/// A file that was not started, opened and checked.
struct Opened {
    row: BulkRow,
    content: AchievementContent,
    version: i64,
    state: String,
    settings: Settings,
    sheet: Sheet,
    checked: Checked,
}

async fn open(app: &App, issuer: IssuerId, id: BulkId) -> Result<Opened, BulkError> {
    let mut tx = app.db.read().await?;
    let row = bulk::find(&mut tx, issuer, id).await?.ok_or(BulkError::Unknown)?;
    let sealed = bulk::file(&mut tx, id).await?.ok_or(BulkError::State)?;
    let (content, version, state) = content(&mut tx, issuer, row.achievement_id).await?;
    let known = Known {
        learners: learner::present(&mut tx, issuer).await?,
        awarded: credential::recipients(&mut tx, row.achievement_id).await?,
    };
    drop(tx);
    let settings: Settings = serde_json::from_str(&row.settings)?;
    let (sealer, now, name) = (app.sealer.clone(), app.clock.now(), row.file_name.clone());
    let read = app.turns.take(move || {
        let bytes = sealer.unseal(&file_place(id), &sealed)?;
        let sheet = sheet::read(&name, &bytes, &Limits::default())?;
        let checked = check::check(&sheet, &content, &settings, &known, now);
        Ok::<_, BulkError>((content, settings, sheet, checked))
    });
    let (content, settings, sheet, checked) = read.await??;
    Ok(Opened { row, content, version, state, settings, sheet, checked })
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

/// A file's name as pages and reports can show it.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(MOST_FILE_NAME).collect();
    if name.trim().is_empty() { "file".to_owned() } else { name.trim().to_owned() }
}

fn file_place(id: BulkId) -> String {
    format!("bulk_file/{id}")
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

/// Which columns hold what, from pairs of a column's place and a field's id; unknown ones and
/// columns that hold nothing are left out.
pub fn columns(chosen: impl IntoIterator<Item = (usize, String)>) -> BTreeMap<String, usize> {
    let chosen = chosen.into_iter().filter(|(_, field)| !field.is_empty() && field.len() <= 40);
    // Where two columns hold the same, the first is kept: whoever chose sees the other as unused.
    chosen.fold(BTreeMap::new(), |mut columns, (place, field)| {
        columns.entry(field).or_insert(place);
        columns
    })
}
