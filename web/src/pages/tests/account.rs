//! The account and its pages, signing in with a passkey or a code, the privacy page.

use super::*;
use crate::chrome::EndingAddress;

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let (text, some) = (hostile, || Some(hostile()));
    let address = |main, ends: Option<bool>| AddressLine {
        id: text(),
        email: text(),
        main,
        school: some(),
        ends: ends.map(|over| (text(), over)),
    };
    let passkey = |used_at| PasskeyLine { id: text(), name: text(), created_at: text(), used_at };
    let session = |this| SessionLine { id: text(), device: text(), since: text(), seen_at: text(), this };
    let full = Account {
        name: text(),
        language: text(),
        languages: vec![(text(), text())],
        theme: text(),
        addresses: vec![address(true, None), address(false, Some(true)), address(false, Some(false))],
        waiting: vec![text()],
        email: text(),
        passkeys: Some(vec![passkey(some()), passkey(None)]),
        sessions: vec![session(true), session(false)],
        codes_left: 1,
        guardians: super::guardian::of_account(),
        looks_after: 1,
        errors: errors(),
    };
    let ask = || PasskeyAsk { options: text(), state: text() };
    let new = NewPasskey { ask: ask(), name: text(), refused: true, errors: errors() };
    let prove = |ask| AccountProve { emails: vec![text(), text()], next: text(), ask, codes: true };
    let deleting = |last_owner| AccountDelete {
        credentials: 1,
        records: 2,
        last_owner,
        email: text(),
        errors: errors(),
    };
    let confirm = ConfirmAddress { token: text(), email: text(), account: text() };
    let ends = |learner: &str| AddressEndLine {
        id: text(),
        what: text(),
        learner: learner.to_owned(),
        last_day: text(),
    };
    let desk = DeskAddresses {
        issuer: issuer(),
        ends: vec![ends(HOSTILE), ends("")],
        what: text(),
        day: text(),
        errors: errors(),
    };
    let with = |over| Chrome {
        ending: Some(EndingAddress { email: text(), issuer: text(), last_day: text(), over }),
        ..chrome.clone()
    };
    let asking = SignIn { passkey: Some(ask()), refused: true, next: some(), ..SignIn::default() };
    vec![
        ("account", account(chrome, &full)),
        ("account, new", account(chrome, &Account::default())),
        ("account, address ends", account(&with(false), &full)),
        ("account, address ended", account(&with(true), &full)),
        ("new passkey", new_passkey(chrome, &new)),
        ("sign in with a passkey", sign_in(chrome, &asking)),
        ("prove", account_prove(chrome, &prove(Some(ask())))),
        ("prove, no passkey", account_prove(chrome, &prove(None))),
        ("confirm address", confirm_address(chrome, &confirm)),
        ("address refused", address_refused(chrome, "No.")),
        ("remove address", remove_address(chrome, &RemoveAddress { id: text(), email: text() })),
        ("remove passkey", remove_passkey(chrome, &RemovePasskey { id: text(), name: text() })),
        ("recovery codes", recovery_codes(chrome)),
        ("recovery codes made", recovery_codes_made(chrome, &[text(), text()])),
        ("code sign-in", code_sign_in(chrome, &CodeSignIn { next: some(), wrong: true })),
        ("lost", lost(chrome)),
        ("delete account", account_delete(chrome, &deleting(false))),
        ("delete account, last owner", account_delete(chrome, &deleting(true))),
        ("privacy", privacy(chrome, &kept())),
        ("offline", offline(chrome)),
        ("desk addresses", desk_addresses(chrome, &desk)),
        ("desk addresses, none", desk_addresses(chrome, &DeskAddresses::default())),
    ]
}

fn kept() -> Privacy {
    Privacy { removed_days: 41, arrival_hours: 23, mail_days: 1, rows_days: 30, requests_days: 365 }
}

#[test]
fn the_privacy_page_says_what_is_kept_after_it_was_removed_and_what_an_issuer_learns() {
    let page = privacy(&Chrome::default(), &kept());
    for said in
        ["41 days", "23 hours", "365 days", "there the issuer learns", "checked again from time to time"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let es = crate::words::language::speaking_here(crate::words::Language::Spanish, || {
        privacy(&Chrome::default(), &kept())
    });
    assert!(es.contains("41 días") && es.contains("23 horas"), "{es}");
}

#[test]
fn whoever_has_codes_may_prove_who_they_are_with_one_and_come_back() {
    let ask = |codes| AccountProve { next: "/account/codes".to_owned(), codes, ..AccountProve::default() };
    let page = account_prove(&Chrome::default(), &ask(true));
    let form = page.split("action=\"/sign-in/code\"").nth(1).unwrap();
    assert!(form.contains("value=\"/account/codes\""), "{form}");
    assert!(!account_prove(&Chrome::default(), &ask(false)).contains("/sign-in/code"));
    let data = CodeSignIn { next: Some("/account/codes".to_owned()), wrong: true };
    let page = code_sign_in(&Chrome::default(), &data);
    assert!(page.contains("name=\"next\" value=\"/account/codes\""), "{page}");
}

#[test]
fn what_needs_a_script_is_hidden_until_it_runs() {
    let ask = Some(PasskeyAsk { options: "{}".to_owned(), state: "s".to_owned() });
    let page = sign_in(&Chrome::default(), &SignIn { passkey: ask, ..SignIn::default() });
    let form =
        page.split("action=\"/sign-in/passkey\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
    assert!(form.contains("hidden") && form.contains("data-options=\"{}\""), "{form}");
    assert!(page.contains("passkey.js") && page.contains("autocomplete=\"email webauthn\""), "{page}");
    let page = sign_in(&Chrome::default(), &SignIn::default());
    assert!(!page.contains("passkey.js") && !page.contains("/sign-in/passkey"), "{page}");
}

#[test]
fn an_only_address_cannot_be_removed_and_an_only_session_not_ended() {
    let address = AddressLine { email: "a@a.example".to_owned(), main: true, ..AddressLine::default() };
    let session = SessionLine { this: true, ..SessionLine::default() };
    let data = Account {
        addresses: vec![address],
        passkeys: Some(Vec::new()),
        sessions: vec![session],
        ..Account::default()
    };
    let page = account(&Chrome::default(), &data);
    assert!(!page.contains("/remove\"") && !page.contains("sessions/end"), "{page}");
    assert!(page.contains("You have no passkey yet."), "{page}");
}
