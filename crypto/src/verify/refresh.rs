//! `refresh`: whether the issuer offers a newer edition.
//!
//! A newer edition is judged like any credential, but its own refresh service is not asked again.
//! Whatever comes of it, the report stays one on the edition that was handed in: a newer one that
//! is good is pointed to, one that is not leaves the old one as it was.
//!
//! Source: 1EdTech Verifiable Credential Refresh Service v1.0; Open Badges 3.0, "Verification".

use super::Known;
use super::form::{self, Content};
use super::jwt;
use super::report::{Check, CheckId, Outcome, Report, Verdict};
use super::run::Case;
use crate::extent::extended;
use crate::instant;
use crate::json::{Object, Value, canonical};

/// The one kind of service that we ask.
const SERVICE: &str = "1EdTechCredentialRefresh";

fn refresh(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Refresh, outcome, code, params)
}

fn services<'v, 'a>(credential: &'v Object<'a>) -> impl Iterator<Item = &'v Value<'a>> {
    let services = credential.get("refreshService").map(Value::flat_items).unwrap_or_default();
    services.into_iter().filter(|service| **service != Value::Null)
}

fn types<'v, 'a>(service: &'v Value<'a>) -> &'v [Value<'a>] {
    service.get("type").map(Value::items).unwrap_or_default()
}

/// The address of the first service that we can ask.
pub(super) fn address<'v>(credential: &'v Object<'_>) -> Option<&'v str> {
    let ours = |service: &&Value<'_>| types(service).iter().any(|name| name.as_str() == Some(SERVICE));
    let id = services(credential).find(ours)?.get("id")?.as_str()?;
    crate::rdf::is_absolute_iri(id).then_some(id)
}

/// Checks the refresh service of a credential, once its proof was checked. Only the outermost
/// credential of a document is asked for, so that a record does not have us ask for hundreds.
pub(super) fn check(case: &Case<'_>, credential: &Object<'_>, proof: &Check, outermost: bool) -> Check {
    let Some(service) = services(credential).next() else {
        return refresh(Outcome::NotApplicable, "no_refresh", &[]);
    };
    if !extended() {
        return refresh(Outcome::Unknown, "refresh_not_asked", &[]);
    }
    let Some(url) = address(credential) else {
        let name = types(service).iter().find_map(Value::as_str).unwrap_or_default();
        return refresh(Outcome::Unknown, "refresh_type_unsupported", &[("type", name)]);
    };
    match proof.outcome {
        Outcome::Passed | Outcome::Warning => {}
        Outcome::Unknown => return refresh(Outcome::Unknown, "proof_not_checked", &[]),
        _ => return refresh(Outcome::NotApplicable, "proof_not_good", &[]),
    }
    let mut check = match case.ground.known(url) {
        Some(Known::Found { text, .. }) if outermost && case.follows => {
            judge(credential, text, &case.edition(text))
        }
        Some(Known::Unreachable { reason }) if outermost && case.follows => {
            refresh(Outcome::Unknown, "refresh_unreachable", &[("reason", reason)])
        }
        _ => refresh(Outcome::Unknown, "refresh_not_asked", &[]),
    };
    check.note("refreshService", url);
    case.ground.note_fetched(&mut check, url);
    check
}

/// What an edition that came comes to.
fn judge(credential: &Object<'_>, text: &str, report: &Report) -> Check {
    let kept = |reason: &str| refresh(Outcome::Warning, "newer_edition_unusable", &[("reason", reason)]);
    let unusable = || refresh(Outcome::Warning, "newer_edition_unusable", &[]);
    let Some(newer) = &report.credential else {
        return match report.check(CheckId::Format) {
            Some(format) => unusable().because(format),
            None => kept("it cannot be read"),
        };
    };
    let id = credential.get("id").and_then(Value::as_str);
    if id.is_none() || newer.id.as_deref() != id {
        return kept("it is another credential");
    }
    let issuer =
        credential.get("issuer").and_then(|issuer| issuer.as_str().or_else(|| issuer.get("id")?.as_str()));
    if issuer.is_none() || newer.issuer_id.as_deref() != issuer {
        return kept("it is by another issuer");
    }
    if report.outcome != Verdict::Valid {
        let failed = report.checks.iter().find(|check| check.outcome == Outcome::Failed);
        let decisive = [CheckId::Format, CheckId::Proof, CheckId::Issuer, CheckId::Status, CheckId::Nested];
        let mut unknown = decisive.iter().filter_map(|id| report.check(*id));
        let why = failed.or_else(|| unknown.find(|check| check.outcome == Outcome::Unknown));
        return match why {
            Some(why) => unusable().because(why),
            None => kept("it could not be checked"),
        };
    }
    let begins = |text: Option<&str>| text.and_then(instant::read).map(|(at, _)| at);
    let since = ["validFrom", "issuanceDate"].iter().find_map(|name| credential.get(name)?.as_str());
    let (old, new) = (begins(since), begins(newer.valid_from.as_deref()));
    if new < old {
        return kept("it is older");
    }
    let mut check = match new {
        _ if is_same(credential, text) => refresh(Outcome::Passed, "newest_edition", &[]),
        None => refresh(Outcome::Warning, "other_edition", &[]),
        Some(from) => refresh(Outcome::Warning, "newer_edition", &[("from", &instant::write(from))]),
    };
    if let Some(from) = &newer.valid_from {
        check.note("validFrom", from);
    }
    check
}

