//! Achievements as Open Badges 3.0 has them: taken in, and given out.

use api::{ImportedAchievement, List};
use axum::{
    Json as AxumJson,
    body::Bytes,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use crate::{
    app::App,
    flows::achievement,
    id::AchievementId,
    problem::Problem,
    routes::{extract::Params, visit::Caller},
};

/// Makes drafts of all achievements in a document. That is an Open Badges achievement, a credential
/// with one, an array of them, or an Open Badges 2.0 badge class; none is made when one does not fit.
#[utoipa::path(post, path = "/issuers/{slug}/achievements/import", tag = "achievements",
    params(("slug" = String, Path)), request_body = serde_json::Value, security(("key" = ["describe"])), responses(
    (status = 201, description = "The drafts", body = List<ImportedAchievement>),
))]
pub(super) async fn import(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    bytes: Bytes,
) -> Result<impl IntoResponse, Problem> {
    let made = achievement::import(&app, &viewer, &slug, &bytes).await?;
    let shown = |one: achievement::Imported| ImportedAchievement {
        id: one.id.to_string(),
        name: one.name,
        left_out: one.left_out,
    };
    let items = made.into_iter().map(shown).collect();
    Ok((StatusCode::CREATED, AxumJson(List { items, next: None })))
}

/// All achievements of an institution, as an array of Open Badges 3.0 achievements.
#[utoipa::path(get, path = "/issuers/{slug}/achievements/export", tag = "achievements",
    params(("slug" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "The achievements", body = Vec<serde_json::Value>),
))]
pub(super) async fn export(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<impl IntoResponse, Problem> {
    let text = achievement::export_all(&app, &viewer, &slug).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text))
}

/// One achievement as Open Badges 3.0 has it.
#[utoipa::path(get, path = "/issuers/{slug}/achievements/{id}/export", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "The achievement", body = serde_json::Value),
))]
pub(super) async fn export_one(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<impl IntoResponse, Problem> {
    let text = achievement::export(&app, &viewer, &slug, id).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text))
}
