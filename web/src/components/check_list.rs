//! The lines of a report: sign, name, sentence, evidence.

use crypto::verify::{Check, Outcome, Report};
use leptos::prelude::*;

use crate::words::report as words;

/// All checks of a report. Those that do not apply are behind one disclosure.
pub fn check_list(report: &Report) -> impl IntoView + use<> {
    let (absent, present): (Vec<&Check>, Vec<&Check>) =
        report.checks.iter().partition(|check| check.outcome == Outcome::NotApplicable);
    let absent = (!absent.is_empty()).then(|| {
        let summary = words::not_applicable(absent.len());
        let lines: Vec<_> = absent.into_iter().map(line).collect();
        view! {
            <details class="quiet">
                <summary>{summary}</summary>
                <ul class="checks">{lines}</ul>
            </details>
        }
    });
    let lines: Vec<_> = present.into_iter().map(line).collect();
    view! {
        <ul class="checks">{lines}</ul>
        {absent}
    }
    .into_any()
}

fn line(check: &Check) -> AnyView {
    let (class, sign) = sign(check.outcome);
    let outcome = words::outcome_of(check);
    let title = words::check_title(check.id);
    let text = words::line(check);
    let evidence = (!check.evidence.is_empty()).then(|| {
        let facts: Vec<_> = check
            .evidence
            .iter()
            .map(|fact| {
                let name = words::evidence_name(&fact.name);
                let value = words::evidence_value(&fact.name, &fact.value);
                view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
            })
            .collect();
        view! {
            <details class="evidence">
                <summary>{words::EVIDENCE}<span class="unseen">": " {title}</span></summary>
                <dl>{facts}</dl>
            </details>
        }
    });
    view! {
        <li class=class>
            <svg class="sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=sign /></svg>
            <div>
                <p><strong>{title}</strong>
                    " "<span class="outcome">{outcome}</span></p>
                <p class="line">{text}</p>
                {evidence}
            </div>
        </li>
    }
    .into_any()
}

/// Style class and sign: tick, tick with a dot, cross, question mark, dash.
pub(super) fn sign(outcome: Outcome) -> (&'static str, &'static str) {
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
