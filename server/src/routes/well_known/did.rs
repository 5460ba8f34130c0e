//! DID documents of issuers, where the service is reached by https and its DIDs are did:web.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::issuer,
    problem::Problem,
    routes::{answer::no_such_route, extract::Params},
};

/// `GET /issuers/{slug}/did.json`.
pub(super) async fn issuer(
    State(app): State<App>,
    Params(slug): Params<String>,
) -> Result<Response, Problem> {
    let document = issuer::did_document(&app, &slug).await?;
    let document = document.ok_or_else(|| Problem::not_found("there is no such DID"))?;
    let headers = [
        (header::CONTENT_TYPE, "application/did+json"),
        (header::CACHE_CONTROL, "public, max-age=300"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Ok((headers, document).into_response())
}

/// `GET /.well-known/did.json`: the service itself signs nothing.
pub(super) async fn service() -> Problem {
    no_such_route().await
}
