//! `GET /credentials/{id}`: a credential for those who may see it: a page for people, the
//! signed bytes for programs.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use web::pages::{CredentialPage, credential_page as page};

use super::{held, signed_media_type, wants_html};
use crate::{
    flows::{
        disclose,
        hold::{self, Sight},
        paper, verify,
    },
    id::CredentialId,
    problem::Problem,
    routes::{extract::Params, visit::Visit},
};

pub(super) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    let seen = match visit.viewer_if_any() {
        Some(viewer) => hold::see(&visit.app, viewer, id).await?,
        None => None,
    };
    let seen =
        seen.ok_or_else(|| Problem::not_found("there is no such credential, or it is not yours to see"))?;
    let vary = [(header::VARY, "accept, cookie")];
    if !wants_html(&headers) {
        if let Some(viewer) = visit.viewer_if_any() {
            disclose::downloaded(&visit.app, viewer, &seen).await?;
        }
        let content_type = [(header::CONTENT_TYPE, signed_media_type(&headers))];
        return Ok((vary, content_type, seen.document).into_response());
    }
    let fits_on_paper = paper::paper(&visit.app, &seen).await?.is_some();
    let report = verify::verify(&visit.app, seen.document.as_bytes()).await?;
    let held = held(&visit.app, id.to_string(), report, String::new());
    let data = CredentialPage { held, own: seen.sight == Sight::Holder, public: false, fits_on_paper };
    Ok((vary, visit.page(page(&visit.chrome(), &data))).into_response())
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Method, StatusCode},
    };

    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn programs_get_the_signed_bytes_and_people_a_page() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "ada@learner.example").await;
        let path = format!("/credentials/{id}");
        let bytes = staff.get(&path).await.expect(StatusCode::OK);
        let stored =
            hold::see(&app.app, &staff.viewer(&app).await, id.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(bytes.text(), stored.document);
        for (accept, content_type) in [
            ("*/*", "application/json"),
            ("application/vc", "application/vc"),
            ("application/ld+json;q=0.9, application/json", "application/ld+json"),
            ("text/html", "text/html; charset=utf-8"),
        ] {
            let request = staff.request(Method::GET, &path).header(header::ACCEPT, accept);
            let answer = staff.send(request.body(Body::empty()).unwrap()).await.expect(StatusCode::OK);
            assert_eq!(answer.header(header::CONTENT_TYPE), content_type);
            assert_eq!(answer.header(header::VARY), "accept, cookie");
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        }
    }
}
