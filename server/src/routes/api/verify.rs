//! Verification by this server: one document or many, in any form, while somebody waits or for
//! somebody who comes back.

use api::{Verification, VerificationState, VerifiedInput, VerifyReports, VerifyRequest};
use axum::{
    Extension, Json as AxumJson,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use crypto::verify::Policy;

use crate::{
    app::App,
    flows::{
        batch::{self, Batch, Input},
        insight, receipt,
        session::Viewer,
    },
    problem::{FieldProblem, Problem},
    routes::{
        MAX_DOCUMENT_BYTES,
        answer::unreadable_body,
        api::MAX_BATCH_BYTES,
        extract::{Params, read_json},
        guard::SECRET_ADDRESS,
        limit::Charge,
        visit::Caller,
    },
};

/// Documents that weigh as much as one request where requests are counted.
const DOCUMENTS_A_REQUEST: usize = 20;
/// Bytes that weigh as much as one request: more may lie in them than one document.
const BYTES_A_REQUEST: usize = 1 << 20;
/// When to come back for reports, in seconds.
const RETRY_AFTER_S: u32 = 1;
/// The `type` of the problem of too many documents for somebody who waits.
const TOO_MANY: &str = "/problems/too-many-documents";

/// What was asked.
struct Asked {
    inputs: Vec<Input>,
    /// Whether it was one document, so that its report is the answer.
    single: bool,
    policy: Policy,
}

/// What is true of a document, or of several, now. Nothing of it is kept.
///
/// As `application/json`: the request as below; the answer to one `document` is its report, to
/// `documents` `{"reports": […], "tally": {…}}`. As any other type, such as `application/vc`,
/// `application/jwt`, `image/png`, `application/zip` or `text/csv`: the bytes themselves, which
/// are recognised by their content; one document is answered by its report, an archive or a list
/// by several.
///
/// Up to 64 documents and 10 MiB are judged while you wait. With `Prefer: respond-async`, up to
/// 2,000 and 16 MiB are: the answer is 202, and `Location` says where the reports will be, for an
/// hour and for whoever has that address.
#[utoipa::path(post, path = "/verify", tag = "verification", request_body = VerifyRequest, security(()), responses(
    (status = 200, description = "The report, good or bad; or several", body = serde_json::Value),
    (status = 202, description = "The reports will be at `Location`", body = Verification),
    (status = 422, description = "Another shape, or too many documents"),
    (status = "4XX", description = "Not to be read"),
))]
pub(super) async fn verify(
    State(app): State<App>,
    charge: Option<Extension<Charge>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|err| unreadable_body(&err, Some(MAX_BATCH_BYTES)))?;
    let later = responds_later(&headers);
    if !later && body.len() > MAX_DOCUMENT_BYTES {
        let detail = "this is more than is judged while you wait; ask with \"Prefer: respond-async\"";
        return Err(Problem::too_large(detail).of_type(TOO_MANY));
    }
    // Before anything is unpacked: that is work, too.
    let weight = body.len() / BYTES_A_REQUEST;
    if let Some(Extension(charge)) = &charge {
        charge.more(weight)?;
    }
    let most = if later { batch::MOST } else { batch::MOST_WAITED_FOR };
    let asked = read(&app, &headers, body, most).await?;
    if asked.inputs.len() > most {
        return Err(too_many(most));
    }
    if let Some(Extension(charge)) = &charge {
        let count = asked.inputs.len().saturating_sub(1) / DOCUMENTS_A_REQUEST;
        charge.more(count.saturating_sub(weight))?;
    }
    // A key that is no good makes nobody of its bearer, as no key does.
    let by = Caller::of(&app, &headers).await.ok().map(|Caller(viewer)| viewer);
    if later {
        return begin(&app, by.as_ref(), asked).await;
    }
    let mut judged = batch::check(&app, &asked.policy, asked.inputs).await?;
    let reports = judged.iter().filter_map(|judged| judged.report.as_ref());
    insight::verified(&app, by.as_ref().map(Into::into).as_ref(), reports);
    if asked.single
        && let Some(report) = judged.pop().and_then(|judged| judged.report)
    {
        return Ok(AxumJson(report).into_response());
    }
    let tally = batch::tally(judged.iter().filter_map(|judged| judged.report.as_ref()));
    let reports = judged
        .into_iter()
        .map(|judged| VerifiedInput { input: judged.input, report: judged.report, refused: judged.refused })
        .collect();
    Ok(AxumJson(VerifyReports { reports, tally }).into_response())
}

