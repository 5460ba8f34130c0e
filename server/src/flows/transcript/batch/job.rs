//! The job: one chunk a turn, in one transaction, as with [many awards](crate::flows::bulk).
//!
//! A transaction locks the batch's row, decides about the next learners as when it was looked at,
//! signs and keeps their transcripts, queues the letters, and takes the rows off those that wait.
//! Whatever dies in between leaves the rows where they were.

use serde_json::json;

use super::{BatchError, Before, Kept, State, Waiting, note, outcome_place, row_place, seal, undo, unseal};
use crate::{
    app::App,
    flows::{
        Email, audit,
        issue::{IssueError, Letters, Order, Press, To, edition, tell},
        learner::{blank, written},
        revoke::{self, Entries, RevokeError},
        transcript::{
            Pupil,
            bindery::{Bindery, Said, Work},
            course,
            decide::{Changed, Decided, Outcome, Rules, decide},
        },
    },
    id::{CredentialId, LearnerId},
    store::{
        StoreError, Tx, claim_code, credential, holding, issuer, learner,
        transcript::{self as transcripts},
        transcript_batch::{self, BatchRow, OutcomeRow, Tally},
        transcript_part,
    },
};

/// Learners in one transaction; other writers wait as long as it takes.
pub(super) const CHUNK: u32 = 100;
/// Turns in a row that may fail.
const MOST_TRIES: i64 = 5;
/// Milliseconds between a turn that failed and the next.
const REST_MS: i64 = 2_000;

/// Works off one chunk of whatever was started or is being taken back; false when there is nothing
/// to do.
///
/// # Errors
/// When the database fails.
pub async fn turn(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.db.write().await?;
    let Some(row) = transcript_batch::take_turn(&mut tx, app.clock.now_ms()).await? else { return Ok(false) };
    let id = row.batch_id;
    let done = if row.state == State::Undoing.name() {
        undo::chunk(app, tx, row).await
    } else {
        chunk(app, tx, row).await
    };
    let Err(err) = done else { return Ok(true) };
    tracing::warn!(batch.id = %id, cause = &err as &dyn std::error::Error, "a turn of many transcripts failed");
    let mut tx = app.db.write().await?;
    transcript_batch::stumble(&mut tx, id, MOST_TRIES, app.clock.now_ms() + REST_MS).await?;
    tx.commit().await?;
    Ok(true)
}

/// A learner's row, decided about.
struct Ready {
    position: i64,
    kept: Kept,
    outcome: Outcome,
    work: Option<Work>,
    /// What changes, for the note.
    changes: Vec<Changed>,
    /// The letter that its learner gets.
    letter: Option<News>,
}

/// What a letter tells.
#[derive(Clone, Copy)]
enum News {
    /// It waits to be claimed.
    Waits,
    /// It has changed in the wallet.
    Changed,
}

