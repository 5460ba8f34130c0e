//! Classes, and who is in them.

use api::{Class, ClassAdded, ClassArchive, ClassFile, ClassMembers, List, NewClass, Teacher};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    credentials::described,
    learners,
    paging::{PageQuery, Paging},
};
use crate::{
    app::App,
    flows::{
        class::{self, ClassError},
        learner::LearnerError,
        session::Viewer,
    },
    id::{ClassId, LearnerId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

/// Learners that are added together, at most.
const MOST_TOGETHER: usize = 1_000;

type Where = (String, ClassId);

/// The classes of an institution, by name, those that were put away last. Of a person who teaches:
/// their own.
#[utoipa::path(get, path = "/issuers/{slug}/classes", tag = "classes", params(("slug" = String, Path), PageQuery),
    security(("key" = ["see"])), responses(
    (status = 200, description = "The classes", body = List<Class>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = class::list(&app, &viewer, &slug).await?;
    Ok(paging.answer(paging.part(all, |class| class.id.to_string())?, shown))
}

/// Makes a class. A teacher who makes one teaches it.
#[utoipa::path(post, path = "/issuers/{slug}/classes", tag = "classes", params(("slug" = String, Path)),
    request_body = NewClass, security(("key" = ["enrol"])), responses(
    (status = 201, description = "It is made; `Location` is where", body = ClassFile),
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(new): Json<NewClass>,
) -> Result<impl IntoResponse, Problem> {
    let id = class::make(&app, &viewer, &slug, &typed(new)?, "", &[].into()).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/classes/{id}"))];
    Ok((StatusCode::CREATED, location, file(&app, &viewer, &slug, id).await?))
}

/// A class with what is in it.
#[utoipa::path(get, path = "/issuers/{slug}/classes/{id}", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "The class", body = ClassFile),
))]
pub(super) async fn open(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<AxumJson<ClassFile>, Problem> {
    file(&app, &viewer, &slug, id).await
}

/// Writes down what is known of a class now. Who is in it stays.
#[utoipa::path(put, path = "/issuers/{slug}/classes/{id}", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = NewClass,
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "It is written down", body = ClassFile),
))]
pub(super) async fn update(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(new): Json<NewClass>,
) -> Result<AxumJson<ClassFile>, Problem> {
    class::edit(&app, &viewer, &slug, id, &typed(new)?).await?;
    file(&app, &viewer, &slug, id).await
}

/// Puts a class away, or takes it out again.
#[utoipa::path(post, path = "/issuers/{slug}/classes/{id}/archive", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = ClassArchive,
    security(("key" = ["enrol"])), responses(
    (status = 204, description = "It is"),
))]
pub(super) async fn archive(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(put): Json<ClassArchive>,
) -> Result<StatusCode, Problem> {
    class::archive(&app, &viewer, &slug, id, put.archived).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds learners to a class. Those who are in it already are passed over.
#[utoipa::path(post, path = "/issuers/{slug}/classes/{id}/learners", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = ClassMembers,
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "They are in it", body = ClassAdded),
))]
pub(super) async fn add(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(members): Json<ClassMembers>,
) -> Result<AxumJson<ClassAdded>, Problem> {
    if members.learners.len() > MOST_TOGETHER {
        let detail = format!("at most {MOST_TOGETHER} learners are added together");
        return Err(Problem::unprocessable(detail, Vec::new()));
    }
    let ids = members.learners.iter().map(|id| id.parse().map_err(|_| LearnerError::Unknown));
    let ids: Vec<LearnerId> = ids.collect::<Result<_, _>>()?;
    let added = class::add_known(&app, &viewer, &slug, id, &ids).await?;
    Ok(AxumJson(ClassAdded { added: u64::try_from(added).unwrap_or(u64::MAX) }))
}

/// Takes a learner out of a class. What they were awarded stays theirs.
#[utoipa::path(delete, path = "/issuers/{slug}/classes/{id}/learners/{learner}", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path), ("learner" = String, Path)),
    security(("key" = ["enrol"])), responses(
    (status = 204, description = "They are not in it"),
))]
pub(super) async fn remove(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id, learner)): Params<(String, ClassId, LearnerId)>,
) -> Result<StatusCode, Problem> {
    class::remove(&app, &viewer, &slug, id, learner).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who could teach a class: their accounts are what a class is told.
#[utoipa::path(get, path = "/issuers/{slug}/teachers", tag = "classes", params(("slug" = String, Path), PageQuery),
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "They", body = List<Teacher>),
))]
pub(super) async fn teachers(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = class::teachers(&app, &viewer, &slug).await?;
    Ok(paging.answer(paging.part(all, |teacher| teacher.account.to_string())?, teacher))
}

async fn file(app: &App, viewer: &Viewer, slug: &str, id: ClassId) -> Result<AxumJson<ClassFile>, Problem> {
    let found = class::open(app, viewer, slug, id).await?;
    Ok(AxumJson(ClassFile {
        class: shown(found.class),
        teachers: found.teachers.into_iter().map(teacher).collect(),
        learners: found.pupils.into_iter().map(learners::shown).collect(),
        credentials: found.awards.into_iter().map(described).collect(),
    }))
}

pub(super) fn shown(class: class::Class) -> Class {
    Class {
        id: class.id.to_string(),
        name: class.name,
        term: class.term,
        learners: class.pupils,
        archived_at: class.archived_at.map(rfc3339),
    }
}

fn teacher(teacher: class::Teacher) -> Teacher {
    Teacher { account: teacher.account.to_string(), name: teacher.name, email: teacher.email }
}

fn typed(new: NewClass) -> Result<class::NewClass, Problem> {
    let accounts = new.teachers.iter().enumerate().map(|(place, id)| {
        id.parse().map_err(|_| {
            let wrong = FieldProblem::new(format!("/teachers/{place}"), "nobody like this works here");
            ClassError::Fields(vec![wrong])
        })
    });
    let teachers = accounts.collect::<Result<_, _>>()?;
    Ok(class::NewClass { name: new.name, term: new.term, teachers })
}
