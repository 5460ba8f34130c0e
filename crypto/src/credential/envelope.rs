//! The envelope: what every verifiable credential has.
//!
//! Source: Verifiable Credentials Data Model v2.0, section 4; the same members of v1.1.

use super::achievement::{Image, image};
use super::finding::{Finding, Findings, Rule, Severity};
use super::profile::{Endorsements, Profile};
use super::reader::Presence::{May, Must, Should};
use super::reader::{Presence, Reader};
use super::service::{Service, StatusEntry, related_resources};
use super::subject::{Evidence, Recipient, Subject};
use crate::instant;
use crate::json::{Object, Value};

const VCDM_2: &str = "https://www.w3.org/ns/credentials/v2";
const VCDM_1: &str = "https://www.w3.org/2018/credentials/v1";

/// A verifiable credential, as far as it could be read. Text is borrowed from the document.
#[derive(Clone, Debug, Default)]
pub struct Credential<'v> {
    /// The version of the data model, by its first context.
    pub edition: Edition,
    /// What it is of those that we know more of.
    pub kind: Kind,
    /// `id`, an address.
    pub id: Option<&'v str>,
    /// `type`, in order.
    pub types: Vec<&'v str>,
    /// `name`.
    pub name: Option<&'v str>,
    /// `description`.
    pub description: Option<&'v str>,
    /// `image` of Open Badges.
    pub image: Option<Image<'v>>,
    /// Who issued it.
    pub issuer: Profile<'v>,
    /// `validFrom`, or `issuanceDate` of v1.1, as written.
    pub valid_from: Option<&'v str>,
    /// `validUntil`, or `expirationDate` of v1.1, as written.
    pub valid_until: Option<&'v str>,
    /// `awardedDate` of Open Badges, as written.
    pub awarded_date: Option<&'v str>,
    /// `partial` of a learner record: whether its publisher knows of more.
    pub partial: Option<bool>,
    /// Whom it is about, in order.
    pub subjects: Vec<Subject<'v>>,
    /// Where its status is kept, in order.
    pub statuses: Vec<StatusEntry<'v>>,
    /// `credentialSchema`, in order.
    pub schemas: Vec<Service<'v>>,
    /// `refreshService`, in order.
    pub refresh_services: Vec<Service<'v>>,
    /// `termsOfUse`, in order.
    pub terms_of_use: Vec<Service<'v>>,
    /// `evidence` of Open Badges, in order.
    pub evidence: Vec<Evidence<'v>>,
    /// What others say of it.
    pub endorsements: Endorsements<'v>,
}

/// A version of the W3C data model.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Edition {
    /// Version 1.1.
    One,
    /// Version 2.0, or none that we know.
    #[default]
    Two,
}

/// The kinds of credential that have rules of their own.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Kind {
    /// Any other.
    #[default]
    Other,
    /// Somebody achieved something: an Open Badge.
    Achievement,
    /// Somebody speaks for somebody or something.
    Endorsement,
    /// A comprehensive learner record.
    Clr,
}

impl<'v> Credential<'v> {
    /// Reads a credential; and all that is wrong with it, in the order of reading.
    pub fn read(object: &'v Object<'v>) -> (Self, Vec<Finding>) {
        let mut findings = Findings::default();
        let credential = read(&mut Reader::new(object, "credential", &mut findings), None);
        (credential, findings.into_list())
    }

    /// Reads an endorsement that stands in another document.
    pub(super) fn read_endorsement(reader: &mut Reader<'_, 'v>) -> Self {
        read(reader, Some(Kind::Endorsement))
    }

    /// Whether its types make it an Open Badges achievement credential.
    pub fn is_open_badge(&self) -> bool {
        self.kind == Kind::Achievement
    }

    /// Whom it is about, for keeping when the document is gone.
    pub fn recipients(&self) -> Vec<Recipient> {
        self.subjects.iter().map(|subject| subject.recipient.clone()).collect()
    }
}

