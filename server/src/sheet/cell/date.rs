//! Days, as people of different countries write them.

use time::{Date, Month};

use super::{cut, plain, wrong};
use crate::sheet::{Cell, Code, Wrong, letters::simple};

/// Which days make sense in a column, and how they are written there.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// What the other cells of the column tell.
    pub order: DayOrder,
    /// The first that makes sense.
    pub from: Date,
    /// The last that makes sense.
    pub until: Date,
}

/// Whether day or month comes first in dates such as 03/04/2026.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum DayOrder {
    /// Nothing tells.
    #[default]
    Unknown,
    /// 03/04/2026 is in April.
    DayFirst,
    /// 03/04/2026 is in March.
    MonthFirst,
}

impl DayOrder {
    /// What the cells of a column tell together: one 31/12/2026 settles it, unless there is a
    /// 12/31/2026 as well.
    pub fn of<'c>(column: impl IntoIterator<Item = &'c Cell>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for cell in column {
            let Cell::Text(text) = cell else { continue };
            let Some(Parts::Either { one, other, .. }) = parts(text) else { continue };
            day_first |= one > 12 && other <= 12;
            month_first |= other > 12 && one <= 12;
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => Self::Unknown,
        }
    }
}

/// A day within `days`. Of a moment it gives the day.
///
/// # Errors
/// [`Wrong`]: no day, one that can be read in two ways, or one out of range.
pub fn day(cell: &Cell, days: &Days) -> Result<Option<Date>, Wrong> {
    let day = match cell {
        Cell::Day(day) => *day,
        Cell::Moment(moment) => moment.date(),
        Cell::Number(number) => return Err(as_number(number)),
        _ => {
            let Some(text) = plain(cell)? else { return Ok(None) };
            written(&text, days.order)?
        }
    };
    if day < days.from || day > days.until {
        let detail = if day < days.from { "is too long ago" } else { "is too far away" };
        return Err(wrong(
            Code::DateRange,
            format!("{day} {detail}"),
            format!("write a date from {} to {}", days.from, days.until),
        ));
    }
    Ok(Some(day))
}

/// The fault of a day that is before the one in the column of the heading `after`.
pub fn before(after: &str, day: Date) -> Wrong {
    wrong(
        Code::DateOrder,
        format!("the date is before the one in “{}”, {day}", cut(after)),
        format!("write {day} or a later date, or leave the cell empty"),
    )
}

/// What a text has of a date.
enum Parts {
    /// A year, month and day that say which they are.
    Known { year: i32, month: u16, day: u16 },
    /// Day and month in an order that nothing tells, and a year.
    Either { one: u16, other: u16, year: i32 },
    /// A year of two digits.
    ShortYear,
}

fn written(text: &str, order: DayOrder) -> Result<Date, Wrong> {
    let no_date = || {
        let hint = "write year, month and day, such as 2026-03-28";
        wrong(Code::Date, format!("“{}” is no date", cut(text)), hint)
    };
    let (year, month, day) = match parts(text).ok_or_else(no_date)? {
        Parts::Known { year, month, day } => (year, month, day),
        Parts::ShortYear => {
            let detail = format!("the year in “{}” has two digits only", cut(text));
            return Err(wrong(Code::DateYear, detail, "write the year with four digits, such as 2026-03-28"));
        }
        Parts::Either { one, other, year } if one == other || one > 12 => (year, other, one),
        Parts::Either { one, other, year } if other > 12 => (year, one, other),
        Parts::Either { one, other, year } => match order {
            DayOrder::DayFirst => (year, other, one),
            DayOrder::MonthFirst => (year, one, other),
            DayOrder::Unknown => {
                return Err(wrong(
                    Code::DateAmbiguous,
                    format!("“{}” could be two different days", cut(text)),
                    format!(
                        "write {year:04}-{other:02}-{one:02} or {year:04}-{one:02}-{other:02}, whichever is meant"
                    ),
                ));
            }
        },
    };
    let month = u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok());
    let date = month
        .zip(u8::try_from(day).ok())
        .and_then(|(month, day)| Date::from_calendar_date(year, month, day).ok());
    date.ok_or_else(|| {
        wrong(
            Code::DateImpossible,
            format!("there is no such day as “{}”", cut(text)),
            "write a day that the calendar has, such as 2026-03-28",
        )
    })
}

