//! `record_item`: which credentials are in a record now. In which order and with which words is in
//! what the record holds.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, RecordId};

/// A credential in a record.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ItemRow {
    /// The credential's id in the wallet.
    pub holding_id: CredentialId,
    /// The signed text.
    pub document: String,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
}

/// Says which credentials a record has now.
///
/// * `holdings`: each once, all of the record's owner.
///
/// # Errors
/// When the database fails.
pub async fn replace(tx: &mut Tx, record: RecordId, holdings: &[CredentialId]) -> Result<(), StoreError> {
    tx.execute("delete from record_item where record_id = $1", (record,)).await?;
    let rows: Vec<_> = holdings.iter().map(|holding| (record, *holding)).collect();
    tx.insert_many("insert into record_item (record_id, holding_id)", rows).await
}

/// The ids of a record's credentials, those among them that wait to be put back or deleted.
///
/// # Errors
/// When the database fails.
pub async fn named(tx: &mut Tx, record: RecordId) -> Result<Vec<CredentialId>, StoreError> {
    let sql = "select holding_id from record_item where record_id = $1";
    let rows: Vec<(CredentialId,)> = tx.fetch_all(sql, (record,)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether a credential is an account's, be it one that waits to be put back or deleted.
///
/// # Errors
/// When the database fails.
pub async fn is_kept(tx: &mut Tx, account: AccountId, holding: CredentialId) -> Result<bool, StoreError> {
    let sql = "select count(*) from holding where account_id = $1 and holding_id = $2";
    let (count,): (i64,) = tx.fetch_one(sql, (account, holding)).await?;
    Ok(count == 1)
}

/// How many characters the credentials of a record have together.
///
/// # Errors
/// When the database fails.
pub async fn length(tx: &mut Tx, record: RecordId) -> Result<i64, StoreError> {
    let sql =
        "select cast(coalesce(sum(length(coalesce(holding.document, credential.document))), 0) as bigint)
        from record_item
            join holding on holding.holding_id = record_item.holding_id
            left join credential on credential.credential_id = holding.credential_id
        where record_item.record_id = $1 and holding.removed_at is null";
    let (length,): (i64,) = tx.fetch_one(sql, (record,)).await?;
    Ok(length)
}

/// A record's credentials.
///
/// # Errors
/// When the database fails.
pub async fn of_record(tx: &mut Tx, record: RecordId) -> Result<Vec<ItemRow>, StoreError> {
    let sql = "select record_item.holding_id, coalesce(holding.document, credential.document) as document,
            holding.credential_id is null and holding.whose = 'word' as on_word
        from record_item
            join holding on holding.holding_id = record_item.holding_id
            left join credential on credential.credential_id = holding.credential_id
        where record_item.record_id = $1 and holding.removed_at is null order by record_item.holding_id";
    tx.fetch_all(sql, (record,)).await
}

/// An account's records that a credential is in: their ids and titles, newest first.
///
/// # Errors
/// When the database fails.
pub async fn records_with(
    tx: &mut Tx,
    account: AccountId,
    holding: CredentialId,
) -> Result<Vec<(RecordId, String)>, StoreError> {
    let sql = "select record.record_id, record.title
        from record_item join record on record.record_id = record_item.record_id
        where record.account_id = $1 and record_item.holding_id = $2
        order by record.created_at desc, record.record_id desc";
    tx.fetch_all(sql, (account, holding)).await
}