async fn chunk(app: &App, mut tx: Tx, row: BatchRow) -> Result<(), BatchError> {
    let (id, issuer) = (row.batch_id, row.issuer_id);
    // Two nodes that write transcripts of one institution take turns: a learner gets one.
    issuer::lock(&mut tx, issuer).await?;
    let waiting = transcript_batch::waiting(&mut tx, id, CHUNK).await?;
    let ended = waiting.len() < CHUNK as usize;
    let last = waiting.last().map(|row| row.position);
    let sessions: Vec<String> = serde_json::from_str(&row.sessions).map_err(|_| BatchError::Sealed)?;
    let rules = Rules::covering(sessions);
    let courses = course::known(&mut tx, issuer).await?;
    let (cover, version) = course::cover(app, &mut tx, issuer).await?;
    let press = Press::of_version(app, &mut tx, issuer, cover, version).await?;
    let mut bindery = Bindery::new(issuer, press);
    let (mut tally, mut outcomes, mut ready) = (Tally::default(), Vec::new(), Vec::new());
    let mut entries = Entries::default();
    for waiting in waiting {
        let position = waiting.position;
        let Waiting { pupil, outcome, merge, digest } =
            unseal(app, &row_place(id, position), &waiting.sealed)?;
        let kept = Kept { sourced_id: pupil.sourced_id.clone(), name: pupil.name.clone(), ..Kept::default() };
        let (decided, question) = match decide(&mut tx, issuer, &rules, &courses, &pupil, merge).await? {
            Ok(decided) if decided.outcome == outcome && decided.digest == digest => (Some(decided), None),
            Ok(decided) if decided.outcome == Outcome::Unchanged => {
                tally.unchanged += 1;
                outcomes.push(outcome_row(app, &row, position, "unchanged", decided.standing, &kept));
                continue;
            }
            // It is another thing than whoever started it was told.
            Ok(_) => (None, None),
            Err(question) => (None, Some(question)),
        };
        let Some(decided) = decided else {
            tally.left_out += 1;
            let kept = Kept { question, ..kept };
            outcomes.push(outcome_row(app, &row, position, "left_out", None, &kept));
            continue;
        };
        if decided.leaves.is_empty()
            && let Some(standing) = decided.standing
        {
            emptied(app, &mut tx, &row, standing, &decided.changes).await?;
            tally.corrected += 1;
            outcomes.push(outcome_row(app, &row, position, "corrected", Some(standing), &kept));
            continue;
        }
        let one = prepare(app, &mut tx, &row, &pupil, decided, position, kept).await?;
        if let Some(other) = merge {
            merged(app, &mut tx, &row, other, &pupil, &one).await?;
        }
        ready.push(one);
    }
    let works: Vec<Work> = ready.iter_mut().filter_map(|ready| ready.work.take()).collect();
    let told: Vec<To> = works.iter().map(|work| work.to.clone()).collect();
    let issued = bindery.bind(app, &mut tx, works, &mut entries).await?;
    entries.set(app, &mut tx, true).await.map_err(IssueError::from)?;
    let (mut letters, mut changes) = (Vec::new(), Vec::new());
    for ((ready, issued), to) in ready.into_iter().zip(&issued).zip(told) {
        match ready.outcome {
            Outcome::New => tally.issued += 1,
            Outcome::Extended => tally.extended += 1,
            Outcome::Corrected => tally.corrected += 1,
            Outcome::Unchanged => tally.unchanged += 1,
        }
        let name = ready.outcome.name();
        outcomes.push(outcome_row(app, &row, ready.position, name, Some(issued.id), &ready.kept));
        let act = match ready.outcome {
            Outcome::New => "transcript.issued",
            Outcome::Corrected => "transcript.corrected",
            _ => "transcript.extended",
        };
        let (subject, detail) = (format!("credential/{}", issued.id), json!({ "batch": id }));
        let before = said(&ready.changes, |entry| entry.before.as_ref());
        let after = said(&ready.changes, |entry| entry.after.as_ref());
        let told = audit::Told { detail: &detail, before: &before, after: &after };
        audit::note_change(app, &mut tx, issuer, row.created_by, act, subject, told);
        match ready.letter {
            Some(News::Waits) => letters.push((Order::for_letter(app, to), issued.id)),
            Some(News::Changed) => changes.push((Order::for_letter(app, to), issued.id)),
            None => {}
        }
    }
    let told: Vec<(&Order, _)> = letters.iter().map(|(order, id)| (order, *id)).collect();
    tell(app, &mut tx, bindery.cover(), &told).await?;
    Letters::of_changes(app, bindery.cover(), &changes).send(app, &mut tx).await?;
    transcript_batch::insert_outcomes(&mut tx, id, outcomes).await?;
    if let Some(last) = last {
        transcript_batch::delete_waiting(&mut tx, id, last).await?;
    }
    let state = ended.then(|| State::Done.name());
    transcript_batch::advance(&mut tx, id, tally, state, app.clock.now_ms()).await?;
    if ended {
        let detail = json!({ "issued": row.issued + tally.issued, "extended": row.extended + tally.extended,
            "corrected": row.corrected + tally.corrected, "left_out": row.left_out + tally.left_out });
        note(app, &mut tx, &row, None, "transcripts.done", &detail).await?;
    }
    tx.commit().await?;
    tracing::info!(batch.id = %id, transcripts = issued.len(), "wrote a part of many transcripts");
    Ok(())
}

/// Notes that another learner is the same person.
async fn merged(
    app: &App,
    tx: &mut Tx,
    row: &BatchRow,
    other: LearnerId,
    pupil: &Pupil,
    ready: &Ready,
) -> Result<(), StoreError> {
    let into = ready.work.as_ref().and_then(|work| work.to.learner);
    learner::merged(tx, row.issuer_id, other, into, app.clock.now_ms()).await?;
    let detail = json!({ "batch": row.batch_id, "into": pupil.sourced_id });
    let (act, subject) = ("learner.merged", format!("learner/{other}"));
    audit::note(app, tx, row.issuer_id, row.created_by, act, subject, &detail).await
}

/// Takes back a transcript of which nothing is left.
async fn emptied(
    app: &App,
    tx: &mut Tx,
    row: &BatchRow,
    id: CredentialId,
    changes: &[Changed],
) -> Result<(), BatchError> {
    let reason = "All its entries were withdrawn.";
    revoke::take_back(app, tx, row.issuer_id, id, reason).await.map_err(revoked)?;
    let before = said(changes, |entry| entry.before.as_ref());
    let (subject, detail) = (format!("credential/{id}"), json!({ "batch": row.batch_id }));
    let told = audit::Told { detail: &detail, before: &before, after: &json!({}) };
    audit::note_change(app, tx, row.issuer_id, row.created_by, "transcript.withdrawn", subject, told);
    Ok(())
}

/// What entries said before, or say after, by course and term: for the note.
fn said(changes: &[Changed], side: impl Fn(&Changed) -> Option<&Vec<String>>) -> serde_json::Value {
    let name = |entry: &Changed| match &entry.term {
        Some(term) => format!("{}, {term}", entry.course),
        None => entry.course.clone(),
    };
    let said = changes.iter().filter_map(|entry| Some((name(entry), json!(side(entry)?.join(", ")))));
    serde_json::Value::Object(said.collect())
}

