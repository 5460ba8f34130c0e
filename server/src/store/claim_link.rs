//! `claim_link`: links by which whoever comes claims an award. The token is kept as its hash, and
//! sealed for the desk.

use super::{StoreError, Tx};
use crate::id::{AccountId, AchievementId, ClaimLinkId, IssuerId};

/// A link to be.
#[derive(Clone, Debug)]
pub struct NewClaimLink<'a> {
    /// Its id.
    pub claim_link_id: ClaimLinkId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// What it gives.
    pub achievement_id: AchievementId,
    /// What it is for.
    pub title: &'a str,
    /// SHA-256 of its token.
    pub token_hash: &'a str,
    /// Its token, sealed.
    pub sealed_token: &'a str,
    /// From when it gives anything,
    pub opens_at: Option<i64>,
    /// and until when.
    pub closes_at: Option<i64>,
    /// To how many.
    pub most: Option<i64>,
    /// Its code word, sealed.
    pub sealed_word: Option<String>,
    /// Whether somebody approves each request.
    pub approved: bool,
    /// By whom it was made.
    pub created_by: AccountId,
    /// When.
    pub created_at: i64,
}

/// A link.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ClaimLinkRow {
    /// Its id.
    pub claim_link_id: ClaimLinkId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// That by name.
    pub issuer_name: String,
    /// What it gives.
    pub achievement_id: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// What that says: `api::open_badges::AchievementContent` as JSON.
    pub content: String,
    /// What it is for.
    pub title: String,
    /// Its token, sealed.
    pub sealed_token: String,
    /// From when it gives anything,
    pub opens_at: Option<i64>,
    /// and until when.
    pub closes_at: Option<i64>,
    /// To how many.
    pub most: Option<i64>,
    /// How many have it or have asked and were not refused.
    pub taken: i64,
    /// How many of those wait.
    pub waiting: i64,
    /// Its code word, sealed.
    pub sealed_word: Option<String>,
    /// Whether somebody approves each request.
    pub approved: bool,
    /// `open`, `paused` or `closed`.
    pub state: String,
    /// By whom it was made.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select claim_link.claim_link_id, claim_link.issuer_id, issuer.name as issuer_name,
                claim_link.achievement_id, achievement.name as achievement_name, achievement_version.content,
                claim_link.title, claim_link.sealed_token, claim_link.opens_at, claim_link.closes_at,
                claim_link.most, claim_link.taken,
                (select count(*) from claim_request where claim_request.claim_link_id = claim_link.claim_link_id
                    and claim_request.state = 'waiting') as waiting,
                claim_link.sealed_word, claim_link.approved, claim_link.state, claim_link.created_by,
                claim_link.created_at
            from claim_link
                join issuer on issuer.issuer_id = claim_link.issuer_id
                join achievement on achievement.achievement_id = claim_link.achievement_id
                join achievement_version on achievement_version.achievement_id = achievement.achievement_id
                    and achievement_version.version = achievement.version
            where ",
            $rest
        )
    };
}

/// Adds a link.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: &NewClaimLink<'_>) -> Result<(), StoreError> {
    let sql =
        "insert into claim_link (claim_link_id, issuer_id, achievement_id, title, token_hash, sealed_token,
            opens_at, closes_at, most, sealed_word, approved, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let args = (
        new.claim_link_id,
        new.issuer_id,
        new.achievement_id,
        new.title,
        new.token_hash,
        new.sealed_token,
        new.opens_at,
        new.closes_at,
        new.most,
        new.sealed_word.clone(),
        new.approved,
        new.created_by,
        new.created_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// A link by its token.
///
/// # Errors
/// When the database fails.
pub async fn by_token(tx: &mut Tx, token_hash: &str) -> Result<Option<ClaimLinkRow>, StoreError> {
    tx.fetch_optional(select!("claim_link.token_hash = $1"), (token_hash,)).await
}

/// One of an institution's links.
///
/// # Errors
/// When the database fails.
pub async fn by_id(
    tx: &mut Tx,
    issuer: IssuerId,
    id: ClaimLinkId,
) -> Result<Option<ClaimLinkRow>, StoreError> {
    let sql = select!("claim_link.issuer_id = $1 and claim_link.claim_link_id = $2");
    tx.fetch_optional(sql, (issuer, id)).await
}

/// An institution's links, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId, limit: u32) -> Result<Vec<ClaimLinkRow>, StoreError> {
    let sql = select!(
        "claim_link.issuer_id = $1 order by claim_link.created_at desc, claim_link.claim_link_id desc limit $2"
    );
    tx.fetch_all(sql, (issuer, i64::from(limit))).await
}

/// What of a link can be changed.
#[derive(Clone, Debug)]
pub struct ClaimLinkChange<'a> {
    /// What it is for.
    pub title: &'a str,
    /// From when it gives anything,
    pub opens_at: Option<i64>,
    /// and until when.
    pub closes_at: Option<i64>,
    /// To how many.
    pub most: Option<i64>,
    /// Its code word, sealed.
    pub sealed_word: Option<String>,
    /// Whether somebody approves each request.
    pub approved: bool,
}

/// Changes one of an institution's links that is not closed; says whether it did. It is not done
/// where more is taken than it would give.
///
/// # Errors
/// When the database fails.
pub async fn update(
    tx: &mut Tx,
    issuer: IssuerId,
    id: ClaimLinkId,
    to: &ClaimLinkChange<'_>,
) -> Result<bool, StoreError> {
    let sql = "update claim_link
        set title = $3, opens_at = $4, closes_at = $5, most = $6, sealed_word = $7, approved = $8
        where issuer_id = $1 and claim_link_id = $2 and state <> 'closed'
            and (cast($6 as bigint) is null or taken <= $6)";
    let word = to.sealed_word.clone();
    let args = (issuer, id, to.title, to.opens_at, to.closes_at, to.most, word, to.approved);
    Ok(tx.execute(sql, args).await? == 1)
}

/// Opens, pauses or closes one of an institution's links; a closed one stays closed. Says whether
/// it did.
///
/// # Errors
/// When the database fails.
pub async fn set_state(
    tx: &mut Tx,
    issuer: IssuerId,
    id: ClaimLinkId,
    state: &str,
) -> Result<bool, StoreError> {
    let sql = "update claim_link set state = $3
        where issuer_id = $1 and claim_link_id = $2 and state <> 'closed'";
    Ok(tx.execute(sql, (issuer, id, state)).await? == 1)
}

/// Keeps a link's row locked until the transaction ends, so that what becomes of its requests is
/// decided one after another.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &mut Tx, issuer: IssuerId, id: ClaimLinkId) -> Result<(), StoreError> {
    let sql = "update claim_link set taken = taken where issuer_id = $1 and claim_link_id = $2";
    tx.execute(sql, (issuer, id)).await?;
    Ok(())
}

/// Takes one of what an open link gives; false when there is none left. The row stays locked
/// until the transaction ends, so that nobody takes more.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, id: ClaimLinkId, now: i64) -> Result<bool, StoreError> {
    let sql = "update claim_link set taken = taken + 1
        where claim_link_id = $1 and state = 'open' and (most is null or taken < most)
            and (opens_at is null or opens_at <= $2) and (closes_at is null or closes_at > $2)";
    Ok(tx.execute(sql, (id, now)).await? == 1)
}

/// Gives one back.
///
/// # Errors
/// When the database fails.
pub async fn give_back(tx: &mut Tx, id: ClaimLinkId) -> Result<(), StoreError> {
    tx.execute("update claim_link set taken = taken - 1 where claim_link_id = $1", (id,)).await?;
    Ok(())
}
