//! DID documents of the service and of issuers, where the service is reached by https and its DIDs are did:web.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::{issuer, receipt},
    problem::Problem,
    routes::extract::Params,
};

/// `GET /issuers/{slug}/did.json`.
pub(super) async fn issuer(
    State(app): State<App>,
    Params(slug): Params<String>,
) -> Result<Response, Problem> {
    let document = issuer::did_document(&app, &slug).await?;
    document.map(answer).ok_or_else(|| Problem::not_found("there is no such DID"))
}

/// `GET /.well-known/did.json`: the service's own, with which it signs receipts.
pub(super) async fn service(State(app): State<App>) -> Result<Response, Problem> {
    let document = receipt::did_document(&app).await?;
    document.map(answer).ok_or_else(|| Problem::not_found("there is no such DID"))
}

fn answer(document: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/did+json"),
        (header::CACHE_CONTROL, "public, max-age=300"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, document).into_response()
}
