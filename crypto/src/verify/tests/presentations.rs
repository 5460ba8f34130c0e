//! Presentations, and records that hold credentials.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::*;
use crate::proof::Suite;
use crate::record::{Entry, LINK_TYPE, Record, Section};

fn learner() -> SecretKey {
    SecretKey::from_seed(&[5; 32])
}

fn learner_did() -> String {
    crate::did::did_key(&learner().public())
}

/// The badge without a status list, about `subject`.
fn about(subject: Option<&str>) -> String {
    let badge = badge();
    let status = badge.find(",\n        \"credentialStatus\"").unwrap();
    let badge = format!("{}}}", &badge[..status]);
    match subject {
        None => badge,
        Some(id) => badge.replace(
            r#""type":["AchievementSubject"]"#,
            &format!(r#""id":"{id}","type":["AchievementSubject"]"#),
        ),
    }
}

fn presented(presentation: &str, key: &SecretKey) -> String {
    let method = crate::did::did_key_method(&key.public());
    let options = ProofOptions::new(method, Purpose::Authentication).suite(Suite::EddsaJcs2022);
    sign(presentation, &options, key).unwrap()
}

fn record_of(credentials: &[&str]) -> String {
    let entries = (0..credentials.len()).rev().map(|position| Entry { position, note: None }).collect();
    let record = Record {
        title: "For the shipyard".into(),
        introduction: None,
        sections: vec![Section { heading: Some("Welding".into()), entries }],
    };
    record.presentation(&learner_did(), credentials)
}

fn judge(document: &str) -> Report {
    run(document.as_bytes(), &Knowledge::default(), NOW, &trusting())
}

fn code(report: &Report, id: CheckId) -> &str {
    &report.check(id).unwrap().code
}

#[test]
fn a_record_under_the_learners_signature_is_verified_in_its_order() {
    let mine = signed_by(&about(Some(&learner_did())), &key());
    let signed = presented(&record_of(&[&mine, &mine]), &learner());
    let report = judge(&signed);
    assert_eq!((report.outcome, codes(&report)), (Verdict::Valid, vec![]), "{report:#?}");
    assert_eq!(report.headline(), Headline::Verified);
    assert_eq!(code(&report, CheckId::Holder), "holder_is_subject");
    let record = report.record.unwrap();
    assert_eq!(record.sections[0].entries[0].position, 1);
    for (from, to) in [
        ("\"position\":1", "\"position\":0"),
        ("For the", "From the"),
        ("\"Welding\",\"entry\"", "\"X\",\"entry\""),
    ] {
        let changed = signed.replacen(from, to, 1);
        assert_ne!(changed, signed);
        let report = judge(&changed);
        assert_eq!(code(&report, CheckId::Proof), "signature_mismatch", "{from}");
        assert_eq!(report.record, None);
    }
}

#[test]
fn credentials_of_somebody_else_are_not_the_presenters() {
    let mine = signed_by(&about(Some(&learner_did())), &key());
    let others = signed_by(&about(Some("did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH")), &key());
    let nobodys = signed_by(&about(None), &key());
    let of = |credentials: &[&str]| judge(&presented(&record_of(credentials), &learner()));
    let stolen = of(&[&mine, &others]);
    assert_eq!((code(&stolen, CheckId::Holder), stolen.outcome), ("holder_other", Verdict::Invalid));
    let bearer = of(&[&mine, &nobodys]);
    assert_eq!((code(&bearer, CheckId::Holder), bearer.outcome), ("holder_unbound", Verdict::Valid));
}

#[test]
fn a_presentation_signed_by_another_key_than_its_holders_fails_at_the_issuer_check() {
    let mine = signed_by(&about(Some(&learner_did())), &key());
    let signed = presented(&record_of(&[&mine]), &SecretKey::from_seed(&[6; 32]));
    let report = judge(&signed);
    assert_eq!(code(&report, CheckId::Proof), "signature_good");
    assert_eq!(code(&report, CheckId::Issuer), "key_not_issuers");
    assert_eq!((code(&report, CheckId::Holder), report.outcome), ("proof_not_good", Verdict::Invalid));
}

#[test]
fn a_key_that_only_stands_on_the_holders_site_presents_nobodys_credentials() {
    const HOLDER: &str = "https://people.example/ada";
    const KEYS: &str = "https://people.example/uploads/7";
    let hers = signed_by(&about(Some(HOLDER)), &key());
    let record = record_of(&[&hers])
        .replace(&format!("\"holder\":\"{}\"", learner_did()), &format!("\"holder\":\"{HOLDER}\""));
    let options = ProofOptions::new(KEYS, Purpose::Authentication).suite(Suite::EddsaJcs2022);
    let signed = sign(&record, &options, &learner()).unwrap();
    let multibase = learner().public().multibase();
    let keys = format!(r#"{{"keys":[{}]}}"#, crate::key::VerifyingKey::from(learner().public()).to_jwk());
    let with = |more: &str| {
        let profile = format!(r#"{{"id":"{HOLDER}","type":"Profile"{more}}}"#);
        let known = [(KEYS, keys.clone()), (HOLDER, profile)];
        let known = known.map(|(url, text)| (url.to_owned(), Known::found(text)));
        let report = run(signed.as_bytes(), &Knowledge(known.into()), NOW, &trusting());
        (report.outcome, code(&report, CheckId::Issuer).to_owned(), code(&report, CheckId::Holder).to_owned())
    };
    let told = |outcome, issuer: &str, holder: &str| (outcome, issuer.to_owned(), holder.to_owned());
    assert_eq!(with(""), told(Verdict::Unknown, "issuer_unproven", "owner_not_known"));
    let own = format!(
        r##","authentication":[{{"id":"#1","type":"Multikey","controller":"{HOLDER}","publicKeyMultibase":"{multibase}"}}]"##
    );
    assert_eq!(with(&own), told(Verdict::Valid, "key_is_issuers", "holder_is_subject"));
}

#[test]
fn a_bad_credential_in_a_presentation_is_seen_and_named() {
    let mine = signed_by(&about(Some(&learner_did())), &key());
    let changed = mine.replace("Joins metal", "Joins anything");
    let report = judge(&presented(&record_of(&[&mine, &changed]), &learner()));
    assert_eq!(code(&report, CheckId::Nested), "nested_failed");
    assert_eq!(report.nested[0].outcome, Verdict::Valid);
    assert_eq!(code(&report.nested[1], CheckId::Proof), "signature_mismatch");
}

#[test]
fn a_record_of_which_some_has_run_out_is_told_from_one_that_was_altered() {
    let mine = signed_by(&about(Some(&learner_did())), &key());
    let until = about(Some(&learner_did())).replace("2027-01-01T00:00:00Z", "2026-05-03T00:00:00Z");
    let expired = signed_by(&until, &key());
    let changed = mine.replace("Joins metal", "Joins anything");
    let ended = |document: &str| judge(document).ended_inside();

    let signed = presented(&record_of(&[&mine, &expired]), &learner());
    let report = judge(&signed);
    assert_eq!(code(&report.nested[1], CheckId::Dates), "expired");
    assert_eq!((report.headline(), report.ended_inside()), (Headline::NotValid, Some(1)));
    assert_eq!(ended(&record_of(&[&mine, &expired])), Some(1), "nobody signed the bundle");
    assert_eq!(ended(&presented(&record_of(&[&mine]), &learner())), None, "all is well");
    assert_eq!(
        ended(&presented(&record_of(&[&expired, &changed]), &learner())),
        None,
        "one inside was altered"
    );
    assert_eq!(ended(&signed.replace("For the shipyard", "For the palace")), None, "it was altered itself");
}

#[test]
fn a_bundle_that_nobody_signed_is_as_good_as_its_credentials_unless_a_challenge_was_set() {
    let mine = signed_by(&about(Some(&learner_did())), &key());
    let bundle = record_of(&[&mine]);
    let report = judge(&bundle);
    assert_eq!((code(&report, CheckId::Proof), report.outcome), ("presentation_unsigned", Verdict::Valid));
    assert_eq!(report.record, None, "an order that nobody signed is nobody's");
    let asking = Policy { challenge: Some("7".into()), ..trusting() };
    let report = run(bundle.as_bytes(), &Knowledge::default(), NOW, &asking);
    assert_eq!((code(&report, CheckId::Proof), report.outcome), ("proof_missing", Verdict::Invalid));
}

#[test]
fn a_link_statement_ties_a_credential_only_by_its_own_salt_and_by_a_known_party() {
    let identifier = |salt: &str| {
        format!(
            r#"{{"type":"IdentityObject","identityType":"emailAddress","hashed":true,"identityHash":"sha256$00","salt":"{salt}"}}"#
        )
    };
    let credential = signed_by(
        &about(None).replace("\"identifier\":[", &format!("\"identifier\":[{},", identifier("a"))),
        &key(),
    );
    let link = |salt: &str, signer: &SecretKey| {
        let document = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            {{"{LINK_TYPE}":"urn:laurel:record#{LINK_TYPE}"}}],
            "type":["VerifiableCredential","{LINK_TYPE}"],"issuer":"{}",
            "validUntil":"2026-06-02T00:00:00Z","credentialSubject":{{"id":"{}",
            "type":["AchievementSubject"],"identifier":[{}]}}}}"#,
            crate::did::did_key(&signer.public()),
            learner_did(),
            identifier(salt)
        );
        signed_by(&document, signer)
    };
    let with = |link: &str| {
        let report = judge(&presented(&record_of(&[&credential, link]), &learner()));
        code(&report, CheckId::Holder).to_owned()
    };
    assert_eq!(with(&link("a", &key())), "holder_linked");
    assert_eq!(with(&link("b", &key())), "holder_unbound");
    assert_eq!(with(&link("a", &SecretKey::from_seed(&[9; 32]))), "holder_unbound");
}

