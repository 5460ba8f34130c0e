//! One hash over everything that the browser's part is built from.
//!
//! The bundle's manifest carries it, so that a second run has nothing to do and a release
//! build can tell whether the bundle it is about to embed is the current one. Uses only `std`
//! and `sha2`, so that a build script may include this file too.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

/// Files and folders under the workspace's root that go into the bundle.
pub(crate) const INPUTS: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "crypto/Cargo.toml",
    "crypto/src",
    "server/api/Cargo.toml",
    "server/api/src",
    "web",
    "xtask/Cargo.toml",
    "xtask/src/web",
];

/// The SHA-256 of all inputs, their names and lengths included, as 64 hex digits.
///
/// # Errors
/// When a file can't be read.
pub(crate) fn hash(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&file)?;
        hasher.update(format!("{name}\0{}\0", bytes.len()));
        hasher.update(&bytes);
    }
    let mut hex = String::new();
    for byte in hasher.finalize() {
        let _ = write!(hex, "{byte:02x}"); // writing to a String can't fail
    }
    Ok(hex)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
    Ok(())
}
