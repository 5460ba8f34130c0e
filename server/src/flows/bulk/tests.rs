//! Whole files, from their bytes to the credentials.

use api::open_badges::{AchievementContent, Criteria, ResultDescription};

use super::*;
use crate::{
    flows::{
        achievement::{self, NewAchievement},
        outbox,
        testing::{achievement as an_achievement, desk, with_app},
    },
    sheet::{CellFault, ReadAs, testing, write_xlsx},
    store::{Db, bulk_row},
};

/// Awards that one turn makes.
const CHUNK: usize = job::CHUNK as usize;

/// A list of this many people.
fn people(from: usize, number: usize) -> Vec<u8> {
    let rows = (from..from + number).map(|number| format!("Person {number},p{number}@a.example\n"));
    format!("Name,E-mail\n{}", rows.collect::<String>()).into_bytes()
}

async fn uploaded(app: &App, staff: &Viewer, achievement: AchievementId, bytes: Vec<u8>) -> BulkId {
    upload(app, staff, slug(staff), achievement, ("list.csv", bytes)).await.unwrap()
}

fn slug(staff: &Viewer) -> &str {
    &staff.desks[0].slug
}

async fn work(app: &App) {
    while turn(app).await.unwrap() {}
}

async fn credentials(db: &Db) -> i64 {
    let (number,): (i64,) =
        db.read().await.unwrap().fetch_one("select count(*) from credential", ()).await.unwrap();
    number
}

#[tokio::test]
async fn a_list_is_checked_and_then_awarded_and_who_has_it_gets_it_once() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = an_achievement(&app, &staff).await;
        let before = outbox::list(&app, 100).await.unwrap().len();
        let id = uploaded(&app, &staff, bees, people(0, 3)).await;
        let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((found.rows, found.ready, found.faulty, found.has_it), (3, 3, 0, 0));
        assert_eq!(found.columns[1].field.as_deref(), Some("email"));
        assert_eq!(found.columns[0].samples, ["Person 0", "Person 1", "Person 2"]);
        assert!(!turn(&app).await.unwrap(), "nothing is issued before somebody says so");
        assert_eq!(credentials(&app.db).await, 0);

        let other = start(&app, &staff, "marlow", id, Some(4), false).await;
        assert!(matches!(other, Err(BulkError::Changed { ready: 3 })));
        start(&app, &staff, "marlow", id, Some(3), false).await.unwrap();
        assert!(matches!(start(&app, &staff, "marlow", id, None, false).await, Err(BulkError::State)));
        work(&app).await;
        let done = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((done.state, done.done, done.total), (State::Done, 3, 3));
        assert_eq!(credentials(&app.db).await, 3);
        assert_eq!(outbox::list(&app, 100).await.unwrap().len() - before, 3, "a letter each");

        let table = report(&app, &staff, "marlow", id).await.unwrap();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 4, "{table}");
        assert!(lines[1].starts_with("2,Person 0,p0@a.example,awarded,http://laurel.test/credentials/"));

        let id = uploaded(&app, &staff, bees, people(2, 2)).await;
        let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((found.ready, found.has_it), (1, 1));
        let again = Settings { again: true, ..found.settings };
        arrange(&app, &staff, "marlow", id, &again).await.unwrap();
        assert_eq!(dry_run(&app, &staff, "marlow", id).await.unwrap().ready, 2);
    })
    .await;
}

