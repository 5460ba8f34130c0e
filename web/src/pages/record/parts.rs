//! `/wallet/records/{id}/items/{item}/parts`: which entries of a record are shown.

use leptos::prelude::*;

use super::drawn;
use crate::chrome::{Chrome, Notice, Tone};
use crate::components::notice;
use crate::islands::Live;
use crate::pages::document::{Head, Islands, document};
use crate::words::record as words;

const FORM: &str = "record-parts";
const STATE: &str = "record-parts-state";

/// The entries of one credential, to choose from.
#[derive(Clone, Debug, Default)]
pub struct RecordParts {
    /// The record's id,
    pub record: String,
    /// the item's in it,
    pub item: String,
    /// and the name of what the entries are of.
    pub title: String,
    /// The revision of the record that the choice is made from.
    pub revision: i64,
    /// What was wrong with what was chosen. A sentence.
    pub problem: Option<String>,
    /// The entries, in order.
    pub parts: Vec<RecordPart>,
}

/// One entry.
#[derive(Clone, Debug, Default)]
pub struct RecordPart {
    /// Its id; `None` where it can't be shown by itself.
    pub id: Option<String>,
    /// What it is called.
    pub name: String,
    /// Code, result, credits, as far as it has them, and its verdict.
    pub about: Vec<String>,
    /// Its term.
    pub term: Option<String>,
    /// Whether it is shown.
    pub chosen: bool,
}

impl RecordParts {
    /// The entries by their terms, those without one last; each term as often as its entries are.
    fn terms(&self) -> Vec<(Option<&str>, Vec<&RecordPart>)> {
        let mut terms: Vec<(Option<&str>, Vec<&RecordPart>)> = Vec::new();
        for part in &self.parts {
            let term = part.term.as_deref();
            match terms.iter_mut().find(|(known, _)| *known == term) {
                Some((_, parts)) => parts.push(part),
                None => terms.push((term, vec![part])),
            }
        }
        terms.sort_by_key(|(term, _)| term.is_none());
        terms
    }

    /// The ids of the entries of the term at a place among all terms.
    pub fn of_term(&self, place: usize) -> Vec<String> {
        let terms = self.terms();
        let parts = terms.get(place).map(|(_, parts)| parts.as_slice()).unwrap_or_default();
        parts.iter().filter_map(|part| part.id.clone()).collect()
    }
}

/// The page. Every change is saved at once where scripts run, and by the button where they don't.
pub fn record_parts(chrome: &Chrome, data: &RecordParts) -> String {
    let title = words::parts_title(&data.title);
    let head = Head { islands: Islands::Wallet, ..Head::private(title.clone(), "/wallet") };
    let data = data.clone();
    document(chrome, &head, || {
        let problem = data.problem.clone().map(|text| notice(&Notice { tone: Tone::Bad, text }));
        let back = format!("/wallet/records/{}#item-{}", data.record, data.item);
        let action = format!("/wallet/records/{}/items/{}/parts", data.record, data.item);
        let body = if data.parts.is_empty() {
            view! { <p class="empty">{words::parts_empty()}</p> }.into_any()
        } else {
            let live = format!("{action}/chosen");
            let save = data.parts.iter().any(|part| part.id.is_some());
            let save = save.then(|| view! { <button class="main">{words::save_choice()}</button> });
            let whole = data.parts.iter().any(|part| part.id.is_none());
            let whole =
                whole.then(|| view! { <button name="whole" value="1">{words::show_whole()}</button> });
            let terms: Vec<_> =
                data.terms().into_iter().enumerate().map(|(place, term)| fieldset(place, &term)).collect();
            view! {
                // No browser restores what an earlier look at the page had ticked: it would be saved.
                <form id=FORM method="post" action=action autocomplete="off">
                    <p class="row record-parts-head">
                        {save}
                        {whole}
                        <span id=STATE role="status" aria-live="polite">{state(&data)}</span>
                    </p>
                    {terms}
                </form>
                <Live
                    url=live
                    form=FORM.to_owned()
                    target=STATE.to_owned()
                    failed=words::choice_failed().to_owned()
                />
            }
            .into_any()
        };
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href=back>{words::back_to_record()}</a></p>
                <h1 class="title">{title}</h1>
                <p>{words::parts_lead()}</p>
                {problem}
            </header>
            {body}
        }
    })
}

/// What is chosen, as a line, and the revision that it made: the answer to every change.
pub fn record_parts_state(data: &RecordParts) -> String {
    drawn(|| state(data))
}

fn state(data: &RecordParts) -> AnyView {
    let chosen = data.parts.iter().filter(|part| part.chosen).count();
    let text = words::chosen(chosen, data.parts.len());
    view! {
        <input type="hidden" name="revision" value=data.revision.to_string() />
        <span data-said="">{text}</span>
    }
    .into_any()
}

fn fieldset(place: usize, (term, parts): &(Option<&str>, Vec<&RecordPart>)) -> AnyView {
    let term = term.map_or_else(|| words::no_term_parts().to_owned(), str::to_owned);
    let rows: Vec<_> = parts.iter().enumerate().map(|(row, part)| line(place, row, part)).collect();
    view! {
        <fieldset class="record-term">
            <legend>{term.clone()}</legend>
            <p class="row">
                <button class="small" name="all" value=place.to_string() aria-label=words::all_in(&term)>
                    {words::all_of_them()}
                </button>
                <button class="small" name="none" value=place.to_string() aria-label=words::none_in(&term)>
                    {words::none_of_them()}
                </button>
            </p>
            <ul class="record-part-list">{rows}</ul>
        </fieldset>
    }
    .into_any()
}

fn line(place: usize, row: usize, part: &RecordPart) -> AnyView {
    let field = format!("part-{place}-{row}");
    let mut about = part.about.clone();
    if part.id.is_none() {
        about.push(words::part_stuck().to_owned());
    }
    let about = about.join(" · ");
    let stuck = part.id.is_none();
    view! {
        <li>
            <input
                type="checkbox"
                id=field.clone()
                name="part"
                value=part.id.clone().unwrap_or_default()
                checked=part.chosen
                disabled=stuck
            />
            <label for=field>
                <span class="record-part-name">{part.name.clone()}</span>
                <span class="hint">{about}</span>
            </label>
        </li>
    }
    .into_any()
}
