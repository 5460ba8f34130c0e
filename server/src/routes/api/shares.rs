//! Shared records, for whoever has the link.

use api::{LinkProblem, PasscodeRequest, SharedCredential, SharedRecord};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use crypto::verify::Policy;

use crate::{
    app::App,
    flows::{
        present, receipt,
        record::Shown,
        session::Viewer,
        share::{self, Behind, Device, Shared, Unlocked},
    },
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params},
        guard::SECRET_ADDRESS,
        visit::SignedIn,
    },
};

/// What a link leads to: the signed documents as they came, and what to judge them by.
///
/// What asks for a passcode is asked for by `POST`, with it.
#[utoipa::path(get, path = "/shares/{token}", tag = "shares", params(("token" = String, Path)), security(()), responses(
    (status = 200, description = "The record", body = SharedRecord),
    (status = 403, description = "The link asks for a passcode"),
    (status = 404, description = "The link never was, is paused, has ended or has run out"),
))]
pub(super) async fn show(
    State(app): State<App>,
    viewer: Option<SignedIn>,
    headers: HeaderMap,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let viewer = viewer.map(|SignedIn(viewer)| viewer);
    let record = record(&app, &token, None, viewer.as_ref(), &headers).await?;
    Ok((SECRET_ADDRESS, axum::Json(record)).into_response())
}

/// The same of a link that asks for a passcode, to whoever gives it. It stands in the request's body,
/// never in an address. Some wrong ones in a row lock the link until its owner chooses a new one; they
/// are counted together with those that were given on its page.
///
/// Of a link that asks for none, any is right.
#[utoipa::path(post, path = "/shares/{token}", tag = "shares", params(("token" = String, Path)), request_body = PasscodeRequest, security(()), responses(
    (status = 200, description = "The record", body = SharedRecord),
    (status = 403, description = "So many passcodes were wrong that none is looked at"),
    (status = 404, description = "The link never was, is paused, has ended or has run out"),
    (status = 422, description = "The passcode is wrong; `detail` says how many more may be tried"),
))]
pub(super) async fn unlock(
    State(app): State<App>,
    viewer: Option<SignedIn>,
    headers: HeaderMap,
    Params(token): Params<String>,
    Json(request): Json<PasscodeRequest>,
) -> Result<Response, Problem> {
    let viewer = viewer.map(|SignedIn(viewer)| viewer);
    let pass = match share::unlock(&app, &token, &request.passcode).await? {
        Unlocked::Gone => return Err(leads_nowhere()),
        Unlocked::Wrong(left) => {
            let times = if left == 1 { "once".to_owned() } else { format!("{left} times") };
            let detail = format!("the passcode is wrong: try at most {times} more");
            return Err(Problem::unprocessable(
                &detail,
                vec![FieldProblem::new("/passcode", detail.clone())],
            ));
        }
        Unlocked::Locked => {
            let detail = "so many passcodes were wrong that none is looked at: ask whoever gave you the link";
            return Err(locked(detail));
        }
        Unlocked::Pass(pass, _) => pass,
    };
    let record = record(&app, &token, Some(&pass), viewer.as_ref(), &headers).await?;
    Ok((SECRET_ADDRESS, axum::Json(record)).into_response())
}

/// The record that a link leads to, as programs get it. A program looked, then, unless it is the page itself that
/// asks, which was counted as it was opened.
///
/// * `pass`: what shows that the passcode was given.
///
/// # Errors
/// As [`open`].
pub(in crate::routes) async fn record(
    app: &App,
    token: &str,
    pass: Option<&str>,
    by: Option<&Viewer>,
    headers: &HeaderMap,
) -> Result<SharedRecord, Problem> {
    let shared = open(app, token, pass, by).await?;
    let is_page = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    if !is_page && device(headers).is_some() {
        share::seen(app, &shared, Device::Program, by).await?;
    }
    let signed = present::document(app, token, &shared.record).await?;
    let policy = receipt::policy(app).await.into_owned();
    Ok(SharedRecord { presentation: signed, ..described(shared.record, policy) })
}

/// With what kind of device a link is opened; `None` where nobody looks.
pub(in crate::routes) fn device(headers: &HeaderMap) -> Option<Device> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    share::device(agent.unwrap_or_default())
}

