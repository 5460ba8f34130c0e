//! `dates`: the period of validity encloses the moment of checking.
//!
//! VCDM 2.0 and 1.1 name the same dates differently, and some issuers write both; each one that is
//! there must hold. When something was awarded does not count.
//!
//! Source: VCDM v2.0, section 4.9; VCDM v1.1, sections 4.5 and 4.6.

use time::OffsetDateTime;

use super::report::{Check, CheckId, Outcome};
use crate::instant;
use crate::json::{Object, Value};

/// The members that begin a period of validity, and those that end it; and by which data model.
const BEGIN: [&str; 2] = ["validFrom", "issuanceDate"];
const END: [&str; 2] = ["validUntil", "expirationDate"];

fn dates(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Dates, outcome, code, params)
}

/// Checks the dates of a credential; with the dates as they are written.
pub(super) fn check(credential: &Object<'_>, now: OffsetDateTime) -> Check {
    let mut check = judge(credential, now);
    for name in BEGIN.into_iter().chain(END) {
        if let Some(text) = credential.get(name).and_then(Value::as_str) {
            check.note(name, text);
        }
    }
    check
}

fn judge(credential: &Object<'_>, now: OffsetDateTime) -> Check {
    let period = match Period::read(credential) {
        Ok(period) => period,
        Err((member, value)) => {
            let mut check =
                dates(Outcome::Failed, "date_malformed", &[("member", member), ("value", &value.to_json())]);
            check.note("path", &format!("/{member}"));
            return check;
        }
    };
    if let Some(until) = period.until.filter(|until| *until < now) {
        return dates(Outcome::Failed, "expired", &[("until", &instant::write(until))]);
    }
    if let Some(from) = period.from.filter(|from| *from > now) {
        return dates(Outcome::Failed, "not_yet_valid", &[("from", &instant::write(from))]);
    }
    if let Some(members) = period.at_odds {
        return dates(Outcome::Warning, "dates_at_odds", &[("one", members[0]), ("other", members[1])]);
    }
    if let Some(member) = period.without_zone {
        return dates(Outcome::Warning, "date_without_zone", &[("member", member)]);
    }
    if period.from.is_none() && period.until.is_none() {
        return dates(Outcome::NotApplicable, "no_dates", &[]);
    }
    dates(Outcome::Passed, "within_dates", &[])
}

/// Whether a document's dates enclose `now`; one with a date that cannot be read does not.
pub(super) fn encloses(document: &Object<'_>, now: OffsetDateTime) -> bool {
    Period::read(document).is_ok_and(|period| {
        period.from.is_none_or(|from| from <= now) && period.until.is_none_or(|until| until >= now)
    })
}

/// From the latest beginning to the earliest end.
#[derive(Default)]
struct Period {
    from: Option<OffsetDateTime>,
    until: Option<OffsetDateTime>,
    /// The two names of one date, where they say different things.
    at_odds: Option<[&'static str; 2]>,
    without_zone: Option<&'static str>,
}

impl Period {
    /// Reads all dates of a document.
    ///
    /// # Errors
    /// The first that cannot be read: a date that is there must not count as none.
    fn read<'v, 'a>(document: &'v Object<'a>) -> Result<Self, (&'static str, &'v Value<'a>)> {
        let mut period = Self::default();
        period.from = period.bound(document, BEGIN, OffsetDateTime::max)?;
        period.until = period.bound(document, END, OffsetDateTime::min)?;
        Ok(period)
    }

