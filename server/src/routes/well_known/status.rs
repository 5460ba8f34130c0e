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
pub(super) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == "*" || tag == etag)
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Method};
    use serde_json::json;

    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_list_is_cheap_to_ask_again_until_it_changes() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, credential) = staff.awarded("art", "ada@learner.example").await;
        let list = credential["credentialStatus"]["statusListCredential"].as_str().unwrap();
        let path = app.app.config.public_url.path_of(list).unwrap();

        let first = app.stranger().get(path).await.expect(StatusCode::OK);
        assert_eq!(first.header(header::CONTENT_TYPE), "application/json");
        assert_eq!(first.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
        assert!(first.header(header::CACHE_CONTROL).starts_with("public, max-age="));
        let stranger = app.stranger();
        let again = |etag: String| {
            let request = stranger.request(Method::GET, path).header(header::IF_NONE_MATCH, etag);
            stranger.send(request.body(Body::empty()).unwrap())
        };
        let etag = first.header(header::ETAG).to_owned();
        let known = again(etag.clone()).await.expect(StatusCode::NOT_MODIFIED);
        assert!(known.body.is_empty() && known.header(header::ETAG) == etag);
        again(format!("\"other\", W/{etag}")).await.expect(StatusCode::NOT_MODIFIED);

        let revoke = format!("/api/v1/issuers/art/credentials/{id}/revoke");
        staff.post_json(&revoke, json!({ "reason": "A mistake." })).await.expect(StatusCode::NO_CONTENT);
        let changed = again(etag.clone()).await.expect(StatusCode::OK);
        assert_ne!(changed.header(header::ETAG), etag);
    }
}
