//! `GET /refresh/{id}`: the edition of a credential that stands now, where it names this address
//! as its refresh service.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::status::is_known;
use crate::{
    app::App,
    flows::refresh,
    id::CredentialId,
    problem::Problem,
    routes::{extract::Params, pages::signed_media_type},
};

/// Kept by whoever asks and by nobody between, because it is about a person.
pub(super) async fn latest(
    State(app): State<App>,
    Params(id): Params<CredentialId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let edition = refresh::latest(&app, id).await?;
    let caching = [
        (header::ETAG, edition.etag.clone()),
        (header::CACHE_CONTROL, format!("private, max-age={}", refresh::TTL_S)),
        (header::VARY, "accept".to_owned()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    if is_known(&headers, &edition.etag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let content_type = [(header::CONTENT_TYPE, signed_media_type(&headers))];
    Ok((caching, content_type, edition.document).into_response())
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Method};

    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_later_edition_is_to_be_had_at_the_address_that_the_earlier_one_names() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (plain, _) = staff.awarded("art", "ada@learner.example").await;
        let switch = [("name", "Art"), ("language", "en"), ("refreshable", "on")];
        staff.post_parts("/desk/art/institution", &switch, b"").await.expect(StatusCode::SEE_OTHER);
        let (id, credential) = staff.awarded("art", "ada@learner.example").await;
        let url = credential["refreshService"]["id"].as_str().unwrap();
        let path = app.app.config.public_url.path_of(url).unwrap();
        assert_eq!(path, format!("/refresh/{id}"));

        let stranger = app.stranger();
        let first = stranger.get(path).await.expect(StatusCode::OK);
        assert_eq!(first.json(), credential);
        assert_eq!(first.header(header::CACHE_CONTROL), "private, max-age=60");
        let ask = |name, value: &str| {
            let request = stranger.request(Method::GET, path).header(name, value);
            stranger.send(request.body(Body::empty()).unwrap())
        };
        let answer = ask(header::ACCEPT, "application/vc").await.expect(StatusCode::OK);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/vc");
        ask(header::IF_NONE_MATCH, first.header(header::ETAG)).await.expect(StatusCode::NOT_MODIFIED);
        stranger.get(&format!("/refresh/{plain}")).await.expect(StatusCode::NOT_FOUND);
        let form = "name=Ada+Lee&email=ada%40learner.example&reason=A+slip";
        let corrected = staff.post_form(&format!("/desk/art/credentials/{id}/correct"), form).await;
        corrected.expect(StatusCode::SEE_OTHER);
        let changed = ask(header::IF_NONE_MATCH, first.header(header::ETAG)).await.expect(StatusCode::OK);
        assert!(changed.text().contains("Ada Lee"));
        staff
            .post_form(&format!("/desk/art/credentials/{id}/revoke"), "reason=A+mistake")
            .await
            .expect(StatusCode::SEE_OTHER);
        stranger.get(path).await.expect(StatusCode::GONE);
    }
}
