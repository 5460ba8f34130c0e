//! A file that was not started: what its columns hold, and what the dry run found.

use leptos::prelude::*;

use super::{BulkLine, Section, button, desk_page, told};
use crate::chrome::{Chrome, IssuerLink};
use crate::words::desk_bulk as words;

/// A file before the start. Posts `column_N` (a field's id or nothing) and `again` to `…/columns`;
/// `ready` and `partial` to `…/start`.
#[derive(Clone, Debug, Default)]
pub struct BulkCheck {
    /// The institution.
    pub issuer: IssuerLink,
    /// The file.
    pub line: BulkLine,
    /// What to know of how it was read. Sentences.
    pub notes: Vec<String>,
    /// What columns may hold: id and name.
    pub fields: Vec<(String, String)>,
    /// Its columns.
    pub columns: Vec<BulkColumn>,
    /// Whether people who have it get it again.
    pub again: bool,
    /// People who can be awarded.
    pub ready: u64,
    /// Rows with faults.
    pub faulty: u64,
    /// Rows among them about somebody whom an earlier row is about.
    pub repeated: u64,
    /// People left out because they have it.
    pub has_it: u64,
    /// The first faults.
    pub faults: Vec<BulkFaultLine>,
    /// How many there are.
    pub all_faults: usize,
    /// Why the columns tell too little. A sentence.
    pub unreadable: Option<String>,
    /// Why it was not started. A sentence.
    pub problem: Option<String>,
}

/// A column of the file.
#[derive(Clone, Debug, Default)]
pub struct BulkColumn {
    /// The letters over it.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// What is in its first cells.
    pub samples: Vec<String>,
    /// The id of the field that it holds; empty for none.
    pub field: String,
}

/// Something wrong with a cell.
#[derive(Clone, Debug, Default)]
pub struct BulkFaultLine {
    /// The row.
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

/// A file before the start.
pub fn bulk_check(chrome: &Chrome, data: &BulkCheck) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Bulk, &data.line.file.clone(), false, || {
        let base = format!("/desk/{}/bulk/{}", data.issuer.slug, data.line.id);
        let again = format!("/desk/{}/bulk/new?achievement={}", data.issuer.slug, data.line.achievement_id);
        let notes: Vec<_> =
            data.notes.iter().map(|note| view! { <p class="notice">{note.clone()}</p> }).collect();
        view! {
            <header class="page-head">
                <h1>{data.line.file.clone()}</h1>
                <p class="lead title">{data.line.achievement.clone()}</p>
                <p class="hint">{words::nothing_yet()}</p>
            </header>
            {told(data.problem.clone())}
            {notes}
            {found(&base, &data)}
            {faults(&base, &data)}
            {columns(&base, &data)}
            <div class="row">
                <a class="button" href=again>{words::upload_corrected()}</a>
                {button(format!("{base}/discard"), "", words::discard())}
            </div>
        }
    })
}

/// The counts, and the button that awards.
fn found(base: &str, data: &BulkCheck) -> AnyView {
    if let Some(unreadable) = data.unreadable.clone() {
        return view! { <section><h2>{words::found_title()}</h2>{told(Some(unreadable))}</section> }
            .into_any();
    }
    let ready = view! { <li class="state is-good">{words::ready(data.ready)}</li> };
    let faulty = (data.faulty > 0).then(|| {
        let repeated =
            (data.repeated > 0).then(|| view! { <span class="hint">{words::repeated(data.repeated)}</span> });
        view! { <li class="state is-bad">{words::faulty(data.faulty)} {repeated}</li> }
    });
    let has_it =
        (data.has_it > 0).then(|| view! { <li class="state is-over">{words::has_it(data.has_it)}</li> });
    let start = (data.ready > 0).then(|| {
        let partial = (data.all_faults > 0).then(|| {
            view! {
                <p class="check">
                    <input type="checkbox" id="partial" name="partial" required />
                    <label for="partial">{words::partial()}</label>
                </p>
            }
        });
        let action = format!("{base}/start");
        view! {
            <form method="post" action=action class="stack">
                <input type="hidden" name="ready" value=data.ready.to_string() />
                {partial}
                <p><button class="main">{words::award(data.ready)}</button></p>
            </form>
        }
    });
    view! {
        <section>
            <h2>{words::found_title()}</h2>
            <ul class="bulk-counts">{ready}{faulty}{has_it}</ul>
            {start}
        </section>
    }
    .into_any()
}

fn faults(base: &str, data: &BulkCheck) -> Option<AnyView> {
    if data.faults.is_empty() {
        return None;
    }
    let heads: Vec<_> =
        words::fault_columns().into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let rows: Vec<_> = data
        .faults
        .iter()
        .cloned()
        .map(|fault| {
            view! {
                <tr>
                    <th scope="row">{fault.row}</th>
                    <td>{fault.column}</td>
                    <td class="bulk-cell">{fault.value}</td>
                    <td>{fault.detail}</td>
                    <td>{fault.hint}</td>
                </tr>
            }
        })
        .collect();
    let some = (data.all_faults > data.faults.len())
        .then(|| view! { <p class="hint">{words::first_shown(data.faults.len(), data.all_faults)}</p> });
    let csv = format!("{base}/faults.csv");
    Some(
        view! {
            <section>
                <h2>{words::faults_title()}</h2>
                <p>{words::corrected()}</p>
                <p><a href=csv>{words::faults_csv()}</a></p>
                <div class="table" role="region" aria-label=words::faults_title() tabindex="0">
                    <table>
                        <thead><tr>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {some}
            </section>
        }
        .into_any(),
    )
}

fn columns(base: &str, data: &BulkCheck) -> AnyView {
    let heads: Vec<_> =
        words::map_columns().into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let rows: Vec<_> =
        data.columns.iter().enumerate().map(|(place, column)| row(place, column, data)).collect();
    let action = format!("{base}/columns");
    view! {
        <section>
            <h2>{words::map_title()}</h2>
            <p>{words::map_hint()}</p>
            <form method="post" action=action class="stack">
                <div class="table" role="region" aria-label=words::map_title() tabindex="0">
                    <table>
                        <thead><tr>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="check">
                    <input type="checkbox" id="again" name="again" checked=data.again />
                    <label for="again">{words::again()}</label>
                </p>
                <p><button>{words::check_again()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn row(place: usize, column: &BulkColumn, data: &BulkCheck) -> AnyView {
    let name = format!("column_{place}");
    let heading =
        if column.heading.is_empty() { words::no_heading().to_owned() } else { column.heading.clone() };
    let label = format!("{} {heading}", column.letters);
    let options: Vec<_> = data
        .fields
        .iter()
        .cloned()
        .map(|(id, text)| {
            let selected = id == column.field;
            view! { <option value=id selected=selected>{text}</option> }
        })
        .collect();
    let samples: Vec<_> =
        column.samples.iter().cloned().map(|sample| view! { <span>{sample}</span> }).collect();
    view! {
        <tr>
            <th scope="row"><span class="hint">{column.letters.clone()}</span> {heading}</th>
            <td class="bulk-samples">{samples}</td>
            <td>
                <select name=name aria-label=label>
                    <option value="">{words::unused()}</option>
                    {options}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
