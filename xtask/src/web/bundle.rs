//! From logical files to the bundle: hashed names, compressed twins, a manifest, sizes.
//!
//! Files name each other as `"./app.js"`; here such a reference becomes the hashed name, so a
//! file's name changes when anything it leads to changes, and every file may be cached for
//! ever.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::shell::{self, say};

/// Most bytes that a group of files may take after brotli, and the files.
const BUDGETS: [(&str, usize, &[&str]); 6] = [
    ("verifier", 150_000, &["verifier.js", "verifier.wasm", "worker.js", "knowledge.js"]),
    ("reader", 160_000, &["reader.js", "reader.wasm"]),
    ("app", 200_000, &["app.js", "app.wasm", "boot.js"]),
    ("app_es", 200_000, &["app_es.js", "app_es.wasm", "boot.js"]),
    ("wallet", 200_000, &["wallet.js", "wallet.wasm", "boot.js"]),
    ("wallet_es", 200_000, &["wallet_es.js", "wallet_es.wasm", "boot.js"]),
];

/// Where the bundle lies, whatever `CARGO_TARGET_DIR` says: servers in development read it.
pub(crate) fn dir() -> PathBuf {
    shell::root().join("target/web")
}

/// One finished file.
struct Finished {
    name: String,
    sha256: String,
    raw: usize,
    brotli: usize,
}

/// The `sources` line of the bundle that is there, if all of its files are.
pub(crate) fn current_sources() -> Option<String> {
    let manifest = fs::read_to_string(dir().join("manifest.tsv")).ok()?;
    let mut sources = None;
    for line in manifest.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["sources", hash] => sources = Some(hash.to_owned()),
            [_, file, _] if dir().join(file).is_file() => {}
            _ => return None,
        }
    }
    sources
}

/// Writes the bundle of `files` (logical name → content) and prints its sizes.
///
/// # Errors
/// When files refer to each other in a circle, when the folder can't be written, or, with
/// `enforce`, when a budget is exceeded.
pub(crate) fn write(files: &BTreeMap<String, Vec<u8>>, sources: &str, enforce: bool) -> Result<()> {
    let fresh = shell::root().join("target/web.new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(&fresh)?;

    let mut finished = BTreeMap::new();
    for name in files.keys() {
        finish(name, files, &fresh, &mut finished, &mut Vec::new())?;
    }
    let mut manifest = String::new();
    for (logical, file) in &finished {
        writeln!(manifest, "{logical}\t{}\t{}", file.name, file.sha256)?;
    }
    writeln!(manifest, "sources\t{sources}")?;
    fs::write(fresh.join("manifest.tsv"), manifest)?;

    if dir().exists() {
        fs::remove_dir_all(dir())?;
    }
    fs::rename(&fresh, dir())?;
    report(&finished, enforce)
}

/// Rewrites, names, compresses and writes one file, after those that it refers to.
fn finish(
    logical: &str,
    files: &BTreeMap<String, Vec<u8>>,
    dir: &Path,
    finished: &mut BTreeMap<String, Finished>,
    open: &mut Vec<String>,
) -> Result<()> {
    if finished.contains_key(logical) {
        return Ok(());
    }
    if open.iter().any(|name| name == logical) {
        bail!("files of the web bundle refer to each other in a circle: {} → {logical}", open.join(" → "));
    }
    open.push(logical.to_owned());
    let mut bytes = files[logical].clone();
    if has_references(logical) {
        let mut text = String::from_utf8(bytes).with_context(|| format!("{logical} is not UTF-8"))?;
        for other in files.keys().filter(|other| *other != logical) {
            for quote in ['"', '\'', '`'] {
                let reference = format!("{quote}./{other}{quote}");
                if text.contains(&reference) {
                    finish(other, files, dir, finished, open)?;
                    let named = format!("{quote}./{}{quote}", finished[other].name);
                    // As the key of an object it is what WASM calls a module that it imports, and stays.
                    text = text
                        .replace(&reference, &named)
                        .replace(&format!("{named}:"), &format!("{reference}:"));
                }
            }
        }
        bytes = text.into_bytes();
    }
    open.pop();

    let sha256 = hex(&Sha256::digest(&bytes));
    let name = hashed_name(logical, &sha256);
    let path = dir.join(&name);
    let brotli = brotli_of(&bytes)?;
    fs::write(&path, &bytes)?;
    fs::write(twin(&path, "br"), &brotli)?;
    fs::write(twin(&path, "gz"), gzip_of(&bytes)?)?;
    let file = Finished { name, sha256, raw: bytes.len(), brotli: brotli.len() };
    finished.insert(logical.to_owned(), file);
    Ok(())
}

/// Scripts and styles may name other files; WASM and images don't.
fn has_references(logical: &str) -> bool {
    Path::new(logical).extension().is_some_and(|extension| extension == "js" || extension == "css")
}

/// `app.js` and a hash → `app-0123456789abcdef.js`; folders are flattened.
fn hashed_name(logical: &str, sha256: &str) -> String {
    let flat = logical.replace('/', "-");
    match flat.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{}.{extension}", &sha256[..16]),
        None => format!("{flat}-{}", &sha256[..16]),
    }
}

