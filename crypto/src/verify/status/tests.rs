//! Entries and lists together, as a report tells them.

use std::io::Write as _;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use flate2::{Compression, write::GzEncoder};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::did::{did_key, did_key_method};
use crate::jose::sign_credential;
use crate::json::{Limits, read};
use crate::key::{SecretKey, SigningKey, VerifyingKey};
use crate::proof::{ProofOptions, Purpose, sign};
use crate::status::Bitstring;
use crate::verify::{
    Check, Ground, Knowledge, Known, Outcome, Policy, TrustRegistry, TrustedIssuer, Verdict, needs, run,
};

use super::Lists;

const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);
const LIST: &str = "https://issuer.example/status/1";
const V2: &str = r#""https://www.w3.org/ns/credentials/v2""#;

fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn did(seed: u8) -> String {
    did_key(&key(seed).public())
}

fn signed(document: &str, seed: u8) -> String {
    let method = did_key_method(&key(seed).public());
    let options =
        ProofOptions::new(method, Purpose::AssertionMethod).created(datetime!(2026-01-01 00:00 UTC));
    sign(document, &options, &key(seed)).unwrap()
}

/// An unsigned list with some bits set, by the issuer whose key is seed 1.
fn list(set: &[usize]) -> String {
    let mut bits = Bitstring::empty();
    for index in set {
        assert!(bits.set(*index, true));
    }
    format!(
        r#"{{"@context":[{V2}],"id":"{LIST}","type":["VerifiableCredential","BitstringStatusListCredential"],
        "issuer":"{}","validUntil":"2026-07-01T00:00:00Z","credentialSubject":{{"id":"{LIST}#list",
        "type":"BitstringStatusList","ttl":300000,"statusPurpose":"revocation","encodedList":"{}"}}}}"#,
        did(1),
        bits.encode()
    )
}

/// A gzip file of so many zero bytes.
fn packed(length: usize) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![0; length]).unwrap();
    packer.finish().unwrap()
}

/// An unsigned list whose bits are this file.
fn list_of(gzip: &[u8]) -> String {
    let full = list(&[]);
    let at = full.find("\"encodedList\":\"").unwrap() + 15;
    format!("{}u{}\"}}}}", &full[..at], BASE64_URL_SAFE_NO_PAD.encode(gzip))
}

fn entry(purpose: &str, index: &str) -> String {
    format!(
        r#"{{"type":"BitstringStatusListEntry","statusPurpose":"{purpose}","statusListIndex":{index},
        "statusListCredential":"{LIST}"}}"#
    )
}

fn found(documents: &[(&str, &str)]) -> Knowledge {
    let known = |(url, text): &(&str, &str)| ((*url).to_owned(), Known::found(*text));
    Knowledge(documents.iter().map(known).collect())
}

/// The check of a credential by seed 1 with these entries.
fn judged_by(entries: &str, knowledge: &Knowledge, policy: &Policy) -> Check {
    let text = format!(r#"{{"id":"urn:uuid:1","credentialStatus":{entries}}}"#);
    let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
    let lists = Lists::new(Ground { knowledge, now: NOW, policy });
    lists.check(value.as_object().unwrap(), Some(&did(1)))
}

fn judged(entries: &str, list: &str) -> Check {
    judged_by(entries, &found(&[(LIST, list)]), &Policy::default())
}

fn says(check: &Check) -> (Outcome, &str) {
    (check.outcome, check.code.as_str())
}

fn evidence<'c>(check: &'c Check, name: &str) -> Vec<&'c str> {
    check.evidence.iter().filter(|item| item.name == name).map(|item| item.value.as_str()).collect()
}

use Outcome::{Failed, Passed, Unknown, Warning};

