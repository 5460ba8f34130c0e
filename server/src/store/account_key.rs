//! `account_key`: DIDs whose key an account has shown to hold. `key_challenge`: what it is asked
//! to sign for that; kept as its hash.

use super::{StoreError, Tx};
use crate::id::AccountId;

/// A key of an account's own.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AccountKeyRow {
    /// Its DID.
    pub did: String,
    /// The kind of device that it was made on: browser and system; may be empty.
    pub label: String,
    /// When it was proven first.
    pub made_at: i64,
    /// Since when it signs nothing more.
    pub retired_at: Option<i64>,
}

/// Keeps a DID that was proven; proven again, it is the newest again. One that was retired stays
/// as it is: gives whether it is kept.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    account: AccountId,
    did: &str,
    label: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let sql =
        "update account_key set proven_at = $3 where account_id = $1 and did = $2 and retired_at is null";
    if tx.execute(sql, (account, did, now)).await? == 1 {
        return Ok(true);
    }
    let sql =
        "insert into account_key (account_id, did, label, proven_at, made_at) values ($1, $2, $3, $4, $4)
        on conflict do nothing";
    Ok(tx.execute(sql, (account, did, label, now)).await? == 1)
}

/// The DID that an account has proven last, of those that were not retired.
///
/// # Errors
/// When the database fails.
pub async fn newest(tx: &mut Tx, account: AccountId) -> Result<Option<String>, StoreError> {
    let sql = "select did from account_key where account_id = $1 and retired_at is null
        order by proven_at desc, did limit 1";
    let row: Option<(String,)> = tx.fetch_optional(sql, (account,)).await?;
    Ok(row.map(|(did,)| did))
}

/// All DIDs that an account has proven, retired ones among them: what names one is theirs.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "select did from account_key where account_id = $1 order by proven_at desc, did";
    let rows: Vec<(String,)> = tx.fetch_all(sql, (account,)).await?;
    Ok(rows.into_iter().map(|(did,)| did).collect())
}

/// An account's keys, the one that was proven last first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<AccountKeyRow>, StoreError> {
    let sql = "select did, label, made_at, retired_at from account_key where account_id = $1
        order by proven_at desc, did";
    tx.fetch_all(sql, (account,)).await
}

/// One of an account's keys.
///
/// # Errors
/// When the database fails.
pub async fn by_did(tx: &mut Tx, account: AccountId, did: &str) -> Result<Option<AccountKeyRow>, StoreError> {
    let sql = "select did, label, made_at, retired_at from account_key where account_id = $1 and did = $2";
    tx.fetch_optional(sql, (account, did)).await
}

/// Retires one of an account's keys; says whether there is one. Retiring it again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn retire(tx: &mut Tx, account: AccountId, did: &str, now: i64) -> Result<bool, StoreError> {
    let sql =
        "update account_key set retired_at = coalesce(retired_at, $3) where account_id = $1 and did = $2";
    Ok(tx.execute(sql, (account, did, now)).await? == 1)
}

/// Keeps a challenge, and forgets those that have run out by `now`.
///
/// # Errors
/// When the database fails.
pub async fn challenge(
    tx: &mut Tx,
    challenge_hash: &str,
    account: AccountId,
    expires_at: i64,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute("delete from key_challenge where expires_at <= $1", (now,)).await?;
    let sql = "insert into key_challenge (challenge_hash, account_id, expires_at) values ($1, $2, $3)";
    tx.execute(sql, (challenge_hash, account, expires_at)).await?;
    Ok(())
}

/// Spends an account's challenge; false when there is no such one, or not any more.
///
/// # Errors
/// When the database fails.
pub async fn spend(
    tx: &mut Tx,
    challenge_hash: &str,
    account: AccountId,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "delete from key_challenge where challenge_hash = $1 and account_id = $2 and expires_at > $3";
    Ok(tx.execute(sql, (challenge_hash, account, now)).await? == 1)
}

/// Forgets what nobody has signed in time.
///
/// # Errors
/// When the database fails.
pub async fn delete_challenges(tx: &mut Tx, now: i64) -> Result<u64, StoreError> {
    tx.execute("delete from key_challenge where expires_at <= $1", (now,)).await
}
