//! What is in an export, what it means, and what would come of it.

use leptos::prelude::*;

use super::{
    ImportFault, ImportLine, ImportState,
    faults::{list, warnings},
    framed,
    mapping::{ImportMapping, mapping},
    supplement_field, ways,
};
use crate::chrome::{Chrome, IssuerLink, Notice, Tone};
use crate::components::notice;
use crate::pages::desk::layout::{Section, desk_page};
use crate::words::desk_imports as words;

/// Records of one kind.
#[derive(Clone, Debug, Default)]
pub struct ImportSample {
    /// What they are.
    pub name: &'static str,
    /// How many there are.
    pub count: u64,
    /// What is to be known of them; may be empty.
    pub note: String,
    /// Headings.
    pub columns: Vec<&'static str>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
}

/// An export without errors. Posts what `mapping` says to `…/mapping`, `supplement` to `…/supplement`.
#[derive(Clone, Debug, Default)]
pub struct ImportPreview {
    /// The institution.
    pub issuer: IssuerLink,
    /// The export.
    pub line: ImportLine,
    /// What was wrong with the form. A sentence.
    pub problem: Option<String>,
    /// What is to be known of the export. Sentences.
    pub about: Vec<String>,
    /// Its records.
    pub samples: Vec<ImportSample>,
    /// What they mean.
    pub mapping: ImportMapping,
    /// What would come of it, in a sentence; `None` where nothing would.
    pub outcome: Option<String>,
    /// What a person should know. Sentences.
    pub notes: Vec<String>,
    /// What has to be done before anything is issued. Clauses.
    pub needs: Vec<&'static str>,
    /// Whose transcript is shown, and its entries: course, term, results, credits.
    pub example: Option<(String, Vec<Vec<String>>)>,
    /// What the grades mean; may be empty.
    pub legend: String,
    /// What the supplement brought, in a sentence.
    pub supplement: Option<String>,
    /// How many faults are in it,
    pub all_supplement_faults: u64,
    /// and the first of them.
    pub supplement_faults: Vec<ImportFault>,
    /// How many warnings there are,
    pub all_warnings: u64,
    /// and the first of them.
    pub warnings: Vec<ImportFault>,
}

/// An export without errors.
pub fn import_preview(chrome: &Chrome, data: &ImportPreview) -> String {
    desk_page(chrome, &data.issuer, Section::Transcripts, &data.line.file.clone(), false, || {
        let base = format!("/desk/{}/imports/{}", data.issuer.slug, data.line.id);
        let used = data.line.state == ImportState::Used;
        let problem = data.problem.clone().map(|text| notice(&Notice { tone: Tone::Bad, text }).into_any());
        view! {
            <header class="page-head">
                <h1>{data.line.file.clone()}</h1>
                <p class="hint">{words::kept()}</p>
            </header>
            {problem}
            {contents(data)}
            <section>
                <h2>{words::map_title()}</h2>
                <p>{words::map_hint()}</p>
                {mapping(&base, &data.mapping, used)}
            </section>
            {supplement(&base, data, used)}
            {outcome(&base, data)}
            {warnings(&data.warnings, data.all_warnings)}
            {ways(&data.issuer.slug, &data.line)}
        }
    })
}

fn contents(data: &ImportPreview) -> AnyView {
    let about: Vec<_> = data.about.iter().map(|text| view! { <p>{text.clone()}</p> }).collect();
    let samples: Vec<_> = data.samples.iter().map(sample).collect();
    view! {
        <section>
            <h2>{words::preview_title()}</h2>
            {about}
            <div class="import-samples">{samples}</div>
        </section>
    }
    .into_any()
}

fn sample(sample: &ImportSample) -> AnyView {
    let note = (!sample.note.is_empty()).then(|| view! { <p class="hint">{sample.note.clone()}</p> });
    let table = (!sample.rows.is_empty()).then(|| {
        let first = (sample.count > sample.rows.len() as u64)
            .then(|| view! { <p class="hint">{words::first_rows(sample.rows.len())}</p> });
        view! { {first} {framed(sample.name, &sample.columns, rows(&sample.rows))} }
    });
    view! {
        <details class="fold">
            <summary>{sample.name}" "<span class="import-count">{sample.count}</span></summary>
            {note}
            {table}
        </details>
    }
    .into_any()
}

