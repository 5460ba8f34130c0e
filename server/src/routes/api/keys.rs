//! Keys of the signed-in person's own, and credentials that are bound to them.

use api::{KeyChallenge, KeyProof, NewSealedKey, PresentationRequest, ProvenKey, SignedPresentation};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::{key, present},
    id::{CredentialId, ShareId},
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
    headers: HeaderMap,
    Body(proof): Body<KeyProof>,
) -> Result<(StatusCode, Json<ProvenKey>), Problem> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let label = key::label_of_agent(agent.unwrap_or_default());
    let did = key::prove(&app, &viewer, &proof.presentation.to_string(), &label).await?;
    Ok((StatusCode::CREATED, Json(ProvenKey { did })))
}

/// Keeps a copy of a key that was proven, sealed under a passphrase where the key was made.
#[utoipa::path(put, path = "/wallet/keys/sealed", tag = "wallet", request_body = NewSealedKey, security(("session" = [])), responses(
    (status = 204, description = "The copy is kept, in the place of an earlier one"),
    (status = 404, description = "This person has proven no such key"),
    (status = 422, description = "This is no sealed copy of a key"),
))]
pub(super) async fn seal(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Body(new): Body<NewSealedKey>,
) -> Result<StatusCode, Problem> {
    key::seal(&app, &viewer, &new.did, &new.sealed).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives what a live link of one's own shows, for one's key to sign.
///
/// It comes back by `proof`, with an `eddsa-jcs-2022` proof for `authentication`.
#[utoipa::path(post, path = "/wallet/shares/{id}/presentation", tag = "wallet", params(
    ("id" = String, Path, description = "The link's id"),
), request_body = PresentationRequest, security(("session" = [])), responses(
    (status = 200, description = "The unsigned presentation", body = String, content_type = "application/json"),
    (status = 404, description = "No such live link"),
    (status = 409, description = "No such key was proven, or there is nothing to sign"),
))]
pub(super) async fn presentation(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<ShareId>,
    Body(request): Body<PresentationRequest>,
) -> Result<Response, Problem> {
    let text = present::unsigned(&app, &viewer, id, &request.did).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// Keeps the presentation with its proof: whoever has the link gets it with the record.
#[utoipa::path(post, path = "/wallet/shares/{id}/proof", tag = "wallet", params(
    ("id" = String, Path, description = "The link's id"),
), request_body = SignedPresentation, security(("session" = [])), responses(
    (status = 204, description = "The signature is kept"),
    (status = 404, description = "No such live link"),
    (status = 422, description = "This is not what the link shows, or no good signature by a key of this person's"),
))]
pub(super) async fn proof(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<ShareId>,
    Body(signed): Body<SignedPresentation>,
) -> Result<StatusCode, Problem> {
    present::keep(&app, &viewer, id, &signed.presentation).await?;
    Ok(StatusCode::NO_CONTENT)
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
