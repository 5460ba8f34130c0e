//! The two questions and their answers.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use web::{
    chrome::FieldError,
    pages::{GuardianAsked, GuardianInvited, guardian_asked, guardian_invited},
};

use crate::{
    flows::guardian::{self, GuardianError},
    id::GuardianId,
    problem::Problem,
    routes::{
        extract::{Form, Params},
        pages::{field_errors, notice::Notice, see_other},
        rfc3339,
        visit::Visit,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Accepting {
    name: String,
}

pub(super) async fn invited(visit: Visit, Params(id): Params<GuardianId>) -> Result<Response, Problem> {
    let html = invited_html(&visit, id, Accepting::default(), Vec::new()).await?;
    Ok(visit.page(html))
}

pub(super) async fn accept(
    visit: Visit,
    Params(id): Params<GuardianId>,
    Form(form): Form<Accepting>,
) -> Result<Response, Problem> {
    match guardian::accept(&visit.app, visit.viewer()?, id, &form.name).await {
        Ok(begun) => Ok(see_other("/wallet/guardian", answered(begun))),
        Err(GuardianError::Fields(fields)) => {
            let errors = field_errors(&fields, &[("/name", "name")]);
            let html = invited_html(&visit, id, form, errors).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn decline(visit: Visit, Params(id): Params<GuardianId>) -> Result<Response, Problem> {
    guardian::decline(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other("/wallet", Notice::GuardianRefused))
}

async fn invited_html(
    visit: &Visit,
    id: GuardianId,
    form: Accepting,
    errors: Vec<FieldError>,
) -> Result<String, Problem> {
    let found = guardian::invited(&visit.app, visit.viewer()?, id).await?;
    let data = GuardianInvited {
        id: id.to_string(),
        last_day: rfc3339(found.guardian.last_day()),
        institution: found.guardian.institution,
        learner: found.guardian.learner,
        email: found.guardian.email,
        nameless: found.nameless,
        name: form.name,
        errors,
    };
    Ok(guardian_invited(&visit.chrome(), &data))
}

pub(super) async fn asked(visit: Visit, Params(id): Params<GuardianId>) -> Result<Response, Problem> {
    let found = guardian::asked(&visit.app, visit.viewer()?, id).await?;
    let data = GuardianAsked {
        id: id.to_string(),
        last_day: rfc3339(found.last_day()),
        guardian: found.name,
        institution: found.institution,
    };
    Ok(visit.page(guardian_asked(&visit.chrome(), &data)))
}

pub(super) async fn agree(visit: Visit, Params(id): Params<GuardianId>) -> Result<Response, Problem> {
    let begun = guardian::agree(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other("/account", answered(begun)))
}

pub(super) async fn refuse(visit: Visit, Params(id): Params<GuardianId>) -> Result<Response, Problem> {
    guardian::refuse(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other("/account", Notice::GuardianRefused))
}

fn answered(begun: bool) -> Notice {
    if begun { Notice::GuardianBegun } else { Notice::GuardianAnswered }
}
