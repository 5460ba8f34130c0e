//! In which language and in which theme pages are, as whoever asks for them wants it.
//!
//! What somebody chose lies in two cookies. What an account has chosen is put into the same
//! cookies when it signs in and when it chooses, so no request looks it up; what it has not chosen
//! stays as the device has it. Signing out leaves both, for they are the device's. Whoever has
//! chosen no language is answered in that of their browser.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::post,
};
use serde::Deserialize;
use web::{
    chrome::Theme,
    words::{Language, language::speaking},
};

use super::{
    Routes,
    extract::Form,
    visit::{self, SignedIn},
};
use crate::{
    app::App,
    config::PublicUrl,
    flows::{account, is_own_path},
    problem::Problem,
};

/// For how long a choice is kept: a year.
const KEPT_S: u32 = 365 * 24 * 60 * 60;
const LANGUAGE: &str = "language";
const THEME: &str = "theme";

pub(super) fn routes() -> Routes {
    vec![("/preferences", post(choose))]
}

/// What the buttons under every page send: one of the two, and where they stand.
#[derive(Deserialize)]
struct Choice {
    /// A tag; anything that is none of ours: as the browser says.
    language: Option<String>,
    /// `light` or `dark`; anything else: as the device says.
    theme: Option<String>,
    #[serde(default)]
    back: String,
}

async fn choose(
    State(app): State<App>,
    viewer: Option<SignedIn>,
    Form(choice): Form<Choice>,
) -> Result<Response, Problem> {
    if let Some(SignedIn(viewer)) = viewer {
        account::prefer(&app, &viewer, choice.language.as_deref(), choice.theme.as_deref()).await?;
    }
    let language = choice.language.map(|tag| language_cookie(&app, &tag));
    let theme = choice.theme.map(|name| theme_cookie(&app, &name));
    let cookies = [language, theme].into_iter().flatten().map(|cookie| (header::SET_COOKIE, cookie));
    let back = Some(choice.back.as_str()).filter(|path| is_own_path(path)).unwrap_or("/");
    Ok((AppendHeaders(cookies.collect::<Vec<_>>()), Redirect::to(back)).into_response())
}

/// The headers that make a device's pages as an account has chosen them. What it has not chosen,
/// which is empty, stays as the device has it.
pub(super) fn of_account(app: &App, language: &str, theme: &str) -> Vec<HeaderValue> {
    let language = (!language.is_empty()).then(|| language_cookie(app, language));
    let theme = (!theme.is_empty()).then(|| theme_cookie(app, theme));
    language.into_iter().chain(theme).collect()
}

/// The header that keeps a chosen language; one that is none of ours takes the choice away.
pub(super) fn language_cookie(app: &App, tag: &str) -> HeaderValue {
    cookie(&app.config.public_url, LANGUAGE, Language::known(tag).map_or("", Language::tag))
}

/// The header that keeps a chosen theme; one that there is not takes the choice away.
pub(super) fn theme_cookie(app: &App, name: &str) -> HeaderValue {
    cookie(&app.config.public_url, THEME, Theme::of(name).name())
}

