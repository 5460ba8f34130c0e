//! `rework` and `rework_item`: later editions of many credentials.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, IssuerId, IssuerKeyId, ReworkId};

/// Later editions of many credentials.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct ReworkRow {
    /// Its id.
    pub rework_id: ReworkId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// `renew` or `reissue`.
    pub kind: String,
    /// Until when they count; absent: as long as their achievements say.
    pub valid_until: Option<i64>,
    /// Which key signed them.
    pub issuer_key_id: Option<IssuerKeyId>,
    /// Who asked for it.
    pub created_by: Option<AccountId>,
    /// `running`, `failed` or `done`.
    pub state: String,
    /// How many there are.
    pub total: i64,
    /// How many have their edition.
    pub done: i64,
    /// How many get none.
    pub left_out: i64,
    /// When it was asked for.
    pub created_at: i64,
    /// When it came to its end.
    pub ended_at: Option<i64>,
}

/// A credential that got no later edition.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct LeftOutRow {
    /// Its id.
    pub credential_id: CredentialId,
    /// To whom it was awarded.
    pub recipient_name: String,
    /// What was awarded.
    pub achievement_name: String,
    /// Why it got none: a name.
    pub fault: String,
}

macro_rules! columns {
    () => {
        "rework_id, issuer_id, kind, valid_until, issuer_key_id, created_by, state, total, done, left_out,
            created_at, ended_at"
    };
}

/// Adds one, of which nothing waits yet.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ReworkRow) -> Result<(), StoreError> {
    let sql = "insert into rework (rework_id, issuer_id, kind, valid_until, issuer_key_id, created_by, state,
            created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let args = (
        row.rework_id,
        row.issuer_id,
        row.kind.as_str(),
        row.valid_until,
        row.issuer_key_id,
        row.created_by,
        row.state.as_str(),
        row.created_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Has one credential of the institution wait, if it is there and `by` may change it.
///
/// * `by`: only if this account awarded it.
///
/// # Errors
/// When the database fails.
pub async fn add_one(
    tx: &mut Tx,
    id: ReworkId,
    issuer: IssuerId,
    by: Option<AccountId>,
    credential: CredentialId,
) -> Result<(), StoreError> {
    let sql = "insert into rework_item (rework_id, credential_id)
        select cast($1 as text), credential_id from credential
        where issuer_id = $2 and credential_id = $4 and erased_at is null and ($3 = '' or awarded_by = $3)
        on conflict do nothing";
    tx.execute(sql, (id, issuer, by.map(|id| id.to_string()).unwrap_or_default(), credential)).await?;
    Ok(())
}

/// Has all wait that end after `from` and no later than `until` and were not revoked.
///
/// * `by`: only those that this account awarded.
///
/// # Errors
/// When the database fails.
pub async fn add_ending(
    tx: &mut Tx,
    id: ReworkId,
    issuer: IssuerId,
    by: Option<AccountId>,
    (from, until): (i64, i64),
) -> Result<(), StoreError> {
    let sql = "insert into rework_item (rework_id, credential_id)
        select cast($1 as text), credential_id from credential
        where issuer_id = $2 and valid_until > $4 and valid_until <= $5 and revoked_at is null and erased_at is null
            and ($3 = '' or awarded_by = $3)";
    let by = by.map(|id| id.to_string()).unwrap_or_default();
    tx.execute(sql, (id, issuer, by, from, until)).await?;
    Ok(())
}

/// How many [`add_ending`] would have wait.
///
/// # Errors
/// When the database fails.
pub async fn count_ending(
    tx: &mut Tx,
    issuer: IssuerId,
    by: Option<AccountId>,
    (from, until): (i64, i64),
) -> Result<u64, StoreError> {
    let sql = "select count(*) from credential
        where issuer_id = $1 and valid_until > $3 and valid_until <= $4 and revoked_at is null and erased_at is null
            and ($2 = '' or awarded_by = $2)";
    let by = by.map(|id| id.to_string()).unwrap_or_default();
    let (number,): (i64,) = tx.fetch_one(sql, (issuer, by, from, until)).await?;
    Ok(super::count(number))
}

/// Has all wait that a key signed, or something in them, and that were not revoked.
///
/// # Errors
/// When the database fails.
pub async fn add_signed(
    tx: &mut Tx,
    id: ReworkId,
    issuer: IssuerId,
    key: IssuerKeyId,
) -> Result<(), StoreError> {
    let sql = "insert into rework_item (rework_id, credential_id)
        select cast($1 as text), credential_id from credential
        where issuer_id = $2 and revoked_at is null and erased_at is null and (issuer_key_id = $3 or credential_id in (
            select credential_id from transcript_part where issuer_key_id = $3 and withdrawn_at is null))";
    tx.execute(sql, (id, issuer, key)).await?;
    Ok(())
}

/// Counts what waits, and gives how many that are.
///
/// # Errors
/// When the database fails.
pub async fn count_all(tx: &mut Tx, id: ReworkId) -> Result<u64, StoreError> {
    let sql = "update rework set total = (select count(*) from rework_item where rework_id = $1)
        where rework_id = $1 returning total";
    let (total,): (i64,) = tx.fetch_one(sql, (id,)).await?;
    Ok(super::count(total))
}

/// One of an institution's.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, issuer: IssuerId, id: ReworkId) -> Result<Option<ReworkRow>, StoreError> {
    let sql = concat!("select ", columns!(), " from rework where issuer_id = $1 and rework_id = $2");
    tx.fetch_optional(sql, (issuer, id)).await
}

