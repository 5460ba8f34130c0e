//! `arrival`: what a learner brought, and that waits for their word.

use super::{StoreError, Tx, holding::digest};
use crate::id::{AccountId, CredentialId};

/// A document that waits.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ArrivalRow {
    /// Its id; that under which it is kept, if it is.
    pub arrival_id: CredentialId,
    /// Where it was found, for people.
    pub name: String,
    /// The signed text.
    pub document: String,
    /// The report on it, as JSON, without the pictures that the document has anyway.
    pub report: String,
    /// The media type of the picture that it came in or carries.
    pub media_type: Option<String>,
    /// Whether it is the file that it came in.
    pub baked: bool,
    /// That picture.
    pub picture: Option<Vec<u8>>,
    /// When it was brought.
    pub created_at: i64,
}

impl ArrivalRow {
    /// Bytes of the document and its picture.
    pub fn bytes(&self) -> u64 {
        (self.document.len() + self.picture.as_ref().map_or(0, Vec::len)) as u64
    }
}

/// Adds what waits.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, account: AccountId, row: &ArrivalRow) -> Result<(), StoreError> {
    let sql =
        "insert into arrival (arrival_id, account_id, digest, bytes, created_at, name, report, media_type,
            baked, picture, document)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let args = (
        row.arrival_id,
        account,
        digest(&row.document),
        i64::try_from(row.bytes()).unwrap_or(i64::MAX),
        row.created_at,
        row.name.as_str(),
        row.report.as_str(),
        row.media_type.clone(),
        row.baked,
        row.picture.clone(),
        row.document.as_str(),
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Forgets what waits and is the very text `document`.
///
/// # Errors
/// When the database fails.
pub async fn forget_same(tx: &mut Tx, account: AccountId, document: &str) -> Result<(), StoreError> {
    let sql = "delete from arrival where account_id = $1 and digest = $2";
    tx.execute(sql, (account, digest(document))).await?;
    Ok(())
}

/// What waits, as a list shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct WaitingRow {
    /// Its id.
    pub arrival_id: CredentialId,
    /// Where it was found, for people.
    pub name: String,
    /// The report on it, as JSON.
    pub report: String,
}

/// What waits for somebody's word, newest first; no document and no picture is read.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<WaitingRow>, StoreError> {
    let sql = "select arrival_id, name, report from arrival
        where account_id = $1 order by created_at desc, arrival_id desc limit $2";
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// How much waits for somebody's word.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    Ok(load(tx, account).await?.0)
}

/// How much waits for somebody's word, and bytes of it.
///
/// # Errors
/// When the database fails.
pub async fn load(tx: &mut Tx, account: AccountId) -> Result<(u64, u64), StoreError> {
    let sql = "select count(*), cast(coalesce(sum(bytes), 0) as bigint) from arrival where account_id = $1";
    let (number, bytes): (i64, i64) = tx.fetch_one(sql, (account,)).await?;
    Ok((super::count(number), super::count(bytes)))
}

/// Takes one of those away, and gives it.
///
/// # Errors
/// When the database fails.
pub async fn take(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
) -> Result<Option<ArrivalRow>, StoreError> {
    let sql = "delete from arrival where account_id = $1 and arrival_id = $2
        returning arrival_id, name, document, report, media_type, baked, picture, created_at";
    tx.fetch_optional(sql, (account, id)).await
}

/// Forgets one of those; false when it does not wait.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<bool, StoreError> {
    let sql = "delete from arrival where account_id = $1 and arrival_id = $2";
    Ok(tx.execute(sql, (account, id)).await? == 1)
}

/// Forgets what was brought before `before`.
///
/// # Errors
/// When the database fails.
pub async fn delete_older(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from arrival where created_at < $1", (before,)).await
}
