//! `cargo xtask test`, `soak` and `bench`.

use anyhow::Result;

use crate::postgres::Cluster;
use crate::shell::{self, cargo, say, step};
use crate::tally::Tally;
use crate::{fuzz, setup, web};

/// How long the tests that have a length should be.
const SOAK: &str = "LAUREL_SOAK";

/// Every test: each crate's own and its examples, on SQLite and PostgreSQL; then, on the
/// finished site, the stories, the independent implementations and the browser.
///
/// # Errors
/// When a test fails; the closing line counts them.
pub(crate) fn test() -> Result<()> {
    let mut tally = Tally::default();
    run(&mut tally, web::Mode::IfChanged, &[])?;
    tally.close()
}

/// The same with the sizes of the web bundle held to their budgets.
///
/// # Errors
/// As [`test()`], and when a budget is exceeded.
pub(crate) fn test_and_weigh() -> Result<()> {
    let mut tally = Tally::default();
    run(&mut tally, web::Mode::Check, &[])?;
    tally.close()
}

/// The same tests with a hundred times as many cases where they count cases, and the fuzz targets
/// guided by coverage.
///
/// # Errors
/// As [`test()`].
pub(crate) fn soak() -> Result<()> {
    let mut tally = Tally::default();
    run(&mut tally, web::Mode::IfChanged, &[(SOAK, "1"), ("PROPTEST_CASES", "25600")])?;
    fuzz::guided(&mut tally)?;
    tally.close()
}

/// Measures signing and verifying against their base unit, against a peer in Node.js where that
/// can run, how fast many awards are made, and what a visitor waits in a browser where there is one.
///
/// # Errors
/// When the benchmarks don't run.
pub(crate) fn bench() -> Result<()> {
    // Built first, so that the peer and we are measured in the same minute.
    let crypto = |more: &[&str]| {
        let mut command = cargo(["bench", "--package", "crypto", "--bench", "verify"]);
        command.args(more);
        command
    };
    step("Building the benchmarks", || shell::run(&mut crypto(&["--no-run"])))?;
    let peers = shell::root().join("tests/peers");
    let mut node = shell::command("node", ["bench.mjs"]);
    node.arg(shell::root().join("crypto/benches/badge.json")).current_dir(&peers);
    let mut command = crypto(&[]);
    match step("Measuring a peer", || shell::run_quietly(&mut node)) {
        Ok(line) => {
            command.env("LAUREL_BENCH_PEER", line.trim());
        }
        Err(_) => say("  Skipped: it needs Node.js, and the packages that npm ci puts into tests/peers"),
    }
    step("Measuring crypto", || shell::run(&mut command))?;
    web::build(web::Mode::IfChanged)?;
    step("Building the server that awards many", || {
        shell::run(&mut cargo(["build", "--locked", "--quiet", "--release", "--package", "server"]))
    })?;
    step("Measuring many awards", || {
        let mut bench =
            cargo(["run", "--locked", "--quiet", "--package", "tests", "--example", "bulk_bench"]);
        let name = format!("laurel{}", std::env::consts::EXE_SUFFIX);
        shell::run(bench.env("LAUREL_BIN", shell::target_dir().join("release").join(name)))
    })?;
    if let Err(missing) = setup::browser().and_then(|()| setup::peers()) {
        say(format_args!("  Skipped: from tap to verdict in the browser. {missing:#}"));
        return Ok(());
    }
    step("Building the server that the browser asks", || {
        shell::run(&mut cargo(["build", "--locked", "--quiet", "--workspace", "--bin", "laurel"]))
    })?;
    step("Measuring from tap to verdict in the browser", || {
        let mut bench =
            cargo(["run", "--locked", "--quiet", "--package", "tests", "--example", "browser_bench"]);
        shell::run(bench.env("LAUREL_BIN", laurel()))
    })
}

/// The program as the tests' build leaves it.
fn laurel() -> std::path::PathBuf {
    shell::target_dir().join("debug").join(format!("laurel{}", std::env::consts::EXE_SUFFIX))
}

fn run(tally: &mut Tally, mode: web::Mode, variables: &[(&str, &str)]) -> Result<()> {
    let cluster = match setup::postgres().and_then(|()| Cluster::start()) {
        Ok(cluster) => Some(cluster),
        Err(missing) => {
            tally.skip("the store on PostgreSQL", &missing);
            None
        }
    };
    // Always the whole workspace, so that every dependency is built once and with the same features.
    let cargo_test = |selection: &[String]| {
        let mut command = cargo(["test", "--locked", "--no-fail-fast", "--workspace"]);
        command.args(selection).envs(variables.iter().copied());
        if let Some(cluster) = &cluster {
            command.env("LAUREL_TEST_POSTGRES", cluster.url());
        }
        command
    };

    say("• Each crate's tests (the first build takes 7 minutes, an edit one)");
    tally.run(&mut cargo_test(&["--exclude".to_owned(), "tests".to_owned()]))?;

    web::build(mode)?;
    step("Building the server that the stories run against", || {
        shell::run(&mut cargo(["build", "--locked", "--quiet", "--workspace", "--bin", "laurel"]))
    })?;
    for part in [setup::browser(), setup::peers(), setup::qr_reader()] {
        if let Err(missing) = part {
            say(format_args!("• Will be skipped: {missing:#}"));
        }
    }
    say("• Stories, conformance, independent implementations, the browser (3 minutes)");
    tally.run(cargo_test(&crossing()?).env("LAUREL_BIN", laurel()))
}

/// `--test NAME` for each test that crosses crates.
fn crossing() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(shell::root().join("tests/tests"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names.into_iter().flat_map(|name| ["--test".to_owned(), name]).collect())
}
