//! What a learner does to a link that needs a guardian's word, through the flows that a learner has.

use std::collections::BTreeSet;

use super::*;
use crate::{
    flows::{
        hold::{self, hold_foreign},
        share::Share,
    },
    id::RecordId,
};

/// A learner whose school wants links approved, their guardian, and a record with two credentials.
struct Home {
    app: App,
    staff: (Viewer, LearnerId),
    ada: Viewer,
    ines: Viewer,
    id: GuardianId,
    record: RecordId,
    items: [String; 2],
}

impl Home {
    async fn begun(app: App) -> Self {
        let staff = school(&app, "marlow").await;
        wants_approval(&app, &staff.0, "marlow", true).await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let id = invited_by(&app, "marlow", &staff, "ines@a.example").await;
        accept(&app, &ines, id, "Ines").await.unwrap();
        agree(&app, &ada, id).await.unwrap();
        let record = record::create(&app, &ada, "Work").await.unwrap();
        for name in ["one", "two"] {
            added(&app, &ada, record, name).await;
        }
        let content = record::open(&app, &ada, record).await.unwrap().content;
        let items: Vec<_> = content.items().map(|item| item.id.clone()).collect();
        Self { app, staff, ada, ines, id, record, items: items.try_into().unwrap() }
    }

    async fn shared(&self, terms: Terms) -> Share {
        share::create(&self.app, &self.ada, self.record, terms).await.unwrap()
    }

    async fn approve(&self, link: &Share) {
        approve(&self.app, &self.ines, self.id, link.id).await.unwrap();
        assert!(self.is_live(link).await);
    }

    async fn narrow(&self, link: &Share, items: &[String]) {
        let items: BTreeSet<String> = items.iter().cloned().collect();
        share::narrow(&self.app, &self.ada, link.id, &items).await.unwrap();
    }

    async fn is_live(&self, link: &Share) -> bool {
        share::is_live(&self.app, &link.token).await.unwrap()
    }

    async fn letters(&self) -> usize {
        outbox::list(&self.app, 100).await.unwrap().len()
    }

    async fn why(&self, link: &Share) -> Option<HeldBack> {
        held_back(&self.app, &self.ada, self.record).await.unwrap().remove(&link.id)
    }
}

async fn added(app: &App, ada: &Viewer, record: RecordId, name: &str) {
    let document = format!("{{\"type\":\"VerifiableCredential\",\"name\":\"{name}\"}}");
    let credential = hold_foreign(app, ada, &document).await.unwrap();
    record::add(app, ada, record, credential).await.unwrap();
}

#[tokio::test]
async fn a_link_that_is_widened_after_it_was_approved_waits_anew() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let link = home.shared(Terms::days(DEFAULT_DAYS)).await;
        home.narrow(&link, &home.items[..1]).await;
        home.approve(&link).await;
        home.narrow(&link, &home.items[..1]).await;
        assert!(home.is_live(&link).await, "the same again");
        let letters = home.letters().await;
        home.narrow(&link, &home.items).await;
        assert!(!home.is_live(&link).await);
        assert_eq!(home.why(&link).await, Some(HeldBack::Waits("Ines".to_owned())));
        assert_eq!(home.letters().await, letters + 1, "the guardian is asked");
        home.narrow(&link, &home.items[..1]).await;
        home.narrow(&link, &home.items).await;
        assert_eq!(home.letters().await, letters + 1, "once in a while");
        home.approve(&link).await;
        home.narrow(&link, &home.items[1..]).await;
        assert!(home.is_live(&link).await, "it shows less");
    })
    .await;
}

