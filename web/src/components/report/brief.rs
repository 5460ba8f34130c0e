//! A report among hundreds: what is its own, and nothing that stands elsewhere on the page.

use crypto::verify::Report;
use leptos::prelude::*;

use super::super::check_list::checks_that_tell;
use super::super::node::{facts, line, node, text};
use super::content::content;
use super::inside::{endorsements, nested};
use super::issuer::{about_issuer, same_issuer};
use super::verdict::Verdict;
use crate::words::{dates, report as words};

/// What is under the line of one report in a long list: why it has its verdict, what it says, its
/// checks. Those that passed are named.
///
/// * `known`: a report on the same page that tells of its issuer.
pub(super) fn brief(report: &Report, known: &Report) -> AnyView {
    let mut parts = vec![line("p", "verdict-why", Verdict::of(report).why)];
    if let Some(credential) = &report.credential {
        let recipient = credential.recipient_name.as_ref().map(|name| {
            node("p", "recipient", vec![text(words::awarded_to()), text(" "), line("strong", "", name)])
        });
        let until = credential.valid_until.as_deref();
        let until = until.map(|at| line("p", "until", words::until(&dates::day(at))));
        parts.extend(recipient.into_iter().chain(until));
        parts.extend(content(credential, true));
    }
    if !same_issuer(report, known) {
        parts.extend(about_issuer(report, true));
    }
    parts.extend(nested(report, true, false));
    parts.extend(endorsements(report, true));
    parts.extend(checks_that_tell(report));
    let id = report.credential.as_ref().and_then(|credential| credential.id.clone());
    let name = words::detail_names().into_iter().next().unwrap_or_default();
    parts.extend(id.map(|id| facts("facts", std::iter::once((name.to_owned(), id)))));
    node("article", "credential", parts)
}
