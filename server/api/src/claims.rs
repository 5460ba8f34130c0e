//! What claims a credential: open links for events, and what helps one on its way to its learner.

use serde::{Deserialize, Serialize};

/// A link by which whoever comes claims an award.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClaimLink {
    /// What it is for: whoever opens it reads that.
    pub title: String,
    /// The achievement's id.
    pub achievement: String,
    /// From when, RFC 3339; absent: from now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<String>,
    /// Until when, RFC 3339; absent: until it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// To how many; absent: to all who come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// What has to be typed besides; empty: nothing.
    #[serde(default)]
    pub code_word: String,
    /// Whether somebody approves each request.
    #[serde(default)]
    pub approved: bool,
}

/// Such a link.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimLink {
    /// Its id, a UUID.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// The achievement's id.
    pub achievement: String,
    /// That by name.
    pub achievement_name: String,
    /// Its whole address, to be shown or made a QR code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// From when, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<String>,
    /// Until when, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// To how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// How many have it.
    pub given: u32,
    /// How many wait to be approved.
    pub waiting: u32,
    /// What has to be typed besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_word: Option<String>,
    /// Whether somebody approves each request.
    pub approved: bool,
    /// Where it stands.
    pub state: ClaimLinkState,
    /// When it was made, RFC 3339.
    pub created_at: String,
}

/// A link, and who has asked by it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimLinkFile {
    /// The link.
    pub link: ClaimLink,
    /// Who has asked: those who wait first, at most 500.
    pub requests: Vec<ClaimRequest>,
}

/// Somebody who has asked by a link.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimRequest {
    /// The request's id, a UUID.
    pub id: String,
    /// The name that stands on the award.
    pub name: String,
    /// The address they have proven.
    pub email: String,
    /// When they asked, RFC 3339.
    pub asked_at: String,
    /// What became of it.
    pub state: ClaimRequestState,
    /// The id of what they were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
}

/// What becomes of those who wait.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClaimDecision {
    /// Of this one; absent: of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Whether they are given it; otherwise they are refused.
    #[serde(default)]
    pub approve: bool,
}

/// How many requests were decided.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimDecided {
    /// How many.
    pub decided: u64,
}

/// What came of asking for letters.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Resent {
    /// Letters that are on their way.
    pub sent: u64,
    /// Credentials about which a letter went within the hour.
    pub too_soon: u64,
    /// Credentials that wait for nobody: claimed, revoked, or without an address.
    pub left_out: u64,
}

/// A code that claims one credential once, to be given by hand.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClaimCode {
    /// The credential's id.
    pub credential: String,
    /// The code as people read it: `XXXXX-XXXXX`.
    pub code: String,
    /// Where to go with it.
    pub address: String,
}

/// A credential is to go to another address.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Readdress {
    /// The new address.
    pub email: String,
    /// What was seen of whoever asks; needed where somebody has claimed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<SeenAs>,
    /// A note about that; no numbers.
    #[serde(default)]
    pub note: String,
}

/// A credential was claimed by somebody else.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Release {
    /// The address of whom it belongs to.
    pub email: String,
    /// What went wrong; the wallet that has it shows that.
    pub reason: String,
}

/// Where a credential waits now.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CredentialPlace {
    /// The id under which it waits.
    pub id: String,
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimLinkState {
    /// It gives.
    Open,
    /// It rests.
    Paused,
    /// It gives no more, for good.
    Closed,
}

/// Where a link is to stand.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClaimLinkChange {
    /// Where.
    pub state: ClaimLinkState,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimRequestState {
    /// It waits.
    Waiting,
    /// They have it.
    Issued,
    /// They were refused.
    Declined,
}

/// What somebody showed to prove who they are. Nothing of what stands on it is kept.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeenAs {
    /// A passport.
    Passport,
    /// An identity card.
    IdentityCard,
    /// A driving licence.
    DrivingLicence,
    /// A card of the institution.
    StudentCard,
    /// Nothing: they are known in person.
    InPerson,
    /// Something else; the note says what.
    Other,
}
