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
