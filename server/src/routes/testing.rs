//! The whole service for tests: the real router on a real SQLite file, with no port opened.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use time::macros::datetime;
use tower::ServiceExt;

use crate::{
    app::{App, Parts},
    config::{Config, Founders},
    effects::{Clock, Fetch, Random},
    flows::{
        Email,
        batch::Batches,
        issuer,
        judge::Turns,
        outbox,
        program::{self, NewProgram},
        session::{self, Role, Viewer},
    },
    secrets::Sealer,
    store::Db,
};

/// A service of its own, at a moment that stands still.
pub(crate) struct TestApp {
    pub(crate) app: App,
    router: Router,
    _folder: TempDir,
}

impl TestApp {
    /// A demo reached by plain http.
    pub(crate) async fn new() -> Self {
        Self::at("http://laurel.test", true).await
    }

    /// A service at a public address.
    pub(crate) async fn at(public_url: &str, demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data: folder.path().to_owned(),
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: public_url.parse().unwrap(),
            database_url: None,
            trust: Vec::new(),
            allow_loopback: false,
            behind_proxy: false,
            founders: Founders::default(),
            mail: None,
            retain: crate::config::Retain::default(),
            demo,
        };
        let random = Random::seeded(1);
        let app = App::new(Parts {
            db: Db::open(&config).await.unwrap(),
            sealer: Sealer::open(&config.data, false, &random).unwrap(),
            clock: Clock::fixed(datetime!(2026-11-22 10:00 UTC)),
            random,
            policy: crypto::verify::Policy::default(),
            fetch: Fetch::offline(),
            turns: Turns::default(),
            batches: Batches::default(),
            config,
        });
        Self { router: crate::router(app.clone()), app, _folder: folder }
    }

    /// The same service, asking other servers in another way.
    pub(crate) fn with_fetch(self, fetch: Fetch) -> Self {
        let app = self.app.with_fetch(fetch);
        Self { router: crate::router(app.clone()), app, ..self }
    }

    /// The same service, told other things at its start.
    pub(crate) fn with_config(self, config: Config) -> Self {
        let app = self.app.with_config(config);
        Self { router: crate::router(app.clone()), app, ..self }
    }

    /// The same service, with other turns at verifying.
    pub(crate) fn with_turns(self, turns: Turns) -> Self {
        let app = self.app.with_turns(turns);
        Self { router: crate::router(app.clone()), app, ..self }
    }

    /// Somebody without cookies.
    pub(crate) fn stranger(&self) -> Visitor {
        Visitor {
            router: self.router.clone(),
            origin: self.app.config.public_url.to_string(),
            cookie: None,
            key: None,
        }
    }

    /// Somebody who signed in by the mailed link.
    pub(crate) async fn signed_in(&self, email: &str) -> Visitor {
        let mut visitor = self.stranger();
        visitor.post_form("/sign-in", &format!("email={email}&next=/")).await.expect(StatusCode::OK);
        let mails = outbox::list(&self.app, 100).await.unwrap();
        let mail = mails.into_iter().find(|mail| mail.to == email).unwrap();
        let path = self.app.config.public_url.path_of(mail.link.as_deref().unwrap()).unwrap().to_owned();
        let answer = visitor.post_form(&path, "").await.expect(StatusCode::SEE_OTHER);
        let name = if self.app.config.public_url.is_https() { "__Host-session" } else { "session" };
        visitor.cookie = Some(format!("{name}={}", answer.cookie(name).unwrap()));
        visitor
    }

    /// An institution, and somebody who works there.
    pub(crate) async fn founded(&self, slug: &str) -> Visitor {
        let new = issuer::NewIssuer {
            slug: slug.to_owned(),
            name: format!("School of {slug}"),
            description: "Teaches.".to_owned(),
            url: None,
            email: None,
        };
        issuer::found(&self.app, new).await.unwrap();
        self.appointed(slug, &format!("registrar@{slug}.example"), Role::Owner).await
    }

    /// A program that works at a desk, as far as these scopes go.
    pub(crate) async fn program(&self, owner: &Visitor, slug: &str, scopes: &[&str]) -> Visitor {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let new = NewProgram { name: "Records".to_owned(), scopes, ..NewProgram::default() };
        let made = program::make(&self.app, &owner.viewer(self).await, slug, new).await.unwrap();
        self.stranger().with_key(&made.key)
    }

    /// Somebody who works at a desk in this role.
    pub(crate) async fn appointed(&self, slug: &str, email: &str, role: Role) -> Visitor {
        let desk = issuer::show(&self.app, slug).await.unwrap().unwrap();
        issuer::appoint(&self.app, desk.id, &Email::read(email).unwrap(), "Registrar", role).await.unwrap();
        self.signed_in(email).await
    }
}

/// A browser, more or less.
#[derive(Clone)]
pub(crate) struct Visitor {
    router: Router,
    origin: String,
    cookie: Option<String>,
    key: Option<String>,
}

