//! Achievements: what an issuer awards.

use serde::{Deserialize, Serialize};

use super::open_badges::AchievementContent;

/// An achievement in short, to be added to an issuer's list and awarded at once.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAchievement {
    /// What it is called, as it stands on the badge.
    pub name: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// What one has to do to earn it.
    pub criteria: String,
    /// Open Badges' `achievementType`, such as `Badge`, `Certificate` or `Course`.
    #[serde(default = "badge")]
    pub achievement_type: String,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
}

fn badge() -> String {
    "Badge".to_owned()
}

/// An achievement as its issuer keeps it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Achievement {
    /// Its id, a UUID; its page is `/achievements/{id}`.
    pub id: String,
    /// The issuer's slug.
    pub issuer: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do to earn it.
    pub criteria: String,
    /// Open Badges' `achievementType`.
    pub achievement_type: String,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Address of its image, relative to the service.
    pub image: String,
    /// Where it stands.
    pub state: AchievementState,
    /// The version that is awarded; 0 before the first.
    pub version: u32,
    /// Whether a draft of a next version waits beside it.
    pub has_draft: bool,
    /// How often it was awarded.
    pub awarded: u64,
    /// How many of those were claimed.
    pub claimed: u64,
    /// How many of those were revoked.
    pub revoked: u64,
    /// When it was made, RFC 3339.
    pub created_at: String,
}

/// Where an achievement stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AchievementState {
    /// Being written.
    Draft,
    /// Awarded.
    Published,
    /// Awarded no longer; what was awarded stays.
    Retired,
}

/// All that an achievement says, to be kept as a draft.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AchievementDraft {
    /// What it says.
    pub content: AchievementContent,
    /// Whether what is awarded of it can be suspended.
    #[serde(default)]
    pub suspendable: bool,
    /// For how many days an award of it is good, unless the award says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_days: Option<u32>,
}

/// An achievement with all that it says.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AchievementFile {
    /// The achievement.
    pub achievement: Achievement,
    /// What it says: as it is awarded, or as its first draft has it.
    pub content: AchievementContent,
    /// Whether what is awarded of it can be suspended.
    pub suspendable: bool,
    /// For how many days an award of it is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_days: Option<u32>,
}

/// A version of an achievement.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AchievementVersion {
    /// Its number.
    pub number: u32,
    /// Where it stands.
    pub state: VersionState,
    /// When it was published, or begun, RFC 3339.
    pub at: String,
    /// What it says.
    pub content: AchievementContent,
    /// The members that differ from the version before, by their names in Open Badges 3.0.
    pub changes: Vec<String>,
}

/// A draft that was made from a file.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportedAchievement {
    /// Its id, a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What could not be taken over: sentences.
    pub left_out: Vec<String>,
}

/// Where a version of an achievement stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    /// Being written.
    Draft,
    /// Awarded, or the last that was.
    Current,
    /// Awarded before.
    Earlier,
}
