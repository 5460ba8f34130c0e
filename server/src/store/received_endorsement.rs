//! `received_endorsement`: what others say in favour of our achievements.

use super::{StoreError, Tx};
use crate::id::{AchievementId, ReceivedEndorsementId};

/// One of them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ReceivedRow {
    /// Its id here.
    pub received_endorsement_id: ReceivedEndorsementId,
    /// What it is about.
    pub achievement_id: AchievementId,
    /// Who says it, by name.
    pub endorser: String,
    /// What is said.
    pub comment: String,
    /// The signed document.
    pub document: String,
    /// When it was brought.
    pub created_at: i64,
}

/// Adds one.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &ReceivedRow) -> Result<(), StoreError> {
    let sql = "insert into received_endorsement
            (received_endorsement_id, achievement_id, endorser, comment, document, created_at)
        values ($1, $2, $3, $4, $5, $6)";
    let args = (
        row.received_endorsement_id,
        row.achievement_id,
        row.endorser.as_str(),
        row.comment.as_str(),
        row.document.as_str(),
        row.created_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Those of an achievement, in the order in which they were brought.
///
/// # Errors
/// When the database fails.
pub async fn of_achievement(tx: &mut Tx, id: AchievementId) -> Result<Vec<ReceivedRow>, StoreError> {
    let sql = "select received_endorsement_id, achievement_id, endorser, comment, document, created_at
        from received_endorsement where achievement_id = $1 order by created_at, received_endorsement_id";
    tx.fetch_all(sql, (id,)).await
}

/// Takes one away; `false` when it is not there.
///
/// # Errors
/// When the database fails.
pub async fn delete(
    tx: &mut Tx,
    achievement: AchievementId,
    id: ReceivedEndorsementId,
) -> Result<bool, StoreError> {
    let sql = "delete from received_endorsement where achievement_id = $1 and received_endorsement_id = $2";
    Ok(tx.execute(sql, (achievement, id)).await? == 1)
}
