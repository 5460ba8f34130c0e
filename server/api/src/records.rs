//! Records: a learner's ordered selection, and what a live link shows of it.

use serde::{Deserialize, Serialize};

/// The order of a record's credentials.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordOrder {
    /// The ids of all credentials in the record, first to last.
    pub credentials: Vec<String>,
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
    /// The credentials, in the learner's order.
    pub credentials: Vec<SharedCredential>,
    /// Whose word this service takes for an issuer, for the reader's own verification.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub policy: crypto::verify::Policy,
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
}
