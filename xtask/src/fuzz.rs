//! The fuzz targets for longer, guided by coverage: part of `cargo xtask soak`.
//!
//! The compiler's own flags add the counters that libFuzzer reads, so a stable compiler will do.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::{self, cargo, command, run_quietly, say};
use crate::tally::Tally;

/// What `cargo fuzz --sanitizer none` hands to the compiler.
const COUNTED: &str = "-Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// How long each target runs.
const SECONDS: u32 = 180;

/// Runs every target. What one run found new is kept in `target/fuzz`, and where the next begins.
///
/// # Errors
/// When a folder cannot be read or made.
pub(crate) fn guided(tally: &mut Tally) -> Result<()> {
    let built = shell::step("Building the fuzz targets", build);
    let program = match built {
        Ok(program) => program,
        Err(missing) => {
            tally.skip("the fuzz targets under libFuzzer (they need a C++ compiler)", &missing);
            return Ok(());
        }
    };
    let corpora = shell::root().join("crypto/fuzz/corpus");
    let credentials = shell::root().join("fixtures/credentials/valid");
    let mut names: Vec<String> = Vec::new();
    for folder in fs::read_dir(&corpora)? {
        names.push(folder?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names {
        say(format_args!("• Fuzzing {name} for {SECONDS} s"));
        let found = shell::target_dir().join("fuzz").join(&name);
        fs::create_dir_all(&found).with_context(|| format!("could not make {}", found.display()))?;
        let mut fuzzer = command(&program, [&found, &corpora.join(&name), &credentials]);
        fuzzer.env("LAUREL_FUZZ_TARGET", &name);
        fuzzer.args(["-max_len=8192", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=0"]);
        fuzzer.arg(format!("-max_total_time={SECONDS}"));
        fuzzer.arg(format!("-artifact_prefix={}", found.with_extension("failed-").display()));
        match run_quietly(&mut fuzzer) {
            Ok(_) => tally.passed += 1,
            Err(failure) => {
                say(format_args!("{failure:#}"));
                tally.failed += 1;
            }
        }
    }
    Ok(())
}

fn build() -> Result<PathBuf> {
    let target = shell::target_dir().join("guided");
    let mut build = cargo(["build", "--locked", "--quiet", "--package", "fuzz", "--features", "guided"]);
    // With a target named, the flags do not reach what runs while building.
    build.args(["--bin", "guided", "--target", "host-tuple"]);
    build.env("RUSTFLAGS", COUNTED).env("CARGO_TARGET_DIR", &target);
    run_quietly(&mut build)?;
    let program = Path::new("debug").join(format!("guided{}", std::env::consts::EXE_SUFFIX));
    fs::read_dir(&target)?
        .filter_map(|entry| Some(entry.ok()?.path().join(&program)))
        .find(|path| path.is_file())
        .context("cargo built no program")
}
