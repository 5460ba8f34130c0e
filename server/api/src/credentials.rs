//! Credentials, as staff award them and as learners hold them.

use serde::{Deserialize, Serialize};

/// Who receives an award.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recipient {
    /// The name that the credential shows.
    pub name: String,
    /// Where the offer goes; in the credential only as a salted hash.
    pub email: String,
}

/// An award: one achievement to one recipient.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Award {
    /// The achievement's id.
    pub achievement: String,
    /// Who receives it.
    pub recipient: Recipient,
    /// Until when it is good, RFC 3339; for good when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

/// Whether a credential still stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CredentialState {
    /// Issued, and not taken back.
    Issued,
    /// Not good for now, says its issuer.
    Suspended,
    /// Taken back by its issuer.
    Revoked,
}

/// A credential as its issuer's staff see it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AwardedCredential {
    /// The credential's id, a UUID; its address is `/credentials/{id}`.
    pub id: String,
    /// The achievement's id.
    pub achievement: String,
    /// The recipient's name.
    pub recipient_name: String,
    /// Where the offer went.
    pub recipient_email: String,
    /// When it was awarded, RFC 3339.
    pub awarded_at: String,
    /// Whether it still stands.
    pub state: CredentialState,
    /// Whether the recipient has taken it into their wallet.
    pub claimed: bool,
    /// Why it is suspended or was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Why a credential is taken back.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Revocation {
    /// For the recipient and for whoever checks, in plain words.
    pub reason: String,
}

/// A credential in the signed-in person's wallet.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct HeldCredential {
    /// Its id in the wallet, a UUID.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The name that the issuer gives itself.
    pub issuer_name: String,
    /// The signed text, byte for byte.
    pub document: String,
}
