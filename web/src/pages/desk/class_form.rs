//! Making a class, changing it, and who comes into it: the list of names, and what was understood
//! of it.

use leptos::prelude::*;

use super::classes::{ClassLine, PupilLine};
use super::form::{form_problem, hidden};
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink, Notice, Tone};
use crate::components::{Field, field, notice, text_as_html};
use crate::words::{desk_classes as words, general};

/// The form of a class. A new one posts to `/desk/{slug}/classes/new`, one that is there to
/// `/desk/{slug}/classes/{id}/edit`.
#[derive(Clone, Debug, Default)]
pub struct ClassForm {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class that is changed; `None`: a new one.
    pub class: Option<ClassLine>,
    /// `name`.
    pub name: String,
    /// `term`.
    pub term: String,
    /// `teacher`, each who is ticked.
    pub teachers: Vec<TeacherChoice>,
    /// `pupils`: the list, of a new one.
    pub pupils: String,
    /// What was wrong.
    pub errors: Vec<FieldError>,
}

/// Somebody who could teach a class.
#[derive(Clone, Debug, Default)]
pub struct TeacherChoice {
    /// Their account's id.
    pub account: String,
    /// Their name, or their address where they have none.
    pub name: String,
    /// Whether they do.
    pub chosen: bool,
}

/// What was understood of a list. Posts what the form before it did, with `line-N` for the lines
/// that ask, to `/desk/{slug}/classes/new` or `/desk/{slug}/classes/{id}/pupils`.
#[derive(Clone, Debug, Default)]
pub struct RosterCheck {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class that they are added to; `None`: a new one.
    pub class: Option<ClassLine>,
    /// What else was typed: pairs of name and value.
    pub typed: Vec<(String, String)>,
    /// The list as typed.
    pub pupils: String,
    /// Its lines.
    pub lines: Vec<RosterLine>,
}

/// A line of a list.
#[derive(Clone, Debug, Default)]
pub struct RosterLine {
    /// Its number.
    pub line: u32,
    /// The name in it.
    pub name: String,
    /// The address in it.
    pub email: Option<String>,
    /// The number in it.
    pub number: Option<String>,
    /// What comes of it.
    pub fate: LineFate,
    /// What was chosen for it: `new`, `out`, a learner's id or nothing.
    pub chosen: String,
}

/// What comes of a line.
#[derive(Clone, Debug, Default)]
pub enum LineFate {
    /// Somebody new.
    #[default]
    New,
    /// Somebody known, by name.
    Joins(String),
    /// One of these, or somebody new.
    Asks(Vec<PupilLine>),
    /// Somebody who is in the class.
    Here,
    /// It was on the list before.
    Twice,
    /// Left out.
    Out,
    /// It can't be kept; what is wrong.
    Wrong(String),
}

/// The page that adds pupils to a class.
#[derive(Clone, Debug, Default)]
pub struct AddPupils {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class.
    pub class: ClassLine,
    /// `pupils`: the list as typed.
    pub pupils: String,
    /// `search`, as typed; `None` before the first search.
    pub search: Option<String>,
    /// Who was found, without those in the class.
    pub found: Vec<PupilLine>,
}

/// The form of a class.
pub fn class_form(chrome: &Chrome, data: &ClassForm) -> String {
    let title = if data.class.is_some() { words::edit_class() } else { words::new_class() };
    desk_page(chrome, &data.issuer, Section::Classes, title, false, || {
        let ClassForm { issuer, class, name, term, teachers, pupils, errors } = data.clone();
        let classes = format!("/desk/{}/classes", issuer.slug);
        let (action, back) = match &class {
            Some(class) => (format!("{classes}/{}/edit", class.id), format!("{classes}/{}", class.id)),
            None => (format!("{classes}/new"), classes.clone()),
        };
        let new = class.is_none();
        let lead = new.then(|| view! { <p class="lead">{words::new_class_lead()}</p> });
        let roster = new.then(|| roster_field(&pupils));
        let button = if new {
            view! { <button class="main" name="step" value="check">{words::check()}</button> }.into_any()
        } else {
            view! { <button class="main">{words::save()}</button> }.into_any()
        };
        view! {
            <div class="narrow">
                <h1>{title}</h1>
                {lead}
                {form_problem(&errors)}
                <form method="post" action=action class="stack">
                    {field(Field::text("name", words::class_name()), &name, &errors)}
                    {field(Field::text("term", words::term()).optional(), &term, &errors)}
                    {teacher_choices(teachers, issuer.rights.enrol)}
                    {roster}
                    <p class="row">{button}<a href=back>{general::cancel()}</a></p>
                </form>
            </div>
            {class.map(|class| archive(&issuer.slug, &class))}
        }
    })
}

