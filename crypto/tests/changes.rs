//! Every single bit of what is signed as bytes: of a token none may change, of a document under
//! `eddsa-jcs-2022` none but those that leave its JSON the same.
//!
//! What JSON-LD signs is changed in `tests/tests/peers.rs`, where jsonld.js says what stays the same.

use crypto::did::{did_key_method_of, did_key_of};
use crypto::jose::sign_credential;
use crypto::key::{P256SecretKey, SecretKey, SigningKey};
use crypto::proof::{ProofOptions, Purpose, Suite, sign};
use crypto::verify::{CheckId, Knowledge, Outcome, Policy, Report, Verdict, run};
use time::macros::datetime;

const BADGE: &str = r#"{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "urn:uuid:1", "type": ["VerifiableCredential", "OpenBadgeCredential"], "name": "Night sailing",
  "issuer": {"id": "ISSUER", "type": ["Profile"], "name": "Harbour College \u00A9"},
  "validFrom": "2026-01-01T00:00:00Z",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "identifier": [{"type": "IdentityObject", "identityType": "name", "hashed": false, "identityHash": "Ren\u00e9e"}],
    "achievement": {
      "id": "urn:uuid:2", "type": ["Achievement"], "name": "Night sailing", "description": "Sails \ud83e\udded by night",
      "criteria": {"narrative": "A passage of 20 miles."}
    }
  }
}"#;

fn judged(document: &[u8]) -> Report {
    run(document, &Knowledge::default(), datetime!(2026-06-01 12:00 UTC), &Policy::default())
}

fn is_taken(document: &[u8]) -> bool {
    let report = judged(document);
    let passed = report.check(CheckId::Proof).is_some_and(|check| check.outcome == Outcome::Passed);
    assert!(passed || report.outcome != Verdict::Valid, "valid, and the proof has not passed");
    passed
}

/// The document with each single bit changed, every `step`th of them.
fn changes(document: &str, step: usize) -> impl Iterator<Item = (usize, Vec<u8>)> {
    (0..document.len() * 8).step_by(step).map(|bit| {
        let mut changed = document.as_bytes().to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        (bit, changed)
    })
}

/// Fewer steps in a soak, and in it none left out.
fn step(usual: usize) -> usize {
    if std::env::var_os("LAUREL_SOAK").is_some() { 1 } else { usual }
}

#[test]
fn no_bit_of_a_token_may_change() {
    let keys = [
        (SigningKey::Ed25519(SecretKey::from_seed(&[5; 32])), 3),
        (SigningKey::P256(P256SecretKey::from_bytes(&[5; 32]).unwrap()), 11),
    ];
    for (key, usual) in keys {
        let (did, kid) = (did_key_of(&key.multibase()), did_key_method_of(&key.multibase()));
        let token = sign_credential(&BADGE.replace("ISSUER", &did), &key, &kid).unwrap();
        assert_eq!(judged(token.as_bytes()).outcome, Verdict::Valid, "{:?}", judged(token.as_bytes()).checks);
        for (bit, changed) in changes(&token, step(usual)) {
            assert!(!is_taken(&changed), "bit {bit}: {}", changed.escape_ascii());
        }
        for piece in [" ", "=", ".", "A", "\u{0}"] {
            for (at, _) in token.match_indices('.') {
                let changed = format!("{}{piece}{}", &token[..at], &token[at..]);
                assert!(!is_taken(changed.as_bytes()), "{piece:?} at {at}");
            }
        }
    }
}

#[test]
fn no_bit_of_a_document_signed_as_json_may_change_but_how_a_letter_is_escaped() {
    let key = SecretKey::from_seed(&[5; 32]);
    let multibase = key.public().multibase();
    let options = ProofOptions::new(did_key_method_of(&multibase), Purpose::AssertionMethod);
    let document = BADGE.replace("ISSUER", &did_key_of(&multibase));
    let signed = sign(&document, &options.suite(Suite::EddsaJcs2022), &key).unwrap();
    assert_eq!(judged(signed.as_bytes()).outcome, Verdict::Valid, "{:?}", judged(signed.as_bytes()).checks);
    let original: serde_json::Value = serde_json::from_str(&signed).unwrap();
    let mut harmless = 0;
    for (bit, changed) in changes(&signed, step(1)) {
        let same = serde_json::from_slice::<serde_json::Value>(&changed).is_ok_and(|value| value == original);
        harmless += usize::from(same);
        assert_eq!(is_taken(&changed), same, "bit {bit}: {}", changed.escape_ascii());
    }
    assert_eq!(harmless, 8, "the letters a to f of four escapes");
}
