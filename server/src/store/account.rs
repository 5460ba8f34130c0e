//! `account`: people.

use super::{StoreError, Tx, count};
use crate::id::AccountId;

/// A person.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    /// Their id.
    pub account_id: AccountId,
    /// What they are called; empty when they have not said.
    pub name: String,
    /// The language of their pages, as a tag; empty: as the browser says.
    pub language: String,
    /// The theme of their pages, `light` or `dark`; empty: as the device says.
    pub theme: String,
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
    tx.fetch_optional("select account_id, name, language, theme from account where account_id = $1", (id,))
        .await
}

/// Keeps a person's row locked until the transaction ends, so that what is decided about what they have is decided
/// one after another.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    tx.execute("update account set name = name where account_id = $1", (id,)).await?;
    Ok(())
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

/// Keeps what a person has said about their pages.
///
/// * `language`, `theme`: as in [`Account`].
///
/// # Errors
/// When the database fails.
pub async fn settle(
    tx: &mut Tx,
    id: AccountId,
    name: &str,
    language: &str,
    theme: &str,
) -> Result<(), StoreError> {
    let sql = "update account set name = $2, language = $3, theme = $4 where account_id = $1";
    tx.execute(sql, (id, name, language, theme)).await?;
    Ok(())
}

/// Keeps a language or a theme that a person has chosen.
///
/// * `language`, `theme`: as in [`Account`]; `None` leaves what there is.
///
/// # Errors
/// When the database fails.
pub async fn prefer(
    tx: &mut Tx,
    id: AccountId,
    language: Option<&str>,
    theme: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "update account set language = coalesce($2, language), theme = coalesce($3, theme)
        where account_id = $1";
    tx.execute(sql, (id, language.map(str::to_owned), theme.map(str::to_owned))).await?;
    Ok(())
}

/// How much a person has: credentials in their wallet, and records.
///
/// # Errors
/// When the database fails.
pub async fn has(tx: &mut Tx, id: AccountId) -> Result<(u64, u64), StoreError> {
    let sql = "select (select count(*) from holding where account_id = $1),
        (select count(*) from record where account_id = $1)";
    let (credentials, records): (i64, i64) = tx.fetch_one(sql, (id,)).await?;
    Ok((count(credentials), count(records)))
}

/// Whether a person has nothing here but one address: nothing held, made, asked for or worked at.
///
/// # Errors
/// When the database fails.
pub async fn is_bare(tx: &mut Tx, id: AccountId) -> Result<bool, StoreError> {
    let sql = "select (select count(*) from address where account_id = $1) - 1
        + (select count(*) from holding where account_id = $1)
        + (select count(*) from arrival where account_id = $1)
        + (select count(*) from record where account_id = $1)
        + (select count(*) from claim_request where account_id = $1)
        + (select count(*) from staff where account_id = $1)
        + (select count(*) from account_key where account_id = $1)
        + (select count(*) from passkey where account_id = $1)
        + (select count(*) from recovery_code where account_id = $1)
        + (select count(*) from guardian where account_id = $1 or learner_account_id = $1)
        + (select count(*) from consent_receipt where account_id = $1)
        + (select count(*) from sealed_key where account_id = $1)";
    let (number,): (i64,) = tx.fetch_one(sql, (id,)).await?;
    Ok(number == 0)
}
