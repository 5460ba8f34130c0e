//! Numbers, as people of different countries write them.

use super::{cut, plain, wrong};
use crate::sheet::{Cell, Code, Wrong};

/// Which numbers make sense in a column.
#[derive(Clone, Copy, Debug, Default)]
pub struct Range {
    /// The least, where there is one.
    pub least: Option<f64>,
    /// The most, where there is one.
    pub most: Option<f64>,
    /// No fractions.
    pub whole: bool,
    /// Percent: `85`, `85%` and, in a cell with that format, 0.85 mean the same.
    pub percent: bool,
}

/// A number and how it is written in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// What it is.
    pub value: f64,
    /// The same with a point before decimals and nothing between thousands; decimals as they were
    /// written: `85.50`.
    pub text: String,
}

/// A number within `range`. Thousands may be parted and decimals begin as people write them; where
/// a sign could be either, the range decides, or nobody does.
///
/// # Errors
/// [`Wrong`]: no number, one that can be read in two ways, or one out of range.
pub fn number(cell: &Cell, range: &Range) -> Result<Option<Number>, Wrong> {
    let Some(written) = plain(cell)? else { return Ok(None) };
    if is_shortened(&written) {
        return Err(shortened(&written));
    }
    let bare = match written.strip_suffix('%') {
        Some(bare) if range.percent => bare.trim_end(),
        _ => &written,
    };
    let mut readings = if matches!(cell, Cell::Number(_)) { exact(bare) } else { readings(bare) };
    if readings.len() > 1 && readings.iter().any(|reading| fits(reading.value, range).is_ok()) {
        readings.retain(|reading| fits(reading.value, range).is_ok());
    }
    match readings.as_slice() {
        [] => Err(wrong(
            Code::Number,
            format!("“{}” is no number", cut(&written)),
            "write digits, with a point before decimals, such as 85.5",
        )),
        [only] => fits(only.value, range).map(|()| Some(only.clone())),
        [one, other, ..] => Err(wrong(
            Code::NumberAmbiguous,
            format!("“{}” could be {} or {}", cut(&written), one.text, other.text),
            "write it without a sign between thousands, and with a point before decimals",
        )),
    }
}

/// Whether a spreadsheet has shortened a long number to a power of ten: `1.23457E+11`.
pub(super) fn is_shortened(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once("E+").is_some_and(|(mantissa, power)| {
        digits(power) && mantissa.split(['.', ',']).all(digits) && mantissa.split(['.', ',']).count() <= 2
    })
}

pub(super) fn shortened(text: &str) -> Wrong {
    wrong(
        Code::Shortened,
        format!("the spreadsheet has shortened a long number to {}, and digits of it are lost", cut(text)),
        "format the column as text, then write the number again with all its digits",
    )
}

/// A number as a workbook holds it: with a point before decimals.
fn exact(text: &str) -> Vec<Number> {
    parsed(text).into_iter().collect()
}

/// All that a text could mean as a number.
fn readings(text: &str) -> Vec<Number> {
    // Blanks, and what the Swiss write between thousands.
    let text: String =
        text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’')).collect();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    let number = |text: String| parsed(&format!("{sign}{text}"));
    let thousands = |mark: char| {
        let mut groups = digits.split(mark);
        let first = groups.next().unwrap_or_default();
        let grouped = (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3);
        grouped.then(|| digits.replace(mark, ""))
    };
    let readings = match (digits.matches(',').count(), digits.matches('.').count()) {
        (0, 0) => vec![number(digits.to_owned())],
        (0, 1) => vec![number(digits.to_owned()), thousands('.').and_then(number)],
        (1, 0) => vec![number(digits.replace(',', ".")), thousands(',').and_then(number)],
        (0, _) => vec![thousands('.').and_then(number)],
        (_, 0) => vec![thousands(',').and_then(number)],
        // The last sign begins the decimals.
        (_, 1) if digits.rfind('.') > digits.rfind(',') => vec![number(digits.replace(',', ""))],
        (1, _) if digits.rfind(',') > digits.rfind('.') => {
            vec![number(digits.replace('.', "").replace(',', "."))]
        }
        _ => Vec::new(),
    };
    readings.into_iter().flatten().collect()
}

