//! Taking a batch back: what it issued is revoked, what it changed says again what it said before.
//! A transcript that a later import has written since stays as that left it.

use std::collections::HashMap;

use serde_json::json;

use super::{
    BatchError, Before, Kept, State,
    job::{CHUNK, revoked},
    note, number, outcome_place, unseal,
};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        Email, audit,
        issue::{IssueError, Press, To, edition::Kind},
        revoke::{self, Entries},
        transcript::{
            bindery::{Bindery, Leaf, Said, Work},
            course,
        },
    },
    id::CredentialId,
    store::{
        Tx, credential, learner, transcript,
        transcript_batch::{self, BatchRow, Tally},
        transcript_part::{self, Ended, PartRow},
    },
};

const REASON: &str = "The import that it came from was taken back.";

pub(super) async fn chunk(app: &App, mut tx: Tx, row: BatchRow) -> Result<(), BatchError> {
    let (id, issuer) = (row.batch_id, row.issuer_id);
    let outcomes = transcript_batch::to_undo(&mut tx, id, CHUNK).await?;
    let ended = outcomes.len() < CHUNK as usize;
    let (cover, version) = course::cover(app, &mut tx, issuer).await?;
    let press = Press::of_version(app, &mut tx, issuer, cover, version).await?;
    let mut bindery = Bindery::new(issuer, press);
    let (mut works, mut tally, mut entries) = (Vec::new(), Tally::default(), Entries::default());
    for outcome in outcomes {
        let kept: Kept = unseal(app, &outcome_place(id, outcome.position), &outcome.sealed)?;
        let came = match outcome.credential_id {
            Some(credential) => undo_one(app, &mut tx, &row, credential, kept.before, &mut works).await?,
            None => false,
        };
        tally.undone += i64::from(came);
        let kind = if came { "undone" } else { "kept" };
        transcript_batch::set_outcome(&mut tx, id, outcome.position, kind).await?;
    }
    let undone = works.len();
    bindery.bind(app, &mut tx, works, &mut entries).await?;
    entries.set(app, &mut tx, true).await.map_err(IssueError::from)?;
    let state = ended.then(|| State::Undone.name());
    transcript_batch::advance(&mut tx, id, tally, state, app.clock.now_ms()).await?;
    if ended {
        let detail = json!({ "undone": row.undone + tally.undone });
        note(app, &mut tx, &row, row.undone_by, "transcripts.undone", &detail).await?;
    }
    tx.commit().await?;
    tracing::info!(batch.id = %id, transcripts = number(undone), "took back a part of many transcripts");
    Ok(())
}

/// Takes back what became of one transcript; false when something else has become of it since.
async fn undo_one(
    app: &App,
    tx: &mut Tx,
    row: &BatchRow,
    id: CredentialId,
    before: Option<Before>,
    works: &mut Vec<Work>,
) -> Result<bool, BatchError> {
    let issuer = row.issuer_id;
    let standing = credential::lock(tx, issuer, id).await?.ok_or(IssueError::UnknownCredential)?;
    let head = transcript::find(tx, id).await?.ok_or(IssueError::UnknownCredential)?;
    if standing.revoked_at.is_some() || head.batch_id != Some(row.batch_id) {
        return Ok(false);
    }
    let subject = format!("credential/{id}");
    let detail = json!({ "batch": row.batch_id });
    audit::note(app, tx, issuer, row.undone_by, "transcript.undone", subject, &detail).await?;
    let Some(before) = before else {
        revoke::take_back(app, tx, issuer, id, REASON).await.map_err(revoked)?;
        return Ok(true);
    };
    let parts = transcript_part::of_transcript(tx, id).await?;
    let (leaves, withdrawn) = back(before.entries, parts);
    let source_id = match standing.learner_id {
        Some(learner) => learner::by_id(tx, issuer, learner).await?.and_then(|row| row.source_id),
        None => None,
    };
    works.push(Work {
        to: To {
            name: standing.recipient_name.clone(),
            email: Email::read(&standing.recipient_email),
            learner: standing.learner_id,
            source_id,
            did: standing.recipient_did.clone(),
        },
        valid_until: standing.valid_until.map(instant_of),
        partial: before.partial,
        legend: before.legend,
        batch: before.batch,
        by: standing.awarded_by,
        leaves,
        withdrawn,
        old: Some((standing, Kind::Corrected, REASON.to_owned())),
    });
    Ok(true)
}

/// What becomes of the entries that stand, for them to say again what they said.
fn back(before: Vec<Said>, parts: Vec<PartRow>) -> (Vec<Leaf>, Vec<PartRow>) {
    let mut parts: HashMap<String, PartRow> =
        parts.into_iter().map(|row| (row.part_key.clone(), row)).collect();
    let leaves = before
        .into_iter()
        .map(|said| match parts.remove(&said.key) {
            Some(row) if Said::of(&row) == said => Leaf::Kept(row),
            Some(row) => Leaf::Again(row, Ended::Corrected, said),
            None => Leaf::New(said),
        })
        .collect();
    (leaves, parts.into_values().collect())
}
