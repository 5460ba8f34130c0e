//! `passkey`: public keys of devices that sign in. `passkey_answer`: challenges that were answered, as hashes.

use super::{StoreError, Tx};
use crate::id::{AccountId, PasskeyId};

/// A passkey.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Passkey {
    /// Its id.
    pub passkey_id: PasskeyId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The id that its device knows it by: base64url.
    pub credential_id: String,
    /// What its owner calls it.
    pub name: String,
    /// How browsers reach it, as bits.
    pub transports: i64,
    /// What its device said when it was made, the public key among it: base64url.
    pub static_state: String,
    /// What its device said last: base64url.
    pub dynamic_state: String,
    /// When it was made.
    pub created_at: i64,
    /// When it was last used.
    pub used_at: Option<i64>,
}

/// Adds a passkey; false when its device has given it to somebody already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: Passkey) -> Result<bool, StoreError> {
    let sql = "insert into passkey (passkey_id, account_id, credential_id, name, transports, static_state,
            dynamic_state, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";
    let values = (
        new.passkey_id,
        new.account_id,
        new.credential_id,
        new.name,
        new.transports,
        new.static_state,
        new.dynamic_state,
        new.created_at,
    );
    Ok(tx.execute(sql, values).await? == 1)
}

/// An account's passkeys, the first first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Passkey>, StoreError> {
    let sql = "select passkey_id, account_id, credential_id, name, transports, static_state, dynamic_state,
            created_at, used_at
        from passkey where account_id = $1 order by created_at, passkey_id";
    tx.fetch_all(sql, (account,)).await
}

/// The passkey that a device knows by this id.
///
/// # Errors
/// When the database fails.
pub async fn by_credential(tx: &mut Tx, credential_id: &str) -> Result<Option<Passkey>, StoreError> {
    let sql = "select passkey_id, account_id, credential_id, name, transports, static_state, dynamic_state,
            created_at, used_at
        from passkey where credential_id = $1";
    tx.fetch_optional(sql, (credential_id,)).await
}

/// Notes that a passkey was used, and what its device said.
///
/// # Errors
/// When the database fails.
pub async fn used(tx: &mut Tx, id: PasskeyId, dynamic_state: &str, now: i64) -> Result<(), StoreError> {
    let sql = "update passkey set dynamic_state = $2, used_at = $3 where passkey_id = $1";
    tx.execute(sql, (id, dynamic_state, now)).await?;
    Ok(())
}

/// Calls an account's passkey otherwise; false when it is none of theirs.
///
/// # Errors
/// When the database fails.
pub async fn rename(tx: &mut Tx, id: PasskeyId, account: AccountId, name: &str) -> Result<bool, StoreError> {
    let sql = "update passkey set name = $3 where passkey_id = $1 and account_id = $2";
    Ok(tx.execute(sql, (id, account, name)).await? == 1)
}

/// Removes an account's passkey; false when it is none of theirs.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, id: PasskeyId, account: AccountId) -> Result<bool, StoreError> {
    let sql = "delete from passkey where passkey_id = $1 and account_id = $2";
    Ok(tx.execute(sql, (id, account)).await? == 1)
}

/// Notes that a challenge was answered; false when it was before.
///
/// # Errors
/// When the database fails.
pub async fn answer(tx: &mut Tx, challenge_hash: &str, expires_at: i64) -> Result<bool, StoreError> {
    let sql =
        "insert into passkey_answer (challenge_hash, expires_at) values ($1, $2) on conflict do nothing";
    Ok(tx.execute(sql, (challenge_hash, expires_at)).await? == 1)
}

/// Forgets challenges whose time is over.
///
/// # Errors
/// When the database fails.
pub async fn delete_answers(tx: &mut Tx, now: i64) -> Result<u64, StoreError> {
    tx.execute("delete from passkey_answer where expires_at <= $1", (now,)).await
}
