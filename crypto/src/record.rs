//! A learner's record: credentials in the learner's own order, under the learner's own signature.
//!
//! A record travels as a verifiable presentation, secured by `eddsa-jcs-2022`, whose signature
//! covers the text and with it every order. What the learner adds (sections, their order, notes)
//! are terms of an inline context; lists are `@list`s, so that their order means something in RDF
//! too.
//!
//! ```json
//! {
//!   "@context": ["https://www.w3.org/ns/credentials/v2", { "record": "urn:laurel:record#record", … }],
//!   "type": ["VerifiablePresentation"],
//!   "holder": "did:key:…",
//!   "verifiableCredential": [ … ],
//!   "record": {
//!     "title": "…", "introduction": "…",
//!     "section": [{ "heading": "…", "entry": [{ "position": 0, "note": "…" }] }]
//!   }
//! }
//! ```
//! `position` counts the credentials of the presentation from 0.
//!
//! A **link statement** is a credential of the type [`LINK_TYPE`] in such a presentation: somebody
//! who is vouched for says that the holder of the presenting key (`credentialSubject.id`) proved
//! control of addresses (`credentialSubject.identifier`, each an `IdentityObject` hashed with the
//! salt of the credential that it links). It is valid for a short time.

use serde::{Deserialize, Serialize};

use crate::json::{Object, Value};

/// The type of a link statement.
pub const LINK_TYPE: &str = "RecipientLinkCredential";

/// Sections that one record may have, and entries over all.
const MAX_PARTS: usize = 4_000;
/// Where the terms of a record live.
const NAMESPACE: &str = "urn:laurel:record#";

/// A record: credentials as the learner arranged them.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Record {
    /// What the learner calls it.
    pub title: String,
    /// What the learner says first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<String>,
    /// Its parts, in order.
    #[serde(default)]
    pub sections: Vec<Section>,
}

/// A part of a [`Record`].
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Section {
    /// Its heading, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// What stands in it, in order.
    #[serde(default)]
    pub entries: Vec<Entry>,
}

/// A credential's place in a [`Record`].
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Entry {
    /// Which credential of the presentation, counted from 0.
    pub position: usize,
    /// What the learner says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Record {
    /// The presentation of this record by `holder`, without its proof.
    ///
    /// * `credentials`: the texts of the credentials, JSON objects as they came; compact JWTs are
    ///   put into envelopes.
    pub fn presentation(&self, holder: &str, credentials: &[&str]) -> String {
        let mut out = String::from(r#"{"@context":["https://www.w3.org/ns/credentials/v2","#);
        out.push_str(&context().to_json());
        out.push_str(r#"],"type":["VerifiablePresentation"],"holder":"#);
        out.push_str(&Value::from(holder).to_json());
        out.push_str(r#","verifiableCredential":["#);
        for (index, credential) in credentials.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            let credential = credential.trim();
            if credential.starts_with('{') {
                out.push_str(credential);
            } else {
                out.push_str(&envelope(credential).to_json());
            }
        }
        out.push_str(r#"],"record":"#);
        out.push_str(&self.to_value().to_json());
        out.push('}');
        out
    }

    fn to_value(&self) -> Value<'_> {
        let mut record = Object::new();
        record.set("title", self.title.as_str().into());
        if let Some(introduction) = &self.introduction {
            record.set("introduction", introduction.as_str().into());
        }
        record.set("section", Value::Array(self.sections.iter().map(Section::to_value).collect()));
        record.into()
    }

    /// The record in a presentation; `None` where there is none, or one that points at credentials
    /// that are not there.
    pub fn read(presentation: &Object<'_>) -> Option<Self> {
        let record = presentation.get("record")?;
        let credentials = presentation.get("verifiableCredential").map_or(0, |value| value.items().len());
        let sections = items(record, "section")?;
        let mut parts = 0;
        let sections = sections
            .iter()
            .map(|section| {
                let entries = items(section, "entry")?;
                parts += 1 + entries.len();
                let entries = entries.iter().map(|entry| Entry::read(entry, credentials));
                let entries = if parts <= MAX_PARTS { entries.collect::<Option<_>>()? } else { return None };
                Some(Section { heading: text(section, "heading"), entries })
            })
            .collect::<Option<_>>()?;
        Some(Self { title: text(record, "title")?, introduction: text(record, "introduction"), sections })
    }
}

impl Section {
    fn to_value(&self) -> Value<'_> {
        let mut section = Object::new();
        if let Some(heading) = &self.heading {
            section.set("heading", heading.as_str().into());
        }
        section.set("entry", Value::Array(self.entries.iter().map(Entry::to_value).collect()));
        section.into()
    }
}

impl Entry {
    fn to_value(&self) -> Value<'_> {
        let mut entry = Object::new();
        #[expect(clippy::cast_precision_loss, reason = "a record has a few thousand entries at most")]
        entry.set("position", Value::Number(self.position as f64));
        if let Some(note) = &self.note {
            entry.set("note", note.as_str().into());
        }
        entry.into()
    }

    fn read(value: &Value<'_>, credentials: usize) -> Option<Self> {
        let Some(Value::Number(number)) = value.get("position") else { return None };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared right after")]
        let position = *number as usize;
        #[expect(clippy::cast_precision_loss, reason = "a document has far fewer credentials")]
        let same = (position as f64).total_cmp(number).is_eq();
        if !same || position >= credentials {
            return None;
        }
        Some(Self { position, note: text(value, "note") })
    }
}

