//! Transcripts: what was started from imports, and those made by hand.

use api::{
    NewTranscript, StartTranscripts, TranscriptBatch, TranscriptDo, TranscriptPlan, TranscriptQuestion,
    TranscriptStep,
};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::credentials::instant;
use crate::{
    app::App,
    flows::{
        roster_import,
        session::Viewer,
        transcript::{
            Outcome, Question,
            batch::{self, Batch, Decision, Step},
            hand,
        },
    },
    id::{BatchId, LearnerId, RosterImportId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

/// Learners who are told of as left out.
const MOST_LEFT_OUT: u32 = 1_000;

/// What an import would do to transcripts. Nothing is stored.
#[utoipa::path(get, path = "/issuers/{slug}/imports/{id}/plan", tag = "transcripts",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "What it would do", body = TranscriptPlan),
    (status = 409, description = "It was started, or forgotten"),
))]
pub(super) async fn plan(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, RosterImportId)>,
) -> Result<AxumJson<TranscriptPlan>, Problem> {
    let (_, draft) = roster_import::drafted(&app, &viewer, &slug, id).await?;
    let plan = batch::plan(&app, &viewer, &slug, &draft).await?;
    let of = |outcome| plan.outcomes.get(&outcome).copied().unwrap_or_default();
    Ok(AxumJson(TranscriptPlan {
        new: of(Outcome::New),
        extended: of(Outcome::Extended),
        corrected: of(Outcome::Corrected),
        unchanged: of(Outcome::Unchanged),
        gone: plan.gone,
        entries_added: plan.added,
        entries_changed: plan.corrected,
        entries_withdrawn: plan.withdrawn,
        entries_standing: plan.standing,
        renamed: plan.renamed,
        without_letter: plan.without_letter,
        digest: plan.digest,
        questions: plan
            .questions
            .into_iter()
            .map(|one| asked(one.sourced_id, one.name, Some(&one.question)))
            .collect(),
    }))
}

/// Starts to sign what an import says. It goes on by itself, whatever happens to the connection or
/// the server.
#[utoipa::path(post, path = "/issuers/{slug}/imports/{id}/start", tag = "transcripts",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = StartTranscripts,
    security(("key" = ["enrol", "award"])), responses(
    (status = 202, description = "It is begun; `Location` says how far it is", body = TranscriptBatch),
    (status = 409, description = "It was started before, or there is nothing to sign, or it would withdraw much"),
))]
pub(super) async fn start(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, RosterImportId)>,
    Json(new): Json<StartTranscripts>,
) -> Result<impl IntoResponse, Problem> {
    let decision = Decision {
        merged: new.merged,
        withdraw: new.withdraw,
        approval: new.approval,
        release_at: new.release_at.map(|text| instant(&text, "/releaseAt")).transpose()?,
        signed: new.signed,
        seen: new.digest,
    };
    let (title, draft) = roster_import::drafted(&app, &viewer, &slug, id).await?;
    let batch = batch::of_import(id);
    batch::start(&app, &viewer, &slug, (batch, &title), &draft, &decision).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/transcripts/{batch}"))];
    Ok((StatusCode::ACCEPTED, location, shown(&app, &viewer, &slug, batch).await?))
}

/// The transcripts that were started from imports, newest first; the latest fifty.
#[utoipa::path(get, path = "/issuers/{slug}/transcripts", tag = "transcripts", params(("slug" = String, Path)),
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "The batches", body = Vec<TranscriptBatch>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<AxumJson<Vec<TranscriptBatch>>, Problem> {
    let found = batch::list(&app, &viewer, &slug).await?;
    Ok(AxumJson(found.iter().map(|batch| told(batch, Vec::new())).collect()))
}

/// How far many transcripts are, and who was left out.
#[utoipa::path(get, path = "/issuers/{slug}/transcripts/{id}", tag = "transcripts",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "How far they are", body = TranscriptBatch),
))]
pub(super) async fn open(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, BatchId)>,
) -> Result<AxumJson<TranscriptBatch>, Problem> {
    shown(&app, &viewer, &slug, id).await
}

