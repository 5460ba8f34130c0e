//! A button that copies a link.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::words::general as words;

/// Copies `text`; invisible until the browser runs scripts.
#[island]
pub fn Copy(text: String) -> impl IntoView {
    let alive = RwSignal::new(false);
    let said = RwSignal::new("");
    Effect::new(move |_| alive.set(true));
    let copy = move |_| {
        let written = window().navigator().clipboard().write_text(&text);
        leptos::task::spawn_local(async move {
            let done = JsFuture::from(written).await.is_ok();
            said.set(if done { words::copied() } else { words::copy_failed() });
        });
    };
    view! {
        <span class="copy" class:alive=alive>
            <button type="button" on:click=copy>{words::copy()}</button>
            <span class="said" role="status">{said}</span>
        </span>
    }
}
