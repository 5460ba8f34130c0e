//! Who is asking: the session cookie, the person behind it, and what every page shows of them; at
//! a desk's door for programs, a program with its key.
//!
//! A request that carries a key is a program's: whatever cookie comes with it is not looked at.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{AppendHeaders, Html, IntoResponse, Response},
};
use time::OffsetDateTime;
use web::chrome::{Chrome, EndingAddress, Theme};

use super::{
    assets, own_device,
    pages::{desk::link_of, notice::Notice},
    preferences, rfc3339,
};
use crate::{
    app::App,
    config::PublicUrl,
    flows::{
        account::ending,
        program,
        session::{self, Viewer},
    },
    problem::Problem,
};

/// A person who is signed in; 401 for everybody else.
pub(crate) struct SignedIn(pub(crate) Viewer);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        viewer(app, &parts.headers).await?.map(Self).ok_or_else(Problem::unauthorized)
    }
}

impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Problem> {
        Ok(viewer(app, &parts.headers).await?.map(Self))
    }
}

/// A person who is signed in, or a program with a key that is good; 401 for everybody else.
pub(crate) struct Caller(pub(crate) Viewer);

impl Caller {
    /// Whoever these request headers come from.
    ///
    /// # Errors
    /// 401 when that is nobody.
    pub(crate) async fn of(app: &App, headers: &HeaderMap) -> Result<Self, Problem> {
        let (found, given) = match bearer(headers) {
            Some(key) => (program::viewer(app, key).await?, true),
            None => (viewer(app, headers).await?, false),
        };
        found.map(Self).ok_or_else(|| Problem::no_key(given))
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Self::of(app, &parts.headers).await
    }
}

/// The key that a request carries; empty where it is no text.
///
/// Source: RFC 6750, section 2.1.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?;
    let (scheme, _) = value.as_bytes().split_at_checked("Bearer ".len())?;
    let key = || value.to_str().ok()?.get(scheme.len()..);
    scheme.eq_ignore_ascii_case(b"Bearer ").then(|| key().unwrap_or_default().trim())
}

async fn viewer(app: &App, headers: &HeaderMap) -> Result<Option<Viewer>, Problem> {
    match session_token(app, headers) {
        Some(token) if bearer(headers).is_none() => Ok(session::viewer(app, token).await?),
        _ => Ok(None),
    }
}

/// A request for a page, by somebody or nobody.
pub(crate) struct Visit {
    pub(crate) app: App,
    viewer: Option<Viewer>,
    notice: Option<Notice>,
    theme: Theme,
    /// Whether whoever is signed in has called the device their own.
    own_device: bool,
    /// Whether nobody is signed in on a device that somebody called their own.
    forgotten: bool,
    /// The path of the page and what stands after it, for a page that is read and not sent; else empty.
    path: String,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let visit = Self::of(app, &parts.headers).await?;
        let path = (parts.method == Method::GET).then(|| parts.uri.path_and_query()).flatten();
        Ok(Self { path: path.map(ToString::to_string).unwrap_or_default(), ..visit })
    }
}

impl Visit {
    /// The visit that these request headers make.
    pub(crate) async fn of(app: &App, headers: &HeaderMap) -> Result<Self, Problem> {
        let viewer = viewer(app, headers).await?;
        let notice = cookie(headers, Notice::COOKIE).and_then(Notice::of_code);
        let own_device = viewer.as_ref().is_some_and(|viewer| own_device::is_own(headers, viewer));
        let forgotten = viewer.is_none() && own_device::chosen(headers);
        let theme = preferences::theme(headers);
        let path = String::new();
        Ok(Self { app: app.clone(), viewer, notice, theme, own_device, forgotten, path })
    }

    /// A visit by nobody in particular.
    pub(crate) fn stranger(app: &App) -> Self {
        let (theme, path) = (Theme::default(), String::new());
        let app = app.clone();
        Self { app, viewer: None, notice: None, theme, own_device: false, forgotten: false, path }
    }

