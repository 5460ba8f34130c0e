//! Independent implementations, run by Node.js from `tests/peers`.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// `tests/peers`.
pub fn dir() -> PathBuf {
    crate::root().join("tests/peers")
}

/// Why the peers can't be run here, if they can't.
pub fn missing() -> Option<&'static str> {
    let node = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !node.is_ok_and(|status| status.success()) {
        Some("Node.js is missing")
    } else if !dir().join("node_modules/jsonld").is_dir() {
        Some("the npm packages are missing: run npm ci in tests/peers")
    } else {
        None
    }
}

/// Runs a script; one JSON value for each line it prints.
///
/// # Errors
/// When the script fails or prints something else.
pub fn run(script: &str, args: &[&str]) -> Result<Vec<Value>> {
    let mut node = Command::new("node");
    node.arg(script).args(args).current_dir(dir()).stdin(Stdio::null());
    let output = node.output().context("could not start node")?;
    if !output.status.success() {
        bail!("{script} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let stdout = String::from_utf8(output.stdout)?;
    stdout
        .lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("no JSON: {line}")))
        .collect()
}

/// A script that stays and answers each line of JSON with one.
#[derive(Debug)]
pub struct Conversation {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Conversation {
    /// Starts a script of `tests/peers`.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(script: &str) -> Result<Self> {
        let mut node = Command::new("node");
        node.arg(script).current_dir(dir()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = node.spawn().context("could not start node")?;
        let answers = child.stdout.take().context("no standard output")?;
        Ok(Self { questions: child.stdin.take(), answers: BufReader::new(answers), child })
    }

    /// The answer to one question.
    ///
    /// # Errors
    /// When the script has ended or answers with something else than JSON.
    pub fn ask(&mut self, question: &Value) -> Result<Value> {
        let questions = self.questions.as_mut().context("no standard input")?;
        writeln!(questions, "{question}")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("no JSON: {line}"))
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // The end of its input is the end of the script.
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}

/// The text of axe, the accessibility checker, for a page to run.
///
/// # Errors
/// When its package is missing.
pub fn axe() -> Result<String> {
    Ok(std::fs::read_to_string(dir().join("node_modules/axe-core/axe.min.js"))?)
}
