//! `bulk` and `bulk_file`: many awards from one file.

use super::{StoreError, Tx};
use crate::id::{AccountId, AchievementId, BulkId, IssuerId};

/// Many awards from one file.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct BulkRow {
    /// Its id.
    pub bulk_id: BulkId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// What is awarded,
    pub achievement_id: AchievementId,
    /// and which version of that the file was checked against; 0 before the start.
    pub achievement_version: i64,
    /// Who sent the file.
    pub created_by: Option<AccountId>,
    /// What the file was called.
    pub file_name: String,
    /// How it is to be read, as JSON.
    pub settings: String,
    /// `new`, `running`, `paused`, `failed`, `cancelled` or `done`.
    pub state: String,
    /// Why it failed.
    pub fault: Option<String>,
    /// Rows to be awarded.
    pub total: i64,
    /// Rows that were.
    pub done: i64,
    /// Rows that were left out at the start.
    pub left_out: i64,
    /// When the file came.
    pub created_at: i64,
    /// When it was started.
    pub started_at: Option<i64>,
    /// When it last had a turn.
    pub turn_at: i64,
    /// Since when it has run without a rest,
    pub run_since: i64,
    /// and how many rows were done then.
    pub run_from: i64,
    /// When it came to its end.
    pub ended_at: Option<i64>,
    /// When its rows were forgotten.
    pub purged_at: Option<i64>,
}

macro_rules! columns {
    () => {
        "bulk_id, issuer_id, achievement_id, achievement_version, created_by, file_name, settings, state, fault,
            total, done, left_out, created_at, started_at, turn_at, run_since, run_from, ended_at, purged_at"
    };
}

/// Adds one whose file has just come.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &BulkRow, sealed: String) -> Result<(), StoreError> {
    let sql = "insert into bulk (bulk_id, issuer_id, achievement_id, created_by, file_name, settings, state,
            created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let args = (
        row.bulk_id,
        row.issuer_id,
        row.achievement_id,
        row.created_by,
        row.file_name.as_str(),
        row.settings.as_str(),
        row.state.as_str(),
        row.created_at,
    );
    tx.execute(sql, args).await?;
    tx.execute("insert into bulk_file (bulk_id, sealed) values ($1, $2)", (row.bulk_id, sealed)).await?;
    Ok(())
}

/// One of an institution's.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, issuer: IssuerId, id: BulkId) -> Result<Option<BulkRow>, StoreError> {
    let sql = concat!("select ", columns!(), " from bulk where issuer_id = $1 and bulk_id = $2");
    tx.fetch_optional(sql, (issuer, id)).await
}

/// An institution's, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId, limit: u32) -> Result<Vec<BulkRow>, StoreError> {
    let sql = concat!(
        "select ",
        columns!(),
        " from bulk where issuer_id = $1 order by created_at desc, bulk_id desc limit $2"
    );
    tx.fetch_all(sql, (issuer, i64::from(limit))).await
}

/// The sealed file of one that was not started.
///
/// # Errors
/// When the database fails.
pub async fn file(tx: &mut Tx, id: BulkId) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> =
        tx.fetch_optional("select sealed from bulk_file where bulk_id = $1", (id,)).await?;
    Ok(row.map(|(sealed,)| sealed))
}

/// Keeps how a file is to be read; false when it was started or is gone.
///
/// # Errors
/// When the database fails.
pub async fn set_settings(tx: &mut Tx, id: BulkId, settings: &str) -> Result<bool, StoreError> {
    let sql = "update bulk set settings = $2 where bulk_id = $1 and state = 'new'";
    Ok(tx.execute(sql, (id, settings)).await? == 1)
}

/// Starts one: its rows wait, and its file goes. False when it was started before.
///
/// # Errors
/// When the database fails.
pub async fn start(
    tx: &mut Tx,
    id: BulkId,
    version: i64,
    (total, left_out): (i64, i64),
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "update bulk set state = 'running', achievement_version = $2, total = $3, left_out = $4,
            started_at = $5, run_since = $5
        where bulk_id = $1 and state = 'new'";
    if tx.execute(sql, (id, version, total, left_out, now)).await? == 0 {
        return Ok(false);
    }
    tx.execute("delete from bulk_file where bulk_id = $1", (id,)).await?;
    Ok(true)
}

