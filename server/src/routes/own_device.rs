//! A device that its owner calls their own: there the wallet opens without a network too, as it
//! was last seen.
//!
//! The service worker keeps pages and knows nobody, so each page tells it in a header whose it is,
//! and whether it may be kept: the wallet's may, on a device that was called so. A page of somebody
//! else, or of nobody, says so as well, and with that everything that was kept goes: signing out,
//! ending the choice, a session that ran out and another account are all told by the next page.
//! The choice itself is a cookie that names the account, so it is nobody else's who signs in there;
//! a page that is asked for by nobody takes it away, so that a session that was ended from
//! elsewhere does not come back with it.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::post,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    Routes,
    extract::Form,
    pages::notice::Notice,
    visit::{SignedIn, cookie},
};
use crate::{
    app::App,
    config::PublicUrl,
    flows::{is_own_path, session::Viewer},
};

/// The header by which a page tells the service worker whose it is.
pub(super) const HEADER: HeaderName = HeaderName::from_static("own-device");

const COOKIE: &str = "own-device";
/// For how long the choice is kept: a year.
const KEPT_S: u32 = 365 * 24 * 60 * 60;

pub(super) fn routes() -> Routes {
    vec![("/own-device", post(choose))]
}

#[derive(Deserialize)]
struct Choice {
    /// `yes`; anything else ends the choice.
    #[serde(default)]
    own: String,
    #[serde(default)]
    back: String,
}

async fn choose(State(app): State<App>, SignedIn(viewer): SignedIn, Form(choice): Form<Choice>) -> Response {
    let public_url = &app.config.public_url;
    let (cookie, notice) = match choice.own.as_str() {
        "yes" => (set(public_url, &tag(&viewer), KEPT_S), Notice::OwnDevice),
        _ => (forget(public_url), Notice::NotOwnDevice),
    };
    let back = Some(choice.back.as_str()).filter(|path| is_own_path(path)).unwrap_or("/wallet");
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie), (header::SET_COOKIE, notice.cookie())]);
    (cookies, Redirect::to(back)).into_response()
}

/// Whether anybody has called the device that asks their own.
pub(super) fn chosen(headers: &HeaderMap) -> bool {
    cookie(headers, COOKIE).is_some_and(|value| !value.is_empty())
}

/// Whether somebody has called the device that asks their own.
pub(super) fn is_own(headers: &HeaderMap, viewer: &Viewer) -> bool {
    cookie(headers, COOKIE).is_some_and(|value| value == tag(viewer))
}

/// What a page tells the service worker.
///
/// * `owner`: whose page it is, on a device of their own.
/// * `kept`: whether it may stay there.
pub(super) fn told(owner: Option<&Viewer>, kept: bool) -> HeaderValue {
    let text = match owner {
        Some(viewer) if kept => format!("{}; keep", tag(viewer)),
        Some(viewer) => tag(viewer),
        None => "none".to_owned(),
    };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("none"))
}

/// The header that ends the choice.
pub(super) fn forget(public_url: &PublicUrl) -> HeaderValue {
    set(public_url, "", 0)
}

