//! A person told, put right and forgotten, with everything that may be kept of somebody.

mod others;
mod sealed;

use std::path::Path;

use api::open_badges::SubjectContent;
use serde_json::Value;

use super::*;
use crate::{
    flows::{
        audit::{check, export as audit_export, head},
        hold,
        issue::{self, Award, Recipient},
        learner::{self, NewLearner},
        record, share,
        testing::{achievement, app_on, award, desk, person, with_app},
    },
    store::testing::sqlite,
};

/// Whether these bytes are in any file of a folder.
fn is_in(folder: &Path, text: &str) -> Vec<String> {
    let lower = |bytes: &[u8]| bytes.to_ascii_lowercase();
    let needle = lower(text.as_bytes());
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let has = |path: &std::path::PathBuf| {
        lower(&std::fs::read(path).unwrap_or_default()).windows(needle.len()).any(|some| some == needle)
    };
    files.filter(has).map(|path| path.display().to_string()).collect()
}

struct Scene {
    staff: Viewer,
    learner: LearnerId,
    credentials: Vec<crate::id::CredentialId>,
}

/// Zoe, who has done all that somebody can do here; and Ben, who has nothing to do with her.
async fn scene(app: &App) -> Scene {
    let staff = desk(app, "marlow").await;
    let bees = achievement(app, &staff).await;
    let new = |name: &str, email: &str| NewLearner {
        name: name.to_owned(),
        email: email.to_owned(),
        number: format!("number of {name}"),
        left: false,
    };
    let learner =
        learner::enrol(app, &staff, "marlow", &new("Zoe Quill", "zoe@quill.example")).await.unwrap();
    learner::edit(app, &staff, "marlow", learner, &new("Zoe Quillon", "zoe@quill.example")).await.unwrap();
    learner::enrol(app, &staff, "marlow", &new("Ben Fox", "ben@fox.example")).await.unwrap();
    award(app, &staff, bees, "ben@fox.example").await;
    let mut credentials = Vec::new();
    for _ in 0..2 {
        let recipient = Recipient { learner: Some(learner), ..Recipient::default() };
        let content = SubjectContent {
            narrative: Some("Zoe Quillon kept bees.".to_owned()),
            ..SubjectContent::default()
        };
        let award = Award { recipient, content, ..Award::of(bees) };
        credentials.push(issue::award(app, &staff, "marlow", award).await.unwrap().id);
    }
    let correction = crate::flows::correct::Correction {
        name: Some("Zoe Q. Quillon".to_owned()),
        reason: "Zoe asked for it.".to_owned(),
        ..Default::default()
    };
    crate::flows::correct::correct(app, &staff, "marlow", credentials[0], correction).await.unwrap();
    let zoe = person(app, "zoe@quill.example").await;
    hold::claim(app, &zoe, credentials[0]).await.unwrap();
    let record = record::create(app, &zoe, "Zoe Quillon's best").await.unwrap();
    record::add(app, &zoe, record, credentials[0]).await.unwrap();
    let terms = share::Terms { frozen: true, ..share::Terms::days(30) };
    let link = share::create(app, &zoe, record, terms).await.unwrap();
    let shown = share::open(app, &link.token, None, None).await.unwrap().unwrap().record();
    share::seen(app, &shown, share::Device::Computer, None).await.unwrap();
    Scene { staff, learner, credentials }
}

#[tokio::test]
async fn after_a_person_is_erased_nothing_of_them_is_in_the_database_or_in_exports_and_the_chain_holds() {
    let folder = tempfile::tempdir().unwrap();
    let app = app_on(sqlite(folder.path()).await);
    let Scene { staff, credentials, .. } = scene(&app).await;
    let head = head::head(&app).await.unwrap();
    assert!(!is_in(folder.path(), "quill").is_empty(), "they were there");

    let zoe = Who::Email(Email::read("zoe@quill.example").unwrap());
    let trial = rehearse(&app, Asker::Service, &zoe, false, true).await.unwrap();
    assert!(!is_in(folder.path(), "quill").is_empty(), "trying it takes nothing away");
    let erased = erase(&app, Asker::Service, &zoe, false, true, "They asked for it.").await.unwrap();
    assert_eq!(trial, erased);
    assert_eq!((erased.credentials, erased.good), (2, 0));
    for table in
        ["account", "address", "credential", "edition", "holding", "learner", "mail", "record", "share"]
    {
        assert!(erased.counts.contains_key(table), "{table}: {erased:?}");
    }
    app.db.scrub().await.unwrap();
    for text in ["quill", "zoe asked", "zoe q"] {
        assert_eq!(is_in(folder.path(), text), [""; 0], "{text}");
    }
    let json = audit_export::all(&app, None, audit_export::Format::Json).await.unwrap();
    assert!(!json.to_lowercase().contains("quill") && json.contains("person.erased"), "{json}");

    let checked = check::check(&app, &[head]).await.unwrap();
    assert!(checked.holds(), "{:?}", checked.faults);
    assert_eq!(checked.forgotten, erased.acts);
    assert!(erased.acts > 4, "{erased:?}");

    // What is gone is gone for everybody; who has nothing to do with it notices nothing.
    for id in credentials {
        let mut tx = app.db.read().await.unwrap();
        assert!(crate::store::credential::by_id(&mut tx, id).await.unwrap().is_none());
        let sql = "select count(*) from credential where credential_id = $1 and erased_at is not null and revoked_at is not null";
        let (kept,): (i64,) = tx.fetch_one(sql, (id,)).await.unwrap();
        assert_eq!(kept, 1, "its id and its place in the list are taken");
    }
    assert_eq!(learner::list(&app, &staff, "marlow", "", (0, 9)).await.unwrap().learners.len(), 1);
    let left = issue::awarded(&app, &staff, "marlow", None, 9).await.unwrap();
    assert_eq!(left.len(), 1);
    let again = erase(&app, Asker::Service, &zoe, false, true, "Once more.").await;
    assert!(matches!(again, Err(PersonError::Unknown)), "{again:?}");
}