#[test]
fn a_link_statement_that_is_written_here_links_what_it_was_written_for() {
    let (email, salt) = ("ada@example.org", "pepper");
    let mut hashed = String::new();
    for byte in Sha256::digest(format!("{email}{salt}")) {
        write!(hashed, "{byte:02x}").unwrap();
    }
    let identifier = format!(
        r#"{{"type":"IdentityObject","identityType":"emailAddress","hashed":true,"identityHash":"sha256${hashed}","salt":"{salt}"}}"#
    );
    let credential = signed_by(
        &about(None).replace("\"identifier\":[", &format!("\"identifier\":[{identifier},")),
        &key(),
    );
    let subjects = crate::verify::subjects(credential.as_bytes());
    let all = subjects.iter().flat_map(|subject| &subject.identifiers);
    let hers: Vec<_> = all.filter(|one| crate::verify::is_address(one, email)).cloned().collect();
    assert_eq!(hers.len(), 1, "the name is no address: {subjects:?}");
    assert!(!crate::verify::is_address(&hers[0], "eve@example.org"));
    let link = crate::link::Link {
        id: "urn:uuid:7",
        issuer: &did(),
        issuer_name: "laurel.example",
        holder: &learner_did(),
        identifiers: &hers,
        valid_from: NOW - time::Duration::HOUR,
        valid_until: NOW + time::Duration::DAY,
    };
    let judged = |link: &crate::link::Link<'_>| {
        let link = signed_by(&link.to_json(), &key());
        judge(&presented(&record_of(&[&credential, &link]), &learner()))
    };
    let report = judged(&link);
    assert_eq!((report.outcome, codes(&report)), (Verdict::Valid, vec![]), "{report:#?}");
    assert_eq!(code(&report, CheckId::Holder), "holder_linked");
    let late = judged(&crate::link::Link { valid_until: NOW - time::Duration::MINUTE, ..link });
    // Which ties the credential to nobody, and makes no credential worse.
    assert_eq!(
        (code(&late, CheckId::Holder), code(&late, CheckId::Nested)),
        ("holder_unbound", "nested_good")
    );
    assert_ne!(late.outcome, Verdict::Invalid, "{late:#?}");
    let others = judged(&crate::link::Link { holder: "did:key:other", ..link });
    assert_eq!(code(&others, CheckId::Holder), "holder_unbound");
}

