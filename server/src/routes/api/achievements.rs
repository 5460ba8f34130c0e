//! What an institution awards, for its staff.

use api::{
    Achievement, List, NewAchievement, ProblemDetails,
    open_badges::{AchievementContent, Criteria},
};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use crate::{
    app::App,
    flows::achievement,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        visit::Caller,
    },
};

/// The achievements of an institution, newest first.
#[utoipa::path(get, path = "/issuers/{slug}/achievements", tag = "achievements", params(("slug" = String, Path)), responses(
    (status = 200, description = "The achievements", body = List<Achievement>),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there", body = ProblemDetails),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<AxumJson<List<Achievement>>, Problem> {
    let items = achievement::list(&app, &viewer, &slug).await?;
    Ok(AxumJson(List {
        items: items.into_iter().map(|line| described(line.achievement)).collect(),
        next: None,
    }))
}

/// Makes an achievement. Its picture is drawn; another is uploaded on the desk.
#[utoipa::path(post, path = "/issuers/{slug}/achievements", tag = "achievements", params(("slug" = String, Path)),
    request_body = NewAchievement, responses(
    (status = 201, description = "It is made", body = Achievement),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there", body = ProblemDetails),
    (status = 422, description = "Fields need another look", body = ProblemDetails),
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(new): Json<NewAchievement>,
) -> Result<impl IntoResponse, Problem> {
    let new = achievement::NewAchievement {
        content: AchievementContent {
            name: new.name,
            description: new.description,
            criteria: Criteria { narrative: Some(new.criteria), id: None },
            achievement_type: new.achievement_type,
            tag: new.tags,
            ..AchievementContent::default()
        },
        ..achievement::NewAchievement::default()
    };
    let made = achievement::create(&app, &viewer, &slug, new).await?;
    let location = [(header::LOCATION, format!("/achievements/{}", made.id))];
    Ok((StatusCode::CREATED, location, AxumJson(described(made))))
}

fn described(achievement: achievement::Achievement) -> Achievement {
    let id = achievement.id.to_string();
    Achievement {
        image: format!("/achievements/{id}/image"),
        id,
        issuer: achievement.issuer.slug,
        name: achievement.content.name,
        description: achievement.content.description,
        criteria: achievement.content.criteria.narrative.unwrap_or_default(),
        achievement_type: achievement.content.achievement_type,
        tags: achievement.content.tag,
    }
}
