//! `/desk/{slug}/endorsements…` and `/endorsements/{id}`: speaking in favour of others.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use web::{
    chrome::FieldError,
    pages::{
        EndorsementLine, EndorsementPage, Endorsements, NewEndorsement, RevokeEndorsement, endorsement_page,
        endorsements as list_page, new_endorsement, revoke_endorsement,
    },
};

use super::{desk::issuer_link, field_errors, notice::Notice, see_other, signed_media_type};
use crate::{
    flows::{
        achievement,
        endorse::{self, EndorseError, Given, ReceiveError},
        session::Act,
        verify,
    },
    id::{AchievementId, EndorsementId, ReceivedEndorsementId},
    problem::Problem,
    routes::{
        api::links,
        extract::{Form, Params},
        guard::wants_html,
        rfc3339,
        visit::Visit,
    },
};

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let given = endorse::list(&visit.app, viewer, &slug).await?;
    let issuer = issuer_link(viewer, &slug, Act::See)?;
    let data = Endorsements { issuer, given: given.iter().map(line).collect() };
    Ok(visit.page(list_page(&visit.chrome(), &data)))
}

fn line(given: &Given) -> EndorsementLine {
    EndorsementLine {
        id: given.id.to_string(),
        kind: given.kind.clone(),
        name: given.name.clone(),
        subject: given.subject.clone(),
        comment: given.comment.clone(),
        at: rfc3339(given.at),
        revoked_at: given.revoked_at.map(rfc3339),
    }
}

pub(super) async fn form(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let issuer = issuer_link(visit.viewer()?, &slug, Act::Describe)?;
    let data = NewEndorsement { issuer, ..NewEndorsement::default() };
    Ok(visit.page(new_endorsement(&visit.chrome(), &data)))
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    about: String,
    #[serde(default)]
    subject: String,
    comment: Option<String>,
}

