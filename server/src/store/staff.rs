//! `staff`: who works at which institution's desk.

use super::{StoreError, Tx};
use crate::id::{AccountId, IssuerId};

/// A desk somebody works at.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DeskRow {
    /// The institution.
    pub issuer_id: IssuerId,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// As what: `owner`, `registrar`, `issuer` or `viewer`.
    pub role: String,
}

/// Lets somebody work at a desk; nothing happens when they do already.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    issuer: IssuerId,
    account: AccountId,
    role: &str,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "insert into staff (issuer_id, account_id, role, created_at) values ($1, $2, $3, $4)
        on conflict do nothing";
    tx.execute(sql, (issuer, account, role, now)).await?;
    Ok(())
}

/// The desks somebody works at, by name.
///
/// # Errors
/// When the database fails.
pub async fn desks(tx: &mut Tx, account: AccountId) -> Result<Vec<DeskRow>, StoreError> {
    let sql = "select issuer.issuer_id, issuer.slug, issuer.name, staff.role
        from staff join issuer on issuer.issuer_id = staff.issuer_id
        where staff.account_id = $1 order by issuer.name, issuer.slug";
    tx.fetch_all(sql, (account,)).await
}
