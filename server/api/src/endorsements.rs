//! Endorsements: speaking in favour of what others award.

use serde::{Deserialize, Serialize};

/// Something to be looked at for what of it can be endorsed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndorsementLook {
    /// An achievement, a profile or a credential as JSON, or a DID as text.
    pub about: serde_json::Value,
}

/// Something that can be endorsed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EndorsementSubject {
    /// `achievement`, `profile` or `credential`.
    pub kind: String,
    /// Its id: an address or a DID.
    pub id: String,
    /// Its name; its id where it has none.
    pub name: String,
}

/// An endorsement to be signed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEndorsement {
    /// What has the subject in it, as it was looked at.
    pub about: serde_json::Value,
    /// The id of what is endorsed.
    pub subject: String,
    /// What is said in its favour.
    pub comment: String,
}

/// An endorsement that an institution has given.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Endorsement {
    /// Its id, a UUID; it lives at `/endorsements/{id}`.
    pub id: String,
    /// `achievement`, `profile` or `credential`.
    pub kind: String,
    /// The id of what is endorsed.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// What is said.
    pub comment: String,
    /// When it was signed, RFC 3339.
    pub signed_at: String,
    /// When it was taken back, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
}

/// What somebody else says in favour of an achievement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReceivedEndorsement {
    /// Its id here, a UUID.
    pub id: String,
    /// Who says it, by name.
    pub endorser: String,
    /// What is said.
    pub comment: String,
    /// When it was brought, RFC 3339.
    pub received_at: String,
}

/// An endorsement that somebody else has signed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndorsementDocument {
    /// The signed endorsement, an `EndorsementCredential`.
    pub endorsement: serde_json::Value,
}