#[tokio::test]
async fn a_desk_erases_what_it_keeps_and_leaves_the_account_and_other_institutions_alone() {
    with_app(async |app| {
        let Scene { staff, learner, credentials } = scene(&app).await;
        let music = desk(&app, "music").await;
        let song = achievement(&app, &music).await;
        let other = award(&app, &music, song, "zoe@quill.example").await;

        let who = Who::Learner(learner);
        let refused = erase(&app, Asker::Desk(&music, "music"), &who, false, false, "Mine.").await;
        assert!(matches!(refused, Err(PersonError::Unknown)), "{refused:?}");
        let named = erase(&app, Asker::Desk(&staff, "marlow"), &who, false, false, "zoe quillon asked").await;
        assert!(matches!(named, Err(PersonError::Fields(_))), "{named:?}");
        let erased =
            erase(&app, Asker::Desk(&staff, "marlow"), &who, false, false, "They asked.").await.unwrap();
        assert_eq!((erased.credentials, erased.good, erased.keeps_account), (2, 2, true));
        assert!(!erased.counts.contains_key("account"));
        let zoe = person(&app, "zoe@quill.example").await;
        assert_eq!(hold::held(&app, &zoe).await.unwrap(), []);
        let offers = hold::offers(&app, &zoe).await.unwrap();
        assert_eq!(offers.iter().map(|offer| offer.id).collect::<Vec<_>>(), [other.id]);
        assert!(check::check(&app, &[]).await.unwrap().holds());
        assert_eq!(credentials.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_of_somebody_is_told_with_their_documents_as_they_were_signed() {
    with_app(async |app| {
        let Scene { staff, learner, credentials } = scene(&app).await;
        let zoe = Who::Email(Email::read("zoe@quill.example").unwrap());
        let text = export(&app, Asker::Service, &zoe, false, "They asked.").await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        let row = crate::store::credential::by_id(&mut tx, credentials[0]).await.unwrap().unwrap();
        drop(tx);
        assert!(text.contains(&row.document), "byte for byte");
        assert!(!text.contains("fox.example"), "nobody else is in it");
        let told: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(told["documents"].as_array().unwrap().len(), 3, "one of them has two editions");
        for kind in [
            "learner",
            "credential",
            "account",
            "address",
            "record",
            "record_step",
            "share",
            "mail",
            "consent_receipt",
            "share_view",
            "share_document",
        ] {
            assert!(told["kept"][kind].as_array().is_some_and(|rows| !rows.is_empty()), "{kind}: {told:#}");
        }
        assert!(
            !told["letters"].as_array().unwrap().is_empty() && !told["acts"].as_array().unwrap().is_empty()
        );

        let desk = export(&app, Asker::Desk(&staff, "marlow"), &Who::Learner(learner), false, "They asked.")
            .await
            .unwrap();
        assert!(desk.contains(&row.document) && !desk.contains("record_step"), "a wallet is its owner's");
    })
    .await;
}

#[tokio::test]
async fn whoever_owns_an_institution_alone_is_not_forgotten() {
    with_app(async |app| {
        desk(&app, "marlow").await;
        let who = Who::Email(Email::read("registrar@marlow.example").unwrap());
        let refused = erase(&app, Asker::Service, &who, false, false, "They asked.").await;
        assert!(matches!(refused, Err(PersonError::LastOwner)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn children_who_share_an_address_are_forgotten_one_by_one() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let mut ids = Vec::new();
        for name in ["Mia Ash", "Leo Ash"] {
            let new = NewLearner {
                name: name.to_owned(),
                email: "home@ash.example".to_owned(),
                ..NewLearner::default()
            };
            ids.push(learner::enrol(&app, &staff, "marlow", &new).await.unwrap());
        }
        erase(&app, Asker::Service, &Who::Learner(ids[0]), false, false, "They moved.").await.unwrap();
        let left = learner::list(&app, &staff, "marlow", "", (0, 9)).await.unwrap().learners;
        assert_eq!(left.iter().map(|learner| learner.name.as_str()).collect::<Vec<_>>(), ["Leo Ash"]);
        assert_eq!(left[0].email.as_deref(), Some("home@ash.example"));
    })
    .await;
}

#[tokio::test]
async fn a_name_is_put_right_wherever_it_is_written() {
    with_app(async |app| {
        let Scene { staff, learner, credentials } = scene(&app).await;
        let typed = PersonCorrection {
            name: Some("Zoë Quillon".to_owned()),
            documents: true,
            reason: "A diaeresis was missing.".to_owned(),
            ..PersonCorrection::default()
        };
        let who = Who::Learner(learner);
        let trial = correct(&app, Asker::Service, &who, &typed, true).await.unwrap();
        let done = correct(&app, Asker::Service, &who, &typed, false).await.unwrap();
        assert_eq!((trial, done), ([1, 1, 2], [1, 1, 2]));
        let file = learner::open(&app, &staff, "marlow", learner).await.unwrap();
        assert_eq!(file.learner.name, "Zoë Quillon");
        assert!(file.awards.iter().all(|award| award.recipient_name == "Zoë Quillon"));
        let mut tx = app.db.read().await.unwrap();
        let row = crate::store::credential::by_id(&mut tx, credentials[1]).await.unwrap().unwrap();
        assert!(row.document.contains("Zoë Quillon"));
    })
    .await;
}
