//! `schema`: the credential satisfies the schemas that it names.
//!
//! The official schemas of Open Badges and CLR are known by their addresses and judged by our
//! model, which has their rules; an issuer that strays from them gets a remark here as in
//! `model`. Any other schema is judged as it comes, where its text was brought. What cannot be
//! judged is unknown, and decides nothing: a schema says how a credential is written, not
//! whether it is true.
//!
//! Source: VCDM v2.0, section 4.11 (Data Schemas); Verifiable Credentials JSON Schema
//! Specification; 1EdTech Credential Schema.

#[cfg(any(test, feature = "schemas"))]
mod brought;

use super::report::{Check, CheckId, Evidence, Outcome};
use super::{Ground, Known, Need};
use crate::credential::{Credential, Finding, Kind, Service};
use crate::json::{Object, Value};

/// Kinds of entry whose `id` is the address of a JSON schema.
const JSON_SCHEMAS: [&str; 2] = ["JsonSchema", "1EdTechJsonSchemaValidator2019"];

/// Schemas that are looked at; a credential that names more is not judged by the rest.
const MAX_SCHEMAS: usize = 8;

/// Whether schemas that are brought can be judged here.
const JUDGES_BROUGHT: bool = cfg!(any(test, feature = "schemas"));

fn schema(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Schema, outcome, code, params)
}

/// The schemas of a credential that have to be brought.
pub(super) fn needs(object: &Object<'_>) -> Vec<Need> {
    let Some(entries) = object.get("credentialSchema").filter(|_| JUDGES_BROUGHT) else { return Vec::new() };
    let url_of = |entry: &Value<'_>| {
        let kind = entry.get("type")?.items().first()?.as_str()?;
        let url = entry.get("id")?.as_str()?;
        let brought = JSON_SCHEMAS.contains(&kind) && url.starts_with("https://") && official(url).is_none();
        brought.then(|| Need::Schema { url: url.to_owned() })
    };
    entries.flat_items().into_iter().take(MAX_SCHEMAS).filter_map(url_of).collect()
}

/// Checks all schemas that a credential names; the worst decides.
///
/// * `object`: the credential as it was read.
/// * `findings`: what [`Credential::read`] found in it.
pub(super) fn check(
    credential: &Credential<'_>,
    object: &Object<'_>,
    findings: &[Finding],
    ground: &Ground<'_>,
) -> Check {
    let weight = |check: &Check| match check.outcome {
        Outcome::Failed => 3,
        Outcome::Unknown => 2,
        Outcome::Warning => 1,
        _ => 0,
    };
    let entries = credential.schemas.iter().take(MAX_SCHEMAS);
    let checks = entries.map(|entry| {
        let mut check = check_entry(entry, credential, object, findings, ground);
        check.evidence.extend(entry.id.map(|url| evidence("credentialSchema", url)));
        check
    });
    checks.max_by_key(weight).unwrap_or_else(|| schema(Outcome::NotApplicable, "no_schema", &[]))
}

fn check_entry(
    entry: &Service<'_>,
    credential: &Credential<'_>,
    object: &Object<'_>,
    findings: &[Finding],
    ground: &Ground<'_>,
) -> Check {
    let kind = entry.kind.unwrap_or_default();
    let Some(url) = entry.id.filter(|_| JSON_SCHEMAS.contains(&kind)) else {
        return schema(Outcome::Unknown, "schema_type_unsupported", &[("type", kind)]);
    };
    if let Some(official) = official(url) {
        return by_model(official, credential.kind, findings);
    }
    let unreachable =
        |reason: &str| schema(Outcome::Unknown, "schema_unreachable", &[("url", url), ("reason", reason)]);
    if !JUDGES_BROUGHT {
        return schema(Outcome::Unknown, "schema_not_judged", &[("url", url)]);
    }
    match ground.known(url) {
        Some(Known::Found { text, .. }) => by_text(url, text, object),
        Some(Known::Unreachable { reason }) => unreachable(reason),
        None => unreachable("it was not asked for"),
    }
}

