//! `verification` and `verification_part`: many documents being judged for somebody who comes back
//! for the reports. Found by the hash of a token; the reports are sealed under the token itself.

use super::{StoreError, Tx};

/// How far it has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct VerificationRow {
    /// Documents judged.
    pub done: i64,
    /// Documents in all.
    pub total: i64,
    /// Until when somebody is known to be at work on it.
    pub leased_until: i64,
    /// When it is forgotten.
    pub expires_at: i64,
}

/// Begins one.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, token_hash: &str, row: &VerificationRow) -> Result<(), StoreError> {
    let sql = "insert into verification (token_hash, done, total, leased_until, expires_at)
        values ($1, $2, $3, $4, $5)";
    tx.execute(sql, (token_hash, row.done, row.total, row.leased_until, row.expires_at)).await?;
    Ok(())
}

/// Adds the sealed reports on the documents up to the number `done`; gives whether it is still
/// wanted.
///
/// # Errors
/// When the database fails.
pub async fn advance(
    tx: &mut Tx,
    token_hash: &str,
    done: i64,
    sealed: &str,
    leased_until: i64,
) -> Result<bool, StoreError> {
    let sql = "update verification set done = $2, leased_until = $3 where token_hash = $1";
    if tx.execute(sql, (token_hash, done, leased_until)).await? == 0 {
        return Ok(false);
    }
    let sql = "insert into verification_part (token_hash, done, sealed) values ($1, $2, $3)";
    tx.execute(sql, (token_hash, done, sealed)).await?;
    Ok(true)
}

/// One that is not forgotten yet.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<VerificationRow>, StoreError> {
    let sql = "select done, total, leased_until, expires_at from verification
        where token_hash = $1 and expires_at > $2";
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// Its sealed reports, each part with the number of documents that were done with it, in order.
///
/// # Errors
/// When the database fails.
pub async fn parts(tx: &mut Tx, token_hash: &str) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "select done, sealed from verification_part where token_hash = $1 order by done";
    tx.fetch_all(sql, (token_hash,)).await
}

/// Ends one, reports and all; gives whether it was there.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, token_hash: &str) -> Result<bool, StoreError> {
    Ok(tx.execute("delete from verification where token_hash = $1", (token_hash,)).await? > 0)
}

/// Forgets those that have had their time.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(tx: &mut Tx, now: i64) -> Result<u64, StoreError> {
    tx.execute("delete from verification where expires_at <= $1", (now,)).await
}
