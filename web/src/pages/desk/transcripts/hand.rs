//! A transcript made by hand, for one learner.

use leptos::prelude::*;

use super::super::form::form_problem;
use super::super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::plain_field::PlainField;
use crate::components::{Field, long_field};
use crate::words::{desk_transcripts as words, general};

/// A transcript that is being made. Posts `kind` (`complete` or `partial`), `legend`, and for each
/// entry N `achievement-N`, `term-N`, `result-N` and `credits-N` to
/// `/desk/{slug}/learners/{id}/transcript`; with `more` it comes back with another entry.
#[derive(Clone, Debug, Default)]
pub struct HandTranscript {
    /// The institution.
    pub issuer: IssuerLink,
    /// The learner's id,
    pub learner: String,
    /// and name.
    pub name: String,
    /// What this form is called: sent twice, it is signed once.
    pub once: String,
    /// Whether there is a complete one already.
    pub extends: bool,
    /// What there is to choose from: id and name.
    pub achievements: Vec<(String, String)>,
    /// Whether it is to be partial.
    pub partial: bool,
    /// What the grades mean.
    pub legend: String,
    /// What was typed.
    pub entries: Vec<HandEntry>,
    /// What was wrong.
    pub errors: Vec<FieldError>,
}

/// An entry, as typed.
#[derive(Clone, Debug, Default)]
pub struct HandEntry {
    /// The achievement's id; empty: none.
    pub achievement: String,
    /// The term.
    pub term: String,
    /// The result.
    pub result: String,
    /// The credits.
    pub credits: String,
}

/// A transcript that is being made.
pub fn hand_transcript(chrome: &Chrome, data: &HandTranscript) -> String {
    desk_page(chrome, &data.issuer, Section::Transcripts, words::hand(), false, || {
        let base = format!("/desk/{}/learners/{}", data.issuer.slug, data.learner);
        let extends = data.extends.then(|| view! { <p class="notice">{words::hand_extends()}</p> });
        let form = if data.achievements.is_empty() {
            view! { <p class="empty">{words::hand_nothing()}</p> }.into_any()
        } else {
            form(&base, data)
        };
        view! {
            <div class="narrow">
                <header class="page-head">
                    <h1>{words::hand()}</h1>
                    <p class="lead title">{data.name.clone()}</p>
                    <p class="hint">{words::hand_lead()}</p>
                </header>
                {form_problem(&data.errors)}
                {extends}
                {form}
            </div>
        }
    })
}

fn form(base: &str, data: &HandTranscript) -> AnyView {
    let entries: Vec<_> =
        data.entries.iter().enumerate().map(|(place, one)| entry(place, one, data)).collect();
    view! {
        <form method="post" action=format!("{base}/transcript") class="stack">
            <input type="hidden" name="once" value=data.once.clone() />
            <fieldset>
                <legend>{words::kind()}</legend>
                <p class="check">
                    <input type="radio" id="kind-complete" name="kind" value="complete" checked=!data.partial />
                    <label for="kind-complete">{words::complete()}</label>
                </p>
                <p class="check">
                    <input type="radio" id="kind-partial" name="kind" value="partial" checked=data.partial />
                    <label for="kind-partial">{words::partial()}</label>
                </p>
            </fieldset>
            {entries}
            <p><button name="more" value="yes" formnovalidate>{words::more()}</button></p>
            {long_field(Field::text("legend", words::legend()).optional(), &data.legend, 3, &data.errors)}
            <p class="row">
                <button class="main">{words::hand_sign()}</button>
                <a href=base.to_owned()>{general::cancel()}</a>
            </p>
        </form>
    }
    .into_any()
}

fn entry(place: usize, one: &HandEntry, data: &HandTranscript) -> AnyView {
    let mut choices = vec![("", words::choose())];
    choices.extend(data.achievements.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    let errors = &data.errors;
    let name = |field: &str| format!("{field}-{place}");
    let [achievement, term, result, credits] = ["achievement", "term", "result", "credits"].map(name);
    let html = [
        PlainField { name: &achievement, words: words::achievement(), value: &one.achievement, errors }
            .choice(&choices),
        PlainField { name: &term, words: words::term(), value: &one.term, errors }.line("text"),
        PlainField { name: &result, words: words::result(), value: &one.result, errors }.line("text"),
        PlainField { name: &credits, words: words::credits(), value: &one.credits, errors }.line("text"),
    ]
    .concat();
    view! {
        <fieldset class="hand-entry">
            <legend>{words::entry(place + 1)}</legend>
            <div class="hand-fields" inner_html=html></div>
        </fieldset>
    }
    .into_any()
}