/// A record of three credentials with words at every level, signed by the learner.
fn rich() -> String {
    let mine = |number: u8| {
        let badge = about(Some(&learner_did())).replace("urn:uuid:1", &format!("urn:uuid:1{number}"));
        signed_by(&badge, &key())
    };
    let entry = |position, note: &str| Entry { position, note: Some(note.into()) };
    let record = Record {
        title: "For the shipyard".into(),
        introduction: Some("My best work.".into()),
        sections: vec![
            Section {
                heading: Some("Welding".into()),
                entries: vec![entry(0, "First seam."), entry(1, "Second seam.")],
            },
            Section { heading: Some("Rigging".into()), entries: vec![entry(2, "One mast.")] },
        ],
    };
    presented(&record.presentation(&learner_did(), &[&mine(1), &mine(2), &mine(3)]), &learner())
}

/// Something that is done to a signed record.
type Change = fn(&mut Json);

#[test]
fn a_signed_record_that_is_altered_extended_or_reordered_anywhere_is_not_the_learners() {
    let signed = rich();
    assert_eq!(judge(&signed).outcome, Verdict::Valid);
    let whole: Json = serde_json::from_str(&signed).unwrap();
    // Written anew by another program it is the same.
    assert_eq!(judge(&whole.to_string()).outcome, Verdict::Valid);
    let changes: [(&str, Change); 21] = [
        ("title", |it| it["record"]["title"] = json!("For the dockyard")),
        ("introduction", |it| it["record"]["introduction"] = json!("My worst work.")),
        ("no introduction", |it| drop(it["record"].as_object_mut().unwrap().remove("introduction"))),
        ("heading", |it| it["record"]["section"][0]["heading"] = json!("Soldering")),
        ("no heading", |it| drop(it["record"]["section"][1].as_object_mut().unwrap().remove("heading"))),
        ("note", |it| it["record"]["section"][0]["entry"][0]["note"] = json!("Best seam.")),
        ("notes swapped", |it| {
            let note = it["record"]["section"][0]["entry"][0]["note"].take();
            let other = it["record"]["section"][0]["entry"][1]["note"].take();
            it["record"]["section"][0]["entry"][0]["note"] = other;
            it["record"]["section"][0]["entry"][1]["note"] = note;
        }),
        ("no note", |it| {
            drop(it["record"]["section"][0]["entry"][0].as_object_mut().unwrap().remove("note"));
        }),
        ("position", |it| it["record"]["section"][0]["entry"][0]["position"] = json!(2)),
        ("entries reordered", |it| it["record"]["section"][0]["entry"].as_array_mut().unwrap().reverse()),
        ("entry left out", |it| drop(it["record"]["section"][0]["entry"].as_array_mut().unwrap().pop())),
        ("entry added", |it| {
            it["record"]["section"][1]["entry"].as_array_mut().unwrap().push(json!({ "position": 0 }));
        }),
        ("entry moved", |it| {
            let entry = it["record"]["section"][0]["entry"].as_array_mut().unwrap().pop().unwrap();
            it["record"]["section"][1]["entry"].as_array_mut().unwrap().push(entry);
        }),
        ("sections reordered", |it| it["record"]["section"].as_array_mut().unwrap().reverse()),
        ("section left out", |it| drop(it["record"]["section"].as_array_mut().unwrap().pop())),
        ("section added", |it| {
            it["record"]["section"].as_array_mut().unwrap().push(json!({ "heading": "More", "entry": [] }));
        }),
        ("credentials reordered", |it| it["verifiableCredential"].as_array_mut().unwrap().swap(0, 1)),
        ("credential left out", |it| drop(it["verifiableCredential"].as_array_mut().unwrap().pop())),
        ("credential twice", |it| {
            let again = it["verifiableCredential"][0].clone();
            it["verifiableCredential"].as_array_mut().unwrap().push(again);
        }),
        ("term redefined", |it| it["@context"][1]["note"] = json!("urn:laurel:record#heading")),
        ("member added", |it| it["name"] = json!("A record")),
    ];
    for (what, change) in changes {
        let mut altered = whole.clone();
        change(&mut altered);
        assert_ne!(altered, whole, "{what}");
        let report = judge(&altered.to_string());
        assert_eq!(code(&report, CheckId::Proof), "signature_mismatch", "{what}");
        assert_eq!((report.outcome, &report.record), (Verdict::Invalid, &None), "{what}");
    }
}

