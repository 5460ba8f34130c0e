//! `record` and `record_step`: what learners compose, whole at every step.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, RecordId};

/// A record as it stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RecordRow {
    /// Its id.
    pub record_id: RecordId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Goes up with every change.
    pub revision: i64,
    /// The step that counts.
    pub step: i64,
    /// What it holds: `api::RecordContent` as JSON.
    pub content: String,
}

/// A record in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RecordLineRow {
    /// Its id.
    pub record_id: RecordId,
    /// Its title.
    pub title: String,
    /// How many credentials it has.
    pub items: i64,
    /// How many live links lead to it.
    pub live_shares: i64,
}

/// Adds a record, at its first step.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &RecordRow, title: &str, now: i64) -> Result<(), StoreError> {
    let sql = "insert into record (record_id, account_id, title, revision, step, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $6)";
    tx.execute(sql, (row.record_id, row.account_id, title, row.revision, row.step, now)).await?;
    insert_step(tx, row.record_id, row.step, &row.content, now).await
}

/// An account's records, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId, now: i64) -> Result<Vec<RecordLineRow>, StoreError> {
    let sql = "select record.record_id, record.title,
            (select count(*) from record_item join holding on holding.holding_id = record_item.holding_id
                where record_item.record_id = record.record_id and holding.removed_at is null) as items,
            (select count(*) from share
                left join share_approval on share_approval.share_id = share.share_id
                where share.record_id = record.record_id
                    and share.ended_at is null and share.expires_at > $2 and share.paused_at is null
                    and coalesce(share_approval.approved, true)) as live_shares
        from record where record.account_id = $1
        order by record.created_at desc, record.record_id desc";
    tx.fetch_all(sql, (account, now)).await
}

/// How many records an account has.
///
/// # Errors
/// When the database fails.
pub async fn count_of(tx: &mut Tx, account: AccountId) -> Result<i64, StoreError> {
    let (count,): (i64,) =
        tx.fetch_one("select count(*) from record where account_id = $1", (account,)).await?;
    Ok(count)
}

/// Deletes one of an account's records, its steps and its links with it; says whether there was such a
/// one.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, account: AccountId, id: RecordId) -> Result<bool, StoreError> {
    let sql = "delete from record where account_id = $1 and record_id = $2";
    Ok(tx.execute(sql, (account, id)).await? == 1)
}

/// A record by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: RecordId) -> Result<Option<RecordRow>, StoreError> {
    let sql = "select record.record_id, record.account_id, record.revision, record.step, record_step.content
        from record join record_step
            on record_step.record_id = record.record_id and record_step.step = record.step
        where record.record_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// Locks one of an account's records until the transaction ends; says whether there is such a one.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, account: AccountId, id: RecordId) -> Result<bool, StoreError> {
    let sql = "update record set revision = revision where account_id = $1 and record_id = $2";
    Ok(tx.execute(sql, (account, id)).await? == 1)
}

/// Makes another step the one that counts.
///
/// # Errors
/// When the database fails.
pub async fn turn(tx: &mut Tx, row: &RecordRow, title: &str, now: i64) -> Result<(), StoreError> {
    let sql = "update record set title = $2, revision = $3, step = $4, changed_at = $5 where record_id = $1";
    tx.execute(sql, (row.record_id, title, row.revision, row.step, now)).await?;
    Ok(())
}

/// Adds a step.
///
/// # Errors
/// When the database fails.
pub async fn insert_step(
    tx: &mut Tx,
    id: RecordId,
    step: i64,
    content: &str,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "insert into record_step (record_id, step, content, made_at) values ($1, $2, $3, $4)";
    tx.execute(sql, (id, step, content, now)).await?;
    Ok(())
}

/// Forgets the steps of a record but those from `first` to `last`.
///
/// # Errors
/// When the database fails.
pub async fn keep_steps(tx: &mut Tx, id: RecordId, first: i64, last: i64) -> Result<(), StoreError> {
    let sql = "delete from record_step where record_id = $1 and (step < $2 or step > $3)";
    tx.execute(sql, (id, first, last)).await?;
    Ok(())
}

/// What a record held at a step.
///
/// # Errors
/// When the database fails.
pub async fn step(tx: &mut Tx, id: RecordId, step: i64) -> Result<Option<String>, StoreError> {
    let sql = "select content from record_step where record_id = $1 and step = $2";
    let row: Option<(String,)> = tx.fetch_optional(sql, (id, step)).await?;
    Ok(row.map(|(content,)| content))
}

/// When a step was made.
///
/// # Errors
/// When the database fails.
pub async fn made_at(tx: &mut Tx, id: RecordId, step: i64) -> Result<Option<i64>, StoreError> {
    let sql = "select made_at from record_step where record_id = $1 and step = $2";
    let row: Option<(i64,)> = tx.fetch_optional(sql, (id, step)).await?;
    Ok(row.map(|(at,)| at))
}

/// The first and the last step of a record that are kept.
///
/// # Errors
/// When the database fails.
pub async fn steps(tx: &mut Tx, id: RecordId) -> Result<(i64, i64), StoreError> {
    let sql = "select coalesce(min(step), 1), coalesce(max(step), 1) from record_step where record_id = $1";
    tx.fetch_one(sql, (id,)).await
}

/// Every kept step of whosever records that holds a credential: record, step, content.
///
/// # Errors
/// When the database fails.
pub async fn steps_with(
    tx: &mut Tx,
    holding: CredentialId,
) -> Result<Vec<(RecordId, i64, String)>, StoreError> {
    let sql = "select record_step.record_id, record_step.step, record_step.content
        from holding join record on record.account_id = holding.account_id
            join record_step on record_step.record_id = record.record_id
        where holding.holding_id = $1 and record_step.content like '%' || $1 || '%'";
    tx.fetch_all(sql, (holding,)).await
}

/// Locks the records of whoever holds a credential.
///
/// # Errors
/// When the database fails.
pub async fn lock_of_holder(tx: &mut Tx, holding: CredentialId) -> Result<(), StoreError> {
    let sql = "update record set revision = revision
        where account_id = (select account_id from holding where holding_id = $1)";
    tx.execute(sql, (holding,)).await?;
    Ok(())
}

/// Lets whoever has a record open hear that it was changed.
///
/// # Errors
/// When the database fails.
pub async fn mark_changed(tx: &mut Tx, id: RecordId) -> Result<(), StoreError> {
    tx.execute("update record set revision = revision + 1 where record_id = $1", (id,)).await?;
    Ok(())
}

/// Changes what a record held at a step.
///
/// # Errors
/// When the database fails.
pub async fn rewrite_step(tx: &mut Tx, id: RecordId, step: i64, content: &str) -> Result<(), StoreError> {
    let sql = "update record_step set content = $3 where record_id = $1 and step = $2";
    tx.execute(sql, (id, step, content)).await?;
    Ok(())
}
