//! Exports of a school's system on their way to transcripts.

use serde::{Deserialize, Serialize};

/// How far an export has come.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// It can be used.
    New,
    /// There are errors in it.
    Faulty,
    /// Transcripts were made of it.
    Used,
}

/// An export of a school's system.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Import {
    /// Its id, a UUID.
    pub id: String,
    /// What the zip was called.
    pub name: String,
    /// The release of `OneRoster`; absent where it could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How far it has come.
    pub state: ImportState,
    /// When it came, RFC 3339.
    pub created_at: String,
    /// How many errors there are in it.
    pub errors: u64,
    /// How many things that may be wrong.
    pub warnings: u64,
    /// What the supplement was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<String>,
    /// How many faults there are in that.
    pub supplement_faults: u64,
    /// What its records mean; absent where there are errors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<ImportMapping>,
    /// What would come of it; only where one is asked for that can be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<ImportPreview>,
    /// The first faults, at most 1,000; only where one is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<ImportFault>,
}

/// What an export's records mean.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportMapping {
    /// The `sourcedId` of the school whose students get transcripts; absent: all schools.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<String>,
    /// The `sourcedId`s of the schools whose classes count; empty: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taught_at: Vec<String>,
    /// The `sourcedId` of the category whose results are final.
    pub category: String,
    /// The title of the line item that counts where a class has several with results of one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_item: Option<String>,
    /// Where credits come from: `nowhere`, `supplement`, `course:COLUMN` or `class:COLUMN`, where COLUMN
    /// is the heading of a column of the school's own without `metadata.`.
    #[serde(default = "nowhere")]
    pub credits: String,
    /// Grades that mean failed. They earn no credit.
    #[serde(default)]
    pub failed: Vec<String>,
    /// Other grades that earn no credit.
    #[serde(default)]
    pub no_credit: Vec<String>,
    /// The lowest score that earns credit where a result has no letter, such as `50`; absent: how many
    /// credits such results earn is left open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass_mark: Option<String>,
    /// Whether what is in a transcript is part of the diploma that is in it.
    #[serde(default)]
    pub part_of_diploma: bool,
}

fn nowhere() -> String {
    "nowhere".to_owned()
}

/// What would come of an export.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// Whether it holds all results there are; false: what changed.
    pub bulk: bool,
    /// Students in it.
    pub students: u64,
    /// Courses in it.
    pub courses: u64,
    /// Classes in it.
    pub classes: u64,
    /// Results in it, final or not.
    pub results: u64,
    /// Transcripts that would have an entry.
    pub transcripts: u64,
    /// Entries in them.
    pub entries: u64,
    /// Results in whose place a newer one of the same class and session stands.
    pub superseded: u64,
    /// Results that are deleted or final no more: entries of them are withdrawn.
    pub withdrawn: u64,
    /// Students and classes where nobody can tell which result counts; while there are any, nothing is
    /// issued.
    pub undecided: u64,
}

/// Something that is wrong, or may be.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImportFault {
    /// The file in the zip; empty where it is the zip itself.
    pub file: String,
    /// The row, as a spreadsheet shows it; 0 where it is the whole file.
    pub row: u32,
    /// The letters of the column; empty where it is the whole row.
    pub column: String,
    /// Its heading.
    pub heading: String,
    /// What is in the cell, cut to 120 characters.
    pub value: String,
    /// Whether it hinders the import.
    pub error: bool,
    /// The stable name of what is wrong.
    pub code: String,
    /// What is wrong.
    pub detail: String,
    /// What would be right.
    pub hint: String,
}
