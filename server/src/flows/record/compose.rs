//! Changing a record: by a step, back, and forth.

use std::collections::BTreeSet;

use api::{KeptRecord, RecordContent};

use super::{RecordError, check};
use crate::{
    app::App,
    flows::{guardian, session::Viewer},
    id::{CredentialId, RecordId},
    store::{
        Tx, holding,
        record::{self, RecordRow},
        record_item,
    },
};

/// How many steps can be taken back.
const MOST_STEPS: i64 = 50;
/// For how long what is written goes into one step, which typing would use up otherwise, in
/// milliseconds.
const WRITING_MS: i64 = 60_000;

/// Saves a record whole.
///
/// * `revision`: the one that `content` was made from.
///
/// # Errors
/// [`RecordError::Changed`] when there is a later revision; [`RecordError`].
pub async fn save(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    revision: i64,
    content: RecordContent,
) -> Result<KeptRecord, RecordError> {
    let content = check::worded(content).map_err(RecordError::Fields)?;
    let (mut tx, row) = own(app, viewer, id).await?;
    if row.revision != revision {
        return Err(RecordError::Changed);
    }
    let kept = step(app, &mut tx, row, content).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Adds a held credential at the end.
///
/// # Errors
/// [`RecordError`].
pub async fn add(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    credential: CredentialId,
) -> Result<KeptRecord, RecordError> {
    let (mut tx, row) = own(app, viewer, id).await?;
    if holding::by_id(&mut tx, viewer.account, credential).await?.is_none() {
        return Err(RecordError::UnknownCredential);
    }
    let mut content: RecordContent = serde_json::from_str(&row.content)?;
    if content.items().any(|item| item.holding == credential.to_string()) {
        return Err(RecordError::Already);
    }
    content.add(credential);
    let content = check::worded(content).map_err(RecordError::Fields)?;
    let kept = step(app, &mut tx, row, content).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Takes the last step back.
///
/// # Errors
/// [`RecordError::Changed`], [`RecordError::NoStep`], [`RecordError`].
pub async fn undo(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    revision: i64,
) -> Result<KeptRecord, RecordError> {
    turn(app, viewer, id, revision, -1).await
}

/// Does the step again that was taken back last.
///
/// # Errors
/// [`RecordError::Changed`], [`RecordError::NoStep`], [`RecordError`].
pub async fn redo(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    revision: i64,
) -> Result<KeptRecord, RecordError> {
    turn(app, viewer, id, revision, 1).await
}

/// Begins to change one of this person's records; it is locked until the transaction ends.
async fn own(app: &App, viewer: &Viewer, id: RecordId) -> Result<(Tx, RecordRow), RecordError> {
    let mut tx = app.db.write().await?;
    if !record::lock(&mut tx, viewer.account, id).await? {
        return Err(RecordError::Unknown);
    }
    let row = record::by_id(&mut tx, id).await?.ok_or(RecordError::Unknown)?;
    Ok((tx, row))
}

/// Goes on to `content`, if that is anything new. What was taken back before can't be done again then.
async fn step(
    app: &App,
    tx: &mut Tx,
    mut row: RecordRow,
    content: RecordContent,
) -> Result<KeptRecord, RecordError> {
    let before: RecordContent = serde_json::from_str(&row.content)?;
    if before == content {
        return kept(tx, &row, content).await;
    }
    check::held(tx, row.account_id, &before, &content).await?.map_err(RecordError::Fields)?;
    let (now, text) = (app.clock.now_ms(), serde_json::to_string(&content)?);
    row.revision += 1;
    if goes_on(tx, &row, &before, &content, now).await? {
        record::rewrite_step(tx, row.record_id, row.step, &text).await?;
    } else {
        record::keep_steps(tx, row.record_id, row.step + 2 - MOST_STEPS, row.step).await?;
        row.step += 1;
        record::insert_step(tx, row.record_id, row.step, &text, now).await?;
    }
    record::turn(tx, &row, &content.title, now).await?;
    note_items(tx, &row, &content).await?;
    guardian::ask_of_gain(app, tx, &row, &before, &content).await?;
    kept(tx, &row, content).await
}

/// Whether a change goes on with the writing of the last step: both changed words alone, shortly one
/// after the other, and nothing was taken back since.
async fn goes_on(
    tx: &mut Tx,
    row: &RecordRow,
    before: &RecordContent,
    content: &RecordContent,
    now: i64,
) -> Result<bool, RecordError> {
    let shape = wordless(content);
    if wordless(before) != shape || record::steps(tx, row.record_id).await?.1 != row.step {
        return Ok(false);
    }
    let made_at = record::made_at(tx, row.record_id, row.step).await?;
    let Some(earlier) = record::step(tx, row.record_id, row.step - 1).await? else { return Ok(false) };
    let earlier: RecordContent = serde_json::from_str(&earlier)?;
    Ok(wordless(&earlier) == shape && made_at.is_some_and(|at| now - at < WRITING_MS))
}

/// What is left without the words.
fn wordless(content: &RecordContent) -> RecordContent {
    let mut content = content.clone();
    content.title.clear();
    content.introduction.clear();
    for section in &mut content.sections {
        section.heading.clear();
        for item in &mut section.items {
            item.note.clear();
        }
    }
    content
}

async fn turn(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    revision: i64,
    by: i64,
) -> Result<KeptRecord, RecordError> {
    let (mut tx, mut row) = own(app, viewer, id).await?;
    if row.revision != revision {
        return Err(RecordError::Changed);
    }
    let before: RecordContent = serde_json::from_str(&row.content)?;
    let content = record::step(&mut tx, id, row.step + by).await?.ok_or(RecordError::NoStep)?;
    let content: RecordContent = serde_json::from_str(&content)?;
    row.step += by;
    row.revision += 1;
    record::turn(&mut tx, &row, &content.title, app.clock.now_ms()).await?;
    note_items(&mut tx, &row, &content).await?;
    guardian::ask_of_gain(app, &mut tx, &row, &before, &content).await?;
    let kept = kept(&mut tx, &row, content).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Keeps in mind which credentials a record has now, as far as they are its owner's. One that waits to
/// be put back keeps its place.
async fn note_items(tx: &mut Tx, row: &RecordRow, content: &RecordContent) -> Result<(), RecordError> {
    let known: BTreeSet<CredentialId> = record_item::named(tx, row.record_id).await?.into_iter().collect();
    let named: BTreeSet<CredentialId> =
        content.items().filter_map(|item| item.holding.parse().ok()).collect();
    if named == known {
        return Ok(());
    }
    let mut there = Vec::with_capacity(named.len());
    for id in &named {
        if known.contains(id) || record_item::is_kept(tx, row.account_id, *id).await? {
            there.push(*id);
        }
    }
    record_item::replace(tx, row.record_id, &there).await?;
    if named.is_subset(&known) { Ok(()) } else { check::fits(tx, row.record_id).await }
}

async fn kept(tx: &mut Tx, row: &RecordRow, content: RecordContent) -> Result<KeptRecord, RecordError> {
    let (first, last) = record::steps(tx, row.record_id).await?;
    Ok(KeptRecord { revision: row.revision, can_undo: row.step > first, can_redo: row.step < last, content })
}
