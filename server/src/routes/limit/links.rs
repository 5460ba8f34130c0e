//! How often one client may be told that a link leads nowhere, or that its passcode is wrong.
//!
//! What is counted is the misses; to open what is there costs nothing, however many do it from one
//! address. A token has 256 random bits, so that nobody ever finds one by trying: what is saved is the
//! load of looking. Whoever follows another's links through `/api/v1/links` is counted there.
//!
//! All clients together are counted too, but nobody is refused for what the others missed alone: a
//! good link would seem broken to those who were sent it. While they miss more than they may, each
//! that has missed lately may miss less; whoever has not is let through as ever.

use axum::{
    extract::Request,
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{EVERYBODY, Limits, client, limit_client, peer};

/// Whether something is looked for by the token of a shared record.
pub(super) fn is_asked_for(path: &str) -> bool {
    path.starts_with("/s/") || path.starts_with("/api/v1/shares/")
}

/// Lets a request through, or answers 429 before anything is looked up.
pub(super) async fn limit(limits: &Limits, request: Request, next: Next) -> Response {
    let from = peer(limits.app.config.behind_proxy, &request).filter(|peer| !peer.is_loopback());
    let Some(from) = from.map(client) else { return limit_client(limits, request, next).await };
    let own = limits.charge(&limits.missing, from);
    let in_a_rush = limits.charge(&limits.missing_in_a_rush, from);
    let together = limits.charge(&limits.missing_together, EVERYBODY);

    let detail = "many links that lead nowhere were asked for from your address just now";
    let free = own.probe(detail);
    let free = if together.probe(detail).is_err() { free.and(in_a_rush.probe(detail)) } else { free };
    if let Err(problem) = free {
        return problem.into_response();
    }
    let posted = *request.method() == Method::POST;
    let response = limit_client(limits, request, next).await;
    if is_miss(posted, response.status()) {
        for charge in [own, in_a_rush, together] {
            // It was let through: what is counted is that it was a miss.
            let _ = charge.more(1);
        }
    }
    response
}

/// Whether an answer says that nothing is there, or that no passcode was right. To be asked for one
/// is no miss: there is something there.
fn is_miss(posted: bool, status: StatusCode) -> bool {
    match status {
        StatusCode::NOT_FOUND => true,
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::FORBIDDEN => posted,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, SocketAddr};

    use axum::{Router, body::Body, extract::ConnectInfo, http::header, middleware, routing::get};

    use super::*;
    use crate::{
        config::Config,
        effects::Random,
        flows::share,
        routes::testing::{Answer, TestApp},
        secrets::new_token,
    };

    const EVE: [u8; 4] = [203, 0, 113, 1];
    const BOB: [u8; 4] = [203, 0, 113, 2];

    /// What a client at an address is answered; with a form it posts.
    async fn ask(app: &TestApp, from: impl Into<IpAddr>, path: &str, form: Option<&str>) -> Answer {
        let method = if form.is_some() { Method::POST } else { Method::GET };
        let request = app.stranger().request(method, path);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let mut request = request.body(Body::from(form.unwrap_or_default().to_owned())).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from.into(), 1)));
        app.stranger().send(request).await
    }

    /// A service with limits, and live links of it: one without a passcode, one with.
    async fn with_links() -> (TestApp, [String; 2]) {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (open, _) = ada.shared(&credential).await;
        let (locked, share) = ada.shared_held(&credential).await;
        let path = format!("/wallet/shares/{share}/passcode");
        ada.post_form(&path, "passcode=moss+fern").await.expect(StatusCode::SEE_OTHER);
        let config = Config { demo: false, ..app.app.config.clone() };
        (app.with_config(config), [open, locked])
    }

    #[tokio::test]
    async fn misses_are_counted_and_good_links_cost_nothing() {
        let (app, [open, locked]) = with_links().await;
        let (page, json) = (format!("/s/{open}"), format!("/api/v1/shares/{open}"));
        for _ in 0..150 {
            ask(&app, EVE, &page, None).await.expect(StatusCode::OK);
            ask(&app, EVE, &json, None).await.expect(StatusCode::OK);
            // What asks for a passcode is there.
            ask(&app, EVE, &format!("/api/v1/shares/{locked}"), None).await.expect(StatusCode::FORBIDDEN);
        }
        for _ in 0..23 {
            for path in
                ["/s/made-up", "/s/made-up/record.json", "/s/made-up/qr.png", "/api/v1/shares/made-up"]
            {
                ask(&app, EVE, path, None).await.expect(StatusCode::NOT_FOUND);
            }
            ask(&app, EVE, "/s/made-up", Some("passcode=x")).await.expect(StatusCode::NOT_FOUND);
        }
        for _ in 0..5 {
            let wrong = ask(&app, EVE, &format!("/s/{locked}"), Some("passcode=fern")).await;
            wrong.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let refused = ask(&app, EVE, "/s/made-up", None).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.header(header::RETRY_AFTER), "1");
        let good = ask(&app, EVE, &page, None).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(good.text(), refused.text(), "nothing was looked up");
        ask(&app, EVE, &json, None).await.expect(StatusCode::TOO_MANY_REQUESTS);
        ask(&app, BOB, &page, None).await.expect(StatusCode::OK);
        ask(&app, [127, 0, 0, 1], "/s/made-up", None).await.expect(StatusCode::NOT_FOUND);
        app.app.clock.advance(time::Duration::SECOND);
        ask(&app, EVE, &page, None).await.expect(StatusCode::OK);
        ask(&app, EVE, "/s/made-up", None).await.expect(StatusCode::NOT_FOUND);
        ask(&app, EVE, &page, None).await.expect(StatusCode::TOO_MANY_REQUESTS);
    }

    #[tokio::test]
    async fn in_a_demo_nobody_is_slowed() {
        let app = TestApp::new().await;
        for _ in 0..130 {
            ask(&app, EVE, "/s/made-up", None).await.expect(StatusCode::NOT_FOUND);
        }
    }

    #[tokio::test]
    async fn in_a_rush_whoever_missed_lately_waits_and_nobody_else() {
        let app = TestApp::at("https://laurel.test", false).await;
        let limits = Limits::new(app.app.clone());
        let router = Router::new().route("/s/good", get(|| async { "good" }));
        let layer = middleware::from_fn_with_state(limits.clone(), super::super::limit);
        let router = router.fallback(|| async { StatusCode::NOT_FOUND }).layer(layer);
        let ask = async |from: [u8; 4], path: &str| {
            let mut request = Request::get(path).body(Body::empty()).unwrap();
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from.into(), 1)));
            Answer::of(&router, request).await.status
        };
        for _ in 0..13 {
            assert_eq!(ask(EVE, "/s/bad").await, StatusCode::NOT_FOUND);
        }
        assert_eq!(ask(EVE, "/s/good").await, StatusCode::OK, "there is no rush");
        let now = app.app.clock.now_ms();
        limits.missing_together.take(EVERYBODY, 10_000 - 13, now).unwrap();
        assert_eq!(ask(EVE, "/s/good").await, StatusCode::TOO_MANY_REQUESTS);
        for _ in 0..300 {
            assert_eq!(ask(BOB, "/s/good").await, StatusCode::OK);
        }
        for _ in 0..12 {
            assert_eq!(ask(BOB, "/s/bad").await, StatusCode::NOT_FOUND, "a slip or two is forgiven");
        }
        assert_eq!(ask(BOB, "/s/bad").await, StatusCode::TOO_MANY_REQUESTS);
        app.app.clock.advance(time::Duration::milliseconds(50));
        assert_eq!(ask(EVE, "/s/good").await, StatusCode::OK, "the rush is over");
    }

    /// How many tokens are tried: a million in a soak.
    fn tries() -> usize {
        if std::env::var_os("LAUREL_SOAK").is_some() { 1_000_000 } else { 4_000 }
    }

    #[tokio::test]
    async fn tokens_that_are_tried_at_random_find_nothing_and_are_slowed() {
        let (app, links) = with_links().await;
        let random = Random::seeded(2);
        let (mut nothing, mut slowed) = (0, 0);
        for number in 0..tries() {
            let token = new_token(&random);
            assert_eq!(share::open(&app.app, &token, None, None).await.unwrap(), None);
            let root = if number % 2 == 0 { "/s" } else { "/api/v1/shares" };
            match ask(&app, EVE, &format!("{root}/{token}"), None).await.status {
                StatusCode::NOT_FOUND => nothing += 1,
                StatusCode::TOO_MANY_REQUESTS => slowed += 1,
                status => panic!("{status}"),
            }
        }
        // Time stands still: the burst is answered, and no more.
        assert_eq!((nothing, slowed), (120, tries() - 120));
        for link in links {
            ask(&app, BOB, &format!("/s/{link}"), None).await.expect(StatusCode::OK);
        }
    }
}
