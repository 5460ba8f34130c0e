use std::collections::BTreeMap;

use api::open_badges::{AchievementContent, Criteria, Result as Grade, ResultDescription, SubjectContent};
use crypto::verify::{CheckId, Outcome as Check, Verdict};
use serde_json::Value;
use time::Duration;

use super::*;
use crate::{
    flows::{
        hold, outbox, revoke, rework,
        testing::{desk, owner, person, with_app},
        transcript::{Course, Line},
        verify::verify,
    },
    store::credential,
};

const GRADE: &str = "urn:uuid:0192aa5b-0000-7000-8000-000000000001";

fn course(number: usize) -> Course {
    Course {
        key: format!("course/{number}"),
        content: AchievementContent {
            achievement_type: "Course".to_owned(),
            name: format!("Course {number}"),
            description: "A course.".to_owned(),
            criteria: Criteria { narrative: Some("Take part.".to_owned()), id: None },
            result_description: vec![ResultDescription {
                id: GRADE.to_owned(),
                name: "Final grade".to_owned(),
                result_type: "LetterGrade".to_owned(),
                allowed_value: ["F", "C", "B", "A"].map(str::to_owned).to_vec(),
                ..ResultDescription::default()
            }],
            credits_available: Some(0.5),
            ..AchievementContent::default()
        },
    }
}

fn line(session: &str, number: usize, grade: &str) -> Line {
    Line {
        key: format!("class/{session}-{number}"),
        course: format!("course/{number}"),
        session: Some(session.to_owned()),
        gone: false,
        content: SubjectContent {
            result: vec![Grade {
                result_description: Some(GRADE.to_owned()),
                value: Some(grade.to_owned()),
                ..Grade::default()
            }],
            credits_earned: Some(0.5),
            term: Some(session.to_owned()),
            ..SubjectContent::default()
        },
        part_of: None,
    }
}

fn pupil(number: usize, lines: Vec<Line>) -> Pupil {
    Pupil {
        sourced_id: format!("pupil-{number}"),
        number: Some(format!("S{number}")),
        name: format!("Learner {number}"),
        email: Some(format!("learner{number}@a.example")),
        lines,
        ..Pupil::default()
    }
}

/// A term in which each of `pupils` took two courses, all graded B.
fn term(session: &str, pupils: usize) -> Draft {
    let lines = || vec![line(session, 1, "B"), line(session, 2, "B")];
    Draft {
        courses: vec![course(1), course(2)],
        pupils: (0..pupils).map(|number| pupil(number, lines())).collect(),
        sessions: vec![session.to_owned()],
        bulk: true,
        legend: "A is the best grade.".to_owned(),
    }
}

async fn work(app: &App) {
    while turn(app).await.unwrap() {}
}

async fn run(app: &App, staff: &Viewer, draft: &Draft, decision: &Decision) -> Batch {
    let id = app.new_id();
    start(app, staff, "marlow", (id, "term.zip"), draft, decision).await.unwrap();
    work(app).await;
    app.clock.advance(Duration::HOUR);
    show(app, staff, "marlow", id).await.unwrap()
}

/// The transcripts that stand, by learner.
async fn documents(app: &App, staff: &Viewer, batch: &Batch) -> BTreeMap<String, (CredentialId, String)> {
    let mut found = BTreeMap::new();
    for (name, _, id) in report(app, staff, "marlow", batch.id).await.unwrap() {
        let Some(id) = id else { continue };
        let row = credential::by_id(&mut app.db.read().await.unwrap(), id).await.unwrap().unwrap();
        found.insert(name, (id, row.document));
    }
    found
}

async fn verdict(app: &App, document: &str) -> Verdict {
    let report = verify(app, document.as_bytes()).await.unwrap();
    let nested: Vec<_> = report.check(CheckId::Nested).map(|check| check.outcome).into_iter().collect();
    if report.outcome == Verdict::Valid {
        assert_eq!(nested, [Check::Passed], "{document}");
    }
    report.outcome
}

fn inside(document: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(document).unwrap();
    document["credentialSubject"]["verifiableCredential"].as_array().unwrap().clone()
}

