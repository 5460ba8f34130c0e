//! A report as people read it: verdict, certificate, checks. The same for the server's report
//! and for the browser's own.

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
use super::receipt::receipt_view;
use crate::words::{content as words_of, dates, general, report as words};
use content::content;
use inside::{endorsements, nested};
use issuer::about_issuer;
use learner::learners_words;
pub use verdict::verdict_line;

/// The issuer's name as a page may show it: the registry's name for it where one lists it, its
/// own with the domain that vouches beside it, and else its own in quotation marks.
pub(super) fn issuer_name(report: &Report) -> String {
    let vouched = report.check(CheckId::Trust).filter(|check| check.outcome == Outcome::Passed);
    let claimed = report.credential.as_ref().and_then(|credential| credential.issuer_name.as_deref());
    let claimed = claimed.or(report.receipt.as_ref().map(|receipt| receipt.url.as_str()));
    let by = |name| vouched.and_then(|check| check.params.get(name)).map(String::as_str);
    match (claimed, by("name"), by("domain")) {
        (_, Some(listed), _) => listed.to_owned(),
        (Some(name), None, Some(domain)) => words::issuer_at(name, domain),
        (None, None, Some(domain)) => domain.to_owned(),
        (Some(name), None, None) => words::quoted(name),
        (None, None, None) => words::NAMELESS.to_owned(),
    }
}

/// The name to show for what a report is about.
pub(super) fn title_of(report: &Report) -> String {
    report.credential.as_ref().map_or_else(
        || words::UNREADABLE.to_owned(),
        |credential| credential.name.clone().unwrap_or_else(|| words::UNTITLED.to_owned()),
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
    article(report, picture, checked, if folded { Place::Listed } else { Place::Alone })
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

fn article(report: &Report, picture: Option<&Badge>, checked: Option<String>, place: Place) -> AnyView {
    let inside = place == Place::Inside;
    let class = if inside { "credential" } else { "sheet credential" };
    let checks = check_list(report);
    let checks = if place == Place::Alone && report.nested.is_empty() {
        view! { <section class="part">{heading(inside, words::CHECKS)}{checks}</section> }.into_any()
    } else {
        view! { <details class="fold"><summary>{words::CHECKS}</summary>{checks}</details> }.into_any()
    };
    view! {
        <article class=class>
            {certificate(report, picture, inside)}
            {verdict_line(report, checked)}
            {learners_words(report)}
            {report.credential.as_ref().filter(|_| !is_presentation(report)).map(|it| content(it, inside))}
            {about_issuer(report, inside)}
            {nested(report, inside)}
            {endorsements(report, inside)}
            {checks}
            {details(report)}
        </article>
    }
    .into_any()
}

/// The heading of a part; one level lower in a report that stands in another.
fn heading(inside: bool, text: &'static str) -> AnyView {
    if inside { view! { <h4>{text}</h4> }.into_any() } else { view! { <h3>{text}</h3> }.into_any() }
}

/// Whether a report is on a presentation, which has no issuer of its own.
fn is_presentation(report: &Report) -> bool {
    let types = report.credential.as_ref().map(|credential| credential.types.as_slice()).unwrap_or_default();
    types.iter().any(|name| name == "VerifiablePresentation")
}

fn certificate(report: &Report, picture: Option<&Badge>, inside: bool) -> AnyView {
    let title = title_of(report);
    let title = if inside {
        view! { <p class="title">{title}</p> }.into_any()
    } else {
        view! { <h2 class="title">{title}</h2> }.into_any()
    };
    let credential = report.credential.as_ref().filter(|_| !is_presentation(report));
    let Some(credential) = credential else {
        return view! { <header class="certificate">{title}</header> }.into_any();
    };
    let picture = picture.cloned().unwrap_or_else(|| drawn_for(credential));
    let kind = match credential.achievement_type.as_deref() {
        None if credential.types.iter().any(|name| name == "ClrCredential") => words_of::RECORD.to_owned(),
        kind => general::achievement_type(kind.unwrap_or_default()),
    };
    let issuer = issuer_name(report);
    let recipient = credential.recipient_name.clone().map(|name| {
        view! { <p class="recipient"><span>{words::AWARDED_TO}</span>" "<strong>{name}</strong></p> }
    });
    let awarded = credential.awarded_date.as_deref().or(credential.valid_from.as_deref());
    let awarded = awarded.map(|at| format!(" {}", words::awarded_on(&dates::day(at))));
    let until = credential.valid_until.as_deref().map(|at| {
        let text = words::until(&dates::day(at));
        view! { <p class="until">{text}</p> }
    });
    view! {
        <header class="certificate">
            {badge(&picture, "badge-large")}
            <div>
                <p class="eyebrow">{kind}</p>
                {title}
                {recipient}
                <p class="byline">{words::AWARDED_BY}" "<span class="issuer">{issuer}</span>{awarded}</p>
                {until}
            </div>
        </header>
    }
    .into_any()
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
    let lines: Vec<_> = words::DETAIL_NAMES
        .into_iter()
        .zip(values)
        .filter_map(|(name, value)| Some(view! { <div><dt>{name}</dt><dd>{value?}</dd></div> }))
        .collect();
    Some(
        view! {
            <details class="fold">
                <summary>{words::DETAILS}</summary>
                <dl class="facts">{lines}</dl>
            </details>
        }
        .into_any(),
    )
}
