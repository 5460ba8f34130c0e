//! `/desk/{slug}/classes` and one class: who is in it, and what was awarded in it.

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use super::{AwardLine, AwardState, award_table};
use crate::chrome::{Chrome, IssuerLink};
use crate::words::{desk_award, desk_classes as words};

/// The classes of a desk.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    /// The institution.
    pub issuer: IssuerLink,
    /// Its classes by name, those that were put away last.
    pub classes: Vec<ClassLine>,
    /// What the class that is chosen here is to be awarded: an achievement's id and name.
    pub award: Option<(String, String)>,
}

/// A class in a list.
#[derive(Clone, Debug, Default)]
pub struct ClassLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its term; may be empty.
    pub term: String,
    /// How many are in it.
    pub pupils: u64,
    /// Whether it was put away.
    pub archived: bool,
}

/// One class. Posts `learner` to `/desk/{slug}/classes/{id}/remove`.
#[derive(Clone, Debug, Default)]
pub struct ClassPage {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class.
    pub class: ClassLine,
    /// Who teaches it.
    pub teachers: Vec<String>,
    /// Who is in it.
    pub pupils: Vec<PupilLine>,
    /// What was awarded in it, newest first.
    pub awards: Vec<AwardLine>,
    /// Whether the viewer may change it.
    pub keeps: bool,
}

/// A learner in a list.
#[derive(Clone, Debug, Default)]
pub struct PupilLine {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their address, if they have one.
    pub email: Option<String>,
    /// The institution's number for them.
    pub number: Option<String>,
    /// Whether they have left.
    pub left: bool,
}

/// The list of classes.
pub fn classes(chrome: &Chrome, data: &Classes) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Classes, words::classes(), false, || {
        let path = format!("/desk/{}", data.issuer.slug);
        let new = data.issuer.rights.award.then(|| {
            view! { <a class="button main" href=format!("{path}/classes/new")>{words::new_class()}</a> }
        });
        let lead = data.award.as_ref().map(|(_, name)| {
            view! { <p class="lead">{words::which_gets(name)}</p> }
        });
        let (away, here): (Vec<_>, Vec<_>) = data.classes.into_iter().partition(|class| class.archived);
        let here = if here.is_empty() {
            view! { <p class="empty">{words::no_classes()}</p> }.into_any()
        } else {
            class_lines(&path, here, data.award.as_ref().map(|(id, _)| id.as_str()))
        };
        let away = (!away.is_empty()).then(|| {
            view! { <section><h2>{words::archived_head()}</h2>{class_lines(&path, away, None)}</section> }
        });
        view! {
            <header class="page-head">
                <h1>{words::classes()}</h1>
                {lead}
                <p class="row">{new}<a href=format!("{path}/learners")>{words::all_learners()}</a></p>
            </header>
            {here}
            {away}
        }
    })
}

/// Classes as lines that lead to them.
///
/// * `award`: an achievement's id, where they lead to awarding that.
pub(super) fn class_lines(desk: &str, classes: Vec<ClassLine>, award: Option<&str>) -> AnyView {
    let lines: Vec<_> = classes
        .into_iter()
        .map(|class| {
            let href = match award {
                Some(achievement) => format!("{desk}/classes/{}/award/{achievement}", class.id),
                None => format!("{desk}/classes/{}", class.id),
            };
            let mut parts = vec![class.term, words::pupils(class.pupils)];
            parts.retain(|part| !part.is_empty());
            view! { <li><a class="title" href=href>{class.name}</a><span class="hint">{parts.join(" · ")}</span></li> }
        })
        .collect();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}

/// One class.
pub fn class_page(chrome: &Chrome, data: &ClassPage) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Classes, &data.class.name, false, || {
        let ClassPage { issuer, class, teachers, pupils, awards, keeps } = data.clone();
        let path = format!("/desk/{}/classes/{}", issuer.slug, class.id);
        let mut facts = vec![class.term.clone(), words::taught_by(&teachers)];
        if class.archived {
            facts.push(words::archived().to_owned());
        }
        facts.retain(|fact| !fact.is_empty());
        let edit = keeps.then(|| view! { <a href=format!("{path}/edit")>{words::edit_class()}</a> });
        let add = keeps.then(|| {
            view! { <p><a class="button" href=format!("{path}/pupils")>{words::add_pupils()}</a></p> }
        });
        let rights = issuer.rights;
        let award = (rights.award && !class.archived && !pupils.is_empty()).then(|| {
            view! { <a class="button main" href=format!("{path}/award")>{desk_award::award_class()}</a> }
        });
        let slips = (rights.award && !awards.is_empty())
            .then(|| view! { <a class="button" href=format!("{path}/slips")>{desk_award::slips()}</a> });
        let counted = awards.iter().filter(|award| !matches!(award.state, AwardState::Revoked { .. }));
        let claimed = counted.clone().filter(|award| award.state == AwardState::Claimed).count();
        let claimed = (!awards.is_empty())
            .then(|| view! { <p class="hint">{words::claimed(claimed, counted.count())}</p> });
        view! {
            <header class="page-head">
                <h1>{class.name.clone()}</h1>
                <p class="lead">{facts.join(" · ")}</p>
                <p class="row">{award}{slips}{edit}</p>
            </header>
            <section>
                <h2>{words::pupils_head()}</h2>
                {pupil_table(&issuer.slug, &class.id, pupils, keeps)}
                {add}
            </section>
            <section id="awards">
                <h2>{words::awards_head()}</h2>
                {claimed}
                {award_table(&issuer.slug, awards, true)}
            </section>
        }
    })
}

fn pupil_table(slug: &str, class: &str, pupils: Vec<PupilLine>, keeps: bool) -> AnyView {
    if pupils.is_empty() {
        return view! { <p class="empty">{words::no_pupils()}</p> }.into_any();
    }
    let [name, email, number] = words::pupil_columns();
    let rows: Vec<_> = pupils
        .into_iter()
        .map(|pupil| {
            let remove = keeps.then(|| {
                let action = format!("/desk/{slug}/classes/{class}/remove");
                let label = words::remove_name(&pupil.name);
                view! {
                    <form method="post" action=action>
                        <input type="hidden" name="learner" value=pupil.id.clone() />
                        <button class="small" aria-label=label>{words::remove()}</button>
                    </form>
                }
            });
            let none = pupil.email.is_none().then(|| view! { <span class="hint">{words::no_email()}</span> });
            view! {
                <tr>
                    <th scope="row">{learner_link(slug, &pupil)}</th>
                    <td>{pupil.email}{none}</td>
                    <td>{pupil.number}</td>
                    <td>{remove}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::pupils_name() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{name}</th>
                        <th scope="col">{email}</th>
                        <th scope="col">{number}</th>
                        <th scope="col"><span class="unseen">{crate::words::desk::actions()}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A learner's name, which leads to them.
pub(super) fn learner_link(slug: &str, pupil: &PupilLine) -> AnyView {
    let href = format!("/desk/{slug}/learners/{}", pupil.id);
    let left = pupil.left.then(|| view! { <span class="hint">{words::left()}</span> });
    view! { <a href=href>{pupil.name.clone()}</a>{left} }.into_any()
}
