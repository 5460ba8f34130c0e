//! What other systems teach, as achievements: each is made when it is first needed, and gets
//! another version when it says something else. What was issued of an earlier one stays as it was.

use std::collections::HashMap;

use api::open_badges::{AchievementContent, Criteria};
use web::components::drawn_badge;

use super::Course;
use crate::{
    app::App,
    flows::issue::IssueError,
    id::{AchievementId, IssuerId},
    store::{
        StoreError, Tx,
        achievement::{self, AchievementRow, ImageRow, NewVersion},
        issuer,
    },
};

/// Achievements by what they are to another system, each in the version that is awarded.
pub(super) type Courses = HashMap<String, (AchievementId, i64)>;

/// What an institution has of other systems.
///
/// # Errors
/// When the database fails.
pub(super) async fn known(tx: &mut Tx, issuer: IssuerId) -> Result<Courses, StoreError> {
    let rows = achievement::sourced(tx, issuer).await?;
    Ok(rows.into_iter().map(|row| (row.source_key, (row.achievement_id, row.version))).collect())
}

/// Makes achievements of what is taught, as far as there are none that say the same.
///
/// # Errors
/// When the database fails.
pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    courses: &[Course],
) -> Result<(), StoreError> {
    let slug = slug(tx, issuer).await?;
    let rows = achievement::sourced(tx, issuer).await?;
    let known: HashMap<_, _> = rows.iter().map(|row| (row.source_key.as_str(), row)).collect();
    for course in courses {
        let content = serde_json::to_string(&course.content).expect("text and numbers always serialise");
        let (id, version) = match known.get(course.key.as_str()) {
            // The desk may have written it better since; only news from the other system count.
            Some(row) if row.source_content.as_ref().unwrap_or(&row.content) == &content => continue,
            // Somebody is writing its next version: a later import brings the news.
            Some(row) if row.newest > row.version => continue,
            Some(row) => (row.achievement_id, row.version + 1),
            None => {
                let id = begin(app, tx, issuer, "achievement", &course.content.name).await?;
                achievement::set_source(tx, id, &course.key).await?;
                (id, 1)
            }
        };
        achievement::set_source_content(tx, id, &content).await?;
        publish(app, tx, &slug, id, version, &course.content, &content).await?;
    }
    Ok(())
}

/// What stands for an institution's transcripts; made where there is none.
///
/// # Errors
/// When the database fails.
pub(super) async fn cover(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
) -> Result<(AchievementId, i64), IssueError> {
    if let Some(id) = achievement::cover(tx, issuer).await? {
        let row = achievement::by_id(tx, id).await?.ok_or(IssueError::UnknownAchievement)?;
        return Ok((id, row.version));
    }
    let content = AchievementContent {
        achievement_type: "ext:Transcript".to_owned(),
        name: "Transcript".to_owned(),
        description: "What a learner has achieved here, entry by entry.".to_owned(),
        criteria: Criteria {
            narrative: Some("Being taught here, and being awarded what is in it.".to_owned()),
            id: None,
        },
        ..AchievementContent::default()
    };
    let id = begin(app, tx, issuer, "transcript", &content.name).await?;
    let text = serde_json::to_string(&content).expect("text and numbers always serialise");
    let slug = slug(tx, issuer).await?;
    publish(app, tx, &slug, id, 1, &content, &text).await?;
    Ok((id, 1))
}

async fn slug(tx: &mut Tx, issuer: IssuerId) -> Result<String, StoreError> {
    let row = issuer::by_id(tx, issuer).await?;
    Ok(row.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?.slug)
}

async fn begin(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    kind: &str,
    name: &str,
) -> Result<AchievementId, StoreError> {
    let id: AchievementId = app.new_id();
    let row = AchievementRow {
        achievement_id: id,
        issuer_id: issuer,
        state: "published".to_owned(),
        version: 0,
        suspendable: false,
        valid_days: None,
        created_at: app.clock.now_ms(),
        kind: kind.to_owned(),
        content: String::new(),
    };
    achievement::insert(tx, &row, name).await?;
    Ok(id)
}

async fn publish(
    app: &App,
    tx: &mut Tx,
    slug: &str,
    id: AchievementId,
    version: i64,
    content: &AchievementContent,
    text: &str,
) -> Result<(), StoreError> {
    let now = app.clock.now_ms();
    let drawn = drawn_badge(&id.to_string(), slug, &content.achievement_type);
    let image = ImageRow { image_type: "image/svg+xml".to_owned(), image: drawn.into_bytes() };
    let new = NewVersion {
        achievement_id: id,
        version,
        content: text,
        design: None,
        image: &image,
        suspendable: false,
        valid_days: None,
        published_at: Some(now),
    };
    achievement::insert_version(tx, &new, now).await?;
    let row = achievement::VersionRow {
        version,
        content: text.to_owned(),
        design: None,
        suspendable: false,
        valid_days: None,
        created_at: now,
        published_at: Some(now),
    };
    achievement::award_version(tx, id, &row, &content.name).await
}
