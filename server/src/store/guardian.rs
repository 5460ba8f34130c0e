//! `guardian`: who looks after which learner's wallet with them, for which institution, until when.
//!
//! It is in force while both have said yes and neither its end has come nor anybody ended it: every statement that
//! gives a right asks for all of that, at the moment it is given.

use super::{StoreError, Tx};
use crate::id::{AccountId, GuardianId, IssuerId, LearnerId};

/// Somebody who looks after a learner's wallet, or is asked to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct GuardianRow {
    /// Its id.
    pub guardian_id: GuardianId,
    /// Who invited them.
    pub issuer_id: IssuerId,
    /// For which of its learners.
    pub learner_id: LearnerId,
    /// The learner's account, once they have agreed.
    pub learner_account_id: Option<AccountId>,
    /// The address that was invited.
    pub email: String,
    /// The guardian's account, once they have accepted.
    pub account_id: Option<AccountId>,
    /// When the last letter went out.
    pub invited_at: i64,
    /// When the guardian accepted.
    pub accepted_at: Option<i64>,
    /// When the learner agreed.
    pub agreed_at: Option<i64>,
    /// From when on it is over.
    pub ends_at: i64,
    /// When it was ended before that,
    pub ended_at: Option<i64>,
    /// and by whom: `institution`, `guardian` or `learner`.
    pub ended_by: Option<String>,
}

impl GuardianRow {
    /// Whether it is over, by its day or because somebody ended it.
    pub fn is_over(&self, now: i64) -> bool {
        self.ended_at.is_some() || self.ends_at <= now
    }

    /// Whether it is in force.
    pub fn is_in_force(&self, now: i64) -> bool {
        self.accepted_at.is_some() && self.agreed_at.is_some() && !self.is_over(now)
    }
}

/// The same with names.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NamedRow {
    /// The row.
    #[sqlx(flatten)]
    pub row: GuardianRow,
    /// The institution's name,
    pub issuer_name: String,
    /// and the language of its letters.
    pub issuer_language: String,
    /// What the institution calls the learner,
    pub learner_name: String,
    /// and the address that it has of them; empty where it has none.
    pub learner_email: String,
    /// What the guardian is called; empty before they accept, and where they have not said.
    pub guardian_name: String,
}

/// What a [`NamedRow`] is read from, up to the `where`.
macro_rules! named {
    ($($rest:tt)*) => {
        concat!(
            "select guardian.guardian_id, guardian.issuer_id, guardian.learner_id, guardian.learner_account_id,
                guardian.email, guardian.account_id, guardian.invited_at, guardian.accepted_at,
                guardian.agreed_at, guardian.ends_at, guardian.ended_at, guardian.ended_by,
                issuer.name as issuer_name, issuer.language as issuer_language,
                learner.name as learner_name, coalesce(learner.email, '') as learner_email,
                coalesce(account.name, '') as guardian_name
            from guardian
                join issuer on issuer.issuer_id = guardian.issuer_id
                join learner on learner.learner_id = guardian.learner_id
                left join account on account.account_id = guardian.account_id ",
            $($rest)*
        )
    };
}

/// Adds an invitation.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &GuardianRow) -> Result<(), StoreError> {
    let sql = "insert into guardian (guardian_id, issuer_id, learner_id, email, invited_at, ends_at)
        values ($1, $2, $3, $4, $5, $6)";
    let args =
        (row.guardian_id, row.issuer_id, row.learner_id, row.email.as_str(), row.invited_at, row.ends_at);
    tx.execute(sql, args).await?;
    Ok(())
}

/// One by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: GuardianId) -> Result<Option<NamedRow>, StoreError> {
    tx.fetch_optional(named!("where guardian.guardian_id = $1"), (id,)).await
}

/// Locks one until the transaction ends; says whether there is such a one.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, id: GuardianId) -> Result<bool, StoreError> {
    let sql = "update guardian set guardian_id = guardian_id where guardian_id = $1";
    Ok(tx.execute(sql, (id,)).await? == 1)
}

/// A learner's, the last invited first.
///
/// # Errors
/// When the database fails.
pub async fn of_learner(
    tx: &mut Tx,
    issuer: IssuerId,
    learner: LearnerId,
) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where guardian.issuer_id = $1 and guardian.learner_id = $2
            order by guardian.invited_at desc, guardian.guardian_id desc"
    );
    tx.fetch_all(sql, (issuer, learner)).await
}

/// Those that concern an account as the learner: whom it has agreed to, and, as far as they are not over, whom one
/// of its addresses is asked about. The last invited first.
///
/// # Errors
/// When the database fails.
pub async fn of_ward(tx: &mut Tx, account: AccountId, now: i64) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where guardian.learner_account_id = $1
            or (guardian.learner_account_id is null and guardian.ended_at is null and guardian.ends_at > $2
                and learner.email in (select email from address where account_id = $1))
            order by guardian.invited_at desc, guardian.guardian_id desc"
    );
    tx.fetch_all(sql, (account, now)).await
}

