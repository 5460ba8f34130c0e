//! `/desk/{slug}/credentials…`: whom the institution has awarded, and what can be done about it.
//!
//! A search is posted: names do not belong into addresses.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use web::pages::{
    Asked, Awards, Correct, Done, EvidenceFile, OneAward, Renew, RevokeMany, Suspend, awards as list_page,
    correct as correct_page, one_award as one_page, renew as renew_page, revoke_many as revoke_page,
    suspend as suspend_page,
};

use super::{
    achievements::end_of_day,
    desk::{award_line, issuer_link},
    field_errors, first_problem,
    notice::Notice,
    rework::line,
    see_other,
};
use crate::{
    flows::{
        amendment,
        correct::{self, Correction},
        evidence,
        issue::{self, Awarded, IssueError, Search},
        life, renew,
        revoke::{self, RevokeError},
        rework,
        session::Act,
        suspend,
    },
    id::CredentialId,
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Form, Params, Query},
        rfc3339,
        visit::Visit,
    },
};

/// Awards on a page.
const A_PAGE: u32 = 50;
/// Awards that are revoked or renewed together by their ticks, at most.
pub(super) const MOST_TOGETHER: usize = 500;

#[derive(Default, Deserialize)]
pub(super) struct Looking {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: Option<u32>,
    /// Not empty: all awards of the page come ticked.
    #[serde(default)]
    ticked: String,
}

/// What an address may say of the list.
#[derive(Deserialize)]
pub(super) struct Listed {
    #[serde(default)]
    state: String,
}

pub(super) async fn list(
    visit: Visit,
    Params(slug): Params<String>,
    Query(listed): Query<Listed>,
) -> Result<Response, Problem> {
    found(&visit, &slug, Looking { state: listed.state, ..Looking::default() }).await
}

pub(super) async fn search(
    visit: Visit,
    Params(slug): Params<String>,
    Form(looking): Form<Looking>,
) -> Result<Response, Problem> {
    found(&visit, &slug, looking).await
}

async fn found(visit: &Visit, slug: &str, looking: Looking) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let search = Search { achievement: None, words: looking.q.clone(), state: looking.state.clone() };
    let page = looking.page.unwrap_or(1).clamp(1, 1_000_000);
    let offset = (page - 1).saturating_mul(A_PAGE);
    let (awards, total) = issue::look(&visit.app, viewer, slug, &search, A_PAGE, offset).await?;
    let data = Awards {
        issuer: issuer_link(viewer, slug, Act::See)?,
        requests: amendment::waiting(&visit.app, viewer, slug).await?,
        ticked: !looking.ticked.is_empty(),
        words: looking.q,
        state: looking.state,
        jobs: rework::recent(&visit.app, viewer, slug).await?.iter().map(line).collect(),
        awards: awards.iter().map(|award| award_line(visit, award)).collect(),
        total,
        page,
        pages: u32::try_from(total.div_ceil(u64::from(A_PAGE))).unwrap_or(u32::MAX),
    };
    Ok(visit.page(list_page(&visit.chrome(), &data)))
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let one = life::open(&visit.app, viewer, &slug, id).await?;
    let files = evidence::of_credential(&visit.app, viewer, &slug, id).await?;
    let data = OneAward {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        award: award_line(&visit, &one.award),
        achievement_id: one.award.achievement.to_string(),
        edition: one.award.edition,
        changeable: one.changeable,
        deliverable: one.deliverable,
        suspendable: one.suspendable,
        files: files
            .into_iter()
            .map(|kept| EvidenceFile { text: evidence::in_words(&kept), token: kept.token })
            .collect(),
        history: one
            .history
            .into_iter()
            .map(|done| Done { at: rfc3339(done.at), act: done.act, reason: done.reason, until: done.until })
            .collect(),
    };
    Ok(visit.page(one_page(&visit.chrome(), &data)))
}

/// Where whoever wants to change an award that was revoked is led instead of a form.
pub(super) fn revoked_before(slug: &str, award: &Awarded) -> Option<Response> {
    let revoked = matches!(award.state, issue::State::Revoked { .. });
    revoked.then(|| see_other(&format!("/desk/{slug}/credentials/{}", award.id), Notice::RevokedBefore))
}

#[derive(Default, Deserialize)]
pub(super) struct Correcting {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    valid_until: String,
    #[serde(default)]
    reason: String,
    /// The holder's request that it answers; may be empty.
    #[serde(default)]
    request: String,
}

/// What an address may say of the form that corrects.
#[derive(Deserialize)]
pub(super) struct Answering {
    #[serde(default)]
    request: String,
}

