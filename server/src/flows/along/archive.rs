//! The zip that all of a wallet goes into: packed and unpacked in memory, within bounds.
//!
//! A name in an archive is a key of a map and never a path: nothing is written anywhere.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter, time::UtcDateTime};
use time::OffsetDateTime;

/// Files by their names.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Bytes of the largest zip that is taken: 64 MiB.
pub const MAX_ZIP_BYTES: usize = 64 << 20;
/// Bytes that its files may have together: 256 MiB.
pub(super) const MAX_UNPACKED_BYTES: usize = 256 << 20;
/// Files in it.
const MAX_FILES: usize = 40_000;
/// Bytes of a name.
const MAX_NAME: usize = 200;

/// What a zip may be, when it is made as when it is taken.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    packed: usize,
    unpacked: usize,
    files: usize,
}

const BOUNDS: Bounds = Bounds { packed: MAX_ZIP_BYTES, unpacked: MAX_UNPACKED_BYTES, files: MAX_FILES };

/// What is wrong with a zip.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// It is no zip, or a damaged one.
    Damaged,
    /// It is too large, or unpacks to too much.
    TooLarge,
    /// It is a zip of something else.
    Foreign,
    /// What is in one of its files is not what the format says.
    Unreadable,
    /// One of its files is named twice.
    NamedTwice,
}

/// Packs files, in the order of their names and all as of `at`; `None` where they are more than is taken elsewhere.
pub(super) fn pack(files: &Files, at: OffsetDateTime) -> Result<Option<Vec<u8>>, rawzip::Error> {
    pack_within(files, at, BOUNDS)
}

fn pack_within(files: &Files, at: OffsetDateTime, bounds: Bounds) -> Result<Option<Vec<u8>>, rawzip::Error> {
    if files.len() > bounds.files || files.values().map(Vec::len).sum::<usize>() > bounds.unpacked {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    let at = UtcDateTime::from_unix(at.unix_timestamp());
    for (name, content) in files {
        let file = archive.new_file(name.as_str()).last_modified(at);
        let (mut entry, config) = file.compression_method(CompressionMethod::DEFLATE).start()?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(content)?;
        let (packed, descriptor) = writer.finish()?;
        packed.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()?;
    Ok(Some(bytes).filter(|bytes| bytes.len() <= bounds.packed))
}

/// Unpacks a zip.
pub(super) fn unpack(bytes: &[u8]) -> Result<Files, Refusal> {
    unpack_within(bytes, BOUNDS)
}

fn unpack_within(bytes: &[u8], bounds: Bounds) -> Result<Files, Refusal> {
    if bytes.len() > bounds.packed {
        return Err(Refusal::TooLarge);
    }
    let archive = ZipArchive::from_slice(bytes).map_err(|_| Refusal::Damaged)?;
    let (mut entries, mut files, mut left) = (archive.entries(), Files::new(), bounds.unpacked);
    while let Some(entry) = entries.next_entry().map_err(|_| Refusal::Damaged)? {
        if files.len() == bounds.files {
            return Err(Refusal::TooLarge);
        }
        let flags = entry.flags();
        if flags.is_encrypted() || flags.has_strong_encryption() || flags.is_masked() {
            return Err(Refusal::Foreign);
        }
        let name = str::from_utf8(entry.file_path().as_bytes()).map_err(|_| Refusal::Foreign)?.to_owned();
        if name.len() > MAX_NAME || !is_plain(&name) {
            return Err(Refusal::Foreign);
        }
        let packed = archive.get_entry(entry.wayfinder()).map_err(|_| Refusal::Damaged)?;
        let reader: Box<dyn Read + '_> = match entry.compression_method() {
            CompressionMethod::STORE => Box::new(packed.data()),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(packed.data())),
            _ => return Err(Refusal::Damaged),
        };
        // One byte more than there is room for tells that there is more.
        let mut content = Vec::new();
        let room = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        packed.verifying_reader(reader).take(room).read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
        left = left.checked_sub(content.len()).ok_or(Refusal::TooLarge)?;
        if files.insert(name, content).is_some() {
            return Err(Refusal::Damaged);
        }
    }
    Ok(files)
}

/// Whether a name is one that the format knows: words with dots, in at most one folder.
fn is_plain(name: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && !word.starts_with('.')
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    name.split('/').count() <= 2 && name.split('/').all(word)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const AT: OffsetDateTime = datetime!(2026-11-22 10:00:04 UTC);

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let files: Files = [("a.json", "{}"), ("b/0001.jwt", ""), ("b/0002.json", "x\n")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into();
        let bytes = pack(&files, AT).unwrap().unwrap();
        assert_eq!(unpack(&bytes).unwrap(), files);
        let archive = ZipArchive::from_slice(&bytes).unwrap();
        let first = archive.entries().next_entry().unwrap().unwrap().last_modified_dos();
        assert_eq!((first.year(), first.month(), first.day(), first.second()), (2026, 11, 22, 4));
        for cut in [0, 10, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(unpack(&bytes[..cut]), Err(Refusal::Damaged), "{cut}");
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let files: Files = [("a".to_owned(), vec![0; MAX_UNPACKED_BYTES + 1])].into();
        assert_eq!(pack(&files, AT).unwrap(), None);
        let boundless = Bounds { unpacked: usize::MAX, ..BOUNDS };
        let bytes = pack_within(&files, AT, boundless).unwrap().unwrap();
        assert!(bytes.len() < 1 << 20);
        assert_eq!(unpack(&bytes), Err(Refusal::TooLarge));
    }

    #[test]
    fn what_packs_within_bounds_unpacks_within_them_and_what_does_not_is_not_made() {
        let files: Files = [("a", "one"), ("b", "three")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into();
        let packed = pack(&files, AT).unwrap().unwrap().len();
        let just = Bounds { packed, unpacked: 8, files: 2 };
        let bytes = pack_within(&files, AT, just).unwrap().unwrap();
        assert_eq!(unpack_within(&bytes, just), Ok(files.clone()));
        let narrow = [
            Bounds { packed: packed - 1, ..just },
            Bounds { unpacked: 7, ..just },
            Bounds { files: 1, ..just },
        ];
        for bounds in narrow {
            assert_eq!(pack_within(&files, AT, bounds).unwrap(), None, "{bounds:?}");
            assert_eq!(unpack_within(&bytes, bounds), Err(Refusal::TooLarge), "{bounds:?}");
        }
    }

    #[test]
    fn no_name_leads_out_of_the_zip() {
        for name in ["../a", "/a", "a/../b", "a/b/c", "a\\b", "C:a", "", "a//b", ".a", "a/", "ä"] {
            assert!(!is_plain(name), "{name}");
        }
        assert!(is_plain("credentials/0001-edition-2.json") && is_plain("README.txt"));
    }
}
