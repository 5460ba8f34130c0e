//! What lies sealed: of a learner without an address it goes as of others, and of nobody else.

use super::*;
use crate::flows::{
    bulk,
    idempotency::{self, Answer, Begun, Keyed},
    roster_import,
    transcript::batch::{self, Decision},
};

const AUTUMN: &[u8] = include_bytes!("../../../../../fixtures/oneroster/hedgerow-autumn.zip");

async fn file(
    app: &App,
    staff: &Viewer,
    achievement: crate::id::AchievementId,
    rows: &str,
) -> crate::id::BulkId {
    let text = format!("Name,E-mail,Student number\n{rows}").into_bytes();
    bulk::upload(app, staff, "marlow", achievement, ("list.csv", text)).await.unwrap()
}

fn learner_of(name: &str, number: &str) -> NewLearner {
    NewLearner { name: name.to_owned(), number: number.to_owned(), ..NewLearner::default() }
}

/// Bram, number 00002, of whom no address is known; a namesake; and Ivo.
async fn bram(app: &App) -> (Viewer, LearnerId, crate::id::AchievementId) {
    let staff = desk(app, "marlow").await;
    let bees = achievement(app, &staff).await;
    let bram = learner::enrol(app, &staff, "marlow", &learner_of("Bram Brandt", "00002")).await.unwrap();
    for (name, number) in [("Bram Brandt", "99999"), ("Ivo Brandt", "77777")] {
        learner::enrol(app, &staff, "marlow", &learner_of(name, number)).await.unwrap();
    }
    (staff, bram, bees)
}

async fn erased(app: &App, staff: &Viewer, id: LearnerId) -> Erased {
    erase(app, Asker::Desk(staff, "marlow"), &Who::Learner(id), false, false, "They asked.").await.unwrap()
}

async fn told(app: &App, staff: &Viewer, id: LearnerId) -> Value {
    let text =
        export(app, Asker::Desk(staff, "marlow"), &Who::Learner(id), false, "They asked.").await.unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn rows_of_files_go_and_those_of_namesakes_stay() {
    with_app(async |app| {
        let (staff, bram, bees) = bram(&app).await;
        let rows = "Bram Brandt,,00002\nBram Brandt,,99999\nIvo Brandt,,77777\n";
        let waiting = file(&app, &staff, bees, rows).await;
        bulk::start(&app, &staff, "marlow", waiting, None, false).await.unwrap();
        let recipient = Recipient { learner: Some(bram), ..Recipient::default() };
        issue::award(&app, &staff, "marlow", Award { recipient, ..Award::of(bees) }).await.unwrap();
        let left_out = file(&app, &staff, bees, rows).await;
        bulk::start(&app, &staff, "marlow", left_out, None, false).await.unwrap();
        let unstarted = file(&app, &staff, bees, "Ivo Brandt,,77777\nBram Brandt,,99999\n").await;

        let told = told(&app, &staff, bram).await;
        assert_eq!(told["sealed"]["bulk_row"].as_array().unwrap().len(), 1, "{told:#}");
        assert_eq!(told["sealed"]["bulk_outcome"].as_array().unwrap().len(), 1);
        let counted = count(&app, Asker::Desk(&staff, "marlow"), &Who::Learner(bram), true).await.unwrap();
        assert_eq!((counted.counts["bulk_row"], counted.counts["bulk_outcome"]), (1, 1));

        let erased = erased(&app, &staff, bram).await;
        assert_eq!((erased.counts["bulk_row"], erased.counts["bulk_outcome"], erased.unopened), (1, 1, 0));
        let lines = async |id| bulk::report(&app, &staff, "marlow", id).await.unwrap().lines().count() - 1;
        assert_eq!((lines(waiting).await, lines(left_out).await), (2, 2), "the namesake and Ivo");
        assert_eq!(bulk::dry_run(&app, &staff, "marlow", unstarted).await.unwrap().rows, 2);
    })
    .await;
}

#[tokio::test]
async fn an_address_within_another_is_another() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = achievement(&app, &staff).await;
        let with = |name: &str, email: &str| NewLearner { email: email.to_owned(), ..learner_of(name, "") };
        let ann = learner::enrol(&app, &staff, "marlow", &with("Ann Ash", "ann@x.example")).await.unwrap();
        learner::enrol(&app, &staff, "marlow", &with("Joann Ash", "joann@x.example")).await.unwrap();
        let hers = file(&app, &staff, bees, "Ann Ash,ann@x.example,\n").await;
        let joanns = file(&app, &staff, bees, "Joann Ash,joann@x.example,\n").await;
        let waiting = file(&app, &staff, bees, "Joann Ash,joann@x.example,\n").await;
        bulk::start(&app, &staff, "marlow", waiting, None, false).await.unwrap();
        erased(&app, &staff, ann).await;
        assert!(bulk::dry_run(&app, &staff, "marlow", hers).await.is_err(), "it named her");
        assert_eq!(bulk::dry_run(&app, &staff, "marlow", joanns).await.unwrap().rows, 1);
        assert_eq!(bulk::show(&app, &staff, "marlow", waiting).await.unwrap().total, 1);
    })
    .await;
}

