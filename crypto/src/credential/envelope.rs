//! The envelope: what every verifiable credential has.
//!
//! Source: Verifiable Credentials Data Model v2.0, section 4; the same members of v1.1.

use super::achievement::AchievementSubject;
use super::reader::Presence::{May, Must, Should};
use super::reader::{Finding, Reader, Severity};
use crate::instant;
use crate::json::{Object, Value};

const VCDM_2: &str = "https://www.w3.org/ns/credentials/v2";
const VCDM_1: &str = "https://www.w3.org/2018/credentials/v1";

/// A verifiable credential, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub struct Credential {
    /// `id`, an address.
    pub id: Option<String>,
    /// `type`, in order.
    pub types: Vec<String>,
    /// `name`.
    pub name: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Who issued it.
    pub issuer: Profile,
    /// `validFrom`, or `issuanceDate` of v1.1, as written.
    pub valid_from: Option<String>,
    /// `validUntil`, or `expirationDate` of v1.1, as written.
    pub valid_until: Option<String>,
    /// `awardedDate` of Open Badges, as written.
    pub awarded_date: Option<String>,
    /// Whom it is about, in order.
    pub subjects: Vec<AchievementSubject>,
    /// Where its status is kept, in order.
    pub statuses: Vec<StatusEntry>,
}

/// A person or organisation.
///
/// Source: Open Badges 3.0, Profile.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// `id`, a DID or URL.
    pub id: Option<String>,
    /// `name`.
    pub name: Option<String>,
    /// `url`.
    pub url: Option<String>,
}

/// Where the status of a credential is kept.
///
/// Source: Bitstring Status List v1.0, BitstringStatusListEntry.
#[derive(Clone, Debug, Default)]
pub struct StatusEntry {
    /// `type`; empty when it has none.
    pub kind: String,
    /// `statusPurpose`.
    pub purpose: Option<String>,
    /// `statusListIndex`, counted from 0.
    pub index: Option<usize>,
    /// `statusListCredential`, the list's address.
    pub list: Option<String>,
    /// Whether an entry takes one bit of the list, as it does where `statusSize` says nothing else.
    pub single_bit: bool,
}

impl Credential {
    /// Reads a credential; and all that is wrong with it, in the order of reading.
    pub fn read(object: &Object<'_>) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let credential = read(&mut Reader::new(object, String::new(), &mut findings));
        (credential, findings)
    }

    /// Whether its types make it an Open Badges achievement credential.
    pub fn is_open_badge(&self) -> bool {
        self.types.iter().any(|name| matches!(name.as_str(), "AchievementCredential" | "OpenBadgeCredential"))
    }
}

fn read(reader: &mut Reader<'_, '_, '_>) -> Credential {
    context(reader);
    let types = reader.texts("type", Must);
    if reader.object.get("type").is_some_and(|value| value.as_array().is_none()) {
        reader.find(Severity::Error, "type", "is not a list of types");
    }
    if !types.iter().any(|name| name == "VerifiableCredential") {
        reader.find(Severity::Error, "type", "does not name VerifiableCredential");
    }
    let mut credential = Credential { types, ..Credential::default() };
    let open_badge = credential.is_open_badge();
    let asked = if open_badge { Should } else { May };
    credential.id = reader.optional_id();
    if open_badge {
        reader.member("id", Should);
    }
    credential.name = reader.text("name", May);
    credential.description = reader.text("description", May);
    credential.issuer = issuer(reader, open_badge);
    let old =
        reader.object.get("@context").is_some_and(|value| value.items().first() == Some(&VCDM_1.into()));
    let (from, until) = if old { ("issuanceDate", "expirationDate") } else { ("validFrom", "validUntil") };
    credential.valid_from = reader.instant(from, if old { Must } else { asked });
    credential.valid_until = reader.instant(until, May);
    let instant_of = |text: &Option<String>| text.as_deref().and_then(instant::read).map(|(at, _)| at);
    if let (Some(start), Some(end)) =
        (instant_of(&credential.valid_from), instant_of(&credential.valid_until))
        && start > end
    {
        reader.find(Severity::Error, until, "lies before the beginning of validity");
    }
    credential.awarded_date = reader.instant("awardedDate", May);
    claims_something(reader);
    credential.subjects =
        reader.objects("credentialSubject", Must, |subject| AchievementSubject::read(subject, open_badge));
    credential.statuses = reader.objects("credentialStatus", May, status);
    for key in ["credentialSchema", "refreshService", "termsOfUse", "evidence"] {
        reader.objects(key, May, |item| {
            if item.texts("type", May).is_empty() {
                item.find(Severity::Error, "type", "is missing");
            }
            if item.optional_id().is_none() && key == "credentialSchema" {
                item.find(Severity::Error, "id", "is missing");
            }
        });
    }
    related_resources(reader);
    credential
}

/// Files that the credential leans on, each by its address and a digest of its bytes.
///
/// Source: Verifiable Credentials Data Model v2.0, section 5.3 (Integrity of Related Resources).
fn related_resources(reader: &mut Reader<'_, '_, '_>) {
    if reader.object.get("relatedResource").is_none() {
        return;
    }
    let ids = reader.objects("relatedResource", Must, |resource| {
        let digest = ["digestSRI", "digestMultibase"].iter().any(|key| resource.text(key, May).is_some());
        if !digest {
            resource.find(Severity::Error, "", "has no digest");
        }
        resource.url("id", Must)
    });
    let mut known: Vec<&str> = ids.iter().flatten().map(String::as_str).collect();
    known.sort_unstable();
    if known.windows(2).any(|pair| pair[0] == pair[1]) {
        reader.find(Severity::Error, "relatedResource", "names one address twice");
    }
}

