//! What was done at a desk.

use serde::{Deserialize, Serialize};

/// Something that was done, as it stands in the institution's chain.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditAct {
    /// Its number in the chain, from 1, without a gap.
    pub sequence: i64,
    /// When, RFC 3339.
    pub at: String,
    /// What, such as `credential.revoked`.
    pub act: String,
    /// By whose account; absent where the service did it, or that was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// To what: a kind and an id, such as `credential/0190…`; absent where that was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// How and why: a JSON object, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What was the case before, as far as it changed: a JSON object, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// And after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Random hex that goes into the commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// SHA-256 of the JSON array `[salt, who, subject, detail, before, after]`, in hex.
    pub commitment: String,
    /// SHA-256 of the JSON array of the link before, `sequence`, the milliseconds since 1970 of `at`, `act` and
    /// `commitment`, in hex.
    pub link: String,
}
