//! `issuer_key`: with what institutions sign. Secret halves are sealed, each for its own row.

use super::{StoreError, Tx};
use crate::id::{IssuerId, IssuerKeyId};

/// A key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct IssuerKeyRow {
    /// Its id.
    pub issuer_key_id: IssuerKeyId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// The DID that it signs for.
    pub did: String,
    /// The DID URL by which its proofs name it.
    pub method: String,
    /// The public half, as Multikey.
    pub public_key: String,
    /// The secret half, sealed.
    pub sealed_seed: String,
    /// When it was made.
    pub created_at: i64,
    /// Since when nothing more is signed with it.
    pub retired_at: Option<i64>,
    /// Since when nothing that it signed is good.
    pub revoked_at: Option<i64>,
    /// Why.
    pub revoked_reason: Option<String>,
}

/// Adds a key.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &IssuerKeyRow) -> Result<(), StoreError> {
    let sql = "insert into issuer_key (issuer_key_id, issuer_id, did, method, public_key, sealed_seed,
            created_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let args = (
        row.issuer_key_id,
        row.issuer_id,
        row.did.as_str(),
        row.method.as_str(),
        row.public_key.as_str(),
        row.sealed_seed.as_str(),
        row.created_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Whether there is any key at all.
///
/// # Errors
/// When the database fails.
pub async fn any(tx: &mut Tx) -> Result<bool, StoreError> {
    let (number,): (i64,) = tx.fetch_one("select count(*) from issuer_key", ()).await?;
    Ok(number > 0)
}

/// The key with which an institution signs now.
///
/// # Errors
/// When the database fails.
pub async fn current(tx: &mut Tx, issuer: IssuerId) -> Result<Option<IssuerKeyRow>, StoreError> {
    let sql = "select issuer_key_id, issuer_id, did, method, public_key, sealed_seed, created_at, retired_at,
            revoked_at, revoked_reason
        from issuer_key
        where issuer_id = $1 and retired_at is null order by created_at desc, issuer_key_id desc limit 1";
    tx.fetch_optional(sql, (issuer,)).await
}

/// All keys with which an institution signs or has signed, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<IssuerKeyRow>, StoreError> {
    let sql = "select issuer_key_id, issuer_id, did, method, public_key, sealed_seed, created_at, retired_at,
            revoked_at, revoked_reason
        from issuer_key
        where issuer_id = $1 order by created_at, issuer_key_id";
    tx.fetch_all(sql, (issuer,)).await
}

/// The newest key that signs for one of an institution's DIDs, retired or not.
///
/// # Errors
/// When the database fails.
pub async fn of_did(tx: &mut Tx, issuer: IssuerId, did: &str) -> Result<Option<IssuerKeyRow>, StoreError> {
    let sql = "select issuer_key_id, issuer_id, did, method, public_key, sealed_seed, created_at, retired_at,
            revoked_at, revoked_reason
        from issuer_key
        where issuer_id = $1 and did = $2 order by created_at desc, issuer_key_id desc limit 1";
    tx.fetch_optional(sql, (issuer, did)).await
}

/// One of an institution's keys.
///
/// # Errors
/// When the database fails.
pub async fn by_id(
    tx: &mut Tx,
    issuer: IssuerId,
    id: IssuerKeyId,
) -> Result<Option<IssuerKeyRow>, StoreError> {
    let sql = "select issuer_key_id, issuer_id, did, method, public_key, sealed_seed, created_at, retired_at,
            revoked_at, revoked_reason
        from issuer_key where issuer_id = $1 and issuer_key_id = $2";
    tx.fetch_optional(sql, (issuer, id)).await
}

/// Retires all of an institution's keys that sign; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn retire(tx: &mut Tx, issuer: IssuerId, now: i64) -> Result<u64, StoreError> {
    let sql = "update issuer_key set retired_at = $2 where issuer_id = $1 and retired_at is null";
    tx.execute(sql, (issuer, now)).await
}

/// Marks a key as stolen; false when it was before.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    tx: &mut Tx,
    issuer: IssuerId,
    id: IssuerKeyId,
    reason: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "update issuer_key set revoked_at = $4, revoked_reason = $3
        where issuer_id = $1 and issuer_key_id = $2 and revoked_at is null";
    Ok(tx.execute(sql, (issuer, id, reason, now)).await? == 1)
}
