//! Doubles as decimal text, both ways, in exact arithmetic on long integers.
//!
//! The standard library does the same faster, by way of tables that weigh more in a browser than
//! any other part of the verifier; so browsers have this, everything else has the library, and
//! tests hold them to each other.
//!
//! Source: IEEE 754-2019, section 5.12 (Details of conversion).

mod long;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use long::Long;

/// Digits of which every one counts: no double, and no middle between two, has more than 767.
const MAX_DIGITS: usize = 800;
const FRACTION_BITS: u32 = 52;
const HIDDEN_BIT: u64 = 1 << FRACTION_BITS;
/// The power of two that the smallest double is.
const LEAST_POWER: i32 = -1074;
/// Powers of ten up to this one are doubles exactly.
const MAX_EXACT_POWER: i32 = 22;

/// The double nearest to a decimal number, as `str::parse` reads it. Whether words such as `inf`
/// are read too depends on the build.
pub(crate) fn parse(text: &str) -> Option<f64> {
    if cfg!(target_family = "wasm") { read(text) } else { text.parse().ok() }
}

/// The fewest digits that read back as `number`, and the power of ten of the first; of several, the
/// nearest to it; of two as near, the even ones.
///
/// Source: ECMAScript, `Number::toString`, note 2.
///
/// * `number`: finite and above zero.
pub(super) fn shortest(number: f64) -> (Vec<u8>, i32) {
    if cfg!(target_family = "wasm") {
        return search(number);
    }
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let shortest: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    // Where two texts are as near, the library takes the larger one, ECMAScript the even one. Shorter
    // texts are never in the middle.
    if shortest.len() > 15 && digits(number).0.len() == shortest.len() + 1 {
        return search(number);
    }
    (shortest, exponent.parse().unwrap_or(0))
}

/// All digits of a finite `number` without its sign, and the power of ten of the first.
pub(crate) fn digits(number: f64) -> (Vec<u8>, i32) {
    let bits = number.abs().to_bits();
    let fraction = bits & (HIDDEN_BIT - 1);
    let (mantissa, power) = match i32::try_from(bits >> FRACTION_BITS).unwrap_or(0) {
        0 if fraction == 0 => return (vec![0], 0),
        0 => (fraction, LEAST_POWER),
        biased => (fraction | HIDDEN_BIT, biased - 1 + LEAST_POWER),
    };
    let idle = mantissa.trailing_zeros();
    let power = power + i32::try_from(idle).unwrap_or(0);
    let mut whole = Long::from(mantissa >> idle);
    // A half is five tenths.
    if power < 0 {
        whole.scale(5, power.unsigned_abs());
    } else {
        whole.shift(power.unsigned_abs());
    }
    let mut digits = Vec::new();
    while !whole.is_zero() {
        let mut part = whole.divide(1_000_000_000);
        for _ in 0..9 {
            digits.push(u8::try_from(part % 10).unwrap_or(0));
            part /= 10;
        }
    }
    digits.reverse();
    let leading = digits.iter().take_while(|digit| **digit == 0).count();
    digits.drain(..leading);
    let exponent = i32::try_from(digits.len()).unwrap_or(0) - 1 + power.min(0);
    while digits.len() > 1 && digits.last() == Some(&0) {
        digits.pop();
    }
    (digits, exponent)
}

/// Whether an integer, of no more than a few hundred digits, is a double exactly.
pub(super) fn is_exact(integer: &str) -> bool {
    let mut whole = Long::default();
    for byte in integer.bytes().filter(u8::is_ascii_digit) {
        whole.multiply(10, u32::from(byte - b'0'));
    }
    whole.bits() - whole.trailing_zeros() <= FRACTION_BITS + 1
}

fn read(text: &str) -> Option<f64> {
    let (negative, mut rest) = signed(text.as_bytes());
    let mut digits = Vec::new();
    let (mut exponent, mut more) = (0_i64, false);
    let (mut any, mut fraction) = (false, false);
    while let Some((&byte, tail)) = rest.split_first() {
        match byte {
            b'0'..=b'9' => {
                any = true;
                exponent -= i64::from(fraction);
                if digits.len() == MAX_DIGITS {
                    more |= byte != b'0';
                    exponent += 1;
                } else if byte != b'0' || !digits.is_empty() {
                    digits.push(byte - b'0');
                }
            }
            b'.' if !fraction => fraction = true,
            _ => break,
        }
        rest = tail;
    }
    match rest {
        _ if !any => return None,
        [] => {}
        [b'e' | b'E', power @ ..] => exponent = exponent.saturating_add(integer(power)?),
        _ => return None,
    }
    let number = nearest(&digits, exponent, more);
    Some(if negative { -number } else { number })
}

