//! `share`: live links to records. The token is kept as its hash, to find it by, and sealed, to
//! show it to its owner again.

use super::{StoreError, Tx};
use crate::id::{AccountId, RecordId, ShareId};

/// A link.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ShareRow {
    /// Its id.
    pub share_id: ShareId,
    /// Where it leads.
    pub record_id: RecordId,
    /// Its token, sealed.
    pub sealed_token: String,
    /// When it was made.
    pub created_at: i64,
    /// When it ends by itself.
    pub expires_at: i64,
}

/// Adds a link.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ShareRow, token_hash: &str) -> Result<(), StoreError> {
    let sql = "insert into share (share_id, record_id, token_hash, sealed_token, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)";
    let args =
        (row.share_id, row.record_id, token_hash, row.sealed_token.as_str(), row.created_at, row.expires_at);
    tx.execute(sql, args).await?;
    Ok(())
}

/// A record's live links, newest first.
///
/// # Errors
/// When the database fails.
pub async fn live_of_record(tx: &mut Tx, record: RecordId, now: i64) -> Result<Vec<ShareRow>, StoreError> {
    let sql = "select share_id, record_id, sealed_token, created_at, expires_at from share
        where record_id = $1 and ended_at is null and expires_at > $2
        order by created_at desc, share_id desc";
    tx.fetch_all(sql, (record, now)).await
}

/// A live link by its token; none that a guardian has not approved.
///
/// # Errors
/// When the database fails.
pub async fn live_by_token(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<ShareRow>, StoreError> {
    let sql = "select share_id, record_id, sealed_token, created_at, expires_at from share
        where token_hash = $1 and ended_at is null and expires_at > $2
            and not exists (select 1 from share_approval
                where share_approval.share_id = share.share_id and not share_approval.approved)";
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// Ends one of an account's links; gives the record it led to. Ending it again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn end(
    tx: &mut Tx,
    account: AccountId,
    id: ShareId,
    now: i64,
) -> Result<Option<RecordId>, StoreError> {
    let sql = "update share set ended_at = coalesce(ended_at, $3)
        where share_id = $2 and record_id in (select record_id from record where account_id = $1)
        returning record_id";
    let row: Option<(RecordId,)> = tx.fetch_optional(sql, (account, id, now)).await?;
    Ok(row.map(|(id,)| id))
}
