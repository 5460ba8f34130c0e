//! Transcripts, which are a registrar's.

use ::api::open_badges::{AchievementContent, SubjectContent};

use super::{desk as staff, *};
use crate::{
    flows::transcript::{
        Course, Draft, Line, Pupil,
        batch::{self, Decision},
    },
    id::BatchId,
};

/// Transcripts that wait for a second person, by whoever started them.
pub(super) async fn started(app: &TestApp, by: &Visitor) -> String {
    let course = Course {
        key: "course/1".to_owned(),
        content: AchievementContent {
            achievement_type: "Course".to_owned(),
            name: "Weaving".to_owned(),
            ..AchievementContent::default()
        },
    };
    let line = Line {
        key: "class/1".to_owned(),
        course: course.key.clone(),
        session: None,
        gone: false,
        content: SubjectContent::default(),
        part_of: None,
    };
    let pupil =
        Pupil { sourced_id: "1".to_owned(), name: "Ada".to_owned(), lines: vec![line], ..Pupil::default() };
    let draft = Draft { courses: vec![course], pupils: vec![pupil], ..Draft::default() };
    let decision = Decision { approval: true, ..Decision::default() };
    let id: BatchId = app.app.new_id();
    let viewer = by.viewer(app).await;
    batch::start(&app.app, &viewer, "art", (id, "term.zip"), &draft, &decision).await.unwrap();
    id.to_string()
}

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { transcripts, pupil, achievement, .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);
    let enrol = |status| staff(Act::Enrol, status);
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];

    table.row(get.clone(), "/desk/{slug}/transcripts", &["art"], no.clone(), enrol(200));
    for route in [
        "/desk/{slug}/transcripts/{id}",
        "/desk/{slug}/transcripts/{id}/events",
        "/desk/{slug}/transcripts/{id}/report.csv",
        "/desk/{slug}/transcripts/{id}/undo",
    ] {
        table.row(get.clone(), route, &["art", transcripts], no.clone(), enrol(200));
        table.row(get.clone(), route, &["music", transcripts], no.clone(), elsewhere);
    }
    // Whoever started it cannot approve it; the registrar does, and the owner then cancels it.
    let [approved, cancelled] =
        [[401, 403, 403, 409, 303, 403, 403, 403], [401, 403, 403, 303, 409, 403, 403, 403]];
    for (route, expected) in [
        ("/desk/{slug}/transcripts/{id}/resume", enrol(409)),
        ("/desk/{slug}/transcripts/{id}/undo", enrol(409)),
        ("/desk/{slug}/transcripts/{id}/approve", approved),
        ("/desk/{slug}/transcripts/{id}/cancel", cancelled),
    ] {
        table.row(post.clone(), route, &["music", transcripts], no.clone(), elsewhere);
        table.row(post.clone(), route, &["art", transcripts], no.clone(), expected);
    }
    let all = "/api/v1/issuers/{slug}/transcripts";
    let one = "/api/v1/issuers/{slug}/transcripts/{id}";
    let steps = "/api/v1/issuers/{slug}/transcripts/{id}/steps";
    let made = "/api/v1/issuers/{slug}/learners/{id}/transcripts";
    table.row(get.clone(), all, &["art"], no.clone(), enrol(200));
    table.row(get.clone(), one, &["art", transcripts], no.clone(), enrol(200));
    table.row(get.clone(), one, &["music", transcripts], no.clone(), elsewhere);
    let undo = Sent::Json(json!({ "step": "undo" }));
    table.row(post.clone(), steps, &["art", transcripts], undo.clone(), enrol(409));
    table.row(post.clone(), steps, &["music", transcripts], undo, elsewhere);
    let typed = Sent::Json(json!({ "entries": [{ "achievement": achievement }] }));
    table.row(post.clone(), made, &["art", pupil], typed.clone(), enrol(201));
    table.row(post.clone(), made, &["music", pupil], typed, [401, 403, 403, 403, 403, 403, 403, 422]);
    let hand = "/desk/{slug}/learners/{id}/transcript";
    let typed = Sent::Form(format!("kind=complete&achievement-0={achievement}&term-0=Spring"));
    table.row(get.clone(), hand, &["art", pupil], no.clone(), enrol(200));
    table.row(post.clone(), hand, &["art", pupil], typed.clone(), enrol(303));
    let unknown = [401, 403, 403, 403, 403, 403, 403, 422];
    table.row(get.clone(), hand, &["music", pupil], no, unknown);
    table.row(post, hand, &["music", pupil], typed, unknown);
}
