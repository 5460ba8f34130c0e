//! `credential`: what was issued here. The signed text is kept and given byte for byte.

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

/// A credential on its issuer's desk.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AwardedRow {
    /// Its id.
    pub credential_id: CredentialId,
    /// What was awarded.
    pub achievement_id: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address.
    pub recipient_email: String,
    /// By whom.
    pub awarded_by: Option<AccountId>,
    /// In which class.
    pub class_id: Option<ClassId>,
    /// Which edition of it stands.
    pub edition: i64,
    /// When it was awarded.
    pub awarded_at: i64,
    /// From when it counts.
    pub valid_from: i64,
    /// Until when it counts.
    pub valid_until: Option<i64>,
    /// When it was claimed.
    pub claimed_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// Why it was revoked.
    pub revoked_reason: Option<String>,
    /// Since when it is suspended.
    pub suspended_at: Option<i64>,
    /// Why it is.
    pub suspended_reason: Option<String>,
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
    let sql = "update credential set edition = edition where issuer_id = $1 and credential_id = $2
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
    let sql = "update credential set edition = edition where credential_id = $1 returning issuer_id";
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
        where credential.credential_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// Which of an institution's awards are looked for; what is empty leaves nothing out.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those that this account awarded, or that were awarded in a class it teaches.
    pub teacher: Option<AccountId>,
    /// Of this achievement.
    pub achievement: Option<AchievementId>,
    /// Whose recipient's name or address has this in it, in lower case.
    pub words: String,
    /// `waiting`, `claimed`, `soon` (it ends within 30 days), `expired`, `suspended` or `revoked`.
    pub state: &'static str,
}

/// The part of a statement that both [`search`] and [`count`] have; `$1` to `$7`.
macro_rules! filtered {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " from credential
                join achievement on achievement.achievement_id = credential.achievement_id
                left join holding on holding.credential_id = credential.credential_id
            where credential.issuer_id = $1
                and ($2 = '' or credential.awarded_by = $2 or exists (select 1 from class_staff
                    where class_staff.class_id = credential.class_id and class_staff.account_id = $2))
                and ($3 = '' or credential.achievement_id = $3)
                and ($4 = '' or lower(credential.recipient_name) like $5 escape '!'
                    or credential.recipient_email like $5 escape '!')
                and case $6
                    when 'waiting' then holding.holding_id is null and credential.revoked_at is null
                        and credential.suspended_at is null
                        and (credential.valid_until is null or credential.valid_until > $7)
                    when 'claimed' then holding.holding_id is not null and credential.revoked_at is null
                        and credential.suspended_at is null
                        and (credential.valid_until is null or credential.valid_until > $7)
                    when 'soon' then credential.revoked_at is null and credential.valid_until > $7
                        and credential.valid_until <= $7 + 2592000000
                    when 'expired' then credential.revoked_at is null and credential.valid_until <= $7
                    when 'suspended' then credential.revoked_at is null and credential.suspended_at is not null
                    when 'revoked' then credential.revoked_at is not null
                    else true end",
            $rest
        )
    };
}

impl Filter {
    fn args(&self, issuer: IssuerId, now: i64) -> (IssuerId, String, String, String, String, String, i64) {
        let escaped: String = self.words.chars().fold(String::new(), |mut text, letter| {
            if matches!(letter, '!' | '%' | '_') {
                text.push('!');
            }
            text.push(letter);
            text
        });
        (
            issuer,
            self.teacher.map(|id| id.to_string()).unwrap_or_default(),
            self.achievement.map(|id| id.to_string()).unwrap_or_default(),
            self.words.clone(),
            format!("%{escaped}%"),
            self.state.to_owned(),
            now,
        )
    }
}

/// An institution's awards that a filter leaves, newest first.
///
/// # Errors
/// When the database fails.
pub async fn search(
    tx: &mut Tx,
    issuer: IssuerId,
    filter: &Filter,
    now: i64,
    limit: u32,
    offset: u32,
) -> Result<Vec<AwardedRow>, StoreError> {
    let sql = filtered!(
        "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            credential.recipient_name, credential.recipient_email, credential.awarded_at, credential.valid_from,
            credential.valid_until, holding.held_at as claimed_at, credential.revoked_at, credential.revoked_reason,
            credential.suspended_at, credential.suspended_reason, credential.awarded_by, credential.class_id,
            credential.edition",
        " order by credential.awarded_at desc, credential.credential_id desc limit $8 offset $9"
    );
    let (issuer, teacher, achievement, words, like, state, now) = filter.args(issuer, now);
    let args = (issuer, teacher, achievement, words, like, state, now, i64::from(limit), i64::from(offset));
    tx.fetch_all(sql, args).await
}