macro_rules! take_turn {
    ($lock:literal) => {
        concat!(
            "update bulk set turn_at = $1,
                run_since = case when $1 - turn_at > $2 then $1 else run_since end,
                run_from = case when $1 - turn_at > $2 then done else run_from end
            where bulk_id = (
                select bulk_id from bulk where state = 'running'
                order by (select max(other.turn_at) from bulk other
                    where other.issuer_id = bulk.issuer_id and other.state = 'running'), turn_at, bulk_id
                limit 1",
            $lock,
            ") returning ",
            columns!()
        )
    };
}

/// Gives a turn to the one whose institution, and which of that, has waited for the longest. It
/// stays locked until the transaction ends: whoever dies with it leaves nothing behind.
///
/// * `rest_ms`: when its last turn is longer ago, it begins anew to count how fast it runs.
///
/// # Errors
/// When the database fails.
pub async fn take_turn(tx: &mut Tx, now: i64, rest_ms: i64) -> Result<Option<BulkRow>, StoreError> {
    let sql = tx.either(take_turn!(""), take_turn!(" for update skip locked"));
    tx.fetch_optional(sql, (now, rest_ms)).await
}

/// Notes what came of a turn.
///
/// * `ended`: all is done.
///
/// # Errors
/// When the database fails.
pub async fn advance(tx: &mut Tx, id: BulkId, done: i64, ended: bool, now: i64) -> Result<(), StoreError> {
    let sql = if ended {
        "update bulk set done = done + $2, turn_at = $3, tries = 0, ended_at = $3, state = 'done'
        where bulk_id = $1"
    } else {
        "update bulk set done = done + $2, turn_at = $3, tries = 0 where bulk_id = $1"
    };
    tx.execute(sql, (id, done, now)).await?;
    Ok(())
}

/// Notes that a turn failed; after `most` in a row it has failed for good.
///
/// # Errors
/// When the database fails.
pub async fn stumble(tx: &mut Tx, id: BulkId, most: i64, fault: &str, now: i64) -> Result<(), StoreError> {
    let sql = "update bulk set tries = tries + 1, turn_at = $4,
            state = case when tries + 1 >= $2 then 'failed' else state end,
            fault = case when tries + 1 >= $2 then $3 else fault end
        where bulk_id = $1 and state = 'running'";
    tx.execute(sql, (id, most, fault, now)).await?;
    Ok(())
}

/// Moves one from any of two states to another; false when it is in neither.
///
/// # Errors
/// When the database fails.
pub async fn change(
    tx: &mut Tx,
    id: BulkId,
    from: [&'static str; 3],
    to: &'static str,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "update bulk set state = $5, fault = null, tries = 0, run_since = $6, run_from = done,
            ended_at = case when $5 = 'cancelled' then $6 else ended_at end
        where bulk_id = $1 and state in ($2, $3, $4)";
    Ok(tx.execute(sql, (id, from[0], from[1], from[2], to, now)).await? == 1)
}

/// Forgets one that was never started; false when it was.
///
/// # Errors
/// When the database fails.
pub async fn delete_new(tx: &mut Tx, id: BulkId) -> Result<bool, StoreError> {
    Ok(tx.execute("delete from bulk where bulk_id = $1 and state = 'new'", (id,)).await? == 1)
}

/// Forgets files that nobody started by `before`.
///
/// # Errors
/// When the database fails.
pub async fn delete_unstarted(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from bulk where state = 'new' and created_at <= $1", (before,)).await
}

/// Those that came to their end by `$1`, or were stopped by then and nobody went on with them.
macro_rules! over {
    () => {
        "purged_at is null and (ended_at <= $1 or (state = 'paused' and run_since <= $1)
            or (state = 'failed' and turn_at <= $1))"
    };
}

/// Forgets the rows of those that came to their end by `before`, or were stopped by then and nobody went on with
/// them, which ends them; what was awarded stays.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &mut Tx, before: i64, now: i64) -> Result<u64, StoreError> {
    for sql in [
        concat!("delete from bulk_row where bulk_id in (select bulk_id from bulk where ", over!(), ")"),
        concat!("delete from bulk_outcome where bulk_id in (select bulk_id from bulk where ", over!(), ")"),
    ] {
        tx.execute(sql, (before,)).await?;
    }
    let sql = concat!(
        "update bulk set purged_at = $2, ended_at = coalesce(ended_at, $2),
            state = case when state in ('paused', 'failed') then 'cancelled' else state end
        where ",
        over!()
    );
    tx.execute(sql, (before, now)).await
}

/// Forgets those that came to their end by `before`, whose rows are forgotten; what was awarded stays.
///
/// # Errors
/// When the database fails.
pub async fn delete_ended(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from bulk where ended_at <= $1 and purged_at is not null", (before,)).await
}
