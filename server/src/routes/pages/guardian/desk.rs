//! `/desk/{slug}/learners/{id}/guardians`: inviting guardians, saying until when, ending it.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use time::{Date, macros::format_description};
use web::{
    chrome::FieldError,
    pages::{EndGuardian, GuardianLine, LearnerGuardians, end_guardian, learner_guardians as page},
};

use crate::{
    flows::{
        guardian::{self, Guardian, GuardianError, Stage},
        session::Act,
    },
    id::{GuardianId, LearnerId},
    problem::Problem,
    routes::{
        extract::{Form, Params},
        pages::{desk::issuer_link, field_errors, first_problem, notice::Notice, see_other},
        rfc3339,
        visit::Visit,
    },
};

type Where = (String, LearnerId, GuardianId);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Inviting {
    email: String,
    day: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Moving {
    day: String,
}

pub(super) async fn list(
    visit: Visit,
    Params((slug, learner)): Params<(String, LearnerId)>,
) -> Result<Response, Problem> {
    filled(&visit, &slug, learner, StatusCode::OK, LearnerGuardians::default()).await
}

async fn filled(
    visit: &Visit,
    slug: &str,
    learner: LearnerId,
    status: StatusCode,
    typed: LearnerGuardians,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let (name, guardians) = guardian::list(&visit.app, viewer, slug, learner).await?;
    let data = LearnerGuardians {
        issuer: issuer_link(viewer, slug, Act::Enrol)?,
        learner: learner.to_string(),
        name,
        guardians: guardians.into_iter().map(line).collect(),
        ..typed
    };
    Ok(visit.page_with(status, page(&visit.chrome(), &data)))
}

fn line(guardian: Guardian) -> GuardianLine {
    GuardianLine {
        id: guardian.id.to_string(),
        stage: stage(guardian.stage).to_owned(),
        invited_at: rfc3339(guardian.invited_at),
        since: guardian.since.map(rfc3339),
        last_day: rfc3339(guardian.last_day()),
        name: guardian.name,
        email: guardian.email,
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Invited => "invited",
        Stage::Stale => "stale",
        Stage::Accepted => "accepted",
        Stage::InForce => "in-force",
        Stage::RanOut => "ran-out",
        Stage::Ended => "ended",
        Stage::Left => "left",
        Stage::Refused => "refused",
    }
}

pub(super) async fn invite(
    visit: Visit,
    Params((slug, learner)): Params<(String, LearnerId)>,
    Form(form): Form<Inviting>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let new = (form.email.as_str(), day(&form.day));
    let errors = match guardian::invite(&visit.app, viewer, &slug, learner, new).await {
        Ok(()) => return Ok(see_other(&path(&slug, learner), Notice::GuardianInvited)),
        Err(GuardianError::Fields(fields)) => field_errors(&fields, &[("/email", "email"), ("/day", "day")]),
        Err(err @ GuardianError::TooSoon) => {
            vec![FieldError { field: "email".to_owned(), message: err.to_string() }]
        }
        Err(err) => return Err(err.into()),
    };
    let typed = LearnerGuardians { email: form.email, day: form.day, errors, ..LearnerGuardians::default() };
    filled(&visit, &slug, learner, StatusCode::UNPROCESSABLE_ENTITY, typed).await
}

pub(super) async fn resend(
    visit: Visit,
    Params((slug, learner, id)): Params<Where>,
) -> Result<Response, Problem> {
    guardian::resend(&visit.app, visit.viewer()?, &slug, learner, id).await?;
    Ok(see_other(&path(&slug, learner), Notice::GuardianInvitedAgain))
}

pub(super) async fn withdraw(
    visit: Visit,
    Params((slug, learner, id)): Params<Where>,
) -> Result<Response, Problem> {
    guardian::withdraw(&visit.app, visit.viewer()?, &slug, learner, id).await?;
    Ok(see_other(&path(&slug, learner), Notice::GuardianWithdrawn))
}

pub(super) async fn move_end(
    visit: Visit,
    Params((slug, learner, id)): Params<Where>,
    Form(form): Form<Moving>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    // Whoever it is not theirs to do is told so before what is wrong with the day.
    guardian::one(&visit.app, viewer, &slug, learner, id).await?;
    match guardian::move_end(&visit.app, viewer, &slug, (learner, id), day(&form.day)).await {
        Ok(()) => Ok(see_other(&path(&slug, learner), Notice::GuardianMoved)),
        Err(GuardianError::Fields(fields)) => {
            let moving = (id.to_string(), form.day, first_problem(&fields).unwrap_or_default());
            let typed = LearnerGuardians { moving: Some(moving), ..LearnerGuardians::default() };
            filled(&visit, &slug, learner, StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn ask_to_end(
    visit: Visit,
    Params((slug, learner, id)): Params<Where>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let found = guardian::one(&visit.app, viewer, &slug, learner, id).await?;
    if !matches!(found.stage, Stage::Accepted | Stage::InForce) {
        return Err(GuardianError::Unknown.into());
    }
    let data = EndGuardian {
        issuer: issuer_link(viewer, &slug, Act::Enrol)?,
        learner: learner.to_string(),
        name: found.learner,
        guardian: id.to_string(),
        guardian_name: found.name,
    };
    Ok(visit.page(end_guardian(&visit.chrome(), &data)))
}

pub(super) async fn end(
    visit: Visit,
    Params((slug, learner, id)): Params<Where>,
) -> Result<Response, Problem> {
    guardian::end(&visit.app, visit.viewer()?, &slug, learner, id).await?;
    Ok(see_other(&path(&slug, learner), Notice::GuardianEnded))
}

fn day(typed: &str) -> Option<Date> {
    Date::parse(typed.trim(), format_description!("[year]-[month]-[day]")).ok()
}

fn path(slug: &str, learner: LearnerId) -> String {
    format!("/desk/{slug}/learners/{learner}/guardians")
}
