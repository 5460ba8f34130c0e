//! The addresses of an account.

use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{
    chrome::FieldError,
    pages::{
        ConfirmAddress, RemoveAddress, address_refused, confirm_address as confirm_page,
        remove_address as remove_page,
    },
    words::{account as words, faults},
};

use super::{Typed, again, to_prove};
use crate::{
    flows::account::{self, AddressError},
    problem::Problem,
    routes::{
        extract::{Form, Params},
        guard::SECRET_ADDRESS,
        pages::{field_errors, notice::Notice, see_other},
        visit::Visit,
    },
};

#[derive(Deserialize)]
pub(super) struct Adding {
    #[serde(default)]
    email: String,
}

pub(super) async fn add(
    visit: Visit,
    headers: HeaderMap,
    Form(form): Form<Adding>,
) -> Result<Response, Problem> {
    let errors = match account::add_address(&visit.app, visit.viewer()?, &form.email).await {
        Ok(_) => return Ok(see_other("/account", Notice::AddressAsked)),
        Err(AddressError::NotProven(_)) => return Ok(to_prove("/account")),
        Err(AddressError::Fields(fields)) => field_errors(&fields, &[("/email", "email")]),
        Err(err @ AddressError::TooMany { .. }) => {
            vec![FieldError { field: "email".to_owned(), message: faults::told(&err.to_string()) }]
        }
        Err(err) => return Err(err.into()),
    };
    again(&visit, &headers, Typed { email: form.email, errors, ..Typed::default() }).await
}

pub(super) async fn withdraw(visit: Visit, Form(form): Form<Adding>) -> Result<Response, Problem> {
    account::withdraw_address(&visit.app, visit.viewer()?, &form.email).await?;
    Ok(see_other("/account", Notice::AddressWithdrawn))
}

pub(super) async fn choose(visit: Visit, Params(id): Params<String>) -> Result<Response, Problem> {
    match account::choose_address(&visit.app, visit.viewer()?, &id).await {
        Ok(()) => Ok(see_other("/account", Notice::AddressChosen)),
        Err(AddressError::NotProven(_)) => Ok(to_prove("/account")),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn ask_to_remove(visit: Visit, Params(id): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let (addresses, _) = account::addresses(&visit.app, viewer).await?;
    let found = addresses.into_iter().find(|address| address.id == id).ok_or(AddressError::Unknown)?;
    if account::proven(&visit.app, viewer).is_err() {
        return Ok(to_prove(&format!("/account/addresses/{id}/remove")));
    }
    let data = RemoveAddress { id, email: found.email };
    Ok(visit.page(remove_page(&visit.chrome(), &data)))
}

pub(super) async fn remove(visit: Visit, Params(id): Params<String>) -> Result<Response, Problem> {
    match account::remove_address(&visit.app, visit.viewer()?, &id).await {
        Ok(()) => Ok(see_other("/account", Notice::AddressRemoved)),
        Err(AddressError::NotProven(_)) => Ok(to_prove(&format!("/account/addresses/{id}/remove"))),
        Err(err) => Err(err.into()),
    }
}

/// What the mailed link opens. It spends nothing: mail scanners open every link.
pub(super) async fn look(visit: Visit, Params(token): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let email = match account::look_at_address(&visit.app, viewer, &token).await {
        Err(err @ AddressError::Spent) => return Ok(refused(&visit, err, words::address_spent())),
        email => email?,
    };
    let data = ConfirmAddress { token, email, account: viewer.email.clone() };
    let html = confirm_page(&visit.chrome(), &data);
    Ok((SECRET_ADDRESS, visit.page_with(StatusCode::OK, html)).into_response())
}

pub(super) async fn confirm(visit: Visit, Params(token): Params<String>) -> Result<Response, Problem> {
    match account::confirm_address(&visit.app, visit.viewer()?, &token).await {
        Ok(_) => Ok(see_other("/account", Notice::AddressAdded)),
        Err(err @ AddressError::Spent) => Ok(refused(&visit, err, words::address_spent())),
        Err(err @ AddressError::Full) => Ok(refused(&visit, err, words::address_full())),
        Err(err @ AddressError::Taken) => Ok(refused(&visit, err, words::address_taken())),
        Err(err) => Err(err.into()),
    }
}

fn refused(visit: &Visit, err: AddressError, text: &'static str) -> Response {
    let status = Problem::from(err).status();
    let html = address_refused(&visit.chrome(), text);
    (SECRET_ADDRESS, visit.page_with(status, html)).into_response()
}
