//! `achievement`: what institutions award.

use super::{StoreError, Tx};
use crate::id::{AchievementId, IssuerId};

/// An achievement, without its picture.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AchievementRow {
    /// Its id.
    pub achievement_id: AchievementId,
    /// Who awards it.
    pub issuer_id: IssuerId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// Open Badges' `achievementType`.
    pub achievement_type: String,
    /// A JSON array of texts.
    pub tags: String,
    /// When it was made.
    pub created_at: i64,
}

/// A picture.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ImageRow {
    /// Its media type.
    pub image_type: String,
    /// The file.
    pub image: Vec<u8>,
}

/// How often an achievement was awarded, and what became of that.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct CountsRow {
    /// Which achievement.
    pub achievement_id: AchievementId,
    /// How often it was awarded.
    pub awarded: i64,
    /// How many of those were claimed.
    pub claimed: i64,
    /// How many of those were revoked.
    pub revoked: i64,
}

/// Adds an achievement.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &AchievementRow, image: &ImageRow) -> Result<(), StoreError> {
    let sql = "insert into achievement (achievement_id, issuer_id, name, description, criteria,
            achievement_type, tags, image_type, image, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let args = (
        row.achievement_id,
        row.issuer_id,
        row.name.as_str(),
        row.description.as_str(),
        row.criteria.as_str(),
        row.achievement_type.as_str(),
        row.tags.as_str(),
        image.image_type.as_str(),
        image.image.as_slice(),
        row.created_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// An achievement by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: AchievementId) -> Result<Option<AchievementRow>, StoreError> {
    let sql =
        "select achievement_id, issuer_id, name, description, criteria, achievement_type, tags, created_at
        from achievement where achievement_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// An institution's achievements, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<AchievementRow>, StoreError> {
    let sql =
        "select achievement_id, issuer_id, name, description, criteria, achievement_type, tags, created_at
        from achievement where issuer_id = $1 order by created_at desc, achievement_id desc";
    tx.fetch_all(sql, (issuer,)).await
}

/// An achievement's picture.
///
/// # Errors
/// When the database fails.
pub async fn image(tx: &mut Tx, id: AchievementId) -> Result<Option<ImageRow>, StoreError> {
    tx.fetch_optional("select image_type, image from achievement where achievement_id = $1", (id,)).await
}

/// What became of an institution's awards, by achievement; those never awarded are left out.
///
/// # Errors
/// When the database fails.
pub async fn counts(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<CountsRow>, StoreError> {
    let sql = "select credential.achievement_id, count(*) as awarded,
            count(holding.holding_id) as claimed, count(credential.revoked_at) as revoked
        from credential left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 group by credential.achievement_id";
    tx.fetch_all(sql, (issuer,)).await
}
