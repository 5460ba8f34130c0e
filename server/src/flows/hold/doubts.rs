//! What is doubtful, doubled or taken out, and what it may not do to the rest of a wallet.

use crypto::verify::Verdict;
use serde_json::json;
use time::{Duration, format_description::well_known::Rfc3339, macros::datetime};

use super::{
    Standing, Whose,
    add::{Brought, Came, Doubtful, Why, bring, vouch, waiting},
    find::{self, Event, Find},
    held, read,
    stories::{FROM, badge, brought, found, good, signed},
};
use crate::{
    flows::{
        hold,
        issue::{self, Award},
        record, renew,
        testing::{achievement, an_award, award, desk, person, with_app},
    },
    store::{
        arrival::{self, ArrivalRow},
        record as steps,
    },
};

/// A badge whose signature is by a suite that nobody here can check.
fn uncheckable(document: &str) -> String {
    document.replace("eddsa-rdfc-2022", "bbs-2023")
}

#[tokio::test]
async fn what_could_not_be_checked_takes_the_place_of_nothing() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let genuine = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Kept(id) = brought(&app, &ada, &genuine).await.came else { panic!("not kept") };
        let later = badge(1, "urn:uuid:1", "Leads a yard", "ada@a.example", FROM + Duration::days(9));
        let arrived = brought(&app, &ada, &uncheckable(&signed(1, &later))).await;
        assert_eq!(arrived.report.unwrap().outcome, Verdict::Unknown);
        let Came::Waits(other, Why::Another) = arrived.came else { panic!("{:?}", arrived.came) };
        assert_eq!(vouch(&app, &ada, &[other]).await.unwrap(), [other], "it stands beside");
        assert_eq!(hold::held_one(&app, &ada, id).await.unwrap().unwrap().document, genuine);
    })
    .await;
}

#[tokio::test]
async fn an_edition_for_somebody_else_takes_the_place_of_nothing() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let hers = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Kept(id) = brought(&app, &ada, &hers).await.came else { panic!("not kept") };
        let of_ben = |days| {
            signed(1, &badge(1, "urn:uuid:1", "Welding", "ben@a.example", FROM + Duration::days(days)))
        };
        let (bens, bens_next) = (of_ben(9), of_ben(19));
        let Came::Waits(other, Why::Another) = brought(&app, &ada, &bens).await.came else { panic!("taken") };
        assert_eq!(held(&app, &ada).await.unwrap()[0].document, hers);
        assert_eq!(vouch(&app, &ada, &[other]).await.unwrap(), [other], "kept beside, on her word");
        assert_eq!(hold::whose(&app, &ada, id).await.unwrap(), Some(Whose::Address));
        assert_eq!(hold::whose(&app, &ada, other).await.unwrap(), Some(Whose::Word));
        assert_eq!(brought(&app, &ada, &bens_next).await.came, Came::Renewed(other), "she gave her word");
        assert_eq!(hold::whose(&app, &ada, other).await.unwrap(), Some(Whose::Word));
        assert_eq!(hold::held_one(&app, &ada, id).await.unwrap().unwrap().document, hers);
    })
    .await;
}

#[tokio::test]
async fn two_editions_kept_on_somebodys_word_are_one_credential() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let of = |days| {
            signed(1, &badge(1, "urn:uuid:1", "Welding", "ada@old.example", FROM + Duration::days(days)))
        };
        let mut ids = Vec::new();
        for document in [of(0), of(9)] {
            let Came::Waits(id, _) = brought(&app, &ada, &document).await.came else { panic!("no wait") };
            ids.push(id);
        }
        assert_eq!(vouch(&app, &ada, &ids).await.unwrap(), [ids[0], ids[0]]);
        assert_eq!(held(&app, &ada).await.unwrap().len(), 1);
        assert_eq!(hold::earlier(&app, &ada, ids[0]).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_out_and_is_brought_again_is_put_back() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
        let ada = person(&app, "ada@a.example").await;
        hold::claim(&app, &ada, issued.id).await.unwrap();
        let foreign = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Kept(id) = brought(&app, &ada, &foreign).await.came else { panic!("not kept") };
        for (id, document) in [(issued.id, issued.document.as_str()), (id, foreign.as_str())] {
            assert!(hold::remove(&app, &ada, id).await.unwrap());
            assert_eq!(brought(&app, &ada, document).await.came, Came::Kept(id));
        }
        assert_eq!(held(&app, &ada).await.unwrap().len(), 2);
        assert_eq!(hold::whose(&app, &ada, issued.id).await.unwrap(), Some(Whose::Claimed));
        assert!(find::removed(&app, &ada).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_waits_has_a_bound_and_leaves_room_for_what_is_theirs() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let mine = good("urn:uuid:mine", "Welding", "ada@a.example");
        let mut tx = app.db.write().await.unwrap();
        for number in 0..400 {
            let row = ArrivalRow {
                arrival_id: app.new_id(),
                name: String::new(),
                document: number.to_string(),
                report: "{}".to_owned(),
                media_type: None,
                baked: false,
                picture: None,
                created_at: 0,
            };
            arrival::insert(&mut tx, ada.account, &row).await.unwrap();
        }
        tx.commit().await.unwrap();
        let strange = good("urn:uuid:2", "Other", "eve@a.example");
        assert_eq!(brought(&app, &ada, &strange).await.came, Came::Full);
        assert!(matches!(brought(&app, &ada, &mine).await.came, Came::Kept(_)));
        assert!(matches!(brought(&app, &ada, &mine).await.came, Came::Already(_)));
    })
    .await;
}

