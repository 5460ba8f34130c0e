//! Institutions: founding one, and what everybody may know of it.

use crypto::{
    did::{did_key, did_key_method},
    key::SecretKey,
    proof::{self, ProofOptions, Purpose, SignError},
};
use serde_json::json;
use time::OffsetDateTime;

use super::{
    Email,
    fields::is_slug,
    session::{Role, account_of},
};
use crate::{
    app::App,
    id::{AccountId, IssuerId, IssuerKeyId},
    problem::Problem,
    secrets::Unsealable,
    store::{
        StoreError, Tx,
        issuer::{self, IssuerRow},
        issuer_key::{self, IssuerKeyRow},
        staff,
    },
};

/// An institution to be.
#[derive(Clone, Debug)]
pub struct NewIssuer {
    /// Its short name in addresses: lower-case letters, digits, hyphens.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its own website.
    pub url: Option<String>,
    /// Where people write to.
    pub email: Option<String>,
}

/// An institution, as everybody may know it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issuer {
    /// Its id.
    pub id: IssuerId,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its own website.
    pub url: Option<String>,
    /// Where people write to.
    pub email: Option<String>,
    /// The DID that its credentials name as their issuer.
    pub did: String,
}

/// Why an institution was not founded.
#[derive(Debug, thiserror::Error)]
pub enum FoundError {
    /// The slug would make a bad address.
    #[error("a short name has 2 to 40 lower-case letters, digits and hyphens")]
    Slug,
    /// Another institution has the slug.
    #[error("another institution has this short name")]
    Taken,
    /// The database failed.
    #[error("could not store the institution")]
    Store(#[from] StoreError),
}

impl From<FoundError> for Problem {
    fn from(err: FoundError) -> Self {
        match err {
            FoundError::Slug => Self::unprocessable(&err, Vec::new()),
            FoundError::Taken => Self::conflict(&err),
            FoundError::Store(source) => source.into(),
        }
    }
}

/// Founds an institution with a signing key of its own.
///
/// # Errors
/// [`FoundError`].
pub async fn found(app: &App, new: NewIssuer) -> Result<Issuer, FoundError> {
    let mut tx = app.db.write().await?;
    let issuer = found_in(app, &mut tx, new).await?;
    tx.commit().await?;
    Ok(issuer)
}

/// Lets the owner of `email` work at an institution's desk in a role; makes the account where
/// there is none.
///
/// # Errors
/// When the database fails.
pub async fn appoint(
    app: &App,
    issuer: IssuerId,
    email: &Email,
    name: &str,
    role: Role,
) -> Result<AccountId, StoreError> {
    let mut tx = app.db.write().await?;
    let account = account_of(app, &mut tx, email, name).await?;
    staff::insert(&mut tx, issuer, account, role.name(), app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(account)
}

/// The institution called `slug`.
///
/// # Errors
/// When the database fails.
pub async fn show(app: &App, slug: &str) -> Result<Option<Issuer>, StoreError> {
    if !is_slug(slug) {
        return Ok(None);
    }
    Ok(issuer::by_slug(&mut app.db.read().await?, slug).await?.map(Issuer::from))
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

/// Founds an institution in the caller's transaction.
pub(crate) async fn found_in(app: &App, tx: &mut Tx, new: NewIssuer) -> Result<Issuer, FoundError> {
    if !is_slug(&new.slug) {
        return Err(FoundError::Slug);
    }
    let (id, key_id): (IssuerId, IssuerKeyId) = (app.new_id(), app.new_id());
    let now = app.clock.now_ms();
    let key = SecretKey::from_seed(&app.random.bytes());
    let public = key.public();
    let (did, method) = if app.config.public_url.is_https() {
        let did = format!("{}:issuers:{}", own_did(app), new.slug);
        let method = format!("{did}#{}", public.multibase());
        (did, method)
    } else {
        (did_key(&public), did_key_method(&public))
    };
    let row = IssuerRow {
        issuer_id: id,
        slug: new.slug,
        name: new.name,
        description: new.description,
        url: new.url,
        email: new.email,
        phone: None,
        address: "{}".to_owned(),
        identifiers: "[]".to_owned(),
        pictured: false,
        language: "en".to_owned(),
        letter: "{}".to_owned(),
        refreshable: false,
        shows_student_id: false,
        did: did.clone(),
    };
    let key_row = IssuerKeyRow {
        issuer_key_id: key_id,
        issuer_id: id,
        did,
        method,
        public_key: public.multibase(),
        sealed_seed: app.sealer.seal(&key_place(key_id), &*key.seed()),
        created_at: now,
        retired_at: None,
        revoked_at: None,
        revoked_reason: None,
    };
    if !issuer::insert(tx, &row, now).await? {
        return Err(FoundError::Taken);
    }
    issuer_key::insert(tx, &key_row).await?;
    Ok(row.into())
}

/// The DID document of one of our own DIDs, JSON text; `None` when it is not one.
pub(super) async fn document_of_did(app: &App, did: &str) -> Result<Option<String>, StoreError> {
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
pub(super) fn is_own_did(app: &App, did: &str) -> bool {
    app.config.public_url.is_https() && did.starts_with(&format!("{}:", own_did(app)))
}

/// What an institution signs with: key and verification method.
pub(crate) struct Signer {
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

    /// The DID that it signs for.
    pub(crate) fn did(&self) -> &str {
        &self.did
    }

    /// A key, opened.
    pub(super) fn open(app: &App, row: &IssuerKeyRow) -> Result<Self, Unsealable> {
        let seed = app.sealer.unseal(&key_place(row.issuer_key_id), &row.sealed_seed)?;
        let seed: &[u8; 32] = seed.as_slice().try_into().map_err(|_| Unsealable)?;
        Ok(Self { key: SecretKey::from_seed(seed), did: row.did.clone(), method: row.method.clone() })
    }

    /// Signs a document; gives the text to be kept.
    pub(crate) fn sign(&self, document: &str, now: OffsetDateTime) -> Result<String, SignError> {
        let options = ProofOptions::new(self.method.clone(), Purpose::AssertionMethod)
            .created(now.truncate_to_second());
        proof::sign(document, &options, &self.key)
    }
}

async fn document_of(tx: &mut Tx, row: &IssuerRow) -> Result<String, StoreError> {
    let keys = issuer_key::all(tx, row.issuer_id).await?;
    let keys = keys.iter().map(|key| (key.method.as_str(), key.public_key.as_str()));
    Ok(did_document_of(&row.did, &keys.collect::<Vec<_>>()))
}

/// The DID document of a DID with these keys: pairs of method and Multikey.
pub(super) fn did_document_of(did: &str, keys: &[(&str, &str)]) -> String {
    let document = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": keys.iter().map(|(method, key)| json!({
            "id": method,
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key,
        })).collect::<Vec<_>>(),
        "assertionMethod": keys.iter().map(|(method, _)| method).collect::<Vec<_>>(),
    });
    document.to_string()
}

/// The did:web of our own address; a port's colon is written `%3A`.
pub(super) fn own_did(app: &App) -> String {
    format!("did:web:{}", app.config.public_url.authority().replace(':', "%3A"))
}

fn key_place(id: IssuerKeyId) -> String {
    format!("issuer_key/{id}")
}

impl From<IssuerRow> for Issuer {
    fn from(row: IssuerRow) -> Self {
        Self {
            id: row.issuer_id,
            slug: row.slug,
            name: row.name,
            description: row.description,
            url: row.url,
            email: row.email,
            did: row.did,
        }
    }
}
