//! Institutions: founding one, and what everybody may know of it.

mod founding;
mod key;
mod profile;
mod published;
mod signer;

pub use founding::{FoundingError, found_by, may_found};
pub use key::{Key, KeyError, KeyState, key, keys, replace_key, revoke_key, show_keys, signed_by};
pub use profile::{IDENTIFIER_TYPES, Picture, Profile, ProfileError, picture, profile, update};
pub(super) use published::{PublicKey, did_document_of, document_of_did, is_own_did, key_set_of, own_did};
pub use published::{did_document, key_set};
use signer::new_key;
pub(crate) use signer::{Signer, SignerError};

use api::open_badges::{Address, IdentifierEntry};

use super::{
    Email,
    fields::is_slug,
    session::{Role, account_of},
};
use crate::{
    app::App,
    id::{AccountId, IssuerId},
    problem::Problem,
    store::{
        StoreError, Tx,
        issuer::{self, IssuerRow},
        issuer_key, staff,
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
    /// Its telephone number.
    pub phone: Option<String>,
    /// Where it is.
    pub address: Address,
    /// What it is called elsewhere.
    pub identifiers: Vec<IdentifierEntry>,
    /// Whether it has a picture.
    pub pictured: bool,
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

/// Founds an institution in the caller's transaction.
pub(crate) async fn found_in(app: &App, tx: &mut Tx, new: NewIssuer) -> Result<Issuer, FoundError> {
    if !is_slug(&new.slug) {
        return Err(FoundError::Slug);
    }
    let id: IssuerId = app.new_id();
    let key = new_key(app, id, &new.slug);
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
        reminder_days: None,
        guardian_approval: false,
        did: key.did.clone(),
    };
    if !issuer::insert(tx, &row, key.created_at).await? {
        return Err(FoundError::Taken);
    }
    issuer_key::insert(tx, &key).await?;
    Ok(row.into())
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
            phone: row.phone,
            address: serde_json::from_str(&row.address).unwrap_or_default(),
            identifiers: serde_json::from_str(&row.identifiers).unwrap_or_default(),
            pictured: row.pictured,
            did: row.did,
        }
    }
}