/// A number where a date should be: most often the days since 1900, which is how a spreadsheet
/// shows a date in a cell that is not formatted as one.
fn as_number(number: &str) -> Wrong {
    let since_1900: Option<i64> = number.parse().ok().filter(|days| (18_000..80_000).contains(days));
    let start = Date::from_calendar_date(1899, Month::December, 30).ok();
    let meant = since_1900.zip(start).and_then(|(days, start)| start.checked_add(time::Duration::days(days)));
    let hint = match meant {
        Some(day) => format!("format the column as a date; if {day} is meant, write that"),
        None => "write year, month and day, such as 2026-03-28".to_owned(),
    };
    wrong(Code::DateNumber, format!("there is the number {} instead of a date", cut(number)), hint)
}

fn parts(text: &str) -> Option<Parts> {
    const MOST: usize = 60;
    let text = text.trim();
    if text.len() > MOST {
        return None;
    }
    // A time behind the day is left out: 2026-03-28T10:00:00Z, 28/03/2026 10:00.
    let text = match text.find(':') {
        Some(colon) => {
            text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['T', ' ', ','])
        }
        None => text,
    };
    let numbers = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<(u16, usize)>> = numbers.map(|part| Some((digits(part)?, part.len()))).collect();
    match numbers.as_deref() {
        Some([(year, 4), (month, ..=2), (day, ..=2)]) => {
            Some(Parts::Known { year: i32::from(*year), month: *month, day: *day })
        }
        // With points it is day and month everywhere.
        Some([(day, ..=2), (month, ..=2), (year, 4)]) if text.contains('.') => {
            Some(Parts::Known { year: i32::from(*year), month: *month, day: *day })
        }
        Some([(one, ..=2), (other, ..=2), (year, 4)]) => {
            Some(Parts::Either { one: *one, other: *other, year: i32::from(*year) })
        }
        Some([(_, ..=2), (_, ..=2), (_, 2)]) => Some(Parts::ShortYear),
        _ => compact(text).or_else(|| named(text)),
    }
}

/// 20260328.
fn compact(text: &str) -> Option<Parts> {
    let right = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = right.then(|| (&text[..4], &text[4..6], &text[6..]))?;
    Some(Parts::Known { year: i32::from(digits(year)?), month: digits(month)?, day: digits(day)? })
}

/// With the name of the month: 28 March 2026, March 28th, 2026, 28 de marzo de 2026, 28-Mar-26.
fn named(text: &str) -> Option<Parts> {
    let simple = simple(text);
    let words = simple.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut month, mut numbers) = (None, Vec::new());
    for word in words {
        let number = word.trim_end_matches(char::is_alphabetic);
        match &word.as_bytes()[number.len()..] {
            b"" | b"st" | b"nd" | b"rd" | b"th" | b"er" if !number.is_empty() => {
                numbers.push((digits(number)?, number.len()));
            }
            b"de" | b"del" | b"of" | b"den" | b"le" | b"the" if number.is_empty() => {}
            _ if month.is_none() => month = Some(month_named(word)?),
            _ => return None,
        }
    }
    let month = month?;
    match numbers.as_slice() {
        [(day, ..=2), (year, 4)] | [(year, 4), (day, ..=2)] => {
            Some(Parts::Known { year: i32::from(*year), month, day: *day })
        }
        [(_, ..=2), (_, 2)] => Some(Parts::ShortYear),
        _ => None,
    }
}

/// The month of a name in English, Spanish, German or French, or of its first letters.
fn month_named(word: &str) -> Option<u16> {
    const NAMES: [&[&str]; 12] = [
        &["january", "enero", "januar", "janner", "janvier"],
        &["february", "febrero", "februar", "fevrier"],
        &["march", "marzo", "marz", "mars", "maerz", "mrz"],
        &["april", "abril", "avril"],
        &["may", "mayo", "mai"],
        &["june", "junio", "juni", "juin"],
        &["july", "julio", "juli", "juillet"],
        &["august", "agosto", "aout"],
        &["september", "septiembre", "setiembre", "septembre"],
        &["october", "octubre", "oktober", "octobre"],
        &["november", "noviembre", "novembre"],
        &["december", "diciembre", "dezember", "decembre"],
    ];
    let is = |names: &&[&str]| {
        names.iter().any(|name| *name == word || (word.len() >= 3 && name.starts_with(word)))
    };
    let mut months = (1..).zip(NAMES.iter()).filter(|(_, names)| is(names)).map(|(month, _)| month);
    let month = months.next()?;
    // `jui` begins two French months.
    months.next().is_none().then_some(month)
}

