//! Badges of Open Badges 2.0, hosted and signed.

use base64::{Engine, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};

use super::*;

const HOME: &str = "https://college.example/badges/1";
const CLASS: &str = "https://college.example/classes/welding";
const PROFILE: &str = "https://college.example/profile";
const KEY: &str = "https://college.example/key";
const REVOKED: &str = "https://college.example/revoked";

fn assertion(verification: &str) -> String {
    format!(
        r#"{{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"{HOME}",
        "recipient":{{"type":"email","hashed":true,"salt":"deadsea",
        "identity":"sha256$b6877bb4361da770ac2c9fa2f28136de8dc93d823bbc1de438d5987e3f4032ef"}},
        "issuedOn":"2026-01-31T23:59:59Z","expires":"2027-01-31T23:59:59Z","badge":"{CLASS}",
        "verification":{verification}}}"#
    )
}

fn hosted() -> String {
    assertion(r#"{"type":"hosted"}"#)
}

fn class() -> String {
    format!(
        r#"{{"@context":"https://w3id.org/openbadges/v2","type":"BadgeClass","id":"{CLASS}","name":"Welding",
        "description":"Joins metal","image":{{"id":"https://college.example/welding.png"}},
        "criteria":{{"narrative":"Weld three seams."}},"issuer":"{PROFILE}"}}"#
    )
}

fn profile(more: &str) -> String {
    format!(
        r#"{{"@context":"https://w3id.org/openbadges/v2","type":"Issuer","id":"{PROFILE}","name":"Harbour College",
        "url":"https://college.example","email":"badges@college.example"{more}}}"#
    )
}

fn pem(key: &SecretKey) -> String {
    let head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    let der = [&head[..], key.public().as_bytes()].concat();
    format!(r"-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", BASE64_STANDARD.encode(der))
}

fn key_document(key: &SecretKey, owner: &str) -> String {
    format!(r#"{{"type":"CryptographicKey","id":"{KEY}","owner":"{owner}","publicKeyPem":"{}"}}"#, pem(key))
}

fn jws(payload: &str, key: &SecretKey) -> String {
    let encode = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", encode(r#"{"alg":"EdDSA"}"#), encode(payload));
    let signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(message.as_bytes()));
    format!("{message}.{signature}")
}

fn knowing(documents: &[(&str, String)]) -> Knowledge {
    let known = |(url, text): &(&str, String)| ((*url).to_owned(), Known::found(text.clone()));
    Knowledge(documents.iter().map(known).collect())
}

fn all(home: String) -> Vec<(&'static str, String)> {
    vec![(HOME, home), (CLASS, class()), (PROFILE, profile(""))]
}

/// Outcome, and the codes that are neither passed nor beside the point.
fn of(document: &str, known: &[(&str, String)]) -> (Verdict, Vec<String>) {
    let report = run(document.as_bytes(), &knowing(known), NOW, &Policy::default());
    (report.outcome, codes(&report).into_iter().map(str::to_owned).collect())
}

fn invalid(code: &str) -> (Verdict, Vec<String>) {
    (Verdict::Invalid, vec![code.to_owned()])
}

#[test]
fn a_hosted_badge_that_stands_at_its_issuers_site_is_good() {
    let report = run(hosted().as_bytes(), &knowing(&all(hosted())), NOW, &Policy::default());
    assert_eq!((report.outcome, codes(&report)), (Verdict::Valid, vec![]));
    assert_eq!(report.headline(), Headline::Verified);
    assert_eq!(report.checks.iter().map(|check| check.id).collect::<Vec<_>>(), CheckId::ALL);
    let code = |id| report.check(id).unwrap().code.as_str();
    assert_eq!(code(CheckId::Format), "open_badges_2");
    assert_eq!(code(CheckId::Proof), "hosted_same");
    assert_eq!(code(CheckId::Issuer), "hosted_by_issuer");
    assert_eq!(code(CheckId::Trust), "profile_at_domain");
    let summary = report.credential.clone().unwrap();
    let shown = [summary.name, summary.criteria, summary.image, summary.issuer_name, summary.valid_until];
    let expected = [
        "Welding",
        "Weld three seams.",
        "https://college.example/welding.png",
        "Harbour College",
        "2027-01-31T23:59:59Z",
    ];
    assert_eq!(shown.map(Option::unwrap), expected);
}

