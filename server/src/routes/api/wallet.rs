//! The signed-in person's credentials.

use api::{HeldCredential, List};
use axum::{extract::State, response::Response};
use serde_json::Value;

use super::paging::{PageQuery, Paging};
use crate::{app::App, flows::hold, problem::Problem, routes::visit::SignedIn};

/// What is in the wallet, newest first.
#[utoipa::path(get, path = "/wallet/credentials", tag = "wallet", params(PageQuery), security(("session" = [])), responses(
    (status = 200, description = "The credentials", body = List<HeldCredential>),
))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    paging: Paging,
) -> Result<Response, Problem> {
    let page = paging.part(hold::held(&app, &viewer).await?, |held| held.id.to_string())?;
    Ok(paging.answer(page, |held| {
        let (name, issuer_name) = names(&held.document);
        HeldCredential { id: held.id.to_string(), name, issuer_name, document: held.document }
    }))
}

/// What a document calls itself and its issuer, for a list. It says so itself; nothing is judged.
fn names(document: &str) -> (String, String) {
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    let subject = match &document["credentialSubject"] {
        Value::Array(subjects) => subjects.first().unwrap_or(&Value::Null),
        subject => subject,
    };
    let name = document["name"].as_str().or_else(|| subject["achievement"]["name"].as_str());
    let issuer_name = document["issuer"]["name"].as_str();
    (name.unwrap_or_default().to_owned(), issuer_name.unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use axum::http::StatusCode;
    use crypto::verify::Known;
    use serde_json::json;

    use crate::{effects::Fetch, flows::hold, routes::testing::TestApp};

    #[tokio::test]
    async fn a_list_of_documents_judges_none_and_a_page_judges_its_own() {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = asked.clone();
        let app = TestApp::new().await.with_fetch(Fetch::new(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
            async { Known::Unreachable { reason: "nobody is there".to_owned() } }
        }));
        let ada = app.signed_in("ada@learner.example").await;
        let viewer = ada.viewer(&app).await;
        let mut ids = Vec::new();
        for host in ["one.example", "two.example"] {
            let document = json!({
                "type": ["VerifiableCredential"],
                "issuer": { "id": format!("did:web:{host}"), "name": "Somebody" },
                "credentialSubject": { "achievement": { "name": "Weaver" } },
                "proof": { "verificationMethod": format!("did:web:{host}#1") },
            });
            ids.push(hold::hold_foreign(&app.app, &viewer, &document.to_string()).await.unwrap());
        }

        let listed = ada.get("/api/v1/wallet/credentials").await.expect(StatusCode::OK).json();
        assert_eq!(listed["items"][0]["name"], "Weaver");
        assert_eq!(listed["items"][1]["issuerName"], "Somebody");
        ada.get(&format!("/credentials/{}", ids[0])).await.expect(StatusCode::OK);
        let (token, _) = ada.shared_held(&ids[0].to_string()).await;
        let before = asked.swap(0, Ordering::SeqCst);
        assert!(before > 0, "the record's page judges");
        app.app.clock.advance(time::Duration::HOUR);
        app.stranger().get(&format!("/api/v1/shares/{token}")).await.expect(StatusCode::OK);
        ada.get("/api/v1/wallet/credentials").await.expect(StatusCode::OK);
        assert_eq!(asked.load(Ordering::SeqCst), 0);
        ada.get(&format!("/wallet/credentials/{}", ids[1])).await.expect(StatusCode::OK);
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }
}
