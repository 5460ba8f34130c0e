//! Instants as credentials write them.
//!
//! Reading and writing RFC 3339 is ours, since `time`'s own, which the tests compare it with, weighs
//! several times as much in a browser.

use std::fmt::Write as _;

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// No date and time that means anything is longer.
const MAX_LENGTH: usize = 64;

/// Reads a `dateTimeStamp`; and whether it named its offset from UTC, as the standard demands.
/// One that does not is read as UTC.
///
/// A year of more than four digits is as late as can be, one before the year 0 as early; 24:00:00
/// is the beginning of the next day.
///
/// Source: VCDM v2.0, section 4.9 (Validity Period); XML Schema 1.1 part 2, `dateTimeStamp`.
pub(crate) fn read(text: &str) -> Option<(OffsetDateTime, bool)> {
    if let Some(instant) = rfc3339(text) {
        return Some((instant, true));
    }
    if text.len() > MAX_LENGTH {
        return None;
    }
    let (date, time) = text.split_once('T')?;
    let zoned = time.contains(['Z', 'z', '+', '-']);
    let zone = if zoned { "" } else { "Z" };
    let (midnight, time) = match time.strip_prefix("24:00:00") {
        Some(rest) => (Some(Duration::DAY), format!("00:00:00{rest}")),
        None => (None, time.to_owned()),
    };
    let (past, years) = date.strip_prefix('-').map_or((false, date), |years| (true, years));
    let (year, day) = years.split_once('-')?;
    let far = past || year.len() > 4;
    if far && (year.len() < 4 || year.starts_with('0') && year.len() > 4 || !digits(year)) {
        return None;
    }
    // A leap year, so that no day of the far one is refused.
    let year = if far { "2000" } else { year };
    let near = rfc3339(&format!("{year}-{day}T{time}{zone}"))?;
    if midnight.is_some() && (near.hour(), near.nanosecond()) != (0, 0) {
        return None;
    }
    let instant = match (far, past) {
        (false, _) => near.checked_add(midnight.unwrap_or_default())?,
        (true, false) => PrimitiveDateTime::MAX.assume_utc(),
        (true, true) => PrimitiveDateTime::MIN.assume_utc(),
    };
    Some((instant, zoned))
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads RFC 3339: an offset from UTC is demanded, any one character may divide date from time,
/// and a leap second is the last nanosecond before it.
pub fn rfc3339(text: &str) -> Option<OffsetDateTime> {
    let (start, rest) = text.as_bytes().split_at_checked(19)?;
    if [4, 7, 13, 16].map(|at| start.get(at).copied()) != [b'-', b'-', b':', b':'].map(Some) {
        return None;
    }
    let two = |from: usize| start.get(from..from + 2).and_then(number).and_then(small);
    let month = Month::try_from(two(5)?).ok()?;
    let date = Date::from_calendar_date(number(start.get(..4)?)?.into(), month, two(8)?).ok()?;
    let (mut second, (mut nanosecond, zone)) = (two(17)?, fraction(rest)?);
    let leap = second == 60;
    if leap {
        (second, nanosecond) = (59, 999_999_999);
    }
    let time = Time::from_hms_nano(two(11)?, two(14)?, second, nanosecond).ok()?;
    let instant = PrimitiveDateTime::new(date, time).assume_offset(offset(zone)?);
    let ends_a_month = |utc: OffsetDateTime| {
        (utc.hour(), utc.minute()) == (23, 59) && utc.day() == utc.month().length(utc.year())
    };
    (!leap || instant.checked_to_offset(UtcOffset::UTC).is_some_and(ends_a_month)).then_some(instant)
}

/// A fraction of a second in nanoseconds, where there is one, and what follows it.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', digits @ ..] = text else { return Some((0, text)) };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at_checked(count).filter(|_| count > 0)?;
    let nine = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    Some((nine.fold(0, |number, byte| number * 10 + u32::from(byte - b'0')), rest))
}

