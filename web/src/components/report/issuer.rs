//! Who the issuer is: what ties the key to a name, and what the issuer only says of itself.

use crypto::verify::{Check, CheckId, Outcome, Report};
use leptos::prelude::*;

use super::super::check_list::{class_of, sign};
use super::super::link::claimed_link;
use super::super::node::{facts, line, node, text};
use super::heading;
use crate::words::{content, report as words};

/// The section; none where no issuer is named.
pub(super) fn about_issuer(report: &Report, inside: bool) -> Option<AnyView> {
    let credential = report.credential.as_ref()?;
    let trust = report.check(CheckId::Trust).filter(|check| check.outcome != Outcome::NotApplicable)?;
    let claimed = credential.issuer_name.as_deref();
    claimed.or(credential.issuer_id.as_deref())?;
    let vouched = trust.outcome == Outcome::Passed;
    // That the key is the own one of somebody unknown tells nobody anything.
    let key = report.check(CheckId::Issuer).filter(|check| match check.outcome {
        Outcome::NotApplicable => false,
        Outcome::Passed => vouched,
        _ => true,
    });
    let listed = trust.params.get("name").map(String::as_str).filter(|_| vouched);
    let claim = claimed.filter(|name| listed != Some(name)).map(|name| {
        line("p", "", if vouched { content::own_name(name) } else { content::calls_itself(name) })
    });
    let finding = |check: &Check| {
        let outcome = line("span", "unseen", format!("{}: ", words::outcome_of(check)));
        let told = node("p", "", vec![outcome, text(words::line(check))]);
        node("li", class_of(check.outcome), vec![sign(check.outcome), told])
    };
    let findings = [Some(trust), key].into_iter().flatten().map(finding).collect();
    let page = claimed_link(None, credential.issuer_url.as_deref());
    let page = page.map(|link| node("p", "hint", vec![text(content::issuer_page()), text(" "), link]));
    let id = credential.issuer_id.clone();
    let id = id.map(|id| facts("facts", std::iter::once((content::issuer_id().to_owned(), id))));
    let parts =
        [Some(heading(inside, content::issuer())), Some(node("ul", "checks", findings)), claim, page, id];
    Some(node("section", "part about-issuer", parts.into_iter().flatten().collect()))
}

/// Whether all that a page says of the issuer is the same for both.
pub(super) fn same_issuer(one: &Report, other: &Report) -> bool {
    let named = |report: &Report| {
        let it = report.credential.as_ref()?;
        Some((it.issuer_id.clone(), it.issuer_name.clone(), it.issuer_url.clone()))
    };
    let said = |report: &Report, id: CheckId| {
        let said = |check: &Check| (check.outcome, check.code.clone(), check.params.clone());
        report.check(id).filter(|check| check.outcome != Outcome::NotApplicable).map(said)
    };
    let same = |id: CheckId| said(one, id) == said(other, id);
    named(one) == named(other) && same(CheckId::Trust) && same(CheckId::Issuer)
}
