//! `/desk/{slug}/bulk`: an achievement for everybody on a list.

mod check;
mod progress;

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink, Tone};
use crate::components::{capital, notice};
use crate::words::{desk_bulk as words, general};

pub use check::{BulkCheck, BulkColumn, BulkFaultLine, bulk_check};
pub use progress::{BulkCancel, BulkProgress, bulk_cancel, bulk_progress, bulk_status};

/// One file of awards in a list.
#[derive(Clone, Debug, Default)]
pub struct BulkLine {
    /// Its id.
    pub id: String,
    /// What the file was called.
    pub file: String,
    /// What is awarded, by name.
    pub achievement: String,
    /// That by its id.
    pub achievement_id: String,
    /// People who have it.
    pub done: u64,
    /// People who are to get it; 0 before the start.
    pub total: u64,
    /// How far it has come.
    pub state: BulkState,
}

/// How far a file of awards has come.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum BulkState {
    /// Nobody has started it.
    #[default]
    New,
    /// Under way.
    Running,
    /// Stopped for a while.
    Paused,
    /// The achievement is no longer awarded.
    NotPublished,
    /// The achievement was changed.
    Changed,
    /// Something is broken.
    Broken,
    /// Ended.
    Cancelled,
    /// All are awarded.
    Done,
}

/// All files of a desk.
#[derive(Clone, Debug, Default)]
pub struct BulkList {
    /// The institution.
    pub issuer: IssuerLink,
    /// The files, newest first.
    pub lines: Vec<BulkLine>,
}

/// The choice of an achievement, then of a file, which is posted as `file` with `achievement` to
/// `/desk/{slug}/bulk`.
#[derive(Clone, Debug, Default)]
pub struct BulkNew {
    /// The institution.
    pub issuer: IssuerLink,
    /// What can be awarded: id and name.
    pub achievements: Vec<(String, String)>,
    /// What was chosen: id and name.
    pub chosen: Option<(String, String)>,
    /// What was wrong with the file. A sentence.
    pub problem: Option<String>,
}

/// All files of a desk.
pub fn bulk_list(chrome: &Chrome, data: &BulkList) -> String {
    let BulkList { issuer, lines } = data.clone();
    desk_page(chrome, &data.issuer, Section::Bulk, words::title(), false, || {
        let new = format!("/desk/{}/bulk/new", issuer.slug);
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::intro()}</p>
                <p class="row"><a class="button main" href=new>{words::new()}</a></p>
            </header>
            {table(&issuer.slug, lines)}
        }
    })
}

fn table(slug: &str, lines: Vec<BulkLine>) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="empty">{words::none()}</p> }.into_any();
    }
    let heads: Vec<_> =
        words::columns().into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let href = format!("/desk/{slug}/bulk/{}", line.id);
            view! {
                <tr>
                    <th scope="row"><a href=href>{line.file}</a></th>
                    <td class="title">{line.achievement}</td>
                    <td>{words::people(line.done, line.total)}</td>
                    <td>{state(line.state)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::title() tabindex="0">
            <table>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn state(state: BulkState) -> AnyView {
    let (class, text) = match state {
        BulkState::New => ("state", words::state_new()),
        BulkState::Running => ("state", words::state_running()),
        BulkState::Paused => ("state", words::state_paused()),
        BulkState::NotPublished | BulkState::Changed | BulkState::Broken => {
            ("state is-bad", words::state_failed())
        }
        BulkState::Cancelled => ("state is-over", words::state_cancelled()),
        BulkState::Done => ("state is-good", words::state_done()),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

/// The choice of an achievement and of a file.
pub fn bulk_new(chrome: &Chrome, data: &BulkNew) -> String {
    let BulkNew { issuer, achievements, chosen, problem } = data.clone();
    desk_page(chrome, &data.issuer, Section::Bulk, words::new(), false, || {
        let body = match chosen {
            Some((id, name)) => upload(&issuer.slug, &id, &name, problem),
            None => choose(&issuer.slug, achievements),
        };
        view! { <div class="narrow">{body}</div> }
    })
}

fn choose(slug: &str, achievements: Vec<(String, String)>) -> AnyView {
    let list = if achievements.is_empty() {
        let href = format!("/desk/{slug}");
        view! {
            <p class="empty">{words::no_achievements()}</p>
            <p><a class="button" href=href>{words::to_achievements()}</a></p>
        }
        .into_any()
    } else {
        let links: Vec<_> = achievements
            .into_iter()
            .map(|(id, name)| {
                let href = format!("/desk/{slug}/bulk/new?achievement={id}");
                view! { <li><a class="button" href=href>{name}</a></li> }
            })
            .collect();
        view! { <ul class="choices">{links}</ul> }.into_any()
    };
    view! { <h1>{words::choose()}</h1> {list} }.into_any()
}

fn upload(slug: &str, id: &str, name: &str, problem: Option<String>) -> AnyView {
    let action = format!("/desk/{slug}/bulk");
    let template = |kind: &str| format!("/desk/{slug}/bulk/template.{kind}?achievement={id}");
    let other = format!("/desk/{slug}/bulk/new");
    let invalid = problem.is_some().then_some("true");
    let problem =
        problem.map(|text| view! { <p class="field-problem" id="file-problem">{capital(&text)}</p> });
    view! {
        <h1>{words::upload_title()}</h1>
        <p class="lead title">{name.to_owned()}</p>
        <form method="post" action=action enctype="multipart/form-data" class="stack">
            <input type="hidden" name="achievement" value=id.to_owned() />
            <div class="field">
                <label for="file">{words::file()}</label>
                <p class="hint" id="file-hint">{words::file_hint()}</p>
                {problem}
                <input
                    id="file"
                    name="file"
                    type="file"
                    required
                    accept=".csv,.xlsx,.txt,.tsv,text/csv"
                    aria-describedby="file-hint"
                    aria-invalid=invalid
                />
            </div>
            <p class="row">
                <button class="main">{words::upload()}</button>
                <a href=other>{words::other_achievement()}</a>
            </p>
        </form>
        <section>
            <h2>{words::template_title()}</h2>
            <p>{words::template_hint()}</p>
            <p class="row">
                <a class="button" href=template("xlsx")>{words::template_xlsx()}</a>
                <a class="button" href=template("csv")>{words::template_csv()}</a>
            </p>
        </section>
    }
    .into_any()
}

/// A problem above a page's forms.
fn told(problem: Option<String>) -> Option<AnyView> {
    problem.map(|text| notice(&crate::chrome::Notice { tone: Tone::Bad, text }).into_any())
}

/// A form of one button.
fn button(action: String, class: &'static str, text: &'static str) -> AnyView {
    view! { <form method="post" action=action><button class=class>{text}</button></form> }.into_any()
}

/// Back to where nothing happens.
fn back(href: String) -> AnyView {
    view! { <a href=href>{general::cancel()}</a> }.into_any()
}
