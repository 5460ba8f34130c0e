//! `address`: e-mail addresses that somebody has proven to read.
//!
//! Kept in one spelling, [`Email`](crate::flows::Email), so that equal text is equal address.

use super::{StoreError, Tx};
use crate::id::AccountId;

/// Gives an address to an account; false when somebody has it already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, email: &str, account: AccountId, now: i64) -> Result<bool, StoreError> {
    let sql = "insert into address (email, account_id, verified_at) values ($1, $2, $3)
        on conflict do nothing";
    Ok(tx.execute(sql, (email, account, now)).await? == 1)
}

/// Whose address this is.
///
/// # Errors
/// When the database fails.
pub async fn owner(tx: &mut Tx, email: &str) -> Result<Option<AccountId>, StoreError> {
    let row: Option<(AccountId,)> =
        tx.fetch_optional("select account_id from address where email = $1", (email,)).await?;
    Ok(row.map(|(id,)| id))
}

/// An account's addresses, first proven first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "select email from address where account_id = $1 order by verified_at, email";
    let rows: Vec<(String,)> = tx.fetch_all(sql, (account,)).await?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{account, testing::on_each};

    #[tokio::test]
    async fn an_address_belongs_to_one_account() {
        on_each(async |db| {
            let (ada, ben) = (
                "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
                "01890a5d-ac96-774b-bcce-b302099a8058".parse().unwrap(),
            );
            let mut tx = db.write().await.unwrap();
            account::insert(&mut tx, ada, "Ada", 1).await.unwrap();
            account::insert(&mut tx, ben, "Ben", 1).await.unwrap();
            assert!(insert(&mut tx, "a@a.example", ada, 2).await.unwrap());
            assert!(insert(&mut tx, "a2@a.example", ada, 1).await.unwrap());
            assert!(!insert(&mut tx, "a@a.example", ben, 3).await.unwrap());
            assert_eq!(owner(&mut tx, "a@a.example").await.unwrap(), Some(ada));
            assert_eq!(owner(&mut tx, "b@a.example").await.unwrap(), None);
            assert_eq!(of_account(&mut tx, ada).await.unwrap(), ["a2@a.example", "a@a.example"]);
        })
        .await;
    }
}