#[tokio::test]
async fn thirty_faults_are_told_each_at_its_cell_and_nothing_is_issued() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let number = |name: &str, most: &str| ResultDescription {
            name: name.to_owned(),
            result_type: "RawScore".to_owned(),
            value_min: Some("0".to_owned()),
            value_max: Some(most.to_owned()),
            ..ResultDescription::default()
        };
        let grade = ResultDescription {
            name: "Grade".to_owned(),
            result_type: "LetterGrade".to_owned(),
            allowed_value: testing::GRADES.map(str::to_owned).to_vec(),
            ..ResultDescription::default()
        };
        let content = AchievementContent {
            name: "Algebra".to_owned(),
            description: "Knows algebra.".to_owned(),
            criteria: Criteria { narrative: Some("Pass.".to_owned()), id: None },
            achievement_type: "Course".to_owned(),
            result_description: vec![number("Final mark", "100"), number("Points", "5000"), grade],
            ..AchievementContent::default()
        };
        let new = NewAchievement { content, ..NewAchievement::default() };
        let algebra = achievement::create(&app, &staff, "marlow", new).await.unwrap().id;
        for faulty in testing::thirty_faults() {
            let file = (faulty.name, faulty.bytes);
            let id = upload(&app, &staff, "marlow", algebra, file).await.unwrap();
            let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
            let mut settings = found.settings;
            let award = found.columns.iter().position(|column| column.heading == "Awarded on").unwrap();
            settings.columns.insert("valid_from".to_owned(), award);
            arrange(&app, &staff, "marlow", id, &settings).await.unwrap();

            let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
            let at = |fault: &CellFault| (fault.row, fault.column.clone(), fault.code);
            let told: Vec<_> = found.faults.iter().map(at).collect();
            assert_eq!(told, faulty.expected, "{}", faulty.name);
            assert_eq!(found.ready, faulty.right_rows);
            let refused = start(&app, &staff, "marlow", id, None, false).await;
            assert!(matches!(refused, Err(BulkError::Faults)));
        }
        work(&app).await;
        assert_eq!(credentials(&app.db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn faulty_rows_are_left_out_where_somebody_says_so_and_the_report_tells_why() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = an_achievement(&app, &staff).await;
        let list = "Name,E-mail\nJos\u{e9},jose@a.example\nBen,nobody\nJosé,jose@a.example\n";
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(list);
        let id = uploaded(&app, &staff, bees, latin.into_owned()).await;
        let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
        assert!(matches!(found.read_as, ReadAs::Text { encoding, .. } if encoding.is_guess()));
        assert_eq!(found.columns[0].samples[0], "José");
        assert_eq!((found.ready, found.faulty, found.repeated), (1, 2, 1));
        start(&app, &staff, "marlow", id, Some(1), true).await.unwrap();
        work(&app).await;
        let table = report(&app, &staff, "marlow", id).await.unwrap();
        assert!(table.contains("2,José,jose@a.example,awarded,"), "{table}");
        assert!(table.contains("3,Ben,,\"left out: B3: "), "{table}");
        assert_eq!(show(&app, &staff, "marlow", id).await.unwrap().left_out, 2);
    })
    .await;
}

#[tokio::test]
async fn awards_are_paused_ended_and_resumed_between_chunks() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = an_achievement(&app, &staff).await;
        let id = uploaded(&app, &staff, bees, people(0, 2 * CHUNK + 100)).await;
        let act = |what| change(&app, &staff, "marlow", id, what);
        assert!(matches!(act(Change::Pause).await, Err(BulkError::State)));
        start(&app, &staff, "marlow", id, None, false).await.unwrap();
        assert!(matches!(act(Change::Discard).await, Err(BulkError::State)));
        assert!(turn(&app).await.unwrap());
        act(Change::Pause).await.unwrap();
        assert!(!turn(&app).await.unwrap());
        let now = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((now.state, now.done), (State::Paused, CHUNK as u64));
        act(Change::Resume).await.unwrap();
        assert!(turn(&app).await.unwrap());
        act(Change::Cancel).await.unwrap();
        work(&app).await;
        let now = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((now.state, now.done), (State::Cancelled, 2 * CHUNK as u64));
        assert!(matches!(act(Change::Resume).await, Err(BulkError::State)));
        let table = report(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!(table.lines().filter(|line| line.contains(",not awarded,")).count(), 100);
        assert_eq!(credentials(&app.db).await, 2 * i64::from(job::CHUNK));
    })
    .await;
}

#[tokio::test]
async fn institutions_take_turns() {
    with_app(async |app| {
        let (one, other) = (desk(&app, "marlow").await, desk(&app, "stone").await);
        let mut jobs = Vec::new();
        for staff in [&one, &one, &other] {
            let achievement = an_achievement(&app, staff).await;
            let id = uploaded(&app, staff, achievement, people(0, 2 * CHUNK)).await;
            start(&app, staff, slug(staff), id, None, false).await.unwrap();
            jobs.push((staff, id));
        }
        let mut done = Vec::new();
        for _ in 0..4 {
            app.clock.advance(time::Duration::SECOND);
            assert!(turn(&app).await.unwrap());
            let mut now = [0; 3];
            for (now, (staff, id)) in now.iter_mut().zip(&jobs) {
                *now = show(&app, staff, slug(staff), *id).await.unwrap().done;
            }
            done.push(now);
        }
        assert_eq!(done[1][0] + done[1][1], CHUNK as u64, "{done:?}");
        assert_eq!(done[1][2], CHUNK as u64, "{done:?}");
        assert_eq!(done[3], [CHUNK as u64, CHUNK as u64, 2 * CHUNK as u64], "{done:?}");
        let strange = show(&app, &other, "stone", jobs[0].1).await;
        assert!(matches!(strange, Err(BulkError::Unknown)), "another institution's");
    })
    .await;
}

