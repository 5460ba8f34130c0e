//! Verification: a report by this server, or what a browser needs to make its own.

use api::{KnowledgeRequest, ProblemDetails, VerifyRequest};
use axum::{Json as AxumJson, extract::State};
use crypto::verify::{Knowledge, MAX_NEEDS, Policy, Report};

use crate::{
    app::App,
    flows::verify,
    problem::{FieldProblem, Problem},
    routes::extract::Json,
};

/// What is true of a document now. Nothing of it is kept.
#[utoipa::path(post, path = "/verify", tag = "verification", request_body = VerifyRequest, responses(
    (status = 200, description = "The report, good or bad", body = serde_json::Value),
    (status = "4XX", description = "Not JSON, or not of this shape", body = ProblemDetails),
    (status = 503, description = "Too much to verify just now", body = ProblemDetails),
))]
pub(super) async fn verify(
    State(app): State<App>,
    Json(request): Json<VerifyRequest>,
) -> Result<AxumJson<Report>, Problem> {
    Ok(AxumJson(verify::verify(&app, request.text().as_bytes()).await?))
}

/// What this server can find out for a browser that verifies by itself. It learns the
/// addresses asked for, and nothing of the credential.
#[utoipa::path(post, path = "/knowledge", tag = "verification", request_body = KnowledgeRequest, responses(
    (status = 200, description = "An answer to each need, by its address or DID", body = serde_json::Value),
    (status = "4XX", description = "Not JSON, not of this shape, or too many needs", body = ProblemDetails),
))]
pub(super) async fn knowledge(
    State(app): State<App>,
    Json(request): Json<KnowledgeRequest>,
) -> Result<AxumJson<Knowledge>, Problem> {
    if request.needs.len() > MAX_NEEDS {
        let error = FieldProblem::new("/needs", format!("Ask for at most {MAX_NEEDS} things at once."));
        return Err(Problem::unprocessable("there are too many needs", vec![error]));
    }
    Ok(AxumJson(verify::knowledge(&app, request.needs).await))
}

/// Whose word this service takes for an issuer.
#[utoipa::path(get, path = "/policy", tag = "verification", responses(
    (status = 200, description = "The trust registries", body = serde_json::Value),
))]
pub(super) async fn policy(State(app): State<App>) -> AxumJson<Policy> {
    AxumJson(app.policy.clone())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::{StatusCode, header};
    use serde_json::json;

    use crate::{flows::judge::Turns, routes::testing::TestApp};

    #[tokio::test]
    async fn with_too_much_to_verify_the_service_says_when_to_come_back() {
        let app = TestApp::new().await.with_turns(Turns::new(0, Duration::ZERO));
        let answer = app.stranger().post_json("/api/v1/verify", json!({ "document": {} })).await;
        let answer = answer.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header(header::RETRY_AFTER), "5");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
        app.stranger().get("/").await.expect(StatusCode::OK);
    }
}
