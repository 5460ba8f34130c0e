//! Others: namesakes, brothers and sisters, parents. Nothing of theirs goes, and nothing of theirs is told.

use super::*;
use crate::{
    flows::{claim::code, issue::Issued, revoke},
    store::{account, audit},
};

fn with(name: &str, email: &str) -> NewLearner {
    NewLearner { name: name.to_owned(), email: email.to_owned(), ..NewLearner::default() }
}

/// The reasons that the audit of a desk still has.
async fn reasons(app: &App, staff: &Viewer) -> Vec<String> {
    let chain = staff.desks[0].issuer.to_string();
    let rows = audit::after(&mut app.db.read().await.unwrap(), &chain, 0).await.unwrap();
    let details = rows.into_iter().filter_map(|row| serde_json::from_str::<Value>(&row.detail?).ok());
    details.filter_map(|detail| detail["reason"].as_str().map(str::to_owned)).collect()
}

async fn named(app: &App, viewer: &Viewer, name: &str) {
    let mut tx = app.db.write().await.unwrap();
    account::rename(&mut tx, viewer.account, name).await.unwrap();
    tx.commit().await.unwrap();
}

async fn accounts(app: &App) -> Vec<String> {
    let sql = "select name from account where name <> '' order by name";
    let rows: Vec<(String,)> = app.db.read().await.unwrap().fetch_all(sql, ()).await.unwrap();
    rows.into_iter().map(|(name,)| name).collect()
}

#[tokio::test]
async fn a_learner_who_is_called_like_a_field_or_like_another_takes_nothing_of_theirs_along() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = achievement(&app, &staff).await;
        let other = award(&app, &staff, bees, "ada@a.example").await;
        revoke::revoke(&app, &staff, "marlow", other.id, "Ada Obi copied.").await.unwrap();
        let before = reasons(&app, &staff).await;
        assert_eq!(before, ["Ada Obi copied."]);
        let chain = staff.desks[0].issuer.to_string();
        let bare = async || {
            let rows = audit::after(&mut app.db.read().await.unwrap(), &chain, 0).await.unwrap();
            rows.into_iter().filter(|row| row.subject.is_none()).count()
        };
        for (number, name) in ["Reason", "email", "Ada Obi"].into_iter().enumerate() {
            let id = learner::enrol(&app, &staff, "marlow", &with(name, "")).await.unwrap();
            let text = export(&app, Asker::Service, &Who::Learner(id), false, "They asked.").await.unwrap();
            assert!(!text.contains("copied"), "{name}: {text}");
            let erased =
                erase(&app, Asker::Service, &Who::Learner(id), false, false, "They asked.").await.unwrap();
            // They were enrolled, and told.
            assert_eq!(erased.acts, 2, "{name}");
            assert_eq!(bare().await, (number + 1) * 2, "{name}");
        }
        let found = reasons(&app, &staff).await;
        assert!(found.contains(&before[0]), "{found:?}");
        assert!(check::check(&app, &[]).await.unwrap().holds());
    })
    .await;
}

#[tokio::test]
async fn a_short_name_is_no_part_of_the_usual_reason() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let ed = learner::enrol(&app, &staff, "marlow", &with("Ed", "")).await.unwrap();
        let asker = Asker::Desk(&staff, "marlow");
        let named = erase(&app, asker, &Who::Learner(ed), false, false, "ED asked for it.").await;
        assert!(matches!(named, Err(PersonError::Fields(_))), "{named:?}");
        erase(&app, asker, &Who::Learner(ed), false, false, "They asked for it.").await.unwrap();
    })
    .await;
}

/// Mia and Leo at two schools, and Pat, whose address it is and who signs in with it.
async fn family(app: &App) -> (Viewer, Viewer, [LearnerId; 2], [Issued; 2]) {
    let (marlow, music) = (desk(app, "marlow").await, desk(app, "music").await);
    let mia = learner::enrol(app, &marlow, "marlow", &with("Mia Ash", "home@ash.example")).await.unwrap();
    let leo = learner::enrol(app, &music, "music", &with("Leo Ash", "home@ash.example")).await.unwrap();
    let bees = achievement(app, &marlow).await;
    let recipient = Recipient { learner: Some(mia), ..Recipient::default() };
    let hers = issue::award(app, &marlow, "marlow", Award { recipient, ..Award::of(bees) }).await.unwrap();
    let pat = person(app, "home@ash.example").await;
    named(app, &pat, "Pat Ash").await;
    hold::claim(app, &pat, hers.id).await.unwrap();
    // To the family's address, and to nobody who is enrolled.
    let adhoc = award(app, &marlow, bees, "home@ash.example").await;
    (marlow, music, [mia, leo], [hers, adhoc])
}

