//! Institutions: founding one, and what everybody may know of it.

use crate::{
    app::App,
    id::{AccountId, IssuerId},
    problem::Problem,
    store::StoreError,
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
    /// Its colour, `#rrggbb`.
    pub colour: String,
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
    /// Its colour, `#rrggbb`.
    pub colour: String,
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
    /// The colour is not `#rrggbb`.
    #[error("a colour is written #rrggbb")]
    Colour,
    /// The database failed.
    #[error("could not store the institution")]
    Store(#[from] StoreError),
}

impl From<FoundError> for Problem {
    fn from(err: FoundError) -> Self {
        match err {
            FoundError::Slug | FoundError::Colour => Self::unprocessable(&err, Vec::new()),
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
    let _ = (app, new);
    unimplemented!("issuers")
}

/// Lets the owner of `email` work at an institution's desk; makes the account where there is none.
///
/// # Errors
/// When the database fails.
pub async fn appoint(app: &App, issuer: IssuerId, email: &str, name: &str) -> Result<AccountId, StoreError> {
    let _ = (app, issuer, email, name);
    unimplemented!("issuers")
}

/// The institution called `slug`.
///
/// # Errors
/// When the database fails.
pub async fn show(app: &App, slug: &str) -> Result<Option<Issuer>, StoreError> {
    let _ = (app, slug);
    unimplemented!("issuers")
}

/// The DID document of the institution called `slug`, JSON text; `None` where its DID is no
/// did:web, or there is no such institution.
///
/// # Errors
/// When the database fails.
pub async fn did_document(app: &App, slug: &str) -> Result<Option<String>, StoreError> {
    let _ = (app, slug);
    unimplemented!("issuers")
}
