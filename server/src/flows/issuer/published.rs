//! What everybody may read of the keys with which we sign: DID documents and key sets.
//!
//! A retired key stays in both, with the instant at which it was retired, because what it signed
//! before is good. A stolen one stays in the DID document alone, as revoked: whoever checks its
//! signatures learns why they are not good any more. A key set has no way to say that.

use crypto::key::VerifyingKey;
use serde_json::{Value, json};

use crate::{
    app::App,
    effects::instant_of,
    flows::{document::rfc3339, fields::is_slug},
    store::{
        StoreError, Tx,
        issuer::{self, IssuerRow},
        issuer_key::{self, IssuerKeyRow},
    },
};

/// A key as it is published.
#[derive(Clone, Debug, Default)]
pub(in crate::flows) struct PublicKey {
    /// The DID URL by which its proofs name it.
    pub(in crate::flows) method: String,
    /// As Multikey.
    pub(in crate::flows) multibase: String,
    /// Since when nothing more is signed with it.
    pub(in crate::flows) retired_at: Option<i64>,
    /// Since when nothing that it signed is good.
    pub(in crate::flows) revoked_at: Option<i64>,
}

/// The DID document of the institution called `slug`, JSON text; `None` where its DID is no
/// did:web, or there is no such institution.
///
/// # Errors
/// When the database fails.
pub async fn did_document(app: &App, slug: &str) -> Result<Option<String>, StoreError> {
    if !is_slug(slug) {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    match issuer::by_slug(&mut tx, slug).await? {
        Some(row) if row.did.starts_with("did:web:") => document_of(&mut tx, &row).await.map(Some),
        _ => Ok(None),
    }
}

/// The keys of the institution called `slug` as a JWK set, JSON text; `None` when there is no
/// such institution.
///
/// # Errors
/// When the database fails.
pub async fn key_set(app: &App, slug: &str) -> Result<Option<String>, StoreError> {
    if !is_slug(slug) {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    let Some(row) = issuer::by_slug(&mut tx, slug).await? else { return Ok(None) };
    let keys = issuer_key::all(&mut tx, row.issuer_id).await?;
    let keys: Vec<_> = keys.into_iter().map(PublicKey::from).collect();
    Ok(Some(key_set_of(&keys)))
}

/// The DID document of one of our own DIDs, JSON text; `None` when it is not one.
pub(in crate::flows) async fn document_of_did(app: &App, did: &str) -> Result<Option<String>, StoreError> {
    if !did.starts_with(&format!("{}:", own_did(app))) || did.contains('\0') {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    match issuer::by_did(&mut tx, did).await? {
        Some(row) => document_of(&mut tx, &row).await.map(Some),
        None => Ok(None),
    }
}

/// Whether `did` is one that this service publishes.
pub(in crate::flows) fn is_own_did(app: &App, did: &str) -> bool {
    app.config.public_url.is_https() && did.starts_with(&format!("{}:", own_did(app)))
}

/// The did:web of our own address; a port's colon is written `%3A`.
pub(in crate::flows) fn own_did(app: &App) -> String {
    format!("did:web:{}", app.config.public_url.authority().replace(':', "%3A"))
}

async fn document_of(tx: &mut Tx, row: &IssuerRow) -> Result<String, StoreError> {
    let keys = issuer_key::all(tx, row.issuer_id).await?;
    let keys = keys.into_iter().filter(|key| key.did == row.did).map(PublicKey::from);
    Ok(did_document_of(&row.did, &keys.collect::<Vec<_>>()))
}

/// The DID document of a DID with these keys.
///
/// Source: Controlled Identifiers v1.0, section 2.2 (`expires`, `revoked`).
pub(in crate::flows) fn did_document_of(did: &str, keys: &[PublicKey]) -> String {
    let method = |key: &PublicKey| {
        let mut method = json!({
            "id": key.method,
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key.multibase,
        });
        for (name, at) in [("expires", key.retired_at), ("revoked", key.revoked_at)] {
            if let Some(at) = at {
                // To the second, as in proofs: what a key signed in its last second is not younger
                // than its end.
                method[name] = rfc3339(instant_of(at)).into();
            }
        }
        method
    };
    let document = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": keys.iter().map(method).collect::<Vec<_>>(),
        "assertionMethod": keys.iter().map(|key| key.method.as_str()).collect::<Vec<_>>(),
    });
    document.to_string()
}

/// The key set of these keys, without those that were revoked. A key's `kid` is its Multikey,
/// which is also the fragment of its verification method.
///
/// Source: RFC 7517, section 5; RFC 8037, section 2.
pub(in crate::flows) fn key_set_of(keys: &[PublicKey]) -> String {
    let jwk = |key: &PublicKey| {
        let public = VerifyingKey::from_multibase(&key.multibase).ok()?;
        let mut jwk: Value = serde_json::from_str(&public.to_jwk()).ok()?;
        jwk["kid"] = key.multibase.as_str().into();
        jwk["use"] = "sig".into();
        jwk["alg"] = "EdDSA".into();
        Some(jwk)
    };
    let keys = keys.iter().filter(|key| key.revoked_at.is_none()).filter_map(jwk);
    json!({ "keys": keys.collect::<Vec<_>>() }).to_string()
}

impl From<IssuerKeyRow> for PublicKey {
    fn from(row: IssuerKeyRow) -> Self {
        Self {
            method: row.method,
            multibase: row.public_key,
            retired_at: row.retired_at,
            revoked_at: row.revoked_at,
        }
    }
}
