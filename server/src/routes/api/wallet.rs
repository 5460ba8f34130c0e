//! The signed-in person's credentials.

use api::{HeldCredential, List, ProblemDetails};
use axum::{Json, extract::State};

use crate::{app::App, flows::hold, problem::Problem, routes::visit::SignedIn};

/// What is in the wallet, newest first.
#[utoipa::path(get, path = "/wallet/credentials", tag = "wallet", responses(
    (status = 200, description = "The credentials", body = List<HeldCredential>),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
) -> Result<Json<List<HeldCredential>>, Problem> {
    let items = hold::held(&app, &viewer).await?.into_iter().map(|held| {
        let summary = held.report.credential.unwrap_or_default();
        HeldCredential {
            id: held.id.to_string(),
            name: summary.name.unwrap_or_default(),
            issuer_name: summary.issuer_name.unwrap_or_default(),
            document: held.document,
        }
    });
    Ok(Json(List { items: items.collect() }))
}
