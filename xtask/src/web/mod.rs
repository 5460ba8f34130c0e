//! `cargo xtask web`: the browser's part of the site.
//!
//! WASM modules from one source tree: `app` and `wallet` (the islands of pages for everybody, and of
//! those behind the sign-in), each once for every language that islands speak, `verifier` (crypto,
//! in a worker), and two that the worker loads when it needs them: `verifier_full` for documents of
//! rarer forms, and `reader` for tables, archives and QR codes. wasm-bindgen runs as a library, so
//! there is no tool to install and no version to keep in step by hand.

mod bundle;
#[cfg(test)]
mod scripts;
mod slim;
pub(crate) mod sources;
mod toolchain;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::shell::{self, say, step};
pub(crate) use toolchain::Toolchain;

/// How much to do, and how strict to be.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Mode {
    /// Nothing, when the bundle is of these very sources.
    IfChanged,
    /// Everything, and a size over its budget is an error.
    Check,
}

/// Package, features, and the logical name under which scripts know it.
const MODULES: [(&str, &[&str], &str); 7] = [
    ("verifier", &["lean"], "verifier"),
    ("verifier", &["full"], "verifier_full"),
    ("reader", &["worker"], "reader"),
    ("web", &["app"], "app"),
    ("web", &["app", "spanish"], "app_es"),
    ("web", &["wallet"], "wallet"),
    ("web", &["wallet", "spanish"], "wallet_es"),
];

/// Builds the bundle into `target/web`.
///
/// # Errors
/// When a compiler is missing or fails, or a size is over its budget in [`Mode::Check`].
pub(crate) fn build(mode: Mode) -> Result<()> {
    let sources = sources::hash(shell::root()).context("could not read the web sources")?;
    if mode == Mode::IfChanged && bundle::current_sources().as_ref() == Some(&sources) {
        say("• The browser's part is up to date");
        return Ok(());
    }
    let toolchain = Toolchain::find()?;
    let target_dir = shell::target_dir().join("wasm");
    let mut files = BTreeMap::new();
    for (package, features, name) in MODULES {
        let title = format!(
            "Compiling {name} for the browser with {} (3 minutes the first time, 15 s after an edit)",
            toolchain.name()
        );
        step(&title, || shell::run(&mut toolchain.build(package, features, &target_dir)))?;
        bind(name, &toolchain::module(package, &target_dir), &mut files)?;
    }
    let web = shell::root().join("web");
    add_folder(&web.join("js"), &mut files)?;
    add_folder(&web.join("static"), &mut files)?;
    files.insert("style.css".to_owned(), style(&web.join("style"))?);
    for (name, bytes) in &mut files {
        if Path::new(name).extension().is_some_and(|extension| extension == "js") {
            let script = std::str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
            *bytes = slim::script(script).into_bytes();
        }
    }
    step("Naming and compressing (10 s)", || bundle::write(&files, &sources, mode == Mode::Check))
}

/// wasm-bindgen's two halves of a module, under their logical names.
fn bind(name: &str, module: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let mut output = Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen could not read {}", module.display()))?;
    files.insert(format!("{name}.js"), output.js().as_bytes().to_vec());
    for (identifier, snippets) in output.snippets() {
        for (index, snippet) in snippets.iter().enumerate() {
            files.insert(format!("snippets/{identifier}/inline{index}.js"), snippet.as_bytes().to_vec());
        }
    }
    for (path, text) in output.local_modules() {
        files.insert(format!("snippets/{path}"), text.as_bytes().to_vec());
    }
    files.insert(format!("{name}.wasm"), output.wasm_mut().emit_wasm());
    Ok(())
}

/// The files of a folder, each under its own name; a folder that isn't there has none.
fn add_folder(dir: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for path in list(dir)? {
        let name = path.file_name().ok_or_else(|| anyhow!("a file without a name"))?;
        files.insert(name.to_string_lossy().into_owned(), fs::read(&path)?);
    }
    Ok(())
}

/// All style sheets as one, in the order of their names (`10-reset.css`, `20-tokens.css`, …).
fn style(dir: &Path) -> Result<Vec<u8>> {
    let mut style = Vec::new();
    for path in list(dir)?.iter().filter(|path| path.extension().is_some_and(|extension| extension == "css"))
    {
        style.extend(fs::read(path)?);
        style.push(b'\n');
    }
    Ok(style)
}

fn list(dir: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut paths = Vec::new();
    if dir.is_dir() {
        for entry in fs::read_dir(dir).with_context(|| format!("could not list {}", dir.display()))? {
            let path = entry?.path();
            if path.is_file() {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}
