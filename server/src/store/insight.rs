//! `insight`: how often what an institution awarded was opened where it was shared, and verified.
//! Numbers by achievement and month, and nothing about who.

use super::{StoreError, Tx};
use crate::id::{AchievementId, IssuerId};

/// How often something happened in a month.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, sqlx::FromRow)]
pub struct InsightRow {
    /// Who awarded.
    pub issuer_id: IssuerId,
    /// What.
    pub achievement_id: AchievementId,
    /// When, in UTC, such as `2026-11`.
    pub month: String,
    /// `shared` or `verified`.
    pub kind: String,
    /// How often.
    pub count: i64,
}

/// Adds to what was counted.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, row: &InsightRow) -> Result<(), StoreError> {
    let sql = "insert into insight (issuer_id, achievement_id, month, kind, count) values ($1, $2, $3, $4, 0)
        on conflict do nothing";
    let (month, kind) = (row.month.as_str(), row.kind.as_str());
    tx.execute(sql, (row.issuer_id, row.achievement_id, month, kind)).await?;
    let sql = "update insight set count = count + $5
        where issuer_id = $1 and achievement_id = $2 and month = $3 and kind = $4";
    tx.execute(sql, (row.issuer_id, row.achievement_id, month, kind, row.count)).await?;
    Ok(())
}

/// What was counted for an institution in a month and later.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId, from: &str) -> Result<Vec<InsightRow>, StoreError> {
    let sql = "select issuer_id, achievement_id, month, kind, count from insight
        where issuer_id = $1 and month >= $2 order by month, achievement_id, kind";
    tx.fetch_all(sql, (issuer, from)).await
}

/// Notes that counting has begun, where it had not.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, now: i64) -> Result<(), StoreError> {
    tx.execute("insert into insight_since (one, at) values (1, $1) on conflict do nothing", (now,)).await?;
    Ok(())
}

/// Since when it is counted.
///
/// # Errors
/// When the database fails.
pub async fn since(tx: &mut Tx) -> Result<Option<i64>, StoreError> {
    let row: Option<(i64,)> = tx.fetch_optional("select at from insight_since", ()).await?;
    Ok(row.map(|(at,)| at))
}

#[cfg(test)]
mod tests {
    use crate::{
        app::App,
        flows::testing::{achievement, desk, with_app},
    };

    use super::*;

    async fn counted(app: &App, issuer: IssuerId, from: &str) -> Vec<(String, i64)> {
        let rows = of_issuer(&mut app.db.read().await.unwrap(), issuer, from).await.unwrap();
        rows.into_iter().map(|row| (format!("{} {}", row.month, row.kind), row.count)).collect()
    }

    #[tokio::test]
    async fn what_is_added_adds_up_by_month_and_kind() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let (achievement_id, issuer_id) = (achievement(&app, &staff).await, staff.desks[0].issuer);
            let mut tx = app.db.write().await.unwrap();
            for (month, kind, count) in [
                ("2026-10", "shared", 1),
                ("2026-11", "shared", 2),
                ("2026-11", "shared", 3),
                ("2026-11", "verified", 4),
            ] {
                let (month, kind) = (month.to_owned(), kind.to_owned());
                add(&mut tx, &InsightRow { issuer_id, achievement_id, month, kind, count }).await.unwrap();
            }
            begin(&mut tx, 7).await.unwrap();
            begin(&mut tx, 8).await.unwrap();
            tx.commit().await.unwrap();
            let some = |name: &str, count| (name.to_owned(), count);
            let november = [some("2026-11 shared", 5), some("2026-11 verified", 4)];
            assert_eq!(counted(&app, issuer_id, "2026-11").await, november);
            assert_eq!(counted(&app, issuer_id, "2026-01").await.len(), 3);
            assert_eq!(since(&mut app.db.read().await.unwrap()).await.unwrap(), Some(7));
        })
        .await;
    }
}
