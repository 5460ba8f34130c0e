//! `ecdsa-sd-2023`: each statement signed by itself, so that a holder may leave some out.
//!
//! Source: Data Integrity ECDSA Cryptosuites v1.0, sections 3.4 to 3.6.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::disclosure::Disclosure;
use crate::key::{Algorithm, VerifyingKey};

/// Statements that are signed one by one; each costs a whole verification.
pub(super) const MAX_SIGNATURES: usize = 1_000;

/// The canonical statements with blank nodes under the names that they were signed by, sorted
/// anew. `None` when a node has no such name, or two nodes share one.
///
/// Source: section 3.4.1 (labelReplacementCanonicalizeNQuads).
pub(super) fn relabelled(canonical: &str, labels: &[(usize, [u8; 32])]) -> Option<Vec<String>> {
    let mut named: Vec<Option<String>> = vec![None; labels.len()];
    for (number, label) in labels {
        *named.get_mut(*number)? = Some(format!("_:u{}", BASE64_URL_SAFE_NO_PAD.encode(label)));
    }
    let mut different: Vec<&Option<String>> = named.iter().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() != named.len() {
        return None;
    }
    let mut lines = Vec::new();
    for line in canonical.lines() {
        let mut out = String::with_capacity(line.len() + 64);
        for term in terms(line)? {
            match term.strip_prefix("_:c14n") {
                Some(number) => out.push_str(named.get(number.parse::<usize>().ok()?)?.as_deref()?),
                None => out.push_str(term),
            }
            out.push(' ');
        }
        out.push_str(".\n");
        lines.push(out);
    }
    lines.sort_unstable();
    Some(lines)
}

/// Subject, predicate, object, and graph where there is one, of a canonical statement.
fn terms(line: &str) -> Option<Vec<&str>> {
    let mut rest = line.strip_suffix(" .")?;
    let mut terms = Vec::with_capacity(4);
    while !rest.is_empty() {
        // A space may stand in a literal, and nowhere else within a term.
        let from = if rest.starts_with('"') { end_of_literal(rest)? } else { 0 };
        let end = rest.get(from..)?.find(' ').map_or(rest.len(), |space| from + space);
        terms.push(rest.get(..end)?);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    Some(terms)
}

/// Where the closing quotation mark of a literal stands.
fn end_of_literal(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().enumerate().skip(1).find_map(|(index, byte)| {
        let end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        end.then_some(index)
    })
}

/// Whether `key` signed the proof and every statement in `mandatory`, and the key within the
/// disclosure every other one.
///
/// Source: sections 3.5.1 (serializeSignData) and 3.6.7 (Verify Derived Proof).
pub(super) fn verify(
    disclosure: &Disclosure,
    config_hash: &[u8],
    [mandatory, others]: &[Vec<String>; 2],
    key: &VerifyingKey,
) -> bool {
    let multikey = format!("z{}", bs58::encode(disclosure.public_key).into_string());
    let Ok(statement_key @ VerifyingKey::P256(_)) = VerifyingKey::from_multibase(&multikey) else {
        return false;
    };
    let mut hasher = Sha256::new();
    for line in mandatory {
        hasher.update(line);
    }
    let mut message = config_hash.to_vec();
    message.extend_from_slice(&disclosure.public_key);
    message.extend_from_slice(&hasher.finalize());
    key.verify(Algorithm::Es256, &message, &disclosure.base_signature)
        && disclosure.signatures.len() == others.len()
        && disclosure
            .signatures
            .iter()
            .zip(others)
            .all(|(signature, line)| statement_key.verify(Algorithm::Es256, line.as_bytes(), signature))
}

/// Parts statements into those at `indexes` and the others; `None` when an index names none.
pub(super) fn parted(lines: Vec<String>, indexes: &[usize]) -> Option<[Vec<String>; 2]> {
    let mut is_mandatory = vec![false; lines.len()];
    for index in indexes {
        *is_mandatory.get_mut(*index)? = true;
    }
    let mut parts = [Vec::new(), Vec::new()];
    for (line, mandatory) in lines.into_iter().zip(is_mandatory) {
        parts[usize::from(!mandatory)].push(line);
    }
    Some(parts)
}
