//! Links: all of them, one to look after, the passcode that one asks for.

use api::{ReceiptContent, ReceiptItem};

use super::*;

fn text() -> String {
    hostile()
}

pub(super) fn line() -> ShareLine {
    ShareLine {
        id: text(),
        record: text(),
        title: text(),
        url: text(),
        path: text(),
        created_at: text(),
        expires_at: Some(text()),
        recipient: text(),
        purpose: text(),
        passcode: Some(text()),
        frozen: true,
        hidden: 2,
        leaves_education: true,
        state: ShareState::Live,
        views: 3,
        approval: None,
    }
}

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let lines: Vec<_> = [
        ShareState::Live,
        ShareState::Paused,
        ShareState::Locked,
        ShareState::Ended(text()),
        ShareState::RanOut(text()),
    ]
    .into_iter()
    .map(|state| ShareLine { state, ..line() })
    .collect();
    let item = ReceiptItem { name: text(), issuer_name: text(), parts: Some(2) };
    let content = ReceiptContent {
        record_title: text(),
        items: vec![item, ReceiptItem::default()],
        with_passcode: true,
        follows: true,
        expires_at: Some(text()),
    };
    let receipt = ShareReceipt {
        given_at: text(),
        ended_at: Some(text()),
        recipient: text(),
        purpose: text(),
        brought_at: Some(text()),
        content,
    };
    let all = Receipts { receipts: vec![receipt.clone()], page: 2, more: true };
    let error = |field: &str| FieldError { field: field.to_owned(), message: text() };
    let manage = ShareManage {
        share: line(),
        items: vec![
            ShareChoice { id: text(), title: text(), entries: Some(1), shown: true },
            ShareChoice { id: text(), title: text(), entries: None, shown: false },
        ],
        log: vec![(text(), ShareDevice::Phone), (text(), ShareDevice::Program)],
        receipts: vec![receipt],
        account: text(),
        to_sign: true,
        guarded: true,
        suggested: text(),
        passcode: text(),
        errors: vec![error("days"), error("passcode"), error("items")],
    };
    let held = ShareLine { approval: Some(crate::components::Approval::HeldBack(text())), ..line() };
    let held = ShareManage { share: held, errors: Vec::new(), ..manage.clone() };
    let over = ShareManage { share: lines[3].clone(), errors: Vec::new(), guarded: false, ..manage.clone() };
    let public = PublicCredentials { credentials: vec![(text(), text())], guarded: false };
    let ask = |problem| share_ask(chrome, &ShareAsk { token: text(), problem });
    vec![
        ("links", shares(chrome, &lines, &public)),
        ("links, none", shares(chrome, &[], &PublicCredentials::default())),
        ("receipts", receipts(chrome, &all)),
        ("receipts, none", receipts(chrome, &Receipts::default())),
        ("a link", share_manage(chrome, &manage)),
        ("a link that is held back", share_manage(chrome, &held)),
        ("a link that has ended", share_manage(chrome, &over)),
        ("a passcode is asked for", ask(None)),
        ("a passcode was wrong", ask(Some(ShareRefused::Wrong(1)))),
        ("no passcode is looked at", ask(Some(ShareRefused::Locked))),
    ]
}

#[test]
fn what_asks_for_a_passcode_says_nothing_of_what_is_behind_it() {
    let page = share_ask(&Chrome::default(), &ShareAsk { token: "t".to_owned(), problem: None });
    assert!(page.contains("A shared record") && !page.contains("Botanic"));
    assert!(page.contains("noindex"), "{page}");
}

#[test]
fn what_no_passcode_opens_asks_for_none_and_says_whom_to_ask() {
    let problem = Some(ShareRefused::Locked);
    let page = share_ask(&Chrome::default(), &ShareAsk { token: "t".to_owned(), problem });
    assert!(!page.contains("<form method=\"post\" action=\"/s/t\""), "{page}");
    assert!(page.contains("Ask whoever shared the record for a new one"), "{page}");
}

#[test]
fn how_long_a_link_works_is_as_it_is_unless_something_else_is_chosen() {
    let share = |state| ShareLine { state, expires_at: Some("2026-12-01T10:00:00Z".to_owned()), ..line() };
    let page = |state| {
        share_manage(&Chrome::default(), &ShareManage { share: share(state), ..ShareManage::default() })
    };
    let page = page(ShareState::Paused);
    let choices = page.split("id=\"days\"").nth(1).and_then(|rest| rest.split("</select>").next()).unwrap();
    assert!(choices.contains("value=\"keep\" selected>As it is, until 1 December 2026<"), "{choices}");
    assert_eq!(choices.matches(" selected").count(), 1, "{choices}");
    let endless = ShareLine { expires_at: None, ..line() };
    let page = share_manage(&Chrome::default(), &ShareManage { share: endless, ..ShareManage::default() });
    assert!(page.contains("value=\"never\" selected>"), "{page}");
    assert!(!page.contains("value=\"keep\""), "{page}");
}

#[test]
fn a_list_says_of_a_link_that_it_waits_for_a_guardian_and_not_that_it_works() {
    let page = |approval| {
        let line = ShareLine { approval: Some(approval), ..line() };
        shares(&Chrome::default(), &[line], &PublicCredentials::default())
    };
    let waits = page(crate::components::Approval::Waits("Ines Obi".to_owned()));
    assert!(waits.contains("Waits for Ines Obi’s approval") && !waits.contains("Works until"), "{waits}");
    let held = page(crate::components::Approval::HeldBack("Ines Obi".to_owned()));
    assert!(!held.contains("Works until") && held.contains("Ines Obi"), "{held}");
}

#[test]
fn a_link_that_has_ended_offers_nothing_to_change() {
    let share = ShareLine { state: ShareState::Ended("2026-11-22T10:00:00Z".to_owned()), ..line() };
    let page = share_manage(&Chrome::default(), &ShareManage { share, ..ShareManage::default() });
    assert!(!page.contains("/pause") && !page.contains("/end\""), "{page}");
}

#[test]
fn receipts_lead_to_earlier_and_later_ones_where_there_are_any() {
    let page = |page, more| receipts(&Chrome::default(), &Receipts { receipts: Vec::new(), page, more });
    let (first, middle, last) = (page(1, true), page(2, true), page(3, false));
    assert!(first.contains("?page=2") && !first.contains("rel=\"prev\""), "{first}");
    assert!(middle.contains("?page=1\"") && middle.contains("?page=3\""), "{middle}");
    assert!(last.contains("?page=2\"") && !last.contains("rel=\"next\""), "{last}");
}

#[test]
fn what_is_public_stands_where_all_links_are() {
    let credentials = vec![("7".to_owned(), "Weaver".to_owned())];
    let page = |guarded| {
        let public = PublicCredentials { credentials: credentials.clone(), guarded };
        shares(&Chrome::default(), &[], &public)
    };
    assert!(page(false).contains("/wallet/credentials/7#public-page"), "{}", page(false));
    assert!(page(true).contains("show nothing while"), "{}", page(true));
    let none = shares(&Chrome::default(), &[], &PublicCredentials::default());
    assert!(!none.contains("Public credentials"), "{none}");
}
