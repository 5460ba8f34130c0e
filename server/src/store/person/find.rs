//! Whom an address belongs to, and what is theirs.

use super::{StoreError, Tx, text};
use crate::id::{AccountId, CredentialId, IssuerId, LearnerId};

/// Whoever a learner is at one institution.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct AsLearner {
    /// Their id.
    pub learner_id: LearnerId,
    /// Who teaches them.
    pub issuer_id: IssuerId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// Their DID.
    pub did: Option<String>,
    /// The institution's number for them.
    pub source_id: Option<String>,
    /// What the school's system calls them,
    pub sourced_id: Option<String>,
    /// and as which person it knows them.
    pub master_id: Option<String>,
}

/// A credential of theirs.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, sqlx::FromRow)]
pub struct AsRecipient {
    /// Its id.
    pub credential_id: CredentialId,
    /// Who issued it.
    pub issuer_id: IssuerId,
    /// As which learner it was awarded to them.
    pub learner_id: Option<LearnerId>,
    /// Their name in it.
    pub recipient_name: String,
    /// Their address in it; may be empty.
    pub recipient_email: String,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// An account in which credentials of a learner are.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct AsHolder {
    /// Its id.
    pub account_id: AccountId,
    /// Its name; may be empty.
    pub name: String,
    /// Credentials in it that were awarded to others.
    pub others: i64,
}

macro_rules! learners {
    ($whose:literal) => {
        concat!(
            "select learner_id, issuer_id, name, email, did, source_id, sourced_id, master_id from learner where ",
            $whose,
            " order by learner_id"
        )
    };
}

macro_rules! credentials {
    ($whose:literal) => {
        concat!(
            "select credential_id, issuer_id, learner_id, recipient_name, recipient_email, revoked_at from credential
                where erased_at is null and ",
            $whose,
            " order by credential_id"
        )
    };
}

/// A learner, at whichever institution.
///
/// # Errors
/// When the database fails.
pub async fn learner(tx: &mut Tx, id: LearnerId) -> Result<Option<AsLearner>, StoreError> {
    tx.fetch_optional(learners!("learner_id = $1"), (id,)).await
}

/// Those whom the school's system says to be the same person as a learner.
///
/// # Errors
/// When the database fails.
pub async fn twins(tx: &mut Tx, id: LearnerId) -> Result<Vec<AsLearner>, StoreError> {
    let sql = learners!("same_as = $1 or learner_id = (select same_as from learner where learner_id = $1)");
    tx.fetch_all(sql, (id,)).await
}

/// The learners with an address, and those to whom something was awarded at it, at whichever institution.
///
/// # Errors
/// When the database fails.
pub async fn learners_at(tx: &mut Tx, email: &str) -> Result<Vec<AsLearner>, StoreError> {
    let sql = learners!(
        "email = $1 or learner_id in (select learner_id from credential
            where recipient_email = $1 and learner_id is not null and revoked_at is null)"
    );
    tx.fetch_all(sql, (email,)).await
}

/// What was awarded to a learner.
///
/// # Errors
/// When the database fails.
pub async fn credentials_of(tx: &mut Tx, learner: LearnerId) -> Result<Vec<AsRecipient>, StoreError> {
    tx.fetch_all(credentials!("learner_id = $1"), (learner,)).await
}

/// What was awarded to whoever has an address, and to no learner.
///
/// # Errors
/// When the database fails.
pub async fn credentials_at(tx: &mut Tx, email: &str) -> Result<Vec<AsRecipient>, StoreError> {
    tx.fetch_all(credentials!("recipient_email = $1 and learner_id is null"), (email,)).await
}

/// What institutions here awarded that is in a wallet.
///
/// # Errors
/// When the database fails.
pub async fn held_by(tx: &mut Tx, account: AccountId) -> Result<Vec<AsRecipient>, StoreError> {
    let sql = credentials!(
        "credential_id in (select credential_id from holding where account_id = $1 and credential_id is not null)"
    );
    tx.fetch_all(sql, (account,)).await
}

/// The accounts that hold what was awarded to a learner and stands.
///
/// # Errors
/// When the database fails.
pub async fn holders_of(tx: &mut Tx, learner: LearnerId) -> Result<Vec<AsHolder>, StoreError> {
    let sql = "select account.account_id, account.name, (select count(*) from holding
                join credential on credential.credential_id = holding.credential_id
                where holding.account_id = account.account_id
                    and (credential.learner_id is null or credential.learner_id <> $1)) as others
        from account where account.account_id in (select holding.account_id from holding
            join credential on credential.credential_id = holding.credential_id
            where credential.learner_id = $1 and credential.revoked_at is null)
        order by account.account_id";
    tx.fetch_all(sql, (learner,)).await
}

/// The name of an account; empty where it has none.
///
/// # Errors
/// When the database fails.
pub async fn name_of_account(tx: &mut Tx, account: AccountId) -> Result<String, StoreError> {
    let row: Option<(String,)> =
        tx.fetch_optional("select name from account where account_id = $1", (account,)).await?;
    Ok(row.map(|(name,)| name).unwrap_or_default())
}

/// The names of those who asked for something by a claim link with an address: at one institution, or at all.
///
/// # Errors
/// When the database fails.
pub async fn asked_at(tx: &mut Tx, issuer: Option<IssuerId>, email: &str) -> Result<Vec<String>, StoreError> {
    let sql = "select distinct name from claim_request where email = $1 and ($2 = '' or claim_link_id in (
        select claim_link_id from claim_link where issuer_id = $2)) order by name";
    let rows: Vec<(String,)> = tx.fetch_all(sql, (email, text(issuer))).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
