//! Whom an institution teaches.

use api::{Learner, LearnerFile, LearnerSearch, List, NewLearner};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    classes,
    credentials::described,
    paging::{PageQuery, Paging, bad_cursor},
};
use crate::{
    app::App,
    flows::{learner, session::Viewer},
    id::LearnerId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

type Where = (String, LearnerId);

/// The learners of an institution, in the order in which they were enrolled. Of a person who
/// teaches: those in their classes.
#[utoipa::path(get, path = "/issuers/{slug}/learners", tag = "learners", params(("slug" = String, Path), PageQuery),
    security(("key" = ["see"])), responses(
    (status = 200, description = "The learners", body = List<Learner>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    found(&app, &viewer, &slug, "", &paging).await
}

/// Learners by name, address or number, which are sent in the body, because addresses of requests
/// are kept in logs.
#[utoipa::path(post, path = "/issuers/{slug}/learners/search", tag = "learners",
    params(("slug" = String, Path), PageQuery), request_body = LearnerSearch, security(("key" = ["see"])), responses(
    (status = 200, description = "The learners", body = List<Learner>),
))]
pub(super) async fn search(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
    Json(search): Json<LearnerSearch>,
) -> Result<Response, Problem> {
    found(&app, &viewer, &slug, &search.words, &paging).await
}

async fn found(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    words: &str,
    paging: &Paging,
) -> Result<Response, Problem> {
    let after = paging.after.as_deref().map(|key| key.parse().map_err(|_| bad_cursor())).transpose()?;
    let learners = learner::enrolled_after(app, viewer, slug, words, after, paging.limit + 1).await?;
    Ok(paging.answer(paging.cut(learners, |learner| learner.id.to_string()), shown))
}

/// Enrols a learner.
#[utoipa::path(post, path = "/issuers/{slug}/learners", tag = "learners", params(("slug" = String, Path)),
    request_body = NewLearner, security(("key" = ["enrol"])), responses(
    (status = 201, description = "They are enrolled; `Location` is where", body = LearnerFile),
))]
pub(super) async fn enrol(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(new): Json<NewLearner>,
) -> Result<impl IntoResponse, Problem> {
    let id = learner::enrol(&app, &viewer, &slug, &typed(new)).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/learners/{id}"))];
    Ok((StatusCode::CREATED, location, file(&app, &viewer, &slug, id).await?))
}

/// What an institution knows of one learner.
#[utoipa::path(get, path = "/issuers/{slug}/learners/{id}", tag = "learners",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "The learner", body = LearnerFile),
))]
pub(super) async fn open(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<AxumJson<LearnerFile>, Problem> {
    file(&app, &viewer, &slug, id).await
}

/// Writes down what is known of a learner now. Whoever has left is `left`: what they were awarded
/// stays theirs.
#[utoipa::path(put, path = "/issuers/{slug}/learners/{id}", tag = "learners",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = NewLearner,
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "It is written down", body = LearnerFile),
))]
pub(super) async fn update(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(new): Json<NewLearner>,
) -> Result<AxumJson<LearnerFile>, Problem> {
    learner::edit(&app, &viewer, &slug, id, &typed(new)).await?;
    file(&app, &viewer, &slug, id).await
}

async fn file(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: LearnerId,
) -> Result<AxumJson<LearnerFile>, Problem> {
    let found = learner::open(app, viewer, slug, id).await?;
    Ok(AxumJson(LearnerFile {
        learner: shown(found.learner),
        classes: found.classes.into_iter().map(classes::shown).collect(),
        credentials: found.awards.into_iter().map(described).collect(),
    }))
}

pub(super) fn shown(learner: learner::Learner) -> Learner {
    Learner {
        id: learner.id.to_string(),
        name: learner.name,
        email: learner.email,
        number: learner.number,
        did: learner.did,
        left_at: learner.left_at.map(rfc3339),
    }
}

fn typed(new: NewLearner) -> learner::NewLearner {
    learner::NewLearner {
        name: new.name,
        email: new.email.unwrap_or_default(),
        number: new.number.unwrap_or_default(),
        left: new.left,
    }
}
