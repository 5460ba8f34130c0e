//! The signed-in person's credentials.

use api::{BroughtHolding, HeldCredential, Holding, HoldingOutcome, HoldingWhose, List, NewHolding};
use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::Value;

use super::paging::{PageQuery, Paging, bad_cursor};
use crate::{
    app::App,
    flows::hold::{
        self, Whose,
        add::{self, Arrived, Brought, Came, Doubtful},
        read,
    },
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::SignedIn,
    },
};

/// What is in the wallet, newest first.
#[utoipa::path(get, path = "/wallet/credentials", tag = "wallet", params(PageQuery), security(("session" = [])), responses(
    (status = 200, description = "The credentials", body = List<HeldCredential>),
))]
pub(super) async fn list(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    paging: Paging,
) -> Result<Response, Problem> {
    let after: Option<CredentialId> =
        paging.after.as_ref().map(|after| after.parse()).transpose().map_err(|_| bad_cursor())?;
    if let Some(after) = after
        && hold::whose(&app, &viewer, after).await?.is_none()
    {
        return Err(bad_cursor());
    }
    let held = hold::held_page(&app, &viewer, after, paging.limit + 1).await?;
    Ok(paging.answer(paging.cut(held, |held| held.id.to_string()), |held| {
        let (name, issuer_name) = names(&held.document);
        HeldCredential { id: held.id.to_string(), name, issuer_name, document: held.document }
    }))
}

/// Checks what is brought and keeps what is the learner's, and the rest on their word; answers what became of each.
#[utoipa::path(post, path = "/wallet/credentials", tag = "wallet", request_body = NewHolding, security(("session" = [])), responses(
    (status = 200, description = "What became of each credential in it", body = Vec<BroughtHolding>),
))]
pub(super) async fn bring(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Json(new): Json<NewHolding>,
) -> Result<axum::Json<Vec<BroughtHolding>>, Problem> {
    let brought = Brought { name: "document".to_owned(), bytes: new.document.into_bytes() };
    // Whoever asks a program to bring something decides there: nothing waits here.
    let doubtful = if new.mine { Doubtful::Kept } else { Doubtful::Left };
    let arrived = add::bring(&app, &viewer, vec![brought], doubtful).await?;
    Ok(axum::Json(arrived.into_iter().map(brought_holding).collect()))
}

fn brought_holding(arrived: Arrived) -> BroughtHolding {
    let (outcome, id) = match arrived.came {
        Came::Kept(id) => (HoldingOutcome::Kept, Some(id)),
        Came::Renewed(id) => (HoldingOutcome::Renewed, Some(id)),
        Came::Already(id) => (HoldingOutcome::Already, Some(id)),
        Came::Waits(..) | Came::Asks(_) => (HoldingOutcome::Waits, None),
        Came::NotACredential => (HoldingOutcome::Refused, None),
        Came::Full => (HoldingOutcome::Full, None),
    };
    BroughtHolding { outcome, id: id.map(|id| id.to_string()), report: arrived.report }
}

/// One credential in the wallet, with the report of its last check.
#[utoipa::path(get, path = "/wallet/credentials/{id}", tag = "wallet", params(("id" = String, Path)), security(("session" = [])), responses(
    (status = 200, description = "The credential", body = Holding),
))]
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<CredentialId>,
) -> Result<axum::Json<Holding>, Problem> {
    let held = hold::held_one(&app, &viewer, id).await?.ok_or_else(unknown)?;
    let whose = match hold::whose(&app, &viewer, id).await?.ok_or_else(unknown)? {
        Whose::Claimed => HoldingWhose::Claimed,
        Whose::Address => HoldingWhose::Address,
        Whose::Key => HoldingWhose::Key,
        Whose::Word => HoldingWhose::Word,
    };
    let report = read::last_report(&app, &viewer, id).await?;
    Ok(axum::Json(Holding {
        id: id.to_string(),
        document: held.document,
        whose,
        held_since: rfc3339(held.held_since),
        report,
    }))
}

/// Takes a credential out of the wallet and of every record; it can be put back, for 30 days if it was issued elsewhere.
#[utoipa::path(delete, path = "/wallet/credentials/{id}", tag = "wallet", params(("id" = String, Path)), security(("session" = [])), responses(
    (status = 204, description = "It is not in the wallet any more"),
))]
pub(super) async fn remove(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<CredentialId>,
) -> Result<StatusCode, Problem> {
    if hold::remove(&app, &viewer, id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(unknown()) }
}

fn unknown() -> Problem {
    Problem::not_found("there is no such credential in your wallet")
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
