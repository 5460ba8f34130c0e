//! Later editions of many credentials: `/desk/{slug}/credentials/renew` asks and begins,
//! `/desk/{slug}/reworks/{id}` shows how far it is.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    pages::{
        RenewMany, ReworkKind, ReworkLeft, ReworkLine, ReworkPage, ReworkState, renew_many as renew_page,
        rework as page, rework_status,
    },
    words::rework as words,
};

use super::{
    achievements::end_of_day,
    awards::MOST_TOGETHER,
    desk::{award_line, issuer_link},
    field_errors,
    notice::Notice,
    progress::{self, Told},
    see_other,
};
use crate::{
    flows::{
        issue,
        rework::{self, Choice, Rework, ReworkError, State, Why, Work},
        session::{Act, Viewer},
    },
    id::{CredentialId, ReworkId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Params, Query},
        rfc3339,
        visit::Visit,
    },
};

/// How far ahead it is looked first.
const DAYS: u32 = 30;
/// Credentials that were left out, on the page.
const SHOWN: u32 = 200;

#[derive(Deserialize)]
pub(super) struct Ahead {
    #[serde(default)]
    days: Option<String>,
}

/// Asks about all that expire within some days.
pub(super) async fn ask(
    visit: Visit,
    Params(slug): Params<String>,
    Query(ahead): Query<Ahead>,
) -> Result<Response, Problem> {
    let choice = Choice::Within(days(ahead.days.as_deref()));
    let html = question(&visit, &slug, &choice, String::new(), &[]).await?;
    Ok(visit.page(html))
}

fn days(typed: Option<&str>) -> u32 {
    let typed = typed.and_then(|typed| typed.trim().parse().ok());
    typed.unwrap_or(DAYS).clamp(1, rework::MOST_DAYS)
}

