//! Records, as their learners change them and as others see them.

use api::{Cover, RecordEdit};
use time::Duration;

use super::*;
use crate::{
    flows::{
        hold::{self, hold_foreign},
        testing::{person, with_app},
    },
    store::Tx,
};

async fn credential(app: &App, viewer: &Viewer, name: &str) -> CredentialId {
    let document = format!("{{\"type\":\"VerifiableCredential\",\"name\":\"{name}\"}}");
    hold_foreign(app, viewer, &document).await.unwrap()
}

/// A record of a school, with the entries 1 to 3 and one that was not signed by itself.
async fn transcript(app: &App, viewer: &Viewer) -> CredentialId {
    let entry = |number| format!(r#"{{"@context":"c","id":"urn:e:{number}","proof":{{"n": {number}.0}}}}"#);
    let entries = [entry(1), entry(2), entry(3), r#"{"id":"urn:e:4"}"#.to_owned()].join(",");
    let document = format!(
        r#"{{"type":["VerifiableCredential"],"name":"Transcript","issuer":{{"id":"i","name":"School"}},
            "credentialSubject":{{"verifiableCredential":[{entries}]}}}}"#
    );
    hold_foreign(app, viewer, &document).await.unwrap()
}

async fn edited(app: &App, viewer: &Viewer, id: RecordId, edit: &str) -> api::KeptRecord {
    let mut record = open(app, viewer, id).await.unwrap();
    assert!(record.content.edit(&edit.parse::<RecordEdit>().unwrap()), "{edit}");
    save(app, viewer, id, record.revision, record.content).await.unwrap()
}

async fn order(app: &App, viewer: &Viewer, id: RecordId) -> Vec<String> {
    open(app, viewer, id).await.unwrap().content.items().map(|item| item.id.clone()).collect()
}

async fn seen(app: &App, viewer: &Viewer, id: RecordId) -> Shown {
    let record = open(app, viewer, id).await.unwrap();
    shown(&record.content, &record.held)
}

#[tokio::test]
async fn a_record_keeps_its_owners_order_and_words() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, " For work ").await.unwrap();
        for name in ["a", "b", "c"] {
            let one = credential(&app, &ada, name).await;
            add(&app, &ada, id, one).await.unwrap();
            assert!(matches!(add(&app, &ada, id, one).await, Err(RecordError::Already)));
        }
        edited(&app, &ada, id, "up:i3").await;
        assert_eq!(order(&app, &ada, id).await, ["i1", "i3", "i2"]);
        edited(&app, &ada, id, "add-section").await;
        edited(&app, &ada, id, "to:i1:s2").await;
        let mut record = open(&app, &ada, id).await.unwrap();
        record.content.title = " Work ".to_owned();
        record.content.introduction = "Two\r\nlines".to_owned();
        record.content.cover = Cover::Plum;
        record.content.sections[0].heading = "First".to_owned();
        record.content.item_mut("i1").unwrap().note = "Mine".to_owned();
        let kept = save(&app, &ada, id, record.revision, record.content).await.unwrap();
        assert_eq!(open(&app, &ada, id).await.unwrap().content, kept.content);
        let shown = seen(&app, &ada, id).await;
        assert_eq!((shown.title.as_str(), shown.introduction.as_str()), ("Work", "Two\nlines"));
        assert_eq!((shown.cover, shown.sections.len()), (Cover::Plum, 2));
        assert_eq!((shown.sections[0].heading.as_str(), shown.sections[0].items.len()), ("First", 2));
        assert_eq!(shown.sections[1].items[0].note, "Mine");
        let line = &list(&app, &ada).await.unwrap()[0];
        assert_eq!((line.title.as_str(), line.items), ("Work", 3));
        edited(&app, &ada, id, "remove:i1").await;
        assert_eq!(seen(&app, &ada, id).await.sections.len(), 1, "an empty section is not shown");
    })
    .await;
}