fn signed(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

fn integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = signed(text);
    let mut number = 0_i64;
    for byte in digits {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        number = number.saturating_mul(10).saturating_add(digit);
    }
    (!digits.is_empty()).then_some(if negative { -number } else { number })
}

/// The double nearest to the integer `digits` times ten to the power `exponent`, or to slightly
/// more where `more` digits follow; of two as near, the even one.
fn nearest(digits: &[u8], exponent: i64, more: bool) -> f64 {
    let count = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let exponent = match exponent.saturating_add(count) {
        _ if digits.is_empty() => return 0.0,
        310.. => return f64::INFINITY,
        ..-330 => return 0.0,
        _ => i32::try_from(exponent).unwrap_or(0),
    };
    if digits.len() <= 15 && exponent.abs() <= MAX_EXACT_POWER {
        // Both are exact, so that one operation rounds once.
        let whole = digits.iter().fold(0.0, |number, digit| number * 10.0 + f64::from(*digit));
        let power = (0..exponent.abs()).fold(1.0, |power, _| power * 10.0);
        return if exponent < 0 { whole / power } else { whole * power };
    }
    let (mut above, mut below) = (Long::default(), Long::from(1));
    for digit in digits {
        above.multiply(10, u32::from(*digit));
    }
    (if exponent < 0 { &mut below } else { &mut above }).scale(10, exponent.unsigned_abs());
    ratio(above, below, more)
}

/// The double nearest to `above / below`, or to slightly more.
fn ratio(mut above: Long, mut below: Long, more: bool) -> f64 {
    let power = i32::try_from(above.bits()).unwrap_or(0) - i32::try_from(below.bits()).unwrap_or(0);
    (if power < 0 { &mut above } else { &mut below }).shift(power.unsigned_abs());
    // Now the ratio lies between a half and two; its first 64 binary digits:
    let mut quotient = 0_u64;
    for _ in 0..64 {
        quotient <<= 1;
        if above.compare(&below) != Ordering::Less {
            above.subtract(&below);
            quotient |= 1;
        }
        above.shift(1);
    }
    let more = more || !above.is_zero();
    let last = power - 63;
    let bits = i32::try_from(u64::BITS - quotient.leading_zeros()).unwrap_or(0);
    let step = (last + bits - 53).max(LEAST_POWER);
    let dropped = (step - last).unsigned_abs();
    if dropped > u64::BITS {
        return 0.0;
    }
    let kept = quotient.checked_shr(dropped).unwrap_or(0);
    let rest = quotient ^ kept.checked_shl(dropped).unwrap_or(0);
    let up = match rest.cmp(&(1 << (dropped - 1))) {
        Ordering::Less => false,
        Ordering::Equal => more || kept & 1 == 1,
        Ordering::Greater => true,
    };
    // The hidden bit, and a carry beyond it, each count the exponent up by one.
    let scale = u64::from((step - LEAST_POWER).unsigned_abs()) << FRACTION_BITS;
    f64::from_bits((scale + kept + u64::from(up)).min(f64::INFINITY.to_bits()))
}

/// [`shortest`], by trying ever more digits.
fn search(number: f64) -> (Vec<u8>, i32) {
    let (all, exponent) = digits(number);
    for length in 1..all.len().min(17) {
        let (kept, rest) = all.split_at(length);
        let odd = kept.last().is_some_and(|digit| digit % 2 == 1);
        let nearer_above = match rest {
            [5] => odd,
            [first, ..] => *first >= 5,
            [] => false,
        };
        for above in [nearer_above, !nearer_above] {
            let mut kept = kept.to_vec();
            let mut exponent = exponent;
            if above && count_up(&mut kept) {
                exponent += 1;
            }
            let last = i64::from(exponent) + 1 - i64::try_from(length).unwrap_or(0);
            if nearest(&kept, last, false).to_bits() == number.to_bits() {
                while kept.len() > 1 && kept.last() == Some(&0) {
                    kept.pop();
                }
                return (kept, exponent);
            }
        }
    }
    let (mut all, mut exponent) = (all, exponent);
    exponent += i32::from(round(&mut all, 17));
    (all, exponent)
}

/// Rounds to `length` digits, halves up; whether the number has become a power of ten, whose
/// first digit stands one place higher.
pub(crate) fn round(digits: &mut Vec<u8>, length: usize) -> bool {
    let up = digits.get(length).is_some_and(|digit| *digit >= 5);
    digits.truncate(length);
    up && count_up(digits)
}

/// Adds one in the last place; whether a digit more would be needed, which is left out, since it
/// would be a zero at the end.
fn count_up(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return false;
        }
        *digit = 0;
    }
    if let Some(first) = digits.first_mut() {
        *first = 1;
    }
    true
}
