//! Who may do what: every route, asked by everybody.
//!
//! A route that is missing here fails the test.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use serde_json::{Value, json};

use super::testing::{Answer, TestApp, Visitor, between, last_part};

/// What a request sends.
#[derive(Clone)]
enum Sent {
    Nothing,
    Form(String),
    /// A form with files, and what is in its text fields.
    Parts(&'static [(&'static str, &'static str)]),
    Json(Value),
}

/// One route, one request, and the status that each of the five gets.
struct Row {
    method: Method,
    route: &'static str,
    path: String,
    sent: Sent,
    expected: [u16; 5],
}

// A stranger, the learner, another learner, the issuer's staff, another issuer's staff.
const ANYBODY: [u16; 5] = [200; 5];
const NOBODY: [u16; 5] = [404; 5];
const STAFF: [u16; 5] = [401, 403, 403, 200, 403];
const STAFF_POSTS: [u16; 5] = [401, 403, 403, 303, 403];
const LEARNER: [u16; 5] = [401, 200, 404, 404, 404];
const LEARNER_POSTS: [u16; 5] = [401, 303, 404, 404, 404];

const ACHIEVEMENT: [(&str, &str); 4] =
    [("name", "Weaver"), ("description", "Weaves."), ("criteria", "Weave."), ("achievement_type", "Badge")];

/// What the people in the test have made before it begins.
struct Scene {
    app: TestApp,
    people: [Visitor; 5],
    achievement: String,
    /// Held by the learner, and in the record.
    held: String,
    /// Held by the learner, and not in the record.
    spare: String,
    /// Waits for the learner.
    offered: [String; 2],
    list: String,
    record: String,
    token: String,
    shares: [String; 2],
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::new().await;
        let (staff, foreign) = (app.founded("art").await, app.founded("music").await);
        let (ada, bob) =
            (app.signed_in("ada@learner.example").await, app.signed_in("bob@learner.example").await);

        let made =
            staff.post_parts("/desk/art/achievements", &ACHIEVEMENT, b"").await.expect(StatusCode::SEE_OTHER);
        let achievement = last_part(made.header(header::LOCATION));
        let award = json!({ "achievement": achievement, "recipient": { "name": "Ada", "email": "ada@learner.example" } });
        let mut awarded = Vec::new();
        let mut list = String::new();
        for _ in 0..4 {
            let answer = staff.post_json("/api/v1/issuers/art/credentials", award.clone()).await;
            let answer = answer.expect(StatusCode::CREATED);
            awarded.push(last_part(answer.header(header::LOCATION)));
            list = last_part(answer.json()["credentialStatus"]["statusListCredential"].as_str().unwrap());
        }
        let [held, spare, one, other] = <[String; 4]>::try_from(awarded).unwrap();
        for id in [&held, &spare] {
            ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        }
        let made = ada.post_form("/wallet/records", "title=Mine").await.expect(StatusCode::SEE_OTHER);
        let record = last_part(made.header(header::LOCATION));
        let items = format!("/wallet/records/{record}/items");
        ada.post_form(&items, &format!("credential={held}")).await.expect(StatusCode::SEE_OTHER);
        for _ in 0..2 {
            ada.post_form(&format!("/wallet/records/{record}/shares"), "days=7")
                .await
                .expect(StatusCode::SEE_OTHER);
        }
        let page = ada.get(&format!("/wallet/records/{record}")).await.text();
        let token = between(&page, "/s/", &['"', '/', '<']).remove(0);
        let mut shares = between(&page, "/wallet/shares/", &['/']);
        shares.dedup();
        let shares = <[String; 2]>::try_from(shares).unwrap();
        let people = [app.stranger(), ada, bob, staff, foreign];
        Self { app, people, achievement, held, spare, offered: [one, other], list, record, token, shares }
    }
}

