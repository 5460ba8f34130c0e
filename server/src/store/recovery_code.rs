//! `recovery_code`: codes on paper, each good for one sign-in; kept as keyed hashes.

use super::{StoreError, Tx, account as person, count};
use crate::id::AccountId;

/// Puts codes in the place of those that an account had.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    tx: &mut Tx,
    account: AccountId,
    code_hashes: Vec<String>,
    now: i64,
) -> Result<(), StoreError> {
    // Of two who make codes at once, one makes those that work.
    person::lock(tx, account).await?;
    tx.execute("delete from recovery_code where account_id = $1", (account,)).await?;
    let sql = "insert into recovery_code (code_hash, account_id, created_at)";
    tx.insert_many(sql, code_hashes.into_iter().map(|hash| (hash, account, now))).await
}

/// Spends a code; gives whose it was.
///
/// # Errors
/// When the database fails.
pub async fn spend(tx: &mut Tx, code_hash: &str) -> Result<Option<AccountId>, StoreError> {
    let sql = "delete from recovery_code where code_hash = $1 returning account_id";
    let row: Option<(AccountId,)> = tx.fetch_optional(sql, (code_hash,)).await?;
    Ok(row.map(|(account,)| account))
}

/// How many codes an account has left.
///
/// # Errors
/// When the database fails.
pub async fn left(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    let sql = "select count(*) from recovery_code where account_id = $1";
    let (number,): (i64,) = tx.fetch_one(sql, (account,)).await?;
    Ok(count(number))
}
