//! `ecdsa-sd-2023`: each statement signed by itself, so that a holder may leave some out.
//!
//! Source: Data Integrity ECDSA Cryptosuites v1.0, sections 3.4 to 3.6.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::disclosure::{Disclosure, Shown};
use crate::json::Object;
use crate::key::{Algorithm, VerifyingKey};
use crate::rdf::select::{Statement, statements};
use crate::rdf::{Edition, RdfError};

/// Statements that are signed one by one; each costs a whole verification.
pub(super) const MAX_SIGNATURES: usize = 1_000;

/// The statements of a document under the names by which a disclosure signed them, and which of
/// them must be shown. `None` where the disclosure does not fit the document.
///
/// # Errors
/// When we cannot tell what the document says.
///
/// Source: sections 3.5.9 (createVerifyData) and 3.6.4 (Base Proof Transformation).
pub(super) fn signed_statements(
    document: &Object<'_>,
    left_out: Option<&str>,
    disclosure: &Disclosure,
    edition: Edition,
) -> Result<Option<Vec<Statement>>, RdfError> {
    let found = match &disclosure.shown {
        Shown::All { hmac_key, mandatory } => {
            let pointers: Vec<&str> = mandatory.iter().map(String::as_str).collect();
            let label = |label: &str| {
                let mut mac = Hmac::<Sha256>::new_from_slice(hmac_key).ok()?;
                mac.update(label.as_bytes());
                Some(name(&mac.finalize().into_bytes()))
            };
            statements(document, left_out, edition, &pointers, &label)
        }
        Shown::Part { labels, mandatory } => {
            let names: FxHashMap<String, String> =
                labels.iter().map(|(number, label)| (format!("c14n{number}"), name(label))).collect();
            let mut different: Vec<&String> = names.values().collect();
            different.sort_unstable();
            different.dedup();
            // Two nodes under one name would be shown as two, and were signed as one.
            if different.len() != labels.len() {
                return Ok(None);
            }
            let found = statements(document, left_out, edition, &[], &|label| names.get(label).cloned());
            found.map(|mut lines| {
                for line in &mut lines {
                    line.chosen = false;
                }
                for index in mandatory {
                    if let Some(line) = lines.get_mut(*index) {
                        line.chosen = true;
                    }
                }
                lines
            })
        }
    };
    match found {
        Err(err) if err.fault.is_beyond_us() => Err(err),
        found => Ok(found.ok()),
    }
}

/// The name of a blank node, of bytes that tell nothing.
fn name(label: &[u8]) -> String {
    format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(label))
}

/// Whether `key` signed the proof and every statement that must be shown, and the key within the
/// disclosure every other one.
///
/// Source: sections 3.5.1 (serializeSignData) and 3.6.7 (Verify Derived Proof).
pub(super) fn verify(
    disclosure: &Disclosure,
    config_hash: &[u8],
    statements: &[Statement],
    key: &VerifyingKey,
) -> bool {
    let multikey = format!("z{}", bs58::encode(disclosure.public_key).into_string());
    let Ok(statement_key @ VerifyingKey::P256(_)) = VerifyingKey::from_multibase(&multikey) else {
        return false;
    };
    let mut hasher = Sha256::new();
    for mandatory in statements.iter().filter(|statement| statement.chosen) {
        hasher.update(&mandatory.text);
    }
    let mut message = config_hash.to_vec();
    message.extend_from_slice(&disclosure.public_key);
    message.extend_from_slice(&hasher.finalize());
    key.verify(Algorithm::Es256, &message, &disclosure.base_signature)
        && disclosure.signatures.len() == statements.iter().filter(|statement| !statement.chosen).count()
        && disclosure.signatures.iter().zip(statements.iter().filter(|statement| !statement.chosen)).all(
            |(signature, other)| statement_key.verify(Algorithm::Es256, other.text.as_bytes(), signature),
        )
}
