//! `share`: links to records. The token is kept as its hash, to find it by, and sealed, to show it to its owner
//! again; so is the passcode. `share_document`: the signed texts of a record that a link shows as it was.

use super::{StoreError, Tx, count, record_item::ItemRow};
use crate::id::{AccountId, CredentialId, RecordId, ShareId};

/// The end of a link that has none: the last millisecond of the year 9999.
pub const NEVER: i64 = 253_402_300_799_999;

/// A link.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct ShareRow {
    /// Its id.
    pub share_id: ShareId,
    /// Where it leads.
    pub record_id: RecordId,
    /// Its token, sealed.
    pub sealed_token: String,
    /// When it was made.
    pub created_at: i64,
    /// When it ends by itself; [`NEVER`] where it does not.
    pub expires_at: i64,
    /// When its owner ended it.
    pub ended_at: Option<i64>,
    /// When its owner paused it.
    pub paused_at: Option<i64>,
    /// For whom it is, in its owner's words; may be empty.
    pub recipient: String,
    /// What for; may be empty.
    pub purpose: String,
    /// What it shows, as JSON, where that is the record as it was.
    pub frozen: Option<String>,
    /// The ids of items that it leaves out, as a JSON list.
    pub hidden: String,
    /// Its passcode, sealed.
    pub sealed_passcode: Option<String>,
    /// The hash that a passcode is compared with.
    pub passcode_hash: Option<String>,
    /// Wrong passcodes in a row.
    pub tries: i64,
}

macro_rules! shares {
    ($rest:literal) => {
        concat!(
            "select share.share_id, share.record_id, sealed_token, share.created_at, expires_at, ended_at, paused_at,
                recipient, purpose, frozen, hidden, sealed_passcode, passcode_hash, tries from share ",
            $rest
        )
    };
}

