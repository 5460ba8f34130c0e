//! `/desk/{slug}/achievements/{id}/award`: one award, shown before it is signed.

use api::open_badges::{Evidence, SubjectContent};
use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use time::{Date, OffsetDateTime, Time, format_description::well_known::Rfc3339, macros::format_description};
use web::chrome::FieldError;
use web::pages::{AwardAbout, AwardCheck, AwardOne, EVIDENCE_ROWS, award_check, award_one};

use super::{
    achievement_badge, class_award::result_column, desk::issuer_link, field_errors, notice::Notice, see_other,
};
use crate::{
    flows::{
        achievement::{self, Achievement},
        class::award::result_of,
        evidence::{self, EvidenceError, Kept},
        issue::{self, Award, IssueError, Recipient},
        learner,
        session::Act,
        verify,
    },
    id::{AchievementId, AwardingId, LearnerId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Params, Parted, Query},
        visit::Visit,
    },
};

/// A form with a file in each row of evidence, and all that is typed besides.
pub(super) const MAX_FORM_BYTES: usize = EVIDENCE_ROWS * evidence::MOST_BYTES + (1 << 20);

/// Where each field's problems are shown.
const NAMES: [(&str, &str); 14] = [
    ("/recipient/name", "name"),
    ("/recipient/email", "email"),
    ("/recipient/learner", "learner"),
    ("/recipient/did", "did"),
    ("/content/narrative", "narrative"),
    ("/content/creditsEarned", "credits"),
    ("/content/activityStartDate", "start"),
    ("/content/activityEndDate", "end"),
    ("/validFrom", "valid_from"),
    ("/validUntil", "valid_until"),
    ("/content/role", "role"),
    ("/content/term", "term"),
    ("/content/licenseNumber", "licence"),
    ("/content/evidence", "ev"),
];

#[derive(Deserialize)]
pub(super) struct For {
    learner: Option<LearnerId>,
}

pub(super) async fn form(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
    Query(to): Query<For>,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let issuer = issuer_link(viewer, &slug, Act::Award)?;
    let achievement = achievement::open(app, viewer, &slug, id).await?.achievement;
    let mut typed = vec![("once".to_owned(), app.new_id::<AwardingId>().to_string())];
    if let Some(learner) = to.learner {
        let file = learner::open(app, viewer, &slug, learner).await?;
        typed.push(("name".to_owned(), file.learner.name.clone()));
        typed.push(("learner".to_owned(), file.learner.number.unwrap_or(file.learner.name)));
    }
    let about = about(issuer, &slug, &achievement);
    let data = AwardOne { about, typed, files: Vec::new(), errors: Vec::new() };
    Ok(visit.page(award_one(&visit.chrome(), &data)))
}

