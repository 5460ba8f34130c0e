//! `amendment`: what holders ask an institution to correct, and what became of it.

use super::{StoreError, Tx, count};
use crate::id::{AccountId, AmendmentId, CredentialId, IssuerId};

/// What a holder asks for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AmendmentRow {
    /// Its id.
    pub amendment_id: AmendmentId,
    /// Whom.
    pub issuer_id: IssuerId,
    /// About which credential.
    pub credential_id: CredentialId,
    /// Who.
    pub account_id: AccountId,
    /// What is wrong,
    pub wrong: String,
    /// and what it should say.
    pub instead: String,
    /// `waiting`, `corrected` or `declined`.
    pub state: String,
    /// When.
    pub asked_at: i64,
    /// When somebody decided.
    pub decided_at: Option<i64>,
    /// Why it was declined; else empty.
    pub reason: String,
    /// What the holder says to that; may be empty.
    pub statement: String,
    /// When they said it.
    pub stated_at: Option<i64>,
}

/// The same with what it is about, as a desk sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RequestRow {
    /// The row.
    #[sqlx(flatten)]
    pub row: AmendmentRow,
    /// What was awarded, by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// By whom.
    pub awarded_by: Option<AccountId>,
    /// Whether the credential was corrected since.
    pub corrected_since: bool,
    /// Whether it was taken back.
    pub revoked: bool,
}

/// Adds a request that waits; false when one about the same credential waits already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &AmendmentRow) -> Result<bool, StoreError> {
    let sql =
        "insert into amendment (amendment_id, issuer_id, credential_id, account_id, wrong, instead, state,
            asked_at, reason, statement)
        values ($1, $2, $3, $4, $5, $6, 'waiting', $7, '', '') on conflict do nothing";
    let (wrong, instead) = (row.wrong.as_str(), row.instead.as_str());
    let args =
        (row.amendment_id, row.issuer_id, row.credential_id, row.account_id, wrong, instead, row.asked_at);
    Ok(tx.execute(sql, args).await? == 1)
}

/// How much an account has asked for since a moment.
///
/// # Errors
/// When the database fails.
pub async fn asked_since(tx: &mut Tx, account: AccountId, since: i64) -> Result<u64, StoreError> {
    let sql = "select count(*) from amendment where account_id = $1 and asked_at > $2";
    let (number,): (i64,) = tx.fetch_one(sql, (account, since)).await?;
    Ok(count(number))
}

/// What an account has asked for about a credential, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_holder(
    tx: &mut Tx,
    account: AccountId,
    credential: CredentialId,
) -> Result<Vec<AmendmentRow>, StoreError> {
    let sql = "select amendment_id, issuer_id, credential_id, account_id, wrong, instead, state, asked_at,
            decided_at, reason, statement, stated_at
        from amendment where account_id = $1 and credential_id = $2 order by asked_at desc, amendment_id desc";
    tx.fetch_all(sql, (account, credential)).await
}

/// About which credential a request of an account is.
///
/// # Errors
/// When the database fails.
pub async fn about(
    tx: &mut Tx,
    account: AccountId,
    id: AmendmentId,
) -> Result<Option<CredentialId>, StoreError> {
    let sql = "select credential_id from amendment where account_id = $1 and amendment_id = $2";
    let row: Option<(CredentialId,)> = tx.fetch_optional(sql, (account, id)).await?;
    Ok(row.map(|(credential,)| credential))
}

/// What a [`RequestRow`] is read from, up to what narrows it: `$1` the institution, `$2` whose awards
/// alone, or empty.
macro_rules! requests {
    ($($rest:tt)*) => {
        concat!(
            "select amendment.amendment_id, amendment.issuer_id, amendment.credential_id, amendment.account_id,
                amendment.wrong, amendment.instead, amendment.state, amendment.asked_at, amendment.decided_at,
                amendment.reason, amendment.statement, amendment.stated_at,
                achievement.name as achievement_name, credential.recipient_name, credential.awarded_by,
                exists (select 1 from edition where edition.credential_id = amendment.credential_id
                    and edition.kind = 'corrected' and edition.replaced_at >= amendment.asked_at)
                    as corrected_since,
                credential.revoked_at is not null as revoked
            from amendment
                join credential on credential.credential_id = amendment.credential_id
                join achievement on achievement.achievement_id = credential.achievement_id
            where amendment.issuer_id = $1 and ($2 = '' or credential.awarded_by = $2) ",
            $($rest)*
        )
    };
}

fn own(awarded_by: Option<AccountId>) -> String {
    awarded_by.map(|id| id.to_string()).unwrap_or_default()
}

/// What is asked of an institution: what waits first, the oldest before; then what was decided, the
/// latest before.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(
    tx: &mut Tx,
    issuer: IssuerId,
    awarded_by: Option<AccountId>,
    limit: u32,
) -> Result<Vec<RequestRow>, StoreError> {
    let sql = requests!(
        "order by case amendment.state when 'waiting' then amendment.asked_at else 9223372036854775807 end,
            amendment.decided_at desc, amendment.amendment_id limit $3"
    );
    tx.fetch_all(sql, (issuer, own(awarded_by), i64::from(limit))).await
}

/// One request.
///
/// # Errors
/// When the database fails.
pub async fn one(
    tx: &mut Tx,
    issuer: IssuerId,
    awarded_by: Option<AccountId>,
    id: AmendmentId,
) -> Result<Option<RequestRow>, StoreError> {
    let sql = requests!("and amendment.amendment_id = $3");
    tx.fetch_optional(sql, (issuer, own(awarded_by), id)).await
}

/// How many wait.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    tx: &mut Tx,
    issuer: IssuerId,
    awarded_by: Option<AccountId>,
) -> Result<u64, StoreError> {
    let sql = "select count(*) from amendment
            join credential on credential.credential_id = amendment.credential_id
        where amendment.issuer_id = $1 and amendment.state = 'waiting'
            and ($2 = '' or credential.awarded_by = $2)";
    let (number,): (i64,) = tx.fetch_one(sql, (issuer, own(awarded_by))).await?;
    Ok(count(number))
}

/// Decides a request about a credential: `corrected` or `declined`; false when it does not wait.
///
/// # Errors
/// When the database fails.
pub async fn decide(
    tx: &mut Tx,
    credential: CredentialId,
    id: AmendmentId,
    (state, reason): (&str, &str),
    by: AccountId,
    now: i64,
) -> Result<bool, StoreError> {
    let sql = "update amendment set state = $3, reason = $4, decided_by = $5, decided_at = $6
        where credential_id = $1 and amendment_id = $2 and state = 'waiting'";
    Ok(tx.execute(sql, (credential, id, state, reason, by, now)).await? == 1)
}

/// Keeps what a holder says to a decline; gives about which credential. `None` when it was not
/// declined, something was said before, or it is somebody else's.
///
/// # Errors
/// When the database fails.
pub async fn state(
    tx: &mut Tx,
    account: AccountId,
    id: AmendmentId,
    statement: &str,
    now: i64,
) -> Result<Option<(IssuerId, CredentialId)>, StoreError> {
    let sql = "update amendment set statement = $3, stated_at = $4
        where account_id = $1 and amendment_id = $2 and state = 'declined' and stated_at is null
        returning issuer_id, credential_id";
    tx.fetch_optional(sql, (account, id, statement, now)).await
}
