//! Transcripts at the desk: what was signed from imports, what an import would do, and one made by
//! hand.

pub(in crate::pages) mod batch;
pub(in crate::pages) mod hand;
pub(in crate::pages) mod plan;

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink};
use crate::words::{dates, desk_transcripts as words};

/// What was signed from imports.
#[derive(Clone, Debug, Default)]
pub struct Transcripts {
    /// The institution.
    pub issuer: IssuerLink,
    /// Newest first.
    pub batches: Vec<BatchLine>,
}

/// A batch in a list.
#[derive(Clone, Debug, Default)]
pub struct BatchLine {
    /// Its id.
    pub id: String,
    /// The file that it came from.
    pub title: String,
    /// When it was started, RFC 3339.
    pub created_at: String,
    /// How far it is.
    pub state: BatchState,
    /// How many transcripts are signed,
    pub done: u64,
    /// of how many.
    pub total: u64,
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum BatchState {
    /// It waits for a second person.
    Approval,
    /// It waits for its day.
    Scheduled,
    /// It is worked on.
    #[default]
    Running,
    /// It has stopped.
    Failed,
    /// All is signed.
    Done,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
    /// It was never begun.
    Cancelled,
}

impl BatchState {
    /// Style class and words.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Approval => ("state", words::state_approval()),
            Self::Scheduled => ("state", words::state_scheduled()),
            Self::Running => ("state", words::state_running()),
            Self::Failed => ("state is-bad", words::state_failed()),
            Self::Done => ("state is-good", words::state_done()),
            Self::Undoing => ("state", words::state_undoing()),
            Self::Undone => ("state is-over", words::state_undone()),
            Self::Cancelled => ("state is-over", words::state_cancelled()),
        }
    }

    fn view(self) -> AnyView {
        let (class, text) = self.words();
        view! { <span class=class>{text}</span> }.into_any()
    }
}

/// What was signed from imports.
pub fn transcripts(chrome: &Chrome, data: &Transcripts) -> String {
    desk_page(chrome, &data.issuer, Section::Transcripts, words::title(), false, || {
        let slug = &data.issuer.slug;
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            <p class="row">
                <a class="button main" href=format!("/desk/{slug}/imports")>{words::import()}</a>
                <a class="button" href=format!("/desk/{slug}/learners")>{words::learners()}</a>
            </p>
            <section>
                <h2>{words::batches()}</h2>
                {lines(data)}
            </section>
        }
    })
}

fn lines(data: &Transcripts) -> AnyView {
    if data.batches.is_empty() {
        return view! { <p class="empty">{words::none()}</p> }.into_any();
    }
    let rows: Vec<_> = data
        .batches
        .iter()
        .map(|line| {
            let href = format!("/desk/{}/transcripts/{}", data.issuer.slug, line.id);
            view! {
                <tr>
                    <th scope="row"><a href=href>{line.title.clone()}</a></th>
                    <td>{dates::day(&line.created_at)}</td>
                    <td>{words::progress(line.done, line.total)}</td>
                    <td>{line.state.view()}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::batches() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::file()}</th>
                        <th scope="col">{words::when()}</th>
                        <th scope="col">{words::signed()}</th>
                        <th scope="col">{words::state()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