fn offset(zone: &[u8]) -> Option<UtcOffset> {
    let (sign, hours, minutes) = match zone {
        [b'Z' | b'z'] => return Some(UtcOffset::UTC),
        [sign @ (b'+' | b'-'), h, hh, b':', m, mm] => (sign, number(&[*h, *hh])?, number(&[*m, *mm])?),
        _ => return None,
    };
    let sign = if *sign == b'-' { -1 } else { 1 };
    let part = |number: u16| i8::try_from(number).ok().map(|part| sign * part);
    UtcOffset::from_hms(part(hours).filter(|_| hours <= 23)?, part(minutes)?, 0).ok()
}

/// A number of no more than four digits.
fn number(digits: &[u8]) -> Option<u16> {
    let add = |number, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0'));
    digits.iter().try_fold(0, add)
}

fn small(number: u16) -> Option<u8> {
    u8::try_from(number).ok()
}

/// Writes an instant in RFC 3339, in UTC; one outside of the years 0 to 9999 has no such form.
pub(crate) fn write(instant: OffsetDateTime) -> String {
    // An instant at the very end of what can be told has no form in UTC.
    let at = instant.checked_to_offset(UtcOffset::UTC).unwrap_or(instant);
    let (hours, minutes, seconds) = at.offset().as_hms();
    let mut out = String::new();
    if !(0..=9999).contains(&at.year()) || hours.abs() > 23 || seconds != 0 {
        return out;
    }
    let numbers = [
        ("", at.year() / 100),
        ("", at.year() % 100),
        ("-", i32::from(u8::from(at.month()))),
        ("-", at.day().into()),
        ("T", at.hour().into()),
        (":", at.minute().into()),
        (":", at.second().into()),
    ];
    for (before, number) in numbers {
        let _ = write!(out, "{before}{number:02}"); // writing to a String can't fail
    }
    if at.nanosecond() > 0 {
        let _ = write!(out, ".{:09}", at.nanosecond());
        out.truncate(out.trim_end_matches('0').len());
    }
    if at.offset() == UtcOffset::UTC {
        out.push('Z');
    } else {
        let sign = if at.offset().is_negative() { "-" } else { "+" };
        let _ = write!(out, "{sign}{:02}:{:02}", hours.abs(), minutes.abs());
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::format_description::well_known::Rfc3339;
    use time::macros::datetime;

    use super::*;

    /// Text that is nearly RFC 3339.
    const NEARLY: &str = "[0-9]{4}-(0[0-9]|1[0-3])-([0-2][0-9]|3[0-2])[Tt ](1[0-9]|2[0-4]):[0-6][0-9]:\
        ([0-5][0-9]|59|60|61)(\\.[0-9]{0,12})?([Zz]|[+-][0-2][0-9]:[0-6][0-9]|)";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn text_is_read_as_the_library_reads_it(text in NEARLY) {
            prop_assert_eq!(rfc3339(&text), OffsetDateTime::parse(&text, &Rfc3339).ok());
        }

        #[test]
        fn any_instant_is_written_as_the_library_writes_it(
            seconds in -377_705_116_800_i64..=253_402_300_799,
            nanosecond in 0..1_000_000_000_u32,
            places in 0..10_u32,
        ) {
            let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            let fraction = nanosecond / 10_u32.pow(places) * 10_u32.pow(places);
            for at in [at, at.replace_nanosecond(fraction).unwrap()] {
                prop_assert_eq!(write(at), at.format(&Rfc3339).unwrap_or_default());
                prop_assert_eq!(rfc3339(&write(at)), at.format(&Rfc3339).is_ok().then_some(at));
            }
        }
    }

    #[test]
    fn leap_seconds_and_odd_offsets_are_read_as_the_library_reads_them() {
        for text in [
            "2016-12-31T23:59:60Z",
            "2016-12-31T23:59:60.5Z",
            "2017-01-01T00:59:60+01:00",
            "2016-12-31T23:59:60+01:00",
            "2016-12-30T23:59:60Z",
            "2016-12-31T23:58:60Z",
            "9999-12-31T23:59:60-01:00",
            "0000-01-01T00:59:60+01:00",
            "9999-12-31T23:59:59-23:59",
            "2016-12-31T23:59:59+24:00",
            "2016-12-31T23:59:59+00:60",
            "2016-12-31T23:59:59-00:30",
            "2016-12-31T23:59:59",
            "2016-12-31é23:59:59Z",
            "2016-12-31T23:59:59ZZ",
        ] {
            assert_eq!(rfc3339(text), OffsetDateTime::parse(text, &Rfc3339).ok(), "{text}");
        }
    }

    fn at(text: &str) -> Option<OffsetDateTime> {
        read(text).map(|(instant, _)| instant)
    }

    #[test]
    fn an_offset_is_demanded_and_its_lack_noticed() {
        let noon = datetime!(2026-05-03 12:00 UTC);
        assert_eq!(read("2026-05-03T12:00:00Z"), Some((noon, true)));
        assert_eq!(read("2026-05-03T14:00:00.000+02:00"), Some((noon, true)));
        assert_eq!(read("2026-05-03T12:00:00"), Some((noon, false)));
        for bad in ["", "T", "2026-05-03", "2026-02-30T12:00:00Z", "yesterday", "2026-05-03T25:00:00Z"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(write(noon), "2026-05-03T12:00:00Z");
    }

    #[test]
    fn fractions_of_seconds_count() {
        assert_eq!(at("2026-05-03T12:00:00.5Z"), Some(datetime!(2026-05-03 12:00:00.5 UTC)));
        assert_eq!(at("2026-05-03T12:00:00.123456789Z"), Some(datetime!(2026-05-03 12:00:00.123456789 UTC)));
        assert_eq!(
            at("2026-05-03T12:00:00.1234567891234Z"),
            Some(datetime!(2026-05-03 12:00:00.123456789 UTC))
        );
        assert_eq!(read("2026-05-03T12:00:00.25"), Some((datetime!(2026-05-03 12:00:00.25 UTC), false)));
        assert_eq!(at("2026-05-03T12:00:00.Z"), None);
    }

    #[test]
    fn a_leap_second_is_the_end_of_its_day() {
        let end = at("2016-12-31T23:59:60Z").unwrap();
        assert!(end > datetime!(2016-12-31 23:59:59 UTC) && end < datetime!(2017-01-01 00:00 UTC));
        assert_eq!(at("2016-12-31T23:59:61Z"), None);
    }

    #[test]
    fn the_end_of_a_day_may_be_written_as_24_hours() {
        let next = datetime!(2027-01-01 00:00 UTC);
        assert_eq!(read("2026-12-31T24:00:00Z"), Some((next, true)));
        assert_eq!(read("2026-12-31T24:00:00.000"), Some((next, false)));
        assert_eq!(at("2026-12-31T24:00:00+01:00"), Some(datetime!(2026-12-31 23:00 UTC)));
        for bad in ["2026-12-31T24:00:01Z", "2026-12-31T24:00:00.5Z", "2026-12-31T24:01:00Z"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(read("9999-12-31T24:00:00Z"), None);
    }

    #[test]
    fn far_years_are_as_far_as_can_be_told_and_never_panic() {
        let (first, last) = (at("-0044-03-15T12:00:00Z").unwrap(), at("10000-02-29T00:00:00Z").unwrap());
        assert!(first < datetime!(0000-01-01 00:00 UTC) && last > datetime!(9999-12-31 23:59:59 UTC));
        assert_eq!(read("123456-01-01T00:00:00"), Some((last, false)));
        for bad in [
            "012026-01-01T00:00:00Z",
            "10000-13-01T00:00:00Z",
            "99x99-01-01T00:00:00Z",
            "-44-03-15T00:00:00Z",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        let now = datetime!(2026-05-03 12:00 UTC);
        assert_eq!(write(at("9999-12-31T23:59:59-14:00").unwrap()), "9999-12-31T23:59:59-14:00");
        assert!(at("9999-12-31T23:59:59-14:00").unwrap() > now);
        assert!(at("0000-01-01T00:00:00+14:00").unwrap() < now);
        write(at("0000-01-01T00:00:00+14:00").unwrap());
        write(first);
        write(last);
    }
}
