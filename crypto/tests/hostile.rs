//! Inputs made to exhaust whoever reads them: each is refused, and within a bound of memory.
//!
//! Memory is what the allocator handed out at most while one call ran; time is not measured,
//! since what a machine needs for a step is its own affair.
#![expect(unsafe_code, reason = "an allocator that counts can only be written so")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crypto::did::{did_key, did_key_method};
use crypto::image::{ImageError, unbake};
use crypto::json::{Limits, read};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use crypto::rdf::{CanonicalError, Fault, canonical};
use crypto::status::{Bitstring, ListError};
use crypto::verify::{CheckId, Knowledge, Known, Outcome, Policy, Report, Verdict, needs, run};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use time::macros::datetime;

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is handed on to the system's allocator as it comes.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::SeqCst) + layout.size();
        MOST.fetch_max(now, Ordering::SeqCst);
        // SAFETY: the caller keeps to the same rules.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::SeqCst);
        // SAFETY: the caller keeps to the same rules.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static ALONE: Mutex<()> = Mutex::new(());

/// What `work` gives, provided that it took no more than `bound` bytes at any one time.
#[track_caller]
fn within<T>(bound: usize, work: impl FnOnce() -> T) -> T {
    let before = NOW.load(Ordering::SeqCst);
    MOST.store(before, Ordering::SeqCst);
    let result = work();
    let most = MOST.load(Ordering::SeqCst).saturating_sub(before);
    assert!(most <= bound, "took {most} bytes where {bound} are enough");
    result
}

/// Keeps other tests from allocating in the meantime.
fn alone() -> impl Drop {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn judged(document: &[u8], knowledge: &Knowledge) -> Report {
    run(document, knowledge, datetime!(2026-06-01 12:00 UTC), &Policy::default())
}

fn key() -> SecretKey {
    SecretKey::from_seed(&[9; 32])
}

/// A signed credential of our own making, with members of the test's besides.
fn signed(members: &str) -> String {
    let did = did_key(&key().public());
    let document = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{did}",
        {members}"credentialSubject":{{"id":"did:example:ada"}}}}"#
    );
    sign(&document, &ProofOptions::new(did_key_method(&key().public()), Purpose::AssertionMethod), &key())
        .expect("a document that can be signed")
}

#[test]
fn a_graph_whose_nodes_are_all_alike_is_given_up() {
    let _alone = alone();
    let nodes: Vec<String> = (0..10)
        .map(|node| {
            let others: Vec<String> =
                (0..10).filter(|other| *other != node).map(|other| format!("\"_:b{other}\"")).collect();
            format!(
                r#"{{"@id":"_:b{node}","urn:knows":[{}]}}"#,
                others.join(",").replace("\"_", "{\"@id\":\"_").replace("\",", "\"},") + "}"
            )
        })
        .collect();
    let clique = format!(r#"{{"@id":"urn:all","urn:has":[{}]}}"#, nodes.join(","));
    let error = within(16 * MIB, || canonical(clique.as_bytes())).unwrap_err();
    assert!(matches!(&error, CanonicalError::Rdf(fault) if fault.fault == Fault::WorkLimit), "{error}");

    let good = signed("");
    let poisoned = good.replacen('{', &format!(r#"{{"urn:poison":{clique},"#), 1);
    let report = within(32 * MIB, || judged(poisoned.as_bytes(), &Knowledge::default()));
    assert_eq!(report.outcome, Verdict::Unknown);
    assert_eq!(judged(good.as_bytes(), &Knowledge::default()).outcome, Verdict::Valid);
}

/// A status list of `bytes` zeros, packed.
fn packed(bytes: usize) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; MIB];
    for _ in 0..bytes / MIB {
        packer.write_all(&zeros).expect("memory takes it");
    }
    packer.finish().expect("memory takes it")
}

#[test]
fn a_status_list_that_unpacks_without_end_is_refused() {
    let _alone = alone();
    let mut bomb = packed(256 * MIB);
    let honest = format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(&bomb));
    assert_eq!(within(MIB, || Bitstring::decode(&honest)), Err(ListError::TooLong));
    let end = bomb.len();
    bomb[end - 4..].copy_from_slice(&131_072_u32.to_le_bytes());
    let lying = format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(&bomb));
    assert!(within(17 * MIB, || Bitstring::decode(&lying)).is_err());

    let url = "https://issuer.example/status/1";
    let entry = format!(
        r#""credentialStatus":{{"type":"BitstringStatusListEntry","statusPurpose":"revocation",
        "statusListIndex":"5","statusListCredential":"{url}"}},"#
    );
    let credential = signed(&entry);
    assert_eq!(needs(credential.as_bytes(), &Knowledge::default()).len(), 1);
    for list in [honest, lying] {
        let did = did_key(&key().public());
        let list = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"{url}",
            "type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"{did}",
            "credentialSubject":{{"type":"BitstringStatusList","statusPurpose":"revocation","encodedList":"{list}"}}}}"#
        );
        let options = ProofOptions::new(did_key_method(&key().public()), Purpose::AssertionMethod);
        let text = sign(&list, &options, &key()).unwrap();
        let knowledge = Knowledge([(url.to_owned(), Known::found(text))].into());
        let report = within(24 * MIB, || judged(credential.as_bytes(), &knowledge));
        let status = report.check(CheckId::Status).unwrap();
        assert!(matches!(status.outcome, Outcome::Unknown | Outcome::Failed), "{status:?}");
        assert_ne!(report.outcome, Verdict::Valid);
    }
}

