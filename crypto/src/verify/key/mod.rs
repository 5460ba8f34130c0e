//! Which key signed, and whose it is.
//!
//! Two questions, kept apart. [`find_key`] gives the key that a verification method means, so
//! that the signature can be checked; [`owner`] says whether that key is the issuer's (or the
//! holder's). A good signature by somebody else's key fails the second, never the first.

use time::OffsetDateTime;

use super::report::{Check, CheckId, Outcome};
use super::{Ground, Known, Need};
use crate::did::{self, Listing, Method, MethodFault, OnTheWeb};
use crate::instant;
use crate::key::{KeyError, VerifyingKey};
use crate::open_badges_2::authority;
use crate::proof::Purpose;

/// A key, and what is known of it.
pub(super) struct Key {
    pub(super) public: VerifyingKey,
    /// What it is called: a verification method, or its thumbprint.
    pub(super) name: String,
    origin: Origin,
    revoked: Option<OffsetDateTime>,
    expires: Option<OffsetDateTime>,
}

/// Where a key comes from.
enum Origin {
    /// The document of this controller lists it for the purpose, or the DID is the key.
    Controller(String),
    /// It is published at this address, which says nothing of whose it is.
    Published(String),
    /// The signature brought it along.
    Signature,
}

impl Key {
    /// A key that a signature brings along.
    pub(super) fn brought(public: VerifyingKey) -> Self {
        let name = public.thumbprint();
        Self { public, name, origin: Origin::Signature, revoked: None, expires: None }
    }

    fn listed(method: &str, controller: &str, found: Method) -> Self {
        Self {
            public: found.key,
            name: method.to_owned(),
            origin: Origin::Controller(controller.to_owned()),
            revoked: found.revoked,
            expires: found.expires,
        }
    }
}

fn proof(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Proof, outcome, code, params)
}

fn issuer(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Issuer, outcome, code, params)
}

/// Whether a DID is one whose document has to be fetched, and can be.
fn is_fetched(did: &str) -> bool {
    did.starts_with("did:web:")
}

/// Whether an id is an address at which something may be found. (That plain http is for this
/// machine alone is whoever fetches' business.)
fn is_on_the_web(id: &str) -> bool {
    id.starts_with("https://") || id.starts_with("http://")
}

/// An address or DID URL up to its fragment.
fn without_fragment(method: &str) -> &str {
    method.split('#').next().unwrap_or(method)
}

/// What has to be fetched for the key `method` of `controller`.
pub(super) fn needs(method: &str, controller: Option<&str>) -> Vec<Need> {
    let mut needs = Vec::new();
    if is_fetched(method) {
        needs.push(Need::DidDocument { did: did::did_of(method).to_owned() });
    } else if is_on_the_web(method) {
        needs.push(Need::KeySet { url: without_fragment(method).to_owned() });
    }
    let Some(controller) = controller else { return needs };
    if is_on_the_web(controller) {
        let need = Need::KeySet { url: without_fragment(controller).to_owned() };
        if !needs.contains(&need) {
            needs.push(need);
        }
    } else if is_fetched(controller) && !method.starts_with("did:") {
        needs.push(Need::DidDocument { did: did::did_of(controller).to_owned() });
    }
    needs
}

