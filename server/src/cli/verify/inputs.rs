//! What is to be judged: files as they are named, folders with all that is in them, archives.
//!
//! Files are read one after another as they are needed, so that a folder of any size takes no
//! more memory than a part of it.

use std::{
    collections::VecDeque,
    fs,
    path::{Path, PathBuf},
};

use reader::{What, sort};

use crate::cli::{Usage, read_up_to};

/// Bytes of the largest file that is read: that of an image.
const MAX_FILE_BYTES: u64 = crypto::image::MAX_BYTES as u64;
/// How a zip archive begins, unless it is empty.
const ZIP: &[u8] = b"PK\x03\x04";

/// One thing that was found.
pub(super) struct Input {
    /// Its name: the file's, and within an archive the name there.
    pub(super) name: String,
    /// What is there.
    pub(super) found: Found,
}

pub(super) enum Found {
    /// Something to be judged.
    Document(Vec<u8>),
    /// Nothing that a credential could be in.
    Other,
    /// A file that cannot be read, and why.
    Unreadable(String),
}

/// Everything that was named on the command line, in order; folders sorted by name, without
/// what is hidden.
pub(super) struct Inputs {
    /// What comes next: whether it was named itself, or found in a folder.
    waiting: VecDeque<(PathBuf, bool)>,
    /// What was found in the last archive.
    unpacked: VecDeque<Input>,
}

impl Inputs {
    /// # Errors
    /// When something that was named is not there.
    pub(super) fn new(paths: &[PathBuf]) -> Result<Self, Usage> {
        for path in paths.iter().filter(|path| *path != Path::new("-")) {
            fs::metadata(path).map_err(|err| Usage(format!("cannot open {}: {err}", path.display())))?;
        }
        let waiting = paths.iter().map(|path| (path.clone(), true)).collect();
        Ok(Self { waiting, unpacked: VecDeque::new() })
    }

    /// What comes next; `None` at the end.
    ///
    /// # Errors
    /// When a file that was named itself cannot be read.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Input>> {
        loop {
            if let Some(input) = self.unpacked.pop_front() {
                return Ok(Some(input));
            }
            let Some((path, named)) = self.waiting.pop_front() else { return Ok(None) };
            if path != Path::new("-") && path.is_dir() {
                self.open(&path, named)?;
                continue;
            }
            let name = path.display().to_string();
            let bytes = match read_up_to(&path, MAX_FILE_BYTES) {
                Ok(bytes) => bytes,
                Err(err) if named => return Err(err),
                Err(err) => return Ok(Some(Input { name, found: Found::Unreadable(err.to_string()) })),
            };
            if named && !bytes.starts_with(ZIP) {
                return Ok(Some(Input { name, found: Found::Document(bytes) }));
            }
            self.unpack(&name, &bytes);
        }
    }

    /// Puts what is in a folder before all that waits.
    fn open(&mut self, folder: &Path, named: bool) -> anyhow::Result<()> {
        let unreadable = |err: std::io::Error| format!("cannot read {}: {err}", folder.display());
        let mut found = Vec::new();
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(err) if named => return Err(Usage(unreadable(err)).into()),
            Err(err) => {
                let name = folder.display().to_string();
                self.unpacked.push_back(Input { name, found: Found::Unreadable(unreadable(err)) });
                return Ok(());
            }
        };
        for entry in entries {
            let entry = entry.map_err(|err| Usage(unreadable(err)))?;
            // A link to a folder could lead round in a circle.
            let round = entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
            if !entry.file_name().to_string_lossy().starts_with('.') && !round {
                found.push(entry.path());
            }
        }
        found.sort_unstable();
        for path in found.into_iter().rev() {
            self.waiting.push_front((path, false));
        }
        Ok(())
    }

    /// Takes apart what may hold several things.
    fn unpack(&mut self, name: &str, bytes: &[u8]) {
        for item in sort(name, bytes) {
            let documents = match item.what {
                What::Document(document) if is_something_else(&document) => Vec::new(),
                What::Document(document) => vec![document],
                What::Record { documents, .. } => documents,
                What::Link(_) | What::Applicant { .. } | What::Refused(_) => Vec::new(),
            };
            if documents.is_empty() {
                self.unpacked.push_back(Input { name: item.name, found: Found::Other });
                continue;
            }
            let several = documents.len() > 1;
            for (place, document) in (1..).zip(documents) {
                let name = if several { format!("{}, {place}", item.name) } else { item.name.clone() };
                self.unpacked.push_back(Input { name, found: Found::Document(document) });
            }
        }
    }
}

/// Whether this is JSON without any of the members that credentials have or come in.
fn is_something_else(document: &[u8]) -> bool {
    let members = ["\"@context\"", "\"type\"", "\"verifiableCredential\"", "\"verifiablePresentation\""];
    str::from_utf8(document)
        .is_ok_and(|text| text.starts_with('{') && !members.iter().any(|member| text.contains(member)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(paths: &[PathBuf]) -> Vec<(String, &'static str)> {
        let mut inputs = Inputs::new(paths).unwrap();
        let mut found = Vec::new();
        while let Some(input) = inputs.next().unwrap() {
            found.push((
                input.name,
                match input.found {
                    Found::Document(_) => "document",
                    Found::Other => "other",
                    Found::Unreadable(_) => "unreadable",
                },
            ));
        }
        found
    }

    #[test]
    fn a_folder_is_read_in_order_with_all_that_is_in_it_and_without_what_is_hidden() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/deep")).unwrap();
        fs::create_dir(at(".git")).unwrap();
        let credential = r#"{"@context":[],"type":["VerifiableCredential"]}"#;
        for name in ["c.json", "b/deep/1.json", "a.json", ".hidden.json", ".git/x.json"] {
            fs::write(at(name), credential).unwrap();
        }
        fs::write(at("b/notes.txt"), "Remember the milk.").unwrap();
        fs::write(at("b/package.json"), r#"{"name":"x"}"#).unwrap();
        let named = |name: &str| at(name).display().to_string();
        let expected = [
            (named("a.json"), "document"),
            (named("b/deep/1.json"), "document"),
            (named("b/notes.txt"), "other"),
            (named("b/package.json"), "other"),
            (named("c.json"), "document"),
        ];
        assert_eq!(all(&[folder.path().to_owned()]), expected);
        // What is named itself is judged, whatever it is.
        assert_eq!(all(&[at("b/notes.txt")]), [(named("b/notes.txt"), "document")]);
        assert!(Inputs::new(&[at("none")]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_between_folders_lead_round_in_no_circle() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert_eq!(all(&[folder.path().to_owned()]), []);
    }
}
