//! `POST /credentials/verify` and `/presentations/verify`: 200 for what verifies, 4xx with the
//! reasons for what does not.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use crypto::verify::{CheckId, Knowledge, Need, Outcome, Policy, Report, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use super::{Service, VcApi, parsing, read};
use crate::{flows::judge::judge, problem::Problem};

/// A presentation without a proof: a bundle of credentials to us, and no presentation to VC-API.
const UNSIGNED: &str = "presentation_unsigned";
const PROBLEMS: &str = "https://www.w3.org/TR/vc-data-model#";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CredentialRequest {
    verifiable_credential: Box<RawValue>,
    #[serde(default)]
    options: Option<Options>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PresentationRequest {
    verifiable_presentation: Box<RawValue>,
    #[serde(default)]
    options: Option<Options>,
}

#[derive(Default, Deserialize)]
struct Options {
    /// What the caller wants checked besides what always is; all that decides when absent.
    #[serde(default)]
    checks: Vec<String>,
    /// The domain that a presentation must have been made for.
    #[serde(default)]
    domain: Option<String>,
    /// The challenge that a presentation must answer.
    #[serde(default)]
    challenge: Option<String>,
}

/// What both routes answer, good or bad.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    verified: bool,
    checks: Vec<&'static str>,
    warnings: Vec<String>,
    errors: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problem_details: Vec<ProblemDetail>,
    report: Report,
}

#[derive(Serialize)]
struct ProblemDetail {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    detail: String,
}

pub(super) async fn credential(
    State(Service(service)): State<Service>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let request: CredentialRequest = read(body)?;
    answer(&service, &request.verifiable_credential, request.options, |_| false).await
}

pub(super) async fn presentation(
    State(Service(service)): State<Service>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let request: PresentationRequest = read(body)?;
    if !is_presentation(&request.verifiable_presentation) {
        return Err(parsing("what is to be verified is not a VerifiablePresentation"));
    }
    let unsigned = |report: &Report| report.checks.iter().any(|check| check.code == UNSIGNED);
    answer(&service, &request.verifiable_presentation, request.options, unsigned).await
}

async fn answer(
    service: &VcApi,
    document: &RawValue,
    options: Option<Options>,
    lacking: impl Fn(&Report) -> bool,
) -> Result<Response, Problem> {
    let text = document.get();
    if !text.starts_with('{') {
        return Err(parsing("what is to be verified is not an object"));
    }
    let Options { checks: asked, domain, challenge } = options.unwrap_or_default();
    if let Some(unknown) = asked.iter().find(|name| !is_check(name)) {
        return Err(parsing(format!("there is no check called {unknown:?}")));
    }
    let (now, policy) = (service.clock.now(), Policy { domain, challenge, ..Policy::default() });
    let documents = [text.as_bytes()];
    let mut reports = judge(&service.turns, &documents, now, &policy, |needs| bring(service, needs)).await?;
    let report = reports.pop().expect("one report for one document");
    let counts = |id: CheckId| is_asked(id, &asked);
    let verified = is_good(&report, &asked) && !lacking(&report);
    let found = |wanted: fn(Outcome) -> bool| report.checks.iter().filter(move |check| wanted(check.outcome));
    let problem_details = if verified {
        Vec::new()
    } else {
        report
            .checks
            .iter()
            .filter(|check| counts(check.id))
            .filter(|check| {
                matches!(check.outcome, Outcome::Failed | Outcome::Unknown) || check.code == UNSIGNED
            })
            .map(|check| ProblemDetail {
                kind: format!("{PROBLEMS}{}", problem_type(check.id)),
                title: check.id.as_str(),
                detail: check.message.clone(),
            })
            .collect()
    };
    let unreadable = report.check(CheckId::Format).is_some_and(|check| check.outcome == Outcome::Failed);
    let body = Answer {
        verified,
        checks: found(|outcome| outcome != Outcome::NotApplicable)
            .filter(|check| counts(check.id))
            .map(|check| check.id.as_str())
            .collect(),
        warnings: found(|outcome| outcome == Outcome::Warning).map(|check| check.message.clone()).collect(),
        errors: problem_details.iter().map(|problem: &ProblemDetail| problem.detail.clone()).collect(),
        problem_details,
        report,
    };
    let status = match (verified, unreadable) {
        (true, _) => StatusCode::OK,
        (false, true) => StatusCode::BAD_REQUEST,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, Json(body)).into_response())
}

async fn bring(service: &VcApi, needs: Vec<Need>) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for need in needs {
        let key = need.key().to_owned();
        let known = match service.own(&need) {
            Some(known) => known,
            None => service.fetch.ask(need).await,
        };
        knowledge.0.insert(key, known);
    }
    knowledge
}

/// Whether a presentation says that it is one.
fn is_presentation(document: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Typed {
        r#type: Value,
    }
    let named = |kind: &Value| kind == "VerifiablePresentation" || kind == "EnvelopedVerifiablePresentation";
    match serde_json::from_str(document.get()) {
        Ok(Typed { r#type: Value::Array(kinds) }) => kinds.iter().any(named),
        Ok(Typed { r#type: kind }) => named(&kind),
        Err(_) => false,
    }
}

/// Whether there is a check of this name, by ours or by the VC-API's names.
fn is_check(name: &str) -> bool {
    ["credentialStatus", "expiration"].contains(&name) || CheckId::ALL.iter().any(|id| id.as_str() == name)
}

/// Whether nothing that counts is wrong or unknown, in the document and in every credential inside.
fn is_good(report: &Report, asked: &[String]) -> bool {
    let counting = report.checks.iter().filter(|check| check.id != CheckId::Nested);
    let counting: Vec<_> = counting.filter(|check| is_asked(check.id, asked)).cloned().collect();
    let good = if asked.is_empty() {
        Report::outcome_of(&counting) == Verdict::Valid
    } else {
        !counting.iter().any(|check| matches!(check.outcome, Outcome::Failed | Outcome::Unknown))
    };
    good && report.nested.iter().all(|nested| is_good(nested, asked))
}

/// Whether a check of ours counts. What a document is made of and who signed it always does:
/// nothing else that it says means anything before. The rest counts when the caller names it, or
/// names nothing; but for whose the credentials in a presentation are, which VC-API leaves to the
/// caller.
fn is_asked(id: CheckId, asked: &[String]) -> bool {
    if asked.is_empty() {
        return id != CheckId::Holder;
    }
    let named = |names: &[&str]| asked.iter().any(|asked| names.contains(&asked.as_str()));
    match id {
        CheckId::Format
        | CheckId::Context
        | CheckId::Model
        | CheckId::Nested
        | CheckId::Proof
        | CheckId::Issuer => true,
        CheckId::Status => named(&["status", "credentialStatus"]),
        CheckId::Dates => named(&["dates", "expiration"]),
        other => named(&[other.as_str()]),
    }
}

/// The name of a problem's type.
///
/// Source: Verifiable Credentials Data Model v2.0, Problem Details.
fn problem_type(id: CheckId) -> &'static str {
    match id {
        CheckId::Format => "PARSING_ERROR",
        CheckId::Proof | CheckId::Issuer | CheckId::Holder => "CRYPTOGRAPHIC_SECURITY_ERROR",
        CheckId::Dates => "RANGE_ERROR",
        _ => "MALFORMED_VALUE_ERROR",
    }
}
