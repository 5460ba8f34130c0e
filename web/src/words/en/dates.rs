//! Days and moments in words.

use crate::words::moment::Moment;

/// The day of an instant: `2026-05-03T09:12:00Z` → `3 May 2026`. Anything else as it came.
pub fn day(instant: &str) -> String {
    Moment::read(instant).map_or_else(|| instant.to_owned(), |at| on(&at))
}

/// The minute of an instant: `2026-05-03T09:12:00Z` → `3 May 2026, 09:12 UTC`.
pub fn minute(instant: &str) -> String {
    Moment::read(instant)
        .map_or_else(|| instant.to_owned(), |at| format!("{}, {:02}:{:02} UTC", on(&at), at.hour, at.minute))
}

fn on(at: &Moment) -> String {
    format!("{} {} {}", at.day, month(at.month), at.year)
}

/// The name of a month, 1 to 12.
pub fn month(number: u8) -> &'static str {
    usize::from(number).checked_sub(1).and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_in_utc_whatever_the_offset() {
        assert_eq!(day("2026-05-03T00:00:00Z"), "3 May 2026");
        assert_eq!(day("2026-05-03T23:30:00-05:00"), "4 May 2026");
        assert_eq!(minute("2026-05-03T23:30:00-05:00"), "4 May 2026, 04:30 UTC");
    }

    #[test]
    fn every_day_of_eight_centuries_comes_back_as_itself() {
        let long =
            |year: u32| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        for year in 1700..2500 {
            for month in 1..=12 {
                let last = match month {
                    2 if long(year) => 29,
                    2 => 28,
                    4 | 6 | 9 | 11 => 30,
                    _ => 31,
                };
                for date in 1..=last {
                    let told = day(&format!("{year}-{month:02}-{date:02}T12:00:00Z"));
                    assert_eq!(told, format!("{date} {} {year}", MONTHS[month - 1]));
                }
            }
        }
    }

    #[test]
    fn fractions_of_a_second_and_offsets_are_read() {
        assert_eq!(minute("2025-12-31T23:59:59.999+00:00"), "31 December 2025, 23:59 UTC");
        assert_eq!(minute("2026-01-01T00:30:00+01:00"), "31 December 2025, 23:30 UTC");
        assert_eq!(minute("9999-12-31T23:59:59-23:59"), "1 January 10000, 23:58 UTC");
        assert_eq!(minute("0001-01-01T00:00:00+23:59"), "31 December 0, 00:01 UTC");
    }

    #[test]
    fn what_is_no_instant_is_shown_as_it_came() {
        for text in [
            "last spring",
            "2026-05-03",
            "2026-13-03T00:00:00Z",
            "2026-05-03T00:00:00",
            "",
            "ä–ä–ä–ä–ä–ä–ä–ä–",
        ] {
            assert_eq!(day(text), text);
        }
    }
}
