//! An achievement's versions as its desk sees them.

use api::open_badges::AchievementContent;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use web::components::designer::Design;

use super::{
    Achievement, AchievementError, content_of, shown,
    versions::{number, of_desk},
};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        issuer::Issuer,
        session::{Act, Viewer},
    },
    id::AchievementId,
    store::{
        achievement::{self, VersionRow},
        issuer,
    },
};

/// What stands in the editor when it is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// The achievement, with the content of its newest version.
    pub achievement: Achievement,
    /// What its picture was put together from, where it was.
    pub design: Option<Design>,
    /// Whether that version is a draft.
    pub is_draft: bool,
}

/// One version of an achievement, told to its desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// Where it stands.
    pub state: VersionState,
    /// When it was published, or begun.
    pub at: OffsetDateTime,
    /// What it says.
    pub content: AchievementContent,
    /// The members that differ from the version before, by their names in Open Badges 3.0, and
    /// `image`, `suspendable`, `validDays`; of the first: none.
    pub changes: Vec<String>,
}

/// Where a version stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum VersionState {
    /// Being written.
    Draft,
    /// Awarded, or the last that was before the achievement was retired.
    Current,
    /// Awarded before.
    Earlier,
}

/// What the editor opens with: the draft, or what is published.
///
/// # Errors
/// [`AchievementError`].
pub async fn edit(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<Editing, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = of_desk(&mut tx, desk.issuer, id).await?;
    let issuer = issuer::by_id(&mut tx, desk.issuer).await?.ok_or(AchievementError::Unknown)?;
    let newest = achievement::versions(&mut tx, id).await?.into_iter().next();
    let newest = newest.ok_or(AchievementError::Unknown)?;
    Ok(Editing {
        achievement: Achievement {
            content: content_of(&newest.content),
            suspendable: newest.suspendable,
            valid_days: newest.valid_days.and_then(|days| u32::try_from(days).ok()),
            ..shown(&row, Issuer::from(issuer))
        },
        design: newest.design.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        is_draft: newest.published_at.is_none(),
    })
}

/// All versions of an achievement, the newest first.
///
/// # Errors
/// [`AchievementError`].
pub async fn history(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<Vec<Version>, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = of_desk(&mut tx, desk.issuer, id).await?;
    let versions = achievement::versions(&mut tx, id).await?;
    let mut images = Vec::with_capacity(versions.len());
    for version in &versions {
        let image = achievement::image_of(&mut tx, id, version.version).await?;
        images.push(image.map(|row| Sha256::digest(&row.image)));
    }
    let told = versions.iter().zip(&images).enumerate().map(|(place, (version, image))| Version {
        number: number(version.version),
        state: match version.published_at {
            None => VersionState::Draft,
            Some(_) if version.version == row.version => VersionState::Current,
            Some(_) => VersionState::Earlier,
        },
        at: instant_of(version.published_at.unwrap_or(version.created_at)),
        content: content_of(&version.content),
        changes: versions.get(place + 1).map_or_else(Vec::new, |before| {
            let mut changes = changes(before, version);
            if images.get(place + 1) != Some(image) {
                changes.push("image".to_owned());
            }
            changes
        }),
    });
    Ok(told.collect())
}

/// The members in which two versions differ, in the order of the standard's text.
fn changes(before: &VersionRow, after: &VersionRow) -> Vec<String> {
    let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (old, new) = (read(&before.content), read(&after.content));
    let mut names: Vec<&String> =
        new.keys().chain(old.keys().filter(|key| !new.contains_key(*key))).collect();
    names.retain(|name| old.get(*name) != new.get(*name));
    let mut changes: Vec<String> = names.into_iter().cloned().collect();
    if before.suspendable != after.suspendable {
        changes.push("suspendable".to_owned());
    }
    if before.valid_days != after.valid_days {
        changes.push("validDays".to_owned());
    }
    changes
}
