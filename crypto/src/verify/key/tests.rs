//! Whose a key is found to be, by what was brought.

use time::macros::datetime;

use super::*;
use crate::key::SecretKey;
use crate::verify::{Knowledge, Policy};

const ISSUER: &str = "https://example.edu/issuers/1";
const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

fn key(seed: u8) -> crate::key::PublicKey {
    SecretKey::from_seed(&[seed; 32]).public()
}

fn knowing(known: &[(&str, &str)]) -> Knowledge {
    let found = |text: &str| Known::found(text);
    Knowledge(known.iter().map(|(id, text)| ((*id).to_owned(), found(text))).collect())
}

/// The codes of the `proof` check, if there is no key, or of the `issuer` check.
fn judged(method: &str, owner_id: &str, known: &[(&str, &str)]) -> (Outcome, String) {
    let (knowledge, policy) = (knowing(known), Policy::default());
    let ground = Ground { knowledge: &knowledge, now: NOW, policy: &policy };
    let purpose = Purpose::AssertionMethod;
    let check = match find_key(method, purpose, &ground) {
        Ok(key) => owner(&key, Some(owner_id), None, purpose, &ground),
        Err(check) => check,
    };
    (check.outcome, check.code)
}

fn profile(seed: u8, purpose: &str) -> String {
    let multibase = key(seed).multibase();
    format!(
        r#"{{"id":"{ISSUER}","type":"Profile","{purpose}":[{{"id":"{ISSUER}#{multibase}","type":"Multikey",
        "controller":"{ISSUER}","publicKeyMultibase":"{multibase}"}}]}}"#
    )
}

fn is(outcome: Outcome, code: &str) -> (Outcome, String) {
    (outcome, code.to_owned())
}

