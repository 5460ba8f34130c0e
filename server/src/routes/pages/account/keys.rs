//! `/account/keys`: the keys with which somebody signs what they share.

use axum::response::Response;
use serde::Deserialize;
use web::pages::{OwnKeyLine, OwnKeys, SealedLine, own_keys as page};

use crate::{
    flows::{key, present},
    problem::Problem,
    routes::{
        extract::Form,
        pages::{notice::Notice, see_other},
        rfc3339,
        visit::Visit,
    },
};

const HERE: &str = "/account/keys";

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let line = |key: key::OwnKey| OwnKeyLine {
        did: key.did,
        label: key.label,
        made_at: rfc3339(key.made_at),
        retired_at: key.retired_at.map(rfc3339),
    };
    let copy = |copy: key::SealedCopy| SealedLine {
        did: copy.did,
        label: copy.label,
        sealed: copy.sealed,
        made_at: rfc3339(copy.made_at),
    };
    let bound = key::bindable(app, viewer).await?;
    let keys: Vec<_> = key::list(app, viewer).await?.into_iter().map(line).collect();
    let signs = keys.iter().any(|key| key.retired_at.is_none());
    let to_sign = if signs { present::to_sign(app, viewer, None).await? } else { Vec::new() };
    let data = OwnKeys {
        account: viewer.account.to_string(),
        keys,
        to_sign: to_sign.iter().map(ToString::to_string).collect(),
        sealed: key::sealed(app, viewer).await?.into_iter().map(copy).collect(),
        bound: bound.map(|counted| (counted.named, counted.others, counted.foreign)),
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// Puts the newest key into what was issued here.
pub(super) async fn bind(visit: Visit) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let bound = key::bind_all(app, viewer).await?;
    let left = key::bindable(app, viewer).await?.is_some_and(|counted| counted.others > bound.refused);
    let notice = match (bound.bound, left) {
        (0, _) => Notice::KeyBindNothing,
        (_, true) => Notice::KeyBindMore,
        (_, false) => Notice::KeyBindDone,
    };
    Ok(see_other(HERE, notice))
}

/// Which key a form is about.
#[derive(Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    did: String,
}

pub(super) async fn retire(visit: Visit, Form(form): Form<Which>) -> Result<Response, Problem> {
    key::retire(&visit.app, visit.viewer()?, &form.did).await?;
    Ok(see_other(HERE, Notice::KeyRetired))
}

pub(super) async fn delete_sealed(visit: Visit, Form(form): Form<Which>) -> Result<Response, Problem> {
    key::delete_sealed(&visit.app, visit.viewer()?, &form.did).await?;
    Ok(see_other(HERE, Notice::SealedKeyDeleted))
}

#[cfg(test)]
mod tests {
    use axum::http::{StatusCode, header};
    use crypto::{did::did_key, key::SecretKey};
    use serde_json::{Value, json};

    use crate::{
        flows::key::tests::answer,
        routes::testing::{TestApp, Visitor},
    };

    /// Proves the key of this seed as an island does: its DID.
    async fn prove(visitor: &Visitor, seed: u8) -> String {
        let asked = visitor.post_json("/api/v1/wallet/keys/challenge", json!({})).await;
        let asked = asked.expect(StatusCode::CREATED).json();
        let key = SecretKey::from_seed(&[seed; 32]);
        let signed = answer(&key, asked["challenge"].as_str().unwrap(), asked["domain"].as_str().unwrap());
        let proof = json!({ "presentation": serde_json::from_str::<Value>(&signed).unwrap() });
        visitor.post_json("/api/v1/wallet/keys", proof).await.expect(StatusCode::CREATED);
        did_key(&key.public())
    }

    fn form(did: &str) -> String {
        url::form_urlencoded::Serializer::new(String::new()).append_pair("did", did).finish()
    }

    #[tokio::test]
    async fn a_lost_phone_costs_a_sign_in_and_one_tap() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let ada = app.signed_in("ada@learner.example").await;
        let empty = ada.get("/account/keys").await.expect(StatusCode::OK).text();
        assert!(empty.contains("No key yet."));
        ada.post_form("/account/keys/bind", "").await.expect(StatusCode::CONFLICT);
        let old = prove(&ada, 8).await;
        let mut ids = Vec::new();
        for _ in 0..2 {
            let (id, _) = staff.awarded("art", "ada@learner.example").await;
            ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
            ids.push(id);
        }
        let page = ada.get("/account/keys").await.text();
        assert!(page.contains("2 of 2 credentials"));

        app.app.clock.advance(time::Duration::MINUTE);
        let again = app.signed_in("ada@learner.example").await;
        let new = prove(&again, 9).await;
        let page = again.get("/account/keys").await.text();
        assert!(page.contains("0 of 2 credentials") && page.contains("Ask issuers here"), "{page}");
        again.post_form("/account/keys/retire", &form(&old)).await.expect(StatusCode::SEE_OTHER);
        let done = again.post_form("/account/keys/bind", "").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.header(header::LOCATION), "/account/keys");
        let page = again.get("/account/keys").await.text();
        assert!(page.contains("2 of 2 credentials") && page.contains("Earlier key, retired"), "{page}");
        assert!(!page.contains("Ask issuers here"));
        for id in ids {
            let held = again.get(&format!("/api/v1/wallet/credentials/{id}")).await.text();
            assert!(held.contains(&new) && !held.contains(&old));
        }
    }

    #[tokio::test]
    async fn a_sealed_copy_is_kept_for_its_owner_and_deleted_by_them() {
        let app = TestApp::new().await;
        let (ada, eve) = (app.signed_in("ada@a.example").await, app.signed_in("eve@a.example").await);
        let did = prove(&ada, 8).await;
        let zeros = |count: usize| "A".repeat(count);
        let kdf = json!({ "name": "argon2id", "m": 65536, "t": 3, "p": 1, "salt": zeros(22) });
        let sealed = json!({ "v": 1, "kdf": kdf, "nonce": zeros(32), "ciphertext": zeros(64) });
        let body = json!({ "did": did, "sealed": sealed });
        let path = "/api/v1/wallet/keys/sealed";
        ada.put_json(path, body.clone()).await.expect(StatusCode::NO_CONTENT);
        eve.put_json(path, body).await.expect(StatusCode::NOT_FOUND);
        let much = json!({ "did": did, "sealed": { "v": 1 } });
        assert!(ada.put_json(path, much).await.status.is_client_error());
        assert!(ada.get("/account/keys").await.text().contains("Sealed copies"));
        assert!(!eve.get("/account/keys").await.text().contains("Sealed copies"));
        let delete = "/account/keys/sealed/delete";
        eve.post_form(delete, &form(&did)).await.expect(StatusCode::NOT_FOUND);
        ada.post_form(delete, &form(&did)).await.expect(StatusCode::SEE_OTHER);
        assert!(!ada.get("/account/keys").await.text().contains("Sealed copies"));
    }
}
