//! Numbers of a workbook, as a person sees them.
//!
//! Days are numbers as well; only the format of a cell tells them apart. A number is never shown
//! with less than it holds: a format that rounds is not followed.
//!
//! Source: ECMA-376 Part 1, numFmt (Number Format) and Dates.

use time::macros::date;
use time::{Date, Duration, PrimitiveDateTime, Time};

use super::super::Cell;

/// How the number of a cell is shown, as far as it matters.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Format {
    /// As it is.
    #[default]
    General,
    /// Filled up with zeros before the point and behind it.
    Digits { before: usize, behind: usize, percent: bool },
    /// A day, with or without a time.
    Day,
    /// A time of day, or a span of time.
    Time,
}

impl Format {
    /// The format of an id that needs no code.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            2 | 4 => Self::Digits { before: 1, behind: 2, percent: false },
            9 => Self::Digits { before: 1, behind: 0, percent: true },
            10 => Self::Digits { before: 1, behind: 2, percent: true },
            14..=17 | 22 | 27..=31 | 36 | 50..=58 => Self::Day,
            18..=21 | 32..=35 | 45..=47 => Self::Time,
            _ => Self::General,
        }
    }

    /// The format of a code such as `dd/mm/yyyy` or `00000`.
    pub(super) fn of_code(code: &str) -> Self {
        let signs = signs(code);
        let has = |wanted: &[char]| signs.contains(wanted);
        if !signs.is_empty()
            && signs.chars().all(|sign| matches!(sign, '0' | '#' | '?' | ',' | '.' | '%' | ' '))
        {
            let (before, behind) = signs.split_once('.').unwrap_or((&signs, ""));
            let zeros = |text: &str| text.matches('0').count().min(30);
            return Self::Digits { before: zeros(before), behind: zeros(behind), percent: has(&['%']) };
        }
        if has(&['d', 'y']) || (has(&['m']) && !has(&['h', 's'])) {
            Self::Day
        } else if has(&['h', 's', 'm']) {
            Self::Time
        } else {
            Self::General
        }
    }
}

/// The signs of a code that mean something, in lower case: without texts, colours and languages,
/// and only of its first part, which is that of positive numbers.
fn signs(code: &str) -> String {
    let mut signs = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let inside = inside.to_lowercase();
                // Spans of time: [h], [mm], [ss].
                if !inside.is_empty() && inside.chars().all(|letter| matches!(letter, 'h' | 'm' | 's')) {
                    signs.push('h');
                }
            }
            letter => signs.extend(letter.to_lowercase()),
        }
    }
    if signs.contains("general") || signs.contains("standard") { String::new() } else { signs }
}

/// A number as its cell shows it; `None` where the text is no number.
pub(super) fn number(text: &str, format: Format, from_1904: bool) -> Option<Cell> {
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    Some(match format {
        Format::General => Cell::Number(plain(value)),
        Format::Digits { before, behind, percent } => Cell::Number(filled(value, before, behind, percent)),
        Format::Day | Format::Time => moment(value, format, from_1904),
    })
}

/// A number without an exponent, of the 15 digits that a spreadsheet reckons with.
fn plain(value: f64) -> String {
    let written = format!("{value:.14e}");
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |mantissa| ("-", mantissa));
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    // Nobody writes such a number out, and no column of ours holds one.
    if !(-20..=30).contains(&exponent) {
        return format!("{sign}{}E{exponent:+}", &digits[..1]);
    }
    let point = exponent + 1;
    match usize::try_from(point) {
        Ok(point) if point >= digits.len() => format!("{sign}{digits}{}", "0".repeat(point - digits.len())),
        Ok(point) if point > 0 => format!("{sign}{}.{}", &digits[..point], &digits[point..]),
        _ => format!("{sign}0.{}{digits}", "0".repeat(usize::try_from(-point).unwrap_or(0))),
    }
}

fn filled(value: f64, before: usize, behind: usize, percent: bool) -> String {
    let text = plain(if percent { value * 100.0 } else { value });
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    if digits.contains('E') {
        return text;
    }
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let point = if behind > 0 || !decimals.is_empty() { "." } else { "" };
    let mark = if percent { "%" } else { "" };
    format!("{sign}{whole:0>before$}{point}{decimals:0<behind$}{mark}")
}

