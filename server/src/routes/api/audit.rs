//! What was done at a desk.

use api::{AuditAct, List};
use axum::{extract::State, response::Response};
use serde::Deserialize;
use time::{Date, macros::format_description};
use utoipa::IntoParams;

use super::paging::{PageQuery, Paging, bad_cursor};
use crate::{
    app::App,
    flows::audit::look::{self, Done, Search},
    problem::Problem,
    routes::{
        extract::{Params, Query},
        rfc3339,
        visit::Caller,
    },
};

/// Which acts. Names and addresses are no part of it, because addresses of requests are kept in logs.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// One act, such as `credential.revoked`, or a kind of them, such as `credential`.
    #[serde(default)]
    act: String,
    /// Whose: an account's id.
    #[serde(default)]
    who: String,
    /// To what: an id, with or without its kind, such as `credential/0190…`.
    #[serde(default)]
    subject: String,
    /// From this day on, in UTC, such as `2026-09-01`.
    #[serde(default)]
    from: String,
    /// Up to this day.
    #[serde(default)]
    until: String,
}

/// What was done at an institution's desk, the latest first.
#[utoipa::path(get, path = "/issuers/{slug}/audit", tag = "audit", params(("slug" = String, Path), Asked, PageQuery),
    security(("key" = ["audit"])), responses(
    (status = 200, description = "What was done", body = List<AuditAct>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Query(asked): Query<Asked>,
    paging: Paging,
) -> Result<Response, Problem> {
    let before = paging.after.as_deref().map(|key| key.parse().map_err(|_| bad_cursor())).transpose()?;
    let search = Search {
        from: day(&asked.from, "from")?,
        until: day(&asked.until, "until")?,
        act: asked.act,
        who: asked.who,
        subject: asked.subject,
    };
    let done = look::page(&app, &viewer, &slug, &search, before, paging.limit + 1).await?;
    Ok(paging.answer(paging.cut(done, |done| done.sequence.to_string()), shown))
}

fn day(text: &str, name: &str) -> Result<Option<Date>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = Date::parse(text, format_description!("[year]-[month]-[day]"));
    day.map(Some).map_err(|_| Problem::bad_request(format!("{name} is a day such as 2026-09-01")))
}

fn shown(done: Done) -> AuditAct {
    let row = done.row;
    AuditAct {
        sequence: row.sequence,
        at: rfc3339(done.at),
        act: row.act,
        who: row.account_id,
        subject: row.subject,
        detail: row.detail,
        before: row.before,
        after: row.after,
        salt: row.salt,
        commitment: row.commitment,
        link: row.link,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn what_was_done_is_had_in_parts() {
        let app = TestApp::new().await;
        let owner = app.founded("art").await;
        owner.awarded("art", "ada@learner.example").await;
        let all = owner.get("/api/v1/issuers/art/audit").await.expect(StatusCode::OK).json();
        let all = all["items"].as_array().unwrap().clone();
        assert!(all.len() > 1, "{all:?}");
        let first = owner.get("/api/v1/issuers/art/audit?limit=1").await.expect(StatusCode::OK).json();
        assert_eq!(first["items"][0], all[0]);
        let next = format!("/api/v1/issuers/art/audit?limit=1&cursor={}", first["next"].as_str().unwrap());
        assert_eq!(owner.get(&next).await.expect(StatusCode::OK).json()["items"][0], all[1]);
        let awards = owner.get("/api/v1/issuers/art/audit?act=credential").await.json();
        assert_eq!(awards["items"].as_array().unwrap().len(), 1);
        owner.get("/api/v1/issuers/art/audit?from=yesterday").await.expect(StatusCode::BAD_REQUEST);
    }
}
