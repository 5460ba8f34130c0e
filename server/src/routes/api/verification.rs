//! What a browser needs to verify by itself.

use api::KnowledgeRequest;
use axum::{Json as AxumJson, extract::State};
use crypto::verify::{Knowledge, MAX_NEEDS, Policy};

use crate::{
    app::App,
    flows::{receipt, verify},
    problem::{FieldProblem, Problem},
    routes::extract::Json,
};

/// What this server can find out for a browser that verifies by itself. It learns the
/// addresses asked for, and nothing of the credential.
#[utoipa::path(post, path = "/knowledge", tag = "verification", request_body = KnowledgeRequest, security(()), responses(
    (status = 200, description = "An answer to each need, by its address or DID", body = serde_json::Value),
    (status = "4XX", description = "Not JSON, not of this shape, or too many needs"),
))]
pub(super) async fn knowledge(
    State(app): State<App>,
    Json(request): Json<KnowledgeRequest>,
) -> Result<AxumJson<Knowledge>, Problem> {
    if request.needs.len() > MAX_NEEDS {
        let error = FieldProblem::new("/needs", format!("Ask for at most {MAX_NEEDS} things at once."));
        return Err(Problem::unprocessable("there are too many needs", vec![error]));
    }
    Ok(AxumJson(verify::knowledge_for_another(&app, request.needs).await))
}

/// Whose word this service takes for an issuer.
#[utoipa::path(get, path = "/policy", tag = "verification", security(()), responses(
    (status = 200, description = "The trust registries", body = serde_json::Value),
))]
pub(super) async fn policy(State(app): State<App>) -> AxumJson<Policy> {
    AxumJson(receipt::policy(&app).await.into_owned())
}
