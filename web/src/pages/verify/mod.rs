//! `/verify`: give whatever you were given, read what is true of it.
//!
//! The page is written whole: without script it is a form and the server's answer; with script
//! the island fills in the parts that are hidden here.

mod form;
mod live;
mod results;

use leptos::prelude::*;

use super::document::{Head, Islands, Preview, document};
use crate::chrome::{Chrome, Notice, Tone};
use crate::components::notice;
use crate::results::{Came, Line};
use crate::words::{dates, verify as words};

/// What the verifying page shows.
#[derive(Clone, Debug, Default)]
pub struct Verify {
    /// The text that was pasted, to be shown again; empty at first and for files.
    pub text: String,
    /// What came of each thing that was sent, once something was.
    pub lines: Vec<Line>,
    /// Why what was sent could not be looked at, such as that it was too large. A sentence.
    pub problem: Option<String>,
}

/// The verifying page.
pub fn verify(chrome: &Chrome, data: &Verify) -> String {
    let head = Head {
        title: words::title().to_owned(),
        preview: Some(Preview {
            title: words::title().to_owned(),
            description: words::lead().to_owned(),
            path: "/verify".to_owned(),
            image: None,
        }),
        islands: Islands::App,
        section: "/verify",
        ..Head::default()
    };
    let worker = chrome.assets.path("worker.js");
    let printed_from = words::printed_from(&format!("{}/verify", chrome.public_url));
    let Verify { text, lines, problem } = data.clone();
    document(chrome, &head, || {
        let problem = problem.map(|text| notice(&Notice { tone: Tone::Bad, text }));
        let result = (!lines.is_empty()).then(|| {
            let checked = words::checked_by_server(&dates::minute(checked_at(&lines)));
            view! {
                <section id="result" aria-labelledby="result-title">
                    <h2 id="result-title" class="unseen">{words::result()}</h2>
                    {results::results_view(&lines, &checked)}
                </section>
            }
        });
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
                {form::who_checks()}
            </header>
            {problem}
            {form::form_view(&text)}
            {live::live_view(worker)}
            {result}
            <p class="on-paper hint">{printed_from}</p>
        }
    })
}

/// When the first of the reports was made, RFC 3339; empty where there is none.
fn checked_at(lines: &[Line]) -> &str {
    let reports = lines.iter().filter_map(|line| match &line.came {
        Came::Checked(found) => found.reports.first(),
        _ => None,
    });
    reports.map(|report| report.checked_at.as_str()).next().unwrap_or_default()
}