/// Whether the text says what the credential says, however it is signed.
fn is_same(credential: &Object<'_>, text: &str) -> bool {
    let same = |other: &Object<'_>| {
        let said = |object: &Object<'_>| canonical(&Value::Object(object.without("proof")));
        said(credential) == said(other)
    };
    let Ok(opened) = form::open(text.as_bytes()) else { return false };
    match opened.content() {
        Ok(Content::Object(object)) => same(&object),
        Ok(Content::Token(text)) => jwt::open(&text).is_ok_and(|token| same(token.document())),
        Ok(Content::Address(_)) | Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;
    use time::macros::datetime;

    use super::*;
    use crate::did::{did_key, did_key_method};
    use crate::key::SecretKey;
    use crate::proof::{ProofOptions, Purpose, sign};
    use crate::verify::{Knowledge, Need, Policy, needs, run};

    const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);
    const SERVICE_URL: &str = "https://issuer.example/refresh/1";
    const FROM: &str = "2026-01-01T00:00:00Z";

    fn key(seed: u8) -> SecretKey {
        SecretKey::from_seed(&[seed; 32])
    }

    fn unsigned() -> String {
        format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],"id":"urn:uuid:1",
            "type":["VerifiableCredential"],"name":"Welding","issuer":"{}","validFrom":"{FROM}",
            "credentialSubject":{{"id":"urn:uuid:2"}},
            "refreshService":{{"id":"{SERVICE_URL}","type":"1EdTechCredentialRefresh"}}}}"#,
            did_key(&key(1).public()),
        )
    }

    fn signed(document: &str, seed: u8) -> String {
        let method = did_key_method(&key(seed).public());
        let created = datetime!(2026-01-01 00:00 UTC);
        let options = ProofOptions::new(method, Purpose::AssertionMethod).created(created);
        sign(document, &options, &key(seed)).unwrap()
    }

    fn knowing(text: &str) -> Knowledge {
        Knowledge([(SERVICE_URL.to_owned(), Known::found(text))].into())
    }

    /// The check when the service gives `text`.
    fn given(text: &str) -> Check {
        let report = run(signed(&unsigned(), 1).as_bytes(), &knowing(text), NOW, &Policy::default());
        assert_eq!(report.outcome, Verdict::Valid, "the edition in hand stands whatever comes: {text}");
        report.check(CheckId::Refresh).unwrap().clone()
    }

    fn says(check: &Check) -> (Outcome, &str) {
        (check.outcome, check.code.as_str())
    }

    #[test]
    fn the_service_is_asked_for_and_what_was_not_brought_is_unknown() {
        let document = signed(&unsigned(), 1);
        let asked = needs(document.as_bytes(), &Knowledge::default());
        assert_eq!(asked, [Need::Refresh { url: SERVICE_URL.to_owned() }]);
        assert_eq!(needs(document.as_bytes(), &knowing(&document)), []);
        let with = |knowledge: &Knowledge| {
            let report = run(document.as_bytes(), knowledge, NOW, &Policy::default());
            assert_eq!(report.outcome, Verdict::Valid);
            report.check(CheckId::Refresh).unwrap().code.clone()
        };
        assert_eq!(with(&Knowledge::default()), "refresh_not_asked");
        let reason = "the server did not answer".to_owned();
        let gone = Knowledge([(SERVICE_URL.to_owned(), Known::Unreachable { reason })].into());
        assert_eq!(with(&gone), "refresh_unreachable");
    }

    #[test]
    fn the_same_edition_passes_however_it_is_written() {
        let document = signed(&unsigned(), 1);
        for same in [document.replace("\":", "\" : "), document.clone()] {
            assert_eq!(says(&given(&same)), (Outcome::Passed, "newest_edition"));
        }
    }

    #[test]
    fn a_newer_edition_that_is_good_is_pointed_to() {
        let newer = unsigned().replace("Welding", "Welding II").replace(FROM, "2026-03-01T00:00:00Z");
        let check = given(&signed(&newer, 1));
        assert_eq!(says(&check), (Outcome::Warning, "newer_edition"));
        assert_eq!(check.params["from"], "2026-03-01T00:00:00Z");
        let evidence: Vec<(&str, &str)> =
            check.evidence.iter().map(|item| (item.name.as_str(), item.value.as_str())).collect();
        assert_eq!(evidence, [("validFrom", "2026-03-01T00:00:00Z"), ("refreshService", SERVICE_URL)]);
        let corrected = signed(&unsigned().replace("Welding", "Soldering"), 1);
        assert_eq!(says(&given(&corrected)), (Outcome::Warning, "newer_edition"), "of the same day");
    }

    #[test]
    fn what_is_not_a_good_edition_of_the_same_credential_is_left_aside_with_its_reason() {
        let newer = unsigned().replace(FROM, "2026-03-01T00:00:00Z");
        let status =
            r#""credentialStatus":{"id":"https://issuer.example/r","type":"1EdTechRevocationList"},"name""#;
        for (text, reason) in [
            (signed(&newer.replace("urn:uuid:1", "urn:uuid:9"), 1), "it is another credential"),
            (
                signed(&newer.replace(&did_key(&key(1).public()), &did_key(&key(2).public())), 2),
                "it is by another issuer",
            ),
            (signed(&newer, 1).replace("Welding", "Wedding"), "The signature does not fit"),
            (signed(&newer, 2), "does not belong to the issuer"),
            (newer.clone(), "not signed"),
            (signed(&newer.replace("2026-03", "2025-03"), 1), "it is older"),
            (signed(&newer.replace("2026-03", "2026-09"), 1), "becomes valid on 2026-09-01"),
            (
                signed(&newer.replace("\"name\"", "\"validUntil\":\"2026-05-01T00:00:00Z\",\"name\""), 1),
                "expired on 2026-05-01",
            ),
            (signed(&newer.replace("\"name\"", status), 1), "could not be found out"),
            ("<html>".to_owned(), "SVG"),
            ("[]".to_owned(), "not a JSON object"),
        ] {
            let check = given(&text);
            assert_eq!(says(&check), (Outcome::Warning, "newer_edition_unusable"), "{reason}");
            assert!(check.message.contains(reason), "{reason}: {}", check.message);
        }
    }

    #[test]
    fn a_newer_edition_is_judged_by_its_own_lists_and_its_own_service_is_not_asked() {
        let list = "https://issuer.example/r";
        let status = format!(r#""credentialStatus":{{"id":"{list}","type":"1EdTechRevocationList"}},"name""#);
        let newer = unsigned()
            .replace(FROM, "2026-03-01T00:00:00Z")
            .replace("\"name\"", &status)
            .replace(SERVICE_URL, "https://issuer.example/refresh/2");
        let (document, newer) = (signed(&unsigned(), 1), signed(&newer, 1));
        let mut known = knowing(&newer);
        assert_eq!(needs(document.as_bytes(), &known), [Need::StatusList { url: list.to_owned() }]);
        let mut with = |items: &str| {
            let text = format!(r#"{{"revokedCredentials":[{items}]}}"#);
            known.0.insert(list.to_owned(), Known::found(text));
            run(document.as_bytes(), &known, NOW, &Policy::default()).check(CheckId::Refresh).unwrap().clone()
        };
        assert_eq!(with("").code, "newer_edition");
        let revoked = with(r#"{"id":"urn:uuid:1"}"#);
        assert_eq!(revoked.params["because"], "revoked");
        assert!(
            revoked.message.ends_with("is not usable: The issuer has revoked it."),
            "{}",
            revoked.message
        );
    }

    #[test]
    fn a_bad_proof_asks_nobody_and_other_services_are_named() {
        let bad = signed(&unsigned(), 1).replace("Welding", "Wedding");
        let report = run(bad.as_bytes(), &knowing(&bad), NOW, &Policy::default());
        assert_eq!(report.check(CheckId::Refresh).unwrap().code, "proof_not_good");
        let other = unsigned().replace("\"1EdTechCredentialRefresh\"", "\"https://a.example/Manual\"");
        let report = run(signed(&other, 1).as_bytes(), &Knowledge::default(), NOW, &Policy::default());
        let check = report.check(CheckId::Refresh).unwrap();
        assert_eq!(says(check), (Outcome::Unknown, "refresh_type_unsupported"));
    }
}
