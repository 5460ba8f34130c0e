//! `/wallet/disclosures`: whom institutions gave a learner's records. The desk shows the same entries.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::Chrome;
use crate::words::{dates, disclosures as words, wallet};

/// What the learner reads.
#[derive(Clone, Debug, Default)]
pub struct Disclosures {
    /// The latest first.
    pub entries: Vec<DisclosureLine>,
}

/// An entry.
#[derive(Clone, Debug, Default)]
pub struct DisclosureLine {
    /// Its id.
    pub id: String,
    /// What it says.
    pub kind: DisclosureKind,
    /// Which institution.
    pub issuer: String,
    /// Whose records.
    pub learner: String,
    /// To whom.
    pub recipient: String,
    /// Which awards, by name.
    pub awards: Vec<String>,
    /// What besides; may be empty.
    pub what: String,
    /// For what.
    pub purpose: String,
    /// On what ground, by its name.
    pub ground: String,
    /// When it was given, RFC 3339.
    pub given_at: String,
    /// When it was noted, RFC 3339.
    pub noted_at: String,
    /// Who noted it; empty for learners.
    pub by: String,
    /// The entry whose place it takes.
    pub corrects: Option<String>,
    /// What was wrong with that one.
    pub note: String,
    /// Whether a later one takes its place.
    pub corrected: bool,
}

/// What an entry says.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum DisclosureKind {
    /// Records were given to somebody.
    #[default]
    Given,
    /// The institution's own staff took a copy.
    Downloaded,
    /// Nothing was given.
    Mistaken,
}

/// The page.
pub fn disclosures(chrome: &Chrome, data: &Disclosures) -> String {
    let Disclosures { entries } = data.clone();
    document(chrome, &Head::private(words::mine(), "/wallet"), || {
        let list = if entries.is_empty() {
            view! { <p class="empty">{words::mine_empty()}</p> }.into_any()
        } else {
            entry_list(&entries, true, |_| None)
        };
        view! {
            <p class="eyebrow"><a href="/wallet">{wallet::back()}</a></p>
            <header class="page-head">
                <h1>{words::mine()}</h1>
                <p class="lead">{words::mine_lead()}</p>
            </header>
            {list}
        }
    })
}

/// Entries, one under the other.
///
/// * `whose`: whether to say whose records they are, and of which institution.
/// * `action`: what can be done about one.
pub(super) fn entry_list(
    entries: &[DisclosureLine],
    whose: bool,
    action: impl Fn(&DisclosureLine) -> Option<AnyView>,
) -> AnyView {
    let items: Vec<_> = entries.iter().map(|entry| one(entry, whose, action(entry))).collect();
    view! { <ol class="disclosures">{items}</ol> }.into_any()
}

fn one(entry: &DisclosureLine, whose: bool, action: Option<AnyView>) -> AnyView {
    let day = dates::day(&entry.given_at);
    let title = match entry.kind {
        DisclosureKind::Given => words::given(&entry.recipient, &day),
        DisclosureKind::Downloaded => words::downloaded(&day),
        DisclosureKind::Mistaken => words::mistaken(&day),
    };
    let mut what = entry.awards.clone();
    what.extend(Some(entry.what.clone()).filter(|text| !text.is_empty()));
    let facts = [
        (words::fact_what(), what.join(", ")),
        (words::fact_purpose(), entry.purpose.clone()),
        (words::fact_ground(), words::ground(&entry.ground).to_owned()),
        (words::fact_note(), entry.note.clone()),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| view! { <dt>{name}</dt><dd class="lines-kept">{text}</dd> })
        .collect();
    let facts = (!facts.is_empty()).then(|| view! { <dl class="desk-facts">{facts}</dl> });
    let corrected =
        entry.corrected.then(|| view! { <p class="state is-over disclosure-over">{words::corrected()}</p> });
    let corrects = entry.corrects.clone().map(|id| {
        view! { <p class="hint"><a href=format!("#entry-{id}")>{words::corrects()}</a></p> }
    });
    let class = if entry.corrected { "disclosure is-corrected" } else { "disclosure" };
    let whose = whose.then(|| view! { <p>{words::whose(&entry.learner, &entry.issuer)}</p> });
    view! {
        <li class=class id=format!("entry-{}", entry.id)>
            <h3>{title}</h3>
            {corrected}
            {whose}
            {corrects}
            {facts}
            <p class="hint">{words::noted(&entry.by, &entry.noted_at)}</p>
            {action}
        </li>
    }
    .into_any()
}