#[test]
fn revocation_and_suspension_fail_and_other_purposes_are_told() {
    for (purpose, set, unset) in [
        ("revocation", (Failed, "revoked"), (Passed, "not_revoked")),
        ("suspension", (Failed, "suspended"), (Passed, "not_revoked")),
        ("refresh", (Warning, "newer_announced"), (Passed, "status_unset")),
        ("message", (Warning, "status_message"), (Passed, "status_message")),
        ("honours", (Warning, "status_set"), (Passed, "status_unset")),
    ] {
        let list = signed(&list(&[7]).replace("\"revocation\"", &format!("\"{purpose}\"")), 1);
        assert_eq!(says(&judged(&entry(purpose, "\"7\""), &list)), set, "{purpose}");
        assert_eq!(says(&judged(&entry(purpose, "8"), &list)), unset, "{purpose}");
    }
}

#[test]
fn what_its_lists_keeper_says_was_replaced_is_not_called_revoked() {
    const DAY: &str = "2026-05-03T00:00:00Z";
    let knowing = |list: &str, indexes: &[u32]| {
        let replaced = [(DAY.to_owned(), indexes.to_vec())].into();
        let known = Known::Found { text: list.to_owned(), at: None, replaced };
        Knowledge([(LIST.to_owned(), known)].into())
    };
    for purpose in ["revocation", "suspension"] {
        let list = signed(&list(&[7, 9]).replace("\"revocation\"", &format!("\"{purpose}\"")), 1);
        let known = knowing(&list, &[3, 7, 8]);
        let of = |index: &str| judged_by(&entry(purpose, index), &known, &Policy::default());
        let check = of("\"7\"");
        assert_eq!(says(&check), (Failed, "replaced"));
        assert_eq!(check.params["on"], DAY);
        assert_eq!(of("\"9\"").outcome, Failed);
        assert_ne!(of("\"9\"").code, "replaced");
        // The list decides whether anything is wrong at all.
        assert_eq!(says(&of("\"8\"")), (Passed, "not_revoked"));
    }
    let by_another = knowing(&signed(&list(&[7]).replace(&did(1), &did(2)), 2), &[7]);
    let check = judged_by(&entry("revocation", "\"7\""), &by_another, &Policy::default());
    assert_eq!(says(&check), (Failed, "withdrawn_by_another"));
}

#[test]
fn a_check_tells_which_place_of_which_list_was_looked_at() {
    let with = entry("revocation", "\"7\"").replace(
        "\"statusListIndex\"",
        r#""statusReference":"https://issuer.example/words","statusListIndex""#,
    );
    let check = judged(&with, &signed(&list(&[]), 1));
    let told: Vec<(&str, &str)> =
        check.evidence.iter().map(|item| (item.name.as_str(), item.value.as_str())).collect();
    assert_eq!(
        told,
        [
            ("statusListIssuer", did(1).as_str()),
            ("statusListValidUntil", "2026-07-01T00:00:00Z"),
            ("statusListTtl", "300000"),
            ("statusListCredential", LIST),
            ("statusListIndex", "7"),
            ("statusPurpose", "revocation"),
            ("statusReference", "https://issuer.example/words"),
        ]
    );
}