#[tokio::test]
async fn steps_are_taken_back_and_done_again_until_something_new_is_done() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let first = open(&app, &ada, id).await.unwrap();
        assert_eq!((first.can_undo, first.can_redo), (false, false));
        assert!(matches!(undo(&app, &ada, id, first.revision).await, Err(RecordError::NoStep)));
        for name in ["a", "b"] {
            let one = credential(&app, &ada, name).await;
            add(&app, &ada, id, one).await.unwrap();
        }
        edited(&app, &ada, id, "remove:i1").await;
        assert_eq!(list(&app, &ada).await.unwrap()[0].items, 1);

        let now = open(&app, &ada, id).await.unwrap();
        let back = undo(&app, &ada, id, now.revision).await.unwrap();
        assert_eq!(order(&app, &ada, id).await, ["i1", "i2"], "as another visit finds it");
        assert_eq!(list(&app, &ada).await.unwrap()[0].items, 2);
        assert_eq!((back.can_undo, back.can_redo), (true, true));
        let again = redo(&app, &ada, id, back.revision).await.unwrap();
        assert_eq!(again.content, now.content);
        let back = undo(&app, &ada, id, again.revision).await.unwrap();
        assert!(back.revision > again.revision, "a window that knows an earlier one hears of it");
        let other = edited(&app, &ada, id, "up:i2").await;
        assert!(!other.can_redo);
        assert!(matches!(redo(&app, &ada, id, other.revision).await, Err(RecordError::NoStep)));

        for _ in 0..60 {
            edited(&app, &ada, id, "down:i2").await;
            edited(&app, &ada, id, "up:i2").await;
        }
        let mut revision = open(&app, &ada, id).await.unwrap().revision;
        let mut steps = 0;
        while let Ok(kept) = undo(&app, &ada, id, revision).await {
            (revision, steps) = (kept.revision, steps + 1);
        }
        assert_eq!(steps, 49);
    })
    .await;
}

#[tokio::test]
async fn two_windows_never_overwrite_each_other_unseen() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let (one, other) = (open(&app, &ada, id).await.unwrap(), open(&app, &ada, id).await.unwrap());
        let mut content = one.content.clone();
        content.title = "Mine".to_owned();
        let saved = save(&app, &ada, id, one.revision, content.clone()).await.unwrap();
        let late = save(&app, &ada, id, other.revision, other.content).await;
        assert!(matches!(late, Err(RecordError::Changed)));
        assert!(matches!(undo(&app, &ada, id, other.revision).await, Err(RecordError::Changed)));
        let same = save(&app, &ada, id, saved.revision, content).await.unwrap();
        assert_eq!(same.revision, saved.revision, "what changes nothing is no step");
    })
    .await;
}

#[tokio::test]
async fn entries_that_were_not_chosen_are_not_in_what_is_shown_at_all() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let whole = transcript(&app, &ada).await;
        add(&app, &ada, id, whole).await.unwrap();
        let all = seen(&app, &ada, id).await;
        assert_eq!(all.items().next().unwrap().part_of, None);
        assert!(all.documents().next().unwrap().contains("urn:e:4"));

        let mut record = open(&app, &ada, id).await.unwrap();
        let choose = |ids: &[&str]| Some(ids.iter().map(|&id| id.to_owned()).collect::<Vec<_>>());
        record.content.item_mut("i1").unwrap().parts = choose(&["urn:e:3", "urn:e:1"]);
        let kept = save(&app, &ada, id, record.revision, record.content.clone()).await.unwrap();
        let some = seen(&app, &ada, id).await;
        let documents: Vec<_> = some.documents().collect();
        let signed =
            |number| format!(r#"{{"@context":"c","id":"urn:e:{number}","proof":{{"n": {number}.0}}}}"#);
        assert_eq!(documents, [signed(1), signed(3)], "byte for byte, in the order of the record");
        let part_of = some.items().next().unwrap().part_of.clone().unwrap();
        assert_eq!((part_of.name.as_str(), part_of.issuer_name.as_str()), ("Transcript", "School"));
        assert_eq!((part_of.chosen, part_of.all), (2, 4));

        for made_up in ["urn:e:9", "urn:e:4"] {
            record.content.item_mut("i1").unwrap().parts = choose(&[made_up]);
            let refused = save(&app, &ada, id, kept.revision, record.content.clone()).await;
            let Err(RecordError::Fields(fields)) = refused else { panic!("{made_up}: {refused:?}") };
            assert_eq!(fields[0].pointer, "/sections/0/items/0/parts");
        }
        record.content.item_mut("i1").unwrap().parts = choose(&[]);
        save(&app, &ada, id, kept.revision, record.content).await.unwrap();
        assert_eq!(seen(&app, &ada, id).await.sections, []);
    })
    .await;
}

