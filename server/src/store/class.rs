//! `class`: learners who are taught together.

use super::{StoreError, Tx};
use crate::id::{ClassId, IssuerId, LearnerId};

/// A class.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct ClassRow {
    /// Its id.
    pub class_id: ClassId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// Its name.
    pub name: String,
    /// Its term; may be empty.
    pub term: String,
    /// When it was made.
    pub created_at: i64,
    /// When it was put away.
    pub archived_at: Option<i64>,
    /// How many are in it.
    pub pupils: i64,
}

/// Makes a class.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ClassRow) -> Result<(), StoreError> {
    let sql = "insert into class (class_id, issuer_id, name, term, created_at) values ($1, $2, $3, $4, $5)";
    let args = (row.class_id, row.issuer_id, row.name.as_str(), row.term.as_str(), row.created_at);
    tx.execute(sql, args).await?;
    Ok(())
}

/// Renames a class.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &mut Tx, id: ClassId, name: &str, term: &str) -> Result<(), StoreError> {
    tx.execute("update class set name = $2, term = $3 where class_id = $1", (id, name, term)).await?;
    Ok(())
}

/// Puts a class away, or takes it out again.
///
/// # Errors
/// When the database fails.
pub async fn archive(tx: &mut Tx, id: ClassId, at: Option<i64>) -> Result<(), StoreError> {
    tx.execute("update class set archived_at = $2 where class_id = $1", (id, at)).await?;
    Ok(())
}

/// One of an institution's classes.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, issuer: IssuerId, id: ClassId) -> Result<Option<ClassRow>, StoreError> {
    let sql = "select class_id, issuer_id, name, term, created_at, archived_at,
            (select count(*) from class_member where class_member.class_id = class.class_id) as pupils
        from class where issuer_id = $1 and class_id = $2";
    tx.fetch_optional(sql, (issuer, id)).await
}

/// An institution's classes by name, those that were put away last.
///
/// * `teacher`: only those that this account teaches; all, where it is empty.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId, teacher: &str) -> Result<Vec<ClassRow>, StoreError> {
    let sql = "select class_id, issuer_id, name, term, created_at, archived_at,
            (select count(*) from class_member where class_member.class_id = class.class_id) as pupils
        from class where issuer_id = $1
            and (cast($2 as text) = '' or exists (select 1 from class_staff
                where class_staff.class_id = class.class_id and class_staff.account_id = $2))
        order by case when archived_at is null then 0 else 1 end, name, term, class_id";
    tx.fetch_all(sql, (issuer, teacher)).await
}

/// The classes that a learner is in, by name.
///
/// * `teacher`: as in [`of_issuer`].
///
/// # Errors
/// When the database fails.
pub async fn of_learner(tx: &mut Tx, learner: LearnerId, teacher: &str) -> Result<Vec<ClassRow>, StoreError> {
    let sql =
        "select class.class_id, class.issuer_id, class.name, class.term, class.created_at, class.archived_at,
            (select count(*) from class_member others where others.class_id = class.class_id) as pupils
        from class_member join class on class.class_id = class_member.class_id
        where class_member.learner_id = $1
            and (cast($2 as text) = '' or exists (select 1 from class_staff
                where class_staff.class_id = class.class_id and class_staff.account_id = $2))
        order by class.name, class.term, class.class_id";
    tx.fetch_all(sql, (learner, teacher)).await
}
