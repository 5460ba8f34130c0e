//! A learner record as a transcript: a table for each term, as schools hand them in.

use crypto::verify::{CredentialSummary, Report};
use leptos::prelude::*;

use crate::words::{dates, general, report as report_words, transcript as words};

/// The entries of a record by term; `None` for what is no record. Every entry says its own verdict,
/// since each was signed and checked by itself.
pub(super) fn transcript_sheet(report: &Report) -> Option<AnyView> {
    if report.nested.is_empty() || report.receipt.is_some() {
        return None;
    }
    let partial = report.credential.as_ref().is_some_and(|it| it.partial);
    let partial = if partial { words::partial() } else { words::complete() };
    let entries: Vec<_> = report.nested.iter().collect();
    Some(
        view! {
            <section class="transcript-sheet">
                <p class="hint">{partial}" "{report_words::tally(&report.tally())}</p>
                {tables(&entries)}
            </section>
        }
        .into_any(),
    )
}

/// Some entries of a record by term, without the record.
pub(super) fn tables(entries: &[&Report]) -> Vec<AnyView> {
    let mut terms: Vec<(Option<String>, Vec<&Report>)> = Vec::new();
    for &entry in entries {
        let term = entry.credential.as_ref().and_then(|it| it.term.clone());
        match terms.iter_mut().find(|(known, _)| *known == term) {
            Some((_, entries)) => entries.push(entry),
            None => terms.push((term, vec![entry])),
        }
    }
    // What belongs to no term, such as a diploma, stands last.
    terms.sort_by_key(|(term, entries)| (term.is_none(), began(entries)));
    terms.into_iter().map(|(term, entries)| table(term, &entries)).collect()
}

/// When the first of some entries began, as written: instants of one zone sort as text.
fn began(entries: &[&Report]) -> String {
    let dates = entries.iter().filter_map(|entry| entry.credential.as_ref()?.activity_start_date.clone());
    dates.min().unwrap_or_default()
}

fn table(term: Option<String>, entries: &[&Report]) -> AnyView {
    let title = term.unwrap_or_else(|| words::no_term().to_owned());
    let rows: Vec<_> = entries.iter().map(|entry| row(entry)).collect();
    view! {
        <div class="table" role="region" aria-label=title.clone() tabindex="0">
            <table class="transcript-term">
                <caption>{title.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::code()}</th>
                        <th scope="col">{words::entry()}</th>
                        <th scope="col">{words::result()}</th>
                        <th scope="col">{words::credits()}</th>
                        <th scope="col">{words::check()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(entry: &Report) -> AnyView {
    let credential = entry.credential.clone().unwrap_or_default();
    let name = credential.name.clone().unwrap_or_else(|| report_words::untitled().to_owned());
    let day = credential.awarded_date.as_deref().or(credential.valid_from.as_deref()).map(dates::day);
    let kind = credential.achievement_type.as_deref().map(general::achievement_type);
    let beside: Vec<_> = kind.into_iter().chain(day).collect();
    let beside = (!beside.is_empty()).then(|| view! { " "<span class="hint">{beside.join(" · ")}</span> });
    let credits = headed(words::credits(), credential.credits_earned.clone().unwrap_or_default());
    let code = headed(words::code(), credential.human_code.clone().unwrap_or_default());
    let result = headed(words::result(), results(&credential));
    view! {
        <tr>
            <td>{code}</td>
            <th scope="row">{name}{beside}</th>
            <td>{result}</td>
            <td>{credits}</td>
            <td>{headed(words::check(), report_words::headline_of(entry))}</td>
        </tr>
    }
    .into_any()
}

/// A cell that says what it is where the screen is too narrow for columns; nothing where it is empty.
fn headed(head: &'static str, text: String) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <span class="narrow-head">{head}": "</span>{text} }.into_any())
}

/// The results in one line. What is measured is named where there are several.
fn results(credential: &CredentialSummary) -> String {
    let several = credential.results.len() > 1;
    let said = credential.results.iter().filter_map(|result| {
        let value = result.value.clone().or_else(|| result.status.clone())?;
        Some(match &result.name {
            Some(name) if several => format!("{name}: {value}"),
            _ => value,
        })
    });
    said.collect::<Vec<_>>().join(", ")
}
