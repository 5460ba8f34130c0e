//! Guardians: at the desk, asked, looking, and to the learner.

use std::slice;

use leptos::prelude::{Owner, RenderHtml};

use super::*;
use crate::components::{Approval, approval};

fn head(own: bool) -> WardHead {
    WardHead { id: hostile(), learner: hostile(), guardian: hostile(), own }
}

fn link(state: &str) -> WardLink {
    WardLink {
        id: hostile(),
        title: hostile(),
        recipient: hostile(),
        purpose: hostile(),
        created_at: hostile(),
        expires_at: Some(hostile()),
        views: Some(2),
        frozen: false,
        state: state.to_owned(),
    }
}

fn guardian(id: &str, stage: &str) -> GuardianLine {
    GuardianLine {
        id: id.to_owned(),
        name: hostile(),
        email: format!("{HOSTILE}@a.example"),
        stage: stage.to_owned(),
        invited_at: hostile(),
        since: (stage == "in-force").then(hostile),
        last_day: hostile(),
    }
}

/// Somebody in every state, to the account's owner.
pub(super) fn of_account() -> Vec<AccountGuardian> {
    let one = |state| AccountGuardian {
        id: hostile(),
        name: hostile(),
        institution: hostile(),
        state,
        last_day: hostile(),
    };
    vec![
        one(AccountGuardianState::Asked),
        one(AccountGuardianState::Waits),
        one(AccountGuardianState::InForce(hostile())),
        one(AccountGuardianState::Over),
    ]
}

fn wallet_data(own: bool) -> WardWallet {
    WardWallet {
        head: head(own),
        last_day: hostile(),
        credentials: vec![super::wallet::line()],
        total: 100,
        page: 1,
        pages: 2,
        records: vec![RecordLine { id: hostile(), title: hostile(), items: 1, shares: 1 }],
        links: ["live", "waits", "held", "paused"].map(link).to_vec(),
    }
}

fn record_data() -> WardRecord {
    let item = |entries| WardItem { line: super::wallet::line(), entries };
    let section = |heading: &str| WardSection {
        heading: heading.to_owned(),
        items: vec![item(None), item(Some((1, 3)))],
    };
    WardRecord { head: head(false), title: hostile(), sections: vec![section(HOSTILE), section("")] }
}

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let stages = ["invited", "stale", "accepted", "in-force", "ran-out", "ended", "left", "refused"];
    let desk = LearnerGuardians {
        issuer: issuer(),
        learner: text(),
        name: text(),
        guardians: stages.map(|stage| guardian(stage, stage)).to_vec(),
        email: text(),
        day: text(),
        errors: errors(),
        moving: Some(("accepted".to_owned(), text(), text())),
    };
    let empty = LearnerGuardians { issuer: issuer(), ..LearnerGuardians::default() };
    let end = EndGuardian {
        issuer: issuer(),
        learner: text(),
        name: text(),
        guardian: text(),
        guardian_name: text(),
    };
    let invited = GuardianInvited {
        id: text(),
        institution: text(),
        learner: text(),
        email: text(),
        last_day: text(),
        nameless: true,
        name: text(),
        errors: errors(),
    };
    let asked = GuardianAsked { id: text(), guardian: text(), institution: text(), last_day: text() };
    let person = PersonLine { id: text(), name: text(), institution: text(), last_day: text(), waiting: 2 };
    let asks = WardInvited { id: text(), institution: text(), learner: text() };
    let credential = WardCredential { head: head(false), held: held(), on_word: true };
    let of =
        |own, state| WardLinkPage { head: head(own), link: link(state), terms: hostile(), approves: true };
    vec![
        ("learner's guardians", learner_guardians(chrome, &desk)),
        ("learner's guardians, none", learner_guardians(chrome, &empty)),
        ("end guardian", end_guardian(chrome, &end)),
        ("guardian invited", guardian_invited(chrome, &invited)),
        ("guardian asked", guardian_asked(chrome, &asked)),
        ("people looked after", guardian_people(chrome, &[person], slice::from_ref(&asks))),
        ("people looked after, none", guardian_people(chrome, &[], &[])),
        ("wallet looked after", ward_wallet(chrome, &wallet_data(false))),
        ("wallet looked after, by its owner", ward_wallet(chrome, &wallet_data(true))),
        ("wallet looked after, empty", ward_wallet(chrome, &WardWallet::default())),
        ("credential looked after", ward_credential(chrome, &credential)),
        ("record looked after", ward_record(chrome, &record_data())),
        ("record looked after, empty", ward_record(chrome, &WardRecord::default())),
        ("link that waits", ward_link(chrome, &of(false, "waits"))),
        ("link held back", ward_link(chrome, &of(false, "held"))),
        ("live link", ward_link(chrome, &of(false, "live"))),
        ("link, by its owner", ward_link(chrome, &of(true, "live"))),
        ("end a link as guardian", ward_end_link(chrome, &of(false, "live"))),
        ("stop being a guardian", ward_leave(chrome, &head(false))),
    ]
}

#[test]
fn the_learner_sees_what_the_guardian_sees_and_no_button() {
    let chrome = Chrome::default();
    let buttons = |html: &str| html.matches("<form method=\"post\" action=\"/wallet/guardian").count();
    let of = |own| {
        ward_link(
            &chrome,
            &WardLinkPage {
                head: WardHead { own, ..WardHead::default() },
                link: link("waits"),
                terms: hostile(),
                approves: true,
            },
        )
    };
    assert_eq!((buttons(&of(false)), buttons(&of(true))), (2, 0));
    let wallet = ward_wallet(&chrome, &wallet_data(true));
    assert!(!wallet.contains("/leave"), "{wallet}");
}

#[test]
fn a_link_that_waits_says_for_whom_and_shows_no_way_in() {
    let owner = Owner::new_root(None);
    let html = owner.with(|| approval("7", &Approval::Waits("Ines".to_owned())).to_html());
    assert!(html.contains("Waits for Ines’s approval") && !html.contains("<form"), "{html}");
    let html = owner.with(|| approval("7", &Approval::Free).to_html());
    assert!(html.contains("action=\"/wallet/shares/7/live\""), "{html}");
    let data = Record {
        shares: vec![ShareLine {
            path: "/s/token".to_owned(),
            approval: Some(Approval::Free),
            ..ShareLine::default()
        }],
        ..Record::default()
    };
    let html = record(&Chrome::default(), &data);
    assert!(!html.contains("/s/token/qr.svg"), "{html}");
}