#[tokio::test]
async fn what_comes_back_into_the_wallet_is_asked_about_anew() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let Home { app, ada, ines, id, .. } = &home;
        let content = record::open(app, ada, home.record).await.unwrap().content;
        let first = content.items().next().unwrap().holding.parse().unwrap();
        for frozen in [false, true] {
            let link = home.shared(Terms { frozen, ..Terms::days(DEFAULT_DAYS) }).await;
            assert!(hold::remove(app, ada, first).await.unwrap());
            let seen = super::super::link(app, &ward(app, ines, *id).await.unwrap(), link.id).await.unwrap();
            assert!(hold::put_back(app, ada, first).await.unwrap());
            let late = decide(app, ines, *id, link.id, Word::Approve(&seen.terms)).await;
            assert!(matches!(late, Err(GuardianError::Changed)), "{late:?}");
            assert!(hold::remove(app, ada, first).await.unwrap());
            home.approve(&link).await;
            assert!(hold::put_back(app, ada, first).await.unwrap());
            assert!(!home.is_live(&link).await, "it shows what nobody approved");
            home.approve(&link).await;
            share::end(app, ada, link.id).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_link_has_become_is_said_as_it_is() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let Home { app, ada, ines, id, .. } = &home;
        let link = home.shared(Terms::days(DEFAULT_DAYS)).await;
        share::pause(app, ada, link.id).await.unwrap();
        let seen = super::super::link(app, &ward(app, ines, *id).await.unwrap(), link.id).await.unwrap();
        let after = decide(app, ines, *id, link.id, Word::Approve(&seen.terms)).await.unwrap();
        assert_eq!((after, home.is_live(&link).await), (LinkState::Paused, false));
        assert_eq!(decide(app, ines, *id, link.id, Word::Hold).await.unwrap(), LinkState::HeldBack);
        leave(app, ines, *id).await.unwrap();
        let (_, after) = free(app, ada, link.id).await.unwrap();
        assert_eq!((after, home.is_live(&link).await), (LinkState::Paused, false));
        share::resume(app, ada, link.id).await.unwrap();
        assert!(home.is_live(&link).await);
    })
    .await;
}

#[tokio::test]
async fn a_link_whose_passcode_goes_after_it_was_approved_waits_anew() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let link = home.shared(Terms::days(DEFAULT_DAYS)).await;
        home.approve(&link).await;
        share::set_passcode(&home.app, &home.ada, link.id, "open sesame").await.unwrap();
        assert!(home.is_live(&link).await, "fewer can open it");
        share::set_passcode(&home.app, &home.ada, link.id, "").await.unwrap();
        assert!(!home.is_live(&link).await);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_follows_its_record_waits_anew_when_that_gains_something() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let (app, ada, record) = (&home.app, &home.ada, home.record);
        let follows = home.shared(Terms::days(DEFAULT_DAYS)).await;
        let frozen = home.shared(Terms { frozen: true, ..Terms::days(DEFAULT_DAYS) }).await;
        home.approve(&follows).await;
        home.approve(&frozen).await;
        let edited = async |edit: &str| {
            let mut opened = record::open(app, ada, record).await.unwrap();
            assert!(opened.content.edit(&edit.parse().unwrap()), "{edit}");
            record::save(app, ada, record, opened.revision, opened.content).await.unwrap().revision
        };
        edited(&format!("up:{}", home.items[1])).await;
        edited("add-section").await;
        let revision = edited(&format!("remove:{}", home.items[0])).await;
        assert!(home.is_live(&follows).await, "order, headings and what goes ask nothing");
        let letters = home.letters().await;
        record::undo(app, ada, record, revision).await.unwrap();
        assert!(!home.is_live(&follows).await, "it is there again");
        assert_eq!(home.letters().await, letters + 1);
        assert!(home.is_live(&frozen).await, "it shows what it showed");
        home.approve(&follows).await;
        added(app, ada, record, "three").await;
        assert!(!home.is_live(&follows).await);
        added(app, ada, record, "four").await;
        assert_eq!(home.letters().await, letters + 3, "approved, asked: once");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_stays_whatever_its_learner_asks_for() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let link = home.shared(Terms::days(DEFAULT_DAYS)).await;
        decide(&home.app, &home.ines, home.id, link.id, Word::Hold).await.unwrap();
        let letters = home.letters().await;
        share::hold_for(&home.app, &home.ada, link.id, Some(DEFAULT_DAYS + 1)).await.unwrap();
        assert_eq!(home.why(&link).await, Some(HeldBack::Refused("Ines".to_owned())));
        assert_eq!(home.letters().await, letters, "nobody is asked again");
        home.approve(&link).await;
    })
    .await;
}

