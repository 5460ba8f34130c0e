//! Days and moments in words.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The day of an instant: `2026-05-03T09:12:00Z` → `3 May 2026`. Anything else as it came.
pub fn day(instant: &str) -> String {
    read(instant).map_or_else(|| instant.to_owned(), words_of_day)
}

/// The minute of an instant: `2026-05-03T09:12:00Z` → `3 May 2026, 09:12 UTC`.
pub fn minute(instant: &str) -> String {
    read(instant).map_or_else(
        || instant.to_owned(),
        |at| format!("{}, {:02}:{:02} UTC", words_of_day(at), at.hour(), at.minute()),
    )
}

fn read(instant: &str) -> Option<OffsetDateTime> {
    Some(OffsetDateTime::parse(instant, &Rfc3339).ok()?.to_offset(UtcOffset::UTC))
}

fn words_of_day(at: OffsetDateTime) -> String {
    format!("{} {} {}", at.day(), at.month(), at.year())
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
    fn what_is_no_instant_is_shown_as_it_came() {
        assert_eq!(day("last spring"), "last spring");
    }
}
