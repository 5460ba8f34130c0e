//! DID documents and controlled identifier documents: which keys somebody says are theirs.
//!
//! Source: DID Core v1.0, section 5; Controlled Identifiers v1.0, sections 2 and 3.

use time::OffsetDateTime;

use crate::instant;
use crate::json::{Limits, Object, Value, read};
use crate::key::{KeyError, PublicKey, VerifyingKey};

/// Keys of one document that are compared with the one in question.
const MAX_METHODS: usize = 256;

/// A key that its controller lists.
#[derive(Clone, Debug)]
pub(crate) struct Method {
    pub(crate) key: VerifyingKey,
    /// The instant from which the controller takes the key's signatures back.
    pub(crate) revoked: Option<OffsetDateTime>,
    /// The instant after which the controller no longer signs with the key.
    pub(crate) expires: Option<OffsetDateTime>,
}

/// Why a document gives no key.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum MethodFault {
    #[error("the document cannot be read")]
    Unreadable,
    #[error("the document describes somebody else")]
    OtherSubject,
    #[error("the document names no keys")]
    NoKeys,
    #[error("the document does not list the key for this purpose")]
    NotListed,
    #[error("the key is of a kind that is not supported here")]
    UnsupportedKey,
}

/// Finds the key `method` in the document of `subject`, provided that it is listed for `purpose`
/// (`assertionMethod` or `authentication`).
pub(crate) fn find_method(
    text: &str,
    subject: &str,
    method: &str,
    purpose: &str,
) -> Result<Method, MethodFault> {
    let value = read(text.as_bytes(), Limits::CREDENTIAL).map_err(|_| MethodFault::Unreadable)?;
    let document = Document::of(&value, subject)?;
    let same = |id: Option<&str>| document.is_same(id, method);
    let mut listed = document.listed(purpose);
    let entry = listed
        .find(|entry| same(entry.as_str()) || same(entry.get("id").and_then(Value::as_str)))
        .ok_or(MethodFault::NotListed)?;
    document.describe(entry)
}

/// What a document of an issuer says about a key.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "made once for a proof, and taken apart at once")]
pub(crate) enum Listing {
    /// It lists the key for the purpose.
    Listed(Method),
    /// It lists keys, and not this one.
    NotListed,
    /// It is the subject's, and says nothing about keys.
    Silent,
    /// Nothing that was brought is the subject's document.
    Unclear,
}

/// Whether the document of `subject` lists `key` for `purpose`, under whatever name.
pub(crate) fn is_listed(text: &str, subject: &str, key: &VerifyingKey, purpose: &str) -> Listing {
    let Ok(value) = read(text.as_bytes(), Limits::CREDENTIAL) else { return Listing::Unclear };
    let document = match Document::of(&value, subject) {
        Ok(document) => document,
        Err(MethodFault::NoKeys) => return Listing::Silent,
        Err(_) => return Listing::Unclear,
    };
    let mut methods =
        document.listed(purpose).take(MAX_METHODS).filter_map(|entry| document.describe(entry).ok());
    methods.find(|method| method.key == *key).map_or(Listing::NotListed, Listing::Listed)
}

struct Document<'v, 'a> {
    members: &'v Object<'a>,
    subject: &'v str,
}

impl<'v, 'a> Document<'v, 'a> {
    fn of(value: &'v Value<'a>, subject: &str) -> Result<Self, MethodFault> {
        let members = value.as_object().ok_or(MethodFault::Unreadable)?;
        let id = members.get("id").and_then(Value::as_str).ok_or(MethodFault::Unreadable)?;
        if id != subject {
            return Err(MethodFault::OtherSubject);
        }
        let keys = ["verificationMethod", "assertionMethod", "authentication"];
        if keys.iter().all(|name| members.get(name).is_none()) {
            return Err(MethodFault::NoKeys);
        }
        Ok(Self { members, subject: id })
    }

