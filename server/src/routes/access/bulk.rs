//! Awards from a file, which are a registrar's.

use super::{desk as staff, *};

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { achievement, bulk, started, .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);
    let enrol = |status| staff(Act::Enrol, status);
    // Another institution's desk does not reach this one's files.
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];

    table.row(get.clone(), "/desk/{slug}/bulk", &["art"], no.clone(), enrol(200));
    // Without a file the form comes back, for whoever may send one.
    table.row(post.clone(), "/desk/{slug}/bulk", &["art"], Sent::Parts(&[("achievement", "x")]), enrol(404));
    table.row(get.clone(), "/desk/{slug}/bulk/new", &["art"], no.clone(), enrol(200));
    for route in ["/desk/{slug}/bulk/template.csv", "/desk/{slug}/bulk/template.xlsx"] {
        table.row(get.clone(), route, &["art"], no.clone(), enrol(404));
    }
    for (route, id, status) in [
        ("/desk/{slug}/bulk/{id}", bulk, 200),
        ("/desk/{slug}/bulk/{id}/faults.csv", bulk, 200),
        ("/desk/{slug}/bulk/{id}/report.csv", started, 200),
        ("/desk/{slug}/bulk/{id}/cancel", started, 200),
    ] {
        table.row(get.clone(), route, &["art", id], no.clone(), enrol(status));
        table.row(get.clone(), route, &["music", id], no.clone(), elsewhere);
    }
    for (route, id, expected) in [
        ("/desk/{slug}/bulk/{id}/columns", bulk, enrol(303)),
        ("/desk/{slug}/bulk/{id}/start", started, enrol(409)),
        ("/desk/{slug}/bulk/{id}/pause", started, enrol(303)),
        ("/desk/{slug}/bulk/{id}/resume", started, enrol(303)),
        ("/desk/{slug}/bulk/{id}/cancel", started, enrol(303)),
        ("/desk/{slug}/bulk/{id}/discard", started, enrol(409)),
    ] {
        table.row(post.clone(), route, &["music", id], no.clone(), elsewhere);
        table.row(post.clone(), route, &["art", id], no.clone(), expected);
    }

    // It has ended, so that its events end, too.
    let events = "/desk/{slug}/bulk/{id}/events";
    table.row(get.clone(), events, &["art", started], no.clone(), enrol(200));
    table.row(get.clone(), events, &["music", started], no.clone(), elsewhere);

    let list = json!({ "achievement": achievement, "csv": "Name,E-mail\nCy,cy@learner.example\n" });
    let all = "/api/v1/issuers/{slug}/bulk";
    table.row(post.clone(), all, &["art"], Sent::Json(list.clone()), enrol(201));
    table.row(post.clone(), all, &["music"], Sent::Json(list), elsewhere);
    let one = "/api/v1/issuers/{slug}/bulk/{id}";
    table.row(get.clone(), one, &["art", bulk], no.clone(), enrol(200));
    table.row(get.clone(), one, &["music", bulk], no.clone(), elsewhere);
    let start = "/api/v1/issuers/{slug}/bulk/{id}/start";
    table.row(post.clone(), start, &["music", started], Sent::Json(json!({})), elsewhere);
    table.row(post.clone(), start, &["art", started], Sent::Json(json!({})), enrol(409));
}
