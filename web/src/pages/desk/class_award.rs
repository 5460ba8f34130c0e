//! `/desk/{slug}/classes/{id}/award…`: one achievement for a class: what, who, sure?, done.

use leptos::prelude::*;

use super::AchievementLine;
use super::classes::{ClassLine, PupilLine};
use super::form::{form_problem, hidden};
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::badge::{Badge, badge};
use crate::components::{Field, capital, field};
use crate::words::{desk_award as words, desk_classes, general};

/// Which achievement?
#[derive(Clone, Debug, Default)]
pub struct ClassAwardChoice {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class.
    pub class: ClassLine,
    /// What is published.
    pub achievements: Vec<AchievementLine>,
}

/// Who gets it. Posts to `/desk/{slug}/classes/{id}/award/{achievement}`: `pupil` for each who is
/// ticked, `again` for those who have it already, `note-ID`, `rN-ID`, `term`, `once` and `step`.
#[derive(Clone, Debug, Default)]
pub struct ClassAwardForm {
    /// What is awarded, in which class.
    pub about: ClassAwardAbout,
    /// `term`.
    pub term: String,
    /// The results that an award of it may have.
    pub columns: Vec<ResultColumn>,
    /// Who is in the class.
    pub pupils: Vec<AwardPupil>,
    /// What was wrong.
    pub errors: Vec<FieldError>,
}

/// What is awarded, in which class.
#[derive(Clone, Debug, Default)]
pub struct ClassAwardAbout {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class.
    pub class: ClassLine,
    /// The achievement's id.
    pub achievement: String,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub badge: Badge,
    /// `once`: the form's own id, so that it awards once.
    pub once: String,
}

/// A result that an award may have.
#[derive(Clone, Debug, Default)]
pub struct ResultColumn {
    /// What is measured.
    pub name: String,
    /// How it is said.
    pub kind: ResultKind,
}

/// How a result is said.
#[derive(Clone, Debug, Default)]
pub enum ResultKind {
    /// In a line of text.
    #[default]
    Text,
    /// As a number from a least to a greatest value, where there are such.
    Number(Option<String>, Option<String>),
    /// As one of these: pairs of value and words.
    Choice(Vec<(String, String)>),
}

/// A pupil on the form.
#[derive(Clone, Debug, Default)]
pub struct AwardPupil {
    /// Who.
    pub pupil: PupilLine,
    /// Whether they get it.
    pub ticked: bool,
    /// Whether they have it already.
    pub has_it: bool,
    /// The note as typed.
    pub note: String,
    /// The results as typed, in the order of the columns.
    pub results: Vec<String>,
    /// What was wrong.
    pub problem: Option<String>,
}

/// Sure? Posts what the form before it did.
#[derive(Clone, Debug, Default)]
pub struct ClassAwardCheck {
    /// What is awarded, in which class.
    pub about: ClassAwardAbout,
    /// What was typed: pairs of name and value.
    pub typed: Vec<(String, String)>,
    /// Who gets it, and what stands on their certificate besides.
    pub pupils: Vec<(PupilLine, Vec<String>)>,
}

/// Done.
#[derive(Clone, Debug, Default)]
pub struct ClassAwardDone {
    /// What was awarded, in which class.
    pub about: ClassAwardAbout,
    /// Who was sent a letter: name and address.
    pub letters: Vec<(String, String)>,
    /// Who needs a slip.
    pub slips: Vec<String>,
}

/// Which achievement?
pub fn class_award_choice(chrome: &Chrome, data: &ClassAwardChoice) -> String {
    desk_page(chrome, &data.issuer, Section::Classes, words::choose_title(), false, || {
        let ClassAwardChoice { issuer, class, achievements } = data.clone();
        let path = format!("/desk/{}/classes/{}", issuer.slug, class.id);
        let list = if achievements.is_empty() {
            view! { <p class="empty">{words::nothing_to_award()}</p> }.into_any()
        } else {
            let cards: Vec<_> = achievements.into_iter().map(|line| achievement_card(&path, line)).collect();
            view! { <ul class="cards">{cards}</ul> }.into_any()
        };
        view! {
            <p class="eyebrow"><a href=path>{class.name}</a></p>
            <h1>{words::choose_title()}</h1>
            {list}
        }
    })
}

