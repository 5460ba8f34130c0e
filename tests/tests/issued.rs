//! What a desk issues, held to the standard by three judges: the official schemas, an independent
//! verifier, and our own.
//!
//! The schemas are read in place, from `../shared/reference/schemas`; where those or Node.js are
//! missing, the trial counts as skipped.

use std::path::PathBuf;
use std::sync::OnceLock;

use anyhow::{Context, Result, ensure};
use crypto::verify::{CheckId, Outcome, Verdict};
use jsonschema::Validator;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use server::flows::{status, verify};
use tempfile::TempDir;
use tests::desk::Desk;
use tests::peers;

fn main() {
    let args = Arguments::from_args();
    let trial = |name: &str, missing: Option<&str>, test: fn() -> Result<()>| {
        if let Some(reason) = missing {
            eprintln!("Skipped: {name}: {reason}");
        }
        Trial::test(name, move || test().map_err(|error| Failed::from(format!("{error:#}"))))
            .with_ignored_flag(missing.is_some())
    };
    let no_schemas = (!schemas().is_dir()).then_some("the official schemas are not here");
    libtest_mimic::run(
        &args,
        vec![
            trial("what_a_desk_issues_is_what_the_official_schemas_ask_for", no_schemas, schemas_agree),
            trial("a_peer_verifies_what_a_desk_issues", peers::missing(), peer_agrees),
            trial("what_a_desk_issues_is_valid_and_its_model_without_a_remark", None, we_agree),
            trial("what_a_desk_issues_names_its_schema_and_every_context", None, names_its_schema),
        ],
    )
    .exit();
}

/// One desk's work for all trials.
fn desk() -> Result<&'static Desk> {
    static DESK: OnceLock<Result<Desk>> = OnceLock::new();
    let made = DESK.get_or_init(|| runtime()?.block_on(Desk::at_work()));
    made.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))
}

fn runtime() -> Result<&'static tokio::runtime::Runtime> {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    if RUNTIME.get().is_none() {
        let _ = RUNTIME.set(tokio::runtime::Runtime::new()?);
    }
    RUNTIME.get().context("no runtime")
}

fn schemas() -> PathBuf {
    tests::root().join("../shared/reference/schemas")
}

/// A schema by its file's name; of it one of its definitions, or all.
fn validator(file: &str, definition: Option<&str>) -> Result<Validator> {
    let mut schema: Value = serde_json::from_slice(&std::fs::read(schemas().join(file))?)?;
    if let Some(name) = definition {
        let part = schema["$defs"][name].clone();
        ensure!(part.is_object(), "{file} defines no {name}");
        for (member, value) in part.as_object().into_iter().flatten() {
            schema[member] = value.clone();
        }
        // Those of the part stand alone.
        for member in ["required", "properties", "additionalProperties"] {
            if part.get(member).is_none() {
                schema.as_object_mut().context("no object")?.remove(member);
            }
        }
    }
    Ok(jsonschema::options().offline().should_validate_formats(true).build(&schema)?)
}

