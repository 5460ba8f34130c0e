//! `address`: e-mail addresses that somebody has proven to read.
//!
//! Kept in one spelling, [`Email`](crate::flows::Email), so that equal text is equal address.

use super::{StoreError, Tx, account as person};
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

/// An account's addresses: the one that letters go to, then the others, first proven first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "select email from address where account_id = $1
        order by coalesce(chosen_at, 0) desc, verified_at, email";
    let rows: Vec<(String,)> = tx.fetch_all(sql, (account,)).await?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}

/// Makes an address the one that letters go to; false when it is not this account's.
///
/// # Errors
/// When the database fails.
pub async fn choose(tx: &mut Tx, email: &str, account: AccountId, now: i64) -> Result<bool, StoreError> {
    let sql = "update address set chosen_at = $3 where email = $1 and account_id = $2";
    Ok(tx.execute(sql, (email, account, now)).await? == 1)
}

/// Takes an address away from an account, unless it is the only one; false then, and when it is not theirs.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, email: &str, account: AccountId) -> Result<bool, StoreError> {
    // Of two who take away the last two, one finds one left.
    person::lock(tx, account).await?;
    let sql = "delete from address where email = $1 and account_id = $2
        and (select count(*) from address where account_id = $2) > 1";
    Ok(tx.execute(sql, (email, account)).await? == 1)
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
            assert!(choose(&mut tx, "a@a.example", ada, 5).await.unwrap());
            assert!(!choose(&mut tx, "a@a.example", ben, 5).await.unwrap());
            assert_eq!(of_account(&mut tx, ada).await.unwrap(), ["a@a.example", "a2@a.example"]);
            assert!(!delete(&mut tx, "a@a.example", ben).await.unwrap());
            assert!(delete(&mut tx, "a@a.example", ada).await.unwrap());
            assert!(!delete(&mut tx, "a2@a.example", ada).await.unwrap(), "the last one stays");
        })
        .await;
    }
}