#[tokio::test]
async fn a_pupil_is_taken_out_of_an_export_and_of_what_waits_to_be_signed() {
    with_app(async |app| {
        let (staff, bram, _) = bram(&app).await;
        let issuer = staff.desks[0].issuer;
        let file = ("autumn.zip", AUTUMN.to_vec());
        let import = roster_import::upload(&app, &staff, "marlow", file).await.unwrap();
        let draft = async || {
            roster_import::draft(&app, &mut app.db.read().await.unwrap(), issuer, import).await.unwrap()
        };
        let mut waits = draft().await;
        let decision = Decision { approval: true, ..Decision::default() };
        let id = app.new_id();
        batch::start(&app, &staff, "marlow", (id, "autumn.zip"), &waits, &decision).await.unwrap();
        // Two of whom it is said that they are one person are left out, until somebody decides.
        let place = waits.pupils.iter().position(|pupil| pupil.sourced_id == "stu-00002").unwrap();
        for place in [place, place + 1] {
            waits.pupils[place].master = Some("one".to_owned());
        }
        let asked = app.new_id();
        batch::start(&app, &staff, "marlow", (asked, "autumn.zip"), &waits, &decision).await.unwrap();
        // The export has two more of these.
        assert_eq!(batch::left_out(&app, &staff, "marlow", asked, 9).await.unwrap().len(), 4);

        let told = told(&app, &staff, bram).await;
        for table in ["roster_import_part", "transcript_batch_row", "transcript_batch_outcome"] {
            assert!(
                told["sealed"][table].as_array().is_some_and(|rows| !rows.is_empty()),
                "{table}: {told:#}"
            );
        }
        let erased = erased(&app, &staff, bram).await;
        assert_eq!(erased.counts["transcript_batch_row"], 1, "{erased:?}");
        assert_eq!(erased.counts["transcript_batch_outcome"], 1);
        let rest = draft().await;
        assert_eq!(rest.pupils.len(), 12);
        assert!(rest.pupils.iter().all(|pupil| pupil.sourced_id != "stu-00002"));
        // Of the thirteen two are said to be one person.
        assert_eq!(batch::show(&app, &staff, "marlow", id).await.unwrap().total, 10);
        assert_eq!(batch::left_out(&app, &staff, "marlow", asked, 9).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn answers_that_staff_got_are_forgotten_and_their_requests_stay_done() {
    with_app(async |app| {
        let (staff, bram, bees) = bram(&app).await;
        let recipient = Recipient { learner: Some(bram), ..Recipient::default() };
        let issued =
            issue::award(&app, &staff, "marlow", Award { recipient, ..Award::of(bees) }).await.unwrap();
        let other = award(&app, &staff, bees, "ivo@a.example").await;
        let keyed = [Keyed::new(staff.account, "his"), Keyed::new(staff.account, "another's")];
        for (keyed, document) in keyed.iter().zip([issued.document, other.document]) {
            idempotency::begin(&app, keyed, "hash").await.unwrap();
            let answer = Answer { status: 201, headers: Vec::new(), body: document.into_bytes() };
            idempotency::finish(&app, keyed, answer).await.unwrap();
        }
        let told = told(&app, &staff, bram).await;
        assert_eq!(told["sealed"]["idempotency"].as_array().unwrap().len(), 1, "{told:#}");
        assert_eq!(erased(&app, &staff, bram).await.counts["idempotency"], 1);
        let again = idempotency::begin(&app, &keyed[0], "hash").await.unwrap();
        assert!(matches!(again, Begun::Underway | Begun::Lost), "{again:?}");
        assert!(matches!(idempotency::begin(&app, &keyed[1], "hash").await.unwrap(), Begun::Done(_)));
    })
    .await;
}

#[tokio::test]
async fn what_does_not_open_is_reported() {
    with_app(async |app| {
        let (staff, bram, bees) = bram(&app).await;
        let id = file(&app, &staff, bees, "Ivo Brandt,,77777\n").await;
        bulk::start(&app, &staff, "marlow", id, None, false).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        tx.execute("update bulk_row set sealed = 'x'", ()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(erased(&app, &staff, bram).await.unopened, 1);
    })
    .await;
}
