//! Coming back: recovery codes, and what to do when something is lost.

use leptos::prelude::*;

use super::SECTION;
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, field};
use crate::pages::document::{Head, document};
use crate::words::account as words;

/// The form that takes a code. Posts to `/sign-in/code`.
#[derive(Clone, Debug, Default)]
pub struct CodeSignIn {
    /// Where to go afterwards.
    pub next: Option<String>,
    /// Whether no account has the one that was typed. It is not shown again: it may be one letter from right.
    pub wrong: bool,
}

pub(super) fn section(left: u64) -> AnyView {
    view! {
        <section class="account-part" aria-labelledby="recovery">
            <h2 id="recovery">{words::recovery()}</h2>
            <p>{words::recovery_lead()}</p>
            <p>{words::codes_left(left)}</p>
            <p class="row">
                <a class="button" href="/account/codes">{words::make_codes()}</a>
                <a href="/lost">{words::lost()}</a>
            </p>
        </section>
    }
    .into_any()
}

/// The question before codes are made. Posts to `/account/codes`.
pub fn recovery_codes(chrome: &Chrome) -> String {
    document(chrome, &Head::private(words::codes_title(), SECTION), || {
        view! {
            <div class="narrow stack">
                <p class="eyebrow"><a href="/account">{words::back()}</a></p>
                <h1>{words::codes_title()}</h1>
                <p class="lead">{words::recovery_lead()}</p>
                <p>{words::codes_ask()}</p>
                <form method="post" action="/account/codes">
                    <button class="main">{words::codes_make()}</button>
                </form>
            </div>
        }
    })
}

/// The codes, shown once.
pub fn recovery_codes_made(chrome: &Chrome, codes: &[String]) -> String {
    let codes: Vec<_> = codes.to_vec();
    document(chrome, &Head::private(words::codes_title(), SECTION), || {
        let codes: Vec<_> = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect();
        view! {
            <div class="narrow stack">
                <h1>{words::codes_title()}</h1>
                <p class="lead">{words::codes_shown()}</p>
                <ol class="account-codes">{codes}</ol>
                <p><a class="button main" href="/account">{words::codes_done()}</a></p>
            </div>
        }
    })
}

/// The form that takes a code.
pub fn code_sign_in(chrome: &Chrome, data: &CodeSignIn) -> String {
    let wrong =
        data.wrong.then(|| FieldError { field: "code".to_owned(), message: words::code_wrong().to_owned() });
    let errors: Vec<_> = wrong.into_iter().collect();
    let next = data.next.clone();
    document(chrome, &Head::private(words::code_title(), "/sign-in"), || {
        let next = next.map(|next| view! { <input type="hidden" name="next" value=next /> });
        view! {
            <div class="narrow stack">
                <h1>{words::code_title()}</h1>
                <form method="post" action="/sign-in/code" class="stack">
                    {next}
                    {field(Field::text("code", words::code()), "", &errors)}
                    <button class="main">{words::code_button()}</button>
                </form>
                <p><a href="/lost">{words::lost()}</a></p>
            </div>
        }
    })
}

/// What to do when something is lost.
pub fn lost(chrome: &Chrome) -> String {
    let head = Head { title: words::lost_title().to_owned(), section: "/sign-in", ..Head::default() };
    document(chrome, &head, || {
        let parts: Vec<_> = words::lost_parts()
            .iter()
            .map(|(question, answer)| view! { <section><h2>{*question}</h2><p>{*answer}</p></section> })
            .collect();
        view! {
            <div class="narrow account-help">
                <h1>{words::lost_title()}</h1>
                {parts}
                <p class="row">
                    <a class="button" href="/sign-in">{crate::words::general::sign_in()}</a>
                    <a class="button" href="/sign-in/code">{words::lost_code()}</a>
                </p>
            </div>
        }
    })
}
