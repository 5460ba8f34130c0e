//! One cell, held against what its column is for.
//!
//! Source: `OneRoster` CSV Binding 1.2, section 3.2 (data formats).

use time::{Date, Month, OffsetDateTime, format_description::well_known::Rfc3339};

use crate::binding::Kind;

/// Characters of the longest id.
const MOST_ID: usize = 255;
/// Characters of the longest text that is taken.
const MOST_TEXT: usize = 10_000;

/// What is wrong with a cell.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Wrong {
    pub(crate) code: &'static str,
    pub(crate) detail: String,
    pub(crate) hint: String,
}

fn wrong(code: &'static str, detail: impl Into<String>, hint: impl Into<String>) -> Wrong {
    Wrong { code, detail: detail.into(), hint: hint.into() }
}

/// Whether a cell that is not empty holds what its column is for.
pub(crate) fn check(kind: Kind, text: &str) -> Result<(), Wrong> {
    if matches!(kind, Kind::Secret) {
        return Ok(());
    }
    if text.chars().any(char::is_control) {
        return Err(wrong(
            "value.control",
            "there is a character in the cell that is not shown",
            "write it anew",
        ));
    }
    if text.trim() != text {
        return Err(wrong("value.blanks", "the cell begins or ends with a blank", "take the blanks away"));
    }
    match kind {
        Kind::Id | Kind::Ref(_) => id(text),
        Kind::Refs(_) => items(text)?.try_for_each(id),
        Kind::Text => short(text),
        Kind::Texts => items(text)?.try_for_each(short),
        Kind::Word(words) => word(text, words, false),
        Kind::OpenWord(words) => word(text, words, true),
        Kind::OpenWords(words) => items(text)?.try_for_each(|text| word(text, words, true)),
        Kind::Date => date(text).map(drop).ok_or_else(|| {
            wrong("value.date", "this is no day of the calendar", "write it as 2026-11-22: year, month, day")
        }),
        Kind::DateTime => moment(text).map(drop).ok_or_else(|| {
            wrong(
                "value.date_time",
                "this is no moment in universal time",
                "write it as 2026-11-22T08:30:00.000Z",
            )
        }),
        Kind::Year => year(text)
            .map(drop)
            .ok_or_else(|| wrong("value.year", "this is no year", "write the year in which it ends: 2026")),
        Kind::Integer => text
            .parse::<i64>()
            .map(drop)
            .map_err(|_| wrong("value.integer", "this is no whole number", "write digits alone: 40")),
        Kind::Float => number(text)
            .map(drop)
            .ok_or_else(|| wrong("value.number", "this is no number", "write it with a point: 87.5")),
        Kind::Flag => word(text, &["true", "false"], false),
        Kind::Secret => Ok(()),
    }
}

fn id(text: &str) -> Result<(), Wrong> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_/@".contains(&byte);
    if text.len() > MOST_ID {
        let detail = format!("the id has {} characters", text.chars().count());
        return Err(wrong("value.id", detail, format!("an id has up to {MOST_ID}")));
    }
    match text.chars().find(|sign| !u8::try_from(*sign).is_ok_and(plain)) {
        None => Ok(()),
        Some(sign) => Err(wrong(
            "value.id",
            format!("“{sign}” cannot stand in an id"),
            "an id is made of the letters A to Z, digits, and . - _ / @",
        )),
    }
}

fn short(text: &str) -> Result<(), Wrong> {
    let signs = text.chars().count();
    if signs <= MOST_TEXT {
        return Ok(());
    }
    let detail = format!("the text has {signs} characters");
    Err(wrong("value.long", detail, format!("write at most {MOST_TEXT}")))
}

/// The parts of a list, in which none is empty.
fn items(text: &str) -> Result<impl Iterator<Item = &str>, Wrong> {
    if text.split(',').any(|item| item.trim().is_empty()) {
        let hint = "write one, or several with commas between them and none at the end";
        return Err(wrong("value.list", "a place in the list is empty", hint));
    }
    Ok(list(text))
}

