//! Packing, which only a server does.

use zlib_rs::{Deflate, DeflateFlush, Status};

use super::{DICTIONARY_1, MAX_BYTES, digits};
use crate::jose::{Compact, CompactError};
use crate::json::{Limits, ReadError, read};

/// The page that reads such addresses, and the version.
const PAGE: &str = "/verify#1";
/// Bits that a QR code of version 25 and level M holds. Source: ISO/IEC 18004, table 7.
const MAX_BITS: usize = 8_000;

/// Why a document does not become an address.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Not strict JSON.
    #[error("the document cannot be read")]
    Json(#[from] ReadError),
    /// It begins like a compact JWT and is none.
    #[error("the token cannot be read")]
    Token(#[from] CompactError),
    /// The address does not fit into a QR code that can still be read from paper.
    #[error("the credential takes {bytes} bytes, more than a QR code of version 25 holds")]
    TooLong {
        /// What the document comes to, packed where it was worth trying.
        bytes: usize,
    },
}

/// The address that holds all of `document`, which is JSON or a compact JWT.
///
/// * `origin`: scheme and host, such as `https://laurel.example.edu`.
/// * Returns an address that fits, as a QR code of level M, into version 25: 117 modules, which
///   at 5 cm with the quiet zone are 0.4 mm each.
///
/// # Errors
/// [`PackError`].
pub fn address(origin: &str, document: &[u8]) -> Result<String, PackError> {
    let text = minified(document)?;
    if text.len() > MAX_BYTES {
        return Err(PackError::TooLong { bytes: text.len() });
    }
    let packed = deflate(&text);
    let digits = 1 + digits::count(packed.len());
    // One segment of bytes, with 16 bits of length, and one of digits, with 12.
    let page = 4 + 16 + 8 * (origin.len() + PAGE.len() - 1);
    let number = 4 + 12 + digits / 3 * 10 + [0, 4, 7][digits % 3];
    if page + number > MAX_BITS {
        return Err(PackError::TooLong { bytes: packed.len() });
    }
    Ok(format!("{origin}{PAGE}{}", digits::write(&packed)))
}

/// The document without what no signature covers: white space around it and between the parts of
/// JSON. Members keep their order, numbers and texts their spelling.
fn minified(document: &[u8]) -> Result<Vec<u8>, PackError> {
    let document = document.trim_ascii();
    let Some(b'{') = document.first() else {
        Compact::read(&String::from_utf8_lossy(document))?;
        return Ok(document.to_vec());
    };
    read(document, Limits::RECORD)?;
    let (mut text, mut escaped) = (false, false);
    let kept = document.iter().copied().filter(|byte| {
        let quote = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        text ^= quote;
        text || !byte.is_ascii_whitespace()
    });
    Ok(kept.collect())
}

/// Raw DEFLATE with the dictionary of version 1.
pub(super) fn deflate(text: &[u8]) -> Vec<u8> {
    const BEST: i32 = 9;
    const WINDOW_BITS: u8 = 15;
    let mut packer = Deflate::new(BEST, false, WINDOW_BITS);
    packer.set_dictionary(DICTIONARY_1).expect("a stream that has not begun takes a dictionary");
    // Text that does not pack is stored, in blocks with heads of five bytes.
    let mut packed = vec![0; text.len() + text.len() / 1_000 + 64];
    let status = packer.compress(text, &mut packed, DeflateFlush::Finish);
    assert_eq!(status, Ok(Status::StreamEnd), "the buffer takes what does not pack at all");
    packed.truncate(usize::try_from(packer.total_out()).expect("no more than the buffer"));
    packed
}
