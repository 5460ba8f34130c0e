//! Many transcripts from one import: looked at first, started by somebody, approved by a second
//! person where that was asked for, worked off in the background, and taken back as a whole.

mod about;
mod job;
mod model;
#[cfg(test)]
mod tests;
mod undo;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

pub(crate) use about::{kept_outcome, kept_row};
pub use job::turn;
pub use model::{Asked, Batch, BatchError, Change, Decision, LeftOut, Plan, State, Step, Told};

use super::{
    Draft, Pupil,
    bindery::Said,
    course::{self, Courses},
    decide::{Changed, Outcome, Question, Rules, decide},
};
use crate::{
    app::App,
    effects::ms_of,
    flows::{
        Email, audit,
        session::{Act, Viewer},
    },
    id::{AccountId, BatchId, CredentialId, IssuerId, LearnerId, RosterImportId},
    secrets::hex,
    store::{
        StoreError, Tx, count, issuer, learner, roster_import,
        transcript_batch::{self, BatchRow, OutcomeRow, WaitingRow},
    },
};

/// Transcripts whose changes are shown one by one.
const MOST_SHOWN: usize = 500;
/// Batches that are listed.
const MOST_LISTED: u32 = 50;

/// A row that waits: a pupil, and what somebody was told would become of their transcript.
#[derive(Deserialize, Serialize)]
struct Waiting {
    pupil: Pupil,
    outcome: Outcome,
    merge: Option<LearnerId>,
    /// What was decided, to the letter.
    digest: String,
}

/// What is kept of a row once it is done.
#[derive(Default, Deserialize, Serialize)]
struct Kept {
    sourced_id: String,
    name: String,
    question: Option<Question>,
    before: Option<Before>,
}

/// What a transcript held before.
#[derive(Deserialize, Serialize)]
struct Before {
    legend: String,
    partial: bool,
    batch: Option<BatchId>,
    entries: Vec<Said>,
}

fn row_place(id: BatchId, position: i64) -> String {
    format!("transcript_batch_row/{id}/{position}")
}

fn outcome_place(id: BatchId, position: i64) -> String {
    format!("transcript_batch_outcome/{id}/{position}")
}

/// An import becomes one batch, under the same id, so that it is started once.
///
/// # Panics
/// Never: all ids have one form.
pub fn of_import(id: RosterImportId) -> BatchId {
    id.to_string().parse().expect("all ids have one form")
}

/// What an import would do to the transcripts of the institution called `slug`. Nothing is stored.
///
/// # Errors
/// [`BatchError`].
pub async fn plan(app: &App, viewer: &Viewer, slug: &str, draft: &Draft) -> Result<Plan, BatchError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let courses = courses(app, &mut tx, issuer, draft).await?;
    Ok(go_through(&mut tx, issuer, draft, &courses, &[]).await?.0)
}

/// What is there and what would be made of the import's courses.
async fn courses(app: &App, tx: &mut Tx, issuer: IssuerId, draft: &Draft) -> Result<Courses, StoreError> {
    let mut courses = course::known(tx, issuer).await?;
    for course in &draft.courses {
        courses.entry(course.key.clone()).or_insert_with(|| (app.new_id(), 1));
    }
    Ok(courses)
}

