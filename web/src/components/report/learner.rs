//! What the learner added to the credentials, kept apart from what issuers signed.

use crypto::record::Entry;
use crypto::verify::Report;
use leptos::prelude::*;

use super::title_of;
use crate::words::content as words;

/// Title, introduction, sections and notes of a presented record.
pub(super) fn learners_words(report: &Report) -> Option<AnyView> {
    let record = report.record.as_ref()?;
    let introduction = record.introduction.clone().map(|text| view! { <p class="introduction">{text}</p> });
    let entry = |entry: &Entry| {
        let title = report.nested.get(entry.position).map(title_of)?;
        let number = words::number(entry.position + 1);
        let note = entry.note.clone().map(|note| view! { <p class="note">{note}</p> });
        Some(view! { <li><p>{title}" "<span class="hint">{number}</span></p>{note}</li> })
    };
    let sections: Vec<_> = record
        .sections
        .iter()
        .map(|section| {
            let heading = section.heading.clone().map(|text| view! { <h4 class="title">{text}</h4> });
            let entries: Vec<_> = section.entries.iter().filter_map(entry).collect();
            view! { <section>{heading}<ol class="entries">{entries}</ol></section> }
        })
        .collect();
    Some(
        view! {
            <aside class="learner" aria-label=words::LEARNER>
                <h3>{words::LEARNER}</h3>
                <p class="hint">{words::LEARNER_SIGNED}</p>
                {introduction}
                {sections}
            </aside>
        }
        .into_any(),
    )
}
