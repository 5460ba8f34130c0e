//! `credential`: what was issued here. The signed text is kept and given byte for byte.

mod awarded;
mod counted;
mod ending;

pub use awarded::{
    AwardedRow, Filter, awarded, by_key, count, learners_with, of_class, of_key, of_learner, recipients,
    search, search_before,
};
pub use counted::{
    AchievementCountRow, CountRow, MonthRow, claimed_by_month, counts, counts_by_achievement,
    first_awarded_at, first_held, issued_by_month,
};
pub use ending::{EndingRow, remind, valid_days};

use super::{StoreError, Tx};
use crate::id::{
    AccountId, AchievementId, BulkId, ClassId, CredentialId, IssuerId, IssuerKeyId, LearnerId, StatusListId,
};

/// A credential to be kept.
#[derive(Clone, Debug)]
pub struct NewCredential<'a> {
    /// Its id.
    pub credential_id: CredentialId,
    /// Who issued it.
    pub issuer_id: IssuerId,
    /// What was awarded,
    pub achievement_id: AchievementId,
    /// and which version of that.
    pub achievement_version: i64,
    /// To whom, by name.
    pub recipient_name: &'a str,
    /// And by e-mail address; empty where there is none.
    pub recipient_email: &'a str,
    /// And by DID.
    pub recipient_did: Option<&'a str>,
    /// Which of the institution's learners that is.
    pub learner_id: Option<LearnerId>,
    /// In which class it was awarded.
    pub class_id: Option<ClassId>,
    /// With which file.
    pub bulk_id: Option<BulkId>,
    /// By whom.
    pub awarded_by: Option<AccountId>,
    /// What is particular to it: `api::open_badges::SubjectContent` as JSON.
    pub details: String,
    /// The signed text,
    pub document: &'a str,
    /// and the key that signed it.
    pub issuer_key_id: IssuerKeyId,
    /// Where its status is: the list,
    pub status_list_id: StatusListId,
    /// and the index in it.
    pub status_index: u32,
    /// When it was awarded.
    pub awarded_at: i64,
    /// From when it counts.
    pub valid_from: i64,
    /// Until when it counts.
    pub valid_until: Option<i64>,
}

/// A credential that waits for its addressee.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OfferRow {
    /// Its id.
    pub credential_id: CredentialId,
    /// What was awarded.
    pub achievement_id: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// What that says: `api::open_badges::AchievementContent` as JSON.
    pub content: String,
    /// Who awards it.
    pub issuer_name: String,
    /// The address it was sent to.
    pub recipient_email: String,
    /// When it was awarded.
    pub awarded_at: i64,
}

/// What decides who may see a credential, and the credential.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CredentialRow {
    /// Who issued it.
    pub issuer_id: IssuerId,
    /// Whom it was sent to.
    pub recipient_email: String,
    /// In whose wallet it is.
    pub account_id: Option<AccountId>,
    /// The signed text.
    pub document: String,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// Why it was revoked.
    pub revoked_reason: Option<String>,
    /// Since when it is suspended.
    pub suspended_at: Option<i64>,
    /// Why it is.
    pub suspended_reason: Option<String>,
}

/// Adds credentials.
///
/// # Errors
/// When the database fails, or a status index is taken.
pub async fn insert_many(tx: &mut Tx, new: &[NewCredential<'_>]) -> Result<(), StoreError> {
    let sql = "insert into credential (credential_id, issuer_id, achievement_id, achievement_version,
        recipient_name, recipient_email, recipient_did, learner_id, class_id, bulk_id, awarded_by, details,
        document, issuer_key_id, status_list_id, status_index, awarded_at, valid_from, valid_until)";
    let row = |new: &NewCredential<'_>| {
        (
            new.credential_id,
            new.issuer_id,
            new.achievement_id,
            new.achievement_version,
            new.recipient_name.to_owned(),
            new.recipient_email.to_owned(),
            new.recipient_did.map(str::to_owned),
            new.learner_id,
            new.class_id,
            new.bulk_id,
            new.awarded_by,
            new.details.clone(),
            new.document.to_owned(),
            new.issuer_key_id,
            new.status_list_id,
            i64::from(new.status_index),
            new.awarded_at,
            new.valid_from,
            new.valid_until,
        )
    };
    tx.insert_many(sql, new.iter().map(row)).await
}

/// What stands of a credential, for a later edition of it to be written.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StandingRow {
    /// Its id.
    pub credential_id: CredentialId,
    /// Who issued it.
    pub issuer_id: IssuerId,
    /// What was awarded,
    pub achievement_id: AchievementId,
    /// and which version of that.
    pub achievement_version: i64,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address; empty where there is none.
    pub recipient_email: String,
    /// And by DID.
    pub recipient_did: Option<String>,
    /// Which of the institution's learners that is.
    pub learner_id: Option<LearnerId>,
    /// In which class it was awarded.
    pub class_id: Option<ClassId>,
    /// With which file.
    pub bulk_id: Option<BulkId>,
    /// By whom.
    pub awarded_by: Option<AccountId>,
    /// What is particular to it, as JSON.
    pub details: String,
    /// The signed text.
    pub document: String,
    /// Which key signed that.
    pub issuer_key_id: Option<IssuerKeyId>,
    /// Where its status is: the list,
    pub status_list_id: StatusListId,
    /// and the index in it.
    pub status_index: i64,
    /// When it was awarded.
    pub awarded_at: i64,
    /// From when it counts.
    pub valid_from: i64,
    /// Until when it counts.
    pub valid_until: Option<i64>,
    /// Which edition it is.
    pub edition: i64,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// Since when it is suspended.
    pub suspended_at: Option<i64>,
}

