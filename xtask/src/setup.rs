//! Installing what the chores need, where that can be done.
//!
//! As root on Debian packages are installed at once; a person at a terminal is asked first;
//! otherwise nothing is touched and the caller says what is missing.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::shell::{self, say, step};
use crate::web;

/// Browser and driver for the stories in a real browser.
const BROWSER_PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];
/// The server, not only the client.
const POSTGRES_PACKAGES: [&str; 1] = ["postgresql"];
/// A reader of QR codes that is not ours.
const QR_PACKAGES: [&str; 1] = ["zbar-tools"];
/// Independent implementations, and axe, from npm.
const PEERS: &str = "tests/peers";

/// Installs all of it, and says what could not be had.
///
/// # Errors
/// When there is no compiler for WASM, without which nothing else is of use.
pub(crate) fn everything() -> Result<()> {
    step("A compiler for WASM", || {
        web::Toolchain::find().map(|found| say(format_args!("  {}", found.name())))
    })?;
    for (title, outcome) in [
        ("Chromium and its driver", browser()),
        ("PostgreSQL", postgres()),
        ("Independent implementations from npm", peers()),
        ("A reader of QR codes", qr_reader()),
        ("cargo-deny", cargo_deny()),
    ] {
        match outcome {
            Ok(()) => say(format_args!("• {title}: here")),
            Err(missing) => say(format_args!("• {title}: missing. {missing:#}")),
        }
    }
    Ok(())
}

/// Chromium and chromedriver, for the tests in a browser.
///
/// # Errors
/// When they are missing and can't be installed.
pub(crate) fn browser() -> Result<()> {
    let here = || {
        shell::find_program("chromedriver").is_some()
            && ["chromium", "google-chrome", "chrome"].iter().any(|name| shell::find_program(name).is_some())
    };
    if here() || (apt_install(&BROWSER_PACKAGES).is_ok() && here()) {
        return Ok(());
    }
    bail!("Install Chromium and chromedriver (Debian: apt install {})", BROWSER_PACKAGES.join(" "))
}

/// The programs of a PostgreSQL server.
///
/// # Errors
/// When they are missing and can't be installed.
pub(crate) fn postgres() -> Result<()> {
    let here = || crate::postgres::programs().is_some();
    if here() || (apt_install(&POSTGRES_PACKAGES).is_ok() && here()) {
        return Ok(());
    }
    bail!("Install PostgreSQL's server (Debian: apt install {})", POSTGRES_PACKAGES.join(" "))
}

/// `zbarimg`, an independent reader of QR codes.
///
/// # Errors
/// When it is missing and can't be installed.
pub(crate) fn qr_reader() -> Result<()> {
    let here = || shell::find_program("zbarimg").is_some();
    if here() || (apt_install(&QR_PACKAGES).is_ok() && here()) {
        return Ok(());
    }
    bail!("Install zbarimg (Debian: apt install {})", QR_PACKAGES.join(" "))
}

/// The npm packages of `tests/peers`, exactly as its lock file says.
///
/// # Errors
/// When node or npm is missing, or the registry can't be reached.
pub(crate) fn peers() -> Result<()> {
    let dir = shell::root().join(PEERS);
    let lock = std::fs::read(dir.join("package-lock.json"))?;
    // npm keeps a lock of its own in node_modules; this copy of ours says what was installed.
    let stamp = dir.join("node_modules/.laurel-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if shell::find_program("npm").is_none() {
        bail!("Install Node.js 20 or later with npm");
    }
    step("Installing the npm peers (20 s)", || {
        let mut npm = shell::command("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        shell::run_quietly(npm.current_dir(&dir))
    })?;
    std::fs::write(stamp, lock)?;
    Ok(())
}

/// The checker of licences, bans and sources.
///
/// # Errors
/// When it can't be built.
pub(crate) fn cargo_deny() -> Result<()> {
    if shell::find_program("cargo-deny").is_some() {
        return Ok(());
    }
    step("Installing cargo-deny (5 minutes)", || {
        let target_dir = shell::target_dir().join("cargo-deny");
        let mut install = shell::cargo(["install", "--locked", "--quiet", "cargo-deny"]);
        shell::run(install.current_dir(std::env::temp_dir()).arg("--target-dir").arg(target_dir))
    })
}

/// Installs Debian packages: at once as root, after asking at a terminal, else not at all.
///
/// # Errors
/// When this is no Debian, nobody may install, or `apt-get` fails.
pub(crate) fn apt_install(packages: &[&str]) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || shell::find_program("apt-get").is_none() {
        bail!("not a Debian system");
    }
    let root = shell::run_quietly(&mut shell::command("id", ["-u"]))?.trim() == "0";
    let allowed = root || (shell::find_program("sudo").is_some() && agreed(packages));
    if !allowed {
        bail!("only root may install packages");
    }
    step(&format!("Installing {} (a minute)", packages.join(" ")), || {
        refresh_lists(root)?;
        let install = ["install", "--yes", "--no-install-recommends"];
        shell::run_quietly(apt(root).args(install).args(packages)).map(drop)
    })
}

/// `apt-get update`, once for each run of this program.
fn refresh_lists(root: bool) -> Result<()> {
    static REFRESHED: OnceLock<()> = OnceLock::new();
    if REFRESHED.get().is_none() {
        shell::run_quietly(apt(root).arg("update"))?;
        let _ = REFRESHED.set(()); // set twice is as good as set once
    }
    Ok(())
}

fn apt(root: bool) -> Command {
    let mut command = if root {
        shell::command("apt-get", ["--quiet"])
    } else {
        // sudo may have to ask for a password.
        let mut sudo = shell::command("sudo", ["apt-get", "--quiet"]);
        sudo.stdin(std::process::Stdio::inherit());
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[expect(clippy::print_stdout, reason = "a question to the person at the terminal")]
fn agreed(packages: &[&str]) -> bool {
    if !std::io::stdin().is_terminal() || std::env::var_os("CI").is_some() {
        return false;
    }
    print!("Install {} with sudo apt-get? [y/N] ", packages.join(" "));
    let mut answer = String::new();
    std::io::stdout().flush().is_ok()
        && std::io::stdin().read_line(&mut answer).is_ok()
        && answer.trim().eq_ignore_ascii_case("y")
}
