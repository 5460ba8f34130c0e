//! How often one client may ask for what costs much: verification, looking things up elsewhere,
//! sign-in mail; or guess: codes, code words and keys.
//!
//! A client is the address that the connection comes from; what a request says of itself is
//! not believed, unless whoever runs the service has said that a proxy stands before it: then it is
//! the last address that the proxy names. This machine's own addresses are not limited, and neither
//! is the demo. Codes that were wrong are counted for all clients together besides, wherever they
//! come from; so are links that lead nowhere.

mod links;

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::visit::bearer;
use crate::{app::App, problem::Problem};

/// Clients remembered at once. When more come within a moment, all are forgotten.
const MOST_CLIENTS: usize = 100_000;

/// The one client that all are together.
const EVERYBODY: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);

/// Counters for one service. Cloning is cheap, and shares them.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    app: App,
    verifying: Arc<Limit>,
    asking: Arc<Limit>,
    following: Arc<Limit>,
    signing_in: Arc<Limit>,
    guessing: Arc<Limit>,
    guessing_together: Arc<Limit>,
    missing: Arc<Limit>,
    missing_in_a_rush: Arc<Limit>,
    missing_together: Arc<Limit>,
    wrong_keys: Arc<Limit>,
}

impl Limits {
    /// Limits that a class behind one address does not meet, nor an employer with three hundred
    /// applicants: a browser follows each one's link, and asks several times for what it needs.
    pub(super) fn new(app: App) -> Self {
        Self {
            app,
            verifying: Arc::new(Limit::new(120, 1_000)),
            asking: Arc::new(Limit::new(1_200, 250)),
            following: Arc::new(Limit::new(300, 1_000)),
            signing_in: Arc::new(Limit::new(40, 2_000)),
            guessing: Arc::new(Limit::new(240, 1_000)),
            // With a hundred thousand codes waiting, a hit in four years.
            guessing_together: Arc::new(Limit::new(10_000, 50)),
            missing: Arc::new(Limit::new(120, 1_000)),
            missing_in_a_rush: Arc::new(Limit::new(12, 10_000)),
            missing_together: Arc::new(Limit::new(10_000, 50)),
            wrong_keys: Arc::new(Limit::new(60, 1_000)),
        }
    }

    /// What a request costs this client by one of the limits.
    fn charge(&self, limit: &Arc<Limit>, client: IpAddr) -> Charge {
        Charge { app: self.app.clone(), limit: limit.clone(), client }
    }

    fn for_route(&self, request: &Request) -> Option<&Arc<Limit>> {
        if self.app.config.demo {
            return None;
        }
        if is_guess(request) {
            return Some(&self.guessing);
        }
        // Whoever tries ids gets no further than with codes.
        if request.uri().path().starts_with("/refresh/") {
            return Some(&self.following);
        }
        if *request.method() != Method::POST {
            return None;
        }
        match request.uri().path() {
            "/verify"
            | "/api/v1/verify"
            | "/api/v1/receipts"
            | "/api/v1/wallet/keys"
            | "/wallet/add"
            | "/wallet/take-along"
            | "/api/v1/wallet/credentials" => Some(&self.verifying),
            path if path.starts_with("/desk/") && path.contains("/endorsements") => Some(&self.verifying),
            "/api/v1/knowledge" => Some(&self.asking),
            "/api/v1/links" => Some(&self.following),
            "/sign-in" | "/account/addresses" => Some(&self.signing_in),
            "/sign-in/passkey" => Some(&self.verifying),
            _ => None,
        }
    }
}

/// Whether a request may be trying codes: to be told that one is unknown is to have tried it.
fn is_guess(request: &Request) -> bool {
    match request.uri().path() {
        "/claim" | "/sign-in/code" => *request.method() == Method::POST,
        // A passcode.
        path if links::is_asked_for(path) => *request.method() == Method::POST,
        path => path.starts_with("/claim/") || (path.starts_with("/c/") && *request.method() == Method::POST),
    }
}

/// From where a request comes.
///
/// * `behind_proxy`: whether to believe what it says last of that.
fn peer(behind_proxy: bool, request: &Request) -> Option<IpAddr> {
    let forwarded = || {
        let last = request.headers().get_all("x-forwarded-for").iter().next_back()?;
        last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
    };
    let named: Option<IpAddr> = if behind_proxy { forwarded() } else { None };
    let connected = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    named.or_else(connected).map(|peer| peer.to_canonical())
}

