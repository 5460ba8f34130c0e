//! What suites over the meaning of a document hash: statements in RDFC-1.0 form.
//!
//! Source: Data Integrity EdDSA Cryptosuites v1.0, sections 3.2 and appendix on
//! `Ed25519Signature2020`; Data Integrity ECDSA Cryptosuites v1.0, section 3.2.

use crate::json::{Object, Value};
use crate::rdf::{Edition, RdfError, canonical_hash};

/// SHA-256 of the canonical document, its member `left_out` not looked at.
pub(super) fn document_hash(
    document: &Object<'_>,
    left_out: Option<&str>,
    edition: Edition,
) -> Result<[u8; 32], RdfError> {
    canonical_hash(document, left_out, edition)
}

/// SHA-256 of the canonical proof configuration: `proof` without `proofValue`, read by the
/// contexts of its document.
pub(super) fn config_hash(
    context: Option<&Value<'_>>,
    proof: &Object<'_>,
    edition: Edition,
) -> Result<[u8; 32], RdfError> {
    let config = config(context, proof);
    canonical_hash(&config, None, edition).map_err(|err| err.at("proof"))
}

fn config<'a>(context: Option<&Value<'a>>, proof: &Object<'a>) -> Object<'a> {
    let mut config = proof.without("proofValue");
    config.set("@context", context.cloned().unwrap_or(Value::Null));
    config
}