    /// The entries listed for a purpose: keys, or the ids of keys.
    fn listed(&self, purpose: &str) -> impl Iterator<Item = &'v Value<'a>> + use<'v, 'a> {
        self.members.get(purpose).map(Value::items).unwrap_or_default().iter()
    }

    /// Whether `id`, as it stands in this document, means `method`.
    fn is_same(&self, id: Option<&str>, method: &str) -> bool {
        let relative = |id: &str| {
            id.starts_with('#') && method.strip_prefix(self.subject).is_some_and(|fragment| fragment == id)
        };
        id.is_some_and(|id| id == method || relative(id))
    }

    /// The key that an entry stands for; a key of another controller is none of this document's.
    fn describe(&self, entry: &'v Value<'a>) -> Result<Method, MethodFault> {
        let Some(reference) = entry.as_str() else { return self.read(entry) };
        let absolute = if reference.starts_with('#') {
            format!("{}{reference}", self.subject)
        } else {
            reference.to_owned()
        };
        if let Some(computed) = super::computed(&absolute) {
            let key = computed.map_err(|_| MethodFault::UnsupportedKey)?;
            return Ok(Method { key, revoked: None, expires: None });
        }
        let methods = self.members.get("verificationMethod").map(Value::items).unwrap_or_default();
        let described = methods
            .iter()
            .find(|method| self.is_same(method.get("id").and_then(Value::as_str), &absolute))
            .ok_or(MethodFault::NotListed)?;
        self.read(described)
    }

    fn read(&self, described: &Value<'_>) -> Result<Method, MethodFault> {
        if described.get("controller").and_then(Value::as_str) != Some(self.subject) {
            return Err(MethodFault::NotListed);
        }
        // A date that cannot be read must not count as none.
        let instant = |name| match described.get(name) {
            None => Ok(None),
            Some(date) => {
                let read = date.as_str().and_then(instant::read);
                read.map(|(at, _)| Some(at)).ok_or(MethodFault::Unreadable)
            }
        };
        Ok(Method { key: key_of(described)?, revoked: instant("revoked")?, expires: instant("expires")? })
    }
}

