//! `consent_receipt`: what a learner agreed to show, to whom and what for.

use super::{StoreError, Tx};
use crate::id::{AccountId, ConsentReceiptId, RecordId, ShareId};

/// How a receipt ends: its link was changed, was ended, or went with its record.
pub const ENDS: [&str; 3] = ["changed", "ended", "deleted"];

/// A receipt.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct ReceiptRow {
    /// Its id.
    pub receipt_id: ConsentReceiptId,
    /// Whose consent it was.
    pub account_id: AccountId,
    /// For which link, which may be gone.
    pub share_id: Option<ShareId>,
    /// When it was given.
    pub given_at: i64,
    /// To whom; may be empty.
    pub recipient: String,
    /// What for; may be empty.
    pub purpose: String,
    /// What: `api::ReceiptContent` as JSON.
    pub content: String,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// How: one of [`ENDS`].
    pub ended_how: Option<String>,
    /// When it was brought from another wallet.
    pub brought_at: Option<i64>,
}

/// Adds one.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ReceiptRow) -> Result<(), StoreError> {
    let sql = "insert into consent_receipt (receipt_id, account_id, share_id, given_at, recipient, purpose, content,
            ended_at, ended_how) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let args = (
        row.receipt_id,
        row.account_id,
        row.share_id,
        row.given_at,
        row.recipient.as_str(),
        row.purpose.as_str(),
        row.content.as_str(),
        row.ended_at,
        row.ended_how.clone(),
    );
    tx.execute(sql, args).await?;
    Ok(())
}

macro_rules! receipts {
    ($rest:literal) => {
        concat!(
            "select receipt_id, account_id, share_id, given_at, recipient, purpose, content, ended_at, ended_how,
                brought_at from consent_receipt where ",
            $rest,
            " order by given_at desc, receipt_id desc"
        )
    };
}

/// Those for a link, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_share(tx: &mut Tx, share: ShareId) -> Result<Vec<ReceiptRow>, StoreError> {
    tx.fetch_all(receipts!("share_id = $1"), (share,)).await
}

/// Some of an account, newest first.
///
/// * `skipped`: how many are left out before them.
///
/// # Errors
/// When the database fails.
pub async fn of_account(
    tx: &mut Tx,
    account: AccountId,
    limit: u32,
    skipped: u32,
) -> Result<Vec<ReceiptRow>, StoreError> {
    let sql = concat!(receipts!("account_id = $1"), " limit $2 offset $3");
    tx.fetch_all(sql, (account, i64::from(limit), i64::from(skipped))).await
}

/// Ends what stands for a link, unless it has run out.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, share: ShareId, now: i64, how: &str) -> Result<(), StoreError> {
    let sql = "update consent_receipt set ended_at = $2, ended_how = $3
        where share_id = $1 and ended_at is null
            and not exists (select 1 from share where share.share_id = $1 and share.expires_at <= $2)";
    tx.execute(sql, (share, now, how)).await?;
    Ok(())
}

/// Ends what stands for the links of a record that goes, unless they have run out.
///
/// # Errors
/// When the database fails.
pub async fn end_of_record(tx: &mut Tx, record: RecordId, now: i64) -> Result<(), StoreError> {
    let sql = "update consent_receipt set ended_at = $2, ended_how = 'deleted'
        where ended_at is null and share_id in (select share_id from share where record_id = $1 and expires_at > $2)";
    tx.execute(sql, (record, now)).await?;
    Ok(())
}
