//! Many awards at once: a list, its dry run, and how far the awards are.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

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
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "rows")]
    pub rows: Vec<BTreeMap<String, String>>,
    /// What columns hold, from heading to field, such as `email`, `name`, `identifier`, `did`,
    /// `narrative`, `evidence`, `valid_until`, `result`; absent: what the headings tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<BTreeMap<String, String>>,
    /// Whether people who have the achievement get it again.
    #[serde(default)]
    pub again: bool,
}

/// Rows of the longest list.
const MOST_ROWS: usize = 200_000;

/// As many rows as any list has, and an error for more: an empty one takes two bytes and becomes
/// many.
fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<BTreeMap<String, String>>, D::Error> {
    struct Rows;

    impl<'de> Visitor<'de> for Rows {
        type Value = Vec<BTreeMap<String, String>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {MOST_ROWS} rows, each an object from heading to value")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut rows = Vec::new();
            while let Some(row) = seq.next_element()? {
                if rows.len() == MOST_ROWS {
                    return Err(A::Error::invalid_length(MOST_ROWS + 1, &self));
                }
                rows.push(row);
            }
            Ok(rows)
        }
    }

    deserializer.deserialize_seq(Rows)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_as_many_rows_as_a_list_may_have() {
        let request =
            |rows: usize| format!(r#"{{"achievement":"a","rows":[{}]}}"#, vec!["{}"; rows].join(","));
        let read = |rows: usize| serde_json::from_str::<BulkRequest>(&request(rows));
        assert_eq!(read(MOST_ROWS).unwrap().rows.len(), MOST_ROWS);
        assert!(read(MOST_ROWS + 1).unwrap_err().to_string().contains("at most 200000 rows"));
        assert_eq!(serde_json::from_str::<BulkRequest>(r#"{"achievement":"a"}"#).unwrap().rows.len(), 0);
    }
}
