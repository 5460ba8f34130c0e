//! Awarding and revoking, for an institution's staff.

use api::{Award, AwardedCredential, CredentialState, List, ProblemDetails, Revocation};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    app::App,
    flows::{
        issue::{self, Awarded, IssueError, Recipient, State as Standing},
        revoke,
    },
    id::CredentialId,
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

/// Credentials in one answer.
const LATEST: u32 = 1000;

/// What an institution has awarded, newest first, at most 1,000.
#[utoipa::path(get, path = "/issuers/{slug}/credentials", tag = "credentials", params(("slug" = String, Path)), responses(
    (status = 200, description = "The credentials", body = List<AwardedCredential>),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there", body = ProblemDetails),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<AxumJson<List<AwardedCredential>>, Problem> {
    let items = issue::awarded(&app, &viewer, &slug, None, LATEST).await?;
    Ok(AxumJson(List { items: items.into_iter().map(described).collect(), next: None }))
}

/// Awards an achievement. When the answer comes, the signed credential is on disk; the answer
/// is the credential itself, byte for byte.
#[utoipa::path(post, path = "/issuers/{slug}/credentials", tag = "credentials", params(("slug" = String, Path)),
    request_body = Award, responses(
    (status = 201, description = "It is awarded, and this is it; `Location` is its address", body = serde_json::Value),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there", body = ProblemDetails),
    (status = 404, description = "No such achievement of this institution", body = ProblemDetails),
    (status = 422, description = "Fields need another look", body = ProblemDetails),
))]
pub(super) async fn award(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(award): Json<Award>,
) -> Result<impl IntoResponse, Problem> {
    let valid_until = award.valid_until.map(|text| instant(&text)).transpose()?;
    let award = issue::Award {
        recipient: Recipient {
            name: award.recipient.name,
            email: Some(award.recipient.email),
            ..Recipient::default()
        },
        valid_until,
        ..issue::Award::of(award.achievement.parse().map_err(|_| IssueError::UnknownAchievement)?)
    };
    let issued = issue::award(&app, &viewer, &slug, award).await?;
    let headers = [
        (header::LOCATION, format!("/credentials/{}", issued.id)),
        (header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    Ok((StatusCode::CREATED, headers, issued.document))
}

/// Takes a credential back. When the answer comes, the signed status list says so.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/revoke", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = Revocation, responses(
    (status = 204, description = "It is revoked"),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there", body = ProblemDetails),
    (status = 404, description = "No such credential of this institution", body = ProblemDetails),
    (status = 409, description = "It was revoked before", body = ProblemDetails),
    (status = 422, description = "The reason is missing or too long", body = ProblemDetails),
))]
pub(super) async fn revoke(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, CredentialId)>,
    Json(revocation): Json<Revocation>,
) -> Result<StatusCode, Problem> {
    revoke::revoke(&app, &viewer, &slug, id, &revocation.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn instant(text: &str) -> Result<OffsetDateTime, Problem> {
    OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        let error = FieldProblem::new("/validUntil", "Write an instant such as 2027-05-03T12:00:00Z.");
        IssueError::Fields(vec![error]).into()
    })
}

fn described(awarded: Awarded) -> AwardedCredential {
    let (state, reason) = match awarded.state {
        Standing::Issued => (CredentialState::Issued, None),
        Standing::Suspended { reason, .. } => (CredentialState::Suspended, Some(reason)),
        Standing::Revoked { reason, .. } => (CredentialState::Revoked, Some(reason)),
    };
    AwardedCredential {
        id: awarded.id.to_string(),
        achievement: awarded.achievement.to_string(),
        recipient_name: awarded.recipient_name,
        recipient_email: awarded.recipient_email,
        awarded_at: rfc3339(awarded.awarded_at),
        state,
        claimed: awarded.claimed_at.is_some(),
        reason,
    }
}