#[tokio::test]
async fn a_list_of_what_waits_reads_no_pictures_and_what_is_kept_has_them() {
    with_app(async |app| {
        let eve = person(&app, "eve@a.example").await;
        let mut document = badge(1, "urn:uuid:1", "Welding", "ada@a.example", FROM);
        let image = "data:image/png;base64,iVBORw0KGgo=";
        document["credentialSubject"]["achievement"]["image"] = json!({ "id": image, "type": "Image" });
        let Came::Waits(id, _) = brought(&app, &eve, &signed(1, &document)).await.came else {
            panic!("no wait")
        };
        let mut tx = app.db.read().await.unwrap();
        let row = arrival::of_account(&mut tx, eve.account, 9).await.unwrap().remove(0);
        drop(tx);
        assert!(!row.report.contains("iVBOR"), "{}", row.report);
        vouch(&app, &eve, &[id]).await.unwrap();
        assert_eq!(hold::picture(&app, &eve, id).await.unwrap().unwrap().0, "image/png");
    })
    .await;
}

#[tokio::test]
async fn what_a_program_brings_and_leaves_touches_nothing_that_waits() {
    with_app(async |app| {
        let eve = person(&app, "eve@a.example").await;
        let document = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Waits(id, _) = brought(&app, &eve, &document).await.came else { panic!("no wait") };
        let again = || vec![Brought { name: "it".to_owned(), bytes: document.as_bytes().to_vec() }];
        let left = bring(&app, &eve, again(), Doubtful::Left).await.unwrap().remove(0);
        assert_eq!(left.came, Came::Asks(Why::Another));
        assert_eq!(waiting(&app, &eve).await.unwrap()[0].came, Came::Waits(id, Why::Another));
        let kept = bring(&app, &eve, again(), Doubtful::Kept).await.unwrap().remove(0);
        let Came::Kept(id) = kept.came else { panic!("not kept") };
        assert_eq!(hold::whose(&app, &eve, id).await.unwrap(), Some(Whose::Word));
    })
    .await;
}

#[tokio::test]
async fn what_is_not_known_to_be_its_issuers_has_not_expired() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let mut document = badge(1, "urn:uuid:1", "Welding", "ada@a.example", FROM);
        document["validUntil"] = json!("2026-04-01T00:00:00Z");
        let expired = signed(1, &document);
        let came = brought(&app, &ada, &expired).await.came;
        assert!(matches!(came, Came::Waits(_, Why::NotGood(Standing::Expired))), "{came:?}");
        let kept = vec![Brought { name: "it".to_owned(), bytes: expired.as_bytes().to_vec() }];
        let kept = bring(&app, &ada, kept, Doubtful::Kept).await.unwrap().remove(0).came;
        let Came::Kept(id) = kept else { panic!("not kept: {kept:?}") };
        assert_eq!(hold::whose(&app, &ada, id).await.unwrap(), Some(Whose::Address), "it is hers");
        let came = brought(&app, &ada, &uncheckable(&expired)).await.came;
        assert!(matches!(came, Came::Waits(_, Why::NotGood(Standing::Unknown))), "{came:?}");
    })
    .await;
}

#[tokio::test]
async fn what_begins_on_a_later_day_is_not_valid_yet_and_is_good_from_then_on() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let mut document = badge(1, "urn:uuid:1", "Welding", "ada@a.example", FROM);
        let begins = app.clock.now() + Duration::days(3);
        document["validFrom"] = json!(begins.replace_nanosecond(0).unwrap().format(&Rfc3339).unwrap());
        let Came::Waits(waiting, Why::NotGood(Standing::NotYet)) =
            brought(&app, &ada, &signed(1, &document)).await.came
        else {
            panic!("not known to begin later")
        };
        let id = vouch(&app, &ada, &[waiting]).await.unwrap()[0];
        let standing = async || find::find(&app, &ada, &Find::default()).await.unwrap().lines[0].standing;
        assert_eq!(standing().await, Standing::NotYet);
        app.clock.advance(Duration::days(3));
        assert_eq!(read::recheck(&app).await.unwrap(), 1);
        assert_eq!(standing().await, Standing::Genuine);
        assert_eq!(find::find(&app, &ada, &Find::default()).await.unwrap().lines[0].id, id);
    })
    .await;
}

