//! Whose credential's page answers everybody: `holding.public_at`, of what was issued here alone.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId};

/// Turns it on or off for a credential that was issued here and is in this wallet; false when there is none. What is
/// on keeps its first moment.
///
/// # Errors
/// When the database fails.
pub async fn turn(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    since: Option<i64>,
) -> Result<bool, StoreError> {
    let sql = "update holding set public_at = case when cast($3 as bigint) is null then null
            else coalesce(public_at, cast($3 as bigint)) end
        where account_id = $1 and credential_id = $2 and removed_at is null";
    Ok(tx.execute(sql, (account, id, since)).await? == 1)
}

/// Whether it is on for a credential that was issued here and is in this wallet; `None` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn is_on(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<Option<bool>, StoreError> {
    let sql = "select public_at is not null from holding
        where account_id = $1 and credential_id = $2 and removed_at is null";
    let row: Option<(bool,)> = tx.fetch_optional(sql, (account, id)).await?;
    Ok(row.map(|(on,)| on))
}

/// Who turned it on for a credential that is still in their wallet; `None` where nobody did.
///
/// # Errors
/// When the database fails.
pub async fn holder(tx: &mut Tx, id: CredentialId) -> Result<Option<AccountId>, StoreError> {
    let sql = "select account_id from holding
        where credential_id = $1 and removed_at is null and public_at is not null";
    let row: Option<(AccountId,)> = tx.fetch_optional(sql, (id,)).await?;
    Ok(row.map(|(account,)| account))
}

/// The credentials of a wallet for which it is on, with what was awarded by name, the last that was turned on first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<(CredentialId, String)>, StoreError> {
    let sql = "select holding.credential_id, achievement.name
        from holding join credential on credential.credential_id = holding.credential_id
            join achievement on achievement.achievement_id = credential.achievement_id
        where holding.account_id = $1 and holding.removed_at is null and holding.public_at is not null
            and credential.erased_at is null
        order by holding.public_at desc, holding.credential_id";
    tx.fetch_all(sql, (account,)).await
}
