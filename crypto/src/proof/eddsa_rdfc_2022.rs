//! `eddsa-rdfc-2022`: Ed25519 over the RDFC-1.0 forms of proof and document.
//!
//! Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.2.

use crate::json::{Object, Value};
use crate::rdf::{Edition, RdfError, canonical_hash};

/// SHA-256 of the canonical document, its proofs left out.
pub(super) fn document_hash(document: &Object<'_>, edition: Edition) -> Result<[u8; 32], RdfError> {
    canonical_hash(document, Some("proof"), edition)
}

/// The 64 bytes that are signed: SHA-256 of the canonical proof configuration, then that of the
/// document. The configuration is `proof` without `proofValue`, read by the document's contexts.
pub(super) fn hash(
    document_hash: &[u8; 32],
    document: &Object<'_>,
    proof: &Object<'_>,
    edition: Edition,
) -> Result<[u8; 64], RdfError> {
    let mut config = proof.without("proofValue");
    config.set("@context", document.get("@context").cloned().unwrap_or(Value::Null));
    let mut hash = [0; 64];
    let (first, second) = hash.split_at_mut(32);
    first.copy_from_slice(&canonical_hash(&config, None, edition).map_err(|err| err.at("proof"))?);
    second.copy_from_slice(document_hash);
    Ok(hash)
}
