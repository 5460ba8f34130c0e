//! VC-API, unauthenticated, on a throwaway issuer: for test suites and other people's clients.
//!
//! Nothing is stored. Whatever comes is answered with 2xx or 4xx: a document that does not
//! verify is the caller's news, and never an answer of ours that failed.

mod issue;
mod resolve;
mod status;
mod verify;

use std::sync::Arc;

pub use status::List;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, rejection::BytesRejection},
    routing::{get, post},
};
use crypto::key::SecretKey;
use serde::de::DeserializeOwned;

use crate::{
    effects::{Clock, Fetch},
    flows::judge::Turns,
    problem::Problem,
    routes::answer,
};

/// Bytes of the longest request: a comprehensive learner record may have 10 MiB.
const MAX_BYTES: usize = 10 << 20;

/// What the throwaway server consists of.
#[derive(Debug)]
pub struct VcApi {
    /// The key that it issues with, by its did:key.
    pub key: SecretKey,
    /// The time.
    pub clock: Clock,
    /// Other servers: status lists and DID documents.
    pub fetch: Fetch,
    /// Who may use a processor for verification.
    pub turns: Turns,
    /// The address under which others reach this server, without a slash at its end.
    pub public_url: String,
    /// The one status list.
    pub list: List,
}

#[derive(Clone, Debug)]
struct Service(Arc<VcApi>);

/// The routes of a throwaway VC-API server.
pub fn router(service: VcApi) -> Router {
    Router::new()
        .route("/credentials/issue", post(issue::issue))
        .route("/credentials/verify", post(verify::credential))
        .route("/presentations/verify", post(verify::presentation))
        .route("/bitstring/credentials/issue", post(issue::issue_with_status))
        .route("/jwt/credentials/issue", post(issue::issue_as_token))
        .route("/status/1", get(status::list))
        .route("/1.0/identifiers/{*did}", get(resolve::resolve))
        .with_state(Service(Arc::new(service)))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .fallback(answer::no_such_route)
        .method_not_allowed_fallback(answer::wrong_method)
        .layer(answer::catch_panics())
}

/// Reads a request's body: JSON of one shape, whatever the content type says.
fn read<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Problem> {
    let body = body.map_err(|err| answer::unreadable_body(&err, Some(MAX_BYTES)))?;
    serde_json::from_slice(&body).map_err(|err| parsing(format!("the request cannot be read: {err}")))
}

