//! Link statements: somebody who is vouched for says that the holder of a key proved control of
//! addresses.
//!
//! Credentials that were issued before there was a key, or by somebody who binds none, name an
//! address of their holder, hashed with a salt of their own. A link statement in the presentation
//! repeats those very identifiers beside the key, so that only who has the credential can compare
//! them, and nobody learns an address. See [`crate::record`] for what is read of it.

use time::OffsetDateTime;

use crate::credential::IdentityObject;
use crate::instant;
use crate::json::{Object, Value};
use crate::record::LINK_TYPE;

/// A link statement to be signed.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// An address of its own, such as `urn:uuid:…`.
    pub id: &'a str,
    /// The DID of whoever signs.
    pub issuer: &'a str,
    /// What whoever signs is called, such as its host.
    pub issuer_name: &'a str,
    /// The DID of whoever holds the key.
    pub holder: &'a str,
    /// The identifiers as they stand in the credentials that are to be linked.
    pub identifiers: &'a [IdentityObject],
    /// From when,
    pub valid_from: OffsetDateTime,
    /// and until when it is to be believed.
    pub valid_until: OffsetDateTime,
}

impl Link<'_> {
    /// Its unsigned text.
    pub fn to_json(&self) -> String {
        let mut term = Object::new();
        term.set(LINK_TYPE, format!("urn:laurel:record#{LINK_TYPE}").into());
        let contexts = vec![
            "https://www.w3.org/ns/credentials/v2".into(),
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json".into(),
            term.into(),
        ];
        let mut issuer = Object::new();
        issuer.set("id", self.issuer.into());
        issuer.set("type", Value::Array(vec!["Profile".into()]));
        issuer.set("name", self.issuer_name.into());
        let mut subject = Object::new();
        subject.set("id", self.holder.into());
        subject.set("type", Value::Array(vec!["AchievementSubject".into()]));
        subject.set("identifier", Value::Array(self.identifiers.iter().map(identifier).collect()));
        let mut link = Object::new();
        link.set("@context", Value::Array(contexts));
        link.set("id", self.id.into());
        link.set("type", Value::Array(vec!["VerifiableCredential".into(), LINK_TYPE.into()]));
        link.set("name", format!("Addresses confirmed by {}", self.issuer_name).into());
        link.set("issuer", issuer.into());
        link.set("validFrom", instant::write(self.valid_from).into());
        link.set("validUntil", instant::write(self.valid_until).into());
        link.set("credentialSubject", subject.into());
        Value::from(link).to_json()
    }
}

/// An identifier as it stands in a credential.
///
/// Source: Open Badges 3.0, `IdentityObject`.
fn identifier(identity: &IdentityObject) -> Value<'_> {
    let mut object = Object::new();
    object.set("type", "IdentityObject".into());
    if let Some(kind) = &identity.identity_type {
        object.set("identityType", kind.as_str().into());
    }
    object.set("hashed", Value::Bool(identity.hashed));
    if let Some(text) = &identity.identity {
        object.set("identityHash", text.as_str().into());
    }
    if let Some(salt) = &identity.salt {
        object.set("salt", salt.as_str().into());
    }
    object.into()
}
