//! PNG: a credential stands in a text chunk, `iTXt`, whose keyword names the standard.
//!
//! Source: Open Badges 3.0, sections 5.3.1.1 and 5.3.1.2; PNG (Third Edition), sections 5.3
//! (chunk layout) and 11.3.3.4 (`iTXt`).

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use super::{Baking, ImageError, MAX_PIXELS, MAX_TEXT, Unbaked, Version, note, one};

/// How every PNG begins.
pub(super) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// Chunks of an image that are looked at; encoders that write the smallest make some thousands.
const MAX_CHUNKS: usize = 1 << 16;

fn keyword(version: Version) -> &'static str {
    match version {
        Version::OpenBadges2 => "openbadges",
        Version::OpenBadges3 => "openbadgecredential",
        Version::Clr2 => "clrcredential",
    }
}

pub(super) fn unbake(image: &[u8]) -> Result<Unbaked, ImageError> {
    let mut found = Vec::new();
    for chunk in Chunks::new(image) {
        let chunk = chunk?;
        if let Some(version) = chunk.baked() {
            note(&mut found, version, chunk)?;
        }
    }
    let (version, chunk) = one(found)?;
    chunk.check()?;
    Ok(Unbaked { text: chunk.text()?, version })
}

pub(super) fn bake(image: &[u8], baking: &Baking<'_>) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::with_capacity(image.len() + baking.text.len() + 64);
    out.extend_from_slice(&SIGNATURE);
    let mut chunks = Chunks::new(image);
    let mut written = false;
    for chunk in &mut chunks {
        let chunk = chunk?;
        chunk.check()?;
        if chunk.baked().is_some() {
            continue;
        }
        // Before the pixels, where a reader that stops early still finds it.
        if chunk.kind == *b"IDAT" && !written {
            write(&mut out, baking);
            written = true;
        }
        out.extend_from_slice(chunk.whole);
    }
    if !written {
        return Err(ImageError::Png("it holds no pixels"));
    }
    // What some programs append to an image stays where it is.
    out.extend_from_slice(chunks.rest);
    Ok(out)
}

/// Writes the chunk: keyword, not compressed, no language, no translated keyword, text.
fn write(out: &mut Vec<u8>, baking: &Baking<'_>) {
    let mut data = b"iTXt".to_vec();
    data.extend_from_slice(keyword(baking.version).as_bytes());
    data.extend_from_slice(&[0; 5]);
    data.extend_from_slice(baking.text.as_bytes());
    // The text is no longer than 10 MiB.
    let length = u32::try_from(data.len() - 4).unwrap_or_default();
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&data);
    out.extend_from_slice(&checksum(&data).to_be_bytes());
}

/// One chunk.
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    /// Length, kind, data and checksum.
    whole: &'a [u8],
}

impl Chunk<'_> {
    /// The standard by which this chunk carries a credential, if it does.
    fn baked(&self) -> Option<Version> {
        let versions: &[Version] = match &self.kind {
            b"iTXt" => &[Version::OpenBadges3, Version::Clr2, Version::OpenBadges2],
            b"tEXt" => &[Version::OpenBadges2],
            _ => return None,
        };
        let (word, _) = until_zero(self.data)?;
        versions.iter().copied().find(|version| keyword(*version).as_bytes() == word)
    }

    fn check(&self) -> Result<(), ImageError> {
        let damaged = ImageError::Png("a checksum is wrong");
        let (covered, sum) = self.whole.split_last_chunk::<4>().ok_or(damaged.clone())?;
        let covered = covered.get(4..).unwrap_or_default();
        if checksum(covered) == u32::from_be_bytes(*sum) { Ok(()) } else { Err(damaged) }
    }

    /// The text of a chunk that carries a credential.
    fn text(&self) -> Result<String, ImageError> {
        let malformed = ImageError::Png("the text chunk is malformed");
        let parts = || {
            let (_, rest) = until_zero(self.data)?;
            if self.kind == *b"tEXt" {
                return Some((0, rest));
            }
            let ([compressed, method], rest) = rest.split_first_chunk::<2>()?;
            let (_language, rest) = until_zero(rest)?;
            let (_translated, rest) = until_zero(rest)?;
            (*compressed == 0 || (*compressed == 1 && *method == 0)).then_some((*compressed, rest))
        };
        let (compressed, raw) = parts().ok_or(malformed)?;
        let bytes = if compressed == 1 { inflated(raw)? } else { raw.to_vec() };
        if bytes.len() > MAX_TEXT {
            return Err(ImageError::TextTooLong);
        }
        let text = String::from_utf8(bytes).map_err(|_| ImageError::Png("the text is not UTF-8"))?;
        Ok(text.trim().to_owned())
    }
}

