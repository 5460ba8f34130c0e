//! `edition`: earlier editions of what was issued, byte for byte.

use super::{StoreError, Tx};
use crate::id::{CredentialId, StatusListId};

/// An edition that another took the place of.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EditionRow {
    /// Of which credential.
    pub credential_id: CredentialId,
    /// Which edition; the first is 1.
    pub edition: i64,
    /// The signed text.
    pub document: String,
    /// Where its status is: the list,
    pub status_list_id: StatusListId,
    /// and the index in it.
    pub status_index: i64,
    /// From when it counted.
    pub valid_from: i64,
    /// When the next took its place.
    pub replaced_at: i64,
    /// Why that did: `bound`, `extended` or `corrected`.
    pub kind: String,
    /// In the issuer's words; may be empty.
    pub reason: String,
}

impl EditionRow {
    /// The edition that stood until now, and why another takes its place.
    pub fn of(old: super::credential::StandingRow, kind: &str, reason: String, now: i64) -> Self {
        Self {
            credential_id: old.credential_id,
            edition: old.edition,
            document: old.document,
            status_list_id: old.status_list_id,
            status_index: old.status_index,
            valid_from: old.valid_from,
            replaced_at: now,
            kind: kind.to_owned(),
            reason,
        }
    }
}

/// Adds an edition.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &EditionRow) -> Result<(), StoreError> {
    let sql =
        "insert into edition (credential_id, edition, document, status_list_id, status_index, valid_from,
            replaced_at, kind, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let args = (
        row.credential_id,
        row.edition,
        row.document.as_str(),
        row.status_list_id,
        row.status_index,
        row.valid_from,
        row.replaced_at,
        row.kind.as_str(),
        row.reason.as_str(),
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// The earlier editions of a credential, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_credential(tx: &mut Tx, id: CredentialId) -> Result<Vec<EditionRow>, StoreError> {
    let sql =
        "select credential_id, edition, document, status_list_id, status_index, valid_from, replaced_at,
            kind, reason
        from edition where credential_id = $1 order by edition";
    tx.fetch_all(sql, (id,)).await
}

/// Which entries of a status list belong to editions that a correction took back, and since when;
/// none of credentials that were revoked since, because of these nothing took the place. A
/// correction takes back its own edition and perhaps some before it, so all of these are told.
///
/// # Errors
/// When the database fails.
pub async fn corrected_in(tx: &mut Tx, list: StatusListId) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = "select e.status_index, min(n.replaced_at)
        from edition e
            join edition n on n.credential_id = e.credential_id and n.edition >= e.edition and n.kind = 'corrected'
            join credential c on c.credential_id = e.credential_id
        where e.status_list_id = $1 and c.revoked_at is null
        group by e.status_index
        union all select e.status_index, min(n.replaced_at)
        from transcript_part_edition e
            join transcript_part_edition n on n.part_id = e.part_id and n.edition >= e.edition
                and n.kind = 'corrected'
            join transcript_part p on p.part_id = e.part_id
            join credential c on c.credential_id = p.credential_id
        where e.status_list_id = $1 and p.withdrawn_at is null and c.revoked_at is null
        group by e.status_index
        order by 1";
    tx.fetch_all(sql, (list,)).await
}

/// The places of the earlier editions of a credential that counted from `since` on, or, without it,
/// that said the same as the one that stands: those after the last that was corrected.
///
/// # Errors
/// When the database fails.
pub async fn places_since(
    tx: &mut Tx,
    id: CredentialId,
    since: Option<i64>,
) -> Result<Vec<(StatusListId, i64)>, StoreError> {
    let sql = "select distinct status_list_id, status_index from edition
        where credential_id = $1 and (valid_from >= $2 or cast($2 as bigint) is null and edition > coalesce(
            (select max(edition) from edition where credential_id = $1 and kind = 'corrected'), 0))";
    tx.fetch_all(sql, (id, since)).await
}

/// The places in status lists that the earlier editions of a credential have: list, index, and
/// whether one that was corrected has it.
///
/// # Errors
/// When the database fails.
pub async fn places(tx: &mut Tx, id: CredentialId) -> Result<Vec<(StatusListId, i64, bool)>, StoreError> {
    let sql = "select status_list_id, status_index, cast(max(case kind when 'corrected' then 1 else 0 end) as bigint)
        from edition where credential_id = $1 group by status_list_id, status_index";
    let rows: Vec<(StatusListId, i64, i64)> = tx.fetch_all(sql, (id,)).await?;
    Ok(rows.into_iter().map(|(list, index, corrected)| (list, index, corrected == 1)).collect())
}