#[tokio::test]
async fn an_approval_counts_for_what_was_looked_at_alone() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let (app, ines, id) = (&home.app, &home.ines, home.id);
        let link = home.shared(Terms::days(DEFAULT_DAYS)).await;
        let looked = async || {
            let ward = ward(app, ines, id).await.unwrap();
            super::super::link(app, &ward, link.id).await.unwrap().terms
        };
        let says = async |terms: &str| decide(app, ines, id, link.id, Word::Approve(terms)).await;
        home.narrow(&link, &home.items[..1]).await;
        let seen = looked().await;
        home.narrow(&link, &home.items).await;
        assert!(matches!(says(&seen).await, Err(GuardianError::Changed)), "it shows more");
        let seen = looked().await;
        added(app, &home.ada, home.record, "three").await;
        assert!(matches!(says(&seen).await, Err(GuardianError::Changed)), "so does its record");
        let seen = looked().await;
        share::hold_for(app, &home.ada, link.id, None).await.unwrap();
        assert!(matches!(says(&seen).await, Err(GuardianError::Changed)), "it is there for longer");
        let seen = looked().await;
        share::set_passcode(app, &home.ada, link.id, "open sesame").await.unwrap();
        assert!(matches!(says(&seen).await, Err(GuardianError::Changed)), "it asks for something else");
        assert!(matches!(says("").await, Err(GuardianError::Changed)));
        assert!(!home.is_live(&link).await);
        says(&looked().await).await.unwrap();
        assert!(home.is_live(&link).await);
    })
    .await;
}

#[tokio::test]
async fn only_guardians_of_the_school_that_wants_it_approve_and_let_go() {
    with_app(async |app| {
        let home = Home::begun(app).await;
        let (app, ada, ines) = (&home.app, &home.ada, &home.ines);
        let other = school(app, "thame").await;
        let bo = person(app, "bo@a.example").await;
        let of_other = invited_by(app, "thame", &other, "bo@a.example").await;
        accept(app, &bo, of_other, "Bo").await.unwrap();
        agree(app, ada, of_other).await.unwrap();
        let link = home.shared(Terms::days(DEFAULT_DAYS)).await;
        let refused = approve(app, &bo, of_other, link.id).await;
        assert!(matches!(refused, Err(GuardianError::NotTheirs)), "{refused:?}");
        assert_eq!(home.why(&link).await, Some(HeldBack::Waits("Ines".to_owned())));
        home.approve(&link).await;
        decide(app, &bo, of_other, link.id, Word::Hold).await.unwrap();
        assert_eq!(home.why(&link).await, Some(HeldBack::Refused("Bo".to_owned())));
        let refused = approve(app, ines, home.id, link.id).await;
        assert!(matches!(refused, Err(GuardianError::NotTheirs)), "{refused:?}");
        approve(app, &bo, of_other, link.id).await.unwrap();
        assert_eq!(home.why(&link).await, Some(HeldBack::Waits("Ines".to_owned())), "their word is needed");
        decide(app, ines, home.id, link.id, Word::Hold).await.unwrap();
        assert!(matches!(approve(app, &bo, of_other, link.id).await, Err(GuardianError::NotTheirs)));
        wants_approval(app, &home.staff.0, "marlow", false).await;
        assert!(matches!(approve(app, &bo, of_other, link.id).await, Err(GuardianError::NotTheirs)));
        end(app, &home.staff.0, "marlow", home.staff.1, home.id).await.unwrap();
        assert_eq!(home.why(&link).await, Some(HeldBack::Free));
    })
    .await;
}
