//! What machines look for at fixed addresses: status lists, DID documents, key sets, health.

mod did;
mod health;
mod key_set;
mod refresh;
mod status;

use axum::routing::get;

use super::Routes;

pub(super) fn routes() -> Routes {
    vec![
        ("/status/{list}", get(status::list)),
        ("/refresh/{id}", get(refresh::latest)),
        ("/.well-known/did.json", get(did::service)),
        ("/issuers/{slug}/did.json", get(did::issuer)),
        ("/.well-known/jwks.json", get(key_set::service)),
        ("/issuers/{slug}/jwks.json", get(key_set::issuer)),
        ("/healthz", get(health::alive)),
        ("/readyz", get(health::ready)),
    ]
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn the_service_says_that_it_is_there_and_can_work() {
        let app = TestApp::new().await;
        app.stranger().get("/healthz").await.expect(StatusCode::OK);
        app.stranger().get("/readyz").await.expect(StatusCode::OK);
    }

    #[tokio::test]
    async fn a_service_by_plain_http_has_no_did_web() {
        let app = TestApp::new().await;
        app.founded("art").await;
        app.stranger().get("/issuers/art/did.json").await.expect(StatusCode::NOT_FOUND);
        app.stranger().get("/.well-known/did.json").await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_service_by_https_publishes_the_did_that_it_issues_by() {
        let app = TestApp::at("https://laurel.test", true).await;
        let staff = app.founded("art").await;
        let answer = app.stranger().get("/issuers/art/did.json").await.expect(StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/did+json");
        assert_eq!(answer.json()["id"], "did:web:laurel.test:issuers:art");
        app.stranger().get("/issuers/music/did.json").await.expect(StatusCode::NOT_FOUND);

        let (_, credential) = staff.awarded("art", "ada@learner.example").await;
        assert_eq!(credential["issuer"]["id"], "did:web:laurel.test:issuers:art");
        let report =
            app.stranger().post_json("/api/v1/verify", serde_json::json!({ "document": credential })).await;
        assert_eq!(report.expect(StatusCode::OK).json()["outcome"], "valid");
    }
}
