//! What an import would do to transcripts, before anything is signed.

use leptos::prelude::*;

use super::super::form::form_problem;
use super::super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, field};
use crate::words::desk_transcripts as words;

/// What an import would do. Posts `merge` (a `sourcedId`, for each), `withdraw`, `approval`,
/// `release` and `seen` to `…/imports/{id}/start`.
#[derive(Clone, Debug, Default)]
pub struct TranscriptPlan {
    /// The institution.
    pub issuer: IssuerLink,
    /// The import's id.
    pub import: String,
    /// The batch that it was started as, if it was.
    pub started: Option<String>,
    /// What the file is called.
    pub file: String,
    /// Learners who get their first transcript,
    pub new: usize,
    /// one with more in it,
    pub extended: usize,
    /// one that is corrected,
    pub corrected: usize,
    /// or keep theirs.
    pub unchanged: usize,
    /// Learners who have left.
    pub gone: usize,
    /// Entries added,
    pub added: usize,
    /// changed,
    pub changed: usize,
    /// and withdrawn,
    pub withdrawn: usize,
    /// of so many that stand.
    pub standing: usize,
    /// Whether it takes more back than it should without a thought.
    pub takes_back_much: bool,
    /// Learners who have another name since.
    pub renamed: usize,
    /// Learners whom no letter reaches.
    pub without_letter: usize,
    /// Stands for all of this; given back when it is started.
    pub digest: String,
    /// What somebody has to decide.
    pub questions: Vec<TranscriptQuestion>,
    /// What changes, corrections first; perhaps not all.
    pub changes: Vec<TranscriptChange>,
    /// What was typed: those to be merged,
    pub merged: Vec<String>,
    /// whether a second person is to approve,
    pub approval: bool,
    /// whether to take back much,
    pub withdraw: bool,
    /// and the day.
    pub release: String,
    /// What was wrong.
    pub errors: Vec<FieldError>,
}

/// A learner about whom somebody has to decide.
#[derive(Clone, Debug, Default)]
pub struct TranscriptQuestion {
    /// `sourcedId`.
    pub sourced_id: String,
    /// The name.
    pub name: String,
    /// What. A sentence.
    pub text: String,
    /// Whether it can be decided here.
    pub mergeable: bool,
}

/// What changes in a transcript.
#[derive(Clone, Debug, Default)]
pub struct TranscriptChange {
    /// Whose.
    pub name: String,
    /// Entry, what it says until now, and from now on: words.
    pub entries: Vec<[String; 3]>,
}

impl TranscriptPlan {
    fn signed(&self) -> usize {
        self.new + self.extended + self.corrected
    }
}

/// What an import would do.
pub fn transcript_plan(chrome: &Chrome, data: &TranscriptPlan) -> String {
    desk_page(chrome, &data.issuer, Section::Transcripts, words::plan(), false, || {
        let base = format!("/desk/{}/imports/{}", data.issuer.slug, data.import);
        let batch = data.started.as_ref().map(|id| format!("/desk/{}/transcripts/{id}", data.issuer.slug));
        let (lead, start) = if let Some(batch) = batch {
            (
                words::started(),
                view! { <p><a class="button" href=batch>{words::see_batch()}</a></p> }.into_any(),
            )
        } else {
            (words::plan_lead(), start_or_nothing(&base, data))
        };
        view! {
            <header class="page-head">
                <h1>{words::plan()}</h1>
                <p class="lead title">{data.file.clone()}</p>
                <p class="hint">{lead}</p>
            </header>
            {form_problem(&data.errors)}
            {counts(data)}
            {start}
            {changes(data)}
            <p><a href=base>{words::back_to_import()}</a></p>
        }
    })
}

fn start_or_nothing(base: &str, data: &TranscriptPlan) -> AnyView {
    if data.signed() == 0 && data.questions.is_empty() {
        return view! { <p class="notice">{words::nothing()}</p> }.into_any();
    }
    start(base, data)
}

