//! `/sign-in`: an address, a mail, a button. `/sign-out`.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::pages::{SignIn, SignInConfirm, SignInSent, sign_in as form_page, sign_in_confirm, sign_in_sent};

use super::notice::Notice;
use crate::{
    app::App,
    flows::sign_in::{self, Request, SignInError},
    problem::Problem,
    routes::{
        extract::{Form, Params, Query},
        guard::SECRET_ADDRESS,
        visit::{Visit, no_session_cookie, session_cookie, session_token},
    },
};

#[derive(Deserialize)]
pub(super) struct Destination {
    #[serde(default)]
    next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    email: String,
    #[serde(default)]
    next: Option<String>,
}

pub(super) async fn form(visit: Visit, Query(query): Query<Destination>) -> Response {
    let data = SignIn { next: query.next, ..SignIn::default() };
    visit.page(form_page(&visit.chrome(), &data))
}

/// The same page follows whether or not the address is known here.
pub(super) async fn request(visit: Visit, Form(asked): Form<Asked>) -> Result<Response, Problem> {
    let next = asked.next.filter(|next| !next.is_empty());
    let request = Request { email: asked.email.clone(), next: next.clone() };
    match sign_in::request(&visit.app, request).await {
        Ok(()) => Ok(visit.page(sign_in_sent(&visit.chrome(), &SignInSent { email: asked.email }))),
        Err(err @ (SignInError::NotAnAddress | SignInError::TooMany { .. })) => {
            let problem = Problem::from(err);
            let words = super::first_problem(problem.errors()).unwrap_or_else(|| problem.detail().to_owned());
            let data = SignIn { email: asked.email, next, problem: Some(words) };
            Ok(visit.page_with(problem.status(), form_page(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

/// What the mailed link opens. It spends nothing: mail scanners open every link.
pub(super) async fn look(visit: Visit, Params(token): Params<String>) -> Result<Response, Problem> {
    let pending = sign_in::look(&visit.app, &token).await?;
    let html = sign_in_confirm(&visit.chrome(), &SignInConfirm { token, email: pending.email });
    Ok((SECRET_ADDRESS, visit.page_with(StatusCode::OK, html)).into_response())
}

pub(super) async fn confirm(
    State(app): State<App>,
    headers: HeaderMap,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let signed_in = sign_in::confirm(&app, &token, session_token(&app, &headers)).await?;
    let cookies = AppendHeaders([
        (header::SET_COOKIE, session_cookie(&app, &signed_in.token, signed_in.expires_at)),
        (header::SET_COOKIE, Notice::SignedIn.cookie()),
    ]);
    Ok((cookies, Redirect::to(&signed_in.next)).into_response())
}

pub(super) async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = session_token(&app, &headers) {
        sign_in::sign_out(&app, token).await?;
    }
    let cookies = AppendHeaders([
        (header::SET_COOKIE, no_session_cookie(&app)),
        (header::SET_COOKIE, Notice::SignedOut.cookie()),
    ]);
    Ok((cookies, Redirect::to("/")).into_response())
}