pub(super) async fn ask_to_correct(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
    Query(answering): Query<Answering>,
) -> Result<Response, Problem> {
    let award = issue::awarded_one(&visit.app, visit.viewer()?, &slug, id).await?;
    if let Some(answer) = revoked_before(&slug, &award) {
        return Ok(answer);
    }
    let day = |until: time::OffsetDateTime| until.date().to_string();
    let typed = Correcting {
        name: award.recipient_name,
        email: award.recipient_email,
        valid_until: award.valid_until.map(day).unwrap_or_default(),
        reason: String::new(),
        request: answering.request,
    };
    let html = correct_html(&visit, &slug, id, typed, &[]).await?;
    Ok(visit.page(html))
}

pub(super) async fn correct(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
    Form(form): Form<Correcting>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let result = match end_of_day(&form.valid_until) {
        Err(problem) => Err(IssueError::Fields(vec![problem])),
        Ok(valid_until) => {
            let email = Some(form.email.clone()).filter(|email| !email.trim().is_empty());
            let typed = Correction {
                name: Some(form.name.clone()),
                email,
                content: None,
                valid_until: Some(valid_until),
                reason: form.reason.clone(),
                answers: form.request.parse().ok(),
            };
            correct::correct(&visit.app, viewer, &slug, id, typed).await
        }
    };
    match result {
        Ok(_) => Ok(see_other(&format!("/desk/{slug}/credentials/{id}"), Notice::Corrected)),
        Err(IssueError::Fields(fields)) => {
            let html = correct_html(&visit, &slug, id, form, &fields).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

async fn correct_html(
    visit: &Visit,
    slug: &str,
    id: CredentialId,
    typed: Correcting,
    problems: &[FieldProblem],
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let award = issue::awarded_one(&visit.app, viewer, slug, id).await?;
    let asked = match typed.request.parse() {
        Ok(request) => amendment::request(&visit.app, viewer, slug, request).await.ok(),
        Err(_) => None,
    };
    let asked = asked.filter(|request| request.amendment.credential == id).map(|request| Asked {
        id: request.amendment.id.to_string(),
        wrong: request.amendment.wrong,
        instead: request.amendment.instead,
    });
    let names = [
        ("/recipient/name", "name"),
        ("/recipient/email", "email"),
        ("/validUntil", "valid_until"),
        ("/reason", "reason"),
    ];
    let data = Correct {
        issuer: issuer_link(viewer, slug, Act::Award)?,
        award: award_line(visit, &award),
        name: typed.name,
        email: typed.email,
        valid_until: typed.valid_until,
        reason: typed.reason,
        request: asked,
        errors: field_errors(problems, &names),
    };
    Ok(correct_page(&visit.chrome(), &data))
}

#[derive(Default, Deserialize)]
pub(super) struct Renewing {
    #[serde(default)]
    valid_until: String,
}

pub(super) async fn ask_to_renew(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    let found = renew::look(&visit.app, visit.viewer()?, &slug, id).await?;
    if let Some(answer) = revoked_before(&slug, &found.award) {
        return Ok(answer);
    }
    let typed = found.valid_until.map(|until| until.date().to_string()).unwrap_or_default();
    let html = renew_html(&visit, &slug, id, typed, &[]).await?;
    Ok(visit.page(html))
}

pub(super) async fn renew(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
    Form(form): Form<Renewing>,
) -> Result<Response, Problem> {
    let result = match end_of_day(&form.valid_until) {
        Err(problem) => Err(IssueError::Fields(vec![problem])),
        Ok(until) => renew::renew(&visit.app, visit.viewer()?, &slug, id, until).await,
    };
    match result {
        Ok(_) => Ok(see_other(&format!("/desk/{slug}/credentials/{id}"), Notice::Renewed)),
        Err(IssueError::Fields(fields)) => {
            let html = renew_html(&visit, &slug, id, form.valid_until, &fields).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

async fn renew_html(
    visit: &Visit,
    slug: &str,
    id: CredentialId,
    valid_until: String,
    problems: &[FieldProblem],
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let award = renew::look(&visit.app, viewer, slug, id).await?.award;
    let data = Renew {
        issuer: issuer_link(viewer, slug, Act::Award)?,
        award: award_line(visit, &award),
        valid_until,
        errors: field_errors(problems, &[("/validUntil", "valid_until")]),
    };
    Ok(renew_page(&visit.chrome(), &data))
}

#[derive(Default, Deserialize)]
pub(super) struct Reason {
    #[serde(default)]
    reason: String,
}

pub(super) async fn ask_to_suspend(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    let award = issue::awarded_one(&visit.app, visit.viewer()?, &slug, id).await?;
    if let Some(answer) = revoked_before(&slug, &award) {
        return Ok(answer);
    }
    let data = suspend_question(&visit, &slug, id, Reason::default(), None).await?;
    Ok(visit.page(suspend_page(&visit.chrome(), &data)))
}

pub(super) async fn suspend(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
    Form(form): Form<Reason>,
) -> Result<Response, Problem> {
    match suspend::suspend(&visit.app, visit.viewer()?, &slug, id, &form.reason).await {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/credentials/{id}"), Notice::Suspended)),
        Err(RevokeError::Reason) => {
            let problem = Problem::from(RevokeError::Reason);
            let data = suspend_question(&visit, &slug, id, form, first_problem(problem.errors())).await?;
            Ok(visit.page_with(problem.status(), suspend_page(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

async fn suspend_question(
    visit: &Visit,
    slug: &str,
    id: CredentialId,
    form: Reason,
    problem: Option<String>,
) -> Result<Suspend, Problem> {
    let viewer = visit.viewer()?;
    let award = issue::awarded_one(&visit.app, viewer, slug, id).await?;
    let issuer = issuer_link(viewer, slug, Act::Award)?;
    Ok(Suspend { issuer, award: award_line(visit, &award), reason: form.reason, problem })
}

pub(super) async fn resume(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    suspend::resume(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/credentials/{id}"), Notice::Resumed))
}

/// Without a reason it asks for one; with one it revokes.
pub(super) async fn revoke_many(
    visit: Visit,
    Params(slug): Params<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let issuer = issuer_link(viewer, &slug, Act::Award)?;
    let ids: Vec<CredentialId> =
        fields.all("credential").filter_map(|text| text.parse().ok()).take(MOST_TOGETHER).collect();
    let list = format!("/desk/{slug}/credentials");
    if ids.is_empty() {
        return Ok(see_other(&list, Notice::NothingChosen));
    }
    let problem = match fields.first("reason") {
        None => None,
        Some(reason) => match revoke::revoke_all(&visit.app, viewer, &slug, &ids, reason).await {
            Ok(()) => return Ok(see_other(&list, Notice::RevokedMany)),
            Err(RevokeError::Reason) => first_problem(Problem::from(RevokeError::Reason).errors()),
            Err(err) => return Err(err.into()),
        },
    };
    let mut awards = Vec::with_capacity(ids.len());
    for id in ids {
        awards.push(award_line(&visit, &issue::awarded_one(&visit.app, viewer, &slug, id).await?));
    }
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let reason = fields.first("reason").unwrap_or_default().to_owned();
    let data = RevokeMany { issuer, awards, reason, problem };
    Ok(visit.page_with(status, revoke_page(&visit.chrome(), &data)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        flows::session::Role,
        routes::testing::{TestApp, between},
    };

    #[tokio::test]
    async fn an_award_that_was_revoked_answers_with_its_page_and_no_form() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "eve@learner.example").await;
        let page = format!("/desk/art/credentials/{id}");
        let question = staff.browse(&format!("{page}/revoke")).await.expect(StatusCode::OK).text();
        assert!(question.contains(&format!("<a href=\"{page}\">Cancel")), "{question}");
        let revoked = staff.post_form(&format!("{page}/revoke"), "reason=A+mistake").await;
        revoked.expect(StatusCode::SEE_OTHER);
        for act in ["correct", "suspend", "revoke"] {
            let answer = staff.browse(&format!("{page}/{act}")).await.expect(StatusCode::SEE_OTHER);
            assert_eq!(answer.header("location"), page, "{act}");
        }
    }

    #[tokio::test]
    async fn all_awards_of_a_page_can_be_ticked_without_script() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        staff.awarded("art", "eve@learner.example").await;
        let list = "/desk/art/credentials";
        let ticks =
            |page: String| page.matches("name=\"credential\"").count() - page.matches(" checked").count();
        assert_eq!(ticks(staff.browse(list).await.text()), 1);
        assert_eq!(ticks(staff.post_form(list, "q=&state=&page=1&ticked=all").await.text()), 0);
    }

    #[tokio::test]
    async fn awarding_a_class_from_an_achievement_keeps_the_achievement() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "eve@learner.example").await;
        let award = staff.browse(&format!("/desk/art/credentials/{id}")).await.text();
        let achievement = between(&award, "/desk/art/achievements/", &['"']).remove(0);
        let page = staff.browse(&format!("/desk/art/achievements/{achievement}")).await.text();
        let classes = format!("/desk/art/classes?award={achievement}");
        assert!(page.contains(&classes), "{page}");
        staff.post_form("/desk/art/classes/new", "name=8b&term=&pupils=&step=save").await;
        let listed = staff.browse(&classes).await.expect(StatusCode::OK).text();
        assert!(listed.contains(&format!("/award/{achievement}\"")), "{listed}");
    }

    #[tokio::test]
    async fn a_new_teacher_is_told_of_their_own_awards_and_where_to_begin() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        staff.awarded("art", "eve@learner.example").await;
        let teacher = app.appointed("art", "tess@art.example", Role::Issuer).await;
        let page = teacher.browse("/desk/art").await.expect(StatusCode::OK).text();
        assert!(
            page.contains("You have awarded nothing yet.") && page.contains("Begin with a class"),
            "{page}"
        );
    }
}