fn parsed(text: &str) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.len() <= 30;
    let value = plain.then(|| text.parse::<f64>().ok()).flatten().filter(|value| value.is_finite())?;
    Some(Number { value, text: text.to_owned() })
}

fn fits(value: f64, range: &Range) -> Result<(), Wrong> {
    let hint = match (range.least, range.most) {
        (Some(least), Some(most)) => format!("write a number from {least} to {most}"),
        (Some(least), None) => format!("write a number of {least} or more"),
        (None, Some(most)) => format!("write a number of {most} or less"),
        (None, None) => String::new(),
    };
    if range.least.is_some_and(|least| value < least) {
        return Err(wrong(Code::NumberLow, format!("{value} is too low"), hint));
    }
    if range.most.is_some_and(|most| value > most) {
        return Err(wrong(Code::NumberHigh, format!("{value} is too high"), hint));
    }
    if range.whole && value.fract() != 0.0 {
        let detail = format!("{value} is no whole number");
        return Err(wrong(Code::NumberFraction, detail, "write a number without decimals"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERCENT: Range = Range { least: Some(0.0), most: Some(100.0), whole: false, percent: true };
    const ANY: Range = Range { least: None, most: None, whole: false, percent: false };

    fn read(value: &str, range: &Range) -> Result<String, &'static str> {
        number(&Cell::Text(value.to_owned()), range)
            .map(|read| read.unwrap().text)
            .map_err(|wrong| wrong.code)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, meant) in [
            ("85", "85"),
            ("85.50", "85.50"),
            ("85,5", "85.5"),
            ("1.234.567", "1234567"),
            ("1,234,567.5", "1234567.5"),
            ("1.234,5", "1234.5"),
            ("1 234,5", "1234.5"),
            ("1’234.5", "1234.5"),
            ("−3", "-3"),
            ("0,125", "0.125"),
        ] {
            assert_eq!(read(written, &ANY), Ok(meant.to_owned()), "{written}");
        }
        for bad in
            ["", "abc", "1.2.3", "85 %x", "1,2,3", "--1", "1e5", "inf", "NaN", ".5", "5.", "1,234.567,8"]
        {
            let read = number(&Cell::Text(bad.to_owned()), &ANY);
            assert!(matches!(read, Ok(None)) || read.unwrap_err().code == "number", "{bad}");
        }
        assert_eq!(read("1.2E+05", &ANY), Err("shortened"));
    }

    #[test]
    fn where_a_sign_could_be_either_the_range_decides_or_nobody_does() {
        assert_eq!(read("1,234", &ANY), Err("number-ambiguous"));
        assert_eq!(read("1.234", &ANY), Err("number-ambiguous"));
        assert_eq!(read("3.667", &Range { most: Some(4.0), ..ANY }), Ok("3.667".to_owned()));
        assert_eq!(read("1,234", &Range { whole: true, ..ANY }), Ok("1234".to_owned()));
        let cell = Cell::Number("1.234".to_owned());
        assert_eq!(number(&cell, &ANY).unwrap().unwrap().text, "1.234", "a workbook knows its decimals");
    }

    #[test]
    fn a_number_out_of_range_says_how_far_it_may_go() {
        assert_eq!(read("85%", &PERCENT), Ok("85".to_owned()));
        assert_eq!(read("85 %", &PERCENT), Ok("85".to_owned()));
        assert_eq!(read("85%", &ANY), Err("number"));
        assert_eq!(read("-1", &PERCENT), Err("number-low"));
        let wrong = number(&Cell::Text("101".to_owned()), &PERCENT).unwrap_err();
        assert_eq!((wrong.code, wrong.hint.as_str()), ("number-high", "write a number from 0 to 100"));
        assert_eq!(read("1.5", &Range { whole: true, ..ANY }), Err("number-fraction"));
    }
}