/// An institution's renewals that are under way, have failed, or ended after `since`; the newest
/// first, at most `limit`.
///
/// * `by`: only those that this account asked for.
///
/// # Errors
/// When the database fails.
pub async fn recent(
    tx: &mut Tx,
    issuer: IssuerId,
    by: Option<AccountId>,
    since: i64,
    limit: u32,
) -> Result<Vec<ReworkRow>, StoreError> {
    let sql = concat!(
        "select ",
        columns!(),
        " from rework where issuer_id = $1 and kind = 'renew' and ($2 = '' or created_by = $2)
            and (ended_at is null or ended_at > $3)
        order by created_at desc, rework_id desc limit $4"
    );
    let by = by.map(|id| id.to_string()).unwrap_or_default();
    tx.fetch_all(sql, (issuer, by, since, i64::from(limit))).await
}

/// The one that runs over what a key signed.
///
/// # Errors
/// When the database fails.
pub async fn running_of_key(tx: &mut Tx, key: IssuerKeyId) -> Result<Option<ReworkId>, StoreError> {
    let sql = "select rework_id from rework where issuer_key_id = $1 and state = 'running'";
    let row: Option<(ReworkId,)> = tx.fetch_optional(sql, (key,)).await?;
    Ok(row.map(|(id,)| id))
}

macro_rules! take_turn {
    ($lock:literal) => {
        concat!(
            "update rework set turn_at = $1
            where rework_id = (
                select rework_id from rework where state = 'running' order by turn_at, rework_id limit 1",
            $lock,
            ") returning ",
            columns!()
        )
    };
}

/// Gives a turn to the one that has waited for the longest. It stays locked until the transaction
/// ends: whoever dies with it leaves nothing behind.
///
/// # Errors
/// When the database fails.
pub async fn take_turn(tx: &mut Tx, now: i64) -> Result<Option<ReworkRow>, StoreError> {
    let sql = tx.either(take_turn!(""), take_turn!(" for update skip locked"));
    tx.fetch_optional(sql, (now,)).await
}

/// The first that wait, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx, id: ReworkId, limit: u32) -> Result<Vec<CredentialId>, StoreError> {
    let sql = "select credential_id from rework_item where rework_id = $1 and fault is null
        order by credential_id limit $2";
    let rows: Vec<(CredentialId,)> = tx.fetch_all(sql, (id, i64::from(limit))).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Takes one off those that wait: it has its edition.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &mut Tx, id: ReworkId, credential: CredentialId) -> Result<(), StoreError> {
    let sql = "delete from rework_item where rework_id = $1 and credential_id = $2";
    tx.execute(sql, (id, credential)).await?;
    Ok(())
}

/// Takes one off those that wait: it gets none.
///
/// # Errors
/// When the database fails.
pub async fn leave_out(
    tx: &mut Tx,
    id: ReworkId,
    credential: CredentialId,
    fault: &str,
) -> Result<(), StoreError> {
    let sql = "update rework_item set fault = $3 where rework_id = $1 and credential_id = $2";
    tx.execute(sql, (id, credential, fault)).await?;
    Ok(())
}

/// Those that got no edition, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn left_out(tx: &mut Tx, id: ReworkId, limit: u32) -> Result<Vec<LeftOutRow>, StoreError> {
    let sql = "select credential.credential_id, credential.recipient_name,
            achievement.name as achievement_name, rework_item.fault
        from rework_item
            join credential on credential.credential_id = rework_item.credential_id
            join achievement on achievement.achievement_id = credential.achievement_id
        where rework_item.rework_id = $1 and rework_item.fault is not null
        order by rework_item.credential_id limit $2";
    tx.fetch_all(sql, (id, i64::from(limit))).await
}

/// Notes what came of a turn.
///
/// * `ended`: nothing waits any more.
///
/// # Errors
/// When the database fails.
pub async fn advance(
    tx: &mut Tx,
    id: ReworkId,
    (done, left_out): (i64, i64),
    ended: bool,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "update rework set done = done + $2, left_out = left_out + $3, turn_at = $5, tries = 0,
            state = case when $4 then 'done' else state end, ended_at = case when $4 then $5 else ended_at end
        where rework_id = $1";
    tx.execute(sql, (id, done, left_out, ended, now)).await?;
    Ok(())
}

/// Notes that a turn failed; after `most` in a row it has failed for good.
///
/// # Errors
/// When the database fails.
pub async fn stumble(tx: &mut Tx, id: ReworkId, most: i64, now: i64) -> Result<(), StoreError> {
    let sql = "update rework set tries = tries + 1, turn_at = $3,
            state = case when tries + 1 >= $2 then 'failed' else state end
        where rework_id = $1 and state = 'running'";
    tx.execute(sql, (id, most, now)).await?;
    Ok(())
}

/// Lets one go on that had failed; false when it has not.
///
/// # Errors
/// When the database fails.
pub async fn resume(tx: &mut Tx, id: ReworkId) -> Result<bool, StoreError> {
    let sql = "update rework set state = 'running', tries = 0 where rework_id = $1 and state = 'failed'";
    Ok(tx.execute(sql, (id,)).await? == 1)
}

/// Forgets those that came to their end by `before`; what they wrote stays.
///
/// # Errors
/// When the database fails.
pub async fn delete_ended(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from rework where ended_at <= $1 and state <> 'running'", (before,)).await
}
