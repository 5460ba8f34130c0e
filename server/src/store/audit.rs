//! `audit`: what was done at a desk, by whom. Rows are added and never changed.

use super::{StoreError, Tx};
use crate::id::{AccountId, AuditId, IssuerId};

/// Something that was done.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuditRow {
    /// Its id.
    pub audit_id: AuditId,
    /// At whose desk.
    pub issuer_id: Option<IssuerId>,
    /// By whom.
    pub account_id: Option<AccountId>,
    /// What, such as `credential.revoked`.
    pub act: String,
    /// To what: a kind and an id, such as `credential/0190…`.
    pub subject: String,
    /// How and why: a JSON object.
    pub detail: String,
    /// When.
    pub at: i64,
}

/// Adds a row.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &AuditRow) -> Result<(), StoreError> {
    let sql = "insert into audit (audit_id, issuer_id, account_id, act, subject, detail, at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let args = (
        row.audit_id,
        row.issuer_id,
        row.account_id,
        row.act.as_str(),
        row.subject.as_str(),
        row.detail.as_str(),
        row.at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// What was done to one thing, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_subject(tx: &mut Tx, issuer: IssuerId, subject: &str) -> Result<Vec<AuditRow>, StoreError> {
    let sql = "select audit_id, issuer_id, account_id, act, subject, detail, at from audit
        where issuer_id = $1 and subject = $2 order by at, audit_id";
    tx.fetch_all(sql, (issuer, subject)).await
}
