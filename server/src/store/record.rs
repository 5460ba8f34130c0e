//! `record`: learners' selections.

use super::{StoreError, Tx};
use crate::id::{AccountId, RecordId};

/// A record without its credentials.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RecordRow {
    /// Its id.
    pub record_id: RecordId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Its title.
    pub title: String,
    /// A few words above the credentials; may be empty.
    pub introduction: String,
}

/// A record in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RecordLineRow {
    /// Its id.
    pub record_id: RecordId,
    /// Its title.
    pub title: String,
    /// How many credentials it has.
    pub items: i64,
    /// How many live links lead to it.
    pub live_shares: i64,
}

/// Adds an empty record.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &RecordRow, now: i64) -> Result<(), StoreError> {
    let sql = "insert into record (record_id, account_id, title, introduction, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $5)";
    let args = (row.record_id, row.account_id, row.title.as_str(), row.introduction.as_str(), now);
    tx.execute(sql, args).await?;
    Ok(())
}

/// An account's records, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId, now: i64) -> Result<Vec<RecordLineRow>, StoreError> {
    let sql = "select record.record_id, record.title,
            (select count(*) from record_item where record_item.record_id = record.record_id) as items,
            (select count(*) from share where share.record_id = record.record_id
                and share.ended_at is null and share.expires_at > $2) as live_shares
        from record where record.account_id = $1
        order by record.created_at desc, record.record_id desc";
    tx.fetch_all(sql, (account, now)).await
}

/// A record by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: RecordId) -> Result<Option<RecordRow>, StoreError> {
    let sql = "select record_id, account_id, title, introduction from record where record_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// Marks one of an account's records as changed, and locks it until the transaction ends; says
/// whether there is such a one.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &mut Tx, account: AccountId, id: RecordId, now: i64) -> Result<bool, StoreError> {
    let sql = "update record set changed_at = $3 where account_id = $1 and record_id = $2";
    Ok(tx.execute(sql, (account, id, now)).await? == 1)
}

/// Changes title and introduction of one of an account's records; says whether there is such a one.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &mut Tx, row: &RecordRow, now: i64) -> Result<bool, StoreError> {
    let sql = "update record set title = $3, introduction = $4, changed_at = $5
        where account_id = $1 and record_id = $2";
    let args = (row.account_id, row.record_id, row.title.as_str(), row.introduction.as_str(), now);
    Ok(tx.execute(sql, args).await? == 1)
}