#[tokio::test]
async fn a_record_is_nobody_elses_and_holds_nothing_of_anybody_else() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        let id = create(&app, &ada, "Work").await.unwrap();
        let hers = credential(&app, &ada, "a").await;
        let eves = credential(&app, &eve, "e").await;
        assert!(matches!(add(&app, &ada, id, eves).await, Err(RecordError::UnknownCredential)));
        assert!(matches!(open(&app, &eve, id).await, Err(RecordError::Unknown)));
        assert!(matches!(add(&app, &eve, id, eves).await, Err(RecordError::Unknown)));
        let mut record = open(&app, &ada, id).await.unwrap();
        record.content.add(eves);
        let content = record.content.clone();
        let refused = save(&app, &ada, id, record.revision, content.clone()).await;
        assert!(matches!(refused, Err(RecordError::Fields(_))), "{refused:?}");
        assert!(matches!(save(&app, &eve, id, record.revision, content).await, Err(RecordError::Unknown)));
        assert!(matches!(undo(&app, &eve, id, record.revision).await, Err(RecordError::Unknown)));
        add(&app, &ada, id, hers).await.unwrap();
        assert_eq!(with(&app, &ada, hers).await.unwrap(), [(id, "Work".to_owned())]);
        assert_eq!(with(&app, &eve, hers).await.unwrap(), []);
        assert_eq!(list(&app, &eve).await.unwrap(), []);
        assert!(matches!(create(&app, &ada, " \n ").await, Err(RecordError::Fields(_))));
    })
    .await;
}

#[tokio::test]
async fn what_is_too_much_or_not_to_be_printed_is_refused_by_name() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let record = open(&app, &ada, id).await.unwrap();
        let mut content = RecordContent::new(" ");
        content.introduction = "x".repeat(2001);
        content.sections[0].heading = "a\u{202e}b".to_owned();
        content.add("nothing");
        content.add("nothing else");
        content.sections[0].items[0].note = "a\u{0}b".to_owned();
        content.sections[0].items[1].id = "i1".to_owned();
        let refused = save(&app, &ada, id, record.revision, content).await;
        let Err(RecordError::Fields(fields)) = refused else { panic!("{refused:?}") };
        let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
        let items = "/sections/0/items";
        assert_eq!(
            pointers,
            [
                "/title",
                "/introduction",
                "/sections/0/heading",
                &format!("{items}/0/note"),
                &format!("{items}/1/id")
            ]
        );
        let mut content = RecordContent::new("Work");
        content.sections[0].heading = " \n ".to_owned();
        let kept = save(&app, &ada, id, record.revision, content.clone()).await.unwrap();
        assert_eq!(kept.content.sections[0].heading, "", "blanks are no heading");
        for item in 0..400 {
            content.add(format!("nothing-{item}"));
        }
        for item in &mut content.sections[0].items {
            item.note = "é".repeat(1000);
        }
        let refused = save(&app, &ada, id, kept.revision, content).await;
        let Err(RecordError::Fields(fields)) = refused else { panic!("{refused:?}") };
        assert_eq!(fields[0].pointer, "");
        let many = (0..501).fold(RecordContent::new("Work"), |mut content, number| {
            content.add(format!("nothing {number}"));
            content
        });
        assert!(matches!(save(&app, &ada, id, record.revision, many).await, Err(RecordError::Fields(_))));
    })
    .await;
}

#[tokio::test]
async fn a_credential_stands_in_a_record_once() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let one = credential(&app, &ada, "a").await;
        add(&app, &ada, id, one).await.unwrap();
        let mut record = open(&app, &ada, id).await.unwrap();
        record.content.add(one);
        let refused = save(&app, &ada, id, record.revision, record.content).await;
        let Err(RecordError::Fields(fields)) = refused else { panic!("{refused:?}") };
        assert_eq!(fields[0].pointer, "/sections/0/items/1/holding");
    })
    .await;
}

