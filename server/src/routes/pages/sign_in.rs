//! `/sign-in`: an address, a mail, a button. `/sign-out`.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    pages::{SignIn, SignInConfirm, SignInSent, sign_in as form_page, sign_in_confirm, sign_in_sent},
    words::faults,
};

use super::{
    account::{asked, begun, device},
    home::whom,
    notice::Notice,
};
use crate::{
    app::App,
    demo,
    flows::{
        account::ask_to_sign_in,
        sign_in::{self, Request, SignInError},
    },
    problem::Problem,
    routes::{
        extract::{Form, Params, Query},
        guard::SECRET_ADDRESS,
        own_device,
        visit::{Visit, no_session_cookie, session_token},
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

pub(super) async fn form(visit: Visit, Query(query): Query<Destination>) -> Result<Response, Problem> {
    let demo = whom(demo::guide(&visit.app).await?);
    let passkey = ask_to_sign_in(&visit.app).map(asked);
    let data = SignIn { next: query.next, demo, passkey, ..SignIn::default() };
    Ok(visit.page(form_page(&visit.chrome(), &data)))
}

/// The same page follows whether or not the address is known here.
pub(super) async fn request(visit: Visit, Form(form): Form<Asked>) -> Result<Response, Problem> {
    let next = form.next.filter(|next| !next.is_empty());
    let request = Request { email: form.email.clone(), next: next.clone() };
    match sign_in::request(&visit.app, request).await {
        Ok(()) => Ok(visit.page(sign_in_sent(&visit.chrome(), &SignInSent { email: form.email }))),
        Err(err @ (SignInError::NotAnAddress | SignInError::TooMany { .. })) => {
            let problem = Problem::from(err);
            let words =
                super::first_problem(problem.errors()).unwrap_or_else(|| faults::told(problem.detail()));
            let passkey = ask_to_sign_in(&visit.app).map(asked);
            let data = SignIn { email: form.email, next, problem: Some(words), passkey, ..SignIn::default() };
            Ok(visit.page_with(problem.status(), form_page(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

/// What the mailed link opens. It spends nothing: mail scanners open every link.
pub(super) async fn look(visit: Visit, Params(token): Params<String>) -> Result<Response, Problem> {
    let pending = match sign_in::look(&visit.app, &token).await {
        Err(err @ SignInError::Spent) => return Ok(spent(&visit, err)),
        pending => pending?,
    };
    let html = sign_in_confirm(&visit.chrome(), &SignInConfirm { token, email: pending.email });
    Ok((SECRET_ADDRESS, visit.page_with(StatusCode::OK, html)).into_response())
}

pub(super) async fn confirm(
    visit: Visit,
    headers: HeaderMap,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let signed_in = match sign_in::confirm(app, &token, session_token(app, &headers), device(&headers)).await
    {
        Err(err @ SignInError::Spent) => return Ok(spent(&visit, err)),
        signed_in => signed_in?,
    };
    Ok(begun(app, &signed_in))
}

/// The form that asks for another link, in the place of one that works no more.
fn spent(visit: &Visit, err: SignInError) -> Response {
    let problem = Problem::from(err);
    let words = faults::told("This link has been used or is too old. Ask for a new one.");
    let passkey = ask_to_sign_in(&visit.app).map(asked);
    let data = SignIn { problem: Some(words), passkey, ..SignIn::default() };
    (SECRET_ADDRESS, visit.page_with(problem.status(), form_page(&visit.chrome(), &data))).into_response()
}

pub(super) async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = session_token(&app, &headers) {
        sign_in::sign_out(&app, token).await?;
    }
    let cookies = AppendHeaders([
        (header::SET_COOKIE, no_session_cookie(&app)),
        (header::SET_COOKIE, own_device::forget(&app.config.public_url)),
        (header::SET_COOKIE, Notice::SignedOut.cookie()),
    ]);
    Ok((cookies, Redirect::to("/")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{flows::outbox, routes::testing::TestApp};

    #[tokio::test]
    async fn a_mailed_link_signs_in_once_and_only_by_its_button() {
        let app = TestApp::new().await;
        let ada = app.stranger();
        ada.post_form("/sign-in", "email=ada%40learner.example&next=%2Fdesk").await.expect(StatusCode::OK);
        let mail = outbox::list(&app.app, 1).await.unwrap().remove(0);
        let path = app.app.config.public_url.path_of(mail.link.as_deref().unwrap()).unwrap();
        for _ in 0..2 {
            let page = ada.browse(path).await.expect(StatusCode::OK);
            assert!(page.text().contains("ada@learner.example"));
            assert_eq!(page.header(header::REFERRER_POLICY), "no-referrer");
            assert_eq!(page.header("x-robots-tag"), "noindex");
        }
        let answer = ada.post_form(path, "").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.header(header::LOCATION), "/desk");
        let cookie = answer.set_cookie("session").unwrap();
        assert!(cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    }

    #[tokio::test]
    async fn a_link_that_was_used_asks_for_an_address_to_send_another_to() {
        let app = TestApp::new().await;
        let ada = app.stranger();
        ada.post_form("/sign-in", "email=ada%40learner.example").await.expect(StatusCode::OK);
        let mail = outbox::list(&app.app, 1).await.unwrap().remove(0);
        let path = app.app.config.public_url.path_of(mail.link.as_deref().unwrap()).unwrap();
        ada.post_form(path, "").await.expect(StatusCode::SEE_OTHER);
        for page in [ada.post_form(path, "").await, ada.browse(path).await] {
            let page = page.expect(StatusCode::NOT_FOUND).text();
            assert!(page.contains("has been used") && page.contains("action=\"/sign-in\""), "{page}");
        }
    }

    #[tokio::test]
    async fn over_https_the_cookie_is_bound_to_the_host() {
        let app = TestApp::at("https://laurel.test", true).await;
        app.stranger().post_form("/sign-in", "email=ada%40learner.example").await.expect(StatusCode::OK);
        let mail = outbox::list(&app.app, 1).await.unwrap().remove(0);
        let path = app.app.config.public_url.path_of(mail.link.as_deref().unwrap()).unwrap();
        let answer = app.stranger().post_form(path, "").await.expect(StatusCode::SEE_OTHER);
        let cookie = answer.set_cookie("__Host-session").unwrap();
        assert!(
            cookie.contains("; Path=/;") && cookie.ends_with("; HttpOnly; SameSite=Lax; Secure"),
            "{cookie}"
        );
    }

    #[tokio::test]
    async fn what_is_no_address_comes_back_to_be_corrected() {
        let app = TestApp::new().await;
        let page = app.stranger().post_form("/sign-in", "email=ada").await;
        assert!(page.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("value=\"ada\""));
    }

    #[tokio::test]
    async fn signing_out_ends_the_session_everywhere() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        ada.get("/desk").await.expect(StatusCode::OK);
        let answer = ada.post_form("/sign-out", "").await.expect(StatusCode::SEE_OTHER);
        assert!(answer.set_cookie("session").unwrap().contains("Max-Age=0"));
        ada.get("/desk").await.expect(StatusCode::UNAUTHORIZED);
    }

    #[tokio::test]
    async fn a_notice_is_shown_once() {
        let app = TestApp::new().await;
        let request =
            app.stranger().request(axum::http::Method::GET, "/").header(header::COOKIE, "notice=signed-out");
        let page = app.stranger().send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert!(page.text().contains("You are signed out."));
        assert!(page.set_cookie("notice").unwrap().contains("Max-Age=0"));
        assert_eq!(app.stranger().get("/").await.set_cookie("notice"), None);
    }
}
