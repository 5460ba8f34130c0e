//! Whole documents, and what their reports say.

mod open_badges_2;
mod presentations;
#[cfg(feature = "extended")]
mod receipts;

use time::macros::datetime;

use super::*;
use crate::key::SecretKey;
use crate::proof::{ProofOptions, Purpose, sign};
use crate::status::Bitstring;
use crate::verify::{Headline, Need, TrustRegistry, TrustedIssuer, needs};

const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);
const LIST: &str = "https://issuer.example/status/1";

fn key() -> SecretKey {
    SecretKey::from_seed(&[42; 32])
}

fn did() -> String {
    crate::did::did_key(&key().public())
}

fn badge() -> String {
    r#"{"@context":["https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id":"urn:uuid:1","type":["VerifiableCredential","AchievementCredential"],"name":"Welding",
        "issuer":{"id":"ISSUER","type":["Profile"],"name":"Harbour College"},
        "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z",
        "credentialSubject":{"type":["AchievementSubject"],
        "identifier":[{"type":"IdentityObject","identityType":"name","hashed":false,"identityHash":"Ada"}],
        "achievement":{"id":"urn:uuid:2","type":["Achievement"],"name":"Welding","description":"Joins metal",
        "criteria":{"narrative":"Weld three seams."},
        "resultDescription":[{"id":"urn:uuid:3","type":["ResultDescription"],"name":"Grade",
        "resultType":"LetterGrade","allowedValue":["C","B","A"]}]}},
        "credentialStatus":{"id":"LIST#5","type":"BitstringStatusListEntry","statusPurpose":"revocation",
        "statusListIndex":"5","statusListCredential":"LIST"}}"#
        .replace("ISSUER", &did())
        .replace("LIST", LIST)
}

fn signed_by(document: &str, key: &SecretKey) -> String {
    let method = crate::did::did_key_method(&key.public());
    let options =
        ProofOptions::new(method, Purpose::AssertionMethod).created(datetime!(2026-01-01 00:00 UTC));
    sign(document, &options, key).unwrap()
}

fn list(set: Option<usize>, signer: &SecretKey) -> String {
    let mut bits = Bitstring::empty();
    if let Some(index) = set {
        bits.set(index, true);
    }
    let document = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"{LIST}",
        "type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"{}",
        "credentialSubject":{{"id":"{LIST}#list","type":"BitstringStatusList","statusPurpose":"revocation",
        "encodedList":"{}"}}}}"#,
        crate::did::did_key(&signer.public()),
        bits.encode()
    );
    signed_by(&document, signer)
}

fn knowing(text: String) -> Knowledge {
    Knowledge([(LIST.to_owned(), Known::found(text))].into())
}

fn trusting() -> Policy {
    let issuer = TrustedIssuer { did: did(), name: "Harbour College".into() };
    let registries = vec![TrustRegistry { name: "The registry".into(), issuers: vec![issuer] }];
    Policy { registries, ..Policy::default() }
}

fn codes(report: &Report) -> Vec<&str> {
    let dull = |check: &&Check| check.outcome != Outcome::NotApplicable && check.outcome != Outcome::Passed;
    report.checks.iter().filter(dull).map(|check| check.code.as_str()).collect()
}

#[test]
fn a_good_badge_of_a_known_issuer_is_verified() {
    let document = signed_by(&badge(), &key());
    assert_eq!(
        needs(document.as_bytes(), &Knowledge::default()),
        [Need::StatusList { url: LIST.to_owned() }]
    );
    let known = knowing(list(Some(4), &key()));
    assert_eq!(needs(document.as_bytes(), &known), []);
    let report = run(document.as_bytes(), &known, NOW, &trusting());
    assert_eq!((report.outcome, codes(&report)), (Verdict::Valid, vec![]));
    assert_eq!(report.headline(), Headline::Verified);
    assert_eq!(report.checks.iter().map(|check| check.id).collect::<Vec<_>>(), CheckId::ALL);
    let summary = report.credential.unwrap();
    assert_eq!(summary.recipient_name.as_deref(), Some("Ada"));
    assert_eq!(summary.issuer_name.as_deref(), Some("Harbour College"));
}

#[test]
fn many_documents_are_judged_like_one_and_in_their_order() {
    let known = knowing(list(None, &key()));
    let documents: Vec<String> = (0..40)
        .map(|n| signed_by(&badge().replace("urn:uuid:1", &format!("urn:uuid:{n}")), &key()))
        .collect();
    let reports = crate::verify::run_all(&documents, &known, NOW, &trusting());
    let one_by_one: Vec<Report> =
        documents.iter().map(|document| run(document.as_bytes(), &known, NOW, &trusting())).collect();
    assert_eq!(reports, one_by_one);
    assert_eq!(reports[7].credential.as_ref().unwrap().id.as_deref(), Some("urn:uuid:7"));
}

