//! `/desk/{slug}/learners/{id}/disclosures`: whom the institution gave a learner's records.

use leptos::prelude::*;

use super::form::{form_problem, hidden};
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, choice, field, long_field};
use crate::pages::disclosures::{DisclosureLine, entry_list};
use crate::words::{dates, disclosures as words, general};

/// What was noted about one learner, and the form that notes.
#[derive(Clone, Debug, Default)]
pub struct LearnerDisclosures {
    /// The institution.
    pub issuer: IssuerLink,
    /// The learner: id,
    pub learner: String,
    /// and name.
    pub name: String,
    /// The latest first.
    pub entries: Vec<DisclosureLine>,
    /// The form, for those who may note.
    pub form: Option<DisclosureForm>,
}

/// The form. Posts to the page itself, `award` for each tick and `corrects` where it corrects.
#[derive(Clone, Debug, Default)]
pub struct DisclosureForm {
    /// The learner's awards: id, name, and whether it is ticked.
    pub awards: Vec<(String, String, bool)>,
    /// `recipient`.
    pub recipient: String,
    /// `what`.
    pub what: String,
    /// `purpose`.
    pub purpose: String,
    /// `ground`.
    pub ground: String,
    /// `given`: a day, or empty.
    pub given: String,
    /// The entry that it corrects: its id, and its day, RFC 3339.
    pub corrects: Option<(String, String)>,
    /// `note`.
    pub note: String,
    /// `mistaken`.
    pub mistaken: bool,
    /// What was wrong.
    pub errors: Vec<FieldError>,
}

/// The page.
pub fn learner_disclosures(chrome: &Chrome, data: &LearnerDisclosures) -> String {
    let title = format!("{}: {}", words::title(), data.name);
    desk_page(chrome, &data.issuer, Section::Classes, &title, false, || {
        let learner = format!("/desk/{}/learners/{}", data.issuer.slug, data.learner);
        let path = format!("{learner}/disclosures");
        let writes = data.form.is_some();
        let correct = |entry: &DisclosureLine| {
            (writes && !entry.corrected).then(|| {
                let href = format!("{path}?corrects={}#note-it", entry.id);
                view! { <p><a href=href>{words::correct()}</a></p> }.into_any()
            })
        };
        let entries = if data.entries.is_empty() {
            view! { <p class="empty">{words::empty()}</p> }.into_any()
        } else {
            view! {
                <p class="row"><a class="button small" href=format!("{path}.csv") download="">{words::download()}</a></p>
                {entry_list(&data.entries, false, correct)}
            }
            .into_any()
        };
        let form = data.form.as_ref().map(|form| note_form(form, &path));
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href=learner>{data.name.clone()}</a></p>
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            <section>
                <h2>{words::log()}</h2>
                {entries}
            </section>
            {form}
        }
    })
}

fn note_form(form: &DisclosureForm, path: &str) -> AnyView {
    let errors = &form.errors;
    let (title, lead) = match &form.corrects {
        Some((_, day)) => (words::correct_form(), words::correct_lead(&dates::day(day))),
        None => (words::form(), words::form_lead().to_owned()),
    };
    let corrects = form.corrects.clone();
    let correcting = corrects.is_some().then(|| {
        view! {
            {field(Field::text("note", words::note()), &form.note, errors)}
            <label class="roll-tick">
                <input type="checkbox" name="mistaken" value="yes" checked=form.mistaken />
                <span>{words::mistaken_label()}</span>
            </label>
        }
        .into_any()
    });
    let cancel = corrects.is_some().then(|| view! { <a href=path.to_owned()>{general::cancel()}</a> });
    let id = hidden(corrects.into_iter().map(|(id, _)| ("corrects".to_owned(), id)).collect());
    // Nothing has to be filled in where nothing was given.
    let text = |name, words| Field { required: correcting.is_none(), ..Field::text(name, words) };
    let grounds = [("", words::choose())].into_iter().chain(words::grounds());
    let grounds = grounds.map(|(name, words)| (name.to_owned(), words.to_owned())).collect();
    let given = Field::text("given", words::given_label()).kind("date").optional();
    let (recipient, purpose) = (text("recipient", words::recipient()), text("purpose", words::purpose()));
    let what = Field::text("what", words::what()).optional();
    let ground = text("ground", words::ground_label());
    view! {
        <section class="narrow" id="note-it">
            <h2>{title}</h2>
            <p>{lead}</p>
            {form_problem(errors)}
            <form method="post" action=path.to_owned() class="stack">
                {id}
                {correcting}
                {field(recipient, &form.recipient, errors)}
                {awards(&form.awards)}
                {long_field(what, &form.what, 2, errors)}
                {field(purpose, &form.purpose, errors)}
                {choice(ground, &form.ground, grounds, errors)}
                {field(given, &form.given, errors)}
                <p class="row"><button class="main">{words::save()}</button>{cancel}</p>
            </form>
        </section>
    }
    .into_any()
}

fn awards(awards: &[(String, String, bool)]) -> Option<AnyView> {
    (!awards.is_empty()).then(|| {
        let ticks: Vec<_> = awards
            .iter()
            .cloned()
            .map(|(id, name, ticked)| {
                view! {
                    <label class="roll-tick">
                        <input type="checkbox" name="award" value=id checked=ticked />
                        <span>{name}</span>
                    </label>
                }
            })
            .collect();
        view! { <fieldset class="ticks"><legend>{words::awards()}</legend>{ticks}</fieldset> }.into_any()
    })
}
