//! `awarding`: one press of the button that awards.

use super::{StoreError, Tx};
use crate::id::{AccountId, AchievementId, AwardingId, ClassId, IssuerId};

/// One press of the button.
#[derive(Clone, Copy, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct AwardingRow {
    /// What its form was called.
    pub awarding_id: AwardingId,
    /// At whose desk.
    pub issuer_id: IssuerId,
    /// By whom.
    pub account_id: AccountId,
    /// What was awarded.
    pub achievement_id: AchievementId,
    /// In which class.
    pub class_id: Option<ClassId>,
    /// When.
    pub awarded_at: i64,
}

/// Notes a press; false when the button of this form was pressed before.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &AwardingRow) -> Result<bool, StoreError> {
    let sql =
        "insert into awarding (awarding_id, issuer_id, account_id, achievement_id, class_id, awarded_at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    let args =
        (row.awarding_id, row.issuer_id, row.account_id, row.achievement_id, row.class_id, row.awarded_at);
    Ok(tx.execute(sql, args).await? == 1)
}

/// A press at an institution's desk.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, issuer: IssuerId, id: AwardingId) -> Result<Option<AwardingRow>, StoreError> {
    let sql = "select awarding_id, issuer_id, account_id, achievement_id, class_id, awarded_at from awarding
        where issuer_id = $1 and awarding_id = $2";
    tx.fetch_optional(sql, (issuer, id)).await
}
