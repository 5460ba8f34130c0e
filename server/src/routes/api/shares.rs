//! Shared records, for whoever has the link.

use api::{SharedCredential, SharedRecord};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::{
        session::Viewer,
        share::{self, Shared},
    },
    problem::Problem,
    routes::{extract::Params, guard::SECRET_ADDRESS, visit::SignedIn},
    store::StoreError,
};

/// What a link leads to: the signed documents as they came, and what to judge them by.
#[utoipa::path(get, path = "/shares/{token}", tag = "shares", params(("token" = String, Path)), security(()), responses(
    (status = 200, description = "The record", body = SharedRecord),
    (status = 404, description = "The link never was, has ended or has run out"),
))]
pub(super) async fn show(
    State(app): State<App>,
    viewer: Option<SignedIn>,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let viewer = viewer.map(|SignedIn(viewer)| viewer);
    let record = record(&app, &token, viewer.as_ref())
        .await?
        .ok_or_else(|| Problem::not_found("this link leads nowhere"))?;
    Ok((SECRET_ADDRESS, Json(record)).into_response())
}

/// The record that a live link leads to.
///
/// # Errors
/// When the database fails.
pub(in crate::routes) async fn record(
    app: &App,
    token: &str,
    by: Option<&Viewer>,
) -> Result<Option<SharedRecord>, StoreError> {
    let shared = share::open(app, token, by).await?;
    Ok(shared.map(|shared| described(app, shared)))
}

/// A record as whoever has the link gets it.
fn described(app: &App, shared: Shared) -> SharedRecord {
    SharedRecord {
        title: shared.title,
        introduction: Some(shared.introduction).filter(|text| !text.is_empty()),
        credentials: shared
            .items
            .into_iter()
            .map(|item| SharedCredential {
                document: item.document,
                note: Some(item.note).filter(|note| !note.is_empty()),
            })
            .collect(),
        policy: app.policy.clone(),
    }
}
