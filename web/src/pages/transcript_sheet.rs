//! A learner record as a transcript: a table for each term, as schools hand them in.

use crypto::verify::{CredentialSummary, Report, Verdict};
use leptos::prelude::*;

use crate::words::{dates, general, report as report_words, transcript as words};

/// Credits are added up as whole millionths, so that nothing is lost between.
const MILLION: u64 = 1_000_000;
/// Characters of a code that stands in one line.
const MOST_SHORT: usize = 16;

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
    let several = terms.len() > 1;
    let mut tables: Vec<_> = terms.into_iter().map(|(term, entries)| table(term, &entries)).collect();
    if several && let Some((total, all)) = total(entries) {
        tables.push(view! { <p class="transcript-total">{words::total_of_all(&total, all)}</p> }.into_any());
    }
    tables
}

/// The credits of what stands, and whether that is all that names any; `None` where nothing does, or one of them is no
/// number.
fn total(entries: &[&Report]) -> Option<(String, bool)> {
    let of = |entry: &&Report| entry.credential.as_ref().and_then(|it| it.credits_earned.clone());
    let stands = |entry: &&&Report| entry.outcome != Verdict::Invalid;
    let credits: Vec<_> = entries.iter().filter(stands).filter_map(of).collect();
    let all = credits.len() == entries.iter().filter_map(of).count();
    let millionths: Option<Vec<_>> = credits.iter().map(|text| millionths(text)).collect();
    let sum = millionths.filter(|them| !them.is_empty())?.into_iter().try_fold(0_u64, u64::checked_add)?;
    let text = format!("{}.{:06}", sum / MILLION, sum % MILLION);
    Some((text.trim_end_matches('0').trim_end_matches('.').to_owned(), all))
}

/// A number as it is written in decimal, such as `2.5`.
fn millionths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 6 {
        return None;
    }
    let part: u64 = format!("{part:0<6}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(MILLION)?.checked_add(part)
}

/// When the first of some entries began, as written: instants of one zone sort as text.
fn began(entries: &[&Report]) -> String {
    let dates = entries.iter().filter_map(|entry| entry.credential.as_ref()?.activity_start_date.clone());
    dates.min().unwrap_or_default()
}

fn table(term: Option<String>, entries: &[&Report]) -> AnyView {
    let title = term.unwrap_or_else(|| words::no_term().to_owned());
    let rows: Vec<_> = entries.iter().map(|entry| row(entry)).collect();
    let foot = total(entries).filter(|_| entries.len() > 1).map(|(total, all)| {
        view! {
            <tfoot>
                <tr>
                    <td></td>
                    <th scope="row">{words::total(all)}</th>
                    <td></td>
                    <td>{headed(words::credits(), total)}</td>
                    <td></td>
                </tr>
            </tfoot>
        }
    });
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
                {foot}
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
    let code = credential.human_code.clone().unwrap_or_default();
    let class = if code.chars().count() <= MOST_SHORT { "short-code" } else { "" };
    let code = headed(words::code(), code);
    let result = headed(words::result(), results(&credential));
    view! {
        <tr>
            <td class=class>{code}</td>
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(credits: &str, outcome: Verdict) -> Report {
        let credential = CredentialSummary {
            credits_earned: Some(credits.to_owned()).filter(|it| !it.is_empty()),
            ..CredentialSummary::default()
        };
        Report {
            version: 1,
            outcome,
            checked_at: String::new(),
            checks: Vec::new(),
            credential: Some(credential),
            nested: Vec::new(),
            endorsements: Vec::new(),
            record: None,
            receipt: None,
        }
    }

    fn total_of(credits: &[&str]) -> Option<String> {
        let entries: Vec<_> = credits.iter().map(|it| entry(it, Verdict::Valid)).collect();
        total(&entries.iter().collect::<Vec<_>>()).map(|(total, _)| total)
    }

    #[test]
    fn credits_are_added_up_as_they_are_written() {
        assert_eq!(total_of(&["3", "0.1", "0.2", ""]).as_deref(), Some("3.3"));
        assert_eq!(total_of(&["10.0", "5"]).as_deref(), Some("15"));
        assert_eq!(total_of(&["", ""]), None);
        for odd in
            ["a few", "1e3", "-1", "1.2.3", "0.1234567", "99999999999999999999", "18446744073709551615"]
        {
            assert_eq!(total_of(&["3", odd]), None, "{odd}");
        }
    }

    #[test]
    fn what_does_not_stand_earns_nothing() {
        let [good, bad] = [entry("3", Verdict::Valid), entry("4", Verdict::Invalid)];
        assert_eq!(total(&[&good, &bad]), Some(("3".to_owned(), false)));
        assert_eq!(total(&[&bad]), None);
    }
}