pub(super) fn context(reader: &mut Reader<'_, '_, '_>) {
    let first = reader.member("@context", Must).map(|value| value.as_array().and_then(<[Value<'_>]>::first));
    match first {
        None => {}
        Some(Some(Value::String(url))) if matches!(url.as_ref(), VCDM_2 | VCDM_1) => {}
        Some(None) => reader.find(Severity::Error, "@context", "is not a list of contexts"),
        Some(Some(_)) => {
            reader.find(Severity::Error, "@context/0", "is not the context of verifiable credentials");
        }
    }
}

fn issuer(reader: &mut Reader<'_, '_, '_>, open_badge: bool) -> Profile {
    match reader.member("issuer", Must) {
        Some(Value::String(_)) => Profile { id: reader.url("issuer", Must), ..Profile::default() },
        Some(_) => reader
            .object("issuer", Must, |profile| {
                if open_badge {
                    profile.expect_type("Profile", Should);
                }
                Profile {
                    id: profile.url("id", Must),
                    name: profile.text("name", May),
                    url: profile.url("url", May),
                }
            })
            .unwrap_or_default(),
        None => Profile::default(),
    }
}

/// A credential makes at least one claim about somebody.
fn claims_something(reader: &mut Reader<'_, '_, '_>) {
    let Some(subject) = reader.object.get("credentialSubject") else { return };
    let items = subject.flat_items();
    if items.is_empty() || items.iter().any(|item| item.as_object().is_some_and(Object::is_empty)) {
        reader.find(Severity::Error, "credentialSubject", "claims nothing");
    }
}

fn status(reader: &mut Reader<'_, '_, '_>) -> StatusEntry {
    let kind = reader.texts("type", Must).into_iter().next().unwrap_or_default();
    reader.optional_id();
    let index = match reader.object.get("statusListIndex") {
        Some(Value::String(text)) => text.parse().ok(),
        // The standard asks for text; issuers in the field write numbers too.
        Some(value @ Value::Number(_)) => value.to_json().parse().ok(),
        _ => None,
    };
    StatusEntry {
        kind,
        purpose: reader.text("statusPurpose", May),
        index,
        list: reader.url("statusListCredential", May),
        single_bit: reader.object.get("statusSize").is_none_or(|size| *size == Value::Number(1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    fn errors(text: &str) -> Vec<String> {
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let (_, findings) = Credential::read(value.as_object().unwrap());
        findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| format!("{} {}", finding.path, finding.words))
            .collect()
    }

    const GOOD: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
        "issuer":"did:example:1","credentialSubject":{"id":"did:example:2"}}"#;

    #[test]
    fn the_smallest_credential_has_no_errors() {
        assert_eq!(errors(GOOD), Vec::<String>::new());
    }

    #[test]
    fn each_fault_of_the_envelope_is_found() {
        let swap = |from: &str, to: &str| {
            assert!(GOOD.contains(from));
            errors(&GOOD.replace(from, to))
        };
        assert_eq!(
            swap(r#"["https://www.w3.org/ns/credentials/v2"]"#, r#""https://www.w3.org/ns/credentials/v2""#),
            ["/@context is not a list of contexts"]
        );
        assert_eq!(
            swap("https://www.w3.org/ns/credentials/v2", "https://example.org/"),
            ["/@context/0 is not the context of verifiable credentials"]
        );
        assert_eq!(swap(r#"["VerifiableCredential"]"#, "[]"), ["/type does not name VerifiableCredential"]);
        assert_eq!(
            swap(r#"["VerifiableCredential"]"#, r#""VerifiableCredential""#),
            ["/type is not a list of types"]
        );
        assert_eq!(swap(r#""did:example:1""#, "null"), ["/issuer is missing"]);
        assert_eq!(swap(r#""did:example:1""#, "7"), ["/issuer is not an object"]);
        assert_eq!(swap(r#""did:example:1""#, "{}"), ["/issuer/id is missing"]);
        assert_eq!(swap(r#"{"id":"did:example:2"}"#, "[]"), ["/credentialSubject claims nothing"]);
        assert_eq!(swap(r#"{"id":"did:example:2"}"#, "{}"), ["/credentialSubject claims nothing"]);
        assert_eq!(swap(r#"{"id":"did:example:2"}"#, "\"you\""), ["/credentialSubject is not an object"]);
        let with = |member: &str| errors(&GOOD.replace("\"issuer\"", &format!("{member},\"issuer\"")));
        assert_eq!(with(r#""id":null"#), ["/id is not an absolute address"]);
        assert_eq!(with(r#""validFrom":"today""#), ["/validFrom is not a date and time"]);
        assert_eq!(
            with(r#""validFrom":"2026-01-02T00:00:00Z","validUntil":"2026-01-01T00:00:00Z""#),
            ["/validUntil lies before the beginning of validity"]
        );
        assert_eq!(
            with(r#""credentialStatus":{"id":"https://example.org/1"}"#),
            ["/credentialStatus/type is missing"]
        );
        assert_eq!(
            with(r#""relatedResource":"https://example.org/1""#),
            ["/relatedResource is not an object"]
        );
        assert_eq!(
            with(r#""relatedResource":[{"digestSRI":"sha256-AA"},{"id":"https://example.org/1"}]"#),
            ["/relatedResource/0/id is missing", "/relatedResource/1 has no digest"]
        );
        let one = r#"{"id":"https://example.org/1","digestSRI":"sha256-AA"}"#;
        assert_eq!(with(&format!(r#""relatedResource":[{one}]"#)), Vec::<String>::new());
        let twice = with(&format!(r#""relatedResource":[{one},{one}]"#));
        assert_eq!(twice, ["/relatedResource names one address twice"]);
        assert_eq!(with(r#""evidence":[{"id":"https://example.org/1"}]"#), ["/evidence/0/type is missing"]);
    }
}
