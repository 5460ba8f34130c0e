//! What suites over the meaning of a document hash: statements in RDFC-1.0 form.
//!
//! Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.2; Data Integrity ECDSA
//! Cryptosuites v1.0, section 3.2.

use sha2::{Digest as _, Sha256};

use super::hashed::Digest;
use super::template;
use crate::json::{Object, Value};
use crate::rdf::{Edition, RdfError, canonical_hash, canonical_hash_384};

/// SHA-256 of the canonical form of an object, its member `left_out` not looked at.
pub(super) fn hash_256(
    object: &Object<'_>,
    left_out: Option<&str>,
    edition: Edition,
) -> Result<[u8; 32], RdfError> {
    canonical_hash(object, left_out, edition)
}

/// The hash of the canonical form of an object, its member `left_out` not looked at.
pub(super) fn hash(
    object: &Object<'_>,
    left_out: Option<&str>,
    edition: Edition,
    digest: Digest,
) -> Result<Vec<u8>, RdfError> {
    match digest {
        Digest::Sha256 => canonical_hash(object, left_out, edition).map(Vec::from),
        Digest::Sha384 => canonical_hash_384(object, left_out, edition).map(Vec::from),
    }
}

/// The hash of the canonical proof configuration: `proof` without `proofValue`, read by the
/// contexts of its document.
pub(super) fn config_hash(
    context: Option<&Value<'_>>,
    proof: &Object<'_>,
    edition: Edition,
    digest: Digest,
) -> Result<Vec<u8>, RdfError> {
    if digest == Digest::Sha256
        && let Some(text) = template::canonical_config(context, proof, edition)
    {
        return Ok(Sha256::digest(text).to_vec());
    }
    let mut config = proof.without("proofValue");
    config.set("@context", context.cloned().unwrap_or(Value::Null));
    hash(&config, None, edition, digest).map_err(|err| err.at("proof"))
}
