//! `/desk/{slug}/learners…`: whom an institution teaches.

use leptos::prelude::*;

use super::classes::{ClassLine, PupilLine, class_lines, learner_link};
use super::form::{form_problem, hidden};
use super::layout::{Section, desk_page};
use super::{AwardLine, award_table};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, field};
use crate::words::{
    desk_addresses, desk_audit, desk_classes as words, desk_guardian, desk_transcripts as transcript_words,
    disclosures, general,
};

/// The learners of a desk. Posts `search` and `page` to itself.
#[derive(Clone, Debug, Default)]
pub struct Learners {
    /// The institution.
    pub issuer: IssuerLink,
    /// What is searched for.
    pub search: String,
    /// Who was found, by name.
    pub learners: Vec<PupilLine>,
    /// Which page of them this is, from 1.
    pub page: u32,
    /// Whether there is another one.
    pub more: bool,
}

/// One learner.
#[derive(Clone, Debug, Default)]
pub struct LearnerPage {
    /// The institution.
    pub issuer: IssuerLink,
    /// Who it is.
    pub learner: PupilLine,
    /// The classes they are in.
    pub classes: Vec<ClassLine>,
    /// What they were awarded.
    pub awards: Vec<AwardLine>,
    /// Whether the viewer may change what is written about them.
    pub keeps: bool,
    /// Whether the viewer may see whom their records were given.
    pub sees_disclosures: bool,
}

/// The form of a learner. A new one posts to `/desk/{slug}/learners/new`, one who is there to
/// `/desk/{slug}/learners/{id}/edit`.
#[derive(Clone, Debug, Default)]
pub struct LearnerForm {
    /// The institution.
    pub issuer: IssuerLink,
    /// The learner's id; `None`: a new one.
    pub id: Option<String>,
    /// `name`.
    pub name: String,
    /// `email`.
    pub email: String,
    /// `number`.
    pub number: String,
    /// `left`.
    pub left: bool,
    /// What was wrong.
    pub errors: Vec<FieldError>,
}

/// The list of learners.
pub fn learners(chrome: &Chrome, data: &Learners) -> String {
    desk_page(chrome, &data.issuer, Section::Classes, words::learners(), false, || {
        let Learners { issuer, search, learners, page, more } = data.clone();
        let path = format!("/desk/{}", issuer.slug);
        let new = issuer.rights.enrol.then(|| {
            view! { <a class="button main" href=format!("{path}/learners/new")>{words::new_learner()}</a> }
        });
        let addresses = issuer.rights.enrol.then(|| {
            view! { <a href=format!("{path}/addresses")>{desk_addresses::title()}</a> }
        });
        let action = format!("{path}/learners");
        let (label, hint) = words::search();
        let list = match (learners.is_empty(), search.is_empty()) {
            (true, true) => view! { <p class="empty">{words::no_learners()}</p> }.into_any(),
            (true, false) => view! { <p class="empty">{words::nobody_found()}</p> }.into_any(),
            _ => learner_table(&issuer, learners),
        };
        view! {
            <header class="page-head">
                <h1>{words::learners()}</h1>
                <p class="row">{new}<a href=format!("{path}/classes")>{words::classes()}</a>{addresses}</p>
            </header>
            <form method="post" action=action.clone() class="search narrow">
                <div class="field">
                    <label for="search">{label}</label>
                    <p class="hint" id="search-hint">{hint}</p>
                    <input id="search" name="search" type="search" value=search.clone() aria-describedby="search-hint" />
                </div>
                <button>{words::search_button()}</button>
            </form>
            {list}
            {pages(&action, search, page, more)}
        }
    })
}

fn pages(action: &str, search: String, page: u32, more: bool) -> Option<AnyView> {
    if page <= 1 && !more {
        return None;
    }
    let first = (page > 1).then(|| view! { <button name="page" value="1">{words::first_page()}</button> });
    let next = more
        .then(|| view! { <button name="page" value=(page + 1).to_string()>{words::next_page()}</button> });
    let form = view! {
        <form method="post" action=action.to_owned() class="row">
            {hidden(vec![("search".to_owned(), search)])}
            <span class="hint">{words::page(page)}</span>
            {first}
            {next}
        </form>
    };
    Some(form.into_any())
}

