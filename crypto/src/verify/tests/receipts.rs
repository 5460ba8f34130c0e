//! Receipts: what they say of a credential, and what is said of them.

use super::*;
use crate::proof::Suite;
use crate::receipt::Receipt;

const SERVICE: &str = "https://laurel.example";

fn service() -> SecretKey {
    SecretKey::from_seed(&[9; 32])
}

fn service_did() -> String {
    crate::did::did_key(&service().public())
}

/// What the service says about the badge.
fn unsigned() -> String {
    let badge = signed_by(&badge(), &key());
    let report = run(badge.as_bytes(), &Knowledge::default(), NOW, &trusting());
    let receipt = Receipt {
        id: "urn:uuid:7",
        issuer: &service_did(),
        url: SERVICE,
        document: badge.as_bytes(),
        report: &report,
    };
    receipt.to_json()
}

fn signed(receipt: &str, suite: Suite) -> String {
    let options =
        ProofOptions::new(crate::did::did_key_method(&service().public()), Purpose::AssertionMethod);
    sign(receipt, &options.suite(suite).created(NOW), &service()).unwrap()
}

fn judge(document: &str, policy: &Policy) -> Report {
    run(document.as_bytes(), &Knowledge::default(), NOW, policy)
}

fn knowing() -> Policy {
    let issuers = vec![TrustedIssuer { did: service_did(), name: "Laurel".into() }];
    Policy { registries: vec![TrustRegistry { name: "R".into(), issuers }], ..Policy::default() }
}

#[test]
fn a_receipt_of_a_known_service_is_genuine_and_hands_on_what_was_found() {
    let receipt = signed(&unsigned(), Suite::EddsaJcs2022);
    assert!(needs(receipt.as_bytes(), &Knowledge::default()).is_empty());
    let report = judge(&receipt, &knowing());
    assert_eq!((report.outcome, report.headline()), (Verdict::Valid, Headline::GenuineReceipt));
    let summary = report.receipt.as_ref().unwrap();
    assert_eq!((summary.checked_at.as_str(), summary.url.as_str()), ("2026-06-01T12:00:00Z", SERVICE));
    assert_eq!(summary.sha256.len(), 64);
    // The status list was out of reach then, and the receipt of today says so.
    assert_eq!(summary.headline, Headline::CouldNotCheck);
    assert_eq!(report.nested.len(), 1);
    assert_eq!(report.nested[0].credential.as_ref().unwrap().name.as_deref(), Some("Welding"));
}

#[test]
fn a_receipt_by_whoever_says_nothing_of_who_vouches() {
    let report = judge(&signed(&unsigned(), Suite::EddsaJcs2022), &Policy::default());
    assert_eq!(report.headline(), Headline::GenuineUnknownIssuer);
}

#[test]
fn a_receipt_of_a_verified_credential_is_no_verified_credential() {
    let badge = signed_by(&badge(), &key());
    let mut knowledge = Knowledge::default();
    knowledge.0.insert(LIST.into(), Known::found(list(None, &key())));
    let verified = run(badge.as_bytes(), &knowledge, NOW, &trusting());
    assert_eq!(verified.headline(), Headline::Verified);
    let did = service_did();
    let receipt = Receipt {
        id: "urn:uuid:7",
        issuer: &did,
        url: SERVICE,
        document: badge.as_bytes(),
        report: &verified,
    };
    let report = judge(&signed(&receipt.to_json(), Suite::EddsaJcs2022), &knowing());
    assert_eq!(report.headline(), Headline::GenuineReceipt);
    assert_eq!(report.receipt.unwrap().headline, Headline::Verified);
}

