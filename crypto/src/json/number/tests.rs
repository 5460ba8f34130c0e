//! Ours and the library's, on every kind of number.

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
    let bits = |text: &str| text.parse::<f64>().unwrap().to_bits();
    let tens = (-323..=308).map(|power| bits(&format!("1e{power}")));
    let others = ["1125899906842624.25", "1125899906842624.75", "0.1", "0.3"].map(bits);
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

/// The exact middle between a double and the next, as an integer and a power of ten.
fn middle(number: f64) -> (Long, i32) {
    let next = f64::from_bits(number.to_bits() + 1);
    let ((one, first), (other, second)) = (digits(number), digits(next));
    let last = |digits: &[u8], first: i32| first + 1 - i32::try_from(digits.len()).unwrap();
    let least = last(&one, first).min(last(&other, second));
    let mut sum = Long::default();
    for (digits, first) in [(&one, first), (&other, second)] {
        let mut long = Long::default();
        for digit in digits {
            long.multiply(10, u32::from(*digit));
        }
        long.scale(10, (last(digits, first) - least).unsigned_abs());
        sum.add(&long);
    }
    // A half is five tenths.
    sum.scale(5, 1);
    (sum, least - 1)
}

#[test]
fn doubles_at_the_edges_and_the_middles_between_them_come_out_as_of_the_library() {
    let least = Long::from(1);
    for number in edges() {
        prints_like_the_library(number);
        reads_like_the_library(&format!("{number:e}"));
        let (mut middle, power) = middle(number);
        let text = middle.text();
        reads_like_the_library(&format!("{text}e{power}"));
        reads_like_the_library(&format!("{text}1e{}", power - 1));
        reads_like_the_library(&format!("{text}{}1e{}", "0".repeat(900), power - 901));
        middle.subtract(&least);
        reads_like_the_library(&format!("{}e{power}", middle.text()));
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
    #![proptest_config(ProptestConfig::with_cases(4_000))]

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
