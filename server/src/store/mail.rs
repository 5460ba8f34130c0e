//! `mail`: the outbox. Letters are sealed: their links let their reader in.

use super::{StoreError, Tx};
use crate::id::{CredentialId, IssuerId, MailId};

/// What a mail is, as far as its turn goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Somebody asked for it a moment ago, and waits.
    SignIn,
    /// It is to one person, about something that happened.
    Notice,
    /// It tells of an award: there may be a hundred thousand of them.
    Award,
}

/// A mail to be added.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// Its id.
    pub mail_id: MailId,
    /// What it is.
    pub kind: Kind,
    /// To whom.
    pub recipient: String,
    /// The letter, sealed.
    pub sealed: String,
    /// The letter's language, as a tag.
    pub language: &'static str,
    /// On whose behalf.
    pub issuer_id: Option<IssuerId>,
    /// About which credential.
    pub credential_id: Option<CredentialId>,
    /// When it was written.
    pub created_at: i64,
    /// When it has arrived, if it has.
    pub sent_at: Option<i64>,
}

/// A mail, sealed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedMail {
    /// Its id.
    pub mail_id: MailId,
    /// To whom.
    pub recipient: String,
    /// The letter, sealed.
    pub sealed: String,
    /// The letter's language, as a tag.
    pub language: String,
    /// When it was written.
    pub created_at: i64,
}

impl Kind {
    /// As the table has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Notice => "notice",
            Self::Award => "award",
        }
    }
}

/// Adds a mail; one that has not arrived is due at once.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, mail: NewMail) -> Result<(), StoreError> {
    let sql = "insert into mail (mail_id, kind, recipient, sealed, language, issuer_id, credential_id,
            created_at, sent_at, next_try_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let next_try_at = mail.sent_at.is_none().then_some(mail.created_at);
    let args = (
        mail.mail_id,
        mail.kind.as_str(),
        mail.recipient,
        mail.sealed,
        mail.language,
        mail.issuer_id,
        mail.credential_id,
        mail.created_at,
        mail.sent_at,
        next_try_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// The latest mails, newest first.
///
/// # Errors
/// When the database fails.
pub async fn latest(tx: &mut Tx, limit: u32) -> Result<Vec<SealedMail>, StoreError> {
    let sql = "select mail_id, recipient, sealed, language, created_at from mail
        order by created_at desc, mail_id desc limit $1";
    tx.fetch_all(sql, (i64::from(limit),)).await
}

/// Forgets mails written by `before`, except those that still wait to be sent.
///
/// # Errors
/// When the database fails.
pub async fn delete_older(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from mail where created_at <= $1 and next_try_at is null", (before,)).await
}
