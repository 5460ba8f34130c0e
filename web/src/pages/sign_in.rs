//! `/sign-in`: an address, a mail, a button.

use leptos::prelude::*;

use super::document::{Head, document};
use super::home::{Demo, try_it};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, field};
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
    let SignIn { email, next, problem, demo } = data.clone();
    let errors: Vec<_> =
        problem.into_iter().map(|message| FieldError { field: "email".to_owned(), message }).collect();
    let address = Field { autocomplete: "email", ..Field::text("email", (words::email(), "")).kind("email") };
    document(chrome, &Head::private(words::sign_in_title(), "/sign-in"), || {
        let next = next.map(|next| view! { <input type="hidden" name="next" value=next /> });
        view! {
            <div class="narrow">
                <h1>{words::sign_in_title()}</h1>
                <p class="lead">{words::sign_in_lead()}</p>
                <form method="post" action="/sign-in" class="stack">
                    {next}
                    {field(address, &email, &errors)}
                    <button class="main">{words::send()}</button>
                </form>
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