#[test]
fn each_document_is_asked_for_when_its_address_is_known_and_without_it_nothing_is_told() {
    let mut known = Vec::new();
    let reasons = ["hosted_unreachable", "badge_class_unreachable", "profile_unreachable"];
    for ((url, text), reason) in all(hosted()).into_iter().zip(reasons) {
        let wanted = needs(hosted().as_bytes(), &knowing(&known));
        assert!(wanted.contains(&Need::Document { url: url.to_owned() }), "{url}");
        let (outcome, codes) = of(&hosted(), &known);
        assert_eq!((outcome, codes.iter().any(|code| code == reason)), (Verdict::Unknown, true), "{codes:?}");
        known.push((url, text));
    }
    assert_eq!(needs(hosted().as_bytes(), &knowing(&known)), []);
    let gone = Known::Unreachable { reason: "the server did not answer".to_owned() };
    let known = Knowledge([(HOME.to_owned(), gone)].into());
    assert_eq!(run(hosted().as_bytes(), &known, NOW, &Policy::default()).outcome, Verdict::Unknown);
}

#[test]
fn what_stands_at_the_address_counts_and_not_what_was_brought() {
    for (from, to, member) in [
        ("\"deadsea\"", "\"sea\"", "recipient"),
        ("2027-01-31", "2028-01-31", "expires"),
        ("2026-01-31", "2026-01-30", "issuedOn"),
        ("classes/welding", "classes/surgery", "badge"),
    ] {
        let altered = hosted().replace(from, to);
        assert_ne!(altered, hosted());
        let report = run(altered.as_bytes(), &knowing(&all(hosted())), NOW, &Policy::default());
        let proof = report.check(CheckId::Proof).unwrap();
        assert_eq!((report.outcome, proof.code.as_str()), (Verdict::Invalid, "hosted_differs"));
        assert_eq!(proof.params["member"], member);
        assert_eq!(report.credential.unwrap().name.as_deref(), Some("Welding"));
    }
    let detail = hosted().replace("\"verification\"", "\"narrative\":\"He welded\",\"verification\"");
    assert_eq!(of(&detail, &all(hosted())), (Verdict::Valid, vec!["hosted_otherwise".to_owned()]));
    let respelled =
        hosted().replace("23:59:59Z", "23:59:59+00:00").replace(CLASS, &CLASS.replace("https", "http"));
    assert_eq!(of(&respelled, &all(hosted())), (Verdict::Valid, vec!["hosted_otherwise".to_owned()]));
    let other = hosted().replace("badges/1", "badges/2");
    assert_eq!(of(&hosted(), &all(other)), invalid("hosted_differs"));
    // Whatever else stands at the address is not the badge.
    for (from, to) in [
        (format!("\"id\":\"{HOME}\","), String::new()),
        (r#""type":"Assertion","#.to_owned(), String::new()),
        (r#""type":"Assertion""#.to_owned(), r#""type":"Upload""#.to_owned()),
    ] {
        let stands = hosted().replacen(&from, &to, 1);
        assert_ne!(stands, hosted());
        let (outcome, found) = of(&hosted(), &all(stands));
        assert_eq!((outcome, found.contains(&"hosted_differs".to_owned())), (Verdict::Invalid, true), "{to}");
    }
}

#[test]
fn a_badge_kept_elsewhere_than_its_issuer_allows_is_not_the_issuers() {
    let elsewhere = hosted().replace("https://college.example/badges", "https://evil.example/badges");
    let mut known = all(String::new());
    known.push(("https://evil.example/badges/1", elsewhere.clone()));
    let (outcome, found) = of(&elsewhere, &known);
    assert_eq!((outcome, found[0].as_str()), (Verdict::Invalid, "hosted_elsewhere"));
    // A profile that the badge itself brings does not speak for the issuer.
    let inline = r#"{"type":"BadgeClass","name":"Welding","issuer":{"id":"PROFILE","name":"Harbour College",
        "verification":{"allowedOrigins":"evil.example"}}}"#
        .replace("PROFILE", PROFILE);
    let inline = elsewhere.replace(&format!("\"{CLASS}\""), &inline);
    known.push(("https://evil.example/badges/1", inline.clone()));
    assert_eq!(of(&inline, &known).1[1], "hosted_elsewhere");
    let allowing = profile(r#","verification":{"allowedOrigins":["evil.example"]}"#);
    known.push((PROFILE, allowing));
    assert_eq!(of(&inline, &known).0, Verdict::Valid);
    let posing = profile("").replace("college.example/profile", "famous.example/profile");
    let (outcome, found) = of(&hosted(), &[(HOME, hosted()), (CLASS, class()), (PROFILE, posing)]);
    assert_eq!((outcome, found[1].as_str()), (Verdict::Unknown, "profile_unreachable"));
}

#[test]
fn an_address_without_protection_is_remarked_on() {
    let plain = |text: String| text.replace("https://college", "http://college");
    let known: Vec<(String, String)> =
        all(hosted()).into_iter().map(|(url, text)| (plain(url.to_owned()), plain(text))).collect();
    let known: Vec<(&str, String)> = known.iter().map(|(url, text)| (url.as_str(), text.clone())).collect();
    let (outcome, found) = of(&plain(hosted()), &known);
    assert_eq!(
        (outcome, found),
        (Verdict::Valid, vec!["hosted_unprotected".to_owned(), "nobody_vouches".to_owned()])
    );
}

#[test]
fn dates_revocation_vocabulary_and_members_are_looked_at() {
    let at_home = |text: String| of(&text, &all(text.clone()));
    assert_eq!(at_home(hosted().replace("2027-01-31", "2026-02-28")), invalid("expired"));
    assert_eq!(at_home(hosted().replace("2026-01-31", "2026-12-31")), invalid("not_yet_valid"));
    assert_eq!(
        at_home(hosted().replace("2027-01-31T23:59:59Z", "soon")).1,
        ["model_errors", "date_malformed"]
    );
    assert_eq!(
        at_home(hosted().replace("openbadges/v2", "openbadges/invalid")),
        invalid("open_badges_2_vocabulary_missing")
    );
    assert_eq!(at_home(hosted().replace("\"issuedOn\"", "\"issued\"")), invalid("model_errors"));
    let revoked =
        format!(r#"{{"type":"Assertion","id":"{HOME}","revoked":true,"revocationReason":"An error"}}"#);
    let (outcome, found) = of(&hosted(), &all(revoked));
    assert_eq!((outcome, found.contains(&"revoked".to_owned())), (Verdict::Invalid, true));
    let other = assertion(r#"{"type":"blockchain"}"#);
    let (outcome, found) = of(&other, &all(other.clone()));
    assert_eq!((outcome, found[0].as_str()), (Verdict::Unknown, "suite_unsupported"));
    let nowhere = hosted().replace(&format!("\"{HOME}\""), "\"urn:uuid:1\"");
    assert_eq!(of(&nowhere, &all(hosted())).1[0], "hosted_nowhere");
    assert_eq!(of(&class(), &[]).1[0], "form_unsupported");
}

#[test]
fn a_recipient_is_compared_by_the_hash_in_the_badge() {
    let asked = |recipient: &str| {
        let policy = Policy { recipient: Some(recipient.to_owned()), ..Policy::default() };
        let report = run(hosted().as_bytes(), &knowing(&all(hosted())), NOW, &policy);
        report.check(CheckId::Recipient).unwrap().code.clone()
    };
    assert_eq!(asked("beth@example.org"), "recipient_matches");
    assert_eq!(asked("bob@example.org"), "recipient_other");
}

#[test]
fn the_oldest_images_carry_the_address_alone() {
    let image = |address: &str| {
        format!(
            "<svg xmlns:openbadges=\"http://openbadges.org\"><openbadges:assertion verify=\"{address}\"/></svg>"
        )
    };
    let document = image(HOME);
    assert_eq!(needs(document.as_bytes(), &Knowledge::default()), [Need::Document { url: HOME.to_owned() }]);
    assert_eq!(of(&document, &[]).1[..1], ["hosted_unreachable"]);
    assert_eq!(of(&document, &all(hosted())), (Verdict::Valid, vec![]));
    assert_eq!(of(&document, &all(hosted().replace("badges/1", "badges/2"))).1[0], "hosted_differs");
    assert_eq!(of(HOME, &all(hosted())).1, ["unreadable_json"]);
}

fn signed_assertion() -> String {
    assertion(&format!(r#"{{"type":"SignedBadge","creator":"{KEY}"}}"#))
}

fn for_signed(more: &str) -> Vec<(&'static str, String)> {
    let listed = format!(r#","publicKey":["{KEY}"]{more}"#);
    vec![(CLASS, class()), (PROFILE, profile(&listed)), (KEY, key_document(&key(), PROFILE))]
}

#[test]
fn a_badge_signed_with_a_key_of_the_issuers_profile_is_good() {
    let token = jws(&signed_assertion(), &key());
    let mut known = Vec::new();
    for (url, text) in for_signed("") {
        assert!(needs(token.as_bytes(), &knowing(&known)).contains(&Need::Document { url: url.to_owned() }));
        assert_eq!(of(&token, &known).0, Verdict::Unknown, "{url}");
        known.push((url, text));
    }
    assert_eq!(of(&token, &known), (Verdict::Valid, vec![]));
    let anonymous = jws(&assertion(r#"{"type":"signed"}"#), &key());
    assert_eq!(of(&anonymous, &known), (Verdict::Valid, vec![]));
    // As JSON it has lost its signature.
    assert_eq!(of(&signed_assertion(), &known).1[0], "proof_missing");
}

#[test]
fn another_key_or_a_changed_word_is_seen() {
    let stranger = SecretKey::from_seed(&[1; 32]);
    let (outcome, found) = of(&jws(&signed_assertion(), &stranger), &for_signed(""));
    assert_eq!((outcome, found[0].as_str()), (Verdict::Invalid, "signature_mismatch"));
    let mut unlisted = for_signed("");
    unlisted.push((PROFILE, profile("")));
    assert_eq!(of(&jws(&signed_assertion(), &key()), &unlisted).1[0], "key_not_issuers");
    let mut foreign = for_signed("");
    foreign.push((KEY, key_document(&key(), "https://other.example/profile")));
    assert_eq!(of(&jws(&signed_assertion(), &key()), &foreign).1[0], "key_not_issuers");
    let by = |algorithm: &str| {
        let header = BASE64_URL_SAFE_NO_PAD.encode(format!("{{\"alg\":\"{algorithm}\"}}"));
        let token = jws(&signed_assertion(), &key());
        of(&format!("{header}.{}", token.split_once('.').unwrap().1), &for_signed(""))
    };
    assert_eq!((by("none").0, by("none").1.remove(0)), (Verdict::Invalid, "proof_malformed".to_owned()));
    assert_eq!((by("PS512").0, by("PS512").1.remove(0)), (Verdict::Unknown, "suite_unsupported".to_owned()));
    assert_eq!((by("RS256").0, by("RS256").1.remove(0)), (Verdict::Invalid, "signature_mismatch".to_owned()));
    let good = jws(&signed_assertion(), &key());
    let (head, signature) = good.rsplit_once('.').unwrap();
    let altered = jws(&signed_assertion().replace("2027", "2037"), &stranger);
    let payload = altered.split('.').nth(1).unwrap();
    let mixed = format!("{}.{payload}.{signature}", head.split('.').next().unwrap());
    assert_eq!(of(&mixed, &for_signed("")).1[0], "signature_mismatch");
}

#[test]
fn a_signed_badge_on_its_issuers_list_is_revoked() {
    let token = jws(&signed_assertion(), &key());
    let known = |list: Option<&str>| {
        let mut known = for_signed(&format!(r#","revocationList":"{REVOKED}""#));
        known.extend(
            list.map(|list| (REVOKED, format!(r#"{{"type":"RevocationList","id":"{REVOKED}",{list}}}"#))),
        );
        known
    };
    assert!(
        needs(token.as_bytes(), &knowing(&known(None))).contains(&Need::Document { url: REVOKED.to_owned() })
    );
    assert_eq!(of(&token, &known(None)), (Verdict::Unknown, vec!["status_unreachable".to_owned()]));
    let entry = format!(r#""revokedAssertions":["urn:x",{{"id":"{HOME}","revocationReason":"An error"}}]"#);
    assert_eq!(of(&token, &known(Some(&entry))), invalid("revoked"));
    let simple = format!(r#""revokedAssertions":"{HOME}""#);
    assert_eq!(of(&token, &known(Some(&simple))), invalid("revoked"));
    assert_eq!(
        of(&token, &known(Some(r#""revokedAssertions":["urn:x",{"id":7}]"#))),
        (Verdict::Valid, vec![])
    );
    let (outcome, found) = of(&token, &known(Some(r#""revoked":[]"#)));
    assert_eq!((outcome, found), (Verdict::Unknown, vec!["status_list_unreadable".to_owned()]));
}
