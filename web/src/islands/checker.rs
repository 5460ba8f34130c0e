//! The verifying worker, as islands see it: a document in, a report out.

use crypto::verify::{Policy, Report};
use js_sys::{Object, Promise, Reflect, Uint8Array};
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// The worker did not start, broke, or answered with something else than a report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct CheckFailed;

impl From<JsValue> for CheckFailed {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// A worker of its own; it ends when this is dropped. One check at a time.
pub(super) struct Checker(Worker);

impl Checker {
    /// Starts the worker whose script is at `path`.
    pub(super) fn start(path: &str) -> Result<Self, CheckFailed> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        Ok(Self(Worker::new_with_options(path, &options)?))
    }

    /// Judges one document.
    pub(super) async fn check(&mut self, document: &[u8], policy: &Policy) -> Result<Report, CheckFailed> {
        let policy = serde_json::to_string(policy).map_err(|_| CheckFailed)?;
        let message = Object::new();
        let bytes = JsValue::from(Uint8Array::from(document));
        for (name, value) in [("id", "1".into()), ("document", bytes), ("policy", policy.into())] {
            Reflect::set(&message, &name.into(), &value)?;
        }
        let worker = &self.0;
        let answer = Promise::new(&mut |resolve, reject| {
            let heard = Closure::once_into_js(move |event: MessageEvent| {
                // Resolving can't throw.
                let _ = resolve.call1(&JsValue::NULL, &event.data());
            });
            worker.set_onmessage(Some(heard.unchecked_ref()));
            worker.set_onerror(Some(&reject));
        });
        worker.post_message(&message)?;
        let answer = JsFuture::from(answer).await?;
        let report = Reflect::get(&answer, &"report".into())?.as_string().ok_or(CheckFailed)?;
        serde_json::from_str(&report).map_err(|_| CheckFailed)
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.0.terminate();
    }
}
