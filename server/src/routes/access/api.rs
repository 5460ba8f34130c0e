//! The desk by its API: the same rights as on its pages, for people and for programs.

use super::{desk as staff, desk::once, *};

/// Another institution's desk does not reach this one's things.
const ELSEWHERE: Expected = [401, 403, 403, 403, 403, 403, 403, 404];
const NOBODY_ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

pub(super) fn rows(table: &mut Table<'_>) {
    institution(table);
    achievements(table);
    endorsements(table);
    credentials(table);
    bulk(table);
    learners(table);
    classes(table);
    claim_links(table);
}

fn institution(table: &mut Table<'_>) {
    let (get, put, no) = (Method::GET, Method::PUT, Sent::Nothing);
    let (see, owners) = (staff(Act::See, 200), |status| staff(Act::Govern, status));
    let profile = "/api/v1/issuers/{slug}/profile";
    table.row(get.clone(), profile, &["art"], no.clone(), see);
    let typed = Sent::Json(json!({ "name": "School of art", "language": "en" }));
    table.row(put.clone(), profile, &["art"], typed, owners(200));
    let picture = Sent::Json(json!("no picture"));
    table.row(put, "/api/v1/issuers/{slug}/profile/image", &["art"], picture, owners(422));
    table.row(get.clone(), "/api/v1/issuers/{slug}/staff", &["art"], no.clone(), owners(200));
    table.row(get.clone(), "/api/v1/issuers/{slug}/keys", &["art"], no.clone(), see);
    table.row(get, "/api/v1/issuers/{slug}/mail", &["art"], no, see);
}

fn achievements(table: &mut Table<'_>) {
    let Scene { achievement, draft, .. } = table.scene;
    let (get, post, put, no) = (Method::GET, Method::POST, Method::PUT, Sent::Nothing);
    let (see, describe) = (staff(Act::See, 200), |status| staff(Act::Describe, status));
    let content = json!({ "name": "Dyer", "description": "Dyes.", "criteria": { "narrative": "Dye." } });
    let body = Sent::Json(json!({ "content": content }));
    table.row(
        post.clone(),
        "/api/v1/issuers/{slug}/achievements/drafts",
        &["art"],
        body.clone(),
        describe(201),
    );
    let imported = Sent::Json(json!({ "type": "Achievement", "name": "Dyer", "description": "Dyes.",
        "criteria": { "narrative": "Dye." } }));
    table.row(post.clone(), "/api/v1/issuers/{slug}/achievements/import", &["art"], imported, describe(201));
    table.row(get.clone(), "/api/v1/issuers/{slug}/achievements/export", &["art"], no.clone(), see);
    for route in [
        "/api/v1/issuers/{slug}/achievements/{id}",
        "/api/v1/issuers/{slug}/achievements/{id}/versions",
        "/api/v1/issuers/{slug}/achievements/{id}/export",
        "/api/v1/issuers/{slug}/achievements/{id}/draft",
        "/api/v1/issuers/{slug}/achievements/{id}/image",
        "/api/v1/issuers/{slug}/achievements/{id}/endorsements",
    ] {
        table.row(get.clone(), route, &["art", achievement], no.clone(), see);
        table.row(get.clone(), route, &["music", achievement], no.clone(), ELSEWHERE);
    }
    let one = "/api/v1/issuers/{slug}/achievements/{id}/draft";
    table.row(put.clone(), one, &["music", achievement], body.clone(), ELSEWHERE);
    table.row(put.clone(), one, &["art", achievement], body.clone(), describe(200));
    let publish = "/api/v1/issuers/{slug}/achievements/{id}/publish";
    table.row(post.clone(), publish, &["art", achievement], no.clone(), once(describe(200)));
    table.row(put.clone(), one, &["art", achievement], body, describe(200));
    table.row(Method::DELETE, one, &["art", achievement], no.clone(), once(describe(204)));
    let picture = Sent::Json(json!("no picture"));
    let image = "/api/v1/issuers/{slug}/achievements/{id}/image";
    table.row(put, image, &["art", achievement], picture, describe(422));
    // By now this one is retired.
    for route in [
        "/api/v1/issuers/{slug}/achievements/{id}/reinstate",
        "/api/v1/issuers/{slug}/achievements/{id}/retire",
    ] {
        table.row(post.clone(), route, &["music", draft], no.clone(), ELSEWHERE);
        table.row(post.clone(), route, &["art", draft], no.clone(), once(describe(204)));
    }
}

