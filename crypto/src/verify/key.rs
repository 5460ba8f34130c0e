//! Which key signed, and whose it is.

use time::OffsetDateTime;

use super::report::{Check, CheckId, Outcome};
use super::{Ground, Known, Need};
use crate::did::{self, MethodFault};
use crate::instant;
use crate::key::VerifyingKey;
use crate::proof::Purpose;

/// A key, and what its document says about its life.
pub(super) struct Key {
    pub(super) public: VerifyingKey,
    revoked: Option<OffsetDateTime>,
    expires: Option<OffsetDateTime>,
}

fn proof(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Proof, outcome, code, params)
}

fn issuer(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Issuer, outcome, code, params)
}

/// Whether a DID is one whose document has to be fetched, and can be.
pub(super) fn is_fetched(did: &str) -> bool {
    did.starts_with("did:web:")
}

/// What has to be fetched for the key `method` of `controller`.
pub(super) fn needs(method: &str, _controller: Option<&str>) -> Vec<Need> {
    let did = did::did_of(method);
    if is_fetched(did) { vec![Need::DidDocument { did: did.to_owned() }] } else { Vec::new() }
}

/// The key behind a verification method: computed for did:key, looked up in what is known else.
pub(super) fn find_key(method: &str, purpose: Purpose, ground: &Ground<'_>) -> Result<Key, Check> {
    let named = |outcome, code: &str| proof(outcome, code, &[("method", method)]);
    if method.starts_with("did:key:") {
        return match did::key_of_did_key(method) {
            Ok(public) => Ok(Key { public, revoked: None, expires: None }),
            Err(crate::key::KeyError::UnsupportedType) => {
                Err(named(Outcome::Unknown, "key_method_unsupported"))
            }
            Err(_) => Err(named(Outcome::Failed, "key_unusable")),
        };
    }
    if !crate::rdf::is_absolute_iri(method) {
        return Err(proof(Outcome::Failed, "proof_malformed", &[("member", "verificationMethod")]));
    }
    let did = did::did_of(method);
    if !is_fetched(did) {
        return Err(named(Outcome::Unknown, "key_method_unsupported"));
    }
    let because =
        |outcome, code: &str, reason: &str| proof(outcome, code, &[("method", method), ("reason", reason)]);
    match ground.known(did) {
        None => Err(because(Outcome::Unknown, "key_unreachable", "it was not asked for")),
        Some(Known::Unreachable { reason }) => Err(because(Outcome::Unknown, "key_unreachable", reason)),
        Some(Known::Found { text }) => match did::find_method(text, method, purpose.as_str()) {
            Ok(found) => Ok(Key { public: found.key, revoked: found.revoked, expires: found.expires }),
            Err(fault @ MethodFault::NotListed) => {
                Err(because(Outcome::Failed, "key_not_listed", &fault.to_string()))
            }
            Err(fault) => Err(because(Outcome::Unknown, "key_unreachable", &fault.to_string())),
        },
    }
}

/// Whether the key is the issuer's, and was when it signed.
pub(super) fn owner(
    method: &str,
    issuer_id: Option<&str>,
    key: &Key,
    created: Option<OffsetDateTime>,
    _purpose: Purpose,
    ground: &Ground<'_>,
) -> Check {
    let now = ground.now;
    let Some(issuer_id) = issuer_id else { return issuer(Outcome::Failed, "issuer_missing", &[]) };
    let both = [("method", method), ("issuer", issuer_id)];
    if did::did_of(method) != issuer_id {
        // A web address may well stand for the owner of the key; a DID says who owns it.
        return if issuer_id.starts_with("did:") {
            issuer(Outcome::Failed, "key_not_issuers", &both)
        } else {
            issuer(Outcome::Unknown, "issuer_unproven", &both)
        };
    }
    match (key.revoked, key.expires) {
        (Some(revoked), _) if revoked <= now => {
            issuer(Outcome::Failed, "key_revoked", &[("revoked", &instant::write(revoked))])
        }
        (_, Some(expires)) if expires <= now => {
            let older = created.is_some_and(|created| created <= expires);
            let outcome = if older { Outcome::Warning } else { Outcome::Failed };
            issuer(outcome, "key_expired", &[("until", &instant::write(expires))])
        }
        _ => issuer(Outcome::Passed, "key_is_issuers", &[]),
    }
}
