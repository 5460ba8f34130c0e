//! What stands inside a document: credentials and endorsements, each with a report of its own.
//!
//! A record may hold hundreds. Each is one line that already says its verdict, and opens to its
//! report; what is wrong stands first.

use crypto::verify::{CheckId, Headline, Outcome, Report};
use leptos::prelude::*;

use super::super::seal::{class_of, seal};
use super::verdict::Verdict;
use super::{Place, article, heading, issuer_name, title_of};
use crate::words::{content, dates, report as words};

/// Verified credentials beyond which they are behind one more fold.
const MAX_SHOWN: usize = 60;

/// The credentials inside, exceptions first, each with its number in the document.
pub(super) fn nested(report: &Report, inside: bool) -> Option<AnyView> {
    if report.nested.is_empty() {
        return None;
    }
    let (good, exceptions): (Vec<_>, Vec<_>) =
        ranked(&report.nested).into_iter().partition(|(_, inner)| inner.headline() == Headline::Verified);
    let line = |(place, inner): (usize, &Report)| row(inner, Some(content::number(place + 1)));
    let number = good.len();
    let exceptions: Vec<_> = exceptions.into_iter().map(line).collect();
    let good: Vec<_> = good.into_iter().map(line).collect();
    let good = if number > MAX_SHOWN {
        let summary = content::verified_ones(number);
        view! { <details class="fold"><summary>{summary}</summary><ul class="rows">{good}</ul></details> }
            .into_any()
    } else {
        view! { <ul class="rows">{good}</ul> }.into_any()
    };
    let exceptions = (!exceptions.is_empty()).then(|| view! { <ul class="rows">{exceptions}</ul> });
    Some(
        view! {
            <section class="part nested">
                {heading(inside, words::NESTED)}
                <p class="tally">{words::tally(&report.tally())}</p>
                {exceptions}
                {good}
            </section>
        }
        .into_any(),
    )
}

/// Reports with their places, what is wrong first, else in their order.
fn ranked(reports: &[Report]) -> Vec<(usize, &Report)> {
    let mut ranked: Vec<_> = reports.iter().enumerate().collect();
    ranked.sort_by_key(|(_, report)| match report.headline() {
        Headline::NotValid => 0,
        Headline::CouldNotCheck => 1,
        Headline::GenuineUnknownIssuer | Headline::GenuineReceipt => 2,
        Headline::Verified => 3,
    });
    ranked
}

/// What others say, each under its own verdict.
pub(super) fn endorsements(report: &Report, inside: bool) -> Option<AnyView> {
    if report.endorsements.is_empty() {
        return None;
    }
    let lines: Vec<_> = report
        .endorsements
        .iter()
        .enumerate()
        .map(|(place, inner)| {
            let said = if strays(report, place) {
                view! { <p class="remark">{content::ENDORSES_ELSE}</p> }.into_any()
            } else {
                comment(inner).into_any()
            };
            view! { <li class="endorsement">{said}<ul class="rows">{row(inner, None)}</ul></li> }
        })
        .collect();
    Some(
        view! {
            <section class="part endorsements">
                {heading(inside, content::ENDORSEMENTS)}
                <ul class="said">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

/// What an endorsement says, unless nothing stands behind it.
fn comment(report: &Report) -> Option<impl IntoView + use<>> {
    let genuine = matches!(report.headline(), Headline::Verified | Headline::GenuineUnknownIssuer);
    let comment = report.credential.as_ref()?.comment.clone().filter(|_| genuine)?;
    Some(view! { <blockquote><p>{comment}</p></blockquote> })
}

/// Whether the endorsement at `place` speaks of something else than what it stands beside.
fn strays(report: &Report, place: usize) -> bool {
    let name = format!("endorsement/{place}");
    report
        .check(CheckId::Endorsements)
        .is_some_and(|check| check.evidence.iter().any(|fact| fact.name == name))
}

/// One report as a line that opens.
fn row(report: &Report, number: Option<String>) -> AnyView {
    let Verdict { headline, why } = Verdict::of(report);
    let class = format!("inner-row {}", class_of(headline));
    let title = title_of(report);
    let issuer = issuer_name(report);
    let credential = report.credential.as_ref();
    let date =
        credential.and_then(|it| it.awarded_date.as_deref().or(it.valid_from.as_deref())).map(dates::day);
    let beside = [Some(issuer), date, number].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    // Why something is not verified need not be opened for.
    let why = matches!(headline, Headline::NotValid | Headline::CouldNotCheck)
        .then(|| view! { <span class="row-why">{why}</span> });
    let remark = report
        .check(CheckId::Status)
        .filter(|check| check.outcome == Outcome::Warning && why.is_none())
        .map(|check| view! { <span class="row-why">{words::line(check)}</span> });
    let summary = view! {
        <summary>
            {seal(headline)}
            <span class="row-text">
                <span class="row-title title">{title}</span>
                <span class="row-state">{words::headline(headline)}</span>
                <span class="row-beside">{beside}</span>
                {why}
                {remark}
            </span>
        </summary>
    };
    view! { <li class=class>{folded(report, summary.into_any())}</li> }.into_any()
}

/// In a browser the report under a line is only built when the line is opened: of hundreds,
/// somebody reads a few.
#[cfg(feature = "hydrate")]
fn folded(report: &Report, summary: AnyView) -> AnyView {
    let open = RwSignal::new(false);
    let report = StoredValue::new(report.clone());
    view! {
        <details class="inner" on:toggle=move |_| open.set(true)>
            {summary}
            {move || open.get().then(|| report.with_value(|report| article(report, None, None, Place::Inside)))}
        </details>
    }
    .into_any()
}

#[cfg(not(feature = "hydrate"))]
fn folded(report: &Report, summary: AnyView) -> AnyView {
    view! { <details class="inner">{summary}{article(report, None, None, Place::Inside)}</details> }
        .into_any()
}
