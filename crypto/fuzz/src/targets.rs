//! The targets.

use std::sync::LazyLock;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crypto::compact::{address, find, unpack};
use crypto::credential::Credential;
use crypto::did::{did_key_of, did_of, key_of_did_key};
use crypto::image::{bake, unbake};
use crypto::jose::{Compact, open_data_url, sign_credential};
use crypto::json::{Limits, Value, canonical, read};
use crypto::key::{SecretKey, SigningKey, VerifyingKey};
use crypto::rdf;
use crypto::record::Record;
use crypto::status::Bitstring;
use crypto::verify::{CheckId, Knowledge, Known, MAX_NEEDS, Outcome, Policy, Report, Verdict, needs, run};
use reader::What;
use time::OffsetDateTime;
use time::macros::datetime;

use crate::Target;

/// The moment by which everything is judged.
const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "json", run: json, credentials: true },
    Target { name: "rdf", run: rdf_form, credentials: true },
    Target { name: "context", run: context, credentials: false },
    Target { name: "key", run: key, credentials: false },
    Target { name: "bitstring", run: bitstring, credentials: false },
    Target { name: "token", run: token, credentials: false },
    Target { name: "image", run: image, credentials: false },
    Target { name: "credential", run: credential, credentials: true },
    Target { name: "record", run: record, credentials: false },
    Target { name: "proof", run: proof, credentials: false },
    Target { name: "knowledge", run: knowledge, credentials: false },
    Target { name: "verify", run: verify, credentials: true },
    Target { name: "compact", run: packed, credentials: true },
    Target { name: "given", run: given, credentials: false },
    Target { name: "roster", run: roster, credentials: false },
];

/// A school's export is read or refused, and no more of it is kept than there is room for.
fn roster(bytes: &[u8]) {
    let limits = oneroster::Limits {
        zip_bytes: 1 << 16,
        unpacked_bytes: 1 << 20,
        rows: 500,
        cells: 10_000,
        faults: 50,
    };
    let reading = oneroster::read(bytes, &limits);
    let bundle = &reading.bundle;
    assert!(bundle.users.len() + bundle.classes.len() + bundle.results.len() <= limits.rows, "too many rows");
    assert!(reading.faults.len() <= limits.faults, "too many faults");
    assert!(reading.is_sound() || !reading.faults.is_empty(), "refused without a word");
}

/// What is read prints, and prints to the same value and the same canonical form.
fn json(bytes: &[u8]) {
    let Ok(value) = read(bytes, Limits::CREDENTIAL) else { return };
    let form = canonical(&value);
    for text in [&form, &value.to_json()] {
        let again = read(text.as_bytes(), Limits::RECORD).expect("what is printed is strict JSON");
        assert_eq!(canonical(&again), form, "printing changes the value");
    }
}

/// A canonical form is sorted lines, and the order of members does not change it.
fn rdf_form(bytes: &[u8]) {
    let Ok(form) = rdf::canonical(bytes) else { return };
    let lines: Vec<&str> = form.lines().collect();
    assert!(
        lines.is_sorted() && lines.iter().all(|line| line.ends_with(" .")),
        "no canonical N-Quads: {form}"
    );
    let value = read(bytes, Limits::RECORD).expect("what has a form can be read");
    let again = rdf::canonical(canonical(&value).as_bytes()).expect("the same document has a form");
    assert_eq!(again, form, "the order of members changes the form");
}

/// A context never changes what the contexts before it protect.
fn context(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let document = |context: &str| {
        format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"{context}],"type":["VerifiableCredential"],
            "issuer":"did:key:z","validFrom":"2026-01-01T00:00:00Z","credentialSubject":{{"id":"urn:a"}}}}"#
        )
    };
    let Ok(form) = rdf::canonical(document(&format!(",{text}")).as_bytes()) else { return };
    // The text may close the document's own brackets; then it is more than a context.
    if read(bytes, Limits::RECORD).is_ok() {
        assert_eq!(form, rdf::canonical(document("").as_bytes()).expect("a good document"));
    }
}

