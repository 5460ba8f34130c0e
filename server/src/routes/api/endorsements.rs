//! Endorsements: those that an institution gives, and those that its achievements carry.

use api::{
    Endorsement, EndorsementDocument, EndorsementLook, EndorsementSubject, List, NewEndorsement,
    ReceivedEndorsement, Revocation,
};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::paging::{PageQuery, Paging};
use crate::{
    app::App,
    flows::endorse::{self, Given, Received},
    id::{AchievementId, EndorsementId, ReceivedEndorsementId},
    problem::Problem,
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

type Where = (String, AchievementId);

/// The endorsements that an institution has given, newest first.
#[utoipa::path(get, path = "/issuers/{slug}/endorsements", tag = "endorsements",
    params(("slug" = String, Path), PageQuery), security(("key" = ["see"])), responses(
    (status = 200, description = "The endorsements", body = List<Endorsement>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = endorse::list(&app, &viewer, &slug).await?;
    Ok(paging.answer(paging.part(all, |given| given.id.to_string())?, shown))
}

/// What can be endorsed of a document or a DID. Of a credential, which is verified first: itself,
/// what it awards, and who issued it.
#[utoipa::path(post, path = "/issuers/{slug}/endorsements/subjects", tag = "endorsements",
    params(("slug" = String, Path)), request_body = EndorsementLook, security(("key" = ["describe"])), responses(
    (status = 200, description = "The subjects", body = List<EndorsementSubject>),
))]
pub(super) async fn look(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(look): Json<EndorsementLook>,
) -> Result<AxumJson<List<EndorsementSubject>>, Problem> {
    let looked = endorse::look(&app, &viewer, &slug, &bytes(&look.about)).await?;
    let items = looked.subjects.into_iter().map(|subject| EndorsementSubject {
        kind: subject.kind.name().to_owned(),
        id: subject.id,
        name: subject.name,
    });
    Ok(AxumJson(List { items: items.collect(), next: None }))
}

/// Signs an endorsement of something that another institution awards, of who it is, or of one
/// credential.
#[utoipa::path(post, path = "/issuers/{slug}/endorsements", tag = "endorsements", params(("slug" = String, Path)),
    request_body = NewEndorsement, security(("key" = ["describe"])), responses(
    (status = 201, description = "It is signed, and this is it; `Location` is its address", body = Value),
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(new): Json<NewEndorsement>,
) -> Result<impl IntoResponse, Problem> {
    let about = bytes(&new.about);
    let id = endorse::endorse(&app, &viewer, &slug, &about, &new.subject, &new.comment).await?;
    let document = endorse::show(&app, id).await?.ok_or(endorse::EndorseError::Unknown)?;
    let headers = [
        (header::LOCATION, format!("/endorsements/{id}")),
        (header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    Ok((StatusCode::CREATED, headers, document))
}

/// Takes an endorsement back: its status list says so from now on.
#[utoipa::path(post, path = "/issuers/{slug}/endorsements/{id}/revoke", tag = "endorsements",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = Revocation,
    security(("key" = ["describe"])), responses(
    (status = 204, description = "It is revoked"),
))]
pub(super) async fn revoke(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, EndorsementId)>,
    Json(why): Json<Revocation>,
) -> Result<StatusCode, Problem> {
    endorse::revoke(&app, &viewer, &slug, id, &why.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What others say in favour of an achievement: it goes into what is awarded.
#[utoipa::path(get, path = "/issuers/{slug}/achievements/{id}/endorsements", tag = "endorsements",
    params(("slug" = String, Path), ("id" = String, Path), PageQuery), security(("key" = ["see"])), responses(
    (status = 200, description = "The endorsements", body = List<ReceivedEndorsement>),
))]
pub(super) async fn received(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = endorse::of_achievement(&app, &viewer, &slug, id).await?;
    let shown = |one: Received| ReceivedEndorsement {
        id: one.id.to_string(),
        endorser: one.endorser,
        comment: one.comment,
        received_at: rfc3339(one.at),
    };
    Ok(paging.answer(paging.part(all, |one| one.id.to_string())?, shown))
}

/// Takes an endorsement that somebody else has signed of an achievement.
#[utoipa::path(post, path = "/issuers/{slug}/achievements/{id}/endorsements", tag = "endorsements",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = EndorsementDocument,
    security(("key" = ["describe"])), responses(
    (status = 201, description = "It is taken", body = ReceivedEndorsement),
    (status = 409, description = "The achievement carries as many as it can"),
))]
pub(super) async fn accept(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(document): Json<EndorsementDocument>,
) -> Result<impl IntoResponse, Problem> {
    let taken = endorse::accept(&app, &viewer, &slug, id, &bytes(&document.endorsement)).await?;
    let all = endorse::of_achievement(&app, &viewer, &slug, id).await?;
    let one = all.into_iter().find(|one| one.id == taken).ok_or(endorse::ReceiveError::Unknown)?;
    let shown = ReceivedEndorsement {
        id: one.id.to_string(),
        endorser: one.endorser,
        comment: one.comment,
        received_at: rfc3339(one.at),
    };
    Ok((StatusCode::CREATED, AxumJson(shown)))
}

/// Carries an endorsement no longer. What was awarded with it keeps it.
#[utoipa::path(delete, path = "/issuers/{slug}/achievements/{id}/endorsements/{endorsement}",
    tag = "endorsements", params(("slug" = String, Path), ("id" = String, Path), ("endorsement" = String, Path)),
    security(("key" = ["describe"])), responses(
    (status = 204, description = "It is not carried"),
))]
pub(super) async fn remove(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id, endorsement)): Params<(String, AchievementId, ReceivedEndorsementId)>,
) -> Result<StatusCode, Problem> {
    endorse::remove(&app, &viewer, &slug, id, endorsement).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What somebody sent to be looked at: JSON as it came, or the text of a DID.
fn bytes(about: &Value) -> Vec<u8> {
    about.as_str().map_or_else(|| about.to_string().into_bytes(), |text| text.as_bytes().to_vec())
}

fn shown(given: Given) -> Endorsement {
    Endorsement {
        id: given.id.to_string(),
        kind: given.kind,
        subject: given.subject,
        name: given.name,
        comment: given.comment,
        signed_at: rfc3339(given.at),
        revoked_at: given.revoked_at.map(rfc3339),
    }
}