/// Reads one of an institution's credentials to write a later edition: it stays locked until the
/// transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(
    tx: &mut Tx,
    issuer: IssuerId,
    id: CredentialId,
) -> Result<Option<StandingRow>, StoreError> {
    let sql = "update credential set edition = edition
        where issuer_id = $1 and credential_id = $2 and erased_at is null
        returning credential_id, issuer_id, achievement_id, achievement_version, recipient_name, recipient_email,
            recipient_did, learner_id, class_id, bulk_id, awarded_by, details, document, issuer_key_id,
            status_list_id, status_index, awarded_at, valid_from, valid_until, edition, revoked_at, suspended_at";
    tx.fetch_optional(sql, (issuer, id)).await
}

/// Keeps a credential's row locked until the transaction ends, whoever issued it: that is told.
///
/// # Errors
/// When the database fails.
pub async fn lock_any(tx: &mut Tx, id: CredentialId) -> Result<Option<IssuerId>, StoreError> {
    let sql = "update credential set edition = edition where credential_id = $1 and erased_at is null
        returning issuer_id";
    let row: Option<(IssuerId,)> = tx.fetch_optional(sql, (id,)).await?;
    Ok(row.map(|(issuer,)| issuer))
}

/// Keeps a later edition in the place of the one that stood.
///
/// # Errors
/// When the database fails, or the status index is taken.
pub async fn replace(tx: &mut Tx, row: &StandingRow) -> Result<(), StoreError> {
    let sql = "update credential set achievement_version = $2, recipient_name = $3, recipient_email = $4,
            recipient_did = $5, details = $6, document = $7, status_list_id = $8, status_index = $9,
            valid_from = $10, valid_until = $11, edition = $12, issuer_key_id = $13
        where credential_id = $1";
    let args = (
        row.credential_id,
        row.achievement_version,
        row.recipient_name.as_str(),
        row.recipient_email.as_str(),
        row.recipient_did.clone(),
        row.details.as_str(),
        row.document.as_str(),
        row.status_list_id,
        row.status_index,
        row.valid_from,
        row.valid_until,
        row.edition,
        row.issuer_key_id,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// A credential by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: CredentialId) -> Result<Option<CredentialRow>, StoreError> {
    let sql =
        "select credential.issuer_id, credential.recipient_email, holding.account_id, credential.document,
            credential.revoked_at, credential.revoked_reason, credential.suspended_at, credential.suspended_reason
        from credential left join holding on holding.credential_id = credential.credential_id
        where credential.credential_id = $1 and credential.erased_at is null";
    tx.fetch_optional(sql, (id,)).await
}

/// What waits for an account at any of its addresses, newest first.
///
/// # Errors
/// When the database fails.
pub async fn offers(tx: &mut Tx, account: AccountId) -> Result<Vec<OfferRow>, StoreError> {
    let sql =
        "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            achievement_version.content, issuer.name as issuer_name,
            credential.recipient_email, credential.awarded_at
        from address
            join credential on credential.recipient_email = address.email
            join achievement on achievement.achievement_id = credential.achievement_id
            join achievement_version on achievement_version.achievement_id = credential.achievement_id
                and achievement_version.version = credential.achievement_version
            join issuer on issuer.issuer_id = credential.issuer_id
            left join holding on holding.credential_id = credential.credential_id
        where address.account_id = $1 and holding.holding_id is null and credential.revoked_at is null
        order by credential.awarded_at desc, credential.credential_id desc";
    tx.fetch_all(sql, (account,)).await
}

/// Marks an institution's credential as revoked; gives its place in the status list, or `None`
/// when it was revoked before.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    tx: &mut Tx,
    issuer: IssuerId,
    id: CredentialId,
    reason: &str,
    now: i64,
) -> Result<Option<(StatusListId, i64)>, StoreError> {
    let sql = "update credential set revoked_at = $4, revoked_reason = $3
        where issuer_id = $1 and credential_id = $2 and revoked_at is null
        returning status_list_id, status_index";
    tx.fetch_optional(sql, (issuer, id, reason, now)).await
}

/// Says since when a credential is suspended, and why; or that it no longer is.
///
/// # Errors
/// When the database fails.
pub async fn suspend(
    tx: &mut Tx,
    id: CredentialId,
    since: Option<i64>,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "update credential set suspended_at = $2, suspended_reason = $3 where credential_id = $1";
    tx.execute(sql, (id, since, reason.map(str::to_owned))).await?;
    Ok(())
}

/// In which status list a credential is.
///
/// # Errors
/// When the database fails.
pub async fn list_of(tx: &mut Tx, id: CredentialId) -> Result<Option<StatusListId>, StoreError> {
    let sql = "select status_list_id from credential where credential_id = $1";
    let row: Option<(StatusListId,)> = tx.fetch_optional(sql, (id,)).await?;
    Ok(row.map(|(list,)| list))
}

/// Who issued a credential, and of which achievement.
///
/// # Errors
/// When the database fails.
pub async fn what(tx: &mut Tx, id: CredentialId) -> Result<Option<(IssuerId, AchievementId)>, StoreError> {
    let sql = "select issuer_id, achievement_id from credential where credential_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// Who issued a credential, and to which of their learners; and which it is: of an entry of a transcript, that.
///
/// # Errors
/// When the database fails.
pub async fn learner(
    tx: &mut Tx,
    id: CredentialId,
) -> Result<Option<(IssuerId, Option<LearnerId>, CredentialId)>, StoreError> {
    let sql = "select issuer_id, learner_id, credential_id from credential where credential_id = $1
            or credential_id in (select credential_id from transcript_part where part_id = $1)";
    tx.fetch_optional(sql, (id,)).await
}
