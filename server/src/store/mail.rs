//! `mail`: the outbox. Text and link are sealed: they let their reader in.

use super::{StoreError, Tx};
use crate::id::MailId;

/// A mail, sealed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedMail {
    /// Its id.
    pub mail_id: MailId,
    /// To whom.
    pub recipient: String,
    /// Subject, text and link, sealed.
    pub sealed: String,
    /// When it was written.
    pub created_at: i64,
}

/// Adds a mail.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, mail: &SealedMail) -> Result<(), StoreError> {
    let sql = "insert into mail (mail_id, recipient, sealed, created_at) values ($1, $2, $3, $4)";
    tx.execute(sql, (mail.mail_id, mail.recipient.as_str(), mail.sealed.as_str(), mail.created_at)).await?;
    Ok(())
}

/// The latest mails, newest first.
///
/// # Errors
/// When the database fails.
pub async fn latest(tx: &mut Tx, limit: u32) -> Result<Vec<SealedMail>, StoreError> {
    let sql = "select mail_id, recipient, sealed, created_at from mail
        order by created_at desc, mail_id desc limit $1";
    tx.fetch_all(sql, (i64::from(limit),)).await
}

/// Forgets mails written by `before`.
///
/// # Errors
/// When the database fails.
pub async fn delete_older(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from mail where created_at <= $1", (before,)).await
}
