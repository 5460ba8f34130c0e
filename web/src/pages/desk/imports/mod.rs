//! `/desk/{slug}/imports`: exports of a school's system on their way to transcripts.

mod faults;
mod mapping;
mod preview;

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink};
use crate::components::capital;
use crate::words::{dates, desk_imports as words};

pub use faults::{ImportFault, ImportFaults, import_faults};
pub use mapping::{ImportChoice, ImportMapping};
pub use preview::{ImportPreview, ImportSample, import_preview};

/// An export in a list.
#[derive(Clone, Debug, Default)]
pub struct ImportLine {
    /// Its id.
    pub id: String,
    /// What the zip was called.
    pub file: String,
    /// When it came, RFC 3339.
    pub created_at: String,
    /// The release of `OneRoster`; may be empty.
    pub version: String,
    /// How far it has come.
    pub state: ImportState,
    /// What was read is forgotten.
    pub purged: bool,
}

/// How far an export has come.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ImportState {
    /// It can be used.
    #[default]
    New,
    /// There are errors in it.
    Faulty,
    /// Transcripts were made of it.
    Used,
}

/// The exports of a desk, and the form for another: posts `file` and `supplement` to
/// `/desk/{slug}/imports`.
#[derive(Clone, Debug, Default)]
pub struct ImportList {
    /// The institution.
    pub issuer: IssuerLink,
    /// The exports, newest first.
    pub lines: Vec<ImportLine>,
    /// Whether there are samples to try.
    pub samples: bool,
    /// What was wrong with the file. A sentence.
    pub problem: Option<String>,
}

/// The exports of a desk, and the form for another.
pub fn import_list(chrome: &Chrome, data: &ImportList) -> String {
    desk_page(chrome, &data.issuer, Section::Transcripts, words::title(), false, || {
        let slug = &data.issuer.slug;
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::intro()}</p>
            </header>
            <section class="narrow">
                <h2>{words::upload_title()}</h2>
                {upload(slug, data.problem.clone())}
            </section>
            {data.samples.then(|| samples(slug))}
            <section>
                <h2>{words::latest()}</h2>
                {table(slug, &data.lines)}
            </section>
        }
    })
}

fn upload(slug: &str, problem: Option<String>) -> AnyView {
    let invalid = problem.is_some().then_some("true");
    let problem =
        problem.map(|text| view! { <p class="field-problem" id="file-problem">{capital(&text)}</p> });
    let described = if problem.is_some() { "file-hint file-problem" } else { "file-hint" };
    view! {
        <form
            method="post"
            action=format!("/desk/{slug}/imports")
            enctype="multipart/form-data"
            class="stack"
        >
            <div class="field">
                <label for="file">{words::file()}</label>
                <p class="hint" id="file-hint">{words::file_hint()}</p>
                {problem}
                <input
                    id="file"
                    name="file"
                    type="file"
                    required
                    accept=".zip,application/zip"
                    aria-describedby=described
                    aria-invalid=invalid
                />
            </div>
            {supplement_field(true)}
            <p><button class="main">{words::upload()}</button></p>
        </form>
    }
    .into_any()
}

/// The field for a supplement.
fn supplement_field(optional: bool) -> AnyView {
    let mark =
        optional.then(|| view! { " "<span class="optional">{crate::words::general::optional()}</span> });
    view! {
        <div class="field">
            <label for="supplement">{words::supplement()}{mark}</label>
            <p class="hint" id="supplement-hint">{words::supplement_hint()}</p>
            <input
                id="supplement"
                name="supplement"
                type="file"
                required=!optional
                accept=".csv,.xlsx,.txt,.tsv,text/csv"
                aria-describedby="supplement-hint"
            />
        </div>
    }
    .into_any()
}

fn samples(slug: &str) -> AnyView {
    let at = |file: &str| format!("/desk/{slug}/imports/samples/{file}");
    view! {
        <section class="narrow">
            <h2>{words::sample_title()}</h2>
            <p>{words::sample_hint()}</p>
            <p class="row">
                <a class="button" href=at("hedgerow-autumn.zip") download>{words::sample_zip()}</a>
                <a class="button" href=at("hedgerow-supplement.csv") download>{words::sample_supplement()}</a>
                <a class="button" href=at("hedgerow-spring.zip") download>{words::sample_next()}</a>
            </p>
        </section>
    }
    .into_any()
}

fn table(slug: &str, lines: &[ImportLine]) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="empty">{words::none()}</p> }.into_any();
    }
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let href = format!("/desk/{slug}/imports/{}", line.id);
            view! {
                <tr>
                    <th scope="row"><a href=href>{line.file.clone()}</a></th>
                    <td>{dates::minute(&line.created_at)}</td>
                    <td>{line.version.clone()}</td>
                    <td>{state(line.state)}</td>
                </tr>
            }
        })
        .collect();
    framed(words::latest(), &words::columns(), rows)
}

fn state(state: ImportState) -> AnyView {
    let (class, text) = match state {
        ImportState::New => ("state", words::state_new()),
        ImportState::Faulty => ("state is-bad", words::state_faulty()),
        ImportState::Used => ("state is-good", words::state_used()),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

/// A table under its headings, which scrolls where it is too wide.
fn framed(name: &'static str, heads: &[&'static str], rows: Vec<impl IntoView + 'static>) -> AnyView {
    let heads: Vec<_> = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    view! {
        <div class="table" role="region" aria-label=name tabindex="0">
            <table>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What can be done with an export whatever is in it.
fn ways(slug: &str, line: &ImportLine) -> AnyView {
    let base = format!("/desk/{slug}/imports/{}", line.id);
    let discard = (line.state != ImportState::Used).then(|| {
        view! {
            <form method="post" action=format!("{base}/discard")><button>{words::discard()}</button></form>
        }
    });
    view! {
        <div class="row import-ways">
            <a href=format!("{base}/log.csv")>{words::log()}</a>
            <a href=format!("/desk/{slug}/imports")>{words::another()}</a>
            {discard}
        </div>
    }
    .into_any()
}