/// 400: not JSON, or not what was to be sent.
fn parsing(detail: impl ToString) -> Problem {
    Problem::bad_request(detail).of_type("https://www.w3.org/TR/vc-data-model#PARSING_ERROR")
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Request, StatusCode},
    };
    use crypto::did::{did_key, did_key_method};
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;
    use crate::routes::testing::Answer;

    const FOREIGN: &str = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";

    fn key() -> SecretKey {
        SecretKey::from_seed(&[7; 32])
    }

    fn service() -> Router {
        let clock = Clock::fixed(datetime!(2026-11-22 10:00 UTC));
        router(VcApi {
            key: key(),
            clock,
            fetch: Fetch::offline(),
            turns: Turns::default(),
            public_url: "https://conformance.example".to_owned(),
            list: List::new([7; 16]),
        })
    }

    async fn post(path: &str, body: impl ToString) -> Answer {
        Answer::of(&service(), Request::post(path).body(Body::from(body.to_string())).unwrap()).await
    }

    async fn get(path: &str) -> Answer {
        Answer::of(&service(), Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// The simplest credential, with `change` made to it.
    fn credential(change: impl FnOnce(&mut Value)) -> Value {
        let mut credential = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiableCredential"],
            "issuer": did_key(&key().public()),
            "credentialSubject": { "id": "did:example:ada" },
        });
        change(&mut credential);
        credential
    }

    async fn issue(credential: Value) -> Answer {
        post("/credentials/issue", json!({ "credential": credential })).await
    }

    async fn verify(credential: &Value, options: Value) -> Answer {
        post("/credentials/verify", json!({ "verifiableCredential": credential, "options": options })).await
    }

    #[tokio::test]
    async fn what_is_issued_verifies_and_what_is_changed_does_not() {
        let answer = issue(credential(|_| ())).await.expect(StatusCode::CREATED);
        let mut signed = answer.json()["verifiableCredential"].take();
        assert_eq!(signed["proof"]["verificationMethod"], did_key_method(&key().public()));
        for options in [json!(null), json!({}), json!({ "checks": ["proof"] })] {
            assert_eq!(verify(&signed, options).await.expect(StatusCode::OK).json()["verified"], true);
        }
        signed["credentialSubject"]["id"] = json!("did:example:mallory");
        let refused = verify(&signed, json!({})).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["verified"], false);
        assert_eq!(
            refused["problemDetails"][0]["type"],
            "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR"
        );
    }

    #[tokio::test]
    async fn the_signature_counts_whatever_is_asked_for() {
        let mut signed = issue(credential(|_| ())).await.expect(StatusCode::CREATED).json();
        let signed = &mut signed["verifiableCredential"];
        signed["credentialSubject"]["id"] = json!("did:example:mallory");
        for check in ["proof", "status", "credentialStatus", "expiration", "dates", "schema", "trust"] {
            let refused = verify(signed, json!({ "checks": [check] })).await;
            let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
            assert_eq!(refused["verified"], false, "{check}");
            assert!(refused["checks"].as_array().unwrap().contains(&json!("proof")), "{check}");
        }
        for check in ["", "none", "Proof", "proof "] {
            verify(signed, json!({ "checks": ["proof", check] })).await.expect(StatusCode::BAD_REQUEST);
        }
    }

    #[tokio::test]
    async fn a_credential_is_no_presentation() {
        let signed = issue(credential(|_| ())).await.expect(StatusCode::CREATED).json();
        let body = json!({ "verifiablePresentation": signed["verifiableCredential"] });
        post("/presentations/verify", body).await.expect(StatusCode::BAD_REQUEST);
        let body = json!({ "verifiablePresentation": { "type": ["VerifiablePresentation"] } });
        post("/presentations/verify", body).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn a_presentation_is_verified_against_its_challenge_and_needs_a_proof() {
        let signed = issue(credential(|_| ())).await.expect(StatusCode::CREATED).json();
        let holder = SecretKey::from_seed(&[8; 32]);
        let bundle = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": did_key(&holder.public()),
            "verifiableCredential": [signed["verifiableCredential"]],
        });
        let method = did_key_method(&holder.public());
        let mut options = crypto::proof::ProofOptions::new(method, crypto::proof::Purpose::Authentication);
        (options.domain, options.challenge) = (Some("shop.example".into()), Some("7".into()));
        let presented = crypto::proof::sign(&bundle.to_string(), &options, &holder).unwrap();
        let presented: Value = serde_json::from_str(&presented).unwrap();
        let verify = |presentation: &Value, challenge: &str| {
            let options = json!({ "domain": "shop.example", "challenge": challenge });
            let body = json!({ "verifiablePresentation": presentation, "options": options });
            async move { post("/presentations/verify", body).await }
        };
        verify(&presented, "7").await.expect(StatusCode::OK);
        verify(&presented, "8").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        verify(&bundle, "7").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let body = json!({ "verifiablePresentation": bundle });
        let refused = post("/presentations/verify", body).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.json()["errors"].as_array().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_status_entry_is_added_and_its_list_is_there_for_everybody() {
        let router = service();
        let issue = async || {
            let body = json!({ "credential": credential(|_| ()) }).to_string();
            let request = Request::post("/bitstring/credentials/issue").body(Body::from(body)).unwrap();
            Answer::of(&router, request).await.expect(StatusCode::CREATED).json()["verifiableCredential"]
                .take()
        };
        let (one, other) = (issue().await, issue().await);
        let status = &one["credentialStatus"];
        assert_eq!(status["statusListCredential"], "https://conformance.example/status/1");
        assert_ne!(status["statusListIndex"], other["credentialStatus"]["statusListIndex"]);
        let list = get("/status/1").await.expect(StatusCode::OK);
        assert!(list.header("content-type").contains("json"));
        let list = list.json();
        assert_eq!(list["credentialSubject"]["statusPurpose"], "revocation");
        verify(&list, json!({})).await.expect(StatusCode::OK);
        verify(&one, json!({})).await.expect(StatusCode::OK);
    }

    #[tokio::test]
    async fn a_credential_is_issued_as_a_token_in_an_envelope() {
        let issue = async |credential: Value| {
            post("/jwt/credentials/issue", json!({ "credential": credential })).await
        };
        let issued = issue(credential(|_| ())).await.expect(StatusCode::CREATED).json();
        let envelope = &issued["verifiableCredential"];
        assert_eq!(envelope["type"], "EnvelopedVerifiableCredential");
        verify(envelope, json!({})).await.expect(StatusCode::OK);
        let id = envelope["id"].as_str().unwrap();
        assert!(id.starts_with("data:application/vc+jwt,eyJ"));
        let mut changed = envelope.clone();
        changed["id"] = json!(format!("{}AAAA", &id[..id.len() - 4]));
        verify(&changed, json!({})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for (member, value) in [("undefined", json!("term")), ("type", json!([])), ("issuer", json!(null))] {
            issue(credential(|c| c[member] = value.clone())).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
    }

    #[tokio::test]
    async fn the_issuer_puts_its_own_did_where_another_stood() {
        let own = json!(did_key(&key().public()));
        let answer = issue(credential(|c| c["issuer"] = json!(FOREIGN))).await.expect(StatusCode::CREATED);
        assert_eq!(answer.json()["verifiableCredential"]["issuer"], own);
        let named = json!({ "id": "https://university.example/", "name": "University" });
        let answer = issue(credential(|c| c["issuer"] = named)).await.expect(StatusCode::CREATED);
        assert_eq!(
            answer.json()["verifiableCredential"]["issuer"],
            json!({ "id": own, "name": "University" })
        );
    }

    #[tokio::test]
    async fn dates_and_status_lists_do_not_hinder_issuing() {
        issue(credential(|c| c["validFrom"] = json!("2040-01-01T00:00:00.5+05:30")))
            .await
            .expect(StatusCode::CREATED);
        issue(credential(|c| c["validUntil"] = json!("2020-01-01T00:00:00Z")))
            .await
            .expect(StatusCode::CREATED);
        let status = json!({
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1",
            "statusListCredential": "https://university.example/status/1",
        });
        let answer = issue(credential(|c| c["credentialStatus"] = status)).await.expect(StatusCode::CREATED);
        let signed = &answer.json()["verifiableCredential"];
        verify(signed, json!({ "checks": ["proof"] })).await.expect(StatusCode::OK);
        verify(signed, json!({})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn what_is_no_credential_is_not_issued() {
        for (member, value) in [
            ("@context", json!(["https://www.w3.org/ns/credentials/examples/v2"])),
            ("type", json!([])),
            ("id", json!(null)),
            ("issuer", json!(null)),
            ("issuer", json!({ "id": null })),
            ("issuer", json!("no address")),
            ("credentialSubject", json!({})),
            ("credentialSubject", json!([{}])),
            ("validFrom", json!("2020-01-01")),
            ("undefined", json!("term")),
        ] {
            let answer = issue(credential(|c| c[member] = value.clone())).await;
            let answer = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{member} {value}");
        }
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_a_400() {
        for body in ["", "{", "[]", "{}", r#"{"credential": null}"#, r#"{"credential": "x"}"#] {
            post("/credentials/issue", body).await.expect(StatusCode::BAD_REQUEST);
        }
        let doubled = r#"{"credential": {"type": [], "type": []}}"#;
        post("/credentials/issue", doubled).await.expect(StatusCode::BAD_REQUEST);
        for body in ["{}", r#"{"verifiableCredential": null}"#, r#"{"verifiableCredential": []}"#] {
            post("/credentials/verify", body).await.expect(StatusCode::BAD_REQUEST);
        }
        post("/presentations/verify", "{}").await.expect(StatusCode::BAD_REQUEST);
        get("/credentials/issue").await.expect(StatusCode::METHOD_NOT_ALLOWED);
        get("/nowhere").await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn dids_are_resolved_and_did_urls_dereferenced() {
        let document = get(&format!("/1.0/identifiers/{FOREIGN}")).await.expect(StatusCode::OK).json();
        assert_eq!(document["didDocument"]["id"], FOREIGN);
        let fragment = FOREIGN.trim_start_matches("did:key:");
        let url = format!("/1.0/identifiers/{}%23{fragment}", FOREIGN.replace(':', "%3A"));
        assert_eq!(get(&url).await.expect(StatusCode::OK).json()["content"]["publicKeyMultibase"], fragment);

        let refused = |path: &'static str, metadata: &'static str| async move {
            let answer = get(path).await.expect(StatusCode::BAD_REQUEST).json();
            assert_eq!(answer["didDocument"], json!({}));
            answer[metadata]["error"].as_str().unwrap().to_owned()
        };
        let resolving = "didResolutionMetadata";
        assert_eq!(refused("/1.0/identifiers/x", resolving).await, "invalidDid");
        assert_eq!(refused("/1.0/identifiers/%ff", resolving).await, "invalidDid");
        assert_eq!(refused("/1.0/identifiers/did:example:1", resolving).await, "methodNotSupported");
        let url = "/1.0/identifiers/did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH%23other";
        assert_eq!(refused(url, "didDereferencingMetadata").await, "invalidDidUrl");
    }
}
