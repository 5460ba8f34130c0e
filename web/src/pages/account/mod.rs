//! `/account` and the pages below it: an account, by its owner.

mod addresses;
mod asking;
mod guardians;
mod help;
mod own_keys;
mod passkeys;
mod sessions;

use leptos::prelude::*;

pub use asking::{
    AccountDelete, AccountProve, ConfirmAddress, RemoveAddress, RemovePasskey, account_delete, account_prove,
    address_refused, confirm_address, remove_address, remove_passkey,
};
pub use guardians::{AccountGuardian, AccountGuardianState};
pub use help::{CodeSignIn, code_sign_in, lost, recovery_codes, recovery_codes_made};
pub use own_keys::{OwnKeyLine, OwnKeys, SealedLine, own_keys};
pub(super) use passkeys::sign_in_form;
pub use passkeys::{NewPasskey, PasskeyAsk, new_passkey};

use super::document::{Head, document};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, choice, field};
use crate::words::{account as words, along};

/// Where the account is, among the sections.
const SECTION: &str = "/account";

/// An account.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// What its owner is called, as it is or as it was typed.
    pub name: String,
    /// The language of their pages, as a tag; empty: as the browser says.
    pub language: String,
    /// The languages there are: tag and name.
    pub languages: Vec<(String, String)>,
    /// `light` or `dark`; empty: as the device says.
    pub theme: String,
    /// Its addresses, the one that letters go to first.
    pub addresses: Vec<AddressLine>,
    /// Addresses whose link was not opened yet.
    pub waiting: Vec<String>,
    /// A new address, as it was typed.
    pub email: String,
    /// Its passkeys; absent where they do not work.
    pub passkeys: Option<Vec<PasskeyLine>>,
    /// Its sessions, the latest first.
    pub sessions: Vec<SessionLine>,
    /// How many recovery codes are left.
    pub codes_left: u64,
    /// Who looks after its wallet, or is to.
    pub guardians: Vec<AccountGuardian>,
    /// How many others its owner looks after.
    pub looks_after: u64,
    /// What was wrong with a form: `name`, `language`, `theme`, `email`.
    pub errors: Vec<FieldError>,
}

/// An address.
#[derive(Clone, Debug, Default)]
pub struct AddressLine {
    /// Names it in addresses of pages.
    pub id: String,
    /// The address.
    pub email: String,
    /// Whether letters go there.
    pub main: bool,
    /// The institution that it comes from.
    pub school: Option<String>,
    /// Its last day, where it ends: RFC 3339; and whether that has passed.
    pub ends: Option<(String, bool)>,
}

/// A passkey.
#[derive(Clone, Debug, Default)]
pub struct PasskeyLine {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when it signs in, RFC 3339.
    pub created_at: String,
    /// When it last did, RFC 3339.
    pub used_at: Option<String>,
}

/// A session.
#[derive(Clone, Debug, Default)]
pub struct SessionLine {
    /// Names it in the form that ends it.
    pub id: String,
    /// The kind of device, by its name.
    pub device: String,
    /// Since when, RFC 3339.
    pub since: String,
    /// The day of the last visit, RFC 3339.
    pub seen_at: String,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// The account.
pub fn account(chrome: &Chrome, data: &Account) -> String {
    let data = data.clone();
    document(chrome, &Head::private(words::title(), SECTION), || {
        view! {
            <header class="page-head"><h1>{words::title()}</h1></header>
            <div class="account-parts">
                {settings(&data)}
                {addresses::section(&data)}
                {passkeys::section(data.passkeys.as_deref())}
                {sessions::section(&data.sessions)}
                {own_keys::section()}
                {help::section(data.codes_left)}
                {guardians::section(&data.guardians, data.looks_after)}
                <section class="account-part" aria-labelledby="along">
                    <h2 id="along">{along::title()}</h2>
                    <p>{along::lead()}</p>
                    <p><a class="button" href="/wallet/take-along">{along::link()}</a></p>
                </section>
                <section class="account-part" aria-labelledby="delete">
                    <h2 id="delete">{words::delete()}</h2>
                    <p>{words::delete_lead()}</p>
                    <p><a class="button" href="/account/delete">{words::delete_link()}</a></p>
                </section>
            </div>
        }
    })
}

fn settings(data: &Account) -> AnyView {
    let auto = |words: &str| (String::new(), words.to_owned());
    let languages = [auto(words::language_auto())].into_iter().chain(data.languages.clone()).collect();
    let themes = vec![
        auto(words::theme_auto()),
        ("light".to_owned(), words::theme_light().to_owned()),
        ("dark".to_owned(), words::theme_dark().to_owned()),
    ];
    let name = Field { autocomplete: "name", ..Field::text("name", words::name()).optional() };
    view! {
        <section class="account-part" aria-labelledby="settings">
            <h2 id="settings">{words::settings()}</h2>
            <form method="post" action="/account" class="stack narrow">
                {field(name, &data.name, &data.errors)}
                {choice(Field::text("language", words::language()), &data.language, languages, &data.errors)}
                {choice(Field::text("theme", words::theme()), &data.theme, themes, &data.errors)}
                <button class="main">{words::save()}</button>
            </form>
        </section>
    }
    .into_any()
}
