//! `status_list`: which of an institution's credentials were revoked, as bits and as the signed
//! document.

use super::{StoreError, Tx};
use crate::id::{IssuerId, StatusListId};

/// What a set bit means.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Purpose {
    /// Taken back for good.
    Revocation,
    /// Not good for now.
    Suspension,
}

impl Purpose {
    /// Its name as `statusPurpose`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }

    /// What is called this; anything else means revocation.
    pub fn of_name(name: &str) -> Self {
        if name == Self::Suspension.name() { Self::Suspension } else { Self::Revocation }
    }
}

/// A status list without its document.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StatusListRow {
    /// Its id.
    pub status_list_id: StatusListId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// The DID that signs it.
    pub did: String,
    /// What a set bit means, by [`Purpose::name`].
    pub purpose: String,
    /// Orders its indexes; 16 bytes.
    pub permutation_key: Vec<u8>,
    /// One bit per entry, the first in the top bit of byte 0.
    pub bits: Vec<u8>,
}

/// Places in a list that were just taken.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Taken {
    /// The list.
    pub status_list_id: StatusListId,
    /// Orders its indexes; 16 bytes.
    pub permutation_key: Vec<u8>,
    /// How many places are taken now, these among them.
    pub taken: i64,
}

/// Adds a list, none of whose places is taken.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &StatusListRow, document: &str, now: i64) -> Result<(), StoreError> {
    let sql =
        "insert into status_list (status_list_id, issuer_id, did, purpose, permutation_key, taken, bits,
            document, signed_at)
        values ($1, $2, $3, $4, $5, 0, $6, $7, $8)";
    let args = (
        row.status_list_id,
        row.issuer_id,
        row.did.as_str(),
        row.purpose.as_str(),
        row.permutation_key.as_slice(),
        row.bits.as_slice(),
        document,
        now,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// How many places the institution's oldest list with any has left, and which list that is. The
/// row stays locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn open(
    tx: &mut Tx,
    issuer: IssuerId,
    did: &str,
    purpose: Purpose,
) -> Result<Option<(StatusListId, i64)>, StoreError> {
    let sql = "update status_list set signed_at = signed_at
        where taken < 131072 and status_list_id = (
            select min(status_list_id) from status_list
            where issuer_id = $1 and did = $2 and purpose = $3 and taken < 131072)
        returning status_list_id, 131072 - taken";
    tx.fetch_optional(sql, (issuer, did, purpose.name())).await
}

/// Takes the next `count` places of a list; `None` when it has not as many.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, id: StatusListId, count: u32) -> Result<Option<Taken>, StoreError> {
    let sql = "update status_list set taken = taken + $2
        where status_list_id = $1 and taken + $2 <= 131072
        returning status_list_id, permutation_key, taken";
    tx.fetch_optional(sql, (id, i64::from(count))).await
}

/// Reads a list to change it: it stays locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, id: StatusListId) -> Result<Option<StatusListRow>, StoreError> {
    let sql = "update status_list set signed_at = signed_at where status_list_id = $1
        returning status_list_id, issuer_id, did, purpose, permutation_key, bits";
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

/// The DID that signs a list, and what a set bit of it means.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, id: StatusListId) -> Result<Option<(String, String)>, StoreError> {
    tx.fetch_optional("select did, purpose from status_list where status_list_id = $1", (id,)).await
}

/// The lists that one of an institution's DIDs signs, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_did(tx: &mut Tx, issuer: IssuerId, did: &str) -> Result<Vec<StatusListId>, StoreError> {
    let sql = "select status_list_id from status_list where issuer_id = $1 and did = $2
        order by status_list_id";
    let rows: Vec<(StatusListId,)> = tx.fetch_all(sql, (issuer, did)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