/// Those that ask an account, at one of its addresses, to be the guardian and can still be accepted; the last invited
/// first.
///
/// * `after`: when the last letter went out, at the earliest.
///
/// # Errors
/// When the database fails.
pub async fn inviting(
    tx: &mut Tx,
    account: AccountId,
    after: i64,
    now: i64,
) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where guardian.email in (select email from address where account_id = $1)
            and guardian.accepted_at is null and guardian.ended_at is null
            and guardian.invited_at > $2 and guardian.ends_at > $3
            order by guardian.invited_at desc, guardian.guardian_id desc"
    );
    tx.fetch_all(sql, (account, after, now)).await
}

/// Those in which an account is the guardian and that are in force, by the learner's name.
///
/// # Errors
/// When the database fails.
pub async fn of_guardian(tx: &mut Tx, account: AccountId, now: i64) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where guardian.account_id = $1 and guardian.accepted_at is not null
            and guardian.agreed_at is not null and guardian.ended_at is null and guardian.ends_at > $2
            order by learner.name, guardian.guardian_id"
    );
    tx.fetch_all(sql, (account, now)).await
}

/// Those of a learner's account that are in force, the first accepted first.
///
/// # Errors
/// When the database fails.
pub async fn in_force(tx: &mut Tx, learner: AccountId, now: i64) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where guardian.learner_account_id = $1 and guardian.accepted_at is not null
            and guardian.agreed_at is not null and guardian.ended_at is null and guardian.ends_at > $2
            order by guardian.accepted_at, guardian.guardian_id"
    );
    tx.fetch_all(sql, (learner, now)).await
}

/// Those of a learner's account that are in force and whose institution wants links approved, the first accepted
/// first; a link needs no approval where there is none.
///
/// # Errors
/// When the database fails.
pub async fn approvers(tx: &mut Tx, learner: AccountId, now: i64) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where guardian.learner_account_id = $1 and guardian.accepted_at is not null
            and guardian.agreed_at is not null and guardian.ended_at is null and guardian.ends_at > $2
            and issuer.guardian_approval
            order by guardian.accepted_at, guardian.guardian_id"
    );
    tx.fetch_all(sql, (learner, now)).await
}

/// Notes that its letter goes out again, and the day until when.
///
/// # Errors
/// When the database fails.
pub async fn invite_again(tx: &mut Tx, id: GuardianId, ends_at: i64, now: i64) -> Result<(), StoreError> {
    let sql = "update guardian set invited_at = $2, ends_at = $3 where guardian_id = $1";
    tx.execute(sql, (id, now, ends_at)).await?;
    Ok(())
}

/// Notes that the guardian accepts; false when they have, or it is over.
///
/// # Errors
/// When the database fails.
pub async fn accept(tx: &mut Tx, id: GuardianId, by: AccountId, now: i64) -> Result<bool, StoreError> {
    let sql = "update guardian set account_id = $2, accepted_at = $3
        where guardian_id = $1 and accepted_at is null and ended_at is null and ends_at > $3";
    Ok(tx.execute(sql, (id, by, now)).await? == 1)
}

/// Notes that the learner agrees; false when they have, or it is over.
///
/// # Errors
/// When the database fails.
pub async fn agree(tx: &mut Tx, id: GuardianId, by: AccountId, now: i64) -> Result<bool, StoreError> {
    let sql = "update guardian set learner_account_id = $2, agreed_at = $3
        where guardian_id = $1 and agreed_at is null and ended_at is null and ends_at > $3";
    Ok(tx.execute(sql, (id, by, now)).await? == 1)
}

/// Gives it another end; false when it is over.
///
/// # Errors
/// When the database fails.
pub async fn move_end(tx: &mut Tx, id: GuardianId, ends_at: i64, now: i64) -> Result<bool, StoreError> {
    let sql = "update guardian set ends_at = $2
        where guardian_id = $1 and ended_at is null and ends_at > $3";
    Ok(tx.execute(sql, (id, ends_at, now)).await? == 1)
}

/// Ends it; false when it is over.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, id: GuardianId, by: &str, now: i64) -> Result<bool, StoreError> {
    let sql = "update guardian set ended_at = $3, ended_by = $2
        where guardian_id = $1 and ended_at is null and ends_at > $3";
    Ok(tx.execute(sql, (id, by, now)).await? == 1)
}

/// Takes an invitation away that the guardian has not accepted; false when there is none.
///
/// # Errors
/// When the database fails.
pub async fn delete_open(tx: &mut Tx, id: GuardianId) -> Result<bool, StoreError> {
    let sql = "delete from guardian where guardian_id = $1 and accepted_at is null";
    Ok(tx.execute(sql, (id,)).await? == 1)
}

/// Forgets invitations that nobody accepted and whose last letter went out by `before`.
///
/// # Errors
/// When the database fails.
pub async fn delete_unaccepted(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from guardian where accepted_at is null and invited_at <= $1", (before,)).await
}