fn teacher_choices(teachers: Vec<TeacherChoice>, registrar: bool) -> AnyView {
    let hint = if registrar { words::teachers_hint_registrar() } else { words::teachers_hint() };
    if teachers.is_empty() {
        return ().into_any();
    }
    let ticks: Vec<_> = teachers
        .into_iter()
        .map(|teacher| {
            view! {
                <label class="roll-tick">
                    <input type="checkbox" name="teacher" value=teacher.account checked=teacher.chosen />
                    <span>{teacher.name}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field ticks">
            <legend>{words::teachers()} " " <span class="optional">{general::optional()}</span></legend>
            <p class="hint">{hint}</p>
            {ticks}
        </fieldset>
    }
    .into_any()
}

fn roster_field(pupils: &str) -> AnyView {
    let (label, hint) = words::pupils_label();
    view! {
        <div class="field">
            <label for="pupils">{label} <span class="optional">{general::optional()}</span></label>
            <p class="hint" id="pupils-hint">{hint}</p>
            <textarea
                id="pupils"
                name="pupils"
                rows="12"
                spellcheck="false"
                autocomplete="off"
                placeholder=words::pupils_example()
                aria-describedby="pupils-hint"
                inner_html=text_as_html(&format!("\n{pupils}"))
            ></textarea>
        </div>
    }
    .into_any()
}

fn archive(slug: &str, class: &ClassLine) -> AnyView {
    let action = format!("/desk/{slug}/classes/{}/archive", class.id);
    let (away, button) = if class.archived { ("no", words::reopen()) } else { ("yes", words::archive()) };
    let hint = (!class.archived).then(|| view! { <p>{words::archive_hint()}</p> });
    view! {
        <section class="narrow">
            <h2>{words::archive_head()}</h2>
            {hint}
            <form method="post" action=action>
                <input type="hidden" name="away" value=away />
                <button>{button}</button>
            </form>
        </section>
    }
    .into_any()
}

/// What was understood of a list.
pub fn roster_check(chrome: &Chrome, data: &RosterCheck) -> String {
    desk_page(chrome, &data.issuer, Section::Classes, words::check_title(), false, || {
        let RosterCheck { issuer, class, typed, pupils, lines } = data.clone();
        let classes = format!("/desk/{}/classes", issuer.slug);
        let (action, button) = match &class {
            Some(class) => (format!("{classes}/{}/pupils", class.id), words::add()),
            None => (format!("{classes}/new"), words::make()),
        };
        let of = |wanted: fn(&LineFate) -> bool| lines.iter().filter(|line| wanted(&line.fate)).count();
        let new = of(|fate| matches!(fate, LineFate::New));
        let known = of(|fate| matches!(fate, LineFate::Joins(_)));
        let open = of(|fate| matches!(fate, LineFate::Asks(_) | LineFate::Wrong(_)));
        let lead =
            if lines.is_empty() { words::check_empty().to_owned() } else { words::check_lead(new, known) };
        let open = (open > 0).then(|| notice(&Notice { tone: Tone::Bad, text: words::check_open(open) }));
        let mut typed = typed;
        typed.push(("pupils".to_owned(), pupils));
        view! {
            <h1>{words::check_title()}</h1>
            <p class="lead">{lead}</p>
            {open}
            <form method="post" action=action class="stack">
                {hidden(typed)}
                {roster_table(lines)}
                <p class="row">
                    <button class="main" name="step" value="save">{button}</button>
                    <button name="step" value="back" formnovalidate=true>{words::back()}</button>
                </p>
            </form>
        }
    })
}

fn roster_table(lines: Vec<RosterLine>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let [line, name, email, number, fate] = words::check_columns();
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let fate = fate_view(&line);
            view! {
                <tr>
                    <td class="line-number">{line.line}</td>
                    <th scope="row">{line.name}</th>
                    <td>{line.email}</td>
                    <td>{line.number}</td>
                    <td>{fate}</td>
                </tr>
            }
        })
        .collect();
    let table = view! {
        <div class="table" role="region" aria-label=words::check_name() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{line}</th>
                        <th scope="col">{name}</th>
                        <th scope="col">{email}</th>
                        <th scope="col">{number}</th>
                        <th scope="col">{fate}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}

fn fate_view(line: &RosterLine) -> AnyView {
    let said = |class: &'static str, words: String| view! { <span class=class>{words}</span> }.into_any();
    // What was said of a line stays said.
    let kept = (!line.chosen.is_empty() && !matches!(line.fate, LineFate::Asks(_) | LineFate::Wrong(_)))
        .then(|| hidden(vec![(format!("line-{}", line.line), line.chosen.clone())]));
    let view = match &line.fate {
        LineFate::New => said("state is-good", words::fate_new().to_owned()),
        LineFate::Joins(name) => said("state is-good", words::fate_joins(name)),
        LineFate::Here => said("state is-over", words::fate_here().to_owned()),
        LineFate::Twice => said("state is-over", words::fate_twice().to_owned()),
        LineFate::Out => said("state is-over", words::fate_out().to_owned()),
        LineFate::Asks(known) => {
            let known = known.iter().map(|learner| {
                let details = words::known_details(learner.number.as_deref(), learner.email.as_deref());
                (learner.id.clone(), words::choice_is(&learner.name, &details))
            });
            let mut choices = vec![("new".to_owned(), words::choice_new().to_owned())];
            choices.splice(0..0, known);
            let asks = if choices.len() == 1 { words::fate_asks_unseen() } else { words::fate_asks() };
            question(line, asks, choices)
        }
        LineFate::Wrong(problem) => question(line, problem, Vec::new()),
    };
    view! { {view}{kept} }.into_any()
}

fn question(line: &RosterLine, problem: &str, mut choices: Vec<(String, String)>) -> AnyView {
    choices.insert(0, (String::new(), words::choose().to_owned()));
    choices.push(("out".to_owned(), words::choice_out().to_owned()));
    let options: Vec<_> = choices
        .into_iter()
        .map(|(value, words)| {
            let selected = value == line.chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect();
    let problem = problem.to_owned();
    view! {
        <span class="state is-bad">{problem}</span>
        <select name=format!("line-{}", line.line) aria-label=words::question_name(line.line, &line.name)>
            {options}
        </select>
    }
    .into_any()
}

/// The page that adds pupils.
pub fn add_pupils(chrome: &Chrome, data: &AddPupils) -> String {
    desk_page(chrome, &data.issuer, Section::Classes, words::add_title(), false, || {
        let AddPupils { issuer, class, pupils, search, found } = data.clone();
        let back = format!("/desk/{}/classes/{}", issuer.slug, class.id);
        let action = format!("{back}/pupils");
        let (label, hint) = words::search();
        let results = search.is_some().then(|| found_view(&action, found));
        view! {
            <div class="narrow">
                <p class="eyebrow"><a href=back.clone()>{class.name}</a></p>
                <h1>{words::add_title()}</h1>
                <form method="post" action=action.clone() class="stack">
                    {roster_field(&pupils)}
                    <p class="row">
                        <button class="main" name="step" value="check">{words::check()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
            <section class="narrow" id="known">
                <h2>{words::add_known()}</h2>
                <form method="post" action=format!("{action}#known") class="search">
                    <div class="field">
                        <label for="search">{label}</label>
                        <p class="hint" id="search-hint">{hint}</p>
                        <input id="search" name="search" type="search" value=search aria-describedby="search-hint" />
                    </div>
                    <button name="step" value="search">{words::search_button()}</button>
                </form>
                {results}
            </section>
        }
    })
}

fn found_view(action: &str, found: Vec<PupilLine>) -> AnyView {
    if found.is_empty() {
        return view! { <p class="empty">{words::nobody_found()}</p> }.into_any();
    }
    let ticks: Vec<_> = found
        .into_iter()
        .map(|learner| {
            let details = words::known_details(learner.number.as_deref(), learner.email.as_deref());
            view! {
                <label class="roll-tick">
                    <input type="checkbox" name="learner" value=learner.id />
                    <span>{learner.name}<span class="hint">{details}</span></span>
                </label>
            }
        })
        .collect();
    view! {
        <form method="post" action=action.to_owned() class="stack">
            <fieldset class="ticks"><legend class="unseen">{words::add_known()}</legend>{ticks}</fieldset>
            <button name="step" value="known">{words::add_ticked()}</button>
        </form>
    }
    .into_any()
}
