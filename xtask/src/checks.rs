//! `cargo xtask ci`: fastest failure first, then every test.

use anyhow::Result;

use crate::shell::{cargo, run, step};
use crate::{setup, suite};

/// The whole of CI.
///
/// # Errors
/// At the first check that fails.
pub(crate) fn ci() -> Result<()> {
    step("Format", || run(&mut cargo(["fmt", "--all", "--check"])))?;
    step("Lints (4 minutes the first time)", || {
        let clippy =
            ["clippy", "--locked", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
        run(&mut cargo(clippy))
    })?;
    for bundle in ["app", "wallet", "wallet,spanish"] {
        step(&format!("Lints of the browser's part: {bundle}"), || {
            run(cargo(["clippy", "--locked", "--quiet", "--package", "web", "--no-default-features"]).args([
                "--features",
                bundle,
                "--",
                "-D",
                "warnings",
            ]))
        })?;
    }
    step("Lints of the browser's smaller verifier", || {
        let lean = ["clippy", "--locked", "--quiet", "--package", "crypto", "--package", "verifier"];
        let features = ["--no-default-features", "--features", "verifier/lean"];
        run(cargo(lean).args(features).args(["--", "-D", "warnings"]))
    })?;
    step("Documentation", || {
        run(cargo(["doc", "--locked", "--quiet", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    setup::cargo_deny()?;
    step("Licences, bans and sources", || {
        run(&mut cargo([
            "deny",
            "--locked",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ]))
    })?;
    suite::test_and_weigh()
}
