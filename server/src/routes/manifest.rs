//! `/manifest.webmanifest`: what the site is when it is installed as an app.

use axum::{
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};
use web::words::{general as words, language::spoken};

use super::{Routes, assets};

/// The icons: logical name, size, and whether its edge may be cut off.
const ICONS: [(&str, &str, &str); 4] = [
    ("icon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
];

pub(super) fn routes() -> Routes {
    vec![("/manifest.webmanifest", get(show))]
}

async fn show() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/manifest+json"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "accept-language, cookie"),
    ];
    (headers, manifest().to_string()).into_response()
}

/// Source: Web Application Manifest, section 1.
fn manifest() -> Value {
    let (assets, language) = (assets::names(), spoken());
    let icons = ICONS.map(|(name, sizes, purpose)| {
        let kind = if name.ends_with("svg") { "image/svg+xml" } else { "image/png" };
        json!({ "src": assets.path(name), "sizes": sizes, "type": kind, "purpose": purpose })
    });
    json!({
        "id": "/wallet",
        "name": words::laurel(),
        "short_name": words::laurel(),
        "description": words::app_description(),
        "lang": language.tag(),
        "dir": language.direction(),
        "start_url": "/wallet",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f3ea",
        "theme_color": "#22603f",
        "icons": icons,
    })
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn the_app_opens_the_wallet_and_says_what_it_is_in_the_readers_language() {
        let app = TestApp::new().await;
        let request = app.stranger().request(axum::http::Method::GET, "/manifest.webmanifest");
        let request = request.header(header::COOKIE, "language=ar").body(Body::empty()).unwrap();
        let answer = app.stranger().send(request).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/manifest+json");
        let manifest = answer.json();
        assert_eq!(manifest["start_url"], "/wallet");
        assert_eq!((&manifest["lang"], &manifest["dir"]), (&json!("ar"), &json!("rtl")));
        assert_eq!(manifest["icons"].as_array().unwrap().len(), ICONS.len());
    }
}