/// What our model finds of the rules that the official schemas have.
fn by_model(official: Kind, kind: Kind, findings: &[Finding]) -> Check {
    if official != kind {
        return schema(Outcome::Warning, "schema_of_other_kind", &[]);
    }
    let of_schema: Vec<&Finding> = findings.iter().filter(|finding| finding.rule.is_of_schema()).collect();
    if of_schema.is_empty() {
        return schema(Outcome::Passed, "schema_satisfied", &[]);
    }
    let count = of_schema.len().to_string();
    let mut check = schema(Outcome::Warning, "schema_advice", &[("count", &count)]);
    check.evidence = of_schema.iter().map(|finding| evidence(&finding.path, &finding.words)).collect();
    check
}

#[cfg(any(test, feature = "schemas"))]
fn by_text(url: &str, text: &str, object: &Object<'_>) -> Check {
    match brought::judge(text, object) {
        Err(reason) => schema(Outcome::Unknown, "schema_unusable", &[("url", url), ("reason", &reason)]),
        Ok(faults) if faults.is_empty() => schema(Outcome::Passed, "schema_satisfied", &[]),
        Ok(faults) => {
            let mut check = schema(Outcome::Failed, "schema_not_satisfied", &[("url", url)]);
            check.evidence = faults.iter().map(|fault| evidence(&fault.path, &fault.words)).collect();
            check
        }
    }
}

#[cfg(not(any(test, feature = "schemas")))]
fn by_text(url: &str, _text: &str, _object: &Object<'_>) -> Check {
    schema(Outcome::Unknown, "schema_not_judged", &[("url", url)])
}

fn evidence(name: &str, value: &str) -> Evidence {
    let name = if name.is_empty() { "/" } else { name };
    Evidence { name: name.to_owned(), value: value.to_owned() }
}