/// The same, newest first, from before a moment and an id on: what comes or goes meanwhile moves
/// nothing.
///
/// # Errors
/// When the database fails.
pub async fn search_before(
    tx: &mut Tx,
    issuer: IssuerId,
    filter: &Filter,
    now: i64,
    before: Option<(i64, CredentialId)>,
    limit: u32,
) -> Result<Vec<AwardedRow>, StoreError> {
    let sql = filtered!(
        "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            credential.recipient_name, credential.recipient_email, credential.awarded_at, credential.valid_from,
            credential.valid_until, holding.held_at as claimed_at, credential.revoked_at, credential.revoked_reason,
            credential.suspended_at, credential.suspended_reason, credential.awarded_by, credential.class_id,
            credential.edition",
        " and (credential.awarded_at < $8 or (credential.awarded_at = $8 and credential.credential_id < $9))
            order by credential.awarded_at desc, credential.credential_id desc limit $10"
    );
    let (issuer, teacher, achievement, words, like, state, now) = filter.args(issuer, now);
    // Nothing is as new as the end of time.
    let (at, id) = before.map_or((i64::MAX, String::new()), |(at, id)| (at, id.to_string()));
    let args = (issuer, teacher, achievement, words, like, state, now, at, id, i64::from(limit));
    tx.fetch_all(sql, args).await
}

/// How many a filter leaves.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, issuer: IssuerId, filter: &Filter, now: i64) -> Result<u64, StoreError> {
    let (number,): (i64,) = tx.fetch_one(filtered!("select count(*)", ""), filter.args(issuer, now)).await?;
    Ok(super::count(number))
}

/// What was awarded in a class, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_class(tx: &mut Tx, issuer: IssuerId, class: ClassId) -> Result<Vec<AwardedRow>, StoreError> {
    let sql = "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            credential.recipient_name, credential.recipient_email, credential.awarded_at, credential.valid_from,
            credential.valid_until, holding.held_at as claimed_at, credential.revoked_at, credential.revoked_reason,
            credential.suspended_at, credential.suspended_reason, credential.awarded_by, credential.class_id,
            credential.edition
        from credential
            join achievement on achievement.achievement_id = credential.achievement_id
            left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 and credential.class_id = $2
        order by credential.awarded_at desc, credential.credential_id";
    tx.fetch_all(sql, (issuer, class)).await
}

