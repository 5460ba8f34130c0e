//! A report as people read it: verdict, certificate, checks. The same for the server's report
//! and for the browser's own.

mod content;
mod inside;
mod issuer;
mod learner;
mod verdict;

use crypto::verify::{CheckId, CredentialSummary, Outcome, Report};
use leptos::prelude::*;

use super::badge::{Badge, badge};
use super::check_list::check_list;
use super::receipt::receipt_view;
use crate::words::{dates, general, report as words};
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
    let kind = general::achievement_type(credential.achievement_type.as_deref().unwrap_or_default());
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crypto::verify::{Check, Headline};

    use super::verdict::Verdict;
    use super::*;

    fn check(id: CheckId, outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
        let params: BTreeMap<_, _> =
            params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Check { id, outcome, code: code.to_owned(), params, message: String::new(), evidence: Vec::new() }
    }

    fn report(checks: Vec<Check>) -> Report {
        Report {
            version: crypto::verify::REPORT_VERSION,
            outcome: Report::outcome_of(&checks),
            checked_at: "2026-11-22T10:15:00Z".to_owned(),
            checks,
            credential: Some(CredentialSummary {
                name: Some("Botany".to_owned()),
                issuer_name: Some("<script>Famous</script>".to_owned()),
                ..CredentialSummary::default()
            }),
            nested: Vec::new(),
            endorsements: Vec::new(),
            record: None,
            receipt: None,
        }
    }

    #[test]
    fn an_unknown_issuer_is_named_in_quotation_marks_and_never_called_verified() {
        let report = report(vec![
            check(CheckId::Proof, Outcome::Passed, "signature_good", &[]),
            check(CheckId::Trust, Outcome::Unknown, "nobody_vouches", &[]),
        ]);
        let html = report_view(&report, None, None, false).to_html();
        assert!(html.contains("Genuine signature, unknown issuer"), "{html}");
        assert!(html.contains("“&lt;script&gt;Famous&lt;/script&gt;”"), "{html}");
        assert!(!html.contains("Verified") && !html.contains("is-verified"), "{html}");
    }

    #[test]
    fn a_registry_names_the_issuer_and_a_domain_stands_beside_its_name() {
        let by =
            |code, params| issuer_name(&report(vec![check(CheckId::Trust, Outcome::Passed, code, params)]));
        assert_eq!(by("issuer_in_registry", &[("registry", "R"), ("name", "Northfield")]), "Northfield");
        assert_eq!(
            by("published_by_domain", &[("domain", "north.example")]),
            "<script>Famous</script> (north.example)"
        );
    }

    #[test]
    fn tampering_is_told_before_expiry() {
        let report = report(vec![
            check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]),
            check(CheckId::Dates, Outcome::Failed, "expired", &[("until", "2026-05-03T00:00:00Z")]),
        ]);
        let verdict = Verdict::of(&report);
        assert_eq!(verdict.headline, Headline::NotValid);
        assert_eq!(verdict.why, "It was changed after it was signed, or somebody else signed it.");
    }

    #[test]
    fn an_expired_credential_says_on_which_day() {
        let report = report(vec![
            check(CheckId::Proof, Outcome::Passed, "signature_good", &[]),
            check(CheckId::Dates, Outcome::Failed, "expired", &[("until", "2026-05-03T00:00:00Z")]),
        ]);
        let html = report_view(&report, None, None, false).to_html();
        assert!(html.contains("Not valid") && html.contains("Expired on 3 May 2026."), "{html}");
    }

    #[test]
    fn what_could_not_be_reached_does_not_look_verified() {
        let report = report(vec![
            check(CheckId::Proof, Outcome::Passed, "signature_good", &[]),
            check(CheckId::Trust, Outcome::Passed, "published_by_domain", &[("domain", "north.example")]),
            check(CheckId::Status, Outcome::Unknown, "status_unreachable", &[("reason", "no answer")]),
        ]);
        let html = verdict_line(&report, None).to_html();
        assert!(html.contains("Could not check everything") && !html.contains("is-verified"), "{html}");
    }

    #[test]
    fn an_unreadable_document_still_has_a_report() {
        let mut report = report(vec![check(CheckId::Format, Outcome::Failed, "not_an_object", &[])]);
        report.credential = None;
        let html = report_view(&report, None, None, false).to_html();
        assert!(html.contains("Unreadable document"), "{html}");
    }
}
