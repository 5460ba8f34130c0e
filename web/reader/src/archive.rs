//! Zip archives: their files in memory, one after another, within bounds.
//!
//! Nothing is written anywhere, so a name in an archive is no path but something to show.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive, ZipVerification};

use crate::sort::{Found, within};
use crate::{Item, MAX_ITEMS};

/// Bytes that the files of one archive, and of those in it, may have together: 64 MiB.
const MAX_INFLATED: usize = 64 << 20;
/// Bytes of the largest file: as the largest image that is read.
const MAX_FILE: usize = crypto::image::MAX_BYTES;
/// How many times its packed size a file above [`SMALL`] may have; JSON has about ten.
const MAX_RATIO: usize = 100;
/// Bytes that may come of little.
const SMALL: usize = 1 << 20;
/// An archive may lie in another, but not in one that lies in another.
const MAX_DEPTH: usize = 2;
/// Characters of a file's name that are shown.
const MAX_NAME: usize = 120;

/// What there is still room for.
#[derive(Debug)]
pub(crate) struct Room {
    bytes: usize,
    entries: usize,
    depth: usize,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self::of_bytes(MAX_INFLATED)
    }

    /// Room for so many bytes.
    pub(crate) fn of_bytes(bytes: usize) -> Self {
        // Twice as many entries as items, because of folders and what systems put in.
        Self { bytes, entries: 2 * MAX_ITEMS, depth: MAX_DEPTH }
    }
}

/// Whether `bytes` begin as a zip archive does.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// What is in the files of an archive.
pub(crate) fn files(name: &str, bytes: &[u8], room: &mut Room) -> Vec<Found> {
    let refused = |code, params: &[(&str, &str)]| vec![Found::Item(Item::refused(name, code, params))];
    if room.depth == 0 {
        return refused("archive_nested", &[]);
    }
    let Ok(archive) = ZipArchive::from_slice(bytes) else { return refused("archive_unreadable", &[]) };
    if is_office(&archive) {
        return refused("office", &[]);
    }
    let mut found = Vec::new();
    let mut entries = archive.entries();
    room.depth -= 1;
    while found.len() <= MAX_ITEMS {
        let entry = match entries.next_entry() {
            Ok(Some(entry)) => entry,
            Ok(None) => break,
            Err(_) => {
                found.extend(refused("archive_unreadable", &[]));
                break;
            }
        };
        if room.entries == 0 {
            found.extend(refused("too_many", &[("limit", &MAX_ITEMS.to_string())]));
            break;
        }
        room.entries -= 1;
        let path = entry.file_path();
        if entry.is_dir() || is_litter(path.as_bytes()) {
            continue;
        }
        let name = format!("{name} / {}", shown(path.as_bytes()));
        match unpack(&archive, &entry, room) {
            Ok(bytes) => {
                // One more than are looked at tells that there are more.
                let left = MAX_ITEMS + 1 - found.len();
                found.extend(within(&name, &bytes, room).into_iter().take(left));
            }
            Err(("archive_too_large", limit)) => {
                found.push(Item::refused(name, "archive_too_large", &[("limit", limit)]).into());
            }
            Err((code, _)) => found.push(Item::refused(name, code, &[]).into()),
        }
    }
    room.depth += 1;
    if found.is_empty() {
        return refused("nothing", &[]);
    }
    found
}

/// One file's bytes, or the code of the refusal and the limit that it goes beyond.
fn unpack(
    archive: &ZipSliceArchive<&[u8]>,
    entry: &ZipFileHeaderRecord<'_>,
    room: &mut Room,
) -> Result<Vec<u8>, (&'static str, &'static str)> {
    const DAMAGED: (&str, &str) = ("archive_unreadable", "");
    if entry.flags().is_encrypted() || entry.flags().has_strong_encryption() || entry.flags().is_masked() {
        return Err(("archive_encrypted", ""));
    }
    let packed = archive.get_entry(entry.wayfinder()).map_err(|_| DAMAGED)?;
    let data = packed.data();
    let (limit, words) = [
        (room.bytes, "64 MiB"),
        (MAX_FILE, "20 MiB"),
        (data.len().saturating_mul(MAX_RATIO).max(SMALL), "100 × its packed size"),
    ]
    .into_iter()
    .min()
    .unwrap_or((0, ""));
    let too_large = ("archive_too_large", words);
    let bytes = match entry.compression_method() {
        CompressionMethod::STORE if data.len() > limit => return Err(too_large),
        CompressionMethod::STORE => data.to_vec(),
        CompressionMethod::DEFLATE => decompress_to_vec_with_limit(data, limit).map_err(|err| {
            // What there is no room for, there is no room for another time either.
            room.bytes = room.bytes.saturating_sub(err.output.len());
            if err.status == TINFLStatus::HasMoreOutput { too_large } else { DAMAGED }
        })?,
        _ => return Err(DAMAGED),
    };
    room.bytes = room.bytes.saturating_sub(bytes.len());
    let told = ZipVerification { crc: rawzip::crc32(&bytes), uncompressed_size: bytes.len() as u64 };
    packed.claim_verifier().valid(told).map_err(|_| DAMAGED)?;
    Ok(bytes)
}

/// Spreadsheets and texts are archives too, with nothing to check in them.
fn is_office(archive: &ZipSliceArchive<&[u8]>) -> bool {
    let mut entries = archive.entries();
    let mut first = std::iter::from_fn(|| entries.next_entry().ok().flatten()).take(8);
    first.any(|entry| matches!(entry.file_path().as_bytes(), b"[Content_Types].xml" | b"mimetype"))
}

/// What systems put into archives unasked.
fn is_litter(path: &[u8]) -> bool {
    let file = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    path.starts_with(b"__MACOSX/")
        || file.starts_with(b"._")
        || matches!(file, b".DS_Store" | b"Thumbs.db" | b"desktop.ini")
}

/// A name to show: no control characters, no steps upwards, not too long.
fn shown(path: &[u8]) -> String {
    let text = String::from_utf8_lossy(path);
    let steps = text.split(['/', '\\']).filter(|step| !matches!(*step, "" | "." | ".."));
    let name = steps.collect::<Vec<_>>().join("/");
    name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()
}
