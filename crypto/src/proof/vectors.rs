//! The published vectors of each suite, step by step: canonical forms, hashes, signatures.
//!
//! They are read in place, from `../shared/reference/vectors`; where that is absent, each test
//! says so and proves nothing.

use std::fmt::Write as _;
use std::path::Path;

use crate::json::{Limits, Object, Value, canonical_members, read};
use crate::key::{SecretKey, VerifyingKey};
use crate::proof::hashed::Digest;
use crate::proof::read::ProofValue;
use crate::proof::{Hashed, Proof, Purpose, Signed, jcs, rdfc};
use crate::rdf::{Edition, Hashing, canonical_object};

/// The text of a published file, or `None` where the vectors are absent.
fn published(file: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/vectors").join(file);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is absent", path.display());
    }
    text
}

fn object(text: &str) -> Object<'_> {
    match read(text.as_bytes(), Limits::CREDENTIAL).unwrap() {
        Value::Object(object) => object,
        other => panic!("not an object: {other:?}"),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// The secret key in its published form: `z`, base58btc of two bytes that name the kind, seed.
fn secret(multibase: &str) -> SecretKey {
    let bytes = bs58::decode(multibase.strip_prefix('z').unwrap()).into_vec().unwrap();
    SecretKey::from_seed(bytes[2..34].try_into().unwrap())
}

/// The terms of the `citizenship` vocabulary, whose context is not known here, that the vectors
/// of selective disclosure use.
const CITIZENSHIP: &str = r#"{"image":{"@id":"https://schema.org/image","@type":"@id"},
    "PermanentResidentCardCredential":"https://w3id.org/citizenship#PermanentResidentCardCredential",
    "PermanentResident":"https://w3id.org/citizenship#PermanentResident",
    "PermanentResidentCard":"https://w3id.org/citizenship#PermanentResidentCard",
    "Person":"https://schema.org/Person","gender":"https://schema.org/gender",
    "givenName":"https://schema.org/givenName","familyName":"https://schema.org/familyName",
    "birthCountry":"https://w3id.org/citizenship#birthCountry",
    "commuterClassification":"https://w3id.org/citizenship#commuterClassification",
    "lprCategory":"https://w3id.org/citizenship#lprCategory",
    "lprNumber":"https://w3id.org/citizenship#lprNumber","identifier":"https://schema.org/identifier",
    "birthDate":{"@id":"https://schema.org/birthDate","@type":"http://www.w3.org/2001/XMLSchema#dateTime"},
    "residentSince":{"@id":"https://w3id.org/citizenship#residentSince",
        "@type":"http://www.w3.org/2001/XMLSchema#dateTime"},
    "permanentResidentCard":{"@id":"https://w3id.org/citizenship#permanentResidentCard","@type":"@id"}}"#;

/// What each proof of a signed document comes to, by the keys that its did:key methods name.
fn proofs(text: &str) -> Vec<Signed> {
    let document = object(text);
    let all = document.get("proof").unwrap().items();
    let hashed = Hashed::new(&document);
    let each = (0..all.len()).map(|index| {
        let proof = Proof::read(all, index, Purpose::AssertionMethod).unwrap();
        let (_, multibase) = proof.verification_method.split_once('#').unwrap();
        proof.verify(&hashed, &VerifyingKey::from_multibase(multibase).unwrap()).unwrap()
    });
    each.collect()
}

#[test]
fn each_eddsa_suite_gives_the_published_forms_hashes_and_signature() {
    let Some(keys) = published("w3c-eddsa/keyPair.json") else { return };
    let key = secret(object(&keys).get("privateKeyMultibase").unwrap().as_str().unwrap());
    for (folder, short) in
        [("eddsa-rdfc-2022", "DataInt"), ("Ed25519Signature2020", "EdSig"), ("eddsa-jcs-2022", "JCS")]
    {
        let file = |name: &str| published(&format!("w3c-eddsa/{folder}/{name}")).unwrap();
        let text = |step: &str| file(&format!("{step}{short}.txt"));
        let signed = file(&format!("signed{short}.json"));
        let config = file(&format!("proofConfig{short}.json"));
        let (document, config) = (object(&signed), object(&config));
        let proof = document.get("proof").unwrap().as_object().unwrap();
        let (forms, hashes) = if short == "JCS" {
            let unsigned = document.without("proof");
            let forms = [canonical_members(unsigned.iter()), canonical_members(config.iter())];
            (
                forms,
                [
                    jcs::document_hash(&document, Some("proof"), None, Digest::Sha256),
                    jcs::config_hash(proof, Digest::Sha256),
                ],
            )
        } else {
            let form = |object, left_out| {
                canonical_object(object, left_out, Edition::First, Hashing::Sha256).unwrap()
            };
            let hashes = [
                rdfc::hash(&document, Some("proof"), Edition::First, Digest::Sha256).unwrap(),
                rdfc::config_hash(document.get("@context"), proof, Edition::First, Digest::Sha256).unwrap(),
            ];
            ([form(&document, Some("proof")), form(&config, None)], hashes)
        };
        assert_eq!(forms, [text("canonDoc"), text("proofCanon")], "{folder}");
        assert_eq!(
            hashes.each_ref().map(|hash| hexadecimal(hash)),
            [text("docHash"), text("proofHash")],
            "{folder}"
        );
        let combined = [&hashes[1][..], &hashes[0]].concat();
        assert_eq!(hexadecimal(&combined), text("combinedHash"), "{folder}");
        assert_eq!(hexadecimal(&key.sign(&combined)), text("sigHex"), "{folder}");
        assert_eq!(proofs(&signed), [Signed::By(Edition::First)], "{folder}");
        assert_eq!(proofs(&signed.replace("Alumni Credential", "Alumna Credential")), [Signed::Not]);
    }
}

