//! `learner`: whom an institution teaches.

use super::{StoreError, Tx};
use crate::id::{ClassId, IssuerId, LearnerId};

/// Somebody whom an institution teaches.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct LearnerRow {
    /// Their id.
    pub learner_id: LearnerId,
    /// Who teaches them.
    pub issuer_id: IssuerId,
    /// The institution's number for them.
    pub source_id: Option<String>,
    /// Their name.
    pub name: String,
    /// Their e-mail address, in the one spelling we keep.
    pub email: Option<String>,
    /// Their DID.
    pub did: Option<String>,
    /// When they were enrolled.
    pub created_at: i64,
    /// When they left.
    pub left_at: Option<i64>,
}

/// One of an institution's learners.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, issuer: IssuerId, id: LearnerId) -> Result<Option<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and learner_id = $2";
    tx.fetch_optional(sql, (issuer, id)).await
}

/// Enrols somebody.
///
/// # Errors
/// When the database fails, or somebody has the number already.
pub async fn insert(tx: &mut Tx, row: &LearnerRow) -> Result<(), StoreError> {
    let sql = "insert into learner (learner_id, issuer_id, source_id, name, email, did, created_at, left_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let args = (
        row.learner_id,
        row.issuer_id,
        row.source_id.clone(),
        row.name.clone(),
        row.email.clone(),
        row.did.clone(),
        row.created_at,
        row.left_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Writes down what is known of a learner now.
///
/// # Errors
/// When the database fails, or somebody else has the number.
pub async fn update(tx: &mut Tx, row: &LearnerRow) -> Result<(), StoreError> {
    let sql = "update learner set source_id = $3, name = $4, email = $5, did = $6, left_at = $7
        where issuer_id = $1 and learner_id = $2";
    let args = (
        row.issuer_id,
        row.learner_id,
        row.source_id.clone(),
        row.name.clone(),
        row.email.clone(),
        row.did.clone(),
        row.left_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Whoever has this number at an institution.
///
/// # Errors
/// When the database fails.
pub async fn of_source(
    tx: &mut Tx,
    issuer: IssuerId,
    source_id: &str,
) -> Result<Option<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and source_id = $2";
    tx.fetch_optional(sql, (issuer, source_id)).await
}

/// Whoever a school's information system knows by this `sourcedId`.
///
/// # Errors
/// When the database fails.
pub async fn of_sourced(
    tx: &mut Tx,
    issuer: IssuerId,
    sourced_id: &str,
) -> Result<Option<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and sourced_id = $2";
    tx.fetch_optional(sql, (issuer, sourced_id)).await
}

/// Those whom a school's information system says to be one person, with their `sourcedId`.
///
/// # Errors
/// When the database fails.
pub async fn of_master(
    tx: &mut Tx,
    issuer: IssuerId,
    master_id: &str,
) -> Result<Vec<(LearnerId, String, Option<String>)>, StoreError> {
    let sql = "select learner_id, name, sourced_id from learner
        where issuer_id = $1 and master_id = $2 order by created_at, learner_id";
    tx.fetch_all(sql, (issuer, master_id)).await
}

/// Whom a school's information system knows a learner as, and as which person.
///
/// # Errors
/// When the database fails, or somebody else is that.
pub async fn set_sourced(
    tx: &mut Tx,
    id: LearnerId,
    sourced_id: &str,
    master_id: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "update learner set sourced_id = $2, master_id = coalesce($3, master_id) where learner_id = $1";
    tx.execute(sql, (id, sourced_id, master_id.map(str::to_owned))).await?;
    Ok(())
}

/// Notes that a learner has left, if that is not known yet.
///
/// # Errors
/// When the database fails.
pub async fn leave(tx: &mut Tx, id: LearnerId, now: i64) -> Result<(), StoreError> {
    let sql = "update learner set left_at = coalesce(left_at, $2) where learner_id = $1";
    tx.execute(sql, (id, now)).await?;
    Ok(())
}

/// Notes that a learner is the same person as another, who stands for both from now on.
///
/// * `into`: that other.
///
/// # Errors
/// When the database fails.
pub async fn merged(
    tx: &mut Tx,
    issuer: IssuerId,
    id: LearnerId,
    into: Option<LearnerId>,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "update learner set master_id = null, same_as = $4, left_at = coalesce(left_at, $3)
        where issuer_id = $1 and learner_id = $2";
    tx.execute(sql, (issuer, id, now, into)).await?;
    Ok(())
}

/// The `sourcedId` of a learner.
///
/// # Errors
/// When the database fails.
pub async fn sourced_id(tx: &mut Tx, id: LearnerId) -> Result<Option<String>, StoreError> {
    let row: Option<(Option<String>,)> =
        tx.fetch_optional("select sourced_id from learner where learner_id = $1", (id,)).await?;
    Ok(row.and_then(|(sourced_id,)| sourced_id))
}

/// Those with this address at an institution: brothers and sisters share one.
///
/// # Errors
/// When the database fails.
pub async fn of_email(tx: &mut Tx, issuer: IssuerId, email: &str) -> Result<Vec<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and email = $2 order by name, learner_id";
    tx.fetch_all(sql, (issuer, email)).await
}

