//! VC-API, unauthenticated, on a throwaway issuer: for test suites and other people's clients.
//!
//! Nothing is stored. Whatever comes is answered with 2xx or 4xx: a document that does not
//! verify is the caller's news, and never an answer of ours that failed.

mod issue;
mod resolve;
mod verify;

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, rejection::BytesRejection},
    routing::{get, post},
};
use crypto::key::SecretKey;
use serde::de::DeserializeOwned;

use crate::{
    effects::{Clock, Fetch},
    problem::Problem,
    routes::answer,
};

/// Bytes of the longest request: a comprehensive learner record may have 10 MiB.
const MAX_BYTES: usize = 10 << 20;

/// What the throwaway server consists of.
#[derive(Debug)]
pub struct VcApi {
    /// The key that it issues with, by its did:key.
    pub key: SecretKey,
    /// The time.
    pub clock: Clock,
    /// Other servers: status lists and DID documents.
    pub fetch: Fetch,
}

#[derive(Clone, Debug)]
struct Service(Arc<VcApi>);

/// The routes of a throwaway VC-API server.
pub fn router(service: VcApi) -> Router {
    Router::new()
        .route("/credentials/issue", post(issue::issue))
        .route("/credentials/verify", post(verify::credential))
        .route("/presentations/verify", post(verify::presentation))
        .route("/1.0/identifiers/{*did}", get(resolve::resolve))
        .with_state(Service(Arc::new(service)))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .fallback(answer::no_such_route)
        .method_not_allowed_fallback(answer::wrong_method)
        .layer(answer::catch_panics())
}

/// Reads a request's body: JSON of one shape, whatever the content type says.
fn read<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Problem> {
    let body = body.map_err(|err| answer::unreadable_body(&err))?;
    serde_json::from_slice(&body).map_err(|err| parsing(format!("the request cannot be read: {err}")))
}

/// 400: not JSON, or not what was to be sent.
fn parsing(detail: impl ToString) -> Problem {
    Problem::bad_request(detail).of_type("https://www.w3.org/TR/vc-data-model#PARSING_ERROR")
}
