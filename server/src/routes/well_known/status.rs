//! `GET /status/{list}`: signed status lists, for everybody, and cheap to ask again.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::status,
    id::StatusListId,
    problem::Problem,
    routes::{extract::Params, pages::signed_media_type},
};

/// Source: Bitstring Status List v1.0; caching by RFC 9110, section 13.
pub(super) async fn list(
    State(app): State<App>,
    Params(id): Params<StatusListId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let list =
        status::list(&app, id).await?.ok_or_else(|| Problem::not_found("there is no such status list"))?;
    let caching = [
        (header::ETAG, list.etag.clone()),
        (header::CACHE_CONTROL, format!("public, max-age={}", list.ttl_s)),
        (header::VARY, "accept".to_owned()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    if is_known(&headers, &list.etag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let content_type = [(header::CONTENT_TYPE, signed_media_type(&headers))];
    Ok((caching, content_type, list.document).into_response())
}

/// Whether the reader has this very list.
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == "*" || tag == etag)
}
