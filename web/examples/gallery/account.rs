//! The account and its pages, and the privacy page.

use web::chrome::{Chrome, EndingAddress, FieldError};
use web::pages::{
    Account, AccountDelete, AccountGuardian, AccountGuardianState, AccountProve, AddressLine, CodeSignIn,
    ConfirmAddress, NewPasskey, PasskeyAsk, PasskeyLine, Privacy, RemoveAddress, RemovePasskey, SessionLine,
    account, account_delete, account_prove, address_refused, code_sign_in, confirm_address, lost,
    new_passkey, offline, privacy, recovery_codes, recovery_codes_made, remove_address, remove_passkey,
};

use super::NOW;

/// What a browser is asked; nothing here answers it.
pub(super) fn ask() -> PasskeyAsk {
    PasskeyAsk { options: "{}".to_owned(), state: "state".to_owned() }
}

fn address(email: &str) -> AddressLine {
    AddressLine { id: email.to_owned(), email: email.to_owned(), ..AddressLine::default() }
}

fn guardians() -> Vec<AccountGuardian> {
    let one = |name: &str, state| AccountGuardian {
        id: name.to_owned(),
        name: name.to_owned(),
        institution: "Northfield College".to_owned(),
        state,
        last_day: "2029-08-31T23:59:59Z".to_owned(),
    };
    vec![
        one("leo@example.com", AccountGuardianState::Asked),
        one("Ines Obi", AccountGuardianState::InForce(NOW.to_owned())),
    ]
}

fn full() -> Account {
    let northfield = Some("Northfield College".to_owned());
    let passkey = |name: &str, used_at: Option<&str>| PasskeyLine {
        id: name.to_owned(),
        name: name.to_owned(),
        created_at: "2026-05-04T09:00:00Z".to_owned(),
        used_at: used_at.map(str::to_owned),
    };
    let session = |device: &str, since: &str, this| SessionLine {
        id: device.to_owned(),
        device: device.to_owned(),
        since: since.to_owned(),
        seen_at: NOW.to_owned(),
        this,
    };
    Account {
        name: "Ada Obi".to_owned(),
        language: "en".to_owned(),
        languages: vec![("en".to_owned(), "English".to_owned()), ("de".to_owned(), "Deutsch".to_owned())],
        theme: "dark".to_owned(),
        addresses: vec![
            AddressLine { main: true, ..address("ada@example.com") },
            AddressLine {
                school: northfield.clone(),
                ends: Some(("2027-07-31T00:00:00Z".to_owned(), false)),
                ..address("ada.obi@northfield.example")
            },
            AddressLine {
                school: northfield,
                ends: Some(("2026-07-31T00:00:00Z".to_owned(), true)),
                ..address("a.obi.2025@northfield.example")
            },
        ],
        waiting: vec!["ada.obi@botanic.example".to_owned()],
        email: String::new(),
        passkeys: Some(vec![passkey("Ada’s phone", Some(NOW)), passkey("The key on my ring", None)]),
        sessions: vec![
            session("Firefox on Linux", "2026-11-20T08:00:00Z", true),
            session("Safari on iPhone", "2026-09-01T18:30:00Z", false),
        ],
        codes_left: 7,
        guardians: guardians(),
        looks_after: 1,
        errors: Vec::new(),
    }
}

fn fresh() -> Account {
    let full = full();
    Account {
        name: String::new(),
        language: String::new(),
        theme: String::new(),
        addresses: full.addresses[..1].to_vec(),
        waiting: Vec::new(),
        passkeys: Some(Vec::new()),
        sessions: full.sessions[..1].to_vec(),
        codes_left: 0,
        guardians: Vec::new(),
        looks_after: 0,
        ..full
    }
}

/// Name and HTML of every page.
pub(super) fn pages(out: &Chrome, signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let error = |field: &str, message: &str| {
        vec![FieldError { field: field.to_owned(), message: message.to_owned() }]
    };
    let email = "ada.obi@northfield.example";
    let with = |over| Chrome {
        ending: Some(EndingAddress {
            email: email.to_owned(),
            issuer: "Northfield College".to_owned(),
            last_day: "2026-11-30T00:00:00Z".to_owned(),
            over,
        }),
        ..signed_in.clone()
    };
    let wrong =
        Account { email: "ada@".to_owned(), errors: error("email", "That is no e-mail address."), ..full() };
    let new = NewPasskey { ask: ask(), name: "Ada’s phone".to_owned(), ..NewPasskey::default() };
    let prove = |ask| AccountProve {
        emails: vec!["ada@example.com".to_owned(), email.to_owned()],
        next: "/account/delete".to_owned(),
        ask,
        codes: true,
    };
    let deleting = AccountDelete { credentials: 6, records: 2, ..AccountDelete::default() };
    let owner = AccountDelete { last_owner: true, ..deleting.clone() };
    let confirm = ConfirmAddress {
        token: "abc".to_owned(),
        email: "ada.obi@botanic.example".to_owned(),
        account: "ada@example.com".to_owned(),
    };
    let codes = ["4F7K-92MD-QX3T", "8RWC-5HJ2-LP6V", "N3ZB-7YGE-K4SA"].map(str::to_owned);
    let no_address = RemoveAddress { id: "a1".to_owned(), email: email.to_owned() };
    let no_passkey = RemovePasskey { id: "p1".to_owned(), name: "Ada’s phone".to_owned() };
    let kept =
        Privacy { removed_days: 30, arrival_hours: 24, mail_days: 30, rows_days: 90, requests_days: 365 };
    vec![
        ("account", account(signed_in, &full())),
        ("account-new", account(signed_in, &fresh())),
        ("account-problem", account(signed_in, &wrong)),
        ("account-address-ends", account(&with(false), &full())),
        ("account-address-ended", account(&with(true), &full())),
        ("account-passkey", new_passkey(signed_in, &new)),
        ("account-passkey-refused", new_passkey(signed_in, &NewPasskey { refused: true, ..new.clone() })),
        ("account-passkey-remove", remove_passkey(signed_in, &no_passkey)),
        ("account-prove", account_prove(signed_in, &prove(Some(ask())))),
        ("account-prove-mail", account_prove(signed_in, &prove(None))),
        ("account-address-confirm", confirm_address(signed_in, &confirm)),
        ("account-address-refused", address_refused(signed_in, "That link has been used.")),
        ("account-address-remove", remove_address(signed_in, &no_address)),
        ("account-codes", recovery_codes(signed_in)),
        ("account-codes-made", recovery_codes_made(signed_in, &codes)),
        ("account-delete", account_delete(signed_in, &deleting)),
        ("account-delete-last-owner", account_delete(signed_in, &owner)),
        ("sign-in-code", code_sign_in(out, &CodeSignIn::default())),
        ("sign-in-code-wrong", code_sign_in(out, &CodeSignIn { wrong: true, ..CodeSignIn::default() })),
        ("sign-in-lost", lost(out)),
        ("privacy", privacy(out, &kept)),
        ("offline", offline(out)),
    ]
}
