//! Who the issuer is: what ties the key to a name, and what the issuer only says of itself.

use crypto::verify::{CheckId, Outcome, Report};
use leptos::prelude::*;

use super::super::check_list::sign;
use super::super::link::claimed_link;
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
        let text = if vouched { content::own_name(name) } else { content::calls_itself(name) };
        view! { <p>{text}</p> }
    });
    let findings: Vec<_> = [Some(trust), key]
        .into_iter()
        .flatten()
        .map(|check| {
            let (class, drawing) = sign(check.outcome);
            let outcome = words::outcome_of(check);
            view! {
                <li class=class>
                    <svg class="sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=drawing /></svg>
                    <p><span class="unseen">{outcome}": "</span>{words::line(check)}</p>
                </li>
            }
        })
        .collect();
    let page = claimed_link(None, credential.issuer_url.as_deref());
    let page = page.map(|link| view! { <p class="hint">{content::ISSUER_PAGE}" "{link}</p> });
    let id = credential.issuer_id.clone().map(|id| {
        view! { <dl class="facts"><div><dt>{content::ISSUER_ID}</dt><dd>{id}</dd></div></dl> }
    });
    Some(
        view! {
            <section class="part about-issuer">
                {heading(inside, content::ISSUER)}
                <ul class="checks">{findings}</ul>
                {claim}
                {page}
                {id}
            </section>
        }
        .into_any(),
    )
}
