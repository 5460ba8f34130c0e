//! Every call from an island to `/api/v1`, typed by the crate `api`.

use api::{
    KeyChallenge, NewSealedKey, PresentationRequest, ProblemDetails, SealedKey, SharedRecord,
    SignedPresentation,
};
use crypto::verify::Policy;
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response, UrlSearchParams};

/// Under which name the browser keeps the last policy.
const POLICY: &str = "policy";

/// Why a call brought nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CallFailed {
    /// No answer came.
    Unreachable,
    /// The answer was no success; its status.
    Refused(u16),
    /// The answer could not be read.
    Unreadable,
}

impl From<JsValue> for CallFailed {
    fn from(_: JsValue) -> Self {
        Self::Unreachable
    }
}

/// Whose word this service takes for an issuer. Kept on the device for when the network is away, and
/// there for a week: a registry may have struck an issuer out since.
///
/// # Errors
/// [`CallFailed`] when it could not be learned.
pub async fn policy() -> Result<Policy, CallFailed> {
    // Without a store, or without room in it, nothing is kept.
    let store = window().local_storage().ok().flatten();
    match call("GET", "/api/v1/policy", None).await {
        Ok(text) => {
            store.and_then(|store| store.set_item(POLICY, &format!("{} {text}", js_sys::Date::now())).ok());
            read(&text)
        }
        Err(failed) => {
            let kept = store.and_then(|store| store.get_item(POLICY).ok().flatten());
            let kept = kept.as_deref().and_then(|kept| still_good(kept, js_sys::Date::now()));
            if failed == CallFailed::Unreachable { read(kept.ok_or(failed)?) } else { Err(failed) }
        }
    }
}

/// The text of what was kept, unless that was too long ago.
///
/// * `kept`: the moment of keeping in ms, a blank, the text.
fn still_good(kept: &str, now_ms: f64) -> Option<&str> {
    const WEEK_MS: f64 = 7.0 * 24.0 * 60.0 * 60.0 * 1000.0;
    let (at, text) = kept.split_once(' ')?;
    // Written by a clock, so whole numbers are enough.
    let at: i64 = at.split('.').next()?.parse().ok()?;
    #[expect(clippy::cast_precision_loss, reason = "instants in ms are far below 2^53")]
    let age = now_ms - at as f64;
    (age < WEEK_MS).then_some(text)
}

/// A shared record: its signed documents and the policy to judge them by.
///
/// # Errors
/// [`CallFailed`] when the link has ended or the service is away.
pub async fn shared_record(token: &str) -> Result<SharedRecord, CallFailed> {
    read(&call("GET", &format!("/s/{token}"), None).await?)
}

/// Something to sign, to prove a key by.
///
/// # Errors
/// [`CallFailed`].
pub async fn key_challenge() -> Result<KeyChallenge, CallFailed> {
    read(&call("POST", "/api/v1/wallet/keys/challenge", Some("{}")).await?)
}

/// Hands over the answer to a challenge: a signed presentation.
///
/// # Errors
/// [`CallFailed`].
pub async fn prove_key(presentation: &str) -> Result<(), CallFailed> {
    let body = format!("{{\"presentation\":{presentation}}}");
    call("POST", "/api/v1/wallet/keys", Some(&body)).await.map(drop)
}

/// Keeps a sealed copy of a key.
///
/// # Errors
/// [`CallFailed`].
pub async fn keep_sealed(did: &str, sealed: SealedKey) -> Result<(), CallFailed> {
    let body = write(&NewSealedKey { did: did.to_owned(), sealed })?;
    call("PUT", "/api/v1/wallet/keys/sealed", Some(&body)).await.map(drop)
}

/// What a link of one's own shows, for a key to sign.
///
/// # Errors
/// [`CallFailed`].
pub async fn unsigned_share(share: &str, did: &str) -> Result<String, CallFailed> {
    let body = write(&PresentationRequest { did: did.to_owned() })?;
    call("POST", &format!("/api/v1/wallet/shares/{share}/presentation"), Some(&body)).await
}

/// Hands over what a key signed of it.
///
/// # Errors
/// [`CallFailed`].
pub async fn prove_share(share: &str, presentation: &str) -> Result<(), CallFailed> {
    let body = write(&SignedPresentation { presentation: presentation.to_owned() })?;
    call("POST", &format!("/api/v1/wallet/shares/{share}/proof"), Some(&body)).await.map(drop)
}

