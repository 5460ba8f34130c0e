//! Doubles as decimal text, both ways, in exact arithmetic on long integers.
//!
//! The standard library does the same faster, by way of tables that weigh more in a browser than
//! any other part of the verifier; so browsers have this, everything else has the library, and
//! tests hold them to each other.
//!
//! Source: IEEE 754-2019, section 5.12 (Details of conversion).

use std::cmp::Ordering;

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
    while !whole.0.is_empty() {
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
    let more = more || !above.0.is_empty();
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

/// A whole number, least part first, without zeros at the end.
#[derive(Default)]
struct Long(Vec<u32>);

impl Long {
    fn from(number: u64) -> Self {
        let mut long = Self::default();
        long.multiply(0, u32::try_from(number >> 32).unwrap_or(0));
        long.shift(32);
        long.multiply(1, low(number));
        long
    }

    /// `self * factor + plus`.
    fn multiply(&mut self, factor: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Multiplies by a power of `base`, which is at most 10.
    fn scale(&mut self, base: u32, power: u32) {
        for _ in 0..power / 9 {
            self.multiply(base.pow(9), 0);
        }
        self.multiply(base.pow(power % 9), 0);
    }

    /// Divides, and gives the remainder.
    fn divide(&mut self, by: u32) -> u32 {
        let mut rest = 0;
        for part in self.0.iter_mut().rev() {
            let whole = rest << 32 | u64::from(*part);
            *part = low(whole / u64::from(by));
            rest = whole % u64::from(by);
        }
        self.trim();
        low(rest)
    }

    /// Multiplies by a power of two.
    fn shift(&mut self, power: u32) {
        self.multiply(1 << (power % 32), 0);
        if !self.0.is_empty() {
            let parts = usize::try_from(power / 32).unwrap_or(0);
            self.0.splice(..0, std::iter::repeat_n(0, parts));
        }
    }

    /// Takes away `other`, which is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (part, other) in self.0.iter_mut().zip(others) {
            let (first, under) = part.overflowing_sub(other);
            let (second, again) = first.overflowing_sub(u32::from(borrow));
            *part = second;
            borrow = under || again;
        }
        self.trim();
    }

    fn compare(&self, other: &Self) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    fn bits(&self) -> u32 {
        let parts = u32::try_from(self.0.len()).unwrap_or(0);
        parts * u32::BITS - self.0.last().map_or(0, |last| last.leading_zeros())
    }

    fn trailing_zeros(&self) -> u32 {
        let zeros = self.0.iter().take_while(|part| **part == 0).count();
        let within = self.0.get(zeros).map_or(0, |part| part.trailing_zeros());
        u32::try_from(zeros).unwrap_or(0) * u32::BITS + within
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

/// The lower half.
fn low(number: u64) -> u32 {
    u32::try_from(number & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn reads_like_the_library(text: &str) {
        let expected = text.parse::<f64>().ok().map(f64::to_bits);
        assert_eq!(read(text).map(f64::to_bits), expected, "{text}");
    }

    #[track_caller]
    fn prints_like_the_library(number: f64) {
        let number = number.abs();
        if !number.is_finite() || number == 0.0 {
            return;
        }
        assert_eq!(search(number), shortest(number), "{number:e}");
        let text = |(digits, exponent): (Vec<u8>, i32)| {
            let (first, rest) = digits.split_first().unwrap();
            let rest: String = rest.iter().map(|digit| char::from(b'0' + digit)).collect();
            format!("{first}.{rest}e{exponent}")
        };
        let exact = format!("{number:.800e}");
        let (mantissa, exponent) = exact.split_once('e').unwrap();
        assert_eq!(text(digits(number)), format!("{}e{exponent}", mantissa.trim_end_matches('0')));
    }

    /// Doubles at which something changes, and their neighbours.
    fn edges() -> impl Iterator<Item = f64> {
        let powers = (0..2047_u64).map(|biased| biased << FRACTION_BITS);
        let tens = (-323..=308).map(|power| format!("1e{power}").parse::<f64>().unwrap().to_bits());
        let others = [1_125_899_906_842_624.25_f64, 1_125_899_906_842_624.75, 0.1, 0.3].map(f64::to_bits);
        let all: Vec<u64> = powers.chain(tens).chain(others).collect();
        all.into_iter().flat_map(|bits| [bits.saturating_sub(1), bits, bits + 1].map(f64::from_bits))
    }

    #[test]
    fn text_at_the_edges_reads_as_the_library_reads_it() {
        for text in [
            "",
            ".",
            "-",
            "+",
            "e",
            "1e",
            "1e+",
            "e5",
            ".e5",
            "1.",
            ".5",
            "+1",
            "-.5e-3",
            "1.5.2",
            "1e5.0",
            " 1",
            "1 ",
            "0",
            "-0",
            "0.000",
            "0e999999999999999999999",
            "1e999999999999999999999",
            "00012",
            "1_0",
            "0x1",
            "1e-999999999999999999999",
            "-1e400",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "5e-324",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "9007199254740993",
            "9007199254740993.0000000001",
            "123456789012345678901234567890",
            "179769313486231580793728971405301e276",
        ] {
            reads_like_the_library(text);
        }
        reads_like_the_library(&format!("0.{}1e2000", "0".repeat(1999)));
        reads_like_the_library(&format!("1{}e-2000", "0".repeat(2000)));
        reads_like_the_library(&format!("1{}", "0".repeat(400)));
    }

    #[test]
    fn doubles_at_the_edges_and_the_middles_between_them_come_out_as_of_the_library() {
        for number in edges() {
            prints_like_the_library(number);
            reads_like_the_library(&format!("{number:e}"));
            // Half a step above: the exact middle, a little less and a little more.
            if number < f64::MAX && number.is_finite() {
                let (mut middle, exponent) = digits(number);
                let last = exponent + 1 - i32::try_from(middle.len()).unwrap();
                let (next, next_exponent) = digits(f64::from_bits(number.to_bits() + 1));
                let next_last = next_exponent + 1 - i32::try_from(next.len()).unwrap();
                let least = last.min(next_last);
                let sum = |digits: &[u8], last: i32| {
                    let mut long = Long::default();
                    digits.iter().for_each(|digit| long.multiply(10, u32::from(*digit)));
                    long.scale(10, (last - least).unsigned_abs());
                    long
                };
                let (mut low, high) = (sum(&middle, last), sum(&next, next_last));
                // (low + high) / 2 = (low + high) * 5 / 10
                let mut carry = 0_u64;
                low.0.resize(high.0.len().max(low.0.len()) + 1, 0);
                for (index, part) in low.0.iter_mut().enumerate() {
                    carry += u64::from(*part) + u64::from(high.0.get(index).copied().unwrap_or(0));
                    *part = super::low(carry);
                    carry >>= 32;
                }
                low.trim();
                low.multiply(5, 0);
                middle.clear();
                while !low.0.is_empty() {
                    middle.push(u8::try_from(low.divide(10)).unwrap());
                }
                let text: String = middle.iter().rev().map(|digit| char::from(b'0' + digit)).collect();
                let power = least - 1;
                for text in [format!("{text}e{power}"), format!("{text}1e{}", power - 1)] {
                    reads_like_the_library(&text);
                }
                let long = format!("{text}{}1e{}", "0".repeat(900), power - 901);
                reads_like_the_library(&long);
                low = Long::default();
                text.bytes().for_each(|byte| low.multiply(10, u32::from(byte - b'0')));
                low.subtract(&Long::from(1));
                let mut less = Vec::new();
                while !low.0.is_empty() {
                    less.push(char::from(b'0' + u8::try_from(low.divide(10)).unwrap()));
                }
                let less: String = less.into_iter().rev().collect();
                reads_like_the_library(&format!("0{less}e{power}"));
            }
        }
    }

    #[test]
    fn an_integer_is_exact_where_the_library_prints_it_back() {
        for number in edges().filter(|number| (1.0..1e300).contains(number)) {
            let text = format!("{number:.0}");
            for text in [text.clone(), format!("{text}1"), format!("{text}2")] {
                let printed = format!("{:.0}", text.parse::<f64>().unwrap());
                assert_eq!(is_exact(&text), printed == text, "{text}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn any_double_prints_and_reads_as_of_the_library(bits in any::<u64>()) {
            let number = f64::from_bits(bits);
            prints_like_the_library(number);
            if number.is_finite() {
                reads_like_the_library(&format!("{number:e}"));
                reads_like_the_library(&format!("{number:.17e}"));
            }
        }

        #[test]
        fn any_small_decimal_prints_and_reads_as_of_the_library(whole in any::<u32>(), places in 0..12_i32) {
            reads_like_the_library(&format!("{whole}e-{places}"));
            prints_like_the_library(f64::from(whole) / 10_f64.powi(places));
        }

        #[test]
        fn any_decimal_reads_as_the_library_reads_it(
            text in "[+-]?[0-9]{0,24}(\\.[0-9]{0,24})?([eE][+-]?[0-9]{1,3})?"
        ) {
            reads_like_the_library(&text);
        }
    }
}
