//! `holding`: what is in whose wallet. A claimed credential keeps its own id here; one from
//! elsewhere is kept whole, under an id of ours.

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use sha2::{Digest, Sha256};

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
    /// What one from elsewhere is known to be its holder's by: `address`, `key`, or their `word`;
    /// empty until it was found out.
    pub whose: String,
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
/// * `whose`: as [`HoldingRow::whose`] has it.
///
/// # Errors
/// When the database fails.
pub async fn insert_foreign(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    document: &str,
    whose: &str,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "insert into holding (holding_id, account_id, document, digest, whose, held_at)
        values ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, (id, account, document, digest(document), whose, now)).await?;
    Ok(())
}

/// By what a document is found again: its SHA-256, in base64.
pub(super) fn digest(document: &str) -> String {
    BASE64_STANDARD_NO_PAD.encode(Sha256::digest(document))
}

/// What is in a wallet, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<HoldingRow>, StoreError> {
    let sql = "select holding.holding_id, coalesce(holding.document, credential.document) as document,
            holding.credential_id is not null as ours, holding.held_at, holding.whose
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.removed_at is null
        order by holding.held_at desc, holding.holding_id desc";
    tx.fetch_all(sql, (account,)).await
}

/// A part of what is in a wallet, newest first.
///
/// * `after`: the one before it, in this wallet; from the beginning where it is absent.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    after: Option<CredentialId>,
    limit: u32,
) -> Result<Vec<HoldingRow>, StoreError> {
    let sql = "select holding.holding_id, coalesce(holding.document, credential.document) as document,
            holding.credential_id is not null as ours, holding.held_at, holding.whose
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.removed_at is null
            and (cast($2 as text) is null or exists (select 1 from holding last
                where last.holding_id = $2 and last.account_id = $1
                    and (holding.held_at < last.held_at
                        or (holding.held_at = last.held_at and holding.holding_id < last.holding_id))))
        order by holding.held_at desc, holding.holding_id desc limit $3";
    tx.fetch_all(sql, (account, after, i64::from(limit))).await
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
            holding.credential_id is not null as ours, holding.held_at, holding.whose
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.holding_id = $2 and holding.removed_at is null";
    tx.fetch_optional(sql, (account, id)).await
}

/// How many credentials are in a wallet.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    let sql = "select count(*) from holding where account_id = $1 and removed_at is null";
    let (number,): (i64,) = tx.fetch_one(sql, (account,)).await?;
    Ok(super::count(number))
}

/// How many credentials take room in a wallet: what is in it, and what was taken out of it and is still kept.
///
/// # Errors
/// When the database fails.
pub async fn kept(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    let sql = "select count(*) from holding
        where account_id = $1 and (removed_at is null or credential_id is null)";
    let (number,): (i64,) = tx.fetch_one(sql, (account,)).await?;
    Ok(super::count(number))
}

/// The credential from elsewhere that is the very text `document`, and whether it was taken out of the wallet.
///
/// # Errors
/// When the database fails.
pub async fn same(
    tx: &mut Tx,
    account: AccountId,
    document: &str,
) -> Result<Option<(CredentialId, bool)>, StoreError> {
    // What was never read has no digest yet.
    let sql = "select holding_id, removed_at is not null from holding
        where account_id = $1 and (digest = $2 or (digest = '' and document = $3))
        order by removed_at is not null, holding_id limit 1";
    tx.fetch_optional(sql, (account, digest(document), document)).await
}

/// Whether one that was issued here is somebody's, the very text of it where one is told, and whether it was
/// taken out of the wallet; `None` when it is not theirs.
///
/// # Errors
/// When the database fails.
pub async fn ours(
    tx: &mut Tx,
    account: AccountId,
    credential: CredentialId,
    document: Option<&str>,
) -> Result<Option<bool>, StoreError> {
    let sql = "select holding.removed_at is not null
        from holding join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.credential_id = $2
            and (cast($3 as text) is null or credential.document = $3)";
    let row: Option<(bool,)> =
        tx.fetch_optional(sql, (account, credential, document.map(str::to_owned))).await?;
    Ok(row.map(|(removed,)| removed))
}

/// Keeps another document in the place of one from elsewhere, and what it is known to be the holder's by.
///
/// # Errors
/// When the database fails.
pub async fn replace(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    document: &str,
    whose: &str,
) -> Result<bool, StoreError> {
    let sql = "update holding set document = $3, whose = $4, digest = $5
        where account_id = $1 and holding_id = $2 and credential_id is null";
    Ok(tx.execute(sql, (account, id, document, whose, digest(document))).await? == 1)
}

