//! Days and moments in words.

/// The day of an instant: `2026-05-03T09:12:00Z` → `3 May 2026`. Anything else as it came.
pub fn day(instant: &str) -> String {
    Moment::read(instant).map_or_else(|| instant.to_owned(), |at| at.day())
}

/// The minute of an instant: `2026-05-03T09:12:00Z` → `3 May 2026, 09:12 UTC`.
pub fn minute(instant: &str) -> String {
    Moment::read(instant).map_or_else(
        || instant.to_owned(),
        |at| format!("{}, {:02}:{:02} UTC", at.day(), at.minutes % 1440 / 60, at.minutes % 60),
    )
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

/// Minutes since the first of March of the year 0, in UTC. Small enough to travel to browsers,
/// which a date library is not.
struct Moment {
    minutes: u64,
}

impl Moment {
    /// Reads RFC 3339, as far as the minute and the offset; `None` for anything else.
    fn read(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| {
            let digits = text.get(from..to)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u64>().ok())?
        };
        let sign = |at: usize| text.as_bytes().get(at).map(u8::to_ascii_uppercase);
        if [sign(4), sign(7), sign(10), sign(13), sign(16)] != [b'-', b'-', b'T', b':', b':'].map(Some) {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute) = (number(11, 13)?, number(14, 16)?);
        if year == 0 || !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 {
            return None;
        }
        let local = days(year, month, day) * 1440 + hour * 60 + minute;
        let minutes = match text.get(text.len() - 6..).map(str::as_bytes) {
            Some([sign @ (b'+' | b'-'), .., b':', _, _]) => {
                let end = text.len();
                let offset = number(end - 5, end - 3)? * 60 + number(end - 2, end)?;
                if *sign == b'+' { local - offset } else { local + offset }
            }
            _ if text.ends_with(['Z', 'z']) => local,
            _ => return None,
        };
        Some(Self { minutes })
    }

    fn day(&self) -> String {
        let days = self.minutes / 1440;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let (month, next) = if shifted < 10 { (shifted + 2, 0) } else { (shifted - 10, 1) };
        let month = usize::try_from(month).unwrap_or_default();
        let year = year_of_era + era * 400 + next;
        format!("{day} {} {year}", MONTHS.get(month).copied().unwrap_or_default())
    }
}

/// Days since the first of March of the year 0, in the proleptic Gregorian calendar.
///
/// Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

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
