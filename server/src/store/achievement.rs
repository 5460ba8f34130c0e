//! `achievement` and its versions: what institutions award.

use super::{StoreError, Tx};
use crate::id::{AchievementId, IssuerId};

/// An achievement with the content of the version that it shows: the one that is awarded, or the
/// draft where none is yet.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AchievementRow {
    /// Its id.
    pub achievement_id: AchievementId,
    /// Who awards it.
    pub issuer_id: IssuerId,
    /// `draft`, `published` or `retired`.
    pub state: String,
    /// The version that is awarded; 0 before the first.
    pub version: i64,
    /// Whether what is awarded of it can be suspended.
    pub suspendable: bool,
    /// For how many days an award of it is good, unless the award says otherwise.
    pub valid_days: Option<i64>,
    /// When it was made.
    pub created_at: i64,
    /// `achievement`, or `transcript` for what stands for an institution's transcripts.
    pub kind: String,
    /// What it says: `api::open_badges::AchievementContent` as JSON.
    pub content: String,
}

/// One version of an achievement, to be kept.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    /// Of which achievement.
    pub achievement_id: AchievementId,
    /// Which version.
    pub version: i64,
    /// What it says, as JSON.
    pub content: &'a str,
    /// What its picture was drawn from, as JSON.
    pub design: Option<&'a str>,
    /// Its picture.
    pub image: &'a ImageRow,
    /// Whether what is awarded of it can be suspended.
    pub suspendable: bool,
    /// For how many days an award of it is good.
    pub valid_days: Option<i64>,
    /// When it was published; absent for a draft.
    pub published_at: Option<i64>,
}

/// One version of an achievement, as kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct VersionRow {
    /// Which version.
    pub version: i64,
    /// What it says, as JSON.
    pub content: String,
    /// What its picture was drawn from, as JSON.
    pub design: Option<String>,
    /// Whether what is awarded of it can be suspended.
    pub suspendable: bool,
    /// For how many days an award of it is good.
    pub valid_days: Option<i64>,
    /// When it was begun.
    pub created_at: i64,
    /// When it was published; absent for a draft.
    pub published_at: Option<i64>,
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

/// Adds an achievement. Its version must follow before anybody reads it.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &AchievementRow, name: &str) -> Result<(), StoreError> {
    let sql =
        "insert into achievement (achievement_id, issuer_id, name, state, version, suspendable, valid_days,
            created_at, kind)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let args = (
        row.achievement_id,
        row.issuer_id,
        name,
        row.state.as_str(),
        row.version,
        row.suspendable,
        row.valid_days,
        row.created_at,
        row.kind.as_str(),
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Says what an achievement is to another system.
///
/// # Errors
/// When the database fails, or another is that.
pub async fn set_source(tx: &mut Tx, id: AchievementId, key: &str) -> Result<(), StoreError> {
    tx.execute("update achievement set source_key = $2 where achievement_id = $1", (id, key)).await?;
    Ok(())
}

/// What an institution has from another system.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SourcedRow {
    /// What it is to that system.
    pub source_key: String,
    /// The achievement,
    pub achievement_id: AchievementId,
    /// and the version of it that is awarded.
    pub version: i64,
    /// The newest version that there is, drafts included.
    pub newest: i64,
    /// What that system said of it last, as JSON.
    pub source_content: Option<String>,
    /// What the version that is awarded says, as JSON.
    pub content: String,
}

