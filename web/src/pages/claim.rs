//! `/claim` and `/c/{token}`: a code or an open link, and what it gives.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::{Chrome, FieldError};
use crate::components::badge::{Badge, badge};
use crate::components::{Field, choice, field};
use crate::words::{claim as words, dates, home};

/// The form that asks for a code. Posts `code` to `/claim`.
#[derive(Clone, Debug, Default)]
pub struct ClaimEntry {
    /// What was typed.
    pub code: String,
    /// What is wrong with it. A sentence.
    pub problem: Option<String>,
}

/// What waits for whoever has a code.
#[derive(Clone, Debug, Default)]
pub struct ClaimWaiting {
    /// The code, typed or from the address.
    pub code: String,
    /// What was awarded.
    pub what: Awarded,
    /// The first of the recipient's names.
    pub first_name: String,
    /// How they take it.
    pub way: ClaimWay,
}

/// An achievement as whoever may claim it sees it.
#[derive(Clone, Debug, Default)]
pub struct Awarded {
    /// Its name.
    pub achievement: String,
    /// What it is.
    pub description: String,
    /// Who awards it.
    pub issuer_name: String,
    /// Its picture.
    pub badge: Badge,
}

/// How what waits is taken.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ClaimWay {
    /// By signing in first.
    #[default]
    SignIn,
    /// By a button that posts to `/claim/{code}`.
    Link,
    /// By a button that posts the typed code to `/claim`.
    Typed,
    /// By typing the code.
    Type,
}

/// An open link, as a visitor sees it. Posts to `/c/{token}`.
#[derive(Clone, Debug, Default)]
pub struct ClaimEvent {
    /// The link's token.
    pub token: String,
    /// What the link is for.
    pub title: String,
    /// What it gives.
    pub what: Awarded,
    /// Until when it is open, RFC 3339.
    pub closes_at: Option<String>,
    /// Whether it gives anything, and to whom.
    pub standing: EventStanding,
    /// Whether it asks for a code word.
    pub asks_word: bool,
    /// Whether somebody approves each request.
    pub approved: bool,
    /// The visitor's addresses; empty for whoever is not signed in.
    pub emails: Vec<String>,
    /// What was typed, or is known.
    pub form: EventForm,
    /// What was wrong with it, by the names of [`EventForm`]'s fields.
    pub errors: Vec<FieldError>,
}

/// The fields of [`ClaimEvent`].
#[derive(Clone, Debug, Default)]
pub struct EventForm {
    /// `name`.
    pub name: String,
    /// `email`: one of the visitor's.
    pub email: String,
    /// `word`.
    pub word: String,
}

/// Whether an open link gives anything, and to whom.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum EventStanding {
    /// It does.
    #[default]
    Open,
    /// Not before that moment, RFC 3339.
    NotYet(String),
    /// No more.
    Over,
    /// All are taken.
    Full,
    /// Not just now.
    Paused,
    /// This visitor has asked.
    Asked,
    /// This visitor has it.
    Have,
    /// This visitor was refused.
    Declined,
}

/// The form for a code.
pub fn claim_entry(chrome: &Chrome, data: &ClaimEntry) -> String {
    let ClaimEntry { code, problem } = data.clone();
    document(chrome, &Head::private(words::enter_title(), "/claim"), || {
        view! {
            <div class="narrow">
                <h1>{words::enter_title()}</h1>
                <p class="lead">{words::enter_lead()}</p>
                {code_form(&code, problem, words::go_on())}
            </div>
        }
    })
}

fn code_form(code: &str, problem: Option<String>, button: &'static str) -> AnyView {
    let errors: Vec<_> =
        problem.into_iter().map(|message| FieldError { field: "code".to_owned(), message }).collect();
    view! {
        <form method="post" action="/claim" class="stack claim-code">
            {field(Field::text("code", (words::code(), words::code_hint())), code, &errors)}
            <button class="main">{button}</button>
        </form>
    }
    .into_any()
}

/// What waits, and the way to take it.
pub fn claim_waiting(chrome: &Chrome, data: &ClaimWaiting) -> String {
    let data = data.clone();
    let email = chrome.viewer.as_ref().map(|viewer| viewer.email.clone()).unwrap_or_default();
    document(chrome, &Head::private(words::waiting_title(), "/claim"), || {
        let lead = words::waiting_lead(&data.first_name, &data.what.issuer_name);
        let way = match data.way {
            ClaimWay::SignIn => sign_in_form("/claim"),
            ClaimWay::Link => take_form(format!("/claim/{}", data.code), None, &email),
            ClaimWay::Typed => take_form("/claim".to_owned(), Some(data.code.clone()), &email),
            ClaimWay::Type => view! {
                <p>{words::type_lead()}</p>
                {code_form("", None, words::take())}
            }
            .into_any(),
        };
        view! {
            <div class="narrow claim">
                <h1>{words::waiting_title()}</h1>
                <p class="lead">{lead}</p>
                {awarded_card(&data.what)}
                {way}
                <p class="hint"><a href="/claim?another=true">{words::other_code()}</a></p>
            </div>
        }
    })
}

