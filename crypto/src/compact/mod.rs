//! A whole signed credential in the fragment of an address: `https://HOST/verify#1DIGITS`.
//!
//! Printed as a QR code it needs no server that still knows the credential: a phone opens any
//! Laurel's verify page, and since browsers never send a fragment, the check runs there and only
//! there. The first digit is the version of the form, the others are the bytes of a raw DEFLATE
//! stream over a dictionary of our own: digits, because a QR code has a mode for digits that
//! loses nothing to Base64 or to readers that take bytes for text in some code page.
//! `docs/qr.md` describes the form for other readers.
//!
//! There is no checksum: a document has a signature.
//!
//! Printed codes outlive programs, so a version's dictionary never changes: better ones are new
//! versions, and old ones stay.

mod digits;
#[cfg(not(target_family = "wasm"))]
mod pack;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

#[cfg(not(target_family = "wasm"))]
pub use pack::{PackError, address};

/// What stands before every text of version 1 when it is packed and unpacked.
const DICTIONARY_1: &[u8] = include_bytes!("dictionary_1.txt");
/// Most bytes of a text.
const MAX_BYTES: usize = 64 << 10;
/// Most digits of a fragment: as many as the largest QR code holds.
const MAX_DIGITS: usize = 7_089;

/// Why a fragment does not give a credential.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Unreadable {
    /// More digits than a QR code holds.
    #[error("the fragment is longer than any QR code")]
    TooLong,
    /// Something else than digits, or a number of them that does not come of bytes.
    #[error("the fragment is not made of digits that stand for bytes")]
    Digits,
    /// A version that this program does not know.
    #[error("the fragment is of version {0}, which this program does not know")]
    Version(char),
    /// The bytes do not unpack to text: cut short, changed or with something after them.
    #[error("the fragment does not unpack to text")]
    Packing,
    /// More than 64 KiB when unpacked.
    #[error("the fragment unpacks to more than a credential takes")]
    TooLarge,
}

/// The document in an address such as `https://laurel.example.edu/verify#1…`, whichever host it
/// names; `None` where the address carries none.
pub fn find(address: &str) -> Option<Result<Vec<u8>, Unreadable>> {
    let (page, fragment) = address.trim().split_once('#')?;
    let (scheme, rest) = page.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let carries = fragment.starts_with(|first: char| first.is_ascii_digit());
    (web && rest.ends_with("/verify") && carries).then(|| unpack(fragment))
}

/// The document in the fragment of an address, without its `#`: JSON or a compact JWT, as it was
/// signed but for white space between the parts of JSON.
///
/// # Errors
/// [`Unreadable`]. Unpacking stops at 64 KiB.
pub fn unpack(fragment: &str) -> Result<Vec<u8>, Unreadable> {
    if fragment.len() > MAX_DIGITS {
        return Err(Unreadable::TooLong);
    }
    match fragment.chars().next() {
        Some('1') => inflate(&digits::read(&fragment[1..]).ok_or(Unreadable::Digits)?, DICTIONARY_1),
        Some(version) if version.is_ascii_digit() => Err(Unreadable::Version(version)),
        _ => Err(Unreadable::Digits),
    }
}

/// Unpacks raw DEFLATE that may point back into `dictionary`.
fn inflate(deflated: &[u8], dictionary: &[u8]) -> Result<Vec<u8>, Unreadable> {
    // What was unpacked so far is what the stream points back into; the dictionary is its past.
    let mut bytes = dictionary.to_vec();
    bytes.resize(dictionary.len() + MAX_BYTES, 0);
    let mut state = Box::<DecompressorOxide>::default();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut state, deflated, &mut bytes, dictionary.len(), flags);
    match status {
        TINFLStatus::Done if read == deflated.len() => {
            bytes.truncate(dictionary.len() + written);
            let text = bytes.split_off(dictionary.len());
            if str::from_utf8(&text).is_ok() { Ok(text) } else { Err(Unreadable::Packing) }
        }
        TINFLStatus::HasMoreOutput => Err(Unreadable::TooLarge),
        _ => Err(Unreadable::Packing),
    }
}

#[cfg(test)]
mod tests;
