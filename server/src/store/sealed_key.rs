//! `sealed_key`: copies of learners' keys, each sealed in its owner's browser under a passphrase
//! that never came here.

use super::{StoreError, Tx};
use crate::id::AccountId;

/// A sealed copy.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedKeyRow {
    /// The DID of the key.
    pub did: String,
    /// The kind of device that the key was made on; may be empty.
    pub label: String,
    /// `api::SealedKey` as JSON.
    pub sealed: String,
    /// When the copy was made.
    pub made_at: i64,
}

/// Keeps a copy, in the place of one that was there.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &mut Tx, account: AccountId, row: &SealedKeyRow) -> Result<(), StoreError> {
    let sql = "insert into sealed_key (account_id, did, label, sealed, made_at) values ($1, $2, $3, $4, $5)
        on conflict (account_id, did) do update set sealed = excluded.sealed, made_at = excluded.made_at";
    tx.execute(sql, (account, row.did.as_str(), row.label.as_str(), row.sealed.as_str(), row.made_at))
        .await?;
    Ok(())
}

/// An account's copies, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<SealedKeyRow>, StoreError> {
    let sql = "select did, label, sealed, made_at from sealed_key where account_id = $1
        order by made_at desc, did";
    tx.fetch_all(sql, (account,)).await
}

/// Deletes one of an account's copies; says whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, account: AccountId, did: &str) -> Result<bool, StoreError> {
    let sql = "delete from sealed_key where account_id = $1 and did = $2";
    Ok(tx.execute(sql, (account, did)).await? == 1)
}