    fn bound<'v, 'a>(
        &mut self,
        document: &'v Object<'a>,
        names: [&'static str; 2],
        strictest: fn(OffsetDateTime, OffsetDateTime) -> OffsetDateTime,
    ) -> Result<Option<OffsetDateTime>, (&'static str, &'v Value<'a>)> {
        let mut bound: Option<OffsetDateTime> = None;
        for name in names {
            // A set is signed like its only item, so it must be read like that.
            for value in document.get(name).map(Value::flat_items).unwrap_or_default() {
                if *value == Value::Null {
                    continue;
                }
                let read = value.as_str().and_then(instant::read);
                let (instant, zoned) = read.ok_or((name, value))?;
                if !zoned {
                    self.without_zone.get_or_insert(name);
                }
                if bound.is_some_and(|bound| bound != instant) {
                    self.at_odds = Some(names);
                }
                bound = Some(bound.map_or(instant, |bound| strictest(bound, instant)));
            }
        }
        Ok(bound)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::json::{Limits, read};

    const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

    fn judged(members: &str) -> Check {
        let text = format!("{{{members}}}");
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let object = value.as_object().unwrap();
        let check = check(object, NOW);
        let holds = !matches!(check.outcome, Outcome::Failed);
        assert_eq!(encloses(object, NOW), holds, "{members}");
        check
    }

    fn code(members: &str) -> String {
        judged(members).code
    }

    #[test]
    fn each_data_models_names_count_to_the_second() {
        for (from, until) in [("validFrom", "validUntil"), ("issuanceDate", "expirationDate")] {
            let of = |member: &str, at: &str| code(&format!(r#""{member}":"{at}""#));
            assert_eq!(of(from, "2026-06-01T12:00:00Z"), "within_dates");
            assert_eq!(of(from, "2026-06-01T12:00:01Z"), "not_yet_valid");
            assert_eq!(of(from, "2026-06-01T12:00:00.001Z"), "not_yet_valid");
            assert_eq!(of(until, "2026-06-01T12:00:00Z"), "within_dates");
            assert_eq!(of(until, "2026-06-01T11:59:59.999Z"), "expired");
            assert_eq!(of(until, "2026-06-01T13:59:59+02:00"), "expired");
            assert_eq!(of(until, "20000-01-01T00:00:00Z"), "within_dates");
            assert_eq!(of(from, "20000-01-01T00:00:00Z"), "not_yet_valid");
            assert_eq!(of(until, "2026-06-01T24:00:00Z"), "within_dates");
        }
    }

    #[test]
    fn when_it_was_awarded_does_not_count() {
        assert_eq!(code(r#""awardedDate":"2099-01-01T00:00:00Z""#), "no_dates");
        assert_eq!(code(""), "no_dates");
        assert_eq!(code(r#""validUntil":null"#), "no_dates");
    }

    #[test]
    fn of_two_names_for_one_date_the_stricter_counts_and_disagreement_is_told() {
        let both =
            |one: &str, other: &str| code(&format!(r#""validUntil":"{one}","expirationDate":"{other}""#));
        assert_eq!(both("2027-01-01T00:00:00Z", "2027-01-01T01:00:00+01:00"), "within_dates");
        assert_eq!(both("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z"), "dates_at_odds");
        assert_eq!(both("2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), "expired");
        assert_eq!(both("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), "expired");
        let begin = r#""validFrom":"2026-01-01T00:00:00Z","issuanceDate":"2026-07-01T00:00:00Z""#;
        assert_eq!(code(begin), "not_yet_valid");
    }

    #[test]
    fn a_date_that_cannot_be_read_fails_by_its_name_and_never_counts_as_none() {
        for value in
            ["\"soon\"", "\"2026-06-01\"", "1780000000", "{}", "true", "[\"2027-01-01T00:00:00Z\",7]"]
        {
            let check = judged(&format!(r#""validUntil":{value}"#));
            assert_eq!((check.outcome, check.code.as_str()), (Outcome::Failed, "date_malformed"), "{value}");
            assert_eq!(check.params["member"], "validUntil");
            assert_eq!(check.evidence[0].value, "/validUntil");
        }
        assert_eq!(code(r#""validUntil":["2026-01-01T00:00:00Z"]"#), "expired");
        assert_eq!(code(r#""validUntil":["2027-01-01T00:00:00Z",["2026-01-01T00:00:00Z"]]"#), "expired");
    }

    #[test]
    fn a_date_without_its_zone_is_read_as_utc_with_a_warning() {
        let check = judged(r#""validFrom":"2026-06-01T12:00:00""#);
        assert_eq!((check.outcome, check.code.as_str()), (Outcome::Warning, "date_without_zone"));
        assert_eq!(code(r#""validFrom":"2026-06-01T12:00:01""#), "not_yet_valid");
    }

    #[test]
    fn dates_at_the_end_of_what_can_be_told_do_not_panic() {
        assert_eq!(code(r#""validFrom":"9999-12-31T23:59:59-14:00""#), "not_yet_valid");
        assert_eq!(code(r#""validUntil":"0000-01-01T00:00:00+14:00""#), "expired");
        assert_eq!(code(r#""validUntil":"-9999-01-01T00:00:00+14:00""#), "expired");
    }
}
