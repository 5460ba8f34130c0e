//! `/desk/{slug}/imports/{id}/plan` shows what an import would do to transcripts, `…/start` starts it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    chrome::FieldError,
    pages::{TranscriptChange, TranscriptPlan, TranscriptQuestion, transcript_plan},
    words::desk_transcripts as words,
};

use super::{achievements::end_of_day, desk::issuer_link, transcript_hand::sentence, transcripts::question};
use crate::{
    flows::{
        roster_import::{self, ImportError},
        session::Act,
        transcript::{
            Changed, Outcome, Question,
            batch::{self, BatchError, Decision, Plan},
        },
    },
    id::RosterImportId,
    problem::Problem,
    routes::{
        extract::{Fields, Params},
        visit::Visit,
    },
};

/// What an import would do.
pub(super) async fn plan(
    visit: Visit,
    Params((slug, id)): Params<(String, RosterImportId)>,
) -> Result<Response, Problem> {
    match planned(&visit, &slug, id, &Decision::default(), "", Vec::new()).await {
        Ok(html) => Ok(visit.page(html)),
        Err(Stopped::Used) => Ok(begun(&slug, id)),
        Err(Stopped::Problem(problem)) => Err(problem),
    }
}

/// Starts it.
pub(super) async fn start(
    visit: Visit,
    Params((slug, id)): Params<(String, RosterImportId)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let release = fields.first("release").unwrap_or_default();
    let mut decision = Decision {
        merged: fields.all("merge").map(str::to_owned).collect(),
        withdraw: fields.first("withdraw").is_some(),
        approval: fields.first("approval").is_some(),
        release_at: None,
        signed: None,
        seen: fields.first("seen").map(str::to_owned),
    };
    let again = async |decision: &Decision, field: &str, message: String| {
        let errors = vec![FieldError { field: field.to_owned(), message }];
        match planned(&visit, &slug, id, decision, release, errors).await {
            Ok(html) => Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html)),
            Err(Stopped::Used) => Ok(begun(&slug, id)),
            Err(Stopped::Problem(problem)) => Err(problem),
        }
    };
    match end_of_day(release) {
        Ok(day) => decision.release_at = day.map(|day| day.replace_time(time::Time::MIDNIGHT)),
        Err(problem) => return again(&decision, "release", problem.detail).await,
    }
    let (file, draft) = match roster_import::drafted(&visit.app, viewer, &slug, id).await {
        // Pressed twice, it was started once.
        Err(ImportError::Used) => return Ok(begun(&slug, id)),
        drafted => drafted?,
    };
    let batch = batch::of_import(id);
    match batch::start(&visit.app, viewer, &slug, (batch, &file), &draft, &decision).await {
        Ok(()) | Err(BatchError::State) => Ok(begun(&slug, id)),
        Err(err @ BatchError::Past) => again(&decision, "release", sentence(&err.to_string())).await,
        Err(err @ (BatchError::Nothing | BatchError::TakesBack | BatchError::Changed { .. })) => {
            again(&decision, "", sentence(&err.to_string())).await
        }
        Err(err) => Err(err.into()),
    }
}

/// To what was begun with an import.
fn begun(slug: &str, id: RosterImportId) -> Response {
    Redirect::to(&format!("/desk/{slug}/transcripts/{}", batch::of_import(id))).into_response()
}

/// Why there is no plan.
enum Stopped {
    /// It was started.
    Used,
    Problem(Problem),
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

async fn planned(
    visit: &Visit,
    slug: &str,
    id: RosterImportId,
    decision: &Decision,
    release: &str,
    errors: Vec<FieldError>,
) -> Result<String, Stopped> {
    let viewer = visit.viewer()?;
    let (file, draft) = match roster_import::drafted(&visit.app, viewer, slug, id).await {
        Err(ImportError::Used) => return Err(Stopped::Used),
        drafted => drafted.map_err(Problem::from)?,
    };
    let plan = batch::plan(&visit.app, viewer, slug, &draft).await.map_err(Problem::from)?;
    let started = match batch::show(&visit.app, viewer, slug, batch::of_import(id)).await {
        Ok(found) => (found.state != batch::State::Cancelled).then(|| found.id.to_string()),
        Err(BatchError::Unknown) => None,
        Err(err) => return Err(Problem::from(err).into()),
    };
    let of = |outcome| plan.outcomes.get(&outcome).copied().unwrap_or_default();
    let data = TranscriptPlan {
        issuer: issuer_link(viewer, slug, Act::Enrol)?,
        import: id.to_string(),
        started,
        file,
        new: of(Outcome::New),
        extended: of(Outcome::Extended),
        corrected: of(Outcome::Corrected),
        unchanged: of(Outcome::Unchanged),
        gone: plan.gone,
        added: plan.added,
        changed: plan.corrected,
        withdrawn: plan.withdrawn,
        standing: plan.standing,
        takes_back_much: plan.takes_back_much(),
        renamed: plan.renamed,
        without_letter: plan.without_letter,
        digest: plan.digest.clone(),
        questions: questions(&plan),
        changes: plan.changed.into_iter().map(change).collect(),
        merged: decision.merged.clone(),
        approval: decision.approval,
        withdraw: decision.withdraw,
        release: release.to_owned(),
        errors,
    };
    Ok(transcript_plan(&visit.chrome(), &data))
}

fn questions(plan: &Plan) -> Vec<TranscriptQuestion> {
    let one = |asked: &batch::Asked| TranscriptQuestion {
        sourced_id: asked.sourced_id.clone(),
        name: asked.name.clone(),
        text: question(Some(&asked.question)),
        mergeable: matches!(asked.question, Question::SamePerson { .. }),
    };
    plan.questions.iter().map(one).collect()
}

fn change(change: batch::Change) -> TranscriptChange {
    let said = |values: &[String]| match values {
        [] => words::no_result().to_owned(),
        values => values.join(", "),
    };
    let entry = |entry: Changed| {
        let what = match &entry.term {
            Some(term) => format!("{}, {term}", entry.course),
            None => entry.course,
        };
        let before = entry.before.as_deref().map_or_else(|| words::added().to_owned(), said);
        let after = entry.after.as_deref().map_or_else(|| words::withdrawn().to_owned(), said);
        [what, before, after]
    };
    let renamed = change.renamed.map(|before| [words::name().to_owned(), before, change.name.clone()]);
    let entries = renamed.into_iter().chain(change.entries.into_iter().map(entry)).collect();
    TranscriptChange { name: change.name, entries }
}
