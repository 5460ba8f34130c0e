//! A report as people read it: verdict, certificate, checks. The same for the server's report
//! and for the browser's own.

#[cfg(not(feature = "hydrate"))]
mod brief;
mod content;
mod inside;
mod issuer;
mod learner;
#[cfg(test)]
mod tests;
mod verdict;

use crypto::verify::{CheckId, CredentialSummary, Outcome, Report};
use leptos::prelude::*;

use super::badge::{Badge, badge};
use super::check_list::check_list;
use super::node::{facts, fold, line, node, text};
use super::receipt::receipt_view;
use crate::words::results::several_issuers;
use crate::words::{content as words_of, dates, general, report as words};
use content::content;
#[cfg(feature = "ssr")]
pub use inside::report_rows;
use inside::{endorsements, nested};
use issuer::about_issuer;
use learner::learners_words;
pub use verdict::verdict_line;

/// The issuer's name as a page may show it: the registry's name for it where one lists it, its
/// own in quotation marks with the domain that vouches beside it, and else its own in quotation
/// marks. Of a service that signs receipts, no more than its domain counts.
pub(super) fn issuer_name(report: &Report) -> String {
    // Of what is presented, the issuers are those of the credentials in it.
    if is_presentation(report)
        && let Some(first) = report.nested.first().map(issuer_name)
    {
        let same = report.nested.iter().all(|inner| issuer_name(inner) == first);
        return if same { first } else { several_issuers().to_owned() };
    }
    let vouched = report.check(CheckId::Trust).filter(|check| check.outcome == Outcome::Passed);
    let claimed = report.credential.as_ref().and_then(|credential| credential.issuer_name.as_deref());
    let claimed = claimed.or(report.receipt.as_ref().map(|receipt| receipt.url.as_str()));
    let by = |name| vouched.and_then(|check| check.params.get(name)).map(String::as_str);
    match (claimed, by("name"), by("domain")) {
        (_, Some(listed), _) => listed.to_owned(),
        (Some(_), None, Some(domain)) if report.receipt.is_some() => domain.to_owned(),
        (Some(name), None, Some(domain)) => words::issuer_at(name, domain),
        (None, None, Some(domain)) => domain.to_owned(),
        (Some(name), None, None) => words::quoted(name),
        (None, None, None) => words::nameless().to_owned(),
    }
}

/// The name to show for what a report is about.
pub(super) fn title_of(report: &Report) -> String {
    if report.receipt.is_some() {
        return words::receipt().to_owned();
    }
    // What whoever presents them calls them stands with their own words.
    if is_presentation(report) {
        return words::record_of(report.presented().count());
    }
    report.credential.as_ref().map_or_else(
        || words::unreadable().to_owned(),
        |credential| credential.name.clone().unwrap_or_else(|| words::untitled().to_owned()),
    )
}

/// A whole report: the certificate, the verdict on it, what it says, who the issuer is, its checks,
/// what stands inside it.
///
/// * `picture`: the picture to show; drawn from the credential's own ids when `None`.
/// * `checked`: who made the report and when, as a sentence.
/// * `folded`: whether the checks are behind a disclosure, as in a list of several.
pub fn report_view(
    report: &Report,
    picture: Option<&Badge>,
    checked: Option<String>,
    folded: bool,
) -> AnyView {
    if let Some(receipt) = &report.receipt {
        return receipt_view(report, receipt, checked);
    }
    article(report, picture, checked, if folded { Place::Listed } else { Place::Alone }, None)
}

/// A report on a record of which a table says what is in it: the table comes first, the credentials
/// inside are behind a fold. What is wrong with one of them is not.
///
/// * `picture`: as in [`report_view`].
/// * `table`: each credential inside with its verdict in words.
#[cfg(feature = "ssr")]
pub fn record_view(report: &Report, picture: Option<&Badge>, table: AnyView) -> AnyView {
    article(report, picture, None, Place::Listed, Some(table))
}

/// What a credential is going to say, before it is signed: without a verdict, of which there is none.
///
/// * `picture`: as in [`report_view`].
#[cfg(feature = "ssr")]
pub fn proof_view(report: &Report, picture: Option<&Badge>) -> AnyView {
    let mut parts = vec![certificate(report, picture, false)];
    parts.extend(report.credential.iter().flat_map(|credential| content(credential, false)));
    node("article", "sheet credential is-unsigned", parts)
}

