//! `/verify`: anybody may ask what is true of a credential, pasted or from a file.

use axum::{http::StatusCode, response::Response};
use web::pages::{Verify, verify as page};

use crate::{
    flows::verify,
    problem::Problem,
    routes::{extract::Parted, visit::Visit},
};

pub(super) async fn form(visit: Visit) -> Response {
    visit.page(page(&visit.chrome(), &Verify::default()))
}

/// The report is the answer itself: what was pasted is kept nowhere.
pub(super) async fn check(visit: Visit, form: Parted) -> Result<Response, Problem> {
    let text = form.text("text")?;
    let document = form.bytes("file").unwrap_or_else(|| text.clone().into_bytes().into());
    if document.is_empty() {
        let problem = Some("Paste a credential or choose a file first.".to_owned());
        let html = page(&visit.chrome(), &Verify { text, report: None, problem });
        return Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html));
    }
    let report = verify::verify(&visit.app, &document).await?;
    Ok(visit.page(page(&visit.chrome(), &Verify { text, report: Some(report), problem: None })))
}
