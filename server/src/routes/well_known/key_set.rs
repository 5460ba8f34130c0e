//! Key sets of the service and of issuers, each apart: what a key set holds counts for whoever
//! publishes it.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::{issuer, receipt},
    problem::Problem,
    routes::extract::Params,
};

/// `GET /issuers/{slug}/jwks.json`.
pub(super) async fn issuer(
    State(app): State<App>,
    Params(slug): Params<String>,
) -> Result<Response, Problem> {
    let set = issuer::key_set(&app, &slug).await?;
    set.map(answer).ok_or_else(|| Problem::not_found("there is no such institution"))
}

/// `GET /.well-known/jwks.json`: the service's own keys.
pub(super) async fn service(State(app): State<App>) -> Result<Response, Problem> {
    Ok(answer(receipt::key_set(&app).await?))
}

fn answer(set: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/jwk-set+json"),
        (header::CACHE_CONTROL, "public, max-age=300"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, set).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::{
        flows::issuer::{keys, replace_key, revoke_key},
        routes::testing::TestApp,
    };

    #[tokio::test]
    async fn a_retired_key_stays_published_and_a_stolen_one_is_marked() {
        let app = TestApp::at("https://laurel.test", true).await;
        app.founded("art").await;
        let staff = crate::flows::testing::person(&app.app, "registrar@art.example").await;
        let published = async || {
            let set = app.stranger().get("/issuers/art/jwks.json").await.expect(StatusCode::OK);
            assert_eq!(set.header(header::CONTENT_TYPE), "application/jwk-set+json");
            let document = app.stranger().get("/issuers/art/did.json").await.expect(StatusCode::OK);
            (set.json()["keys"].as_array().unwrap().clone(), document.json())
        };
        let (set, document) = published().await;
        assert_eq!(set.len(), 1);
        assert_eq!((&set[0]["kty"], &set[0]["alg"]), (&"OKP".into(), &"EdDSA".into()));
        let method = document["verificationMethod"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(method.split_once('#').unwrap().1, set[0]["kid"]);

        replace_key(&app.app, &staff, "art").await.unwrap();
        let (set, document) = published().await;
        assert_eq!(set.len(), 2, "what it signed is good");
        assert_eq!(document["verificationMethod"][0]["expires"], "2026-11-22T10:00:00Z");
        assert_eq!(document["verificationMethod"][1].get("expires"), None);
        assert_eq!(document["assertionMethod"].as_array().unwrap().len(), 2);

        let old = keys(&app.app, &staff, "art").await.unwrap().remove(1);
        revoke_key(&app.app, &staff, "art", old.id, "A lost laptop.").await.unwrap();
        let (set, document) = published().await;
        assert_eq!(set.len(), 1);
        assert_ne!(set[0]["kid"], method.split_once('#').unwrap().1);
        assert_eq!(document["verificationMethod"][0]["id"], method);
        assert_eq!(document["verificationMethod"][0]["revoked"], "2026-11-22T10:00:00Z");
        assert!(!document.to_string().contains("laptop"), "why is nobody else's business");

        let service = app.stranger().get("/.well-known/jwks.json").await.expect(StatusCode::OK);
        assert_eq!(service.json(), serde_json::json!({ "keys": [] }), "institutions' keys are not in it");
        app.stranger().get("/issuers/none/jwks.json").await.expect(StatusCode::NOT_FOUND);
    }
}
