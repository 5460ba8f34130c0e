//! Laurel against independent implementations: `@digitalbazaar/vc` with its suites, and jsonld.js.
//!
//! jsonld.js decides which changes of a credential alter what its signature covers. Those must
//! be refused by both sides, and all others must leave the proof standing. Without Node.js or
//! the packages every trial counts as skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use crypto::did::{did_key, did_key_method};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use crypto::verify::{CheckId, Knowledge, Known, Outcome, Policy, Report, Verdict, run};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::{laurel, peers, server::Server};
use time::macros::datetime;

fn main() {
    let args = Arguments::from_args();
    let missing = peers::missing();
    if let Some(reason) = missing {
        eprintln!("Skipped: {reason}");
    }
    let trial = |name: &str, test: fn() -> Result<()>| {
        Trial::test(name, move || test().map_err(|error| Failed::from(format!("{error:#}"))))
            .with_ignored_flag(missing.is_some())
    };
    libtest_mimic::run(
        &args,
        vec![
            trial("every_fixture_has_the_canonical_form_that_jsonld_js_gives_it", fixtures_have_one_form),
            trial(
                "generated_documents_have_the_canonical_form_that_jsonld_js_gives_them",
                generated_have_one_form,
            ),
            trial("a_peer_verifies_what_laurel_signs", peer_verifies_laurel),
            trial("a_peer_verifies_what_the_demo_awards", peer_verifies_the_demo),
            trial("laurel_verifies_what_a_peer_issues", laurel_verifies_peer),
            trial("credentials_of_every_make_go_both_ways", credentials_go_both_ways),
            trial("laurel_verifies_what_peers_sign_by_every_other_suite", laurel_verifies_other_suites),
            trial("a_peer_verifies_what_laurel_signs_over_its_text", peer_verifies_text),
            trial("every_change_of_what_laurel_signed_is_refused_by_both", changes_of_ours_are_refused),
            trial("every_change_of_what_a_peer_issued_is_refused_by_both", changes_of_theirs_are_refused),
            trial("a_change_is_taken_exactly_where_jsonld_js_sees_none", changes_are_taken_where_harmless),
        ],
    )
    .exit();
}

/// Peers are laxer than we are: they take JSON that two readers could read differently, and known
/// members by other names. What only we refuse has such a name.
const STRICTER: [&str; 2] = ["format__", "_by_another_name"];

fn fixtures_have_one_form() -> Result<()> {
    let mut files = Vec::new();
    collect(&tests::fixtures().join("credentials"), &mut files)?;
    ensure!(!files.is_empty(), "no fixtures");
    let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    let mut readable = Vec::new();
    for file in &names {
        if fs::read(file.as_ref()).is_ok_and(|bytes| serde_json::from_slice::<Value>(&bytes).is_ok()) {
            readable.push(file.as_ref());
        }
    }
    let mut same = 0;
    for line in peers::run("canonize.mjs", &readable)? {
        let file = line["file"].as_str().context("a line without its file")?;
        let ours = laurel::call(&["canon", file])?;
        let stricter = STRICTER.iter().any(|name| file.contains(name));
        match line["nquads"].as_str() {
            Some(theirs) if ours.code == 0 => {
                ensure!(ours.stdout == theirs, "{file} differs:\n{}", first_difference(&ours.stdout, theirs));
                same += 1;
            }
            Some(_) => ensure!(stricter, "{file} has a canonical form, but not ours: {}", ours.stderr),
            // The peer has no text of every vocabulary that we know.
            None if line["error"].as_str().is_some_and(|error| error.contains("Dereferencing a URL")) => {}
            None => ensure!(ours.code != 0, "{file} has no canonical form ({}), but ours", line["error"]),
        }
    }
    ensure!(same > 0, "no fixture has a canonical form");
    eprintln!("{same} fixtures with one canonical form");
    Ok(())
}

