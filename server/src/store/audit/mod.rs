//! `audit`: what was done, each act a link in the chain of its institution; `audit_payload`: who did it, to
//! what and how; `audit_chain`: where each chain ends. Links are added and never changed, which triggers see to.
//!
//! What a transaction notes joins its chains when the transaction ends: the rows that say where they end are
//! locked for that moment alone, always in the same order, so that many who write at once neither
//! leave a gap nor wait for each other in a ring.

mod chain;
mod search;

use std::collections::BTreeMap;

pub use chain::{Payload, beginning, link};
pub use search::{Filter, NamedRow, WorkerRow, name_of, page, worker};

use super::{StoreError, Tx};
use crate::id::IssuerId;

/// Acts that one statement reads or one transaction takes over, at most.
const SOME: i64 = 1_000;

/// The chain of what belongs to no institution.
pub const SERVICE: &str = "service";

/// Something that was done, before it is in its chain.
#[derive(Clone, Debug)]
pub struct NewAct {
    /// Which chain: an institution's id, or [`SERVICE`].
    pub chain: String,
    /// When.
    pub at: i64,
    /// What, such as `credential.revoked`.
    pub act: String,
    /// By whom, to what, how.
    pub payload: Payload,
}

/// Something that was done.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct ActRow {
    /// Which chain.
    pub chain: String,
    /// Its number in the chain, from 1.
    pub sequence: i64,
    /// When.
    pub at: i64,
    /// What.
    pub act: String,
    /// The hash of the payload.
    pub commitment: String,
    /// The hash of all this and of the link before it.
    pub link: String,
    /// The payload: absent where that was forgotten.
    pub salt: Option<String>,
    /// By whom.
    pub account_id: Option<String>,
    /// To what.
    pub subject: Option<String>,
    /// How and why.
    pub detail: Option<String>,
    /// What was the case before.
    pub before: Option<String>,
    /// And after.
    pub after: Option<String>,
}

impl ActRow {
    /// What lies beside the chain; `None` where that was forgotten.
    pub fn payload(&self) -> Option<Payload> {
        Some(Payload {
            salt: self.salt.clone()?,
            account: self.account_id.clone(),
            subject: self.subject.clone()?,
            detail: self.detail.clone()?,
            before: self.before.clone(),
            after: self.after.clone(),
        })
    }
}

/// Where a chain ends.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct EndRow {
    /// Which chain.
    pub chain: String,
    /// The number of the last link; 0 where there is none.
    pub sequence: i64,
    /// That link.
    pub link: String,
}

/// What an [`ActRow`] is read from.
macro_rules! acts {
    ($($rest:tt)*) => {
        concat!(
            "select audit.chain, audit.sequence, audit.at, audit.act, audit.commitment, audit.link,
                p.salt, p.account_id, p.subject, p.detail, p.before, p.after
            from audit left join audit_payload p on p.chain = audit.chain and p.sequence = audit.sequence ",
            $($rest)*
        )
    };
}
pub(super) use acts;

/// Adds acts to their chains, in this order.
pub(super) async fn append(tx: &mut Tx, acts: Vec<NewAct>) -> Result<(), StoreError> {
    let mut chains: BTreeMap<String, Vec<NewAct>> = BTreeMap::new();
    for act in acts {
        chains.entry(act.chain.clone()).or_default().push(act);
    }
    for (chain, acts) in chains {
        let mut end = lock(tx, &chain).await?;
        // Of an institution that was there before its chain.
        if end.link.is_empty() {
            end.link = beginning(&chain);
        }
        let (mut links, mut payloads) = (Vec::with_capacity(acts.len()), Vec::with_capacity(acts.len()));
        for NewAct { chain, at, act, payload } in acts {
            let commitment = payload.commitment();
            end.sequence += 1;
            end.link = link(&end.link, end.sequence, at, &act, &commitment);
            links.push((chain.clone(), end.sequence, at, act, commitment, end.link.clone()));
            let Payload { salt, account, subject, detail, before, after } = payload;
            payloads.push((chain, end.sequence, salt, account, subject, detail, before, after));
        }
        tx.insert_many("insert into audit (chain, sequence, at, act, commitment, link)", links).await?;
        let insert = "insert into audit_payload
            (chain, sequence, salt, account_id, subject, detail, before, after)";
        tx.insert_many(insert, payloads).await?;
        let sql = "update audit_chain set sequence = $2, link = $3 where chain = $1";
        tx.execute(sql, (chain, end.sequence, end.link)).await?;
    }
    Ok(())
}

/// Where a chain ends, for whoever goes on with it: nobody else does until the transaction ends.
async fn lock(tx: &mut Tx, chain: &str) -> Result<EndRow, StoreError> {
    let lock = "update audit_chain set sequence = sequence where chain = $1 returning chain, sequence, link";
    if let Some(end) = tx.fetch_optional(lock, (chain,)).await? {
        return Ok(end);
    }
    let sql = "insert into audit_chain (chain, sequence, link) values ($1, 0, $2) on conflict do nothing";
    tx.execute(sql, (chain, beginning(chain))).await?;
    tx.fetch_one(lock, (chain,)).await
}

/// Where all chains end, by their names.
///
/// # Errors
/// When the database fails.
pub async fn ends(tx: &mut Tx) -> Result<Vec<EndRow>, StoreError> {
    tx.fetch_all("select chain, sequence, link from audit_chain order by chain", ()).await
}