fn achievement_card(path: &str, line: AchievementLine) -> AnyView {
    let href = format!("{path}/award/{}", line.id);
    let kind = general::achievement_type(&line.achievement_type);
    view! {
        <li>
            <article class="card">
                {badge(&line.badge, "badge-medium")}
                <div class="card-text">
                    <p class="eyebrow">{kind}</p>
                    <h2 class="title"><a href=href>{line.name}</a></h2>
                </div>
            </article>
        </li>
    }
    .into_any()
}

impl ClassAwardAbout {
    fn class_path(&self) -> String {
        format!("/desk/{}/classes/{}", self.issuer.slug, self.class.id)
    }

    fn action(&self) -> String {
        format!("{}/award/{}", self.class_path(), self.achievement)
    }

    fn head(&self, title: String, lead: String) -> AnyView {
        let class = self.class.name.clone();
        view! {
            <p class="eyebrow"><a href=self.class_path()>{class}</a></p>
            <header class="award-head">
                {badge(&self.badge, "badge-medium")}
                <div>
                    <h1>{title}</h1>
                    <p class="lead">{lead}</p>
                </div>
            </header>
        }
        .into_any()
    }
}

/// Who gets it.
pub fn class_award_form(chrome: &Chrome, data: &ClassAwardForm) -> String {
    let title = words::award_title(&data.about.name);
    desk_page(chrome, &data.about.issuer, Section::Classes, &title, false, || {
        let ClassAwardForm { about, term, columns, pupils, errors } = data.clone();
        if pupils.is_empty() {
            return view! {
                {about.head(title.clone(), desk_classes::no_pupils().to_owned())}
                <p><a class="button" href=format!("{}/pupils", about.class_path())>{desk_classes::add_pupils()}</a></p>
            }
            .into_any();
        }
        let ticked = pupils.iter().filter(|row| row.ticked).count();
        view! {
            {about.head(title.clone(), words::award_lead(ticked, pupils.len()))}
            {form_problem(&errors)}
            <form method="post" action=about.action() class="stack">
                <input type="hidden" name="once" value=about.once.clone() />
                {sheet(&columns, pupils)}
                <details class="fold">
                    <summary>{words::for_all()}</summary>
                    {field(Field::text("term", words::term()).optional(), &term, &errors)}
                </details>
                <p class="row">
                    <button class="main" name="step" value="look">{words::look()}</button>
                    <a href=about.class_path()>{general::cancel()}</a>
                </p>
            </form>
        }
        .into_any()
    })
}

