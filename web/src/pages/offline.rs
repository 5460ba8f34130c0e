//! `/offline`: what the service worker shows without a network instead of a page that it has not kept.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::Chrome;
use crate::words::wallet as words;

/// The page, as anybody sees it; the service worker writes into its list what it has kept.
pub fn offline(chrome: &Chrome) -> String {
    document(chrome, &Head::private(words::offline_title(), ""), || {
        view! {
            <header class="page-head">
                <h1>{words::offline_title()}</h1>
                <p class="lead">{words::offline_lead()}</p>
            </header>
            <section aria-labelledby="kept">
                <h2 id="kept">{words::offline_kept()}</h2>
                <ul class="offline-kept"></ul>
            </section>
        }
    })
}