#[test]
fn an_address_that_is_its_own_key_proves_nothing_of_the_issuer() {
    let method = format!("{ISSUER}#{}", key(1).multibase());
    let with = |text: &str| judged(&method, ISSUER, &[(ISSUER, text)]);
    assert_eq!(judged(&method, ISSUER, &[]), is(Outcome::Unknown, "issuer_unproven"));
    assert_eq!(with("<html>"), is(Outcome::Unknown, "issuer_unproven"));
    assert_eq!(
        with(r#"{"id":"https://example.edu/issuers/1","type":"Profile"}"#),
        is(Outcome::Unknown, "issuer_unproven")
    );
    assert_eq!(with(&profile(1, "assertionMethod")), is(Outcome::Passed, "key_is_issuers"));
    assert_eq!(with(&profile(2, "assertionMethod")), is(Outcome::Failed, "key_not_issuers"));
    assert_eq!(with(&profile(1, "authentication")), is(Outcome::Failed, "key_not_issuers"));
}

#[test]
fn a_profile_lists_keys_of_other_names_too() {
    let method = crate::did::did_key_method(&key(1));
    let with = |text: &str| judged(&method, ISSUER, &[(ISSUER, text)]);
    assert_eq!(with(&profile(1, "assertionMethod")), is(Outcome::Passed, "key_is_issuers"));
    assert_eq!(with(&profile(2, "assertionMethod")), is(Outcome::Failed, "key_not_issuers"));
    assert_eq!(judged(&method, ISSUER, &[]), is(Outcome::Unknown, "issuer_unproven"));
    assert_eq!(judged(&method, "urn:uuid:1", &[]), is(Outcome::Unknown, "issuer_unproven"));
}

#[test]
fn a_did_owns_its_own_keys_alone() {
    let method = crate::did::did_key_method(&key(1));
    assert_eq!(judged(&method, &crate::did::did_key(&key(1)), &[]), is(Outcome::Passed, "key_is_issuers"));
    for other in [&crate::did::did_key(&key(2)), "did:web:example.org"] {
        assert_eq!(judged(&method, other, &[]), is(Outcome::Failed, "key_not_issuers"), "{other}");
    }
    let described = format!("{ISSUER}#{}", key(1).multibase());
    assert_eq!(
        judged(&described, &crate::did::did_key(&key(2)), &[]),
        is(Outcome::Failed, "key_not_issuers")
    );
    assert_eq!(judged(&described, "did:web:example.org", &[]), is(Outcome::Unknown, "issuer_unproven"));
}

#[test]
fn a_key_on_the_issuers_site_is_no_more_than_that() {
    const SILENT: &str = r#"{"id":"https://example.edu/issuers/1","type":"Profile"}"#;
    let keys = format!(r#"{{"keys":[{}]}}"#, VerifyingKey::from(key(1)).to_jwk());
    let at = |address: &str| judged(address, ISSUER, &[(address, &keys), (ISSUER, SILENT)]);
    let site = is(Outcome::Warning, "key_at_issuers_site");
    assert_eq!(at("https://example.edu/jwks.json"), site);
    assert_eq!(at("https://Example.edu:443/jwks.json"), site);
    for other in [
        "https://example.edu:8443/jwks.json",
        "https://example.education/a",
        "http://example.edu/b",
        "https://a@example.edu/c",
    ] {
        assert_eq!(at(other), is(Outcome::Unknown, "issuer_unproven"), "{other}");
    }
    let address = "https://example.edu/jwks.json";
    let with_profile = |profile: &str| judged(address, ISSUER, &[(address, &keys), (ISSUER, profile)]);
    assert_eq!(with_profile(&profile(1, "assertionMethod")), is(Outcome::Passed, "key_is_issuers"));
    assert_eq!(with_profile(&profile(2, "assertionMethod")), is(Outcome::Failed, "key_not_issuers"));
}

#[test]
fn a_profile_that_was_not_seen_is_not_taken_for_a_silent_one() {
    const SILENT: &str = r#"{"id":"https://example.edu/issuers/1","type":"Profile"}"#;
    let address = "https://example.edu/jwks.json";
    let keys = format!(r#"{{"keys":[{}]}}"#, VerifyingKey::from(key(1)).to_jwk());
    let unproven = is(Outcome::Unknown, "issuer_unproven");
    assert_eq!(judged(address, ISSUER, &[(address, &keys)]), unproven, "not asked");
    let unreachable = Known::Unreachable { reason: "the server did not answer".to_owned() };
    let mut knowledge = knowing(&[(address, &keys)]);
    knowledge.0.insert(ISSUER.to_owned(), unreachable);
    let policy = Policy::default();
    let ground = Ground { knowledge: &knowledge, now: NOW, policy: &policy };
    let found = find_key(address, Purpose::AssertionMethod, &ground).unwrap_or_else(|_| panic!("a key"));
    let check = owner(&found, Some(ISSUER), None, Purpose::AssertionMethod, &ground);
    assert_eq!((check.outcome, check.code), unproven, "unreachable");
    for text in ["<html>", "[]", "{}", r#"{"type":"Profile"}"#] {
        assert_eq!(judged(address, ISSUER, &[(address, &keys), (ISSUER, text)]), unproven, "{text}");
    }
    // Another spelling of the address brings the profile of somebody else.
    for (id, at) in [
        ("https://example.edu/issuers/1?", "https://example.edu/issuers/1?"),
        ("https://example.edu/issuers/1?a=b", "https://example.edu/issuers/1?a=b"),
        ("https://example.edu/issuers/1#a", ISSUER),
        ("https://example.edu/issuers/1#", ISSUER),
        ("https://EXAMPLE.edu/issuers/1", "https://EXAMPLE.edu/issuers/1"),
    ] {
        for text in [SILENT, &profile(1, "assertionMethod"), &profile(2, "assertionMethod")] {
            assert_eq!(judged(address, id, &[(address, &keys), (at, text)]), unproven, "{id} {text}");
        }
    }
}

#[test]
fn a_method_that_cannot_be_is_wrong_and_one_that_may_be_is_unknown() {
    for wrong in ["z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x", "did:", "did:web:", "did:Web:a#b", "#1"]
    {
        assert_eq!(judged(wrong, ISSUER, &[]), is(Outcome::Failed, "proof_malformed"), "{wrong}");
    }
    let example = "did:example:z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x";
    for unusable in [example, "did:key:z6Mk", "did:jwk:e30"] {
        let (outcome, _) = judged(unusable, ISSUER, &[]);
        assert_ne!(outcome, Outcome::Passed, "{unusable}");
    }
    assert_eq!(judged(example, ISSUER, &[]), is(Outcome::Failed, "key_unusable"));
    for beyond in ["did:ion:abc#1", "urn:uuid:1#a"] {
        assert_eq!(judged(beyond, ISSUER, &[]), is(Outcome::Unknown, "key_method_unsupported"), "{beyond}");
    }
    for absent in ["did:web:example.org#1", "https://example.edu/keys/1", "https://example.edu/keys#zzz"] {
        assert_eq!(judged(absent, ISSUER, &[]), is(Outcome::Unknown, "key_unreachable"), "{absent}");
    }
}

#[test]
fn what_ties_key_and_issuer_is_asked_for() {
    let url = |url: &str| Need::KeySet { url: url.to_owned() };
    let did = |did: &str| Need::DidDocument { did: did.to_owned() };
    assert_eq!(needs(&format!("{ISSUER}#z6Mk"), Some(ISSUER)), [url(ISSUER)]);
    assert_eq!(
        needs("https://example.edu/keys#1", Some(ISSUER)),
        [url("https://example.edu/keys"), url(ISSUER)]
    );
    assert_eq!(needs("did:web:a.example#1", Some("did:web:a.example")), [did("did:web:a.example")]);
    assert_eq!(needs("did:key:z6Mk", Some("did:web:a.example")), []);
    assert_eq!(needs("did:key:z6Mk", Some(ISSUER)), [url(ISSUER)]);
    assert_eq!(
        needs("https://a.example/k", Some("did:web:a.example")),
        [url("https://a.example/k"), did("did:web:a.example")]
    );
}

#[test]
fn a_retired_key_is_told_by_the_issuers_document() {
    let method = format!("{ISSUER}#{}", key(1).multibase());
    let with = |extra: &str| {
        let text =
            profile(1, "assertionMethod").replace("\"controller\"", &format!("{extra},\"controller\""));
        judged(&method, ISSUER, &[(ISSUER, &text)])
    };
    assert_eq!(with(r#""revoked":"2026-05-01T00:00:00Z""#), is(Outcome::Failed, "key_revoked"));
    assert_eq!(with(r#""revoked":"2026-07-01T00:00:00Z""#), is(Outcome::Passed, "key_is_issuers"));
    assert_eq!(with(r#""expires":"2026-05-01T00:00:00Z""#), is(Outcome::Failed, "key_retired"));
    assert_ne!(with(r#""expires":"soon""#).0, Outcome::Passed);
}
