//! `/sw.js`: the service worker, which lets `/verify` open without a network, and the wallet on a
//! device that its owner calls their own.
//!
//! Of `/verify` and `/offline` it keeps the page as a stranger sees it, with the files that go with it. So its first line
//! carries a version that changes with any of these: a browser that comes back compares the
//! script with the one that it has, and takes all of the new version or nothing.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;
use sha2::{Digest, Sha256};
use web::{
    pages::{Verify, offline, verify},
    words::language::spoken,
};

use super::{Routes, assets, visit::Visit};
use crate::app::App;

/// Without a bundle there is nothing to keep; an earlier worker goes.
const NOTHING_TO_KEEP: &str =
    "addEventListener(\"activate\", (event) => event.waitUntil(registration.unregister()));\n";

pub(super) fn routes() -> Routes {
    vec![("/sw.js", get(script)), ("/offline", get(page))]
}

/// What the service worker shows without a network instead of a page that it has not kept.
async fn page(State(app): State<App>) -> Response {
    let visit = Visit::stranger(&app);
    visit.page(offline(&visit.chrome()))
}

async fn script(State(app): State<App>) -> Response {
    let script =
        assets::service_worker().map_or_else(|| NOTHING_TO_KEEP.to_owned(), |rest| build(&app) + rest);
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "accept-language, cookie"),
    ];
    (headers, script).into_response()
}

/// The line that the script needs before it.
fn build(app: &App) -> String {
    let chrome = Visit::stranger(app).chrome();
    let pages = verify(&chrome, &Verify::default()) + &offline(&chrome);
    let assets = assets::public_paths(spoken());
    let hash = Sha256::new().chain_update(pages).chain_update(assets.join("\n")).finalize();
    let version = BASE64_URL_SAFE_NO_PAD.encode(hash);
    let build = json!({ "version": version, "language": spoken().tag(), "assets": assets });
    format!("const BUILD = {build};\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn the_script_is_asked_for_anew_and_the_same_until_something_changes() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let (first, second) = (app.stranger().get("/sw.js").await, ada.get("/sw.js").await);
        assert_eq!(first.header(header::CACHE_CONTROL), "no-cache");
        assert_eq!(first.header(header::CONTENT_TYPE), "text/javascript; charset=utf-8");
        assert_eq!(first.text(), second.text());
    }

    #[tokio::test]
    async fn the_version_goes_with_the_page() {
        let one = TestApp::new().await;
        let other = TestApp::at("https://laurel.test", false).await;
        assert_ne!(build(&one.app), build(&other.app));
        assert_eq!(build(&one.app), build(&one.app));
        assert!(build(&one.app).starts_with("const BUILD = {\"assets\":["));
    }
}