async fn go_through(
    tx: &mut Tx,
    issuer: IssuerId,
    draft: &Draft,
    courses: &Courses,
    merged: &[String],
) -> Result<(Plan, Vec<Waiting>), StoreError> {
    let rules = Rules::of(draft);
    let names: HashMap<&str, &str> =
        draft.courses.iter().map(|course| (course.key.as_str(), course.content.name.as_str())).collect();
    let (mut plan, mut waiting) = (Plan::default(), Vec::new());
    let mut seen = Sha256::new();
    for pupil in &draft.pupils {
        plan.gone += usize::from(pupil.gone);
        let mut merge = None;
        let mut decided = decide(tx, issuer, &rules, courses, pupil, None).await?;
        // What somebody decides when they start it makes no other plan of what they saw.
        let shown = match &decided {
            Ok(decided) => json!([pupil.sourced_id, decided.outcome, decided.digest]),
            Err(question) => json!([pupil.sourced_id, question]),
        };
        seen.update(shown.to_string());
        if let Err(Question::SamePerson { other, .. }) = &decided
            && merged.contains(&pupil.sourced_id)
        {
            merge = Some(*other);
            decided = decide(tx, issuer, &rules, courses, pupil, merge).await?;
        }
        let decided = match decided {
            Ok(decided) => decided,
            Err(question) => {
                let (sourced_id, name) = (pupil.sourced_id.clone(), pupil.name.clone());
                plan.questions.push(Asked { sourced_id, name, question });
                continue;
            }
        };
        *plan.outcomes.entry(decided.outcome).or_default() += 1;
        plan.standing += decided.standing_entries;
        plan.renamed += usize::from(decided.renamed.is_some());
        let letter = pupil.email.as_deref().and_then(Email::read).is_some();
        plan.without_letter += usize::from(decided.outcome == Outcome::New && !letter);
        for entry in &decided.changes {
            match (&entry.before, &entry.after) {
                (None, _) => plan.added += 1,
                (_, None) => plan.withdrawn += 1,
                _ => plan.corrected += 1,
            }
        }
        if decided.outcome == Outcome::Unchanged {
            continue;
        }
        let named = |mut entry: Changed| {
            entry.course = names.get(entry.course.as_str()).map_or(entry.course, |name| (*name).to_owned());
            entry
        };
        let mut entries: Vec<_> = decided.changes.into_iter().map(named).collect();
        entries.sort_by_key(|entry| entry.before.is_none());
        plan.changed.push(Change {
            name: pupil.name.clone(),
            outcome: decided.outcome,
            renamed: decided.renamed,
            entries,
        });
        let (outcome, digest) = (decided.outcome, decided.digest);
        waiting.push(Waiting { pupil: pupil.clone(), outcome, merge, digest });
    }
    plan.digest = hex(&seen.finalize());
    // What is taken back comes first.
    plan.changed.sort_by_key(|change| (change.outcome != Outcome::Corrected, change.outcome == Outcome::New));
    plan.changed.truncate(MOST_SHOWN);
    Ok((plan, waiting))
}