fn endorsements(table: &mut Table<'_>) {
    let achievement = &table.scene.achievement;
    let (post, describe) = (Method::POST, |status| staff(Act::Describe, status));
    let all = "/api/v1/issuers/{slug}/endorsements";
    table.row(Method::GET, all, &["art"], Sent::Nothing, staff(Act::See, 200));
    let about = json!({ "type": "Achievement", "id": "https://a.example/1", "name": "Bees" });
    let look = Sent::Json(json!({ "about": about }));
    table.row(post.clone(), "/api/v1/issuers/{slug}/endorsements/subjects", &["art"], look, describe(200));
    let new = json!({ "about": about, "subject": "https://a.example/1", "comment": "Good" });
    table.row(post.clone(), all, &["art"], Sent::Json(new), describe(201));
    let reason = Sent::Json(json!({ "reason": "A mistake" }));
    let revoke = "/api/v1/issuers/{slug}/endorsements/{id}/revoke";
    table.row(post.clone(), revoke, &["art", NOBODY_ID], reason, describe(404));
    let received = "/api/v1/issuers/{slug}/achievements/{id}/endorsements";
    let none = Sent::Json(json!({ "endorsement": {} }));
    table.row(post, received, &["art", achievement], none, describe(422));
    let remove = "/api/v1/issuers/{slug}/achievements/{id}/endorsements/{endorsement}";
    table.row(Method::DELETE, remove, &["art", achievement, NOBODY_ID], Sent::Nothing, describe(404));
}

fn credentials(table: &mut Table<'_>) {
    let Scene { achievement, held, .. } = table.scene;
    let (post, no) = (Method::POST, Sent::Nothing);
    let json = Sent::Json;
    let search = "/api/v1/issuers/{slug}/credentials/search";
    table.row(post.clone(), search, &["art"], json(json!({ "words": "a" })), staff(Act::See, 200));
    let award =
        json!([{ "achievement": achievement, "recipient": { "name": "Cy", "email": "cy@learner.example" } }]);
    let many = "/api/v1/issuers/{slug}/credentials/many";
    table.row(post.clone(), many, &["art"], json(award.clone()), staff(Act::Award, 201));
    table.row(post.clone(), many, &["music"], json(award), ELSEWHERE);
    let one = "/api/v1/issuers/{slug}/credentials/{id}";
    table.row(Method::GET, one, &["art", held], no.clone(), [401, 403, 403, 200, 200, 404, 200, 403]);
    table.row(Method::GET, one, &["music", held], no.clone(), ELSEWHERE);
    let revoke = "/api/v1/issuers/{slug}/credentials/revoke";
    let none = json!({ "credentials": [NOBODY_ID], "reason": "A mistake" });
    table.row(post.clone(), revoke, &["art"], json(none), staff(Act::Award, 404));
    // A teacher changes what they awarded themselves; this was awarded by the owner.
    let reason = json(json!({ "reason": "A mistake" }));
    let right = json(json!({ "name": "Ada", "reason": "A slip" }));
    let wrong = json(json!({ "email": "nobody", "reason": "A slip" }));
    let nowhere = json(json!({ "email": "nobody" }));
    for (route, sent, status) in [
        ("/api/v1/issuers/{slug}/credentials/{id}/suspend", &reason, 409),
        ("/api/v1/issuers/{slug}/credentials/{id}/resume", &no, 409),
        ("/api/v1/issuers/{slug}/credentials/{id}/correct", &right, 200),
        ("/api/v1/issuers/{slug}/credentials/{id}/address", &nowhere, 422),
        ("/api/v1/issuers/{slug}/credentials/{id}/release", &wrong, 422),
        ("/api/v1/issuers/{slug}/credentials/{id}/code", &no, 404),
    ] {
        table.row(post.clone(), route, &["art", held], sent.clone(), staff(Act::Revoke, status));
        table.row(post.clone(), route, &["music", held], sent.clone(), ELSEWHERE);
    }
    let until = json(json!({ "validUntil": "2027-05-03T12:00:00Z" }));
    let renew = "/api/v1/issuers/{slug}/credentials/{id}/renew";
    // It counts for good.
    table.row(post.clone(), renew, &["art", held], until.clone(), staff(Act::Revoke, 409));
    table.row(post.clone(), renew, &["music", held], until, ELSEWHERE);
    let none = json(json!({}));
    table.row(post.clone(), "/api/v1/issuers/{slug}/renewals", &["art"], none, staff(Act::Award, 422));
    let renewal = "/api/v1/issuers/{slug}/renewals/{id}";
    table.row(Method::GET, renewal, &["art", NOBODY_ID], no.clone(), staff(Act::Award, 404));
    let resume = "/api/v1/issuers/{slug}/renewals/{id}/resume";
    table.row(post.clone(), resume, &["art", NOBODY_ID], no.clone(), staff(Act::Award, 404));
    // It is claimed: nobody waits for a letter.
    let resend = "/api/v1/issuers/{slug}/credentials/{id}/resend";
    table.row(post.clone(), resend, &["art", held], no.clone(), staff(Act::Award, 404));
    table.row(post.clone(), resend, &["music", held], no.clone(), ELSEWHERE);
    table.row(post, "/api/v1/issuers/{slug}/credentials/resend", &["art"], no, staff(Act::Award, 200));
}

