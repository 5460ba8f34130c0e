//! `sign_in`: mailed links. The link's token is kept as its hash.

use super::{StoreError, Tx, count};

/// A link that still works.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SignIn {
    /// Whom it signs in.
    pub email: String,
    /// Where it leads.
    pub next: String,
}

/// A link to be.
#[derive(Clone, Debug)]
pub struct NewSignIn {
    /// SHA-256 of its token.
    pub token_hash: String,
    /// Whom it signs in.
    pub email: String,
    /// Where it leads.
    pub next: String,
    /// Whether its addressee asked for it, and did not just get it with an award.
    pub asked: bool,
    /// Until when it works.
    pub expires_at: i64,
}

/// Adds links.
///
/// # Errors
/// When the database fails.
pub async fn insert_many(tx: &mut Tx, links: Vec<NewSignIn>, now: i64) -> Result<(), StoreError> {
    let sql = "insert into sign_in (token_hash, email, next, asked, created_at, expires_at)";
    let row = |new: NewSignIn| (new.token_hash, new.email, new.next, new.asked, now, new.expires_at);
    tx.insert_many(sql, links.into_iter().map(row)).await
}

/// A link that still works, left as it is.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<SignIn>, StoreError> {
    let sql = "select email, next from sign_in
        where token_hash = $1 and used_at is null and expires_at > $2";
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// Spends a link: of several who try, one gets it.
///
/// # Errors
/// When the database fails.
pub async fn spend(tx: &mut Tx, token_hash: &str, now: i64) -> Result<Option<SignIn>, StoreError> {
    let sql = "update sign_in set used_at = $2
        where token_hash = $1 and used_at is null and expires_at > $2
        returning email, next";
    tx.fetch_optional(sql, (token_hash, now)).await
}

/// How many links an address has asked for since `since`, and when it asked for the first of
/// them.
///
/// # Errors
/// When the database fails.
pub async fn asked_since(tx: &mut Tx, email: &str, since: i64) -> Result<(u64, Option<i64>), StoreError> {
    let sql = "select count(*), min(created_at) from sign_in
        where email = $1 and asked and created_at > $2";
    let (number, first): (i64, Option<i64>) = tx.fetch_one(sql, (email, since)).await?;
    Ok((count(number), first))
}

/// Forgets links that have run out by `now`, and those spent by `spent_by`.
///
/// # Errors
/// When the database fails.
pub async fn delete_done(tx: &mut Tx, now: i64, spent_by: i64) -> Result<u64, StoreError> {
    tx.execute("delete from sign_in where expires_at <= $1 or used_at <= $2", (now, spent_by)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::on_each;

    #[tokio::test]
    async fn a_link_is_spent_once_and_not_after_its_time() {
        on_each(async |db| {
            let mut tx = db.write().await.unwrap();
            let new = NewSignIn {
                token_hash: "h".to_owned(),
                email: "a@a.example".to_owned(),
                next: "/wallet".to_owned(),
                asked: true,
                expires_at: 10,
            };
            insert_many(&mut tx, vec![new], 1).await.unwrap();
            assert_eq!(look(&mut tx, "h", 9).await.unwrap().unwrap().next, "/wallet");
            assert!(spend(&mut tx, "h", 10).await.unwrap().is_none());
            assert_eq!(spend(&mut tx, "h", 9).await.unwrap().unwrap().email, "a@a.example");
            assert!(spend(&mut tx, "h", 9).await.unwrap().is_none());
            assert!(look(&mut tx, "h", 9).await.unwrap().is_none());
            assert_eq!(asked_since(&mut tx, "a@a.example", 0).await.unwrap(), (1, Some(1)));
            assert_eq!(asked_since(&mut tx, "a@a.example", 1).await.unwrap(), (0, None));
            assert_eq!(delete_done(&mut tx, 9, 8).await.unwrap(), 0);
            assert_eq!(delete_done(&mut tx, 9, 9).await.unwrap(), 1);
        })
        .await;
    }
}