/// Where a report stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Place {
    /// By itself, with its checks open.
    Alone,
    /// In a list of several.
    Listed,
    /// In another report, under a line that has its verdict already.
    Inside,
}

fn article(
    report: &Report,
    picture: Option<&Badge>,
    checked: Option<String>,
    place: Place,
    table: Option<AnyView>,
) -> AnyView {
    let inside = place == Place::Inside;
    let class = if inside { "credential" } else { "sheet credential" };
    let checks = check_list(report);
    let checks = if place == Place::Alone && report.nested.is_empty() {
        node("section", "part", vec![heading(inside, words::checks()), checks])
    } else {
        fold("fold", words::checks(), vec![checks])
    };
    let mut parts = vec![certificate(report, picture, inside), verdict_line(report, checked)];
    parts.extend(learners_words(report));
    if let Some(credential) = report.credential.as_ref().filter(|_| !is_presentation(report)) {
        parts.extend(content(credential, inside));
    }
    let listed = table.is_some();
    parts.extend(table);
    parts.extend(about_issuer(report, inside));
    parts.extend(nested(report, inside, listed));
    parts.extend(endorsements(report, inside));
    parts.push(checks);
    parts.extend(details(report));
    node("article", class, parts)
}

/// The heading of a part; one level lower in a report that stands in another.
fn heading(inside: bool, text: &'static str) -> AnyView {
    line(if inside { "h4" } else { "h3" }, "", text)
}

/// Whether a report is on a presentation, which has no issuer of its own.
fn is_presentation(report: &Report) -> bool {
    let types = report.credential.as_ref().map(|credential| credential.types.as_slice()).unwrap_or_default();
    types.iter().any(|name| name == "VerifiablePresentation")
}

fn certificate(report: &Report, picture: Option<&Badge>, inside: bool) -> AnyView {
    let title = line(if inside { "p" } else { "h2" }, "title", title_of(report));
    let Some(credential) = report.credential.as_ref().filter(|_| !is_presentation(report)) else {
        return node("header", "certificate", vec![title]);
    };
    let picture = picture.cloned().unwrap_or_else(|| drawn_for(credential));
    let kind = match credential.achievement_type.as_deref() {
        None if credential.types.iter().any(|name| name == "ClrCredential") => words_of::record().to_owned(),
        kind => general::achievement_type(kind.unwrap_or_default()),
    };
    let recipient = credential.recipient_name.as_ref().map(|name| {
        let parts = vec![line("span", "", words::awarded_to()), text(" "), line("strong", "", name)];
        node("p", "recipient", parts)
    });
    let awarded = credential.awarded_date.as_deref().or(credential.valid_from.as_deref());
    let awarded = awarded.map(|at| format!(" {}", words::awarded_on(&dates::day(at))));
    let issuer = line("span", "issuer", issuer_name(report));
    let byline = vec![text(format!("{} ", words::awarded_by())), issuer, text(awarded.unwrap_or_default())];
    let until = credential.valid_until.as_deref();
    let until = until.map(|at| line("p", "until", words::until(&dates::day(at))));
    let parts =
        [Some(line("p", "eyebrow", kind)), Some(title), recipient, Some(node("p", "byline", byline)), until];
    let parts = node("div", "", parts.into_iter().flatten().collect());
    node("header", "certificate", vec![badge(&picture, "badge-large").into_any(), parts])
}

/// What a badge is drawn from when only the credential is known.
fn drawn_for(credential: &CredentialSummary) -> Badge {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Badge {
        seed: text(&credential.name),
        issuer: text(&credential.issuer_id),
        achievement_type: text(&credential.achievement_type),
        image: credential.image.clone(),
    }
}

fn details(report: &Report) -> Option<AnyView> {
    let credential = report.credential.as_ref()?;
    let values = [
        credential.id.clone(),
        credential.issuer_id.clone(),
        credential.subject_id.clone(),
        (!credential.types.is_empty()).then(|| credential.types.join(", ")),
        credential.valid_from.clone(),
    ];
    let lines = words::detail_names()
        .into_iter()
        .zip(values)
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Some(fold("fold", words::details(), vec![facts("facts", lines)]))
}