/// Lets a request through, or answers 429 and when to come back.
pub(super) async fn limit(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !limits.app.config.demo && links::is_asked_for(path) {
        return links::limit(&limits, request, next).await;
    }
    if limits.app.config.demo || !(path == "/claim" || path.starts_with("/claim/")) {
        return limit_client(&limits, request, next).await;
    }
    let all = limits.charge(&limits.guessing_together, EVERYBODY);
    if let Err(problem) = all.probe("many codes were wrong just now, so that none is looked at") {
        return problem.into_response();
    }
    let response = limit_client(&limits, request, next).await;
    if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY) {
        // It was let through: what is counted is that it was wrong.
        let _ = all.more(1);
    }
    response
}

async fn limit_client(limits: &Limits, mut request: Request, next: Next) -> Response {
    let peer = peer(limits.app.config.behind_proxy, &request);
    if let (Some(limit), Some(peer)) = (limits.for_route(&request), peer)
        && !peer.is_loopback()
    {
        let charge = limits.charge(limit, client(peer));
        if let Err(problem) = charge.more(1) {
            return problem.into_response();
        }
        request.extensions_mut().insert(charge);
    }
    match peer {
        Some(peer)
            if bearer(request.headers()).is_some() && !limits.app.config.demo && !peer.is_loopback() =>
        {
            with_key(&limits.charge(&limits.wrong_keys, client(peer)), request, next).await
        }
        _ => next.run(request).await,
    }
}

/// Lets a request with a key through, unless several keys from there were wrong just now. Keys that
/// are good cost nothing.
async fn with_key(charge: &Charge, request: Request, next: Next) -> Response {
    if let Err(problem) = charge.probe("several keys from your address were wrong just now") {
        return problem.into_response();
    }
    let response = next.run(request).await;
    if response.status() == StatusCode::UNAUTHORIZED {
        // It was let through: what is counted is that it was wrong.
        let _ = charge.more(1);
    }
    response
}

/// What a request costs its client, for a handler that finds it to be more than one.
#[derive(Clone, Debug)]
pub(super) struct Charge {
    app: App,
    limit: Arc<Limit>,
    client: IpAddr,
}

impl Charge {
    /// Counts this many requests.
    ///
    /// # Errors
    /// 429, when they are too many just now; none is counted then.
    pub(super) fn more(&self, count: usize) -> Result<(), Problem> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let taken = self.limit.take(self.client, count, self.app.clock.now_ms());
        let detail = "too many requests came from your address just now";
        taken.map_err(|wait_s| Problem::too_many(detail, wait_s))
    }

    /// That one more could be counted; none is.
    fn probe(&self, detail: &str) -> Result<(), Problem> {
        let free = self.limit.free(self.client, self.app.clock.now_ms());
        free.map_err(|wait_s| Problem::too_many(detail, wait_s))
    }
}