/// The names of all chains: of those that end somewhere, of all that has links or payloads, and of every institution.
///
/// # Errors
/// When the database fails.
pub async fn chains(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let sql =
        "select chain from audit_chain union select chain from audit union select chain from audit_payload
        union select issuer_id from issuer order by 1";
    let rows: Vec<(String,)> = tx.fetch_all(sql, ()).await?;
    Ok(rows.into_iter().map(|(chain,)| chain).collect())
}

/// How many rows a chain has, whatever their numbers.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, chain: &str) -> Result<i64, StoreError> {
    let (number,): (i64,) = tx.fetch_one("select count(*) from audit where chain = $1", (chain,)).await?;
    Ok(number)
}

/// Begins the chain of an institution that has just come.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, issuer: IssuerId) -> Result<(), StoreError> {
    let sql = "insert into audit_chain (chain, sequence, link) values ($1, 0, $2) on conflict do nothing";
    let chain = issuer.to_string();
    let link = beginning(&chain);
    tx.execute(sql, (chain, link)).await?;
    Ok(())
}

/// What follows in a chain after this link, in order: some of it.
///
/// # Errors
/// When the database fails.
pub async fn after(tx: &mut Tx, chain: &str, sequence: i64) -> Result<Vec<ActRow>, StoreError> {
    let sql = acts!("where audit.chain = $1 and audit.sequence > $2 order by audit.sequence limit $3");
    tx.fetch_all(sql, (chain, sequence, SOME)).await
}

/// What was done to one thing of an institution's, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_subject(tx: &mut Tx, issuer: IssuerId, subject: &str) -> Result<Vec<ActRow>, StoreError> {
    let sql = acts!("where p.chain = $1 and p.subject = $2 order by audit.sequence");
    tx.fetch_all(sql, (issuer.to_string(), subject)).await
}

/// Forgets who did what to whom in one act. That it was done stays in the chain.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, chain: &str, sequence: i64) -> Result<(), StoreError> {
    tx.execute("delete from audit_payload where chain = $1 and sequence = $2", (chain, sequence)).await?;
    Ok(())
}

/// Something that was done before there were chains.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EarlierRow {
    /// Its id.
    pub audit_id: String,
    /// At whose desk.
    pub issuer_id: Option<String>,
    /// By whom.
    pub account_id: Option<String>,
    /// What.
    pub act: String,
    /// To what.
    pub subject: String,
    /// How and why.
    pub detail: String,
    /// When.
    pub at: i64,
}

/// Whether anything is left that was done before there were chains.
///
/// # Errors
/// When the database fails.
pub async fn any_earlier(tx: &mut Tx) -> Result<bool, StoreError> {
    let row: Option<(String,)> = tx.fetch_optional("select audit_id from audit_before limit 1", ()).await?;
    Ok(row.is_some())
}

/// Takes some of what was done before there were chains, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn take_earlier(tx: &mut Tx) -> Result<Vec<EarlierRow>, StoreError> {
    // Who comes second waits here, and finds what is left.
    lock(tx, SERVICE).await?;
    let sql = "select audit_id, issuer_id, account_id, act, subject, detail, at from audit_before
        order by at, audit_id limit $1";
    let rows: Vec<EarlierRow> = tx.fetch_all(sql, (SOME,)).await?;
    for row in &rows {
        tx.execute("delete from audit_before where audit_id = $1", (row.audit_id.as_str(),)).await?;
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::on_each;

    fn act(chain: &str, number: i64) -> NewAct {
        let payload = Payload {
            salt: format!("{number:032}"),
            account: None,
            subject: format!("learner/{number}"),
            detail: "{}".to_owned(),
            before: None,
            after: None,
        };
        NewAct { chain: chain.to_owned(), at: number, act: "learner.enrolled".to_owned(), payload }
    }

    #[tokio::test]
    async fn many_who_write_at_once_leave_no_gap() {
        on_each(async |db| {
            let writers = (0..8).map(|writer| {
                let db = db.clone();
                tokio::spawn(async move {
                    for number in 0..5 {
                        let mut tx = db.write().await.unwrap();
                        tx.note(act("b", writer * 10 + number));
                        tx.note(act("a", writer * 10 + number));
                        tx.commit().await.unwrap();
                    }
                })
            });
            for writer in writers.collect::<Vec<_>>() {
                writer.await.unwrap();
            }
            let mut tx = db.read().await.unwrap();
            for end in ends(&mut tx).await.unwrap() {
                let rows = after(&mut tx, &end.chain, 0).await.unwrap();
                let mut previous = beginning(&end.chain);
                for (row, number) in rows.iter().zip(1..) {
                    assert_eq!(row.sequence, number);
                    assert_eq!(row.commitment, row.payload().unwrap().commitment());
                    previous = link(&previous, number, row.at, &row.act, &row.commitment);
                    assert_eq!(row.link, previous);
                }
                assert_eq!((rows.len(), end.sequence, end.link), (40, 40, previous));
            }
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_in_a_chain_is_not_changed_or_removed() {
        on_each(async |db| {
            let mut tx = db.write().await.unwrap();
            tx.note(act("a", 1));
            tx.commit().await.unwrap();
            for sql in ["update audit set act = 'x'", "delete from audit"] {
                let mut tx = db.write().await.unwrap();
                assert!(tx.execute("delete from audit_payload", ()).await.is_ok(), "beside the chain it may");
                let refused = tx.execute(sql, ()).await;
                assert!(refused.is_err(), "{sql}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_not_committed_is_not_noted() {
        on_each(async |db| {
            let mut tx = db.write().await.unwrap();
            tx.note(act("a", 1));
            drop(tx);
            assert_eq!(ends(&mut db.read().await.unwrap()).await.unwrap(), []);
        })
        .await;
    }
}