/// Starts to sign what an import says: when this returns, every row waits in the database.
///
/// * `id`: of the import; it is started once.
///
/// # Errors
/// [`BatchError`].
pub async fn start(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    (id, title): (BatchId, &str),
    draft: &Draft,
    decision: &Decision,
) -> Result<(), BatchError> {
    viewer.at(slug, Act::Award)?;
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    issuer::lock(&mut tx, issuer).await?;
    match transcript_batch::find(&mut tx, issuer, id).await? {
        // What was cancelled was never begun, and can be started anew.
        Some(row) if row.state == State::Cancelled.name() => transcript_batch::delete(&mut tx, id).await?,
        Some(_) => return Err(BatchError::State),
        None => {}
    }
    if decision.release_at.is_some_and(|day| day <= app.clock.now()) {
        return Err(BatchError::Past);
    }
    course::write(app, &mut tx, issuer, &draft.courses).await?;
    let courses = course::known(&mut tx, issuer).await?;
    let (plan, waiting) = go_through(&mut tx, issuer, draft, &courses, &decision.merged).await?;
    if waiting.is_empty() {
        return Err(BatchError::Nothing);
    }
    if decision.signed.is_some_and(|told| told != plan.signed())
        || decision.seen.as_ref().is_some_and(|seen| *seen != plan.digest)
    {
        return Err(BatchError::Changed { now: plan.signed() });
    }
    if plan.takes_back_much() && !decision.withdraw {
        return Err(BatchError::TakesBack);
    }
    let unchanged = plan.outcomes.get(&Outcome::Unchanged).copied().unwrap_or_default();
    let sessions = if draft.bulk { &draft.sessions[..] } else { &[] };
    let row = BatchRow {
        batch_id: id,
        issuer_id: issuer,
        title: title.to_owned(),
        legend: draft.legend.clone(),
        sessions: serde_json::to_string(sessions).map_err(|_| BatchError::Sealed)?,
        state: if decision.approval { State::Approval } else { State::Scheduled }.name().to_owned(),
        created_by: Some(viewer.account),
        created_at: app.clock.now_ms(),
        approved_by: None,
        release_at: decision.release_at.map(ms_of),
        total: number(waiting.len()),
        issued: 0,
        extended: 0,
        corrected: 0,
        unchanged: number(unchanged),
        left_out: number(plan.questions.len()),
        undone: 0,
        ended_at: None,
        plan: serde_json::to_string(&plan.told()).map_err(|_| BatchError::Sealed)?,
        failed_in: None,
        undone_by: None,
    };
    transcript_batch::insert(&mut tx, &row).await?;
    for pupil in draft.pupils.iter().filter(|pupil| pupil.gone) {
        if let Some(learner) = learner::of_sourced(&mut tx, issuer, &pupil.sourced_id).await? {
            learner::leave(&mut tx, learner.learner_id, app.clock.now_ms()).await?;
        }
    }
    if let Ok(import) = id.to_string().parse() {
        roster_import::set_used(&mut tx, import).await?;
    }
    let first_left = number(waiting.len());
    let rows = (0..).zip(&waiting).map(|(position, waiting)| WaitingRow {
        position,
        sealed: seal(app, &row_place(id, position), waiting),
    });
    transcript_batch::insert_waiting(&mut tx, id, rows.collect()).await?;
    let left = (first_left..).zip(plan.questions).map(|(position, asked)| {
        let Asked { sourced_id, name, question } = asked;
        let kept = Kept { sourced_id, name, question: Some(question), before: None };
        let sealed = seal(app, &outcome_place(id, position), &kept);
        OutcomeRow { position, kind: "left_out".to_owned(), credential_id: None, sealed }
    });
    transcript_batch::insert_outcomes(&mut tx, id, left.collect()).await?;
    let detail = json!({
        "title": title, "transcripts": row.total, "corrected": plan.corrected, "withdrawn": plan.withdrawn,
        "approval": decision.approval,
    });
    note(app, &mut tx, &row, Some(viewer.account), "transcripts.started", &detail).await?;
    tx.ring(app.bulk());
    tx.commit().await?;
    tracing::info!(batch.id = %id, transcripts = row.total, "many transcripts were started");
    Ok(())
}

fn seal(app: &App, place: &str, what: &impl Serialize) -> String {
    app.sealer.seal(place, &serde_json::to_vec(what).expect("text and numbers always serialise"))
}

fn unseal<T: for<'de> Deserialize<'de>>(app: &App, place: &str, sealed: &str) -> Result<T, BatchError> {
    let text = app.sealer.unseal(place, sealed).map_err(|_| BatchError::Sealed)?;
    serde_json::from_slice(&text).map_err(|_| BatchError::Sealed)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn note(
    app: &App,
    tx: &mut Tx,
    row: &BatchRow,
    by: Option<AccountId>,
    act: &str,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    audit::note(app, tx, row.issuer_id, by, act, format!("transcript_batch/{}", row.batch_id), detail).await
}

/// A batch of the institution called `slug`.
///
/// # Errors
/// [`BatchError`].
pub async fn show(app: &App, viewer: &Viewer, slug: &str, id: BatchId) -> Result<Batch, BatchError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let row = transcript_batch::find(&mut app.db.read().await?, issuer, id).await?;
    Ok(row.ok_or(BatchError::Unknown)?.into())
}

/// How many of a batch's transcripts would be taken back, and how many would stay because a later
/// import has changed them since.
///
/// # Errors
/// [`BatchError`].
pub async fn undoable(app: &App, viewer: &Viewer, slug: &str, id: BatchId) -> Result<(u64, u64), BatchError> {
    show(app, viewer, slug, id).await?;
    let (back, stay) = transcript_batch::undoable(&mut app.db.read().await?, id).await?;
    Ok((count(back), count(stay)))
}

/// The batches of the institution called `slug`, newest first.
///
/// # Errors
/// [`BatchError`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Batch>, BatchError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let rows = transcript_batch::of_issuer(&mut app.db.read().await?, issuer, MOST_LISTED).await?;
    Ok(rows.into_iter().map(Batch::from).collect())
}

