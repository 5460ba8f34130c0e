//! `/desk/{slug}/transcripts…`: what was started, how far it is, and taking it back.

use axum::{
    http::header,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use web::{
    pages::{
        BatchLine, BatchState, TranscriptBatch, Transcripts, transcript_batch, transcript_batch_status,
        transcript_undo, transcripts,
    },
    words::desk_transcripts as words,
};

use super::{
    desk::issuer_link,
    progress::{self, Told},
};
use crate::{
    flows::{
        session::{Act, Viewer},
        transcript::{
            Question,
            batch::{self, Batch, State, Step},
        },
    },
    id::BatchId,
    problem::Problem,
    routes::{extract::Params, rfc3339, visit::Visit},
    sheet::write_csv,
};

/// Learners who were left out, on the page.
const SHOWN: u32 = 200;

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let batches = batch::list(&visit.app, viewer, &slug).await?;
    let issuer = issuer_link(viewer, &slug, Act::Enrol)?;
    let batches = batches.iter().map(line).collect();
    Ok(visit.page(transcripts(&visit.chrome(), &Transcripts { issuer, batches })))
}

/// Why somebody's transcript needs a decision, or was left out.
pub(super) fn question(question: Option<&Question>) -> String {
    match question {
        Some(Question::SamePerson { name, .. }) => words::same_person(name),
        Some(Question::Twice) => words::twice().to_owned(),
        Some(Question::Number) => words::number().to_owned(),
        Some(Question::Course) => words::course().to_owned(),
        Some(Question::SomebodyElse { name }) => words::somebody_else(name),
        None => words::changed_since().to_owned(),
    }
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, BatchId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let found = batch::show(&visit.app, viewer, &slug, id).await?;
    let left = batch::left_out(&visit.app, viewer, &slug, id, SHOWN).await?;
    let left = left.into_iter().map(|one| (one.name, question(one.question.as_ref()))).collect();
    let data = TranscriptBatch { left, ..data(viewer, &slug, &found)? };
    Ok(visit.page(transcript_batch(&visit.chrome(), &data)))
}

/// How far it is, as server-sent events.
pub(super) async fn events(
    visit: Visit,
    Params((slug, id)): Params<(String, BatchId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?.clone();
    batch::show(&visit.app, &viewer, &slug, id).await?;
    let app = visit.app;
    Ok(progress::told(move || {
        let (app, viewer, slug) = (app.clone(), viewer.clone(), slug.clone());
        async move {
            let found = batch::show(&app, &viewer, &slug, id).await.ok()?;
            if !matches!(found.state, State::Running | State::Undoing) {
                return Some(Told::Over);
            }
            Some(Told::UnderWay(transcript_batch_status(&data(&viewer, &slug, &found).ok()?)))
        }
    }))
}

pub(super) async fn approve(
    visit: Visit,
    Params(at): Params<(String, BatchId)>,
) -> Result<Response, Problem> {
    step(&visit, at, Step::Approve).await
}

pub(super) async fn cancel(visit: Visit, Params(at): Params<(String, BatchId)>) -> Result<Response, Problem> {
    step(&visit, at, Step::Cancel).await
}

pub(super) async fn resume(visit: Visit, Params(at): Params<(String, BatchId)>) -> Result<Response, Problem> {
    step(&visit, at, Step::Resume).await
}

pub(super) async fn undo(visit: Visit, Params(at): Params<(String, BatchId)>) -> Result<Response, Problem> {
    step(&visit, at, Step::Undo).await
}

async fn step(visit: &Visit, (slug, id): (String, BatchId), step: Step) -> Result<Response, Problem> {
    batch::step(&visit.app, visit.viewer()?, &slug, id, step).await?;
    Ok(Redirect::to(&format!("/desk/{slug}/transcripts/{id}")).into_response())
}

/// Asks before all of it is taken back.
pub(super) async fn ask_to_undo(
    visit: Visit,
    Params((slug, id)): Params<(String, BatchId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let found = batch::show(&visit.app, viewer, &slug, id).await?;
    let undoable = batch::undoable(&visit.app, viewer, &slug, id).await?;
    Ok(visit.page(transcript_undo(&visit.chrome(), &data(viewer, &slug, &found)?, undoable)))
}

/// What became of every learner, as CSV.
pub(super) async fn report(
    visit: Visit,
    Params((slug, id)): Params<(String, BatchId)>,
) -> Result<Response, Problem> {
    let lines = batch::report(&visit.app, visit.viewer()?, &slug, id).await?;
    let url = &visit.app.config.public_url;
    let rows = lines.into_iter().map(|(name, kind, credential)| {
        let address = credential.map(|id| url.join(&format!("/credentials/{id}")));
        vec![name, kind.replace('_', " "), address.unwrap_or_default()]
    });
    let text = write_csv(&words::report_head().map(str::to_owned), rows);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"transcripts.csv\""),
    ];
    Ok((AppendHeaders(headers), text).into_response())
}

fn line(found: &Batch) -> BatchLine {
    BatchLine {
        id: found.id.to_string(),
        title: found.title.clone(),
        created_at: rfc3339(found.created_at),
        state: match found.state {
            State::Approval => BatchState::Approval,
            // Without a day it begins in a moment.
            State::Scheduled if found.release_at.is_none() => BatchState::Running,
            State::Scheduled => BatchState::Scheduled,
            State::Running => BatchState::Running,
            State::Failed => BatchState::Failed,
            State::Done => BatchState::Done,
            State::Undoing => BatchState::Undoing,
            State::Undone => BatchState::Undone,
            State::Cancelled => BatchState::Cancelled,
        },
        done: found.signed(),
        total: found.total,
    }
}

fn data(viewer: &Viewer, slug: &str, found: &Batch) -> Result<TranscriptBatch, Problem> {
    Ok(TranscriptBatch {
        issuer: issuer_link(viewer, slug, Act::Enrol)?,
        line: line(found),
        counts: [found.issued, found.extended, found.corrected, found.unchanged],
        left_out: found.left_out,
        undone: found.undone,
        entries: [found.told.entries_added, found.told.entries_changed, found.told.entries_withdrawn],
        planned: [found.told.new, found.told.extended, found.told.corrected],
        release_at: found.release_at.map(rfc3339),
        own: found.created_by == Some(viewer.account),
        left: Vec::new(),
    })
}
