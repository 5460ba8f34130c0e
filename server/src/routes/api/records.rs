//! The order of a record.

use api::RecordOrder;
use axum::{extract::State, http::StatusCode};

use crate::{
    app::App,
    flows::record::{self, RecordError},
    id::{CredentialId, RecordId},
    problem::Problem,
    routes::{
        extract::{Json, Params},
        visit::SignedIn,
    },
};

/// Puts a record's credentials in this order. It must name exactly those that are in it.
#[utoipa::path(put, path = "/records/{id}/order", tag = "records", params(("id" = String, Path)),
    request_body = RecordOrder, security(("session" = [])), responses(
    (status = 204, description = "They stand in this order now"),
    (status = 404, description = "No such record of yours"),
    (status = 409, description = "The record has other credentials than these"),
))]
pub(super) async fn arrange(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<RecordId>,
    Json(order): Json<RecordOrder>,
) -> Result<StatusCode, Problem> {
    let order: Result<Vec<CredentialId>, _> =
        order.credentials.iter().map(|credential| credential.parse()).collect();
    // Whatever is no id of ours is no credential of the record.
    let order = order.map_err(|_| RecordError::OtherItems)?;
    record::arrange(&app, &viewer, id, &order).await?;
    Ok(StatusCode::NO_CONTENT)
}
