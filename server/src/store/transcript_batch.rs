//! `transcript_batch`, its rows and outcomes: many transcripts from one import.

use super::{StoreError, Tx};
use crate::id::{AccountId, BatchId, CredentialId, IssuerId};

/// Many transcripts from one import.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct BatchRow {
    /// Its id.
    pub batch_id: BatchId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// The file that it came from.
    pub title: String,
    /// What the grades mean.
    pub legend: String,
    /// The sessions that it has whole: a list of ids, as JSON.
    pub sessions: String,
    /// `approval`, `scheduled`, `running`, `failed`, `done`, `undoing`, `undone` or `cancelled`.
    pub state: String,
    /// Who started it.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: i64,
    /// Who approved it.
    pub approved_by: Option<AccountId>,
    /// When it may begin.
    pub release_at: Option<i64>,
    /// How many rows it has.
    pub total: i64,
    /// How many learners got their first transcript,
    pub issued: i64,
    /// one with more in it,
    pub extended: i64,
    /// one that was corrected,
    pub corrected: i64,
    /// kept theirs,
    pub unchanged: i64,
    /// or were left out.
    pub left_out: i64,
    /// How many of all these were taken back.
    pub undone: i64,
    /// When it came to its end.
    pub ended_at: Option<i64>,
    /// What whoever started it was told: counts, as JSON.
    pub plan: String,
    /// What it failed at: `running` or `undoing`.
    pub failed_in: Option<String>,
    /// Who took it back.
    pub undone_by: Option<AccountId>,
}

/// A row that waits.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct WaitingRow {
    /// Its place.
    pub position: i64,
    /// What it says, sealed.
    pub sealed: String,
}

/// What became of a row.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OutcomeRow {
    /// Its place.
    pub position: i64,
    /// `new`, `extended`, `corrected`, `unchanged`, `left_out`, `undone` or `kept`.
    pub kind: String,
    /// The transcript.
    pub credential_id: Option<CredentialId>,
    /// Who it is, why it was left out, what there was before: sealed.
    pub sealed: String,
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    /// First transcripts.
    pub issued: i64,
    /// With more in them.
    pub extended: i64,
    /// Corrected.
    pub corrected: i64,
    /// As they were.
    pub unchanged: i64,
    /// Left out.
    pub left_out: i64,
    /// Taken back.
    pub undone: i64,
}

macro_rules! columns {
    () => {
        "batch_id, issuer_id, title, legend, sessions, state, created_by, created_at, approved_by, release_at,
            total, issued, extended, corrected, unchanged, left_out, undone, ended_at, plan, failed_in, undone_by"
    };
}

/// Adds a batch.
///
/// # Errors
/// When the database fails, or it was started before.
pub async fn insert(tx: &mut Tx, row: &BatchRow) -> Result<(), StoreError> {
    let sql = "insert into transcript_batch (batch_id, issuer_id, title, legend, sessions, state, created_by,
            created_at, release_at, total, unchanged, left_out, plan)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let args = (
        row.batch_id,
        row.issuer_id,
        row.title.as_str(),
        row.legend.as_str(),
        row.sessions.as_str(),
        row.state.as_str(),
        row.created_by,
        row.created_at,
        row.release_at,
        row.total,
        row.unchanged,
        row.left_out,
        row.plan.as_str(),
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Adds rows that wait.
///
/// # Errors
/// When the database fails.
pub async fn insert_waiting(tx: &mut Tx, id: BatchId, rows: Vec<WaitingRow>) -> Result<(), StoreError> {
    let sql = "insert into transcript_batch_row (batch_id, position, sealed)";
    tx.insert_many(sql, rows.into_iter().map(|row| (id, row.position, row.sealed))).await
}

/// Adds outcomes.
///
/// # Errors
/// When the database fails.
pub async fn insert_outcomes(tx: &mut Tx, id: BatchId, rows: Vec<OutcomeRow>) -> Result<(), StoreError> {
    let sql = "insert into transcript_batch_outcome (batch_id, position, kind, credential_id, sealed)";
    tx.insert_many(
        sql,
        rows.into_iter().map(|row| (id, row.position, row.kind, row.credential_id, row.sealed)),
    )
    .await
}

/// The first rows that wait, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx, id: BatchId, limit: u32) -> Result<Vec<WaitingRow>, StoreError> {
    let sql =
        "select position, sealed from transcript_batch_row where batch_id = $1 order by position limit $2";
    tx.fetch_all(sql, (id, i64::from(limit))).await
}