fn rows(rows: &[Vec<String>]) -> Vec<AnyView> {
    rows.iter()
        .map(|cells| {
            let cells: Vec<_> = cells
                .iter()
                .enumerate()
                .map(|(place, cell)| match place {
                    0 => view! { <th scope="row">{cell.clone()}</th> }.into_any(),
                    _ => view! { <td>{cell.clone()}</td> }.into_any(),
                })
                .collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect()
}

fn supplement(base: &str, data: &ImportPreview, used: bool) -> AnyView {
    let brought = data.supplement.clone().map(|text| view! { <p class="notice is-good">{text}</p> });
    let faults = (!data.supplement_faults.is_empty()).then(|| {
        view! {
            <h3>{words::supplement_faults()}</h3>
            {notice(&Notice { tone: Tone::Bad, text: words::supplement_unused().to_owned() })}
            {list(words::supplement_faults(), &data.supplement_faults, data.all_supplement_faults)}
            <p><a href=format!("{base}/faults.csv")>{words::faults_csv()}</a></p>
        }
    });
    let there = data.supplement.is_some() || !data.supplement_faults.is_empty();
    let send = if there { words::replace_supplement() } else { words::add_supplement() };
    let form = (!used).then(|| {
        view! {
            <p>{words::template_hint()}</p>
            <p class="row">
                <a class="button" href=format!("{base}/template.xlsx")>{words::template_xlsx()}</a>
                <a class="button" href=format!("{base}/template.csv")>{words::template_csv()}</a>
            </p>
            <form
                method="post"
                action=format!("{base}/supplement")
                enctype="multipart/form-data"
                class="stack narrow"
            >
                {supplement_field(false)}
                <p><button>{send}</button></p>
            </form>
        }
    });
    view! {
        <section>
            <h2>{words::supplement_title()}</h2>
            {brought}
            {faults}
            {form}
        </section>
    }
    .into_any()
}

fn outcome(base: &str, data: &ImportPreview) -> AnyView {
    let outcome = data.outcome.clone().unwrap_or_else(|| words::nothing().to_owned());
    let notes = (!data.notes.is_empty()).then(|| {
        let notes: Vec<_> = data.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
        view! { <h3>{words::notes_title()}</h3> <ul class="import-notes">{notes}</ul> }
    });
    let example = data.example.clone().map(|(name, entries)| {
        let entries: Vec<Vec<String>> = entries
            .into_iter()
            .map(|cells| {
                let absent = |cell: String| if cell.is_empty() { words::absent().to_owned() } else { cell };
                cells.into_iter().map(absent).collect()
            })
            .collect();
        view! {
            <h3>{words::example(&name)}</h3>
            {framed(words::outcome_title(), &words::example_columns(), rows(&entries))}
        }
    });
    let legend = (!data.legend.is_empty()).then(|| {
        view! { <h3>{words::legend()}</h3> <p class="import-legend">{data.legend.clone()}</p> }
    });
    let go = if data.needs.is_empty() {
        view! {
            <p><a class="button main" href=format!("{base}/plan")>{words::plan()}</a></p>
            <p class="hint">{words::plan_hint()}</p>
        }
        .into_any()
    } else {
        let needs: Vec<_> = data.needs.iter().map(|need| view! { <li>{*need}</li> }).collect();
        view! { <div class="notice is-bad"><p>{words::not_yet()}</p><ul>{needs}</ul></div> }.into_any()
    };
    view! {
        <section>
            <h2>{words::outcome_title()}</h2>
            <p class="lead">{outcome}</p>
            {notes.into_any()}
            {example.into_any()}
            {legend.into_any()}
            {go}
        </section>
    }
    .into_any()
}
