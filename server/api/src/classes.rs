//! Classes: learners who are taught together.

use serde::{Deserialize, Serialize};

use super::{AwardedCredential, Learner, open_badges};

/// A class, to be made or changed: what is left out is taken away.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClass {
    /// Its name.
    pub name: String,
    /// Its term.
    #[serde(default)]
    pub term: String,
    /// The accounts of those who teach it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teachers: Vec<String>,
}

/// A class.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Class {
    /// Its id, a UUID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its term; may be empty.
    pub term: String,
    /// How many are in it.
    pub learners: u64,
    /// When it was put away, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<String>,
}

/// Somebody who teaches.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Teacher {
    /// Their account.
    pub account: String,
    /// Their name; may be empty.
    pub name: String,
    /// The first of their addresses.
    pub email: String,
}

/// A class with what is in it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClassFile {
    /// The class.
    pub class: Class,
    /// Who teaches it.
    pub teachers: Vec<Teacher>,
    /// Who is in it.
    pub learners: Vec<Learner>,
    /// What was awarded in it, newest first.
    pub credentials: Vec<AwardedCredential>,
}

/// Whether a class is put away.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClassArchive {
    /// Whether it is.
    pub archived: bool,
}

/// Learners to be added to a class.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClassMembers {
    /// Their ids, at most 1,000. Those who are in it already stay.
    pub learners: Vec<String>,
}

/// How many came into a class.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClassAdded {
    /// How many.
    pub added: u64,
}

/// An award to a class, to all of these or to none.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClassAward {
    /// The achievement's id.
    pub achievement: String,
    /// The term, for all.
    #[serde(default)]
    pub term: String,
    /// To whom.
    pub learners: Vec<ClassAwardLearner>,
}

/// What is particular to one learner of a class.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClassAwardLearner {
    /// Their id.
    pub learner: String,
    /// What they did for it; Markdown.
    #[serde(default)]
    pub narrative: String,
    /// Their results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub result: Vec<open_badges::Result>,
    /// Whether they get it although they have it.
    #[serde(default)]
    pub again: bool,
}

/// What was awarded to a class at once.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClassAwarded {
    /// By which slips for it are asked for, a UUID.
    pub id: String,
    /// To whom, and what.
    pub credentials: Vec<AwardedCredential>,
}

/// Which slips are to be printed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SlipRequest {
    /// Of this award to the class alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub award: Option<String>,
    /// Also for those who were sent a letter.
    #[serde(default)]
    pub with_email: bool,
}

/// A slip to print: what waits, and the code that claims it once.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Slip {
    /// The credential's id.
    pub credential: String,
    /// For whom.
    pub recipient_name: String,
    /// What it is.
    pub achievement_name: String,
    /// The code as people read it; absent where it is claimed or was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where to go with it: what the QR code of a slip says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}