#[tokio::test]
async fn a_formula_is_no_name_and_a_list_is_forgotten_in_time() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = an_achievement(&app, &staff).await;
        let cells = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c>\
            <c r=\"B1\" t=\"inlineStr\"><is><t>Mail</t></is></c></row>\
            <row r=\"2\"><c r=\"A2\" t=\"str\"><f>B2</f><v>Ada</v></c>\
            <c r=\"B2\" t=\"inlineStr\"><is><t>ada@a.example</t></is></c></row>";
        let id = uploaded(&app, &staff, bees, testing::workbook(cells, "", "")).await;
        let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!(found.faults.len(), 1);
        assert_eq!((found.faults[0].row, found.faults[0].code), (2, "formula"));

        app.clock.advance(time::Duration::days(8));
        assert_eq!(crate::flows::purge::purge(&app).await.unwrap().of("files"), 1);
        assert!(matches!(show(&app, &staff, "marlow", id).await, Err(BulkError::Unknown)));

        let id = uploaded(&app, &staff, bees, people(0, 1)).await;
        start(&app, &staff, "marlow", id, None, false).await.unwrap();
        work(&app).await;
        app.clock.advance(time::Duration::days(31));
        assert_eq!(crate::flows::purge::purge(&app).await.unwrap().of("rows"), 1);
        assert!(show(&app, &staff, "marlow", id).await.unwrap().purged);
        assert!(matches!(report(&app, &staff, "marlow", id).await, Err(BulkError::State)));
    })
    .await;
}

#[tokio::test]
async fn what_lies_in_the_database_names_nobody() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = an_achievement(&app, &staff).await;
        let headings = ["Full name", "Mail"].map(str::to_owned);
        let rows = [vec!["Ada Lovelace".to_owned(), "ada@a.example".to_owned()]];
        let book = write_xlsx("List", &headings, rows).unwrap();
        let id = uploaded(&app, &staff, bees, book).await;
        start(&app, &staff, "marlow", id, None, false).await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        let rows = bulk_row::waiting(&mut tx, id, 0, 9).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert!(!rows[0].sealed.contains("Ada"));
        assert_eq!(bulk::file(&mut tx, id).await.unwrap(), None, "the file is gone");
    })
    .await;
}

#[tokio::test]
async fn a_template_filled_in_is_understood() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = an_achievement(&app, &staff).await;
        let template = template(&app, &staff, "marlow", bees).await.unwrap();
        let examples: Vec<String> =
            template.columns.iter().map(|column| format!("\"{}\"", column.example)).collect();
        let text = format!("{}{}\n", template.csv(), examples.join(","));
        let id = uploaded(&app, &staff, bees, text.into_bytes()).await;
        let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
        assert!(found.columns.iter().all(|column| column.field.is_some()), "{:?}", found.columns);
        assert_eq!((found.ready, found.faults), (1, vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_file_of_which_nearly_all_is_wrong_is_given_back_before_all_of_it_is_told() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let bees = an_achievement(&app, &staff).await;
        let file = [b"Name,E-mail\n".to_vec(), b"Ada,nowhere\n".repeat(10_002)].concat();
        let id = uploaded(&app, &staff, bees, file).await;
        let found = dry_run(&app, &staff, "marlow", id).await.unwrap();
        assert!(found.unreadable.is_some_and(|told| told.starts_with("More than 10,000 cells are wrong.")));
        assert_eq!((found.faults.len(), found.rows), (10_001, 10_002));
        let refused = start(&app, &staff, "marlow", id, None, true).await;
        assert!(refused.is_err(), "not even what is right in it");
    })
    .await;
}