#[test]
fn published_sets_and_chains_hold_and_break_where_a_covered_proof_is_changed() {
    let Some(chain) = published("w3c-eddsa/proof-set-chain/signedProofChain2.json") else { return };
    let good = Signed::By(Edition::First);
    for (file, count) in [("signedProofSet1", 1), ("signedProofSet2", 2), ("signedProofChain1", 3)] {
        let text = published(&format!("w3c-eddsa/proof-set-chain/{file}.json")).unwrap();
        assert_eq!(proofs(&text), vec![good; count], "{file}");
    }
    assert_eq!(proofs(&chain), [good; 4]);
    // The second proof is covered by the third, and the third by the fourth.
    let second = chain.replacen("2023-02-24T23:36:38Z", "2023-02-24T23:36:39Z", 2);
    let second = second.replacen("2023-02-24T23:36:39Z", "2023-02-24T23:36:38Z", 1);
    assert_eq!(proofs(&second), [good, Signed::Not, Signed::Not, good]);
}

#[test]
fn a_part_that_its_holder_chose_holds_statement_by_statement() {
    let folder = "w3c-ecdsa/ecdsa-sd-2023/prc";
    let Some(text) = published(&format!("{folder}/derivedRevealDocument.json")) else { return };
    let text = text.replace("\"https://w3id.org/citizenship/v4rc1\"", CITIZENSHIP);
    let document = object(&text);
    let proof = Proof::read(document.get("proof").unwrap().items(), 0, Purpose::AssertionMethod).unwrap();
    let ProofValue::Disclosure(disclosure) = &proof.value else { panic!("another suite") };
    let lines = Hashed::new(&document).statements(None, disclosure, Edition::First).unwrap().unwrap();
    let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let expected = published(&format!("{folder}/verifyNQuads.json")).unwrap();
    let expected = read(expected.as_bytes(), Limits::CREDENTIAL).unwrap();
    assert_eq!(lines, expected.items().iter().filter_map(Value::as_str).collect::<Vec<_>>());
    assert_eq!(proofs(&text), [Signed::PartBy(Edition::First)]);
    for (from, to) in [
        ("Arcadia", "Utopia"),
        ("2024-12-16", "2023-12-16"),
        ("data:image/png;base64,iV", "data:image/png;base64,iW"),
        ("2023-08-15T23:36:38Z", "2023-08-15T23:36:39Z"),
        ("\"birthCountry\": \"Arcadia\"", "\"birthCountry\": \"Arcadia\", \"gender\": \"Female\""),
        (",\n    \"birthCountry\": \"Arcadia\"", ""),
    ] {
        assert!(text.contains(from), "{from}");
        assert_eq!(proofs(&text.replace(from, to)), [Signed::Not], "{from}");
    }
    let badge = published("1edtech-validator/ob30/sd/derivedcredential.json").unwrap();
    assert_eq!(proofs(&badge), [Signed::PartBy(Edition::First)]);
    assert_eq!(proofs(&badge.replace("Teamwork", "Leadership")), [Signed::Not]);
}

#[test]
fn all_that_was_signed_holds_statement_by_statement() {
    let folder = "w3c-ecdsa/ecdsa-sd-2023/prc";
    let Some(text) = published(&format!("{folder}/addSignedSDBase.json")) else { return };
    let text = text.replace("\"https://w3id.org/citizenship/v4rc1\"", CITIZENSHIP);
    assert_eq!(proofs(&text), [Signed::By(Edition::First)]);
    for (from, to) in
        [("Arcadia", "Utopia"), ("SMITH", "JONES"), ("data:image/png;base64,iV", "data:image/png;base64,iW")]
    {
        assert!(text.contains(from), "{from}");
        assert_eq!(proofs(&text.replace(from, to)), [Signed::Not], "{from}");
    }
}
