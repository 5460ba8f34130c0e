//! Transcripts: from an import, many at once, and by hand.

use serde::{Deserialize, Serialize};

use crate::open_badges::SubjectContent;

/// What an import would do to transcripts.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TranscriptPlan {
    /// Learners who would get their first transcript,
    pub new: usize,
    /// one with more in it,
    pub extended: usize,
    /// one that is corrected,
    pub corrected: usize,
    /// or keep theirs.
    pub unchanged: usize,
    /// Learners who have left by the import: they keep what they have.
    pub gone: usize,
    /// Entries that would be added,
    pub entries_added: usize,
    /// changed,
    pub entries_changed: usize,
    /// and withdrawn,
    pub entries_withdrawn: usize,
    /// of so many that stand, of those that the import speaks of.
    pub entries_standing: usize,
    /// Learners who have another name since.
    pub renamed: usize,
    /// Learners without an e-mail address, who would get a first transcript but no letter.
    pub without_letter: usize,
    /// Stands for all of this, to the letter: given back at the start, what was looked at is what is
    /// signed.
    pub digest: String,
    /// What somebody has to decide first.
    pub questions: Vec<TranscriptQuestion>,
}

/// A learner about whom somebody has to decide something.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TranscriptQuestion {
    /// `sourcedId`.
    pub sourced_id: String,
    /// The name.
    pub name: String,
    /// `same_person`, `somebody_else`, `twice`, `number` or `course`; absent: something changed meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// How an import is started.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartTranscripts {
    /// `sourcedId`s of those who are the person that the school's system says they are.
    #[serde(default)]
    pub merged: Vec<String>,
    /// To take back although it is more than 2 % of what stands that is withdrawn, or 10 % corrected.
    #[serde(default)]
    pub withdraw: bool,
    /// A second person is to approve.
    #[serde(default)]
    pub approval: bool,
    /// When it may begin, RFC 3339; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_at: Option<String>,
    /// How many transcripts whoever starts it knows of; with another number it is not started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<usize>,
    /// The plan's digest; with another it is not started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// Many transcripts from one import, in the background.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TranscriptBatch {
    /// Its id, a UUID; that of the import.
    pub id: String,
    /// The file that it came from.
    pub title: String,
    /// `approval`, `scheduled`, `running`, `failed`, `done`, `undoing`, `undone` or `cancelled`.
    pub state: String,
    /// How many transcripts are to be signed.
    pub total: u64,
    /// First transcripts,
    pub issued: u64,
    /// with more in them,
    pub extended: u64,
    /// corrected,
    pub corrected: u64,
    /// as they were,
    pub unchanged: u64,
    /// left out,
    pub left_out: u64,
    /// taken back.
    pub undone: u64,
    /// The first who were left out, at most 1,000; absent in lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_outs: Vec<TranscriptQuestion>,
    /// When it was started, RFC 3339.
    pub created_at: String,
    /// When it may begin, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_at: Option<String>,
    /// When it came to its end, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
}

/// What is done to many transcripts.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TranscriptStep {
    /// A second person approves.
    Approve,
    /// Ends what was not begun.
    Cancel,
    /// Lets go on what failed.
    Resume,
    /// Takes all of it back.
    Undo,
}

/// A step of many transcripts.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TranscriptDo {
    /// What.
    pub step: TranscriptStep,
}

/// A transcript made by hand.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewTranscript {
    /// Whether there is more than what is in it. A complete one extends the one that there is.
    #[serde(default)]
    pub partial: bool,
    /// What the grades mean.
    #[serde(default)]
    pub legend: String,
    /// What is in it, 1 to 100.
    pub entries: Vec<TranscriptEntry>,
}

/// An entry of a transcript.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TranscriptEntry {
    /// What was achieved: the id of a published achievement.
    pub achievement: String,
    /// Results, credits, term and dates.
    #[serde(default)]
    pub content: SubjectContent,
}