/// The kind of credential that an official schema describes, by the address in each of its
/// known spellings: JSON or JSON-LD, version 2.0 of the data model or any.
fn official(url: &str) -> Option<Kind> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let rest = rest.strip_prefix("purl.imsglobal.org/spec/")?;
    let (rest, prefix) = match rest.strip_prefix("ob/v3p0/schema/") {
        Some(rest) => (rest, "ob_v3p0_"),
        None => (rest.strip_prefix("clr/v2p0/schema/")?, "clr_v2p0_"),
    };
    let (folder, file) = rest.split_once('/')?;
    if !["json", "jsonld", "json-ld"].contains(&folder) {
        return None;
    }
    let name = file.strip_prefix(prefix)?.strip_suffix("_schema.json")?;
    match name.strip_prefix("any").unwrap_or(name) {
        "achievementcredential" => Some(Kind::Achievement),
        "endorsementcredential" => Some(Kind::Endorsement),
        "clrcredential" => Some(Kind::Clr),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::json::{Limits, read};
    use crate::verify::{Knowledge, Policy};

    const OFFICIAL: &str =
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";
    const OWN: &str = "https://harbour.example/schema.json";

    fn badge(kind: &str, schema: &str) -> String {
        format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:1",
            "type":["VerifiableCredential","AchievementCredential"],
            "issuer":{{"id":"did:example:1","type":["Profile"]}},"validFrom":"2026-01-01T00:00:00Z",
            "credentialSubject":{{"id":"did:example:2","type":["AchievementSubject"],
            "achievement":{{"id":"urn:uuid:2","type":["Achievement"],"name":"Welding","description":"Joins",
            "criteria":{{"narrative":"Weld."}}}}}},
            "credentialSchema":[{{"id":"{schema}","type":"{kind}"}}]}}"#
        )
    }

    fn judged(document: &str, known: Option<Known>) -> Check {
        let value = read(document.as_bytes(), Limits::CREDENTIAL).unwrap();
        let object = value.as_object().unwrap();
        let (credential, findings) = Credential::read(object);
        let knowledge = Knowledge(known.into_iter().map(|known| (OWN.to_owned(), known)).collect());
        let policy = Policy::default();
        let ground = Ground { knowledge: &knowledge, now: OffsetDateTime::UNIX_EPOCH, policy: &policy };
        check(&credential, object, &findings, &ground)
    }

    fn with_schema(text: &str) -> Check {
        let known = Known::found(text);
        judged(&badge("1EdTechJsonSchemaValidator2019", OWN), Some(known))
    }

    #[test]
    fn official_schemas_are_known_in_each_spelling_and_others_are_not() {
        for (url, kind) in [
            (OFFICIAL, Kind::Achievement),
            (
                "http://purl.imsglobal.org/spec/clr/v2p0/schema/jsonld/clr_v2p0_anyclrcredential_schema.json",
                Kind::Clr,
            ),
            (
                "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_endorsementcredential_schema.json",
                Kind::Endorsement,
            ),
        ] {
            assert_eq!(official(url), Some(kind), "{url}");
        }
        for url in [
            OWN,
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_profile_schema.json",
            "https://purl.imsglobal.org.evil.example/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/clr_v2p0_clrcredential_schema.json",
        ] {
            assert_eq!(official(url), None, "{url}");
        }
    }

    #[test]
    fn an_official_schema_is_judged_by_the_model_and_strays_are_remarks() {
        let good = badge("1EdTechJsonSchemaValidator2019", OFFICIAL);
        let check = judged(&good, None);
        assert_eq!((check.outcome, check.code.as_str()), (Outcome::Passed, "schema_satisfied"));
        assert_eq!(check.evidence, [evidence("credentialSchema", OFFICIAL)]);
        let sloppy = judged(&good.replace(r#""name":"Welding","#, ""), None);
        assert_eq!((sloppy.outcome, sloppy.code.as_str()), (Outcome::Warning, "schema_advice"));
        assert_eq!(
            sloppy.evidence[0].value,
            "The achievement has no name (credentialSubject.achievement.name)"
        );
        let other = judged(&good.replace("ob_v3p0_achievement", "ob_v3p0_endorsement"), None);
        assert_eq!((other.outcome, other.code.as_str()), (Outcome::Warning, "schema_of_other_kind"));
    }

    #[test]
    fn a_schema_of_ones_own_is_judged_as_it_comes() {
        let good = with_schema(r#"{"required":["issuer"],"properties":{"id":{"pattern":"^urn:"}}}"#);
        assert_eq!((good.outcome, good.code.as_str()), (Outcome::Passed, "schema_satisfied"));
        let bad = with_schema(r#"{"properties":{"id":{"pattern":"^https:"}}}"#);
        assert_eq!((bad.outcome, bad.code.as_str()), (Outcome::Failed, "schema_not_satisfied"));
        assert_eq!(bad.evidence[0].name, "/id");
    }

    #[test]
    fn what_cannot_be_judged_is_unknown_and_named() {
        let none = judged(&badge("JsonSchema", OWN), None);
        assert_eq!((none.outcome, none.code.as_str()), (Outcome::Unknown, "schema_unreachable"));
        let away = Known::Unreachable { reason: "the server did not answer".into() };
        assert_eq!(
            judged(&badge("JsonSchema", OWN), Some(away)).params["reason"],
            "the server did not answer"
        );
        let other = judged(&badge("JsonSchemaCredential", OWN), None);
        assert_eq!(
            (other.code.as_str(), other.params["type"].as_str()),
            ("schema_type_unsupported", "JsonSchemaCredential")
        );
        assert_eq!(with_schema("<html>").code, "schema_unusable");
        let without = badge("JsonSchema", OWN).replace(",\n            \"credentialSchema\":", ",\"x\":");
        assert_eq!(judged(&without, None).code, "no_schema");
    }

    #[test]
    fn of_several_schemas_the_worst_decides() {
        let two = badge("JsonSchema", OFFICIAL).replace(
            "[{\"id\":\"https://purl",
            &format!("[{{\"id\":\"{OWN}\",\"type\":\"JsonSchema\"}},{{\"id\":\"https://purl"),
        );
        let of = |text: &str| judged(&two, Some(Known::found(text))).code;
        assert_eq!(of("{}"), "schema_satisfied");
        assert_eq!(of("false"), "schema_unusable");
        assert_eq!(of(r#"{"required":["missing"]}"#), "schema_not_satisfied");
    }

    #[test]
    fn only_schemas_of_others_have_to_be_brought() {
        let needed = |kind: &str, url: &str| -> Vec<Need> {
            let document = badge(kind, url);
            let value = read(document.as_bytes(), Limits::CREDENTIAL).unwrap();
            needs(value.as_object().unwrap())
        };
        assert_eq!(needed("JsonSchema", OWN), [Need::Schema { url: OWN.to_owned() }]);
        assert_eq!(needed("JsonSchema", OFFICIAL), []);
        assert_eq!(needed("Other", OWN), []);
        assert_eq!(needed("JsonSchema", "http://harbour.example/schema.json"), []);
    }
}