/// Whom an address stands for: in IPv6 a household or a server has 64 bits of them.
fn client(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

/// So many at once, and one more each while.
///
/// Kept for each client is the moment up to which it has used its share (the generic cell rate
/// algorithm): one number, right at any moment, with nothing to tick.
#[derive(Debug)]
struct Limit {
    burst: i64,
    each_ms: i64,
    used_until: Mutex<HashMap<IpAddr, i64>>,
}

impl Limit {
    fn new(burst: i64, each_ms: i64) -> Self {
        Self { burst, each_ms, used_until: Mutex::default() }
    }

    /// This many for `client`, or how many seconds until there are.
    fn take(&self, client: IpAddr, count: i64, now: i64) -> Result<(), u32> {
        let mut used_until = self.used_until.lock().unwrap_or_else(PoisonError::into_inner);
        if used_until.len() >= MOST_CLIENTS {
            used_until.retain(|_, until| *until > now);
            if used_until.len() >= MOST_CLIENTS {
                used_until.clear();
            }
        }
        let (until, next) = self.after(used_until.get(&client).copied(), count, now);
        let room = self.room(next, now);
        used_until.insert(client, if room.is_ok() { next } else { until });
        room
    }

    /// Whether there is one for `client`, or how many seconds until there is.
    fn free(&self, client: IpAddr, now: i64) -> Result<(), u32> {
        let used_until = self.used_until.lock().unwrap_or_else(PoisonError::into_inner).get(&client).copied();
        self.room(self.after(used_until, 1, now).1, now)
    }

    /// Up to when a share is used, and would be with `count` more. Never more than a whole share
    /// ahead, should the clock be set back.
    fn after(&self, used_until: Option<i64>, count: i64, now: i64) -> (i64, i64) {
        let until = used_until.map_or(now, |until| until.clamp(now, now + self.burst * self.each_ms));
        (until, until.saturating_add(count.saturating_mul(self.each_ms)))
    }

    /// Whether a share may be used up to `next`, or how many seconds until it may.
    fn room(&self, next: i64, now: i64) -> Result<(), u32> {
        let wait_ms = next.saturating_sub(now + self.burst * self.each_ms);
        if wait_ms <= 0 {
            Ok(())
        } else {
            Err(u32::try_from(wait_ms.saturating_add(999) / 1000).unwrap_or(u32::MAX))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::StatusCode};
    use serde_json::json;

    use super::*;
    use crate::{
        flows::{
            Email,
            issuer::{self, NewIssuer},
            program::{self, NewProgram},
            session::{Desk, Role, Viewer},
        },
        routes::testing::{Answer, TestApp},
    };

    const EVE: [u8; 4] = [203, 0, 113, 1];

    async fn post(app: &TestApp, from: impl Into<IpAddr>, path: &str, body: &str) -> Answer {
        let request = app.stranger().request(Method::POST, path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from.into(), 1)));
        app.stranger().send(request).await
    }

    #[tokio::test]
    async fn one_client_is_held_back_and_the_others_are_not() {
        let app = TestApp::at("https://laurel.test", false).await;
        let ask = json!({ "document": {} }).to_string();
        for _ in 0..120 {
            post(&app, EVE, "/api/v1/verify", &ask).await.expect(StatusCode::OK);
        }
        for path in ["/api/v1/verify", "/verify", "/api/v1/receipts"] {
            let refused = post(&app, EVE, path, &ask).await.expect(StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(refused.header("retry-after"), "1");
            assert_eq!(refused.header("content-type"), "application/problem+json");
        }
        post(&app, [203, 0, 113, 2], "/api/v1/verify", &ask).await.expect(StatusCode::OK);
        post(&app, EVE, "/sign-in", "email=a%40a.example").await.expect(StatusCode::OK);
        app.app.clock.advance(time::Duration::SECOND);
        post(&app, EVE, "/api/v1/verify", &ask).await.expect(StatusCode::OK);
        post(&app, EVE, "/api/v1/verify", &ask).await.expect(StatusCode::TOO_MANY_REQUESTS);
    }

    #[tokio::test]
    async fn three_hundred_links_are_followed_in_a_row_and_what_they_need_is_asked_for() {
        let app = TestApp::at("https://laurel.test", false).await;
        let (link, ask) = (json!({ "url": "no link" }).to_string(), json!({ "needs": [] }).to_string());
        for _ in 0..300 {
            post(&app, EVE, "/api/v1/links", &link).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            for _ in 0..4 {
                post(&app, EVE, "/api/v1/knowledge", &ask).await.expect(StatusCode::OK);
            }
        }
        for (path, body) in [("/api/v1/links", &link), ("/api/v1/knowledge", &ask)] {
            let refused = post(&app, EVE, path, body).await.expect(StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(refused.header("retry-after"), "1");
        }
    }

    #[tokio::test]
    async fn sign_in_mail_is_asked_for_a_classroom_at_a_time() {
        let app = TestApp::at("https://laurel.test", false).await;
        for pupil in 0..40 {
            let form = format!("email=pupil{pupil}%40a.example");
            post(&app, EVE, "/sign-in", &form).await.expect(StatusCode::OK);
        }
        let refused = post(&app, EVE, "/sign-in", "email=b%40a.example").await;
        assert_eq!(refused.expect(StatusCode::TOO_MANY_REQUESTS).header("retry-after"), "2");
    }

    #[tokio::test]
    async fn codes_are_not_tried_one_after_another_by_one_client_nor_by_many() {
        let app = TestApp::at("https://laurel.test", false).await;
        for _ in 0..240 {
            post(&app, EVE, "/claim", "code=x").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        post(&app, EVE, "/claim", "code=x").await.expect(StatusCode::TOO_MANY_REQUESTS);
        post(&app, EVE, "/claim/x", "").await.expect(StatusCode::TOO_MANY_REQUESTS);
        post(&app, EVE, "/c/x", "").await.expect(StatusCode::TOO_MANY_REQUESTS);
        post(&app, [203, 0, 113, 2], "/claim", "code=x").await.expect(StatusCode::UNPROCESSABLE_ENTITY);

        post(&app, [127, 0, 0, 1], "/claim", "code=x").await.expect(StatusCode::UNPROCESSABLE_ENTITY);

        let limits = Limits::new(app.app.clone());
        let all = |at| limits.guessing_together.take(IpAddr::from([203, 0, 113, 3]), 10_000, at);
        assert_eq!([all(0), all(1)], [Ok(()), Err(500)]);
    }

    #[tokio::test]
    async fn keys_are_not_tried_one_after_another_and_good_ones_cost_nothing() {
        let app = TestApp::at("https://laurel.test", false).await;
        let new = NewIssuer {
            slug: "art".to_owned(),
            name: "School of art".to_owned(),
            description: "Teaches.".to_owned(),
            url: None,
            email: None,
        };
        let issuer = issuer::found(&app.app, new).await.unwrap();
        let email = Email::read("owner@art.example").unwrap();
        let account = issuer::appoint(&app.app, issuer.id, &email, "Owner", Role::Owner).await.unwrap();
        let (slug, role) = (issuer.slug, Role::Owner);
        let desk = Desk { issuer: issuer.id, slug, name: issuer.name, role, scopes: None };
        let (emails, desks) = (Vec::new(), vec![desk]);
        let owner = Viewer {
            account,
            email: String::new(),
            emails,
            name: String::new(),
            desks,
            language: String::new(),
            theme: String::new(),
            proven_at: None,
        };
        let new = NewProgram {
            name: "Records".to_owned(),
            scopes: vec!["see".to_owned()],
            ..NewProgram::default()
        };
        let good = program::make(&app.app, &owner, "art", new).await.unwrap().key;
        let get = async |from: [u8; 4], key: &str| {
            let program = app.stranger().with_key(key);
            let request = program.request(Method::GET, "/api/v1/issuers/art/achievements");
            let mut request = request.body(Body::empty()).unwrap();
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from.into(), 1)));
            program.send(request).await.status
        };
        for _ in 0..100 {
            assert_eq!(get(EVE, &good).await, StatusCode::OK);
        }
        for _ in 0..60 {
            assert_eq!(get(EVE, "laurel_x").await, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(get(EVE, "laurel_x").await, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(get([203, 0, 113, 2], &good).await, StatusCode::OK);
        app.app.clock.advance(time::Duration::SECOND);
        assert_eq!(get(EVE, &good).await, StatusCode::OK);
    }

    #[test]
    fn whom_a_proxy_speaks_for_is_believed_where_there_is_one() {
        let asked = |behind_proxy: bool, named: &[&str]| {
            let mut request = Request::new(Body::empty());
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(EVE.into(), 1)));
            for named in named {
                request.headers_mut().append("x-forwarded-for", named.parse().unwrap());
            }
            peer(behind_proxy, &request).unwrap().to_string()
        };
        assert_eq!(asked(false, &["198.51.100.7"]), "203.0.113.1", "without one, nobody is");
        assert_eq!(asked(true, &["10.0.0.1, 192.0.2.1", "192.0.2.9, 198.51.100.7"]), "198.51.100.7");
        for nothing in [vec![], vec!["unknown"], vec![""]] {
            assert_eq!(asked(true, &nothing), "203.0.113.1");
        }
    }

    #[test]
    fn a_share_comes_back_and_does_not_grow() {
        let (limit, eve) = (Limit::new(2, 1000), IpAddr::from(EVE));
        let take = |now| limit.take(eve, 1, now);
        assert_eq!([take(0), take(0), take(0), take(999)], [Ok(()), Ok(()), Err(1), Err(1)]);
        assert_eq!([take(1000), take(1001)], [Ok(()), Err(1)]);
        assert_eq!([take(90_000), take(90_000), take(90_000)], [Ok(()), Ok(()), Err(1)]);
        assert_eq!([take(0), take(1000)], [Err(1), Ok(())], "after the clock was set back");
        let several = |count, now| limit.take(eve, count, now);
        assert_eq!([several(2, 100_000), several(0, 100_000)], [Ok(()), Ok(())]);
        assert_eq!([several(2, 101_000), several(1, 101_000)], [Err(1), Ok(())], "all of them or none");
    }

    #[test]
    fn an_ipv6_client_is_its_network() {
        let of = |text: &str| client(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    }
}
