//! The zip archive that a workbook is, opened within bounds.
//!
//! Parts are unpacked as a stream, and all of them together take from one budget of bytes. One
//! tag or text of a part is held at a time, and may not be longer than any cell needs. Why not a
//! library that reads workbooks: they trust what a part says of its own size and how many texts
//! it has, and a file of one kilobyte can have them ask for all memory there is.
//!
//! Source: ECMA-376 Part 2, Open Packaging Conventions.

use std::cell::Cell as Counter;
use std::collections::HashMap;
use std::io::{self, BufReader, Read};

use flate2::read::DeflateDecoder;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::super::SheetError;

/// Entries of the largest archive that is looked at.
const MOST_ENTRIES: usize = 10_000;
/// Bytes of the longest tag or text: a cell holds up to 32,767 characters.
const MOST_EVENT: usize = 1 << 20;

/// An open archive.
pub(super) struct Package<'b> {
    archive: ZipSliceArchive<&'b [u8]>,
    entries: HashMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
    /// Bytes that may still be unpacked.
    left: Counter<usize>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], unpacked_bytes: usize) -> Result<Self, SheetError> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| SheetError::Damaged)?;
        let mut entries = HashMap::new();
        let mut records = archive.entries();
        while let Some(entry) = records.next_entry().map_err(|_| SheetError::Damaged)? {
            if entries.len() == MOST_ENTRIES {
                return Err(SheetError::Unpacks);
            }
            let flags = entry.flags();
            if flags.is_encrypted() || flags.has_strong_encryption() || flags.is_masked() {
                return Err(SheetError::Encrypted);
            }
            // Some writers begin a path with a slash, and some write it backwards.
            let path = String::from_utf8_lossy(entry.file_path().as_bytes()).replace('\\', "/");
            let path = path.trim_start_matches('/').to_owned();
            entries.insert(path, (entry.wayfinder(), entry.compression_method()));
        }
        Ok(Self { archive, entries, left: Counter::new(unpacked_bytes) })
    }

    /// Whether there is a part of this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.entries.contains_key(path)
    }

    /// Whether there is a part below this path.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.entries.keys().any(|path| path.starts_with(folder))
    }

    /// Opens a part; `None` where there is none of this path.
    pub(super) fn part(&self, path: &str) -> Result<Option<Part<'_>>, SheetError> {
        let Some((wayfinder, method)) = self.entries.get(path) else { return Ok(None) };
        let entry = self.archive.get_entry(*wayfinder).map_err(|_| SheetError::Damaged)?;
        let unpacked: Box<dyn Read + '_> = match *method {
            CompressionMethod::STORE => Box::new(entry.data()),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(entry.data())),
            _ => return Err(SheetError::Damaged),
        };
        let bounded =
            Bounded { unpacked: entry.verifying_reader(unpacked), left: &self.left, event: MOST_EVENT };
        let mut reader = Reader::from_reader(BufReader::new(bounded));
        reader.config_mut().expand_empty_elements = true;
        Ok(Some(Part { reader, buffer: Vec::new() }))
    }
}

/// What a part unpacks to, no further than there is room.
struct Bounded<'p, R> {
    unpacked: R,
    left: &'p Counter<usize>,
    /// Bytes that the next tag or text may still have.
    event: usize,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        let fits = |room: usize| room.checked_sub(read).ok_or(io::ErrorKind::FileTooLarge);
        self.left.set(fits(self.left.get())?);
        self.event = fits(self.event)?;
        Ok(read)
    }
}

type Unpacked<'p> = rawzip::ZipSliceVerifier<Box<dyn Read + 'p>>;

/// One part, read tag by tag. An empty tag comes as a start and an end.
pub(super) struct Part<'p> {
    reader: Reader<BufReader<Bounded<'p, Unpacked<'p>>>>,
    buffer: Vec<u8>,
}

impl Part<'_> {
    /// The next tag or text; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, SheetError> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().event = MOST_EVENT;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            Ok(Event::DocType(_)) => Err(SheetError::Damaged),
            Ok(event) => Ok(Some(event)),
            Err(quick_xml::Error::Io(err)) if err.kind() == io::ErrorKind::FileTooLarge => {
                Err(SheetError::Unpacks)
            }
            Err(_) => Err(SheetError::Damaged),
        }
    }

    /// Adds what is written up to the end of the tag that has just begun to `text`. Of what is in
    /// tags within it, only that in tags named `within` is taken, unless it is empty.
    pub(super) fn text(&mut self, text: &mut String, within: &str, most: usize) -> Result<(), SheetError> {
        let (mut depth, mut taken_at, mut dropped_at) = (0_usize, None, None);
        if within.is_empty() {
            taken_at = Some(0);
        }
        loop {
            let takes = taken_at.is_some() && dropped_at.is_none();
            match self.next()?.ok_or(SheetError::Damaged)? {
                Event::Start(tag) => {
                    depth += 1;
                    match tag.local_name().as_ref() {
                        // How to pronounce what was said already.
                        "rPh" if dropped_at.is_none() => dropped_at = Some(depth),
                        name if name == within && taken_at.is_none() => taken_at = Some(depth),
                        _ => {}
                    }
                }
                Event::End(_) => {
                    if depth == 0 {
                        return Ok(());
                    }
                    if taken_at == Some(depth) {
                        taken_at = None;
                    }
                    if dropped_at == Some(depth) {
                        dropped_at = None;
                    }
                    depth -= 1;
                }
                Event::Text(part) if takes => text.push_str(&part.xml10_content()),
                Event::CData(part) if takes => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) if takes => match reference.resolve_char_ref() {
                    Ok(Some(letter)) => text.push(letter),
                    Ok(None) => text.push_str(named(&reference).ok_or(SheetError::Damaged)?),
                    Err(_) => return Err(SheetError::Damaged),
                },
                _ => {}
            }
            if text.len() > most {
                return Err(SheetError::TooMuch);
            }
        }
    }
}

fn named(entity: &str) -> Option<&'static str> {
    match entity {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    }
}

/// An attribute of a tag by its name without a prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, SheetError> {
    // Whether a name comes twice is not looked at: that takes long where there are many.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| SheetError::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value =
                attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| SheetError::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
