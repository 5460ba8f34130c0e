//! Errors to HTTP, and nothing that decides anything.
//!
//! A [`Problem`] is what a caller is told: `application/problem+json`. What went wrong inside is
//! logged here, once, and stays out of the body. Pages show the same problem in HTML.
//!
//! Source: RFC 9457, Problem Details for HTTP APIs.

use std::error::Error;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// One thing wrong with one field.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct FieldProblem {
    /// A JSON pointer to the field, such as `/recipient/email`.
    pub pointer: String,
    /// What is wrong with it, one plain sentence.
    pub detail: String,
}

impl FieldProblem {
    /// A problem with the field at `pointer`.
    pub fn new(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into() }
    }
}

/// What a caller is told when a request is not answered as asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    status: StatusCode,
    kind: &'static str,
    detail: String,
    errors: Vec<FieldProblem>,
    retry_after_s: Option<u32>,
    challenge: Option<&'static str>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldProblem],
}

impl Problem {
    /// A problem of any status.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers hand over an error or a text, whichever they have"
    )]
    pub fn new(status: StatusCode, detail: impl ToString) -> Self {
        Self {
            status,
            kind: "about:blank",
            detail: detail.to_string(),
            errors: Vec::new(),
            retry_after_s: None,
            challenge: None,
        }
    }

    /// 400: the request cannot be read.
    pub fn bad_request(detail: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 401: nobody is signed in.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign in first")
    }

    /// 401: neither a person who is signed in nor a program with a key that is good. Says how one
    /// shows its key.
    ///
    /// * `given`: a key came, and opens nothing.
    ///
    /// Source: RFC 6750, section 3.
    pub fn no_key(given: bool) -> Self {
        let (detail, challenge) = if given {
            ("this key is not known, was revoked or has expired", r#"Bearer error="invalid_token""#)
        } else {
            ("sign in first, or send a key as `Authorization: Bearer`", "Bearer")
        };
        Self { challenge: Some(challenge), ..Self::new(StatusCode::UNAUTHORIZED, detail) }
    }

    /// 403: not yours, though you may know that it exists.
    pub fn forbidden(detail: impl ToString) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// 404: not there, or not yours to know of.
    pub fn not_found(detail: impl ToString) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// 409: clashes with what is stored.
    pub fn conflict(detail: impl ToString) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// 413: more bytes than we read.
    pub fn too_large(detail: impl ToString) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    }

    /// 422: reads well but means nothing; `errors` says which fields.
    pub fn unprocessable(detail: impl ToString, errors: Vec<FieldProblem>) -> Self {
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// 429: too often; try again after some seconds.
    pub fn too_many(detail: impl ToString, retry_after_s: u32) -> Self {
        Self { retry_after_s: Some(retry_after_s), ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail) }
    }

    /// 503: the database is away; try again after some seconds. The cause is logged here.
    pub fn unavailable(cause: &dyn Error, retry_after_s: u32) -> Self {
        tracing::warn!(cause = %Chain(cause), "the database is away");
        Self {
            retry_after_s: Some(retry_after_s),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "the service cannot reach its database just now")
        }
    }

    /// 503: more to do than can be done at once; try again after some seconds.
    pub fn busy(detail: impl ToString, retry_after_s: u32) -> Self {
        Self { retry_after_s: Some(retry_after_s), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// 500: our fault. The full cause goes to the log, none of it to the caller.
    pub fn internal(cause: &dyn Error) -> Self {
        tracing::error!(cause = %Chain(cause), "a request failed by our fault");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong on our side; it has been logged")
    }

    /// The same problem with a `type` of its own, a URL that stays the same.
    #[must_use]
    pub fn of_type(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The same problem, with the seconds to wait before trying again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// Its `type`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The status in words, such as `Not Found`.
    pub fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Problem")
    }

    /// What happened, in one plain clause.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// What is wrong with single fields.
    pub fn errors(&self) -> &[FieldProblem] {
        &self.errors
    }

    /// Seconds to wait before trying again.
    pub fn retry_after_s(&self) -> Option<u32> {
        self.retry_after_s
    }

    /// The body, as `application/problem+json` has it.
    ///
    /// # Panics
    /// Never: text and numbers always serialise.
    pub fn to_json(&self) -> String {
        let body = Body {
            r#type: self.kind,
            title: self.title(),
            status: self.status.as_u16(),
            detail: &self.detail,
            errors: &self.errors,
        };
        serde_json::to_string(&body).expect("text and numbers always serialise")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (
            self.status,
            [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")],
            self.to_json(),
        )
            .into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = self.challenge {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

/// An error with all its sources, on one line.
struct Chain<'a>(&'a dyn Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(source) = next {
            write!(f, ": {source}")?;
            next = source.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_problem_json_and_keeps_its_cause_to_itself() {
        let cause = std::io::Error::other("disk on fire at /var/secret");
        insta::assert_snapshot!(Problem::internal(&cause).to_json(), @r#"{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"something went wrong on our side; it has been logged"}"#);
        let problem = Problem::unprocessable(
            "the award has errors",
            vec![FieldProblem::new("/recipient/email", "write an e-mail address")],
        );
        insta::assert_snapshot!(problem.to_json(), @r#"{"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"the award has errors","errors":[{"pointer":"/recipient/email","detail":"write an e-mail address"}]}"#);
    }

    #[test]
    fn a_busy_service_says_when_to_come_back() {
        let response = Problem::unavailable(&std::fmt::Error, 5).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "5");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    }
}
