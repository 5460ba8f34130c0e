//! The verifying worker, as islands see it: what was given goes in, items and reports come out.
//!
//! One worker serves a page, with any number of questions in flight; each answer goes to whoever
//! asked. A document that is too much for the browser takes the worker down: its own question
//! fails, a new worker is started, and the other questions are asked again.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use crypto::verify::{Policy, Report};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use reader::{Item, Refusal, What};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CheckFailed {
    /// The worker did not start, or answered with something else than was asked for.
    Broken,
    /// This was too much for the browser: its memory ran out, or the verifier stopped.
    Crashed,
}

impl From<JsValue> for CheckFailed {
    fn from(_: JsValue) -> Self {
        Self::Broken
    }
}

/// A report, and what it took to make it.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What is true of the document.
    pub report: Report,
    /// The addresses and DIDs that this site's server was asked about, in alphabetical order.
    pub asked: Vec<String>,
}

/// A worker of its own; it ends when the last clone of this is dropped.
#[derive(Clone)]
pub struct Checker(Rc<Inner>);

impl Checker {
    /// Starts the worker whose script is at `path`.
    ///
    /// # Errors
    /// When the browser has no workers.
    pub fn start(path: &str) -> Result<Self, CheckFailed> {
        let inner = Rc::new_cyclic(|inner| Inner::new(path, inner));
        inner.worker()?;
        Ok(Self(inner))
    }

    /// Judges one document.
    ///
    /// # Errors
    /// [`CheckFailed`]; a bad document is a report.
    pub async fn check(&self, document: &[u8], policy: &Policy) -> Result<Checked, CheckFailed> {
        let policy = serde_json::to_string(policy).map_err(|_| CheckFailed::Broken)?;
        let answer = self.0.ask("check", document, &[("policy", policy.into())]).await?;
        let report = text(&answer, "report").ok_or(CheckFailed::Broken)?;
        let report = serde_json::from_str(&report).map_err(|_| CheckFailed::Broken)?;
        Ok(Checked { report, asked: texts(&answer, "asked")? })
    }

    /// Tells what was given: at least one item, a refusal where it is nothing else.
    ///
    /// * `name`: what to call it to people, such as a file's name.
    ///
    /// # Errors
    /// [`CheckFailed`]; what can't be checked is a refusal.
    pub async fn sort(&self, name: &str, bytes: &[u8]) -> Result<Vec<Item>, CheckFailed> {
        // Most of what is given needs no more than what is here; the rest takes a module of its own.
        if let Some(items) = reader::plain(name, bytes) {
            return Ok(items);
        }
        let answer = self.0.ask("sort", bytes, &[("name", name.into())]).await?;
        list(&answer, "items")?.iter().map(|item| read_item(&item).ok_or(CheckFailed::Broken)).collect()
    }

    /// The texts of the QR codes in a picture.
    ///
    /// * `rgba`: four bytes a pixel, row by row, as a canvas has them.
    ///
    /// # Errors
    /// [`CheckFailed`]; a picture without a code has no texts.
    pub async fn scan(&self, width: u32, height: u32, rgba: &[u8]) -> Result<Vec<String>, CheckFailed> {
        let size = [("width", width.into()), ("height", height.into())];
        texts(&self.0.ask("scan", rgba, &size).await?, "texts")
    }
}

/// What the clones of a checker share.
struct Inner {
    path: String,
    worker: RefCell<Option<Worker>>,
    last_id: Cell<u32>,
    /// Who waits for which answer. They are told `undefined` to ask again, and `null` when the
    /// worker is broken.
    waiting: RefCell<BTreeMap<String, Function>>,
    heard: Closure<dyn Fn(MessageEvent)>,
    broke: Closure<dyn Fn(Event)>,
}

impl Inner {
    fn new(path: &str, this: &Weak<Self>) -> Self {
        let (hears, breaks) = (this.clone(), this.clone());
        Self {
            path: path.to_owned(),
            worker: RefCell::default(),
            last_id: Cell::default(),
            waiting: RefCell::default(),
            heard: Closure::new(move |event: MessageEvent| with(&hears, |inner| inner.hear(&event.data()))),
            broke: Closure::new(move |_| with(&breaks, |inner| inner.stop(&JsValue::NULL))),
        }
    }

