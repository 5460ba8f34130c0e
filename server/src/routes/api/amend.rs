//! What is done about a credential that was awarded: taking back, suspending, correcting.

use api::{Correction, CredentialPlace, Readdress, Release, Revocation, Revocations, SeenAs};
use axum::{Json as AxumJson, extract::State, http::StatusCode};

use super::credentials::instant;
use crate::{
    app::App,
    flows::{
        claim::amend,
        correct,
        revoke::{self, RevokeError},
        suspend,
    },
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        visit::Caller,
    },
};

/// Credentials that are taken back together, at most.
pub(super) const MOST_TOGETHER: usize = 500;

type Where = (String, CredentialId);

/// Takes a credential back. When the answer comes, the signed status list says so; it cannot be
/// undone. What a program or a teacher awarded itself needs `award` alone.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/revoke", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = Revocation,
    security(("key" = ["revoke"])), responses(
    (status = 204, description = "It is revoked"),
    (status = 409, description = "It was revoked before"),
))]
pub(super) async fn revoke(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(revocation): Json<Revocation>,
) -> Result<StatusCode, Problem> {
    revoke::revoke(&app, &viewer, &slug, id, &revocation.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes many credentials back: all of them or, where one cannot be, none.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/revoke", tag = "credentials",
    params(("slug" = String, Path)), request_body = Revocations, security(("key" = ["revoke"])), responses(
    (status = 204, description = "They are revoked"),
    (status = 404, description = "One of them is no credential of this institution"),
    (status = 409, description = "One of them was revoked before"),
))]
pub(super) async fn revoke_many(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(revocations): Json<Revocations>,
) -> Result<StatusCode, Problem> {
    if !(1..=MOST_TOGETHER).contains(&revocations.credentials.len()) {
        let detail = format!("1 to {MOST_TOGETHER} credentials are revoked together");
        return Err(Problem::unprocessable(detail, Vec::new()));
    }
    let ids = revocations.credentials.iter().map(|id| id.parse().map_err(|_| RevokeError::Unknown));
    let ids: Vec<_> = ids.collect::<Result<_, _>>()?;
    revoke::revoke_all(&app, &viewer, &slug, &ids, &revocations.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that a credential is not good for now. Its achievement must have chosen that when it was
/// issued.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/suspend", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = Revocation,
    security(("key" = ["revoke"])), responses(
    (status = 204, description = "It is suspended"),
    (status = 409, description = "It cannot be suspended, is, or was revoked"),
))]
pub(super) async fn suspend(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(why): Json<Revocation>,
) -> Result<StatusCode, Problem> {
    suspend::suspend(&app, &viewer, &slug, id, &why.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that a suspended credential is good again.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/resume", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["revoke"])), responses(
    (status = 204, description = "It is good again"),
    (status = 409, description = "It is not suspended, or was revoked"),
))]
pub(super) async fn resume(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<StatusCode, Problem> {
    suspend::resume(&app, &viewer, &slug, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces a credential by an edition that is right, under the same id. When the answer comes, the
/// status list says that the earlier one does not count; the answer is the new one, byte for byte.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/correct", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = Correction,
    security(("key" = ["revoke"])), responses(
    (status = 200, description = "It is corrected, and this is it", body = serde_json::Value),
    (status = 409, description = "It was revoked"),
))]
pub(super) async fn correct(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(right): Json<Correction>,
) -> Result<impl axum::response::IntoResponse, Problem> {
    let until = right.valid_until.map(|text| instant(&text, "/validUntil")).transpose()?;
    let typed = correct::Correction {
        name: right.name,
        email: right.email,
        content: right.content,
        valid_until: if right.for_ever { Some(None) } else { until.map(Some) },
        reason: right.reason,
        answers: None,
    };
    let issued = correct::correct(&app, &viewer, &slug, id, typed).await?;
    Ok(([(axum::http::header::CONTENT_TYPE, "application/json")], issued.document))
}

/// Sends a credential to another address. Where nobody has claimed it, a corrected edition waits
/// there. Where somebody has, it is issued once more, which needs a look at who they are, and the
/// wallet that has it is left alone.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/address", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = Readdress,
    security(("key" = ["revoke"])), responses(
    (status = 200, description = "It waits there", body = CredentialPlace),
    (status = 409, description = "It was revoked"),
))]
pub(super) async fn readdress(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(there): Json<Readdress>,
) -> Result<AxumJson<CredentialPlace>, Problem> {
    let seen = there.seen.map(|seen| match seen {
        SeenAs::Passport => amend::SeenAs::Passport,
        SeenAs::IdentityCard => amend::SeenAs::IdentityCard,
        SeenAs::DrivingLicence => amend::SeenAs::DrivingLicence,
        SeenAs::StudentCard => amend::SeenAs::StudentCard,
        SeenAs::InPerson => amend::SeenAs::InPerson,
        SeenAs::Other => amend::SeenAs::Other,
    });
    let typed = amend::Readdress { email: there.email, seen, note: there.note };
    let id = amend::readdress(&app, &viewer, &slug, id, typed).await?;
    Ok(AxumJson(CredentialPlace { id: id.to_string() }))
}

/// Takes a credential back from whoever has claimed it wrongly, and issues it anew to whom it
/// belongs.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/release", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = Release,
    security(("key" = ["revoke"])), responses(
    (status = 200, description = "It waits there under another id", body = CredentialPlace),
    (status = 409, description = "Nobody has claimed it, or it was revoked"),
))]
pub(super) async fn release(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(right): Json<Release>,
) -> Result<AxumJson<CredentialPlace>, Problem> {
    let typed = amend::Release { email: right.email, reason: right.reason };
    let id = amend::release(&app, &viewer, &slug, id, typed).await?;
    Ok(AxumJson(CredentialPlace { id: id.to_string() }))
}