fn read<'v>(reader: &mut Reader<'_, 'v>, expected: Option<Kind>) -> Credential<'v> {
    let edition = context(reader);
    let (types, kind) = types(reader, expected);
    further_contexts(reader, kind);
    let ours = kind != Kind::Other;
    let asked = if ours { Should } else { May };
    let named = if matches!(kind, Kind::Clr | Kind::Endorsement) { Should } else { May };
    let id = reader.optional_id();
    if id.is_none() && reader.object.get("id").is_none() {
        reader.member("id", asked);
    }
    let (valid_from, valid_until) = validity(reader, edition, asked);
    claims_something(reader);
    if ours {
        for key in ["credentialSubject", "credentialStatus", "refreshService"] {
            if reader.object.get(key).is_some_and(|value| value.as_array().is_some()) {
                reader.advise(Rule::Form, key, "is a list, where Open Badges asks for one object");
            }
        }
    }
    let schema_id = if ours { Should } else { May };
    let mut credential = Credential {
        edition,
        kind,
        id,
        types,
        name: reader.text("name", named),
        description: reader.text("description", May),
        issuer: issuer(reader, ours),
        valid_from,
        valid_until,
        subjects: reader.objects("credentialSubject", "subject", Must, |it| Subject::read(it, kind)),
        statuses: reader.objects("credentialStatus", "status entry", May, |it| StatusEntry::read(it, ours)),
        schemas: Service::read_all(reader, "credentialSchema", "schema", Must, ours),
        refresh_services: Service::read_all(reader, "refreshService", "refresh service", schema_id, ours),
        terms_of_use: Service::read_all(reader, "termsOfUse", "terms of use", May, ours),
        ..Credential::default()
    };
    related_resources(reader);
    if ours {
        credential.image = image(reader);
        credential.awarded_date = reader.instant("awardedDate", May, Severity::Advice);
        credential.evidence = reader.objects("evidence", "evidence", May, Evidence::read);
        credential.endorsements = Endorsements::read(reader);
        if kind == Kind::Clr {
            credential.partial = reader.boolean("partial", May);
        }
    } else {
        Service::read_all(reader, "evidence", "evidence", May, false);
    }
    credential
}

/// Reads the contexts, of which the first names the version of the data model.
pub(super) fn context(reader: &mut Reader<'_, '_>) -> Edition {
    let fault = (Rule::Context, Severity::Error);
    let Some(value) = reader.member("@context", Must) else { return Edition::default() };
    let contexts = value.as_array().unwrap_or_default();
    if contexts.iter().any(|item| item.as_str().is_none() && item.as_object().is_none()) {
        reader.find(fault, "@context", "holds something that is neither an address nor a context");
    }
    match contexts.first().and_then(Value::as_str) {
        Some(VCDM_2) => return Edition::Two,
        Some(VCDM_1) => return Edition::One,
        Some(_) => {
            reader.find(fault, "@context", "does not begin with the context of verifiable credentials");
        }
        None => {
            let said = "is not a list that begins with the context of verifiable credentials";
            reader.find(fault, "@context", said);
        }
    }
    Edition::Two
}

/// What comes after the first context.
///
/// Source: Open Badges 3.0 and CLR 2.0, `@context` of their credentials.
fn further_contexts(reader: &mut Reader<'_, '_>, kind: Kind) {
    const OPEN_BADGES: (&str, &str) = ("https://purl.imsglobal.org/spec/ob/v3p0/context", "Open Badges");
    const CLR: (&str, &str) = ("https://purl.imsglobal.org/spec/clr/v2p0/context", "CLR");
    let asked: &[_] = match kind {
        Kind::Other => return,
        Kind::Clr => &[CLR, OPEN_BADGES],
        _ => &[OPEN_BADGES],
    };
    let given = reader.object.get("@context").and_then(Value::as_array).and_then(|all| all.get(1..));
    for (index, (address, name)) in asked.iter().enumerate() {
        let context = given.and_then(|given| given.get(index)).and_then(Value::as_str);
        if !context.is_some_and(|context| is_version_of(context, address)) {
            let said = format!("does not name the context of {name} in place {}", index + 2);
            reader.advise(Rule::Context, "@context", &said);
        }
    }
}

