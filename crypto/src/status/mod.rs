//! Bitstring status lists: pack, unpack, read, set.

use std::io::Write as _;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// Entries in each list we publish, the least that the standard allows: 16 KiB of bits.
pub const LIST_LEN: u32 = 131_072;

const MIN_BYTES: usize = LIST_LEN as usize / 8;
const MAX_BYTES: usize = 16 << 20;

/// Why an `encodedList` did not open.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ListError {
    /// Not `u` and base64url.
    #[error("not multibase base64url text")]
    Multibase,
    /// Not gzip.
    #[error("not gzip data")]
    Gzip,
    /// Fewer than 131,072 entries.
    #[error("the list holds {bytes} bytes, fewer than the standard's 16384")]
    TooShort {
        /// How many there are.
        bytes: usize,
    },
    /// More than 16 MiB when unpacked.
    #[error("the list unpacks to more than 16 MiB")]
    TooLong,
}

/// One bit per entry; the first entry is the top bit of byte 0.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bitstring(Vec<u8>);

impl Bitstring {
    /// A list of [`LIST_LEN`] entries, none set.
    pub fn empty() -> Self {
        Self(vec![0; MIN_BYTES])
    }

    /// The bits as bytes, 16 KiB or more.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Takes bytes as [`Self::as_bytes`] gives them.
    ///
    /// # Errors
    /// [`ListError::TooShort`] and [`ListError::TooLong`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ListError> {
        match bytes.len() {
            bytes if bytes < MIN_BYTES => Err(ListError::TooShort { bytes }),
            bytes if bytes > MAX_BYTES => Err(ListError::TooLong),
            _ => Ok(Self(bytes)),
        }
    }

    /// Whether the entry is set; `None` past the end.
    pub fn get(&self, index: usize) -> Option<bool> {
        self.0.get(index / 8).map(|byte| byte & (0x80 >> (index % 8)) != 0)
    }

    /// Sets or clears an entry; past the end nothing happens and the answer is false.
    pub fn set(&mut self, index: usize, value: bool) -> bool {
        let Some(byte) = self.0.get_mut(index / 8) else { return false };
        let bit = 0x80 >> (index % 8);
        *byte = if value { *byte | bit } else { *byte & !bit };
        true
    }

    /// Packs the list into `encodedList`: `u`, then base64url without padding, of gzip.
    ///
    /// Source: Bitstring Status List v1.0, Bitstring Generation Algorithm.
    pub fn encode(&self) -> String {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        // Writing to memory does not fail.
        let packed = packer.write_all(&self.0).and_then(|()| packer.finish()).unwrap_or_default();
        format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(packed))
    }

    /// Unpacks an `encodedList`.
    ///
    /// # Errors
    /// [`ListError`], naming the first layer that would not open. Reading stops at the upper
    /// bound, so a gzip bomb costs at most 16 MiB of memory.
    ///
    /// Source: Bitstring Status List v1.0, Bitstring Expansion Algorithm.
    pub fn decode(encoded: &str) -> Result<Self, ListError> {
        let packed = encoded.strip_prefix('u').ok_or(ListError::Multibase)?;
        let gzip = BASE64_URL_SAFE_NO_PAD.decode(packed).map_err(|_| ListError::Multibase)?;
        let deflated = deflated(&gzip).ok_or(ListError::Gzip)?;
        let bits = decompress_to_vec_with_limit(deflated, MAX_BYTES).map_err(|err| match err.status {
            TINFLStatus::HasMoreOutput => ListError::TooLong,
            _ => ListError::Gzip,
        })?;
        Self::from_bytes(bits)
    }
}

/// What a gzip file holds, its header taken off.
///
/// The checksum at its end is left alone: a signature covers every byte of a list, and the
/// checksum's tables would be a tenth of what browsers load to verify.
///
/// Source: RFC 1952, section 2.3.
fn deflated(gzip: &[u8]) -> Option<&[u8]> {
    const HEADER_CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let (header, mut rest) = gzip.split_at_checked(10)?;
    let [0x1f, 0x8b, 8, flags, ..] = header else { return None };
    if flags & EXTRA != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = &rest[end + 1..];
        }
    }
    if flags & HEADER_CHECKSUM != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_packs_and_unpacks_to_the_same_bits() {
        let mut list = Bitstring::empty();
        for index in [0, 7, 8, 94_567, 131_071] {
            assert!(list.set(index, true));
        }
        assert!(!list.set(131_072, true));
        let opened = Bitstring::decode(&list.encode()).unwrap();
        assert_eq!(opened, list);
        assert_eq!(opened.as_bytes()[0], 0b1000_0001);
        assert_eq!((opened.get(8), opened.get(9), opened.get(131_072)), (Some(true), Some(false), None));
        assert!(list.set(8, false));
        assert_eq!(list.get(8), Some(false));
    }

    #[test]
    fn a_gzip_header_with_every_optional_field_is_read() {
        let list = Bitstring::empty();
        let builder = flate2::GzBuilder::new().filename("list").comment("bits").extra([1, 2, 3]);
        let mut packer = builder.write(Vec::new(), Compression::fast());
        packer.write_all(list.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        let encode = |gzip: &[u8]| format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(gzip));
        assert_eq!(Bitstring::decode(&encode(&packed)).unwrap(), list);
        for length in 0..packed.len() - 8 {
            assert!(Bitstring::decode(&encode(&packed[..length])).is_err(), "{length}");
        }
    }

    #[test]
    fn text_that_is_no_list_is_refused_by_its_outermost_fault() {
        assert_eq!(Bitstring::decode("H4sI"), Err(ListError::Multibase));
        assert_eq!(Bitstring::decode("u!"), Err(ListError::Multibase));
        assert_eq!(Bitstring::decode("uAAAA"), Err(ListError::Gzip));
        let short = Bitstring(vec![0; 16_383]).encode();
        assert_eq!(Bitstring::decode(&short), Err(ListError::TooShort { bytes: 16_383 }));
        let long = Bitstring(vec![0; MAX_BYTES + 1]).encode();
        assert_eq!(Bitstring::decode(&long), Err(ListError::TooLong));
    }
}
