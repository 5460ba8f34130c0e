//! `share_approval`: what guardians say to the links of whom they look after.
//!
//! A link without a row needs nobody's word; one whose row is not approved is not live.

use super::{StoreError, Tx};
use crate::id::{AccountId, GuardianId, RecordId, ShareId};

/// A link that a guardian has a say in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ApprovalRow {
    /// The link.
    pub share_id: ShareId,
    /// Who was asked, then who decided; absent where they are not here any more.
    pub guardian_id: Option<GuardianId>,
    /// When they were asked.
    pub asked_at: i64,
    /// When somebody decided; absent: it waits.
    pub decided_at: Option<i64>,
    /// Whether it may be live.
    pub approved: bool,
}

/// A link of an account, as whoever looks after it sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LinkRow {
    /// The link.
    pub share_id: ShareId,
    /// Where it leads,
    pub record_id: RecordId,
    /// and what that is called.
    pub title: String,
    /// When it was made.
    pub created_at: i64,
    /// When it ends by itself.
    pub expires_at: i64,
    /// Since when it is paused.
    pub paused_at: Option<i64>,
    /// Whom it is for; may be empty.
    pub recipient: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// How often it was opened.
    pub view_count: i64,
    /// Whether it shows the record as it was when the link was made.
    pub frozen: bool,
    /// Whether somebody has a say in it.
    pub asked: bool,
    /// Who was asked, then who decided; absent where they are not here any more.
    pub guardian_id: Option<GuardianId>,
    /// When they decided; absent: it waits.
    pub decided_at: Option<i64>,
    /// Whether they approved.
    pub approved: bool,
}

/// What a [`LinkRow`] is read from, up to what comes after the account; takes that as `$1`.
macro_rules! links {
    ($rest:literal) => {
        concat!(
            "select share.share_id, share.record_id, record.title, share.created_at, share.expires_at,
                share.paused_at, share.recipient, share.purpose, share.frozen is not null as frozen,
                (select count(*) from share_view where share_view.share_id = share.share_id) as view_count,
                share_approval.share_id is not null as asked, share_approval.guardian_id,
                share_approval.decided_at,
                coalesce(share_approval.approved, false) as approved
            from share join record on record.record_id = share.record_id
                left join share_approval on share_approval.share_id = share.share_id
            where record.account_id = $1 ",
            $rest
        )
    };
}

/// An account's links that have neither ended nor run out, newest first.
///
/// # Errors
/// When the database fails.
pub async fn links(tx: &mut Tx, account: AccountId, now: i64) -> Result<Vec<LinkRow>, StoreError> {
    let sql = links!(
        "and share.ended_at is null and share.expires_at > $2
            order by share.created_at desc, share.share_id desc"
    );
    tx.fetch_all(sql, (account, now)).await
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn link(
    tx: &mut Tx,
    account: AccountId,
    id: ShareId,
    now: i64,
) -> Result<Option<LinkRow>, StoreError> {
    let sql = links!("and share.ended_at is null and share.expires_at > $2 and share.share_id = $3");
    tx.fetch_optional(sql, (account, now, id)).await
}

/// How many links of an account wait.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx, account: AccountId, now: i64) -> Result<i64, StoreError> {
    let sql = "select count(*) from share_approval
            join share on share.share_id = share_approval.share_id
            join record on record.record_id = share.record_id
        where record.account_id = $1 and share_approval.decided_at is null and not share_approval.approved
            and share.ended_at is null and share.expires_at > $2";
    let (number,): (i64,) = tx.fetch_one(sql, (account, now)).await?;
    Ok(number)
}

/// What was said to the links of a record that are not approved.
///
/// # Errors
/// When the database fails.
pub async fn held_back(tx: &mut Tx, record: RecordId) -> Result<Vec<ApprovalRow>, StoreError> {
    let sql = "select share_approval.share_id, share_approval.guardian_id, share_approval.asked_at,
            share_approval.decided_at, share_approval.approved
        from share_approval join share on share.share_id = share_approval.share_id
        where share.record_id = $1 and not share_approval.approved";
    tx.fetch_all(sql, (record,)).await
}

/// What was said to one of an account's links; locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, account: AccountId, id: ShareId) -> Result<Option<ApprovalRow>, StoreError> {
    let sql = "update share_approval set asked_at = asked_at
        where share_id = $2 and share_id in (select share.share_id from share
            join record on record.record_id = share.record_id where record.account_id = $1)
        returning share_id, guardian_id, asked_at, decided_at, approved";
    tx.fetch_optional(sql, (account, id)).await
}

/// Notes that a link waits for a guardian's word from now on, whatever was said to it before.
///
/// # Errors
/// When the database fails.
pub async fn ask(tx: &mut Tx, id: ShareId, of: GuardianId, now: i64) -> Result<(), StoreError> {
    let sql = "insert into share_approval (share_id, guardian_id, asked_at, approved)
        values ($1, $2, $3, false)
        on conflict (share_id) do update set guardian_id = excluded.guardian_id, asked_at = excluded.asked_at,
            decided_at = null, approved = false";
    tx.execute(sql, (id, of, now)).await?;
    Ok(())
}

/// Notes what a guardian says to a link, asked or not.
///
/// # Errors
/// When the database fails.
pub async fn decide(
    tx: &mut Tx,
    id: ShareId,
    by: GuardianId,
    approved: bool,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "insert into share_approval (share_id, guardian_id, asked_at, decided_at, approved)
        values ($1, $2, $3, $3, $4)
        on conflict (share_id) do update set guardian_id = excluded.guardian_id,
            decided_at = excluded.decided_at, approved = excluded.approved";
    tx.execute(sql, (id, by, now, approved)).await?;
    Ok(())
}

/// Forgets that anybody has a say in a link.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, id: ShareId) -> Result<(), StoreError> {
    tx.execute("delete from share_approval where share_id = $1", (id,)).await?;
    Ok(())
}