/// The learners who have an achievement of an institution, and it was not taken back.
///
/// # Errors
/// When the database fails.
pub async fn learners_with(
    tx: &mut Tx,
    issuer: IssuerId,
    achievement: AchievementId,
) -> Result<Vec<LearnerId>, StoreError> {
    let sql = "select distinct learner_id from credential
        where issuer_id = $1 and achievement_id = $2 and learner_id is not null and revoked_at is null";
    let rows: Vec<(LearnerId,)> = tx.fetch_all(sql, (issuer, achievement)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What a learner was awarded, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_learner(
    tx: &mut Tx,
    issuer: IssuerId,
    learner: LearnerId,
) -> Result<Vec<AwardedRow>, StoreError> {
    let sql = "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            credential.recipient_name, credential.recipient_email, credential.awarded_at, credential.valid_from,
            credential.valid_until, holding.held_at as claimed_at, credential.revoked_at, credential.revoked_reason,
            credential.suspended_at, credential.suspended_reason, credential.awarded_by, credential.class_id,
            credential.edition
        from credential
            join achievement on achievement.achievement_id = credential.achievement_id
            left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 and credential.learner_id = $2
        order by credential.awarded_at desc, credential.credential_id";
    tx.fetch_all(sql, (issuer, learner)).await
}

/// To whom an achievement was awarded and not taken back: by address, as learner, by DID.
///
/// # Errors
/// When the database fails.
pub async fn recipients(
    tx: &mut Tx,
    achievement: AchievementId,
) -> Result<Vec<(String, Option<LearnerId>, Option<String>)>, StoreError> {
    let sql = "select recipient_email, learner_id, recipient_did from credential
        where achievement_id = $1 and revoked_at is null";
    tx.fetch_all(sql, (achievement,)).await
}

/// One credential that an institution has awarded.
///
/// * `teacher`: only if this account awarded it, or it was awarded in a class it teaches.
///
/// # Errors
/// When the database fails.
pub async fn awarded(
    tx: &mut Tx,
    issuer: IssuerId,
    teacher: Option<AccountId>,
    id: CredentialId,
) -> Result<Option<AwardedRow>, StoreError> {
    let sql = "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            credential.recipient_name, credential.recipient_email, credential.awarded_at, credential.valid_from,
            credential.valid_until, holding.held_at as claimed_at, credential.revoked_at, credential.revoked_reason,
            credential.suspended_at, credential.suspended_reason, credential.awarded_by, credential.class_id,
            credential.edition
        from credential
            join achievement on achievement.achievement_id = credential.achievement_id
            left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 and credential.credential_id = $2
            and ($3 = '' or credential.awarded_by = $3 or exists (select 1 from class_staff
                where class_staff.class_id = credential.class_id and class_staff.account_id = $3))";
    let teacher = teacher.map(|id| id.to_string()).unwrap_or_default();
    tx.fetch_optional(sql, (issuer, id, teacher)).await
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

/// A credential whose holder is to be reminded of its end.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EndingRow {
    /// Its id.
    pub credential_id: CredentialId,
    /// Who issued it.
    pub issuer_id: IssuerId,
    /// What was awarded, by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address.
    pub recipient_email: String,
    /// In whose wallet it is.
    pub account_id: Option<AccountId>,
    /// When it ends.
    pub valid_until: i64,
}

/// Notes of at most `limit` credentials that their holders are reminded of their end, and gives
/// these: those that count, that end within the days that their institution has set, and are in the
/// second half of their time; each once for one end, and none that goes to nobody.
///
/// # Errors
/// When the database fails.
pub async fn remind(tx: &mut Tx, now: i64, limit: u32) -> Result<Vec<EndingRow>, StoreError> {
    macro_rules! sql {
        ($lock:literal) => {
            concat!(
                "update credential set reminded_until = valid_until
                where credential_id in (
                    select credential.credential_id from issuer
                        join credential on credential.issuer_id = issuer.issuer_id
                    where issuer.reminder_days is not null
                        and credential.valid_until > $1
                        and credential.valid_until <= $1 + issuer.reminder_days * 86400000
                        and (credential.valid_until - $1) * 2 <= credential.valid_until - credential.valid_from
                        and (credential.reminded_until is null
                            or credential.reminded_until <> credential.valid_until)
                        and credential.revoked_at is null and credential.suspended_at is null
                        and (credential.recipient_email <> '' or exists (select 1 from holding
                            where holding.credential_id = credential.credential_id))
                    limit $2",
                $lock,
                ")
                returning credential_id, issuer_id, recipient_name, recipient_email, valid_until,
                    (select name from achievement
                        where achievement.achievement_id = credential.achievement_id) as achievement_name,
                    (select account_id from holding
                        where holding.credential_id = credential.credential_id) as account_id"
            )
        };
    }
    let sql = tx.either(sql!(""), sql!(" for update of credential skip locked"));
    tx.fetch_all(sql, (now, i64::from(limit))).await
}

/// For how many days a credential is good by the version of its achievement that it was awarded of.
///
/// # Errors
/// When the database fails.
pub async fn valid_days(tx: &mut Tx, id: CredentialId) -> Result<Option<i64>, StoreError> {
    let sql = "select v.valid_days from credential c join achievement_version v
            on v.achievement_id = c.achievement_id and v.version = c.achievement_version
        where c.credential_id = $1";
    let row: Option<(Option<i64>,)> = tx.fetch_optional(sql, (id,)).await?;
    Ok(row.and_then(|(days,)| days))
}

/// How many credentials each of an institution's keys signed, as they stand now; and how many of
/// those were revoked.
///
/// # Errors
/// When the database fails.
pub async fn by_key(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<(IssuerKeyId, i64, i64)>, StoreError> {
    let sql = "select issuer_key_id, count(*), count(revoked_at) from credential
        where issuer_id = $1 and issuer_key_id is not null group by issuer_key_id";
    tx.fetch_all(sql, (issuer,)).await
}

/// What one of an institution's keys signed, oldest first: at most `limit` after `after`.
///
/// # Errors
/// When the database fails.
pub async fn of_key(
    tx: &mut Tx,
    issuer: IssuerId,
    key: IssuerKeyId,
    after: Option<CredentialId>,
    limit: u32,
) -> Result<Vec<AwardedRow>, StoreError> {
    let sql = "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            credential.recipient_name, credential.recipient_email, credential.awarded_at, credential.valid_from,
            credential.valid_until, holding.held_at as claimed_at, credential.revoked_at, credential.revoked_reason,
            credential.suspended_at, credential.suspended_reason, credential.awarded_by, credential.class_id,
            credential.edition
        from credential
            join achievement on achievement.achievement_id = credential.achievement_id
            left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 and credential.issuer_key_id = $2 and credential.credential_id > $3
        order by credential.credential_id limit $4";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.fetch_all(sql, (issuer, key, after, i64::from(limit))).await
}
