//! What must be known about a document before it can be judged.

use std::collections::BTreeSet;

use super::{Knowledge, Known, Need, status};
use crate::credential::Credential;
use crate::did;
use crate::json::{Limits, Object, Value, read};

/// Needs that [`needs`] gives at once; more are not asked for, so that a document cannot make us ask the
/// whole world.
pub const MAX_NEEDS: usize = 64;

/// Whether a DID is one whose document has to be fetched, and can be.
pub(super) fn is_fetched(did: &str) -> bool {
    did.starts_with("did:web:")
}

/// What must be known about `document` and is not in `knowledge` yet.
///
/// Call it again after each round of fetching, until it gives nothing: a fetched status list
/// may be signed by an issuer whose DID document is needed in turn. Two rounds suffice; a
/// caller should stop at four.
pub fn needs(document: &[u8], knowledge: &Knowledge) -> Vec<Need> {
    let mut found = BTreeSet::new();
    if let Ok(value) = read(document, Limits::RECORD)
        && let Some(object) = value.as_object()
    {
        of_credential(object, knowledge, &mut found);
    }
    found.into_iter().filter(|need| !knowledge.0.contains_key(need.key())).take(MAX_NEEDS).collect()
}

fn of_credential(object: &Object<'_>, knowledge: &Knowledge, found: &mut BTreeSet<Need>) {
    of_proofs(object, found);
    let (credential, _) = Credential::read(object);
    for entry in credential.statuses.iter().filter(|entry| entry.kind == status::BITSTRING) {
        let Some(url) = &entry.list else { continue };
        if found.insert(Need::StatusList { url: url.clone() })
            && let Some(Known::Found { text }) = knowledge.0.get(url)
            && let Ok(list) = read(text.as_bytes(), Limits::CREDENTIAL)
            && let Some(list) = list.as_object()
        {
            of_proofs(list, found);
        }
    }
    for nested in super::run::nested(object) {
        of_credential(nested, knowledge, found);
    }
}

fn of_proofs(object: &Object<'_>, found: &mut BTreeSet<Need>) {
    for proof in object.get("proof").map(Value::items).unwrap_or_default() {
        let method = proof.get("verificationMethod").and_then(Value::as_str).unwrap_or_default();
        let did = did::did_of(method);
        if is_fetched(did) {
            found.insert(Need::DidDocument { did: did.to_owned() });
        }
    }
}
