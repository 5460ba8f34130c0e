//! What suites over the text of a document hash: its JSON in RFC 8785 form.
//!
//! Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.3; Data Integrity ECDSA
//! Cryptosuites v1.0, section 3.3.

use sha2::{Digest as _, Sha256, Sha384};

use super::hashed::Digest;
use crate::json::{Object, Value, canonical_members};

/// The hash of the document without its member `left_out`; by the contexts in `context`, where a
/// proof names those that stood there when it was made.
pub(super) fn document_hash(
    document: &Object<'_>,
    left_out: Option<&str>,
    context: Option<&Value<'_>>,
    digest: Digest,
) -> Vec<u8> {
    let members = document.iter().filter(|(key, _)| Some(*key) != left_out);
    let members = members.map(|(key, value)| match context {
        Some(context) if key == "@context" => (key, context),
        _ => (key, value),
    });
    hash(&canonical_members(members), digest)
}

/// The hash of the proof without `proofValue`.
pub(super) fn config_hash(proof: &Object<'_>, digest: Digest) -> Vec<u8> {
    hash(&canonical_members(proof.iter().filter(|(key, _)| *key != "proofValue")), digest)
}

fn hash(text: &str, digest: Digest) -> Vec<u8> {
    match digest {
        Digest::Sha256 => Sha256::digest(text).to_vec(),
        Digest::Sha384 => Sha384::digest(text).to_vec(),
    }
}
