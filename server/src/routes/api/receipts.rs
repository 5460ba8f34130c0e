//! Receipts: reports that this server signs.

use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    flows::receipt,
    problem::Problem,
    routes::{MAX_DOCUMENT_BYTES, answer::unreadable_body},
};

/// A receipt: what this server finds out about a document now, signed by it.
///
/// The document is sent as it is: JSON, a compact JWT, or an image with one of these inside. This
/// server verifies it by itself; a report that somebody else made is not signed. Neither the document
/// nor the receipt is kept. A receipt holds the report, the moment, the SHA-256 of the document and
/// the name of this server; whoever has it can have it verified like a credential.
#[utoipa::path(post, path = "/receipts", tag = "verification",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"), security(()), responses(
    (status = 200, description = "The receipt, whatever the report in it says", body = serde_json::Value),
    (status = "4XX", description = "Too long a document, or too long a report on it"),
))]
pub(super) async fn write(
    State(app): State<App>,
    document: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let document = document.map_err(|err| unreadable_body(&err, Some(MAX_DOCUMENT_BYTES)))?;
    let receipt = receipt::write(&app, &document).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], receipt).into_response())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{
        body::Body,
        http::{Method, StatusCode},
    };
    use serde_json::{Value, json};

    use crate::{
        flows::judge::Turns,
        routes::testing::{Answer, TestApp},
    };

    async fn receipt(app: &TestApp, document: &str) -> Answer {
        let eve = app.stranger();
        let request = eve.request(Method::POST, "/api/v1/receipts");
        eve.send(request.body(Body::from(document.to_owned())).unwrap()).await
    }

    async fn report(app: &TestApp, document: &Value) -> Value {
        let ask = json!({ "document": document });
        app.stranger().post_json("/api/v1/verify", ask).await.expect(StatusCode::OK).json()
    }

    #[tokio::test]
    async fn a_receipt_by_a_service_at_https_names_it_and_is_verified_again() {
        let app = TestApp::at("https://laurel.test", true).await;
        app.stranger().get("/.well-known/did.json").await.expect(StatusCode::NOT_FOUND);
        let staff = app.founded("art").await;
        let (_, credential) = staff.awarded("art", "ada@learner.example").await;
        let answer = receipt(&app, &credential.to_string()).await.expect(StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("cache-control"), "no-store");
        let signed = answer.json();
        assert_eq!(signed["issuer"], json!({ "id": "did:web:laurel.test", "url": "https://laurel.test" }));
        assert_eq!(signed["proof"]["cryptosuite"], "eddsa-jcs-2022");
        let did = app.stranger().get("/.well-known/did.json").await.expect(StatusCode::OK);
        assert_eq!(did.header("content-type"), "application/did+json");
        assert_eq!(did.json()["assertionMethod"][0], signed["proof"]["verificationMethod"]);

        let again = report(&app, &signed).await;
        assert_eq!(again["outcome"], "valid");
        assert_eq!(again["receipt"]["headline"], "verified");
        assert_eq!(again["checks"][5]["code"], "issuer_in_registry", "it takes its own word");
        let mut changed = signed;
        changed["document"]["sha256"] = json!("0".repeat(64));
        assert_eq!(report(&app, &changed).await["outcome"], "invalid");
    }

    #[tokio::test]
    async fn a_receipt_is_counted_among_the_genuine() {
        let app = TestApp::at("https://laurel.test", true).await;
        let signed = receipt(&app, "no credential").await.expect(StatusCode::OK).json();
        let ask = json!({ "documents": [signed, {}] });
        let answer = app.stranger().post_json("/api/v1/verify", ask).await.expect(StatusCode::OK).json();
        let tally = json!({ "count": 2, "verified": 0, "genuine": 1, "invalid": 1, "unknown": 0 });
        assert_eq!(answer["tally"], tally);
    }

    #[tokio::test]
    async fn a_receipt_for_a_receipt_for_a_receipt_holds_them_all_and_so_many_at_most() {
        let app = TestApp::at("https://laurel.test", true).await;
        let mut signed = receipt(&app, "no credential").await.expect(StatusCode::OK).text();
        let length = signed.len();
        for held in 1..128 {
            let again = receipt(&app, &signed).await;
            if held > 10 && again.status == StatusCode::UNPROCESSABLE_ENTITY {
                return;
            }
            signed = again.expect(StatusCode::OK).text();
            assert!(signed.len() < (held + 1) * (length + 100), "{held}: {}", signed.len());
            if held == 1 {
                let report = report(&app, &serde_json::from_str(&signed).unwrap()).await;
                assert_eq!(report["receipt"]["headline"], "genuine_receipt");
                assert_eq!(report["nested"][0]["nested"][0]["outcome"], "invalid");
            }
        }
        panic!("receipts can hold one another without end");
    }

    #[tokio::test]
    async fn without_a_turn_there_is_no_receipt() {
        let app = TestApp::new().await.with_turns(Turns::new(0, Duration::ZERO));
        receipt(&app, "no credential").await.expect(StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn what_is_no_credential_gets_a_receipt_that_says_so_and_what_is_too_long_none() {
        let app = TestApp::new().await;
        let signed = receipt(&app, "").await.expect(StatusCode::OK).json();
        assert_eq!(signed["report"]["outcome"], "invalid");
        receipt(&app, &" ".repeat((10 << 20) + 1)).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
    }
}