fn awarded_card(what: &Awarded) -> AnyView {
    view! {
        <article class="card">
            {badge(&what.badge, "badge-medium")}
            <div class="card-text">
                <h2 class="title">{what.achievement.clone()}</h2>
                <p class="issuer">{what.issuer_name.clone()}</p>
                <p>{what.description.clone()}</p>
            </div>
        </article>
    }
    .into_any()
}

fn take_form(action: String, code: Option<String>, email: &str) -> AnyView {
    let code = code.map(|code| view! { <input type="hidden" name="code" value=code /> });
    view! {
        <form method="post" action=action class="stack">
            {code}
            <button class="main">{words::take()}</button>
        </form>
        <p class="hint">{words::take_note(email)} " " {words::not_you()}</p>
    }
    .into_any()
}

fn sign_in_form(next: &str) -> AnyView {
    let next = next.to_owned();
    let address = Field { autocomplete: "email", ..Field::text("email", (home::email(), "")).kind("email") };
    view! {
        <section class="stack">
            <h2>{words::sign_in()}</h2>
            <p>{words::sign_in_lead()}</p>
            <form method="post" action="/sign-in" class="stack">
                <input type="hidden" name="next" value=next />
                {field(address, "", &[])}
                <button class="main">{home::send()}</button>
            </form>
        </section>
    }
    .into_any()
}

/// An open link.
pub fn claim_event(chrome: &Chrome, data: &ClaimEvent) -> String {
    let data = data.clone();
    document(chrome, &Head::private(data.title.clone(), "/claim"), || {
        view! {
            <div class="narrow claim">
                <p class="eyebrow">{words::event()}</p>
                <h1>{data.title.clone()}</h1>
                <p class="lead">{words::event_lead(&data.what.issuer_name)}</p>
                {awarded_card(&data.what)}
                {event_way(&data)}
            </div>
        }
    })
}

fn event_way(data: &ClaimEvent) -> AnyView {
    let said = |text: String| view! { <p class="notice" role="status">{text}</p> }.into_any();
    match &data.standing {
        EventStanding::Open if data.emails.is_empty() => view! {
            {closing(data)}
            {sign_in_form(&format!("/c/{}", data.token))}
        }
        .into_any(),
        EventStanding::Open => event_form(data),
        EventStanding::NotYet(at) => said(words::not_yet(&dates::minute(at))),
        EventStanding::Over => said(words::over().to_owned()),
        EventStanding::Full => said(words::full().to_owned()),
        EventStanding::Paused => said(words::paused().to_owned()),
        EventStanding::Asked => said(words::asked().to_owned()),
        EventStanding::Declined => said(words::declined().to_owned()),
        EventStanding::Have => view! {
            <p class="notice" role="status">{words::have()}</p>
            <p><a class="button main" href="/wallet">{words::to_wallet()}</a></p>
        }
        .into_any(),
    }
}

fn closing(data: &ClaimEvent) -> Option<AnyView> {
    let at = data.closes_at.as_deref()?;
    Some(view! { <p class="hint">{words::until(&dates::minute(at))}</p> }.into_any())
}

fn event_form(data: &ClaimEvent) -> AnyView {
    let ClaimEvent { token, form, errors, emails, .. } = data;
    let name = Field { autocomplete: "name", ..Field::text("name", (words::name(), words::name_hint())) };
    let emails: Vec<_> = emails.iter().map(|email| (email.clone(), email.clone())).collect();
    let word = data.asks_word.then(|| {
        field(Field::text("word", (words::word(), words::word_hint())), &form.word, errors).into_any()
    });
    let note = data
        .approved
        .then(|| view! { <p class="hint">{words::approved_note(&data.what.issuer_name)}</p> }.into_any());
    let button = if data.approved { words::ask_approved() } else { words::ask() };
    view! {
        <section class="stack">
            <h2>{words::yours()}</h2>
            {closing(data)}
            <form method="post" action=format!("/c/{token}") class="stack">
                {field(name, &form.name, errors)}
                {choice(Field::text("email", (words::email(), "")), &form.email, emails, errors)}
                {word}
                {note}
                <button class="main">{button}</button>
            </form>
        </section>
    }
    .into_any()
}
