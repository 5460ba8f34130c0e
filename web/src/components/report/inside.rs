//! What stands inside a document: credentials and endorsements, each with a report of its own.
//!
//! A record may hold hundreds. Each is one line that already says its verdict, and opens to its
//! report; what is wrong stands first. Of very many a report says only what is its own: what all
//! of them share would make the page heavy.

use crypto::verify::{CheckId, Headline, Outcome, Report};
use leptos::prelude::*;

use super::super::node::{fold, line, node};
use super::super::seal::{class_of, small_seal};
#[cfg(not(feature = "hydrate"))]
use super::brief::brief;
use super::issuer::{about_issuer, same_issuer};
use super::verdict::Verdict;
use super::{Place, article, heading, issuer_name, title_of};
use crate::words::{content, dates, report as words};

/// Verified credentials beyond which they are behind one more fold.
const MAX_SHOWN: usize = 60;
/// Reports in one list beyond which each says only what is its own.
#[cfg(not(feature = "hydrate"))]
const MAX_WHOLE: usize = 20;

/// The credentials inside, exceptions first, each with its number in the document.
///
/// * `listed`: whether a table before them says of each what it is and its verdict, so that those
///   that are verified are behind a fold however few they are.
pub(super) fn nested(report: &Report, inside: bool, listed: bool) -> Option<AnyView> {
    if report.nested.is_empty() {
        return None;
    }
    let (good, exceptions): (Vec<_>, Vec<_>) =
        ranked(&report.nested).into_iter().partition(|(_, inner)| inner.headline() == Headline::Verified);
    let first = report.nested.first();
    let known = first.map(|first| if same_issuer(first, report) { report } else { first });
    let beside = Beside { known, number: report.nested.len() };
    let rows = |reports: Vec<(usize, &Report)>| {
        let numbered =
            |(place, inner): (usize, &Report)| row(inner, Some(content::number(place + 1)), beside);
        node("ul", "rows", reports.into_iter().map(numbered).collect())
    };
    let mut parts = vec![heading(inside, words::nested())];
    if !listed {
        parts.push(line("p", "tally", words::tally(&report.tally())));
    }
    parts.extend(beside.hint());
    parts.extend(first.and_then(|first| beside.issuer(first)));
    if !exceptions.is_empty() {
        parts.push(rows(exceptions));
    }
    let number = good.len();
    if number > 0 {
        parts.push(if listed || number > MAX_SHOWN {
            fold("fold", content::verified_ones(number), vec![rows(good)])
        } else {
            rows(good)
        });
    }
    Some(node("section", if listed { "part nested is-listed" } else { "part nested" }, parts))
}

/// Reports that stand side by side, each as a line that opens, all behind one fold. A table before
/// them says of each what it is and its verdict.
#[cfg(feature = "ssr")]
pub fn report_rows(reports: &[&Report]) -> AnyView {
    let beside = Beside { known: reports.first().copied(), number: reports.len() };
    let issuer = reports.first().and_then(|first| beside.issuer(first));
    let rows = node("ul", "rows", reports.iter().map(|report| row(report, None, beside)).collect());
    let listed = issuer.into_iter().chain(beside.hint()).chain([rows]).collect();
    fold("fold", content::each_by_itself(reports.len()), listed)
}

/// What stands beside a report in a list.
#[derive(Clone, Copy)]
struct Beside<'a> {
    /// The report that has told of the issuer already.
    known: Option<&'a Report>,
    /// How many stand in the list.
    number: usize,
}

impl Beside<'_> {
    /// Whether each says only what is its own.
    #[cfg(not(feature = "hydrate"))]
    fn is_long(self) -> bool {
        self.number > MAX_WHOLE
    }

    /// In a browser each is drawn when it is opened, and whole.
    #[cfg(feature = "hydrate")]
    fn is_long(self) -> bool {
        let _ = self.number;
        false
    }

    /// Who the issuer is, above a long list of which the first report tells it.
    fn issuer(self, first: &Report) -> Option<AnyView> {
        let tells = self.is_long() && self.known.is_some_and(|known| std::ptr::eq(known, first));
        tells.then(|| about_issuer(first, true)).flatten()
    }

    fn hint(self) -> Option<AnyView> {
        self.is_long().then(|| line("p", "hint", content::brief_ones()))
    }
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
    let endorsement = |(place, inner): (usize, &Report)| {
        let said = if strays(report, place) {
            Some(line("p", "remark", content::endorses_else()))
        } else {
            comment(inner)
        };
        let beside = Beside { known: None, number: report.endorsements.len() };
        let row = node("ul", "rows", vec![row(inner, None, beside)]);
        node("li", "endorsement", said.into_iter().chain([row]).collect())
    };
    let lines = report.endorsements.iter().enumerate().map(endorsement).collect();
    let parts = vec![heading(inside, content::endorsements()), node("ul", "said", lines)];
    Some(node("section", "part endorsements", parts))
}

/// What an endorsement says, unless nothing stands behind it.
fn comment(report: &Report) -> Option<AnyView> {
    let genuine = matches!(report.headline(), Headline::Verified | Headline::GenuineUnknownIssuer);
    let comment = report.credential.as_ref()?.comment.clone().filter(|_| genuine)?;
    Some(node("blockquote", "", vec![line("p", "", comment)]))
}

/// Whether the endorsement at `place` speaks of something else than what it stands beside.
fn strays(report: &Report, place: usize) -> bool {
    let name = format!("endorsement/{place}");
    report
        .check(CheckId::Endorsements)
        .is_some_and(|check| check.evidence.iter().any(|fact| fact.name == name))
}

/// One report as a line that opens.
fn row(report: &Report, number: Option<String>, beside_it: Beside<'_>) -> AnyView {
    let Verdict { headline, why } = Verdict::of(report);
    let credential = report.credential.as_ref();
    let date = credential.and_then(|it| it.awarded_date.as_deref().or(it.valid_from.as_deref()));
    let beside = [Some(issuer_name(report)), date.map(dates::day), number];
    let beside = beside.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    // Why something is not verified need not be opened for.
    let why = match headline {
        Headline::NotValid | Headline::CouldNotCheck => Some(why),
        _ => report.check(CheckId::Status).filter(|it| it.outcome == Outcome::Warning).map(words::line),
    };
    let parts = [
        Some(line("span", "row-title title", title_of(report))),
        Some(line("span", "row-state", words::headline_of(report))),
        Some(line("span", "row-beside", beside)),
        why.map(|why| line("span", "row-why", why)),
    ];
    let parts = node("span", "row-text", parts.into_iter().flatten().collect());
    let summary = node("summary", "", vec![small_seal(headline), parts]);
    node("li", format!("inner-row {}", class_of(headline)), vec![folded(report, summary, beside_it)])
}

/// In a browser the report under a line is only built when the line is opened: of hundreds,
/// somebody reads a few.
#[cfg(feature = "hydrate")]
fn folded(report: &Report, summary: AnyView, _: Beside<'_>) -> AnyView {
    let open = RwSignal::new(false);
    let report = StoredValue::new(report.clone());
    view! {
        <details class="inner" on:toggle=move |_| open.set(true)>
            {summary}
            {move || open.get().then(|| report.with_value(|report| article(report, None, None, Place::Inside, None)))}
        </details>
    }
    .into_any()
}

#[cfg(not(feature = "hydrate"))]
fn folded(report: &Report, summary: AnyView, beside: Beside<'_>) -> AnyView {
    let opened = match beside.known {
        Some(known) if beside.is_long() => brief(report, known),
        _ => article(report, None, None, Place::Inside, None),
    };
    node("details", "inner", vec![summary, opened])
}