/// First looks, then endorses: the second form has a comment.
pub(super) async fn create(
    visit: Visit,
    Params(slug): Params<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let mut data = NewEndorsement {
        issuer: issuer_link(viewer, &slug, Act::Describe)?,
        about: typed.about.clone(),
        subject: typed.subject.clone(),
        comment: typed.comment.clone().unwrap_or_default(),
        ..NewEndorsement::default()
    };
    let wrong = |data: &mut NewEndorsement, message: String| {
        data.errors.push(FieldError { field: "about".to_owned(), message });
    };
    let about = match document(&visit, &typed.about).await {
        Ok(about) => about,
        Err(problem) => {
            wrong(&mut data, problem.detail().to_owned());
            let page = new_endorsement(&visit.chrome(), &data);
            return Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    };
    let mut status = StatusCode::OK;
    if let Some(comment) = &typed.comment {
        match endorse::endorse(&visit.app, viewer, &slug, &about, &typed.subject, comment).await {
            Ok(_) => return Ok(see_other(&format!("/desk/{slug}/endorsements"), Notice::Endorsed)),
            Err(EndorseError::Fields(fields)) => {
                data.errors = field_errors(&fields, &[("/subject", "subject"), ("/comment", "comment")]);
                status = StatusCode::UNPROCESSABLE_ENTITY;
            }
            Err(EndorseError::Nothing | EndorseError::NotGood(_)) => {}
            Err(err) => return Err(err.into()),
        }
    }
    match endorse::look(&visit.app, viewer, &slug, &about).await {
        Ok(looked) => {
            let subjects = looked.subjects.into_iter();
            data.subjects = subjects.map(|one| (one.kind.name().to_owned(), one.id, one.name)).collect();
            data.report = looked.report;
        }
        Err(err @ (EndorseError::Nothing | EndorseError::NotGood(_))) => {
            wrong(&mut data, err.to_string());
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Err(err) => return Err(err.into()),
    }
    Ok(visit.page_with(status, new_endorsement(&visit.chrome(), &data)))
}

/// What was pasted, or what is at the address that was typed: of an achievement of this service its
/// public part.
async fn document(visit: &Visit, about: &str) -> Result<Vec<u8>, Problem> {
    let about = about.trim();
    if !about.starts_with("https://") && !about.starts_with("http://") {
        return Ok(about.as_bytes().to_vec());
    }
    let own = visit.app.config.public_url.path_of(about);
    let Some(id) = own.and_then(|path| path.strip_prefix("/achievements/")?.parse().ok()) else {
        return links::open(&visit.app, Some(visit.viewer()?), about).await;
    };
    let found = achievement::show(&visit.app, id, None).await?;
    let found = found.ok_or_else(|| Problem::not_found("there is no such achievement"))?;
    let object = json!({ "type": ["Achievement"], "id": about, "name": found.content.name });
    Ok(object.to_string().into_bytes())
}

#[derive(Default, Deserialize)]
pub(super) struct Reason {
    #[serde(default)]
    reason: String,
}

pub(super) async fn ask_to_revoke(
    visit: Visit,
    Params((slug, id)): Params<(String, EndorsementId)>,
) -> Result<Response, Problem> {
    let data = question(&visit, &slug, id).await?;
    Ok(visit.page(revoke_endorsement(&visit.chrome(), &data)))
}

pub(super) async fn revoke(
    visit: Visit,
    Params((slug, id)): Params<(String, EndorsementId)>,
    Form(form): Form<Reason>,
) -> Result<Response, Problem> {
    match endorse::revoke(&visit.app, visit.viewer()?, &slug, id, &form.reason).await {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/endorsements"), Notice::EndorsementRevoked)),
        Err(EndorseError::Fields(fields)) => {
            let errors = field_errors(&fields, &[("/reason", "reason")]);
            let data =
                RevokeEndorsement { reason: form.reason, errors, ..question(&visit, &slug, id).await? };
            let page = revoke_endorsement(&visit.chrome(), &data);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(err) => Err(err.into()),
    }
}

async fn question(visit: &Visit, slug: &str, id: EndorsementId) -> Result<RevokeEndorsement, Problem> {
    let viewer = visit.viewer()?;
    let issuer = issuer_link(viewer, slug, Act::Describe)?;
    let given = endorse::list(&visit.app, viewer, slug).await?;
    let found = given.iter().find(|one| one.id == id && one.revoked_at.is_none());
    let line = line(found.ok_or(EndorseError::Unknown)?);
    Ok(RevokeEndorsement { issuer, line, ..RevokeEndorsement::default() })
}

/// The signed document, for everybody.
/// An endorsement: a page for people, the signed document for programs.
pub(super) async fn show(
    visit: Visit,
    Params(id): Params<EndorsementId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let document = endorse::show(&visit.app, id).await?;
    let document = document.ok_or_else(|| Problem::not_found("there is no such endorsement"))?;
    if wants_html(&headers) {
        let report = verify::verify(&visit.app, document.as_bytes()).await?;
        let html = endorsement_page(&visit.chrome(), &EndorsementPage { report, document });
        let vary = [(header::VARY, HeaderValue::from_static("accept"))];
        return Ok((vary, visit.page(html)).into_response());
    }
    let media_type = HeaderValue::from_static(signed_media_type(&headers));
    Ok(([(header::CONTENT_TYPE, media_type), (header::VARY, HeaderValue::from_static("accept"))], document)
        .into_response())
}

#[derive(Deserialize)]
pub(super) struct Pasted {
    #[serde(default)]
    endorsement: String,
}

/// Takes what somebody else says in favour of an achievement.
pub(super) async fn accept(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
    Form(form): Form<Pasted>,
) -> Result<Response, Problem> {
    match endorse::accept(&visit.app, visit.viewer()?, &slug, id, form.endorsement.as_bytes()).await {
        Ok(_) => Ok(see_other(&format!("/desk/{slug}/achievements/{id}"), Notice::EndorsementAccepted)),
        Err(
            err @ (ReceiveError::Unreadable
            | ReceiveError::NotOne
            | ReceiveError::Strayed
            | ReceiveError::NotGood(_)
            | ReceiveError::TooMany),
        ) => super::achievements::with_endorsement_problem(&visit, &slug, id, err.to_string()).await,
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn remove(
    visit: Visit,
    Params((slug, id, endorsement)): Params<(String, AchievementId, ReceivedEndorsementId)>,
) -> Result<Response, Problem> {
    endorse::remove(&visit.app, visit.viewer()?, &slug, id, endorsement).await?;
    Ok(see_other(&format!("/desk/{slug}/achievements/{id}"), Notice::Removed))
}