    /// The worker, started if there is none.
    fn worker(&self) -> Result<Worker, CheckFailed> {
        if let Some(worker) = self.worker.borrow().as_ref() {
            return Ok(worker.clone());
        }
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&self.path, &options)?;
        worker.set_onmessage(Some(self.heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(self.broke.as_ref().unchecked_ref()));
        *self.worker.borrow_mut() = Some(worker.clone());
        Ok(worker)
    }

    /// Hands an answer to whoever waits for it.
    fn hear(&self, answer: &JsValue) {
        let resolve = text(answer, "id").and_then(|id| self.waiting.borrow_mut().remove(&id));
        if let Some(resolve) = resolve {
            // Resolving can't throw.
            let _ = resolve.call1(&JsValue::NULL, answer);
        }
        if is_true(answer, "crashed") {
            self.stop(&JsValue::UNDEFINED);
        }
    }

    /// Ends the worker and tells everybody who still waits.
    fn stop(&self, word: &JsValue) {
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
        for resolve in self.waiting.take().into_values() {
            let _ = resolve.call1(&JsValue::NULL, word);
        }
    }

    async fn ask(
        &self,
        question: &str,
        bytes: &[u8],
        more: &[(&str, JsValue)],
    ) -> Result<JsValue, CheckFailed> {
        loop {
            let worker = self.worker()?;
            self.last_id.set(self.last_id.get().wrapping_add(1));
            let id = self.last_id.get().to_string();
            let message = Object::new();
            let bytes = Uint8Array::from(bytes);
            for (name, value) in
                [("id", id.as_str().into()), ("question", question.into()), ("bytes", bytes.clone().into())]
                    .into_iter()
                    .chain(more.iter().cloned())
            {
                Reflect::set(&message, &name.into(), &value)?;
            }
            let answer = Promise::new(&mut |resolve, _| {
                self.waiting.borrow_mut().insert(id.clone(), resolve);
            });
            worker.post_message_with_transfer(&message, &Array::of1(&bytes.buffer()))?;
            let answer = JsFuture::from(answer).await?;
            if answer.is_undefined() {
                continue;
            }
            if is_true(&answer, "crashed") {
                return Err(CheckFailed::Crashed);
            }
            return if answer.is_object() { Ok(answer) } else { Err(CheckFailed::Broken) };
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
    }
}

fn with(inner: &Weak<Inner>, act: impl FnOnce(&Inner)) {
    if let Some(inner) = inner.upgrade() {
        act(&inner);
    }
}

/// An item as the worker writes it.
fn read_item(item: &JsValue) -> Option<Item> {
    let what = match text(item, "kind")?.as_str() {
        "document" => What::Document(bytes(&member(item, "bytes")?)),
        "record" => What::Record {
            title: text(item, "title")?,
            documents: list(item, "documents").ok()?.iter().map(|document| bytes(&document)).collect(),
        },
        "link" => What::Link(text(item, "link")?),
        "applicant" => What::Applicant {
            row: text(item, "row")?.parse().ok()?,
            name: text(item, "person"),
            email: text(item, "email"),
            link: text(item, "link")?,
        },
        "refused" => {
            let params = list(item, "params").ok()?;
            let params: Vec<String> = params.iter().filter_map(|param| param.as_string()).collect();
            let params = params.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
            What::Refused(Refusal { code: text(item, "code")?, params })
        }
        _ => return None,
    };
    Some(Item { name: text(item, "name")?, what })
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    member(object, name)?.as_string()
}

fn is_true(object: &JsValue, name: &str) -> bool {
    object.is_object() && member(object, name).is_some_and(|value| value.is_truthy())
}

fn bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}

fn list(object: &JsValue, name: &str) -> Result<Array, CheckFailed> {
    member(object, name).and_then(|list| list.dyn_into().ok()).ok_or(CheckFailed::Broken)
}

fn texts(object: &JsValue, name: &str) -> Result<Vec<String>, CheckFailed> {
    Ok(list(object, name)?.iter().filter_map(|text| text.as_string()).collect())
}
