//! What surrounds every route: security headers, and who may post from where.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use web::pages::ProblemPage;

use super::visit::{self, Visit};
use crate::{app::App, flows::is_own_path, problem::Problem};

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    connect-src 'self'; img-src 'self' data:; style-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), geolocation=(), microphone=()"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Headers for a page behind a secret address: kept nowhere, found nowhere, told to nobody.
pub(crate) const SECRET_ADDRESS: [(HeaderName, HeaderValue); 3] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
];

/// Adds what every answer carries, where the handler has not said otherwise.
pub(super) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_secret = path.starts_with("/s/") || path.starts_with("/api/v1/shares/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if is_secret {
        for (name, value) in SECRET_ADDRESS {
            headers.insert(name, value);
        }
    }
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    if app.config.public_url.is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
    response
}

/// Refuses requests that change something and come from another site's page.
///
/// Browsers say where a request comes from; programs without a cookie need not, nor those with a
/// key, which no page of another site can send. `SameSite=Lax` is the first line, this the second.
pub(super) async fn same_site(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    if safe || visit::bearer(headers).is_some() || comes_from_here(&app, headers) {
        return next.run(request).await;
    }
    let says = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    let detail = if says {
        "this request comes from another site's page"
    } else {
        "this request carries a cookie and does not say where it comes from: send an Origin header, or a key"
    };
    Problem::forbidden(detail).into_response()
}

fn comes_from_here(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text("origin") {
        None => visit::session_token(app, headers).is_none(),
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == app.config.public_url.as_str() || (host.is_some() && host == text("host"))
        }
    }
}

/// Whether a person's browser is asking, and not a program.
pub(crate) fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|accept| accept.contains("text/html"))
}

/// Whether a program asks, and says that it wants JSON.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let json = |kind: &str| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind == "application/json" || kind == "application/vc" || kind.ends_with("+json")
    };
    !wants_html(headers)
        && headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|accept| accept.split(',').any(json))
}

/// Shows problems to people as pages, and sends whoever has to sign in first there.
pub(super) async fn html_problems(State(app): State<App>, request: Request, next: Next) -> Response {
    if !wants_html(request.headers()) {
        return next.run(request).await;
    }
    let headers = request.headers().clone();
    let here = match *request.method() {
        Method::GET => request.uri().path_and_query().map(ToString::to_string),
        _ => None,
    };
    let back = match *request.method() {
        Method::GET => None,
        _ => referred(&app, request.headers()).map(str::to_owned),
    };
    let response = next.run(request).await;
    let is_problem =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|value| value == "application/problem+json");
    if !is_problem {
        return response;
    }
    if response.status() == StatusCode::UNAUTHORIZED {
        let next = here.map(|here| {
            url::form_urlencoded::Serializer::new(String::new()).append_pair("next", &here).finish()
        });
        return Redirect::to(&next.map_or("/sign-in".to_owned(), |query| format!("/sign-in?{query}")))
            .into_response();
    }
    as_page(&app, &headers, back, response).await
}

/// The page of ours that a request comes from, as a path.
fn referred<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    let from = headers.get(header::REFERER)?.to_str().ok()?;
    app.config.public_url.path_of(from).filter(|path| is_own_path(path))
}

