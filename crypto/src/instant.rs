//! Instants as credentials write them.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// Reads a `dateTimeStamp`; and whether it named its offset from UTC, as the standard demands.
/// One that does not is read as UTC.
///
/// Source: VCDM v2.0, section 4.9 (Validity Period); XML Schema 1.1 part 2, `dateTimeStamp`.
pub(crate) fn read(text: &str) -> Option<(OffsetDateTime, bool)> {
    if let Ok(instant) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some((instant, true));
    }
    let utc = OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339).ok()?;
    Some((utc, false))
}

/// Writes an instant in RFC 3339, in UTC.
pub(crate) fn write(instant: OffsetDateTime) -> String {
    instant.to_offset(UtcOffset::UTC).format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_demanded_and_its_lack_noticed() {
        let noon = time::macros::datetime!(2026-05-03 12:00 UTC);
        assert_eq!(read("2026-05-03T12:00:00Z"), Some((noon, true)));
        assert_eq!(read("2026-05-03T14:00:00.000+02:00"), Some((noon, true)));
        assert_eq!(read("2026-05-03T12:00:00"), Some((noon, false)));
        for bad in ["", "2026-05-03", "2026-02-30T12:00:00Z", "yesterday", "2026-05-03T25:00:00Z"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(write(noon), "2026-05-03T12:00:00Z");
    }
}