/// Enrols or updates the learner, locks what stands, and says what is to be signed.
async fn prepare(
    app: &App,
    tx: &mut Tx,
    row: &BatchRow,
    pupil: &Pupil,
    mut decided: Decided,
    position: i64,
    mut kept: Kept,
) -> Result<Ready, BatchError> {
    let issuer = row.issuer_id;
    let learner = enrol(app, tx, row, pupil, &decided).await?;
    let mut to = To {
        name: pupil.name.clone(),
        email: pupil.email.as_deref().and_then(Email::read),
        learner: Some(learner),
        source_id: pupil.number.clone(),
        did: decided.learner.as_ref().and_then(|row| row.did.clone()),
    };
    let (mut old, mut valid_until, mut legend) = (None, None, row.legend.clone());
    let mut letter = decided.standing.is_none().then_some(News::Waits);
    if let Some(id) = decided.standing {
        let standing = credential::lock(tx, issuer, id).await?.ok_or(IssueError::UnknownCredential)?;
        let head = transcripts::find(tx, id).await?.ok_or(IssueError::UnknownCredential)?;
        let parts = transcript_part::of_transcript(tx, id).await?;
        // Somebody has claimed or corrected it since it was read: the next turn decides again.
        if !decided.is_of(&parts) {
            return Err(BatchError::State);
        }
        decided.fill(&parts);
        // An import without a legend says nothing against the one that stands.
        if legend.is_empty() {
            legend.clone_from(&head.legend);
        }
        kept.before = Some(Before {
            legend: head.legend,
            partial: head.partial,
            batch: head.batch_id,
            entries: parts.iter().map(Said::of).collect(),
        });
        // Whoever has claimed it has proven who they are; the file does not undo that.
        to.did = standing.recipient_did.clone();
        to.email = to.email.or_else(|| Email::read(&standing.recipient_email));
        let moved = to.email.as_ref().is_some_and(|email| email.as_str() != standing.recipient_email);
        if holding::holder(tx, id).await?.is_some() {
            letter = Some(News::Changed);
        } else if moved {
            // Whoever was given a code for the old address may be somebody else.
            claim_code::delete(tx, id).await?;
            letter = Some(News::Waits);
        }
        valid_until = standing.valid_until.map(crate::effects::instant_of);
        let (kind, reason) = match decided.outcome {
            Outcome::Corrected => (edition::Kind::Corrected, "Results were corrected."),
            _ => (edition::Kind::Extended, ""),
        };
        old = Some((standing, kind, reason.to_owned()));
    }
    let work = Work {
        old,
        to,
        valid_until,
        partial: false,
        legend,
        batch: Some(row.batch_id),
        by: row.created_by,
        leaves: decided.leaves,
        withdrawn: decided.withdrawn,
    };
    let (outcome, changes) = (decided.outcome, decided.changes);
    Ok(Ready { position, kept, outcome, work: Some(work), changes, letter })
}

/// Writes down who the learner is by the import.
async fn enrol(
    app: &App,
    tx: &mut Tx,
    row: &BatchRow,
    pupil: &Pupil,
    decided: &Decided,
) -> Result<LearnerId, StoreError> {
    let mut known = decided.learner.clone().unwrap_or_else(|| blank(app, row.issuer_id));
    known.name.clone_from(&pupil.name);
    known.source_id = pupil.number.clone().or(known.source_id);
    known.email = pupil.email.as_deref().and_then(Email::read).map(|email| email.to_string()).or(known.email);
    known.left_at = pupil.gone.then(|| known.left_at.unwrap_or_else(|| app.clock.now_ms()));
    let (subject, detail) = (format!("learner/{}", known.learner_id), json!({ "batch": row.batch_id }));
    if let Some(old) = &decided.learner {
        learner::update(tx, &known).await?;
        let (before, after) = (written(old), written(&known));
        if before != after {
            let told = audit::Told { detail: &detail, before: &before, after: &after };
            audit::note_change(app, tx, row.issuer_id, row.created_by, "learner.changed", subject, told);
        }
    } else {
        learner::insert(tx, &known).await?;
        audit::note(app, tx, row.issuer_id, row.created_by, "learner.enrolled", subject, &detail).await?;
    }
    learner::set_sourced(tx, known.learner_id, &pupil.sourced_id, pupil.master.as_deref()).await?;
    Ok(known.learner_id)
}

fn outcome_row(
    app: &App,
    row: &BatchRow,
    position: i64,
    kind: &str,
    credential_id: Option<CredentialId>,
    kept: &Kept,
) -> OutcomeRow {
    let sealed = seal(app, &outcome_place(row.batch_id, position), kept);
    OutcomeRow { position, kind: kind.to_owned(), credential_id, sealed }
}

pub(super) fn revoked(err: RevokeError) -> BatchError {
    match err {
        RevokeError::Store(source) => BatchError::Store(source),
        RevokeError::Sign(source) => BatchError::Issue(IssueError::Sign(source)),
        RevokeError::Key(source) => BatchError::Issue(IssueError::Key(source)),
        _ => BatchError::Issue(IssueError::UnknownCredential),
    }
}