/// What an institution has from other systems.
///
/// # Errors
/// When the database fails.
pub async fn sourced(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<SourcedRow>, StoreError> {
    let sql = "select a.source_key, a.achievement_id, a.version, a.source_content, v.content,
            (select max(n.version) from achievement_version n where n.achievement_id = a.achievement_id) as newest
        from achievement a
            join achievement_version v on v.achievement_id = a.achievement_id and v.version = a.version
        where a.issuer_id = $1 and a.source_key is not null";
    tx.fetch_all(sql, (issuer,)).await
}

/// Writes down what another system says of an achievement.
///
/// # Errors
/// When the database fails.
pub async fn set_source_content(tx: &mut Tx, id: AchievementId, content: &str) -> Result<(), StoreError> {
    tx.execute("update achievement set source_content = $2 where achievement_id = $1", (id, content)).await?;
    Ok(())
}

/// What stands for an institution's transcripts.
///
/// # Errors
/// When the database fails.
pub async fn cover(tx: &mut Tx, issuer: IssuerId) -> Result<Option<AchievementId>, StoreError> {
    let sql = "select achievement_id from achievement where issuer_id = $1 and kind = 'transcript'";
    let row: Option<(AchievementId,)> = tx.fetch_optional(sql, (issuer,)).await?;
    Ok(row.map(|(id,)| id))
}

/// Adds a version.
///
/// # Errors
/// When the database fails, or there is this version already.
pub async fn insert_version(tx: &mut Tx, new: &NewVersion<'_>, now: i64) -> Result<(), StoreError> {
    let sql = "insert into achievement_version (achievement_id, version, content, design, image_type, image,
            suspendable, valid_days, created_at, published_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let args = (
        new.achievement_id,
        new.version,
        new.content,
        new.design.map(str::to_owned),
        new.image.image_type.as_str(),
        new.image.image.as_slice(),
        new.suspendable,
        new.valid_days,
        now,
        new.published_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Writes over a draft; `false` when there is none of this version.
///
/// # Errors
/// When the database fails.
pub async fn update_draft(tx: &mut Tx, new: &NewVersion<'_>) -> Result<bool, StoreError> {
    let sql = "update achievement_version set content = $3, design = $4, image_type = $5, image = $6,
            suspendable = $7, valid_days = $8
        where achievement_id = $1 and version = $2 and published_at is null";
    let args = (
        new.achievement_id,
        new.version,
        new.content,
        new.design.map(str::to_owned),
        new.image.image_type.as_str(),
        new.image.image.as_slice(),
        new.suspendable,
        new.valid_days,
    );
    Ok(tx.execute(sql, args).await? == 1)
}

/// An achievement's versions, the newest first; a draft, if there is one, before all.
///
/// # Errors
/// When the database fails.
pub async fn versions(tx: &mut Tx, id: AchievementId) -> Result<Vec<VersionRow>, StoreError> {
    let sql = "select version, content, design, suspendable, valid_days, created_at, published_at
        from achievement_version where achievement_id = $1 order by version desc";
    tx.fetch_all(sql, (id,)).await
}

/// The achievements of an institution that have a draft.
///
/// # Errors
/// When the database fails.
pub async fn with_draft(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<AchievementId>, StoreError> {
    let sql = "select a.achievement_id from achievement a
            join achievement_version v on v.achievement_id = a.achievement_id and v.published_at is null
        where a.issuer_id = $1";
    let rows: Vec<(AchievementId,)> = tx.fetch_all(sql, (issuer,)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Makes a draft a published version; `false` when there is none of this version.
///
/// # Errors
/// When the database fails.
pub async fn publish(tx: &mut Tx, id: AchievementId, version: i64, now: i64) -> Result<bool, StoreError> {
    let sql = "update achievement_version set published_at = $3
        where achievement_id = $1 and version = $2 and published_at is null";
    Ok(tx.execute(sql, (id, version, now)).await? == 1)
}

/// Awards a version from now on, under its own name and by its own settings.
///
/// # Errors
/// When the database fails.
pub async fn award_version(
    tx: &mut Tx,
    id: AchievementId,
    version: &VersionRow,
    name: &str,
) -> Result<(), StoreError> {
    let sql = "update achievement set state = 'published', version = $2, name = $3, suspendable = $4,
            valid_days = $5
        where achievement_id = $1";
    tx.execute(sql, (id, version.version, name, version.suspendable, version.valid_days)).await?;
    Ok(())
}

/// Puts an achievement into another state.
///
/// # Errors
/// When the database fails.
pub async fn set_state(tx: &mut Tx, id: AchievementId, state: &str) -> Result<(), StoreError> {
    tx.execute("update achievement set state = $2 where achievement_id = $1", (id, state)).await?;
    Ok(())
}

/// What an achievement that was never published is called.
///
/// # Errors
/// When the database fails.
pub async fn rename_draft(tx: &mut Tx, id: AchievementId, name: &str) -> Result<(), StoreError> {
    let sql = "update achievement set name = $2 where achievement_id = $1 and version = 0";
    tx.execute(sql, (id, name)).await?;
    Ok(())
}

/// Drops a draft.
///
/// # Errors
/// When the database fails.
pub async fn delete_draft(tx: &mut Tx, id: AchievementId) -> Result<(), StoreError> {
    let sql = "delete from achievement_version where achievement_id = $1 and published_at is null";
    tx.execute(sql, (id,)).await?;
    Ok(())
}

/// Drops an achievement that has no version.
///
/// # Errors
/// When the database fails, or it has one.
pub async fn delete(tx: &mut Tx, id: AchievementId) -> Result<(), StoreError> {
    tx.execute("delete from achievement where achievement_id = $1", (id,)).await?;
    Ok(())
}

/// Keeps the PNG of a published version.
///
/// # Errors
/// When the database fails.
pub async fn put_png(tx: &mut Tx, id: AchievementId, version: i64, png: &[u8]) -> Result<(), StoreError> {
    let sql = "update achievement_version set png = $3 where achievement_id = $1 and version = $2";
    tx.execute(sql, (id, version, png)).await?;
    Ok(())
}

/// An achievement by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, id: AchievementId) -> Result<Option<AchievementRow>, StoreError> {
    let sql =
        "select a.achievement_id, a.issuer_id, a.state, a.version, a.suspendable, a.valid_days, a.created_at,
            a.kind, v.content
        from achievement a
            join achievement_version v on v.achievement_id = a.achievement_id
                and v.version = case a.version when 0 then 1 else a.version end
        where a.achievement_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// An institution's achievements, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<AchievementRow>, StoreError> {
    let sql =
        "select a.achievement_id, a.issuer_id, a.state, a.version, a.suspendable, a.valid_days, a.created_at,
            a.kind, v.content
        from achievement a
            join achievement_version v on v.achievement_id = a.achievement_id
                and v.version = case a.version when 0 then 1 else a.version end
        where a.issuer_id = $1 and a.kind = 'achievement' order by a.created_at desc, a.achievement_id desc";
    tx.fetch_all(sql, (issuer,)).await
}

/// The picture of one version.
///
/// # Errors
/// When the database fails.
pub async fn image_of(tx: &mut Tx, id: AchievementId, version: i64) -> Result<Option<ImageRow>, StoreError> {
    let sql = "select image_type, image from achievement_version where achievement_id = $1 and version = $2";
    tx.fetch_optional(sql, (id, version)).await
}

/// The PNG that was made of one version's picture.
///
/// # Errors
/// When the database fails.
pub async fn png_of(tx: &mut Tx, id: AchievementId, version: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "select png from achievement_version
        where achievement_id = $1 and version = $2 and png is not null";
    let row: Option<(Vec<u8>,)> = tx.fetch_optional(sql, (id, version)).await?;
    Ok(row.map(|(png,)| png))
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

/// One version of an achievement, to be issued again as it was.
///
/// # Errors
/// When the database fails.
pub async fn version(
    tx: &mut Tx,
    id: AchievementId,
    version: i64,
) -> Result<Option<(AchievementRow, ImageRow)>, StoreError> {
    let sql = "select a.achievement_id, a.issuer_id, a.state, v.version, v.suspendable, v.valid_days,
            a.created_at, a.kind, v.content
        from achievement a join achievement_version v on v.achievement_id = a.achievement_id
        where a.achievement_id = $1 and v.version = $2";
    let row = tx.fetch_optional(sql, (id, version)).await?;
    let sql = "select image_type, image from achievement_version where achievement_id = $1 and version = $2";
    let image = tx.fetch_optional(sql, (id, version)).await?;
    Ok(row.zip(image))
}