#[tokio::test]
async fn each_learner_gets_one_signed_transcript_of_signed_courses_and_one_letter() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let mails = outbox::list(&app, 999).await.unwrap().len();
        let draft = term("s1", 230);
        let looked = plan(&app, &staff, "marlow", &draft).await.unwrap();
        assert_eq!(looked.outcomes, BTreeMap::from([(Outcome::New, 230)]));
        assert_eq!((looked.added, looked.corrected, looked.withdrawn), (460, 0, 0));
        let batch = run(&app, &staff, &draft, &Decision { signed: Some(230), ..Decision::default() }).await;
        assert_eq!((batch.state, batch.issued, batch.left_out), (State::Done, 230, 0));
        let documents = documents(&app, &staff, &batch).await;
        assert_eq!(documents.len(), 230);
        let (_, document) = &documents["Learner 7"];
        assert_eq!(verdict(&app, document).await, Verdict::Valid);
        let parts = inside(document);
        assert_eq!(parts.len(), 2);
        for part in &parts {
            assert_eq!(verify(&app, part.to_string().as_bytes()).await.unwrap().outcome, Verdict::Valid);
        }
        assert_eq!(outbox::list(&app, 999).await.unwrap().len(), mails + 230);
        // The same again has nothing to say.
        let again = plan(&app, &staff, "marlow", &draft).await.unwrap();
        assert_eq!(again.outcomes, BTreeMap::from([(Outcome::Unchanged, 230)]));
        let id = app.new_id();
        let refused = start(&app, &staff, "marlow", (id, "x"), &draft, &Decision::default()).await;
        assert!(matches!(refused, Err(BatchError::Nothing)));
    })
    .await;
}

#[tokio::test]
async fn the_next_term_extends_and_what_was_wrong_is_corrected_without_turning_good_copies_bad() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let first = run(&app, &staff, &term("s1", 5), &Decision::default()).await;
        let before = documents(&app, &staff, &first).await;

        let mut second = term("s2", 5);
        second.sessions.push("s1".to_owned());
        second.legend.clear();
        second.courses.push(course(3));
        for pupil in &mut second.pupils {
            pupil.lines.splice(0..0, [line("s1", 1, "B"), line("s1", 2, "B")]);
        }
        // One grade was wrong, one was withdrawn, one learner has left, one is not in the file.
        second.pupils[1].lines[0] = line("s1", 1, "A");
        second.pupils[2].lines.remove(1);
        second.pupils[3].gone = true;
        second.pupils[3].lines.clear();
        second.pupils.remove(4);
        let looked = plan(&app, &staff, "marlow", &second).await.unwrap();
        let expected = [(Outcome::Extended, 1), (Outcome::Corrected, 2), (Outcome::Unchanged, 1)];
        assert_eq!(looked.outcomes, BTreeMap::from(expected));
        assert_eq!((looked.added, looked.corrected, looked.withdrawn, looked.gone), (6, 1, 1, 1));
        assert!(looked.takes_back_much());
        let corrected = &looked.changed[0].entries;
        assert!(
            corrected
                .iter()
                .any(|entry| entry.before.as_deref() == Some(&["B".to_owned(), "0.5 credits".to_owned()])
                    && entry.after.as_deref() == Some(&["A".to_owned(), "0.5 credits".to_owned()]))
        );
        let refused = start(&app, &staff, "marlow", (app.new_id(), "x"), &second, &Decision::default()).await;
        assert!(matches!(refused, Err(BatchError::TakesBack)));
        let meant = Decision { withdraw: true, ..Decision::default() };
        let batch = run(&app, &staff, &second, &meant).await;
        assert_eq!((batch.extended, batch.corrected, batch.unchanged), (1, 2, 1));

        let after = documents(&app, &staff, &batch).await;
        for (name, parts, old) in [
            ("Learner 0", 4, Verdict::Valid),
            ("Learner 1", 4, Verdict::Invalid),
            ("Learner 2", 3, Verdict::Invalid),
        ] {
            let (id, document) = &after[name];
            assert_eq!(*id, before[name].0, "{name} keeps the id");
            assert!(document.contains("A is the best grade."), "{name} keeps the legend");
            assert_eq!(verdict(&app, document).await, Verdict::Valid, "{name}");
            assert_eq!(inside(document).len(), parts, "{name}");
            assert_eq!(verdict(&app, &before[name].1).await, old, "{name}");
        }
        // What did not change travels on as it was signed, and is good in old copies by itself.
        assert_eq!(inside(&after["Learner 1"].1)[1], inside(&before["Learner 1"].1)[1]);
        let old = inside(&before["Learner 1"].1);
        let verdicts = [
            verify(&app, old[0].to_string().as_bytes()).await.unwrap().outcome,
            verify(&app, old[1].to_string().as_bytes()).await.unwrap().outcome,
        ];
        assert_eq!(verdicts, [Verdict::Invalid, Verdict::Valid]);
        for name in ["Learner 3", "Learner 4"] {
            assert_eq!(verdict(&app, &before[name].1).await, Verdict::Valid, "{name}");
        }

        // Taken back as a whole: what was before stands again.
        step(&app, &staff, "marlow", batch.id, Step::Undo).await.unwrap();
        work(&app).await;
        let batch = show(&app, &staff, "marlow", batch.id).await.unwrap();
        assert_eq!((batch.state, batch.undone), (State::Undone, 3));
        let undone = documents(&app, &staff, &batch).await;
        for name in ["Learner 0", "Learner 1", "Learner 2"] {
            assert_eq!(verdict(&app, &undone[name].1).await, Verdict::Valid, "{name}");
            assert_eq!(inside(&undone[name].1).len(), 2, "{name}");
            assert_eq!(verdict(&app, &after[name].1).await, Verdict::Invalid, "{name}");
        }
        // What was only extended was right before, and its copies from then are good.
        assert_eq!(verdict(&app, &before["Learner 0"].1).await, Verdict::Valid);
        assert!(matches!(step(&app, &staff, "marlow", batch.id, Step::Undo).await, Err(BatchError::State)));
    })
    .await;
}