/// Without `sure` it asks; with it, it begins.
pub(super) async fn renew(
    visit: Visit,
    Params(slug): Params<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    viewer.at(&slug, Act::Award)?;
    let ids = fields.all("credential").filter_map(|text| text.parse().ok()).take(MOST_TOGETHER);
    let ids: Vec<CredentialId> = ids.collect();
    let choice = match fields.first("days") {
        Some(typed) => Choice::Within(days(Some(typed))),
        None if ids.is_empty() => {
            return Ok(see_other(&format!("/desk/{slug}/credentials"), Notice::NothingChosen));
        }
        None => Choice::These(ids),
    };
    if fields.first("sure").is_none() {
        let html = question(&visit, &slug, &choice, String::new(), &[]).await?;
        return Ok(visit.page(html));
    }
    let typed = fields.first("valid_until").unwrap_or_default();
    let begun = match end_of_day(typed) {
        Err(problem) => Err(ReworkError::Fields(vec![problem])),
        Ok(until) => rework::renew_many(&visit.app, viewer, &slug, &choice, until).await,
    };
    match begun {
        Ok(id) => Ok(to(&slug, id)),
        Err(ReworkError::Nothing) => {
            Ok(see_other(&format!("/desk/{slug}/credentials"), Notice::NothingChosen))
        }
        Err(ReworkError::Fields(problems)) => {
            let html = question(&visit, &slug, &choice, typed.to_owned(), &problems).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

async fn question(
    visit: &Visit,
    slug: &str,
    choice: &Choice,
    valid_until: String,
    problems: &[FieldProblem],
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let (mut awards, mut days) = (Vec::new(), None);
    let total = match choice {
        Choice::These(ids) => {
            for id in ids {
                let award = issue::awarded_one(&visit.app, viewer, slug, *id).await?;
                awards.push(award_line(visit, &award));
            }
            awards.len() as u64
        }
        Choice::Within(ahead) => {
            days = Some(*ahead);
            rework::count_ending(&visit.app, viewer, slug, *ahead).await?
        }
    };
    let issuer = issuer_link(viewer, slug, Act::Award)?;
    let errors = field_errors(problems, &[("/validUntil", "valid_until")]);
    Ok(renew_page(&visit.chrome(), &RenewMany { issuer, awards, days, total, valid_until, errors }))
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, ReworkId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let job = rework::show(&visit.app, viewer, &slug, id).await?;
    let left = rework::left_out(&visit.app, viewer, &slug, id, SHOWN).await?;
    let left = left.into_iter().map(|one| ReworkLeft {
        credential: one.id.to_string(),
        recipient_name: one.recipient_name,
        achievement: one.achievement_name,
        why: match one.why {
            Why::Revoked => words::why_revoked(),
            Why::NoEnd => words::why_no_end(),
            Why::Day => words::why_day(),
        }
        .to_owned(),
    });
    let data = ReworkPage { left: left.collect(), ..data(viewer, &slug, &job)? };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// How far it is, as server-sent events.
pub(super) async fn events(
    visit: Visit,
    Params((slug, id)): Params<(String, ReworkId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?.clone();
    rework::show(&visit.app, &viewer, &slug, id).await?;
    let app = visit.app;
    Ok(progress::told(move || {
        let (app, viewer, slug) = (app.clone(), viewer.clone(), slug.clone());
        async move {
            let job = rework::show(&app, &viewer, &slug, id).await.ok()?;
            if job.state != State::Running {
                return Some(Told::Over);
            }
            Some(Told::UnderWay(rework_status(&data(&viewer, &slug, &job).ok()?)))
        }
    }))
}

pub(super) async fn resume(
    visit: Visit,
    Params((slug, id)): Params<(String, ReworkId)>,
) -> Result<Response, Problem> {
    rework::resume(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(to(&slug, id))
}

/// 303: to where it can be watched.
pub(super) fn to(slug: &str, id: ReworkId) -> Response {
    Redirect::to(&format!("/desk/{slug}/reworks/{id}")).into_response()
}

/// A job on the list of awards.
pub(super) fn line(job: &Rework) -> ReworkLine {
    ReworkLine { id: job.id.to_string(), state: state(job), done: job.done, total: job.total }
}

fn state(job: &Rework) -> ReworkState {
    match job.state {
        State::Running => ReworkState::Running,
        State::Failed => ReworkState::Failed,
        State::Done => ReworkState::Done,
    }
}

fn data(viewer: &Viewer, slug: &str, job: &Rework) -> Result<ReworkPage, Problem> {
    Ok(ReworkPage {
        issuer: issuer_link(viewer, slug, Act::Award)?,
        id: job.id.to_string(),
        work: match job.work {
            Work::Renew { until } => ReworkKind::Renew { until: until.map(rfc3339) },
            Work::Reissue { key } => ReworkKind::Reissue { key: key.to_string() },
        },
        state: state(job),
        total: job.total,
        done: job.done,
        left_out: job.left_out,
        left: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn what_expires_soon_is_renewed_after_a_question_and_can_be_watched() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (good, _) = staff.awarded("art", "eve@learner.example").await;
        let achievement = staff.browse(&format!("/desk/art/credentials/{good}")).await.text();
        let achievement = achievement.split("/desk/art/achievements/").nth(1).unwrap();
        let award = serde_json::json!({
            "achievement": &achievement[..36],
            "recipient": { "name": "Ada", "email": "ada@learner.example" },
            "validUntil": rfc3339(app.app.clock.now() + time::Duration::days(20)),
        });
        staff.post_json("/api/v1/issuers/art/credentials", award).await.expect(StatusCode::CREATED);

        let ask = "/desk/art/credentials/renew";
        let page = staff.browse(&format!("{ask}?days=10")).await.expect(StatusCode::OK).text();
        assert!(page.contains("No award expires within 10 days"), "{page}");
        let page = staff.browse(ask).await.expect(StatusCode::OK).text();
        assert!(page.contains("1 award expires within 30 days"), "{page}");
        let past = staff.post_form(ask, "days=30&sure=yes&valid_until=2001-01-01").await;
        assert!(past.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("aria-invalid"));
        let listed = staff.browse("/desk/art/credentials?state=soon").await.text();
        assert!(listed.contains("Ada") && listed.contains("1 award"), "{listed}");

        // Its achievement does not say for how long.
        let begun = staff.post_form(ask, "days=30&sure=yes").await.expect(StatusCode::SEE_OTHER);
        let job = begun.header("location").to_owned();
        let page = staff.browse(&job).await.expect(StatusCode::OK).text();
        assert!(page.contains("0 of 1 credential") && page.contains("Under way"), "{page}");
        let listed = staff.browse("/desk/art/credentials").await.text();
        assert!(listed.contains(&job) && listed.contains("0 of 1 credential"), "{listed}");
        while rework::turn(&app.app).await.unwrap() {}
        let page = staff.browse(&job).await.text();
        assert!(page.contains("Choose a day for it.") && page.contains("1 credential was left"), "{page}");
        let events = staff.get(&format!("{job}/events")).await.expect(StatusCode::OK);
        assert!(events.text().contains("event: done"), "{}", events.text());

        let question = staff.post_form(ask, &format!("credential={good}")).await.expect(StatusCode::OK);
        assert!(question.text().contains("Renew 1 award?"), "{}", question.text());
        staff.post_form(ask, "sure=yes").await.expect(StatusCode::SEE_OTHER);
        let day = "days=30&sure=yes&valid_until=2099-01-01";
        let begun = staff.post_form(ask, day).await.expect(StatusCode::SEE_OTHER);
        while rework::turn(&app.app).await.unwrap() {}
        let page = staff.browse(begun.header("location")).await.text();
        assert!(page.contains("1 of 1 credential") && page.contains("Done"), "{page}");
        app.founded("music").await.browse(&job).await.expect(StatusCode::FORBIDDEN);
    }
}
