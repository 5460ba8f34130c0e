//! Achievements on their way: drafts of versions, their pictures, publishing and retiring.

use api::{AchievementDraft, AchievementFile};
use axum::{
    Json as AxumJson,
    body::Bytes,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::achievements::file;
use crate::{
    app::App,
    flows::{
        achievement::{self, NewAchievement, Picture},
        session::Viewer,
    },
    id::AchievementId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        visit::Caller,
    },
};

type Where = (String, AchievementId);

/// Makes an achievement that is a draft. Nobody is awarded it before it is published; its picture is
/// drawn, until one is sent.
#[utoipa::path(post, path = "/issuers/{slug}/achievements/drafts", tag = "achievements",
    params(("slug" = String, Path)), request_body = AchievementDraft, security(("key" = ["describe"])), responses(
    (status = 201, description = "It is kept; `Location` is where", body = AchievementFile),
))]
pub(super) async fn draft(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(draft): Json<AchievementDraft>,
) -> Result<impl IntoResponse, Problem> {
    let id = achievement::write(&app, &viewer, &slug, None, new(draft, Picture::Drawn)).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/achievements/{id}"))];
    Ok((StatusCode::CREATED, location, shown(&app, &viewer, &slug, id).await?))
}

/// What is being written of an achievement, or what stands where nothing is.
#[utoipa::path(get, path = "/issuers/{slug}/achievements/{id}/draft", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "What it says", body = AchievementDraft),
))]
pub(super) async fn open_draft(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<AxumJson<AchievementDraft>, Problem> {
    let editing = achievement::edit(&app, &viewer, &slug, id).await?;
    Ok(AxumJson(of(editing.achievement)))
}

/// Writes the draft of an achievement's next version. What is awarded stays as it is until that is
/// published; the picture stays.
#[utoipa::path(put, path = "/issuers/{slug}/achievements/{id}/draft", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = AchievementDraft,
    security(("key" = ["describe"])), responses(
    (status = 200, description = "It is kept", body = AchievementFile),
    (status = 409, description = "The achievement is retired"),
))]
pub(super) async fn update_draft(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(draft): Json<AchievementDraft>,
) -> Result<AxumJson<AchievementFile>, Problem> {
    achievement::write(&app, &viewer, &slug, Some(id), new(draft, Picture::Kept)).await?;
    shown(&app, &viewer, &slug, id).await
}

/// Drops the draft. An achievement that was never published goes with it.
#[utoipa::path(delete, path = "/issuers/{slug}/achievements/{id}/draft", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["describe"])), responses(
    (status = 204, description = "It is dropped"),
    (status = 409, description = "Nothing is being written"),
))]
pub(super) async fn discard_draft(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<StatusCode, Problem> {
    achievement::discard(&app, &viewer, &slug, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Publishes the draft: it is what is awarded from now on.
#[utoipa::path(post, path = "/issuers/{slug}/achievements/{id}/publish", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["describe"])), responses(
    (status = 200, description = "It is published", body = AchievementFile),
    (status = 409, description = "Nothing is being written"),
))]
pub(super) async fn publish(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<AxumJson<AchievementFile>, Problem> {
    achievement::publish(&app, &viewer, &slug, id).await?;
    shown(&app, &viewer, &slug, id).await
}

/// Ends the awarding of an achievement. What was awarded stays good.
#[utoipa::path(post, path = "/issuers/{slug}/achievements/{id}/retire", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["describe"])), responses(
    (status = 204, description = "It is retired"),
    (status = 409, description = "It is not awarded"),
))]
pub(super) async fn retire(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<StatusCode, Problem> {
    achievement::retire(&app, &viewer, &slug, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Awards a retired achievement again.
#[utoipa::path(post, path = "/issuers/{slug}/achievements/{id}/reinstate", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["describe"])), responses(
    (status = 204, description = "It is awarded again"),
    (status = 409, description = "It is not retired"),
))]
pub(super) async fn reinstate(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<StatusCode, Problem> {
    achievement::reinstate(&app, &viewer, &slug, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The picture of an achievement's newest version, be it a draft.
#[utoipa::path(get, path = "/issuers/{slug}/achievements/{id}/image", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "The picture", body = Vec<u8>, content_type = "image/*"),
))]
pub(super) async fn image(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<impl IntoResponse, Problem> {
    let image = achievement::desk_image(&app, &viewer, &slug, id, None).await?;
    Ok(([(header::CONTENT_TYPE, image.media_type)], image.bytes))
}

/// Gives an achievement another picture: a PNG or SVG. It goes into the draft, which is begun where
/// there is none.
#[utoipa::path(put, path = "/issuers/{slug}/achievements/{id}/image", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)),
    request_body(content = Vec<u8>, content_type = "image/*"), security(("key" = ["describe"])), responses(
    (status = 200, description = "It is in the draft", body = AchievementFile),
    (status = 409, description = "The achievement is retired"),
))]
pub(super) async fn put_image(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    bytes: Bytes,
) -> Result<AxumJson<AchievementFile>, Problem> {
    let editing = achievement::edit(&app, &viewer, &slug, id).await?;
    let draft = new(of(editing.achievement), Picture::File(bytes.to_vec()));
    achievement::write(&app, &viewer, &slug, Some(id), draft).await?;
    shown(&app, &viewer, &slug, id).await
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<AxumJson<AchievementFile>, Problem> {
    let content = achievement::edit(app, viewer, slug, id).await?.achievement.content;
    let found = achievement::open(app, viewer, slug, id).await?;
    Ok(AxumJson(AchievementFile { content, ..file(found) }))
}

fn new(draft: AchievementDraft, picture: Picture) -> NewAchievement {
    NewAchievement {
        content: draft.content,
        picture,
        suspendable: draft.suspendable,
        valid_days: draft.valid_days,
    }
}

fn of(achievement: achievement::Achievement) -> AchievementDraft {
    AchievementDraft {
        content: achievement.content,
        suspendable: achievement.suspendable,
        valid_days: achievement.valid_days,
    }
}