#[test]
fn json_is_read_64_deep_and_no_deeper() {
    let _alone = alone();
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        assert!(read(nested(64).as_bytes(), Limits::CREDENTIAL).is_ok());
        assert!(read(nested(65).as_bytes(), Limits::CREDENTIAL).is_err());
        let endless = open.repeat(200_000);
        assert!(within(64 * KIB, || read(endless.as_bytes(), Limits::CREDENTIAL)).is_err());
    }
    for (depth, verdict) in [(63, Verdict::Valid), (64, Verdict::Invalid)] {
        let deep = format!(
            r#""evidence":{}{},"#,
            r#"{"evidence":"#.repeat(depth - 1),
            "{}".to_owned() + &"}".repeat(depth - 1)
        );
        let text = signed("").replacen('{', &format!("{{{deep}"), 1);
        let report = judged(text.as_bytes(), &Knowledge::default());
        let format = report.check(CheckId::Format).unwrap();
        let refused = verdict == Verdict::Invalid;
        assert_eq!(format.outcome == Outcome::Failed, refused, "{depth} deep: {format:?}");
    }
}

#[test]
fn doubled_keys_are_refused_however_many_there_are() {
    let _alone = alone();
    let good = signed("");
    for doubled in [
        good.replacen("\"type\"", "\"type\":[\"VerifiableCredential\"],\"type\"", 1),
        good.replacen("\"type\"", "\"\\u0074ype\":[\"VerifiableCredential\"],\"type\"", 1),
        good.replace("\"id\"", "\"id\":\"did:example:bob\",\"id\""),
    ] {
        assert_ne!(doubled, good);
        let report = judged(doubled.as_bytes(), &Knowledge::default());
        assert_eq!(report.outcome, Verdict::Invalid);
        assert_eq!(report.check(CheckId::Format).unwrap().outcome, Outcome::Failed);
    }
    let keys: Vec<String> = (0..60_000).map(|key| format!("\"{key}\":0")).collect();
    let many = format!("{{{},\"59999\":0}}", keys.join(","));
    assert!(within(32 * MIB, || read(many.as_bytes(), Limits::CREDENTIAL)).is_err());
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    let length = u32::try_from(data.len()).expect("a short chunk");
    [&length.to_be_bytes()[..], &kind, data, &crc.sum().to_be_bytes()].concat()
}

fn png(width: u32, height: u32, chunks: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n",
        &chunk(*b"IHDR", &header)[..],
        chunks,
        &chunk(*b"IDAT", &[]),
        &chunk(*b"IEND", &[]),
    ]
    .concat()
}

#[test]
fn an_image_larger_than_any_badge_is_refused_by_its_header() {
    let _alone = alone();
    let image = png(30_000, 30_000, &[]);
    let error = within(64 * KIB, || unbake(&image)).unwrap_err();
    assert_eq!(error, ImageError::Dimensions { width: 30_000, height: 30_000 });
    let report = within(64 * KIB, || judged(&image, &Knowledge::default()));
    assert_ne!(report.outcome, Verdict::Valid);
}

#[test]
fn a_credential_that_inflates_without_end_is_refused() {
    let _alone = alone();
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    let spaces = vec![b' '; MIB];
    for _ in 0..64 {
        packer.write_all(&spaces).unwrap();
    }
    let text = [&b"openbadgecredential\0\x01\0\0\0"[..], &packer.finish().unwrap()].concat();
    let image = png(1, 1, &chunk(*b"iTXt", &text));
    assert_eq!(within(24 * MIB, || unbake(&image)), Err(ImageError::TextTooLong));
}

#[test]
fn entities_that_multiply_are_refused() {
    let _alone = alone();
    let mut laughs = String::from("<!DOCTYPE svg [<!ENTITY a \"ha\">");
    for (name, before) in ('b'..='z').zip('a'..) {
        let ten = format!("&{before};").repeat(10);
        laughs.extend(["<!ENTITY ", name.to_string().as_str(), " \"", &ten, "\">"]);
    }
    laughs += "]><svg xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\"><o:credential>&z;</o:credential></svg>";
    assert!(within(64 * KIB, || unbake(laughs.as_bytes())).is_err());
}

