//! From the zip to what transcripts should hold, with the export of an invented college.

use std::collections::BTreeSet;

use api::open_badges::SubjectContent;

use super::*;
use crate::{
    flows::{
        purge::purge,
        testing::{desk as founded, person, teacher, with_app},
        transcript::{Line, Pupil, batch},
    },
    sheet::{self, cell},
    store::roster_import::Kind,
};

const AUTUMN: &[u8] = include_bytes!("../../../../fixtures/oneroster/hedgerow-autumn.zip");
const SPRING: &[u8] = include_bytes!("../../../../fixtures/oneroster/hedgerow-spring.zip");
const SUPPLEMENT: &[u8] = include_bytes!("../../../../fixtures/oneroster/hedgerow-supplement.csv");

async fn drafted(app: &App, viewer: &Viewer, id: RosterImportId) -> Result<Draft, ImportError> {
    let issuer = viewer.at("art", Act::Enrol).unwrap().issuer;
    draft(app, &mut app.db.read().await.unwrap(), issuer, id).await
}

fn pupil<'d>(draft: &'d Draft, id: &str) -> &'d Pupil {
    draft.pupils.iter().find(|pupil| pupil.sourced_id == id).unwrap()
}

fn line<'p>(pupil: &'p Pupil, key: &str) -> &'p Line {
    pupil.lines.iter().find(|line| line.key == key).unwrap()
}

fn values(content: &SubjectContent) -> Vec<&str> {
    content.result.iter().filter_map(|result| result.value.as_deref()).collect()
}

#[tokio::test]
async fn an_export_becomes_what_transcripts_should_hold() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("../autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let import = show(&app, &viewer, "art", id).await.unwrap();
        assert_eq!((import.file_name.as_str(), import.version.as_str()), ("autumn.zip", "1.2"));
        assert_eq!((import.errors, import.warnings, import.files_imported.len()), (0, 0, 10));
        assert_eq!(import.mapping.category, "cat-final");
        assert_eq!(import.mapping.credits, Credits::Course("credits".to_owned()));
        assert_eq!(import.mapping.school.as_deref(), Some("hedgerow"));
        assert_eq!(import.mapping.failed, ["F"]);

        let draft = drafted(&app, &viewer, id).await.unwrap();
        assert!(draft.bulk);
        assert_eq!(draft.sessions, ["autumn-25"]);
        assert_eq!((draft.pupils.len(), draft.courses.len()), (13, 6));
        let bram = pupil(&draft, "stu-00002");
        assert_eq!((bram.name.as_str(), bram.number.as_deref()), ("Bram Brandt", Some("00002")));
        assert_eq!(bram.email.as_deref(), Some("stu-00002@hedgerow.example"));
        assert_eq!(bram.lines.len(), 6);
        let hedges = line(bram, "class/cls-1-1");
        assert_eq!((hedges.course.as_str(), hedges.session.as_deref()), ("course/crs-1", Some("autumn-25")));
        assert_eq!(hedges.content.term.as_deref(), Some("Autumn 2025/26"));
        assert_eq!(hedges.content.activity_start_date.as_deref(), Some("2025-08-18T00:00:00Z"));
        assert_eq!(hedges.content.credits_earned, Some(3.0));
        let course = &draft.courses.iter().find(|course| course.key == hedges.course).unwrap().content;
        assert_eq!((course.name.as_str(), course.human_code.as_deref()), ("Hedge Laying I", Some("HED-101")));
        assert_eq!(course.field_of_study.as_deref(), Some("Land"));
        assert_eq!(course.credits_available, Some(3.0));
        let codes: Vec<_> = course.other_identifier.iter().map(|one| one.identifier.as_str()).collect();
        assert_eq!(codes, ["crs-1", "HED-101"]);
        let kinds: Vec<_> = course.result_description.iter().map(|one| one.result_type.as_str()).collect();
        assert_eq!(kinds, ["LetterGrade", "RawScore"]);
        let ids: Vec<_> =
            hedges.content.result.iter().filter_map(|one| one.result_description.as_deref()).collect();
        let described: Vec<_> = course.result_description.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, described);
        assert!(ids[0].starts_with("urn:uuid:"));
        // Nobody said how grades follow each other.
        assert!(course.result_description[0].allowed_value.is_empty() && draft.legend.is_empty());

        // Made again it is the same, ids and all.
        let again = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        assert_eq!(drafted(&app, &viewer, again).await.unwrap(), draft);
    })
    .await;
}

