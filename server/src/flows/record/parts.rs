//! The credentials that a document is made of, each as it was signed, to be shown without the rest.

use std::{borrow::Cow, collections::BTreeMap};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crypto::jose::Compact;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

/// Characters of the longest id that an entry goes by; one with a longer one, or none, goes by a hash.
pub(super) const MOST_PART_ID: usize = 300;
/// Characters that are shown of a name.
const MOST_NAME: usize = 200;
/// How deep lists may be within lists. Of what goes deeper no entries are chosen: what is left out would
/// shift the others against the report's.
const MOST_DEPTH: usize = 4;

/// What is to be known of a document that entries are chosen from.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Whole {
    /// What it calls itself; may be empty.
    pub name: String,
    /// What its issuer is called there; may be empty.
    pub issuer_name: String,
    /// Its entries, in order, as reports have them; `None` for one that cannot be shown by itself.
    pub parts: Vec<Option<Part>>,
}

impl Whole {
    /// The entry with an id.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().flatten().find(|part| part.id == id)
    }
}

/// One entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Part {
    /// The credential's own id, which a later edition of the record has too; a hash where it has none,
    /// or another entry has the same.
    pub id: String,
    /// The signed text, byte for byte.
    pub document: String,
}

#[derive(Default, Deserialize)]
struct Outer<'d> {
    #[serde(borrow)]
    name: Option<&'d RawValue>,
    #[serde(borrow)]
    issuer: Option<&'d RawValue>,
    #[serde(borrow, rename = "verifiableCredential")]
    presented: Option<&'d RawValue>,
    #[serde(borrow, rename = "credentialSubject")]
    subject: Option<&'d RawValue>,
    /// In a token of the first data model all of it is in here.
    #[serde(borrow)]
    vc: Option<&'d RawValue>,
}

#[derive(Deserialize)]
struct Entry<'d> {
    id: Option<String>,
    #[serde(borrow, rename = "@context")]
    context: Option<&'d RawValue>,
    #[serde(borrow)]
    proof: Option<&'d RawValue>,
    #[serde(borrow, rename = "type")]
    types: Option<&'d RawValue>,
}

/// Takes a document apart; one that is no record has no entries.
pub fn whole(document: &str) -> Whole {
    let Some(text) = opened(document) else { return Whole::default() };
    let outer: Outer<'_> = serde_json::from_str(&text).unwrap_or_default();
    let outer = outer.vc.map_or(outer, |vc| serde_json::from_str(vc.get()).unwrap_or_default());
    let found = entries(&outer).unwrap_or_default();
    let issuer = outer.issuer.and_then(|issuer| serde_json::from_str::<Outer<'_>>(issuer.get()).ok());
    Whole {
        name: plain(outer.name),
        issuer_name: plain(issuer.and_then(|issuer| issuer.name)),
        parts: each_by_its_own(found.into_iter().map(part).collect()),
    }
}

/// An id that several entries have says nothing of which is meant: each of them goes by its hash.
fn each_by_its_own(mut parts: Vec<Option<Part>>) -> Vec<Option<Part>> {
    let mut times = BTreeMap::new();
    for part in parts.iter().flatten() {
        *times.entry(part.id.clone()).or_insert(0) += 1;
    }
    for part in parts.iter_mut().flatten().filter(|part| times[&part.id] > 1) {
        part.id = id(None, &part.document);
    }
    parts
}

/// What is presented, and what the subjects have, in order; `None` where lists go too deep.
fn entries<'d>(outer: &Outer<'d>) -> Option<Vec<&'d RawValue>> {
    let (mut found, mut subjects) = (Vec::new(), Vec::new());
    flat(outer.presented, 0, &mut found)?;
    flat(outer.subject, 0, &mut subjects)?;
    for subject in subjects {
        let inner: Outer<'d> = serde_json::from_str(subject.get()).unwrap_or_default();
        flat(inner.presented, 0, &mut found)?;
    }
    Some(found)
}

/// The JSON of a document, be it a token.
fn opened(document: &str) -> Option<Cow<'_, str>> {
    let document = document.trim();
    if document.starts_with('{') {
        return Some(Cow::Borrowed(document));
    }
    let token = Compact::read(document).ok()?;
    String::from_utf8(token.payload().to_vec()).ok().map(Cow::Owned)
}

/// A value's items, lists among them taken apart; what is null is none. `None` where lists go too deep.
fn flat<'d>(value: Option<&'d RawValue>, depth: usize, found: &mut Vec<&'d RawValue>) -> Option<()> {
    let Some(value) = value.filter(|value| value.get() != "null") else { return Some(()) };
    if !value.get().starts_with('[') {
        found.push(value);
        return Some(());
    }
    let items: Vec<&'d RawValue> =
        (depth < MOST_DEPTH).then(|| serde_json::from_str(value.get()).unwrap_or_default())?;
    items.into_iter().try_for_each(|item| flat(Some(item), depth + 1, found))
}

