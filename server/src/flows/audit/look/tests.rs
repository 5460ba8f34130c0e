//! What a desk is told of what was done.

use time::macros::date;

use super::*;
use crate::flows::{
    claim::code,
    learner::{self, NewLearner},
    revoke,
    testing::{achievement, award, desk, person, teacher, with_app},
};

async fn acts(app: &App, staff: &Viewer, search: Search) -> Vec<String> {
    let found = page(app, staff, "marlow", &search, None, 99).await.unwrap();
    found.into_iter().map(|done| done.act).collect()
}

#[tokio::test]
async fn what_was_done_is_found_by_act_person_subject_and_day() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = achievement(&app, &staff).await;
        let issued = award(&app, &staff, bees, "ada@a.example").await;
        app.clock.advance(Duration::days(2));
        revoke::revoke(&app, &staff, "marlow", issued.id, "A slip.").await.unwrap();

        let search = |act: &str, who: &str, subject: &str| Search {
            act: act.to_owned(),
            who: who.to_owned(),
            subject: subject.to_owned(),
            ..Search::default()
        };
        let both = ["credential.revoked", "credential.awarded"];
        assert_eq!(acts(&app, &staff, search("credential", "", "")).await, both);
        assert_eq!(acts(&app, &staff, search("credential.revoked", "", "")).await, both[..1]);
        assert_eq!(acts(&app, &staff, search("", "", "OBI")).await, both, "the learner's name");
        assert_eq!(acts(&app, &staff, search("", "", "ada@a.ex")).await, both, "and address");
        assert_eq!(acts(&app, &staff, search("", "", "slip")).await, both[..1], "the reason");
        assert_eq!(acts(&app, &staff, search("credential", "registrar@", "")).await, both);
        assert_eq!(acts(&app, &staff, search("credential", "nobody", "")).await, [""; 0]);
        let day = Search { from: Some(date!(2026 - 11 - 24)), ..Search::default() };
        assert_eq!(acts(&app, &staff, day).await, both[..1]);
        let day = Search { until: Some(date!(2026 - 11 - 22)), ..search("credential", "", "") };
        assert_eq!(acts(&app, &staff, day).await, both[1..]);

        let found = page(&app, &staff, "marlow", &search("credential", "", ""), None, 1).await.unwrap();
        let subject = found[0].subject.clone().unwrap();
        assert_eq!((subject.name.as_str(), subject.more.as_str()), ("Ada Obi", "Bees"));
        assert_eq!(found[0].who.as_ref().unwrap().more, "registrar@marlow.example");
        let (search, before) = (search("credential", "", ""), Some(found[0].sequence));
        assert_eq!(page(&app, &staff, "marlow", &search, before, 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_is_not_at_the_desk_is_the_holder_and_their_addresses_are_not_probed() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = achievement(&app, &staff).await;
        let issued = award(&app, &staff, bees, "ada@a.example").await;
        let given = code::give(&app, &staff, "marlow", issued.id).await.unwrap();
        let ada = person(&app, "ada@private.example").await;
        let mut tx = app.db.write().await.unwrap();
        crate::store::account::rename(&mut tx, ada.account, "Ada Private").await.unwrap();
        tx.commit().await.unwrap();
        code::claim(&app, &ada, &given.code, code::Came::Typed).await.unwrap();
        let claimed = Search { act: "credential.claimed".to_owned(), ..Search::default() };
        let done = page(&app, &staff, "marlow", &claimed, None, 9).await.unwrap().remove(0);
        let who = done.who.unwrap();
        assert_eq!((who.name.as_str(), who.more.as_str()), (words::holder(), ""));
        for probe in ["private", "ada@", "ada private"] {
            let search = Search { who: probe.to_owned(), ..claimed.clone() };
            assert_eq!(acts(&app, &staff, search).await, [""; 0], "{probe}");
        }
        let by_id = Search { who: ada.account.to_string(), ..claimed };
        assert_eq!(acts(&app, &staff, by_id).await.len(), 1, "an id says nothing");
    })
    .await;
}

#[tokio::test]
async fn a_check_that_is_overdue_is_told() {
    with_app(async |app| {
        let folder = tempfile::tempdir().unwrap();
        let mut config = app.config.clone();
        config.data = folder.path().to_owned();
        let app = app.with_config(config);
        let staff = desk(&app, "marlow").await;
        head::keep(&app).await.unwrap();
        app.clock.advance(Duration::hours(49));
        assert!(matches!(standing(&app, &staff, "marlow").await.unwrap(), Standing::Holds { .. }));
        app.clock.advance(Duration::hours(2));
        assert!(matches!(standing(&app, &staff, "marlow").await.unwrap(), Standing::Overdue { .. }));
    })
    .await;
}

#[tokio::test]
async fn a_change_is_told_with_before_and_after() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let new = NewLearner { name: "Ada".to_owned(), ..NewLearner::default() };
        let id = learner::enrol(&app, &staff, "marlow", &new).await.unwrap();
        let new = NewLearner { name: "Ada Obi".to_owned(), ..new };
        learner::edit(&app, &staff, "marlow", id, &new).await.unwrap();
        let search = Search { act: "learner.changed".to_owned(), ..Search::default() };
        let done = page(&app, &staff, "marlow", &search, None, 9).await.unwrap().remove(0);
        assert_eq!((&done.before["name"], &done.after["name"]), (&"Ada".into(), &"Ada Obi".into()));
        assert_eq!(done.before.len(), 1, "{done:?}");
    })
    .await;
}

#[tokio::test]
async fn a_teacher_and_another_desk_read_nothing() {
    with_app(async |app| {
        desk(&app, "marlow").await;
        let (teacher, other) = (teacher(&app, "marlow").await, desk(&app, "music").await);
        for (viewer, why) in [(teacher, NotAllowed::Role), (other, NotAllowed::Stranger)] {
            let refused = page(&app, &viewer, "marlow", &Search::default(), None, 9).await;
            assert!(matches!(refused, Err(LookError::NotAllowed(found)) if found == why));
        }
    })
    .await;
}

#[tokio::test]
async fn the_desk_is_told_whether_its_chain_holds_since_the_last_head() {
    with_app(async |app| {
        let folder = tempfile::tempdir().unwrap();
        let mut config = app.config.clone();
        config.data = folder.path().to_owned();
        let app = app.with_config(config);
        let staff = desk(&app, "marlow").await;
        assert_eq!(standing(&app, &staff, "marlow").await.unwrap(), Standing::NoHead);
        achievement(&app, &staff).await;
        head::keep(&app).await.unwrap();
        achievement(&app, &staff).await;
        let found = standing(&app, &staff, "marlow").await.unwrap();
        assert!(matches!(&found, Standing::Holds { checked, .. } if checked.acts > 1), "{found:?}");
        let mut tx = app.db.write().await.unwrap();
        tx.execute("update audit_payload set detail = '{\"a\":1}'", ()).await.unwrap();
        tx.commit().await.unwrap();
        let found = standing(&app, &staff, "marlow").await.unwrap();
        assert!(matches!(&found, Standing::Broken { .. }), "{found:?}");
    })
    .await;
}
