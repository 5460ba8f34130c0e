//! What a credential says: what it is for, what was reached, what shows it. The issuer's claims.

use crypto::verify::{AlignmentSummary, CredentialSummary, EvidenceSummary};
use leptos::prelude::*;

use super::super::link::claimed_link;
use super::super::result::result;
use super::heading;
use crate::words::{content as words, dates};

/// All that people read of a credential under its title.
pub(super) fn content(credential: &CredentialSummary, inside: bool) -> AnyView {
    let description = credential.description.clone().map(|text| view! { <p class="description">{text}</p> });
    let narrative = credential.narrative.clone().map(|text| view! { <p class="description">{text}</p> });
    let partial = credential.partial.then(|| view! { <p class="remark">{words::PARTIAL}</p> });
    view! {
        {description}
        {narrative}
        {partial}
        {results(credential, inside)}
        {particulars(credential)}
        {criteria(credential, inside)}
        {skills(credential, inside)}
        {evidence(credential, inside)}
    }
    .into_any()
}

fn results(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let lines: Vec<_> = credential.results.iter().map(result).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="part">
                {heading(inside, words::RESULTS)}
                <ul class="results">{lines}</ul>
                {more(credential.left_out.results)}
            </section>
        }
        .into_any()
    })
}

/// The short facts: credits, term, role, and the like.
fn particulars(credential: &CredentialSummary) -> Option<AnyView> {
    let credits =
        words::credits(credential.credits_earned.as_deref(), credential.credits_available.as_deref());
    let period = words::period(
        credential.activity_start_date.as_deref().map(dates::day).as_deref(),
        credential.activity_end_date.as_deref().map(dates::day).as_deref(),
    );
    let values = [
        credits,
        credential.term.clone(),
        period,
        credential.role.clone(),
        credential.license_number.clone(),
        credential.human_code.clone(),
        credential.field_of_study.clone(),
        credential.specialization.clone(),
    ];
    let lines: Vec<_> = words::PARTICULARS
        .into_iter()
        .zip(values)
        .filter_map(|(name, value)| Some(view! { <div><dt>{name}</dt><dd>{value?}</dd></div> }))
        .collect();
    (!lines.is_empty()).then(|| view! { <dl class="facts particulars">{lines}</dl> }.into_any())
}

fn criteria(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let narrative = credential.criteria.clone().map(|text| view! { <p>{text}</p> });
    let page = claimed_link(None, credential.criteria_url.as_deref());
    let page = page.map(|link| view! { <p>{words::CRITERIA_PAGE}" "{link}</p> });
    (narrative.is_some() || page.is_some()).then(|| {
        view! { <section class="part criteria">{heading(inside, words::CRITERIA)}{narrative}{page}</section> }
            .into_any()
    })
}

fn skills(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let skill = |skill: &AlignmentSummary| {
        let link = claimed_link(skill.name.as_deref().or(skill.code.as_deref()), skill.url.as_deref())?;
        let code = skill.code.as_deref().filter(|_| skill.name.is_some());
        let from = words::framework(skill.framework.as_deref(), code);
        let from = from.map(|text| view! { " "<span class="hint">{text}</span> });
        Some(view! { <li>{link}{from}</li> })
    };
    let lines: Vec<_> = credential.alignments.iter().filter_map(skill).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="part">
                {heading(inside, words::SKILLS)}
                <ul class="skills">{lines}</ul>
                {more(credential.left_out.alignments)}
            </section>
        }
        .into_any()
    })
}

fn evidence(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let piece = |piece: &EvidenceSummary| {
        let name = piece.name.as_deref().or(piece.genre.as_deref());
        let link = claimed_link(name, piece.url.as_deref());
        let genre = piece.genre.clone().filter(|_| piece.name.is_some());
        let genre = genre.map(|text| view! { " "<span class="hint">{text}</span> });
        let head = link.map(|link| view! { <p>{link}{genre}</p> });
        let text =
            |text: &Option<String>| text.clone().map(|text| view! { <p class="description">{text}</p> });
        view! { <li>{head}{text(&piece.description)}{text(&piece.narrative)}</li> }
    };
    let lines: Vec<_> = credential.evidence.iter().map(piece).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="part">
                {heading(inside, words::EVIDENCE)}
                <ul class="works">{lines}</ul>
                {more(credential.left_out.evidence)}
            </section>
        }
        .into_any()
    })
}

fn more(number: usize) -> Option<AnyView> {
    (number > 0).then(|| view! { <p class="hint">{words::and_more(number)}</p> }.into_any())
}