fn digits(text: &str) -> Option<u16> {
    (!text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn read(value: &str, order: DayOrder) -> Result<Date, &'static str> {
        let days = Days { order, from: date!(1950 - 01 - 01), until: date!(2100 - 01 - 01) };
        day(&Cell::Text(value.to_owned()), &days).map(|read| read.unwrap()).map_err(|wrong| wrong.code)
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for written in [
            "2026-03-28",
            "2026/3/28",
            "2026.03.28",
            "20260328",
            "28/03/2026",
            "3/28/2026",
            "28.3.2026",
            "28-03-2026",
            "28 March 2026",
            "March 28th, 2026",
            "28 de marzo de 2026",
            "28. März 2026",
            "28 mars 2026",
            "28-Mar-2026",
            "2026-03-28T10:20:30Z",
            "28/03/2026 10:20",
            "2026 Mar 28",
        ] {
            assert_eq!(read(written, DayOrder::Unknown), Ok(date!(2026 - 03 - 28)), "{written}");
        }
        assert_eq!(read("03.04.2026", DayOrder::Unknown), Ok(date!(2026 - 04 - 03)), "points are clear");
        assert_eq!(
            read("3/3/2026", DayOrder::Unknown),
            Ok(date!(2026 - 03 - 03)),
            "both readings are one day"
        );
    }

    #[test]
    fn a_day_that_could_be_two_is_settled_by_its_column_or_not_at_all() {
        let cells =
            |texts: &[&str]| texts.iter().map(|text| Cell::Text((*text).to_owned())).collect::<Vec<_>>();
        assert_eq!(read("03/04/2026", DayOrder::Unknown), Err("date-ambiguous"));
        assert_eq!(DayOrder::of(&cells(&["03/04/2026", "31/12/2026"])), DayOrder::DayFirst);
        assert_eq!(DayOrder::of(&cells(&["03/04/2026", "12/31/2026"])), DayOrder::MonthFirst);
        assert_eq!(DayOrder::of(&cells(&["31/12/2026", "12/31/2026"])), DayOrder::Unknown);
        assert_eq!(read("03/04/2026", DayOrder::DayFirst), Ok(date!(2026 - 04 - 03)));
        assert_eq!(read("03/04/2026", DayOrder::MonthFirst), Ok(date!(2026 - 03 - 04)));
    }

    #[test]
    fn what_is_no_day_is_told_apart() {
        for (written, code) in [
            ("soon", "date"),
            ("2026", "date"),
            ("March 2026", "date"),
            ("28 jui 2026", "date"),
            ("1/2/3/2026", "date"),
            ("31/02/2026", "date-impossible"),
            ("2026-13-01", "date-impossible"),
            ("13/13/2026", "date-impossible"),
            ("0/0/2026", "date-impossible"),
            ("28/03/26", "date-year"),
            ("28-Mar-26", "date-year"),
            ("1800-01-01", "date-range"),
            ("2226-01-01", "date-range"),
        ] {
            assert_eq!(read(written, DayOrder::Unknown), Err(code), "{written}");
        }
    }

    #[test]
    fn cells_that_know_that_they_are_days_are_taken_at_their_word() {
        let days =
            Days { order: DayOrder::Unknown, from: date!(1950 - 01 - 01), until: date!(2100 - 01 - 01) };
        assert_eq!(day(&Cell::Day(date!(2026 - 03 - 04)), &days), Ok(Some(date!(2026 - 03 - 04))));
        let moment = Cell::Moment(datetime!(2026-03-04 10:20));
        assert_eq!(day(&moment, &days), Ok(Some(date!(2026 - 03 - 04))));
        let wrong = day(&Cell::Number("46109".to_owned()), &days).unwrap_err();
        assert_eq!(wrong.code, "date-number");
        assert!(wrong.hint.contains("2026-03-28"), "{}", wrong.hint);
    }
}
