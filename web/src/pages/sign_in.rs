//! `/sign-in`: an address, a mail, a button.

use leptos::prelude::*;

use super::account::{PasskeyAsk, sign_in_form};
use super::document::{Head, document};
use super::home::{Demo, try_it};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, field};
use crate::words::account;
use crate::words::home as words;

/// The form that asks for an address.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// What was typed.
    pub email: String,
    /// The path to go to afterwards.
    pub next: Option<String>,
    /// What is wrong with the address. A sentence.
    pub problem: Option<String>,
    /// Whom to sign in as in the demo; absent elsewhere.
    pub demo: Option<Demo>,
    /// What the browser is asked for whoever has a passkey; absent where they do not work.
    pub passkey: Option<PasskeyAsk>,
    /// Whether a passkey was not accepted.
    pub refused: bool,
}

/// The page after the mail has been sent.
#[derive(Clone, Debug, Default)]
pub struct SignInSent {
    /// Where it was sent.
    pub email: String,
}

/// The page that the mailed link opens: one button, so that mail scanners sign nobody in.
#[derive(Clone, Debug, Default)]
pub struct SignInConfirm {
    /// The link's token: the form posts to `/sign-in/{token}`.
    pub token: String,
    /// The address that will be signed in.
    pub email: String,
}

/// The sign-in form.
pub fn sign_in(chrome: &Chrome, data: &SignIn) -> String {
    let SignIn { email, next, problem, demo, passkey, refused } = data.clone();
    let errors: Vec<_> =
        problem.into_iter().map(|message| FieldError { field: "email".to_owned(), message }).collect();
    let address =
        Field { autocomplete: "email webauthn", ..Field::text("email", (words::email(), "")).kind("email") };
    let head = Head {
        script: passkey.is_some().then_some("passkey.js"),
        ..Head::private(words::sign_in_title(), "/sign-in")
    };
    document(chrome, &head, || {
        let passkey = passkey.map(|ask| sign_in_form(ask, next.clone(), account::sign_in_passkey()));
        let refused =
            refused.then(|| view! { <p class="notice is-bad" role="alert">{account::sign_in_refused()}</p> });
        let next = next.map(|next| view! { <input type="hidden" name="next" value=next /> });
        view! {
            <div class="narrow stack">
                <h1>{words::sign_in_title()}</h1>
                <p class="lead">{words::sign_in_lead()}</p>
                {refused}
                <form method="post" action="/sign-in" class="stack">
                    {next}
                    {field(address, &email, &errors)}
                    <button class="main">{words::send()}</button>
                </form>
                {passkey}
                <p><a href="/lost">{account::lost()}</a></p>
            </div>
            {demo.map(try_it)}
        }
    })
}

/// "The mail is on its way."
pub fn sign_in_sent(chrome: &Chrome, data: &SignInSent) -> String {
    let text = words::sent_to(&data.email);
    let outbox = chrome.demo;
    document(chrome, &Head::private(words::sent_title(), "/sign-in"), || {
        let outbox =
            outbox.then(|| view! { <p><a class="button main" href="/outbox">{words::sent_outbox()}</a></p> });
        view! {
            <div class="narrow">
                <h1>{words::sent_title()}</h1>
                <p class="lead">{text}</p>
                {outbox}
                <p>{words::sent_help()}</p>
                <p><a href="/sign-in">{words::sent_again()}</a></p>
            </div>
        }
    })
}

/// The page with the button.
pub fn sign_in_confirm(chrome: &Chrome, data: &SignInConfirm) -> String {
    let action = format!("/sign-in/{}", data.token);
    let text = words::confirm_lead(&data.email);
    document(chrome, &Head::private(words::confirm_title(), "/sign-in"), || {
        view! {
            <div class="narrow">
                <h1>{words::confirm_title()}</h1>
                <p class="lead">{text}</p>
                <form method="post" action=action>
                    <button class="main">{words::confirm()}</button>
                </form>
                <p class="hint">{words::confirm_note()}</p>
            </div>
        }
    })
}