fn sheet(columns: &[ResultColumn], pupils: Vec<AwardPupil>) -> AnyView {
    let heads: Vec<_> =
        columns.iter().map(|column| view! { <th scope="col">{column.name.clone()}</th> }).collect();
    let rows: Vec<_> = pupils.into_iter().map(|pupil| sheet_row(columns, pupil)).collect();
    view! {
        <div class="table" role="region" aria-label=words::sheet_name() tabindex="0">
            <table class="award-sheet">
                <thead>
                    <tr>
                        <th scope="col">{words::pupil()}</th>
                        {heads}
                        <th scope="col">{words::note()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn sheet_row(columns: &[ResultColumn], row: AwardPupil) -> AnyView {
    let AwardPupil { pupil, ticked, has_it, note, results, problem } = row;
    let name = if has_it { "again" } else { "pupil" };
    let has_it = has_it.then(|| view! { <span class="hint">{words::has_it()}</span> });
    let problem = problem.map(|text| view! { <p class="field-problem">{capital(&text)}</p> });
    let cells: Vec<_> = columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let typed = results.get(place).cloned().unwrap_or_default();
            let label = words::result_name(&column.name, &pupil.name);
            let control = result_field(format!("r{place}-{}", pupil.id), label, &column.kind, typed);
            view! { <td><span class="cell-label" aria-hidden="true">{column.name.clone()}</span>{control}</td> }
        })
        .collect();
    let note_name = format!("note-{}", pupil.id);
    view! {
        <tr>
            <th scope="row">
                <label class="roll-tick">
                    <input type="checkbox" name=name value=pupil.id checked=ticked />
                    <span>{pupil.name.clone()}{has_it}</span>
                </label>
                {problem}
            </th>
            {cells}
            <td>
                <span class="cell-label" aria-hidden="true">{words::note()}</span>
                <input name=note_name value=note autocomplete="off" aria-label=words::note_name(&pupil.name) />
            </td>
        </tr>
    }
    .into_any()
}

/// The control for one result; nothing has to be chosen.
pub(super) fn result_field(name: String, label: String, kind: &ResultKind, typed: String) -> AnyView {
    match kind.clone() {
        ResultKind::Text => {
            view! { <input name=name value=typed autocomplete="off" aria-label=label /> }.into_any()
        }
        ResultKind::Number(least, most) => view! {
            <input
                name=name
                value=typed
                type="number"
                step="any"
                min=least
                max=most
                inputmode="decimal"
                autocomplete="off"
                aria-label=label
            />
        }
        .into_any(),
        ResultKind::Choice(mut choices) => {
            choices.insert(0, (String::new(), words::no_result().to_owned()));
            let options: Vec<_> = choices
                .into_iter()
                .map(|(value, words)| {
                    let selected = value == typed;
                    view! { <option value=value selected=selected>{words}</option> }
                })
                .collect();
            view! { <select name=name aria-label=label>{options}</select> }.into_any()
        }
    }
}

/// Sure?
pub fn class_award_check(chrome: &Chrome, data: &ClassAwardCheck) -> String {
    let title = words::confirm_title(data.pupils.len());
    desk_page(chrome, &data.about.issuer, Section::Classes, &title, false, || {
        let ClassAwardCheck { about, typed, pupils } = data.clone();
        let letters = pupils.iter().filter(|(pupil, _)| pupil.email.is_some()).count();
        let (number, lead) = (pupils.len(), words::confirm_lead(letters, pupils.len() - letters));
        let eyebrow = words::award_title(&about.name);
        let rows: Vec<_> = pupils
            .into_iter()
            .map(|(pupil, says)| {
                let says: Vec<_> =
                    says.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect();
                let (told, hint) = match pupil.email {
                    Some(email) => (words::by_letter(), Some(view! { <span class="hint">{email}</span> })),
                    None => (words::by_slip(), None),
                };
                view! { <tr><th scope="row">{pupil.name}</th><td>{told}{hint}</td><td>{says}</td></tr> }
            })
            .collect();
        let [pupil, told, says] = words::confirm_columns();
        view! {
            {about.head(title.clone(), format!("{eyebrow}. {lead}"))}
            <form method="post" action=about.action() class="stack">
                {hidden(typed)}
                <p class="row">
                    <button class="main" name="step" value="award">{words::confirm(number)}</button>
                    <button name="step" value="back">{desk_classes::back()}</button>
                </p>
            </form>
            <div class="table" role="region" aria-label=words::sheet_name() tabindex="0">
                <table>
                    <thead>
                        <tr><th scope="col">{pupil}</th><th scope="col">{told}</th><th scope="col">{says}</th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

/// Done.
pub fn class_award_done(chrome: &Chrome, data: &ClassAwardDone) -> String {
    let title = words::done_title(data.letters.len() + data.slips.len());
    desk_page(chrome, &data.about.issuer, Section::Classes, &title, false, || {
        let ClassAwardDone { about, letters, slips } = data.clone();
        let none = (letters.is_empty() && slips.is_empty())
            .then(|| view! { <p class="empty">{words::done_none()}</p> });
        let slips = (!slips.is_empty()).then(|| {
            let href = format!("{}/slips?award={}", about.class_path(), about.once);
            let number = slips.len();
            view! {
                <section>
                    <h2>{words::done_slips()}</h2>
                    <p>{slips.join(", ")}</p>
                    <p><a class="button main" href=href>{words::print_slips(number)}</a></p>
                </section>
            }
        });
        let letters = (!letters.is_empty()).then(|| {
            let lines: Vec<_> = letters
                .into_iter()
                .map(|(name, email)| view! { <li>{name}<span class="hint">{email}</span></li> })
                .collect();
            view! { <section><h2>{words::done_letters()}</h2><ul class="lines told">{lines}</ul></section> }
        });
        view! {
            {about.head(title.clone(), about.name.clone())}
            {none}
            {slips}
            {letters}
            <p><a href=about.class_path()>{words::back_to_class()}</a></p>
        }
    })
}