fn bulk(table: &mut Table<'_>) {
    let Scene { bulk, started, .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    let enrol = |status| staff(Act::Enrol, status);
    table.row(get.clone(), "/api/v1/issuers/{slug}/bulk", &["art"], no.clone(), enrol(200));
    table.row(get.clone(), "/api/v1/issuers/{slug}/bulk/template", &["art"], no.clone(), enrol(404));
    let read = Sent::Json(json!({}));
    // The one that was started has been cancelled by now.
    for (method, route, id, sent, status) in [
        (&get, "/api/v1/issuers/{slug}/bulk/{id}/faults", bulk, &no, 200),
        (&get, "/api/v1/issuers/{slug}/bulk/{id}/report", started, &no, 200),
        (&Method::PUT, "/api/v1/issuers/{slug}/bulk/{id}/columns", bulk, &read, 200),
        (&post, "/api/v1/issuers/{slug}/bulk/{id}/pause", started, &no, 409),
        (&post, "/api/v1/issuers/{slug}/bulk/{id}/resume", started, &no, 409),
        (&post, "/api/v1/issuers/{slug}/bulk/{id}/cancel", started, &no, 409),
        (&Method::DELETE, "/api/v1/issuers/{slug}/bulk/{id}", started, &no, 409),
    ] {
        table.row(method.clone(), route, &["music", id], sent.clone(), ELSEWHERE);
        table.row(method.clone(), route, &["art", id], sent.clone(), enrol(status));
    }
}

fn learners(table: &mut Table<'_>) {
    let pupil = &table.scene.pupil;
    let (get, post, put, no) = (Method::GET, Method::POST, Method::PUT, Sent::Nothing);
    let all = "/api/v1/issuers/{slug}/learners";
    table.row(get.clone(), all, &["art"], no.clone(), staff(Act::See, 200));
    let search = Sent::Json(json!({ "words": "a" }));
    table.row(post.clone(), "/api/v1/issuers/{slug}/learners/search", &["art"], search, staff(Act::See, 200));
    let new = Sent::Json(json!({ "name": "Flo" }));
    table.row(post, all, &["art"], new.clone(), staff(Act::Enrol, 201));
    // Of a class that the teacher does not teach.
    let one = "/api/v1/issuers/{slug}/learners/{id}";
    table.row(get.clone(), one, &["art", pupil], no.clone(), [401, 403, 403, 200, 200, 404, 200, 403]);
    table.row(put.clone(), one, &["art", pupil], new.clone(), [401, 403, 403, 200, 200, 404, 403, 403]);
    table.row(get, one, &["music", pupil], no, ELSEWHERE);
    table.row(put, one, &["music", pupil], new, ELSEWHERE);
}

fn classes(table: &mut Table<'_>) {
    let Scene { achievement, class, other_class, teacher, .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    let all = "/api/v1/issuers/{slug}/classes";
    table.row(get.clone(), all, &["art"], no.clone(), staff(Act::See, 200));
    let new = Sent::Json(json!({ "name": "8c" }));
    table.row(post.clone(), all, &["art"], new, staff(Act::Award, 201));
    table.row(get.clone(), "/api/v1/issuers/{slug}/teachers", &["art"], no.clone(), staff(Act::Award, 200));
    let one = "/api/v1/issuers/{slug}/classes/{id}";
    table.row(get.clone(), one, &["art", class], no.clone(), staff(Act::See, 200));
    let unseen = [401, 403, 403, 200, 200, 404, 200, 403];
    table.row(get.clone(), one, &["art", other_class], no.clone(), unseen);
    let nobody = Sent::Json(json!({ "achievement": achievement, "learners": [] }));
    for (method, route, sent, status) in [
        (Method::PUT, one, Sent::Json(json!({ "name": "7b", "teachers": [teacher] })), 200),
        (
            post.clone(),
            "/api/v1/issuers/{slug}/classes/{id}/archive",
            Sent::Json(json!({ "archived": false })),
            204,
        ),
        (
            post.clone(),
            "/api/v1/issuers/{slug}/classes/{id}/learners",
            Sent::Json(json!({ "learners": [] })),
            200,
        ),
        (post.clone(), "/api/v1/issuers/{slug}/classes/{id}/awards", nobody, 422),
        (post.clone(), "/api/v1/issuers/{slug}/classes/{id}/slips", Sent::Json(json!({})), 200),
    ] {
        table.row(method.clone(), route, &["music", class], sent.clone(), ELSEWHERE);
        table.row(method, route, &["art", class], sent, staff(Act::Award, status));
    }
    let out = "/api/v1/issuers/{slug}/classes/{id}/learners/{learner}";
    table.row(Method::DELETE, out, &["music", class, NOBODY_ID], no.clone(), ELSEWHERE);
    table.row(Method::DELETE, out, &["art", class, NOBODY_ID], no.clone(), staff(Act::Award, 204));
    let awarded = "/api/v1/issuers/{slug}/classes/{id}/awards/{award}";
    let none = [401, 403, 403, 404, 404, 404, 404, 403];
    table.row(get, awarded, &["art", class, NOBODY_ID], no, none);
}

fn claim_links(table: &mut Table<'_>) {
    let Scene { achievement, claim_link: [link, _], .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    let enrol = |status| staff(Act::Enrol, status);
    let all = "/api/v1/issuers/{slug}/claim-links";
    table.row(get.clone(), all, &["art"], no.clone(), enrol(200));
    let new = Sent::Json(json!({ "title": "Evening", "achievement": achievement }));
    table.row(post.clone(), all, &["art"], new, enrol(201));
    for (method, route, sent) in [
        (get, "/api/v1/issuers/{slug}/claim-links/{id}", no),
        (
            post.clone(),
            "/api/v1/issuers/{slug}/claim-links/{id}/state",
            Sent::Json(json!({ "state": "paused" })),
        ),
        (post, "/api/v1/issuers/{slug}/claim-links/{id}/requests", Sent::Json(json!({ "approve": true }))),
    ] {
        table.row(method.clone(), route, &["music", link], sent.clone(), ELSEWHERE);
        table.row(method, route, &["art", link], sent, enrol(200));
    }
}