#[tokio::test]
async fn a_supplement_brings_what_the_export_does_not_have() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let file = ("more.csv", SUPPLEMENT.to_vec());
        assert_eq!(take_supplement(&app, &viewer, "art", id, file).await.unwrap(), 0);
        let draft = drafted(&app, &viewer, id).await.unwrap();
        assert!(draft.legend.starts_with("A = 4.0 (Excellent); A- = 3.7"), "{}", draft.legend);
        let bram = pupil(&draft, "stu-00002");
        let keys: Vec<_> = bram.lines.iter().map(|line| line.key.as_str()).collect();
        assert_eq!(keys[..2], ["earlier/SHE-100/Spring 2024/25", "earlier/PLA-100/Spring 2024/25"]);
        assert_eq!(keys[8..], ["diploma/Diploma in Land Craft", "standing"]);
        let sheep = &bram.lines[0];
        assert_eq!(values(&sheep.content), ["B+"]);
        assert_eq!(sheep.content.credits_earned, Some(3.0));
        assert_eq!(sheep.part_of.as_deref(), Some("diploma/Diploma in Land Craft"));
        assert_eq!(bram.lines[8].part_of, None);
        assert_eq!(values(&line(bram, "standing").content), ["3.42", "31"]);
        let hedges = &draft.courses.iter().find(|course| course.key == "course/crs-1").unwrap().content;
        assert_eq!(
            hedges.result_description[0].allowed_value,
            ["F", "D", "C", "B-", "B", "B+", "A-", "A"],
            "lowest first"
        );
        let standing = &draft.courses.iter().find(|course| course.key == "standing").unwrap().content;
        assert_eq!(standing.result_description[0].result_type, "GradePointAverage");
        assert_eq!(standing.result_description[0].value_max.as_deref(), Some("4.0"));
        // A failed course earns nothing, and says so.
        let failed = draft.pupils.iter().flat_map(|pupil| &pupil.lines);
        let failed: Vec<_> = failed.filter(|line| values(&line.content).contains(&"F")).collect();
        assert!(!failed.is_empty());
        for line in failed {
            assert_eq!(line.content.credits_earned, Some(0.0));
            assert_eq!(line.content.result[0].status.as_deref(), Some("Failed"));
        }
        assert!(is_sound(&draft));
    })
    .await;
}

/// Every line is of a course of the draft, every key is there once, every result is described.
fn is_sound(draft: &Draft) -> bool {
    let courses: std::collections::HashMap<_, _> =
        draft.courses.iter().map(|course| (course.key.as_str(), &course.content)).collect();
    draft.pupils.iter().all(|pupil| {
        let keys: BTreeSet<_> = pupil.lines.iter().map(|line| &line.key).collect();
        let described = |line: &Line| {
            let known = &courses[line.course.as_str()].result_description;
            line.content
                .result
                .iter()
                .all(|result| known.iter().any(|one| Some(&one.id) == result.result_description.as_ref()))
        };
        keys.len() == pupil.lines.len() && pupil.lines.iter().all(described)
    })
}

#[tokio::test]
async fn the_next_term_has_what_changed_and_what_was_withdrawn() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let mut drafts = Vec::new();
        for (name, bytes) in [("autumn.zip", AUTUMN), ("spring.zip", SPRING)] {
            let id = upload(&app, &viewer, "art", (name, bytes.to_vec())).await.unwrap();
            drafts.push(drafted(&app, &viewer, id).await.unwrap());
        }
        let [autumn, spring] = drafts.as_slice() else { panic!("there are two") };
        assert_eq!(spring.sessions, ["autumn-25", "spring-26"]);
        let (mut changed, mut withdrawn) = (0, 0);
        for before in &autumn.pupils {
            let Some(after) = spring.pupils.iter().find(|pupil| pupil.sourced_id == before.sourced_id) else {
                assert_eq!(before.sourced_id, "stu-00001-b");
                let other = pupil(spring, "stu-00001");
                assert_eq!(before.master, other.master, "the same person by another id");
                assert!(before.lines.iter().all(|one| other.lines.iter().any(|line| line.key == one.key)));
                continue;
            };
            for line in &before.lines {
                match after.lines.iter().find(|other| other.key == line.key) {
                    Some(other) => changed += usize::from(other.content != line.content),
                    None => withdrawn += 1,
                }
            }
        }
        assert_eq!((changed, withdrawn), (2, 1));
    })
    .await;
}