impl Visitor {
    /// The same, with a program's key.
    pub(crate) fn with_key(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self.clone() }
    }

    /// `GET path`, as a program asks.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// `GET path`, as a person's browser asks.
    pub(crate) async fn browse(&self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).header(header::ACCEPT, "text/html,*/*;q=0.8");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// `POST path` with a form's text.
    pub(crate) async fn post_form(&self, path: &str, form: &str) -> Answer {
        self.post(path, "application/x-www-form-urlencoded", form.to_owned()).await
    }

    /// `POST path` with JSON.
    pub(crate) async fn post_json(&self, path: &str, body: Value) -> Answer {
        self.post(path, "application/json", body.to_string()).await
    }

    /// `PUT path` with JSON.
    pub(crate) async fn put_json(&self, path: &str, body: Value) -> Answer {
        let request = self.request(Method::PUT, path).header(header::ORIGIN, &self.origin);
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// `POST path` with a form that has one more field than text: a file called `image`.
    pub(crate) async fn post_parts(&self, path: &str, fields: &[(&str, &str)], image: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        body.extend_from_slice(
            b"--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"image\"\r\n\r\n",
        );
        body.extend_from_slice(image);
        body.extend_from_slice(b"\r\n--b--\r\n");
        self.post(path, "multipart/form-data; boundary=b", body).await
    }

    /// `POST path` from one of the service's own pages.
    pub(crate) async fn post(&self, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, content_type)
            .header(header::ORIGIN, &self.origin);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Makes an achievement at the desk called `slug` and awards it: the credential's id, and
    /// the credential.
    pub(crate) async fn awarded(&self, slug: &str, email: &str) -> (String, Value) {
        let new = json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made = self.post_json(&format!("/api/v1/issuers/{slug}/achievements"), new).await;
        let achievement = made.expect(StatusCode::CREATED).json()["id"].take();
        let award = json!({ "achievement": achievement, "recipient": { "name": "Ada", "email": email } });
        let answer = self.post_json(&format!("/api/v1/issuers/{slug}/credentials"), award).await;
        let answer = answer.expect(StatusCode::CREATED);
        (last_part(answer.header(header::LOCATION)), answer.json())
    }

    /// Claims a credential, puts it into a new record and shares that: the link's token, and
    /// the share's id.
    pub(crate) async fn shared(&self, credential: &str) -> (String, String) {
        let claim = format!("/wallet/credentials/{credential}/claim");
        self.post_form(&claim, "").await.expect(StatusCode::SEE_OTHER);
        self.shared_held(credential).await
    }

    /// The same with a credential that is in the wallet already.
    pub(crate) async fn shared_held(&self, credential: &str) -> (String, String) {
        let made = self.post_form("/wallet/records", "title=Mine").await.expect(StatusCode::SEE_OTHER);
        let record = made.header(header::LOCATION).to_owned();
        let chosen = format!("credential={credential}");
        self.post_form(&format!("{record}/items"), &chosen).await.expect(StatusCode::SEE_OTHER);
        self.post_form(&format!("{record}/shares"), "days=7").await.expect(StatusCode::SEE_OTHER);
        let page = self.get(&record).await.text();
        let token = between(&page, "/s/", &['"', '/', '<']).remove(0);
        (token, between(&page, "/wallet/shares/", &['/', '"']).remove(0))
    }

    /// Who this is, to flows.
    pub(crate) async fn viewer(&self, app: &TestApp) -> Viewer {
        let token = self.cookie.as_deref().unwrap().trim_start_matches("session=");
        session::viewer(&app.app, token).await.unwrap().unwrap()
    }

    /// A request with this visitor's cookie.
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "laurel.test");
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        match &self.key {
            Some(key) => request.header(header::AUTHORIZATION, format!("Bearer {key}")),
            None => request,
        }
    }

    /// Any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(&self.router, request).await
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// What `router` answers.
    pub(crate) async fn of(router: &Router, request: Request<Body>) -> Self {
        let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// The same answer, which must have this status.
    #[track_caller]
    pub(crate) fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|err| panic!("{err}: {}", self.text()))
    }

    /// A header's text; empty when there is none.
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value: &HeaderValue| value.to_str().unwrap())
    }

    /// The value of a cookie that the answer sets.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.set_cookie(name)
            .map(|text| text.split(';').next().unwrap().split_once('=').unwrap().1.to_owned())
    }

    /// The whole header that sets a cookie.
    pub(crate) fn set_cookie(&self, name: &str) -> Option<String> {
        let headers = self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        headers.filter(|text| text.starts_with(&format!("{name}="))).map(str::to_owned).next()
    }
}

/// What follows the last slash.
pub(crate) fn last_part(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

/// What follows each `start`, up to the first of `ends`.
pub(crate) fn between(text: &str, start: &str, ends: &[char]) -> Vec<String> {
    text.split(start).skip(1).map(|rest| rest.split(ends).next().unwrap().to_owned()).collect()
}
