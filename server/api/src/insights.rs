//! What came of an institution's awards, in numbers of which none is about fewer than ten people.

use serde::{Deserialize, Serialize};

/// The last twelve months.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Insights {
    /// Each month, the oldest first.
    pub months: Vec<MonthInsight>,
    /// Each achievement that was ever awarded, by name.
    pub achievements: Vec<AchievementInsight>,
    /// All together.
    pub total: InsightNumbers,
    /// Since when it is counted what is shared and verified, RFC 3339; absent: from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_since: Option<String>,
}

/// One month.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MonthInsight {
    /// In UTC, such as `2026-11`.
    pub month: String,
    /// Its numbers.
    #[serde(flatten)]
    pub numbers: InsightNumbers,
}

/// One achievement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AchievementInsight {
    /// Its id, a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its numbers.
    #[serde(flatten)]
    pub numbers: InsightNumbers,
}

/// Numbers as they may be told: `12`, `40+` (40 to 49), `<10` (of fewer than ten people).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct InsightNumbers {
    /// Credentials issued.
    pub issued: String,
    /// Credentials taken into wallets.
    pub claimed: String,
    /// How often others opened shared records with such credentials; absent: not counted then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<String>,
    /// How often others had such credentials verified by this service; absent: not counted then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<String>,
}
