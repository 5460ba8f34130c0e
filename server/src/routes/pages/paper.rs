//! `/credentials/{id}/certificate` and the code on it: a credential on paper, for those who may see
//! it.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use qrcode::{EcLevel, QrCode, Version};
use web::pages::{Certificate, CodeOnPaper, certificate as page};

use super::{
    credentials::{see, told},
    held, qr,
};
use crate::{
    flows::{
        disclose,
        hold::Seen,
        paper::{self, Paper},
        verify,
    },
    id::CredentialId,
    problem::Problem,
    routes::{extract::Params, visit::Visit},
};

pub(super) async fn certificate(visit: Visit, Params(id): Params<CredentialId>) -> Result<Response, Problem> {
    let seen = see(&visit, id).await?;
    if let Some(viewer) = visit.viewer_if_any() {
        disclose::downloaded(&visit.app, viewer, &seen).await?;
    }
    let paper = paper::paper(&visit.app, &seen).await?;
    let report = verify::verify(&visit.app, seen.document.as_bytes()).await?;
    let data = Certificate {
        held: held(&visit.app, id.to_string(), report, String::new()),
        code: paper.map(|paper| CodeOnPaper { without_picture: paper.without_picture }),
    };
    Ok((told(&seen), visit.page(page(&visit.chrome(), &data))).into_response())
}

pub(super) async fn qr_svg(visit: Visit, Params(id): Params<CredentialId>) -> Result<Response, Problem> {
    let seen = see(&visit, id).await?;
    let code = code(&visit, &seen).await?;
    Ok((told(&seen), [(header::CONTENT_TYPE, "image/svg+xml")], qr::paper_svg(&code)).into_response())
}

pub(super) async fn qr_png(visit: Visit, Params(id): Params<CredentialId>) -> Result<Response, Problem> {
    let seen = see(&visit, id).await?;
    let code = code(&visit, &seen).await?;
    let png = qr::paper_png(&code).map_err(|err| Problem::internal(&err))?;
    Ok((told(&seen), [(header::CONTENT_TYPE, "image/png")], png).into_response())
}

async fn code(visit: &Visit, seen: &Seen) -> Result<QrCode, Problem> {
    let Paper { address, .. } = paper::paper(&visit.app, seen).await?.ok_or_else(too_large)?;
    let code =
        QrCode::with_error_correction_level(address, EcLevel::M).map_err(|err| Problem::internal(&err))?;
    // Larger ones have modules that a phone does not see on paper of the usual size.
    if matches!(code.version(), Version::Normal(version) if version <= 25) {
        Ok(code)
    } else {
        Err(too_large())
    }
}

fn too_large() -> Problem {
    Problem::unprocessable(
        "this credential does not fit into a QR code; share it by a link instead, whose code is small",
        Vec::new(),
    )
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::{flows::hold, routes::testing::TestApp};

    #[tokio::test]
    async fn a_certificate_carries_the_code_and_says_what_it_is() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        let path = format!("/credentials/{id}");
        let page = ada.browse(&format!("{path}/certificate")).await.expect(StatusCode::OK).text();
        assert!(page.contains("holds the whole credential") && page.contains(&format!("{path}/qr.svg")));
        let svg = ada.get(&format!("{path}/qr.svg")).await.expect(StatusCode::OK);
        assert_eq!(svg.header("content-type"), "image/svg+xml");
        assert_eq!(svg.header("cache-control"), "no-store");
        assert!(svg.text().contains("width=\"50.00mm\""));
        let png = ada.get(&format!("{path}/qr.png")).await.expect(StatusCode::OK);
        assert_eq!(png.header("content-type"), "image/png");
        for page in [format!("/wallet/credentials/{id}"), path] {
            assert!(ada.browse(&page).await.text().contains("/certificate"), "{page}");
        }
    }

    #[tokio::test]
    async fn what_does_not_fit_says_so_and_points_to_links() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let viewer = ada.viewer(&app).await;
        let noise: Vec<String> =
            (0..400).map(|number: u32| number.wrapping_mul(2_654_435_761).to_string()).collect();
        let document = format!(r#"{{"type":["VerifiableCredential"],"name":"{}"}}"#, noise.concat());
        let id = hold::hold_foreign(&app.app, &viewer, &document).await.unwrap();
        let path = format!("/credentials/{id}");
        ada.get(&format!("{path}/qr.svg")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        ada.get(&format!("{path}/qr.png")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let page = ada.browse(&format!("{path}/certificate")).await.expect(StatusCode::OK).text();
        assert!(page.contains("does not fit") && !page.contains("qr.svg"));
    }
}
