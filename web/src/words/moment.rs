//! An instant as people speak of it, in UTC, whatever the language.

/// A minute of the proleptic Gregorian calendar, in UTC.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::words) struct Moment {
    pub(in crate::words) year: u64,
    /// 1 to 12.
    pub(in crate::words) month: u8,
    /// 1 to 31.
    pub(in crate::words) day: u64,
    pub(in crate::words) hour: u64,
    pub(in crate::words) minute: u64,
}

impl Moment {
    /// Reads RFC 3339, as far as the minute and the offset; `None` for anything else.
    pub(in crate::words) fn read(text: &str) -> Option<Self> {
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
        Some(Self::of_minutes(minutes))
    }

    /// * `minutes`: since the first of March of the year 0, in UTC. Small enough to travel to
    ///   browsers, which a date library is not.
    fn of_minutes(minutes: u64) -> Self {
        let days = minutes / 1440;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let (month, next) = if shifted < 10 { (shifted + 3, 0) } else { (shifted - 9, 1) };
        Self {
            year: year_of_era + era * 400 + next,
            month: u8::try_from(month).unwrap_or_default(),
            day,
            hour: minutes % 1440 / 60,
            minute: minutes % 60,
        }
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
