//! The job: one chunk a turn, in one transaction, as with [many awards](crate::flows::bulk).
//!
//! A transaction locks the job's row, writes the next editions, and takes those credentials off
//! what waits. Whatever dies in between leaves them waiting and the lock open. The status lists of
//! a chunk are signed once each, however many of its credentials were corrected.

use std::collections::{HashMap, hash_map::Entry};

use serde_json::json;

use super::Why;
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        audit,
        issue::{
            IssueError, Press,
            edition::{self, Change, Kind},
        },
        renew,
        revoke::Entries,
    },
    id::{AchievementId, CredentialId},
    store::{
        StoreError, Tx, credential,
        rework::{self, ReworkRow},
        transcript_part,
    },
};

/// Editions written in one transaction; other writers wait as long as it takes.
const CHUNK: u32 = 100;
/// Turns in a row that may fail.
const MOST_TRIES: i64 = 5;
/// Why, in the record of editions.
const STOLEN: &str = "The key that signed it was stolen.";

/// Writes one chunk of whatever was begun; false when there is nothing to do.
///
/// # Errors
/// When the database fails.
pub(crate) async fn turn(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.db.write().await?;
    let Some(row) = rework::take_turn(&mut tx, app.clock.now_ms()).await? else { return Ok(false) };
    let id = row.rework_id;
    let Err(err) = chunk(app, tx, row).await else { return Ok(true) };
    tracing::warn!(rework.id = %id, cause = &err as &dyn std::error::Error, "a turn of many editions failed");
    let mut tx = app.db.write().await?;
    rework::stumble(&mut tx, id, MOST_TRIES, app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn chunk(app: &App, mut tx: Tx, row: ReworkRow) -> Result<(), IssueError> {
    let (id, issuer) = (row.rework_id, row.issuer_id);
    let waiting = rework::waiting(&mut tx, id, CHUNK).await?;
    let mut chunk = Chunk { row, presses: HashMap::new(), entries: Entries::default() };
    let (mut done, mut left_out) = (0, 0);
    for credential in &waiting {
        let why = match chunk.write(app, &mut tx, *credential).await {
            Ok(()) => None,
            Err(IssueError::Revoked | IssueError::UnknownCredential) => Some(Why::Revoked),
            Err(IssueError::NoEnd) => Some(Why::NoEnd),
            Err(IssueError::Fields(_)) => Some(Why::Day),
            Err(err) => return Err(err),
        };
        match why {
            None => {
                rework::finish(&mut tx, id, *credential).await?;
                done += 1;
            }
            Some(why) => {
                rework::leave_out(&mut tx, id, *credential, why.name()).await?;
                left_out += 1;
            }
        }
    }
    let Chunk { row, entries, .. } = chunk;
    entries.set(app, &mut tx, true).await?;
    let ended = waiting.len() < CHUNK as usize;
    rework::advance(&mut tx, id, (done, left_out), ended, app.clock.now_ms()).await?;
    if ended {
        let (subject, act) = match row.issuer_key_id {
            Some(key) => (format!("issuer_key/{key}"), "issuer_key.reissued"),
            None => (format!("rework/{id}"), "rework.done"),
        };
        let detail = json!({ "kind": row.kind, "done": row.done + done, "leftOut": row.left_out + left_out });
        audit::note(app, &mut tx, issuer, row.created_by, act, subject, &detail).await?;
    }
    tx.commit().await?;
    let done = row.done + done;
    tracing::info!(rework.id = %id, done, total = row.total, "wrote a part of many later editions");
    Ok(())
}

/// What the credentials of a chunk share.
struct Chunk {
    row: ReworkRow,
    presses: HashMap<(AchievementId, i64), Press>,
    entries: Entries,
}

impl Chunk {
    /// Writes a later edition of one credential. What has to be left out is found before anything
    /// is written.
    async fn write(&mut self, app: &App, tx: &mut Tx, id: CredentialId) -> Result<(), IssueError> {
        let issuer = self.row.issuer_id;
        let standing = credential::lock(tx, issuer, id).await?.ok_or(IssueError::UnknownCredential)?;
        let version = (standing.achievement_id, standing.achievement_version);
        let press = match self.presses.entry(version) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                place.insert(Press::of_version(app, tx, issuer, version.0, version.1).await?)
            }
        };
        let by = self.row.created_by;
        let Some(key) = self.row.issuer_key_id else {
            let until = self.row.valid_until.map(instant_of);
            renew::renew_one(app, tx, press, standing, until, by, &mut self.entries).await?;
            return Ok(());
        };
        // It may have been corrected since it was asked for.
        if standing.issuer_key_id != Some(key) && !transcript_part::signed_by(tx, id, key).await? {
            return Ok(());
        }
        // What a thief may have written must not verify, so that this is a correction.
        let why = (Kind::Corrected, STOLEN);
        edition::replace_with(app, tx, press, standing, why, Change::default(), &mut self.entries).await?;
        let subject = format!("credential/{id}");
        audit::note(app, tx, issuer, by, "credential.reissued", subject, &json!({})).await?;
        Ok(())
    }
}