#[tokio::test]
async fn a_term_that_is_not_in_the_file_stands() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        run(&app, &staff, &term("s1", 2), &Decision::default()).await;
        let looked = plan(&app, &staff, "marlow", &term("s2", 2)).await.unwrap();
        assert_eq!(looked.outcomes, BTreeMap::from([(Outcome::Extended, 2)]));
        assert_eq!(looked.withdrawn, 0);
        // A delta withdraws what it says, and nothing else.
        let mut delta = term("s1", 1);
        delta.bulk = false;
        delta.pupils[0].lines.remove(1);
        delta.pupils[0].lines[0].gone = true;
        let looked = plan(&app, &staff, "marlow", &delta).await.unwrap();
        assert_eq!((looked.withdrawn, looked.corrected, looked.added), (1, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_merged_pupil_waits_for_a_decision_and_then_has_all_in_one_transcript() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let mut first = term("s1", 2);
        first.pupils[0].lines.remove(1);
        first.pupils[1].lines.remove(0);
        first.pupils[0].master = Some("M".to_owned());
        let batch = run(&app, &staff, &first, &Decision::default()).await;
        let before = documents(&app, &staff, &batch).await;
        // Pupil 0 is no longer in the file, and pupil 1 is said to be that person.
        let mut second = term("s2", 2);
        second.pupils.remove(0);
        second.pupils[0].master = Some("M".to_owned());
        let looked = plan(&app, &staff, "marlow", &second).await.unwrap();
        assert!(matches!(&looked.questions[..], [Asked { question: Question::SamePerson { name, .. }, .. }] if name == "Learner 0"));
        let decided = Decision { merged: vec!["pupil-1".to_owned()], ..Decision::default() };
        let batch = run(&app, &staff, &second, &decided).await;
        assert_eq!((batch.extended, batch.left_out), (1, 0));
        let after = documents(&app, &staff, &batch).await;
        assert_eq!(inside(&after["Learner 1"].1).len(), 4);
        for document in [&after["Learner 1"].1, &before["Learner 0"].1, &before["Learner 1"].1] {
            assert_eq!(verdict(&app, document).await, Verdict::Valid);
        }
        let again = plan(&app, &staff, "marlow", &second).await.unwrap();
        assert_eq!((again.questions.len(), again.outcomes[&Outcome::Unchanged]), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn a_second_person_approves_and_nothing_is_signed_before_its_day() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let second = owner(&app, "marlow").await;
        let (id, draft) = (app.new_id(), term("s1", 1));
        let release_at = Some(app.clock.now() + Duration::DAY);
        let decision = Decision { approval: true, release_at, ..Decision::default() };
        start(&app, &staff, "marlow", (id, "x"), &draft, &decision).await.unwrap();
        assert!(matches!(
            start(&app, &staff, "marlow", (id, "x"), &draft, &decision).await,
            Err(BatchError::State)
        ));
        assert!(!turn(&app).await.unwrap());
        assert!(matches!(step(&app, &staff, "marlow", id, Step::Approve).await, Err(BatchError::Own)));
        step(&app, &second, "marlow", id, Step::Approve).await.unwrap();
        assert!(!turn(&app).await.unwrap(), "not before its day");
        app.clock.advance(Duration::DAY);
        work(&app).await;
        assert_eq!(show(&app, &staff, "marlow", id).await.unwrap().issued, 1);
    })
    .await;
}

