//! `/desk/{slug}/learners…`: whom an institution teaches.
//!
//! A search is posted: names do not belong into addresses.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use web::pages::{
    LearnerForm, LearnerPage, Learners, PupilLine, learner_form, learner_page, learners as learners_page,
};

use super::{
    classes::class_line,
    desk::{award_line, issuer_link},
    field_errors,
    notice::Notice,
    see_other,
};
use crate::{
    flows::{
        learner::{self, Learner, LearnerError, NewLearner},
        session::{Act, NotAllowed},
    },
    id::LearnerId,
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Form, Params},
        visit::Visit,
    },
};

/// Learners on a page.
const ON_A_PAGE: u32 = 100;

#[derive(Default, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    search: String,
    #[serde(default)]
    page: Option<u32>,
}

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    found(&visit, &slug, Search::default()).await
}

pub(super) async fn search(
    visit: Visit,
    Params(slug): Params<String>,
    Form(search): Form<Search>,
) -> Result<Response, Problem> {
    found(&visit, &slug, search).await
}

async fn found(visit: &Visit, slug: &str, search: Search) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let page = search.page.unwrap_or(1).clamp(1, 100_000);
    let window = ((page - 1) * ON_A_PAGE, ON_A_PAGE);
    let found = learner::list(&visit.app, viewer, slug, &search.search, window).await?;
    let data = Learners {
        issuer: issuer_link(viewer, slug, Act::See)?,
        search: search.search,
        learners: found.learners.iter().map(pupil_line).collect(),
        page,
        more: found.more,
    };
    Ok(visit.page(learners_page(&visit.chrome(), &data)))
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let file = learner::open(&visit.app, viewer, &slug, id).await?;
    let data = LearnerPage {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        learner: pupil_line(&file.learner),
        classes: file.classes.iter().map(class_line).collect(),
        awards: file.awards.iter().map(|award| award_line(&visit, award)).collect(),
        keeps: file.keeps,
        sees_disclosures: viewer.at(&slug, Act::See)?.sees_all(),
    };
    Ok(visit.page(learner_page(&visit.chrome(), &data)))
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    left: String,
}

impl From<&Typed> for NewLearner {
    fn from(typed: &Typed) -> Self {
        Self {
            name: typed.name.clone(),
            email: typed.email.clone(),
            number: typed.number.clone(),
            left: !typed.left.is_empty(),
        }
    }
}

pub(super) async fn form(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let issuer = issuer_link(visit.viewer()?, &slug, Act::Enrol)?;
    Ok(visit.page(learner_form(&visit.chrome(), &LearnerForm { issuer, ..LearnerForm::default() })))
}

pub(super) async fn enrol(
    visit: Visit,
    Params(slug): Params<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match learner::enrol(&visit.app, visit.viewer()?, &slug, &(&typed).into()).await {
        Ok(id) => Ok(see_other(&format!("/desk/{slug}/learners/{id}"), Notice::LearnerSaved)),
        Err(LearnerError::Fields(fields)) => again(&visit, &slug, None, typed, &fields),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn edit_form(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let file = learner::open(&visit.app, viewer, &slug, id).await?;
    if !file.keeps {
        return Err(NotAllowed::Role.into());
    }
    let data = LearnerForm {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        id: Some(id.to_string()),
        name: file.learner.name,
        email: file.learner.email.unwrap_or_default(),
        number: file.learner.number.unwrap_or_default(),
        left: file.learner.left_at.is_some(),
        errors: Vec::new(),
    };
    Ok(visit.page(learner_form(&visit.chrome(), &data)))
}

pub(super) async fn edit(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match learner::edit(&visit.app, visit.viewer()?, &slug, id, &(&typed).into()).await {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/learners/{id}"), Notice::LearnerSaved)),
        Err(LearnerError::Fields(fields)) => again(&visit, &slug, Some(id), typed, &fields),
        Err(err) => Err(err.into()),
    }
}

fn again(
    visit: &Visit,
    slug: &str,
    id: Option<LearnerId>,
    typed: Typed,
    fields: &[FieldProblem],
) -> Result<Response, Problem> {
    let names = [("/name", "name"), ("/email", "email"), ("/number", "number")];
    let data = LearnerForm {
        issuer: issuer_link(visit.viewer()?, slug, Act::See)?,
        id: id.map(|id| id.to_string()),
        name: typed.name,
        email: typed.email,
        number: typed.number,
        left: !typed.left.is_empty(),
        errors: field_errors(fields, &names),
    };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, learner_form(&visit.chrome(), &data)))
}

/// A learner as lists show them.
pub(super) fn pupil_line(learner: &Learner) -> PupilLine {
    PupilLine {
        id: learner.id.to_string(),
        name: learner.name.clone(),
        email: learner.email.clone(),
        number: learner.number.clone(),
        left: learner.left_at.is_some(),
    }
}
