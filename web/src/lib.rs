//! Pages, from data to HTML, and the islands that make them handy.
//!
//! The server calls one function of [`pages`] per page; the browser hydrates the islands on it.

pub mod chrome;
pub mod client;
pub mod components;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod results;
pub mod words;

/// Makes ready what islands need. `boot.js` calls it once, then each island by name.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
