//! `class_member`: who is in which class.

use super::{StoreError, Tx};
use crate::id::{ClassId, LearnerId};

/// Puts learners into a class, after those who are in it.
///
/// # Errors
/// When the database fails, or one of them is in it already.
pub async fn insert_many(tx: &mut Tx, class: ClassId, learners: &[LearnerId]) -> Result<(), StoreError> {
    let sql = "select coalesce(max(position) + 1, 0) from class_member where class_id = $1";
    let (first,): (i64,) = tx.fetch_one(sql, (class,)).await?;
    let rows: Vec<_> =
        (first..).zip(learners).map(|(position, learner)| (class, *learner, position)).collect();
    tx.insert_many("insert into class_member (class_id, learner_id, position)", rows).await
}

/// Takes a learner out of a class; false when they are not in it.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, class: ClassId, learner: LearnerId) -> Result<bool, StoreError> {
    let sql = "delete from class_member where class_id = $1 and learner_id = $2";
    Ok(tx.execute(sql, (class, learner)).await? == 1)
}
