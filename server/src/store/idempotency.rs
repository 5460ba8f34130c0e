//! `idempotency`: requests that are answered once, however often they are sent.

use super::{StoreError, Tx};
use crate::id::AccountId;

/// A request that somebody has given a key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct IdempotencyRow {
    /// The hash of the request itself.
    pub request_hash: String,
    /// The status of its answer; absent while there is none.
    pub status: Option<i64>,
    /// The rest of its answer, sealed.
    pub answer: Option<String>,
    /// When it came.
    pub at: i64,
}

/// Notes a request that comes; false when this account has used the key before.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    tx: &mut Tx,
    (account, key_hash): (AccountId, &str),
    request_hash: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "insert into idempotency (account_id, key_hash, request_hash, at) values ($1, $2, $3, $4)
        on conflict do nothing";
    Ok(tx.execute(sql, (account, key_hash, request_hash, now)).await? == 1)
}

/// The request that an account has given a key.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    (account, key_hash): (AccountId, &str),
) -> Result<Option<IdempotencyRow>, StoreError> {
    let sql = "select request_hash, status, answer, at from idempotency
        where account_id = $1 and key_hash = $2";
    tx.fetch_optional(sql, (account, key_hash)).await
}

/// Keeps the answer.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    tx: &mut Tx,
    (account, key_hash): (AccountId, &str),
    status: u16,
    answer: &str,
) -> Result<(), StoreError> {
    let sql = "update idempotency set status = $3, answer = $4 where account_id = $1 and key_hash = $2";
    tx.execute(sql, (account, key_hash, i64::from(status), answer)).await?;
    Ok(())
}

/// Forgets a request that came to nothing, so that its key can be used again.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, (account, key_hash): (AccountId, &str)) -> Result<(), StoreError> {
    tx.execute("delete from idempotency where account_id = $1 and key_hash = $2", (account, key_hash))
        .await?;
    Ok(())
}

/// Forgets requests that came before a moment.
///
/// # Errors
/// When the database fails.
pub async fn delete_older(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from idempotency where at < $1", (before,)).await
}