#[tokio::test]
async fn a_claimed_transcript_names_its_learners_key_in_all_its_parts_and_in_those_to_come() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let batch = run(&app, &staff, &term("s1", 1), &Decision::default()).await;
        let (id, before) = documents(&app, &staff, &batch).await["Learner 0"].clone();
        let learner = person(&app, "learner0@a.example").await;
        hold::claim(&app, &learner, id).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        let change = crate::flows::issue::edition::Change {
            did: Some("did:key:z6Mk".to_owned()),
            ..Default::default()
        };
        let issuer = staff.desks[0].issuer;
        let kind = crate::flows::issue::edition::Kind::Bound;
        let bound =
            crate::flows::issue::edition::replace(&app, &mut tx, issuer, id, kind, change, "").await.unwrap();
        tx.commit().await.unwrap();
        let subjects = |document: &str| {
            inside(document).iter().map(|part| part["credentialSubject"]["id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(subjects(&bound.document), ["did:key:z6Mk", "did:key:z6Mk"]);
        assert_eq!(verdict(&app, &bound.document).await, Verdict::Valid);
        assert_eq!(verdict(&app, &before).await, Verdict::Valid);
        app.clock.advance(Duration::HOUR);
        let mails = outbox::list(&app, 99).await.unwrap().len();
        let batch = run(&app, &staff, &term("s2", 1), &Decision::default()).await;
        let (_, after) = documents(&app, &staff, &batch).await["Learner 0"].clone();
        assert_eq!(subjects(&after), ["did:key:z6Mk"; 4]);
        let told = outbox::list(&app, 99).await.unwrap();
        assert_eq!(told.len(), mails + 1, "whoever holds it hears that it has changed");
        assert!(told.iter().any(|mail| mail.subject.contains("has changed your")), "{told:?}");
        // What is in it is seen by whoever sees it, and by nobody else.
        let part = inside(&after)[0]["id"].as_str().unwrap().rsplit('/').next().unwrap().parse().unwrap();
        assert!(hold::see(&app, &learner, part).await.unwrap().is_some());
        let stranger = person(&app, "eve@a.example").await;
        assert!(hold::see(&app, &stranger, part).await.unwrap().is_none());
        // What is revoked goes with all that is in it.
        revoke::revoke(&app, &staff, "marlow", id, "Mistake.").await.unwrap();
        assert_eq!(verdict(&app, &after).await, Verdict::Invalid);
        for part in inside(&after) {
            assert_eq!(verify(&app, part.to_string().as_bytes()).await.unwrap().outcome, Verdict::Invalid);
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_stolen_key_signed_is_signed_again_within_transcripts_too() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let batch = run(&app, &staff, &term("s1", 2), &Decision::default()).await;
        let keys = crate::flows::issuer::keys(&app, &staff, "marlow").await.unwrap();
        let stolen = keys.first().unwrap().id;
        crate::flows::issuer::revoke_key(&app, &staff, "marlow", stolen, "Stolen.").await.unwrap();
        app.clock.advance(Duration::HOUR);
        rework::reissue_signed(&app, &staff, "marlow", stolen).await.unwrap();
        while rework::turn(&app).await.unwrap() {}
        for (_, document) in documents(&app, &staff, &batch).await.into_values() {
            assert_eq!(verdict(&app, &document).await, Verdict::Valid);
        }
    })
    .await;
}

#[tokio::test]
async fn a_correction_takes_back_every_copy_that_has_the_wrong_entry_and_none_from_before_it() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let mut copies = Vec::new();
        for session in ["s1", "s2", "s3"] {
            let batch = run(&app, &staff, &term(session, 1), &Decision::default()).await;
            copies.push(documents(&app, &staff, &batch).await["Learner 0"].1.clone());
        }
        let mut again = term("s2", 1);
        again.pupils[0].lines[0] = line("s2", 1, "F");
        let meant = Decision { withdraw: true, ..Decision::default() };
        let batch = run(&app, &staff, &again, &meant).await;
        assert_eq!(batch.corrected, 1);
        copies.push(documents(&app, &staff, &batch).await["Learner 0"].1.clone());
        let mut verdicts = Vec::new();
        for copy in &copies {
            verdicts.push(verdict(&app, copy).await);
        }
        assert_eq!(verdicts, [Verdict::Valid, Verdict::Invalid, Verdict::Invalid, Verdict::Valid]);
        // Whoever has such a copy reads that it was replaced, not that it was taken back for good.
        for copy in &copies[1..3] {
            let report = verify(&app, copy.as_bytes()).await.unwrap();
            assert_eq!(report.check(CheckId::Status).unwrap().code, "replaced");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_only_written_otherwise_takes_nothing_back() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let mut first = term("s1", 1);
        first.pupils[0].lines[0] = line("s1", 1, "87");
        let batch = run(&app, &staff, &first, &Decision::default()).await;
        let (_, copy) = documents(&app, &staff, &batch).await["Learner 0"].clone();
        first.pupils[0].lines[0] = line("s1", 1, "87.0");
        let looked = plan(&app, &staff, "marlow", &first).await.unwrap();
        assert_eq!(looked.outcomes, BTreeMap::from([(Outcome::Unchanged, 1)]));
        // The term has another name: the entry is signed anew, and the one before stays good.
        first.pupils[0].lines[0].content.term = Some("Autumn".to_owned());
        let batch = run(&app, &staff, &first, &Decision { withdraw: true, ..Decision::default() }).await;
        assert_eq!((batch.extended, batch.corrected), (1, 0));
        assert_eq!(verdict(&app, &copy).await, Verdict::Valid);
    })
    .await;
}

