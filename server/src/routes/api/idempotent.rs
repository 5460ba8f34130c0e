//! `Idempotency-Key`: a POST that is sent twice under one key is done once.
//!
//! One layer around the whole API. It is for whoever is signed in or has a key; to everybody else
//! the header says nothing. The work goes on when its caller hangs up, so that its answer is there
//! when they ask again.
//!
//! Source: The Idempotency-Key HTTP Header Field (draft-ietf-httpapi-idempotency-key-header), for
//! the header and the statuses.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    flows::idempotency::{self, Answer, Begun, Keyed},
    problem::Problem,
    routes::visit::Caller,
    secrets::hex,
    sheet::MAX_FILE_BYTES,
};

/// The header with the key.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header of an answer that was given before.
pub(super) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Characters of the longest key.
pub(super) const MOST_KEY: usize = 255;
/// When to ask again about a request that is being worked on, in seconds.
const UNDERWAY_RETRY_AFTER_S: u32 = 2;
/// Headers that belong to an answer.
const KEPT: [HeaderName; 4] =
    [header::CONTENT_TYPE, header::LOCATION, header::LINK, header::CONTENT_DISPOSITION];

/// Does a request once.
pub(super) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST || !request.headers().contains_key(&KEY) {
        return next.run(request).await;
    }
    // Whoever may not ask at all is told so by the handler.
    let Ok(Caller(viewer)) = Caller::of(&app, request.headers()).await else {
        return next.run(request).await;
    };
    match key(request.headers()) {
        Ok(key) => keyed(app, Keyed::new(viewer.account, key), request, next).await,
        Err(problem) => Err(problem),
    }
    .unwrap_or_else(IntoResponse::into_response)
}

fn key(headers: &HeaderMap) -> Result<&str, Problem> {
    let key = headers.get(KEY).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let right = (1..=MOST_KEY).contains(&key.len()) && key.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    right.then_some(key).ok_or_else(|| {
        Problem::bad_request(format!("an Idempotency-Key has 1 to {MOST_KEY} printable characters"))
    })
}

async fn keyed(app: App, keyed: Keyed, request: Request, next: Next) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_FILE_BYTES)
        .await
        .map_err(|_| Problem::too_large("the request is larger than is taken here, or broke off"))?;
    let mut hash = Sha256::new();
    for part in [parts.method.as_str(), &parts.uri.to_string()] {
        hash.update(part);
        hash.update("\n");
    }
    hash.update(&body);
    match idempotency::begin(&app, &keyed, &hex(&hash.finalize())).await? {
        Begun::New => {}
        Begun::Done(answer) => return Ok(replayed(answer)),
        Begun::Underway => {
            let problem = Problem::conflict("this request is being worked on; ask again for its answer");
            return Err(problem.retry_after(UNDERWAY_RETRY_AFTER_S));
        }
        Begun::Lost => {
            return Err(Problem::conflict(
                "the service stopped while it worked on this request: look whether it was done; to do it \
                again, send it under another Idempotency-Key",
            ));
        }
        Begun::Other => {
            return Err(Problem::unprocessable(
                "another request was sent under this Idempotency-Key; give each its own",
                Vec::new(),
            ));
        }
    }
    let request = Request::from_parts(parts, Body::from(body));
    let work = tokio::spawn(async move {
        let response = next.run(request).await;
        keep(&app, &keyed, response).await
    });
    work.await.map_err(|err| Problem::internal(&err))?
}

/// Keeps the answer of what worked, and forgets what did not.
async fn keep(app: &App, keyed: &Keyed, response: Response) -> Result<Response, Problem> {
    if !response.status().is_success() {
        idempotency::forget(app, keyed).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|err| Problem::internal(&err))?;
    let header = |name: &HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    };
    let answer = Answer {
        status: parts.status.as_u16(),
        headers: KEPT.iter().filter_map(header).collect(),
        body: body.to_vec(),
    };
    idempotency::finish(app, keyed, answer).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn replayed(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::routes::testing::{self, TestApp, Visitor};

    const CREDENTIALS: &str = "/api/v1/issuers/art/credentials";

    async fn post(visitor: &Visitor, path: &str, key: &str, body: &Value) -> testing::Answer {
        let request = visitor.request(Method::POST, path).header(KEY, key);
        let request = request.header(header::ORIGIN, "http://laurel.test");
        visitor.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn scene() -> (TestApp, Visitor, Value) {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let new = json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made = staff.post_json("/api/v1/issuers/art/achievements", new).await.expect(StatusCode::CREATED);
        let award = json!({ "achievement": made.json()["id"],
            "recipient": { "name": "Ada", "email": "ada@learner.example" } });
        (app, staff, award)
    }

    async fn awarded(staff: &Visitor) -> usize {
        staff.get(CREDENTIALS).await.json()["items"].as_array().unwrap().len()
    }

    #[tokio::test]
    async fn an_award_that_is_sent_twice_is_made_once_and_answered_twice() {
        let (_app, staff, award) = scene().await;
        let first = post(&staff, CREDENTIALS, "one", &award).await.expect(StatusCode::CREATED);
        assert_eq!(first.header(REPLAYED), "");
        let again = post(&staff, CREDENTIALS, "one", &award).await.expect(StatusCode::CREATED);
        assert_eq!(again.header(REPLAYED), "true");
        assert_eq!((again.text(), again.header("location")), (first.text(), first.header("location")));
        assert_eq!(again.header("content-type"), first.header("content-type"));
        assert_eq!(awarded(&staff).await, 1);
        post(&staff, CREDENTIALS, "two", &award).await.expect(StatusCode::CREATED);
        assert_eq!(awarded(&staff).await, 2);
    }

    #[tokio::test]
    async fn another_request_under_the_same_key_is_refused() {
        let (app, staff, award) = scene().await;
        post(&staff, CREDENTIALS, "one", &award).await.expect(StatusCode::CREATED);
        let mut other = award.clone();
        other["recipient"]["name"] = json!("Ben");
        post(&staff, CREDENTIALS, "one", &other).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let elsewhere = "/api/v1/issuers/art/achievements";
        post(&staff, elsewhere, "one", &award).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for bad in ["", &"x".repeat(256)] {
            post(&staff, CREDENTIALS, bad, &award).await.expect(StatusCode::BAD_REQUEST);
        }
        post(&app.stranger(), CREDENTIALS, "one", &award).await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(awarded(&staff).await, 1);
    }

    #[tokio::test]
    async fn what_failed_may_be_tried_again_under_its_key() {
        let (_app, staff, award) = scene().await;
        let mut wrong = award.clone();
        wrong["recipient"]["email"] = json!("nobody");
        post(&staff, CREDENTIALS, "one", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        post(&staff, CREDENTIALS, "one", &award).await.expect(StatusCode::CREATED);
    }

    #[tokio::test]
    async fn of_requests_at_the_same_time_one_is_done() {
        let (_app, staff, award) = scene().await;
        let mut requests = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (staff, award) = (staff.clone(), award.clone());
            requests.spawn(async move { post(&staff, CREDENTIALS, "one", &award).await });
        }
        for answer in requests.join_all().await {
            match answer.status {
                StatusCode::CREATED => {}
                StatusCode::CONFLICT => assert_eq!(answer.header("retry-after"), "2"),
                other => panic!("{other}: {}", answer.text()),
            }
        }
        assert_eq!(awarded(&staff).await, 1);
    }
}
