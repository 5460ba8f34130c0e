//! `api_key`: programs that work at a desk. The key is kept as its hash.

use super::{StoreError, Tx};
use crate::id::{AccountId, ApiKeyId, IssuerId};

/// A program's key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ApiKeyRow {
    /// Its id.
    pub api_key_id: ApiKeyId,
    /// At whose desk.
    pub issuer_id: IssuerId,
    /// The account as which the program acts.
    pub account_id: AccountId,
    /// What the program is called.
    pub name: String,
    /// The last characters of the key.
    pub last_four: String,
    /// What it may do: names with a space between them.
    pub scopes: String,
    /// Who made it.
    pub made_by: Option<AccountId>,
    /// When it was made.
    pub created_at: i64,
    /// Until when it is good; absent: until it is revoked.
    pub expires_at: Option<i64>,
    /// When it was last used, to the minute.
    pub used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// Adds a key; false when there is one of this id.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ApiKeyRow, token_hash: &str) -> Result<bool, StoreError> {
    let sql = "insert into api_key (api_key_id, issuer_id, account_id, name, token_hash, last_four, scopes,
            made_by, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing";
    let args = (
        row.api_key_id,
        row.issuer_id,
        row.account_id,
        row.name.as_str(),
        token_hash,
        row.last_four.as_str(),
        row.scopes.as_str(),
        row.made_by,
        row.created_at,
        row.expires_at,
    );
    Ok(tx.execute(sql, args).await? == 1)
}

/// An institution's keys, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<ApiKeyRow>, StoreError> {
    let sql = "select api_key_id, issuer_id, account_id, name, last_four, scopes, made_by, created_at,
            expires_at, used_at, revoked_at
        from api_key where issuer_id = $1 order by api_key_id desc";
    tx.fetch_all(sql, (issuer,)).await
}

/// The key that has this hash, while it is good.
///
/// # Errors
/// When the database fails.
pub async fn live(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<ApiKeyRow>, StoreError> {
    let sql = "select api_key_id, issuer_id, account_id, name, last_four, scopes, made_by, created_at,
            expires_at, used_at, revoked_at
        from api_key where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)";
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// Notes that a key was used.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &mut Tx, id: ApiKeyId, now: i64) -> Result<(), StoreError> {
    tx.execute("update api_key set used_at = $2 where api_key_id = $1", (id, now)).await?;
    Ok(())
}

/// Revokes one of an institution's keys; false when there is none that could be.
///
/// # Errors
/// When the database fails.
pub async fn revoke(tx: &mut Tx, issuer: IssuerId, id: ApiKeyId, now: i64) -> Result<bool, StoreError> {
    let sql = "update api_key set revoked_at = $3
        where issuer_id = $1 and api_key_id = $2 and revoked_at is null";
    Ok(tx.execute(sql, (issuer, id, now)).await? == 1)
}