/// How far a verification has come that was asked for with `Prefer: respond-async`; in the end,
/// its reports.
#[utoipa::path(get, path = "/verifications/{token}", tag = "verification", params(("token" = String, Path)), security(()), responses(
    (status = 200, description = "How far it is, or the reports", body = Verification),
    (status = 404, description = "Never begun, ended, or more than an hour old"),
))]
pub(super) async fn show(State(app): State<App>, Params(token): Params<String>) -> Result<Response, Problem> {
    let (running, body) = described(batch::look(&app, &token).await?);
    let retry_after = running.then(|| [(header::RETRY_AFTER, RETRY_AFTER_S.to_string())]);
    Ok((SECRET_ADDRESS, retry_after, AxumJson(body)).into_response())
}

/// Ends a verification, and forgets its reports.
#[utoipa::path(delete, path = "/verifications/{token}", tag = "verification", params(("token" = String, Path)), security(()), responses(
    (status = 204, description = "It is forgotten"),
    (status = 404, description = "Never begun, ended, or more than an hour old"),
))]
pub(super) async fn end(
    State(app): State<App>,
    Params(token): Params<String>,
) -> Result<StatusCode, Problem> {
    batch::end(&app, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the caller wants to come back.
///
/// Source: RFC 7240, section 4.1.
fn responds_later(headers: &HeaderMap) -> bool {
    let preferences = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    preferences.flat_map(|value| value.split(',')).any(|preference| {
        preference.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("respond-async")
    })
}

fn too_many(most: usize) -> Problem {
    let hint = if most < batch::MOST { "; ask with \"Prefer: respond-async\" for more" } else { "" };
    let error =
        FieldProblem::new("/documents", format!("At most {most} documents are judged at once{hint}."));
    Problem::unprocessable("there are too many documents", vec![error]).of_type(TOO_MANY)
}

/// The documents in a request: as it describes them where it is JSON by its type, else as they are.
async fn read(app: &App, headers: &HeaderMap, body: Bytes, most: usize) -> Result<Asked, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let mut policy = receipt::policy(app).await.into_owned();
    // What says nothing of its type has always been a request here.
    if !kind.is_empty() && !kind.eq_ignore_ascii_case("application/json") && !is_form(kind) {
        let archive = body.clone();
        let mut inputs = app.turns.take(move || batch::unpack(&archive)).await?;
        let single = matches!(&inputs[..], [Input { name, .. }] if name == "request");
        if single
            && let [input] = &mut inputs[..]
            && input.document.is_err()
        {
            // The report says what is wrong with it.
            input.document = Ok(body.to_vec());
        }
        return Ok(Asked { inputs, single, policy });
    }
    let request: VerifyRequest = app.turns.take(move || read_json(&body)).await??;
    if request.documents.as_ref().is_some_and(|documents| documents.len() > most) {
        return Err(too_many(most));
    }
    let input = |(name, text): (String, String)| Input { name, document: Ok(text.into_bytes()) };
    let (inputs, single) = match (request.text(), request.texts()) {
        (Some(text), None) => (vec![input(("1".to_owned(), text))], true),
        (None, Some(texts)) => (texts.into_iter().map(input).collect(), false),
        _ => {
            let detail =
                "give either \"document\" or \"documents\"; a credential by itself goes as application/vc";
            return Err(Problem::unprocessable(detail, Vec::new()));
        }
    };
    policy.recipient = request.recipient;
    policy.domain = request.domain;
    policy.challenge = request.challenge;
    Ok(Asked { inputs, single, policy })
}

/// What `curl -d` says unless it is told otherwise.
fn is_form(kind: &str) -> bool {
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

async fn begin(app: &App, by: Option<&Viewer>, asked: Asked) -> Result<Response, Problem> {
    let token = batch::begin(app, by, asked.policy, asked.inputs).await?;
    let (_, body) = described(batch::look(app, &token).await?);
    let headers = [
        (header::LOCATION, format!("/api/v1/verifications/{token}")),
        (header::RETRY_AFTER, RETRY_AFTER_S.to_string()),
        (HeaderName::from_static("preference-applied"), "respond-async".to_owned()),
    ];
    Ok((StatusCode::ACCEPTED, SECRET_ADDRESS, headers, AxumJson(body)).into_response())
}

/// A batch for its caller, and whether to come back.
fn described(batch: Batch) -> (bool, Verification) {
    let (state, reports, tally) = match batch.state {
        batch::State::Running => (VerificationState::Running, None, None),
        batch::State::Lost => (VerificationState::Lost, None, None),
        batch::State::Done(reports, tally) => (VerificationState::Done, Some(reports), Some(tally)),
    };
    let number = |number: i64| u64::try_from(number).unwrap_or_default();
    let (done, total) = (number(batch.done), number(batch.total));
    (state == VerificationState::Running, Verification { state, done, total, reports, tally })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{body::Body, http::Method};
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        flows::judge::Turns,
        routes::testing::{Answer, TestApp, Visitor},
    };

    #[tokio::test]
    async fn with_too_much_to_verify_the_service_says_when_to_come_back() {
        let app = TestApp::new().await.with_turns(Turns::new(0, Duration::ZERO));
        let answer = app.stranger().post_json("/api/v1/verify", json!({ "document": {} })).await;
        let answer = answer.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header(header::RETRY_AFTER), "5");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
        app.stranger().get("/").await.expect(StatusCode::OK);
        // Neither is it looked at what else came.
        let later = app.stranger().request(Method::POST, "/api/v1/verify").header("prefer", "respond-async");
        let later = later.header("content-type", "application/zip").body(Body::from("PK")).unwrap();
        app.stranger().send(later).await.expect(StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn what_is_long_is_charged_before_it_is_unpacked() {
        // Without a turn nothing is unpacked: whoever is told "too many" was charged before.
        let app = TestApp::at("https://laurel.test", false).await.with_turns(Turns::new(0, Duration::ZERO));
        let ask = async || {
            let request = app.stranger().request(Method::POST, "/api/v1/verify");
            let request = request.header("content-type", "application/zip");
            let mut request = request.body(Body::from(vec![b' '; 9 << 20])).unwrap();
            let peer = std::net::SocketAddr::from(([203, 0, 113, 1], 1));
            request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
            app.stranger().send(request).await
        };
        for _ in 0..12 {
            ask().await.expect(StatusCode::SERVICE_UNAVAILABLE);
        }
        ask().await.expect(StatusCode::TOO_MANY_REQUESTS);
    }

    /// A service, and a credential of its own that is valid there.
    async fn scene() -> (TestApp, Visitor, Value) {
        let app = TestApp::new().await;
        let (_, document) = app.founded("art").await.awarded("art", "ada@learner.example").await;
        let eve = app.stranger();
        (app, eve, document)
    }

    async fn post(visitor: &Visitor, kind: &str, body: impl Into<Vec<u8>>) -> Answer {
        visitor.post("/api/v1/verify", kind, body.into()).await.expect(StatusCode::OK)
    }

    #[tokio::test]
    async fn a_document_is_judged_in_whatever_form_it_comes() {
        let (_app, eve, document) = scene().await;
        let text = document.to_string();
        let asked = json!({ "document": document }).to_string();
        for (kind, body) in [
            ("application/json", &asked),
            ("application/vc", &text),
            ("application/vc+ld+json; charset=utf-8", &text),
            ("application/octet-stream", &text),
            ("text/plain", &text),
        ] {
            assert_eq!(post(&eve, kind, body.as_str()).await.json()["outcome"], "valid", "{kind}");
        }
        let asked = json!({ "document": text, "recipient": "eve@learner.example" });
        let other = post(&eve, "application/json", asked.to_string()).await.json();
        assert_eq!(other["outcome"], "invalid", "somebody else's: {other}");
        assert_eq!(post(&eve, "image/png", "no image").await.json()["outcome"], "invalid");
        let credential = eve.post("/api/v1/verify", "application/json", text).await;
        credential.expect(StatusCode::UNPROCESSABLE_ENTITY);
        eve.post_json("/api/v1/verify", json!({})).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn many_documents_are_answered_by_as_many_reports_and_their_sum() {
        let (_app, eve, document) = scene().await;
        let mut changed = document.clone();
        changed["name"] = "Master Weaver".into();
        let named = json!({ "name": "ada.json", "document": document });
        let asked = json!({ "documents": [named, changed.to_string(), {}] });
        let answer = post(&eve, "application/json", asked.to_string()).await.json();
        let outcome = |place: usize| {
            let line = &answer["reports"][place];
            (line["input"].as_str().unwrap(), line["report"]["outcome"].as_str().unwrap())
        };
        assert_eq!(
            [outcome(0), outcome(1), outcome(2)],
            [("ada.json", "valid"), ("2", "invalid"), ("3", "invalid")]
        );
        let tally = json!({ "count": 3, "verified": 0, "genuine": 1, "invalid": 2, "unknown": 0 });
        assert_eq!(answer["tally"], tally);
        // The same as a list without a wrapping.
        let list = json!([document, changed]).to_string();
        let answer = post(&eve, "application/octet-stream", list).await.json();
        assert_eq!(
            (answer["tally"]["count"].as_u64(), answer["tally"]["genuine"].as_u64()),
            (Some(2), Some(1))
        );

        let many = json!({ "documents": vec![json!({}); 65] });
        let refused =
            eve.post_json("/api/v1/verify", many).await.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["type"], TOO_MANY);
        assert!(refused["errors"][0]["detail"].as_str().unwrap().contains("respond-async"));
        let long = eve.post("/api/v1/verify", "text/plain", vec![b' '; 11 << 20]).await;
        assert!(long.expect(StatusCode::PAYLOAD_TOO_LARGE).text().contains("respond-async"));
    }

    async fn later(visitor: &Visitor, asked: &Value) -> Answer {
        let request = visitor.request(Method::POST, "/api/v1/verify");
        let request =
            request.header("content-type", "application/json").header("prefer", "wait=5, Respond-Async");
        visitor.send(request.body(Body::from(asked.to_string())).unwrap()).await
    }

    #[tokio::test]
    async fn whoever_comes_back_finds_the_reports_and_nobody_else_does() {
        let (app, eve, document) = scene().await;
        let asked = json!({ "documents": vec![document.clone(); 40] });
        let begun = later(&eve, &asked).await.expect(StatusCode::ACCEPTED);
        assert_eq!(begun.header("preference-applied"), "respond-async");
        assert_eq!(begun.header(header::CACHE_CONTROL), "no-store");
        let place = begun.header(header::LOCATION).to_owned();
        let done = loop {
            let answer = eve.get(&place).await.expect(StatusCode::OK);
            match answer.json()["state"].as_str().unwrap() {
                "running" => assert_eq!(answer.header(header::RETRY_AFTER), "1"),
                "done" => break answer.json(),
                other => panic!("{other}"),
            }
            tokio::task::yield_now().await;
        };
        assert_eq!((done["done"].as_u64(), done["tally"]["genuine"].as_u64()), (Some(40), Some(40)));
        assert_eq!(done["reports"][39]["report"]["outcome"], "valid");
        eve.get("/api/v1/verifications/made-up").await.expect(StatusCode::NOT_FOUND);

        // Nothing that is kept can be read without the token.
        let mut tx = app.app.db.read().await.unwrap();
        let sql = "select token_hash || sealed from verification_part";
        let kept: Vec<(String,)> = tx.fetch_all(sql, ()).await.unwrap();
        let token = place.rsplit('/').next().unwrap();
        assert!(
            kept.len() == 3 && kept.iter().all(|(text,)| !text.contains("Weaver") && !text.contains(token))
        );
        drop(tx);

        let delete = || eve.send(eve.request(Method::DELETE, &place).body(Body::empty()).unwrap());
        delete().await.expect(StatusCode::NO_CONTENT);
        delete().await.expect(StatusCode::NOT_FOUND);
        eve.get(&place).await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn what_nobody_works_on_any_more_is_lost_and_all_is_forgotten_after_an_hour() {
        let (app, eve, document) = scene().await;
        // No turn ever comes, as if the process had ended.
        let stuck = app.with_turns(Turns::new(0, Duration::ZERO));
        let inputs = batch::unpack(document.to_string().as_bytes());
        let token = batch::begin(&stuck.app, None, stuck.app.policy.clone(), inputs).await.unwrap();
        let place = format!("/api/v1/verifications/{token}");
        let state = async |place: &str| stuck.stranger().get(place).await.json()["state"].clone();
        assert_eq!(state(&place).await, "running");
        stuck.app.clock.advance(time::Duration::minutes(2));
        assert_eq!(state(&place).await, "lost");
        stuck.app.clock.advance(time::Duration::minutes(58));
        eve.get(&place).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(crate::flows::purge::purge(&stuck.app).await.unwrap().of("verifications"), 1);
    }
}