/// A key that is read prints to the same text.
fn key(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(key) = VerifyingKey::from_multibase(text) {
        let printed = match &key {
            VerifyingKey::Ed25519(key) => key.multibase(),
            VerifyingKey::P256(key) => key.multibase(),
            VerifyingKey::P384(key) => key.multibase(),
            VerifyingKey::Rsa(_) => panic!("an RSA key as Multikey"),
        };
        assert_eq!(printed, text);
        assert_eq!(key_of_did_key(&did_key_of(text)), Ok(key));
    }
    if let Ok(key) = key_of_did_key(text) {
        let multibase = did_of(text).trim_start_matches("did:key:");
        assert_eq!(VerifyingKey::from_multibase(multibase), Ok(key));
    }
    if let Ok(key) = SigningKey::from_jwk(text) {
        let message = b"a message";
        assert!(key.public().verify(key.public().algorithm(), message, &key.sign(message)));
    }
    if let Ok(jwk) = read(bytes, Limits::CREDENTIAL)
        && let Ok(key) = VerifyingKey::from_jwk(&jwk)
    {
        let printed = key.to_jwk();
        let again = read(printed.as_bytes(), Limits::CREDENTIAL).expect("a printed key is strict JSON");
        assert_eq!(VerifyingKey::from_jwk(&again), Ok(key));
    }
}

/// A list that opens packs and opens to the same bits.
fn bitstring(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(list) = Bitstring::decode(text) else { return };
    assert_eq!(Bitstring::decode(&list.encode()).as_ref(), Ok(&list));
    assert_eq!(list.get(list.as_bytes().len() * 8), None);
}

/// What is baked comes out again, and baking twice is baking once.
fn image(bytes: &[u8]) {
    let inside = unbake(bytes).map(|unbaked| unbaked.text);
    for text in [SIGNED].into_iter().chain(inside.as_deref().ok()) {
        let Ok(baked) = bake(bytes, text) else { continue };
        let out = unbake(&baked).expect("a baked image unbakes").text;
        let same = |text: &str| read(text.as_bytes(), Limits::RECORD).map(|value| canonical(&value)).ok();
        assert!(out == text.trim() || same(&out) == same(text), "something else comes out: {out}");
        assert_eq!(bake(&baked, text).as_ref(), Ok(&baked), "baking twice differs");
    }
}

/// A token that is read is written in one way only, and what is signed is read.
fn token(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(compact) = Compact::read(text) {
        let parts: Vec<&str> = text.split('.').collect();
        let [_, payload, _] = parts[..] else { panic!("not three parts: {text}") };
        assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(compact.payload()), payload);
        let _ = (compact.algorithm(), compact.media_type());
    }
    if let Some(inside) = open_data_url(text) {
        assert!(text.starts_with("data:"), "{inside}");
    }
    let key = SigningKey::Ed25519(SecretKey::from_seed(&[7; 32]));
    if let Ok(token) = sign_credential(text, &key, "did:key:z#z") {
        let compact = Compact::read(&token).expect("a signed token can be read");
        assert!(compact.verify(&key.public()) && compact.algorithm().is_ok());
        sound(&run(token.as_bytes(), &Knowledge::default(), NOW, &Policy::default()));
    }
}

/// Every finding says where, as a JSON pointer.
fn credential(bytes: &[u8]) {
    let Ok(value) = read(bytes, Limits::CREDENTIAL) else { return };
    let Some(object) = value.as_object() else { return };
    let (_, findings) = Credential::read(object);
    for finding in findings {
        assert!(finding.path.is_empty() || finding.path.starts_with('/'), "{}", finding.path);
    }
}

/// A record that is read prints, and is read again the same.
fn record(bytes: &[u8]) {
    let Ok(value) = read(bytes, Limits::CREDENTIAL) else { return };
    let Some(object) = value.as_object() else { return };
    let Some(record) = Record::read(object) else { return };
    let credentials = vec!["{}"; object.get("verifiableCredential").map_or(0, |list| list.items().len())];
    let printed = record.presentation("did:key:z", &credentials);
    let again = read(printed.as_bytes(), Limits::RECORD).expect("what is printed is strict JSON");
    assert_eq!(again.as_object().and_then(Record::read), Some(record));
}

const SIGNED: &str = include_str!("../../../fixtures/credentials/valid/badge_without_dates_or_status.json");

/// Any proof on a good document: the good one passes, no other does.
fn proof(bytes: &[u8]) {
    static PARTS: LazyLock<(String, String)> = LazyLock::new(|| {
        let value = read(SIGNED.as_bytes(), Limits::RECORD).expect("a good fixture");
        let object = value.as_object().expect("an object");
        let body = Value::from(object.without("proof")).to_json();
        (body, canonical(object.get("proof").expect("a proof")))
    });
    let (body, good) = &*PARTS;
    let Ok(value) = read(bytes, Limits::CREDENTIAL) else { return };
    let open = body.strip_suffix('}').expect("an object");
    let text = format!("{open},\"proof\":{}}}", value.to_json());
    let report = run(text.as_bytes(), &Knowledge::default(), NOW, &Policy::default());
    sound(&report);
    let passed = report.check(CheckId::Proof).is_some_and(|check| check.outcome == Outcome::Passed);
    if canonical(&value) == *good {
        assert!(passed, "the good proof does not pass");
    } else if passed {
        let signature = |proof: &Value<'_>| proof.get("proofValue").map(canonical);
        let good = read(good.as_bytes(), Limits::CREDENTIAL).expect("a good proof");
        let same = value.flat_items().iter().all(|proof| signature(proof) == signature(&good));
        assert!(same, "another signature passes: {text}");
    }
}