/// Unpacks a compressed text; stops at the bound, so a bomb costs at most 10 MiB.
fn inflated(packed: &[u8]) -> Result<Vec<u8>, ImageError> {
    decompress_to_vec_zlib_with_limit(packed, MAX_TEXT).map_err(|err| match err.status {
        TINFLStatus::HasMoreOutput => ImageError::TextTooLong,
        _ => ImageError::Png("the compressed text does not unpack"),
    })
}

fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

/// The chunks of an image, header first and end last; an error ends them.
struct Chunks<'a> {
    rest: &'a [u8],
    seen: usize,
    ended: bool,
}

impl<'a> Chunks<'a> {
    fn new(image: &'a [u8]) -> Self {
        Self { rest: image.strip_prefix(&SIGNATURE).unwrap_or_default(), seen: 0, ended: false }
    }

    fn chunk(&mut self) -> Result<Chunk<'a>, ImageError> {
        let cut = ImageError::Png("it is cut short");
        let (length, _) = self.rest.split_first_chunk::<4>().ok_or(cut.clone())?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok();
        let size = length.and_then(|length| length.checked_add(12)).ok_or(cut.clone())?;
        let (whole, rest) = self.rest.split_at_checked(size).ok_or(cut.clone())?;
        let kind = whole.get(4..).and_then(<[u8]>::first_chunk::<4>).ok_or(cut.clone())?;
        let data = whole.get(8..size - 4).ok_or(cut)?;
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(ImageError::Png("a chunk has no proper name"));
        }
        if self.seen == 0 {
            header(*kind, data)?;
        }
        self.seen += 1;
        if self.seen > MAX_CHUNKS {
            return Err(ImageError::Png("it has too many parts"));
        }
        self.rest = rest;
        self.ended = kind == b"IEND";
        Ok(Chunk { kind: *kind, data, whole })
    }
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Result<Chunk<'a>, ImageError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let chunk = self.chunk();
        self.ended |= chunk.is_err();
        Some(chunk)
    }
}

