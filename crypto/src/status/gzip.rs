//! What a gzip file holds, with a bound that is known before anything is unpacked.
//!
//! The file's own word for its length is taken as the bound, so a file that unpacks to more than
//! it says costs no more than it said. The checksum is left alone: a signature covers every byte
//! of a list, and the checksum's tables would be a tenth of what browsers load to verify.
//!
//! Source: RFC 1952 (GZIP file format), section 2.3; RFC 1951 (DEFLATE).

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::ListError;

/// No DEFLATE stream grows by more than this.
const MAX_RATIO: usize = 1_032;
/// The checksum, and the length of what was packed.
const TRAILER_BYTES: usize = 8;

/// Unpacks a gzip file of one member to at most `max` bytes.
///
/// # Errors
/// [`ListError::TooLong`] for more than `max` bytes, found without unpacking them;
/// [`ListError::Gzip`] for anything that is not one whole gzip member whose length is as it says.
pub(super) fn unpack(gzip: &[u8], max: usize) -> Result<Vec<u8>, ListError> {
    let (deflated, length) = member(gzip).ok_or(ListError::Gzip)?;
    if length > max {
        return Err(ListError::TooLong);
    }
    if length / MAX_RATIO > deflated.len() {
        return Err(ListError::Gzip);
    }
    // One byte more than promised, to see where a file holds more.
    let mut bytes = vec![0; length + 1];
    let mut state = Box::<DecompressorOxide>::default();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut state, deflated, &mut bytes, 0, flags);
    // What is left over would be a second member, which some readers read and others do not.
    if status != TINFLStatus::Done || read != deflated.len() || written != length {
        return Err(ListError::Gzip);
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// The packed bytes of a file with one member, and how long they say that they are unpacked.
fn member(gzip: &[u8]) -> Option<(&[u8], usize)> {
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
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & HEADER_CHECKSUM != 0 {
        rest = rest.get(2..)?;
    }
    let (deflated, trailer) = rest.split_at_checked(rest.len().checked_sub(TRAILER_BYTES)?)?;
    let length = u32::from_le_bytes(*trailer.last_chunk::<4>()?);
    Some((deflated, usize::try_from(length).ok()?))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    const MAX: usize = 16 << 20;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    /// Bytes that do not pack well.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn what_was_packed_comes_out() {
        for bytes in [Vec::new(), vec![7], vec![0; 16_384], vec![0; MAX], noise(16_384), noise(100_000)] {
            assert_eq!(unpack(&gzip(&bytes), MAX), Ok(bytes));
        }
    }

    #[test]
    fn a_header_with_every_optional_field_is_read() {
        let builder = flate2::GzBuilder::new().filename("list").comment("bits").extra([1, 2, 3]);
        let mut packer = builder.write(Vec::new(), Compression::fast());
        packer.write_all(&[5; 900]).unwrap();
        let mut packed = packer.finish().unwrap();
        assert_eq!(unpack(&packed, MAX), Ok(vec![5; 900]));
        // With a checksum of the header too.
        let at = packed.windows(4).position(|window| window == b"bits").unwrap() + 5;
        packed[3] |= 2;
        packed.splice(at..at, [9, 9]);
        assert_eq!(unpack(&packed, MAX), Ok(vec![5; 900]));
    }

    #[test]
    fn a_file_cut_short_anywhere_is_refused() {
        let packed = gzip(&noise(300));
        for length in 0..packed.len() {
            assert!(unpack(&packed[..length], MAX).is_err(), "{length}");
        }
    }

    #[test]
    fn a_bomb_is_refused_by_its_own_word_and_one_that_lies_costs_no_more_than_it_says() {
        let mut bomb = gzip(&vec![0; MAX + 1]);
        assert!(bomb.len() < 17_000);
        assert_eq!(unpack(&bomb, MAX), Err(ListError::TooLong));
        let length = bomb.len();
        bomb[length - 4..].copy_from_slice(&16_384_u32.to_le_bytes());
        assert_eq!(unpack(&bomb, MAX), Err(ListError::Gzip));
        let mut boast = gzip(&[0; 100]);
        let length = boast.len();
        boast[length - 4..].copy_from_slice(&(1_u32 << 24).to_le_bytes());
        assert_eq!(unpack(&boast, MAX), Err(ListError::Gzip));
    }

    #[test]
    fn several_members_in_one_file_are_refused() {
        let (first, second) = (gzip(&[1; 500]), gzip(&[2; 500]));
        assert_eq!(unpack(&[first.clone(), second].concat(), MAX), Err(ListError::Gzip));
        assert_eq!(unpack(&[first, vec![0; 3]].concat(), MAX), Err(ListError::Gzip));
    }

    #[test]
    fn zlib_bare_deflate_and_another_method_are_no_gzip() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&[0; 16_384]).unwrap();
        let zlib = zlib.finish().unwrap();
        assert_eq!(unpack(&zlib, MAX), Err(ListError::Gzip));
        assert_eq!(unpack(&zlib[2..], MAX), Err(ListError::Gzip));
        let mut other = gzip(&[0; 16_384]);
        other[2] = 7;
        assert_eq!(unpack(&other, MAX), Err(ListError::Gzip));
    }
}