/// Those who were left out, at most `limit`.
///
/// # Errors
/// [`BatchError`].
pub async fn left_out(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: BatchId,
    limit: u32,
) -> Result<Vec<LeftOut>, BatchError> {
    show(app, viewer, slug, id).await?;
    let rows = transcript_batch::outcomes(&mut app.db.read().await?, id, "left_out", -1, limit).await?;
    rows.into_iter()
        .map(|row| {
            let kept: Kept = unseal(app, &outcome_place(id, row.position), &row.sealed)?;
            Ok(LeftOut { sourced_id: kept.sourced_id, name: kept.name, question: kept.question })
        })
        .collect()
}

/// Every transcript that a batch wrote or left as it was after its undoing: learner's name, what
/// became of it, and the transcript; for the report.
///
/// # Errors
/// [`BatchError`].
pub async fn report(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: BatchId,
) -> Result<Vec<(String, String, Option<CredentialId>)>, BatchError> {
    show(app, viewer, slug, id).await?;
    let mut tx = app.db.read().await?;
    let mut lines = Vec::new();
    for kind in ["new", "extended", "corrected", "unchanged", "left_out", "undone", "kept"] {
        for row in transcript_batch::outcomes(&mut tx, id, kind, -1, u32::MAX).await? {
            let kept: Kept = unseal(app, &outcome_place(id, row.position), &row.sealed)?;
            lines.push((kept.name, row.kind, row.credential_id));
        }
    }
    Ok(lines)
}

/// Does something to a batch of the institution called `slug`.
///
/// # Errors
/// [`BatchError`]; [`BatchError::State`] when it has come too far for that.
pub async fn step(app: &App, viewer: &Viewer, slug: &str, id: BatchId, step: Step) -> Result<(), BatchError> {
    let act = match step {
        Step::Approve | Step::Resume => Act::Award,
        Step::Cancel => Act::Enrol,
        Step::Undo => Act::Revoke,
    };
    viewer.at(slug, Act::Enrol)?;
    let desk = viewer.at(slug, act)?;
    let (issuer, now, by) = (desk.issuer, app.clock.now_ms(), viewer.account);
    let mut tx = app.db.write().await?;
    let row = transcript_batch::find(&mut tx, issuer, id).await?.ok_or(BatchError::Unknown)?;
    // What failed while it was being taken back goes on being taken back.
    let undoing = row.failed_in.as_deref() == Some(State::Undoing.name());
    let resumed = if undoing { State::Undoing } else { State::Running };
    let (act, moves): (&str, &[(State, State)]) = match step {
        Step::Approve => {
            if row.created_by == Some(by) {
                return Err(BatchError::Own);
            }
            if desk.scopes.is_some() {
                return Err(BatchError::Person);
            }
            transcript_batch::approve(&mut tx, id, by, now).await?;
            ("transcripts.approved", &[(State::Approval, State::Scheduled)])
        }
        Step::Cancel => (
            "transcripts.cancelled",
            &[(State::Approval, State::Cancelled), (State::Scheduled, State::Cancelled)],
        ),
        Step::Resume => ("transcripts.resumed", &[(State::Failed, resumed)]),
        Step::Undo => {
            let done = row.state == State::Done.name();
            if done && transcript_batch::undoable(&mut tx, id).await?.0 == 0 {
                return Err(BatchError::Overtaken);
            }
            transcript_batch::set_undone_by(&mut tx, id, by).await?;
            ("transcripts.undo_begun", &[(State::Done, State::Undoing), (State::Failed, State::Undoing)])
        }
    };
    // What became of its rows is forgotten after a while.
    let forgotten = transcript_batch::to_undo(&mut tx, id, 1).await?.is_empty();
    if step == Step::Undo && row.ended_at.is_some() && forgotten {
        return Err(BatchError::State);
    }
    let mut moved = false;
    for (from, to) in moves {
        moved = moved || transcript_batch::change(&mut tx, id, from.name(), to.name(), now).await?;
    }
    if !moved {
        return Err(BatchError::State);
    }
    note(app, &mut tx, &row, Some(by), act, &json!({})).await?;
    tx.ring(app.bulk());
    Ok(tx.commit().await?)
}
