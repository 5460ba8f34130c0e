//! DIDs: did:key by computation, others by their documents.

use time::OffsetDateTime;

use crate::instant;
use crate::json::{Limits, Value, read};
use crate::key::{KeyError, PublicKey, VerifyingKey};

/// The did:key of a public key.
///
/// Source: The did:key Method v0.9.
pub fn did_key(key: &PublicKey) -> String {
    did_key_of(&key.multibase())
}

/// The did:key of a Multikey of any kind.
pub fn did_key_of(multibase: &str) -> String {
    format!("did:key:{multibase}")
}

/// The verification method by which a did:key signs: `did:key:z6Mk…#z6Mk…`.
pub fn did_key_method(key: &PublicKey) -> String {
    did_key_method_of(&key.multibase())
}

/// The same for a Multikey of any kind.
pub fn did_key_method_of(multibase: &str) -> String {
    format!("did:key:{multibase}#{multibase}")
}

/// Reads the key out of a did:key or of its verification method.
///
/// A missing fragment is accepted, since issuers in the field leave it out; another key's
/// fragment is not.
///
/// # Errors
/// [`KeyError`] when it is no did:key, or one of a kind that is not read here.
pub fn key_of_did_key(did_url: &str) -> Result<VerifyingKey, KeyError> {
    let rest = did_url.strip_prefix("did:key:").ok_or(KeyError::Multibase)?;
    let (multibase, fragment) = rest.split_once('#').unwrap_or((rest, rest));
    if fragment == multibase { VerifyingKey::from_multibase(multibase) } else { Err(KeyError::Multibase) }
}

/// The DID of a DID URL: all before path, query and fragment.
pub fn did_of(did_url: &str) -> &str {
    did_url.split(['#', '?', '/']).next().unwrap_or(did_url)
}

/// A key found in a DID document.
#[derive(Clone, Debug)]
pub(crate) struct Method {
    pub(crate) key: VerifyingKey,
    /// The instant from which the controller takes the key's signatures back.
    pub(crate) revoked: Option<OffsetDateTime>,
    /// The instant after which the controller no longer signs with the key.
    pub(crate) expires: Option<OffsetDateTime>,
}

/// Why a DID document gives no key.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum MethodFault {
    #[error("the DID document cannot be read")]
    Unreadable,
    #[error("the document describes another DID")]
    OtherDid,
    #[error("the document does not list the key for this purpose")]
    NotListed,
    #[error("the key is of a kind that is not supported here")]
    UnsupportedKey,
}

/// Finds the key `method` in a DID document, provided that it is listed for `purpose`
/// (`assertionMethod` or `authentication`).
///
/// Source: DID Core v1.0, section 5.3; Controlled Identifiers v1.0, section 3.3.
pub(crate) fn find_method(document: &str, method: &str, purpose: &str) -> Result<Method, MethodFault> {
    let value = read(document.as_bytes(), Limits::CREDENTIAL).map_err(|_| MethodFault::Unreadable)?;
    let did = value.get("id").and_then(Value::as_str).ok_or(MethodFault::Unreadable)?;
    if did != did_of(method) {
        return Err(MethodFault::OtherDid);
    }
    let same = |id: Option<&str>| {
        id.is_some_and(|id| id == method || (id.starts_with('#') && format!("{did}{id}") == method))
    };
    let listed = value.get(purpose).map(Value::items).unwrap_or_default();
    let entry = listed
        .iter()
        .find(|entry| same(entry.as_str()) || same(entry.get("id").and_then(Value::as_str)))
        .ok_or(MethodFault::NotListed)?;
    let described = match entry {
        Value::Object(_) => Some(entry),
        _ => value
            .get("verificationMethod")
            .map(Value::items)
            .unwrap_or_default()
            .iter()
            .find(|entry| same(entry.get("id").and_then(Value::as_str))),
    }
    .ok_or(MethodFault::NotListed)?;
    if described.get("controller").and_then(Value::as_str) != Some(did) {
        return Err(MethodFault::NotListed);
    }
    let key = described
        .get("publicKeyMultibase")
        .and_then(Value::as_str)
        .and_then(|text| VerifyingKey::from_multibase(text).ok())
        .or_else(|| VerifyingKey::from_jwk(described.get("publicKeyJwk")?).ok())
        .ok_or(MethodFault::UnsupportedKey)?;
    // A date that cannot be read must not count as none.
    let instant = |name| match described.get(name) {
        None => Ok(None),
        Some(date) => {
            let read = date.as_str().and_then(instant::read);
            read.map(|(at, _)| Some(at)).ok_or(MethodFault::Unreadable)
        }
    };
    Ok(Method { key, revoked: instant("revoked")?, expires: instant("expires")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SecretKey;

    fn document(key: &PublicKey, listed: &str) -> String {
        format!(
            r##"{{"id":"did:web:example.org","verificationMethod":[{{"id":"#a","type":"Multikey",
            "controller":"did:web:example.org","publicKeyMultibase":"{}"}}],"{listed}":["did:web:example.org#a"]}}"##,
            key.multibase()
        )
    }

    #[test]
    fn a_did_key_reads_back_with_and_without_its_fragment_but_not_with_another() {
        let key = SecretKey::from_seed(&[1; 32]).public();
        assert_eq!(key_of_did_key(&did_key(&key)), Ok(key.into()));
        assert_eq!(key_of_did_key(&did_key_method(&key)), Ok(key.into()));
        let other = SecretKey::from_seed(&[2; 32]).public().multibase();
        assert!(key_of_did_key(&format!("{}#{other}", did_key(&key))).is_err());
        let p256 = "did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv";
        assert_eq!(key_of_did_key(p256).unwrap().kind(), "P-256");
    }

    #[test]
    fn a_key_counts_only_for_the_purpose_that_its_controller_lists() {
        let key = SecretKey::from_seed(&[1; 32]).public();
        let method = "did:web:example.org#a";
        let listed = document(&key, "assertionMethod");
        assert_eq!(find_method(&listed, method, "assertionMethod").unwrap().key, key.into());
        assert_eq!(find_method(&listed, method, "authentication").unwrap_err(), MethodFault::NotListed);
        assert_eq!(
            find_method(&listed, "did:web:example.com#a", "assertionMethod").unwrap_err(),
            MethodFault::OtherDid
        );
        assert_eq!(
            find_method(&listed, "did:web:example.org#b", "assertionMethod").unwrap_err(),
            MethodFault::NotListed
        );
        let foreign = listed
            .replace("\"controller\":\"did:web:example.org\"", "\"controller\":\"did:web:evil.example\"");
        assert_eq!(find_method(&foreign, method, "assertionMethod").unwrap_err(), MethodFault::NotListed);
    }
}
