//! The workers' scripts, by Node.js where it is at hand.

use std::process::{Command, Stdio};

use crate::shell;

#[test]
fn knowledge_is_asked_for_kept_and_refused_as_its_trials_say() {
    let found = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !found.is_ok_and(|status| status.success()) {
        return;
    }
    let root = shell::root();
    // A module, which Node.js tells by the name.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("knowledge.mjs");
    std::fs::copy(root.join("web/js/knowledge.js"), &script).unwrap();
    let output = Command::new("node")
        .arg("--test")
        .arg(root.join("xtask/src/web/knowledge.test.mjs"))
        .env("KNOWLEDGE", &script)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn the_service_worker_keeps_and_forgets_as_its_trials_say() {
    let found = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !found.is_ok_and(|status| status.success()) {
        return;
    }
    let root = shell::root();
    let output = Command::new("node")
        .arg("--test")
        .arg(root.join("xtask/src/web/sw.test.mjs"))
        .env("SW", root.join("web/js/sw.js"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_key_of_ones_own_is_made_kept_and_never_read_as_its_trials_say() {
    let found = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !found.is_ok_and(|status| status.success()) {
        return;
    }
    let root = shell::root();
    // A module, which Node.js tells by the name.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("keys.mjs");
    std::fs::copy(root.join("web/src/islands/own_key/keys.js"), &script).unwrap();
    let output = Command::new("node")
        .arg("--test")
        .arg(root.join("xtask/src/web/keys.test.mjs"))
        .env("KEYS", &script)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