#[tokio::test]
async fn with_an_error_nothing_is_kept_and_the_log_says_why() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("broken.zip", b"no zip".to_vec())).await.unwrap();
        let import = show(&app, &viewer, "art", id).await.unwrap();
        assert_eq!((import.errors, import.version.as_str()), (1, ""));
        let faults = faults(&app, &viewer, "art", id).await.unwrap();
        let log = log(&import, &faults);
        assert!(log.contains("broken.zip,2026-11-22T10:00:00Z,Fail,,,"), "{log}");
        assert!(log.contains("the zip: error zip.damaged: "), "{log}");
        for refused in [
            preview(&app, &viewer, "art", id).await.map(drop),
            drafted(&app, &viewer, id).await.map(drop),
            arrange(&app, &viewer, "art", id, Mapping::default()).await,
            take_supplement(&app, &viewer, "art", id, ("a.csv", SUPPLEMENT.to_vec())).await.map(drop),
        ] {
            assert!(matches!(refused, Err(ImportError::Faults)), "{refused:?}");
        }
        let mut tx = app.db.read().await.unwrap();
        assert_eq!(roster_import::part(&mut tx, id, Kind::Draft).await.unwrap(), None);
        assert_eq!(roster_import::part(&mut tx, id, Kind::Records).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn every_fault_of_a_supplement_names_its_cell_and_nothing_is_used() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let text = "row,sourcedId,name,credits,gpa,gpaMax,grade,term,date,start,end,code\n\
            course,crs-99,,3,,,,,,,,\n\
            course,crs-1,,three,,,,,,,,\n\
            course,crs-2,,3,3.0,,,,,,,\n\
            course,crs-2,,4,,,,,,,,\n\
            course,crs-2,,4,,,,,,,,\n\
            student,,,,3.0,4.0,,,,,,\n\
            student,stu-00002,,,5.0,4.0,,,,,,\n\
            pupil,stu-00002,,,,,,,,,,\n\
            earlier,stu-00002,Sheep,,,,A,,,,,\n\
            earlier,stu-00002,Sheep,,,,A,Spring,,2025-06-01,2025-01-01,S-1\n\
            earlier,stu-00003,Goats,,,,A,Spring,,,,S-1\n\
            diploma,stu-00099,Diploma,,,,,,,,,\n\
            diploma,stu-00002,Diploma,,,,,,30.02.2026,,,\n\
            scale,,,,,,,,,,,\n";
        let file = ("more.csv", text.as_bytes().to_vec());
        let count = take_supplement(&app, &viewer, "art", id, file).await.unwrap();
        let found: Vec<_> = faults(&app, &viewer, "art", id)
            .await
            .unwrap()
            .into_iter()
            .map(|fault| (fault.row, fault.column, fault.code))
            .collect();
        let at = |row: u32, column: &str, code: &str| (row, column.to_owned(), code.to_owned());
        assert_eq!(
            found,
            [
                at(2, "B", "unknown-id"),
                at(3, "D", "number"),
                at(4, "E", "not-here"),
                at(6, "B", "twice"),
                at(7, "B", "empty"),
                at(8, "E", "gpa"),
                at(9, "A", "choice"),
                at(10, "H", "empty"),
                at(11, "K", "date-order"),
                at(12, "C", "two-names"),
                at(13, "B", "unknown-id"),
                at(14, "I", "date-impossible"),
                at(15, "G", "empty"),
            ]
        );
        assert_eq!(count, found.len());
        assert!(matches!(drafted(&app, &viewer, id).await, Err(ImportError::Faults)));
        // What nobody can read as a supplement is told at once.
        let other = ("more.csv", b"a,b\n1,2\n".to_vec());
        assert!(take_supplement(&app, &viewer, "art", id, other).await.unwrap() > 0);
        take_supplement(&app, &viewer, "art", id, ("more.csv", SUPPLEMENT.to_vec())).await.unwrap();
        drafted(&app, &viewer, id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_template_that_is_filled_in_and_sent_back_is_right() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let template = supplement_template(&app, &viewer, "art", id).await.unwrap();
        assert_eq!((template.columns.len(), template.rows.len()), (17, 6 + 13));
        let csv = template.csv();
        let filled = csv.replacen(
            "course,crs-1,Hedge Laying I,HED-101,Land,,",
            "course,crs-1,Hedge Laying I,HED-101,Land,7,",
            1,
        );
        assert_ne!(filled, csv);
        for bytes in [filled.clone().into_bytes(), template.xlsx().unwrap()] {
            let count = take_supplement(&app, &viewer, "art", id, ("filled", bytes)).await.unwrap();
            assert_eq!(count, 0, "{:?}", faults(&app, &viewer, "art", id).await.unwrap());
        }
        take_supplement(&app, &viewer, "art", id, ("filled.csv", filled.into_bytes())).await.unwrap();
        let mapping = show(&app, &viewer, "art", id).await.unwrap().mapping;
        arrange(&app, &viewer, "art", id, Mapping { credits: Credits::Supplement, ..mapping }).await.unwrap();
        let draft = drafted(&app, &viewer, id).await.unwrap();
        assert_eq!(line(pupil(&draft, "stu-00002"), "class/cls-1-1").content.credits_earned, Some(7.0));
        assert_eq!(line(pupil(&draft, "stu-00002"), "class/cls-2-1").content.credits_earned, None);
        let sheet = sheet::read("t.csv", template.csv().as_bytes(), &sheet::Limits::default()).unwrap();
        assert_eq!(cell::text(sheet.rows[0].cell(1), 99).unwrap().as_deref(), Some("crs-1"));
    })
    .await;
}

