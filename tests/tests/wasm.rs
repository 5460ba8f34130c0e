//! The browser's verifier says the same as the program, but for the English of each check, which a
//! browser has no need of.
//!
//! Both of its builds: the full one always, the lean one wherever it does not say that it lacks
//! something, which makes the browser ask the full one. Every fixture, every input of the fuzz targets, and the published vectors where they are at
//! hand. Without Node.js or the built bundle (`cargo xtask web`) the trial counts as skipped.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use crypto::verify::{Knowledge, Known, Policy, TrustRegistry, needs, run};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;

const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

fn main() {
    let args = Arguments::from_args();
    let bundle = bundle();
    if let Err(missing) = &bundle {
        eprintln!("Skipped: {missing:#}");
    }
    let skipped = bundle.is_err();
    let trial = Trial::test("the_browser_reports_what_the_program_reports", move || {
        bundle.and_then(|bundle| compare(&bundle)).map_err(|error| Failed::from(format!("{error:#}")))
    });
    libtest_mimic::run(&args, vec![trial.with_ignored_flag(skipped)]).exit();
}

/// Script and WASM of the full verifier and of the lean one.
fn bundle() -> Result<[PathBuf; 4]> {
    let node = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    ensure!(node.is_ok_and(|status| status.success()), "Node.js is missing");
    let web = tests::root().join("target/web");
    let manifest = fs::read_to_string(web.join("manifest.tsv")).context("no bundle: run cargo xtask web")?;
    let file = |name: &str| {
        let line = manifest.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
        let file = line.and_then(|line| line.split('\t').next()).with_context(|| format!("no {name}"))?;
        anyhow::Ok(web.join(file))
    };
    Ok([file("verifier_full.js")?, file("verifier_full.wasm")?, file("verifier.js")?, file("verifier.wasm")?])
}

fn compare(bundle: &[PathBuf; 4]) -> Result<()> {
    let credentials = tests::fixtures().join("credentials");
    let map: BTreeMap<String, String> =
        serde_json::from_slice(&fs::read(credentials.join("documents.json"))?)?;
    let mut knowledge = Knowledge::default();
    for (address, file) in map {
        knowledge.0.insert(address, Known::found(fs::read_to_string(credentials.join(file))?));
    }
    let registry: TrustRegistry = serde_json::from_slice(&fs::read(credentials.join("trust.json"))?)?;
    let policy = Policy { registries: vec![registry], ..Policy::default() };

    let mut files = Vec::new();
    collect(&credentials, &mut files)?;
    collect(&tests::root().join("crypto/fuzz/corpus"), &mut files)?;
    let vectors = tests::root().join("../shared/reference/vectors");
    if vectors.is_dir() {
        collect(&vectors, &mut files)?;
    }
    let mut inputs = String::new();
    for file in &files {
        let line = json!({
            "document": BASE64_STANDARD.encode(fs::read(file)?),
            "knowledge": serde_json::to_string(&knowledge)?,
            "now": "2026-06-01T12:00:00Z",
            "policy": serde_json::to_string(&policy)?,
        });
        inputs.push_str(&line.to_string());
        inputs.push('\n');
    }
    let folder = TempDir::new()?;
    let path = folder.path().join("inputs.jsonl");
    fs::write(&path, inputs)?;
    let mut node = Command::new("node");
    node.arg(tests::root().join("tests/wasm/report.mjs")).args(bundle).arg(&path).stdin(Stdio::null());
    let output = node.output().context("could not start node")?;
    ensure!(output.status.success(), "node failed: {}", String::from_utf8_lossy(&output.stderr));
    let answers: Vec<Value> =
        String::from_utf8(output.stdout)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    ensure!(answers.len() == files.len(), "{} answers to {} documents", answers.len(), files.len());
    let mut lean = 0;
    for (file, answer) in files.iter().zip(answers) {
        let document = fs::read(file)?;
        let ours = json!({
            "needs": serde_json::to_string(&needs(&document, &knowledge))?,
            "report": serde_json::to_string(&run(&document, &knowledge, NOW, &policy))?,
        });
        let shown = file.display();
        let builds = [("full", &answer["full"]), ("lean", &answer["lean"])];
        for (build, answer) in
            builds.into_iter().filter(|(build, answer)| *build == "full" || !answer.is_null())
        {
            // The browser judges no schemas of issuers' own, and says so.
            let schemas =
                !answer["report"].as_str().is_some_and(|report| report.contains("schema_not_judged"));
            let same = comparable(answer, schemas)? == comparable(&ours, schemas)?;
            ensure!(
                same,
                "{shown}: the {build} verifier says\n{answer}\nthe program\n{ours}\n(is the bundle of now?)"
            );
        }
        lean += usize::from(!answer["lean"].is_null());
    }
    // Most of what is out there is plain JSON with Ed25519 signatures.
    ensure!(lean > files.len() / 2, "only {lean} of {} documents by the lean verifier alone", files.len());
    eprintln!("{} documents with one report, {lean} of them by the lean verifier", files.len());
    Ok(())
}

/// Needs and report without the English of each check; with what is about schemas or without.
fn comparable(answer: &Value, schemas: bool) -> Result<Value> {
    fn strip(value: &mut Value, schemas: bool) {
        match value {
            Value::Array(items) => {
                items.retain(|item| schemas || item["id"] != "schema" && item["kind"] != "schema");
                for item in items {
                    strip(item, schemas);
                }
            }
            Value::Object(members) => {
                if members.contains_key("code") {
                    members.remove("message");
                }
                for member in members.values_mut() {
                    strip(member, schemas);
                }
            }
            _ => {}
        }
    }
    let text = |key: &str| answer[key].as_str().with_context(|| format!("no {key}"));
    let mut value = json!([
        serde_json::from_str::<Value>(text("needs")?)?,
        serde_json::from_str::<Value>(text("report")?)?
    ]);
    strip(&mut value, schemas);
    Ok(value)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    files.sort();
    Ok(())
}
