//! What somebody takes along, or brings: reads and writes across `holding`, `record`, `consent_receipt` and
//! `sealed_key` that nothing else needs.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, RecordId};

/// A credential in a wallet, with what is to be known beside it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CarriedRow {
    /// Its id in the wallet.
    pub holding_id: CredentialId,
    /// The signed text.
    pub document: String,
    /// Whether it was issued here.
    pub ours: bool,
    /// When it came in.
    pub held_at: i64,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
    /// Whether its holder made it public.
    pub public: bool,
}

/// What is in a wallet, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn credentials(tx: &mut Tx, account: AccountId) -> Result<Vec<CarriedRow>, StoreError> {
    let sql = "select holding.holding_id, coalesce(holding.document, credential.document) as document,
            holding.credential_id is not null as ours, holding.held_at,
            holding.credential_id is null and holding.whose = 'word' as on_word,
            holding.public_at is not null as public
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.removed_at is null
        order by holding.held_at, holding.holding_id";
    tx.fetch_all(sql, (account,)).await
}

/// How many characters the signed texts of a wallet have together, but for earlier editions.
///
/// # Errors
/// When the database fails.
pub async fn length(tx: &mut Tx, account: AccountId) -> Result<i64, StoreError> {
    let sql =
        "select cast(coalesce(sum(length(coalesce(holding.document, credential.document))), 0) as bigint)
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.removed_at is null";
    let (length,): (i64,) = tx.fetch_one(sql, (account,)).await?;
    Ok(length)
}

/// What is in a wallet because its holder alone says that it is theirs.
///
/// # Errors
/// When the database fails.
pub async fn on_word(tx: &mut Tx, account: AccountId) -> Result<Vec<CredentialId>, StoreError> {
    let sql = "select holding_id from holding
        where account_id = $1 and credential_id is null and whose = 'word' and removed_at is null";
    let rows: Vec<(CredentialId,)> = tx.fetch_all(sql, (account,)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Says when something from elsewhere came into its holder's first wallet, if that was before it came into this.
///
/// # Errors
/// When the database fails.
pub async fn came_at(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    held_at: i64,
) -> Result<(), StoreError> {
    let sql = "update holding set held_at = $3
        where account_id = $1 and holding_id = $2 and credential_id is null and held_at > $3";
    tx.execute(sql, (account, id, held_at)).await?;
    Ok(())
}

/// The signed text of something from elsewhere; `None` of what was issued here.
///
/// # Errors
/// When the database fails.
pub async fn text(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<Option<String>, StoreError> {
    let sql = "select document from holding
        where account_id = $1 and holding_id = $2 and credential_id is null and document is not null";
    Ok(tx.fetch_optional::<(String,)>(sql, (account, id)).await?.map(|(text,)| text))
}

/// The earlier editions of something from elsewhere, the first first: text, and when it was replaced.
///
/// # Errors
/// When the database fails.
pub async fn editions(tx: &mut Tx, id: CredentialId) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "select document, replaced_at from holding_edition where holding_id = $1 order by edition";
    tx.fetch_all(sql, (id,)).await
}

/// Keeps these as the earlier editions of something from elsewhere, the first first.
///
/// # Errors
/// When the database fails.
pub async fn set_editions(tx: &mut Tx, id: CredentialId, all: &[(String, i64)]) -> Result<(), StoreError> {
    tx.execute("delete from holding_edition where holding_id = $1", (id,)).await?;
    let sql = "insert into holding_edition (holding_id, edition, document, replaced_at)
        values ($1, $2, $3, $4)";
    for ((document, replaced_at), edition) in all.iter().zip(1_i64..) {
        tx.execute(sql, (id, edition, document.as_str(), *replaced_at)).await?;
    }
    Ok(())
}

/// A record.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CarriedRecordRow {
    /// Its id.
    pub record_id: RecordId,
    /// When it was begun.
    pub created_at: i64,
    /// `api::RecordContent` as JSON.
    pub content: String,
}

/// An account's records, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn records(tx: &mut Tx, account: AccountId) -> Result<Vec<CarriedRecordRow>, StoreError> {
    let sql = "select record.record_id, record.created_at, record_step.content
        from record join record_step
            on record_step.record_id = record.record_id and record_step.step = record.step
        where record.account_id = $1 order by record.created_at, record.record_id";
    tx.fetch_all(sql, (account,)).await
}

/// A consent receipt.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct CarriedReceiptRow {
    /// When it was given.
    pub given_at: i64,
    /// To whom, in the owner's words.
    pub recipient: String,
    /// What for, in their words.
    pub purpose: String,
    /// What was agreed to, as JSON.
    pub content: String,
    /// Until when it held.
    pub ended_at: Option<i64>,
    /// Why it holds no more.
    pub ended_how: Option<String>,
}

/// An account's receipts, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn receipts(tx: &mut Tx, account: AccountId) -> Result<Vec<CarriedReceiptRow>, StoreError> {
    let sql = "select given_at, recipient, purpose, content, ended_at, ended_how
        from consent_receipt where account_id = $1 order by given_at, receipt_id";
    tx.fetch_all(sql, (account,)).await
}

/// Keeps a receipt that was given elsewhere: of no link here.
///
/// * `id`: a new one.
/// * `now`: when it was brought.
///
/// # Errors
/// When the database fails.
pub async fn keep_receipt(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    row: &CarriedReceiptRow,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "insert into consent_receipt
            (receipt_id, account_id, given_at, recipient, purpose, content, ended_at, ended_how, brought_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let args = (
        id,
        account,
        row.given_at,
        row.recipient.as_str(),
        row.purpose.as_str(),
        row.content.as_str(),
        row.ended_at,
        row.ended_how.clone(),
        now,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// A copy of a key, sealed by its owner.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CarriedKeyRow {
    /// The key's DID.
    pub did: String,
    /// What its owner calls it.
    pub label: String,
    /// The sealed copy, JSON.
    pub sealed: String,
    /// When it was made.
    pub made_at: i64,
}

/// An account's sealed keys, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn keys(tx: &mut Tx, account: AccountId) -> Result<Vec<CarriedKeyRow>, StoreError> {
    let sql = "select did, label, sealed, made_at from sealed_key where account_id = $1
        order by made_at, did";
    tx.fetch_all(sql, (account,)).await
}

/// Keeps a sealed key, unless there is a copy of it; says whether it did.
///
/// # Errors
/// When the database fails.
pub async fn keep_key(tx: &mut Tx, account: AccountId, row: &CarriedKeyRow) -> Result<bool, StoreError> {
    let sql = "insert into sealed_key (account_id, did, label, sealed, made_at)
        values ($1, $2, $3, $4, $5) on conflict do nothing";
    let args = (account, row.did.as_str(), row.label.as_str(), row.sealed.as_str(), row.made_at);
    Ok(tx.execute(sql, args).await? == 1)
}