fn set(public_url: &PublicUrl, value: &str, age_s: u32) -> HeaderValue {
    let secure = if public_url.is_https() { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// A name for an account that says nothing of it.
fn tag(viewer: &Viewer) -> String {
    let hash = Sha256::new().chain_update("own device ").chain_update(viewer.account.to_string()).finalize();
    BASE64_URL_SAFE_NO_PAD.encode(&hash[..12])
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, StatusCode};

    use super::*;
    use crate::routes::testing::{Answer, TestApp, Visitor};

    async fn ask(visitor: &Visitor, path: &str, cookies: &str) -> Answer {
        let mut request = visitor.request(Method::GET, path).body(axum::body::Body::empty()).unwrap();
        let had = request.headers().get(header::COOKIE).map_or("", |value| value.to_str().unwrap());
        let cookies = format!("{had}; {cookies}");
        request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        visitor.send(request).await
    }

    /// The cookie that a visitor gets who calls the device their own.
    async fn own(visitor: &Visitor) -> String {
        let answer =
            visitor.post_form("/own-device", "own=yes&back=%2Fwallet").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.header(header::LOCATION), "/wallet");
        let cookie = answer.set_cookie(COOKIE).unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    #[tokio::test]
    async fn the_wallets_pages_may_stay_on_a_device_that_its_owner_calls_their_own() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        assert_eq!(ada.browse("/wallet").await.header(HEADER), "none");
        let cookie = own(&ada).await;
        let kept = ask(&ada, "/wallet", &cookie).await;
        let tag = cookie.split_once('=').unwrap().1;
        assert_eq!(kept.header(HEADER), format!("{tag}; keep"));
        assert!(kept.text().contains("own-device-note"), "it can say when it was seen");
        for path in ["/", "/verify", "/sign-in"] {
            assert_eq!(ask(&ada, path, &cookie).await.header(HEADER), tag, "{path}");
        }
        let gone = ask(&ada, "/wallet/records/none", &cookie).await.expect(StatusCode::NOT_FOUND);
        assert_ne!(gone.header(HEADER), format!("{tag}; keep"));
    }

    #[tokio::test]
    async fn shared_pages_are_never_kept_nor_those_of_the_desk() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (held, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, _) = ada.shared(&held).await;
        let cookie = own(&ada).await;
        let share = ask(&ada, &format!("/s/{token}"), &cookie).await.expect(StatusCode::OK);
        assert!(!share.header(HEADER).contains("keep"));
        let cookie = own(&staff).await;
        let desk = ask(&staff, "/desk/art", &cookie).await.expect(StatusCode::OK);
        assert!(!desk.header(HEADER).contains("keep"));
    }

    #[tokio::test]
    async fn the_choice_is_nobody_elses_and_ends_with_signing_out() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let cookie = own(&ada).await;
        let ben = app.signed_in("ben@learner.example").await;
        assert_eq!(ask(&ben, "/wallet", &cookie).await.header(HEADER), "none");
        assert_eq!(ask(&app.stranger(), "/", &cookie).await.header(HEADER), "none");
        let ended = ada.post_form("/own-device", "own=no").await;
        assert!(ended.set_cookie(COOKIE).unwrap().contains("Max-Age=0"));
        let out = ada.post_form("/sign-out", "").await;
        assert!(out.set_cookie(COOKIE).unwrap().contains("Max-Age=0"));
    }

    #[tokio::test]
    async fn a_session_that_is_over_takes_the_choice_with_it() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let cookie = own(&ada).await;
        let at_home = app.signed_in("ada@learner.example").await;
        assert_eq!(ask(&ada, "/wallet", &cookie).await.set_cookie(COOKIE), None);
        at_home.post_form("/account/sessions/end-others", "").await.expect(StatusCode::SEE_OTHER);
        let over = ask(&ada, "/", &cookie).await;
        assert_eq!(over.header(HEADER), "none");
        assert!(over.set_cookie(COOKIE).unwrap().contains("Max-Age=0"));
        assert_eq!(app.stranger().browse("/").await.set_cookie(COOKIE), None);
    }

    #[tokio::test]
    async fn ending_ones_own_session_in_the_list_is_signing_out() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let request = ada.request(Method::GET, "/account").body(axum::body::Body::empty()).unwrap();
        let token = crate::routes::visit::session_token(&app.app, request.headers()).unwrap();
        let form = format!("session={}", crate::secrets::token_hash(token));
        let answer = ada.post_form("/account/sessions/end", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.header(header::LOCATION), "/");
        assert_eq!(answer.cookie("session").as_deref(), Some(""));
        assert!(answer.set_cookie(COOKIE).unwrap().contains("Max-Age=0"));
    }

    #[tokio::test]
    async fn deleting_the_account_leaves_nothing_of_it_on_the_device() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let gone = ada.post_form("/account/delete", "email=ada%40learner.example").await;
        let gone = gone.expect(StatusCode::SEE_OTHER);
        for name in ["session", COOKIE, "language", "theme"] {
            assert!(gone.set_cookie(name).unwrap().contains("Max-Age=0"), "{name}");
        }
    }

    #[tokio::test]
    async fn a_page_that_tells_what_a_form_did_is_not_kept_with_that() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let cookie = own(&ada).await;
        let told = ask(&ada, "/wallet", &format!("{cookie}; {}=own-device", Notice::COOKIE)).await;
        assert!(told.text().contains(web::words::notices::own_device()), "{}", told.text());
        assert!(!told.header(HEADER).contains("keep"));
        assert!(ask(&ada, "/wallet", &cookie).await.header(HEADER).contains("keep"));
    }
}