#[tokio::test]
async fn what_is_chosen_fits_the_export_and_decides_what_is_drafted() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let strange = Mapping {
            school: Some("nowhere".to_owned()),
            category: "nothing".to_owned(),
            line_item: Some("none".to_owned()),
            credits: Credits::Class("weight".to_owned()),
            taught_at: vec!["nowhere".to_owned()],
            pass_mark: Some(" 50,5 ".to_owned()),
            failed: vec![" D ".to_owned(), String::new(), "F".to_owned()],
            no_credit: vec!["F".to_owned(), "W".to_owned()],
            part_of_diploma: true,
        };
        arrange(&app, &viewer, "art", id, strange).await.unwrap();
        let mapping = show(&app, &viewer, "art", id).await.unwrap().mapping;
        let expected = Mapping {
            failed: vec!["D".to_owned(), "F".to_owned()],
            no_credit: vec!["W".to_owned()],
            pass_mark: Some("50.5".to_owned()),
            part_of_diploma: true,
            ..Mapping::default()
        };
        assert_eq!(mapping, expected);
        assert!(matches!(drafted(&app, &viewer, id).await, Err(ImportError::NoCategory)));
        let work = Mapping { category: "cat-work".to_owned(), ..mapping };
        arrange(&app, &viewer, "art", id, work).await.unwrap();
        let preview = preview(&app, &viewer, "art", id).await.unwrap();
        assert_eq!((preview.transcripts, preview.lines, preview.notes.empty), (0, 0, 13));
        assert_eq!(preview.counts.students, 13);
        assert_eq!(preview.counts.others, 1);
    })
    .await;
}

