//! The program `laurel`, called as a person calls it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What one call came to.
#[derive(Debug)]
pub struct Answer {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// The program's path: `LAUREL_BIN`, else beside the running test.
///
/// # Errors
/// When it has not been built.
pub fn path() -> Result<PathBuf> {
    let path = if let Some(path) = std::env::var_os("LAUREL_BIN") {
        PathBuf::from(path)
    } else {
        let test = std::env::current_exe()?; // target/debug/deps/name-hash
        let folder = test.parent().and_then(Path::parent).context("a test lies in target/debug/deps")?;
        folder.join(format!("laurel{}", std::env::consts::EXE_SUFFIX))
    };
    if !path.is_file() {
        bail!("{} is not built yet: cargo build --package server", path.display());
    }
    Ok(path)
}

/// A call of the program, with no configuration from the environment.
///
/// # Errors
/// As [`path`].
pub fn command(args: &[&str]) -> Result<Command> {
    let mut command = Command::new(path()?);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("LAUREL_") {
            command.env_remove(name);
        }
    }
    command.args(args).stdin(Stdio::null());
    Ok(command)
}

/// Calls the program to its end.
///
/// # Errors
/// When it can't be started.
pub fn call(args: &[&str]) -> Result<Answer> {
    let Output { status, stdout, stderr } = command(args)?.output().context("could not start laurel")?;
    Ok(Answer {
        code: status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    })
}

/// Calls the program, and takes anything but exit code 0 as an error.
///
/// # Errors
/// When it can't be started or doesn't end well.
pub fn call_well(args: &[&str]) -> Result<String> {
    let answer = call(args)?;
    if answer.code != 0 {
        bail!("laurel {} ended with {}:\n{}{}", args.join(" "), answer.code, answer.stdout, answer.stderr);
    }
    Ok(answer.stdout)
}

/// `laurel verify --json` with `options` over `files`: the exit code, and one report a file.
///
/// # Errors
/// When a line of its output is no JSON.
pub fn verify(options: &[&str], files: &[&Path]) -> Result<(i32, Vec<Value>)> {
    let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    let mut args = vec!["verify", "--json"];
    args.extend(options);
    args.extend(files.iter().map(AsRef::as_ref));
    let answer = call(&args)?;
    let reports = answer.stdout.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>();
    let reports = reports.with_context(|| format!("not one JSON object a line: {answer:?}"))?;
    if reports.len() != files.len() {
        bail!("{} files, {} reports: {}", files.len(), reports.len(), answer.stderr);
    }
    Ok((answer.code, reports))
}

/// The outcome of one check of a report, such as `passed`.
pub fn outcome<'a>(report: &'a Value, check: &str) -> Option<&'a str> {
    report["checks"].as_array()?.iter().find(|line| line["id"] == check)?["outcome"].as_str()
}

/// `tests/peers/credential.json` after `edit`, signed by a new key, as `signed.json` in `dir`.
///
/// # Errors
/// When `laurel keygen` or `laurel sign` fails.
pub fn signed(dir: &Path, edit: impl FnOnce(&mut Value)) -> Result<PathBuf> {
    let key = dir.join("key.json");
    std::fs::write(&key, call_well(&["keygen"])?)?;
    let jwk: Value = serde_json::from_slice(&std::fs::read(&key)?)?;
    let unsigned = std::fs::read(crate::peers::dir().join("credential.json"))?;
    let mut credential: Value = serde_json::from_slice(&unsigned)?;
    credential["issuer"]["id"] = jwk["did"].clone();
    edit(&mut credential);
    let file = dir.join("unsigned.json");
    std::fs::write(&file, credential.to_string())?;
    let signed = dir.join("signed.json");
    let text = call_well(&["sign", "--key", &key.to_string_lossy(), &file.to_string_lossy()])?;
    std::fs::write(&signed, text)?;
    Ok(signed)
}
