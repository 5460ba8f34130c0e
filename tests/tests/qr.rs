//! QR codes against two independent readers, `ZBar` and `ZXing`: as drawn, out of focus, and askew.
//!
//! What they read of a code that holds a whole credential is unpacked and verified. A reader that
//! is missing counts as skipped.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use crypto::compact;
use crypto::verify::{CheckId, Knowledge, Outcome, Policy, run};
use libtest_mimic::{Arguments, Failed, Trial};
use tempfile::TempDir;
use tests::peers;
use tests::picture::Picture;
use time::macros::datetime;

const ORIGIN: &str = "https://laurel.example.edu";
/// Pixels of a module: what the service draws.
const MODULE_PX: usize = 8;
/// How far a point is spread, in pixels, and how far the paper is turned, in degrees.
const BLUR_PX: f64 = 3.0;
const TURN: f64 = 5.0;

type Reader = fn(&Path) -> Result<String>;

fn main() {
    let args = Arguments::from_args();
    let zbar = Command::new("zbarimg").arg("--version").output().is_err();
    let zbar = zbar.then_some("zbarimg is missing (Debian: apt install zbar-tools)");
    let readers: [(&str, Reader, Option<&str>); 2] =
        [("zbar", read_by_zbar, zbar), ("zxing", read_by_zxing, peers::missing())];
    let mut trials = Vec::new();
    for (name, reader, missing) in readers {
        if let Some(reason) = missing {
            eprintln!("Skipped: {reason}");
        }
        let trial = |what: &str, test: fn(Reader) -> Result<()>| {
            Trial::test(format!("{name}_reads_{what}"), move || {
                test(reader).map_err(|error| Failed::from(format!("{error:#}")))
            })
            .with_ignored_flag(missing.is_some())
        };
        trials.push(trial("a_link_however_it_is_held", link));
        trials.push(trial("a_whole_credential_however_it_is_held_and_it_verifies", credential));
    }
    libtest_mimic::run(&args, trials).exit();
}

fn link(reader: Reader) -> Result<()> {
    let address = format!("{ORIGIN}/s/xGMlR43DFMd6MxQVWX7Njr1cYpgKon9PoblYL65QgAs");
    for (how, text) in read(&address, reader)? {
        ensure!(text == address, "{how}: {text}");
    }
    Ok(())
}

fn credential(reader: Reader) -> Result<()> {
    let badge = std::fs::read(tests::fixtures().join("credentials/valid/badge.json"))?;
    let address = compact::address(ORIGIN, &badge)?;
    for (how, text) in read(&address, reader)? {
        let document = compact::find(&text).with_context(|| format!("{how}: {text}"))??;
        let now = datetime!(2026-06-01 12:00 UTC);
        let report = run(&document, &Knowledge::default(), now, &Policy::default());
        for id in [CheckId::Proof, CheckId::Issuer] {
            let outcome = report.check(id).map(|check| check.outcome);
            ensure!(outcome == Some(Outcome::Passed), "{how}: {:#?}", report.checks);
        }
    }
    Ok(())
}

/// What a reader makes of a code in each state, and the state's name.
fn read(address: &str, reader: Reader) -> Result<Vec<(&'static str, String)>> {
    let dir = TempDir::new()?;
    let drawn = Picture::of_qr(address, MODULE_PX)?;
    let states = [
        ("out of focus", drawn.blurred(BLUR_PX)),
        ("askew", drawn.turned(TURN)),
        ("askew and out of focus", drawn.turned(TURN).blurred(BLUR_PX)),
        ("as drawn", drawn),
    ];
    let mut texts = Vec::new();
    for (how, picture) in states {
        let file = dir.path().join("code.png");
        std::fs::write(&file, picture.to_png()?)?;
        texts.push((how, reader(&file).context(how)?));
    }
    Ok(texts)
}

fn read_by_zbar(file: &Path) -> Result<String> {
    let output = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(file).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

fn read_by_zxing(file: &Path) -> Result<String> {
    let answers = peers::run("qr.mjs", &[&file.to_string_lossy()])?;
    match answers.first().map(|answer| (answer["text"].as_str(), answer["error"].as_str())) {
        Some((Some(text), _)) => Ok(text.to_owned()),
        Some((None, Some(error))) => bail!("{error}"),
        _ => bail!("no answer"),
    }
}
