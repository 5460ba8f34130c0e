//! `/wallet/credentials/{id}/amendments`: asking the institution to correct a credential, and its answer.

use leptos::prelude::*;

use super::desk::form::form_problem;
use super::document::{Head, document};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, long_field};
use crate::words::{amendments as words, wallet};

/// What a holder has asked for about one credential. Posts `wrong` and `instead` to itself, and
/// `statement` to `/wallet/amendments/{id}/statement`.
#[derive(Clone, Debug, Default)]
pub struct Amendments {
    /// The credential's id.
    pub credential: String,
    /// What was awarded,
    pub achievement: String,
    /// and by whom.
    pub issuer: String,
    /// What was asked for, the latest first.
    pub lines: Vec<AmendmentLine>,
    /// `wrong`, as typed.
    pub wrong: String,
    /// `instead`, as typed.
    pub instead: String,
    /// `statement`, as typed, to the request with this id.
    pub statement: Option<(String, String)>,
    /// What was wrong with what was typed.
    pub errors: Vec<FieldError>,
}

/// A request.
#[derive(Clone, Debug, Default)]
pub struct AmendmentLine {
    /// Its id.
    pub id: String,
    /// What is wrong,
    pub wrong: String,
    /// and what it should say.
    pub instead: String,
    /// When, RFC 3339.
    pub asked_at: String,
    /// Where it stands.
    pub state: AmendmentState,
    /// What the holder said to a decline.
    pub statement: Option<String>,
}

/// Where a request stands.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum AmendmentState {
    /// Nobody has decided.
    #[default]
    Waiting,
    /// The credential was corrected, RFC 3339.
    Corrected(String),
    /// It stays as it is: since when, RFC 3339, and why.
    Declined(String, String),
}

impl AmendmentState {
    /// Its class, and its words.
    pub(super) fn words(&self) -> (&'static str, String) {
        match self {
            Self::Waiting => ("state", words::waiting().to_owned()),
            Self::Corrected(at) => ("state is-good", words::corrected(at)),
            Self::Declined(at, _) => ("state is-over", words::declined(at)),
        }
    }
}

/// The page.
pub fn amendments(chrome: &Chrome, data: &Amendments) -> String {
    document(chrome, &Head::private(words::title(), "/wallet"), || {
        let path = format!("/wallet/credentials/{}", data.credential);
        let waits = data.lines.iter().any(|line| line.state == AmendmentState::Waiting);
        let form = if waits {
            view! { <p class="amendment-waits">{words::waits()}</p> }.into_any()
        } else {
            ask_form(data, &path)
        };
        let lines: Vec<_> = data.lines.iter().map(|line| one(line, data, answered(data))).collect();
        let asked = (!lines.is_empty()).then(|| {
            view! { <section><h2>{words::asked()}</h2><ol class="amendments">{lines}</ol></section> }
        });
        view! {
            <p class="eyebrow"><a href=path.clone()>{data.achievement.clone()}</a></p>
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead(&data.achievement, &data.issuer)}</p>
            </header>
            {form}
            {asked}
            <p><a href="/wallet">{wallet::back()}</a></p>
        }
    })
}

fn ask_form(data: &Amendments, path: &str) -> AnyView {
    let errors: &[FieldError] = if data.statement.is_some() { &[] } else { &data.errors };
    view! {
        <div class="narrow">
            {form_problem(errors)}
            <form method="post" action=format!("{path}/amendments") class="stack">
                {long_field(Field::text("wrong", words::wrong()), &data.wrong, 3, errors)}
                {long_field(Field::text("instead", words::instead()), &data.instead, 3, errors)}
                <p class="row"><button class="main">{words::ask()}</button></p>
            </form>
        </div>
    }
    .into_any()
}

/// To which decline the holder may say something just now: one at a time.
fn answered(data: &Amendments) -> Option<&str> {
    let open = |line: &&AmendmentLine| {
        matches!(line.state, AmendmentState::Declined(..)) && line.statement.is_none()
    };
    let typed = data.statement.as_ref().map(|(id, _)| id.as_str());
    typed.or_else(|| data.lines.iter().find(open).map(|line| line.id.as_str()))
}

fn one(line: &AmendmentLine, data: &Amendments, answered: Option<&str>) -> AnyView {
    let (class, state) = line.state.words();
    let reason = match &line.state {
        AmendmentState::Declined(_, reason) => reason.clone(),
        _ => String::new(),
    };
    let facts = [
        (words::fact_wrong(), line.wrong.clone()),
        (words::fact_instead(), line.instead.clone()),
        (words::fact_reason(), reason),
        (words::fact_statement(), line.statement.clone().unwrap_or_default()),
    ];
    let statement = (answered == Some(line.id.as_str())).then(|| statement_form(line, data));
    view! {
        <li class="amendment">
            <p class=class>{state}</p>
            {fact_list(facts.to_vec())}
            <p class="hint">{words::asked_on(&line.asked_at)}</p>
            {statement}
        </li>
    }
    .into_any()
}

fn statement_form(line: &AmendmentLine, data: &Amendments) -> AnyView {
    let typed = data.statement.as_ref().filter(|(id, _)| *id == line.id);
    let (text, errors): (&str, &[FieldError]) =
        typed.map_or(("", &[]), |(_, text)| (text.as_str(), data.errors.as_slice()));
    let action = format!("/wallet/amendments/{}/statement", line.id);
    view! {
        <details class="fold" open=typed.is_some()>
            <summary>{words::state()}</summary>
            <form method="post" action=action class="stack narrow">
                {long_field(Field::text("statement", words::statement()), text, 3, errors)}
                <p class="row"><button>{words::state()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// Facts that say something: pairs of name and text.
pub(super) fn fact_list(facts: Vec<(&'static str, String)>) -> AnyView {
    let facts: Vec<_> = facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| view! { <dt>{name}</dt><dd class="lines-kept">{text}</dd> })
        .collect();
    view! { <dl class="desk-facts">{facts}</dl> }.into_any()
}

/// What is asked for, above the form that corrects.
pub(super) fn asked_for(wrong: &str, instead: &str) -> AnyView {
    let facts = vec![(words::fact_wrong(), wrong.to_owned()), (words::fact_instead(), instead.to_owned())];
    view! { <div class="amendment"><p>{words::holder_asks()}</p>{fact_list(facts)}</div> }.into_any()
}