#[expect(clippy::too_many_lines, reason = "one table: every route, and who may do what")]
fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |method: Method, route: &'static str, values: &[&str], sent: Sent, expected: [u16; 5]| {
        let mut path = route.to_owned();
        for value in values {
            let (from, to) = (path.find('{').unwrap(), path.find('}').unwrap());
            path.replace_range(from..=to, value);
        }
        rows.push(Row { method, route, path, sent, expected });
    };
    let Scene { achievement, held, spare, offered, list, record, token, shares, .. } = scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);

    for route in [
        "/",
        "/verify",
        "/sign-in",
        "/outbox",
        "/healthz",
        "/readyz",
        "/api/openapi.json",
        "/api/v1/policy",
        "/sw.js",
    ] {
        row(get.clone(), route, &[], no.clone(), ANYBODY);
    }
    row(post.clone(), "/verify", &[], Sent::Parts(&[("text", "{}")]), ANYBODY);
    row(post.clone(), "/sign-in", &[], Sent::Form("email=nobody".to_owned()), [422; 5]);
    row(get.clone(), "/sign-in/{token}", &["none"], no.clone(), NOBODY);
    row(post.clone(), "/sign-in/{token}", &["none"], no.clone(), NOBODY);
    row(get.clone(), "/assets/{file}", &["none.js"], no.clone(), NOBODY);
    row(get.clone(), "/.well-known/did.json", &[], no.clone(), NOBODY);

    row(get.clone(), "/issuers/{slug}", &["art"], no.clone(), ANYBODY);
    row(get.clone(), "/issuers/{slug}/did.json", &["art"], no.clone(), NOBODY);
    row(get.clone(), "/achievements/{id}", &[achievement], no.clone(), ANYBODY);
    row(get.clone(), "/achievements/{id}/image", &[achievement], no.clone(), ANYBODY);
    row(get.clone(), "/status/{list}", &[list], no.clone(), ANYBODY);
    row(get.clone(), "/s/{token}", &[token], no.clone(), ANYBODY);
    row(get.clone(), "/s/{token}/qr.svg", &[token], no.clone(), ANYBODY);
    row(get.clone(), "/s/{token}/qr.png", &[token], no.clone(), ANYBODY);
    row(get.clone(), "/api/v1/shares/{token}", &[token], no.clone(), ANYBODY);
    row(get.clone(), "/s/{token}", &["made-up"], no.clone(), NOBODY);
    row(post.clone(), "/api/v1/receipts", &[], Sent::Json(json!({})), ANYBODY);
    row(post.clone(), "/api/v1/verify", &[], Sent::Json(json!({ "document": {} })), ANYBODY);
    row(get.clone(), "/api/v1/verifications/{token}", &["none"], no.clone(), NOBODY);
    row(Method::DELETE, "/api/v1/verifications/{token}", &["none"], no.clone(), NOBODY);
    let link = json!({ "url": format!("http://laurel.test/s/{token}") });
    row(post.clone(), "/api/v1/links", &[], Sent::Json(link), ANYBODY);
    row(post.clone(), "/api/v1/knowledge", &[], Sent::Json(json!({ "needs": [] })), ANYBODY);
    row(get.clone(), "/credentials/{id}", &[held], no.clone(), [404, 200, 404, 200, 404]);
    row(get.clone(), "/credentials/{id}", &[&offered[0]], no.clone(), [404, 200, 404, 200, 404]);
    for route in ["/credentials/{id}/certificate", "/credentials/{id}/qr.svg", "/credentials/{id}/qr.png"] {
        row(get.clone(), route, &[held], no.clone(), [404, 200, 404, 200, 404]);
    }

    row(get.clone(), "/desk", &[], no.clone(), [401, 200, 200, 303, 303]);
    row(get.clone(), "/desk/{slug}", &["art"], no.clone(), STAFF);
    row(post.clone(), "/desk/{slug}/achievements", &["art"], Sent::Parts(&ACHIEVEMENT), STAFF_POSTS);
    row(get.clone(), "/desk/{slug}/achievements/new", &["art"], no.clone(), STAFF);
    row(get.clone(), "/desk/{slug}/achievements/{id}", &["art", achievement], no.clone(), STAFF);
    let award = Sent::Form("name=Cy&email=cy@learner.example".to_owned());
    row(
        post.clone(),
        "/desk/{slug}/achievements/{id}/awards",
        &["art", achievement],
        award.clone(),
        STAFF_POSTS,
    );
    row(get.clone(), "/desk/{slug}/credentials/{id}/revoke", &["art", &offered[1]], no.clone(), STAFF);
    let reason = Sent::Form("reason=A+mistake".to_owned());
    row(
        post.clone(),
        "/desk/{slug}/credentials/{id}/revoke",
        &["art", &offered[1]],
        reason.clone(),
        STAFF_POSTS,
    );
    // Another institution's desk does not reach this one's things.
    let elsewhere = [401, 403, 403, 403, 404];
    row(get.clone(), "/desk/{slug}/achievements/{id}", &["music", achievement], no.clone(), elsewhere);
    row(post.clone(), "/desk/{slug}/achievements/{id}/awards", &["music", achievement], award, elsewhere);
    row(get.clone(), "/desk/{slug}/credentials/{id}/revoke", &["music", held], no.clone(), elsewhere);
    row(post.clone(), "/desk/{slug}/credentials/{id}/revoke", &["music", held], reason, elsewhere);

    row(get.clone(), "/api/v1/issuers/{slug}/achievements", &["art"], no.clone(), STAFF);
    let new = json!({ "name": "Dyer", "description": "Dyes.", "criteria": "Dye." });
    let made = [401, 403, 403, 201, 403];
    row(post.clone(), "/api/v1/issuers/{slug}/achievements", &["art"], Sent::Json(new), made);
    row(get.clone(), "/api/v1/issuers/{slug}/credentials", &["art"], no.clone(), STAFF);
    let award =
        json!({ "achievement": achievement, "recipient": { "name": "Cy", "email": "cy@learner.example" } });
    row(post.clone(), "/api/v1/issuers/{slug}/credentials", &["art"], Sent::Json(award.clone()), made);
    row(post.clone(), "/api/v1/issuers/{slug}/credentials", &["music"], Sent::Json(award), elsewhere);
    let reason = Sent::Json(json!({ "reason": "A mistake" }));
    let revoke = "/api/v1/issuers/{slug}/credentials/{id}/revoke";
    row(post.clone(), revoke, &["art", spare], reason.clone(), [401, 403, 403, 204, 403]);
    row(post.clone(), revoke, &["music", held], reason, elsewhere);

    let signed_in = [401, 200, 200, 200, 200];
    row(get.clone(), "/wallet", &[], no.clone(), signed_in);
    row(get.clone(), "/api/v1/wallet/credentials", &[], no.clone(), signed_in);
    row(get.clone(), "/wallet/credentials/{id}", &[held], no.clone(), LEARNER);
    row(post.clone(), "/wallet/credentials/{id}/claim", &[&offered[0]], no.clone(), LEARNER_POSTS);
    row(post.clone(), "/wallet/records", &[], Sent::Form("title=New".to_owned()), [401, 303, 303, 303, 303]);
    row(get.clone(), "/wallet/records/{id}", &[record], no.clone(), LEARNER);
    row(
        post.clone(),
        "/wallet/records/{id}",
        &[record],
        Sent::Form("title=Ours&introduction=".to_owned()),
        LEARNER_POSTS,
    );
    let order = Sent::Json(json!({ "credentials": [held] }));
    row(Method::PUT, "/api/v1/records/{id}/order", &[record], order, [401, 204, 404, 404, 404]);
    let moved = Sent::Form("to=up".to_owned());
    row(post.clone(), "/wallet/records/{id}/items/{credential}/move", &[record, held], moved, LEARNER_POSTS);
    row(
        post.clone(),
        "/wallet/records/{id}/items/{credential}/remove",
        &[record, held],
        no.clone(),
        LEARNER_POSTS,
    );
    let chosen = Sent::Form(format!("credential={held}"));
    row(post.clone(), "/wallet/records/{id}/items", &[record], chosen, LEARNER_POSTS);
    row(
        post.clone(),
        "/wallet/records/{id}/shares",
        &[record],
        Sent::Form("days=1".to_owned()),
        LEARNER_POSTS,
    );
    row(post.clone(), "/wallet/shares/{id}/end", &[&shares[0]], no.clone(), LEARNER_POSTS);

    row(post, "/sign-out", &[], no, [303; 5]);
    rows
}

