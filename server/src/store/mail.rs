//! `mail`: the outbox. Letters are sealed: their links let their reader in.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, IssuerId, MailId};

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

/// A mail that is ours to send, for a while.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ClaimedMail {
    /// The mail.
    #[sqlx(flatten)]
    pub mail: SealedMail,
    /// On whose behalf.
    pub issuer_id: Option<IssuerId>,
    /// How often it has been tried, this time included.
    pub tries: i64,
    /// It may have been sent before.
    pub maybe_twice: bool,
    /// Since when it has been ours.
    pub sending_since: i64,
}

/// How far a mail has come.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MailProgress {
    /// Its id.
    pub mail_id: MailId,
    /// When it was written.
    pub created_at: i64,
    /// When the server took it.
    pub sent_at: Option<i64>,
    /// It may have been sent before that, too.
    pub maybe_twice: bool,
    /// How often it was tried.
    pub tries: i64,
    /// When it will be tried again.
    pub next_try_at: Option<i64>,
    /// When it was given up.
    pub failed_at: Option<i64>,
    /// What was wrong, the last time.
    pub fault: Option<String>,
}

/// A mail that was given up.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct FailedMail {
    /// Its id.
    pub mail_id: MailId,
    /// To whom.
    pub recipient: String,
    /// About which credential.
    pub credential_id: Option<CredentialId>,
    /// When it was given up.
    pub failed_at: i64,
    /// What was wrong.
    pub fault: Option<String>,
}

/// How much mail is waiting.
#[derive(Clone, Copy, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Waiting {
    /// Mails.
    pub mails: i64,
    /// When the oldest of them was written.
    pub oldest_at: Option<i64>,
}

impl Kind {
    /// Those that somebody waits for first.
    pub const ALL: [Self; 3] = [Self::SignIn, Self::Notice, Self::Award];

    /// As the table has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Notice => "notice",
            Self::Award => "award",
        }
    }
}

/// Adds mails; those that have not arrived are due at once.
///
/// # Errors
/// When the database fails.
pub async fn insert_many(tx: &mut Tx, mails: Vec<NewMail>) -> Result<(), StoreError> {
    let sql = "insert into mail (mail_id, kind, recipient, sealed, language, issuer_id, credential_id,
        created_at, sent_at, next_try_at)";
    let rows = mails.into_iter().map(|mail| {
        (
            mail.mail_id,
            mail.kind.as_str(),
            mail.recipient,
            mail.sealed,
            mail.language,
            mail.issuer_id,
            mail.credential_id,
            mail.created_at,
            mail.sent_at,
            mail.sent_at.is_none().then_some(mail.created_at),
        )
    });
    tx.insert_many(sql, rows).await
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

/// A mail.
///
/// # Errors
/// When the database fails.
pub async fn sealed_one(tx: &mut Tx, id: MailId) -> Result<Option<SealedMail>, StoreError> {
    let sql = "select mail_id, recipient, sealed, language, created_at from mail where mail_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// Forgets mails written by `before`, except those that still wait to be sent.
///
/// # Errors
/// When the database fails.
pub async fn delete_older(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from mail where created_at <= $1 and next_try_at is null", (before,)).await
}

macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "update mail set tries = tries + 1, maybe_twice = maybe_twice or sending_since is not null,
                sending_since = $1, next_try_at = $2
            where mail_id = (
                select mail_id from mail where kind = $3 and next_try_at <= $1
                order by next_try_at, mail_id limit 1",
            $lock,
            ") returning mail_id, recipient, sealed, language, created_at, issuer_id, tries,
                maybe_twice, sending_since"
        )
    };
}

/// Takes a mail that is due, of this kind, for as long as until `until`. One that somebody else
/// has been sending for longer than they said is due again, and may be sent twice.
///
/// # Errors
/// When the database fails.
pub async fn claim(tx: &mut Tx, kind: Kind, now: i64, until: i64) -> Result<Option<ClaimedMail>, StoreError> {
    let sql = tx.either(claim!(""), claim!(" for update skip locked"));
    tx.fetch_optional(sql, (now, until, kind.as_str())).await
}