/// Takes away the rows that wait, up to this one.
///
/// # Errors
/// When the database fails.
pub async fn delete_waiting(tx: &mut Tx, id: BatchId, last: i64) -> Result<(), StoreError> {
    tx.execute("delete from transcript_batch_row where batch_id = $1 and position <= $2", (id, last)).await?;
    Ok(())
}

/// Outcomes of a kind, at most `limit` after a place.
///
/// # Errors
/// When the database fails.
pub async fn outcomes(
    tx: &mut Tx,
    id: BatchId,
    kind: &str,
    after: i64,
    limit: u32,
) -> Result<Vec<OutcomeRow>, StoreError> {
    let sql = "select position, kind, credential_id, sealed from transcript_batch_outcome
        where batch_id = $1 and kind = $2 and position > $3 order by position limit $4";
    tx.fetch_all(sql, (id, kind, after, i64::from(limit))).await
}

/// Outcomes that can be taken back, at most `limit`, the last first.
///
/// # Errors
/// When the database fails.
pub async fn to_undo(tx: &mut Tx, id: BatchId, limit: u32) -> Result<Vec<OutcomeRow>, StoreError> {
    let sql = "select position, kind, credential_id, sealed from transcript_batch_outcome
        where batch_id = $1 and kind in ('new', 'extended', 'corrected') order by position desc limit $2";
    tx.fetch_all(sql, (id, i64::from(limit))).await
}

/// How many outcomes can be taken back, and how many a later import has changed since.
///
/// # Errors
/// When the database fails.
pub async fn undoable(tx: &mut Tx, id: BatchId) -> Result<(i64, i64), StoreError> {
    let sql = "select cast(coalesce(sum(case when t.batch_id = $1 and c.revoked_at is null then 1 else 0 end), 0) as bigint),
            cast(coalesce(sum(case when t.batch_id = $1 and c.revoked_at is null then 0 else 1 end), 0) as bigint)
        from transcript_batch_outcome o
            join transcript t on t.credential_id = o.credential_id
            join credential c on c.credential_id = o.credential_id
        where o.batch_id = $1 and o.kind in ('new', 'extended', 'corrected')";
    tx.fetch_one(sql, (id,)).await
}

/// Forgets one that was never begun.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, id: BatchId) -> Result<(), StoreError> {
    tx.execute("delete from transcript_batch where batch_id = $1", (id,)).await?;
    Ok(())
}

/// Says what became of a row since.
///
/// # Errors
/// When the database fails.
pub async fn set_outcome(tx: &mut Tx, id: BatchId, position: i64, kind: &str) -> Result<(), StoreError> {
    let sql = "update transcript_batch_outcome set kind = $3 where batch_id = $1 and position = $2";
    tx.execute(sql, (id, position, kind)).await?;
    Ok(())
}

/// One of an institution's.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, issuer: IssuerId, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
    let sql = concat!("select ", columns!(), " from transcript_batch where issuer_id = $1 and batch_id = $2");
    tx.fetch_optional(sql, (issuer, id)).await
}

/// An institution's, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId, limit: u32) -> Result<Vec<BatchRow>, StoreError> {
    let sql = concat!(
        "select ",
        columns!(),
        " from transcript_batch where issuer_id = $1 order by created_at desc, batch_id desc limit $2"
    );
    tx.fetch_all(sql, (issuer, i64::from(limit))).await
}