/// The members of a list: absent is empty, something else is none.
fn items<'v, 'a>(value: &'v Value<'a>, key: &str) -> Option<&'v [Value<'a>]> {
    match value.get(key) {
        None => Some(&[]),
        Some(list) => list.as_array(),
    }
}

fn text(value: &Value<'_>, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// An envelope around a compact JWT.
///
/// Source: VCDM v2.0, section 4.13.1.
pub fn envelope(token: &str) -> Value<'static> {
    let mut envelope = Object::new();
    envelope.set("@context", "https://www.w3.org/ns/credentials/v2".into());
    envelope.set("id", format!("data:application/vc+jwt,{token}").into());
    envelope.set("type", "EnvelopedVerifiableCredential".into());
    envelope.into()
}

/// The inline context of a record.
pub fn context() -> Value<'static> {
    let plain = |name: &str| Value::from(format!("{NAMESPACE}{name}"));
    let list = |name: &str| {
        let mut term = Object::new();
        term.set("@id", plain(name));
        term.set("@container", "@list".into());
        Value::from(term)
    };
    let mut context = Object::new();
    for name in ["record", "title", "introduction", "heading", "position", "note"] {
        context.set(name, plain(name));
    }
    for name in ["section", "entry"] {
        context.set(name, list(name));
    }
    context.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    const CREDENTIAL: &str = r#"{"type":["VerifiableCredential"]}"#;

    fn record() -> Record {
        let entry = |position, note: Option<&str>| Entry { position, note: note.map(str::to_owned) };
        Record {
            title: "For the shipyard".into(),
            introduction: Some("My best work.".into()),
            sections: vec![
                Section {
                    heading: Some("Welding".into()),
                    entries: vec![entry(1, None), entry(0, Some("\"!\""))],
                },
                Section { heading: None, entries: vec![entry(1, None)] },
            ],
        }
    }

    fn read_back(text: &str) -> Option<Record> {
        Record::read(read(text.as_bytes(), Limits::RECORD).unwrap().as_object().unwrap())
    }

    #[test]
    fn a_record_reads_back_from_its_presentation() {
        let text = record().presentation("did:example:ada", &[CREDENTIAL, "eyJh.e30.AA"]);
        assert!(text.contains(r#""id":"data:application/vc+jwt,eyJh.e30.AA""#));
        assert_eq!(read_back(&text), Some(record()));
    }

    #[test]
    fn a_record_that_points_outside_its_presentation_is_none() {
        let text = record().presentation("did:example:ada", &[CREDENTIAL]);
        assert_eq!(read_back(&text), None);
        let text = record().presentation("did:example:ada", &[CREDENTIAL; 2]);
        for position in ["-1", "0.5", "\"0\"", "1e99"] {
            let changed = text.replacen(r#""position":1"#, &format!(r#""position":{position}"#), 1);
            assert_eq!(read_back(&changed), None, "{position}");
        }
    }
}
