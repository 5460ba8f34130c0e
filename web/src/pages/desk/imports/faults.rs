//! What is wrong with an export: each cell, and what would be right.

use leptos::prelude::*;

use super::{ImportLine, framed, ways};
use crate::chrome::{Chrome, IssuerLink, Notice, Tone};
use crate::components::notice;
use crate::pages::desk::layout::{Section, desk_page};
use crate::words::desk_imports as words;

/// Something wrong, or worth a look.
#[derive(Clone, Debug, Default)]
pub struct ImportFault {
    /// The file; empty where it is the zip.
    pub file: String,
    /// The row; 0 where it is the whole file.
    pub row: u32,
    /// Letters and heading of the column.
    pub column: String,
    /// What is in the cell.
    pub value: String,
    /// What is wrong.
    pub detail: String,
    /// What would be right.
    pub hint: String,
}

/// An export with errors.
#[derive(Clone, Debug, Default)]
pub struct ImportFaults {
    /// The institution.
    pub issuer: IssuerLink,
    /// The export.
    pub line: ImportLine,
    /// How many errors there are.
    pub all_errors: u64,
    /// The first of them.
    pub errors: Vec<ImportFault>,
    /// How many warnings there are.
    pub all_warnings: u64,
    /// The first of them.
    pub warnings: Vec<ImportFault>,
}

/// An export with errors.
pub fn import_faults(chrome: &Chrome, data: &ImportFaults) -> String {
    desk_page(chrome, &data.issuer, Section::Transcripts, &data.line.file.clone(), false, || {
        let slug = &data.issuer.slug;
        let text = words::nothing_imported(data.all_errors);
        view! {
            <header class="page-head"><h1>{data.line.file.clone()}</h1></header>
            {notice(&Notice { tone: Tone::Bad, text })}
            <section>
                <h2>{words::faults_title()}</h2>
                <p>{words::correct()}</p>
                <p>
                    <a href=format!("/desk/{slug}/imports/{}/faults.csv", data.line.id)>{words::faults_csv()}</a>
                </p>
                {list(words::faults_title(), &data.errors, data.all_errors)}
            </section>
            {warnings(&data.warnings, data.all_warnings)}
            {ways(slug, &data.line)}
        }
    })
}

/// What does not hinder.
pub(super) fn warnings(faults: &[ImportFault], all: u64) -> Option<AnyView> {
    (!faults.is_empty()).then(|| {
        view! {
            <section>
                <h2>{words::warnings_title()}</h2>
                <p>{words::warnings_hint()}</p>
                {list(words::warnings_title(), faults, all)}
            </section>
        }
        .into_any()
    })
}

/// Faults as a table, and how many there are beyond it.
pub(super) fn list(name: &'static str, faults: &[ImportFault], all: u64) -> AnyView {
    let rows: Vec<_> = faults
        .iter()
        .map(|fault| {
            let file = if fault.file.is_empty() { words::the_zip().to_owned() } else { fault.file.clone() };
            let row = if fault.row == 0 { words::whole_file().to_owned() } else { fault.row.to_string() };
            view! {
                <tr>
                    <th scope="row">{file}</th>
                    <td>{row}</td>
                    <td>{fault.column.clone()}</td>
                    <td class="import-cell">{fault.value.clone()}</td>
                    <td class="import-told">{fault.detail.clone()}</td>
                    <td class="import-told">{fault.hint.clone()}</td>
                </tr>
            }
        })
        .collect();
    let shown = faults.len();
    let more = (u64::try_from(shown).unwrap_or(u64::MAX) < all)
        .then(|| view! { <p class="hint">{words::first_shown(shown, all)}</p> });
    view! { {framed(name, &words::fault_columns(), rows)} {more} }.into_any()
}
