//! What is the learner's.

use super::*;

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { held, offered, record, shares, .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);

    let signed_in = [401, 200, 200, 200, 200, 200, 200, 200];
    table.row(get.clone(), "/wallet", &[], no.clone(), signed_in);
    table.row(get.clone(), "/api/v1/wallet/credentials", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/credentials/{id}", &[held], no.clone(), LEARNER);
    table.row(post.clone(), "/wallet/credentials/{id}/claim", &[&offered[0]], no.clone(), LEARNER_POSTS);
    table.row(
        post.clone(),
        "/wallet/records",
        &[],
        Sent::Form("title=New".to_owned()),
        [401, 303, 303, 303, 303, 303, 303, 303],
    );
    table.row(get.clone(), "/wallet/records/{id}", &[record], no.clone(), LEARNER);
    table.row(
        post.clone(),
        "/wallet/records/{id}",
        &[record],
        Sent::Form("title=Ours&introduction=".to_owned()),
        LEARNER_POSTS,
    );
    let order = Sent::Json(json!({ "credentials": [held] }));
    table.row(
        Method::PUT,
        "/api/v1/records/{id}/order",
        &[record],
        order,
        [401, 204, 404, 404, 404, 404, 404, 404],
    );
    let moved = Sent::Form("to=up".to_owned());
    table.row(
        post.clone(),
        "/wallet/records/{id}/items/{credential}/move",
        &[record, held],
        moved,
        LEARNER_POSTS,
    );
    table.row(
        post.clone(),
        "/wallet/records/{id}/items/{credential}/remove",
        &[record, held],
        no.clone(),
        LEARNER_POSTS,
    );
    let chosen = Sent::Form(format!("credential={held}"));
    table.row(post.clone(), "/wallet/records/{id}/items", &[record], chosen, LEARNER_POSTS);
    table.row(
        post.clone(),
        "/wallet/records/{id}/shares",
        &[record],
        Sent::Form("days=1".to_owned()),
        LEARNER_POSTS,
    );
    table.row(post.clone(), "/wallet/shares/{id}/end", &[&shares[0]], no.clone(), LEARNER_POSTS);
}
