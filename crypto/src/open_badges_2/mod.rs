//! Open Badges 2.0: what an assertion, its badge class and its issuer's profile say, and where
//! they are kept.
//!
//! Nothing here is a verifiable credential. An assertion is true because it stands at an address
//! of the issuer's own site (*hosted*), or because a key signed it that the issuer's profile
//! names (*signed*); its parts are documents that link to each other. So it has rules of its own,
//! and a report says so. Earlier editions (1.0, 1.1) are read as far as they are the same.
//!
//! Source: Open Badges 2.0, sections "Open Badges Vocabulary" and "Verification".

mod bundle;
mod scope;
mod signed;

pub(crate) use bundle::{Bundle, Given, Linked, Method, gather};
pub(crate) use scope::{Scope, authority, same_address, scope};
pub(crate) use signed::Signed;

use time::OffsetDateTime;

use crate::credential::{Finding, Rule, Severity};
use crate::instant;
use crate::json::{Object, Value};

/// Whether an object is one of Open Badges 2.0 or earlier.
pub(crate) fn is(object: &Object<'_>) -> bool {
    has_type(object, "Assertion") || (has_vocabulary(object) && !has_type(object, "VerifiableCredential"))
}

pub(crate) fn is_assertion(object: &Object<'_>) -> bool {
    has_type(object, "Assertion")
}

/// Whether a text is nothing but the address of an assertion, as the oldest images carry it.
pub(crate) fn is_address(text: &str) -> bool {
    is_web(text) && !text.contains(|c: char| c.is_ascii_whitespace() || c.is_ascii_control())
}

/// Whether `@context` names a vocabulary of Open Badges 2.0 or 1.
pub(crate) fn has_vocabulary(object: &Object<'_>) -> bool {
    let contexts = object.get("@context").map(Value::items).unwrap_or_default();
    let known = |url: &str| {
        let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        matches!(url, Some("w3id.org/openbadges/v2" | "w3id.org/openbadges/v1"))
    };
    contexts.iter().filter_map(Value::as_str).any(known)
}

fn has_type(object: &Object<'_>, name: &str) -> bool {
    let types = object.get("type").map(Value::items).unwrap_or_default();
    types.iter().any(|item| item.as_str() == Some(name))
}

fn is_web(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Text of a member.
pub(crate) fn text<'v>(object: &'v Object<'_>, key: &str) -> Option<&'v str> {
    object.get(key).and_then(Value::as_str)
}

/// The id of a linked object: the text itself, or its `id`.
pub(crate) fn id_of<'v>(value: Option<&'v Value<'_>>) -> Option<&'v str> {
    let value = value?;
    value.as_str().or_else(|| value.get("id")?.as_str())
}

/// Reads a date as this standard lets it be written: seconds, and in older badges the time of
/// day, may be missing.
pub(crate) fn read_instant(text: &str) -> Option<OffsetDateTime> {
    if let Some((at, _)) = instant::read(text) {
        return Some(at);
    }
    let whole = match text.get(16..) {
        Some(zone) => [text.get(..16)?, ":00", zone].concat(),
        None => [text, "T00:00:00Z"].concat(),
    };
    instant::read(&whole).map(|(at, _)| at)
}

/// What is wrong with the three documents, and which are not known, in order.
pub(crate) fn findings(bundle: &Bundle<'_>) -> Vec<Finding> {
    use Severity::{Advice, Error};
    let mut found = Found(Vec::new());
    let assertion = &bundle.assertion;
    for key in ["id", "recipient", "badge", "issuedOn"] {
        found.needs(assertion, "The assertion", "", key, Error);
    }
    if let Some(recipient) = assertion.get("recipient") {
        let recipient = recipient.as_object().cloned().unwrap_or_default();
        for (key, severity) in [("identity", Error), ("type", Error), ("hashed", Advice)] {
            found.needs(&recipient, "The recipient", "recipient", key, severity);
        }
    }
    for key in ["issuedOn", "expires"] {
        if assertion.get(key).is_some() && text(assertion, key).and_then(read_instant).is_none() {
            found.note(Rule::Date, "", key, Error, &["The assertion's ", key, " is no date and time"]);
        }
    }
    let (badge, issuer) = ("The badge class", "The issuer's profile");
    match bundle.badge.shown() {
        None => found.note(Rule::Reference, "", "badge", Advice, &[badge, " is not known"]),
        Some(object) => {
            for key in ["name", "issuer"] {
                found.needs(object, badge, "badge", key, Error);
            }
            for key in ["description", "image", "criteria"] {
                found.needs(object, badge, "badge", key, Advice);
            }
        }
    }
    match bundle.profile.shown() {
        None => found.note(Rule::Reference, "badge", "issuer", Advice, &[issuer, " is not known"]),
        Some(object) => {
            for (key, severity) in [("name", Error), ("url", Advice), ("email", Advice)] {
                found.needs(object, issuer, "badge/issuer", key, severity);
            }
        }
    }
    found.0
}

struct Found(Vec<Finding>);

impl Found {
    fn needs(&mut self, object: &Object<'_>, who: &str, at: &str, key: &str, severity: Severity) {
        if object.get(key).is_none_or(|value| *value == Value::Null) {
            self.note(Rule::Missing, at, key, severity, &[who, " has no ", key]);
        }
    }

    fn note(&mut self, rule: Rule, at: &str, key: &str, severity: Severity, words: &[&str]) {
        let path = if at.is_empty() { ["/", key].concat() } else { ["/", at, "/", key].concat() };
        let place = path.get(1..).unwrap_or_default().replace('/', ".");
        let words = [&words.concat(), " (", &place, ")"].concat();
        self.0.push(Finding { path, rule, severity, words });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    #[test]
    fn a_badge_of_this_standard_is_known_by_type_or_vocabulary() {
        let is =
            |text: &str| super::is(read(text.as_bytes(), Limits::CREDENTIAL).unwrap().as_object().unwrap());
        assert!(is(r#"{"type":"Assertion"}"#));
        assert!(is(r#"{"@context":["https://w3id.org/openbadges/v2",{}],"type":["BadgeClass"]}"#));
        assert!(!is(r#"{"@context":["https://w3id.org/openbadges/v2"],"type":["VerifiableCredential"]}"#));
        assert!(!is(r#"{"@context":"https://w3id.org/openbadges/v3","type":"VerifiableCredential"}"#));
        assert!(is_address("https://badges.example/1") && !is_address("https://badges.example/ 1"));
    }

    #[test]
    fn dates_may_lack_seconds_and_time_of_day() {
        let at = time::macros::datetime!(2017-10-01 00:00 UTC);
        for text in ["2017-10-01T00:00:00+00:00", "2017-10-01T00:00Z", "2017-10-01"] {
            assert_eq!(read_instant(text), Some(at), "{text}");
        }
        for text in ["", "2017", "1506816000", "2017-10-01T00:00ZZ", "2017-10-01T00:0é"] {
            assert_eq!(read_instant(text), None, "{text}");
        }
    }
}