fn header(kind: [u8; 4], data: &[u8]) -> Result<(), ImageError> {
    let damaged = ImageError::Png("its header is wrong");
    let (width, rest) = data.split_first_chunk::<4>().ok_or(damaged.clone())?;
    let (height, rest) = rest.split_first_chunk::<4>().ok_or(damaged.clone())?;
    let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    if kind != *b"IHDR" || rest.len() != 5 || width == 0 || height == 0 {
        return Err(damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS { Err(ImageError::Dimensions { width, height }) } else { Ok(()) }
}

/// The CRC-32 of PNG, four bits at a time: a table of 64 bytes where the usual one has kilobytes
/// that every browser would load.
///
/// Source: PNG (Third Edition), section 5.5.
fn checksum(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0_u32; 16];
        let mut index = 0;
        while index < 16 {
            let mut value = index;
            let mut bit = 0;
            while bit < 4 {
                value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
                bit += 1;
            }
            table[index as usize] = value;
            index += 1;
        }
        table
    };
    let step = |crc: u32| TABLE[(crc & 15) as usize] ^ (crc >> 4);
    !bytes.iter().fold(u32::MAX, |crc, byte| step(step(crc ^ u32::from(*byte))))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::ZlibEncoder};

    use super::super::{bake, unbake};
    use super::*;

    const TEXT: &str = r#"{"type":["VerifiableCredential"],"name":"Navegación 🧭"}"#;

    fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        let mut covered = kind.to_vec();
        covered.extend_from_slice(data);
        let mut out = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        out.extend_from_slice(&covered);
        out.extend_from_slice(&checksum(&covered).to_be_bytes());
        out
    }

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(data).unwrap();
        packer.finish().unwrap()
    }

    fn png(width: u32, height: u32, middle: &[Vec<u8>]) -> Vec<u8> {
        let mut head = width.to_be_bytes().to_vec();
        head.extend_from_slice(&height.to_be_bytes());
        head.extend_from_slice(&[8, 0, 0, 0, 0]);
        let mut out = SIGNATURE.to_vec();
        out.extend(chunk(*b"IHDR", &head));
        out.extend(middle.concat());
        out.extend(chunk(*b"IEND", b""));
        out
    }

    /// A grey image.
    pub(in super::super) fn image(width: u32, height: u32) -> Vec<u8> {
        let line = vec![0; width as usize + 1];
        png(width, height, &[chunk(*b"IDAT", &zlib(&line.repeat(height as usize)))])
    }

    fn text_chunk(keyword: &str, compressed: bool, text: &[u8]) -> Vec<u8> {
        let mut data = keyword.as_bytes().to_vec();
        data.extend_from_slice(&[0, u8::from(compressed), 0]);
        data.extend_from_slice("en\0etiqueta á\0".as_bytes());
        data.extend(if compressed { zlib(text) } else { text.to_vec() });
        chunk(*b"iTXt", &data)
    }

    #[test]
    fn the_checksum_is_that_of_png() {
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn nothing_but_the_credential_changes() {
        let plain = image(3, 2);
        let with = png(
            3,
            2,
            &[chunk(*b"gAMA", &[0, 0, 1, 2]), chunk(*b"IDAT", &zlib(&[0; 8])), chunk(*b"tIME", &[0; 7])],
        );
        for mut image in [plain, with] {
            image.extend_from_slice(b"appended");
            let baked = bake(&image, TEXT).unwrap();
            let written = chunk(*b"iTXt", format!("openbadgecredential\0\0\0\0\0{TEXT}").as_bytes());
            let at = baked.windows(written.len()).position(|window| window == written).unwrap();
            assert_eq!(&baked[at + written.len() + 4..][..4], b"IDAT");
            assert_eq!([&baked[..at], &baked[at + written.len()..]].concat(), image);
        }
    }

    #[test]
    fn every_baked_chunk_is_replaced() {
        let old = png(
            1,
            1,
            &[
                text_chunk("openbadges", false, b"{}"),
                chunk(*b"IDAT", &zlib(&[0; 2])),
                text_chunk("clrcredential", true, b"{}"),
                text_chunk("Comment", false, b"stays"),
            ],
        );
        let baked = bake(&old, TEXT).unwrap();
        assert_eq!(unbake(&baked).unwrap().text, TEXT);
        for (word, count) in
            [("openbadges\0", 0), ("clrcredential", 0), ("openbadgecredential", 1), ("stays", 1)]
        {
            assert_eq!(baked.windows(word.len()).filter(|window| *window == word.as_bytes()).count(), count);
        }
    }

    #[test]
    fn text_is_read_plain_compressed_and_of_old() {
        let url = "https://badges.example/assertions/1";
        for (middle, text, version) in [
            (text_chunk("openbadgecredential", false, TEXT.as_bytes()), TEXT, Version::OpenBadges3),
            (text_chunk("openbadgecredential", true, TEXT.as_bytes()), TEXT, Version::OpenBadges3),
            (text_chunk("clrcredential", true, TEXT.as_bytes()), TEXT, Version::Clr2),
            (text_chunk("openbadges", false, url.as_bytes()), url, Version::OpenBadges2),
            (chunk(*b"tEXt", format!("openbadges\0{url}").as_bytes()), url, Version::OpenBadges2),
        ] {
            let found = unbake(&png(1, 1, &[middle]));
            assert_eq!(found, Ok(Unbaked { text: text.to_owned(), version }));
        }
        let other =
            [text_chunk("openbadgecredentials", false, b"{}"), chunk(*b"tEXt", b"openbadgecredential\0{}")];
        assert_eq!(unbake(&png(1, 1, &other)), Err(ImageError::Empty));
    }

    #[test]
    fn each_fault_has_its_words() {
        let baked = |middle: Vec<u8>| unbake(&png(1, 1, &[middle])).unwrap_err();
        let mine = || text_chunk("openbadgecredential", false, TEXT.as_bytes());
        assert_eq!(baked([mine(), mine()].concat()), ImageError::Several);
        assert_eq!(baked([mine(), text_chunk("clrcredential", false, b"{}")].concat()), ImageError::Several);
        let mut wrong = mine();
        wrong[40] ^= 1;
        assert_eq!(baked(wrong), ImageError::Png("a checksum is wrong"));
        assert_eq!(
            baked(text_chunk("openbadgecredential", false, &[0xff])),
            ImageError::Png("the text is not UTF-8")
        );
        let data = b"openbadgecredential\0\x02\0\0\0{}";
        assert_eq!(baked(chunk(*b"iTXt", data)), ImageError::Png("the text chunk is malformed"));
        assert_eq!(baked(chunk(*b"iTXt", &data[..22])), ImageError::Png("the text chunk is malformed"));
        let bomb = text_chunk("openbadgecredential", true, &vec![b' '; MAX_TEXT + 1]);
        assert_eq!(baked(bomb), ImageError::TextTooLong);
        let mut torn = text_chunk("openbadgecredential", true, TEXT.as_bytes());
        torn = chunk(*b"iTXt", &torn[8..torn.len() - 12]);
        assert_eq!(baked(torn), ImageError::Png("the compressed text does not unpack"));
        let long = text_chunk("openbadgecredential", false, &vec![b' '; MAX_TEXT + 1]);
        assert_eq!(baked(long), ImageError::TextTooLong);
        assert_eq!(baked(chunk(*b"tE\0t", b"")), ImageError::Png("a chunk has no proper name"));
        assert_eq!(baked(chunk(*b"teST", b"").repeat(MAX_CHUNKS)), ImageError::Png("it has too many parts"));
    }

    #[test]
    fn an_image_cut_anywhere_is_called_cut() {
        let baked = bake(&image(3, 2), TEXT).unwrap();
        for length in 8..baked.len() {
            for done in [unbake(&baked[..length]).map(drop), bake(&baked[..length], TEXT).map(drop)] {
                assert_eq!(done, Err(ImageError::Png("it is cut short")), "{length}");
            }
        }
        let mut long = baked;
        long[33..37].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(unbake(&long), Err(ImageError::Png("it is cut short")));
    }

    #[test]
    fn a_damaged_picture_is_not_baked_but_still_read() {
        let mut baked = bake(&image(3, 2), TEXT).unwrap();
        let at = baked.len() - 20; // within the pixels
        baked[at] ^= 1;
        assert_eq!(bake(&baked, TEXT), Err(ImageError::Png("a checksum is wrong")));
        assert_eq!(unbake(&baked).unwrap().text, TEXT);
        assert_eq!(bake(&png(1, 1, &[]), TEXT), Err(ImageError::Png("it holds no pixels")));
    }

    #[test]
    fn a_giant_is_refused_by_its_header() {
        let giant = png(30_000, 30_000, &[text_chunk("openbadgecredential", false, TEXT.as_bytes())]);
        let refused = ImageError::Dimensions { width: 30_000, height: 30_000 };
        assert_eq!(unbake(&giant), Err(refused.clone()));
        assert_eq!(bake(&giant, TEXT), Err(refused));
        assert_eq!(unbake(&png(0, 7, &[])), Err(ImageError::Png("its header is wrong")));
        assert_eq!(unbake(&png(8192, 8192, &[])), Err(ImageError::Empty));
    }
}
