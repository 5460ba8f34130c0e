//! `claim_code`: short codes that were given with credentials. One works while its credential
//! stands and nobody has it; it is found by its hash and sealed to be printed again.

use super::{StoreError, Tx};
use crate::id::{AccountId, AchievementId, CredentialId, IssuerId};

/// A code, to be printed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedCode {
    /// Sealed for its credential.
    pub sealed_code: String,
    /// The address that the credential was sent to; empty where there is none.
    pub recipient_email: String,
}

/// What a code opens.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CodedRow {
    /// The credential.
    pub credential_id: CredentialId,
    /// Who awards it.
    pub issuer_id: IssuerId,
    /// That by name.
    pub issuer_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by address; empty where there is none.
    pub recipient_email: String,
    /// What was awarded.
    pub achievement_id: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// What that says: `api::open_badges::AchievementContent` as JSON.
    pub content: String,
}

/// Adds a code for one of an institution's credentials that stands and nobody has; false when
/// there is none such, or it has a code.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    issuer: IssuerId,
    credential: CredentialId,
    code_hash: &str,
    sealed_code: &str,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "insert into claim_code (credential_id, code_hash, sealed_code, created_at)
        select credential.credential_id, $3, $4, $5
        from credential left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 and credential.credential_id = $2 and credential.revoked_at is null
            and holding.holding_id is null
        on conflict do nothing";
    Ok(tx.execute(sql, (issuer, credential, code_hash, sealed_code, now)).await? == 1)
}

/// The live code of one of an institution's credentials.
///
/// # Errors
/// When the database fails.
pub async fn of_credential(
    tx: &mut Tx,
    issuer: IssuerId,
    credential: CredentialId,
) -> Result<Option<SealedCode>, StoreError> {
    let sql = "select claim_code.sealed_code, credential.recipient_email
        from claim_code join credential on credential.credential_id = claim_code.credential_id
            left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 and credential.credential_id = $2 and claim_code.used_at is null
            and credential.revoked_at is null and holding.holding_id is null";
    tx.fetch_optional(sql, (issuer, credential)).await
}

/// Puts another code in the place of a credential's.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    tx: &mut Tx,
    credential: CredentialId,
    code_hash: &str,
    sealed_code: &str,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "update claim_code set code_hash = $2, sealed_code = $3, created_at = $4
        where credential_id = $1 and used_at is null";
    tx.execute(sql, (credential, code_hash, sealed_code, now)).await?;
    Ok(())
}

/// Takes a credential's code away.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, credential: CredentialId) -> Result<(), StoreError> {
    tx.execute("delete from claim_code where credential_id = $1 and used_at is null", (credential,)).await?;
    Ok(())
}

/// What a live code opens, left as it is.
///
/// # Errors
/// When the database fails.
pub async fn look(tx: &mut Tx, code_hash: &str) -> Result<Option<CodedRow>, StoreError> {
    let sql = "select credential.credential_id, credential.issuer_id, issuer.name as issuer_name,
            credential.recipient_name, credential.recipient_email, credential.achievement_id,
            achievement.name as achievement_name, achievement_version.content
        from claim_code
            join credential on credential.credential_id = claim_code.credential_id
            join issuer on issuer.issuer_id = credential.issuer_id
            join achievement on achievement.achievement_id = credential.achievement_id
            join achievement_version on achievement_version.achievement_id = credential.achievement_id
                and achievement_version.version = credential.achievement_version
            left join holding on holding.credential_id = credential.credential_id
        where claim_code.code_hash = $1 and claim_code.used_at is null
            and credential.revoked_at is null and holding.holding_id is null";
    tx.fetch_optional(sql, (code_hash,)).await
}

/// Spends a code: of several who try, one gets its credential.
///
/// # Errors
/// When the database fails.
pub async fn spend(
    tx: &mut Tx,
    code_hash: &str,
    account: AccountId,
    now: i64,
) -> Result<Option<CredentialId>, StoreError> {
    let sql = "update claim_code set used_at = $3, used_by = $2
        where code_hash = $1 and used_at is null and credential_id in (
            select credential_id from credential where revoked_at is null)
        returning credential_id";
    let row: Option<(CredentialId,)> = tx.fetch_optional(sql, (code_hash, account, now)).await?;
    Ok(row.map(|(id,)| id))
}