fn word(text: &str, words: &[&str], open: bool) -> Result<(), Wrong> {
    if words.contains(&text) || (open && text.strip_prefix("ext:").is_some_and(|rest| !rest.is_empty())) {
        return Ok(());
    }
    if let Some(meant) = words.iter().find(|word| word.eq_ignore_ascii_case(text)) {
        return Err(wrong("value.case", "capitals count here", format!("write {meant}")));
    }
    let own = if open { ", or a word of your own with ext: before it" } else { "" };
    let hint = format!("write one of {}{own}", words.join(", "));
    Err(wrong("value.word", "this is none of the words that can stand here", hint))
}

/// The parts of a list.
pub(crate) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A day: `2026-11-22`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let sized = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !sized || !digits(year) || !digits(month) || !digits(day) {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// A moment in universal time: `2026-11-22T08:30:00.000Z`.
pub(crate) fn moment(text: &str) -> Option<OffsetDateTime> {
    text.strip_suffix('Z')?;
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

/// A moment in milliseconds since 1970.
pub(crate) fn milliseconds(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or_default()
}

/// A year of four digits.
pub(crate) fn year(text: &str) -> Option<i32> {
    let year = text.parse().ok().filter(|_| text.len() == 4)?;
    (1900..=2200).contains(&year).then_some(year)
}

/// A number with a point, such as `87.5`; nothing that is written with an `e`, and no `NaN`.
pub(crate) fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let begins = digits.starts_with(|sign: char| sign.is_ascii_digit());
    (plain && begins && text.len() <= 30).then(|| text.parse().ok()).flatten()
}

/// Days as they are written in a file, for [`serde`].
pub(crate) mod day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    use time::Date;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde gives the field so")]
    pub(crate) fn serialize<S: Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let read = |text: String| super::date(&text).ok_or_else(|| D::Error::custom("this is no day"));
        text.map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binding::{STATUS, Table};

    fn code(kind: Kind, text: &str) -> &'static str {
        check(kind, text).map_or_else(|wrong| wrong.code, |()| "")
    }

    #[test]
    fn each_kind_of_cell_takes_what_it_is_for_and_nothing_else() {
        let reference = Kind::Ref(Table::Users);
        let right = [
            (reference, "a.B-9_/@x"),
            (Kind::Refs(Table::Users), "a, b"),
            (Kind::Word(STATUS), "active"),
            (Kind::OpenWord(STATUS), "ext:mine"),
            (Kind::Date, "2024-02-29"),
            (Kind::DateTime, "2026-11-22T08:30:00.000Z"),
            (Kind::Year, "2026"),
            (Kind::Integer, "-4"),
            (Kind::Float, "-87.50"),
            (Kind::Flag, "true"),
            (Kind::Texts, "09,10"),
            (Kind::Secret, " \u{1}any thing "),
        ];
        for (kind, text) in right {
            assert_eq!(code(kind, text), "", "{text}");
        }
        let wrong = [
            (reference, "a b", "value.id"),
            (reference, "é", "value.id"),
            (Kind::Refs(Table::Users), "a,,b", "value.list"),
            (Kind::Word(STATUS), "Active", "value.case"),
            (Kind::Word(STATUS), "ext:mine", "value.word"),
            (Kind::OpenWord(STATUS), "ext:", "value.word"),
            (Kind::Date, "2026-02-29", "value.date"),
            (Kind::Date, "22.11.2026", "value.date"),
            (Kind::Date, "2026-1-2", "value.date"),
            (Kind::DateTime, "2026-11-22 08:30:00", "value.date_time"),
            (Kind::DateTime, "2026-11-22T08:30:00+01:00", "value.date_time"),
            (Kind::Year, "26", "value.year"),
            (Kind::Integer, "4.5", "value.integer"),
            (Kind::Float, "87,5", "value.number"),
            (Kind::Float, "1e9", "value.number"),
            (Kind::Float, "NaN", "value.number"),
            (Kind::Flag, "TRUE", "value.case"),
            (Kind::Flag, "yes", "value.word"),
            (Kind::Text, "a\tb", "value.control"),
            (Kind::Text, " a", "value.blanks"),
        ];
        for (kind, text, expected) in wrong {
            assert_eq!(code(kind, text), expected, "{text}");
        }
        assert_eq!(code(reference, &"a".repeat(256)), "value.id");
        assert_eq!(code(Kind::Text, &"a".repeat(MOST_TEXT + 1)), "value.long");
    }
}
