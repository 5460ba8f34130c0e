//! `evidence_file`: files that show what somebody did. One without a credential is a form's, which may
//! never be sent.

use super::{StoreError, Tx};
use crate::id::{AccountId, AwardingId, CredentialId, IssuerId};

/// A file to keep.
#[derive(Clone, Debug)]
pub struct NewEvidenceFile<'a> {
    /// What its address ends in.
    pub token: &'a str,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// Who brought it.
    pub account_id: AccountId,
    /// With which form.
    pub awarding_id: AwardingId,
    /// What it is called.
    pub name: &'a str,
    /// What it is, found from its content.
    pub media_type: &'a str,
    /// The file.
    pub file: &'a [u8],
    /// When it was brought.
    pub created_at: i64,
}

/// A file without its bytes.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct EvidenceFileRow {
    /// What its address ends in.
    pub token: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// How long it is, in bytes.
    pub length: i64,
}

/// A file, as whoever has its address gets it.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct FileRow {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// The file.
    pub file: Vec<u8>,
}

/// Keeps a file.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, new: &NewEvidenceFile<'_>) -> Result<(), StoreError> {
    let sql = "insert into evidence_file
            (token, issuer_id, account_id, awarding_id, name, media_type, file, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let args = (
        new.token,
        new.issuer_id,
        new.account_id,
        new.awarding_id,
        new.name,
        new.media_type,
        new.file,
        new.created_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// The files that somebody brought with a form, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub async fn of_awarding(
    tx: &mut Tx,
    issuer: IssuerId,
    account: AccountId,
    form: AwardingId,
) -> Result<Vec<EvidenceFileRow>, StoreError> {
    let sql = "select token, name, media_type, cast(length(file) as bigint) as length from evidence_file
        where issuer_id = $1 and account_id = $2 and awarding_id = $3 order by created_at, token";
    tx.fetch_all(sql, (issuer, account, form)).await
}

/// The files of a credential, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub async fn of_credential(
    tx: &mut Tx,
    credential: CredentialId,
) -> Result<Vec<EvidenceFileRow>, StoreError> {
    let sql = "select token, name, media_type, cast(length(file) as bigint) as length from evidence_file
        where credential_id = $1 order by created_at, token";
    tx.fetch_all(sql, (credential,)).await
}

/// Gives a file that was brought with a form to the credential that came of it.
///
/// # Errors
/// When the database fails.
pub async fn give(
    tx: &mut Tx,
    form: AwardingId,
    token: &str,
    credential: CredentialId,
) -> Result<(), StoreError> {
    let sql = "update evidence_file set credential_id = $3
        where awarding_id = $1 and token = $2 and credential_id is null";
    tx.execute(sql, (form, token, credential)).await?;
    Ok(())
}

/// The file with this address.
///
/// # Errors
/// When the database fails.
pub async fn by_token(tx: &mut Tx, token: &str) -> Result<Option<FileRow>, StoreError> {
    tx.fetch_optional("select name, media_type, file from evidence_file where token = $1", (token,)).await
}

/// Deletes a file of a credential; false when there is none.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, credential: CredentialId, token: &str) -> Result<bool, StoreError> {
    let sql = "delete from evidence_file where credential_id = $1 and token = $2";
    Ok(tx.execute(sql, (credential, token)).await? == 1)
}

/// Deletes what was brought before `before` with a form that was never sent; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn delete_drafts(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    tx.execute("delete from evidence_file where credential_id is null and created_at < $1", (before,)).await
}
