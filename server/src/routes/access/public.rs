//! What is everybody's.

use super::*;

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { achievement, held, offered, list, token, .. } = table.scene;
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
        "/manifest.webmanifest",
    ] {
        table.row(get.clone(), route, &[], no.clone(), ANYBODY);
    }
    table.row(post.clone(), "/verify", &[], Sent::Parts(&[("text", "{}")]), ANYBODY);
    table.row(post.clone(), "/sign-in", &[], Sent::Form("email=nobody".to_owned()), [422; 8]);
    table.row(get.clone(), "/sign-in/{token}", &["none"], no.clone(), NOBODY);
    table.row(post.clone(), "/sign-in/{token}", &["none"], no.clone(), NOBODY);
    let device = [401, 303, 303, 303, 303, 303, 303, 303];
    table.row(post.clone(), "/own-device", &[], Sent::Form("own=yes".to_owned()), device);
    table.row(post.clone(), "/preferences", &[], Sent::Form("language=es".to_owned()), [303; 8]);
    table.row(get.clone(), "/assets/{file}", &["none.js"], no.clone(), NOBODY);
    table.row(get.clone(), "/.well-known/did.json", &[], no.clone(), NOBODY);

    table.row(get.clone(), "/issuers/{slug}", &["art"], no.clone(), ANYBODY);
    table.row(get.clone(), "/issuers/{slug}/did.json", &["art"], no.clone(), NOBODY);
    table.row(get.clone(), "/achievements/{id}", &[achievement], no.clone(), ANYBODY);
    table.row(get.clone(), "/achievements/{id}/image", &[achievement], no.clone(), ANYBODY);
    table.row(get.clone(), "/status/{list}", &[list], no.clone(), ANYBODY);
    // Its institution gives no later editions away.
    table.row(get.clone(), "/refresh/{id}", &[held], no.clone(), NOBODY);
    table.row(get.clone(), "/s/{token}", &[token], no.clone(), ANYBODY);
    let passcode = Sent::Form("passcode=moss+fern".to_owned());
    table.row(post.clone(), "/s/{token}", &[token], passcode.clone(), [303; 8]);
    table.row(post.clone(), "/s/{token}", &["made-up"], passcode, NOBODY);
    table.row(get.clone(), "/s/{token}/qr-print.svg", &[token], no.clone(), ANYBODY);
    table.row(get.clone(), "/s/{token}/qr.svg", &[token], no.clone(), ANYBODY);
    table.row(get.clone(), "/s/{token}/qr.png", &[token], no.clone(), ANYBODY);
    // Its learner has signed nothing.
    table.row(get.clone(), "/s/{token}/record.json", &[token], no.clone(), NOBODY);
    table.row(get.clone(), "/api/v1/shares/{token}", &[token], no.clone(), ANYBODY);
    let passcode = Sent::Json(json!({ "passcode": "moss fern" }));
    table.row(post.clone(), "/api/v1/shares/{token}", &[token], passcode.clone(), ANYBODY);
    table.row(post.clone(), "/api/v1/shares/{token}", &["made-up"], passcode, NOBODY);
    table.row(get.clone(), "/s/{token}", &["made-up"], no.clone(), NOBODY);
    table.row(post.clone(), "/api/v1/receipts", &[], Sent::Json(json!({})), ANYBODY);
    table.row(post.clone(), "/api/v1/verify", &[], Sent::Json(json!({ "document": {} })), ANYBODY);
    table.row(get.clone(), "/api/v1/verifications/{token}", &["none"], no.clone(), NOBODY);
    table.row(Method::DELETE, "/api/v1/verifications/{token}", &["none"], no.clone(), NOBODY);
    let link = json!({ "url": format!("http://laurel.test/s/{token}") });
    table.row(post.clone(), "/api/v1/links", &[], Sent::Json(link), ANYBODY);
    table.row(post.clone(), "/api/v1/knowledge", &[], Sent::Json(json!({ "needs": [] })), ANYBODY);
    table.row(
        get.clone(),
        "/credentials/{id}",
        &[held],
        no.clone(),
        [404, 200, 404, 200, 200, 404, 200, 404],
    );
    table.row(
        get.clone(),
        "/credentials/{id}",
        &[&offered[0]],
        no.clone(),
        [404, 200, 404, 200, 200, 404, 200, 404],
    );
    for route in ["/credentials/{id}/certificate", "/credentials/{id}/qr.svg", "/credentials/{id}/qr.png"] {
        table.row(get.clone(), route, &[held], no.clone(), [404, 200, 404, 200, 200, 404, 200, 404]);
    }
}