async fn stands(app: &App, id: crate::id::CredentialId) -> bool {
    crate::store::credential::by_id(&mut app.db.read().await.unwrap(), id).await.unwrap().is_some()
}

#[tokio::test]
async fn a_sibling_at_another_school_and_a_parents_account_stay() {
    with_app(async |app| {
        let (_, music, [mia, _], [hers, adhoc]) = family(&app).await;
        let erased =
            erase(&app, Asker::Service, &Who::Learner(mia), false, false, "They moved.").await.unwrap();
        let others = erased.others.join("; ");
        assert!(
            others.contains("Leo Ash") && others.contains("Pat Ash") && others.contains("Ada Obi"),
            "{others}"
        );
        assert!(!stands(&app, hers.id).await && stands(&app, adhoc.id).await);
        assert!(accounts(&app).await.contains(&"Pat Ash".to_owned()));
        let left = learner::list(&app, &music, "music", "", (0, 9)).await.unwrap().learners;
        assert_eq!(left.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn from_a_desk_an_award_to_somebody_else_at_the_familys_address_stays() {
    with_app(async |app| {
        let (marlow, _, [mia, _], [hers, adhoc]) = family(&app).await;
        let asker = Asker::Desk(&marlow, "marlow");
        erase(&app, asker, &Who::Learner(mia), false, false, "They moved.").await.unwrap();
        assert!(!stands(&app, hers.id).await && stands(&app, adhoc.id).await);
    })
    .await;
}

#[tokio::test]
async fn an_address_of_several_is_refused_until_all_of_them_are_meant() {
    with_app(async |app| {
        let (.., [hers, adhoc]) = family(&app).await;
        let who = Who::Email(Email::read("home@ash.example").unwrap());
        let refused = erase(&app, Asker::Service, &who, false, false, "They moved.").await;
        let Err(PersonError::Several(people)) = refused else { panic!("{refused:?}") };
        assert!(people.len() >= 3, "{people:?}");
        let typed = PersonCorrection { name: Some("Ada".to_owned()), ..PersonCorrection::default() };
        let refused = correct(&app, Asker::Service, &who, &typed, false).await;
        assert!(matches!(refused, Err(PersonError::Several(_))), "{refused:?}");
        erase(&app, Asker::Service, &who, true, false, "They moved.").await.unwrap();
        assert!(!stands(&app, hers.id).await && !stands(&app, adhoc.id).await);
        assert!(!accounts(&app).await.contains(&"Pat Ash".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_merged_record_and_the_account_that_claimed_by_code_are_found() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = achievement(&app, &staff).await;
        let mia = learner::enrol(&app, &staff, "marlow", &with("Mia Ash", "")).await.unwrap();
        let twin = learner::enrol(&app, &staff, "marlow", &with("M. Ash", "")).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        let issuer = staff.desks[0].issuer;
        crate::store::learner::merged(&mut tx, issuer, twin, Some(mia), 1).await.unwrap();
        tx.commit().await.unwrap();
        let recipient = Recipient { learner: Some(mia), ..Recipient::default() };
        let issued =
            issue::award(&app, &staff, "marlow", Award { recipient, ..Award::of(bees) }).await.unwrap();
        let given = code::give(&app, &staff, "marlow", issued.id).await.unwrap();
        let holder = person(&app, "mia@private.example").await;
        named(&app, &holder, "Mia Ash").await;
        code::claim(&app, &holder, &given.code, code::Came::Typed).await.unwrap();
        let erased =
            erase(&app, Asker::Service, &Who::Learner(mia), false, false, "They asked.").await.unwrap();
        assert_eq!((erased.counts["learner"], erased.counts["account"]), (2, 1), "{erased:?}");
        assert!(!accounts(&app).await.contains(&"Mia Ash".to_owned()));
    })
    .await;
}
