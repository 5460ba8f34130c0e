//! `GET /credentials/{id}`: a credential for those who may see it: a page for people, the
//! signed bytes for programs.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use web::pages::{CredentialPage, Held, credential_page as page};

use super::{badge, signed_media_type, wants_html};
use crate::{
    flows::hold::{self, Sight},
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
        let content_type = [(header::CONTENT_TYPE, signed_media_type(&headers))];
        return Ok((vary, content_type, seen.document).into_response());
    }
    let id = id.to_string();
    let held = Held {
        badge: badge(&visit.app, &seen.report, &id),
        report: seen.report,
        credential: id,
        note: String::new(),
    };
    let data = CredentialPage { held, own: seen.sight == Sight::Holder, public: false };
    Ok((vary, visit.page(page(&visit.chrome(), &data))).into_response())
}
