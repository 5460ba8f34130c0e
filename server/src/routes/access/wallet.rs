//! What is the learner's.

use super::*;

const UNKNOWN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { held, offered, record, .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);

    let signed_in = [401, 200, 200, 200, 200, 200, 200, 200];
    table.row(get.clone(), "/wallet", &[], no.clone(), signed_in);
    table.row(get.clone(), "/api/v1/wallet/credentials", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/credentials/{id}", &[held], no.clone(), LEARNER);
    let looked = Sent::Form("q=bees&view=list".to_owned());
    table.row(post.clone(), "/wallet", &[], looked.clone(), [401, 303, 303, 303, 303, 303, 303, 303]);
    table.row(post.clone(), "/wallet/find", &[], looked, signed_in);
    table.row(get.clone(), "/wallet/found", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/skills", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/removed", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/take-along", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/take-along/everything.zip", &[], no.clone(), signed_in);
    let no_zip = [401, 422, 422, 422, 422, 422, 422, 422];
    table.row(post.clone(), "/wallet/take-along", &[], Sent::Parts(&[("file", "no zip")]), no_zip);
    for what in ["document", "picture"] {
        let values = [held, what];
        table.row(get.clone(), "/wallet/credentials/{id}/download/{what}", &values, no.clone(), LEARNER);
    }
    table.row(post.clone(), "/wallet/credentials/{id}/on-paper", &[held], no.clone(), LEARNER_POSTS);
    table.row(get.clone(), "/wallet/add", &[], no.clone(), signed_in);
    // Without anything the form comes back.
    let empty = [401, 422, 422, 422, 422, 422, 422, 422];
    table.row(post.clone(), "/wallet/add", &[], Sent::Parts(&[("text", " ")]), empty);
    let nothing = Sent::Form("do=keep&arrival=x".to_owned());
    table.row(post.clone(), "/wallet/add/decide", &[], nothing, [401, 303, 303, 303, 303, 303, 303, 303]);
    let document = Sent::Json(json!({ "document": "{}" }));
    table.row(post.clone(), "/api/v1/wallet/credentials", &[], document, signed_in);
    table.row(get.clone(), "/api/v1/wallet/credentials/{id}", &[held], no.clone(), LEARNER);
    let private = Sent::Form("on=0".to_owned());
    table.row(post.clone(), "/wallet/credentials/{id}/public", &[held], private, LEARNER_POSTS);
    table.row(get.clone(), "/wallet/credentials/{id}/remove", &[held], no.clone(), LEARNER);
    table.row(post.clone(), "/wallet/credentials/{id}/news", &[held], no.clone(), LEARNER_POSTS);
    let nobodys = [401, 404, 404, 404, 404, 404, 404, 404];
    table.row(get.clone(), "/wallet/credentials/{id}/picture", &[held], no.clone(), nobodys);
    table.row(post.clone(), "/wallet/credentials/{id}/remove", &[UNKNOWN], no.clone(), nobodys);
    table.row(post.clone(), "/wallet/credentials/{id}/put-back", &[held], no.clone(), nobodys);
    table.row(post.clone(), "/wallet/credentials/{id}/delete", &[held], no.clone(), nobodys);
    table.row(Method::DELETE, "/api/v1/wallet/credentials/{id}", &[UNKNOWN], no.clone(), nobodys);
    table.row(post.clone(), "/wallet/credentials/{id}/claim", &[&offered[0]], no.clone(), LEARNER_POSTS);
    table.row(
        post.clone(),
        "/wallet/records",
        &[],
        Sent::Form("title=New".to_owned()),
        [401, 303, 303, 303, 303, 303, 303, 303],
    );
    let listed = [401, 303, 303, 303, 303, 303, 303, 303];
    table.row(get.clone(), "/wallet/records", &[], no.clone(), listed);
    table.row(get.clone(), "/wallet/records/{id}", &[record], no.clone(), LEARNER);
    table.row(
        post.clone(),
        "/wallet/records/{id}",
        &[record],
        Sent::Form("title=Ours&introduction=".to_owned()),
        LEARNER_POSTS,
    );
    table.row(get.clone(), "/wallet/records/{id}/preview", &[record], no.clone(), LEARNER);
    let words = Sent::Form("title=Ours&edit=add-section".to_owned());
    table.row(post.clone(), "/wallet/records/{id}/compose", &[record], words, LEARNER);
    let looked = Sent::Form("find=a&page=1".to_owned());
    table.row(post.clone(), "/wallet/records/{id}/others", &[record], looked, LEARNER);
    table.row(get.clone(), "/api/v1/records/{id}", &[record], no.clone(), LEARNER);
    // A revision that never is: nothing changes, and its owner hears of that.
    let content = json!({ "title": "Ours", "sections": [{ "id": "s1" }] });
    let conflict = [401, 409, 404, 404, 404, 404, 404, 404];
    let save = Sent::Json(json!({ "revision": -1, "content": content }));
    table.row(Method::PUT, "/api/v1/records/{id}", &[record], save, conflict);
    table.row(post.clone(), "/wallet/records/{id}/delete", &[UNKNOWN], no.clone(), nobodys);
    table.row(Method::DELETE, "/api/v1/records/{id}", &[UNKNOWN], no.clone(), nobodys);
    let turn = Sent::Json(json!({ "revision": -1 }));
    table.row(post.clone(), "/api/v1/records/{id}/undo", &[record], turn.clone(), conflict);
    table.row(post.clone(), "/api/v1/records/{id}/redo", &[record], turn, conflict);
    let parts = "/wallet/records/{id}/items/{item}/parts";
    table.row(get.clone(), parts, &[record, "i1"], no.clone(), LEARNER);
    let ticked = Sent::Form("part=".to_owned());
    table.row(post.clone(), parts, &[record, "i1"], ticked.clone(), LEARNER_POSTS);
    let live = "/wallet/records/{id}/items/{item}/parts/chosen";
    table.row(post.clone(), live, &[record, "i1"], ticked, LEARNER);
    // It is in there already.
    let chosen = Sent::Form(format!("credential={held}"));
    table.row(post.clone(), "/wallet/records/{id}/items", &[record], chosen, conflict);
    table.row(
        post.clone(),
        "/wallet/records/{id}/shares",
        &[record],
        Sent::Form("days=1".to_owned()),
        LEARNER_POSTS,
    );
    links(table);
}

