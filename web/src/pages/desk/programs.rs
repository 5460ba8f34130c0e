//! `/desk/{slug}/programs`: keys with which programs work at a desk.

use leptos::prelude::*;

use super::form::form_problem;
use super::institution::{Part, parts};
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, capital, choice, field};
use crate::words::{dates, desk_programs as words, general};

/// The programs of an institution. Posts `name`, `scope` and `days` to `/desk/{slug}/programs`.
#[derive(Clone, Debug, Default)]
pub struct ProgramsPage {
    /// The institution.
    pub issuer: IssuerLink,
    /// Its programs, the newest first.
    pub programs: Vec<ProgramLine>,
    /// The scopes that there are to choose from, by name.
    pub scopes: Vec<String>,
    /// What was typed.
    pub form: ProgramForm,
    /// What was wrong with it, by the names of the fields.
    pub errors: Vec<FieldError>,
}

/// The fields of [`ProgramsPage`].
#[derive(Clone, Debug, Default)]
pub struct ProgramForm {
    /// `name`.
    pub name: String,
    /// Every `scope` that was ticked.
    pub scopes: Vec<String>,
    /// `days`; empty for no end.
    pub days: String,
    /// `once`: the form's own id, so that it makes one key.
    pub once: String,
}

/// A program.
#[derive(Clone, Debug, Default)]
pub struct ProgramLine {
    /// The id of its key.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The last characters of its key.
    pub last_four: String,
    /// What it may do, by name.
    pub scopes: Vec<String>,
    /// Who made it; may be empty.
    pub made_by: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// Until when it is good, RFC 3339.
    pub expires_at: Option<String>,
    /// When it was last used, RFC 3339.
    pub used_at: Option<String>,
    /// Whether it is good.
    pub state: ProgramState,
}

/// Whether a program's key is good.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum ProgramState {
    /// It is.
    #[default]
    Live,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked {
        /// When, RFC 3339.
        at: String,
    },
}

/// A key that was made, this once.
#[derive(Clone, Debug, Default)]
pub struct MadeProgram {
    /// The institution.
    pub issuer: IssuerLink,
    /// What the program is called.
    pub name: String,
    /// The key.
    pub key: String,
    /// An address to try it at.
    pub example: String,
}

/// The question before a key is revoked. Posts to `/desk/{slug}/programs/{id}/revoke`.
#[derive(Clone, Debug, Default)]
pub struct RevokeProgram {
    /// The institution.
    pub issuer: IssuerLink,
    /// Whose key.
    pub program: ProgramLine,
}

/// The programs of an institution, and the form that makes a key for another.
pub fn programs(chrome: &Chrome, data: &ProgramsPage) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Institution, words::title(), false, || {
        let slug = &data.issuer.slug;
        let (live, over): (Vec<_>, Vec<_>) =
            data.programs.iter().partition(|program| program.state == ProgramState::Live);
        let none = live.is_empty().then(|| view! { <p class="hint">{words::none()}</p> });
        let live: Vec<_> = live.into_iter().map(|program| program_view(slug, program)).collect();
        let over = (!over.is_empty()).then(|| {
            let over: Vec<_> = over.into_iter().map(|program| program_view(slug, program)).collect();
            view! { <details class="fold"><summary>{words::over()}</summary>{over}</details> }
        });
        view! {
            {parts(slug, Part::Programs)}
            <header class="page-head narrow">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
                <p><a href="/api/openapi.json">{words::document()}</a></p>
            </header>
            <section><h2>{words::live()}</h2>{none}{live}</section>
            {make_form(&data)}
            {over}
        }
    })
}

