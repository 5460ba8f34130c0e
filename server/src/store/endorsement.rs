//! `endorsement`: what institutions say in favour of others' achievements, of issuers, credentials.

use super::{StoreError, Tx};
use crate::id::{AccountId, EndorsementId, IssuerId, StatusListId};

/// An endorsement without its document.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EndorsementRow {
    /// Its id.
    pub endorsement_id: EndorsementId,
    /// Who endorses.
    pub issuer_id: IssuerId,
    /// `achievement`, `profile` or `credential`.
    pub kind: String,
    /// The id of what is endorsed.
    pub subject: String,
    /// Its name.
    pub subject_name: String,
    /// What is said of it.
    pub comment: String,
    /// Its place in a status list,
    pub status_list_id: StatusListId,
    /// and the index there.
    pub status_index: i64,
    /// When it was signed.
    pub created_at: i64,
    /// When it was taken back.
    pub revoked_at: Option<i64>,
    /// Why.
    pub revoked_reason: Option<String>,
}

/// Adds an endorsement.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    row: &EndorsementRow,
    document: &str,
    by: AccountId,
) -> Result<(), StoreError> {
    let sql =
        "insert into endorsement (endorsement_id, issuer_id, kind, subject, subject_name, comment, document,
            status_list_id, status_index, made_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let args = (
        row.endorsement_id,
        row.issuer_id,
        row.kind.as_str(),
        row.subject.as_str(),
        row.subject_name.as_str(),
        row.comment.as_str(),
        document,
        row.status_list_id,
        row.status_index,
        by,
        row.created_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// An institution's endorsements, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<EndorsementRow>, StoreError> {
    let sql = "select endorsement_id, issuer_id, kind, subject, subject_name, comment, status_list_id,
            status_index, created_at, revoked_at, revoked_reason
        from endorsement where issuer_id = $1 order by created_at desc, endorsement_id desc";
    tx.fetch_all(sql, (issuer,)).await
}

/// The signed document.
///
/// # Errors
/// When the database fails.
pub async fn document(tx: &mut Tx, id: EndorsementId) -> Result<Option<String>, StoreError> {
    let sql = "select document from endorsement where endorsement_id = $1 and document <> ''";
    let row: Option<(String,)> = tx.fetch_optional(sql, (id,)).await?;
    Ok(row.map(|(document,)| document))
}

/// Marks an endorsement that still stands as taken back; gives its place in a status list.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    tx: &mut Tx,
    issuer: IssuerId,
    id: EndorsementId,
    reason: &str,
    now: i64,
) -> Result<Option<(StatusListId, i64)>, StoreError> {
    let sql = "update endorsement set revoked_at = $4, revoked_reason = $3
        where endorsement_id = $2 and issuer_id = $1 and revoked_at is null
        returning status_list_id, status_index";
    tx.fetch_optional(sql, (issuer, id, reason, now)).await
}
