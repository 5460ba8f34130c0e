//! What is an institution's staff's, each by their role.

use super::{desk as staff, *};

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { achievement, held, spare, offered, .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);

    table.row(get.clone(), "/desk", &[], no.clone(), [401, 200, 200, 303, 303, 303, 303, 303]);
    table.row(get.clone(), "/desk/{slug}", &["art"], no.clone(), staff(Act::See, 200));

    table.row(get.clone(), "/desk/{slug}/mail", &["art"], no.clone(), staff(Act::See, 200));

    // Of no institution in particular: whoever works at any.
    let any_staff = [401, 403, 403, 200, 200, 200, 200, 200];
    let badge = Sent::Form("badge-shape=gear".to_owned());
    table.row(post.clone(), "/desk/badge-preview", &[], badge, any_staff);
    let text = Sent::Form("text=a".to_owned());
    table.row(post.clone(), "/desk/markdown-preview", &[], text, any_staff);

    table.row(
        post.clone(),
        "/desk/{slug}/achievements",
        &["art"],
        Sent::Parts(&ACHIEVEMENT),
        staff(Act::Describe, 303),
    );
    table.row(get.clone(), "/desk/{slug}/achievements/new", &["art"], no.clone(), staff(Act::Describe, 200));
    table.row(
        get.clone(),
        "/desk/{slug}/achievements/{id}",
        &["art", achievement],
        no.clone(),
        staff(Act::See, 200),
    );
    table.row(
        get.clone(),
        "/desk/{slug}/credentials/{id}/revoke",
        &["art", &offered[1]],
        no.clone(),
        // A teacher sees what they awarded themselves.
        [401, 403, 403, 200, 200, 404, 403, 403],
    );
    let reason = Sent::Form("reason=A+mistake".to_owned());
    table.row(
        post.clone(),
        "/desk/{slug}/credentials/{id}/revoke",
        &["art", &offered[1]],
        reason.clone(),
        once(staff(Act::Revoke, 303)),
    );
    // Another institution's desk does not reach this one's things.
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];
    table.row(get.clone(), "/desk/{slug}/achievements/{id}", &["music", achievement], no.clone(), elsewhere);
    table.row(get.clone(), "/desk/{slug}/credentials/{id}/revoke", &["music", held], no.clone(), elsewhere);
    table.row(post.clone(), "/desk/{slug}/credentials/{id}/revoke", &["music", held], reason, elsewhere);

    table.row(get.clone(), "/api/v1/issuers/{slug}/achievements", &["art"], no.clone(), staff(Act::See, 200));
    let new = json!({ "name": "Dyer", "description": "Dyes.", "criteria": "Dye." });
    let made = staff(Act::Describe, 201);
    table.row(post.clone(), "/api/v1/issuers/{slug}/achievements", &["art"], Sent::Json(new), made);
    table.row(get.clone(), "/api/v1/issuers/{slug}/credentials", &["art"], no.clone(), staff(Act::See, 200));
    let award =
        json!({ "achievement": achievement, "recipient": { "name": "Cy", "email": "cy@learner.example" } });
    table.row(
        post.clone(),
        "/api/v1/issuers/{slug}/credentials",
        &["art"],
        Sent::Json(award.clone()),
        staff(Act::Award, 201),
    );
    table.row(post.clone(), "/api/v1/issuers/{slug}/credentials", &["music"], Sent::Json(award), elsewhere);
    let reason = Sent::Json(json!({ "reason": "A mistake" }));
    let revoke = "/api/v1/issuers/{slug}/credentials/{id}/revoke";
    table.row(post.clone(), revoke, &["art", spare], reason.clone(), once(staff(Act::Revoke, 204)));
    table.row(post.clone(), revoke, &["music", held], reason, elsewhere);
}

/// What can be done once: the owner does it, and the others find it done.
pub(super) fn once(expected: Expected) -> Expected {
    let mut first = true;
    expected.map(|status| match status {
        200..400 if std::mem::replace(&mut first, false) => status,
        200..400 => 409,
        refused => refused,
    })
}
