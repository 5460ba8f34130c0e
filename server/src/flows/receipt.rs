//! Receipts: what this service finds out about a document, signed by a key of its own. Nothing of
//! the document or the receipt is kept.
//!
//! The key is made with the first receipt. Where the service is reached by https its DID is the
//! did:web of the host, so that a receipt names who signed it; elsewhere it is a did:key.

use std::borrow::Cow;

use crypto::{
    did::{did_key, did_key_method, did_key_of},
    key::SecretKey,
    proof::{self, ProofOptions, Purpose, SignError, Suite},
    receipt::Receipt,
    verify::{Policy, TrustRegistry, TrustedIssuer},
};

use super::{
    issuer::{PublicKey, did_document_of, key_set_of, own_did},
    judge::Busy,
    verify,
};
use crate::{
    app::App,
    id::{ReceiptId, ServiceKeyId},
    problem::Problem,
    secrets::Unsealable,
    store::{
        StoreError,
        service_key::{self, ServiceKeyRow},
    },
};

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// Too much to verify just now.
    #[error("there is too much to verify just now")]
    Busy(#[from] Busy),
    /// The report is longer than anybody reads.
    #[error("the report on this document is too long for a receipt")]
    TooLong(#[from] SignError),
    /// The key does not open.
    #[error("could not open the service's key")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not read or store the service's key")]
    Store(#[from] StoreError),
}

impl From<ReceiptError> for Problem {
    fn from(err: ReceiptError) -> Self {
        match err {
            ReceiptError::Busy(source) => source.into(),
            ReceiptError::Store(source) => source.into(),
            ReceiptError::TooLong(_) => Self::unprocessable(&err, Vec::new()),
            ReceiptError::Key(_) => Self::internal(&err),
        }
    }
}

/// What is true of `document` now, signed: JSON text of a receipt.
///
/// # Errors
/// [`ReceiptError`].
pub async fn write(app: &App, document: &[u8]) -> Result<String, ReceiptError> {
    let report = verify::verify(app, document).await?;
    let key = key(app).await?;
    let (did, method) = names(app, &key);
    let id = format!("urn:uuid:{}", app.new_id::<ReceiptId>());
    let url = app.config.public_url.as_str().to_owned();
    let options = ProofOptions::new(method, Purpose::AssertionMethod)
        .suite(Suite::EddsaJcs2022)
        .created(app.clock.now().truncate_to_second());
    let document = document.to_vec();
    let sign = move || {
        let receipt = Receipt { id: &id, issuer: &did, url: &url, document: &document, report: &report };
        proof::sign(&receipt.to_json(), &options, &key)
    };
    Ok(app.turns.take(sign).await??)
}

/// The service's DID, where it has signed something.
///
/// # Errors
/// When the database fails.
pub async fn did(app: &App) -> Result<String, ReceiptError> {
    Ok(names(app, &key(app).await?).0)
}

/// Whose word this service takes: whomever its settings name, and itself, for what it signs of
/// whom it knows. Elsewhere nobody need take it.
pub async fn policy(app: &App) -> Cow<'_, Policy> {
    if let Some(policy) = app.here().get() {
        return Cow::Borrowed(policy);
    }
    match known_did(app).await {
        Ok(Some(did)) => {
            let name = host(app).to_owned();
            let own = TrustRegistry { name: name.clone(), issuers: vec![TrustedIssuer { did, name }] };
            let mut policy = app.policy.clone();
            policy.registries.push(own);
            Cow::Borrowed(app.here().get_or_init(|| policy))
        }
        Ok(None) => Cow::Borrowed(&app.policy),
        Err(err) => {
            let err = &err as &dyn std::error::Error;
            tracing::warn!(err, "judged without the service's own word: its key could not be looked up");
            Cow::Borrowed(&app.policy)
        }
    }
}

/// What people know the service by: the host in its address.
pub(crate) fn host(app: &App) -> &str {
    app.config.public_url.authority()
}

/// The service's DID, where it is known: one that comes of a key needs a first signature.
async fn known_did(app: &App) -> Result<Option<String>, StoreError> {
    if app.config.public_url.is_https() {
        return Ok(Some(own_did(app)));
    }
    let row = service_key::current(&mut app.db.read().await?).await?;
    Ok(row.map(|row| did_key_of(&row.public_key)))
}

/// The service's DID document, JSON text; `None` where its DID is no did:web, or it has not signed
/// anything yet.
///
/// # Errors
/// When the database fails.
pub async fn did_document(app: &App) -> Result<Option<String>, StoreError> {
    if !app.config.public_url.is_https() {
        return Ok(None);
    }
    let keys = public_keys(app).await?;
    Ok((!keys.is_empty()).then(|| did_document_of(&own_did(app), &keys)))
}

/// The service's keys as a JWK set, JSON text; without any where it has not signed anything yet.
/// Institutions' keys are not among them: what one key set holds counts for one party.
///
/// # Errors
/// When the database fails.
pub async fn key_set(app: &App) -> Result<String, StoreError> {
    Ok(key_set_of(&public_keys(app).await?))
}

async fn public_keys(app: &App) -> Result<Vec<PublicKey>, StoreError> {
    let (keys, did) = (service_key::all(&mut app.db.read().await?).await?, own_did(app));
    let public = keys.into_iter().map(|key| PublicKey {
        method: format!("{did}#{}", key.public_key),
        multibase: key.public_key,
        ..PublicKey::default()
    });
    Ok(public.collect())
}

/// Whether `did` is the service's own did:web.
pub(super) fn is_own_did(app: &App, did: &str) -> bool {
    app.config.public_url.is_https() && did == own_did(app)
}

/// DID and verification method of a key of the service.
pub(super) fn names(app: &App, key: &SecretKey) -> (String, String) {
    let public = key.public();
    if app.config.public_url.is_https() {
        let did = own_did(app);
        let method = format!("{did}#{}", public.multibase());
        (did, method)
    } else {
        (did_key(&public), did_key_method(&public))
    }
}

/// The service's key; made where there is none.
pub(super) async fn key(app: &App) -> Result<SecretKey, ReceiptError> {
    let found = service_key::current(&mut app.db.read().await?).await?;
    let row = match found {
        Some(row) => row,
        None => make_key(app).await?,
    };
    let seed = app.sealer.unseal(&key_place(row.service_key_id), &row.sealed_seed)?;
    let seed: &[u8; 32] = seed.as_slice().try_into().map_err(|_| Unsealable)?;
    Ok(SecretKey::from_seed(seed))
}

async fn make_key(app: &App) -> Result<ServiceKeyRow, StoreError> {
    let mut tx = app.db.write().await?;
    if let Some(row) = service_key::current(&mut tx).await? {
        return Ok(row);
    }
    let id: ServiceKeyId = app.new_id();
    let key = SecretKey::from_seed(&app.random.bytes());
    let row = ServiceKeyRow {
        service_key_id: id,
        public_key: key.public().multibase(),
        sealed_seed: app.sealer.seal(&key_place(id), &*key.seed()),
    };
    service_key::insert(&mut tx, &row, app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(row)
}

fn key_place(id: ServiceKeyId) -> String {
    format!("service_key/{id}")
}

#[cfg(test)]
mod tests {
    use crypto::verify::Headline;

    use super::*;
    use crate::flows::testing::{achievement, award, desk, with_app};

    #[tokio::test]
    async fn receipts_come_from_one_key_which_lies_sealed() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let first = write(&app, issued.document.as_bytes()).await.unwrap();
            let second = write(&app, b"no credential").await.unwrap();
            assert_eq!(service_key::all(&mut app.db.read().await.unwrap()).await.unwrap().len(), 1);
            let reports = verify::verify_all(&app, &[first.as_bytes(), second.as_bytes()]).await.unwrap();
            let then = |place: usize| reports[place].receipt.as_ref().unwrap();
            assert_eq!(then(0).headline, Headline::GenuineUnknownIssuer);
            assert_eq!(then(1).headline, Headline::NotValid);
            assert_eq!((then(0).issuer.as_str(), then(1).bytes), (&*did(&app).await.unwrap(), 13));
            assert_eq!(did_document(&app).await.unwrap(), None, "its DID is a did:key");
        })
        .await;
    }
}