pub(super) async fn post(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
    parted: Parted,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let issuer = issuer_link(viewer, &slug, Act::Award)?;
    let achievement = achievement::open(app, viewer, &slug, id).await?.achievement;
    let about = about(issuer, &slug, &achievement);
    let typed = parted.fields()?;
    let once = typed.text("once").parse().unwrap_or_else(|_| app.new_id());
    let (files, refused) = files(&visit, &slug, once, &parted, &typed).await?;
    let carried = carried(&typed, once, &files);
    let form = |errors| AwardOne {
        about: about.clone(),
        typed: carried.clone(),
        files: files.iter().map(|(row, kept)| (*row, evidence::in_words(kept))).collect(),
        errors,
    };
    if typed.text("step") == "back" {
        return Ok(visit.page(award_one(&visit.chrome(), &form(Vec::new()))));
    }
    let result = match read(&visit, &slug, &achievement, &typed, &files).await? {
        Err(problems) => Err(IssueError::Fields(problems)),
        // What else is wrong is said with it.
        Ok(award) if !refused.is_empty() => match issue::preview(app, viewer, &slug, award).await {
            Ok(_) => Err(IssueError::Fields(Vec::new())),
            Err(err) => Err(err),
        },
        Ok(award) if typed.text("step") == "award" => {
            issue::award_once(app, viewer, &slug, award, once).await.map(|()| None)
        }
        Ok(award) => issue::preview(app, viewer, &slug, award).await.map(Some),
    };
    match result {
        Ok(None) => Ok(see_other(&format!("/desk/{slug}/achievements/{id}"), Notice::AwardedOne)),
        Ok(Some(text)) => {
            let report = verify::verify(app, text.as_bytes()).await?;
            let data = AwardCheck { about, typed: carried, report };
            Ok(visit.page(award_check(&visit.chrome(), &data)))
        }
        Err(IssueError::Fields(problems)) => {
            let rows = rows(&typed, &files);
            let mut errors = refused;
            errors.extend(problems.iter().map(|problem| match evidence_field(&problem.pointer, &rows) {
                Some(field) => FieldError { field, message: problem.detail.clone() },
                None => field_errors(std::slice::from_ref(problem), &NAMES).remove(0),
            }));
            let html = award_one(&visit.chrome(), &form(errors));
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

/// The files that came with this form, now and before, by row; and what is wrong with those that came now.
async fn files(
    visit: &Visit,
    slug: &str,
    once: AwardingId,
    parted: &Parted,
    typed: &Fields,
) -> Result<(Vec<(usize, Kept)>, Vec<FieldError>), Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let known = evidence::of_form(app, viewer, slug, once).await?;
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for row in 0..EVIDENCE_ROWS {
        let name = |part: &str| format!("ev{row}-{part}");
        if let Some((called, bytes)) = parted.files(&name("file")).next() {
            match evidence::keep(app, viewer, slug, once, called, bytes).await {
                Ok(kept) => files.push((row, kept)),
                Err(EvidenceError::Refused(why)) => {
                    refused.push(FieldError { field: name("file"), message: why.to_string() });
                }
                Err(err) => return Err(err.into()),
            }
        } else if typed.text(&name("drop")).is_empty() {
            let kept = known.iter().find(|kept| kept.token == typed.text(&name("kept")));
            files.extend(kept.map(|kept| (row, kept.clone())));
        }
    }
    Ok((files, refused))
}

/// The rows of evidence in which there is anything: the credential has them in this order.
fn rows(typed: &Fields, files: &[(usize, Kept)]) -> Vec<usize> {
    let filled = |row: &usize| {
        ["url", "name", "words"].iter().any(|part| !typed.text(&format!("ev{row}-{part}")).trim().is_empty())
            || files.iter().any(|(place, _)| place == row)
    };
    (0..EVIDENCE_ROWS).filter(filled).collect()
}

/// The field for a pointer such as `/content/evidence/0/id`.
fn evidence_field(pointer: &str, rows: &[usize]) -> Option<String> {
    let (place, member) = pointer.strip_prefix("/content/evidence/")?.split_once('/')?;
    let row = rows.get(place.parse::<usize>().ok()?)?;
    let part = match member {
        "id" => "url",
        "name" => "name",
        _ => "words",
    };
    Some(format!("ev{row}-{part}"))
}

fn about(issuer: web::chrome::IssuerLink, slug: &str, achievement: &Achievement) -> AwardAbout {
    let id = achievement.id.to_string();
    AwardAbout {
        issuer,
        badge: achievement_badge(&id, slug, &achievement.content.achievement_type),
        achievement: id,
        name: achievement.content.name.clone(),
        columns: achievement.content.result_description.iter().map(result_column).collect(),
    }
}

/// All that was typed, with the form's own id and the files that are with it.
fn carried(typed: &Fields, once: AwardingId, files: &[(usize, Kept)]) -> Vec<(String, String)> {
    let own = |name: &str| {
        ["step", "once"].contains(&name)
            || name.starts_with("ev") && (name.ends_with("-kept") || name.ends_with("-drop"))
    };
    let all = typed.beginning("").filter(|(name, _)| !own(name));
    let mut all: Vec<_> = all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    all.push(("once".to_owned(), once.to_string()));
    all.extend(files.iter().map(|(row, kept)| (format!("ev{row}-kept"), kept.token.clone())));
    all
}

/// The award that was typed, or what is wrong with it already.
async fn read(
    visit: &Visit,
    slug: &str,
    achievement: &Achievement,
    typed: &Fields,
    files: &[(usize, Kept)],
) -> Result<Result<Award, Vec<FieldProblem>>, Problem> {
    let mut problems = Vec::new();
    let some = |name: &str| {
        let text = typed.text(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let mut day = |name: &str, pointer: &str, time: Time| -> Option<OffsetDateTime> {
        let text = some(name)?;
        let day = Date::parse(&text, format_description!("[year]-[month]-[day]")).ok();
        if day.is_none() {
            problems.push(FieldProblem::new(pointer, "write the day as year, month and day: 2027-05-03"));
        }
        Some(day?.with_time(time).assume_utc())
    };
    let last_second = Time::MIDNIGHT - time::Duration::SECOND;
    let start = day("start", "/content/activityStartDate", Time::MIDNIGHT);
    let end = day("end", "/content/activityEndDate", last_second);
    let valid_from = day("valid_from", "/validFrom", Time::MIDNIGHT);
    let valid_until = day("valid_until", "/validUntil", last_second);
    let credits = some("credits").map(|text| text.replace(',', ".").parse::<f64>().ok());
    if credits == Some(None) {
        problems.push(FieldProblem::new("/content/creditsEarned", "write a number, such as 2.5"));
    }
    let learner = match some("learner") {
        None => None,
        Some(text) => {
            let found = learner::called(&visit.app, visit.viewer()?, slug, &text).await?;
            if found.len() != 1 {
                let detail = match found.len() {
                    0 => "nobody on the list of learners has this number or name",
                    _ => "several learners have this name; write the number instead",
                };
                problems.push(FieldProblem::new("/recipient/learner", detail));
            }
            found.into_iter().next()
        }
    };
    let used = rows(typed, files);
    let mut evidence = Vec::with_capacity(used.len());
    for (place, row) in used.into_iter().enumerate() {
        let part = |name: &str| some(&format!("ev{row}-{name}"));
        let said =
            Evidence { id: part("url"), name: part("name"), narrative: part("words"), ..Evidence::default() };
        let file = files.iter().find(|(at, _)| *at == row);
        if said.id.is_some() && file.is_some() {
            let pointer = format!("/content/evidence/{place}/id");
            problems.push(FieldProblem::new(
                pointer,
                "give a link or a file here, and the other in the next row",
            ));
        }
        evidence.push(match file {
            Some((_, kept)) => evidence::described(&visit.app, kept, said),
            None => said,
        });
    }
    let results = achievement.content.result_description.iter().enumerate();
    let rfc3339 = |at: OffsetDateTime| at.format(&Rfc3339).ok();
    let award = Award {
        recipient: Recipient {
            name: typed.text("name").to_owned(),
            email: some("email"),
            learner: learner.map(|learner| learner.id),
            did: some("did"),
        },
        content: SubjectContent {
            narrative: some("narrative"),
            evidence,
            result: results
                .filter_map(|(place, description)| result_of(description, typed.text(&format!("r{place}"))))
                .collect(),
            credits_earned: credits.flatten(),
            activity_start_date: start.and_then(rfc3339),
            activity_end_date: end.and_then(rfc3339),
            role: some("role"),
            term: some("term"),
            license_number: some("licence"),
        },
        valid_from,
        valid_until,
        ..Award::of(achievement.id)
    };
    Ok(if problems.is_empty() { Ok(award) } else { Err(problems) })
}

#[cfg(test)]
mod tests {
    use axum::http::{StatusCode, header};

    use crate::routes::testing::{Answer, TestApp, Visitor, between};

    async fn post(visitor: &Visitor, path: &str, fields: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.bytes());
        }
        if let Some(file) = file {
            let head =
                "--b\r\nContent-Disposition: form-data; name=\"ev0-file\"; filename=\"a.html\"\r\n\r\n";
            body.extend(head.bytes());
            body.extend(file);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        visitor.post(path, "multipart/form-data; boundary=b", body).await
    }

    #[tokio::test]
    async fn a_file_outlives_a_mistake_elsewhere_and_is_served_as_nothing_that_runs() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (_, made) = staff.awarded("art", "ben@learner.example").await;
        let achievement = made["credentialSubject"]["achievement"]["id"].as_str().unwrap();
        let path = format!("/desk/art/achievements/{}/award", achievement.rsplit('/').next().unwrap());
        let once = "01900000-0000-7000-8000-000000000001";
        let typed = |email| vec![("name", "Ada"), ("email", email), ("once", once), ("step", "look")];
        let page = post(&staff, &path, &typed("nobody"), Some(b"On hedges.")).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("a.txt, 10 bytes"), "what it is, and not what it was called: {page}");
        let token = between(&page, "name=\"ev0-kept\" value=\"", &['"']).remove(0);
        let refused = post(&staff, &path, &typed("ada@learner.example"), Some(b"<script>")).await;
        assert!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("ev0-file-problem"));

        let mut typed = typed("ada@learner.example");
        typed.push(("ev0-kept", &token));
        let page = post(&staff, &path, &typed, None).await.expect(StatusCode::OK).text();
        assert!(page.contains(&format!("/evidence/{token}")), "{page}");
        typed[3].1 = "award";
        post(&staff, &path, &typed, None).await.expect(StatusCode::SEE_OTHER);

        let file = app.stranger().get(&format!("/evidence/{token}")).await.expect(StatusCode::OK);
        assert_eq!(file.text(), "On hedges.");
        assert_eq!(file.header(header::CONTENT_TYPE), "text/plain; charset=utf-8");
        assert_eq!(file.header(header::CONTENT_SECURITY_POLICY), "default-src 'none'; sandbox");
        assert_eq!(file.header(header::CONTENT_DISPOSITION), "inline; filename*=UTF-8''a.txt");
        assert_eq!(file.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    }
}