fn generated_have_one_form() -> Result<()> {
    let dir = TempDir::new()?;
    let count = tests::cases(100);
    peers::run("generate.mjs", &[&count.to_string(), &text(dir.path())])?;
    for n in 0..count {
        let file = dir.path().join(format!("{n:05}.json"));
        let document = fs::read(&file)?;
        let theirs = fs::read_to_string(file.with_extension("nq"))?;
        let shown = String::from_utf8_lossy(&document);
        let ours = crypto::rdf::canonical(&document).with_context(|| format!("document {n}: {shown}"))?;
        ensure!(ours == theirs, "document {n} differs:\n{}\n{shown}", first_difference(&ours, &theirs));
    }
    Ok(())
}

fn peer_verifies_laurel() -> Result<()> {
    let dir = TempDir::new()?;
    taken_by_peer(&laurel::signed(dir.path(), |_| ())?)
}

fn peer_verifies_the_demo() -> Result<()> {
    let demo = Server::demo()?;
    let award = tests::story::award(&demo)?;
    let dir = TempDir::new()?;
    let file = dir.path().join("awarded.json");
    fs::write(&file, award.document)?;
    taken_by_peer(&file)
}

fn taken_by_peer(file: &Path) -> Result<()> {
    let lines = peers::run("verify.mjs", &[&text(file)])?;
    ensure!(lines[0]["verified"] == true, "refused: {}", lines[0]["error"]);
    Ok(())
}

fn laurel_verifies_peer() -> Result<()> {
    let dir = TempDir::new()?;
    let file = signed_by_peer(dir.path())?;
    let (code, reports) = laurel::verify(&["--offline"], &[&file])?;
    ensure!(code == 0 && reports[0]["outcome"] == "valid", "exit {code}: {}", reports[0]);
    Ok(())
}

/// Credentials that differ in text, numbers, dates and structure: what we sign the peer verifies,
/// what the peer issues we verify, and with one word changed neither is taken.
fn credentials_go_both_ways() -> Result<()> {
    let original: Value = serde_json::from_slice(&fs::read(peers::dir().join("credential.json"))?)?;
    let now = datetime!(2026-06-01 12:00 UTC);
    let (nothing, policy) = (Knowledge::default(), Policy::default());
    let valid = |document: &str| run(document.as_bytes(), &nothing, now, &policy).outcome == Verdict::Valid;
    let mut peer = peers::Conversation::start("exchange.mjs")?;
    let count = tests::cases(10);
    for n in 0..count {
        let mut document = varied(&original, u32::try_from(n)?);
        let key = SecretKey::from_seed(&[u8::try_from(n % 251)?; 32]);
        document["issuer"]["id"] = json!(did_key(&key.public()));
        let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod).created(now);
        let ours = sign(&document.to_string(), &options, &key)?;
        ensure!(valid(&ours), "ours, number {n}, is not valid to ourselves: {ours}");
        let mut ours: Value = serde_json::from_str(&ours)?;
        let answer = peer.ask(&json!({ "verify": ours }))?;
        ensure!(answer["verified"] == true, "the peer refuses number {n}: {answer}\n{ours}");
        ours["credentialSubject"]["creditsEarned"] = json!(-1);
        let answer = peer.ask(&json!({ "verify": ours }))?;
        ensure!(answer["verified"] != true, "the peer takes number {n} changed: {ours}");

        let answer = peer.ask(&json!({ "issue": document }))?;
        let theirs = answer.get("signed").with_context(|| format!("not issued, number {n}: {answer}"))?;
        ensure!(valid(&theirs.to_string()), "the peer's number {n} is not valid: {theirs}");
        let mut changed = theirs.clone();
        changed["credentialSubject"]["creditsEarned"] = json!(-1);
        ensure!(!valid(&changed.to_string()), "the peer's number {n} is valid after a change: {changed}");
    }
    eprintln!("{count} credentials each way");
    Ok(())
}

