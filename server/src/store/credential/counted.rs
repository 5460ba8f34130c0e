//! How many awards there are, and to how many people: for whoever wants numbers and no persons.

use crate::{
    id::{AchievementId, IssuerId},
    store::{StoreError, Tx},
};

/// What counts as an award of an institution; `$1`. What is in a transcript counts with it, as one.
macro_rules! counted {
    () => {
        "credential.issuer_id = $1"
    };
}

/// Whose an award is, as far as that can be told without looking at accounts. Rather one person for two who share an
/// address than two for one: a learner and whoever was awarded at their address are the same.
macro_rules! whose {
    () => {
        "coalesce((select nullif(learner.email, '') from learner where learner.learner_id = credential.learner_id),
            nullif(credential.recipient_email, ''), credential.learner_id, credential.recipient_did,
            credential.recipient_name)"
    };
}

/// Awards of one month, in UTC.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct MonthRow {
    /// Such as `2026-11`.
    pub month: String,
    /// How many.
    pub count: i64,
    /// To how many people.
    pub persons: i64,
}

/// Awards from a moment on, and people in all.
#[derive(Clone, Debug, Default, Eq, PartialEq, sqlx::FromRow)]
pub struct CountRow {
    /// How many were issued from then on,
    pub issued: i64,
    /// and to how many people.
    pub issued_persons: i64,
    /// How many were claimed from then on,
    pub claimed: i64,
    /// and by how many people.
    pub claimed_persons: i64,
    /// How many people have ever been awarded,
    pub ever: i64,
    /// and how many wallets it is in.
    pub holders: i64,
}

/// The same of one achievement.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct AchievementCountRow {
    /// Which.
    pub achievement_id: AchievementId,
    /// Its name.
    pub name: String,
    /// The numbers.
    #[sqlx(flatten)]
    pub counts: CountRow,
}

/// Each month of a column of milliseconds, from `$2` on.
macro_rules! by_month {
    ($month:literal, $column:literal, $join:literal) => {
        concat!(
            "select ",
            $month,
            " as month, count(*) as count, count(distinct ",
            whose!(),
            ") as persons from credential ",
            $join,
            " where ",
            counted!(),
            " and ",
            $column,
            " >= $2 group by 1 order by 1"
        )
    };
}

/// What a [`CountRow`] is read from.
macro_rules! counts {
    () => {
        concat!(
            "count(case when credential.awarded_at >= $2 then 1 end) as issued,
            count(distinct case when credential.awarded_at >= $2 then ",
            whose!(),
            " end) as issued_persons,
            count(case when holding.held_at >= $2 then 1 end) as claimed,
            count(distinct case when holding.held_at >= $2 then ",
            whose!(),
            " end) as claimed_persons,
            count(distinct ",
            whose!(),
            ") as ever, count(distinct holding.account_id) as holders"
        )
    };
}

/// What an institution issued, by month, from a moment on.
///
/// # Errors
/// When the database fails.
pub async fn issued_by_month(tx: &mut Tx, issuer: IssuerId, from: i64) -> Result<Vec<MonthRow>, StoreError> {
    let sql = tx.either(
        by_month!("strftime('%Y-%m', awarded_at / 1000, 'unixepoch')", "awarded_at", ""),
        by_month!("to_char(to_timestamp(awarded_at / 1000) at time zone 'UTC', 'YYYY-MM')", "awarded_at", ""),
    );
    tx.fetch_all(sql, (issuer, from)).await
}

/// What learners claimed of it, by month, from a moment on.
///
/// # Errors
/// When the database fails.
pub async fn claimed_by_month(tx: &mut Tx, issuer: IssuerId, from: i64) -> Result<Vec<MonthRow>, StoreError> {
    let sql = tx.either(
        by_month!(
            "strftime('%Y-%m', held_at / 1000, 'unixepoch')",
            "held_at",
            "join holding on holding.credential_id = credential.credential_id"
        ),
        by_month!(
            "to_char(to_timestamp(held_at / 1000) at time zone 'UTC', 'YYYY-MM')",
            "held_at",
            "join holding on holding.credential_id = credential.credential_id"
        ),
    );
    tx.fetch_all(sql, (issuer, from)).await
}

/// All that an institution awarded, counted from a moment on.
///
/// # Errors
/// When the database fails.
pub async fn counts(tx: &mut Tx, issuer: IssuerId, from: i64) -> Result<CountRow, StoreError> {
    let sql = concat!(
        "select ",
        counts!(),
        " from credential
            left join holding on holding.credential_id = credential.credential_id
        where ",
        counted!()
    );
    tx.fetch_one(sql, (issuer, from)).await
}

/// The same by achievement, by name; those never awarded are left out.
///
/// # Errors
/// When the database fails.
pub async fn counts_by_achievement(
    tx: &mut Tx,
    issuer: IssuerId,
    from: i64,
) -> Result<Vec<AchievementCountRow>, StoreError> {
    let sql = concat!(
        "select achievement.achievement_id, achievement.name, ",
        counts!(),
        "
        from credential
            join achievement on achievement.achievement_id = credential.achievement_id
            left join holding on holding.credential_id = credential.credential_id
        where ",
        counted!(),
        "
        group by achievement.achievement_id, achievement.name
        order by achievement.name, achievement.achievement_id"
    );
    tx.fetch_all(sql, (issuer, from)).await
}

/// When an institution first awarded anything.
///
/// # Errors
/// When the database fails.
pub async fn first_awarded_at(tx: &mut Tx, issuer: IssuerId) -> Result<Option<i64>, StoreError> {
    let sql = concat!("select min(awarded_at) from credential where ", counted!());
    let (first,): (Option<i64>,) = tx.fetch_one(sql, (issuer,)).await?;
    Ok(first)
}
/// When each account first took something of an institution's into its wallet.
///
/// # Errors
/// When the database fails.
pub async fn first_held(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<i64>, StoreError> {
    let sql = concat!(
        "select min(holding.held_at) from credential
            join holding on holding.credential_id = credential.credential_id
        where ",
        counted!(),
        " group by holding.account_id"
    );
    let rows: Vec<(i64,)> = tx.fetch_all(sql, (issuer,)).await?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}
