//! `account`: people.

use super::{StoreError, Tx};
use crate::id::AccountId;

/// A person.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    /// Their id.
    pub account_id: AccountId,
    /// What they are called; empty when they have not said.
    pub name: String,
}

/// Adds a person.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, id: AccountId, name: &str, now: i64) -> Result<(), StoreError> {
    tx.execute("insert into account (account_id, name, created_at) values ($1, $2, $3)", (id, name, now))
        .await?;
    Ok(())
}

/// Names a person who has no name yet.
///
/// # Errors
/// When the database fails.
pub async fn name_if_nameless(tx: &mut Tx, id: AccountId, name: &str) -> Result<(), StoreError> {
    tx.execute("update account set name = $2 where account_id = $1 and name = ''", (id, name)).await?;
    Ok(())
}

/// A person by id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    tx.fetch_optional("select account_id, name from account where account_id = $1", (id,)).await
}

/// Forgets a person, with everything that is theirs.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    tx.execute("delete from account where account_id = $1", (id,)).await?;
    Ok(())
}

/// Calls a person otherwise.
///
/// # Errors
/// When the database fails.
pub async fn rename(tx: &mut Tx, id: AccountId, name: &str) -> Result<(), StoreError> {
    tx.execute("update account set name = $2 where account_id = $1", (id, name)).await?;
    Ok(())
}
