//! Passkeys: those of an account, a new one, and signing in with one.
//!
//! `passkey.js` hands a form's `data-options` to the browser and posts the browser's answer by the same form. What
//! it needs is hidden until it runs, so that nothing is offered that could not work.

use leptos::prelude::*;

use super::{PasskeyLine, SECTION};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, field};
use crate::pages::document::{Head, document};
use crate::words::{account as words, dates};

/// What the browser is asked.
#[derive(Clone, Debug, Default)]
pub struct PasskeyAsk {
    /// For the browser: JSON.
    pub options: String,
    /// To come back with the answer.
    pub state: String,
}

/// The form for a new passkey. Posts to `/account/passkeys`.
#[derive(Clone, Debug, Default)]
pub struct NewPasskey {
    /// What the browser is asked.
    pub ask: PasskeyAsk,
    /// Its name, as it was typed.
    pub name: String,
    /// Whether the server did not take the last one.
    pub refused: bool,
    /// What was wrong with `name`.
    pub errors: Vec<FieldError>,
}

/// Those of an account; absent where they do not work.
pub(super) fn section(passkeys: Option<&[PasskeyLine]>) -> AnyView {
    let list = match passkeys {
        None => view! { <p class="empty">{words::passkeys_nowhere()}</p> }.into_any(),
        Some(lines) => {
            let items: Vec<_> = lines.iter().map(passkey).collect();
            let list = if items.is_empty() {
                view! { <p class="empty">{words::passkeys_empty()}</p> }.into_any()
            } else {
                view! { <ul class="account-lines">{items}</ul> }.into_any()
            };
            view! {
                {list}
                <p><a class="button" href="/account/passkeys">{words::new_passkey()}</a></p>
            }
            .into_any()
        }
    };
    view! {
        <section class="account-part" aria-labelledby="passkeys">
            <h2 id="passkeys">{words::passkeys()}</h2>
            <p>{words::passkeys_lead()}</p>
            {list}
        </section>
    }
    .into_any()
}

fn passkey(line: &PasskeyLine) -> AnyView {
    let action = format!("/account/passkeys/{}", line.id);
    let href = format!("/account/passkeys/{}/remove", line.id);
    let used = line.used_at.as_deref().map(dates::day);
    let about = words::passkey_used(&dates::day(&line.created_at), used.as_deref());
    view! {
        <li class="account-line">
            <p><strong class="account-name">{line.name.clone()}</strong><span class="hint">{about}</span></p>
            <div class="row">
                <form method="post" action=action class="in-row account-rename">
                    <input
                        name="name"
                        value=line.name.clone()
                        required
                        maxlength="60"
                        autocomplete="off"
                        aria-label=words::rename_named(&line.name)
                    />
                    <button class="small">{words::rename()}</button>
                </form>
                <a class="button small" href=href aria-label=words::remove_named(&line.name)>{words::remove()}</a>
            </div>
        </li>
    }
    .into_any()
}

/// The form for a new passkey.
pub fn new_passkey(chrome: &Chrome, data: &NewPasskey) -> String {
    let NewPasskey { ask, name, refused, errors } = data.clone();
    let head = Head { script: Some("passkey.js"), ..Head::private(words::new_passkey(), SECTION) };
    document(chrome, &head, || {
        let refused =
            refused.then(|| view! { <p class="notice is-bad" role="alert">{words::passkey_refused()}</p> });
        view! {
            <div class="narrow stack">
                <p class="eyebrow"><a href="/account">{words::back()}</a></p>
                <h1>{words::new_passkey()}</h1>
                <p class="lead">{words::passkeys_lead()}</p>
                {refused}
                <p class="notice" data-passkey-without="">{words::passkey_needs()}</p>
                <form
                    method="post"
                    action="/account/passkeys"
                    class="stack"
                    data-passkey="new"
                    data-options=ask.options
                    hidden
                >
                    <input type="hidden" name="state" value=ask.state />
                    <input type="hidden" name="answer" value="" />
                    {field(Field::text("name", words::passkey_name()), &name, &errors)}
                    <p class="field-problem" role="alert" data-passkey-failed="" hidden>{words::passkey_failed()}</p>
                    <button class="main">{words::make_passkey()}</button>
                </form>
            </div>
        }
    })
}

/// The form that signs in with a passkey; invisible until the browser runs scripts and knows passkeys.
///
/// * `next`: the path to go to afterwards.
/// * `label`: what the button says.
pub(in crate::pages) fn sign_in_form(ask: PasskeyAsk, next: Option<String>, label: &'static str) -> AnyView {
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next /> });
    view! {
        <form
            method="post"
            action="/sign-in/passkey"
            class="account-passkey"
            data-passkey="sign-in"
            data-options=ask.options
            hidden
        >
            {next}
            <input type="hidden" name="state" value=ask.state />
            <input type="hidden" name="answer" value="" />
            <p class="field-problem" role="alert" data-passkey-failed="" hidden>{words::sign_in_failed()}</p>
            <button>{label}</button>
        </form>
    }
    .into_any()
}
