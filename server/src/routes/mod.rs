//! Routes: read a request, call one flow, answer.
//!
//! Each file lists its routes, so that a test can ask every one of them as everybody.

#[cfg(test)]
mod access;
mod answer;
mod api;
mod assets;
mod extract;
mod guard;
mod limit;
mod manifest;
mod offline;
mod own_device;
mod pages;
mod preferences;
#[cfg(test)]
mod testing;
pub mod vc_api;
mod visit;
mod well_known;

use std::time::Duration;

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::MethodRouter};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::app::App;

/// Bytes of the longest request, where a route does not say otherwise: 1 MiB.
const MAX_BYTES: usize = 1 << 20;
/// Bytes of the longest document to be verified: 10 MiB, for comprehensive learner records.
const MAX_DOCUMENT_BYTES: usize = 10 << 20;

/// How long a request may take, from its first byte to its answer.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Addresses, and what answers at each.
type Routes = Vec<(&'static str, MethodRouter<App>)>;

/// The whole service as a value.
pub fn router(app: App) -> Router {
    let (api, document) = api::router(&app);
    let with = |router: Router<App>, routes: Routes| {
        routes.into_iter().fold(router, |router, (path, methods)| router.route(path, methods))
    };
    let router = with(Router::new(), all());
    router
        .merge(api)
        .merge(api::document_route(&document))
        .method_not_allowed_fallback(answer::wrong_method)
        .fallback(answer::no_such_route)
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .layer(answer::catch_panics())
        .layer(middleware::from_fn_with_state(TIME_LIMIT, answer::in_time))
        .layer(middleware::from_fn_with_state(limit::Limits::new(app.clone()), limit::limit))
        .layer(middleware::from_fn_with_state(app.clone(), guard::same_site))
        .layer(middleware::from_fn_with_state(app.clone(), guard::html_problems))
        .layer(middleware::from_fn_with_state(TIME_LIMIT, answer::read_short))
        .layer(middleware::from_fn(preferences::speak))
        .layer(middleware::from_fn_with_state(app.clone(), guard::headers))
        .layer(middleware::from_fn(answer::log))
        .with_state(app)
}

/// Everything but the API, which lists its routes in its OpenAPI document.
fn all() -> Routes {
    [
        assets::routes(),
        manifest::routes(),
        offline::routes(),
        own_device::routes(),
        pages::routes(),
        pages::account_routes(),
        pages::guardian_routes(),
        preferences::routes(),
        well_known::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// An instant as JSON and pages have it: RFC 3339 in UTC.
fn rfc3339(instant: OffsetDateTime) -> String {
    instant.format(&Rfc3339).unwrap_or_default()
}
