//! Records: what a learner composes, and what a live link shows of it.

mod content;
mod edit;

use serde::{Deserialize, Serialize};

pub use content::{Cover, RecordContent, RecordItem, RecordSection};
pub use edit::{NoSuchEdit, RecordEdit};

/// A record, as its learner keeps it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeptRecord {
    /// Goes up with every change, undoing included.
    pub revision: i64,
    /// Whether there is a change to take back.
    pub can_undo: bool,
    /// Whether there is one to do again.
    pub can_redo: bool,
    /// What is in it.
    pub content: RecordContent,
}

/// A record to be saved.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordSave {
    /// The revision that this was made from.
    pub revision: i64,
    /// What is in it now.
    pub content: RecordContent,
}

/// From which revision to go back or forth.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordTurn {
    /// The revision that is known.
    pub revision: i64,
}

/// The passcode that a link asks for.
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasscodeRequest {
    /// As it was given; spaces before and after it do not count.
    pub passcode: String,
}

/// A record as whoever has the link sees it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SharedRecord {
    /// What the learner calls it.
    pub title: String,
    /// What the learner says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<String>,
    /// The record's colour.
    #[serde(default)]
    pub cover: Cover,
    /// The credentials, in the learner's order.
    pub credentials: Vec<SharedCredential>,
    /// Whose word this service takes for an issuer, for the reader's own verification.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub policy: crypto::verify::Policy,
    /// All of it as the learner's own key signed it: the text of a presentation, which holds the same
    /// credentials in the same order. Absent where it was not signed, or not as it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presentation: Option<String>,
}

/// One credential of a shared record.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SharedCredential {
    /// The signed text, byte for byte.
    pub document: String,
    /// What the learner says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The heading that it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The record that it was chosen from, where it is one of several entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<PartOf>,
    /// Whether the learner alone says that it is theirs: it was matched to no address or key of theirs.
    #[serde(default, skip_serializing_if = "is_false")]
    pub on_word: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A record that some entries were chosen from. It is not shown itself, so nothing here is signed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PartOf {
    /// What it is called.
    pub name: String,
    /// Who issued it, by name.
    pub issuer_name: String,
    /// How many entries were chosen,
    pub chosen: usize,
    /// of how many.
    pub all: usize,
}
