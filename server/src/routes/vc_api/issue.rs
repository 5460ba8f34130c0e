//! `POST /credentials/issue`: signs what can be signed whole and is a credential.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
    response::IntoResponse,
};
use crypto::{
    did::{did_key, did_key_method},
    jose::sign_credential,
    json::{self, Limits, Object, Value},
    key::SigningKey,
    proof::{ProofOptions, Purpose, SignError, sign},
    record::envelope,
    verify::{CheckId, Knowledge, Outcome, Policy, run},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::{Service, VcApi, parsing, read};
use crate::problem::{FieldProblem, Problem};

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const V1: &str = "https://www.w3.org/2018/credentials/v1";
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
/// What must be right of a credential before it leaves. Its dates may lie ahead or behind, and
/// its status list may be anywhere.
const ISSUING: [CheckId; 5] =
    [CheckId::Format, CheckId::Context, CheckId::Model, CheckId::Proof, CheckId::Issuer];

#[derive(Deserialize)]
pub(super) struct IssueRequest {
    credential: Box<RawValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Issued {
    verifiable_credential: Box<RawValue>,
}

pub(super) async fn issue(
    State(Service(service)): State<Service>,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let request: IssueRequest = read(body)?;
    let document = prepare(request.credential.get(), &did_key(&service.key.public()))?;
    issued(&signed(&service, &Value::from(document).to_json())?)
}

/// The same, with an entry in our status list where the credential names none.
pub(super) async fn issue_with_status(
    State(Service(service)): State<Service>,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let request: IssueRequest = read(body)?;
    let mut document = prepare(request.credential.get(), &did_key(&service.key.public()))?;
    if document.get("credentialStatus").is_none() {
        document.set("credentialStatus", service.take_entry()?);
    }
    issued(&signed(&service, &Value::from(document).to_json())?)
}

/// The same, as a signed token in an envelope.
pub(super) async fn issue_as_token(
    State(Service(service)): State<Service>,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let request: IssueRequest = read(body)?;
    let public = service.key.public();
    let document = Value::from(prepare(request.credential.get(), &did_key(&public))?).to_json();
    let key = SigningKey::Ed25519(service.key.clone());
    let token = sign_credential(&document, &key, &did_key_method(&public))
        .map_err(|err| malformed(chain(&err), Vec::new()))?;
    fit(token.as_bytes(), service.clock.now())?;
    issued(&envelope(&token).to_json())
}

fn issued(signed: &str) -> Result<(StatusCode, Json<Issued>), Problem> {
    let verifiable_credential =
        RawValue::from_string(signed.to_owned()).map_err(|err| Problem::internal(&err))?;
    Ok((StatusCode::CREATED, Json(Issued { verifiable_credential })))
}

/// Signs a credential that is fit to be issued.
fn signed(service: &VcApi, document: &str) -> Result<String, Problem> {
    let public = service.key.public();
    let now = service.clock.now();
    let options = ProofOptions::new(did_key_method(&public), Purpose::AssertionMethod).created(now);
    let signed = sign(document, &options, &service.key).map_err(|err| match err {
        SignError::Read(_) => parsing(chain(&err)),
        _ => malformed(chain(&err), Vec::new()),
    })?;
    fit(signed.as_bytes(), now)?;
    Ok(signed)
}

/// What verifies nowhere is not issued: our own verifier is the first to look.
fn fit(signed: &[u8], now: OffsetDateTime) -> Result<(), Problem> {
    let report = run(signed, &Knowledge::default(), now, &Policy::default());
    let mut faults: Vec<FieldProblem> = report
        .checks
        .iter()
        .filter(|check| {
            let bad = matches!(check.outcome, Outcome::Failed | Outcome::Unknown);
            // A token covers terms without meaning; that is no reason to write them.
            let meaningless = check.id == CheckId::Context && check.outcome == Outcome::Warning;
            ISSUING.contains(&check.id) && (bad || meaningless)
        })
        .map(|check| FieldProblem::new("/credential", format!("{}: {}", check.id.as_str(), check.message)))
        .collect();
    // Reading forgives a date without its offset from UTC; writing does not.
    let dates = ["/validFrom", "/validUntil"];
    let lax = report.check(CheckId::Model).into_iter().flat_map(|check| &check.evidence);
    faults.extend(
        lax.filter(|finding| dates.contains(&finding.name.as_str()))
            .map(|finding| FieldProblem::new(format!("/credential{}", finding.name), finding.value.clone())),
    );
    if !faults.is_empty() {
        return Err(malformed("the credential is not fit to be issued", faults));
    }
    Ok(())
}

/// The document with our DID as its issuer, and for VCDM 1.1 with the context of the proof.
///
/// An issuer that is no URL stays as it is, and is refused later; so does everything else that
/// is wrong with the document.
fn prepare<'a>(text: &'a str, did: &str) -> Result<Object<'a>, Problem> {
    let value = json::read(text.as_bytes(), Limits::RECORD).map_err(parsing)?;
    let Value::Object(mut document) = value else {
        return Err(parsing("`credential` is not an object"));
    };
    match document.get("issuer") {
        Some(Value::String(id)) if is_foreign(id, did) => {
            document.set("issuer", did.to_owned().into());
        }
        Some(Value::Object(issuer))
            if issuer.get("id").and_then(Value::as_str).is_some_and(|id| is_foreign(id, did)) =>
        {
            let mut issuer: Object<'_> = issuer.clone();
            issuer.set("id", did.to_owned().into());
            document.set("issuer", issuer.into());
        }
        _ => {}
    }
    if let Some(Value::Array(contexts)) = document.get("@context") {
        let has = |url: &str| contexts.iter().any(|context| context.as_str() == Some(url));
        if contexts.first().and_then(Value::as_str) == Some(V1) && !has(V2) && !has(DATA_INTEGRITY) {
            let mut contexts = contexts.clone();
            contexts.push(DATA_INTEGRITY.into());
            document.set("@context", Value::Array(contexts));
        }
    }
    Ok(document)
}

/// Whether `id` is a URL, and not ours.
fn is_foreign(id: &str, did: &str) -> bool {
    id != did && url::Url::parse(id).is_ok()
}

fn malformed(detail: impl ToString, errors: Vec<FieldProblem>) -> Problem {
    Problem::unprocessable(detail, errors)
        .of_type("https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR")
}

/// An error with what caused it, in one clause.
fn chain(err: &dyn std::error::Error) -> String {
    let mut text = err.to_string();
    let mut next = err.source();
    while let Some(source) = next {
        text = format!("{text}: {source}");
        next = source.source();
    }
    text
}