#[tokio::test]
async fn much_that_is_corrected_at_once_has_to_be_meant() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        run(&app, &staff, &term("s1", 10), &Decision::default()).await;
        let mut again = term("s1", 10);
        for pupil in &mut again.pupils[..2] {
            pupil.lines[0] = line("s1", 1, "A");
        }
        assert!(!plan(&app, &staff, "marlow", &again).await.unwrap().takes_back_much(), "2 of 20");
        again.pupils[2].lines[0] = line("s1", 1, "A");
        assert!(plan(&app, &staff, "marlow", &again).await.unwrap().takes_back_much(), "3 of 20");
        let refused = start(&app, &staff, "marlow", (app.new_id(), "x"), &again, &Decision::default()).await;
        assert!(matches!(refused, Err(BatchError::TakesBack)));
    })
    .await;
}

#[tokio::test]
async fn what_is_signed_is_what_was_seen_or_it_is_left_out() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        run(&app, &staff, &term("s1", 3), &Decision::default()).await;
        let graded = |grade: &str| {
            let mut draft = term("s1", 3);
            draft.pupils[0].lines[0] = line("s1", 1, grade);
            draft
        };
        let seen = plan(&app, &staff, "marlow", &graded("A")).await.unwrap().digest;
        let decision = Decision { seen: Some(seen.clone()), withdraw: true, ..Decision::default() };
        let other = start(&app, &staff, "marlow", (app.new_id(), "x"), &graded("C"), &decision).await;
        assert!(matches!(other, Err(BatchError::Changed { now: 1 })), "as many, but others");
        // One waits for its day; another is signed meanwhile, and would be turned back by it.
        let release_at = Some(app.clock.now() + Duration::DAY);
        let waits = Decision { release_at, ..decision };
        let id = app.new_id();
        start(&app, &staff, "marlow", (id, "x"), &graded("A"), &waits).await.unwrap();
        let meant = Decision { withdraw: true, ..Decision::default() };
        run(&app, &staff, &graded("C"), &meant).await;
        app.clock.advance(Duration::DAY);
        work(&app).await;
        let batch = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((batch.state, batch.corrected, batch.left_out), (State::Done, 0, 1));
        assert_eq!(batch.told.entries_changed, 1, "whoever approves is told");
    })
    .await;
}

