//! `issuer`: institutions.

use super::{StoreError, Tx};
use crate::id::IssuerId;

/// An institution.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "each stands alone")]
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
    /// How many days before its end holders are reminded of what they hold; absent: not.
    pub reminder_days: Option<i64>,
    /// Whether links of learners who have a guardian wait for their approval.
    pub guardian_approval: bool,
    /// The DID that its credentials name.
    pub did: String,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct PictureRow {
    /// Its media type.
    pub image_type: String,
    /// The file.
    pub image: Vec<u8>,
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
    let is_new = tx.execute(sql, args).await? == 1;
    if is_new {
        // One without a chain is missed.
        super::audit::begin(tx, row.issuer_id).await?;
    }
    Ok(is_new)
}

/// An institution by its slug.
///
/// # Errors
/// When the database fails.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<IssuerRow>, StoreError> {
    let sql = "select issuer_id, slug, name, description, url, email, phone, address, identifiers,
            image is not null as pictured, language, letter, refreshable, shows_student_id, reminder_days,
            guardian_approval, did
        from issuer where slug = $1";
    tx.fetch_optional(sql, (slug,)).await
}

/// An institution by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: IssuerId) -> Result<Option<IssuerRow>, StoreError> {
    let sql = "select issuer_id, slug, name, description, url, email, phone, address, identifiers,
            image is not null as pictured, language, letter, refreshable, shows_student_id, reminder_days,
            guardian_approval, did
        from issuer where issuer_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// An institution by its DID.
///
/// # Errors
/// When the database fails.
pub async fn by_did(tx: &mut Tx, did: &str) -> Result<Option<IssuerRow>, StoreError> {
    let sql = "select issuer_id, slug, name, description, url, email, phone, address, identifiers,
            image is not null as pictured, language, letter, refreshable, shows_student_id, reminder_days,
            guardian_approval, did
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

/// Gives an institution the DID of its newest key.
///
/// # Errors
/// When the database fails.
pub async fn set_did(tx: &mut Tx, id: IssuerId, did: &str) -> Result<(), StoreError> {
    tx.execute("update issuer set did = $2 where issuer_id = $1", (id, did)).await?;
    Ok(())
}

/// Keeps what an institution says of itself.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &mut Tx, row: &IssuerRow) -> Result<(), StoreError> {
    let sql = "update issuer set name = $2, description = $3, url = $4, email = $5, phone = $6, address = $7,
            identifiers = $8, language = $9, letter = $10, refreshable = $11, shows_student_id = $12,
            reminder_days = $13, guardian_approval = $14
        where issuer_id = $1";
    let args = (
        row.issuer_id,
        row.name.as_str(),
        row.description.as_str(),
        row.url.clone(),
        row.email.clone(),
        row.phone.clone(),
        row.address.as_str(),
        row.identifiers.as_str(),
        row.language.as_str(),
        row.letter.as_str(),
        row.refreshable,
        row.shows_student_id,
        row.reminder_days,
        row.guardian_approval,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Keeps an institution's picture, or takes it away.
///
/// # Errors
/// When the database fails.
pub async fn set_picture(tx: &mut Tx, id: IssuerId, picture: Option<PictureRow>) -> Result<(), StoreError> {
    let (image_type, image) = picture.map(|row| (row.image_type, row.image)).unzip();
    tx.execute("update issuer set image_type = $2, image = $3 where issuer_id = $1", (id, image_type, image))
        .await?;
    Ok(())
}

/// Keeps an institution's row locked until the transaction ends, so that what is decided about its
/// staff is decided one after another.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, id: IssuerId) -> Result<(), StoreError> {
    tx.execute("update issuer set slug = slug where issuer_id = $1", (id,)).await?;
    Ok(())
}

/// Whether there is any institution.
///
/// # Errors
/// When the database fails.
pub async fn any(tx: &mut Tx) -> Result<bool, StoreError> {
    let (number,): (i64,) = tx.fetch_one("select count(*) from issuer", ()).await?;
    Ok(number > 0)
}
