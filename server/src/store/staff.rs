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

/// Somebody who works at a desk.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MemberRow {
    /// Who.
    pub account_id: AccountId,
    /// What they are called; may be empty.
    pub name: String,
    /// Their first address, if they have one.
    pub email: Option<String>,
    /// As what: `owner`, `registrar`, `issuer` or `viewer`.
    pub role: String,
    /// Since when.
    pub created_at: i64,
}

/// Who works at a desk, by name.
///
/// # Errors
/// When the database fails.
pub async fn members(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<MemberRow>, StoreError> {
    let sql = "select account.account_id, account.name, staff.role, staff.created_at,
            (select min(email) from address where address.account_id = account.account_id) as email
        from staff join account on account.account_id = staff.account_id
        where staff.issuer_id = $1 order by account.name, account.account_id";
    tx.fetch_all(sql, (issuer,)).await
}

/// Gives somebody at a desk another role; false when they do not work there.
///
/// # Errors
/// When the database fails.
pub async fn set_role(
    tx: &mut Tx,
    issuer: IssuerId,
    account: AccountId,
    role: &str,
) -> Result<bool, StoreError> {
    let sql = "update staff set role = $3 where issuer_id = $1 and account_id = $2";
    Ok(tx.execute(sql, (issuer, account, role)).await? == 1)
}

/// Lets somebody work at a desk no more, nor in its classes; false when they did not.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, issuer: IssuerId, account: AccountId) -> Result<bool, StoreError> {
    let sql = "delete from class_staff where account_id = $2
        and class_id in (select class_id from class where issuer_id = $1)";
    tx.execute(sql, (issuer, account)).await?;
    let sql = "delete from staff where issuer_id = $1 and account_id = $2";
    Ok(tx.execute(sql, (issuer, account)).await? == 1)
}
