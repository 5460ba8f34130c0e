//! `endorsements`: what others say about the credential, its issuer or its achievement.
//!
//! An endorsement that is not good takes nothing from the credential; it only counts for
//! nothing itself.
//!
//! Source: Open Badges 3.0, `EndorsementCredential`.

use super::inside::Endorsement;
use super::report::{Check, CheckId, Outcome, Report, Verdict};

/// What the reports on the endorsements come to.
pub(super) fn check(endorsed: &[Endorsement<'_, '_>], reports: &[Report]) -> Check {
    let tally = |verdict| reports.iter().filter(|report| report.outcome == verdict).count();
    let (failed, unknown) = (tally(Verdict::Invalid), tally(Verdict::Unknown));
    let strayed = endorsed.iter().zip(reports).filter(|(endorsement, report)| strays(endorsement, report));
    let strayed = strayed.count();
    let count = reports.len().to_string();
    let endorsements = |outcome, code: &str, params: &[(&str, &str)]| {
        Check::new(CheckId::Endorsements, outcome, code, params)
    };
    let of = |number: usize| [("count", count.clone()), ("number", number.to_string())];
    let told = |outcome, code, number| {
        let params = of(number);
        endorsements(outcome, code, &params.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    match (reports.len(), failed, strayed, unknown) {
        (0, ..) => endorsements(Outcome::NotApplicable, "no_endorsements", &[]),
        (_, 0, 0, 0) => endorsements(Outcome::Passed, "endorsements_good", &[("count", &count)]),
        (_, 0, 0, unknown) => told(Outcome::Unknown, "endorsements_unknown", unknown),
        (_, 0, strayed, _) => told(Outcome::Warning, "endorsements_of_others", strayed),
        (_, failed, ..) => told(Outcome::Warning, "endorsements_failed", failed),
    }
}

/// Whether an endorsement speaks of something else than what it stands beside.
fn strays(endorsement: &Endorsement<'_, '_>, report: &Report) -> bool {
    let about = report.credential.as_ref().and_then(|summary| summary.subject_id.as_deref());
    endorsement.of.zip(about).is_some_and(|(of, about)| of != about)
}