#[tokio::test]
async fn only_who_may_award_and_enrol_sees_an_import_and_only_their_own() {
    with_app(async |app| {
        let owner = founded(&app, "art").await;
        let other = founded(&app, "music").await;
        let id = upload(&app, &owner, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let teacher = teacher(&app, "art").await;
        for refused in [
            show(&app, &teacher, "art", id).await.map(drop),
            upload(&app, &teacher, "art", ("a.zip", AUTUMN.to_vec())).await.map(drop),
            show(&app, &other, "art", id).await.map(drop),
        ] {
            assert!(matches!(refused, Err(ImportError::NotAllowed(_))), "{refused:?}");
        }
        assert!(matches!(show(&app, &other, "music", id).await, Err(ImportError::Unknown)));
        assert!(list(&app, &other, "music", 9).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_nobody_uses_is_forgotten_after_seven_days_and_what_was_used_keeps_its_line() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let mut ids = Vec::new();
        for name in ["unused.zip", "used.zip"] {
            ids.push(upload(&app, &viewer, "art", (name, AUTUMN.to_vec())).await.unwrap());
        }
        let mut tx = app.db.write().await.unwrap();
        assert!(roster_import::set_used(&mut tx, ids[1]).await.unwrap());
        assert!(!roster_import::set_used(&mut tx, ids[1]).await.unwrap());
        tx.commit().await.unwrap();
        assert!(matches!(discard(&app, &viewer, "art", ids[1]).await, Err(ImportError::State)));
        app.clock.advance(time::Duration::days(6));
        assert_eq!(purge(&app).await.unwrap().of("imports"), 0);
        app.clock.advance(time::Duration::days(1));
        assert_eq!(purge(&app).await.unwrap().of("imports"), 2);
        assert_eq!(purge(&app).await.unwrap().of("imports"), 0);
        let viewer = person(&app, "registrar@art.example").await;
        let left = list(&app, &viewer, "art", 9).await.unwrap();
        assert_eq!(left.len(), 1);
        assert!(left[0].purged && left[0].used && left[0].file_name == "used.zip");
        assert!(matches!(drafted(&app, &viewer, ids[1]).await, Err(ImportError::State)));
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_zip_lies_open_and_nothing_that_no_transcript_needs_lies_there_at_all() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        let sealed = roster_import::part(&mut tx, id, Kind::Records).await.unwrap().unwrap();
        assert!(!sealed.contains("Brandt"));
        let (records, _) = kept::sealed(&mut tx, id).await.unwrap().open(&app.sealer, id).unwrap();
        let kept = serde_json::to_string(&records).unwrap();
        assert!(kept.contains("Brandt") && !kept.contains("Kettle"), "teachers are not kept");
        let other: RosterImportId = app.new_id();
        let opened = kept::sealed(&mut tx, id).await.unwrap().open(&app.sealer, other);
        assert!(matches!(opened, Err(ImportError::Sealed(_))), "a part moved elsewhere does not open");
    })
    .await;
}

#[tokio::test]
async fn what_was_made_is_kept_and_made_anew_when_its_meaning_changes() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let fresh = drafted(&app, &viewer, id).await.unwrap();
        preview(&app, &viewer, "art", id).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        let sealed = roster_import::part(&mut tx, id, Kind::Draft).await.unwrap().unwrap();
        assert!(!sealed.contains("Brandt"));
        // Without its records only what was made before is left.
        let kept = kept::sealed(&mut tx, id).await.unwrap();
        let issuer = viewer.at("art", Act::Enrol).unwrap().issuer;
        let row = roster_import::find(&mut tx, issuer, id).await.unwrap().unwrap();
        let records = roster_import::part(&mut tx, id, Kind::Records).await.unwrap().unwrap();
        assert!(Drafted::open(&app.sealer, id, &made_of(&row, &kept), &sealed).is_some());
        roster_import::put_part(&mut tx, id, Kind::Records, "nothing".to_owned()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(drafted(&app, &viewer, id).await.unwrap(), fresh);
        let mut tx = app.db.write().await.unwrap();
        roster_import::put_part(&mut tx, id, Kind::Records, records).await.unwrap();
        tx.commit().await.unwrap();

        let mapping = show(&app, &viewer, "art", id).await.unwrap().mapping;
        let otherwise = Mapping { credits: Credits::Nowhere, ..mapping };
        arrange(&app, &viewer, "art", id, otherwise).await.unwrap();
        let draft = drafted(&app, &viewer, id).await.unwrap();
        assert_eq!(line(pupil(&draft, "stu-00002"), "class/cls-1-1").content.credits_earned, None);
        take_supplement(&app, &viewer, "art", id, ("more.csv", SUPPLEMENT.to_vec())).await.unwrap();
        assert!(drafted(&app, &viewer, id).await.unwrap().legend.starts_with("A = 4.0"));
    })
    .await;
}

#[tokio::test]
async fn an_import_that_was_started_is_neither_planned_nor_mapped_again() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let draft = drafted(&app, &viewer, id).await.unwrap();
        let decision = batch::Decision::default();
        let batch = (batch::of_import(id), "autumn.zip");
        batch::start(&app, &viewer, "art", batch, &draft, &decision).await.unwrap();
        let mapping = show(&app, &viewer, "art", id).await.unwrap().mapping;
        for refused in [
            drafted(&app, &viewer, id).await.map(drop),
            arrange(&app, &viewer, "art", id, mapping).await,
            take_supplement(&app, &viewer, "art", id, ("a.csv", SUPPLEMENT.to_vec())).await.map(drop),
        ] {
            assert!(matches!(refused, Err(ImportError::Used)), "{refused:?}");
        }
        // It is still to be looked at.
        preview(&app, &viewer, "art", id).await.unwrap();

        while batch::turn(&app).await.unwrap() {}
        let issuer = viewer.at("art", Act::Enrol).unwrap().issuer;
        let standing = keys::standing(&mut app.db.read().await.unwrap(), issuer).await.unwrap();
        assert_eq!(standing["class/cls-1-1"], BTreeSet::from(["autumn-25".to_owned()]));
        let again = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        assert_eq!(drafted(&app, &viewer, again).await.unwrap(), draft);
    })
    .await;
}

