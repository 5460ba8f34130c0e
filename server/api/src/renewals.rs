//! Renewing: later editions that count for longer.

use serde::{Deserialize, Serialize};

/// Until when a renewed credential is good.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenewOne {
    /// RFC 3339; as long from now as its achievement says when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

/// Credentials that are renewed together: `credentials`, or `endingWithinDays`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRenewal {
    /// Their ids, at most 500.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<Vec<String>>,
    /// All that are good now and end within so many days, at most 366.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending_within_days: Option<u32>,
    /// Until when they are good, RFC 3339; as long from now as their achievements say when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

/// Credentials that are renewed together, in the background.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Renewal {
    /// Its id, a UUID.
    pub id: String,
    /// How far it is.
    pub state: RenewalState,
    /// The stolen key, where what it signed is issued again instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// How many credentials there are.
    pub total: u64,
    /// How many have their later edition.
    pub done: u64,
    /// How many get none.
    pub left_out: u64,
    /// The first of those, at most 1,000.
    pub left_outs: Vec<LeftOut>,
    /// When it was asked for, RFC 3339.
    pub created_at: String,
    /// When it came to its end, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RenewalState {
    /// It is worked on.
    Running,
    /// It failed several times in a row. It can go on.
    Failed,
    /// Every credential has its edition, or gets none.
    Done,
}

/// A credential that got no later edition.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// Its id.
    pub credential: String,
    /// To whom it was awarded.
    pub recipient_name: String,
    /// `revoked`, `no_end`, or `day`: it would not count for longer, or nothing says for how long.
    pub why: String,
}
