//! From the start of many awards to their end, as far as people decide it.

use serde_json::json;

use super::{
    BulkError, Fault,
    check::Checked,
    dry_run::{Opened, open},
    note, number, row_place,
};
use crate::{
    app::App,
    flows::{
        achievement::AchievementState,
        session::{Act, Viewer},
    },
    id::BulkId,
    store::{
        bulk,
        bulk_row::{self, NewOutcome, WaitingRow},
    },
};

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
