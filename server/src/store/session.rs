//! `session`: who is signed in. The cookie's token is kept as its hash.

use super::{StoreError, Tx};
use crate::id::AccountId;

/// A session that lasts.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Session {
    /// SHA-256 of its token.
    pub token_hash: String,
    /// Whose it is.
    pub account_id: AccountId,
    /// The kind of device, coarsely.
    pub device: String,
    /// When it began.
    pub created_at: i64,
    /// The day of its last visit, as its first moment.
    pub seen_at: i64,
    /// When its owner last proved who they are.
    pub proven_at: i64,
}

/// A session to be.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// SHA-256 of its token.
    pub token_hash: &'a str,
    /// Whose it is.
    pub account: AccountId,
    /// The kind of device, coarsely.
    pub device: &'a str,
    /// Until when it lasts.
    pub expires_at: i64,
}

/// Begins a session.
///
/// * `today`: the first moment of the day of `now`.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: NewSession<'_>, now: i64, today: i64) -> Result<(), StoreError> {
    let sql =
        "insert into session (token_hash, account_id, device, created_at, expires_at, seen_at, proven_at)
        values ($1, $2, $3, $4, $5, $6, $4)";
    tx.execute(sql, (new.token_hash, new.account, new.device, now, new.expires_at, today)).await?;
    Ok(())
}

/// A session, while it lasts.
///
/// # Errors
/// When the database fails.
pub async fn by_token(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<Session>, StoreError> {
    let sql = "select token_hash, account_id, device, created_at, seen_at, proven_at from session
        where token_hash = $1 and expires_at > $2";
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// An account's sessions that last, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId, now: i64) -> Result<Vec<Session>, StoreError> {
    let sql = "select token_hash, account_id, device, created_at, seen_at, proven_at from session
        where account_id = $1 and expires_at > $2 order by created_at desc, token_hash";
    tx.fetch_all(sql, (account, now)).await
}

/// Notes that a session was used on a day.
///
/// # Errors
/// When the database fails.
pub async fn see(tx: &mut Tx, token_hash: &str, today: i64) -> Result<(), StoreError> {
    tx.execute("update session set seen_at = $2 where token_hash = $1", (token_hash, today)).await?;
    Ok(())
}

/// Ends one of an account's sessions; false when it is none of theirs.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, token_hash: &str, account: AccountId) -> Result<bool, StoreError> {
    let sql = "delete from session where token_hash = $1 and account_id = $2";
    Ok(tx.execute(sql, (token_hash, account)).await? == 1)
}

/// Ends all of an account's sessions but one; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn end_others(tx: &mut Tx, token_hash: &str, account: AccountId) -> Result<u64, StoreError> {
    let sql = "delete from session where token_hash <> $1 and account_id = $2";
    tx.execute(sql, (token_hash, account)).await
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
