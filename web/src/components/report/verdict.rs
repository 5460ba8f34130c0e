//! What stands over and under a headline, decided.

use crypto::verify::{Check, CheckId, Headline, Outcome, Report};
use leptos::prelude::*;

use super::super::node::{line, node};
use super::super::seal::{class_of, seal};
use super::{is_presentation, issuer_name};
use crate::words::report as words;

/// A headline, and why it is that one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Verdict {
    pub(super) headline: Headline,
    pub(super) why: String,
}

impl Verdict {
    pub(super) fn of(report: &Report) -> Self {
        let headline = report.headline();
        let mut why: Vec<String> = match headline {
            Headline::Verified if is_presentation(report) => vec![words::why_presented(is_signed(report))],
            Headline::Verified => standing(report),
            Headline::GenuineUnknownIssuer => unknown_issuer(report),
            Headline::GenuineReceipt => vec![words::why_receipt(&issuer_name(report))],
            // What is wrong is inside, and told by numbers.
            Headline::NotValid if report.ended_inside().is_some() => {
                is_presentation(report).then(|| words::why_presented(is_signed(report))).into_iter().collect()
            }
            Headline::NotValid => telling(report, Outcome::Failed).into_iter().collect(),
            Headline::CouldNotCheck => telling(report, Outcome::Unknown).into_iter().collect(),
        };
        // What a receipt holds was judged then, and is not judged now.
        if !report.nested.is_empty() && report.receipt.is_none() {
            why.push(words::tally_inside(&report.tally()));
        }
        Self { headline, why: why.join(" ") }
    }
}

/// That it is signed and whole, and what is known of its still standing.
fn standing(report: &Report) -> Vec<String> {
    let status = report.check(CheckId::Status);
    let stands = status.is_some_and(|check| check.outcome == Outcome::Passed && check.code == "not_revoked");
    let mut lines = vec![words::why_verified(&issuer_name(report), stands)];
    lines.extend(status.filter(|_| !stands).map(words::line));
    lines
}

fn unknown_issuer(report: &Report) -> Vec<String> {
    let trust = report.check(CheckId::Trust);
    let vouched = trust.is_some_and(|check| check.outcome == Outcome::Passed);
    let mut lines = match trust {
        // Whoever publishes a record vouches for nobody in it.
        Some(_) if vouched => {
            let mut lines = standing(report);
            let tally = report.tally();
            lines.push(words::strangers(tally.count - tally.verified, tally.count));
            lines
        }
        Some(check) if is_presentation(report) => {
            vec![words::why_presented_by_strangers(is_signed(report)), words::line(check)]
        }
        _ => vec![words::why_unknown_issuer(&issuer_name(report))],
    };
    let aged = report.check(CheckId::Status).filter(|check| !vouched && check.outcome == Outcome::Warning);
    lines.extend(aged.map(words::line));
    lines
}

fn is_signed(report: &Report) -> bool {
    report.check(CheckId::Proof).is_some_and(|check| check.code != "presentation_unsigned")
}

/// The sentence of the check that decided: what was tampered with comes before what was taken
/// back, that before what has run out, and so on. What is inside is told by numbers of its own.
fn telling(report: &Report, outcome: Outcome) -> Option<String> {
    const WEIGHT: [CheckId; 7] = [
        CheckId::Format,
        CheckId::Proof,
        CheckId::Issuer,
        CheckId::Status,
        CheckId::Dates,
        CheckId::Nested,
        CheckId::Context,
    ];
    let of = |id: CheckId| report.check(id).filter(|check| check.outcome == outcome);
    let any = || report.checks.iter().find(|check| check.outcome == outcome);
    let check: Option<&Check> = WEIGHT.into_iter().find_map(of).or_else(any);
    check.filter(|check| check.id != CheckId::Nested || report.nested.is_empty()).map(words::line)
}

/// Headline and reason with the seal, on one card.
///
/// * `checked`: who made the report and when, as a sentence.
pub fn verdict_line(report: &Report, checked: Option<String>) -> AnyView {
    let Verdict { headline, why } = Verdict::of(report);
    let told = [
        Some(line("p", "verdict-headline", words::headline_of(report))),
        Some(line("p", "verdict-why", why)),
        checked.map(|checked| line("p", "verdict-when", checked)),
    ];
    let told = node("div", "", told.into_iter().flatten().collect());
    node("div", format!("verdict {}", class_of(headline)), vec![seal(headline).into_any(), told])
}
