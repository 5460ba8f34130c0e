//! `share_proof`: what learners signed of what their links show.

use super::{StoreError, Tx};
use crate::id::{AccountId, RecordId, ShareId};

/// A learner's signature over what a link shows.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ShareProofRow {
    /// The link.
    pub share_id: ShareId,
    /// The DID whose key signed.
    pub holder: String,
    /// The signed presentation, byte for byte.
    pub document: String,
    /// Of what it is a signature: see `flows::present::digest_of`.
    pub content_digest: String,
    /// When it came.
    pub signed_at: i64,
}

/// Keeps a signature, in the place of an earlier one.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &mut Tx, row: &ShareProofRow) -> Result<(), StoreError> {
    let sql = "insert into share_proof (share_id, holder, document, content_digest, signed_at)
        values ($1, $2, $3, $4, $5)
        on conflict (share_id) do update set holder = excluded.holder, document = excluded.document,
            content_digest = excluded.content_digest, signed_at = excluded.signed_at";
    let args = (
        row.share_id,
        row.holder.as_str(),
        row.document.as_str(),
        row.content_digest.as_str(),
        row.signed_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// The signature over what a link shows.
///
/// # Errors
/// When the database fails.
pub async fn of_share(tx: &mut Tx, share: ShareId) -> Result<Option<ShareProofRow>, StoreError> {
    let sql = "select share_id, holder, document, content_digest, signed_at from share_proof
        where share_id = $1";
    tx.fetch_optional(sql, (share,)).await
}

/// Forgets the signature over what a link shows.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, share: ShareId) -> Result<(), StoreError> {
    tx.execute("delete from share_proof where share_id = $1", (share,)).await?;
    Ok(())
}

/// Forgets the signatures over what a record's links show.
///
/// # Errors
/// When the database fails.
pub async fn forget_of_record(tx: &mut Tx, record: RecordId) -> Result<(), StoreError> {
    let sql = "delete from share_proof where share_id in (select share_id from share where record_id = $1)";
    tx.execute(sql, (record,)).await?;
    Ok(())
}

/// By which hash one of an account's links is found.
///
/// # Errors
/// When the database fails.
pub async fn token_hash(
    tx: &mut Tx,
    account: AccountId,
    share: ShareId,
) -> Result<Option<String>, StoreError> {
    let sql = "select token_hash from share where share_id = $2
        and record_id in (select record_id from record where account_id = $1)";
    let row: Option<(String,)> = tx.fetch_optional(sql, (account, share)).await?;
    Ok(row.map(|(hash,)| hash))
}

/// By which hashes an account's links are found, newest first.
///
/// * `record`: those to this one alone.
///
/// # Errors
/// When the database fails.
pub async fn token_hashes(
    tx: &mut Tx,
    account: AccountId,
    record: Option<RecordId>,
) -> Result<Vec<String>, StoreError> {
    let sql = "select token_hash from share where record_id = coalesce($2, record_id)
        and record_id in (select record_id from record where account_id = $1)
        order by created_at desc, share_id desc";
    let rows: Vec<(String,)> = tx.fetch_all(sql, (account, record)).await?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}
