//! Puts the browser's bundle into release builds.
//!
//! `cargo xtask web` writes the bundle to `target/web`, with a hash of everything it was made
//! from. A release build embeds it, and fails when it is missing or of other sources: a binary
//! never carries yesterday's scripts. Debug builds read the folder when they run.

use std::{env, error::Error, fmt::Write, fs, path::Path};

#[path = "../xtask/src/web/sources.rs"]
mod sources;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(laurel_bundle)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    if env::var("PROFILE")? != "release" {
        return Ok(());
    }
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("..").canonicalize()?;
    for input in sources::INPUTS {
        println!("cargo::rerun-if-changed={}", root.join(input).display());
    }
    let folder = root.join("target/web");
    println!("cargo::rerun-if-changed={}", folder.join("manifest.tsv").display());
    let bundle =
        embed(&root, &folder).map_err(|problem| format!("{problem}; run `cargo xtask web` first"))?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("bundle.rs"), bundle)?;
    println!("cargo::rustc-cfg=laurel_bundle");
    Ok(())
}

/// A function that gives the files of the bundle, as Rust.
fn embed(root: &Path, folder: &Path) -> Result<String, Box<dyn Error>> {
    let manifest = fs::read_to_string(folder.join("manifest.tsv"))
        .map_err(|err| format!("there is no bundle of the browser's part in {} ({err})", folder.display()))?;
    let mut files = String::new();
    let mut made_from = None;
    for line in manifest.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["sources", hash] => made_from = Some(hash.to_owned()),
            [name, file, _hash] => {
                let path =
                    folder.join(file).to_str().ok_or("the bundle's folder has no UTF-8 name")?.to_owned();
                let (brotli, gzip) = (format!("{path}.br"), format!("{path}.gz"));
                writeln!(
                    files,
                    "    File {{ name: Cow::Borrowed({name:?}), path: Cow::Borrowed({file:?}), \
                     raw: Cow::Borrowed(include_bytes!({path:?})), \
                     brotli: Cow::Borrowed(include_bytes!({brotli:?})), \
                     gzip: Cow::Borrowed(include_bytes!({gzip:?})) }},",
                )?;
            }
            _ => return Err(format!("the bundle's manifest has a line of another kind: {line:?}").into()),
        }
    }
    if made_from.as_deref() != Some(&sources::hash(root)?) {
        return Err("the bundle of the browser's part was made from other sources".into());
    }
    Ok(format!("fn embedded() -> Vec<File> {{\n    vec![\n{files}    ]\n}}\n"))
}
