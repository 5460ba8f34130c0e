//! A region that the server keeps up to date: the progress of a job.
//!
//! The island shows nothing of its own. Without it the region stays as the page came, and
//! reloading brings what is new.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

use super::live::fill;

/// Shows each message of the event stream at `url` inside `target`, and loads the page anew at the
/// event `done`. A browser that loses the stream asks for it again by itself.
///
/// * `url`: a path of this service that answers server-sent events whose data is HTML.
/// * `target`: the id of an element of the page.
#[island]
pub fn Watch(url: String, target: String) -> impl IntoView {
    // No effect: there is nothing to draw first.
    if cfg!(feature = "hydrate")
        && let Ok(source) = EventSource::new(&url)
    {
        listen(&source, target);
    }
}

fn listen(source: &EventSource, target: String) {
    let told = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        fill(&target, &message.data().as_string().unwrap_or_default());
    });
    source.set_onmessage(Some(told.into_js_value().unchecked_ref()));
    let stream = source.clone();
    let done = Closure::<dyn Fn()>::new(move || {
        stream.close();
        // The page is of this service, so loading it anew is allowed.
        let _ = window().location().reload();
    });
    // A stream that can't be listened to shows its messages all the same.
    let _ = source.add_event_listener_with_callback("done", done.into_js_value().unchecked_ref());
}