/// Why a call brought nothing, as far as somebody must act on it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Refusal {
    /// The answer's status; 0 when none came.
    pub status: u16,
    /// The problem's `type`.
    pub kind: String,
    /// After how many seconds to ask again.
    pub retry_after_s: Option<u32>,
}

/// What is behind a link, looked up by this service.
///
/// # Errors
/// [`Refusal`] when there is nothing, or the service can't tell now.
pub async fn linked(url: &str) -> Result<Vec<u8>, Refusal> {
    let body = serde_json::json!({ "url": url }).to_string();
    fetch_bytes("/api/v1/links", "application/json", &JsValue::from_str(&body)).await
}

/// A receipt signed by this service, which checks `document` itself for it: JSON text.
///
/// # Errors
/// [`Refusal`] when there is none.
pub async fn receipt(document: &[u8]) -> Result<Vec<u8>, Refusal> {
    let body = js_sys::Uint8Array::from(document);
    fetch_bytes("/api/v1/receipts", "application/octet-stream", &body).await
}

/// The HTML that a page's address answers to the fields of a form.
///
/// # Errors
/// [`CallFailed`] when it answers anything else: so does one that leads to the sign-in.
pub async fn fragment(path: &str, fields: &UrlSearchParams) -> Result<String, CallFailed> {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(fields);
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, &options)).await?;
    let answer: Response = answer.dyn_into()?;
    if !answer.ok() || answer.redirected() {
        return Err(CallFailed::Refused(answer.status()));
    }
    text_of(&answer).await
}

/// Posts, and reads the answer or the problem.
async fn fetch_bytes(path: &str, content_type: &str, body: &JsValue) -> Result<Vec<u8>, Refusal> {
    let nobody = |_| Refusal::default();
    let answer = send("POST", path, Some((content_type, body))).await.map_err(nobody)?;
    let bytes = JsFuture::from(answer.array_buffer().map_err(nobody)?).await.map_err(nobody)?;
    let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
    if answer.ok() {
        return Ok(bytes);
    }
    let header = answer.headers().get("retry-after").ok().flatten();
    let problem: Option<ProblemDetails> = serde_json::from_slice(&bytes).ok();
    let kind = problem.map(|it| it.kind).unwrap_or_default();
    let retry_after_s = header.and_then(|seconds| seconds.parse().ok());
    Err(Refusal { status: answer.status(), kind, retry_after_s })
}

async fn call(method: &str, path: &str, body: Option<&str>) -> Result<String, CallFailed> {
    let body = body.map(JsValue::from_str);
    let answer = send(method, path, body.as_ref().map(|body| ("application/json", body))).await?;
    if !answer.ok() {
        return Err(CallFailed::Refused(answer.status()));
    }
    text_of(&answer).await
}

async fn text_of(answer: &Response) -> Result<String, CallFailed> {
    JsFuture::from(answer.text()?).await?.as_string().ok_or(CallFailed::Unreadable)
}

/// * `body`: its media type, and itself.
async fn send(method: &str, path: &str, body: Option<(&str, &JsValue)>) -> Result<Response, JsValue> {
    let options = RequestInit::new();
    options.set_method(method);
    if let Some((_, body)) = body {
        options.set_body(body);
    }
    let request = Request::new_with_str_and_init(path, &options)?;
    request.headers().set("accept", "application/json")?;
    if let Some((content_type, _)) = body {
        request.headers().set("content-type", content_type)?;
    }
    JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()
}

fn write<T: Serialize>(body: &T) -> Result<String, CallFailed> {
    serde_json::to_string(body).map_err(|_| CallFailed::Unreadable)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, CallFailed> {
    serde_json::from_str(text).map_err(|_| CallFailed::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_word_counts_is_forgotten_after_a_week() {
        const DAY: f64 = 86_400_000.0;
        assert_eq!(still_good("1000.5 {\"a\": 1}", DAY), Some("{\"a\": 1}"));
        assert_eq!(still_good("1000 {}", 7.1 * DAY), None);
        assert_eq!(still_good("{\"registries\":[]}", DAY), None);
    }
}
