//! What may be passed on. A browser asks for addresses through us, so whatever is not the kind of
//! document that it may ask for stays here.

use serde_json::{Map, Value};

/// A kind of document.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// What it is called where something else came.
    pub(super) name: &'static str,
    /// What to ask for.
    pub(super) accept: &'static str,
    /// Whether it may come as a compact JWT.
    token: bool,
    is: fn(&Map<String, Value>) -> bool,
}

const CREDENTIAL_TYPES: &str =
    "application/vc, application/vc+ld+json, application/ld+json, application/json, application/vc+jwt";

impl Kind {
    /// What a DID stands for. Whose it is has to be looked at besides.
    pub(super) const DID_DOCUMENT: Self = Self {
        name: "a document of this DID",
        accept: "application/did+ld+json, application/did+json, application/json",
        token: false,
        is: |object| object.contains_key("id"),
    };
    /// A list of withdrawn credentials.
    pub(super) const STATUS_LIST: Self = Self {
        name: "a status list",
        accept: CREDENTIAL_TYPES,
        token: true,
        is: |object| {
            let lists = [
                "BitstringStatusListCredential",
                "StatusList2021Credential",
                "1EdTechRevocationList",
                "RevocationList2020Credential",
            ];
            is_of_type(object, &lists)
                || ["revokedCredentials", "revokedCredential"].iter().any(|name| object.contains_key(*name))
        },
    };
    /// A key, a set of keys, or the document of somebody who may list keys: that an issuer's
    /// profile names none is an answer too.
    pub(super) const KEY_SET: Self = Self {
        name: "a key or a set of keys",
        accept: "application/jwk-set+json, application/jwk+json, application/json, application/ld+json",
        token: false,
        is: |object| {
            let members = [
                "keys",
                "kty",
                "publicKeyMultibase",
                "publicKeyJwk",
                "verificationMethod",
                "assertionMethod",
            ];
            let profile = || object.contains_key("id") && is_of_type(object, &["Profile", "Issuer"]);
            members.iter().any(|member| object.contains_key(*member)) || profile()
        },
    };
    /// A verifiable credential.
    pub(super) const CREDENTIAL: Self = Self {
        name: "a verifiable credential",
        accept: CREDENTIAL_TYPES,
        token: true,
        is: |object| is_of_type(object, &["VerifiableCredential", "EnvelopedVerifiableCredential"]),
    };
    /// A JSON schema.
    pub(super) const SCHEMA: Self = Self {
        name: "a JSON schema",
        accept: "application/schema+json, application/json",
        token: false,
        is: |object| ["$schema", "$id", "properties"].iter().any(|member| object.contains_key(*member)),
    };
    /// An object of Open Badges 2.0.
    pub(super) const OPEN_BADGES_2: Self = Self {
        name: "an Open Badges 2.0 object",
        accept: "application/ld+json, application/json",
        token: false,
        is: |object| {
            let types = [
                "Assertion",
                "BadgeClass",
                "Issuer",
                "Profile",
                "CryptographicKey",
                "RevocationList",
                "Endorsement",
            ];
            is_of_type(object, &types)
        },
    };

    /// Whether `text` is of this kind.
    pub(super) fn is(self, text: &str) -> bool {
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(object)) => (self.is)(&object),
            Ok(_) => false,
            Err(_) => self.token && is_compact_jwt(text),
        }
    }
}

fn is_of_type(object: &Map<String, Value>, names: &[&str]) -> bool {
    let named = |kind: &Value| kind.as_str().is_some_and(|name| names.contains(&name));
    match object.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

pub(super) fn is_compact_jwt(text: &str) -> bool {
    let base64url = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let text = text.trim();
    text.starts_with("eyJ") && text.split('.').count() == 3 && text.split('.').all(base64url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_asked_for_is_passed_on() {
        let token = "eyJhbGciOiJFZERTQSJ9.eyJ0eXBlIjpbXX0.c2ln";
        for (kind, good) in [
            (Kind::STATUS_LIST, r#"{"type":"1EdTechRevocationList"}"#),
            (Kind::STATUS_LIST, r#"{"type":["VerifiableCredential","BitstringStatusListCredential"]}"#),
            (Kind::STATUS_LIST, token),
            (Kind::KEY_SET, r#"{"keys":[]}"#),
            (Kind::KEY_SET, r#"{"id":"https://uni.example","type":["Profile"]}"#),
            (Kind::KEY_SET, r#"{"id":"https://uni.example","type":"Issuer"}"#),
            (Kind::CREDENTIAL, r#"{"type":["VerifiableCredential"]}"#),
            (Kind::CREDENTIAL, token),
            (Kind::SCHEMA, r#"{"$schema":"https://json-schema.org/draft/2020-12/schema"}"#),
            (Kind::OPEN_BADGES_2, r#"{"type":"BadgeClass"}"#),
        ] {
            assert!(kind.is(good), "{good}");
        }
        let kinds = [Kind::STATUS_LIST, Kind::KEY_SET, Kind::CREDENTIAL, Kind::SCHEMA, Kind::OPEN_BADGES_2];
        for text in ["", "[]", "{}", "null", "eyJ.a", "eyJ.a b.c", "<html>", r#"{"type":["Secret"]}"#] {
            assert!(kinds.iter().all(|kind| !kind.is(text)), "{text}");
        }
        assert!(!Kind::KEY_SET.is(token));
        for text in [r#"{"type":"Profile"}"#, r#"{"id":"https://uni.example","type":"Person"}"#] {
            assert!(!Kind::KEY_SET.is(text), "{text}");
        }
    }
}