fn cookie(public_url: &PublicUrl, name: &str, value: &'static str) -> HeaderValue {
    let age_s = if value.is_empty() { 0 } else { KEPT_S };
    let secure = if public_url.is_https() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// The theme that a request asks for.
pub(super) fn theme(headers: &HeaderMap) -> Theme {
    Theme::of(visit::cookie(headers, THEME).unwrap_or_default())
}

/// The language that was chosen, if one was.
fn chosen(headers: &HeaderMap) -> Option<Language> {
    Language::known(visit::cookie(headers, LANGUAGE)?)
}

/// The language to answer in: the one that was chosen, else the first of the browser's that we
/// speak, else English.
fn language(headers: &HeaderMap) -> Language {
    chosen(headers).or_else(|| accepted(headers)).unwrap_or_default()
}

/// Source: RFC 9110, section 12.5.4.
fn accepted(headers: &HeaderMap) -> Option<Language> {
    let text = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Language)> = None;
    for range in text.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        let Some(language) = Language::known(tag.trim()) else { continue };
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// Answers in the language that is asked for, and says so on pages.
pub(super) async fn speak(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = speaking(language, next.run(request)).await;
    let headers = response.headers_mut();
    let html =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if html {
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        if read {
            headers.append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::StatusCode};

    use super::*;
    use crate::{
        flows::outbox,
        routes::testing::{Answer, TestApp},
    };

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_choice_comes_before_the_browser_and_the_browser_before_english() {
        let asked = |cookie, accept| {
            language(&headers(&[(header::COOKIE, cookie), (header::ACCEPT_LANGUAGE, accept)]))
        };
        assert_eq!(asked("language=es", "en"), Language::Spanish);
        assert_eq!(asked("language=xx", "es-MX, en;q=0.5"), Language::Spanish);
        assert_eq!(asked("", "de, en;q=0.4, ar;q=0.8"), Language::Arabic);
        assert_eq!(asked("", "de, es;q=0"), Language::English);
        assert_eq!(asked("", "es;q=nonsense"), Language::English);
        assert_eq!(language(&HeaderMap::new()), Language::English);
    }

    #[tokio::test]
    async fn a_page_is_in_the_language_that_the_browser_asks_for_and_says_so() {
        let app = TestApp::new().await;
        let ask = async |accept: &'static str| {
            let request = app.stranger().request(Method::GET, "/").header(header::ACCEPT_LANGUAGE, accept);
            app.stranger().send(request.body(Body::empty()).unwrap()).await
        };
        let page = ask("es-ES").await;
        assert_eq!(page.header(header::CONTENT_LANGUAGE), "es");
        assert_eq!(page.header(header::VARY), "accept-language, cookie");
        assert!(page.text().contains("<html lang=\"es\" dir=\"ltr\""), "{}", page.text());
        assert!(
            page.text()
                .contains(web::words::language::speaking_here(Language::Spanish, web::words::home::title))
        );
        assert!(ask("ar").await.text().contains("<html lang=\"ar\" dir=\"rtl\""));
        assert_eq!(ask("de").await.header(header::CONTENT_LANGUAGE), "en");
        assert_eq!(app.stranger().get("/healthz").await.header(header::CONTENT_LANGUAGE), "");
    }

    #[tokio::test]
    async fn a_problem_is_told_in_the_language_that_is_asked_for() {
        let app = TestApp::new().await;
        let request = app.stranger().request(Method::GET, "/nowhere");
        let request = request.header(header::ACCEPT, "text/html").header(header::COOKIE, "language=es");
        let page = app.stranger().send(request.body(Body::empty()).unwrap()).await;
        assert!(page.expect(StatusCode::NOT_FOUND).text().contains("Aquí no hay nada"));
    }

    #[tokio::test]
    async fn a_choice_is_kept_and_leads_back_to_its_page_and_nowhere_else() {
        let app = TestApp::new().await;
        let post = async |form: &str| {
            app.stranger().post_form("/preferences", form).await.expect(StatusCode::SEE_OTHER)
        };
        let answer = post("language=es&back=%2Fverify").await;
        assert_eq!(answer.header(header::LOCATION), "/verify");
        assert_eq!(
            answer.header(header::SET_COOKIE),
            "language=es; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"
        );
        assert!(post("theme=dark").await.header(header::SET_COOKIE).starts_with("theme=dark; "));
        assert!(post("theme=pink").await.header(header::SET_COOKIE).starts_with("theme=; Path=/; Max-Age=0"));
        for elsewhere in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%5C%5Cevil.example", ""] {
            assert_eq!(post(&format!("language=es&back={elsewhere}")).await.header(header::LOCATION), "/");
        }
    }

    #[tokio::test]
    async fn the_theme_that_was_chosen_stands_on_the_page() {
        let app = TestApp::new().await;
        let ask = async |cookie: &'static str| {
            let request = app.stranger().request(Method::GET, "/").header(header::COOKIE, cookie);
            app.stranger().send(request.body(Body::empty()).unwrap()).await.text()
        };
        assert!(ask("theme=dark").await.contains("data-theme=\"dark\""));
        assert!(!ask("theme=%3Cscript%3E").await.contains("data-theme="));
    }

    /// What signing in by a fresh mail answers, on a device that nobody has used.
    async fn signing_in(app: &TestApp, email: &str) -> Answer {
        let stranger = app.stranger();
        stranger.post_form("/sign-in", &format!("email={email}")).await.expect(StatusCode::OK);
        let mails = outbox::list(&app.app, 100).await.unwrap();
        let mail = mails.into_iter().find(|mail| mail.to == email).unwrap();
        let path = app.app.config.public_url.path_of(mail.link.as_deref().unwrap()).unwrap().to_owned();
        stranger.post_form(&path, "").await.expect(StatusCode::SEE_OTHER)
    }

    #[tokio::test]
    async fn what_an_account_has_chosen_is_how_its_pages_are_at_once_and_wherever_it_signs_in() {
        let app = TestApp::new().await;
        let email = "ada@learner.example";
        let first = signing_in(&app, email).await;
        assert_eq!((first.cookie(LANGUAGE), first.cookie(THEME)), (None, None), "a stranger's choice stays");
        let ada = app.signed_in(email).await;
        let saved =
            ada.post_form("/account", "name=Ada&language=es&theme=").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(saved.cookie(LANGUAGE).as_deref(), Some("es"));
        assert!(saved.set_cookie(THEME).unwrap().contains("Max-Age=0"), "as the device says");
        let again = signing_in(&app, email).await;
        assert_eq!((again.cookie(LANGUAGE).as_deref(), again.cookie(THEME)), (Some("es"), None));
    }

    #[tokio::test]
    async fn a_choice_under_a_page_is_the_accounts_too() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let chosen = async |form: &str| {
            ada.post_form("/preferences", form).await.expect(StatusCode::SEE_OTHER);
            let viewer = ada.viewer(&app).await;
            (viewer.language, viewer.theme)
        };
        let expected = |language: &str, theme: &str| (language.to_owned(), theme.to_owned());
        assert_eq!(chosen("language=ar").await, expected("ar", ""));
        assert_eq!(chosen("theme=dark").await, expected("ar", "dark"), "one leaves the other");
        assert_eq!(chosen("language=%3Cscript%3E").await, expected("", "dark"), "none of ours: none");
    }

    #[tokio::test]
    async fn a_letter_about_an_account_is_in_the_language_of_the_page_where_none_was_chosen() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let add = async |email: &str, language: &'static str| {
            let request = ada.request(Method::POST, "/account/addresses");
            let request = request
                .header(header::ACCEPT_LANGUAGE, language)
                .header(header::ORIGIN, app.app.config.public_url.to_string())
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = ada.send(request.body(Body::from(format!("email={email}"))).unwrap()).await;
            answer.expect(StatusCode::SEE_OTHER);
            let mails = outbox::list(&app.app, 100).await.unwrap();
            mails.into_iter().find(|mail| mail.to == email).unwrap().subject
        };
        let subject = |language: Language| language.letters().account.confirm_subject;
        assert_eq!(add("ada@home.example", "es").await, subject(Language::Spanish));
        // No letters are written in Arabic.
        assert_eq!(add("ada@work.example", "ar").await, subject(Language::English));
    }
}