/// Notes what one from elsewhere is known to be its holder's by, now that its document was read.
///
/// # Errors
/// When the database fails.
pub async fn set_whose(tx: &mut Tx, id: CredentialId, whose: &str, document: &str) -> Result<(), StoreError> {
    let sql = "update holding set whose = $2, digest = $3 where holding_id = $1 and credential_id is null";
    tx.execute(sql, (id, whose, digest(document))).await?;
    Ok(())
}

/// Takes a credential out of a wallet, where its page answers everybody no more; false when it is not in it.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, account: AccountId, id: CredentialId, now: i64) -> Result<bool, StoreError> {
    let sql = "update holding set removed_at = $3, public_at = null
        where account_id = $1 and holding_id = $2 and removed_at is null";
    Ok(tx.execute(sql, (account, id, now)).await? == 1)
}

/// Puts back what was taken out; false when it was not.
///
/// # Errors
/// When the database fails.
pub async fn put_back(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<bool, StoreError> {
    let sql = "update holding set removed_at = null
        where account_id = $1 and holding_id = $2 and removed_at is not null";
    Ok(tx.execute(sql, (account, id)).await? == 1)
}

/// Locks what was taken out of a wallet and came from elsewhere, to be forgotten; false when there is no such
/// thing.
///
/// # Errors
/// When the database fails.
pub async fn lock_removed(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<bool, StoreError> {
    let sql = "update holding set removed_at = removed_at where account_id = $1 and holding_id = $2
        and removed_at is not null and credential_id is null";
    Ok(tx.execute(sql, (account, id)).await? == 1)
}

/// What was taken out before `before` and came from elsewhere, locked, so that nobody puts it back meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn lock_removed_before(tx: &mut Tx, before: i64) -> Result<Vec<CredentialId>, StoreError> {
    let sql = "update holding set removed_at = removed_at where removed_at < $1 and credential_id is null
        returning holding_id";
    let rows: Vec<(CredentialId,)> = tx.fetch_all(sql, (before,)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Forgets one from elsewhere.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, id: CredentialId) -> Result<(), StoreError> {
    tx.execute("delete from holding where holding_id = $1 and credential_id is null", (id,)).await?;
    Ok(())
}

/// All documents from elsewhere that an account has: in its wallet or taken out of it, earlier editions, and
/// those that wait for its word.
///
/// # Errors
/// When the database fails.
pub async fn documents(tx: &mut Tx, account: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "select document from holding where account_id = $1 and document is not null
        union all select holding_edition.document from holding_edition
            join holding on holding.holding_id = holding_edition.holding_id where holding.account_id = $1
        union all select document from arrival where account_id = $1";
    let rows: Vec<(String,)> = tx.fetch_all(sql, (account,)).await?;
    Ok(rows.into_iter().map(|(document,)| document).collect())
}

/// How many credentials in a wallet were issued here and name a key, stand and do not name it,
/// came from elsewhere.
///
/// # Errors
/// When the database fails.
pub async fn by_key(tx: &mut Tx, account: AccountId, did: &str) -> Result<(i64, i64, i64), StoreError> {
    let sql = "select
            count(case when credential.recipient_did = $2 then 1 end),
            count(case when credential.revoked_at is null and credential.erased_at is null
                and coalesce(credential.recipient_did, '') <> $2 then credential.credential_id end),
            count(case when holding.credential_id is null then 1 end)
        from holding left join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.removed_at is null";
    tx.fetch_one(sql, (account, did)).await
}

/// Credentials in a wallet that were issued here, stand, and do not name a key; oldest first.
///
/// # Errors
/// When the database fails.
pub async fn unbound(
    tx: &mut Tx,
    account: AccountId,
    did: &str,
    limit: u32,
) -> Result<Vec<CredentialId>, StoreError> {
    let sql = "select credential.credential_id
        from holding join credential on credential.credential_id = holding.credential_id
        where holding.account_id = $1 and holding.removed_at is null and credential.revoked_at is null
            and credential.erased_at is null and coalesce(credential.recipient_did, '') <> $2
        order by holding.held_at, holding.holding_id limit $3";
    let rows: Vec<(CredentialId,)> = tx.fetch_all(sql, (account, did, i64::from(limit))).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
