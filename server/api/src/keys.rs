//! Keys of a learner's own.

use serde::{Deserialize, Serialize};

/// What is to be signed to prove a key.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct KeyChallenge {
    /// The `challenge` of the presentation's proof.
    pub challenge: String,
    /// Its `domain`: this service's address.
    pub domain: String,
    /// Until when it can be answered, RFC 3339.
    pub expires_at: String,
}

/// The answer to a challenge.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyProof {
    /// A `VerifiablePresentation` that the key's holder signed over the challenge, for the domain;
    /// its holder is a did:key. Nothing has to be in it.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub presentation: serde_json::Value,
}

/// A key that was proven.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProvenKey {
    /// Its DID.
    pub did: String,
}

/// A copy of a learner's key, sealed in their browser: the seed of an Ed25519 key by
/// XChaCha20-Poly1305 under a key that Argon2id makes of a passphrase. The key's DID is the
/// associated data. Bytes are base64 without padding.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SealedKey {
    /// The version of this form: 1.
    pub v: u32,
    /// How the passphrase becomes a key.
    pub kdf: SealedKdf,
    /// 24 bytes.
    pub nonce: String,
    /// The sealed seed and its tag: 48 bytes.
    pub ciphertext: String,
}

impl SealedKey {
    /// The version of the form.
    pub const VERSION: u32 = 1;
    /// What makes a key of a passphrase.
    pub const KDF: &str = "argon2id";
}

/// How a passphrase becomes a key.
///
/// Source: RFC 9106 (Argon2), version 0x13.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SealedKdf {
    /// `argon2id`.
    pub name: String,
    /// Memory, in KiB.
    pub m: u32,
    /// Passes over it.
    pub t: u32,
    /// Lanes: 1.
    pub p: u32,
    /// 16 bytes.
    pub salt: String,
}

/// A sealed copy to be kept.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSealedKey {
    /// The DID of the key, which was proven before.
    pub did: String,
    /// The copy.
    pub sealed: SealedKey,
}

/// Asks what a link shows, to sign it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresentationRequest {
    /// The DID of the key that will sign: one that this person has proven.
    pub did: String,
}

/// What a link shows, signed by its owner.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignedPresentation {
    /// The presentation that was asked for, with an `eddsa-jcs-2022` proof as its last member: its
    /// text as it was signed.
    pub presentation: String,
}
