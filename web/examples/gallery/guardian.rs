//! Guardians: at the desk, asked, looking.

use web::chrome::{Chrome, FieldError};
use web::pages::{
    EndGuardian, GuardianAsked, GuardianInvited, GuardianLine, LearnerGuardians, PersonLine, RecordLine,
    WardCredential, WardHead, WardInvited, WardItem, WardLink, WardLinkPage, WardRecord, WardSection,
    WardWallet, end_guardian, guardian_asked, guardian_invited, guardian_people, learner_guardians,
    ward_credential, ward_end_link, ward_leave, ward_link, ward_record, ward_wallet,
};

use super::wallets::wallet_lines;
use super::{NOW, held, issuer, report};

const LAST_DAY: &str = "2029-08-31T23:59:59Z";

fn head(own: bool) -> WardHead {
    WardHead { id: "1".to_owned(), learner: "Ada Obi".to_owned(), guardian: "Ines Obi".to_owned(), own }
}

fn link(title: &str, state: &str) -> WardLink {
    WardLink {
        id: "1".to_owned(),
        title: title.to_owned(),
        recipient: "The botanic garden".to_owned(),
        purpose: "A summer job".to_owned(),
        created_at: NOW.to_owned(),
        expires_at: Some("2027-02-20T10:15:00Z".to_owned()),
        views: (state == "live").then_some(3),
        frozen: false,
        state: state.to_owned(),
    }
}

fn guardian(name: &str, email: &str, stage: &str) -> GuardianLine {
    GuardianLine {
        id: stage.to_owned(),
        name: name.to_owned(),
        email: email.to_owned(),
        stage: stage.to_owned(),
        invited_at: NOW.to_owned(),
        since: (stage == "in-force").then(|| NOW.to_owned()),
        last_day: LAST_DAY.to_owned(),
    }
}

fn wallet(own: bool) -> WardWallet {
    let credentials = wallet_lines();
    WardWallet {
        head: head(own),
        last_day: LAST_DAY.to_owned(),
        total: credentials.len() as u64,
        credentials,
        page: 1,
        pages: 1,
        records: vec![RecordLine {
            id: "1".to_owned(),
            title: "For the botanic garden".to_owned(),
            items: 3,
            shares: 1,
        }],
        links: vec![link("For the botanic garden", "waits"), link("Summer school", "live")],
    }
}

/// Name and HTML of every page.
pub(super) fn pages(signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let desk = |guardians, errors| LearnerGuardians {
        issuer: issuer(),
        learner: "7".to_owned(),
        name: "Ada Obi".to_owned(),
        guardians,
        errors,
        ..LearnerGuardians::default()
    };
    let all = vec![
        guardian("leo@example.com", "leo@example.com", "invited"),
        guardian("Ines Obi", "ines@example.com", "in-force"),
        guardian("Rosa Obi", "rosa@example.com", "accepted"),
        guardian("Max Obi", "max@example.com", "left"),
    ];
    let wrong = vec![FieldError {
        field: "day".to_owned(),
        message: "choose a day from today on, at most 18 years ahead".to_owned(),
    }];
    let end = EndGuardian {
        issuer: issuer(),
        learner: "7".to_owned(),
        name: "Ada Obi".to_owned(),
        guardian: "1".to_owned(),
        guardian_name: "Ines Obi".to_owned(),
    };
    let invited = GuardianInvited {
        id: "1".to_owned(),
        institution: "Northfield College".to_owned(),
        learner: "Ada Obi".to_owned(),
        email: "ines@example.com".to_owned(),
        last_day: LAST_DAY.to_owned(),
        nameless: true,
        ..GuardianInvited::default()
    };
    let asked = GuardianAsked {
        id: "1".to_owned(),
        guardian: "Ines Obi".to_owned(),
        institution: "Northfield College".to_owned(),
        last_day: LAST_DAY.to_owned(),
    };
    let person = PersonLine {
        id: "1".to_owned(),
        name: "Ada Obi".to_owned(),
        institution: "Northfield College".to_owned(),
        last_day: LAST_DAY.to_owned(),
        waiting: 1,
    };
    let line = wallet_lines().remove(0);
    let record = WardRecord {
        head: head(false),
        title: "For the botanic garden".to_owned(),
        sections: vec![WardSection {
            heading: "Plants".to_owned(),
            items: vec![WardItem { line, entries: Some((2, 5)) }],
        }],
    };
    let credential = WardCredential {
        head: head(false),
        held: held("1", report("Statistics I", "Course"), ""),
        on_word: false,
    };
    let asks = WardInvited {
        id: "2".to_owned(),
        institution: "Hedgerow College".to_owned(),
        learner: "Tomas Lind".to_owned(),
    };
    let of = |state| WardLinkPage {
        head: head(false),
        link: link("For the botanic garden", state),
        terms: "1".to_owned(),
        approves: true,
    };
    vec![
        ("desk-guardians", learner_guardians(signed_in, &desk(all, Vec::new()))),
        ("desk-guardians-none", learner_guardians(signed_in, &desk(Vec::new(), wrong))),
        ("desk-guardian-end", end_guardian(signed_in, &end)),
        ("guardian-invited", guardian_invited(signed_in, &invited)),
        ("guardian-asked", guardian_asked(signed_in, &asked)),
        ("guardian-people", guardian_people(signed_in, &[person], &[asks])),
        ("guardian-people-none", guardian_people(signed_in, &[], &[])),
        ("guardian-wallet", ward_wallet(signed_in, &wallet(false))),
        ("guardian-wallet-own", ward_wallet(signed_in, &wallet(true))),
        ("guardian-credential", ward_credential(signed_in, &credential)),
        ("guardian-record", ward_record(signed_in, &record)),
        ("guardian-link-waits", ward_link(signed_in, &of("waits"))),
        ("guardian-link-held", ward_link(signed_in, &of("held"))),
        ("guardian-link-end", ward_end_link(signed_in, &of("live"))),
        ("guardian-leave", ward_leave(signed_in, &head(false))),
    ]
}
