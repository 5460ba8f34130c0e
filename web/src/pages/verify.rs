//! `/verify`: paste or drop a credential, read what is true of it.

use crypto::verify::Report;
use leptos::prelude::*;

use super::document::{Head, Preview, document};
use crate::chrome::{Chrome, Notice, Tone};
use crate::components::{notice, report_view};
use crate::islands::Verifier;
use crate::words::{dates, verify as words};

/// What the verifying page shows.
#[derive(Clone, Debug, Default)]
pub struct Verify {
    /// The text that was pasted, to be shown again; empty at first and for files.
    pub text: String,
    /// The report on what was sent, once something was.
    pub report: Option<Report>,
    /// Why what was sent could not be looked at, such as that it was too large. A sentence.
    pub problem: Option<String>,
}

/// The verifying page.
pub fn verify(chrome: &Chrome, data: &Verify) -> String {
    let head = Head {
        title: words::TITLE.to_owned(),
        preview: Some(Preview {
            title: words::TITLE.to_owned(),
            description: words::LEAD.to_owned(),
            path: "/verify".to_owned(),
            image: None,
        }),
        islands: true,
        section: "/verify",
        ..Head::default()
    };
    let worker = chrome.assets.path("worker.js");
    let Verify { text, report, problem } = data.clone();
    document(chrome, &head, || {
        let problem = problem.map(|text| notice(&Notice { tone: Tone::Bad, text }));
        let report = report.map(|report| {
            let checked = words::checked_by_server(&dates::minute(&report.checked_at));
            view! {
                <section id="result" aria-labelledby="result-title">
                    <h2 id="result-title" class="unseen">{words::RESULT}</h2>
                    {report_view(&report, None, Some(checked), false)}
                </section>
            }
        });
        view! {
            <header class="page-head">
                <h1>{words::TITLE}</h1>
                <p class="lead">{words::LEAD}</p>
            </header>
            {problem}
            <Verifier text=text worker=worker />
            {report}
        }
    })
}
