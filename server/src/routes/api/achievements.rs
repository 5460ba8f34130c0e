//! What an institution awards, for its staff and its programs.

use api::{
    Achievement, AchievementFile, AchievementState, AchievementVersion, List, NewAchievement, VersionState,
    open_badges::{AchievementContent, Criteria},
};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::paging::{PageQuery, Paging};
use crate::{
    app::App,
    flows::achievement::{self, DeskAchievement, Version},
    id::AchievementId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

/// The achievements of an institution, newest first.
#[utoipa::path(get, path = "/issuers/{slug}/achievements", tag = "achievements",
    params(("slug" = String, Path), PageQuery), security(("key" = ["see"])), responses(
    (status = 200, description = "The achievements", body = List<Achievement>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = achievement::list(&app, &viewer, &slug).await?;
    let page = paging.part(all, |line| line.achievement.id.to_string())?;
    Ok(paging.answer(page, described))
}

/// Makes an achievement from the little that one needs, and awards it from now on. Its picture is
/// drawn. All that an achievement can say goes into a draft.
#[utoipa::path(post, path = "/issuers/{slug}/achievements", tag = "achievements", params(("slug" = String, Path)),
    request_body = NewAchievement, security(("key" = ["describe"])), responses(
    (status = 201, description = "It is made; `Location` is its page", body = Achievement),
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
    let achievement = achievement::create(&app, &viewer, &slug, new).await?;
    let location = [(header::LOCATION, format!("/achievements/{}", achievement.id))];
    let made = DeskAchievement { achievement, has_draft: false, awarded: 0, claimed: 0, revoked: 0 };
    Ok((StatusCode::CREATED, location, AxumJson(described(made))))
}

/// One achievement with all that it says.
#[utoipa::path(get, path = "/issuers/{slug}/achievements/{id}", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "The achievement", body = AchievementFile),
))]
pub(super) async fn open(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<AxumJson<AchievementFile>, Problem> {
    let found = achievement::open(&app, &viewer, &slug, id).await?;
    Ok(AxumJson(file(found)))
}

/// All versions of an achievement, the newest first. What was issued from an older version stays as
/// it was.
#[utoipa::path(get, path = "/issuers/{slug}/achievements/{id}/versions", tag = "achievements",
    params(("slug" = String, Path), ("id" = String, Path), PageQuery), security(("key" = ["see"])), responses(
    (status = 200, description = "The versions", body = List<AchievementVersion>),
))]
pub(super) async fn versions(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, AchievementId)>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = achievement::history(&app, &viewer, &slug, id).await?;
    let page = paging.part(all, |version| version.number.to_string())?;
    Ok(paging.answer(page, version))
}

pub(super) fn described(line: DeskAchievement) -> Achievement {
    let achievement = line.achievement;
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
        state: match achievement.state {
            achievement::AchievementState::Draft => AchievementState::Draft,
            achievement::AchievementState::Published => AchievementState::Published,
            achievement::AchievementState::Retired => AchievementState::Retired,
        },
        version: achievement.version,
        has_draft: line.has_draft,
        awarded: line.awarded,
        claimed: line.claimed,
        revoked: line.revoked,
        created_at: rfc3339(achievement.created_at),
    }
}

pub(super) fn file(found: DeskAchievement) -> AchievementFile {
    AchievementFile {
        content: found.achievement.content.clone(),
        suspendable: found.achievement.suspendable,
        valid_days: found.achievement.valid_days,
        achievement: described(found),
    }
}

fn version(version: Version) -> AchievementVersion {
    AchievementVersion {
        number: version.number,
        state: match version.state {
            achievement::VersionState::Draft => VersionState::Draft,
            achievement::VersionState::Current => VersionState::Current,
            achievement::VersionState::Earlier => VersionState::Earlier,
        },
        at: rfc3339(version.at),
        content: version.content,
        changes: version.changes,
    }
}