#[tokio::test]
async fn news_that_were_put_aside_do_not_silence_the_end() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let of = achievement(&app, &staff).await;
        let ending =
            Award { valid_until: Some(datetime!(2027-01-01 0:00 UTC)), ..an_award(of, "ada@a.example") };
        let id = issue::award(&app, &staff, "marlow", ending).await.unwrap().id;
        let ada = person(&app, "ada@a.example").await;
        hold::claim(&app, &ada, id).await.unwrap();
        let news = async || -> Vec<Event> {
            read::catch_up(&app, &ada).await.unwrap();
            find::news(&app, &ada).await.unwrap().into_iter().map(|news| news.event).collect()
        };
        news().await;
        let later = datetime!(2028-01-01 0:00 UTC);
        renew::renew(&app, &staff, "marlow", id, Some(later)).await.unwrap();
        app.clock.advance(Duration::minutes(1));
        assert_eq!(news().await, [Event::Renewed]);
        assert!(find::put_aside(&app, &ada, id).await.unwrap());
        assert_eq!(news().await, []);
        app.clock.advance(Duration::days(380));
        assert_eq!(news().await, [Event::Ends(later)]);
        assert!(find::put_aside(&app, &ada, id).await.unwrap());
        assert_eq!(news().await, []);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_out_does_not_keep_others_from_being_checked() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        for number in 0..31 {
            let document = good(&format!("urn:uuid:{number}"), "Welding", "ada@a.example");
            let Came::Kept(id) = brought(&app, &ada, &document).await.came else { panic!("not kept") };
            if number < 30 {
                hold::remove(&app, &ada, id).await.unwrap();
            }
        }
        app.clock.advance(Duration::days(3));
        assert_eq!(read::recheck(&app).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_that_cannot_be_kept_stops_no_other() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        hold::hold_foreign(&app, &ada, &good("urn:uuid:1", "Welding", "ada@a.example")).await.unwrap();
        let bad = good("urn:uuid:2", "Bad", "ada@a.example");
        let bad = hold::hold_foreign(&app, &ada, &bad).await.unwrap();
        hold::hold_foreign(&app, &eve, &good("urn:uuid:1", "Welding", "eve@a.example")).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        // Both of Ada's name the same skill.
        let refuse = "create unique index refuse_ix on holding_skill (account_id, skill)";
        tx.execute(refuse, ()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(read::recheck(&app).await.unwrap(), 2);
        assert_eq!(read::recheck(&app).await.unwrap(), 0, "it is let be for a while");
        assert!(read::catch_up(&app, &ada).await.unwrap());
        assert_eq!(found(&app, &ada, Find::default()).await.len(), 2, "listed, if without a name");
        assert_eq!(found(&app, &eve, Find::default()).await, ["Welding"]);
        assert!(read::last_report(&app, &ada, bad).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_picture_under_an_odd_address_of_ours_stops_nothing() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let mut document = badge(1, "urn:uuid:1", "Welding", "ada@a.example", FROM);
        let image = format!("{}/odd", app.config.public_url.as_str().trim_end_matches('/'));
        document["credentialSubject"]["achievement"]["image"] = json!({ "id": image, "type": "Image" });
        let document = signed(1, &document).replace("/odd\"", "/\\u0000\"");
        assert!(document.contains("\\u0000"), "{document}");
        let Came::Waits(id, Why::NotGood(_)) = brought(&app, &ada, &document).await.came else {
            panic!("no wait")
        };
        assert_eq!(vouch(&app, &ada, &[id]).await.unwrap(), [id]);
    })
    .await;
}

#[tokio::test]
async fn what_is_deleted_for_good_leaves_every_step_of_every_record() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let document = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Kept(id) = brought(&app, &ada, &document).await.came else { panic!("not kept") };
        let own = record::create(&app, &ada, "Mine").await.unwrap();
        let added = record::add(&app, &ada, own, id).await;
        assert!(added.is_ok(), "{:?}", added.err());
        hold::remove(&app, &ada, id).await.unwrap();
        assert!(hold::delete(&app, &ada, id).await.unwrap());
        let mut tx = app.db.read().await.unwrap();
        let (first, last) = steps::steps(&mut tx, own).await.unwrap();
        for step in first..=last {
            let content = steps::step(&mut tx, own, step).await.unwrap().unwrap_or_default();
            assert!(!content.contains(&id.to_string()), "step {step}: {content}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_good_again_is_not_told_of_as_bad_though_a_check_failed_in_between() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let document = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Kept(id) = brought(&app, &ada, &document).await.came else { panic!("not kept") };
        let mut tx = app.db.write().await.unwrap();
        // As if a check had found it revoked, and the next could not tell.
        let sql =
            "update holding_summary set state = $2, told = $3, news = $4, due_at = 0 where holding_id = $1";
        tx.execute(sql, (id, "unknown", "revoked", "revoked")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(find::news(&app, &ada).await.unwrap()[0].event, Event::Revoked);
        assert_eq!(read::recheck(&app).await.unwrap(), 1);
        assert_eq!(find::news(&app, &ada).await.unwrap(), [], "it is good again");
        let mut tx = app.db.write().await.unwrap();
        tx.execute(sql, (id, "unknown", "suspended", "suspended")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(read::recheck(&app).await.unwrap(), 1);
        assert_eq!(find::news(&app, &ada).await.unwrap()[0].event, Event::Resumed);
    })
    .await;
}
