//! The text of a presentation, and of what a signature over it is one.

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use crypto::{
    json::{Limits, Object, Value, canonical, read},
    record::{Entry, LINK_TYPE, Record, Section},
};
use sha2::{Digest, Sha256};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::flows::record::Shown;

/// What is shown as a presentation by `holder`, without its proof.
///
/// * `statement`: a link statement, which follows what is shown.
pub(super) fn unsigned_text(shown: &Shown, holder: &str, statement: Option<&str>) -> String {
    let mut position = 0;
    let mut sections = Vec::with_capacity(shown.sections.len());
    for section in &shown.sections {
        let mut entries = Vec::new();
        for item in &section.items {
            // What the learner says of several entries stands beside the first of them.
            let mut note = Some(item.note.clone()).filter(|note| !note.is_empty());
            for _ in &item.documents {
                entries.push(Entry { position, note: note.take() });
                position += 1;
            }
        }
        let heading = Some(section.heading.clone()).filter(|heading| !heading.is_empty());
        sections.push(Section { heading, entries });
    }
    let introduction = Some(shown.introduction.clone()).filter(|text| !text.is_empty());
    let record = Record { title: shown.title.clone(), introduction, sections };
    let credentials: Vec<&str> = shown.documents().chain(statement).collect();
    record.presentation(holder, &credentials)
}

/// SHA-256 of a presentation but for its holder and its proof, in base64 without padding; `None`
/// where it is too long, or no JSON.
///
/// How the text is written makes no difference: it is hashed in canonical form (RFC 8785).
pub(super) fn digest_of(presentation: &str) -> Option<String> {
    let value = read(presentation.as_bytes(), Limits::RECORD).ok()?;
    Some(digest(value.as_object()?.clone()))
}

/// The same of a signed presentation of `all` credentials, and whether a link statement follows
/// them, which does not count; `None` where it has another number of credentials.
pub(super) fn digest_of_signed(presentation: &str, all: usize) -> Option<(String, bool)> {
    let value = read(presentation.as_bytes(), Limits::RECORD).ok()?;
    let mut object = value.as_object()?.clone();
    let mut credentials = object.get("verifiableCredential")?.as_array()?.to_vec();
    let with_statement = credentials.len() == all + 1 && credentials.last().is_some_and(is_statement);
    if with_statement {
        credentials.pop();
    }
    if credentials.len() != all {
        return None;
    }
    object.set("verifiableCredential", Value::Array(credentials));
    Some((digest(object), with_statement))
}

/// When the link statement in a signed presentation ends; `None` where there is none.
pub(super) fn end_of_statement(presentation: &str) -> Option<OffsetDateTime> {
    let value = read(presentation.as_bytes(), Limits::RECORD).ok()?;
    let statement =
        value.get("verifiableCredential")?.as_array()?.last().filter(|last| is_statement(last))?;
    OffsetDateTime::parse(statement.get("validUntil")?.as_str()?, &Rfc3339).ok()
}

fn digest(mut presentation: Object<'_>) -> String {
    presentation.remove("holder");
    presentation.remove("proof");
    BASE64_STANDARD_NO_PAD.encode(Sha256::digest(canonical(&presentation.into())))
}

fn is_statement(credential: &Value<'_>) -> bool {
    let types = credential.get("type").map(Value::items).unwrap_or_default();
    types.iter().any(|name| name.as_str() == Some(LINK_TYPE))
}
