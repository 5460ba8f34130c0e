//! What a credential says: what it is for, what was reached, what shows it. The issuer's claims.

use crypto::verify::{AlignmentSummary, CredentialSummary, EvidenceSummary};
use leptos::prelude::*;

use super::super::link::claimed_link;
use super::super::node::{facts, line, node, text};
use super::super::result::result;
use super::heading;
use crate::words::{content as words, dates};

/// All that people read of a credential under its title.
pub(super) fn content(credential: &CredentialSummary, inside: bool) -> Vec<AnyView> {
    let parts = [
        paragraph(credential.description.as_ref()),
        credential.narrative.as_deref().map(prose),
        credential.partial.then(|| line("p", "remark", words::partial())),
        results(credential, inside),
        particulars(credential),
        criteria(credential, inside),
        skills(credential, inside),
        evidence(credential, inside),
    ];
    parts.into_iter().flatten().collect()
}

fn paragraph(text: Option<&String>) -> Option<AnyView> {
    text.map(|text| line("p", "description", text))
}

/// What an issuer wrote as Markdown. A browser that draws a report itself shows it as it was typed.
fn prose(text: &str) -> AnyView {
    #[cfg(feature = "ssr")]
    return view! { <div class="prose" inner_html=super::super::markdown(text)></div> }.into_any();
    #[cfg(not(feature = "ssr"))]
    line("p", "description", text)
}

fn results(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let lines: Vec<_> = credential.results.iter().map(result).collect();
    list(inside, words::results(), "scores", lines, credential.left_out.results)
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
    let lines: Vec<_> = words::particulars()
        .into_iter()
        .zip(values)
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect();
    (!lines.is_empty()).then(|| facts("facts particulars", lines.into_iter()))
}

fn criteria(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let narrative = credential.criteria.as_deref().map(prose);
    let page = claimed_link(None, credential.criteria_url.as_deref());
    let page = page.map(|link| node("p", "", vec![text(words::criteria_page()), text(" "), link]));
    let parts: Vec<_> = [narrative, page].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| {
        let heading = std::iter::once(heading(inside, words::criteria()));
        node("section", "part criteria", heading.chain(parts).collect())
    })
}

fn skills(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let skill = |skill: &AlignmentSummary| {
        let link = claimed_link(skill.name.as_deref().or(skill.code.as_deref()), skill.url.as_deref())?;
        let code = skill.code.as_deref().filter(|_| skill.name.is_some());
        let from = words::framework(skill.framework.as_deref(), code);
        Some(node("li", "", beside(link, from)))
    };
    let lines: Vec<_> = credential.alignments.iter().filter_map(skill).collect();
    list(inside, words::skills(), "skills", lines, credential.left_out.alignments)
}

fn evidence(credential: &CredentialSummary, inside: bool) -> Option<AnyView> {
    let piece = |piece: &EvidenceSummary| {
        let name = piece.name.as_deref().or(piece.genre.as_deref());
        let genre = piece.genre.clone().filter(|_| piece.name.is_some());
        let head = claimed_link(name, piece.url.as_deref()).map(|link| node("p", "", beside(link, genre)));
        let parts = [head, paragraph(piece.description.as_ref()), piece.narrative.as_deref().map(prose)];
        node("li", "", parts.into_iter().flatten().collect())
    };
    let lines: Vec<_> = credential.evidence.iter().map(piece).collect();
    list(inside, words::evidence(), "works", lines, credential.left_out.evidence)
}

/// A link, and in smaller print what belongs to it.
fn beside(link: AnyView, hint: Option<String>) -> Vec<AnyView> {
    let hint = hint.map(|hint| [text(" "), line("span", "hint", hint)]);
    std::iter::once(link).chain(hint.into_iter().flatten()).collect()
}

/// A part with a heading and a list, and how much was left out of it; none where it is empty.
fn list(
    inside: bool,
    title: &'static str,
    class: &'static str,
    lines: Vec<AnyView>,
    left_out: usize,
) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        let mut parts = vec![heading(inside, title), node("ul", class, lines)];
        if left_out > 0 {
            parts.push(line("p", "hint", words::and_more(left_out)));
        }
        node("section", "part", parts)
    })
}
