//! `issuer`: institutions.

use super::{StoreError, Tx};
use crate::id::IssuerId;

/// An institution.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct IssuerRow {
    /// Its id.
    pub issuer_id: IssuerId,
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
    /// Where it is: Open Badges' Address as JSON.
    pub address: String,
    /// What it is called elsewhere: an array of Open Badges' `IdentifierEntry` as JSON.
    pub identifiers: String,
    /// Whether it has a picture.
    pub pictured: bool,
    /// The language of its letters, a BCP 47 tag.
    pub language: String,
    /// Its own words in letters, as JSON.
    pub letter: String,
    /// Whether what it issues says where later editions are to be had.
    pub refreshable: bool,
    /// Whether what it issues has its number for the learner.
    pub shows_student_id: bool,
    /// The DID that its credentials name.
    pub did: String,
}

/// Adds an institution; false when its slug is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &IssuerRow, now: i64) -> Result<bool, StoreError> {
    let sql = "insert into issuer (issuer_id, slug, name, description, url, email, did, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (slug) do nothing";
    let args = (
        row.issuer_id,
        row.slug.as_str(),
        row.name.as_str(),
        row.description.as_str(),
        row.url.clone(),
        row.email.clone(),
        row.did.as_str(),
        now,
    );
    Ok(tx.execute(sql, args).await? == 1)
}

/// An institution by its slug.
///
/// # Errors
/// When the database fails.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<IssuerRow>, StoreError> {
    let sql = "select issuer_id, slug, name, description, url, email, phone, address, identifiers,
            image is not null as pictured, language, letter, refreshable, shows_student_id, did
        from issuer where slug = $1";
    tx.fetch_optional(sql, (slug,)).await
}

/// An institution by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: IssuerId) -> Result<Option<IssuerRow>, StoreError> {
    let sql = "select issuer_id, slug, name, description, url, email, phone, address, identifiers,
            image is not null as pictured, language, letter, refreshable, shows_student_id, did
        from issuer where issuer_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// An institution by its DID.
///
/// # Errors
/// When the database fails.
pub async fn by_did(tx: &mut Tx, did: &str) -> Result<Option<IssuerRow>, StoreError> {
    let sql = "select issuer_id, slug, name, description, url, email, phone, address, identifiers,
            image is not null as pictured, language, letter, refreshable, shows_student_id, did
        from issuer where did = $1";
    tx.fetch_optional(sql, (did,)).await
}

/// An institution's picture: media type and bytes.
///
/// # Errors
/// When the database fails.
pub async fn picture(tx: &mut Tx, id: IssuerId) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let sql = "select image_type, image from issuer where issuer_id = $1 and image is not null";
    tx.fetch_optional(sql, (id,)).await
}
