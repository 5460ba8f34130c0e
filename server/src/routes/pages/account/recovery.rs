//! Recovery codes, and what to do when something is lost.

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use web::pages::{CodeSignIn, code_sign_in, lost as lost_page, recovery_codes, recovery_codes_made};

use super::{begun, device, to_prove};
use crate::{
    flows::{
        account::{self, AddressError},
        sign_in::SignInError,
    },
    problem::Problem,
    routes::{
        extract::{Form, Query},
        visit::{Visit, session_token},
    },
};

const HERE: &str = "/account/codes";

pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    if account::proven(&visit.app, visit.viewer()?).is_err() {
        return Ok(to_prove(HERE));
    }
    Ok(visit.page(recovery_codes(&visit.chrome())))
}

/// The codes are the answer to the form itself: they are shown once, and kept nowhere to be shown again.
pub(super) async fn make(visit: Visit) -> Result<Response, Problem> {
    match account::make_codes(&visit.app, visit.viewer()?).await {
        Ok(codes) => Ok(visit.page(recovery_codes_made(&visit.chrome(), &codes))),
        Err(AddressError::NotProven(_)) => Ok(to_prove(HERE)),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn lost(visit: Visit) -> Response {
    visit.page(lost_page(&visit.chrome()))
}

pub(super) async fn form(visit: Visit, Query(query): Query<Entered>) -> Response {
    let data = CodeSignIn { next: query.next, wrong: false };
    visit.page(code_sign_in(&visit.chrome(), &data))
}

/// A code, and where to go afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Entered {
    code: String,
    next: Option<String>,
}

pub(super) async fn sign_in(
    visit: Visit,
    headers: HeaderMap,
    Form(form): Form<Entered>,
) -> Result<Response, Problem> {
    let previous = session_token(&visit.app, &headers);
    let next = form.next.as_deref();
    match account::sign_in_with_code(&visit.app, &form.code, next, previous, device(&headers)).await {
        Ok(signed_in) => Ok(begun(&visit.app, &signed_in)),
        Err(SignInError::Spent) => {
            let html = code_sign_in(&visit.chrome(), &CodeSignIn { next: form.next, wrong: true });
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}