#[test]
fn contexts_upon_contexts_come_to_an_end() {
    let _alone = alone();
    let terms: Vec<String> = (0..900).map(|term| format!("\"t{term}\":\"urn:t:{term}\"")).collect();
    let context = format!("{{{}}}", terms.join(","));
    let one = format!(r#"{{"@context":{context}}}"#);
    let many = format!(r#"{{"@id":"urn:a","urn:b":[{}]}}"#, vec![one; 400].join(","));
    let error = within(64 * MIB, || canonical(many.as_bytes())).unwrap_err();
    assert!(matches!(&error, CanonicalError::Rdf(fault) if fault.fault == Fault::WorkLimit), "{error}");
}

#[test]
fn names_that_many_statements_share_are_not_written_out_without_end() {
    let _alone = alone();
    let v2 = "https://www.w3.org/ns/credentials/v2";
    let long = "A".repeat(500 * KIB);
    let credential = |context: &str, members: &str| {
        format!(r#"{{"@context":["{v2}",{context}],"type":["VerifiableCredential"],{members}}}"#)
    };
    let ones = "1,".repeat(200_000);
    let nodes = |member: &str, count: usize| vec![format!("{{{member}}}"); count].join(",");
    let named: Vec<String> = (0..10_000).map(|number| format!("\"_:{number}\"")).collect();
    let known = r#"{"p":"urn:p","g":{"@id":"urn:g","@container":"@graph"}}"#;
    let shared_graph = |inner: &str| {
        format!(r#""urn:q":{{"@id":"urn:{long}","@graph":[{{"@id":"urn:s","urn:p":[{inner}1]}}]}}"#)
    };
    let documents = [
        ("a subject", credential(known, &format!(r#""id":"urn:{long}","p":[{ones}1]"#))),
        ("a graph", credential(known, &shared_graph(&ones))),
        ("a graph of blank nodes", credential(known, &shared_graph(&(nodes(r#""p":1"#, 20_000) + ",")))),
        (
            "a predicate",
            credential(&format!(r#"{{"p":"urn:{long}"}}"#), &format!(r#""p":[{}]"#, nodes("", 100_000))),
        ),
        (
            "a type",
            credential(
                &format!(r#"{{"p":"urn:p","t":"urn:{long}"}}"#),
                &format!(r#""p":{{"type":["t"{}]}}"#, ",\"t\"".repeat(100_000)),
            ),
        ),
        (
            "a label",
            credential(
                &format!(r#"{{"p":"urn:p","@vocab":"_:{long}"}}"#),
                &format!(r#""p":{{"type":[{}]}}"#, named.join(",").replace("_:", "")),
            ),
        ),
        (
            "an index",
            credential(
                known,
                &format!(
                    r#""urn:q":{{"@id":"urn:{long}","@graph":[{}]}}"#,
                    (0..10_000)
                        .map(|node| format!(r#"{{"@id":"urn:{node}","@index":"a"}}"#))
                        .collect::<Vec<_>>()
                        .join(",")
                ),
            ),
        ),
    ];
    let short = "B".repeat(4_000);
    let types = format!(r#""p":{{"type":["t"{}]}}"#, ",\"t\"".repeat(100_000));
    let filling = credential(&format!(r#"{{"p":"urn:p","t":"urn:{short}"}}"#), &types);
    let error = within(256 * MIB, || canonical(filling.as_bytes())).unwrap_err();
    assert!(matches!(&error, CanonicalError::Rdf(fault) if fault.fault == Fault::WorkLimit), "{error}");
    for (name, document) in documents {
        assert!(document.len() <= MIB, "{name}: {}", document.len());
        let error = within(64 * MIB + MIB, || canonical(document.as_bytes())).unwrap_err();
        assert!(
            matches!(&error, CanonicalError::Rdf(fault) if fault.fault.is_beyond_us()),
            "{name}: {error}"
        );
        let report = within(64 * MIB + MIB, || judged(document.as_bytes(), &Knowledge::default()));
        assert_ne!(report.outcome, Verdict::Valid, "{name}");
    }
}

#[test]
fn verifying_again_and_again_leaves_nothing_behind() {
    const ROUNDS: usize = 1_000;
    let _alone = alone();
    let credential = signed("");
    let wanting = signed(
        r#""credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation",
        "statusListIndex":"5","statusListCredential":"https://issuer.example/status/1"},"#,
    );
    let broken = credential.replacen("\"did:example:ada\"", "\"did:example:eve\"", 1);
    let all = [credential.as_bytes(), wanting.as_bytes(), broken.as_bytes(), b"{", b"\x89PNG\r\n\x1a\n"];
    let round = || {
        for document in all {
            assert!(needs(document, &Knowledge::default()).len() <= 1);
            drop(judged(document, &Knowledge::default()));
        }
    };
    // What is set up once, for good, is set up by the first round.
    round();
    let before = NOW.load(Ordering::SeqCst);
    for _ in 0..ROUNDS {
        round();
    }
    // Other threads of the test's own program allocate a little meanwhile; what each round left
    // behind would be more.
    let left = NOW.load(Ordering::SeqCst).saturating_sub(before);
    assert!(left < 16 * ROUNDS, "{left} bytes are left of {ROUNDS} rounds");
}
