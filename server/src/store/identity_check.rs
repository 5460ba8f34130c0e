//! `identity_check`: what somebody at a desk saw before a credential went to another address. The
//! kind of document and a note, never its number and never a copy.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, IdentityCheckId, IssuerId};

/// A look at who somebody is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct IdentityCheckRow {
    /// Its id.
    pub identity_check_id: IdentityCheckId,
    /// At whose desk.
    pub issuer_id: IssuerId,
    /// For which credential.
    pub credential_id: CredentialId,
    /// What was seen: one of the names that the table allows.
    pub seen: String,
    /// A note.
    pub note: String,
    /// By whom.
    pub checked_by: Option<AccountId>,
    /// When.
    pub checked_at: i64,
}

/// Adds a row.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &IdentityCheckRow) -> Result<(), StoreError> {
    let sql =
        "insert into identity_check (identity_check_id, issuer_id, credential_id, seen, note, checked_by,
            checked_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let (seen, note) = (row.seen.as_str(), row.note.as_str());
    let args =
        (row.identity_check_id, row.issuer_id, row.credential_id, seen, note, row.checked_by, row.checked_at);
    tx.execute(sql, args).await?;
    Ok(())
}

/// The looks that were taken for one credential, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_credential(
    tx: &mut Tx,
    issuer: IssuerId,
    id: CredentialId,
) -> Result<Vec<IdentityCheckRow>, StoreError> {
    let sql = "select identity_check_id, issuer_id, credential_id, seen, note, checked_by, checked_at
        from identity_check where issuer_id = $1 and credential_id = $2 order by checked_at, identity_check_id";
    tx.fetch_all(sql, (issuer, id)).await
}