fn twin(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn brotli_of(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params)?;
    Ok(packed)
}

fn gzip_of(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String can't fail
        text
    })
}

fn report(finished: &BTreeMap<String, Finished>, enforce: bool) -> Result<()> {
    say(format_args!("  {:<24} {:>10} {:>10}", "file", "raw", "brotli"));
    for (logical, file) in finished {
        say(format_args!("  {logical:<24} {:>10} {:>10}", file.raw, file.brotli));
    }
    let mut over = Vec::new();
    for (group, budget, names) in BUDGETS {
        let total: usize = names.iter().filter_map(|name| finished.get(*name)).map(|file| file.brotli).sum();
        say(format_args!("  {group} with its scripts: {total} bytes brotli, budget {budget}"));
        if total > budget {
            over.push(group);
        }
    }
    if enforce && !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_keeps_stem_and_extension() {
        let sha256 = "0123456789abcdef".repeat(4);
        assert_eq!(hashed_name("app.wasm", &sha256), "app-0123456789abcdef.wasm");
        assert_eq!(hashed_name("snippets/a/b.js", &sha256), "snippets-a-b-0123456789abcdef.js");
    }

    #[test]
    fn a_file_follows_the_names_of_what_it_refers_to() {
        let dir = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([
            ("boot.js".to_owned(), br#"import init from "./app.js"; f(`./app.wasm`)"#.to_vec()),
            ("app.js".to_owned(), b"export default 1".to_vec()),
            ("app.wasm".to_owned(), vec![0, 1, 2]),
        ]);
        let mut finished = BTreeMap::new();
        finish("boot.js", &files, dir.path(), &mut finished, &mut Vec::new()).unwrap();
        let text = fs::read_to_string(dir.path().join(&finished["boot.js"].name)).unwrap();
        let expected = format!(
            r#"import init from "./{}"; f(`./{}`)"#,
            finished["app.js"].name, finished["app.wasm"].name
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn what_wasm_calls_a_module_stays() {
        let dir = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([
            ("app.js".to_owned(), br#"import * as one from "./a.js"; f({ "./a.js": one })"#.to_vec()),
            ("a.js".to_owned(), b"export {}".to_vec()),
        ]);
        let mut finished = BTreeMap::new();
        finish("app.js", &files, dir.path(), &mut finished, &mut Vec::new()).unwrap();
        let text = fs::read_to_string(dir.path().join(&finished["app.js"].name)).unwrap();
        assert_eq!(
            text,
            format!(r#"import * as one from "./{}"; f({{ "./a.js": one }})"#, finished["a.js"].name)
        );
    }

    #[test]
    fn files_in_a_circle_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([
            ("a.js".to_owned(), b"import './b.js'".to_vec()),
            ("b.js".to_owned(), b"import './a.js'".to_vec()),
        ]);
        let refused = finish("a.js", &files, dir.path(), &mut BTreeMap::new(), &mut Vec::new());
        assert!(refused.unwrap_err().to_string().contains("a.js → b.js → a.js"));
    }
}
