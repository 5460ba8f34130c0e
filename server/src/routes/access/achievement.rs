//! Writing achievements: the desk's, and of it those who describe them.

use super::{desk as staff, desk::once, *};

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { achievement, draft, .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);

    let describe = |status| staff(Act::Describe, status);
    let see = staff(Act::See, 200);
    let art = "art";
    table.row(get.clone(), "/desk/{slug}/achievements/import", &[art], no.clone(), describe(200));
    let file = Sent::Parts(&[(
        "text",
        r#"{"type":"Achievement","name":"Dyer","description":"Dyes.","criteria":{"narrative":"Dye."}}"#,
    )]);
    table.row(post.clone(), "/desk/{slug}/achievements/import", &[art], file, describe(200));
    table.row(get.clone(), "/desk/{slug}/achievements/export", &[art], no.clone(), see);
    let ours = &[art, draft.as_str()];
    for route in ["/desk/{slug}/achievements/{id}/preview", "/desk/{slug}/achievements/{id}/export"] {
        table.row(get.clone(), route, ours, no.clone(), see);
    }
    table.row(get.clone(), "/desk/{slug}/achievements/{id}/image", ours, no.clone(), see);
    table.row(get.clone(), "/desk/{slug}/achievements/{id}/edit", ours, no.clone(), describe(200));
    for route in ["/desk/{slug}/achievements/{id}/retire", "/desk/{slug}/achievements/{id}/discard"] {
        table.row(get.clone(), route, ours, no.clone(), describe(200));
    }
    // Of a draft nobody else knows.
    for route in ["/achievements/{id}", "/achievements/{id}/image", "/achievements/{id}/image.png"] {
        table.row(get.clone(), route, &[draft], no.clone(), NOBODY);
    }
    table.row(get.clone(), "/achievements/{id}/image.png", &[achievement], no.clone(), ANYBODY);
    // Another institution's desk does not reach it.
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];
    let theirs = &["music", draft.as_str()];
    for route in [
        "/desk/{slug}/achievements/{id}/preview",
        "/desk/{slug}/achievements/{id}/export",
        "/desk/{slug}/achievements/{id}/image",
        "/desk/{slug}/achievements/{id}/edit",
        "/desk/{slug}/achievements/{id}/retire",
        "/desk/{slug}/achievements/{id}/discard",
    ] {
        table.row(get.clone(), route, theirs, no.clone(), elsewhere);
    }
    for route in [
        "/desk/{slug}/achievements/{id}/publish",
        "/desk/{slug}/achievements/{id}/retire",
        "/desk/{slug}/achievements/{id}/reinstate",
        "/desk/{slug}/achievements/{id}/discard",
    ] {
        table.row(post.clone(), route, theirs, no.clone(), elsewhere);
    }
    // Each leaves it for the next as it was not before: the owner does it, the registrar finds it done.
    table.row(post.clone(), "/desk/{slug}/achievements/{id}", theirs, Sent::Parts(&ACHIEVEMENT), elsewhere);
    table.row(post.clone(), "/desk/{slug}/achievements/{id}", ours, Sent::Parts(&ACHIEVEMENT), describe(303));
    let again = |status: u16| match status {
        303 => 409,
        status => status,
    };
    let refused = describe(303).map(again);
    table.row(post.clone(), "/desk/{slug}/achievements/{id}/publish", ours, no.clone(), refused);
    table.row(post.clone(), "/desk/{slug}/achievements/{id}/discard", ours, no.clone(), refused);
    table.row(post.clone(), "/desk/{slug}/achievements/{id}/reinstate", ours, no.clone(), refused);
    table.row(post, "/desk/{slug}/achievements/{id}/retire", ours, no, once(describe(303)));

    endorsements(table);
}

fn endorsements(table: &mut Table<'_>) {
    let Scene { achievement, .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    let (art, nobody) = ("art", "01900000-0000-7000-8000-000000000000");
    let describe = |status| staff(Act::Describe, status);
    table.row(get.clone(), "/desk/{slug}/endorsements", &[art], no.clone(), staff(Act::See, 200));
    table.row(get.clone(), "/desk/{slug}/endorsements/new", &[art], no.clone(), describe(200));
    let about = r#"{"type":"Achievement","id":"https://a.example/1","name":"Bees"}"#;
    let about: String = url::form_urlencoded::byte_serialize(about.as_bytes()).collect();
    let look = Sent::Form(format!("about={about}"));
    table.row(post.clone(), "/desk/{slug}/endorsements/new", &[art], look, describe(200));
    let sign = Sent::Form(format!("about={about}&subject=https://a.example/1&comment=Good"));
    table.row(post.clone(), "/desk/{slug}/endorsements/new", &[art], sign, describe(303));
    let revoke = "/desk/{slug}/endorsements/{id}/revoke";
    table.row(get.clone(), revoke, &[art, nobody], no.clone(), describe(404));
    let reason = Sent::Form("reason=A+mistake".to_owned());
    table.row(post.clone(), revoke, &[art, nobody], reason, describe(404));
    table.row(get, "/endorsements/{id}", &[nobody], no.clone(), NOBODY);
    let of_ours = "/desk/{slug}/achievements/{id}/endorsements";
    let pasted = Sent::Form("endorsement=x".to_owned());
    table.row(post.clone(), of_ours, &[art, achievement], pasted, describe(422));
    let remove = "/desk/{slug}/achievements/{id}/endorsements/{endorsement}/remove";
    table.row(post, remove, &[art, achievement, nobody], no, describe(404));
}