macro_rules! take_turn {
    ($lock:literal) => {
        concat!(
            "update transcript_batch set turn_at = $1, started_at = coalesce(started_at, $1),
                state = case state when 'scheduled' then 'running' else state end
            where batch_id = (
                select batch_id from transcript_batch
                where turn_at <= $1 and (state in ('running', 'undoing')
                    or (state = 'scheduled' and (release_at is null or release_at <= $1)))
                order by turn_at, batch_id limit 1",
            $lock,
            ") returning ",
            columns!()
        )
    };
}

/// Gives a turn to the one that has waited for the longest and may begin. It stays locked until the
/// transaction ends: whoever dies with it leaves nothing behind.
///
/// # Errors
/// When the database fails.
pub async fn take_turn(tx: &mut Tx, now: i64) -> Result<Option<BatchRow>, StoreError> {
    let sql = tx.either(take_turn!(""), take_turn!(" for update skip locked"));
    tx.fetch_optional(sql, (now,)).await
}

/// Notes what came of a turn.
///
/// * `ended`: the state in which it ends; absent: there is more.
///
/// # Errors
/// When the database fails.
pub async fn advance(
    tx: &mut Tx,
    id: BatchId,
    tally: Tally,
    ended: Option<&'static str>,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "update transcript_batch set issued = issued + $2, extended = extended + $3,
            corrected = corrected + $4, unchanged = unchanged + $5, left_out = left_out + $6, undone = undone + $7,
            turn_at = $9, tries = 0, state = case when $8 = '' then state else $8 end,
            ended_at = case when $8 = '' then ended_at else $9 end
        where batch_id = $1";
    let Tally { issued, extended, corrected, unchanged, left_out, undone } = tally;
    let args = (id, issued, extended, corrected, unchanged, left_out, undone, ended.unwrap_or_default(), now);
    tx.execute(sql, args).await?;
    Ok(())
}

/// Notes that a turn failed: it rests until `again`; after `most` failures in a row it has failed
/// until somebody lets it go on.
///
/// # Errors
/// When the database fails.
pub async fn stumble(tx: &mut Tx, id: BatchId, most: i64, again: i64) -> Result<(), StoreError> {
    let sql = "update transcript_batch set tries = tries + 1, turn_at = $3,
            failed_in = case state when 'undoing' then 'undoing' else 'running' end,
            state = case when tries + 1 >= $2 then 'failed' else state end
        where batch_id = $1 and state in ('scheduled', 'running', 'undoing')";
    tx.execute(sql, (id, most, again)).await?;
    Ok(())
}

/// Moves one from a state to another; false when it is not in that.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &mut Tx, id: BatchId, from: &str, to: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "update transcript_batch set state = $3, tries = 0, turn_at = $4,
            ended_at = case when $3 = 'cancelled' then $4 else ended_at end
        where batch_id = $1 and state = $2";
    Ok(tx.execute(sql, (id, from, to, now)).await? == 1)
}

/// Notes who approved one.
///
/// # Errors
/// When the database fails.
pub async fn approve(tx: &mut Tx, id: BatchId, by: AccountId, now: i64) -> Result<(), StoreError> {
    let sql = "update transcript_batch set approved_by = $2, approved_at = $3 where batch_id = $1";
    tx.execute(sql, (id, by, now)).await?;
    Ok(())
}

/// Notes who takes one back.
///
/// # Errors
/// When the database fails.
pub async fn set_undone_by(tx: &mut Tx, id: BatchId, by: AccountId) -> Result<(), StoreError> {
    tx.execute("update transcript_batch set undone_by = $2 where batch_id = $1", (id, by)).await?;
    Ok(())
}

/// Ends those that wait for a second person, or failed, since before `before`, and forgets the rows of all that came
/// to their end by then: they can't be undone any more. Gives of how many.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    let sql = "update transcript_batch set ended_at = $1,
            state = case when state = 'approval' then 'cancelled' else 'done' end
        where ended_at is null
            and ((state = 'approval' and created_at <= $1) or (state = 'failed' and turn_at <= $1))";
    tx.execute(sql, (before,)).await?;
    let sql = "select count(*) from transcript_batch where ended_at <= $1
        and (batch_id in (select batch_id from transcript_batch_row)
            or batch_id in (select batch_id from transcript_batch_outcome))";
    let (number,): (i64,) = tx.fetch_one(sql, (before,)).await?;
    let sql = "delete from transcript_batch_row where batch_id in
        (select batch_id from transcript_batch where ended_at <= $1)";
    tx.execute(sql, (before,)).await?;
    let sql = "delete from transcript_batch_outcome where batch_id in
        (select batch_id from transcript_batch where ended_at <= $1)";
    tx.execute(sql, (before,)).await?;
    Ok(super::count(number))
}

/// Forgets those that came to their end by `before`; what was signed stays.
///
/// # Errors
/// When the database fails.
pub async fn delete_ended(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    let sql = "delete from transcript_batch where ended_at <= $1 and state in ('failed', 'done', 'undone', 'cancelled')";
    tx.execute(sql, (before,)).await
}