/// Notes that the server has taken a mail; false when it is no longer ours to say.
///
/// # Errors
/// When the database fails.
pub async fn sent(tx: &mut Tx, mail: &ClaimedMail, now: i64) -> Result<bool, StoreError> {
    let sql = "update mail set sent_at = $1, next_try_at = null, sending_since = null, fault = null
        where mail_id = $2 and sending_since = $3";
    Ok(tx.execute(sql, (now, mail.mail.mail_id, mail.sending_since)).await? == 1)
}

/// Puts a mail back for another try at `next_try_at`.
///
/// * `unsure`: it may have been sent already.
///
/// # Errors
/// When the database fails.
pub async fn put_off(
    tx: &mut Tx,
    mail: &ClaimedMail,
    next_try_at: i64,
    fault: &str,
    unsure: bool,
) -> Result<(), StoreError> {
    let sql = "update mail set next_try_at = $1, sending_since = null, fault = $2,
            maybe_twice = maybe_twice or $3
        where mail_id = $4 and sending_since = $5";
    tx.execute(sql, (next_try_at, fault, unsure, mail.mail.mail_id, mail.sending_since)).await?;
    Ok(())
}

/// Gives a mail back as if nobody had tried: nothing was wrong with it.
///
/// # Errors
/// When the database fails.
pub async fn give_back(
    tx: &mut Tx,
    mail: &ClaimedMail,
    next_try_at: i64,
    fault: &str,
) -> Result<(), StoreError> {
    let sql = "update mail set next_try_at = $1, sending_since = null, fault = $2, tries = tries - 1
        where mail_id = $3 and sending_since = $4";
    tx.execute(sql, (next_try_at, fault, mail.mail.mail_id, mail.sending_since)).await?;
    Ok(())
}

/// Gives a mail up.
///
/// # Errors
/// When the database fails.
pub async fn give_up(tx: &mut Tx, mail: &ClaimedMail, now: i64, fault: &str) -> Result<(), StoreError> {
    let sql = "update mail set failed_at = $1, next_try_at = null, sending_since = null, fault = $2
        where mail_id = $3 and sending_since = $4";
    tx.execute(sql, (now, fault, mail.mail.mail_id, mail.sending_since)).await?;
    Ok(())
}

/// Makes due what somebody has begun to send; gives the number of mails. They stay marked as
/// begun.
///
/// # Errors
/// When the database fails.
pub async fn release(tx: &mut Tx, now: i64) -> Result<u64, StoreError> {
    let sql = "update mail set next_try_at = $1 where sending_since is not null";
    tx.execute(sql, (now,)).await
}

/// How far the latest mail about a credential has come.
///
/// # Errors
/// When the database fails.
pub async fn latest_about(tx: &mut Tx, id: CredentialId) -> Result<Option<MailProgress>, StoreError> {
    let sql = "select mail_id, created_at, sent_at, maybe_twice, tries, next_try_at, failed_at, fault
        from mail where credential_id = $1 order by created_at desc, mail_id desc limit 1";
    tx.fetch_optional(sql, (id,)).await
}

/// An institution's mails that were given up, the latest first, without those that a later mail
/// about the same credential stands for.
///
/// * `only`: those about what this account awarded, or to its classes.
///
/// # Errors
/// When the database fails.
pub async fn failed_of_issuer(
    tx: &mut Tx,
    issuer: IssuerId,
    only: Option<AccountId>,
    limit: u32,
) -> Result<Vec<FailedMail>, StoreError> {
    let sql = "select mail_id, recipient, credential_id, failed_at, fault from mail
        where issuer_id = $1 and failed_at is not null and not exists (
            select 1 from mail later
            where later.credential_id = mail.credential_id and later.mail_id > mail.mail_id)
        and ($2 is null or credential_id in (
            select credential_id from credential where awarded_by = $2 or class_id in (
                select class_id from class_staff where account_id = $2)))
        order by failed_at desc, mail_id desc limit $3";
    tx.fetch_all(sql, (issuer, only, i64::from(limit))).await
}

/// How much mail is waiting.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx) -> Result<Waiting, StoreError> {
    let sql =
        "select count(*) as mails, min(created_at) as oldest_at from mail where next_try_at is not null";
    tx.fetch_one(sql, ()).await
}
