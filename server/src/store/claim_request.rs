//! `claim_request`: who has asked by an open link; each account once.

use super::{StoreError, Tx};
use crate::id::{AccountId, ClaimLinkId, ClaimRequestId, CredentialId};

/// Somebody who has asked.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ClaimRequestRow {
    /// Its id.
    pub claim_request_id: ClaimRequestId,
    /// By which link.
    pub claim_link_id: ClaimLinkId,
    /// Who.
    pub account_id: AccountId,
    /// The name that stands on the award.
    pub name: String,
    /// The proven address it goes to.
    pub email: String,
    /// `waiting`, `issued` or `declined`.
    pub state: String,
    /// What was issued.
    pub credential_id: Option<CredentialId>,
    /// When.
    pub asked_at: i64,
    /// When somebody decided.
    pub decided_at: Option<i64>,
}

/// Adds a request that waits; false when this account has asked by this link before.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ClaimRequestRow) -> Result<bool, StoreError> {
    let sql = "insert into claim_request (claim_request_id, claim_link_id, account_id, name, email, state, asked_at)
        values ($1, $2, $3, $4, $5, 'waiting', $6) on conflict do nothing";
    let (name, email) = (row.name.as_str(), row.email.as_str());
    let args = (row.claim_request_id, row.claim_link_id, row.account_id, name, email, row.asked_at);
    Ok(tx.execute(sql, args).await? == 1)
}

/// What an account has asked for by a link.
///
/// # Errors
/// When the database fails.
pub async fn of_account(
    tx: &mut Tx,
    link: ClaimLinkId,
    account: AccountId,
) -> Result<Option<ClaimRequestRow>, StoreError> {
    let sql =
        "select claim_request_id, claim_link_id, account_id, name, email, state, credential_id, asked_at,
            decided_at
        from claim_request where claim_link_id = $1 and account_id = $2";
    tx.fetch_optional(sql, (link, account)).await
}

/// Who has asked by a link: those who wait first, then the newest.
///
/// # Errors
/// When the database fails.
pub async fn of_link(tx: &mut Tx, link: ClaimLinkId, limit: u32) -> Result<Vec<ClaimRequestRow>, StoreError> {
    let sql =
        "select claim_request_id, claim_link_id, account_id, name, email, state, credential_id, asked_at,
            decided_at
        from claim_request where claim_link_id = $1
        order by case state when 'waiting' then 0 else 1 end, asked_at desc, claim_request_id desc limit $2";
    tx.fetch_all(sql, (link, i64::from(limit))).await
}

/// Those who wait, oldest first: one of them, or all.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    tx: &mut Tx,
    link: ClaimLinkId,
    one: Option<ClaimRequestId>,
    limit: u32,
) -> Result<Vec<ClaimRequestRow>, StoreError> {
    let sql =
        "select claim_request_id, claim_link_id, account_id, name, email, state, credential_id, asked_at,
            decided_at
        from claim_request
        where claim_link_id = $1 and state = 'waiting' and (cast($2 as text) is null or claim_request_id = $2)
        order by asked_at, claim_request_id limit $3";
    tx.fetch_all(sql, (link, one, i64::from(limit))).await
}

/// Notes what was issued, or that nothing is going to be; false when somebody decided before.
///
/// # Errors
/// When the database fails.
pub async fn decide(
    tx: &mut Tx,
    id: ClaimRequestId,
    credential: Option<CredentialId>,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "update claim_request set state = $2, credential_id = $3, decided_at = $4
        where claim_request_id = $1 and state = 'waiting'";
    let state = if credential.is_some() { "issued" } else { "declined" };
    Ok(tx.execute(sql, (id, state, credential, now)).await? == 1)
}

/// Forgets what was decided by `before` and by links that are closed, so that nobody asks once more; what was
/// awarded stays.
///
/// # Errors
/// When the database fails.
pub async fn delete_decided(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    let sql = "delete from claim_request where decided_at <= $1
        and claim_link_id in (select claim_link_id from claim_link where state = 'closed')";
    tx.execute(sql, (before,)).await
}
