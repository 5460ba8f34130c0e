//! Passkeys: a new one, signing in with one, removing one.

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use web::{
    pages::{
        NewPasskey, RemovePasskey, SignIn, new_passkey as page, remove_passkey as remove_page,
        sign_in as sign_in_page,
    },
    words::account as words,
};

use super::{asked, begun, device, to_prove};
use crate::{
    flows::account::{self, PasskeyError},
    id::PasskeyId,
    problem::Problem,
    routes::{
        extract::{Form, Params},
        pages::{field_errors, notice::Notice, see_other},
        visit::{Visit, session_token},
    },
};

const HERE: &str = "/account/passkeys";

pub(super) async fn form(visit: Visit) -> Result<Response, Problem> {
    let typed = NewPasskey { name: words::passkey_name_first().to_owned(), ..NewPasskey::default() };
    filled(&visit, StatusCode::OK, typed).await
}

/// The form, with something new to ask the browser.
async fn filled(visit: &Visit, status: StatusCode, typed: NewPasskey) -> Result<Response, Problem> {
    match account::ask_for_new(&visit.app, visit.viewer()?).await {
        Ok(question) => {
            let data = NewPasskey { ask: asked(question), ..typed };
            Ok(visit.page_with(status, page(&visit.chrome(), &data)))
        }
        Err(PasskeyError::NotProven(_)) => Ok(to_prove(HERE)),
        Err(err) => Err(err.into()),
    }
}

/// What a form with a browser's answer posts.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Answered {
    name: String,
    state: String,
    answer: String,
    next: Option<String>,
}

pub(super) async fn add(visit: Visit, Form(form): Form<Answered>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let again = NewPasskey { name: form.name.clone(), ..NewPasskey::default() };
    let again = match account::add_passkey(&visit.app, viewer, &form.name, &form.state, &form.answer).await {
        Ok(()) => return Ok(see_other("/account", Notice::PasskeyAdded)),
        Err(PasskeyError::Fields(fields)) => {
            NewPasskey { errors: field_errors(&fields, &[("/name", "name")]), ..again }
        }
        Err(PasskeyError::Refused(refused)) => {
            tracing::info!(cause = ?refused, "a new passkey was refused");
            NewPasskey { refused: true, ..again }
        }
        Err(err) => return Err(err.into()),
    };
    filled(&visit, StatusCode::UNPROCESSABLE_ENTITY, again).await
}

#[derive(Deserialize)]
pub(super) struct Renaming {
    #[serde(default)]
    name: String,
}

pub(super) async fn rename(
    visit: Visit,
    Params(id): Params<PasskeyId>,
    Form(form): Form<Renaming>,
) -> Result<Response, Problem> {
    account::rename_passkey(&visit.app, visit.viewer()?, id, &form.name).await?;
    Ok(see_other("/account", Notice::PasskeyRenamed))
}

pub(super) async fn ask_to_remove(visit: Visit, Params(id): Params<PasskeyId>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let passkeys = account::passkeys(&visit.app, viewer).await?;
    let found = passkeys.into_iter().find(|passkey| passkey.id == id).ok_or(PasskeyError::Unknown)?;
    if account::proven(&visit.app, viewer).is_err() {
        return Ok(to_prove(&format!("/account/passkeys/{id}/remove")));
    }
    let data = RemovePasskey { id: id.to_string(), name: found.name };
    Ok(visit.page(remove_page(&visit.chrome(), &data)))
}

pub(super) async fn remove(visit: Visit, Params(id): Params<PasskeyId>) -> Result<Response, Problem> {
    match account::remove_passkey(&visit.app, visit.viewer()?, id).await {
        Ok(()) => Ok(see_other("/account", Notice::PasskeyRemoved)),
        Err(PasskeyError::NotProven(_)) => Ok(to_prove(&format!("/account/passkeys/{id}/remove"))),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn sign_in(
    visit: Visit,
    headers: HeaderMap,
    Form(form): Form<Answered>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let answer = (form.state.as_str(), form.answer.as_str());
    let next = form.next.filter(|next| !next.is_empty());
    let previous = session_token(app, &headers);
    match account::sign_in_with_passkey(app, answer, next.as_deref(), previous, device(&headers)).await {
        Ok(signed_in) => Ok(begun(app, &signed_in)),
        Err(PasskeyError::Refused(refused)) => {
            tracing::info!(cause = ?refused, "a passkey was refused");
            let passkey = account::ask_to_sign_in(app).map(asked);
            let data = SignIn { next, passkey, refused: true, ..SignIn::default() };
            let html = sign_in_page(&visit.chrome(), &data);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}
