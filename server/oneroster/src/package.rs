//! The zip that a bundle is, unpacked within bounds.

use std::{collections::BTreeMap, io::Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive};

use crate::{
    Limits,
    binding::Table,
    fault::{Faults, Place},
};

/// Entries of the largest zip that is looked at.
const MOST_ENTRIES: usize = 1_000;
/// The file that says what the others are.
pub(crate) const MANIFEST: &str = "manifest.csv";

/// The files of a bundle by their names.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Unpacks the files of a bundle; `None` where it is no zip, or one that unpacks to too much.
pub(crate) fn unpack(faults: &mut Faults, bytes: &[u8], limits: &Limits) -> Option<Files> {
    let whole = Place::default();
    if bytes.len() > limits.zip_bytes {
        let detail = format!("the file is larger than {} MiB", limits.zip_bytes >> 20);
        faults.error(whole, "zip.too_large", detail, "export one school or one term at a time");
        return None;
    }
    let Ok(archive) = ZipArchive::from_slice(bytes) else {
        faults.error(
            whole,
            "zip.damaged",
            "the file is no zip, or only a part of one",
            "give the zip as the school’s system wrote it",
        );
        return None;
    };
    let mut files = Files::new();
    let (mut entries, mut seen, mut left) = (archive.entries(), 0, limits.unpacked_bytes);
    loop {
        let entry = match entries.next_entry() {
            Ok(Some(entry)) => entry,
            Ok(None) => return Some(files),
            Err(_) => {
                faults.error(
                    whole,
                    "zip.damaged",
                    "the zip’s list of files is damaged",
                    "write the zip anew, or send it again",
                );
                return None;
            }
        };
        seen += 1;
        if seen > MOST_ENTRIES {
            let detail = format!("there are more than {MOST_ENTRIES} files in the zip");
            faults.error(whole, "zip.too_many", detail, "put in the files of the binding, and nothing else");
            return None;
        }
        let path = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        if path.ends_with(['/', '\\']) || !is_wanted(faults, &path) {
            continue;
        }
        let path = called(&path).unwrap_or(path);
        let flags = entry.flags();
        if flags.is_encrypted() || flags.has_strong_encryption() || flags.is_masked() {
            faults.error(
                Place::file(&path),
                "zip.locked",
                "the file is locked with a password",
                "write the zip without one",
            );
            continue;
        }
        if files.contains_key(&path) {
            faults.error(
                Place::file(&path),
                "zip.twice",
                "the zip holds two files of this name",
                "leave the one that counts",
            );
            continue;
        }
        let method = entry.compression_method();
        let (mut unpacked, room) = (Vec::new(), left as u64 + 1);
        let read = archive.get_entry(entry.wayfinder()).ok().and_then(|entry| {
            let packed: Box<dyn Read> = match method {
                CompressionMethod::STORE => Box::new(entry.data()),
                CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(entry.data())),
                _ => return None,
            };
            entry.verifying_reader(packed).take(room).read_to_end(&mut unpacked).ok()
        });
        let Some(read) = read else {
            faults.error(
                Place::file(&path),
                "zip.damaged",
                "the file does not unpack to what the zip says of it",
                "write the zip anew, or send it again",
            );
            continue;
        };
        let Some(rest) = left.checked_sub(read) else {
            let detail = format!("the zip unpacks to more than {} MiB", limits.unpacked_bytes >> 20);
            faults.error(whole, "zip.unpacks", detail, "export one school or one term at a time");
            return None;
        };
        left = rest;
        files.insert(path, unpacked);
    }
}

/// Whether a file of this path is one of a bundle; what is not is noted.
fn is_wanted(faults: &mut Faults, path: &str) -> bool {
    let place = Place::file(path);
    if path.split(['/', '\\']).any(|part| part == "..") || path.starts_with(['/', '\\']) || path.contains(':')
    {
        faults.error(
            place,
            "zip.path",
            "the file’s name leads out of the zip",
            "write the zip with an ordinary program; do not open this one",
        );
        return false;
    }
    // What a Mac adds to every zip.
    if path.starts_with("__MACOSX/") || path == ".DS_Store" {
        return false;
    }
    if path.contains(['/', '\\']) {
        faults.error(
            place,
            "zip.folder",
            "the file lies in a folder of the zip",
            "zip the files themselves, not the folder that they are in",
        );
        return false;
    }
    if path == MANIFEST || called(path).is_some() {
        return true;
    }
    let meant = Table::ALL.iter().map(|table| table.file()).chain([MANIFEST.to_owned()]);
    let meant = meant.into_iter().find(|name| name.eq_ignore_ascii_case(path));
    match meant {
        Some(name) => {
            faults.error(
                place,
                "zip.case",
                "capitals count in the names of files",
                format!("call it {name}"),
            );
        }
        None => faults.error(
            place,
            "zip.unknown",
            "no file of this name belongs into a bundle",
            "take it out of the zip",
        ),
    }
    false
}

/// The name by which a file with records is known here.
fn called(path: &str) -> Option<String> {
    path.strip_suffix(".csv").and_then(Table::called).map(Table::file)
}
