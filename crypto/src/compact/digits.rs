//! Bytes as decimal digits: each 7 bytes as a number of 17 digits, the bytes that are left as one
//! of 3, 5, 8, 10, 13 or 15. Numbers are big-endian and written with all their zeros.

#[cfg(not(target_family = "wasm"))]
use std::fmt::Write as _;

/// How many digits stand for so many bytes, from none to a whole group.
const DIGITS: [usize; GROUP + 1] = [0, 3, 5, 8, 10, 13, 15, 17];
/// Bytes in a group.
const GROUP: usize = 7;

/// How many digits `bytes` bytes take.
#[cfg(not(target_family = "wasm"))]
pub(super) fn count(bytes: usize) -> usize {
    bytes / GROUP * DIGITS[GROUP] + DIGITS[bytes % GROUP]
}

/// The digits of `bytes`.
#[cfg(not(target_family = "wasm"))]
pub(super) fn write(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(count(bytes.len()));
    for group in bytes.chunks(GROUP) {
        let number = group.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let width = DIGITS[group.len()];
        write!(digits, "{number:0width$}").expect("text takes any text");
    }
    digits
}

/// The bytes of `digits`; `None` for anything that [`write`] does not write.
pub(super) fn read(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for group in digits.as_bytes().chunks(DIGITS[GROUP]) {
        let length = DIGITS.iter().position(|digits| *digits == group.len())?;
        let number = group.iter().try_fold(0_u64, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u64::from(digit - b'0'))
        })?;
        let number = number.to_be_bytes();
        let (above, number) = number.split_at(8 - length);
        if above.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(number);
    }
    Some(bytes)
}