fn program_view(slug: &str, program: &ProgramLine) -> AnyView {
    let live = program.state == ProgramState::Live;
    let ending = match (&program.state, program.expires_at.as_deref()) {
        (ProgramState::Revoked { at }, _) => words::revoked(&dates::day(at)),
        (ProgramState::Expired, at) => words::expired(&dates::day(at.unwrap_or_default())),
        (ProgramState::Live, Some(at)) => words::until(&dates::day(at)),
        (ProgramState::Live, None) => words::no_end().to_owned(),
    };
    let used = match &program.used_at {
        Some(at) => words::used(&dates::minute(at)),
        None => words::unused().to_owned(),
    };
    let may = program.scopes.iter().map(|name| words::scope(name)).collect::<Vec<_>>().join(", ");
    let revoke = live.then(|| {
        let href = format!("/desk/{slug}/programs/{}/revoke", program.id);
        let label = words::revoke_of(&program.name);
        view! { <p><a class="button" href=href aria-label=label>{words::revoke()}</a></p> }
    });
    let facts = [
        words::ends(&program.last_four),
        words::made(&dates::day(&program.created_at), &program.made_by),
        used,
    ];
    view! {
        <article class="key">
            <h3>{program.name.clone()}</h3>
            <p>{words::may()}": "{may}"."</p>
            <p><span class=if live { "state is-good" } else { "state is-over" }>{ending}</span></p>
            <p class="hint">{facts.join(". ")}"."</p>
            {revoke}
        </article>
    }
    .into_any()
}

fn make_form(data: &ProgramsPage) -> AnyView {
    let action = format!("/desk/{}/programs", data.issuer.slug);
    let lives = words::lives().map(|(days, words)| (days.to_owned(), words.to_owned()));
    let problem = data.errors.iter().find(|error| error.field == "scope").map(|error| {
        view! { <p class="field-problem" id="scope-problem">{capital(&error.message)}</p> }
    });
    let described = problem.is_some().then_some("scope-problem");
    let scopes: Vec<_> = data.scopes.iter().map(|name| scope_box(name, &data.form.scopes)).collect();
    view! {
        <section class="narrow" id="make">
            <h2>{words::make_title()}</h2>
            {form_problem(&data.errors)}
            <form method="post" action=action class="stack">
                <input type="hidden" name="once" value=data.form.once.clone() />
                {field(Field::text("name", words::name()), &data.form.name, &data.errors)}
                <fieldset class="field program-scopes" aria-describedby=described>
                    <legend>{words::scopes()}</legend>
                    {problem}
                    {scopes}
                </fieldset>
                {choice(Field::text("days", words::days()), &data.form.days, lives.to_vec(), &data.errors)}
                <button class="main">{words::make()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn scope_box(name: &str, ticked: &[String]) -> AnyView {
    let (label, hint) = words::scope_means(name);
    let id = format!("scope-{name}");
    let hint_id = format!("{id}-hint");
    let checked = ticked.iter().any(|each| each == name);
    view! {
        <div class="switch">
            <input
                type="checkbox"
                id=id.clone()
                name="scope"
                value=name.to_owned()
                checked=checked
                aria-describedby=hint_id.clone()
            />
            <label for=id>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
        </div>
    }
    .into_any()
}

/// A key that was made: the page that shows it.
pub fn made_program(chrome: &Chrome, data: &MadeProgram) -> String {
    let data = data.clone();
    let title = words::made_title(&data.name);
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Institution, &title, false, || {
        let back = format!("/desk/{}/programs", data.issuer.slug);
        let example = format!("curl -H 'Authorization: Bearer {}' {}", data.key, data.example);
        view! {
            {parts(&data.issuer.slug, Part::Programs)}
            <div class="narrow program-made">
                <h1>{title.clone()}</h1>
                <p class="lead">{words::made_lead()}</p>
                <div class="field">
                    <label for="key">{words::key()}</label>
                    <input id="key" type="text" readonly autocomplete="off" spellcheck="false" value=data.key.clone() />
                </div>
                <h2>{words::example()}</h2>
                <pre tabindex="0">{example}</pre>
                <p><a class="button main" href=back>{words::done()}</a></p>
            </div>
        }
    })
}

/// The question before a key is revoked.
pub fn revoke_program(chrome: &Chrome, data: &RevokeProgram) -> String {
    let RevokeProgram { issuer, program } = data.clone();
    let title = words::revoke_title(&program.name);
    desk_page(chrome, &data.issuer, Section::Institution, &title, false, || {
        let action = format!("/desk/{}/programs/{}/revoke", issuer.slug, program.id);
        let back = format!("/desk/{}/programs", issuer.slug);
        view! {
            <div class="narrow">
                <h1>{title.clone()}</h1>
                <p class="lead">{words::revoke_lead()}</p>
                <form method="post" action=action>
                    <p class="row">
                        <button class="danger">{words::revoke_button()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}
