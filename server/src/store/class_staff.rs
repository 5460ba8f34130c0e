//! `class_staff`: who teaches which class.

use super::{StoreError, Tx};
use crate::id::{AccountId, ClassId, IssuerId};

/// Somebody who teaches, or could.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct TeacherRow {
    /// Who.
    pub account_id: AccountId,
    /// Their name; may be empty.
    pub name: String,
    /// The first of their addresses; empty where there is none.
    pub email: String,
}

/// Lets somebody teach a class; nothing happens when they do already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, class: ClassId, account: AccountId) -> Result<(), StoreError> {
    let sql = "insert into class_staff (class_id, account_id) values ($1, $2) on conflict do nothing";
    tx.execute(sql, (class, account)).await?;
    Ok(())
}

/// Nobody teaches a class any more.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &mut Tx, class: ClassId) -> Result<(), StoreError> {
    tx.execute("delete from class_staff where class_id = $1", (class,)).await?;
    Ok(())
}

/// Whether somebody teaches a class.
///
/// # Errors
/// When the database fails.
pub async fn teaches(tx: &mut Tx, class: ClassId, account: AccountId) -> Result<bool, StoreError> {
    let sql = "select class_id from class_staff where class_id = $1 and account_id = $2";
    let row: Option<(ClassId,)> = tx.fetch_optional(sql, (class, account)).await?;
    Ok(row.is_some())
}

/// Who teaches a class.
///
/// # Errors
/// When the database fails.
pub async fn of_class(tx: &mut Tx, class: ClassId) -> Result<Vec<TeacherRow>, StoreError> {
    let sql = "select account.account_id, account.name, coalesce((select min(email) from address
            where address.account_id = account.account_id), '') as email
        from class_staff join account on account.account_id = class_staff.account_id
        where class_staff.class_id = $1 order by account.name, account.account_id";
    tx.fetch_all(sql, (class,)).await
}

/// Who could teach at an institution: whoever may award there.
///
/// # Errors
/// When the database fails.
pub async fn candidates(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<TeacherRow>, StoreError> {
    let sql = "select account.account_id, account.name, coalesce((select min(email) from address
            where address.account_id = account.account_id), '') as email
        from staff join account on account.account_id = staff.account_id
        where staff.issuer_id = $1 and staff.role <> 'viewer' order by account.name, account.account_id";
    tx.fetch_all(sql, (issuer,)).await
}