/// Whether `context` is `address`, then versions such as `-3.0.3`, then `.json`.
fn is_version_of(context: &str, address: &str) -> bool {
    let Some(versions) = context.strip_prefix(address).and_then(|rest| rest.strip_suffix(".json")) else {
        return false;
    };
    let is_version = |text: &str| {
        let bytes = text.as_bytes();
        matches!(bytes, [a, b'.', b, b'.', c] if [a, b, c].into_iter().all(u8::is_ascii_digit))
    };
    versions.is_empty() || versions.strip_prefix('-').is_some_and(|all| all.split('-').all(is_version))
}

/// Reads the types, and what kind of credential they make.
fn types<'v>(reader: &mut Reader<'_, 'v>, expected: Option<Kind>) -> (Vec<&'v str>, Kind) {
    let types = reader.texts("type", Must);
    if reader.object.get("type").is_some_and(|value| value.as_array().is_none()) {
        reader.find((Rule::Form, Severity::Error), "type", "is not a list of types");
    }
    if !types.contains(&"VerifiableCredential") {
        reader.find((Rule::Type, Severity::Error), "type", "does not name VerifiableCredential");
    }
    let kind = types.iter().find_map(|name| match *name {
        "AchievementCredential" | "OpenBadgeCredential" => Some(Kind::Achievement),
        "EndorsementCredential" => Some(Kind::Endorsement),
        "ClrCredential" => Some(Kind::Clr),
        _ => None,
    });
    let expected = expected.or_else(|| kind.is_none().then(|| by_subject(reader)).flatten());
    if let Some(expected) = expected.filter(|expected| kind != Some(*expected)) {
        let said = match expected {
            Kind::Achievement => {
                "does not name AchievementCredential, though its subject is an AchievementSubject"
            }
            Kind::Endorsement => "does not name EndorsementCredential",
            _ => "does not name ClrCredential, though its subject is a ClrSubject",
        };
        reader.find((Rule::Type, Severity::Error), "type", said);
    }
    (types, expected.or(kind).unwrap_or_default())
}

/// The kind of credential that the type of its subject belongs to.
fn by_subject(reader: &Reader<'_, '_>) -> Option<Kind> {
    let subject = reader.object.get("credentialSubject")?.items().first()?;
    subject.get("type")?.items().iter().find_map(|name| match name.as_str()? {
        // Statements about a learner's addresses have such subjects too, and no achievement.
        "AchievementSubject" if subject.get("achievement").is_some() => Some(Kind::Achievement),
        "ClrSubject" => Some(Kind::Clr),
        _ => None,
    })
}

/// Reads when it begins and ends to hold, by the names of its version or, noted, of the other.
fn validity<'v>(
    reader: &mut Reader<'_, 'v>,
    edition: Edition,
    asked: Presence,
) -> (Option<&'v str>, Option<&'v str>) {
    let one = edition == Edition::One;
    let (from_1, until_1, from_2, until_2) = ("issuanceDate", "expirationDate", "validFrom", "validUntil");
    let (from, until, other_from, other_until) =
        if one { (from_1, until_1, from_2, until_2) } else { (from_2, until_2, from_1, until_1) };
    let mut date = |key, other, presence| {
        if reader.object.get(key).is_some() || reader.object.get(other).is_none() {
            return (reader.instant(key, presence, Severity::Error), key);
        }
        let said = format!("is what another version of the data model calls it; this one calls it {key}");
        reader.advise(Rule::Date, other, &said);
        (reader.instant(other, May, Severity::Error), other)
    };
    let (start, _) = date(from, other_from, if one { Must } else { asked });
    let (end, end_key) = date(until, other_until, May);
    let at = |text: Option<&str>| text.and_then(instant::read).map(|(at, _)| at);
    if let (Some(begins), Some(ends)) = (at(start), at(end))
        && begins > ends
    {
        reader.find((Rule::Range, Severity::Error), end_key, "lies before the beginning of validity");
    }
    (start, end)
}

fn issuer<'v>(reader: &mut Reader<'_, 'v>, ours: bool) -> Profile<'v> {
    match reader.member("issuer", Must) {
        Some(Value::String(_)) => Profile { id: reader.url("issuer", Must), ..Profile::default() },
        Some(Value::Array(_)) => {
            reader.find((Rule::Form, Severity::Error), "issuer", "is neither an address nor an object");
            Profile::default()
        }
        Some(_) => reader
            .object("issuer", "issuer", Must, |issuer| {
                if ours { Profile::read(issuer, Must) } else { Profile::read_plain(issuer) }
            })
            .unwrap_or_default(),
        None => Profile::default(),
    }
}

