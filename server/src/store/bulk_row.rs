//! `bulk_row` and `bulk_outcome`: rows that wait to be awarded, and what became of the others.

use super::{StoreError, Tx};
use crate::id::{BulkId, CredentialId};

/// A row that waits.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct WaitingRow {
    /// Its number, as the spreadsheet shows it.
    pub position: i64,
    /// What is to be awarded, sealed.
    pub sealed: String,
}

/// What became of a row.
#[derive(Clone, Debug)]
pub struct NewOutcome {
    /// Its number, as the spreadsheet shows it.
    pub position: i64,
    /// The credential that it got,
    pub credential_id: Option<CredentialId>,
    /// or who it was for and why there is none, sealed.
    pub sealed: Option<String>,
}

/// What became of a row, and for whom it was where it got a credential.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OutcomeRow {
    /// Its number, as the spreadsheet shows it.
    pub position: i64,
    /// The credential that it got.
    pub credential_id: Option<CredentialId>,
    /// Who it was for and why there is none, sealed.
    pub sealed: Option<String>,
    /// To whom the credential was awarded, by name,
    pub recipient_name: Option<String>,
    /// and by address.
    pub recipient_email: Option<String>,
}

/// Adds rows that wait.
///
/// # Errors
/// When the database fails.
pub async fn insert_waiting(tx: &mut Tx, id: BulkId, rows: Vec<WaitingRow>) -> Result<(), StoreError> {
    let sql = "insert into bulk_row (bulk_id, position, sealed)";
    tx.insert_many(sql, rows.into_iter().map(|row| (id, row.position, row.sealed))).await
}

/// The next rows that wait, at most `limit`, in the file's order.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx, id: BulkId, after: i64, limit: u32) -> Result<Vec<WaitingRow>, StoreError> {
    let sql = "select position, sealed from bulk_row where bulk_id = $1 and position > $2
        order by position limit $3";
    tx.fetch_all(sql, (id, after, i64::from(limit))).await
}

/// Takes away the rows that wait, up to this one.
///
/// # Errors
/// When the database fails.
pub async fn delete_waiting(tx: &mut Tx, id: BulkId, until: i64) -> Result<u64, StoreError> {
    tx.execute("delete from bulk_row where bulk_id = $1 and position <= $2", (id, until)).await
}

/// Adds what became of rows.
///
/// # Errors
/// When the database fails, or a row has had its outcome.
pub async fn insert_outcomes(tx: &mut Tx, id: BulkId, rows: Vec<NewOutcome>) -> Result<(), StoreError> {
    let sql = "insert into bulk_outcome (bulk_id, position, credential_id, sealed)";
    tx.insert_many(sql, rows.into_iter().map(|row| (id, row.position, row.credential_id, row.sealed))).await
}

/// What became of the rows after this one, at most `limit`, in the file's order.
///
/// # Errors
/// When the database fails.
pub async fn outcomes(
    tx: &mut Tx,
    id: BulkId,
    after: i64,
    limit: u32,
) -> Result<Vec<OutcomeRow>, StoreError> {
    let sql = "select bulk_outcome.position, bulk_outcome.credential_id, bulk_outcome.sealed,
            credential.recipient_name, credential.recipient_email
        from bulk_outcome left join credential on credential.credential_id = bulk_outcome.credential_id
        where bulk_outcome.bulk_id = $1 and bulk_outcome.position > $2
        order by bulk_outcome.position limit $3";
    tx.fetch_all(sql, (id, after, i64::from(limit))).await
}