/// The key behind a verification method: computed for DIDs that are keys, looked up in what is
/// known for others.
pub(super) fn find_key(method: &str, purpose: Purpose, ground: &Ground<'_>) -> Result<Key, Check> {
    let named = |outcome, code: &str| proof(outcome, code, &[("method", method)]);
    if let Some(computed) = did::computed(method) {
        return match computed {
            Ok(key) => {
                let found = Method { key, revoked: None, expires: None };
                Ok(Key::listed(method, did::did_of(method), found))
            }
            Err(KeyError::UnsupportedType) => Err(named(Outcome::Unknown, "key_method_unsupported")),
            Err(_) => Err(named(Outcome::Failed, "key_unusable")),
        };
    }
    let sound = if method.starts_with("did:") { did::is_did_url(method) } else { is_absolute(method) };
    if !sound {
        return Err(proof(Outcome::Failed, "proof_malformed", &[("member", "verificationMethod")]));
    }
    if is_on_the_web(method) {
        return on_the_web(method, purpose, ground);
    }
    let did = did::did_of(method);
    if did.starts_with("did:example:") {
        // Set aside for examples (DID Core v1.0, section 3.1): nobody can ever have a key there.
        return Err(named(Outcome::Failed, "key_unusable"));
    }
    if !is_fetched(did) {
        return Err(named(Outcome::Unknown, "key_method_unsupported"));
    }
    let text = known(did, ground).map_err(|reason| unreachable(method, reason))?;
    match did::find_method(text, did, method, purpose.as_str()) {
        Ok(found) => Ok(Key::listed(method, did, found)),
        Err(fault) => Err(no_key(method, &fault)),
    }
}

fn is_absolute(method: &str) -> bool {
    crate::rdf::is_absolute_iri(method)
}

/// A key at an https address. Where nothing was found, or nothing about keys, an address whose
/// fragment is a Multikey still lets the signature be checked.
fn on_the_web(method: &str, purpose: Purpose, ground: &Ground<'_>) -> Result<Key, Check> {
    let address = without_fragment(method);
    let found = match known(address, ground) {
        Err(reason) => Err(unreachable(method, reason)),
        Ok(text) => match did::find_on_the_web(text, address, method, purpose.as_str()) {
            Ok(found) => Ok(found),
            Err(fault) => Err(no_key(method, &fault)),
        },
    };
    let err = match found {
        Ok(OnTheWeb::Listed(found)) => return Ok(Key::listed(method, address, found)),
        Ok(OnTheWeb::Published(public)) => {
            let (name, origin) = (method.to_owned(), Origin::Published(address.to_owned()));
            return Ok(Key { public, name, origin, revoked: None, expires: None });
        }
        Err(err) => err,
    };
    let fragment = method.split_once('#').map(|(_, fragment)| fragment);
    match fragment.map(VerifyingKey::from_multibase) {
        Some(Ok(public)) => Ok(Key { name: method.to_owned(), ..Key::brought(public) }),
        _ => Err(err),
    }
}

/// What was found under an id, or in a clause why nothing was.
fn known<'k>(id: &str, ground: &Ground<'k>) -> Result<&'k str, &'k str> {
    match ground.known(id) {
        None => Err("it was not asked for"),
        Some(Known::Unreachable { reason }) => Err(reason),
        Some(Known::Found { text, .. }) => Ok(text),
    }
}

fn unreachable(method: &str, reason: &str) -> Check {
    proof(Outcome::Unknown, "key_unreachable", &[("method", method), ("reason", reason)])
}

fn no_key(method: &str, fault: &MethodFault) -> Check {
    let reason = fault.to_string();
    match fault {
        MethodFault::NotListed => {
            proof(Outcome::Failed, "key_not_listed", &[("method", method), ("reason", &reason)])
        }
        _ => unreachable(method, &reason),
    }
}

/// Why a check that builds on the `issuer` check knows nothing where that one knows nothing: the
/// signature itself may well have been checked.
pub(super) fn why_unknown(issuer: &Check) -> &'static str {
    if issuer.code == "proof_not_checked" { "proof_not_checked" } else { "owner_not_known" }
}

/// Whether `key` is that of `owner`, an issuer or holder, and was when it signed; with what was
/// looked at for that.
///
/// * `created`: when the signature says that it was made.
pub(super) fn owner(
    key: &Key,
    owner: Option<&str>,
    created: Option<OffsetDateTime>,
    purpose: Purpose,
    ground: &Ground<'_>,
) -> Check {
    let mut check = belongs(key, owner, created, purpose, ground);
    check.note("key", &key.name);
    if let Some(id) = owner {
        let name = if purpose == Purpose::AssertionMethod { "issuer" } else { "holder" };
        check.note(name, id);
        // A DID that is a key needs no document.
        if is_fetched(id) || is_on_the_web(id) {
            let document = without_fragment(id);
            check.note("keyDocument", document);
            ground.note_fetched(&mut check, document);
            return ground.aged_keys(check, document);
        }
    }
    check
}

