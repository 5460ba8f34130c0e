//! Questions before an account changes for good, and the page that asks for a fresh proof.

use leptos::prelude::*;

use super::{PasskeyAsk, SECTION, sign_in_form};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, choice, field};
use crate::pages::document::{Head, document};
use crate::words::{account as words, general};

/// The page behind the link to a new address. Posts to `/account/new-address/{token}`.
#[derive(Clone, Debug, Default)]
pub struct ConfirmAddress {
    /// The link's token.
    pub token: String,
    /// The new address.
    pub email: String,
    /// The address that the account has so far.
    pub account: String,
}

/// The question before an address is removed. Posts to `/account/addresses/{id}/remove`.
#[derive(Clone, Debug, Default)]
pub struct RemoveAddress {
    /// Names it.
    pub id: String,
    /// The address.
    pub email: String,
}

/// The question before a passkey is removed. Posts to `/account/passkeys/{id}/remove`.
#[derive(Clone, Debug, Default)]
pub struct RemovePasskey {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
}

/// The question before an account is deleted. Posts to `/account/delete`.
#[derive(Clone, Debug, Default)]
pub struct AccountDelete {
    /// How many credentials go,
    pub credentials: u64,
    /// and how many records.
    pub records: u64,
    /// Whether an institution has no other owner: then it cannot be done.
    pub last_owner: bool,
    /// What was typed: `email`.
    pub email: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page that asks for a fresh proof.
#[derive(Clone, Debug, Default)]
pub struct AccountProve {
    /// The account's addresses, the one that letters go to first.
    pub emails: Vec<String>,
    /// Where to go afterwards.
    pub next: String,
    /// What the browser is asked, where the account has a passkey.
    pub ask: Option<PasskeyAsk>,
    /// Whether the account has recovery codes.
    pub codes: bool,
}

/// The page behind the link to a new address.
pub fn confirm_address(chrome: &Chrome, data: &ConfirmAddress) -> String {
    let action = format!("/account/new-address/{}", data.token);
    let text = words::confirm_address(&data.email, &data.account);
    question(chrome, words::confirm_address_title(), text, (action, words::confirm_address_button(), "main"))
}

/// Why a link adds no address. A sentence.
pub fn address_refused(chrome: &Chrome, text: &'static str) -> String {
    document(chrome, &Head::private(words::confirm_address_title(), SECTION), || {
        view! {
            <div class="narrow stack">
                <h1>{words::confirm_address_title()}</h1>
                <p class="notice is-bad" role="alert">{text}</p>
                <p><a class="button" href="/account">{words::back()}</a></p>
            </div>
        }
    })
}

/// The question before an address is removed.
pub fn remove_address(chrome: &Chrome, data: &RemoveAddress) -> String {
    let action = format!("/account/addresses/{}/remove", data.id);
    let text = words::remove_address(&data.email);
    question(chrome, words::remove_address_title(), text, (action, words::remove_address_button(), "danger"))
}

/// The question before a passkey is removed.
pub fn remove_passkey(chrome: &Chrome, data: &RemovePasskey) -> String {
    let action = format!("/account/passkeys/{}/remove", data.id);
    let text = words::remove_passkey(&data.name);
    question(chrome, words::remove_passkey_title(), text, (action, words::remove_passkey_button(), "danger"))
}

/// * `does`: where the button posts to, what it says, and its class.
fn question(
    chrome: &Chrome,
    title: &'static str,
    text: String,
    does: (String, &'static str, &'static str),
) -> String {
    let (action, label, class) = does;
    document(chrome, &Head::private(title, SECTION), || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="account-question">{text}</p>
                <form method="post" action=action class="row">
                    <button class=class>{label}</button>
                    <a href="/account">{general::cancel()}</a>
                </form>
            </div>
        }
    })
}

/// The question before an account is deleted.
pub fn account_delete(chrome: &Chrome, data: &AccountDelete) -> String {
    let data = data.clone();
    document(chrome, &Head::private(words::delete_title(), SECTION), || {
        let form = if data.last_owner {
            view! { <p class="notice is-bad">{words::delete_owner()}</p> }.into_any()
        } else {
            let typed = Field::text("email", words::delete_type());
            view! {
                <form method="post" action="/account/delete" class="stack">
                    {field(typed, &data.email, &data.errors)}
                    <p class="row">
                        <button class="danger">{words::delete_button()}</button>
                        <a href="/account">{general::cancel()}</a>
                    </p>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="narrow stack">
                <p class="eyebrow"><a href="/account">{words::back()}</a></p>
                <h1>{words::delete_title()}</h1>
                <h2>{words::delete_goes_label()}</h2>
                <p>{words::delete_goes(data.credentials, data.records)}</p>
                <p>{words::delete_copy()}</p>
                <p><a class="button" href="/wallet/take-along">{crate::words::along::title()}</a></p>
                <h2>{words::delete_stays()}</h2>
                <p>{words::delete_stays_text()}</p>
                {form}
            </div>
        }
    })
}

/// The page that asks for a fresh proof.
pub fn account_prove(chrome: &Chrome, data: &AccountProve) -> String {
    let AccountProve { emails, next, ask, codes } = data.clone();
    let head = Head {
        script: ask.is_some().then_some("passkey.js"),
        ..Head::private(words::prove_title(), SECTION)
    };
    document(chrome, &head, || {
        let passkey = ask.map(|ask| sign_in_form(ask, Some(next.clone()), words::prove_passkey()));
        let first = emails.first().cloned().unwrap_or_default();
        let emails = emails.into_iter().map(|email| (email.clone(), email)).collect();
        let code = codes.then(|| {
            view! {
                <form action="/sign-in/code">
                    <input type="hidden" name="next" value=next.clone() />
                    <button>{words::prove_code()}</button>
                </form>
            }
        });
        view! {
            <div class="narrow stack">
                <h1>{words::prove_title()}</h1>
                <p class="lead">{words::prove_lead()}</p>
                {passkey}
                <form method="post" action="/sign-in" class="stack">
                    <input type="hidden" name="next" value=next />
                    {choice(Field::text("email", words::prove_email()), &first, emails, &[])}
                    <button class="main">{words::prove_mail()}</button>
                </form>
                {code}
                <p><a href="/account">{words::back()}</a></p>
            </div>
        }
    })
}
