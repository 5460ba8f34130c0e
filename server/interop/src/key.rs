//! did:key identifiers: which kind of key, and is it one.
//!
//! `did-method-key` copies the key into the document as it stands; whether it has the right
//! length and lies on its curve is looked at here, before.

use serde_json::{Value, json};
use ssi::{jwk::JWK, multicodec};

use crate::ResolveError;

/// The kinds of key that a did:key may carry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum KeyKind {
    Ed25519,
    X25519,
    P256,
    P384,
    Secp256k1,
}

impl KeyKind {
    fn of_codec(codec: u64) -> Option<Self> {
        Some(match codec {
            multicodec::ED25519_PUB => Self::Ed25519,
            multicodec::X25519_PUB => Self::X25519,
            multicodec::P256_PUB => Self::P256,
            multicodec::P384_PUB => Self::P384,
            multicodec::SECP256K1_PUB => Self::Secp256k1,
            _ => return None,
        })
    }

    /// Bytes of a public key; points of the NIST and Koblitz curves are compressed.
    fn length(self) -> usize {
        match self {
            Self::Ed25519 | Self::X25519 => 32,
            Self::P256 | Self::Secp256k1 => 33,
            Self::P384 => 49,
        }
    }

    /// The document with the relationships that this kind of key can serve.
    pub(crate) fn with_relationships(self, mut document: Value) -> Value {
        const SIGNING: [&str; 4] =
            ["authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation"];
        let method = json!([document["verificationMethod"][0]["id"]]);
        if let Some(members) = document.as_object_mut() {
            if self == Self::X25519 {
                members.retain(|name, _| !SIGNING.contains(&name.as_str()));
                members.insert("keyAgreement".to_owned(), method);
            } else {
                members.extend(SIGNING.map(|name| (name.to_owned(), method.clone())));
            }
        }
        document
    }
}

/// Looks at the part of a did:key after `did:key:`.
pub(crate) fn check(id: &str) -> Result<KeyKind, ResolveError> {
    let bytes = id
        .strip_prefix('z')
        .and_then(|text| bs58::decode(text).into_vec().ok())
        .ok_or(ResolveError::InvalidDid)?;
    let encoded = multicodec::MultiEncodedBuf::new(bytes).map_err(|_| ResolveError::InvalidDid)?;
    let (codec, key) = encoded.parts();
    let kind = KeyKind::of_codec(codec).ok_or(ResolveError::UnsupportedPublicKeyType)?;
    if key.len() != kind.length() {
        return Err(ResolveError::InvalidPublicKeyLength { expected: kind.length(), actual: key.len() });
    }
    let sound = match kind {
        KeyKind::Ed25519 => crypto::key::PublicKey::from_multibase(id).is_ok(),
        KeyKind::X25519 => true,
        KeyKind::P256 | KeyKind::P384 | KeyKind::Secp256k1 => JWK::from_multicodec(&encoded).is_ok(),
    };
    if sound { Ok(kind) } else { Err(ResolveError::InvalidPublicKey) }
}