/// Adds a link.
///
/// * `remind_at`: when its owner is to be reminded of its end.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    row: &ShareRow,
    token_hash: &str,
    remind_at: Option<i64>,
) -> Result<(), StoreError> {
    let sql =
        "insert into share (share_id, record_id, token_hash, sealed_token, created_at, expires_at, recipient,
            purpose, frozen, hidden, sealed_passcode, passcode_hash, remind_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let args = (
        row.share_id,
        row.record_id,
        token_hash,
        row.sealed_token.as_str(),
        row.created_at,
        row.expires_at,
        row.recipient.as_str(),
        row.purpose.as_str(),
        row.frozen.clone(),
        row.hidden.as_str(),
        row.sealed_passcode.clone(),
        row.passcode_hash.clone(),
        remind_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Keeps the signed texts that a link shows.
///
/// # Errors
/// When the database fails.
pub async fn keep_documents(
    tx: &mut Tx,
    share: ShareId,
    documents: Vec<(CredentialId, String)>,
) -> Result<(), StoreError> {
    let rows: Vec<_> = documents.into_iter().map(|(holding, document)| (share, holding, document)).collect();
    tx.insert_many("insert into share_document (share_id, holding_id, document)", rows).await
}

/// What the links of a credential's holder show that show a record as it was.
///
/// # Errors
/// When the database fails.
pub async fn frozen_of_holder(
    tx: &mut Tx,
    holding: CredentialId,
) -> Result<Vec<(ShareId, String)>, StoreError> {
    let sql = "select share.share_id, share.frozen from share
            join record on record.record_id = share.record_id
            join holding on holding.account_id = record.account_id
        where holding.holding_id = $1 and share.frozen is not null";
    tx.fetch_all(sql, (holding,)).await
}

/// The ids of the credentials that a link could show: but for what its owner has taken out of the wallet.
///
/// # Errors
/// When the database fails.
pub async fn holdings(tx: &mut Tx, share: ShareId) -> Result<Vec<CredentialId>, StoreError> {
    let sql = "select holding.holding_id from holding, share
        where share.share_id = $1 and holding.removed_at is null and (
            (share.frozen is null and exists (select 1 from record_item
                where record_item.record_id = share.record_id and record_item.holding_id = holding.holding_id))
            or exists (select 1 from share_document
                where share_document.share_id = share.share_id and share_document.holding_id = holding.holding_id))
        order by holding.holding_id";
    let rows: Vec<(CredentialId,)> = tx.fetch_all(sql, (share,)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// An account's links that have neither ended nor run out and whose record, as they show it, has this credential.
///
/// # Errors
/// When the database fails.
pub async fn with(
    tx: &mut Tx,
    account: AccountId,
    holding: CredentialId,
    now: i64,
) -> Result<Vec<ShareId>, StoreError> {
    let sql = "select share.share_id from share join record on record.record_id = share.record_id
        where record.account_id = $1 and share.ended_at is null and share.expires_at > $3 and (
            (share.frozen is null and exists (select 1 from record_item
                where record_item.record_id = share.record_id and record_item.holding_id = $2))
            or exists (select 1 from share_document
                where share_document.share_id = share.share_id and share_document.holding_id = $2))
        order by share.share_id";
    let rows: Vec<(ShareId,)> = tx.fetch_all(sql, (account, holding, now)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Writes anew what a link shows that shows a record as it was.
///
/// # Errors
/// When the database fails.
pub async fn rewrite_frozen(tx: &mut Tx, id: ShareId, frozen: &str) -> Result<(), StoreError> {
    tx.execute("update share set frozen = $2 where share_id = $1", (id, frozen)).await?;
    Ok(())
}

/// The signed texts that a link shows, but for what its owner has taken out of the wallet since.
///
/// # Errors
/// When the database fails.
pub async fn documents(tx: &mut Tx, share: ShareId) -> Result<Vec<ItemRow>, StoreError> {
    let sql = "select share_document.holding_id, share_document.document,
            holding.credential_id is null and holding.whose = 'word' as on_word
        from share_document join holding on holding.holding_id = share_document.holding_id
        where share_document.share_id = $1 and holding.removed_at is null order by share_document.holding_id";
    tx.fetch_all(sql, (share,)).await
}

/// A record's links that have not ended, paused ones among them, newest first.
///
/// # Errors
/// When the database fails.
pub async fn live_of_record(tx: &mut Tx, record: RecordId, now: i64) -> Result<Vec<ShareRow>, StoreError> {
    let sql = shares!(
        "where record_id = $1 and ended_at is null and expires_at > $2
        order by share.created_at desc, share_id desc"
    );
    tx.fetch_all(sql, (record, now)).await
}

/// The links to a record that have neither ended nor run out and show it as it is.
///
/// # Errors
/// When the database fails.
pub async fn following(tx: &mut Tx, record: RecordId, now: i64) -> Result<Vec<ShareId>, StoreError> {
    let sql = "select share_id from share
        where record_id = $1 and frozen is null and ended_at is null and expires_at > $2 order by share_id";
    let rows: Vec<(ShareId,)> = tx.fetch_all(sql, (record, now)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// All links of an account with the titles of their records, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(
    tx: &mut Tx,
    account: AccountId,
    limit: u32,
) -> Result<Vec<(ShareRow, String)>, StoreError> {
    let sql = shares!(
        "join record on record.record_id = share.record_id where record.account_id = $1
        order by share.created_at desc, share_id desc limit $2"
    );
    let rows: Vec<ShareRow> = tx.fetch_all(sql, (account, i64::from(limit))).await?;
    let sql = "select record_id, title from record where account_id = $1";
    let titles: Vec<(RecordId, String)> = tx.fetch_all(sql, (account,)).await?;
    let title = |id| titles.iter().find(|(known, _)| *known == id).map(|(_, title)| title.clone());
    Ok(rows
        .into_iter()
        .map(|row| (title(row.record_id).unwrap_or_default(), row))
        .map(|(t, r)| (r, t))
        .collect())
}

/// A link that leads somewhere, by its token; none that a guardian has not approved.
///
/// # Errors
/// When the database fails.
pub async fn live_by_token(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<ShareRow>, StoreError> {
    let sql = shares!(
        "where token_hash = $1 and ended_at is null and paused_at is null and expires_at > $2
            and not exists (select 1 from share_approval
                where share_approval.share_id = share.share_id and not share_approval.approved)"
    );
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// One of an account's links, and nobody else changes it until this transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, account: AccountId, id: ShareId) -> Result<Option<ShareRow>, StoreError> {
    let sql = "update share set tries = tries where share_id = $2
        and record_id in (select record_id from record where account_id = $1)";
    if tx.execute(sql, (account, id)).await? == 0 {
        return Ok(None);
    }
    tx.fetch_optional(shares!("where share_id = $1"), (id,)).await
}

/// One of an account's links.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, account: AccountId, id: ShareId) -> Result<Option<ShareRow>, StoreError> {
    let sql = shares!(
        "join record on record.record_id = share.record_id
        where share_id = $2 and record.account_id = $1"
    );
    tx.fetch_optional(sql, (account, id)).await
}

/// Sets what a link's owner may change, but for when they are reminded of its end.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &mut Tx, row: &ShareRow) -> Result<(), StoreError> {
    let sql = "update share set expires_at = $2, paused_at = $3, hidden = $4, sealed_passcode = $5,
        passcode_hash = $6, tries = $7 where share_id = $1";
    let args = (
        row.share_id,
        row.expires_at,
        row.paused_at,
        row.hidden.as_str(),
        row.sealed_passcode.clone(),
        row.passcode_hash.clone(),
        row.tries,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Sets when a link's owner is to be reminded of its end; where that is `None`, they are not.
///
/// # Errors
/// When the database fails.
pub async fn remind_at(tx: &mut Tx, id: ShareId, at: Option<i64>) -> Result<(), StoreError> {
    tx.execute("update share set remind_at = $2 where share_id = $1", (id, at)).await?;
    Ok(())
}

/// Counts one more passcode that may be wrong, before it is looked at; `None` where there were `most` already.
///
/// # Errors
/// When the database fails.
pub async fn count_try(tx: &mut Tx, id: ShareId, most: i64) -> Result<Option<i64>, StoreError> {
    let sql = "update share set tries = tries + 1 where share_id = $1 and tries < $2 returning tries";
    let row: Option<(i64,)> = tx.fetch_optional(sql, (id, most)).await?;
    Ok(row.map(|(tries,)| tries))
}

/// Notes that the owner is told of a link with `most` wrong passcodes, by one more; false where that was noted.
///
/// # Errors
/// When the database fails.
pub async fn note_told(tx: &mut Tx, id: ShareId, most: i64) -> Result<bool, StoreError> {
    let sql = "update share set tries = tries + 1 where share_id = $1 and tries = $2";
    Ok(tx.execute(sql, (id, most)).await? == 1)
}

/// Takes back what [`count_try`] counted: the passcode was not looked at.
///
/// # Errors
/// When the database fails.
pub async fn give_try_back(tx: &mut Tx, id: ShareId) -> Result<(), StoreError> {
    tx.execute("update share set tries = tries - 1 where share_id = $1 and tries > 0", (id,)).await?;
    Ok(())
}

/// Forgets the wrong passcodes: one was right.
///
/// # Errors
/// When the database fails.
pub async fn forget_tries(tx: &mut Tx, id: ShareId) -> Result<(), StoreError> {
    tx.execute("update share set tries = 0 where share_id = $1", (id,)).await?;
    Ok(())
}

/// Ends one of an account's links; gives the record it led to. Ending it again, or one that has run out, changes
/// nothing.
///
/// # Errors
/// When the database fails.
pub async fn end(
    tx: &mut Tx,
    account: AccountId,
    id: ShareId,
    now: i64,
) -> Result<Option<RecordId>, StoreError> {
    let sql =
        "update share set ended_at = case when ended_at is null and expires_at > $3 then $3 else ended_at end
        where share_id = $2 and record_id in (select record_id from record where account_id = $1)
        returning record_id";
    let row: Option<(RecordId,)> = tx.fetch_optional(sql, (account, id, now)).await?;
    Ok(row.map(|(id,)| id))
}

/// Forgets what a link showed that has ended: its copies of a record as it was, and signatures.
///
/// * `nothing`: what stands for a record with nothing in it.
///
/// # Errors
/// When the database fails.
pub async fn forget_content(tx: &mut Tx, id: ShareId, nothing: &str) -> Result<(), StoreError> {
    tx.execute("delete from share_proof where share_id = $1", (id,)).await?;
    tx.execute("delete from share_document where share_id = $1", (id,)).await?;
    let sql = "update share set frozen = $2 where share_id = $1 and frozen is not null";
    tx.execute(sql, (id, nothing)).await?;
    Ok(())
}

/// Links that have run out and of which something is kept that they showed, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn run_out(tx: &mut Tx, now: i64, limit: u32) -> Result<Vec<ShareId>, StoreError> {
    let sql = "select share_id from share where (ended_at is not null or expires_at <= $1)
            and (share_id in (select share_id from share_document)
                or share_id in (select share_id from share_proof))
        order by share_id limit $2";
    let rows: Vec<(ShareId,)> = tx.fetch_all(sql, (now, i64::from(limit))).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// A link whose owner is to be reminded.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EndingShareRow {
    /// Its id.
    pub share_id: ShareId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The title of its record.
    pub title: String,
    /// For whom it is.
    pub recipient: String,
    /// When it ends.
    pub expires_at: i64,
}

/// Takes links whose owners are to be reminded: nobody else gets them.
///
/// # Errors
/// When the database fails.
pub async fn take_ending(tx: &mut Tx, now: i64, limit: u32) -> Result<Vec<EndingShareRow>, StoreError> {
    let sql = "select share.share_id, record.account_id, record.title, share.recipient, share.expires_at
        from share join record on record.record_id = share.record_id
        where share.remind_at <= $1 and share.ended_at is null and share.expires_at > $1
        order by share.remind_at, share.share_id limit $2";
    let rows: Vec<EndingShareRow> = tx.fetch_all(sql, (now, i64::from(limit))).await?;
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        let sql = "update share set remind_at = null where share_id = $1 and remind_at is not null";
        if tx.execute(sql, (row.share_id,)).await? > 0 {
            taken.push(row);
        }
    }
    Ok(taken)
}

/// Notes a look at a link, unless the same kind of device looked since `since`; gives whether it was noted.
///
/// # Errors
/// When the database fails.
pub async fn note_view(
    tx: &mut Tx,
    view_id: &str,
    share: ShareId,
    device: &str,
    now: i64,
    since: i64,
) -> Result<bool, StoreError> {
    let sql = "insert into share_view (view_id, share_id, seen_at, device)
        select $1, share_id, $4, $3 from share where share_id = $2 and not exists (
            select 1 from share_view where share_view.share_id = $2 and device = $3 and seen_at > $5)";
    Ok(tx.execute(sql, (view_id, share, device, now, since)).await? > 0)
}

/// Forgets all but the last `most` looks at a link.
///
/// # Errors
/// When the database fails.
pub async fn trim_views(tx: &mut Tx, share: ShareId, most: u32) -> Result<(), StoreError> {
    let sql = "delete from share_view where share_id = $1 and view_id not in (
        select view_id from share_view where share_id = $1 order by seen_at desc, view_id desc limit $2)";
    tx.execute(sql, (share, i64::from(most))).await?;
    Ok(())
}

/// The looks at a link, the last first: when, and with what.
///
/// # Errors
/// When the database fails.
pub async fn views(tx: &mut Tx, share: ShareId) -> Result<Vec<(i64, String)>, StoreError> {
    let sql =
        "select seen_at, device from share_view where share_id = $1 order by seen_at desc, view_id desc";
    tx.fetch_all(sql, (share,)).await
}

/// How many looks there were at an account's links, those that had any.
///
/// # Errors
/// When the database fails.
pub async fn view_counts(tx: &mut Tx, account: AccountId) -> Result<Vec<(ShareId, u64)>, StoreError> {
    let sql = "select share_view.share_id, count(*) from share_view
            join share on share.share_id = share_view.share_id
            join record on record.record_id = share.record_id
        where record.account_id = $1 group by share_view.share_id";
    let rows: Vec<(ShareId, i64)> = tx.fetch_all(sql, (account,)).await?;
    Ok(rows.into_iter().map(|(id, number)| (id, count(number))).collect())
}
