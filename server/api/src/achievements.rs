//! Achievements: what an issuer awards.

use serde::{Deserialize, Serialize};

/// An achievement to be added to an issuer's list.
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
}
