//! `claim_try`: wrong code words, by link and account.

use super::{StoreError, Tx};
use crate::id::{AccountId, ClaimLinkId};

/// How often an account was wrong since `since`, and when first.
///
/// # Errors
/// When the database fails.
pub async fn wrong_since(
    tx: &mut Tx,
    link: ClaimLinkId,
    account: AccountId,
    since: i64,
) -> Result<Option<(i64, i64)>, StoreError> {
    let sql = "select wrong, first_at from claim_try
        where claim_link_id = $1 and account_id = $2 and first_at > $3";
    tx.fetch_optional(sql, (link, account, since)).await
}

/// Counts one more; what was counted up to `since` is forgotten.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    link: ClaimLinkId,
    account: AccountId,
    since: i64,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "update claim_try set wrong = case when first_at > $3 then wrong + 1 else 1 end,
            first_at = case when first_at > $3 then first_at else $4 end
        where claim_link_id = $1 and account_id = $2";
    if tx.execute(sql, (link, account, since, now)).await? == 0 {
        let sql = "insert into claim_try (claim_link_id, account_id, wrong, first_at) values ($1, $2, 1, $3)
            on conflict do nothing";
        tx.execute(sql, (link, account, now)).await?;
    }
    Ok(())
}

/// Forgets what was counted from before `before` on.
///
/// # Errors
/// When the database fails.
pub async fn delete_older(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from claim_try where first_at <= $1", (before,)).await
}
