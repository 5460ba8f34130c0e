//! With what an institution signs.

use crypto::{
    did::{did_key, did_key_method},
    key::SecretKey,
    proof::{self, ProofOptions, Purpose, SignError},
};
use time::OffsetDateTime;

use super::published::own_did;
use crate::{
    app::App,
    id::{IssuerId, IssuerKeyId},
    secrets::Unsealable,
    store::{
        StoreError, Tx,
        issuer_key::{self, IssuerKeyRow},
    },
};

/// What an institution signs with: key and verification method.
pub(crate) struct Signer {
    id: IssuerKeyId,
    key: SecretKey,
    did: String,
    method: String,
}

/// Why an institution's key cannot be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignerError {
    /// It does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not read the issuer's key")]
    Store(#[from] StoreError),
}

impl Signer {
    /// The key with which an institution signs now.
    pub(crate) async fn current(app: &App, tx: &mut Tx, issuer: IssuerId) -> Result<Self, SignerError> {
        let row = issuer_key::current(tx, issuer).await?;
        Ok(Self::open(app, &row.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?)?)
    }

    /// The newest key of one of an institution's DIDs, for what has to be signed by that DID.
    pub(crate) async fn of_did(
        app: &App,
        tx: &mut Tx,
        issuer: IssuerId,
        did: &str,
    ) -> Result<Self, SignerError> {
        let row = issuer_key::of_did(tx, issuer, did).await?;
        Ok(Self::open(app, &row.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?)?)
    }

    /// Which key it is.
    pub(crate) fn key(&self) -> IssuerKeyId {
        self.id
    }

    /// The DID that it signs for.
    pub(crate) fn did(&self) -> &str {
        &self.did
    }

    /// A key, opened.
    pub(in crate::flows) fn open(app: &App, row: &IssuerKeyRow) -> Result<Self, Unsealable> {
        let seed = app.sealer.unseal(&key_place(row.issuer_key_id), &row.sealed_seed)?;
        let seed: &[u8; 32] = seed.as_slice().try_into().map_err(|_| Unsealable)?;
        Ok(Self {
            id: row.issuer_key_id,
            key: SecretKey::from_seed(seed),
            did: row.did.clone(),
            method: row.method.clone(),
        })
    }

    /// Signs a document; gives the text to be kept.
    pub(crate) fn sign(&self, document: &str, now: OffsetDateTime) -> Result<String, SignError> {
        let options = ProofOptions::new(self.method.clone(), Purpose::AssertionMethod)
            .created(now.truncate_to_second());
        proof::sign(document, &options, &self.key)
    }
}

/// A new key of an institution, not yet stored. Under plain http its DID is new too, because there
/// a DID is nothing but a key.
pub(super) fn new_key(app: &App, issuer: IssuerId, slug: &str) -> IssuerKeyRow {
    let (id, key) = (app.new_id(), SecretKey::from_seed(&app.random.bytes()));
    let public = key.public();
    let (did, method) = if app.config.public_url.is_https() {
        let did = format!("{}:issuers:{slug}", own_did(app));
        let method = format!("{did}#{}", public.multibase());
        (did, method)
    } else {
        (did_key(&public), did_key_method(&public))
    };
    IssuerKeyRow {
        issuer_key_id: id,
        issuer_id: issuer,
        did,
        method,
        public_key: public.multibase(),
        sealed_seed: app.sealer.seal(&key_place(id), &*key.seed()),
        created_at: app.clock.now_ms(),
        retired_at: None,
        revoked_at: None,
        revoked_reason: None,
    }
}

fn key_place(id: IssuerKeyId) -> String {
    format!("issuer_key/{id}")
}
