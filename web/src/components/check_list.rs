//! The lines of a report: sign, name, sentence, evidence.

use crypto::verify::{Check, Outcome, Report};
use leptos::prelude::*;

use super::node::{drawing, facts, fold, line, node, text};
use crate::words::report as words;

/// All checks of a report. Those that do not apply are behind one disclosure.
pub fn check_list(report: &Report) -> AnyView {
    let (absent, present): (Vec<&Check>, Vec<&Check>) =
        report.checks.iter().partition(|check| check.outcome == Outcome::NotApplicable);
    let list = |checks: Vec<&Check>| node("ul", "checks", checks.into_iter().map(check_line).collect());
    let absent =
        (!absent.is_empty()).then(|| fold("quiet", words::not_applicable(absent.len()), vec![list(absent)]));
    node("div", "", [Some(list(present)), absent].into_iter().flatten().collect())
}

/// The checks of a report among hundreds: those that tell something whole, and the names of those
/// that passed.
#[cfg(not(feature = "hydrate"))]
pub(super) fn checks_that_tell(report: &Report) -> Vec<AnyView> {
    let of = |outcome| report.checks.iter().filter(move |check| check.outcome == outcome);
    let told = [Outcome::Failed, Outcome::Unknown, Outcome::Warning].into_iter().flat_map(of);
    let told: Vec<_> = told.map(check_line).collect();
    let passed: Vec<_> = of(Outcome::Passed).map(|check| words::check_title(check.id)).collect();
    let told = (!told.is_empty()).then(|| node("ul", "checks", told));
    let passed = (!passed.is_empty()).then(|| line("p", "hint", words::passed_ones(&passed)));
    told.into_iter().chain(passed).collect()
}

fn check_line(check: &Check) -> AnyView {
    let title = words::check_title(check.id);
    let evidence = (!check.evidence.is_empty()).then(|| {
        let lines = check
            .evidence
            .iter()
            .map(|fact| (words::evidence_name(&fact.name), words::evidence_value(&fact.name, &fact.value)));
        let of = line("span", "unseen", format!(": {title}"));
        let summary = node("summary", "", vec![text(words::evidence()), of]);
        node("details", "evidence", vec![summary, facts("", lines)])
    });
    let head = node(
        "p",
        "",
        vec![line("strong", "", title), text(" "), line("span", "outcome", words::outcome_of(check))],
    );
    let told = [Some(head), Some(line("p", "line", words::line(check))), evidence];
    node(
        "li",
        class_of(check.outcome),
        vec![sign(check.outcome), node("div", "", told.into_iter().flatten().collect())],
    )
}

/// The style class of an outcome.
pub(super) fn class_of(outcome: Outcome) -> &'static str {
    drawn(outcome).0
}

/// The sign of an outcome. Its words stand beside it.
pub(super) fn sign(outcome: Outcome) -> AnyView {
    let path = drawn(outcome).1;
    drawing("sign", format!("<svg viewBox=\"0 0 20 20\" focusable=\"false\"><path d=\"{path}\"/></svg>"))
}

/// Style class and sign: tick, tick with a dot, cross, question mark, dash.
fn drawn(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Passed => ("check is-passed", "M4 10.500L8.500 15 16 5.500"),
        Outcome::Warning => ("check is-warning", "M10 3V11.500M10 15.500V16"),
        Outcome::Failed => ("check is-failed", "M5 5L15 15M15 5L5 15"),
        Outcome::Unknown => (
            "check is-unknown",
            "M6.500 7A3.600 3.600 0 1 1 11.200 10.400C10.300 10.900 10 11.500 10 12.800M10 16.200V16.700",
        ),
        Outcome::NotApplicable => ("check is-absent", "M5 10H15"),
    }
}