fn part(value: &RawValue) -> Option<Part> {
    let text = value.get();
    if text.starts_with('"') {
        let document: String = serde_json::from_str(text).ok()?;
        let token = opened(&document)?;
        let outer: Outer<'_> = serde_json::from_str(&token).ok()?;
        let entry: Entry<'_> = serde_json::from_str(outer.vc.map_or(&*token, RawValue::get)).ok()?;
        return Some(Part { id: id(entry.id, &document), document });
    }
    let entry: Entry<'_> = serde_json::from_str(text).ok()?;
    let enveloped =
        entry.types.is_some_and(|types| types.get().contains("\"EnvelopedVerifiableCredential\""));
    // What takes its meaning from the record around it, or was not signed by itself, is nothing alone.
    let alone = entry.context.is_some() && (entry.proof.is_some() || enveloped);
    alone.then(|| Part { id: id(entry.id, text), document: text.to_owned() })
}

fn id(own: Option<String>, document: &str) -> String {
    own.filter(|id| !id.is_empty() && id.chars().count() <= MOST_PART_ID && !id.contains(char::is_control))
        .unwrap_or_else(|| {
            let hash = Sha256::digest(document.as_bytes());
            format!("sha-256:{}", BASE64_URL_SAFE_NO_PAD.encode(hash))
        })
}

/// A text to be read by people.
fn plain(value: Option<&RawValue>) -> String {
    let text: String = value.and_then(|value| serde_json::from_str(value.get()).ok()).unwrap_or_default();
    text.chars().filter(|c| !c.is_control()).take(MOST_NAME).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"{"@context":["c"], "id":"urn:e:1","proof":{"n":1.50},"name":"Bees"}"#;

    #[test]
    fn entries_keep_every_byte_that_was_signed() {
        let record = format!(
            r#"{{"name":" Transcript ","issuer":{{"id":"i","name":"School"}},
                "credentialSubject":{{"verifiableCredential":[{ENTRY},null,[{{"id":"urn:e:2"}}]]}}}}"#
        );
        let whole = whole(&record);
        assert_eq!((whole.name.as_str(), whole.issuer_name.as_str()), ("Transcript", "School"));
        assert_eq!(whole.parts.len(), 2);
        assert_eq!(whole.part("urn:e:1").unwrap().document, ENTRY);
        assert_eq!(whole.parts[1], None, "unsigned by itself, so it is nothing alone");
    }

    #[test]
    fn one_entry_needs_no_list_and_one_without_an_id_goes_by_a_hash() {
        let entry = r#"{"@context":"c","proof":{}}"#;
        let whole = whole(&format!(r#"{{"credentialSubject":[{{"verifiableCredential":{entry}}}]}}"#));
        let [Some(part)] = &whole.parts[..] else { panic!("{whole:?}") };
        assert!(part.id.starts_with("sha-256:"), "{}", part.id);
        assert_eq!(part.document, entry);
    }

    #[test]
    fn entries_with_the_same_id_are_told_apart() {
        let entry = |n| format!(r#"{{"@context":"c","id":"urn:e:1","proof":{{"n":{n}}}}}"#);
        let whole = whole(&format!(
            r#"{{"credentialSubject":{{"verifiableCredential":[{},{}]}}}}"#,
            entry(1),
            entry(2)
        ));
        let [Some(one), Some(other)] = &whole.parts[..] else { panic!("{whole:?}") };
        assert_ne!(one.id, other.id);
        assert_eq!(whole.part("urn:e:1"), None, "it would mean both");
        assert_eq!(whole.part(&other.id).unwrap().document, entry(2));
    }

    #[test]
    fn what_is_no_record_has_no_entries() {
        let entry = r#"{"@context":"c","id":"urn:e:1","proof":{}}"#;
        let deep = format!(r#"{{"verifiableCredential":[{entry},[[[[{entry}]]]],{entry}]}}"#);
        for document in
            ["", "{", "[]", "{\"credentialSubject\":{\"id\":\"x\"}}", "ey.a.b", "\u{0}", deep.as_str()]
        {
            assert_eq!(whole(document).parts, [], "{document}");
        }
    }

    #[test]
    fn an_entry_that_is_a_token_is_shown_as_that() {
        const BASE64: base64::engine::GeneralPurpose = BASE64_URL_SAFE_NO_PAD;
        let payload = BASE64.encode(r#"{"id":"urn:e:3","name":"Bees"}"#);
        let token = format!("{}.{payload}.{}", BASE64.encode(r#"{"alg":"RS256"}"#), BASE64.encode([1; 8]));
        let whole = whole(&format!(r#"{{"credentialSubject":{{"verifiableCredential":["{token}"]}}}}"#));
        assert_eq!(whole.part("urn:e:3").unwrap().document, token);
    }
}
