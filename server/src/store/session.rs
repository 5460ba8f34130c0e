//! `session`: who is signed in. The cookie's token is kept as its hash.

use super::{StoreError, Tx};
use crate::id::AccountId;

/// Begins a session.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    account: AccountId,
    now: i64,
    expires_at: i64,
) -> Result<(), StoreError> {
    let sql = "insert into session (token_hash, account_id, created_at, expires_at)
        values ($1, $2, $3, $4)";
    tx.execute(sql, (token_hash, account, now, expires_at)).await?;
    Ok(())
}

/// Whose session it is, while it lasts.
///
/// # Errors
/// When the database fails.
pub async fn account(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<AccountId>, StoreError> {
    let sql = "select account_id from session where token_hash = $1 and expires_at > $2";
    let row: Option<(AccountId,)> = tx.fetch_optional(sql, (token_hash, now)).await?;
    Ok(row.map(|(id,)| id))
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, token_hash: &str) -> Result<(), StoreError> {
    tx.execute("delete from session where token_hash = $1", (token_hash,)).await?;
    Ok(())
}

/// Forgets sessions that have run out.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(tx: &mut Tx, now: i64) -> Result<u64, StoreError> {
    tx.execute("delete from session where expires_at <= $1", (now,)).await
}