/// Days since 1900 or 1904, and what is left of the last day.
fn moment(value: f64, format: Format, from_1904: bool) -> Cell {
    // What a spreadsheet shows where there is no such day.
    let none = || Cell::Error("#####".to_owned());
    let seconds = (value * 86_400.0).round();
    if !(0.0..=300_000_000_000.0).contains(&seconds) {
        return none();
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and within range")]
    let seconds = seconds as i64;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let time = Time::MIDNIGHT + Duration::seconds(rest);
    if days == 0 && format == Format::Time {
        return Cell::Text(format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()));
    }
    let start = match (from_1904, days) {
        (true, _) => date!(1904 - 01 - 01),
        // A spreadsheet believes that 1900 was a leap year.
        (false, 60) => return Cell::Text("1900-02-29".to_owned()),
        (false, 0..=59) => date!(1899 - 12 - 31),
        (false, _) => date!(1899 - 12 - 30),
    };
    let day: Option<Date> = start.checked_add(Duration::days(days)).filter(|day| day.year() <= 9999);
    match day {
        None => none(),
        Some(day) if rest == 0 => Cell::Day(day),
        Some(day) => Cell::Moment(PrimitiveDateTime::new(day, time)),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn shown(text: &str, format: Format) -> String {
        number(text, format, false).unwrap().shown().into_owned()
    }

    #[test]
    fn a_number_is_shown_as_a_person_sees_it() {
        for (held, seen) in [
            ("1", "1"),
            ("1.0", "1"),
            ("-0", "0"),
            ("100000", "100000"),
            ("1E+05", "100000"),
            ("0.30000000000000004", "0.3"),
            ("85.5", "85.5"),
            ("1.0000000000000001E-3", "0.001"),
            ("123456789012345678", "123456789012346000"),
            ("-12.25", "-12.25"),
            ("1E+300", "1E+300"),
        ] {
            assert_eq!(shown(held, Format::General), seen, "{held}");
        }
        assert_eq!(number("1,5", Format::General, false), None);
        assert_eq!(number("inf", Format::General, false), None);
    }

    #[test]
    fn a_format_fills_up_and_never_rounds() {
        assert_eq!(shown("123", Format::of_code("00000")), "00123");
        assert_eq!(shown("3.5", Format::of_code("0.00")), "3.50");
        assert_eq!(shown("85.6", Format::of_code("0")), "85.6");
        assert_eq!(shown("0.85", Format::of_code("0%")), "85%");
        assert_eq!(shown("0.855", Format::built_in(9)), "85.5%");
        assert_eq!(shown("1234.5", Format::of_code("#,##0.00")), "1234.50");
        assert_eq!(shown("7", Format::of_code("General")), "7");
        assert_eq!(shown("-7", Format::of_code("000")), "-007");
    }

    #[test]
    fn days_are_told_from_numbers_by_their_format() {
        for code in
            ["dd/mm/yyyy", "[$-409]d-mmm-yy;@", "yyyy\\-mm\\-dd", "mmm yyyy", "DD.MM.YYYY", "d/m/yy h:mm"]
        {
            assert_eq!(Format::of_code(code), Format::Day, "{code}");
        }
        for code in ["h:mm", "[h]:mm:ss", "mm:ss", "h:mm AM/PM"] {
            assert_eq!(Format::of_code(code), Format::Time, "{code}");
        }
        for code in ["[Red]0", "0 \"days\"", "\\d0", "@", "0.00E+00", "_d0", "General", ""] {
            assert!(!matches!(Format::of_code(code), Format::Day | Format::Time), "{code}");
        }
    }

    #[test]
    fn days_are_counted_from_1900_or_from_1904() {
        let day = |value: &str, from_1904| number(value, Format::Day, from_1904).unwrap();
        assert_eq!(day("46109", false), Cell::Day(date!(2026 - 03 - 28)));
        assert_eq!(day("44647", true), Cell::Day(date!(2026 - 03 - 28)));
        assert_eq!(day("46109.5", false), Cell::Moment(datetime!(2026-03-28 12:00)));
        assert_eq!(day("46109.99999999", false), Cell::Day(date!(2026 - 03 - 29)), "rounded to a second");
        assert_eq!(day("1", false), Cell::Day(date!(1900 - 01 - 01)));
        assert_eq!(day("60", false), Cell::Text("1900-02-29".to_owned()));
        assert_eq!(day("61", false), Cell::Day(date!(1900 - 03 - 01)));
        assert_eq!(number("0.5", Format::Time, false).unwrap(), Cell::Text("12:00:00".to_owned()));
        for none in ["-1", "3000000", "1e300"] {
            assert_eq!(day(none, false), Cell::Error("#####".to_owned()), "{none}");
        }
    }
}