#[tokio::test]
async fn ids_and_numbers_that_went_to_somebody_else_wait_for_people_and_hold_up_nobody() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        run(&app, &staff, &term("s1", 4), &Decision::default()).await;
        let mut second = term("s2", 4);
        // Two have swapped their numbers; a third's id is a new pupil's.
        second.pupils[0].number = Some("S1".to_owned());
        second.pupils[1].number = Some("S0".to_owned());
        second.pupils[2].name = "Somebody New".to_owned();
        second.pupils[2].number = Some("S99".to_owned());
        second.pupils[2].email = Some("new@a.example".to_owned());
        let looked = plan(&app, &staff, "marlow", &second).await.unwrap();
        let questions: Vec<_> = looked.questions.iter().map(|asked| &asked.question).collect();
        let other = Question::SomebodyElse { name: "Learner 2".to_owned() };
        assert_eq!(questions, [&Question::Number, &Question::Number, &other]);
        let batch = run(&app, &staff, &second, &Decision::default()).await;
        assert_eq!((batch.state, batch.extended, batch.left_out), (State::Done, 1, 3));
    })
    .await;
}

#[tokio::test]
async fn a_new_name_is_in_every_entry_and_copies_with_the_one_before_stay_good() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let batch = run(&app, &staff, &term("s1", 1), &Decision::default()).await;
        let (_, copy) = documents(&app, &staff, &batch).await["Learner 0"].clone();
        let mut second = term("s2", 1);
        second.pupils[0].name = "Ada Obi".to_owned();
        let looked = plan(&app, &staff, "marlow", &second).await.unwrap();
        assert_eq!((looked.renamed, looked.changed[0].renamed.as_deref()), (1, Some("Learner 0")));
        let batch = run(&app, &staff, &second, &Decision::default()).await;
        let (_, after) = documents(&app, &staff, &batch).await["Ada Obi"].clone();
        assert_eq!(after.matches("Ada Obi").count(), 5, "the transcript and its four entries");
        assert!(!after.contains("Learner 0"));
        assert_eq!(verdict(&app, &after).await, Verdict::Valid);
        assert_eq!(verdict(&app, &copy).await, Verdict::Valid);
    })
    .await;
}

#[tokio::test]
async fn a_turn_that_fails_rests_and_after_five_somebody_has_to_let_it_go_on() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let id = app.new_id();
        start(&app, &staff, "marlow", (id, "x"), &term("s1", 1), &Decision::default()).await.unwrap();
        let mut broken = app.db.write().await.unwrap();
        let sql = "update transcript_batch_row set sealed = 'x' where batch_id = $1";
        broken.execute(sql, (id,)).await.unwrap();
        broken.commit().await.unwrap();
        for _ in 0..5 {
            assert_ne!(show(&app, &staff, "marlow", id).await.unwrap().state, State::Failed);
            assert!(turn(&app).await.unwrap());
            assert!(!turn(&app).await.unwrap(), "it rests, and others have their turn");
            app.clock.advance(Duration::MINUTE);
        }
        assert_eq!(show(&app, &staff, "marlow", id).await.unwrap().state, State::Failed);
        assert!(!turn(&app).await.unwrap());
        step(&app, &staff, "marlow", id, Step::Resume).await.unwrap();
        assert_eq!(show(&app, &staff, "marlow", id).await.unwrap().state, State::Running);
    })
    .await;
}

