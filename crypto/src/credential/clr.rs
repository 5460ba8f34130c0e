//! Comprehensive learner records: many credentials of one learner, and how their achievements go
//! together.
//!
//! The credentials within are credentials of their own, each with its own findings; here they
//! are only looked at for what the record says of them.
//!
//! Source: Comprehensive Learner Record 2.0, `ClrSubject` and Association.

use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::achievement::Achievement;
use super::finding::{Rule, Severity, quoted};
use super::profile::is_compact_jws;
use super::reader::Presence::Should;
use super::reader::Reader;
use super::reader::{Presence, is_url};
use super::result::has_twins;
use super::words::ASSOCIATION_TYPES;
use crate::json::{Limits, Object, Value, read};

/// A learner's record.
#[derive(Clone, Debug, Default)]
pub struct ClrSubject<'v> {
    /// `achievement`: achievements that the associations speak of and no credential holds.
    pub achievements: Vec<Achievement<'v>>,
    /// `verifiableCredential`, in order.
    pub credentials: Vec<Inside<'v>>,
    /// `association`.
    pub associations: Vec<Association<'v>>,
}

/// How two achievements go together.
#[derive(Clone, Debug, Default)]
pub struct Association<'v> {
    /// `associationType`, such as `isChildOf`.
    pub association_type: Option<&'v str>,
    /// `sourceId`, the `id` of an achievement.
    pub source: Option<&'v str>,
    /// `targetId`, the `id` of another.
    pub target: Option<&'v str>,
}

/// A credential inside another document.
#[derive(Clone, Copy, Debug)]
pub enum Inside<'v> {
    /// As an object.
    Embedded(&'v Object<'v>),
    /// In an envelope: the `data:` address of the VCDM's `EnvelopedVerifiableCredential`.
    Enveloped(&'v str),
    /// As a compact JWT.
    Token(&'v str),
}

impl<'v> Inside<'v> {
    /// Reads the credentials at `key`.
    pub(super) fn read_all(reader: &mut Reader<'_, 'v>, key: &str, presence: Presence) -> Vec<Self> {
        let mut found = Vec::new();
        if presence == Should && reader.object.get(key).and_then(Value::as_array).is_some_and(<[_]>::is_empty)
        {
            reader.advise(Rule::Form, key, "is empty");
        }
        reader.each(key, presence, &mut |reader, value, _| match value {
            Value::Object(object) => found.push(Self::of(object)),
            Value::String(token) if is_compact_jws(token) => {
                let said = "holds a bare JWT, which version 2.0 of the data model puts in an envelope";
                reader.advise(Rule::Form, key, said);
                found.push(Self::Token(token));
            }
            _ => reader.find((Rule::Form, Severity::Error), key, "holds something that is not a credential"),
        });
        found
    }

    fn of(object: &'v Object<'v>) -> Self {
        let types = object.get("type").map(Value::items).unwrap_or_default();
        let enveloped = types.iter().any(|name| name.as_str() == Some("EnvelopedVerifiableCredential"));
        match object.get("id").and_then(Value::as_str) {
            Some(address) if enveloped => Self::Enveloped(address),
            _ => Self::Embedded(object),
        }
    }

    /// The payload of the JWT that it is, unproven; of an embedded one none.
    fn payload(self) -> Option<Value<'static>> {
        let token = match self {
            Self::Embedded(_) => return None,
            Self::Token(token) => token,
            Self::Enveloped(address) => address.split_once(',')?.1,
        };
        let payload = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        Some(read(&payload, Limits::CREDENTIAL).ok()?.into_owned())
    }
}

impl<'v> ClrSubject<'v> {
    pub(super) fn read(reader: &mut Reader<'_, 'v>) -> Self {
        reader.expect_type("ClrSubject", true, Severity::Error);
        let subject = Self {
            achievements: reader.objects("achievement", "achievement", Presence::May, Achievement::read),
            credentials: Inside::read_all(reader, "verifiableCredential", Should),
            associations: Vec::new(),
        };
        if has_twins(subject.achievements.iter().filter_map(|achievement| achievement.id)) {
            reader.advise(Rule::Duplicate, "achievement", "gives one id to two achievements");
        }
        let embedded = subject.credentials.iter().filter_map(|inside| match inside {
            Inside::Embedded(credential) => credential.get("id").and_then(Value::as_str),
            _ => None,
        });
        if has_twins(embedded) {
            reader.advise(Rule::Duplicate, "verifiableCredential", "holds two credentials of one id");
        }
        let mut ids = None;
        let associations = reader.objects("association", "association", Presence::May, |reader| {
            let ids = ids.get_or_insert_with(|| Ids::of(&subject));
            Association::read(reader, ids)
        });
        Self { associations, ..subject }
    }
}

impl<'v> Association<'v> {
    fn read(reader: &mut Reader<'_, 'v>, ids: &Ids) -> Self {
        reader.expect_type("Association", false, Severity::Advice);
        reader.expect_only(&["type", "associationType", "sourceId", "targetId"]);
        let association = Self {
            association_type: reader.word("associationType", Should, ASSOCIATION_TYPES),
            source: reader.text("sourceId", Should),
            target: reader.text("targetId", Should),
        };
        for (key, id) in [("sourceId", association.source), ("targetId", association.target)] {
            let Some(id) = id.filter(|id| !ids.0.contains(*id)) else { continue };
            if !is_url(id) {
                reader.advise(Rule::Address, key, "is not an absolute address");
            }
            let said = format!("{} points nowhere: the record holds nothing of that id", quoted(id));
            reader.advise(Rule::Reference, key, &said);
        }
        if association.source.is_some() && association.source == association.target {
            reader.find_here((Rule::Reference, Severity::Advice), "ties an achievement to itself");
        }
        association
    }
}

/// The ids that an association may point to: of the record's achievements, of its credentials,
/// and of what these are about.
struct Ids(BTreeSet<String>);

impl Ids {
    fn of(subject: &ClrSubject<'_>) -> Self {
        let mut ids = Self(BTreeSet::new());
        ids.0.extend(subject.achievements.iter().filter_map(|achievement| achievement.id.map(str::to_owned)));
        for inside in &subject.credentials {
            match inside {
                Inside::Embedded(credential) => ids.of_credential(credential),
                _ => {
                    if let Some(Value::Object(payload)) = inside.payload() {
                        ids.of_credential(&payload);
                        if let Some(Value::Object(credential)) = payload.get("vc") {
                            ids.of_credential(credential);
                        }
                    }
                }
            }
        }
        ids
    }

    fn of_credential(&mut self, credential: &Object<'_>) {
        for key in ["id", "jti"] {
            self.take(credential.get(key));
        }
        for subject in credential.get("credentialSubject").map(Value::flat_items).unwrap_or_default() {
            for achievement in subject.get("achievement").map(Value::flat_items).unwrap_or_default() {
                self.take(achievement.get("id"));
            }
        }
    }

    fn take(&mut self, id: Option<&Value<'_>>) {
        self.0.extend(id.and_then(Value::as_str).map(str::to_owned));
    }
}
