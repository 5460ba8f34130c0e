//! Literals as canonical N-Quads write them, and numbers as JSON-LD makes literals of them.

use std::fmt::Write as _;

use crate::json::number;

/// Writes `text` with the escapes of canonical N-Quads, without the quotation marks.
///
/// Source: RDF 1.2 N-Quads, A Canonical form of N-Quads.
pub(super) fn write_escaped(out: &mut String, text: &str) {
    let special = |byte: u8| matches!(byte, 0..=0x1f | 0x7f | b'"' | b'\\');
    if !text.bytes().any(special) {
        out.push_str(text);
        return;
    }
    for char in text.chars() {
        match char {
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(out, "\\u{:04X}", u32::from(char));
            }
            _ => out.push(char),
        }
    }
}

/// Whether JSON-LD makes an `xsd:integer` of a number: no fraction, and below 1e21.
pub(super) fn is_integer(number: f64) -> bool {
    number % 1.0 == 0.0 && number.abs() < 1e21
}

/// The lexical form of an integral number.
pub(super) fn integer(number: f64) -> String {
    let (digits, exponent) = number::digits(number);
    let mut out = String::from(if number < 0.0 { "-" } else { "" });
    let zeros = (usize::try_from(exponent).unwrap_or(0) + 1).saturating_sub(digits.len());
    out.extend(digits.into_iter().map(|digit| char::from(b'0' + digit)));
    out.extend(std::iter::repeat_n('0', zeros));
    out
}

/// The canonical lexical form of an `xsd:double`: `3.5E0`.
///
/// Sixteen digits, halves rounded away from zero, as ECMAScript's `toExponential(15)` gives
/// them and as other processors therefore sign them.
///
/// Source: JSON-LD 1.1 API, section 8.6, Data Round Tripping.
pub(super) fn double(number: f64) -> String {
    let (mut digits, mut exponent) = number::digits(number);
    exponent += i32::from(number::round(&mut digits, 16));
    while digits.len() > 2 && digits.last() == Some(&0) {
        digits.pop();
    }
    if digits.len() == 1 {
        digits.push(0);
    }
    // Zero has no sign.
    let sign = if number < 0.0 { "-" } else { "" };
    let mut out = String::from(sign);
    for (index, digit) in digits.iter().enumerate() {
        if index == 1 {
            out.push('.');
        }
        out.push(char::from(b'0' + digit));
    }
    let _ = write!(out, "E{exponent}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_have_one_digit_before_the_point_and_no_idle_zeros() {
        for (number, expected) in [
            (3.5, "3.5E0"),
            (-0.1, "-1.0E-1"),
            (1e21, "1.0E21"),
            (1e-7, "1.0E-7"),
            (123.456, "1.23456E2"),
            (0.1 + 0.2, "3.0E-1"),
            (2_251_799_813_685_248.5, "2.251799813685249E15"),
            (1.999_999_999_999_999_8, "2.0E0"),
        ] {
            assert_eq!(double(number), expected);
        }
    }

    #[test]
    fn control_characters_and_quotation_marks_are_escaped() {
        let mut out = String::new();
        write_escaped(&mut out, "a\"\\\n\r\t\u{8}\u{c}\u{1}\u{7f}é");
        assert_eq!(out, "a\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u007Fé");
    }
}
