//! `address_request`: links by which somebody adds an address to their account. The link's token is kept as its
//! hash.

use super::{StoreError, Tx, count};
use crate::id::AccountId;

/// A link that still works.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AddressRequest {
    /// Whose account.
    pub account_id: AccountId,
    /// Which address.
    pub email: String,
}

/// Adds a link.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    account: AccountId,
    email: &str,
    now: i64,
    expires_at: i64,
) -> Result<(), StoreError> {
    let sql = "insert into address_request (token_hash, account_id, email, created_at, expires_at)
        values ($1, $2, $3, $4, $5)";
    tx.execute(sql, (token_hash, account, email, now, expires_at)).await?;
    Ok(())
}

/// A link that still works, left as it is.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<AddressRequest>, StoreError> {
    let sql = "select account_id, email from address_request where token_hash = $1 and expires_at > $2";
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// Spends an account's link: of several who try, one gets it.
///
/// # Errors
/// When the database fails.
pub async fn spend(
    tx: &mut Tx,
    token_hash: &str,
    account: AccountId,
    now: i64,
) -> Result<Option<AddressRequest>, StoreError> {
    let sql = "delete from address_request where token_hash = $1 and account_id = $2 and expires_at > $3
        returning account_id, email";
    tx.fetch_optional(sql, (token_hash, account, now)).await
}

/// How many links an account has asked for since `since`, and when it asked for the first of them.
///
/// # Errors
/// When the database fails.
pub async fn asked_since(
    tx: &mut Tx,
    account: AccountId,
    since: i64,
) -> Result<(u64, Option<i64>), StoreError> {
    let sql =
        "select count(*), min(created_at) from address_request where account_id = $1 and created_at > $2";
    let (number, first): (i64, Option<i64>) = tx.fetch_one(sql, (account, since)).await?;
    Ok((count(number), first))
}

/// How many links were asked for to an address since `since`, by whomever, and when the first of them was.
///
/// # Errors
/// When the database fails.
pub async fn mailed_since(tx: &mut Tx, email: &str, since: i64) -> Result<(u64, Option<i64>), StoreError> {
    let sql = "select count(*), min(created_at) from address_request where email = $1 and created_at > $2";
    let (number, first): (i64, Option<i64>) = tx.fetch_one(sql, (email, since)).await?;
    Ok((count(number), first))
}

/// Forgets an account's links to an address.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, account: AccountId, email: &str) -> Result<(), StoreError> {
    let sql = "delete from address_request where account_id = $1 and email = $2";
    tx.execute(sql, (account, email)).await?;
    Ok(())
}

/// Ends an account's links to an address; that they were asked for still counts. False where there is none.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, account: AccountId, email: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "update address_request set expires_at = $3
        where account_id = $1 and email = $2 and expires_at > $3";
    Ok(tx.execute(sql, (account, email, now)).await? > 0)
}

/// The addresses that an account waits for, those asked for last first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx, account: AccountId, now: i64) -> Result<Vec<String>, StoreError> {
    let sql = "select email from address_request where account_id = $1 and expires_at > $2
        group by email order by max(created_at) desc, email";
    let rows: Vec<(String,)> = tx.fetch_all(sql, (account, now)).await?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}

/// Forgets links that have run out.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(tx: &mut Tx, now: i64) -> Result<u64, StoreError> {
    tx.execute("delete from address_request where expires_at <= $1", (now,)).await
}
