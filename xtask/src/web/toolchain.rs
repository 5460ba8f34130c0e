//! A compiler that can make WASM.
//!
//! Asked in this order, so that nothing is downloaded where something is at hand: the default
//! toolchain, if it has the target; Debian's `rustc-web`, which builds the standard library
//! from `rust-web-src`; the same, installed now; and last rustup's own download.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{setup, shell};

const TARGET: &str = "wasm32-unknown-unknown";
/// Rounds of SHA-2 as a loop: unrolled they weigh ten times as much, and save microseconds.
const SMALL: &str = r#"--cfg sha2_backend="soft" --cfg sha2_backend_soft="compact""#;
const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/Cargo.lock";

/// Debian's packages: a compiler new enough for this workspace, and the library's source.
pub(crate) const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// How to call the compiler.
pub(crate) enum Toolchain {
    /// The one that runs this chore.
    Default,
    /// Debian's, with the standard library built along and somebody's `lld` as linker.
    Debian {
        /// `rust-lld` or `wasm-ld`.
        linker: PathBuf,
    },
}

impl Toolchain {
    /// The first that is here or can be brought here.
    ///
    /// # Errors
    /// When there is none; the message says what to do.
    pub(crate) fn find() -> Result<Self> {
        if has_target()? {
            return Ok(Self::Default);
        }
        let debian = debian_is_installed() || setup::apt_install(&DEBIAN_PACKAGES).is_ok();
        if debian && let Some(linker) = linker()? {
            return Ok(Self::Debian { linker });
        }
        let added = shell::command("rustup", ["target", "add", TARGET]).status();
        if added.is_ok_and(|status| status.success()) && has_target()? {
            return Ok(Self::Default);
        }
        bail!(
            "no compiler for WASM here. Do this: rustup target add {TARGET}   (or, on Debian: apt install {} lld)",
            DEBIAN_PACKAGES.join(" ")
        )
    }

    /// In a few words, for the person who waits.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Default => "the default toolchain",
            Self::Debian { .. } => "Debian's rustc-web",
        }
    }

    /// `cargo build` of one library for the browser.
    pub(crate) fn build(&self, package: &str, features: &[&str], target_dir: &Path) -> Command {
        let mut command = match self {
            Self::Default => {
                let mut command = shell::cargo(["rustc"]);
                command.env(RUSTFLAGS, SMALL);
                command
            }
            Self::Debian { linker } => {
                // The library is built for size, and a panic is a bare trap: a browser shows no
                // more of it either way. Together a tenth of the download.
                let library = ["-Zbuild-std=std", "-Zbuild-std-features=optimize_for_size"];
                let mut command = shell::command(DEBIAN_CARGO, ["rustc"]);
                command.args(library);
                // Left by the rustup proxy that runs this chore: they would choose its compiler.
                for name in ["RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTDOC", "CARGO", "LD_LIBRARY_PATH"] {
                    command.env_remove(name);
                }
                command
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    .env(RUSTFLAGS, format!("-Zunstable-options -Cpanic=immediate-abort {SMALL}"));
                command
            }
        };
        command
            .args(["--locked", "--quiet", "--lib", "--crate-type", "cdylib"])
            .args(["--package", package, "--profile", "wasm-release", "--target", TARGET])
            .arg("--target-dir")
            .arg(target_dir)
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTFLAGS");
        if !features.is_empty() {
            command.args(["--no-default-features", "--features", &features.join(",")]);
        }
        command
    }
}

/// Where [`Toolchain::build`] leaves a package's module.
pub(crate) fn module(package: &str, target_dir: &Path) -> PathBuf {
    target_dir.join(TARGET).join("wasm-release").join(format!("{package}.wasm"))
}

fn sysroot() -> Result<PathBuf> {
    let printed = shell::run_quietly(&mut shell::command("rustc", ["--print", "sysroot"]))
        .context("could not ask rustc where it lives")?;
    Ok(PathBuf::from(printed.trim()))
}

fn has_target() -> Result<bool> {
    Ok(sysroot()?.join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn debian_is_installed() -> bool {
    [DEBIAN_CARGO, DEBIAN_RUSTC, DEBIAN_SOURCE].iter().all(|path| Path::new(path).exists())
}

/// rustup's `rust-lld`, else a `wasm-ld` of any version, else Debian's `lld` installed now.
fn linker() -> Result<Option<PathBuf>> {
    let sysroot = sysroot()?;
    let hosts = std::fs::read_dir(sysroot.join("lib/rustlib")).into_iter().flatten().flatten();
    if let Some(found) = hosts.map(|host| host.path().join("bin/rust-lld")).find(|path| path.is_file()) {
        return Ok(Some(found));
    }
    if let Some(found) = wasm_ld() {
        return Ok(Some(found));
    }
    if setup::apt_install(&["lld"]).is_ok() {
        return Ok(wasm_ld());
    }
    Ok(None)
}

fn wasm_ld() -> Option<PathBuf> {
    std::iter::once("wasm-ld".to_owned())
        .chain((14..30).rev().map(|version| format!("wasm-ld-{version}")))
        .find_map(|name| shell::find_program(&name))
}
