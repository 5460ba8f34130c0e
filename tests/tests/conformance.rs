//! Every fixture and every published vector, each with the outcome it should have.
//!
//! Fixtures are ours and must come out exactly. Published vectors are read in place, from
//! `../shared/reference/vectors`, and skipped where that is absent. What this version cannot
//! check yet comes out as unknown; such a vector counts as skipped and is listed, so that the
//! gap stays in sight. Never may a good one come out invalid, or a bad one valid.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use crypto::json::{Limits, canonical, read};
use crypto::verify::{
    CheckId, Headline, Knowledge, Known, Outcome, Policy, Report, TrustRegistry, Verdict, run,
};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::datetime;

/// The moment by which everything is judged.
const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

fn main() -> Result<()> {
    let args = Arguments::from_args();
    let mut trials = fixtures()?;
    if let Some(published) = vectors()? {
        trials.extend(published);
    } else {
        eprintln!("Skipped: the published vectors are not beside the project");
        trials.push(Trial::test("published vectors", || Ok(())).with_ignored_flag(true));
    }
    libtest_mimic::run(&args, trials).exit();
}

fn trial(name: String, test: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || test().map_err(|error| Failed::from(format!("{error:#}"))))
}

/// The documents in a folder: JSON, tokens, images.
fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))? {
        let path = entry?.path();
        let known = ["json", "jwt", "png", "svg", "1ob"];
        if path.extension().is_some_and(|extension| known.iter().any(|known| extension == *known)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The checks that ended with `outcome`.
fn ids(report: &Report, outcome: Outcome) -> Vec<CheckId> {
    report.checks.iter().filter(|check| check.outcome == outcome).map(|check| check.id).collect()
}

fn fixtures() -> Result<Vec<Trial>> {
    let root = tests::fixtures().join("credentials");
    let map: BTreeMap<String, String> = serde_json::from_slice(&fs::read(root.join("documents.json"))?)?;
    let mut knowledge = Knowledge::default();
    for (address, file) in map {
        knowledge.0.insert(address, Known::found(fs::read_to_string(root.join(file))?));
    }
    let registry: TrustRegistry = serde_json::from_slice(&fs::read(root.join("trust.json"))?)?;
    let policy = Policy { registries: vec![registry], ..Policy::default() };
    let mut trials = Vec::new();
    for (folder, verdict) in
        [("valid", Verdict::Valid), ("invalid", Verdict::Invalid), ("unknown", Verdict::Unknown)]
    {
        for file in documents(&root.join(folder))? {
            let (knowledge, policy) = (knowledge.clone(), policy.clone());
            let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            trials.push(trial(format!("fixture {folder}/{name}"), move || {
                let report = run(&fs::read(&file)?, &knowledge, NOW, &policy);
                check_fixture(&stem, verdict, &report)
            }));
        }
    }
    Ok(trials)
}

fn check_fixture(stem: &str, verdict: Verdict, report: &Report) -> Result<()> {
    ensure!(report.outcome == verdict, "came out {:?}: {:#?}", report.outcome, report.checks);
    let named = stem.split("__").next().unwrap_or_default();
    match verdict {
        Verdict::Valid => {
            let stranger = stem.ends_with("stranger");
            let expected = if stranger { Headline::GenuineUnknownIssuer } else { Headline::Verified };
            ensure!(report.headline() == expected, "the headline is {:?}", report.headline());
        }
        Verdict::Invalid => {
            let failed = ids(report, Outcome::Failed);
            ensure!(failed.iter().any(|id| id.as_str() == named), "failed: {failed:?}");
            // A term without meaning takes the proof with it; a missing issuer its ownership; a
            // date that is none the form.
            let along: &[CheckId] = match named {
                "context" => &[CheckId::Proof],
                "model" => &[CheckId::Issuer],
                "dates" if stem.ends_with("no_date") => &[CheckId::Model],
                _ => &[],
            };
            let others = failed.iter().filter(|id| id.as_str() != named && !along.contains(id)).count();
            ensure!(others == 0, "more than {named} failed: {failed:?}");
        }
        Verdict::Unknown => {
            let unknown = ids(report, Outcome::Unknown);
            ensure!(unknown.iter().any(|id| id.as_str() == named), "unknown: {unknown:?}");
        }
    }
    Ok(())
}

/// Vectors that others let pass, and that are unknown here by choice: their issuers are web
/// addresses, of which nothing that is at hand says that the key is theirs. Anybody could have made
/// the key and written the address. Where the address is asked and lists the key, they are valid.
const UNBOUND: [&str; 10] = [
    "1edtech-validator/clr20/simple.json",
    "1edtech-validator/ob30/complete.json",
    "1edtech-validator/ob30/endorsement-valid.json",
    "1edtech-validator/ob30/sd/derivedcredential.json",
    "1edtech-validator/ob30/simple-did-key-method.json",
    "1edtech-validator/ob30/simple-eddsa-2022.json",
    "1edtech-validator/ob30/simple-json.png",
    "1edtech-validator/ob30/simple-jwt.svg",
    "1edtech-validator/ob30/simple.json",
    "1edtech-validator/ob30/simple_v1.json",
];

/// Where the status lists of the vectors are found: address, file. All but the first are one
/// folder that the vectors name by its address.
const LISTS: [(&str, &str); 7] = [
    (
        "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/src/test/resources/ob30/bit-string-list/testlist",
        "1edtech-validator/ob30/bit-string-list/testlist",
    ),
    (
        "https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main/src/test-fixtures/status/e5WK8CbZ1GjycuPombrj",
        "e5WK8CbZ1GjycuPombrj",
    ),
    ("e5WK8CbZ1GjycuPombrj", "e5WK8CbZ1GjycuPombrj"),
    ("expired", "expired"),
    ("notYetValid", "notYetValid"),
    ("tampered", "tampered"),
    ("missingBitStringType", "missingBitStringType"),
];

/// Vectors whose status list settles nothing, here by choice where others let it pass: what the
/// `status` check says, and why.
const DOUBTFUL: [(&str, &str, &str); 9] = [
    ("v1/bothSignatureTypes/didWeb/legacy-validStatus-noExpiry.json", "status_list_of_another", KEPT),
    ("v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.json", "status_list_of_another", KEPT),
    ("v1/dataIntegrityProof/didWeb/oidf-validStatus-noExpiry.json", "status_list_of_another", KEPT),
    ("v1/ed25519/didKey/mixedRegistry-validStatus-noExpiry.json", "status_list_of_another", KEPT),
    ("v1/ed25519/didWeb/oidf-validStatus-noExpiry.json", "status_list_of_another", KEPT),
    (
        "v2/ed25519/didKey/legacy-missingTypeStatus-noExpiry.json",
        "status_list_unreadable",
        "its type is missing",
    ),
    (
        "v2/ed25519/didKey/legacy-notYetValidStatus-noExpiry.json",
        "status_list_outdated",
        "it begins in the year 3000",
    ),
    ("1edtech-validator/ob30/credential-status-revoked.json", "status_unreachable", "nobody stored the list"),
    (
        "ob30/bit-string-list/credential-status-revoked.json",
        "status_list_not_proven",
        "nobody stored its issuer's keys",
    ),
];

/// The list is signed by another DID than the credential, and calls itself by another address;
/// nothing that is at hand says that the issuer or the reader trusts whoever keeps it.
const KEPT: &str = "it is kept by another";

/// Canonical forms that were published: document, form.
const CANONICAL: [(&str, &str); 5] = [
    ("w3c-eddsa/unsigned.json", "w3c-eddsa/eddsa-rdfc-2022/canonDocDataInt.txt"),
    ("w3c-eddsa/eddsa-rdfc-2022/proofConfigDataInt.json", "w3c-eddsa/eddsa-rdfc-2022/proofCanonDataInt.txt"),
    ("w3c-eddsa/Ed25519Signature2020/signedEdSig.json", "w3c-eddsa/Ed25519Signature2020/canonDocEdSig.txt"),
    (
        "w3c-eddsa/Ed25519Signature2020/proofConfigEdSig.json",
        "w3c-eddsa/Ed25519Signature2020/proofCanonEdSig.txt",
    ),
    (
        "spec-examples/linked-data-proof-clr/08-signed-credential.json",
        "spec-examples/test-vectors/clrv2p0/document-canon.txt",
    ),
];

/// Published credentials that have no canonical form, and why.
const WITHOUT_FORM: [(&str, &str); 9] = [
    ("clr20/simple-noproof.json", "the context https://dc.imsglobal.org/draft/clr/v2p0/context is not known"),
    ("clr20/simple_old_safesigned.json", "the context https://dc.imsglobal.org/draft/clr/v2p0/context"),
    ("ob30/simple-err-context.json", "\"VerifiableCredential\" is not an absolute address"),
    ("ob30/simple-err-credential-subject-profile-type.json", "\"InvalidProfile\" is not an absolute"),
    ("ob30/simple-err-credential-subject-result-type.json", "\"InvalidResult\" is not an absolute"),
    ("ob30/simple-err-credential-subject-type.json", "\"InvalidAchievementSubject\" is not an absolute"),
    ("ob30/simple-err-issuer-otheridentifier-type.json", "\"InvalidIdentifierEntry\" is not an absolute"),
    ("ob30/simple-err-issuer-type.json", "\"InvalidProfile\" is not an absolute address"),
    ("ob30/simple-err-type.json", "\"OtherCredential\" is not an absolute address"),
];

/// The canonical form of a document, its proof not looked at.
fn form_of(file: &Path) -> Result<String> {
    let bytes = fs::read(file)?;
    let value = read(&bytes, Limits::RECORD)?;
    let document = value.as_object().context("no object")?.without("proof");
    Ok(crypto::rdf::canonical(crypto::json::Value::from(document).to_json().as_bytes())?)
}

/// Whether a vector has a canonical form, or lacks one for the reason that it is known to lack it.
fn has_form(file: &Path) -> Result<()> {
    let reason = WITHOUT_FORM.iter().find(|(name, _)| file.ends_with(name)).map(|(_, reason)| *reason);
    match (form_of(file), reason) {
        (Ok(form), None) => ensure!(!form.is_empty(), "the form is empty"),
        (Err(error), Some(reason)) => ensure!(format!("{error:#}").contains(reason), "{error:#}"),
        (Err(error), None) => return Err(error),
        (Ok(_), Some(reason)) => anyhow::bail!("has a form, although {reason}"),
    }
    Ok(())
}

fn vectors() -> Result<Option<Vec<Trial>>> {
    let root = tests::root().join("../shared/reference/vectors");
    let Ok(expected) = fs::read(root.join("EXPECTED.json")) else { return Ok(None) };
    let expected: Value = serde_json::from_slice(&expected)?;
    let mut knowledge = Knowledge::default();
    for name in ["legacy", "oidf"] {
        let text = fs::read_to_string(root.join(format!("dcc-fixtures/dids/{name}/did.json")))?;
        let did = format!("did:web:digitalcredentials.github.io:vc-test-fixtures:dids:{name}");
        knowledge.0.insert(did, Known::found(text));
    }
    stored_lists(&root, &mut knowledge)?;
    let mut trials = Vec::new();
    for (file, code, why) in DOUBTFUL {
        let named = entries(&expected).find(|entry| entry.ends_with(file));
        let path = root.join(named.with_context(|| format!("no vector {file}"))?);
        let knowledge = knowledge.clone();
        trials.push(trial(format!("status of {file}, because {why}"), move || {
            let report = run(&fs::read(path)?, &knowledge, NOW, &Policy::default());
            let status = report.check(CheckId::Status).context("no status check")?;
            ensure!(report.outcome == Verdict::Unknown && status.code == code, "{:#?}", report.checks);
            Ok(())
        }));
    }
    for entry in expected["files"].as_array().context("no files")? {
        let (Some(file), Some(outcome)) = (entry["file"].as_str(), entry["expected"].as_str()) else {
            continue;
        };
        let Some(good) = expectation(file, outcome) else { continue };
        let path = root.join(file);
        if path.extension().is_some_and(|extension| extension == "json") {
            trials.push(trial(format!("form of {file}"), move || has_form(&path)));
        }
        let report = run(&fs::read(root.join(file))?, &knowledge, NOW, &Policy::default());
        let doubtful = DOUBTFUL.iter().any(|(name, ..)| file.ends_with(name));
        if doubtful {
            continue;
        }
        let wanted = if good { Verdict::Valid } else { Verdict::Invalid };
        if UNBOUND.contains(&file) {
            trials.push(trial(format!("issuer of {file}, a web address"), move || unbound(&report)));
            let path = root.join(file);
            if good
                && path.extension().is_some_and(|extension| extension == "json")
                && !file.contains("clr20")
            {
                let knowledge = knowledge.clone();
                let name = format!("{file}, where its issuer lists the key");
                trials.push(trial(name, move || bound(&fs::read(path)?, knowledge)));
            }
            continue;
        }
        trials.push(trial(format!("vector {file}"), move || {
            ensure!(report.outcome == wanted, "came out {:?}: {:#?}", report.outcome, report.checks);
            Ok(())
        }));
    }
    trials.extend(older_vectors(&root.join("1edtech-validator/ob20"))?);
    for (document, form) in CANONICAL {
        let (document, form) = (root.join(document), root.join(form));
        trials.push(trial(format!("canonical form {}", form.display()), move || {
            let found = form_of(&document)?;
            ensure!(found == fs::read_to_string(form)?, "another form: {found}");
            Ok(())
        }));
    }
    for known in crypto::vocab::KNOWN {
        let name = format!("context {} ({})", known.url, known.edition);
        let folder = root.join("../contexts");
        trials.push(trial(name, move || {
            let ours = canonical(&known.document());
            let mut published = Vec::new();
            texts_of(&folder, known.url, &mut published)?;
            ensure!(
                published.contains(&ours),
                "none of the {} published texts says the same",
                published.len()
            );
            Ok(())
        }));
    }
    let signed = root.join("w3c-eddsa/eddsa-rdfc-2022/signedDataInt.json");
    trials.push(trial("the W3C's own eddsa-rdfc-2022 signature".to_owned(), move || {
        let report = run(&fs::read(signed)?, &knowledge, NOW, &Policy::default());
        let proof = report.check(CheckId::Proof).context("no proof check")?;
        ensure!(proof.outcome == Outcome::Passed, "{proof:?}");
        // Its issuer is a web address that nothing ties to the key.
        ensure!(report.outcome == Verdict::Unknown, "{:?}", report.outcome);
        Ok(())
    }));
    Ok(Some(trials))
}

/// Brings the status lists that are stored with the vectors.
fn stored_lists(root: &Path, knowledge: &mut Knowledge) -> Result<()> {
    for (address, file) in LISTS {
        let folder = "statusLists/didkey-ed25519Signature2020";
        let whole = |name: &str, base: &str| {
            if name.contains('/') { name.to_owned() } else { format!("{base}/{folder}/{name}") }
        };
        let text = fs::read_to_string(root.join(whole(file, "dcc-fixtures")))?;
        let address = whole(address, "https://digitalcredentials.github.io/vc-test-fixtures");
        knowledge.0.insert(address, Known::found(text));
    }
    Ok(())
}

/// The names of all vectors.
fn entries(expected: &Value) -> impl Iterator<Item = &str> {
    expected["files"].as_array().into_iter().flatten().filter_map(|entry| entry["file"].as_str())
}

/// Badges of Open Badges 2.0, the code that says how each was judged, and the file that stands at
/// the address of a hosted one.
const OLDER: [(&str, Verdict, &str, &str); 6] = [
    ("basic-assertion.json", Verdict::Valid, "hosted_same", "basic-assertion.json"),
    ("basic-assertion-expired.json", Verdict::Invalid, "expired", "basic-assertion-expired.json"),
    (
        "basic-assertion-invalid-context.json",
        Verdict::Invalid,
        "open_badges_2_vocabulary_missing",
        "basic-assertion-invalid-context.json",
    ),
    (
        "assertion-with-endorsements.json",
        Verdict::Valid,
        "endorsements_not_checked",
        "assertion-with-endorsements.json",
    ),
    // What is baked in lacks the evidence that the hosted one names.
    ("simple-badge.png", Verdict::Valid, "hosted_otherwise", "basic-assertion.json"),
    ("simple.jwt", Verdict::Valid, "signature_good", "basic-assertion.json"),
];

/// The vectors of Open Badges 2.0, with the documents that they link to and without.
fn older_vectors(folder: &Path) -> Result<Vec<Trial>> {
    let mut knowledge = Knowledge::default();
    for file in documents(&folder.join("assets"))? {
        let Ok(text) = fs::read_to_string(&file) else { continue }; // a picture
        let asset: Value = serde_json::from_str(&text)?;
        let id = asset["id"].as_str().with_context(|| format!("no id in {}", file.display()))?;
        knowledge.0.insert(id.to_owned(), Known::found(text));
    }
    let mut trials = Vec::new();
    for (file, verdict, code, home) in OLDER {
        let mut knowledge = knowledge.clone();
        let text = fs::read_to_string(folder.join(home))?;
        knowledge.0.insert("https://example.org/beths-robotics-badge.json".to_owned(), Known::found(text));
        let path = folder.join(file);
        trials.push(trial(format!("vector 1edtech-validator/ob20/{file}"), move || {
            let document = fs::read(path)?;
            let report = run(&document, &knowledge, NOW, &Policy::default());
            ensure!(report.outcome == verdict, "came out {:?}: {:#?}", report.outcome, report.checks);
            ensure!(report.checks.iter().any(|check| check.code == code), "no {code}: {:#?}", report.checks);
            ensure!(
                report.checks[0].code == "open_badges_2",
                "not called what it is: {:#?}",
                report.checks[0]
            );
            let alone = run(&document, &Knowledge::default(), NOW, &Policy::default());
            ensure!(alone.outcome != Verdict::Valid, "valid though nothing was looked up");
            Ok(())
        }));
    }
    Ok(trials)
}

/// A good signature by a key that nothing ties to the issuer.
fn unbound(report: &Report) -> Result<()> {
    let (proof, issuer) = (report.check(CheckId::Proof), report.check(CheckId::Issuer));
    let signed = proof.is_some_and(|check| matches!(check.outcome, Outcome::Passed | Outcome::Warning));
    let unproven = issuer.is_some_and(|check| check.code == "issuer_unproven");
    ensure!(signed && unproven && report.outcome == Verdict::Unknown, "{:#?}", report.checks);
    Ok(())
}

/// The same, where the issuer's own address lists the key.
fn bound(document: &[u8], mut knowledge: Knowledge) -> Result<()> {
    let value: Value = serde_json::from_slice(document)?;
    let issuer = value["issuer"]["id"].as_str().or(value["issuer"].as_str()).context("no issuer")?;
    let proof = value["proof"].get(0).unwrap_or(&value["proof"]);
    let method = proof["verificationMethod"].as_str().context("no verification method")?;
    let key = method.rsplit(['#', ':']).next().unwrap_or_default();
    let listed = json!({ "id": method, "type": "Multikey", "controller": issuer, "publicKeyMultibase": key });
    let text = json!({ "id": issuer, "assertionMethod": [listed] }).to_string();
    knowledge.0.insert(issuer.to_owned(), Known::found(text));
    let report = run(document, &knowledge, NOW, &Policy::default());
    ensure!(report.outcome == Verdict::Valid, "came out {:?}: {:#?}", report.outcome, report.checks);
    Ok(())
}

/// The published texts of the context at `url`, in canonical form.
///
/// `URLMAP.json` says which file stands for which address; of Open Badges the specification's
/// own repository has texts besides, under the same names, and those of the extensions.
fn texts_of(folder: &Path, url: &str, found: &mut Vec<String>) -> Result<()> {
    let map: BTreeMap<String, String> = serde_json::from_slice(&fs::read(folder.join("URLMAP.json"))?)?;
    let extension = url.strip_prefix("https://openbadgespec.org/extensions/");
    let file = extension.map(|name| format!("ob-extensions/{name}")).or_else(|| map.get(url).cloned());
    let file = file.with_context(|| format!("no file for {url}"))?;
    for file in [file.clone(), file.replace("/validator/", "/spec-repo/")] {
        if let Ok(bytes) = fs::read(folder.join(file)) {
            found.push(canonical(&read(&bytes, Limits::CREDENTIAL)?));
        }
    }
    Ok(())
}

/// Whether a vector is good or bad by its published outcome; `None` for what is no credential,
/// or whose outcome hangs on a list that is not at hand.
fn expectation(file: &str, outcome: &str) -> Option<bool> {
    let known = ["json", "jwt", "png", "svg"];
    let known =
        Path::new(file).extension().is_some_and(|extension| known.iter().any(|known| extension == *known));
    if !known || !(file.contains("/ob30/") || file.contains("/clr20/") || file.contains("dcc-fixtures/v")) {
        return None;
    }
    if outcome.starts_with("VALID") || outcome.starts_with("WARNING") || outcome.starts_with("proof valid") {
        return Some(true);
    }
    let bad = ["INVALID", "FATAL", "ERROR", "REVOKED", "EXPIRED", "NOT YET VALID"];
    bad.iter().any(|word| outcome.starts_with(word)).then_some(false)
}