fn links(table: &mut Table<'_>) {
    let shares = &table.scene.shares;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);
    let signed_in = [401, 200, 200, 200, 200, 200, 200, 200];
    let nobodys = [401, 404, 404, 404, 404, 404, 404, 404];
    table.row(get.clone(), "/wallet/shares", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/receipts", &[], no.clone(), signed_in);
    table.row(get.clone(), "/wallet/shares/{id}", &[&shares[2]], no.clone(), LEARNER);
    for (route, form) in [
        ("/wallet/shares/{id}/pause", ""),
        ("/wallet/shares/{id}/resume", ""),
        ("/wallet/shares/{id}/items", "item=i1"),
        ("/wallet/shares/{id}/days", "days=9"),
        ("/wallet/shares/{id}/passcode", "passcode="),
    ] {
        table.row(post.clone(), route, &[&shares[2]], Sent::Form(form.to_owned()), LEARNER_POSTS);
    }
    // Nobody here has a key: whose link it is, is not told.
    let did = json!({ "did": "did:key:x" });
    let keyless = [401, 409, 409, 409, 409, 409, 409, 409];
    let asked = "/api/v1/wallet/shares/{id}/presentation";
    table.row(post.clone(), asked, &[&shares[0]], Sent::Json(did), keyless);
    let signed = Sent::Json(json!({ "presentation": "{}" }));
    let unsigned = [401, 422, 404, 404, 404, 404, 404, 404];
    table.row(post.clone(), "/api/v1/wallet/shares/{id}/proof", &[&shares[0]], signed, unsigned);
    let kdf = json!({ "name": "argon2id", "m": 65536, "t": 3, "p": 1, "salt": "A".repeat(22) });
    let copy = json!({ "v": 1, "kdf": kdf, "nonce": "A".repeat(32), "ciphertext": "A".repeat(64) });
    let sealed = Sent::Json(json!({ "did": "did:key:x", "sealed": copy }));
    table.row(Method::PUT, "/api/v1/wallet/keys/sealed", &[], sealed, nobodys);
    table.row(post.clone(), "/wallet/shares/{id}/end", &[&shares[0]], no.clone(), LEARNER_POSTS);
}
