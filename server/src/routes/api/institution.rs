//! An institution itself. Programs may look; to change its profile or its picture, and to look at
//! its staff, one has to be an owner who is signed in.

use api::{Invitation, LetterWords, List, Profile, SigningKey, Staff, StaffMember};
use axum::{Json as AxumJson, body::Bytes, extract::State, http::StatusCode, response::Response};

use super::paging::{PageQuery, Paging};
use crate::{
    app::App,
    flows::{
        issuer::{self, Key, KeyState, Picture},
        outbox::OwnWords,
        session::Act,
        staff,
    },
    problem::Problem,
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

/// What an institution says of itself.
#[utoipa::path(get, path = "/issuers/{slug}/profile", tag = "institution", params(("slug" = String, Path)),
    security(("key" = ["see"])), responses(
    (status = 200, description = "The profile", body = Profile),
))]
pub(super) async fn profile(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<AxumJson<Profile>, Problem> {
    Ok(AxumJson(shown(issuer::profile(&app, &viewer, &slug).await?)))
}

/// Changes what an institution says of itself, for all that it issues from now on. Its picture stays.
/// No key may: an owner has to be signed in.
#[utoipa::path(put, path = "/issuers/{slug}/profile", tag = "institution", params(("slug" = String, Path)),
    request_body = Profile, security(("session" = [])), responses(
    (status = 200, description = "It is changed", body = Profile),
))]
pub(super) async fn update_profile(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(profile): Json<Profile>,
) -> Result<AxumJson<Profile>, Problem> {
    let typed = issuer::Profile {
        name: profile.name,
        description: profile.description,
        url: profile.url,
        email: profile.email,
        phone: profile.phone,
        address: profile.address,
        identifiers: profile.other_identifier,
        language: profile.language,
        letter: OwnWords { award: profile.letter.award, signature: profile.letter.signature },
        refreshable: profile.refreshable,
        shows_student_id: profile.shows_student_id,
        guardian_approval: profile.guardian_approval,
        reminder_days: profile.reminder_days,
        pictured: false,
    };
    issuer::update(&app, &viewer, &slug, typed, Picture::Keep).await?;
    Ok(AxumJson(shown(issuer::profile(&app, &viewer, &slug).await?)))
}

/// Gives an institution another picture: a PNG or SVG; an empty body takes it away. It is public at
/// `/issuers/{slug}/image`. No key may: an owner has to be signed in.
#[utoipa::path(put, path = "/issuers/{slug}/profile/image", tag = "institution", params(("slug" = String, Path)),
    request_body(content = Vec<u8>, content_type = "image/*"), security(("session" = [])), responses(
    (status = 204, description = "It is changed"),
))]
pub(super) async fn put_image(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    bytes: Bytes,
) -> Result<StatusCode, Problem> {
    viewer.at(&slug, Act::Govern)?;
    let picture = if bytes.is_empty() { Picture::Remove } else { Picture::Replace(bytes.to_vec()) };
    let profile = issuer::profile(&app, &viewer, &slug).await?;
    issuer::update(&app, &viewer, &slug, profile, picture).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who works at an institution's desk, and who is asked to. No key may look: an owner has to be
/// signed in. They are invited, changed and removed at the desk.
#[utoipa::path(get, path = "/issuers/{slug}/staff", tag = "institution", params(("slug" = String, Path)),
    security(("session" = [])), responses(
    (status = 200, description = "They", body = Staff),
))]
pub(super) async fn staff(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<AxumJson<Staff>, Problem> {
    let found = staff::list(&app, &viewer, &slug).await?;
    let members = found.members.into_iter().map(|member| StaffMember {
        account: member.account.to_string(),
        name: member.name,
        email: member.email,
        role: member.role.name().to_owned(),
        since: rfc3339(member.since),
    });
    let invitations = found.invited.into_iter().map(|invited| Invitation {
        id: invited.id.to_string(),
        email: invited.email,
        role: invited.role.name().to_owned(),
        sent_at: rfc3339(invited.sent_at),
        expires_at: rfc3339(invited.expires_at),
    });
    Ok(AxumJson(Staff { members: members.collect(), invitations: invitations.collect() }))
}

/// The keys with which an institution signs and signed, the newest first. They are replaced and
/// reported as stolen at the desk.
#[utoipa::path(get, path = "/issuers/{slug}/keys", tag = "institution", params(("slug" = String, Path), PageQuery),
    security(("key" = ["see"])), responses(
    (status = 200, description = "The keys", body = List<SigningKey>),
))]
pub(super) async fn keys(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = issuer::show_keys(&app, viewer.at(&slug, Act::See)?.issuer).await?;
    let shown = |key: Key| {
        let (retired_at, revoked_at) = match key.state {
            KeyState::Current => (None, None),
            KeyState::Retired { at } => (Some(at), None),
            KeyState::Stolen { at, .. } => (None, Some(at)),
        };
        SigningKey {
            id: key.id.to_string(),
            did: key.did,
            method: key.method,
            created_at: rfc3339(key.created_at),
            retired_at: retired_at.map(rfc3339),
            revoked_at: revoked_at.map(rfc3339),
        }
    };
    Ok(paging.answer(paging.part(all, |key| key.id.to_string())?, shown))
}

fn shown(profile: issuer::Profile) -> Profile {
    Profile {
        name: profile.name,
        description: profile.description,
        url: profile.url,
        email: profile.email,
        phone: profile.phone,
        address: profile.address,
        other_identifier: profile.identifiers,
        language: profile.language,
        letter: LetterWords { award: profile.letter.award, signature: profile.letter.signature },
        refreshable: profile.refreshable,
        shows_student_id: profile.shows_student_id,
        guardian_approval: profile.guardian_approval,
        reminder_days: profile.reminder_days,
    }
}