fn counts(data: &TranscriptPlan) -> AnyView {
    let one = |number: usize, text: &'static str, class: &'static str| {
        (number > 0).then(|| {
            view! { <li class=class><strong class="plan-number">{number}</strong>" "{text}</li> }
        })
    };
    let extended = (data.extended > 0).then(|| view! { <p class="hint">{words::extended_hint()}</p> });
    let corrected = (data.corrected > 0).then(|| view! { <p class="hint">{words::corrected_hint()}</p> });
    let hint = |number: usize, text: fn(usize) -> String| {
        (number > 0).then(|| view! { <p class="hint">{text(number)}</p> })
    };
    view! {
        <ul class="plan-counts">
            {one(data.new, words::new(), "state is-good")}
            {one(data.extended, words::extended(), "state is-good")}
            {one(data.corrected, words::corrected(), "state")}
            {one(data.unchanged, words::unchanged(), "state is-over")}
            {one(data.questions.len(), words::questions(), "state is-bad")}
        </ul>
        <p>{words::entries(data.added, data.changed, data.withdrawn)}</p>
        {extended}
        {corrected}
        {hint(data.renamed, words::renamed)}
        {hint(data.without_letter, words::without_letter)}
        {hint(data.gone, words::gone)}
    }
    .into_any()
}

fn start(base: &str, data: &TranscriptPlan) -> AnyView {
    let questions = (!data.questions.is_empty()).then(|| {
        let lines: Vec<_> =
            data.questions.iter().enumerate().map(|(place, one)| question(place, one, data)).collect();
        view! {
            <fieldset>
                <legend>{words::ask()}</legend>
                <p class="hint">{words::ask_hint()}</p>
                <ul class="plan-questions">{lines}</ul>
            </fieldset>
        }
    });
    let withdraw = data.takes_back_much.then(|| {
        view! {
            <div class="notice is-bad">
                <p>{words::takes_back(data.changed, data.withdrawn, data.standing)}</p>
                <p class="check">
                    <input type="checkbox" id="withdraw" name="withdraw" value="yes" required checked=data.withdraw />
                    <label for="withdraw">{words::take_back()}</label>
                </p>
            </div>
        }
    });
    view! {
        <form method="post" action=format!("{base}/start") class="stack">
            <h2>{words::start()}</h2>
            <input type="hidden" name="seen" value=data.digest.clone() />
            {questions}
            {withdraw}
            <p class="check">
                <input type="checkbox" id="approval" name="approval" value="yes" checked=data.approval />
                <label for="approval">{words::approval()}</label>
            </p>
            {field(Field::text("release", words::release_label()).kind("date").optional(), &data.release, &data.errors)}
            <p><button class="main">{words::sign(data.signed())}</button></p>
        </form>
    }
    .into_any()
}

fn question(place: usize, one: &TranscriptQuestion, data: &TranscriptPlan) -> AnyView {
    let decision = one.mergeable.then(|| {
        let id = format!("merge-{place}");
        let checked = data.merged.contains(&one.sourced_id);
        view! {
            <p class="check">
                <input type="checkbox" id=id.clone() name="merge" value=one.sourced_id.clone() checked=checked />
                <label for=id>{words::merge()}</label>
            </p>
        }
    });
    view! {
        <li>
            <p><strong>{one.name.clone()}</strong>" "<span class="hint">{one.sourced_id.clone()}</span></p>
            <p>{one.text.clone()}</p>
            {decision}
        </li>
    }
    .into_any()
}

fn changes(data: &TranscriptPlan) -> Option<AnyView> {
    if data.changes.is_empty() {
        return None;
    }
    let rows: Vec<_> = data.changes.iter().flat_map(rows).collect();
    let more = (data.changes.len() < data.signed())
        .then(|| view! { <p class="hint">{words::shown(data.changes.len())}</p> });
    Some(
        view! {
            <section>
                <h2>{words::changes()}</h2>
                {more}
                <div class="table" role="region" aria-label=words::changes() tabindex="0">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words::who()}</th>
                                <th scope="col">{words::what()}</th>
                                <th scope="col">{words::before()}</th>
                                <th scope="col">{words::after()}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn rows(change: &TranscriptChange) -> Vec<AnyView> {
    let entries = change.entries.iter().enumerate().map(|(place, [what, before, after])| {
        let name = if place == 0 { change.name.clone() } else { String::new() };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{what.clone()}</td>
                <td>{before.clone()}</td>
                <td>{after.clone()}</td>
            </tr>
        }
        .into_any()
    });
    entries.collect()
}
