//! `/api/v1`: the one door for programs, islands included. One file per resource; the OpenAPI
//! document at `/api/openapi.json` is made from the handlers themselves.

mod achievements;
mod bulk;
mod credentials;
mod idempotent;
mod keys;
pub(super) mod links;
mod receipts;
mod records;
pub(super) mod shares;
mod verification;
mod verify;
mod wallet;

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, http::header, middleware, routing::get};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::MAX_DOCUMENT_BYTES;
use crate::app::App;

/// Bytes of the most that is taken at once to be verified: 16 MiB.
const MAX_BATCH_BYTES: usize = 16 << 20;

#[derive(OpenApi)]
#[openapi(info(
    title = "Laurel",
    description = "Verifiable achievements: award, hold, share, verify. Whoever asks is known by the session \
        cookie; requests that change something must come from the service's own pages, or without a cookie. \
        Problems are `application/problem+json`."
))]
struct Document;

/// The API's routes, and the document that describes them.
pub(super) fn router(app: &App) -> (Router<App>, utoipa::openapi::OpenApi) {
    let batches =
        OpenApiRouter::new().routes(routes!(verify::verify)).layer(DefaultBodyLimit::max(MAX_BATCH_BYTES));
    let lists = OpenApiRouter::new()
        .routes(routes!(bulk::create))
        .layer(DefaultBodyLimit::max(crate::sheet::MAX_FILE_BYTES));
    let receipts = OpenApiRouter::new()
        .routes(routes!(receipts::write))
        .layer(DefaultBodyLimit::max(MAX_DOCUMENT_BYTES));
    let v1 = OpenApiRouter::new()
        .merge(batches)
        .merge(receipts)
        .merge(lists)
        .routes(routes!(bulk::show))
        .routes(routes!(bulk::start))
        .routes(routes!(verification::knowledge))
        .routes(routes!(verification::policy))
        .routes(routes!(verify::show, verify::end))
        .routes(routes!(links::follow))
        .routes(routes!(shares::show))
        .routes(routes!(wallet::list))
        .routes(routes!(keys::challenge))
        .routes(routes!(keys::prove))
        .routes(routes!(keys::bind))
        .routes(routes!(records::arrange))
        .routes(routes!(achievements::list, achievements::create))
        .routes(routes!(credentials::list, credentials::award))
        .routes(routes!(credentials::revoke))
        .layer(middleware::from_fn_with_state(app.clone(), idempotent::once));
    let (router, mut document) =
        OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", v1).split_for_parts();
    document.servers = Some(vec![utoipa::openapi::Server::new(app.config.public_url.as_str())]);
    (router, document)
}

/// `GET /api/openapi.json`.
pub(super) fn document_route(document: &utoipa::openapi::OpenApi) -> Router<App> {
    let text: Arc<str> = document.to_json().unwrap_or_default().into();
    let answer = move || {
        let text = text.to_string();
        async move { ([(header::CONTENT_TYPE, "application/json")], text) }
    };
    Router::new().route("/api/openapi.json", get(answer))
}

#[cfg(test)]
mod tests {
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn the_document_names_every_route_and_where_it_is() {
        let app = TestApp::new().await;
        let document = app.stranger().get("/api/openapi.json").await.json();
        assert_eq!(document["servers"][0]["url"], "http://laurel.test");
        let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
        insta::assert_json_snapshot!(paths, @r#"
        [
          "/api/v1/issuers/{slug}/achievements",
          "/api/v1/issuers/{slug}/bulk",
          "/api/v1/issuers/{slug}/bulk/{id}",
          "/api/v1/issuers/{slug}/bulk/{id}/start",
          "/api/v1/issuers/{slug}/credentials",
          "/api/v1/issuers/{slug}/credentials/{id}/revoke",
          "/api/v1/knowledge",
          "/api/v1/links",
          "/api/v1/policy",
          "/api/v1/receipts",
          "/api/v1/records/{id}/order",
          "/api/v1/shares/{token}",
          "/api/v1/verifications/{token}",
          "/api/v1/verify",
          "/api/v1/wallet/credentials",
          "/api/v1/wallet/credentials/{id}/bind",
          "/api/v1/wallet/keys",
          "/api/v1/wallet/keys/challenge"
        ]
        "#);
        assert!(document["components"]["schemas"]["Award"].is_object());
    }
}
