//! `holding_edition`: earlier editions of what came from elsewhere. `holding_picture`: its picture.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId};

/// An edition that another took the place of.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EarlierRow {
    /// Which one; the first is 1.
    pub edition: i64,
    /// The signed text.
    pub document: String,
    /// When the next took its place.
    pub replaced_at: i64,
}

/// Puts the document of a holding aside as its latest earlier edition.
///
/// # Errors
/// When the database fails.
pub async fn put_aside(tx: &mut Tx, id: CredentialId, now: i64) -> Result<(), StoreError> {
    let sql = "insert into holding_edition (holding_id, edition, document, replaced_at)
        select holding_id,
            (select coalesce(max(edition), 0) + 1 from holding_edition where holding_id = $1),
            document, cast($2 as bigint)
        from holding where holding_id = $1 and document is not null";
    tx.execute(sql, (id, now)).await?;
    Ok(())
}

/// The earlier editions of a holding, newest first: of what was issued here, the issuer's own.
///
/// # Errors
/// When the database fails.
pub async fn of_holding(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
) -> Result<Vec<EarlierRow>, StoreError> {
    let sql = "select holding_edition.edition, holding_edition.document, holding_edition.replaced_at
        from holding_edition join holding on holding.holding_id = holding_edition.holding_id
        where holding.account_id = $1 and holding.holding_id = $2
        union all select edition.edition, edition.document, edition.replaced_at
        from edition join holding on holding.credential_id = edition.credential_id
        where holding.account_id = $1 and holding.holding_id = $2 and edition.document <> ''
        order by 1 desc";
    tx.fetch_all(sql, (account, id)).await
}

/// A picture.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PictureRow {
    /// Its media type.
    pub media_type: String,
    /// Whether it is the file in which the credential came.
    pub baked: bool,
    /// Its bytes.
    pub picture: Vec<u8>,
}

/// Keeps a picture in the place of the one before. A file that a credential came in stays.
///
/// # Errors
/// When the database fails.
pub async fn keep_picture(tx: &mut Tx, id: CredentialId, row: &PictureRow) -> Result<(), StoreError> {
    let sql = "delete from holding_picture where holding_id = $1 and ($2 or not baked)";
    tx.execute(sql, (id, row.baked)).await?;
    let sql = "insert into holding_picture (holding_id, media_type, baked, picture) values ($1, $2, $3, $4)
        on conflict do nothing";
    tx.execute(sql, (id, row.media_type.as_str(), row.baked, row.picture.clone())).await?;
    Ok(())
}

/// Forgets the picture of a holding, whose next edition brings its own.
///
/// # Errors
/// When the database fails.
pub async fn forget_picture(tx: &mut Tx, id: CredentialId) -> Result<(), StoreError> {
    tx.execute("delete from holding_picture where holding_id = $1", (id,)).await?;
    Ok(())
}

/// The picture of a holding.
///
/// # Errors
/// When the database fails.
pub async fn picture(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
) -> Result<Option<PictureRow>, StoreError> {
    let sql = "select holding_picture.media_type, holding_picture.baked, holding_picture.picture
        from holding_picture join holding on holding.holding_id = holding_picture.holding_id
        where holding.account_id = $1 and holding.holding_id = $2";
    tx.fetch_optional(sql, (account, id)).await
}

/// Whether there is a picture of a holding.
///
/// # Errors
/// When the database fails.
pub async fn has_picture(tx: &mut Tx, id: CredentialId) -> Result<bool, StoreError> {
    let sql = "select cast(1 as bigint) from holding_picture where holding_id = $1";
    Ok(tx.fetch_optional::<(i64,)>(sql, (id,)).await?.is_some())
}