/// The `n`th of credentials that differ in what they say and how. No number is written with an
/// exponent, which jsonld.js misreads, and each is one that every reader reads exactly.
fn varied(original: &Value, n: u32) -> Value {
    const WORDS: [&str; 6] = ["Schweißen", "溶接", "Сварка", "🚢 \"ship\"", "a\\b\n\tc\u{7f}", "لحام"];
    let mut document = original.clone();
    let word = |by: u32| json!(format!("{} {n}", WORDS[(n / by) as usize % WORDS.len()]));
    document["id"] = json!(format!("urn:example:credential:{n}"));
    document["name"] = if n % 7 == 6 { json!({ "@value": word(1), "@language": "de" }) } else { word(1) };
    if n.is_multiple_of(3) {
        document["validUntil"] = json!(format!("2{:03}-02-03T04:05:06.{n:03}+0{}:30", 100 + n % 800, n % 10));
    }
    let numbers = [
        json!(n),
        json!(0.125 * f64::from(n)),
        json!(1e9 + f64::from(n) / 8.0),
        json!(0.5 + f64::from(n) / 1024.0),
    ];
    let subject = &mut document["credentialSubject"];
    subject["creditsEarned"] = numbers[n as usize % numbers.len()].clone();
    if n % 5 == 4 {
        subject["id"] = json!(format!("did:example:learner-{n}"));
    }
    let achievement = &mut subject["achievement"];
    achievement["name"] = word(2);
    achievement["description"] = word(5);
    achievement["tag"] = (0..n % 4).map(|by| word(by + 1)).collect();
    let alignment = |by: u32| {
        json!({
            "type": ["Alignment"],
            "targetName": word(by + 1),
            "targetUrl": format!("https://framework.example/{n}/{by}?q=%C3%A4#x"),
        })
    };
    achievement["alignment"] = (0..n % 6).map(alignment).collect();
    document
}