#[test]
fn whoever_has_a_domain_confirms_nothing() {
    let judged = |code: &str| {
        let trust = Check::new(CheckId::Trust, Outcome::Passed, code, &[]);
        let identifier = crate::credential::IdentityObject {
            identity_type: Some("emailAddress".into()),
            identity: Some("ada@example.org".into()),
            ..Default::default()
        };
        let recipient = |id: Option<&str>| crate::credential::Recipient {
            id: id.map(str::to_owned),
            identifiers: vec![identifier.clone()],
        };
        let mut link = judge(&signed_by(&about(None), &key()));
        link.checks
            .iter_mut()
            .filter(|check| check.id == CheckId::Trust)
            .for_each(|check| *check = trust.clone());
        link.credential.as_mut().unwrap().types.push(LINK_TYPE.to_owned());
        let link =
            crate::verify::run::Judged { report: link, subjects: vec![recipient(Some("did:key:ada"))] };
        let report = judge(&signed_by(&about(None), &key()));
        let credential = crate::verify::run::Judged { report, subjects: vec![recipient(None)] };
        let key = Check::new(CheckId::Issuer, Outcome::Passed, "key_is_issuers", &[]);
        crate::verify::holder::check(Some("did:key:ada"), &key, &[link, credential]).code
    };
    assert_eq!(judged("issuer_in_registry"), "holder_linked");
    assert_eq!(judged("published_by_domain"), "holder_unbound");
}

#[test]
fn nobody_hides_behind_a_presentation_in_a_presentation() {
    let others = signed_by(&about(Some("did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH")), &key());
    let inner = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],
        "verifiableCredential":[{others}]}}"#
    );
    let report = judge(&presented(&record_of(&[&inner]), &learner()));
    assert_eq!(report.outcome, Verdict::Invalid);
    assert_eq!(report.nested[0].checks[0].code, "presentation_inside");
}