fn schemas_agree() -> Result<()> {
    let achievement = validator("ob-v3p0/ob_v3p0_achievementcredential_schema.json", None)?;
    let endorsement = validator("ob-v3p0/ob_v3p0_endorsementcredential_schema.json", None)?;
    let profile = validator("ob-v3p0/ob_v3p0_profile_schema.json", None)?;
    let alone = validator("ob-v3p0/ob_v3p0_achievementcredential_schema.json", Some("Achievement"))?;
    let transcript = validator("clr-v2p0/clr_v2p0_clrcredential_schema.json", None)?;
    let within = validator("clr-v2p0/clr_v2p0_achievementcredential_schema.json", None)?;
    let any = validator("w3c/verifiable-credential-schema.json", None)?;
    let desk = desk()?;
    let mut wrong = Vec::new();
    let mut held = |name: &str, validator: &Validator, document: &Value| {
        let faults = validator.iter_errors(document);
        wrong.extend(faults.map(|fault| format!("{name}, {}: {fault}", fault.instance_path())));
    };
    for (name, text) in &desk.signed {
        let document: Value = serde_json::from_str(text)?;
        let kind = match document["type"][1].as_str() {
            Some("EndorsementCredential") => &endorsement,
            Some("ClrCredential") => &transcript,
            _ => &achievement,
        };
        held(name, kind, &document);
        // As the other standard has it.
        if *name == "an entry of a transcript" {
            held(name, &within, &document);
        }
        held(name, &any, &document);
        held(&format!("the issuer of {name}"), &profile, &document["issuer"]);
    }
    held("an achievement by itself", &alone, &desk.achievement);
    for list in lists(desk)? {
        held("a status list", &any, &serde_json::from_str(&list)?);
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The status lists that the documents name.
fn lists(desk: &Desk) -> Result<Vec<String>> {
    let mut lists = std::collections::BTreeSet::new();
    for (_, text) in &desk.signed {
        let document: Value = serde_json::from_str(text)?;
        let list = document["credentialStatus"]["statusListCredential"].as_str().context("no status")?;
        lists.insert(list.rsplit('/').next().unwrap_or_default().to_owned());
    }
    let found = lists.into_iter().map(|id| {
        let list = runtime()?.block_on(status::list(&desk.app, id.parse()?))?;
        Ok(list.context("no such list")?.document)
    });
    found.collect()
}

fn peer_agrees() -> Result<()> {
    let (dir, desk) = (TempDir::new()?, desk()?);
    let (mut files, mut names) = (Vec::new(), Vec::new());
    let lists = lists(desk)?;
    let signed = desk.signed.iter().map(|(name, text)| (*name, text));
    let texts = signed.chain(lists.iter().map(|list| ("a status list", list)));
    for (place, (name, text)) in texts.enumerate() {
        if name.ends_with("transcript") && !name.starts_with("an entry") && !schemas().is_dir() {
            eprintln!("Skipped: {name}: the published context of learner records is not here");
            continue;
        }
        names.push(name);
        let file = dir.path().join(format!("{place}.json"));
        std::fs::write(&file, text)?;
        files.push(file.to_string_lossy().into_owned());
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let answers = peers::run("verify.mjs", &files)?;
    ensure!(answers.len() == files.len(), "{} answers", answers.len());
    for (place, answer) in answers.iter().enumerate() {
        let name = names[place];
        ensure!(answer["verified"] == true, "{name} is refused: {}", answer["error"]);
    }
    Ok(())
}

fn we_agree() -> Result<()> {
    let desk = desk()?;
    let mut documents: Vec<(&str, &[u8])> =
        desk.signed.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let lists = lists(desk)?;
    documents.extend(lists.iter().map(|list| ("a status list", list.as_bytes())));
    let bytes: Vec<&[u8]> = documents.iter().map(|(_, bytes)| *bytes).collect();
    let reports = runtime()?.block_on(verify::verify_all(&desk.app, &bytes))?;
    for ((name, bytes), report) in documents.iter().zip(&reports) {
        let shown = || serde_json::to_string(&report.checks).unwrap_or_default();
        // Of one award the earlier edition is here too: it was replaced.
        let replaced = *name == "an award that says all it can";
        let expected = if replaced { Verdict::Invalid } else { Verdict::Valid };
        ensure!(report.outcome == expected, "{name} is {:?}: {}", report.outcome, shown());
        for check in &report.checks {
            let right = match check.id {
                CheckId::Status if replaced => check.outcome == Outcome::Failed,
                // Who vouches for a key made a moment ago, and whether there is a newer edition
                // elsewhere, nobody can say here.
                CheckId::Trust | CheckId::Refresh => check.outcome != Outcome::Failed,
                _ => matches!(check.outcome, Outcome::Passed | Outcome::NotApplicable),
            };
            ensure!(right, "{name}, {:?}: {}\n{}", check.id, check.message, String::from_utf8_lossy(bytes));
        }
    }
    Ok(())
}

fn names_its_schema() -> Result<()> {
    for (name, text) in &desk()?.signed {
        let document: Value = serde_json::from_str(text)?;
        let (standard, kind) = match document["type"][1].as_str() {
            Some("EndorsementCredential") => ("ob_v3p0", "endorsement"),
            Some("ClrCredential") => ("clr_v2p0", "clr"),
            _ => ("ob_v3p0", "achievement"),
        };
        let schema = &document["credentialSchema"][0];
        let folder = standard.replace('_', "/");
        let address = format!(
            "https://purl.imsglobal.org/spec/{folder}/schema/json/{standard}_{kind}credential_schema.json"
        );
        ensure!(schema["id"] == address.as_str(), "{name} names {schema}");
        ensure!(schema["type"] == "1EdTechJsonSchemaValidator2019", "{name} names {schema}");
        // The context that defines that type.
        let contexts = document["@context"].as_array().context("no contexts")?;
        let defines = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
        ensure!(contexts.iter().any(|context| context == defines), "{name}: {contexts:?}");
    }
    Ok(())
}
