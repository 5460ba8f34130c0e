//! What the learner added to the credentials, kept apart from what issuers signed.

use crypto::record::{Entry, Section};
use crypto::verify::Report;
use leptos::prelude::*;

use super::super::node::{line, node, text};
use super::title_of;
use crate::words::{content as words, report as report_words};

/// Title, introduction, sections and notes of a presented record.
pub(super) fn learners_words(report: &Report) -> Option<AnyView> {
    let record = report.record.as_ref()?;
    let introduction = record.introduction.as_ref().map(|said| line("p", "introduction", said));
    let entry = |entry: &Entry| {
        let title = report.nested.get(entry.position).map(title_of)?;
        let number = line("span", "hint", words::number(entry.position + 1));
        let mut parts = vec![node("p", "", vec![text(title), text(" "), number])];
        parts.extend(entry.note.as_ref().map(|note| line("p", "note", note)));
        Some(node("li", "", parts))
    };
    let section = |section: &Section| {
        let heading = section.heading.as_ref().map(|heading| line("h4", "title", heading));
        let entries = node("ol", "entries", section.entries.iter().filter_map(entry).collect());
        node("section", "", heading.into_iter().chain([entries]).collect())
    };
    let mut parts = vec![line("h3", "", words::learner()), line("p", "hint", words::learner_signed())];
    parts.push(line("p", "", report_words::learners_title(&record.title)));
    parts.extend(introduction);
    parts.extend(record.sections.iter().map(section));
    Some(node("aside", "learner", parts))
}