    /// Whoever is signed in.
    ///
    /// # Errors
    /// 401 when nobody is.
    pub(crate) fn viewer(&self) -> Result<&Viewer, Problem> {
        self.viewer.as_ref().ok_or_else(Problem::unauthorized)
    }

    /// Whoever is signed in, if anybody is.
    pub(crate) fn viewer_if_any(&self) -> Option<&Viewer> {
        self.viewer.as_ref()
    }

    /// The same on the wallet's pages, which ask for another address before a school's ends.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn wallet_chrome(&self) -> Result<Chrome, Problem> {
        let warning = match &self.viewer {
            Some(viewer) => ending::warning(&self.app, viewer).await?,
            None => None,
        };
        let now = self.app.clock.now();
        let ending = warning.map(|warning| EndingAddress {
            email: warning.email,
            issuer: warning.issuer,
            last_day: rfc3339(ending::last_day(warning.ends_at)),
            over: warning.ends_at <= now,
        });
        Ok(Chrome { ending, ..self.chrome() })
    }

    /// What stands around the page.
    pub(crate) fn chrome(&self) -> Chrome {
        Chrome {
            assets: assets::names(),
            viewer: self.viewer.as_ref().map(|viewer| web::chrome::Viewer {
                name: viewer.name.clone(),
                email: viewer.email.clone(),
                desks: viewer.desks.iter().map(link_of).collect(),
            }),
            demo: self.app.config.demo,
            flash: self.notice.map(Notice::words),
            ending: None,
            public_url: self.app.config.public_url.as_str().to_owned(),
            theme: self.theme,
            own_device: self.own_device,
            kept_at: self.is_kept().then(|| rfc3339(self.app.clock.now())),
            path: self.path.clone(),
        }
    }

    /// Whether the page may stay on the device for when the network is away. One with a notice may
    /// not: that is told once.
    fn is_kept(&self) -> bool {
        self.own_device
            && self.notice.is_none()
            && (self.path == "/wallet" || self.path.starts_with("/wallet/"))
            // What is somebody else's is seen for as long as one may.
            && !self.path.starts_with("/wallet/guardian")
    }

    /// A page as the answer. A notice is shown once.
    pub(crate) fn page(&self, html: String) -> Response {
        self.page_with(StatusCode::OK, html)
    }

    /// A page that is no success: a form that comes back, or a problem.
    pub(crate) fn page_with(&self, status: StatusCode, html: String) -> Response {
        let shown = self.notice.map(|_| Notice::CLEAR);
        let forgotten = self.forgotten.then(|| own_device::forget(&self.app.config.public_url));
        let cookies: Vec<_> =
            shown.into_iter().chain(forgotten).map(|cookie| (header::SET_COOKIE, cookie)).collect();
        let owner = self.viewer.as_ref().filter(|_| self.own_device);
        let whose = own_device::told(owner, self.is_kept() && status == StatusCode::OK);
        (status, [(own_device::HEADER, whose)], AppendHeaders(cookies), Html(html)).into_response()
    }
}

/// The session token that a request carries.
pub(crate) fn session_token<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie(headers, session_cookie_name(&app.config.public_url))
}

/// Browsers take a `__Host-` cookie only over https, from the host itself, for all its paths.
fn session_cookie_name(public_url: &PublicUrl) -> &'static str {
    if public_url.is_https() { "__Host-session" } else { "session" }
}

/// The header that begins a session in the browser.
pub(crate) fn session_cookie(app: &App, token: &str, expires_at: OffsetDateTime) -> HeaderValue {
    let age_s = (expires_at - app.clock.now()).whole_seconds().max(0);
    set_session(app, token, age_s)
}

/// The header that ends it.
pub(crate) fn no_session_cookie(app: &App) -> HeaderValue {
    set_session(app, "", 0)
}

fn set_session(app: &App, token: &str, age_s: i64) -> HeaderValue {
    let public_url = &app.config.public_url;
    let secure = if public_url.is_https() { "; Secure" } else { "" };
    let name = session_cookie_name(public_url);
    let text = format!("{name}={token}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
