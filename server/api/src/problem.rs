//! What went wrong, as RFC 9457 has it.

use serde::{Deserialize, Serialize};

/// The body of every answer that is no success: `application/problem+json`.
///
/// Source: RFC 9457, Problem Details for HTTP APIs.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemDetails {
    /// A stable name of the kind of problem: a URI, or `about:blank`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words, the same each time.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// One line for each wrong field, where several may be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// One thing wrong with a request.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where, as a JSON pointer into the request's body.
    pub pointer: String,
    /// What is wrong with it, as a sentence.
    pub detail: String,
}
