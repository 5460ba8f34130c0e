//! Transcripts that a desk signs: one of a learner's first term, and one that a second term extended
//! and corrected.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use server::app::App;
use server::flows::hold;
use server::flows::session::Viewer;
use server::flows::transcript::batch::{self, Decision};
use server::flows::transcript::{Course, Draft, Line, Pupil};
use server::id::BatchId;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Signs them; gives each, and what is in them, by what it is.
///
/// # Errors
/// When a step fails.
pub async fn signed(app: &App, staff: &Viewer, slug: &str) -> Result<Vec<(&'static str, String)>> {
    let (mut first, mut second) = (draft()?, draft()?);
    first.pupils.push(pupil("ben", vec![line("autumn", "B")?, standing("3.1")?]));
    first.pupils.push(pupil("ada", vec![line("autumn", "B")?, standing("3.1")?]));
    // A better grade than it was said to be, another term, and the diploma.
    let mut diploma = standing("3.6")?;
    (diploma.key, diploma.course) = ("diploma/a".to_owned(), "diploma/a".to_owned());
    second
        .pupils
        .push(pupil("ada", vec![line("autumn", "A")?, line("spring", "A")?, standing("3.6")?, diploma]));
    let [ben, _] = run(app, staff, slug, &first).await?[..] else { anyhow::bail!("not two") };
    let [ada] = run(app, staff, slug, &second).await?[..] else { anyhow::bail!("not one") };
    let text = async |id| {
        Ok::<_, anyhow::Error>(hold::see(app, staff, id).await?.context("not to be seen")?.document)
    };
    let (new, corrected) = (text(ben).await?, text(ada).await?);
    let document: Value = serde_json::from_str(&corrected)?;
    // Editions are told apart by the second: one within the second of the one before it counts from
    // the next, which begins by itself.
    let from = OffsetDateTime::parse(document["validFrom"].as_str().context("no validFrom")?, &Rfc3339)?;
    while app.clock.now() < from {
        tokio::task::yield_now().await;
    }
    let inside = document["credentialSubject"]["verifiableCredential"].as_array().context("nothing in it")?;
    ensure!(inside.len() == 4, "{} entries", inside.len());
    ensure!(document["credentialSubject"]["association"][0]["associationType"] == "isPartOf", "{document}");
    let mut signed = vec![("a transcript", new), ("a corrected transcript", corrected)];
    signed.extend(inside.iter().map(|part| ("an entry of a transcript", part.to_string())));
    Ok(signed)
}

async fn run(app: &App, staff: &Viewer, slug: &str, draft: &Draft) -> Result<Vec<server::id::CredentialId>> {
    let id: BatchId = app.new_id();
    // In a school of a few a correction is much at once.
    let meant = Decision { withdraw: true, ..Decision::default() };
    batch::start(app, staff, slug, (id, "term.zip"), draft, &meant).await?;
    while batch::turn(app).await? {}
    let report = batch::report(app, staff, slug, id).await?;
    Ok(report.into_iter().filter_map(|(_, _, id)| id).collect())
}

fn draft() -> Result<Draft> {
    let course = |key: &str, kind: &str, results: Value| {
        let content = json!({
            "achievementType": kind, "name": format!("Course {key}"), "description": "Taught here.",
            "criteria": { "narrative": "Take part." }, "creditsAvailable": 0.5, "humanCode": "MATH-1",
            "fieldOfStudy": "Mathematics", "resultDescription": results,
            "otherIdentifier": [{ "type": "IdentifierEntry", "identifier": "M1", "identifierType": "sourcedId" }],
        });
        Ok::<_, anyhow::Error>(Course { key: key.to_owned(), content: serde_json::from_value(content)? })
    };
    let grades = json!([{
        "id": "urn:uuid:a0000000-0000-4000-8000-000000000021", "name": "Final grade",
        "resultType": "LetterGrade", "allowedValue": ["F", "C", "B", "A"],
    }]);
    let points = json!([{
        "id": "urn:uuid:a0000000-0000-4000-8000-000000000022", "name": "Grade point average",
        "resultType": "GradePointAverage", "valueMin": "0", "valueMax": "4",
    }]);
    Ok(Draft {
        courses: vec![
            course("course/1", "Course", grades)?,
            course("standing", "Achievement", points.clone())?,
            course("diploma/a", "Diploma", points)?,
        ],
        sessions: vec!["autumn".to_owned(), "spring".to_owned()],
        bulk: true,
        legend: "A excellent, B good, C sufficient, F failed.".to_owned(),
        ..Draft::default()
    })
}

fn pupil(id: &str, lines: Vec<Line>) -> Pupil {
    Pupil {
        sourced_id: id.to_owned(),
        number: Some(format!("N-{id}")),
        name: format!("{id} Lovelace"),
        email: Some(format!("{id}.lovelace@learner.example")),
        lines,
        ..Pupil::default()
    }
}

fn line(session: &str, grade: &str) -> Result<Line> {
    let content = json!({
        "result": [{
            "resultDescription": "urn:uuid:a0000000-0000-4000-8000-000000000021", "value": grade, "status": "Completed",
        }],
        "creditsEarned": 0.5, "term": session, "activityStartDate": "2025-09-01T00:00:00Z",
        "activityEndDate": "2026-01-31T00:00:00Z",
    });
    Ok(Line {
        key: format!("class/{session}"),
        course: "course/1".to_owned(),
        session: Some(session.to_owned()),
        gone: false,
        content: serde_json::from_value(content)?,
        part_of: Some("diploma/a".to_owned()),
    })
}

fn standing(average: &str) -> Result<Line> {
    let content = json!({
        "result": [{ "resultDescription": "urn:uuid:a0000000-0000-4000-8000-000000000022", "value": average }],
    });
    Ok(Line {
        key: "standing".to_owned(),
        course: "standing".to_owned(),
        session: None,
        gone: false,
        content: serde_json::from_value(content)?,
        part_of: None,
    })
}