#[test]
fn a_receipt_that_was_changed_is_not_valid() {
    let receipt = signed(&unsigned(), Suite::EddsaJcs2022);
    for (from, to) in [
        ("Welding", "Sailing"),
        ("\"sha256\":\"", "\"sha256\":\"0"),
        ("urn:uuid:7", "urn:uuid:8"),
        ("https://laurel.example", "https://laurel2.example"),
        ("\"unknown\"", "\"passed\""),
    ] {
        let changed = receipt.replacen(from, to, 1);
        assert_ne!(changed, receipt);
        assert_eq!(judge(&changed, &knowing()).headline(), Headline::NotValid, "{from}");
    }
    let unsigned = judge(&unsigned(), &knowing());
    assert_eq!((unsigned.headline(), codes(&unsigned)[0]), (Headline::NotValid, "proof_missing"));
}

#[test]
fn a_receipt_that_no_service_could_have_made_is_malformed() {
    let receipt = unsigned();
    for (from, to) in [
        // A report whose outcome does not follow from its checks.
        (r#""outcome":"unknown","checkedAt""#, r#""outcome":"valid","checkedAt""#),
        (r#""id":"proof""#, r#""id":"trust""#),
        (r#""checkedAt":"2026"#, r#""checkedAt":"2025"#),
        (r#""bytes":"#, r#""bytes":-"#),
        (r#""sha256""#, r#""sha1""#),
        (r#""url":"https://laurel"#, r#""uri":"https://laurel"#),
    ] {
        let changed = receipt.replacen(from, to, 1);
        assert_ne!(changed, receipt, "{from}");
        let report = judge(&signed(&changed, Suite::EddsaJcs2022), &knowing());
        assert_eq!(codes(&report), ["receipt_malformed"], "{from}");
        assert!(report.receipt.is_none() && report.nested.is_empty());
    }
    let later = receipt.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(judge(&signed(&later, Suite::EddsaJcs2022), &knowing()).headline(), Headline::CouldNotCheck);
}

#[test]
fn a_receipt_from_the_future_is_not_valid_yet() {
    let receipt = signed(&unsigned(), Suite::EddsaJcs2022);
    let at = |minutes| {
        let now = NOW - time::Duration::minutes(minutes);
        run(receipt.as_bytes(), &Knowledge::default(), now, &knowing()).headline()
    };
    assert_eq!((at(4), at(6)), (Headline::GenuineReceipt, Headline::NotValid));
}

#[test]
fn a_receipt_is_signed_over_its_text_and_stands_alone() {
    let context = r#"{"@context":{"@vocab":"https://a.example/"},"#;
    let with_context = unsigned().replacen('{', context, 1);
    let by_meaning =
        ProofOptions::new(crate::did::did_key_method(&service().public()), Purpose::AssertionMethod);
    sign(&with_context, &by_meaning, &service()).unwrap_err();
    let with_context = signed(&with_context, Suite::EddsaJcs2022);
    let claims = with_context.replace("eddsa-jcs-2022", "eddsa-rdfc-2022");
    assert_eq!(judge(&claims, &knowing()).headline(), Headline::NotValid);
    let receipt = signed(&unsigned(), Suite::EddsaJcs2022);
    let bundle = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"verifiableCredential":[{receipt}]}}"#
    );
    let report = judge(&bundle, &knowing());
    assert_eq!(report.headline(), Headline::NotValid);
    assert_eq!(codes(&report.nested[0]), ["receipt_inside"]);
}

#[test]
fn a_receipt_speaks_in_no_words_but_ours() {
    let receipt = unsigned();
    let name = "signature_good";
    assert!(receipt.contains(name), "{receipt}");
    let deep = format!(r#"{name}","params":{{"because":"{}x"}},"x":"y"#, "unreadable_json ".repeat(10_000));
    for other in ["harvard_confirms_this", &deep] {
        let report = judge(&receipt.replacen(name, other, 1), &knowing());
        assert_eq!(codes(&report)[..1], ["receipt_version_unknown"], "{other:.60}");
        assert!(report.nested.is_empty() && report.receipt.is_none());
    }
    let message = "The signature is genuine, and nothing was changed since.";
    assert!(receipt.contains(message), "{receipt}");
    let report = judge(&receipt.replacen(message, "Harvard confirms this.", 1), &knowing());
    assert_eq!(report.nested[0].check(CheckId::Proof).unwrap().message, message);
}