#[tokio::test]
async fn what_a_supplement_brought_can_be_taken_out_again() {
    with_app(async |app| {
        let viewer = founded(&app, "art").await;
        let id = upload(&app, &viewer, "art", ("autumn.zip", AUTUMN.to_vec())).await.unwrap();
        let text = "row,sourcedId,name,term,grade,code,withdrawn\n\
            earlier,stu-00002,Sheep,Spring,A,,yes\n\
            earlier,stu-00002,Goats,Spring,A,,no\n\
            diploma,stu-00002,Diploma,,,,yes\n";
        take_supplement(&app, &viewer, "art", id, ("more.csv", text.into())).await.unwrap();
        let draft = drafted(&app, &viewer, id).await.unwrap();
        let bram = pupil(&draft, "stu-00002");
        let gone: Vec<_> = bram.lines.iter().filter(|line| line.gone).map(|line| line.key.as_str()).collect();
        assert_eq!(gone, ["earlier/Sheep/Spring", "diploma/Diploma"]);
        assert!(!line(bram, "earlier/Goats/Spring").gone);
        assert!(bram.lines.iter().all(|line| line.part_of.is_none()), "of a diploma that is gone nothing is");

        // Two courses that would go by one key are told of.
        let text = "row,sourcedId,name,term,grade\n\
            earlier,stu-00002,Design,Wood/Spring,A\nearlier,stu-00002,Design/Wood,Spring,B\n";
        let count = take_supplement(&app, &viewer, "art", id, ("more.csv", text.into())).await.unwrap();
        assert_eq!(count, 1);
    })
    .await;
}

#[test]
fn a_delta_that_does_not_say_what_its_results_are_of_is_refused_with_the_way_out() {
    let reading = oneroster::read(AUTUMN, &oneroster::Limits::default());
    let whole = reading.bundle;
    assert!(delta::check(&whole, Some(i64::MAX)).faults.is_empty());
    let lacking = |change: fn(&mut oneroster::Bundle)| {
        let mut bundle = whole.clone();
        bundle.manifest.modes.insert(oneroster::Table::Roles, oneroster::Mode::Delta);
        change(&mut bundle);
        let found = delta::check(&bundle, None);
        assert_eq!(found.errors, found.faults.len());
        let files: BTreeSet<_> = found
            .faults
            .iter()
            .map(|fault| {
                let hint = fault.hint.split(' ').nth(1).unwrap_or_default();
                format!("{} {}{} {hint}", fault.file, fault.column, fault.row.min(2))
            })
            .collect();
        files.into_iter().collect::<Vec<_>>().join("; ")
    };
    assert_eq!(lacking(|_| ()), "");
    assert_eq!(lacking(|bundle| bundle.line_items.clear()), "results.csv D2 lineItems.csv");
    assert_eq!(lacking(|bundle| bundle.users.clear()), "results.csv E2 users.csv");
    assert_eq!(lacking(|bundle| bundle.roles.clear()), "results.csv E2 roles.csv");
    assert_eq!(lacking(|bundle| bundle.classes.clear()), "lineItems.csv H2 classes.csv");
    assert_eq!(lacking(|bundle| bundle.courses.clear()), "classes.csv F2 courses.csv");
    assert_eq!(lacking(|bundle| bundle.orgs.clear()), "courses.csv H2 orgs.csv");
    assert_eq!(
        lacking(|bundle| bundle.academic_sessions.retain(|session| session.kind != "schoolYear")),
        "academicSessions.csv H2 academicSessions.csv"
    );
}

#[test]
fn what_a_delta_says_is_gone_or_was_written_before_is_worth_a_look() {
    let mut bundle = oneroster::read(AUTUMN, &oneroster::Limits::default()).bundle;
    for (place, result) in bundle.results.iter_mut().enumerate() {
        result.head.modified = Some(if place < 3 { 1_000 } else { 2_000 });
    }
    bundle.line_items[0].head.deleted = true;
    assert_eq!(delta::newest(&bundle), Some(2_000));
    let found = delta::check(&bundle, Some(2_000));
    let codes: Vec<_> = found.faults.iter().map(|fault| fault.code.as_str()).collect();
    assert_eq!(codes, ["delta.gone", "delta.older", "delta.older", "delta.older"]);
    assert_eq!((found.errors, found.warnings), (0, 4));
}