/// Each suite that the peers have: what they sign is taken, and with one word changed it is not.
fn laurel_verifies_other_suites() -> Result<()> {
    let dir = TempDir::new()?;
    let signed = peers::run("suites.mjs", &[&text(dir.path())])?;
    ensure!(signed.len() == 7, "{} suites", signed.len());
    let mut wrong = Vec::new();
    for line in &signed {
        let suite = line["suite"].as_str().context("no suite")?;
        // That a holder shows a part only is worth a remark.
        let good = if suite.ends_with("in part") { "warning" } else { "passed" };
        for (member, expected) in [("file", good), ("changed", "failed")] {
            let file = Path::new(line[member].as_str().context("no file")?);
            let (_, reports) = laurel::verify(&["--offline"], &[file])?;
            let proof = laurel::outcome(&reports[0], "proof");
            if proof != Some(expected) {
                wrong.push(format!("{suite} ({member}): {}", reports[0]));
            }
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

fn peer_verifies_text() -> Result<()> {
    let good = tests::fixtures().join("credentials/valid/badge_over_its_text.json");
    let bad = tests::fixtures().join("credentials/invalid/proof__text_reordered.json");
    let lines = peers::run("suites.mjs", &["--verify", &text(&good), &text(&bad)])?;
    ensure!(lines[0]["verified"] == true, "refused: {}", lines[0]["error"]);
    ensure!(lines[1]["verified"] == false, "the peer takes a changed list");
    Ok(())
}

fn changes_of_ours_are_refused() -> Result<()> {
    let dir = TempDir::new()?;
    let file = laurel::signed(dir.path(), |_| ())?;
    changes_are_refused(&file)
}

fn changes_of_theirs_are_refused() -> Result<()> {
    let dir = TempDir::new()?;
    let file = signed_by_peer(dir.path())?;
    changes_are_refused(&file)
}

/// Every single change of the signed document in `file`, judged by jsonld.js, by the peer and by us.
fn changes_are_refused(file: &Path) -> Result<()> {
    let dir = TempDir::new()?;
    let changes = peers::run("change.mjs", &[&text(file), &text(dir.path())])?;
    let files: Vec<_> = changes.iter().filter_map(|line| line["file"].as_str()).map(Path::new).collect();
    ensure!(files.len() == changes.len() && files.len() > 200, "only {} changes", files.len());
    let (_, reports) = laurel::verify(&["--offline"], &files)?;

    let mut wrong = BTreeSet::new();
    let mut harmless = 0;
    for (change, report) in changes.iter().zip(&reports) {
        let proof = laurel::outcome(report, "proof");
        let problem = if change["matters"] == true {
            match (report["outcome"] != "valid", change["verified"] == false) {
                (true, true) => None,
                (false, _) => Some("Laurel takes it"),
                (true, false) => Some("the peer takes it"),
            }
        } else {
            harmless += 1;
            (proof != Some("passed"))
                .then_some("alters nothing that is signed, yet Laurel's proof check does not pass")
        };
        if let Some(problem) = problem {
            wrong.insert(format!(
                "{}: {problem} (proof {proof:?}, peer: {})",
                change["change"], change["error"]
            ));
        }
    }
    eprintln!("{} changes, {harmless} of them harmless", changes.len());
    ensure!(harmless >= 4, "white space and order alter nothing, but only {harmless} changes were harmless");
    ensure!(
        wrong.is_empty(),
        "{} changes:\n{}",
        wrong.len(),
        wrong.into_iter().collect::<Vec<_>>().join("\n")
    );
    Ok(())
}

/// Fields and bits of our fixtures changed at random, judged by jsonld.js and by us.
fn changes_are_taken_where_harmless() -> Result<()> {
    let root = tests::fixtures().join("credentials");
    let map: BTreeMap<String, String> = serde_json::from_slice(&fs::read(root.join("documents.json"))?)?;
    let mut knowledge = Knowledge::default();
    for (address, file) in map {
        knowledge.0.insert(address, Known::found(fs::read_to_string(root.join(file))?));
    }
    let count = tests::cases(100).to_string();
    let mut args = vec![count];
    for name in ["badge", "badge_beyond_ascii", "badge_without_dates_or_status", "smallest"] {
        args.push(text(&root.join("valid").join(name).with_extension("json")));
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (mut taken, mut wrong) = (0, BTreeSet::new());
    for line in peers::run("mutate.mjs", &args)? {
        let changed = BASE64_STANDARD.decode(line["text"].as_str().context("a line without text")?)?;
        let report = run(&changed, &knowledge, datetime!(2026-06-01 12:00 UTC), &Policy::default());
        let proof = report.check(CheckId::Proof).context("no proof check")?;
        let change = line["change"].as_str().unwrap_or_default();
        let good = proof.outcome == Outcome::Passed;
        taken += usize::from(good);
        let problem = match (line["matters"] == true, good, proof.code.as_str()) {
            (true, true, _) => "alters what is signed, and is taken",
            (true, false, _) | (false, true, _) => continue,
            (false, false, code) => {
                // A proof's own members are read as JSON, and in their one form.
                let malformed = code == "proof_malformed" && change.starts_with("proof");
                // `Criteria` has the address of `criteria`, but that is where readers look.
                let renamed = code == "not_signed_whole" && written_otherwise(&report);
                // Not taken to be bad, just not read.
                if malformed || renamed || code == "canonical_form_unknown" {
                    continue;
                }
                "alters nothing, and is not taken"
            }
        };
        let why: Vec<&str> = report.checks.iter().map(|check| check.code.as_str()).collect();
        wrong.insert(format!("{}, {change}: {problem} ({})", line["file"], why.join(" ")));
    }
    eprintln!("{taken} changes were harmless");
    ensure!(taken > 0, "no change was harmless");
    ensure!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.into_iter().collect::<Vec<_>>().join("\n"));
    Ok(())
}

/// Whether a known property is called by another name than the one that readers look for.
fn written_otherwise(report: &Report) -> bool {
    let check = report.check(CheckId::Context);
    check.is_some_and(|check| check.message.contains("has to be written by its name"))
}

/// `tests/peers/credential.json`, signed by the peer.
fn signed_by_peer(dir: &Path) -> Result<PathBuf> {
    let signed = dir.join("signed-by-peer.json");
    peers::run("issue.mjs", &[&text(&peers::dir().join("credential.json")), &text(&signed)])?;
    Ok(signed)
}

fn first_difference(ours: &str, theirs: &str) -> String {
    let pair = ours.lines().zip(theirs.lines()).find(|(ours, theirs)| ours != theirs);
    match pair {
        Some((ours, theirs)) => format!("  ours:   {ours}\n  theirs: {theirs}"),
        None => format!("  ours has {} lines, theirs {}", ours.lines().count(), theirs.lines().count()),
    }
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("no folder {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
