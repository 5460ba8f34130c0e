//! `GET /credentials/{id}`: a credential for those who may see it, which is everybody where its holder made it public: a
//! page for people, the signed bytes for programs.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use web::pages::{CredentialPage, credential_page as page};

use super::{held, signed_media_type, wants_html};
use crate::{
    flows::{
        disclose,
        hold::{Seen, Sight},
        paper, public_page, verify,
    },
    id::CredentialId,
    problem::Problem,
    routes::{extract::Params, guard::SECRET_ADDRESS, visit::Visit},
};

pub(super) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    let seen = see(&visit, id).await?;
    let vary = [(header::VARY, "accept, cookie")];
    if !wants_html(&headers) {
        if let Some(viewer) = visit.viewer_if_any() {
            disclose::downloaded(&visit.app, viewer, &seen).await?;
        }
        let content_type = [(header::CONTENT_TYPE, signed_media_type(&headers))];
        return Ok((told(&seen), vary, content_type, seen.document).into_response());
    }
    let told = told(&seen);
    let fits_on_paper = paper::paper(&visit.app, &seen).await?.is_some();
    let report = verify::verify(&visit.app, seen.document.as_bytes()).await?;
    let held = held(&visit.app, id.to_string(), report, String::new());
    let (own, public) = (seen.sight == Sight::Holder, seen.sight == Sight::Public);
    let data = CredentialPage { held, own, public, fits_on_paper };
    Ok((told, vary, visit.page(page(&visit.chrome(), &data))).into_response())
}

/// The credential, if whoever asks may see it.
///
/// # Errors
/// 404, whether there is no such credential or it is not theirs to see.
pub(super) async fn see(visit: &Visit, id: CredentialId) -> Result<Seen, Problem> {
    let seen = public_page::see(&visit.app, visit.viewer_if_any(), id).await?;
    seen.ok_or_else(|| Problem::not_found("there is no such credential, or it is not yours to see"))
}

/// What goes with something that is seen because it is public: it is for whoever has the address, and for as long as
/// its holder wants.
pub(super) fn told(seen: &Seen) -> Option<[(HeaderName, HeaderValue); 3]> {
    (seen.sight == Sight::Public).then_some(SECRET_ADDRESS)
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Method, StatusCode},
    };

    use super::*;
    use crate::{flows::hold, routes::testing::TestApp};

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
