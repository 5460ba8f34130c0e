//! Laurel's tokens against an independent implementation of JOSE: `jose` from npm.
//!
//! Each side signs with every algorithm that it has, the other verifies, and a change of the
//! payload is refused. Without Node.js or the packages every trial counts as skipped.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use crypto::did::{did_key_method_of, did_key_of};
use crypto::jose::sign_credential;
use crypto::key::{P256SecretKey, SecretKey, SigningKey};
use crypto::verify::{CheckId, Knowledge, Outcome, Policy, Report, Verdict, run};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use tempfile::TempDir;
use tests::peers;
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
            trial("laurel_verifies_the_tokens_of_a_peer_and_no_change_of_them", tokens_of_a_peer),
            trial("a_peer_verifies_the_tokens_of_laurel_and_no_change_of_them", tokens_of_laurel),
        ],
    )
    .exit();
}

fn judge(token: &str) -> Report {
    run(token.as_bytes(), &Knowledge::default(), datetime!(2026-06-01 12:00 UTC), &Policy::default())
}

fn outcome(report: &Report, id: CheckId) -> Option<Outcome> {
    report.check(id).map(|check| check.outcome)
}

fn tokens_of_a_peer() -> Result<()> {
    let dir = TempDir::new()?;
    let credential = peers::dir().join("credential.json");
    let args = ["issue", &credential.to_string_lossy(), &dir.path().to_string_lossy()];
    let tokens = peers::run("tokens.mjs", &args)?;
    ensure!(tokens.len() == 60, "{} tokens", tokens.len());
    for token in tokens {
        let file = token["file"].as_str().context("a line without its file")?;
        let report = judge(&fs::read_to_string(file)?);
        let found = (outcome(&report, CheckId::Proof), outcome(&report, CheckId::Issuer));
        if token["valid"] == true {
            ensure!(found == (Some(Outcome::Passed), Some(Outcome::Passed)), "{file}: {:#?}", report.checks);
            // The older form has faults of its own kind, which are not the signature's.
            ensure!(
                report.outcome == Verdict::Valid || file.contains("older"),
                "{file}: {:#?}",
                report.checks
            );
        } else {
            ensure!(found.0 == Some(Outcome::Failed), "{file}: {:#?}", report.checks);
        }
    }
    Ok(())
}

fn tokens_of_laurel() -> Result<()> {
    let dir = TempDir::new()?;
    let document = fs::read_to_string(peers::dir().join("credential.json"))?;
    let keys = [
        SigningKey::Ed25519(SecretKey::from_seed(&[7; 32])),
        SigningKey::P256(P256SecretKey::from_bytes(&[7; 32])?),
    ];
    for key in keys {
        let multibase = key.multibase();
        let document = document.replace("did:example:replaced-when-signing", &did_key_of(&multibase));
        let token = sign_credential(&document, &key, &did_key_method_of(&multibase))?;
        ensure!(judge(&token).outcome == Verdict::Valid, "refused by us: {:#?}", judge(&token).checks);
        let changed = with_another_name(&token)?;
        ensure!(judge(&changed).outcome == Verdict::Invalid, "a change was accepted by us");
        let mut files = Vec::new();
        for (name, text) in [("jwk", &key.public().to_jwk()), ("good", &token), ("changed", &changed)] {
            let file = dir.path().join(name);
            fs::write(&file, text)?;
            files.push(file.to_string_lossy().into_owned());
        }
        let args: Vec<&str> = std::iter::once("verify").chain(files.iter().map(String::as_str)).collect();
        let lines = peers::run("tokens.mjs", &args)?;
        ensure!(lines[0]["verified"] == true, "refused: {}", lines[0]["error"]);
        ensure!(lines[1]["verified"] == false, "a change was accepted");
        let signed: Value = serde_json::from_str(&document)?;
        ensure!(lines[0]["payload"]["credentialSubject"] == signed["credentialSubject"], "another payload");
        ensure!(lines[0]["header"]["typ"] == "JWT", "another type: {}", lines[0]["header"]);
    }
    Ok(())
}

/// The token with another recipient in its payload.
fn with_another_name(token: &str) -> Result<String> {
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        bail!("not three parts");
    };
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(payload)?)?;
    ensure!(text.contains("Ada Vogel"), "nothing to change");
    let changed = BASE64_URL_SAFE_NO_PAD.encode(text.replace("Ada Vogel", "Bob Vogel"));
    Ok(format!("{header}.{changed}.{signature}"))
}
