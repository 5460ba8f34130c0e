//! Renewing what was awarded: one at once, many in the background.

use api::{LeftOut, NewRenewal, RenewOne, Renewal, RenewalState};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::{amend::MOST_TOGETHER, credentials::instant};
use crate::{
    app::App,
    flows::{
        renew,
        revoke::RevokeError,
        rework::{self, Choice, State as Standing, Why, Work},
        session::Viewer,
    },
    id::{CredentialId, ReworkId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

/// Credentials that are told of as left out.
const MOST_LEFT_OUT: u32 = 1_000;

/// Renews a credential: a later edition under the same id counts for longer, in its learner's wallet,
/// too. The answer is that edition, byte for byte.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/renew", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = RenewOne,
    security(("key" = ["revoke"])), responses(
    (status = 200, description = "It is renewed, and this is it", body = serde_json::Value),
    (status = 409, description = "It counts for good, or was revoked"),
))]
pub(super) async fn renew(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, CredentialId)>,
    Json(until): Json<RenewOne>,
) -> Result<impl IntoResponse, Problem> {
    let until = until.valid_until.map(|text| instant(&text, "/validUntil")).transpose()?;
    let issued = renew::renew(&app, &viewer, &slug, id, until).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], issued.document))
}

/// Begins to renew many credentials. It goes on by itself, whatever happens to the connection or the
/// server; what one may not change is not among them.
#[utoipa::path(post, path = "/issuers/{slug}/renewals", tag = "credentials", params(("slug" = String, Path)),
    request_body = NewRenewal, security(("key" = ["revoke"])), responses(
    (status = 202, description = "It is begun; `Location` says how far it is", body = Renewal),
))]
pub(super) async fn renew_many(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(new): Json<NewRenewal>,
) -> Result<impl IntoResponse, Problem> {
    viewer.to_change(&slug)?;
    let choice = match (new.credentials, new.ending_within_days) {
        (Some(ids), None) if (1..=MOST_TOGETHER).contains(&ids.len()) => {
            let ids = ids.iter().map(|id| id.parse().map_err(|_| RevokeError::Unknown));
            Choice::These(ids.collect::<Result<_, _>>()?)
        }
        (None, Some(days)) if (1..=rework::MOST_DAYS).contains(&days) => Choice::Within(days),
        _ => {
            let detail = format!(
                "send 1 to {MOST_TOGETHER} credentials, or endingWithinDays from 1 to {}, and not both",
                rework::MOST_DAYS
            );
            let error = FieldProblem::new("/credentials", detail);
            return Err(Problem::unprocessable("fields need another look", vec![error]));
        }
    };
    let until = new.valid_until.map(|text| instant(&text, "/validUntil")).transpose()?;
    let id = rework::renew_many(&app, &viewer, &slug, &choice, until).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/renewals/{id}"))];
    Ok((StatusCode::ACCEPTED, location, shown(&app, &viewer, &slug, id).await?))
}

/// How far many renewals are.
#[utoipa::path(get, path = "/issuers/{slug}/renewals/{id}", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["revoke"])), responses(
    (status = 200, description = "How far they are", body = Renewal),
))]
pub(super) async fn show_renewal(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, ReworkId)>,
) -> Result<AxumJson<Renewal>, Problem> {
    shown(&app, &viewer, &slug, id).await
}

/// Lets many renewals go on that have failed.
#[utoipa::path(post, path = "/issuers/{slug}/renewals/{id}/resume", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["revoke"])), responses(
    (status = 200, description = "How far they are", body = Renewal),
))]
pub(super) async fn resume_renewal(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, ReworkId)>,
) -> Result<AxumJson<Renewal>, Problem> {
    rework::resume(&app, &viewer, &slug, id).await?;
    shown(&app, &viewer, &slug, id).await
}

async fn shown(app: &App, viewer: &Viewer, slug: &str, id: ReworkId) -> Result<AxumJson<Renewal>, Problem> {
    let job = rework::show(app, viewer, slug, id).await?;
    let left_outs = rework::left_out(app, viewer, slug, id, MOST_LEFT_OUT).await?.into_iter();
    let left_outs = left_outs.map(|one| LeftOut {
        credential: one.id.to_string(),
        recipient_name: one.recipient_name,
        why: match one.why {
            Why::Revoked => "revoked",
            Why::NoEnd => "no_end",
            Why::Day => "day",
        }
        .to_owned(),
    });
    Ok(AxumJson(Renewal {
        id: job.id.to_string(),
        state: match job.state {
            Standing::Running => RenewalState::Running,
            Standing::Failed => RenewalState::Failed,
            Standing::Done => RenewalState::Done,
        },
        key: match job.work {
            Work::Reissue { key } => Some(key.to_string()),
            Work::Renew { .. } => None,
        },
        total: job.total,
        done: job.done,
        left_out: job.left_out,
        left_outs: left_outs.collect(),
        created_at: rfc3339(job.created_at),
        ended_at: job.ended_at.map(rfc3339),
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        flows::{issue, testing::an_award},
        routes::testing::TestApp,
    };

    #[tokio::test]
    async fn a_program_renews_one_at_once_and_many_in_the_background() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let program = app.program(&staff, "art", &["describe", "revoke"]).await;
        let here = "/api/v1/issuers/art";
        let new = json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made = program.post_json(&format!("{here}/achievements"), new).await.expect(StatusCode::CREATED);
        let owner = staff.viewer(&app).await;
        let until = Some(app.app.clock.now() + time::Duration::days(9));
        let achievement = made.json()["id"].as_str().unwrap().parse().unwrap();
        let award = issue::Award { valid_until: until, ..an_award(achievement, "ada@learner.example") };
        let issued = issue::award(&app.app, &owner, "art", award).await.unwrap();
        app.app.clock.advance(time::Duration::HOUR);
        let later = json!({ "validUntil": "2027-05-03T12:00:00Z" });
        let one = format!("{here}/credentials/{}/renew", issued.id);
        let renewed = program.post_json(&one, later).await.expect(StatusCode::OK).json();
        assert_eq!(renewed["validUntil"], "2027-05-03T12:00:00Z");

        for wrong in [json!({}), json!({ "credentials": [] }), json!({ "endingWithinDays": 367 })] {
            program
                .post_json(&format!("{here}/renewals"), wrong)
                .await
                .expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        app.app.clock.advance(time::Duration::HOUR);
        let all = json!({ "endingWithinDays": 366, "validUntil": "2028-05-03T12:00:00Z" });
        let begun = program.post_json(&format!("{here}/renewals"), all).await.expect(StatusCode::ACCEPTED);
        assert_eq!((&begun.json()["state"], &begun.json()["total"]), (&json!("running"), &json!(1)));
        while rework::turn(&app.app).await.unwrap() {}
        let done = program.get(begun.header("location")).await.expect(StatusCode::OK).json();
        assert_eq!((&done["state"], &done["done"]), (&json!("done"), &json!(1)), "{done}");
    }
}
