//! Instants as credentials write them.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, PrimitiveDateTime, UtcOffset};

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
    if let Ok(instant) = OffsetDateTime::parse(text, &Rfc3339) {
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
    let near = OffsetDateTime::parse(&format!("{year}-{day}T{time}{zone}"), &Rfc3339).ok()?;
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

/// Writes an instant in RFC 3339, in UTC.
pub(crate) fn write(instant: OffsetDateTime) -> String {
    // An instant at the very end of what can be told has no form in UTC.
    instant.checked_to_offset(UtcOffset::UTC).unwrap_or(instant).format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

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