/// A credential makes at least one claim about somebody.
fn claims_something(reader: &mut Reader<'_, '_>) {
    let Some(subject) = reader.object.get("credentialSubject") else { return };
    let is_empty = |item: &Value<'_>| item.as_object().is_some_and(Object::is_empty);
    let items = subject.items();
    if items.is_empty() || items.iter().any(is_empty) {
        reader.find((Rule::Empty, Severity::Error), "credentialSubject", "claims nothing");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    fn found(text: &str, severity: Severity) -> Vec<String> {
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let (_, findings) = Credential::read(value.as_object().unwrap());
        let of_it = findings.into_iter().filter(|finding| finding.severity == severity);
        of_it.map(|finding| finding.words).collect()
    }

    fn errors(text: &str) -> Vec<String> {
        found(text, Severity::Error)
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
            [
                "The credential's context is not a list that begins with the context of verifiable credentials (@context)"
            ]
        );
        assert_eq!(
            swap("https://www.w3.org/ns/credentials/v2", "https://example.org/"),
            ["The credential's context does not begin with the context of verifiable credentials (@context)"]
        );
        assert_eq!(
            swap(r#"["VerifiableCredential"]"#, "[]"),
            ["The credential's type does not name VerifiableCredential (type)"]
        );
        assert_eq!(
            swap(r#"["VerifiableCredential"]"#, r#""VerifiableCredential""#),
            ["The credential's type is not a list of types (type)"]
        );
        assert_eq!(swap(r#""did:example:1""#, "null"), ["The credential's issuer is null (issuer)"]);
        assert_eq!(swap(r#""did:example:1""#, "7"), ["The credential's issuer is not an object (issuer)"]);
        assert_eq!(swap(r#""did:example:1""#, "{}"), ["The issuer has no id (issuer.id)"]);
        assert_eq!(
            swap(r#"{"id":"did:example:2"}"#, "[]"),
            ["The credential's subject claims nothing (credentialSubject)"]
        );
        assert_eq!(
            swap(r#"{"id":"did:example:2"}"#, "{}"),
            ["The credential's subject claims nothing (credentialSubject)"]
        );
        assert_eq!(
            swap(r#"{"id":"did:example:2"}"#, "\"you\""),
            ["The credential's subject is not an object (credentialSubject)"]
        );
        let with = |member: &str| errors(&GOOD.replace("\"issuer\"", &format!("{member},\"issuer\"")));
        assert_eq!(with(r#""id":null"#), ["The credential's id is not an absolute address (id)"]);
        assert_eq!(
            with(r#""validFrom":"today""#),
            ["The credential's beginning of validity is not a date and time (validFrom)"]
        );
        assert_eq!(
            with(r#""validFrom":"2026-01-02T00:00:00Z","validUntil":"2026-01-01T00:00:00Z""#),
            ["The credential's end of validity lies before the beginning of validity (validUntil)"]
        );
        assert_eq!(
            with(r#""credentialStatus":{"id":"https://example.org/1"}"#),
            ["The status entry has no type (credentialStatus.type)"]
        );
        assert_eq!(
            with(r#""relatedResource":"https://example.org/1""#),
            ["The credential's related resource is not an object (relatedResource)"]
        );
        assert_eq!(
            with(r#""relatedResource":[{"digestSRI":"sha256-AA"},{"id":"https://example.org/1"}]"#),
            [
                "The related resource has no id (relatedResource[0].id)",
                "The related resource has no digest (relatedResource[1])"
            ]
        );
        let one = r#"{"id":"https://example.org/1","digestSRI":"sha256-AA"}"#;
        assert_eq!(with(&format!(r#""relatedResource":[{one}]"#)), Vec::<String>::new());
        let twice = with(&format!(r#""relatedResource":[{one},{one}]"#));
        assert_eq!(twice, ["The credential's related resource names one address twice (relatedResource)"]);
        assert_eq!(
            with(r#""evidence":[{"id":"https://example.org/1"}]"#),
            ["The evidence has no type (evidence[0].type)"]
        );
    }
}