fn learner_table(issuer: &IssuerLink, learners: Vec<PupilLine>) -> AnyView {
    let [name, email, number] = words::pupil_columns();
    let (slug, keeps) = (&issuer.slug, issuer.rights.enrol);
    let rows: Vec<_> = learners
        .into_iter()
        .map(|learner| {
            let none =
                learner.email.is_none().then(|| view! { <span class="hint">{words::without_email()}</span> });
            let guardians = keeps.then(|| {
                let href = format!("/desk/{slug}/learners/{}/guardians", learner.id);
                let label = desk_guardian::way_of(&learner.name);
                view! { <td><a href=href aria-label=label>{desk_guardian::way()}</a></td> }
            });
            view! {
                <tr>
                    <th scope="row">{learner_link(slug, &learner)}</th>
                    <td>{learner.email}{none}</td>
                    <td>{learner.number}</td>
                    {guardians}
                </tr>
            }
        })
        .collect();
    let guardians = keeps.then(|| view! { <th scope="col">{desk_guardian::way()}</th> });
    view! {
        <div class="table" role="region" aria-label=words::learners() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{name}</th>
                        <th scope="col">{email}</th>
                        <th scope="col">{number}</th>
                        {guardians}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One learner.
pub fn learner_page(chrome: &Chrome, data: &LearnerPage) -> String {
    desk_page(chrome, &data.issuer, Section::Classes, &data.learner.name, false, || {
        let LearnerPage { issuer, learner, classes, awards, keeps, sees_disclosures } = data.clone();
        let path = format!("/desk/{}", issuer.slug);
        let mut facts = vec![learner.email.unwrap_or_else(|| words::without_email().to_owned())];
        facts.extend(learner.number.as_deref().map(words::number));
        facts.extend(learner.left.then(|| words::left().to_owned()));
        let edit = keeps.then(|| {
            let href = format!("{path}/learners/{}/edit", learner.id);
            view! { <a class="button" href=href>{words::edit_learner_label()}</a> }
        });
        let transcript = (keeps && issuer.rights.enrol).then(|| {
            let href = format!("{path}/learners/{}/transcript", learner.id);
            view! { <a class="button" href=href>{transcript_words::hand_way()}</a> }
        });
        let given = sees_disclosures.then(|| {
            let href = format!("{path}/learners/{}/disclosures", learner.id);
            view! { <a class="button" href=href>{disclosures::title()}</a> }
        });
        let guardians = issuer.rights.enrol.then(|| {
            let href = format!("{path}/learners/{}/guardians", learner.id);
            view! { <a class="button" href=href>{desk_guardian::way()}</a> }
        });
        let kept = issuer.rights.enrol.then(|| {
            let href = format!("{path}/learners/{}/data", learner.id);
            view! { <a class="button" href=href>{desk_audit::person()}</a> }
        });
        let classes = if classes.is_empty() {
            view! { <p class="empty">{words::in_no_class()}</p> }.into_any()
        } else {
            class_lines(&path, classes, None)
        };
        view! {
            <header class="page-head">
                <h1>{learner.name}</h1>
                <p class="lead">{facts.join(" · ")}</p>
                <p class="row">{edit}{transcript}{given}{guardians}{kept}</p>
            </header>
            <section>
                <h2>{words::learners_classes()}</h2>
                {classes}
            </section>
            <section>
                <h2>{words::learners_awards()}</h2>
                {award_table(&issuer.slug, awards, true)}
            </section>
        }
    })
}

/// The form of a learner.
pub fn learner_form(chrome: &Chrome, data: &LearnerForm) -> String {
    let title = match &data.id {
        Some(_) => words::edit_learner(&data.name),
        None => words::new_learner().to_owned(),
    };
    desk_page(chrome, &data.issuer, Section::Classes, &title, false, || {
        let LearnerForm { issuer, id, name, email, number, left, errors } = data.clone();
        let learners = format!("/desk/{}/learners", issuer.slug);
        let (back, button) = match &id {
            Some(id) => (format!("{learners}/{id}"), words::save()),
            None => (learners.clone(), words::enrol()),
        };
        let action = if id.is_some() { format!("{back}/edit") } else { format!("{learners}/new") };
        let left = id.is_some().then(|| {
            view! {
                <label class="roll-tick">
                    <input type="checkbox" name="left" value="yes" checked=left />
                    <span>{words::learner_left()}</span>
                </label>
            }
        });
        view! {
            <div class="narrow">
                <h1>{title.clone()}</h1>
                {form_problem(&errors)}
                <form method="post" action=action class="stack">
                    {field(Field::text("name", words::learner_name()), &name, &errors)}
                    {field(Field::text("email", words::learner_email()).optional().kind("email"), &email, &errors)}
                    {field(Field::text("number", words::learner_number()).optional(), &number, &errors)}
                    {left}
                    <p class="row"><button class="main">{button}</button><a href=back>{general::cancel()}</a></p>
                </form>
            </div>
        }
    })
}
