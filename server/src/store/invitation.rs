//! `invitation`: who is asked to work at which institution's desk.

use super::{StoreError, Tx};
use crate::id::{AccountId, InvitationId, IssuerId};

/// An invitation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct InvitationRow {
    /// Its id.
    pub invitation_id: InvitationId,
    /// To whose desk.
    pub issuer_id: IssuerId,
    /// Whom: the address that has to be proven.
    pub email: String,
    /// As what.
    pub role: String,
    /// By whom.
    pub invited_by: Option<AccountId>,
    /// When it was sent last.
    pub created_at: i64,
    /// Until when it can be accepted.
    pub expires_at: i64,
}

/// Keeps an invitation; one to the same address at the same desk becomes this one and keeps its
/// id, which is given.
///
/// # Errors
/// When the database fails.
pub async fn upsert(tx: &mut Tx, row: &InvitationRow) -> Result<InvitationId, StoreError> {
    let sql = "insert into invitation
            (invitation_id, issuer_id, email, role, invited_by, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (issuer_id, email) do update set role = excluded.role, invited_by = excluded.invited_by,
            created_at = excluded.created_at, expires_at = excluded.expires_at
        returning invitation_id";
    let args = (
        row.invitation_id,
        row.issuer_id,
        row.email.as_str(),
        row.role.as_str(),
        row.invited_by,
        row.created_at,
        row.expires_at,
    );
    let (id,): (InvitationId,) = tx.fetch_one(sql, args).await?;
    Ok(id)
}

/// An invitation by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: InvitationId) -> Result<Option<InvitationRow>, StoreError> {
    let sql = "select invitation_id, issuer_id, email, role, invited_by, created_at, expires_at
        from invitation where invitation_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// The invitation to an address at a desk.
///
/// # Errors
/// When the database fails.
pub async fn of_email(
    tx: &mut Tx,
    issuer: IssuerId,
    email: &str,
) -> Result<Option<InvitationRow>, StoreError> {
    let sql = "select invitation_id, issuer_id, email, role, invited_by, created_at, expires_at
        from invitation where issuer_id = $1 and email = $2";
    tx.fetch_optional(sql, (issuer, email)).await
}

/// A desk's invitations, by address.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<InvitationRow>, StoreError> {
    let sql = "select invitation_id, issuer_id, email, role, invited_by, created_at, expires_at
        from invitation where issuer_id = $1 order by email";
    tx.fetch_all(sql, (issuer,)).await
}

/// Takes an invitation of a desk away; false when there is none.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, issuer: IssuerId, id: InvitationId) -> Result<bool, StoreError> {
    let sql = "delete from invitation where issuer_id = $1 and invitation_id = $2";
    Ok(tx.execute(sql, (issuer, id)).await? == 1)
}

/// Forgets those that ran out by `before`.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from invitation where expires_at <= $1", (before,)).await
}
