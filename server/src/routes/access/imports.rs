//! Exports of a school's system, which are a registrar's.

use super::{desk as staff, *};
use crate::flows::roster_import;

/// A sound export that was uploaded, and one of which transcripts were made.
pub(super) async fn uploaded(app: &TestApp, by: &Visitor) -> [String; 2] {
    const AUTUMN: &[u8] = include_bytes!("../../../../fixtures/oneroster/hedgerow-autumn.zip");
    let viewer = by.viewer(app).await;
    let mut ids = Vec::new();
    for name in ["new.zip", "used.zip"] {
        ids.push(roster_import::upload(&app.app, &viewer, "art", (name, AUTUMN.to_vec())).await.unwrap());
    }
    let mut tx = app.app.db.write().await.unwrap();
    assert!(crate::store::roster_import::set_used(&mut tx, ids[1]).await.unwrap());
    tx.commit().await.unwrap();
    [ids[0].to_string(), ids[1].to_string()]
}

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { imports: [import, used], .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let enrol = |status| staff(Act::Enrol, status);
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];

    let all = "/desk/{slug}/imports";
    table.row(get.clone(), all, &["art"], no.clone(), enrol(200));
    // Without a file the form comes back, for whoever may send one.
    table.row(post.clone(), all, &["art"], Sent::Parts(&[("a", "x")]), enrol(422));
    let sample = "/desk/{slug}/imports/samples/{file}";
    table.row(get.clone(), sample, &["art", "hedgerow-autumn.zip"], no.clone(), enrol(200));
    table.row(get.clone(), sample, &["art", "other.zip"], no.clone(), enrol(404));
    for route in [
        "/desk/{slug}/imports/{id}",
        "/desk/{slug}/imports/{id}/template.csv",
        "/desk/{slug}/imports/{id}/template.xlsx",
        "/desk/{slug}/imports/{id}/faults.csv",
        "/desk/{slug}/imports/{id}/log.csv",
    ] {
        table.row(get.clone(), route, &["art", import], no.clone(), enrol(200));
        table.row(get.clone(), route, &["music", import], no.clone(), elsewhere);
    }
    for (route, id, sent, expected) in [
        ("/desk/{slug}/imports/{id}/mapping", import, no.clone(), enrol(303)),
        ("/desk/{slug}/imports/{id}/supplement", import, Sent::Parts(&[("a", "x")]), enrol(422)),
        ("/desk/{slug}/imports/{id}/discard", used, no.clone(), enrol(409)),
    ] {
        table.row(post.clone(), route, &["music", id], sent.clone(), elsewhere);
        table.row(post.clone(), route, &["art", id], sent, expected);
    }

    let all = "/api/v1/issuers/{slug}/imports";
    table.row(get.clone(), all, &["art"], no.clone(), enrol(200));
    // What is no zip is read all the same, and its answer says so.
    table.row(post.clone(), all, &["art"], Sent::Json(json!("no zip")), enrol(201));
    table.row(post, all, &["music"], Sent::Json(json!("no zip")), [401, 403, 403, 403, 403, 403, 403, 201]);
    for route in [
        "/api/v1/issuers/{slug}/imports/{id}",
        "/api/v1/issuers/{slug}/imports/{id}/template",
        "/api/v1/issuers/{slug}/imports/{id}/log",
    ] {
        table.row(get.clone(), route, &["art", import], no.clone(), enrol(200));
        table.row(get.clone(), route, &["music", import], no.clone(), elsewhere);
    }
    let mapping = Sent::Json(json!({ "category": "cat-final" }));
    let route = "/api/v1/issuers/{slug}/imports/{id}/mapping";
    table.row(put.clone(), route, &["music", import], mapping.clone(), elsewhere);
    table.row(put.clone(), route, &["art", import], mapping, enrol(200));
    let route = "/api/v1/issuers/{slug}/imports/{id}/supplement";
    let none = Sent::Json(json!(""));
    table.row(put.clone(), route, &["music", import], none.clone(), elsewhere);
    table.row(put, route, &["art", import], none, enrol(422));
    let one = "/api/v1/issuers/{slug}/imports/{id}";
    table.row(Method::DELETE, one, &["music", used], no.clone(), elsewhere);
    table.row(Method::DELETE, one, &["art", used], no, enrol(409));

    // Last, because it is used then.
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];
    for (route, plan, planned, started) in [
        // Pressed twice, it leads to what was started once.
        ("/desk/{slug}/imports/{id}/start", "/desk/{slug}/imports/{id}/plan", 200, 303),
        // What was started is not planned again.
        ("/api/v1/issuers/{slug}/imports/{id}/start", "/api/v1/issuers/{slug}/imports/{id}/plan", 409, 409),
    ] {
        table.row(Method::GET, plan, &["art", import], Sent::Nothing, enrol(planned));
        table.row(Method::GET, plan, &["music", import], Sent::Nothing, elsewhere);
        let typed = if route.starts_with("/api") { Sent::Json(json!({})) } else { Sent::Nothing };
        table.row(Method::POST, route, &["art", import], typed.clone(), enrol(started));
        table.row(Method::POST, route, &["music", import], typed, elsewhere);
    }
}