#[tokio::test]
async fn what_leaves_a_wallet_for_good_leaves_every_step_of_its_records() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let (gone, stays) = (credential(&app, &ada, "a").await, credential(&app, &ada, "b").await);
        for one in [gone, stays] {
            add(&app, &ada, id, one).await.unwrap();
        }
        let mut tx = app.db.write().await.unwrap();
        leave_records(&mut tx, gone).await.unwrap();
        let before: Vec<String> = steps(&mut tx, id).await;
        tx.commit().await.unwrap();
        assert!(before.iter().all(|content| !content.contains(&gone.to_string())), "{before:?}");
        assert_eq!(order(&app, &ada, id).await, ["i2"]);
        let revision = open(&app, &ada, id).await.unwrap().revision;
        assert_eq!(undo(&app, &ada, id, revision).await.unwrap().content.items().count(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_deleted_record_is_gone_with_its_links_and_the_credentials_stay() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        let (id, other) =
            (create(&app, &ada, "Work").await.unwrap(), create(&app, &ada, "Other").await.unwrap());
        let one = credential(&app, &ada, "a").await;
        for record in [id, other] {
            add(&app, &ada, record, one).await.unwrap();
        }
        let link = share::create(&app, &ada, id, share::Terms::days(1)).await.unwrap();
        assert!(matches!(delete(&app, &eve, id).await, Err(RecordError::Unknown)));
        delete(&app, &ada, id).await.unwrap();
        assert!(matches!(delete(&app, &ada, id).await, Err(RecordError::Unknown)));
        assert!(matches!(open(&app, &ada, id).await, Err(RecordError::Unknown)));
        assert!(!share::is_live(&app, &link.token).await.unwrap());
        assert_eq!(seen(&app, &ada, other).await.items().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_has_so_many_records_and_no_more() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        for _ in 0..MOST_RECORDS {
            create(&app, &ada, "Work").await.unwrap();
        }
        assert!(matches!(create(&app, &ada, "Work").await, Err(RecordError::Fields(_))));
    })
    .await;
}

#[tokio::test]
async fn writing_is_one_step_until_something_else_is_done_or_a_minute_has_gone() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let one = credential(&app, &ada, "a").await;
        add(&app, &ada, id, one).await.unwrap();
        for note in ["M", "Mi", "Mine"] {
            noted(&app, &ada, id, note).await;
        }
        app.clock.advance(Duration::minutes(1));
        noted(&app, &ada, id, "Mine alone").await;
        let mut revision = open(&app, &ada, id).await.unwrap().revision;
        for note in ["Mine", ""] {
            let back = undo(&app, &ada, id, revision).await.unwrap();
            assert_eq!(back.content.items().next().unwrap().note, note);
            revision = back.revision;
        }
        let kept = noted(&app, &ada, id, "New").await;
        assert!(!kept.can_redo);
        let back = undo(&app, &ada, id, kept.revision).await.unwrap();
        assert_eq!(back.content.items().next().unwrap().note, "", "adding is a step of its own");
    })
    .await;
}

async fn noted(app: &App, viewer: &Viewer, id: RecordId, note: &str) -> api::KeptRecord {
    let mut record = open(app, viewer, id).await.unwrap();
    record.content.item_mut("i1").unwrap().note = note.to_owned();
    save(app, viewer, id, record.revision, record.content).await.unwrap()
}

#[tokio::test]
async fn what_is_put_back_stands_in_its_place_though_the_record_was_changed_meanwhile() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let id = create(&app, &ada, "Work").await.unwrap();
        let (one, other) = (credential(&app, &ada, "a").await, credential(&app, &ada, "b").await);
        for each in [one, other] {
            add(&app, &ada, id, each).await.unwrap();
        }
        edited(&app, &ada, id, "remove:i1").await;
        hold::remove(&app, &ada, one).await.unwrap();
        let now = open(&app, &ada, id).await.unwrap();
        undo(&app, &ada, id, now.revision).await.unwrap();
        edited(&app, &ada, id, "down:i1").await;
        assert_eq!(list(&app, &ada).await.unwrap()[0].items, 1, "one waits to be put back");
        assert_eq!(seen(&app, &ada, id).await.items().count(), 1);
        hold::put_back(&app, &ada, one).await.unwrap();
        let shown: Vec<_> = seen(&app, &ada, id).await.items().map(|item| item.holding).collect();
        assert_eq!(shown, [other, one]);
    })
    .await;
}

async fn steps(tx: &mut Tx, id: RecordId) -> Vec<String> {
    let (first, last) = record::steps(tx, id).await.unwrap();
    let mut steps = Vec::new();
    for step in first..=last {
        steps.push(record::step(tx, id, step).await.unwrap().unwrap());
    }
    steps
}