/// Anything as what was fetched: DID documents, key sets, lists.
fn knowledge(bytes: &[u8]) {
    static ASKING: LazyLock<Vec<String>> = LazyLock::new(|| {
        let badge = include_str!("../../../fixtures/credentials/valid/badge.json");
        let method = badge.split("\"verificationMethod\":\"").nth(1).and_then(|rest| rest.split('"').next());
        let method = method.expect("a verification method");
        let web = |method_of_web: &str| badge.replace(method, method_of_web);
        vec![
            badge.to_owned(),
            web("did:web:harbour.example#key-1"),
            web("https://harbour.example/keys#key-1"),
            include_str!("../corpus/verify/assertion.json").to_owned(),
            include_str!("../corpus/verify/assertion_token.txt").to_owned(),
        ]
    });
    let text = String::from_utf8_lossy(bytes);
    for document in ASKING.iter() {
        let known = Known::found(text.clone().into_owned());
        let asked = needs(document.as_bytes(), &Knowledge::default());
        let mut found = Knowledge::default();
        found.0.extend(asked.iter().map(|need| (need.key().to_owned(), known.clone())));
        sound(&run(document.as_bytes(), &found, NOW, &Policy::default()));
    }
}

/// Anything at all gets a sound report, the same twice.
fn verify(bytes: &[u8]) {
    let knowledge = Knowledge::default();
    assert!(needs(bytes, &knowledge).len() <= MAX_NEEDS);
    let report = run(bytes, &knowledge, NOW, &Policy::default());
    sound(&report);
    assert_eq!(run(bytes, &knowledge, NOW, &Policy::default()), report, "two reports of one document");
}

/// Any digits unpack in bounds, what is packed comes back meaning the same, and packing what came
/// back gives the same address.
fn packed(bytes: &[u8]) {
    const ORIGIN: &str = "https://laurel.example.edu";
    let back = |address: &str| find(address).expect("a verify page").expect("what is packed unpacks");
    let Ok(text) = str::from_utf8(bytes) else { return };
    let unpacked = unpack(text.trim());
    if let Ok(document) = &unpacked {
        assert!(document.len() <= 64 << 10 && text.trim().starts_with('1'));
    }
    for document in [text.as_bytes()].into_iter().chain(unpacked.as_deref().ok()) {
        let Ok(packed) = address(ORIGIN, document) else { continue };
        let small = back(&packed);
        let value = |text| read(text, Limits::RECORD).ok();
        assert_eq!(value(&small), value(document.trim_ascii()), "something else comes back");
        assert_eq!(address(ORIGIN, &small).ok(), Some(packed), "packing twice differs");
    }
}

/// Checks stand in their order, the verdict follows from them, and all of it prints.
fn sound(report: &Report) {
    assert!(report.checks.is_sorted_by_key(|check| check.id), "{:?}", report.checks);
    assert_eq!(Report::outcome_of(&report.checks), report.outcome);
    if report.outcome == Verdict::Valid {
        let passed = |id| report.check(id).is_some_and(|check| check.outcome != Outcome::Unknown);
        assert!(passed(CheckId::Proof) && passed(CheckId::Issuer) && passed(CheckId::Status));
    }
    let printed = serde_json::to_string(report).expect("a report prints");
    let again: Report = serde_json::from_str(&printed).expect("a printed report can be read");
    assert_eq!(&again, report);
    for nested in report.nested.iter().chain(&report.endorsements) {
        sound(nested);
    }
}

/// Whatever is given is something, within bounds; addresses are of the web, and refusals have a code
/// that there are words for.
fn given(bytes: &[u8]) {
    let items = reader::sort("given", bytes);
    assert!(!items.is_empty() && items.len() <= reader::MAX_ITEMS + 1, "{} items", items.len());
    for item in items {
        match item.what {
            What::Link(link) | What::Applicant { link, .. } => {
                let address = link.to_ascii_lowercase();
                assert!(
                    address.starts_with("http://") || address.starts_with("https://"),
                    "no address: {link}"
                );
            }
            What::Refused(refusal) => {
                assert!(reader::CODES.iter().any(|(code, _)| *code == refusal.code), "{}", refusal.code);
            }
            What::Document(_) | What::Record { .. } => {}
        }
    }
}