#[test]
fn every_entry_is_judged_and_the_worst_decides_whatever_the_order() {
    let both = signed(&list(&[7]).replace("\"revocation\"", r#"["revocation","suspension"]"#), 1);
    let (good, bad) = (entry("revocation", "\"1\""), entry("suspension", "\"7\""));
    let gone = entry("revocation", "\"2\"").replace(LIST, "https://issuer.example/gone");
    for (entries, expected) in [
        (vec![&good, &bad], (Failed, "suspended")),
        (vec![&bad, &good], (Failed, "suspended")),
        (vec![&good, &gone], (Unknown, "status_unreachable")),
        (vec![&gone, &bad, &good], (Failed, "suspended")),
        (vec![&good, &good], (Passed, "not_revoked")),
    ] {
        let joined = entries.iter().map(|entry| entry.as_str()).collect::<Vec<_>>().join(",");
        let check = judged(&format!("[{joined}]"), &both);
        assert_eq!(says(&check), expected, "{joined}");
        let indexes = evidence(&check, "statusListIndex");
        let wanted: Vec<&str> = entries
            .iter()
            .map(|entry| ["1", "7", "2"][[&good, &bad, &gone].iter().position(|it| it == entry).unwrap()])
            .collect();
        assert_eq!(indexes, wanted, "{joined}");
    }
    let odd = format!(r#"[{good},{{"type":"StatusList2031"}},"?"]"#);
    assert_eq!(says(&judged(&odd, &both)), (Failed, "status_entry_malformed"));
    assert_eq!(says(&judged("[]", &both)), (Outcome::NotApplicable, "no_status"));
    assert_eq!(says(&judged("null", &both)), (Outcome::NotApplicable, "no_status"));
}

#[test]
fn an_entry_of_several_bits_tells_its_message() {
    let messages = r#""statusSize":2,"statusMessage":[{"status":"0x0","message":"pending"},
        {"status":"0x1","message":"accepted"},{"status":"0x2","message":"rejected"},
        {"status":"0x3","message":"undefined"}],"statusListIndex""#;
    let sized = |index| entry("message", index).replace("\"statusListIndex\"", messages);
    // Bits 4 and 5 are entry 2.
    let list = signed(&list(&[4]).replace("\"revocation\"", "\"message\""), 1);
    let check = judged(&sized("\"2\""), &list);
    assert_eq!((says(&check), check.params["message"].as_str()), ((Warning, "status_message"), "rejected"));
    let check = judged(&sized("\"3\""), &list);
    assert_eq!((says(&check), check.params["message"].as_str()), ((Passed, "status_message"), "pending"));
    let last = judged(&sized("\"65536\""), &list);
    assert_eq!(says(&last), (Unknown, "status_outside_list"));
}

#[test]
fn only_the_list_that_was_asked_for_says_that_a_credential_stands() {
    let (entry, good) = (entry("revocation", "\"7\""), list(&[]));
    assert_eq!(says(&judged(&entry, &signed(&good, 1))), (Passed, "not_revoked"));
    for (changed, code) in [
        (good.replace(&did(1), &did(2)), "status_list_of_another"),
        (
            good.replace(&format!("\"id\":\"{LIST}\""), "\"id\":\"https://issuer.example/status/2\""),
            "status_list_elsewhere",
        ),
        (good.replace("2026-07-01", "2026-05-01"), "status_list_outdated"),
        (good.replace("validUntil", "validFrom"), "status_list_outdated"),
        (
            good.replace(
                "\"VerifiableCredential\",\"BitstringStatusListCredential\"",
                "\"VerifiableCredential\"",
            ),
            "status_list_unreadable",
        ),
        (
            good.replace("\"ttl\":300000,", "").replace("\"type\":\"BitstringStatusList\"", "\"type\":[]"),
            "status_list_unreadable",
        ),
    ] {
        assert_ne!(changed, good, "{code}");
        if code == "status_list_unreadable" {
            // Of another kind, so that nobody looks at its signature.
            assert_eq!(says(&judged(&entry, &changed)), (Unknown, code), "{changed}");
            continue;
        }
        let signer = if code == "status_list_of_another" { 2 } else { 1 };
        assert_eq!(says(&judged(&entry, &signed(&changed, signer))), (Unknown, code));
    }
    let suspensions = signed(&good.replace("\"revocation\"", "\"suspension\""), 1);
    assert_eq!(says(&judged(&entry, &suspensions)), (Unknown, "status_list_unreadable"));
    let tampered = signed(&good, 1).replace("300000", "300001");
    let check = judged(&entry, &tampered);
    assert_eq!(says(&check), (Unknown, "status_list_not_proven"));
    assert_eq!(evidence(&check, "statusListProof").len(), 1);
    // Signed by somebody else than it says.
    assert_eq!(says(&judged(&entry, &signed(&good, 2))), (Unknown, "status_list_not_proven"));
    assert_eq!(says(&judged(&entry, &good)), (Unknown, "status_list_not_proven"));
    for junk in ["", "<html>", "[]", "{}", "eyJ.a.b"] {
        assert_eq!(says(&judged(&entry, junk)), (Unknown, "status_list_unreadable"), "{junk}");
    }
}

#[test]
fn that_it_was_withdrawn_is_believed_of_any_signed_list_at_that_address() {
    let (entry, bad) = (entry("revocation", "\"7\""), list(&[7]));
    for changed in [
        bad.replace(&format!("\"id\":\"{LIST}\""), "\"id\":\"https://issuer.example/status/2\""),
        bad.replace("2026-07-01", "2026-05-01"),
    ] {
        assert_ne!(changed, bad);
        assert_eq!(says(&judged(&entry, &signed(&changed, 1))), (Failed, "revoked"));
    }
    let another = judged(&entry, &signed(&bad.replace(&did(1), &did(2)), 2));
    assert_eq!(says(&another), (Failed, "withdrawn_by_another"));
    assert_eq!(another.params["by"], did(2));
    let unsigned = judged(&entry, &bad);
    assert_eq!(says(&unsigned), (Unknown, "status_list_not_proven"));
    // A suspension may have been lifted since.
    let suspended = bad.replace("\"revocation\"", "\"suspension\"").replace("2026-07-01", "2026-05-01");
    let suspension = self::entry("suspension", "\"7\"");
    assert_eq!(says(&judged(&suspension, &signed(&suspended, 1))), (Unknown, "status_list_outdated"));
}

#[test]
fn a_list_that_somebody_else_keeps_counts_where_the_reader_trusts_them() {
    let kept = signed(&list(&[]).replace(&did(1), &did(2)), 2);
    let issuer = TrustedIssuer { did: did(2), name: "The keeper".into() };
    let registries = vec![TrustRegistry { name: "The registry".into(), issuers: vec![issuer] }];
    let policy = Policy { registries, ..Policy::default() };
    let check = judged_by(&entry("revocation", "\"7\""), &found(&[(LIST, &kept)]), &policy);
    assert_eq!(says(&check), (Passed, "not_revoked"));
    assert_eq!(evidence(&check, "statusListIssuer"), [did(2)]);
}

#[test]
fn a_key_that_only_stands_on_the_keepers_site_does_not_keep_their_list() {
    const KEEPER: &str = "https://keeper.example/profile";
    const KEYS: &str = "https://keeper.example/uploads/7";
    let options = ProofOptions::new(KEYS, Purpose::AssertionMethod);
    let kept = sign(&list(&[]).replace(&did(1), KEEPER), &options, &key(2)).unwrap();
    let public = VerifyingKey::from(key(2).public());
    let keys = format!(r#"{{"keys":[{}]}}"#, public.to_jwk());
    let multikey = format!(
        r##"{{"id":"#1","type":"Multikey","controller":"{KEEPER}","publicKeyMultibase":"{}"}}"##,
        key(2).public().multibase()
    );
    let issuer = TrustedIssuer { did: KEEPER.into(), name: "The keeper".into() };
    let registries = vec![TrustRegistry { name: "The registry".into(), issuers: vec![issuer] }];
    let policy = Policy { registries, ..Policy::default() };
    let with = |more: &str| {
        let profile = format!(r#"{{"id":"{KEEPER}","type":"Profile"{more}}}"#);
        let known = found(&[(LIST, &kept), (KEYS, &keys), (KEEPER, &profile)]);
        let check = judged_by(&entry("revocation", "\"7\""), &known, &policy);
        (check.outcome, check.code)
    };
    assert_eq!(with(""), (Unknown, "status_list_of_another".to_owned()));
    assert_eq!(with(&format!(r#","assertionMethod":[{multikey}]"#)), (Passed, "not_revoked".to_owned()));
}

#[test]
fn a_short_list_is_a_warning_and_a_place_outside_any_list_unknown() {
    let short = list_of(&packed(12_500));
    let short = signed(&short, 1);
    assert_eq!(says(&judged(&entry("revocation", "\"7\""), &short)), (Warning, "status_list_short"));
    assert_eq!(says(&judged(&entry("revocation", "\"100000\""), &short)), (Unknown, "status_outside_list"));
    let full = signed(&list(&[]), 1);
    let far = "\"99999999999999999999999999\"";
    assert_eq!(says(&judged(&entry("revocation", far), &full)), (Unknown, "status_outside_list"));
}

#[test]
fn the_list_of_2021_is_read_with_and_without_its_u() {
    let context =
        r#""https://w3id.org/vc/status-list/2021/v1","https://w3id.org/security/data-integrity/v2""#;
    let old = |set: &[usize]| {
        list(set)
            .replace(V2, &format!(r#""https://www.w3.org/2018/credentials/v1",{context}"#))
            .replace("\"validUntil\"", "\"issuanceDate\":\"2026-01-01T00:00:00Z\",\"expirationDate\"")
            .replace("\"ttl\":300000,", "")
            .replace("BitstringStatusListCredential", "StatusList2021Credential")
            .replace("\"BitstringStatusList\"", "\"StatusList2021\"")
    };
    let entry = entry("revocation", "\"7\"").replace("BitstringStatusListEntry", "StatusList2021Entry");
    for encoded in ["\"encodedList\":\"u", "\"encodedList\":\""] {
        let of = |set| signed(&old(set).replace("\"encodedList\":\"u", encoded), 1);
        assert_eq!(says(&judged(&entry, &of(&[]))), (Passed, "not_revoked"));
        assert_eq!(says(&judged(&entry, &of(&[7]))), (Failed, "revoked"));
    }
    // A list of the other kind is not the one that the credential names.
    assert_eq!(says(&judged(&entry, &signed(&list(&[]), 1))), (Unknown, "status_list_unreadable"));
}

#[test]
fn a_list_that_is_a_token_is_read_like_one_with_a_proof() {
    let token = |list: &str, seed: u8| {
        let kid = did_key_method(&key(1).public());
        sign_credential(list, &SigningKey::Ed25519(key(seed)), &kid).unwrap()
    };
    let entry = entry("revocation", "\"7\"");
    assert_eq!(says(&judged(&entry, &token(&list(&[]), 1))), (Passed, "not_revoked"));
    assert_eq!(says(&judged(&entry, &token(&list(&[7]), 1))), (Failed, "revoked"));
    let late = list(&[]).replace("2026-07-01", "2026-05-01");
    assert_eq!(says(&judged(&entry, &token(&late, 1))), (Unknown, "status_list_outdated"));
    assert_eq!(says(&judged(&entry, &token(&list(&[]), 2))), (Unknown, "status_list_not_proven"));
    let other = list(&[]).replace(&did(1), &did(2));
    assert_eq!(says(&judged(&entry, &token(&other, 2))), (Unknown, "status_list_not_proven"));
}

#[test]
fn bombs_and_odd_packings_leave_the_status_unknown() {
    let cut = &packed(16_384)[..30];
    let twice = [packed(16_384), packed(16_384)].concat();
    for gzip in [&packed((16 << 20) + 1), cut, &twice, b"not gzip"] {
        let list = signed(&list_of(gzip), 1);
        assert_eq!(says(&judged(&entry("revocation", "\"7\""), &list)), (Unknown, "status_list_unreadable"));
    }
}

#[test]
fn lists_that_are_too_long_together_are_given_up() {
    let long = list_of(&packed(12 << 20));
    let urls = ["https://issuer.example/a", "https://issuer.example/b", "https://issuer.example/c"];
    let texts = urls.map(|url| signed(&long.replace(LIST, url), 1));
    let known = found(&[(urls[0], &texts[0]), (urls[1], &texts[1]), (urls[2], &texts[2])]);
    let entries = |urls: &[&str]| {
        let of = |url: &&str| entry("revocation", "\"7\"").replace(LIST, url);
        format!("[{}]", urls.iter().map(of).collect::<Vec<_>>().join(","))
    };
    let with = |urls: &[&str]| judged_by(&entries(urls), &known, &Policy::default());
    assert_eq!(says(&with(&[urls[0], urls[1], urls[0], urls[1]])), (Passed, "not_revoked"));
    assert_eq!(says(&with(&urls)), (Unknown, "status_list_unreadable"));
}

const REVOKED: &str = "https://issuer.example/revoked";

fn listed(list: &str) -> Check {
    let entry = format!(r#"{{"id":"{REVOKED}","type":"1EdTechRevocationList"}}"#);
    judged_by(&entry, &found(&[(REVOKED, list)]), &Policy::default())
}

#[test]
fn the_unsigned_list_of_1edtech_revokes_by_id_and_says_that_it_is_unsigned() {
    let list =
        |items: &str| format!(r#"{{"id":"{REVOKED}","issuer":"{}","revokedCredentials":[{items}]}}"#, did(1));
    let stands = listed(&list(r#"{"id":"urn:uuid:2"},{"id":"urn:uuid:1","revoked":false}"#));
    assert_eq!(says(&stands), (Passed, "not_revoked"));
    assert_eq!(evidence(&stands, "revocationListProof").len(), 1);
    assert_eq!(evidence(&stands, "revocationList"), [REVOKED]);
    assert_eq!(says(&listed(&list(r#"{"id":"urn:uuid:1"}"#))), (Failed, "revoked"));
    let because = listed(&list(r#"{"id":"urn:uuid:1","revoked":true,"revocationReason":"By mistake"}"#));
    assert_eq!(
        (says(&because), because.params["reason"].as_str()),
        ((Failed, "revoked_because"), "By mistake")
    );
    // Ids are compared exactly.
    assert_eq!(says(&listed(&list(r#"{"id":"urn:uuid:1#"},{"id":"URN:UUID:1"}"#))), (Passed, "not_revoked"));
}

#[test]
fn a_revocation_list_of_another_issuer_or_address_says_nothing_but_withdrawals() {
    let list = |id: &str, issuer: &str, items: &str| {
        format!(r#"{{"id":"{id}","issuer":"{issuer}","revokedCredentials":[{items}]}}"#)
    };
    let hit = r#"{"id":"urn:uuid:1"}"#;
    assert_eq!(says(&listed(&list(REVOKED, "did:example:x", ""))), (Unknown, "status_list_of_another"));
    assert_eq!(says(&listed(&list(REVOKED, "did:example:x", hit))), (Failed, "withdrawn_by_another"));
    assert_eq!(says(&listed(&list("https://a.example/", &did(1), ""))), (Unknown, "status_list_elsewhere"));
    assert_eq!(says(&listed("{\"error\":\"no such list\"}")), (Unknown, "status_list_unreadable"));
    let plain = r#"{"id":"http://issuer.example/r","type":"1EdTechRevocationList"}"#;
    let known = found(&[("http://issuer.example/r", r#"{"revokedCredentials":[]}"#)]);
    assert_eq!(says(&judged_by(plain, &known, &Policy::default())), (Unknown, "status_list_unreadable"));
    assert_eq!(
        says(&judged_by(plain, &Knowledge::default(), &Policy::default())),
        (Unknown, "status_unreachable")
    );
}

#[test]
fn a_whole_credential_asks_for_its_lists_and_is_judged_by_them() {
    let document = format!(
        r#"{{"@context":[{V2},"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],"id":"urn:uuid:1",
        "type":["VerifiableCredential"],"issuer":"{}","credentialSubject":{{"id":"urn:uuid:2"}},
        "credentialStatus":[{},{{"id":"{REVOKED}","type":"1EdTechRevocationList"}}]}}"#,
        did(1),
        entry("revocation", "\"7\""),
    );
    let document = signed(&document, 1);
    let asked: Vec<String> =
        needs(document.as_bytes(), &Knowledge::default()).iter().map(|need| need.key().to_owned()).collect();
    assert_eq!(asked, [REVOKED, LIST]);
    let bits = signed(&list(&[]), 1);
    let revoked = |items: &str| format!(r#"{{"issuer":"{}","revokedCredentials":[{items}]}}"#, did(1));
    let with = |items: &str| {
        let known = found(&[(LIST, &bits), (REVOKED, &revoked(items))]);
        run(document.as_bytes(), &known, NOW, &Policy::default()).outcome
    };
    assert_eq!(with(""), Verdict::Valid);
    assert_eq!(with(r#"{"id":"urn:uuid:1"}"#), Verdict::Invalid);
    let half = run(document.as_bytes(), &found(&[(LIST, &bits)]), NOW, &Policy::default());
    assert_eq!(half.outcome, Verdict::Unknown);
}

/// The check of an entry whose list came at `at`.
fn judged_as_of(purpose: &str, list: &str, at: &str) -> Check {
    let knowledge = Knowledge([(LIST.to_owned(), Known::found(list).as_of(at))].into());
    judged_by(&entry(purpose, "\"7\""), &knowledge, &Policy::default())
}

#[test]
fn that_it_stands_is_told_of_the_moment_when_the_list_came() {
    let (unset, set) = (signed(&list(&[]), 1), signed(&list(&[7]), 1));
    for (at, stands, revoked) in [
        ("2026-06-01T11:00:00Z", (Passed, "not_revoked"), (Failed, "revoked")),
        ("2026-06-01T10:59:59Z", (Warning, "not_revoked_as_of"), (Failed, "revoked")),
        ("2026-05-25T12:00:00Z", (Warning, "not_revoked_as_of"), (Failed, "revoked")),
        ("2026-05-25T11:59:59Z", (Unknown, "status_knowledge_old"), (Failed, "revoked")),
    ] {
        let check = judged_as_of("revocation", &unset, at);
        assert_eq!((says(&check), evidence(&check, "fetched")), (stands, vec![at]), "{at}");
        assert_eq!(evidence(&check, "statusListIssuer"), [did(1)]);
        if check.outcome != Passed {
            assert_eq!(check.params["at"], at);
        }
        assert_eq!(says(&judged_as_of("revocation", &set, at)), revoked, "{at}");
    }
}

#[test]
fn an_old_suspension_may_have_been_lifted_since() {
    let set = signed(&list(&[7]).replace("\"revocation\"", "\"suspension\""), 1);
    let after = |at| judged_as_of("suspension", &set, at);
    assert_eq!(says(&after("2026-05-30T12:00:00Z")), (Failed, "suspended"));
    assert_eq!(says(&after("2026-05-20T12:00:00Z")), (Unknown, "status_knowledge_old"));
}

#[test]
fn knowledge_of_the_future_is_knowledge_of_now() {
    let check = judged_as_of("revocation", &signed(&list(&[]), 1), "2036-06-01T12:00:00Z");
    assert_eq!(says(&check), (Passed, "not_revoked"));
    assert_eq!(evidence(&check, "fetched"), ["2026-06-01T12:00:00Z"]);
}

#[test]
fn an_unsigned_list_grows_old_too() {
    let text = r#"{"id":"https://issuer.example/revoked","issuer":"ISSUER","revokedCredential":[]}"#;
    let known = Known::found(text.replace("ISSUER", &did(1))).as_of("2026-05-01T00:00:00Z");
    let knowledge = Knowledge([(REVOKED.to_owned(), known)].into());
    let entry = format!(r#"{{"id":"{REVOKED}","type":"1EdTechRevocationList"}}"#);
    let check = judged_by(&entry, &knowledge, &Policy::default());
    assert_eq!(says(&check), (Unknown, "status_knowledge_old"), "{}", check.message);
}
