//! `service_key`: with what the service itself signs. Secret halves are sealed, each for its own
//! row.

use super::{StoreError, Tx};
use crate::id::ServiceKeyId;

/// A key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ServiceKeyRow {
    /// Its id.
    pub service_key_id: ServiceKeyId,
    /// The public half, as Multikey.
    pub public_key: String,
    /// The secret half, sealed.
    pub sealed_seed: String,
}

/// Adds a key.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ServiceKeyRow, now: i64) -> Result<(), StoreError> {
    let sql = "insert into service_key (service_key_id, public_key, sealed_seed, created_at)
        values ($1, $2, $3, $4)";
    tx.execute(sql, (row.service_key_id, row.public_key.as_str(), row.sealed_seed.as_str(), now)).await?;
    Ok(())
}

/// Whether there is any key at all.
///
/// # Errors
/// When the database fails.
pub async fn any(tx: &mut Tx) -> Result<bool, StoreError> {
    let (number,): (i64,) = tx.fetch_one("select count(*) from service_key", ()).await?;
    Ok(number > 0)
}

/// The key with which the service signs now.
///
/// # Errors
/// When the database fails.
pub async fn current(tx: &mut Tx) -> Result<Option<ServiceKeyRow>, StoreError> {
    let sql = "select service_key_id, public_key, sealed_seed from service_key
        where retired_at is null order by created_at, service_key_id limit 1";
    tx.fetch_optional(sql, ()).await
}

/// All keys with which the service signs or has signed, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<ServiceKeyRow>, StoreError> {
    let sql = "select service_key_id, public_key, sealed_seed from service_key
        order by created_at, service_key_id";
    tx.fetch_all(sql, ()).await
}