#[test]
fn a_credential_answers_no_challenge_whatever_else_it_calls_itself() {
    let mine = signed_by(&about(Some(&learner_did())), &key());
    let asking = Policy { challenge: Some("7".into()), ..trusting() };
    let ask = |text: &str| run(text.as_bytes(), &Knowledge::default(), NOW, &asking);
    let report = ask(&mine);
    assert_eq!((code(&report, CheckId::Proof), report.outcome), ("presentation_expected", Verdict::Invalid));
    let both = about(None).replacen(
        "\"VerifiableCredential\"",
        "\"VerifiableCredential\",\"VerifiablePresentation\"",
        1,
    );
    let report = ask(&signed_by(&both, &key()));
    assert_eq!((report.checks[0].code.as_str(), report.outcome), ("kinds_mixed", Verdict::Invalid));
}

#[test]
fn an_envelope_holds_what_it_says() {
    let key = crate::key::SigningKey::Ed25519(key());
    let kid = crate::did::did_key_method_of(&key.multibase());
    let token = crate::jose::sign_credential(&about(None), &key, &kid).unwrap();
    let envelope = |kind: &str| {
        format!(
            r#"{{"@context":"https://www.w3.org/ns/credentials/v2","id":"data:application/jwt,{token}","type":"{kind}"}}"#
        )
    };
    assert_eq!(judge(&envelope("EnvelopedVerifiableCredential")).outcome, Verdict::Valid);
    let report = judge(&envelope("EnvelopedVerifiablePresentation"));
    assert_eq!((report.checks[0].code.as_str(), report.outcome), ("envelope_malformed", Verdict::Invalid));
}

#[test]
fn an_empty_bundle_is_nothing() {
    let report = judge(
        r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],
        "holder":"did:web:university.example"}"#,
    );
    assert_eq!((code(&report, CheckId::Proof), report.outcome), ("proof_missing", Verdict::Invalid));
    assert_eq!(report.credential.unwrap().subject_id, None);
}

#[test]
fn an_endorsement_that_was_changed_counts_for_nothing_and_harms_nothing() {
    let endorse = |about: &str| {
        let document = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id":"urn:uuid:9","type":["VerifiableCredential","EndorsementCredential"],
            "issuer":{{"id":"{}","type":["Profile"],"name":"Harbour College"}},"validFrom":"2026-01-01T00:00:00Z",
            "credentialSubject":{{"id":"{about}","type":["EndorsementSubject"],"endorsementComment":"Fine."}}}}"#,
            did()
        );
        signed_by(&document, &key())
    };
    let with = |endorsement: &str| {
        let document = about(None).replace("\"name\":\"Welding\",\n", "\"name\":\"Welding\",").replacen(
            "\"validFrom\"",
            &format!("\"endorsement\":[{endorsement}],\"validFrom\""),
            1,
        );
        let report = judge(&signed_by(&document, &key()));
        assert_eq!((report.outcome, report.endorsements.len()), (Verdict::Valid, 1), "{report:#?}");
        code(&report, CheckId::Endorsements).to_owned()
    };
    assert_eq!(with(&endorse("urn:uuid:1")), "endorsements_good");
    assert_eq!(with(&endorse("urn:uuid:7")), "endorsements_of_others");
    assert_eq!(with(&endorse("urn:uuid:1").replace("Fine.", "Bad.")), "endorsements_failed");
}

#[test]
fn a_document_of_endless_credentials_comes_to_an_end() {
    let many = vec!["{}"; 20_000].join(",");
    let report = judge(&format!(r#"{{"type":["VerifiablePresentation"],"verifiableCredential":[{many}]}}"#));
    assert_eq!(report.nested.last().unwrap().checks[0].code, "too_many_credentials");
    assert!(report.nested.len() < 3_000, "{} reports", report.nested.len());
    let numbers = vec!["0"; 20_000].join(",");
    let report =
        judge(&format!(r#"{{"type":["VerifiablePresentation"],"verifiableCredential":[{numbers}]}}"#));
    assert!(report.nested.len() < 3_000, "{} reports", report.nested.len());
    let deep = (0..20).fold("{}".to_owned(), |inner, _| {
        format!(
            r#"{{"type":["VerifiableCredential"],"credentialSubject":{{"verifiableCredential":{inner}}}}}"#
        )
    });
    let mut report = &judge(&deep);
    let mut levels = 0;
    while let Some(inner) = report.nested.first() {
        report = inner;
        levels += 1;
    }
    assert_eq!((report.checks[0].code.as_str(), levels), ("too_many_credentials", 9));
}