/// Approves, cancels, resumes or takes back many transcripts.
#[utoipa::path(post, path = "/issuers/{slug}/transcripts/{id}/steps", tag = "transcripts",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = TranscriptDo,
    security(("key" = ["enrol", "award"])), responses(
    (status = 200, description = "How far they are", body = TranscriptBatch),
    (status = 409, description = "They have come too far for that, or whoever asks has started them"),
))]
pub(super) async fn step(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, BatchId)>,
    Json(TranscriptDo { step }): Json<TranscriptDo>,
) -> Result<AxumJson<TranscriptBatch>, Problem> {
    let step = match step {
        TranscriptStep::Approve => Step::Approve,
        TranscriptStep::Cancel => Step::Cancel,
        TranscriptStep::Resume => Step::Resume,
        TranscriptStep::Undo => Step::Undo,
    };
    batch::step(&app, &viewer, &slug, id, step).await?;
    shown(&app, &viewer, &slug, id).await
}

/// Signs a transcript for one learner. The answer is the signed document, byte for byte.
#[utoipa::path(post, path = "/issuers/{slug}/learners/{id}/transcripts", tag = "transcripts",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = NewTranscript,
    security(("key" = ["enrol", "award"])), responses(
    (status = 201, description = "It is signed; `Location` is where it lives", body = serde_json::Value),
))]
pub(super) async fn make(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, LearnerId)>,
    Json(new): Json<NewTranscript>,
) -> Result<impl IntoResponse, Problem> {
    let mut entries = Vec::new();
    for (place, entry) in new.entries.into_iter().enumerate() {
        let achievement = entry.achievement.parse().map_err(|_| {
            let pointer = format!("/entries/{place}/achievement");
            let error = FieldProblem::new(pointer, "this institution has no such achievement");
            Problem::unprocessable("fields need another look", vec![error])
        })?;
        entries.push(hand::NewEntry { achievement, content: entry.content });
    }
    let new = hand::NewTranscript { partial: new.partial, legend: new.legend, entries, once: None };
    let issued = hand::make(&app, &viewer, &slug, id, new).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::LOCATION, app.config.public_url.join(&format!("/credentials/{}", issued.id))),
    ];
    Ok((StatusCode::CREATED, headers, issued.document))
}

pub(super) async fn shown(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: BatchId,
) -> Result<AxumJson<TranscriptBatch>, Problem> {
    let found = batch::show(app, viewer, slug, id).await?;
    let left = batch::left_out(app, viewer, slug, id, MOST_LEFT_OUT).await?.into_iter();
    let left = left.map(|one| asked(one.sourced_id, one.name, one.question.as_ref()));
    Ok(AxumJson(told(&found, left.collect())))
}

pub(super) fn asked(sourced_id: String, name: String, question: Option<&Question>) -> TranscriptQuestion {
    let question = question.map(|question| match question {
        Question::SamePerson { .. } => "same_person",
        Question::Twice => "twice",
        Question::Number => "number",
        Question::Course => "course",
        Question::SomebodyElse { .. } => "somebody_else",
    });
    TranscriptQuestion { sourced_id, name, question: question.map(str::to_owned) }
}

fn told(found: &Batch, left_outs: Vec<TranscriptQuestion>) -> TranscriptBatch {
    TranscriptBatch {
        id: found.id.to_string(),
        title: found.title.clone(),
        state: found.state.name().to_owned(),
        total: found.total,
        issued: found.issued,
        extended: found.extended,
        corrected: found.corrected,
        unchanged: found.unchanged,
        left_out: found.left_out,
        undone: found.undone,
        left_outs,
        created_at: rfc3339(found.created_at),
        release_at: found.release_at.map(rfc3339),
        ended_at: found.ended_at.map(rfc3339),
    }
}
