//! Credentials, as staff award them and as learners hold them.

use serde::{Deserialize, Serialize};

use super::open_badges::SubjectContent;

/// Who receives an award: a name, and an address, one of the institution's learners or a DID.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recipient {
    /// The name that the credential shows; of a learner the learner's, where it is left out.
    #[serde(default)]
    pub name: String,
    /// Where the offer goes; in the credential only as a salted hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The id of one of the institution's learners.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learner: Option<String>,
    /// A DID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did: Option<String>,
}

/// An award: one achievement to one recipient.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Award {
    /// The achievement's id.
    pub achievement: String,
    /// Who receives it.
    pub recipient: Recipient,
    /// What is particular to it: narrative, evidence, results, dates, role, term.
    #[serde(default)]
    pub content: SubjectContent,
    /// From when it is good, RFC 3339; from now when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Until when it is good, RFC 3339; as long as the achievement says when absent.
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

/// Credentials that are looked for; what is left out leaves nothing out.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CredentialSearch {
    /// Of this achievement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achievement: Option<String>,
    /// `waiting`, `claimed`, `expired`, `suspended` or `revoked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What is in the recipient's name or address.
    #[serde(default)]
    pub words: String,
}

/// A credential with its history.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CredentialFile {
    /// The credential.
    pub credential: AwardedCredential,
    /// The signed text of the edition that stands, byte for byte.
    pub document: String,
    /// Which edition that is; the first is 1.
    pub edition: u32,
    /// From when it is good, RFC 3339.
    pub valid_from: String,
    /// Until when, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Whether it was issued to be suspended.
    pub suspendable: bool,
    /// Whether whoever asks may take it back, suspend and correct it.
    pub changeable: bool,
    /// What was done to it, oldest first.
    pub history: Vec<CredentialEvent>,
}

/// Something that was done to a credential.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CredentialEvent {
    /// When, RFC 3339.
    pub at: String,
    /// What, such as `credential.corrected`.
    pub act: String,
    /// Why, in the words of whoever did it; may be empty.
    pub reason: String,
}

/// A credential that was issued with others.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct IssuedCredential {
    /// Its id, a UUID; its address is `/credentials/{id}`.
    pub id: String,
    /// To whom.
    pub recipient_name: String,
}

/// Why a credential is taken back or suspended.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Revocation {
    /// For the recipient and for whoever checks, in plain words.
    pub reason: String,
}

/// Credentials that are taken back together, all of them or none.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Revocations {
    /// Their ids, at most 500.
    pub credentials: Vec<String>,
    /// For the recipients and for whoever checks, in plain words.
    pub reason: String,
}

/// What a credential should have said; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Correction {
    /// The recipient's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The recipient's e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What is particular to the award, all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<SubjectContent>,
    /// Until when it is good, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Whether it is good for ever; `validUntil` is left out then.
    #[serde(default)]
    pub for_ever: bool,
    /// What was wrong, in a few words.
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
