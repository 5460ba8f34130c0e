//! What may be passed on. A browser asks for addresses through us, so whatever is not the kind of
//! document that it may ask for stays here.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// Names of members that are remembered; who has more is nothing that is asked for.
const MOST_NAMES: usize = 256;

/// What stands at the top of a JSON object. Nothing is built of what is further inside: it may be
/// long, and is somebody else's.
pub(super) struct Top<'t> {
    names: Vec<String>,
    id: Option<&'t RawValue>,
    kinds: Option<&'t RawValue>,
}

impl Top<'_> {
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Whether `id` is this text.
    pub(super) fn is_called(&self, id: &str) -> bool {
        self.id.is_some_and(|raw| serde_json::from_str::<String>(raw.get()).is_ok_and(|said| said == id))
    }

    fn is_of_type(&self, names: &[&str]) -> bool {
        let Some(raw) = self.kinds else { return false };
        let one = || serde_json::from_str(raw.get()).map(|kind: String| vec![kind]);
        let kinds: Vec<String> = serde_json::from_str(raw.get()).or_else(|_| one()).unwrap_or_default();
        kinds.iter().any(|kind| names.contains(&kind.as_str()))
    }
}

impl<'de> Deserialize<'de> for Top<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Top<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Top<'de>, A::Error> {
                let mut top = Top { names: Vec::new(), id: None, kinds: None };
                while let Some(name) = members.next_key::<String>()? {
                    match name.as_str() {
                        "id" => top.id = Some(members.next_value()?),
                        "type" => top.kinds = Some(members.next_value()?),
                        _ => {
                            members.next_value::<IgnoredAny>()?;
                        }
                    }
                    if top.names.len() < MOST_NAMES {
                        top.names.push(name);
                    }
                }
                Ok(top)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// A kind of document.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// What it is called where something else came.
    pub(super) name: &'static str,
    /// What to ask for.
    pub(super) accept: &'static str,
    /// Whether it may come as a compact JWT.
    token: bool,
    is: fn(&Top<'_>) -> bool,
}

const CREDENTIAL_TYPES: &str =
    "application/vc, application/vc+ld+json, application/ld+json, application/json, application/vc+jwt";

impl Kind {
    /// What a DID stands for. Whose it is has to be looked at besides.
    pub(super) const DID_DOCUMENT: Self = Self {
        name: "a document of this DID",
        accept: "application/did+ld+json, application/did+json, application/json",
        token: false,
        is: |object| object.has("id"),
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
            object.is_of_type(&lists)
                || ["revokedCredentials", "revokedCredential"].iter().any(|name| object.has(name))
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
            let profile = || object.has("id") && object.is_of_type(&["Profile", "Issuer"]);
            members.iter().any(|member| object.has(member)) || profile()
        },
    };
    /// A verifiable credential.
    pub(super) const CREDENTIAL: Self = Self {
        name: "a verifiable credential",
        accept: CREDENTIAL_TYPES,
        token: true,
        is: |object| object.is_of_type(&["VerifiableCredential", "EnvelopedVerifiableCredential"]),
    };
    /// A JSON schema.
    pub(super) const SCHEMA: Self = Self {
        name: "a JSON schema",
        accept: "application/schema+json, application/json",
        token: false,
        is: |object| ["$schema", "$id", "properties"].iter().any(|member| object.has(member)),
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
            object.is_of_type(&types)
        },
    };

    /// Whether `text` is of this kind.
    pub(super) fn is(self, text: &str) -> bool {
        match serde_json::from_str::<Top>(text) {
            Ok(top) => (self.is)(&top),
            Err(_) => self.token && is_compact_jwt(text),
        }
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

    #[test]
    fn nothing_is_built_of_what_is_inside_and_of_names_only_so_many_are_kept() {
        // Deeper than a value is ever built.
        let deep = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
        assert!(Kind::STATUS_LIST.is(&format!(r#"{{"x":{deep},"type":"1EdTechRevocationList"}}"#)));
        let names = "\"name\":0,".repeat(100_000);
        let many = format!("{{{names}\"id\":\"did:web:uni.example\"}}");
        let top: Top = serde_json::from_str(&many).unwrap();
        assert_eq!(top.names.len(), MOST_NAMES);
        assert!(top.is_called("did:web:uni.example") && !top.is_called("did:web:other.example"));
        let top: Top = serde_json::from_str(r#"{"id":{"a":1},"type":[1]}"#).unwrap();
        assert!(!top.is_called("a") && !top.is_of_type(&["1"]));
        assert!(serde_json::from_str::<Top>(r#"{"id":1} x"#).is_err());
    }
}
