//! Many awards at once: a list, its dry run, and how far the awards are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A list of people who are to be awarded an achievement: `csv`, or `rows`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRequest {
    /// The achievement's id.
    pub achievement: String,
    /// What the list is called in what is told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The list as CSV with headings in its first row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
    /// The list as objects, from heading to value. The first of them is told of as row 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<BTreeMap<String, String>>,
    /// What columns hold, from heading to field, such as `email`, `name`, `identifier`, `did`,
    /// `narrative`, `evidence`, `valid_until`, `result`; absent: what the headings tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<BTreeMap<String, String>>,
    /// Whether people who have the achievement get it again.
    #[serde(default)]
    pub again: bool,
}

/// How a list is to be read.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkColumns {
    /// What columns hold, from heading to field; absent: as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<BTreeMap<String, String>>,
    /// Whether people who have the achievement get it again.
    #[serde(default)]
    pub again: bool,
}

/// Starts to award.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkStart {
    /// How many people are expected to be awarded; when they are more or fewer, nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready: Option<u64>,
    /// Whether rows with faults are left out. Otherwise one fault keeps everybody waiting.
    #[serde(default)]
    pub partial: bool,
}

/// How far many awards are.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkState {
    /// Nobody has started them.
    New,
    /// Under way.
    Running,
    /// Stopped for a while.
    Paused,
    /// Stopped by themselves; somebody has to look.
    Failed,
    /// Ended before all were made.
    Cancelled,
    /// All are made.
    Done,
}

/// Many awards.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Bulk {
    /// Their id, a UUID.
    pub id: String,
    /// The achievement's id.
    pub achievement: String,
    /// What the list is called.
    pub name: String,
    /// How far they are.
    pub state: BulkState,
    /// When the list came, RFC 3339.
    pub created_at: String,
    /// When it was started, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// When it came to its end, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Why they stopped by themselves: `not_published`, `changed` or `broken`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// People to be awarded; 0 before the start.
    pub total: u64,
    /// People who were.
    pub done: u64,
    /// Rows that were left out at the start.
    pub left_out: u64,
    /// What awarding would come to, before the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<BulkDryRun>,
}

/// What awarding a list would come to.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BulkDryRun {
    /// Rows in the list.
    pub rows: u64,
    /// People who can be awarded.
    pub ready: u64,
    /// Rows with faults.
    pub faulty: u64,
    /// Rows among them about somebody whom an earlier row is about.
    pub repeated: u64,
    /// People left out because they have the achievement.
    pub already_awarded: u64,
    /// What columns hold, from heading to field.
    pub columns: BTreeMap<String, String>,
    /// Why the columns tell too little.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
    /// The first faults, at most 1,000.
    pub faults: Vec<BulkFault>,
}

/// Something wrong with a cell.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BulkFault {
    /// The row, as a spreadsheet shows it.
    pub row: u32,
    /// The letters of the column.
    pub column: String,
    /// Its heading.
    pub heading: String,
    /// What is in the cell, cut to 120 characters.
    pub value: String,
    /// The stable name of what is wrong.
    pub code: String,
    /// What is wrong.
    pub detail: String,
    /// What would be right.
    pub hint: String,
}
