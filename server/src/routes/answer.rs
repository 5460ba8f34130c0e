//! Answers that belong to no resource: what cannot be read, is not there, or broke.

use std::{any::Any, time::Duration};

use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, Request, State, rejection::BytesRejection},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::Instant;
use tower_http::catch_panic::CatchPanicLayer;

use crate::problem::Problem;

/// When to come back after a request that took too long, in seconds.
const LATE_RETRY_AFTER_S: u32 = 5;
/// Bytes of a body that is read before anything is decided: 64 KiB.
const SHORT_BYTES: usize = 64 << 10;

/// Where large files are handed in.
const FILES: [&str; 5] = [
    "/wallet/add",
    "/wallet/take-along",
    "/desk/{slug}/bulk",
    "/desk/{slug}/imports",
    "/desk/{slug}/imports/{id}/supplement",
];
/// The slowest line by which a file comes in time: 1 Mbit/s.
const SLOWEST_BYTES_A_SECOND: u64 = 125_000;
/// How long a file may take to come at the most.
const LONGEST: Duration = Duration::from_mins(15);

/// A handler that panicked. The panic itself is on standard error already.
#[derive(Debug, thiserror::Error)]
#[error("a handler panicked")]
struct Panicked;

/// 404 for an address that leads nowhere.
pub(super) async fn no_such_route() -> Problem {
    Problem::not_found("there is nothing at this address")
}

/// 405 for an address that has other methods.
pub(super) async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address does not take this method")
}

/// 413 for a body that is too long, 400 for one that broke off.
///
/// * `most`: bytes of the longest, where that is known.
pub(super) fn unreadable_body(rejection: &BytesRejection, most: Option<usize>) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        match most {
            Some(bytes) => Problem::too_large(format!(
                "the request is larger than is taken here, which is at most {} MiB",
                bytes >> 20
            )),
            None => Problem::too_large("the request is larger than is taken here"),
        }
    } else {
        Problem::bad_request("the request broke off")
    }
}

/// Turns a panic into a 500 that says nothing of it.
pub(super) fn catch_panics() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(|_| Problem::internal(&Panicked).into_response())
}

/// How much longer a request may take for its file to come, even by a slow line.
fn time_to_send(request: &Request) -> Duration {
    let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    if !path.is_some_and(|path| FILES.contains(&path)) {
        return Duration::ZERO;
    }
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length: u64 = length.and_then(|text| text.parse().ok()).unwrap_or_default();
    Duration::from_secs(length / SLOWEST_BYTES_A_SECOND).min(LONGEST)
}

/// Gives up on a request that takes longer than `limit`, and than its file may take to come: 503, and when to come back.
pub(super) async fn in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    let limit = limit + time_to_send(&request);
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::busy("this took too long, and was given up", LATE_RETRY_AFTER_S).into_response(),
    }
}

/// Reads a body that says that it is short before anything is decided. Whoever is refused would
/// otherwise find the connection ended while they are still sending, and never see why.
pub(super) async fn read_short(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|text| text.parse().ok()).unwrap_or(0);
    if !(1..=SHORT_BYTES).contains(&length) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(limit, to_bytes(body, SHORT_BYTES)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(_)) | Err(_) => Problem::bad_request("the request broke off").into_response(),
    }
}

/// One line in the log for each request: which route, never which address, since addresses
/// hold secrets.
pub(super) async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let started = Instant::now();
    let response = next.run(request).await;
    let duration_ms = started.elapsed().as_millis();
    let (route, status) = (route.as_deref().unwrap_or("none"), response.status().as_u16());
    tracing::debug!(%method, route, status, duration_ms, "answered");
    response
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::header, middleware::from_fn_with_state, routing::get};

    use super::*;
    use crate::routes::testing::Answer;

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_given_up() {
        let router = Router::new()
            .route("/never", get(std::future::pending::<()>))
            .route("/now", get(async || "here"))
            .layer(from_fn_with_state(Duration::ZERO, in_time));
        let get = |path: &str| Answer::of(&router, Request::get(path).body(Body::empty()).unwrap());
        let late = get("/never").await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(late.header(header::CONTENT_TYPE), "application/problem+json");
        assert_eq!(late.header(header::RETRY_AFTER), "5");
        get("/now").await.expect(StatusCode::OK);
    }

    #[tokio::test]
    async fn a_panic_is_a_500_that_says_nothing_of_it() {
        async fn broken() -> &'static str {
            panic!("the secret is 42")
        }
        let router = Router::new().route("/", get(broken)).layer(catch_panics());
        let answer =
            Answer::of(&router, Request::new(Body::empty())).await.expect(StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(!answer.text().contains("42"));
    }
}