/// * `back`: the page with the form whose answer it is, if that is known.
async fn as_page(app: &App, headers: &HeaderMap, back: Option<String>, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let details = axum::body::to_bytes(body, 1 << 20)
        .await
        .ok()
        .and_then(|bytes| serde_json::from_slice::<api::ProblemDetails>(&bytes).ok());
    let detail = details.and_then(|details| details.detail);
    let data = ProblemPage { status: parts.status.as_u16(), detail, back };
    // Whoever cannot be looked up, because the database is away, is shown the page as a stranger.
    let visit = Visit::of(app, headers).await;
    let chrome = visit.map_or_else(|_| Visit::stranger(app).chrome(), |visit| visit.chrome());
    let html = web::pages::problem(&chrome, &data);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, html.into())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn every_answer_carries_the_security_headers() {
        let app = TestApp::new().await;
        for path in ["/", "/verify", "/nowhere", "/healthz", "/api/openapi.json", "/assets/none.js"] {
            let answer = app.stranger().get(path).await;
            assert_eq!(answer.header(header::CONTENT_SECURITY_POLICY), CSP, "{path}");
            assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
            assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin", "{path}");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
            assert_eq!(answer.header(header::STRICT_TRANSPORT_SECURITY), "", "{path}");
        }
        let app = TestApp::at("https://laurel.test", false).await;
        assert_ne!(app.stranger().get("/").await.header(header::STRICT_TRANSPORT_SECURITY), "");
    }

    #[tokio::test]
    async fn another_sites_page_changes_nothing() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let post = |from: Option<(&'static str, &'static str)>| {
            let request = ada.request(Method::POST, "/sign-out");
            let request = match from {
                Some((name, value)) => request.header(name, value),
                None => request,
            };
            ada.send(request.body(Body::empty()).unwrap())
        };
        for from in [
            Some(("origin", "https://evil.example")),
            Some(("origin", "null")),
            Some(("origin", "http://laurel.test.evil.example")),
            Some(("sec-fetch-site", "cross-site")),
            Some(("sec-fetch-site", "same-site")),
            None,
        ] {
            post(from).await.expect(StatusCode::FORBIDDEN);
            ada.browse("/desk").await.expect(StatusCode::OK);
        }
        let silent = post(None).await.text();
        assert!(silent.contains("Origin") && !silent.contains("another site"), "{silent}");
        post(Some(("sec-fetch-site", "same-origin"))).await.expect(StatusCode::SEE_OTHER);
        ada.browse("/desk").await.expect(StatusCode::SEE_OTHER);
    }

    #[tokio::test]
    async fn people_see_problems_as_pages_and_programs_as_json() {
        let app = TestApp::new().await;
        let page = app.stranger().browse("/nowhere").await.expect(StatusCode::NOT_FOUND);
        assert_eq!(page.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
        assert!(page.text().starts_with("<!DOCTYPE html>") || page.text().starts_with("<!doctype html>"));
        let json = app.stranger().get("/nowhere").await.expect(StatusCode::NOT_FOUND);
        assert_eq!(json.header(header::CONTENT_TYPE), "application/problem+json");
        assert_eq!(json.json()["status"], 404);
        let wrong = app.stranger().get("/sign-out").await.expect(StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(wrong.json()["title"], "Method Not Allowed");
        assert_eq!(wrong.header(header::ALLOW), "POST");
    }

    #[tokio::test]
    async fn a_form_that_is_refused_leads_back_to_where_it_was() {
        let app = TestApp::new().await;
        let post = async |from: &str| {
            let request = app.stranger().request(Method::POST, "/nowhere");
            let request = request.header(header::ACCEPT, "text/html").header(header::REFERER, from);
            app.stranger().send(request.body(Body::empty()).unwrap()).await.text()
        };
        assert!(post("http://laurel.test/desk/art/bulk/new").await.contains("href=\"/desk/art/bulk/new\""));
        for elsewhere in [
            "https://evil.example/desk",
            "http://laurel.test//evil.example",
            "http://laurel.test.evil.example/",
        ] {
            let page = post(elsewhere).await;
            assert!(!page.contains("evil.example") && page.contains("Go to the start page"), "{elsewhere}");
        }
    }

    #[tokio::test]
    async fn whoever_has_to_sign_in_comes_back_to_where_they_wanted_to_go() {
        let app = TestApp::new().await;
        let answer = app.stranger().browse("/desk/art?x=1&y=2").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.header(header::LOCATION), "/sign-in?next=%2Fdesk%2Fart%3Fx%3D1%26y%3D2");
        app.stranger().get("/desk/art").await.expect(StatusCode::UNAUTHORIZED);
    }
}