/// What a link shows.
///
/// # Errors
/// 404 where it leads nowhere, 403 where a passcode is asked for.
pub(in crate::routes) async fn open(
    app: &App,
    token: &str,
    pass: Option<&str>,
    by: Option<&Viewer>,
) -> Result<Shared, Problem> {
    match share::open(app, token, pass, by).await? {
        Some(Behind::Record(shared)) => Ok(*shared),
        Some(Behind::Passcode | Behind::Locked) => {
            Err(locked("this link asks for a passcode, which is given on its page"))
        }
        None => Err(leads_nowhere()),
    }
}

fn locked(detail: &str) -> Problem {
    Problem::forbidden(detail).of_type(LinkProblem::LockedLink.kind())
}

/// The same for links that never were, are paused, have ended, or have run out.
pub(in crate::routes) fn leads_nowhere() -> Problem {
    Problem::not_found(
        "this link leads nowhere: it was mistyped, has been ended by its owner, or has run out",
    )
}

/// A record as whoever has the link gets it. What the learner says of several entries stands beside
/// the first of them.
fn described(record: Shown, policy: Policy) -> SharedRecord {
    let credentials = record.sections.into_iter().flat_map(|section| {
        let heading = Some(section.heading).filter(|heading| !heading.is_empty());
        section.items.into_iter().flat_map(move |item| {
            let (heading, part_of, on_word) = (heading.clone(), item.part_of, item.on_word);
            let mut note = Some(item.note).filter(|note| !note.is_empty());
            item.documents.into_iter().map(move |document| SharedCredential {
                document,
                note: note.take(),
                section: heading.clone(),
                part_of: part_of.clone(),
                on_word,
            })
        })
    });
    SharedRecord {
        title: record.title,
        introduction: Some(record.introduction).filter(|text| !text.is_empty()),
        cover: record.cover,
        credentials: credentials.collect(),
        policy,
        presentation: None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{StatusCode, header};
    use serde_json::json;

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_passcode_opens_a_link_for_programs_with_the_tries_of_its_page() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;
        let (path, page) = (format!("/api/v1/shares/{token}"), format!("/s/{token}"));
        let eve = app.stranger();
        let give = async |passcode: &str| eve.post_json(&path, json!({ "passcode": passcode })).await;
        let record = eve.get(&path).await.json();
        assert_eq!(give("any").await.expect(StatusCode::OK).json(), record, "none is asked for");

        let set = format!("/wallet/shares/{share}/passcode");
        ada.post_form(&set, "passcode=moss+fern").await.expect(StatusCode::SEE_OTHER);
        eve.get(&path).await.expect(StatusCode::FORBIDDEN);
        let right = give(" moss fern ").await.expect(StatusCode::OK);
        assert_eq!(right.json(), record);
        assert_eq!(right.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(right.header(header::REFERRER_POLICY), "no-referrer");
        assert!(right.set_cookie("share-pass").is_none());
        eve.get(&path).await.expect(StatusCode::FORBIDDEN);

        let wrong = give("fern").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.header(header::CONTENT_TYPE), "application/problem+json");
        assert_eq!(wrong.json()["detail"], "the passcode is wrong: try at most 9 times more");
        assert_eq!(wrong.json()["errors"][0]["pointer"], "/passcode");
        let also = eve.post_form(&page, "passcode=fern").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(also.text().contains("You can try 8 more times."), "they are counted together");
        for _ in 0..7 {
            give("fern").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let last = give("fern").await.expect(StatusCode::FORBIDDEN);
        assert_eq!(last.json()["type"], "/problems/locked-link");
        let locked = give("moss fern").await.expect(StatusCode::FORBIDDEN);
        assert_eq!(locked.text(), last.text());

        for shape in [json!({}), json!({ "passcode": 1 }), json!({ "passcode": "x", "token": "y" })] {
            eve.post_json(&path, shape).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        ada.post_form(&format!("/wallet/shares/{share}/end"), "").await.expect(StatusCode::SEE_OTHER);
        let (ended, got) = (give("moss fern").await, eve.get(&path).await);
        let never = eve.post_json("/api/v1/shares/made-up", json!({ "passcode": "x" })).await;
        assert_eq!(ended.status, StatusCode::NOT_FOUND);
        assert_eq!((ended.text(), &ended.headers), (never.text(), &never.headers));
        assert_eq!(ended.text(), got.text());
    }
}
