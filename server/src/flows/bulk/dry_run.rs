//! A file before it is started: taken, its columns put right, and what awarding it would come to.

use std::collections::BTreeMap;

use api::open_badges::AchievementContent;
use serde_json::json;

use super::{
    Bulk, BulkError,
    check::{self, Checked, Known},
    content,
    fields::{self, Field, Settings},
    note,
};
use crate::{
    app::App,
    flows::{
        achievement::AchievementState,
        audit,
        session::{Act, Viewer},
    },
    id::{AchievementId, BulkId, IssuerId},
    sheet::{self, CellFault, Limits, ReadAs, Sheet, SheetError, Template, column_letters},
    store::{
        bulk::{self, BulkRow},
        credential, learner,
    },
};

/// Rows of a file that are shown beside its columns.
const SAMPLES: usize = 3;
/// Characters of a sample, and of a file's name.
const MOST_SHOWN: usize = 60;
const MOST_FILE_NAME: usize = 120;

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
    let before: serde_json::Value = serde_json::from_str(&row.settings)?;
    let after = serde_json::to_value(settings)?;
    let told = audit::Told { detail: &json!({}), before: &before, after: &after };
    let (by, subject) = (Some(viewer.account), format!("bulk/{id}"));
    audit::note_change(app, &mut tx, issuer, by, "bulk.arranged", subject, told);
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

/// A file that was not started, opened and checked.
pub(super) struct Opened {
    pub(super) row: BulkRow,
    pub(super) content: AchievementContent,
    pub(super) version: i64,
    pub(super) state: String,
    pub(super) settings: Settings,
    pub(super) sheet: Sheet,
    pub(super) checked: Checked,
}

pub(super) async fn open(app: &App, issuer: IssuerId, id: BulkId) -> Result<Opened, BulkError> {
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

/// A file's name as pages and reports can show it.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(MOST_FILE_NAME).collect();
    if name.trim().is_empty() { "file".to_owned() } else { name.trim().to_owned() }
}

fn file_place(id: BulkId) -> String {
    format!("bulk_file/{id}")
}