/// Those of this name at an institution, whatever its capitals.
///
/// # Errors
/// When the database fails.
pub async fn of_name(tx: &mut Tx, issuer: IssuerId, name: &str) -> Result<Vec<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and lower(name) = lower($2) order by created_at, learner_id";
    tx.fetch_all(sql, (issuer, name)).await
}

/// An institution's learners by name, from `from` on, at most `limit`; those who have left come
/// last.
///
/// * `pattern`: for `like`, in lower case, with `!` before what stands for itself.
/// * `teacher`: only those in classes that this account teaches; all, where it is empty.
///
/// # Errors
/// When the database fails.
pub async fn search(
    tx: &mut Tx,
    issuer: IssuerId,
    pattern: &str,
    teacher: &str,
    (from, limit): (i64, i64),
) -> Result<Vec<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1
            and (lower(name) like $2 escape '!' or email like $2 escape '!' or lower(source_id) like $2 escape '!')
            and (cast($3 as text) = '' or exists (select 1 from class_member
                join class_staff on class_staff.class_id = class_member.class_id
                where class_member.learner_id = learner.learner_id and class_staff.account_id = $3))
        order by case when left_at is null then 0 else 1 end, name, learner_id limit $5 offset $4";
    tx.fetch_all(sql, (issuer, pattern, teacher, from, limit)).await
}

/// The same in the order in which they were enrolled, after one of them.
///
/// # Errors
/// When the database fails.
pub async fn search_after(
    tx: &mut Tx,
    issuer: IssuerId,
    pattern: &str,
    teacher: &str,
    after: Option<LearnerId>,
    limit: i64,
) -> Result<Vec<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and learner_id > $4
            and (lower(name) like $2 escape '!' or email like $2 escape '!' or lower(source_id) like $2 escape '!')
            and (cast($3 as text) = '' or exists (select 1 from class_member
                join class_staff on class_staff.class_id = class_member.class_id
                where class_member.learner_id = learner.learner_id and class_staff.account_id = $3))
        order by learner_id limit $5";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.fetch_all(sql, (issuer, pattern, teacher, after, limit)).await
}

/// The pupils of a class, in its order.
///
/// # Errors
/// When the database fails.
pub async fn of_class(tx: &mut Tx, class: ClassId) -> Result<Vec<LearnerRow>, StoreError> {
    let sql = "select learner.learner_id, learner.issuer_id, learner.source_id, learner.name, learner.email,
            learner.did, learner.created_at, learner.left_at
        from class_member join learner on learner.learner_id = class_member.learner_id
        where class_member.class_id = $1 order by class_member.position, learner.name, learner.learner_id";
    tx.fetch_all(sql, (class,)).await
}

/// An institution's learners who have not left.
///
/// # Errors
/// When the database fails.
pub async fn present(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and left_at is null order by created_at, learner_id";
    tx.fetch_all(sql, (issuer,)).await
}
