//! Pages, from data to HTML, and the islands that make them handy.
//!
//! The server calls one function of [`pages`] per page; the browser hydrates the islands on it.

pub mod chrome;
pub mod components;
#[cfg(feature = "ssr")]
pub mod pages;