#[tokio::test]
async fn what_the_desk_writes_of_a_course_stays_and_a_draft_holds_up_no_import() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        run(&app, &staff, &term("s1", 1), &Decision::default()).await;
        let mut tx = app.db.write().await.unwrap();
        let known = course::known(&mut tx, staff.desks[0].issuer).await.unwrap();
        let (id, version) = known["course/1"];
        let sql = "insert into achievement_version (achievement_id, version, content, image_type, image,
                suspendable, created_at)
            select achievement_id, version + 1, content, image_type, image, suspendable, created_at
            from achievement_version where achievement_id = $1 and version = $2";
        tx.execute(sql, (id, version)).await.unwrap();
        tx.commit().await.unwrap();
        let mut second = term("s2", 1);
        second.courses[0].content.description = "Better said.".to_owned();
        let batch = run(&app, &staff, &second, &Decision::default()).await;
        assert_eq!(batch.extended, 1);
        let known = course::known(&mut app.db.read().await.unwrap(), staff.desks[0].issuer).await.unwrap();
        assert_eq!(known["course/1"], (id, version));
    })
    .await;
}

#[tokio::test]
async fn what_later_imports_have_changed_is_taken_back_after_them() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let first = run(&app, &staff, &term("s1", 2), &Decision::default()).await;
        let second = run(&app, &staff, &term("s2", 2), &Decision::default()).await;
        assert_eq!(undoable(&app, &staff, "marlow", first.id).await.unwrap(), (0, 2));
        let refused = step(&app, &staff, "marlow", first.id, Step::Undo).await;
        assert!(matches!(refused, Err(BatchError::Overtaken)));
        for id in [second.id, first.id] {
            assert_eq!(undoable(&app, &staff, "marlow", id).await.unwrap(), (2, 0));
            step(&app, &staff, "marlow", id, Step::Undo).await.unwrap();
            work(&app).await;
            app.clock.advance(Duration::HOUR);
            assert_eq!(show(&app, &staff, "marlow", id).await.unwrap().undone, 2);
        }
        for (_, document) in documents(&app, &staff, &first).await.into_values() {
            assert_eq!(verdict(&app, &document).await, Verdict::Invalid);
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_cancelled_can_be_started_anew_and_no_day_of_release_is_over() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let (id, draft) = (app.new_id(), term("s1", 1));
        let over = Decision { release_at: Some(app.clock.now()), ..Decision::default() };
        let refused = start(&app, &staff, "marlow", (id, "x"), &draft, &over).await;
        assert!(matches!(refused, Err(BatchError::Past)));
        let waits = Decision { approval: true, ..Decision::default() };
        start(&app, &staff, "marlow", (id, "x"), &draft, &waits).await.unwrap();
        step(&app, &staff, "marlow", id, Step::Cancel).await.unwrap();
        start(&app, &staff, "marlow", (id, "x"), &draft, &Decision::default()).await.unwrap();
        work(&app).await;
        assert_eq!(show(&app, &staff, "marlow", id).await.unwrap().issued, 1);
    })
    .await;
}

#[tokio::test]
async fn an_entry_was_awarded_on_the_day_on_which_it_was_reached() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let mut draft = term("s1", 1);
        draft.pupils[0].lines[0].content.activity_end_date = Some("2019-12-19T00:00:00Z".to_owned());
        let batch = run(&app, &staff, &draft, &Decision::default()).await;
        let (_, document) = documents(&app, &staff, &batch).await["Learner 0"].clone();
        assert_eq!(inside(&document)[0]["awardedDate"], "2019-12-19T00:00:00Z");
        assert_eq!(verdict(&app, &document).await, Verdict::Valid);
    })
    .await;
}
