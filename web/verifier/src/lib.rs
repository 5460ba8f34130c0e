//! `crypto` for a Web Worker: two functions, bytes and JSON text in, JSON text out.
//!
//! It is built twice. The lean build is what every page loads; the full one, which also reads
//! tokens, images, ECDSA, RSA and Open Badges 2.0, is loaded when a document turns up that needs it.
//!
//! The worker fetches what [`needs`] lists through the server's `/api/v1/knowledge` and calls
//! [`run`]; the report is the one that the server and the command line give, from the same code.

use std::collections::BTreeMap;

use crypto::json::{Limits, Value, read};
use crypto::verify::{Knowledge, Known, Policy, TrustRegistry, TrustedIssuer};
use wasm_bindgen::prelude::wasm_bindgen;

/// What must be known about `document` and is not in `knowledge` yet, as a JSON list.
///
/// # Errors
/// When `knowledge` is not the JSON of a [`Knowledge`].
#[wasm_bindgen]
pub fn needs(document: &[u8], knowledge: &str) -> Result<String, String> {
    let needs = crypto::verify::needs(document, &read_knowledge(knowledge)?);
    serde_json::to_string(&needs).map_err(|_| "could not be written".to_owned())
}

/// The report on `document` by what is in `knowledge`, as JSON.
///
/// * `now`: the moment to judge by, RFC 3339.
/// * `policy`: the JSON of a [`Policy`].
///
/// # Errors
/// When one of the last three cannot be read. A document that cannot be read is a report.
#[wasm_bindgen]
pub fn run(document: &[u8], knowledge: &str, now: &str, policy: &str) -> Result<String, String> {
    let (knowledge, policy) = (read_knowledge(knowledge)?, read_policy(policy)?);
    let now = crypto::rfc3339(now).ok_or("now is not an instant")?;
    let report = crypto::verify::run(document, &knowledge, now, &policy);
    serde_json::to_string(&report).map_err(|_| "could not be written".to_owned())
}

/// Whether the documents judged since the last call wanted something that this build does not
/// have; then the same module, built in full, gives the reports.
#[wasm_bindgen]
pub fn lacked() -> bool {
    crypto::lacked()
}

// `crypto`'s own JSON reader is on board anyway; a second one, serde's, would be a fifth of what
// a phone has to load.

fn read_knowledge(text: &str) -> Result<Knowledge, String> {
    let value = read(text.as_bytes(), Limits::RECORD).map_err(|err| err.to_string())?;
    let entries = value.as_object().ok_or("the knowledge is not an object")?;
    let known = |value: &Value<'_>| match value.get("state")?.as_str()? {
        "found" => Some(Known::Found {
            text: text_of(value, "text")?,
            at: text_of(value, "at"),
            replaced: value.get("replaced").map_or(Some(BTreeMap::new()), replaced)?,
        }),
        "unreachable" => Some(Known::Unreachable { reason: text_of(value, "reason")? }),
        _ => None,
    };
    let mut knowledge = Knowledge::default();
    for (key, value) in entries.iter() {
        knowledge.0.insert(key.to_owned(), known(value).ok_or("the knowledge has the wrong form")?);
    }
    Ok(knowledge)
}

fn replaced(value: &Value<'_>) -> Option<BTreeMap<String, Vec<u32>>> {
    let index = |value: &Value<'_>| value.to_json().parse().ok();
    let day = |(day, indexes): (&str, &Value<'_>)| {
        Some((day.to_owned(), indexes.items().iter().map(index).collect::<Option<_>>()?))
    };
    value.as_object()?.iter().map(day).collect()
}

fn read_policy(text: &str) -> Result<Policy, String> {
    let value = read(text.as_bytes(), Limits::RECORD).map_err(|err| err.to_string())?;
    let issuer = |value: &Value<'_>| {
        Some(TrustedIssuer { did: text_of(value, "did")?, name: text_of(value, "name")? })
    };
    let registry = |value: &Value<'_>| {
        let issuers = list_of(value, "issuers").iter().map(issuer).collect::<Option<_>>()?;
        Some(TrustRegistry { name: text_of(value, "name")?, issuers })
    };
    let registries = list_of(&value, "registries").iter().map(registry).collect::<Option<_>>();
    Ok(Policy {
        registries: registries.ok_or("the policy has the wrong form")?,
        domain: text_of(&value, "domain"),
        challenge: text_of(&value, "challenge"),
        recipient: text_of(&value, "recipient"),
    })
}

fn list_of<'v, 'a>(value: &'v Value<'a>, key: &str) -> &'v [Value<'a>] {
    value.get(key).map(Value::items).unwrap_or_default()
}

fn text_of(value: &Value<'_>, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_in_and_a_report_comes_out() {
        assert_eq!(needs(b"{}", "{}").unwrap(), "[]");
        let report = run(b"{", "{}", "2026-01-01T00:00:00Z", "{}").unwrap();
        assert!(report.contains(r#""outcome":"invalid""#));
        assert!(run(b"{}", "{}", "yesterday", "{}").is_err());
        assert!(run(b"{}", "[]", "2026-01-01T00:00:00Z", "{}").is_err());
        assert!(run(b"{}", r#"{"a":{"state":"lost"}}"#, "2026-01-01T00:00:00Z", "{}").is_err());
    }

    #[test]
    fn what_serde_writes_is_read_back_the_same() {
        let replaced = [("2026-01-01T00:00:00Z".into(), vec![0, 131_071])].into();
        let found = Known::Found { text: "{\"a\": 1}\n".into(), at: None, replaced };
        let found = found.as_of("2026-01-01T00:00:00Z");
        let lost = Known::Unreachable { reason: "no answer".into() };
        let knowledge = Knowledge([("a".into(), found), ("b".into(), lost)].into());
        assert_eq!(read_knowledge(&serde_json::to_string(&knowledge).unwrap()).unwrap(), knowledge);
        let issuers = vec![TrustedIssuer { did: "did:example:1".into(), name: "One".into() }];
        let registries = vec![TrustRegistry { name: "All".into(), issuers }];
        let policy = Policy { registries, domain: Some("a.example".into()), ..Policy::default() };
        assert_eq!(read_policy(&serde_json::to_string(&policy).unwrap()).unwrap(), policy);
    }
}
