//! `endorsements`: what others say about the credential, its issuer or its achievement.
//!
//! An endorsement that is not good takes nothing from the credential; it only counts for
//! nothing itself.
//!
//! Source: Open Badges 3.0, `EndorsementCredential`.

use super::inside::Endorsement;
use super::report::{Check, CheckId, Evidence, Outcome, Verdict};
use super::run::Judged;
use crate::extent::extended;

/// What the reports on the endorsements come to.
pub(super) fn check(endorsed: &[Endorsement<'_, '_>], judged: &[Judged]) -> Check {
    if !judged.is_empty() && !extended() {
        return Check::new(CheckId::Endorsements, Outcome::Unknown, "endorsements_unknown", &[]);
    }
    let tally = |verdict| judged.iter().filter(|one| one.report.outcome == verdict).count();
    let (failed, unknown) = (tally(Verdict::Invalid), tally(Verdict::Unknown));
    let both = endorsed.iter().zip(judged).enumerate();
    let strayed: Vec<usize> =
        both.filter(|(_, (endorsement, one))| strays(endorsement, one)).map(|(place, _)| place).collect();
    let count = judged.len().to_string();
    let endorsements = |outcome, code: &str, params: &[(&str, &str)]| {
        Check::new(CheckId::Endorsements, outcome, code, params)
    };
    let of = |number: usize| [("count", count.clone()), ("number", number.to_string())];
    let told = |outcome, code, number| {
        let params = of(number);
        endorsements(outcome, code, &params.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    let mut check = match (judged.len(), failed, strayed.len(), unknown) {
        (0, ..) => endorsements(Outcome::NotApplicable, "no_endorsements", &[]),
        (_, 0, 0, 0) => endorsements(Outcome::Passed, "endorsements_good", &[("count", &count)]),
        (_, 0, 0, unknown) => told(Outcome::Unknown, "endorsements_unknown", unknown),
        (_, 0, strayed, _) => told(Outcome::Warning, "endorsements_of_others", strayed),
        (_, failed, ..) => told(Outcome::Warning, "endorsements_failed", failed),
    };
    check.evidence = strayed
        .into_iter()
        .map(|place| Evidence {
            name: format!("endorsement/{place}"),
            value: "speaks of something else".to_owned(),
        })
        .collect();
    check
}

/// Whether an endorsement is none, or does not say that it speaks of what it stands beside.
fn strays(endorsement: &Endorsement<'_, '_>, judged: &Judged) -> bool {
    let types = judged.report.credential.as_ref().map(|summary| summary.types.as_slice()).unwrap_or_default();
    let endorses = types.iter().any(|name| name == "EndorsementCredential");
    let mut about = judged.subjects.iter().map(|subject| subject.id.as_deref());
    !endorses || endorsement.of.is_none() || !about.any(|about| about == endorsement.of)
}