/// The key in a verification method, in whichever of the forms that it has one.
///
/// Two forms have to be of one key, lest two readers see two keys.
pub(super) fn key_of(described: &Value<'_>) -> Result<VerifyingKey, MethodFault> {
    let text = |name| described.get(name).and_then(Value::as_str);
    let multibase = text("publicKeyMultibase").map(VerifyingKey::from_multibase);
    let base58 = text("publicKeyBase58")
        .filter(|_| text("type") == Some("Ed25519VerificationKey2018"))
        .map(|encoded| PublicKey::from_base58(encoded).map(VerifyingKey::from));
    let jwk = described.get("publicKeyJwk").map(VerifyingKey::from_jwk);
    let mut forms = [multibase, base58, jwk].into_iter().flatten();
    let first = forms.next().ok_or(MethodFault::UnsupportedKey)?;
    if forms.any(|other| other != first) {
        return Err(MethodFault::Unreadable);
    }
    first.map_err(|err| match err {
        KeyError::UnsupportedType => MethodFault::UnsupportedKey,
        _ => MethodFault::Unreadable,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{P256SecretKey, SecretKey};

    const SUBJECT: &str = "did:web:example.org";
    const METHOD: &str = "did:web:example.org#a";

    fn key() -> PublicKey {
        SecretKey::from_seed(&[1; 32]).public()
    }

    fn document(listed: &str) -> String {
        format!(
            r##"{{"id":"did:web:example.org","verificationMethod":[{{"id":"#a","type":"Multikey",
            "controller":"did:web:example.org","publicKeyMultibase":"{}"}}],"{listed}":["did:web:example.org#a"]}}"##,
            key().multibase()
        )
    }

    fn fault(text: &str) -> MethodFault {
        find_method(text, SUBJECT, METHOD, "assertionMethod").unwrap_err()
    }

    #[test]
    fn a_key_counts_only_for_the_purpose_that_its_controller_lists() {
        let listed = document("assertionMethod");
        assert_eq!(find_method(&listed, SUBJECT, METHOD, "assertionMethod").unwrap().key, key().into());
        assert_eq!(
            find_method(&listed, SUBJECT, METHOD, "authentication").unwrap_err(),
            MethodFault::NotListed
        );
        assert_eq!(fault(&document("authentication")), MethodFault::NotListed);
        let other = find_method(&listed, "did:web:example.com", "did:web:example.com#a", "assertionMethod");
        assert_eq!(other.unwrap_err(), MethodFault::OtherSubject);
        let other = find_method(&listed, SUBJECT, "did:web:example.org#b", "assertionMethod");
        assert_eq!(other.unwrap_err(), MethodFault::NotListed);
        let foreign = listed
            .replace("\"controller\":\"did:web:example.org\"", "\"controller\":\"did:web:evil.example\"");
        assert_eq!(fault(&foreign), MethodFault::NotListed);
        assert_eq!(fault(r#"{"id":"did:web:example.org"}"#), MethodFault::NoKeys);
    }

    #[test]
    fn every_form_of_a_key_is_read_and_two_forms_must_agree() {
        let multibase = document("assertionMethod");
        let with = |from: &str, to: &str| {
            let old = format!(r#""{from}":"{}""#, key().multibase());
            find_method(&multibase.replace(&old, to), SUBJECT, METHOD, "assertionMethod")
        };
        let jwk = VerifyingKey::from(key()).to_jwk();
        let found = with("publicKeyMultibase", &format!(r#""publicKeyJwk":{jwk}"#));
        assert_eq!(found.unwrap().key, key().into());
        let both = format!(r#""publicKeyMultibase":"{}","publicKeyJwk":{jwk}"#, key().multibase());
        assert_eq!(with("publicKeyMultibase", &both).unwrap().key, key().into());
        let p256 = P256SecretKey::from_bytes(&[1; 32]).unwrap().public().multibase();
        let differ = format!(r#""publicKeyMultibase":"{p256}","publicKeyJwk":{jwk}"#);
        assert_eq!(with("publicKeyMultibase", &differ).unwrap_err(), MethodFault::Unreadable);
        let p256 = format!(r#""publicKeyMultibase":"{p256}""#);
        assert_eq!(with("publicKeyMultibase", &p256).unwrap().key.kind(), "P-256");
        let base58 = format!(r#""publicKeyBase58":"{}""#, bs58::encode(key().as_bytes()).into_string());
        assert_eq!(with("publicKeyMultibase", &base58).unwrap_err(), MethodFault::UnsupportedKey);
        let of_2018 = multibase.replace("Multikey", "Ed25519VerificationKey2018");
        let old = format!(r#""publicKeyMultibase":"{}""#, key().multibase());
        let found = find_method(&of_2018.replace(&old, &base58), SUBJECT, METHOD, "assertionMethod");
        assert_eq!(found.unwrap().key, key().into());
    }

    #[test]
    fn an_issuer_may_list_a_key_under_another_name() {
        let key = VerifyingKey::from(key());
        let listing = |text: &str| is_listed(text, SUBJECT, &key, "assertionMethod");
        assert!(matches!(listing(&document("assertionMethod")), Listing::Listed(_)));
        assert!(matches!(listing(&document("authentication")), Listing::NotListed));
        let by_did = format!(
            r#"{{"id":"{SUBJECT}","assertionMethod":["{}"]}}"#,
            super::super::did_key_method_of(&SecretKey::from_seed(&[1; 32]).public().multibase())
        );
        assert!(matches!(listing(&by_did), Listing::Listed(_)));
        assert!(matches!(listing(r#"{"id":"did:web:example.org","type":"Profile"}"#), Listing::Silent));
        for other in
            ["<html>", "[]", r#"{"type":"Profile"}"#, r#"{"id":"did:web:example.org#a","type":"Profile"}"#]
        {
            assert!(matches!(listing(other), Listing::Unclear), "{other}");
        }
    }
}