fn belongs(
    key: &Key,
    owner: Option<&str>,
    created: Option<OffsetDateTime>,
    purpose: Purpose,
    ground: &Ground<'_>,
) -> Check {
    let Some(id) = owner else { return issuer(Outcome::Failed, "issuer_missing", &[]) };
    let both = [("method", key.name.as_str()), ("issuer", id)];
    match &key.origin {
        Origin::Controller(controller) if controller == id => {
            return in_use(key.revoked, key.expires, created, ground);
        }
        // A web address may well stand for the owner of the key; a DID says who owns it.
        Origin::Controller(controller) if controller.starts_with("did:") && id.starts_with("did:") => {
            return issuer(Outcome::Failed, "key_not_issuers", &both);
        }
        _ => {}
    }
    let published = match listing(id, &key.public, purpose, ground) {
        Listing::Listed(found) => return in_use(found.revoked, found.expires, created, ground),
        Listing::NotListed => return issuer(Outcome::Failed, "key_not_issuers", &both),
        // A profile that could not be looked at may well name other keys.
        Listing::Unclear => false,
        Listing::Silent => match &key.origin {
            // Many people may share a site, so that a holder does is nothing at all.
            Origin::Published(address) if matches!(purpose, Purpose::AssertionMethod) => {
                site_of(address).is_some_and(|site| site_of(id) == Some(site))
            }
            _ => false,
        },
    };
    if published {
        issuer(Outcome::Warning, "key_at_issuers_site", &both)
    } else {
        issuer(Outcome::Unknown, "issuer_unproven", &both)
    }
}

/// What the document of an issuer, brought or computed, says about a key.
fn listing(id: &str, key: &VerifyingKey, purpose: Purpose, ground: &Ground<'_>) -> Listing {
    match did::computed(id) {
        Some(Ok(own)) if own == *key => Listing::Listed(Method { key: own, revoked: None, expires: None }),
        Some(_) => Listing::NotListed,
        None => match known(without_fragment(id), ground) {
            Ok(text) => did::is_listed(text, id, key, purpose.as_str()),
            Err(_) => Listing::Unclear,
        },
    }
}

/// Whether the `issuer` check found the key, or the place of a hosted badge, to be the issuer's:
/// by the issuer's own word, and not only by standing on the same site.
pub(super) fn is_issuers(check: &Check) -> bool {
    const CODES: [&str; 4] = ["key_is_issuers", "key_is_issuers_as_of", "key_expired", "hosted_by_issuer"];
    check.is_good() && CODES.contains(&check.code.as_str())
}

/// The issuer's own key: whether it was neither withdrawn nor retired.
fn in_use(
    revoked: Option<OffsetDateTime>,
    expires: Option<OffsetDateTime>,
    created: Option<OffsetDateTime>,
    ground: &Ground<'_>,
) -> Check {
    match (revoked, expires) {
        (Some(revoked), _) if revoked <= ground.now => {
            issuer(Outcome::Failed, "key_revoked", &[("revoked", &instant::write(revoked))])
        }
        (_, Some(expires)) if expires <= ground.now => {
            let older = created.is_some_and(|created| created <= expires);
            let (outcome, code) =
                if older { (Outcome::Warning, "key_expired") } else { (Outcome::Failed, "key_retired") };
            issuer(outcome, code, &[("until", &instant::write(expires))])
        }
        _ => issuer(Outcome::Passed, "key_is_issuers", &[]),
    }
}

/// Host and port of an https address.
fn site_of(address: &str) -> Option<String> {
    authority(address).filter(|_| address.starts_with("https://"))
}

#[cfg(test)]
mod tests;
