//! `record_item`: which credentials are in a record, and in which order.

use super::{StoreError, Tx};
use crate::id::{CredentialId, RecordId};

/// A credential in a record.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ItemRow {
    /// The credential's id in the wallet.
    pub holding_id: CredentialId,
    /// The signed text.
    pub document: String,
    /// When it came into the wallet.
    pub held_at: i64,
    /// The learner's words beside it; may be empty.
    pub note: String,
}

/// Adds a credential at the end; false when it is in the record already.
///
/// # Errors
/// When the database fails.
pub async fn append(
    tx: &mut Tx,
    record: RecordId,
    holding: CredentialId,
    note: &str,
) -> Result<bool, StoreError> {
    let sql = "insert into record_item (record_id, holding_id, position, note)
        select $1, $2, coalesce(max(position) + 1, 0), $3 from record_item where record_id = $1
        on conflict do nothing";
    Ok(tx.execute(sql, (record, holding, note)).await? == 1)
}

/// Takes a credential out; false when it was not in.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, record: RecordId, holding: CredentialId) -> Result<bool, StoreError> {
    let sql = "delete from record_item where record_id = $1 and holding_id = $2";
    Ok(tx.execute(sql, (record, holding)).await? == 1)
}

/// The ids of a record's credentials, in order.
///
/// # Errors
/// When the database fails.
pub async fn order(tx: &mut Tx, record: RecordId) -> Result<Vec<CredentialId>, StoreError> {
    let sql = "select holding_id from record_item where record_id = $1 order by position, holding_id";
    let rows: Vec<(CredentialId,)> = tx.fetch_all(sql, (record,)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Gives a credential its place.
///
/// # Errors
/// When the database fails.
pub async fn place(
    tx: &mut Tx,
    record: RecordId,
    holding: CredentialId,
    position: i64,
) -> Result<(), StoreError> {
    let sql = "update record_item set position = $3 where record_id = $1 and holding_id = $2";
    tx.execute(sql, (record, holding, position)).await?;
    Ok(())
}

/// A record's credentials, in order.
///
/// # Errors
/// When the database fails.
pub async fn of_record(tx: &mut Tx, record: RecordId) -> Result<Vec<ItemRow>, StoreError> {
    let sql = "select record_item.holding_id, coalesce(holding.document, credential.document) as document,
            holding.held_at, record_item.note
        from record_item
            join holding on holding.holding_id = record_item.holding_id
            left join credential on credential.credential_id = holding.credential_id
        where record_item.record_id = $1 order by record_item.position, record_item.holding_id";
    tx.fetch_all(sql, (record,)).await
}
