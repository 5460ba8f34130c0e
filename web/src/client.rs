//! Every call from an island to `/api/v1`, typed by the crate `api`.

use api::{RecordOrder, SharedRecord};
use crypto::verify::Policy;
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};

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

/// Whose word this service takes for an issuer. Kept on the device for when the network is away.
///
/// # Errors
/// [`CallFailed`] when it could not be learned.
pub async fn policy() -> Result<Policy, CallFailed> {
    // Without a store, or without room in it, nothing is kept.
    let store = window().local_storage().ok().flatten();
    match call("GET", "/api/v1/policy", None).await {
        Ok(text) => {
            store.and_then(|store| store.set_item(POLICY, &text).ok());
            read(&text)
        }
        Err(failed) => {
            let kept = store.and_then(|store| store.get_item(POLICY).ok().flatten());
            if failed == CallFailed::Unreachable { read(&kept.ok_or(failed)?) } else { Err(failed) }
        }
    }
}

/// A shared record: its signed documents and the policy to judge them by.
///
/// # Errors
/// [`CallFailed`] when the link has ended or the service is away.
pub async fn shared_record(token: &str) -> Result<SharedRecord, CallFailed> {
    read(&call("GET", &format!("/api/v1/shares/{token}"), None).await?)
}

/// Saves the order of a record's credentials, first to last.
///
/// # Errors
/// [`CallFailed`] when it was not saved.
pub async fn put_order(record: &str, credentials: Vec<String>) -> Result<(), CallFailed> {
    let order = RecordOrder { credentials };
    let body = serde_json::to_string(&order).map_err(|_| CallFailed::Unreadable)?;
    call("PUT", &format!("/api/v1/records/{record}/order"), Some(&body)).await.map(drop)
}

async fn call(method: &str, path: &str, body: Option<&str>) -> Result<String, CallFailed> {
    let options = RequestInit::new();
    options.set_method(method);
    if let Some(body) = body {
        options.set_body(&JsValue::from_str(body));
    }
    let request = Request::new_with_str_and_init(path, &options)?;
    request.headers().set("accept", "application/json")?;
    if body.is_some() {
        request.headers().set("content-type", "application/json")?;
    }
    let answer = JsFuture::from(window().fetch_with_request(&request)).await?;
    let answer: Response = answer.dyn_into()?;
    if !answer.ok() {
        return Err(CallFailed::Refused(answer.status()));
    }
    let text = JsFuture::from(answer.text()?).await?;
    text.as_string().ok_or(CallFailed::Unreadable)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, CallFailed> {
    serde_json::from_str(text).map_err(|_| CallFailed::Unreadable)
}
