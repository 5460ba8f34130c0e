//! DIDs: did:key by computation, others by their documents.

use crate::key::{KeyError, PublicKey};

/// The did:key of a public key.
///
/// Source: The did:key Method v0.9.
pub fn did_key(key: &PublicKey) -> String {
    format!("did:key:{}", key.multibase())
}

/// The verification method by which a did:key signs: `did:key:z6Mk…#z6Mk…`.
pub fn did_key_method(key: &PublicKey) -> String {
    let multibase = key.multibase();
    format!("did:key:{multibase}#{multibase}")
}

/// Reads the key out of a did:key or of its verification method.
///
/// A missing fragment is accepted, since issuers in the field leave it out; another key's
/// fragment is not.
///
/// # Errors
/// [`KeyError`] when it is no did:key, or not one of an Ed25519 key.
pub fn key_of_did_key(did_url: &str) -> Result<PublicKey, KeyError> {
    let rest = did_url.strip_prefix("did:key:").ok_or(KeyError::Multibase)?;
    let (multibase, fragment) = rest.split_once('#').unwrap_or((rest, rest));
    if fragment == multibase { PublicKey::from_multibase(multibase) } else { Err(KeyError::Multibase) }
}
