//! Keys of the signed-in person's own, and credentials that are bound to them.

use api::{KeyChallenge, KeyProof, ProvenKey};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::key,
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Json as Body, Params},
        rfc3339,
        visit::SignedIn,
    },
};

/// Asks for something to sign. It can be answered once, for ten minutes.
#[utoipa::path(post, path = "/wallet/keys/challenge", tag = "wallet", security(("session" = [])), responses(
    (status = 201, description = "The challenge", body = KeyChallenge),
))]
pub(super) async fn challenge(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
) -> Result<(StatusCode, Json<KeyChallenge>), Problem> {
    let asked = key::challenge(&app, &viewer).await?;
    let answer = KeyChallenge {
        challenge: asked.challenge,
        domain: asked.domain,
        expires_at: rfc3339(asked.expires_at),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Proves a key. What is claimed from then on is bound to the key that was proven last.
#[utoipa::path(post, path = "/wallet/keys", tag = "wallet", request_body = KeyProof, security(("session" = [])), responses(
    (status = 201, description = "The key is proven", body = ProvenKey),
    (status = 422, description = "The presentation answers no challenge of this person's"),
))]
pub(super) async fn prove(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Body(proof): Body<KeyProof>,
) -> Result<(StatusCode, Json<ProvenKey>), Problem> {
    let did = key::prove(&app, &viewer, &proof.presentation.to_string()).await?;
    Ok((StatusCode::CREATED, Json(ProvenKey { did })))
}

/// Binds a credential that was issued here to the key that was proven last. Its issuer signs an
/// edition with that key as the subject.
#[utoipa::path(post, path = "/wallet/credentials/{id}/bind", tag = "wallet", params(
    ("id" = String, Path, description = "The credential's id"),
), security(("session" = [])), responses(
    (status = 200, description = "The bound edition", body = String, content_type = "application/json"),
    (status = 404, description = "No such credential that was issued here is in the wallet"),
    (status = 409, description = "No key was proven, or the credential was revoked"),
))]
pub(super) async fn bind(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    let document = key::bind(&app, &viewer, id).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], document).into_response())
}

#[cfg(test)]
mod tests {
    use crypto::key::SecretKey;
    use serde_json::{Value, json};

    use super::*;
    use crate::{flows::key::tests::answer, routes::testing::TestApp};

    #[tokio::test]
    async fn a_key_is_proven_and_a_credential_bound_by_the_api() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        let bind = format!("/api/v1/wallet/credentials/{id}/bind");
        ada.post_json(&bind, json!({})).await.expect(StatusCode::CONFLICT);
        let asked = ada.post_json("/api/v1/wallet/keys/challenge", json!({})).await;
        let asked = asked.expect(StatusCode::CREATED).json();
        let key = SecretKey::from_seed(&[8; 32]);
        let signed = answer(&key, asked["challenge"].as_str().unwrap(), asked["domain"].as_str().unwrap());
        let proof = json!({ "presentation": serde_json::from_str::<Value>(&signed).unwrap() });
        let proven =
            ada.post_json("/api/v1/wallet/keys", proof.clone()).await.expect(StatusCode::CREATED).json();
        ada.post_json("/api/v1/wallet/keys", proof).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let bound = ada.post_json(&bind, json!({})).await.expect(StatusCode::OK).json();
        assert_eq!(bound["credentialSubject"]["id"], proven["did"]);
    }
}
