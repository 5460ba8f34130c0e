//! `status_list`: which of an institution's credentials were revoked, as bits and as the signed
//! document.

use super::{StoreError, Tx};
use crate::id::{IssuerId, StatusListId};

/// A status list without its document.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StatusListRow {
    /// Its id.
    pub status_list_id: StatusListId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// Orders its indexes; 16 bytes.
    pub permutation_key: Vec<u8>,
    /// One bit per entry, the first in the top bit of byte 0.
    pub bits: Vec<u8>,
}

/// A place in a list that was just taken.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Taken {
    /// The list.
    pub status_list_id: StatusListId,
    /// Orders its indexes; 16 bytes.
    pub permutation_key: Vec<u8>,
    /// How many places were taken before.
    pub place: i64,
}

/// Adds a list, none of whose places is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &StatusListRow, document: &str, now: i64) -> Result<(), StoreError> {
    let sql = "insert into status_list (status_list_id, issuer_id, permutation_key, taken, bits, document, signed_at)
        values ($1, $2, $3, 0, $4, $5, $6)";
    let args = (
        row.status_list_id,
        row.issuer_id,
        row.permutation_key.as_slice(),
        row.bits.as_slice(),
        document,
        now,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Takes the next place in the institution's oldest list that has one. The row stays locked
/// until the transaction ends, so no two ever take the same.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, issuer: IssuerId) -> Result<Option<Taken>, StoreError> {
    let sql = "update status_list set taken = taken + 1
        where taken < 131072 and status_list_id = (
            select min(status_list_id) from status_list where issuer_id = $1 and taken < 131072)
        returning status_list_id, permutation_key, taken - 1 as place";
    tx.fetch_optional(sql, (issuer,)).await
}

/// Reads a list to change it: it stays locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, id: StatusListId) -> Result<Option<StatusListRow>, StoreError> {
    let sql = "update status_list set signed_at = signed_at where status_list_id = $1
        returning status_list_id, issuer_id, permutation_key, bits";
    tx.fetch_optional(sql, (id,)).await
}

/// Keeps changed bits with the document that signs them.
///
/// # Errors
/// When the database fails.
pub async fn update(
    tx: &mut Tx,
    id: StatusListId,
    bits: &[u8],
    document: &str,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "update status_list set bits = $2, document = $3, signed_at = $4 where status_list_id = $1";
    tx.execute(sql, (id, bits, document, now)).await?;
    Ok(())
}

/// The signed document of a list.
///
/// # Errors
/// When the database fails.
pub async fn document(tx: &mut Tx, id: StatusListId) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> =
        tx.fetch_optional("select document from status_list where status_list_id = $1", (id,)).await?;
    Ok(row.map(|(document,)| document))
}
