//! Writes `fixtures/credentials`: credentials of our own making, good and bad; and
//! `fixtures/oneroster`: exports of an invented school's system.
//!
//! `cargo run -p tests --example make_fixtures`. Keys come from fixed seeds, so that the files
//! come out the same each time. Each file under `invalid/` has one fault, and its name says
//! which check finds it.

#[path = "fixtures/images.rs"]
mod images;
#[path = "fixtures/proofs.rs"]
mod proofs;
#[path = "fixtures/records.rs"]
mod records;
#[path = "fixtures/rosters.rs"]
mod rosters;
#[path = "fixtures/status.rs"]
mod status;
#[path = "fixtures/tokens.rs"]
mod tokens;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use crypto::did::{did_key, did_key_method};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use crypto::status::Bitstring;
use time::macros::datetime;

const LIST: &str = "https://harbour.example/status/1";
const DOCUMENT: &str = include_str!("badge.json");

fn main() -> Result<()> {
    let college = SecretKey::from_seed(&[1; 32]);
    let stranger = SecretKey::from_seed(&[2; 32]);
    let root = tests::fixtures().join("credentials");
    let badge = DOCUMENT.replace("ISSUER", &did_key(&college.public())).replace("LIST", LIST);
    let good = signed(&badge, &college)?;

    let write =
        |folder: &str, name: &str, text: &str| put(&root.join(folder).join(format!("{name}.json")), text);
    write("valid", "badge", &good)?;
    write("valid", "badge_reordered_and_spaced", &good.replace("\":", "\" :\n  "))?;
    write(
        "valid",
        "badge_without_dates_or_status",
        &signed(&swap(&badge, &[(r#""validUntil": "2099-01-01T00:00:00Z","#, "")])?, &college)?,
    )?;
    let texts =
        [(r#""name": "Coastal navigation","#, r#""name": "Navegación costera \"á vela\" 🧭\n(1.º)","#)];
    write("valid", "badge_beyond_ascii", &signed(&swap(&badge, &texts)?, &college)?)?;
    write("valid", "smallest", &signed(&smallest(&college), &college)?)?;
    write(
        "valid",
        "badge_by_a_stranger",
        &signed(
            &swap(
                &badge,
                &[
                    (&did_key(&college.public()), &did_key(&stranger.public())),
                    ("Harbour College", "The Famous University"),
                    (LIST, "https://stranger.example/status/1"),
                ],
            )?,
            &stranger,
        )?,
    )?;

    let invalid = |name: &str, text: &str| write("invalid", name, text);
    invalid(
        "format__doubled_key",
        &swap(&good, &[("\"awardedDate\"", "\"name\": \"Night sailing\", \"awardedDate\"")])?,
    )?;
    invalid("format__cut_short", &good[..good.len() - 40])?;
    invalid("proof__missing", &badge)?;
    invalid("proof__allowed_value_swapped", &swap(&good, &[(r#""Pass", "Merit""#, r#""Merit", "Pass""#)])?)?;
    invalid("proof__name_changed", &swap(&good, &[("Ada Vogel", "Bob Vogel")])?)?;
    invalid(
        "proof__created_changed",
        &swap(&good, &[(r#""created":"2026-01-10"#, r#""created":"2026-01-11"#)])?,
    )?;
    invalid("proof__value_cut_short", &swap(&good, &[(r#""proofValue":"z"#, r#""proofValue":"z1"#)])?)?;
    invalid("proof__purpose_authentication", &swap(&good, &[("assertionMethod", "authentication")])?)?;
    invalid("issuer__signed_by_another_key", &signed(&badge, &stranger)?)?;
    invalid(
        "model__issuer_without_id",
        &signed(&swap(&badge, &[(&format!(r#""id": "{}","#, did_key(&college.public())), "")])?, &college)?,
    )?;
    invalid("dates__expired", &signed(&swap(&badge, &[("2099-01-01", "2026-01-02")])?, &college)?)?;
    invalid("dates__not_yet_valid", &signed(&swap(&badge, &[("2026-01-01T", "2098-01-01T")])?, &college)?)?;
    invalid(
        "status__revoked",
        &signed(
            &swap(&badge, &[("#7", "#9"), (r#""statusListIndex": "7""#, r#""statusListIndex": "9""#)])?,
            &college,
        )?,
    )?;
    let cred = "https://www.w3.org/2018/credentials#";
    let status = [("\"credentialStatus\"", &*format!("\"{cred}credentialStatus\""))];
    invalid("context__status_by_another_name", &swap(&good, &status)?)?;
    let until = format!(
        r#""{cred}validUntil": {{"type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": "2099-01-01T00:00:00Z"}}"#
    );
    let until = [(r#""validUntil": "2099-01-01T00:00:00Z""#, &*until)];
    invalid("context__validity_by_another_name", &swap(&good, &until)?)?;
    invalid(
        "context__undefined_term",
        &swap(&good, &[("\"awardedDate\"", "\"honours\": \"first\", \"awardedDate\"")])?,
    )?;

    unknowns(&root.join("unknown"), &badge, &good, &college)?;
    proofs::write(&root, &badge, &college, &stranger)?;
    records::write(&root, &badge, &college, &stranger)?;
    tokens::write(&root, &badge, &college)?;

    plain_lists(&root, &college, &stranger)?;
    let mut documents = BTreeMap::new();
    documents.insert(LIST.to_owned(), "status_list.json".to_owned());
    documents
        .insert("https://stranger.example/status/1".to_owned(), "status_list_of_a_stranger.json".to_owned());
    documents.extend(images::write(&root, &good, &college)?);
    let mut status = status::Fixtures {
        root: &root,
        documents: &mut documents,
        badge: &badge,
        college: &college,
        stranger: &stranger,
    };
    status.write()?;
    put(&root.join("documents.json"), &format!("{}\n", serde_json::to_string_pretty(&documents)?))?;
    let trust = format!(
        "{{\n  \"name\": \"Harbour registry\",\n  \"issuers\": [\n    {{\"did\": \"{}\", \"name\": \"Harbour College\"}}\n  ]\n}}\n",
        did_key(&college.public())
    );
    put(&root.join("trust.json"), &trust)?;
    rosters::write(&tests::fixtures().join("oneroster"))
}

/// The lists of the college and of the stranger, with one entry revoked.
fn plain_lists(root: &Path, college: &SecretKey, stranger: &SecretKey) -> Result<()> {
    let mut bits = Bitstring::empty();
    bits.set(9, true);
    let list = include_str!("status_list.json")
        .replace("ISSUER", &did_key(&college.public()))
        .replace("LIST", LIST)
        .replace("BITS", &bits.encode());
    put(&root.join("status_list.json"), &signed(&list, college)?)?;
    let stranger_list = list
        .replace(LIST, "https://stranger.example/status/1")
        .replace(&did_key(&college.public()), &did_key(&stranger.public()));
    put(&root.join("status_list_of_a_stranger.json"), &signed(&stranger_list, stranger)?)
}

/// What can't be told: a list out of reach, a suite and a context that nobody knows.
fn unknowns(folder: &Path, badge: &str, good: &str, college: &SecretKey) -> Result<()> {
    let unknown = |name: &str, text: &str| put(&folder.join(format!("{name}.json")), text);
    let list_gone = [(LIST, "https://harbour.example/status/gone")];
    unknown("status__list_out_of_reach", &signed(&swap(badge, &list_gone)?, college)?)?;
    unknown("proof__suite_of_the_future", &swap(good, &[("eddsa-rdfc-2022", "mayo-rdfc-2031")])?)?;
    unknown("context__not_known", &swap(good, &[("context-3.0.3.json", "context-9.json")])?)
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}

/// Replaces, and fails where there is nothing to replace.
fn swap(text: &str, changes: &[(&str, &str)]) -> Result<String> {
    let mut text = text.to_owned();
    for (from, to) in changes {
        anyhow::ensure!(text.contains(from), "nothing to change: {from}");
        text = text.replace(from, to);
    }
    Ok(text)
}

fn signed(document: &str, key: &SecretKey) -> Result<String> {
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod)
        .created(datetime!(2026-01-10 09:00 UTC));
    Ok(sign(document, &options, key)?)
}

fn smallest(key: &SecretKey) -> String {
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{}","credentialSubject":{{"id":"urn:uuid:0d9a2c2e-40a5-4d8c-9e0e-0f7f3a0b6a01"}}}}"#,
        did_key(&key.public())
    )
}
