//! The signed-in person's wallet.

use crypto::verify::Report;
use serde::{Deserialize, Serialize};

/// What is brought into the wallet.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewHolding {
    /// A credential or a presentation of several, JSON or a compact JWT, byte for byte; or an
    /// assertion of Open Badges 2.0.
    pub document: String,
    /// Whether the learner says that it is theirs: then what does not name them, or is not valid,
    /// is kept too, and labelled.
    #[serde(default)]
    pub mine: bool,
}

/// What became of a credential that was brought.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum HoldingOutcome {
    /// It is in the wallet now.
    Kept,
    /// It took the place of an earlier edition.
    Renewed,
    /// It was in the wallet, as it is or as a newer edition.
    Already,
    /// It does not name the learner, or is not valid: it is kept if they say `mine`.
    Waits,
    /// It is no credential.
    Refused,
    /// The wallet is full.
    Full,
}

/// A credential that was brought.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BroughtHolding {
    /// What became of it.
    pub outcome: HoldingOutcome,
    /// Its id in the wallet, a UUID, where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What was found out about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub report: Option<Report>,
}

/// What a credential is known to be its holder's by.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum HoldingWhose {
    /// It was awarded here, and claimed.
    Claimed,
    /// It names an e-mail address of theirs.
    Address,
    /// It names a key of theirs.
    Key,
    /// They say so.
    Word,
}

/// All of one credential in the wallet.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Holding {
    /// Its id in the wallet, a UUID.
    pub id: String,
    /// The signed text, byte for byte.
    pub document: String,
    /// What it is known to be its holder's by.
    pub whose: HoldingWhose,
    /// When it came into the wallet, RFC 3339.
    pub held_since: String,
    /// The report of the last check; absent where there was none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub report: Option<Report>,
}