#[test]
fn a_badge_in_an_image_is_judged_like_its_text() {
    let document = signed_by(&badge(), &key());
    let known = knowing(list(None, &key()));
    let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>"#;
    let image = crate::image::bake(drawing, &document).unwrap();
    assert_eq!(needs(&image, &Knowledge::default()), needs(document.as_bytes(), &Knowledge::default()));
    let mut report = run(&image, &known, NOW, &trusting());
    assert_eq!(report.checks[0].evidence[0].value, "SVG");
    report.checks[0].evidence.clear();
    assert_eq!(report, run(document.as_bytes(), &known, NOW, &trusting()));
    let empty = run(drawing, &known, NOW, &trusting());
    assert_eq!((codes(&empty), empty.outcome), (vec!["image_unreadable"], Verdict::Invalid));
}

#[test]
fn a_key_that_nobody_vouches_for_is_genuine_and_never_verified() {
    let document = signed_by(&badge(), &key());
    let report = run(document.as_bytes(), &knowing(list(None, &key())), NOW, &Policy::default());
    assert_eq!((report.outcome, codes(&report)), (Verdict::Valid, vec!["nobody_vouches"]));
    assert_eq!(report.headline(), Headline::GenuineUnknownIssuer);
}

#[test]
fn every_change_of_content_is_seen_even_within_a_list() {
    let document = signed_by(&badge(), &key());
    let known = knowing(list(None, &key()));
    for (from, to) in [
        (r#"["C","B","A"]"#, r#"["Z","B","A"]"#),
        (r#"["C","B","A"]"#, r#"["B","C","A"]"#),
        (r#"["C","B","A"]"#, r#"["C","B"]"#),
        ("\"Ada\"", "\"Bob\""),
        ("2027-01-01", "2028-01-01"),
        ("statusListIndex\":\"5", "statusListIndex\":\"6"),
        ("\"created\":\"2026-01-01", "\"created\":\"2026-01-02"),
    ] {
        assert!(document.contains(from), "{from}");
        let report = run(document.replace(from, to).as_bytes(), &known, NOW, &trusting());
        assert_eq!((report.outcome, codes(&report)[0]), (Verdict::Invalid, "signature_mismatch"), "{from}");
    }
    let spaced = document.replace("\",\"", "\" ,\n\"");
    assert_eq!(run(spaced.as_bytes(), &known, NOW, &trusting()).outcome, Verdict::Valid);
}

#[test]
fn an_undefined_term_is_never_valid() {
    let document = signed_by(&badge(), &key()).replace("\"name\":\"Welding\",\"issuer\"", "\"x\"");
    let with = document.replacen("\"issuer\":", "\"honours\":\"first class\",\"issuer\":", 1);
    let report = run(with.as_bytes(), &knowing(list(None, &key())), NOW, &trusting());
    assert_eq!(codes(&report)[..2], ["term_undefined", "not_signed_whole"]);
    assert_eq!(report.outcome, Verdict::Invalid);
}

#[test]
fn a_member_under_another_name_is_signed_all_the_same_and_refused() {
    let document = signed_by(&badge(), &key());
    let revoked = knowing(list(Some(5), &key()));
    let cred = "https://www.w3.org/2018/credentials#";
    let until = r#""validUntil":"2027-01-01T00:00:00Z""#;
    let typed = r#"{"type":"http://www.w3.org/2001/XMLSchema#dateTime","@value":"2027-01-01T00:00:00Z"}"#;
    let aliased = |term: &str, iri: &str, key: &str| {
        let context = format!(r#"context-3.0.3.json",{{"{term}":{{"@id":"{iri}","@type":"@id"}}}}]"#);
        document
            .replace(r#"context-3.0.3.json"]"#, &context)
            .replace(&format!("\"{key}\":"), &format!("\"{term}\":"))
    };
    for hidden in [
        document.replace("\"credentialStatus\"", &format!("\"{cred}credentialStatus\"")),
        aliased("x", &format!("{cred}credentialStatus"), "credentialStatus"),
        document.replace(until, &format!("\"{cred}validUntil\":{typed}")),
        document.replace("\"criteria\"", "\"Criteria\""),
    ] {
        assert_ne!(hidden, document);
        let report = run(hidden.as_bytes(), &revoked, datetime!(2030-01-01 00:00 UTC), &trusting());
        assert_eq!(report.outcome, Verdict::Invalid, "{hidden}");
        assert_eq!(codes(&report)[0], "context_invalid", "{hidden}");
    }
    let status = document.find("\"credentialStatus\":").unwrap() + 19;
    let end = status + document[status..].find('}').unwrap() + 1;
    let wrap = |before: &str, after: &str| {
        format!("{}{before}{}{after}{}", &document[..status], &document[status..end], &document[end..])
    };
    let report = run(wrap("[[", "]]").as_bytes(), &revoked, NOW, &trusting());
    assert_eq!(codes(&report), ["model_advice", "revoked"], "a set within a set is read like a set");
    // What others may have reason to write is not understood, and so not valid either.
    for hidden in [
        wrap("{\"@set\":[", "]}"),
        document.replace(r#""id":"urn:uuid:2""#, r#""@id":"urn:uuid:2""#),
        document.replace("\"description\":", "\"https://schema.org/description\":"),
    ] {
        assert_ne!(hidden, document);
        let report = run(hidden.as_bytes(), &knowing(list(None, &key())), NOW, &trusting());
        assert_eq!(codes(&report)[0], "jsonld_unsupported", "{hidden}");
        assert_ne!(report.outcome, Verdict::Valid, "{hidden}");
    }
}

#[test]
fn more_proofs_than_anybody_needs_are_unknown() {
    let document = signed_by(&badge(), &key());
    let at = document.find("\"proof\":").unwrap() + 8;
    let proof = &document[at..document.len() - 1];
    let many = format!("{}[{}{proof}]}}", &document[..at], format!("{proof},").repeat(16));
    let report = run(many.as_bytes(), &knowing(list(None, &key())), NOW, &trusting());
    assert_eq!(report.check(CheckId::Proof).unwrap().code, "suite_unsupported");
    assert_eq!(report.outcome, Verdict::Unknown);
}

#[test]
fn documents_built_to_take_for_ever_are_given_up() {
    let of = |text: String| {
        let report = run(text.as_bytes(), &Knowledge::default(), NOW, &Policy::default());
        report.check(CheckId::Context).unwrap().code.clone()
    };
    let chain: Vec<String> = (0..900).map(|n| format!("\"t{n}\":\"t{}:x\"", n + 1)).collect();
    assert_eq!(of(format!("{{\"@context\":{{{}}}}}", chain.join(","))), "jsonld_unsupported");
    let wide: Vec<String> = (0..1_001).map(|n| format!("\"t{n}\":\"urn:t\"")).collect();
    assert_eq!(of(format!("{{\"@context\":{{{}}}}}", wide.join(","))), "jsonld_unsupported");
    let terms = wide[..900].join(",");
    let children = vec!["{\"@context\":{},\"t1\":1}"; 2_000].join(",");
    assert_eq!(of(format!("{{\"@context\":{{{terms}}},\"t1\":[{children}]}}")), "too_entangled");
    let long = format!("urn:{}", "x".repeat(100_000));
    let uses = vec!["{\"a\":1}"; 2_000].join(",");
    let bomb = format!("{{\"@context\":{{\"a\":\"{long}\"}},\"a\":[{uses}]}}");
    assert_eq!(of(bomb), "too_entangled");
}

#[test]
fn a_set_bit_revokes_and_only_the_issuers_own_list_counts() {
    let document = signed_by(&badge(), &key());
    let with = |text: String| run(document.as_bytes(), &knowing(text), NOW, &trusting());
    let revoked = with(list(Some(5), &key()));
    assert_eq!((revoked.outcome, codes(&revoked)), (Verdict::Invalid, vec!["revoked"]));
    let other = with(list(None, &SecretKey::from_seed(&[1; 32])));
    assert_eq!((other.outcome, codes(&other)), (Verdict::Unknown, vec!["status_list_of_another"]));
    let changed = with(
        list(None, &key()).replace("\"statusPurpose\":\"revocation\"", "\"statusPurpose\":\"suspension\""),
    );
    assert_eq!((changed.outcome, codes(&changed)), (Verdict::Unknown, vec!["status_list_not_proven"]));
    let junk = with("<html>".to_owned());
    assert_eq!((junk.outcome, codes(&junk)), (Verdict::Unknown, vec!["status_list_unreadable"]));
}

#[test]
fn a_status_list_out_of_reach_is_unknown_and_not_green() {
    let document = signed_by(&badge(), &key());
    let reason = "the server did not answer".to_owned();
    let known = Knowledge([(LIST.to_owned(), Known::Unreachable { reason })].into());
    for known in [known, Knowledge::default()] {
        let report = run(document.as_bytes(), &known, NOW, &trusting());
        assert_eq!((report.outcome, codes(&report)), (Verdict::Unknown, vec!["status_unreachable"]));
        assert_eq!(report.headline(), Headline::CouldNotCheck);
    }
}

#[test]
fn dates_are_kept_to_the_second() {
    let document = signed_by(&badge(), &key());
    let known = knowing(list(None, &key()));
    let at = |now| {
        let report = run(document.as_bytes(), &known, now, &trusting());
        report.check(CheckId::Dates).unwrap().code.clone()
    };
    assert_eq!(at(datetime!(2025-12-31 23:59:59 UTC)), "not_yet_valid");
    assert_eq!(at(datetime!(2026-01-01 00:00:00 UTC)), "within_dates");
    assert_eq!(at(datetime!(2027-01-01 00:00:00 UTC)), "within_dates");
    assert_eq!(at(datetime!(2027-01-01 00:00:01 UTC)), "expired");
}

#[test]
fn another_key_than_the_issuers_fails() {
    let document = signed_by(&badge(), &SecretKey::from_seed(&[1; 32]));
    let report = run(document.as_bytes(), &knowing(list(None, &key())), NOW, &trusting());
    assert_eq!(codes(&report), ["key_not_issuers", "proof_not_good"]);
    assert_eq!(report.outcome, Verdict::Invalid);
}

#[test]
fn a_did_web_issuer_is_vouched_for_by_its_domain() {
    let key = key();
    let document = badge().replace(&did(), "did:web:issuer.example");
    let options = ProofOptions::new("did:web:issuer.example#k", Purpose::AssertionMethod);
    let document = sign(&document, &options, &key).unwrap();
    let wanted = needs(document.as_bytes(), &Knowledge::default());
    assert!(wanted.contains(&Need::DidDocument { did: "did:web:issuer.example".into() }));
    let text = format!(
        r##"{{"id":"did:web:issuer.example","assertionMethod":[{{"id":"#k","type":"Multikey",
        "controller":"did:web:issuer.example","publicKeyMultibase":"{}"}}]}}"##,
        key.public().multibase()
    );
    let known = Knowledge([("did:web:issuer.example".to_owned(), Known::found(text))].into());
    let report = run(document.as_bytes(), &known, NOW, &Policy::default());
    assert_eq!(report.check(CheckId::Trust).unwrap().code, "published_by_domain");
    assert_eq!(codes(&report), ["status_unreachable"]);
    let nothing = run(document.as_bytes(), &Knowledge::default(), NOW, &Policy::default());
    assert_eq!(nothing.check(CheckId::Proof).unwrap().code, "key_unreachable");
    assert_eq!(nothing.outcome, Verdict::Unknown);
    // The same document of an earlier day: the key may have been withdrawn since.
    let by_age = |at: &str| {
        let known = known.0.iter().map(|(id, known)| (id.clone(), known.clone().as_of(at))).collect();
        let report = run(document.as_bytes(), &Knowledge(known), NOW, &Policy::default());
        let code = |id| report.check(id).unwrap().code.clone();
        (code(CheckId::Issuer), code(CheckId::Trust))
    };
    let expected = |issuer: &str, trust: &str| (issuer.to_owned(), trust.to_owned());
    assert_eq!(by_age("2026-06-01T11:00:00Z"), expected("key_is_issuers", "published_by_domain"));
    assert_eq!(by_age("2026-05-30T12:00:00Z"), expected("key_is_issuers_as_of", "published_by_domain"));
    for long_ago in ["2026-05-01T12:00:00Z", "last week"] {
        assert_eq!(by_age(long_ago), expected("key_knowledge_old", "owner_not_known"));
    }
}

#[test]
fn what_is_not_understood_is_unknown_and_what_is_not_json_is_invalid() {
    let of = |text: &str| run(text.as_bytes(), &Knowledge::default(), NOW, &Policy::default());
    let context = |url: &str| {
        signed_by(&badge(), &key()).replace("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", url)
    };
    let unknown = of(&context("https://example.org/context"));
    assert_eq!(codes(&unknown)[..3], ["context_unknown", "model_advice", "canonical_form_unknown"]);
    assert_eq!(unknown.outcome, Verdict::Unknown);
    let suite = of(&signed_by(&badge(), &key()).replace("eddsa-rdfc-2022", "bbs-2023"));
    assert_eq!(codes(&suite)[0], "suite_unsupported");
    assert_eq!(suite.outcome, Verdict::Unknown);
    for text in ["", "{", "[]", "7", "{\"a\":1,\"a\":2}"] {
        assert_eq!(of(text).outcome, Verdict::Invalid, "{text}");
    }
    assert_eq!(codes(&of(&badge()))[0], "proof_missing");
}

#[test]
fn every_code_has_its_words_and_every_word_its_parameters() {
    let known: Vec<&str> = crate::verify::CODES.iter().map(|(code, _)| *code).collect();
    let document = signed_by(&badge(), &key());
    let report = run(document.as_bytes(), &knowing(list(Some(5), &key())), NOW, &trusting());
    for check in &report.checks {
        assert!(known.contains(&check.code.as_str()), "{}", check.code);
        assert!(!check.message.contains(['{', '}']) && check.message.ends_with('.'), "{}", check.message);
    }
}
