//! `GET /1.0/identifiers/{did}`: documents of DIDs that hold their key, and parts of them.

use axum::{
    Json,
    extract::{Path, rejection::PathRejection},
    http::StatusCode,
};
use interop::ResolveError;
use serde_json::{Value, json};

const CONTEXT: &str = "https://w3id.org/did-resolution/v1";

/// Source: Decentralized Identifier Resolution v0.3, HTTP(S) Binding.
pub(super) async fn resolve(path: Result<Path<String>, PathRejection>) -> (StatusCode, Json<Value>) {
    let Ok(Path(did)) = path else {
        return refuse(&ResolveError::InvalidDid, "didResolutionMetadata");
    };
    if did.contains(['#', '?', '/']) {
        match interop::dereference(&did) {
            Ok(content) => {
                let answer = json!({
                    "@context": CONTEXT,
                    "content": content,
                    "contentMetadata": {},
                    "didDereferencingMetadata": { "contentType": "application/did+ld+json" },
                });
                (StatusCode::OK, Json(answer))
            }
            Err(err) => refuse(&err, "didDereferencingMetadata"),
        }
    } else {
        match interop::did_document(&did) {
            Ok(document) => {
                let answer = json!({
                    "@context": CONTEXT,
                    "didDocument": document,
                    "didDocumentMetadata": {},
                    "didResolutionMetadata": { "contentType": "application/did+ld+json" },
                });
                (StatusCode::OK, Json(answer))
            }
            Err(err) => refuse(&err, "didResolutionMetadata"),
        }
    }
}

/// The answer when there is none; the error stands in the metadata called `place`.
fn refuse(err: &ResolveError, place: &str) -> (StatusCode, Json<Value>) {
    let mut answer = json!({
        "@context": CONTEXT,
        "didDocument": {},
        "didDocumentMetadata": {},
        "didResolutionMetadata": {},
    });
    answer[place] = json!({ "error": err.code(), "errorMessage": err.to_string() });
    (StatusCode::BAD_REQUEST, Json(answer))
}
