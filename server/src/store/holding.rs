//! `holding`: what is in whose wallet. A claimed credential keeps its own id here; one from
//! elsewhere is kept whole, under an id of ours.

use super::{StoreError, Tx};
use crate::id::{AccountId, ClassId, CredentialId, IssuerId};

/// A credential in a wallet.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct HoldingRow {
    /// Its id in the wallet.
    pub holding_id: CredentialId,
    /// The signed text.
    pub document: String,
    /// Whether it was issued here.
    pub ours: bool,
    /// When it came in.
    pub held_at: i64,
}

/// Puts one of our own into a wallet, if it is in nobody's yet, has not been revoked, and was
/// sent to an address of this account; says whether it did.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &mut Tx,
    account: AccountId,
    credential: CredentialId,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "insert into holding (holding_id, account_id, credential_id, held_at)
        select credential.credential_id, address.account_id, credential.credential_id, $3
        from credential join address on address.email = credential.recipient_email
        where credential.credential_id = $2 and address.account_id = $1 and credential.revoked_at is null
        on conflict do nothing";
    Ok(tx.execute(sql, (account, credential, now)).await? == 1)
}

/// Puts one of our own into a wallet, if it is in nobody's yet and has not been revoked; says
/// whether it did. Whose it is was decided before.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    credential: CredentialId,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "insert into holding (holding_id, account_id, credential_id, held_at)
        select credential_id, cast($1 as text), credential_id, cast($3 as bigint)
        from credential where credential_id = $2 and revoked_at is null
        on conflict do nothing";
    Ok(tx.execute(sql, (account, credential, now)).await? == 1)
}

/// One of our own that waits for somebody with an address.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UnclaimedRow {
    /// Its id.
    pub credential_id: CredentialId,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by address.
    pub recipient_email: String,
    /// What was awarded, by name.
    pub achievement_name: String,
    /// By whom.
    pub awarded_by: Option<AccountId>,
    /// In which class.
    pub class_id: Option<ClassId>,
}

/// What an institution has sent to an address, that stands and is in nobody's wallet: one of
/// them, or all, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn unclaimed(
    tx: &mut Tx,
    issuer: IssuerId,
    one: Option<CredentialId>,
    limit: u32,
) -> Result<Vec<UnclaimedRow>, StoreError> {
    let sql = "select credential.credential_id, credential.recipient_name, credential.recipient_email,
            achievement.name as achievement_name, credential.awarded_by, credential.class_id
        from credential
            join achievement on achievement.achievement_id = credential.achievement_id
            left join holding on holding.credential_id = credential.credential_id
        where credential.issuer_id = $1 and (cast($2 as text) is null or credential.credential_id = $2)
            and credential.recipient_email <> '' and credential.revoked_at is null
            and holding.holding_id is null
        order by credential.awarded_at, credential.credential_id limit $3";
    tx.fetch_all(sql, (issuer, one, i64::from(limit))).await
}

/// In whose wallet one of our own is.
///
/// # Errors
/// When the database fails.
pub async fn holder(tx: &mut Tx, id: CredentialId) -> Result<Option<AccountId>, StoreError> {
    let row: Option<(AccountId,)> =
        tx.fetch_optional("select account_id from holding where credential_id = $1", (id,)).await?;
    Ok(row.map(|(account,)| account))
}

/// Puts one from elsewhere into a wallet.
///
/// # Errors
/// When the database fails.
pub async fn insert_foreign(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    document: &str,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "insert into holding (holding_id, account_id, document, held_at) values ($1, $2, $3, $4)";
    tx.execute(sql, (id, account, document, now)).await?;
    Ok(())
}

/// What is in a wallet, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<HoldingRow>, StoreError> {
    let sql = "select holding.holding_id, coalesce(holding.document, credential.document) as document,
            holding.credential_id is not null as ours, holding.held_at
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 order by holding.held_at desc, holding.holding_id desc";
    tx.fetch_all(sql, (account,)).await
}

/// One credential in a wallet.
///
/// # Errors
/// When the database fails.
pub async fn by_id(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
) -> Result<Option<HoldingRow>, StoreError> {
    let sql = "select holding.holding_id, coalesce(holding.document, credential.document) as document,
            holding.credential_id is not null as ours, holding.held_at
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.holding_id = $2";
    tx.fetch_optional(sql, (account, id)).await
}
