//! Bitstring status lists: pack, unpack, read, set.
//!
//! Source: Bitstring Status List v1.0, section 3.

mod gzip;

use std::io::Write as _;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use flate2::Compression;
use flate2::write::GzEncoder;

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

    /// Unpacks an `encodedList` as the standard wants it.
    ///
    /// # Errors
    /// [`ListError`], naming the first layer that would not open. A gzip bomb costs at most 16 MiB
    /// of memory, and nothing when it is honest about its length.
    ///
    /// Source: Bitstring Status List v1.0, Bitstring Expansion Algorithm.
    pub fn decode(encoded: &str) -> Result<Self, ListError> {
        let packed = encoded.strip_prefix('u').ok_or(ListError::Multibase)?;
        Self::from_bytes(Self::unpack(packed)?.0)
    }

    /// Unpacks an `encodedList` as issuers write them: without the `u`, as in 2020 and 2021, with
    /// padding, or shorter than the standard allows.
    ///
    /// # Errors
    /// As [`Self::decode`], but never [`ListError::TooShort`].
    pub(crate) fn decode_any(encoded: &str) -> Result<Self, ListError> {
        // Base64 of gzip begins with H, so that a `u` is never part of it.
        let packed = encoded.strip_prefix('u').unwrap_or(encoded);
        Self::unpack(packed.trim_end_matches('='))
    }

    fn unpack(packed: &str) -> Result<Self, ListError> {
        let gzip = BASE64_URL_SAFE_NO_PAD.decode(packed).map_err(|_| ListError::Multibase)?;
        gzip::unpack(&gzip, MAX_BYTES).map(Self)
    }

    /// The value of an entry that takes `size` bits, 1 to 32; `None` past the end.
    ///
    /// Source: Bitstring Status List v1.0, Validate Algorithm, step 10.
    pub(crate) fn value(&self, index: usize, size: usize) -> Option<u32> {
        let start = index.checked_mul(size)?;
        let mut value = 0;
        for bit in start..start.checked_add(size)? {
            value = value << 1 | u32::from(self.get(bit)?);
        }
        Some(value)
    }

    /// Whether the list holds fewer entries of `size` bits than the standard demands.
    pub(crate) fn is_short(&self, size: usize) -> bool {
        self.0.len() / size.max(1) < MIN_BYTES
    }
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
    fn lists_as_issuers_write_them_open_too() {
        let mut list = Bitstring(vec![0; 12_500]);
        list.set(99_999, true);
        let encoded = list.encode();
        assert_eq!(Bitstring::decode(&encoded), Err(ListError::TooShort { bytes: 12_500 }));
        for text in [encoded.as_str(), &encoded[1..], &format!("{encoded}==")] {
            assert_eq!(Bitstring::decode_any(text).as_ref(), Ok(&list), "{text}");
        }
        assert!(list.is_short(1));
        assert!(!Bitstring::empty().is_short(1) && Bitstring::empty().is_short(2));
    }

    #[test]
    fn entries_of_several_bits_are_read_from_the_left() {
        let list = Bitstring(vec![0b0110_1100, 0b1000_0000]);
        let values = |size: usize| (0..6).map(|index| list.value(index, size)).collect::<Vec<_>>();
        assert_eq!(values(2), [1, 2, 3, 0, 2, 0].map(Some));
        assert_eq!(values(3), [Some(3), Some(3), Some(1), Some(0), Some(0), None]);
        assert_eq!((list.value(1, 8), list.value(0, 16)), (Some(128), Some(0x6c80)));
        assert_eq!((list.value(usize::MAX, 2), list.value(usize::MAX, 1)), (None, None));
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
