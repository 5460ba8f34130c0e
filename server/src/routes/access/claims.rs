//! What claims, and what is claimed by.

use super::*;

pub(super) fn rows(table: &mut Table<'_>) {
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);

    table.row(get.clone(), "/claim", &[], no.clone(), ANYBODY);
    table.row(post.clone(), "/claim", &[], Sent::Form("code=ACDEF-ACDEF".to_owned()), [422; 8]);
    table.row(get.clone(), "/claim/{code}", &["ACDEF-ACDEF"], no.clone(), NOBODY);
    let unknown = [401, 404, 404, 404, 404, 404, 404, 404];
    table.row(post.clone(), "/claim/{code}", &["ACDEF-ACDEF"], no.clone(), unknown);

    let Scene { achievement, claim_link: [link, token], .. } = table.scene;
    let name = Sent::Form("name=Cy".to_owned());
    table.row(get.clone(), "/c/{token}", &[token], no.clone(), ANYBODY);
    let given = [401, 303, 303, 303, 303, 303, 303, 303];
    table.row(post.clone(), "/c/{token}", &[token], name.clone(), given);
    table.row(get.clone(), "/c/{token}", &["made-up"], no.clone(), NOBODY);
    table.row(post.clone(), "/c/{token}", &["made-up"], name, unknown);

    let registrar = |status| desk(Act::Enrol, status);
    table.row(get.clone(), "/desk/{slug}/claims", &["art"], no.clone(), registrar(200));
    let form = Sent::Form(format!("title=Evening&achievement={achievement}"));
    table.row(post.clone(), "/desk/{slug}/claims", &["art"], form, registrar(303));
    table.row(get.clone(), "/desk/{slug}/claims/new", &["art"], no.clone(), registrar(200));
    for route in [
        "/desk/{slug}/claims/{id}",
        "/desk/{slug}/claims/{id}/poster",
        "/desk/{slug}/claims/{id}/qr.svg",
        "/desk/{slug}/claims/{id}/qr.png",
    ] {
        table.row(get.clone(), route, &["art", link], no.clone(), registrar(200));
        table.row(get.clone(), route, &["music", link], no.clone(), [401, 403, 403, 403, 403, 403, 403, 404]);
    }
    let edit = "/desk/{slug}/claims/{id}/edit";
    table.row(get.clone(), edit, &["art", link], no.clone(), registrar(200));
    let longer = Sent::Form("title=Evening&most=900".to_owned());
    table.row(post.clone(), edit, &["art", link], longer, registrar(303));
    let paused = Sent::Form("state=paused".to_owned());
    table.row(post.clone(), "/desk/{slug}/claims/{id}/state", &["art", link], paused, registrar(303));
    let approve = Sent::Form("decision=approve".to_owned());
    table.row(post, "/desk/{slug}/claims/{id}/requests", &["art", link], approve, registrar(303));

    let Scene { held, .. } = table.scene;
    let post = Method::POST;
    let made = [401, 201, 201, 201, 201, 201, 201, 201];
    table.row(post.clone(), "/api/v1/wallet/keys/challenge", &[], Sent::Json(json!({})), made);
    let refused = [401, 422, 422, 422, 422, 422, 422, 422];
    let proof = Sent::Json(json!({ "presentation": {} }));
    table.row(post.clone(), "/api/v1/wallet/keys", &[], proof, refused);
    // Nobody here has proven a key.
    let keyless = [401, 409, 409, 409, 409, 409, 409, 409];
    table.row(post, "/api/v1/wallet/credentials/{id}/bind", &[held], Sent::Json(json!({})), keyless);

    // A teacher helps what they awarded on its way: this was awarded by the owner.
    let Scene { held, offered, .. } = table.scene;
    let theirs = |status| desk(Act::Revoke, status);
    let id = &offered[1];
    table.row(
        Method::GET,
        "/desk/{slug}/credentials/{id}/delivery",
        &["art", id],
        Sent::Nothing,
        [401, 403, 403, 200, 200, 404, 403, 403],
    );
    table.row(
        Method::POST,
        "/desk/{slug}/credentials/resend",
        &["art"],
        Sent::Nothing,
        desk(Act::Award, 303),
    );
    // Claimed before, or revoked by now.
    let nothing = desk(Act::Award, 404);
    table.row(Method::POST, "/desk/{slug}/credentials/{id}/resend", &["art", held], Sent::Nothing, nothing);
    table.row(Method::POST, "/desk/{slug}/credentials/{id}/code", &["art", held], Sent::Nothing, theirs(404));
    let wrong = Sent::Form("email=nobody&right_email=nobody".to_owned());
    for route in ["/desk/{slug}/credentials/{id}/address", "/desk/{slug}/credentials/{id}/release"] {
        table.row(Method::POST, route, &["art", held], wrong.clone(), theirs(422));
        let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];
        table.row(Method::POST, route, &["music", held], wrong.clone(), elsewhere);
    }
}