async fn send(visitor: &Visitor, row: &Row) -> Answer {
    match (&row.sent, &row.method) {
        (Sent::Nothing, &Method::GET) => visitor.get(&row.path).await,
        (Sent::Nothing, &Method::DELETE) => {
            let request =
                visitor.request(Method::DELETE, &row.path).header(header::ORIGIN, "http://laurel.test");
            visitor.send(request.body(Body::empty()).unwrap()).await
        }
        (Sent::Nothing, _) => visitor.post_form(&row.path, "").await,
        (Sent::Form(form), _) => visitor.post_form(&row.path, form).await,
        (Sent::Parts(fields), _) => visitor.post_parts(&row.path, fields, b"").await,
        (Sent::Json(body), &Method::POST) => visitor.post_json(&row.path, body.clone()).await,
        (Sent::Json(body), method) => {
            let request =
                visitor.request(method.clone(), &row.path).header(header::ORIGIN, "http://laurel.test");
            visitor.send(request.body(Body::from(body.to_string())).unwrap()).await
        }
    }
}

#[tokio::test]
async fn everybody_gets_what_is_theirs_and_nothing_else() {
    let scene = Scene::set().await;
    for row in rows(&scene) {
        // Whoever may not comes first, so that nobody finds the thing done already.
        let mut order: Vec<usize> = (0..5).collect();
        order.sort_by_key(|&person| row.expected[person] < 400);
        let mut got = [0; 5];
        for person in order {
            got[person] = send(&scene.people[person], &row).await.status.as_u16();
        }
        assert_eq!(got, row.expected, "{} {}", row.method, row.path);
    }
}

#[tokio::test]
async fn every_route_is_in_the_table() {
    let scene = Scene::set().await;
    let listed: BTreeSet<String> =
        rows(&scene).iter().map(|row| format!("{} {}", row.method, row.route)).collect();
    let document = scene.app.stranger().get("/api/openapi.json").await.json();
    let api = document["paths"].as_object().unwrap().keys().cloned();
    let others = super::all().into_iter().map(|(path, _)| path.to_owned());
    let mut there = BTreeSet::new();
    for route in api.chain(others).chain(["/api/openapi.json".to_owned()]) {
        let parts = route.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
        let path = parts.collect::<Vec<_>>().join("/");
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let stranger = scene.app.stranger();
            let request = stranger.request(method.clone(), &path).body(Body::empty()).unwrap();
            if stranger.send(request).await.status != StatusCode::METHOD_NOT_ALLOWED {
                there.insert(format!("{method} {route}"));
            }
        }
    }
    assert_eq!(listed, there);
}
