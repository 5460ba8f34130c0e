//! What an institution has awarded: looking for it, and telling it to its desk.

use crate::{
    id::{AccountId, AchievementId, ClassId, CredentialId, IssuerId, IssuerKeyId, LearnerId},
    store::{StoreError, Tx, like},
};

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

/// What an [`AwardedRow`] is read from, up to the `where`.
macro_rules! awards {
    ($($rest:tt)*) => {
        concat!(
            "select credential.credential_id, credential.achievement_id, achievement.name as achievement_name,
            credential.recipient_name, credential.recipient_email, credential.awarded_at, credential.valid_from,
            credential.valid_until, holding.held_at as claimed_at, credential.revoked_at, credential.revoked_reason,
            credential.suspended_at, credential.suspended_reason, credential.awarded_by, credential.class_id,
            credential.edition
            from credential
                join achievement on achievement.achievement_id = credential.achievement_id
                    and credential.erased_at is null
                left join holding on holding.credential_id = credential.credential_id ",
            $($rest)*
        )
    };
}

/// What a [`Filter`] leaves; `$1` to `$7`.
macro_rules! filtered {
    () => {
        "where credential.issuer_id = $1 and credential.erased_at is null
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
                    else true end"
    };
}

impl Filter {
    fn args(&self, issuer: IssuerId, now: i64) -> (IssuerId, String, String, String, String, String, i64) {
        (
            issuer,
            self.teacher.map(|id| id.to_string()).unwrap_or_default(),
            self.achievement.map(|id| id.to_string()).unwrap_or_default(),
            self.words.clone(),
            like(&self.words),
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
    let sql = awards!(
        filtered!(),
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
    let sql = awards!(
        filtered!(),
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
    let (number,): (i64,) = tx
        .fetch_one(
            concat!(
                "select count(*) from credential
                    left join holding on holding.credential_id = credential.credential_id ",
                filtered!()
            ),
            filter.args(issuer, now),
        )
        .await?;
    Ok(crate::store::count(number))
}

/// What was awarded in a class, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_class(tx: &mut Tx, issuer: IssuerId, class: ClassId) -> Result<Vec<AwardedRow>, StoreError> {
    let sql = awards!(
        "where credential.issuer_id = $1 and credential.class_id = $2
        order by credential.awarded_at desc, credential.credential_id"
    );
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
    let sql = awards!(
        "where credential.issuer_id = $1 and credential.learner_id = $2
        order by credential.awarded_at desc, credential.credential_id"
    );
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
    let sql = awards!(
        "where credential.issuer_id = $1 and credential.credential_id = $2
            and ($3 = '' or credential.awarded_by = $3 or exists (select 1 from class_staff
                where class_staff.class_id = credential.class_id and class_staff.account_id = $3))"
    );
    let teacher = teacher.map(|id| id.to_string()).unwrap_or_default();
    tx.fetch_optional(sql, (issuer, id, teacher)).await
}

/// How many credentials each of an institution's keys signed, as they stand now, those within
/// transcripts among them; and how many of those were revoked or withdrawn.
///
/// # Errors
/// When the database fails.
pub async fn by_key(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<(IssuerKeyId, i64, i64)>, StoreError> {
    let sql = "select issuer_key_id, count(*), count(revoked_at) from (
            select issuer_key_id, revoked_at from credential where issuer_id = $1 and erased_at is null
            union all select transcript_part.issuer_key_id, coalesce(transcript_part.withdrawn_at, credential.revoked_at)
            from transcript_part join credential on credential.credential_id = transcript_part.credential_id
            where credential.issuer_id = $1 and credential.erased_at is null) signed
        where issuer_key_id is not null group by issuer_key_id";
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
    let sql = awards!(
        "where credential.issuer_id = $1 and credential.issuer_key_id = $2 and credential.credential_id > $3
        order by credential.credential_id limit $4"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.fetch_all(sql, (issuer, key, after, i64::from(limit))).await
}
