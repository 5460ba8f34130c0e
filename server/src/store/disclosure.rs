//! `disclosure`: whom an institution gave a learner's records, and who of its own people took copies.
//! Rows are added and never changed.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, DisclosureId, IssuerId, LearnerId};

/// Something that was given, taken, or noted by mistake.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DisclosureRow {
    /// Its id.
    pub disclosure_id: DisclosureId,
    /// Whose records: of which institution,
    pub issuer_id: IssuerId,
    /// and of whom.
    pub learner_id: LearnerId,
    /// Who noted it.
    pub account_id: Option<AccountId>,
    /// `given`, `downloaded` or `mistaken`.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// What besides awards that are named.
    pub what: String,
    /// For what.
    pub purpose: String,
    /// On what ground.
    pub ground: String,
    /// When it was given.
    pub given_at: i64,
    /// When it was noted.
    pub noted_at: i64,
    /// What it takes the place of.
    pub corrects: Option<DisclosureId>,
    /// What was wrong with that.
    pub note: String,
}

/// A row with the names that it stands for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NamedRow {
    /// The row.
    #[sqlx(flatten)]
    pub row: DisclosureRow,
    /// The institution.
    pub issuer_name: String,
    /// The learner.
    pub learner_name: String,
    /// Who noted it; absent: gone.
    pub noted_by: Option<String>,
}

/// An award that a row names.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ItemRow {
    /// Which row.
    pub disclosure_id: DisclosureId,
    /// The award.
    pub credential_id: CredentialId,
    /// What it is for, by name.
    pub achievement_name: String,
}

/// Adds a row; false when what it corrects was corrected before.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &DisclosureRow) -> Result<bool, StoreError> {
    let sql =
        "insert into disclosure (disclosure_id, issuer_id, learner_id, account_id, kind, recipient, what,
            purpose, ground, given_at, noted_at, corrects, note)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing";
    let args = (
        row.disclosure_id,
        row.issuer_id,
        row.learner_id,
        row.account_id,
        row.kind.as_str(),
        row.recipient.as_str(),
        row.what.as_str(),
        row.purpose.as_str(),
        row.ground.as_str(),
        row.given_at,
        row.noted_at,
        row.corrects,
        row.note.as_str(),
    );
    Ok(tx.execute(sql, args).await? == 1)
}

/// Names the awards of a row.
///
/// # Errors
/// When the database fails.
pub async fn insert_items(
    tx: &mut Tx,
    id: DisclosureId,
    credentials: &[CredentialId],
) -> Result<(), StoreError> {
    let rows: Vec<_> = credentials.iter().map(|credential| (id, *credential)).collect();
    tx.insert_many("insert into disclosure_item (disclosure_id, credential_id)", rows).await
}

/// What a [`NamedRow`] is read from, up to the `where`.
macro_rules! named {
    ($($rest:tt)*) => {
        concat!(
            "select disclosure.disclosure_id, disclosure.issuer_id, disclosure.learner_id, disclosure.account_id,
                disclosure.kind, disclosure.recipient, disclosure.what, disclosure.purpose, disclosure.ground,
                disclosure.given_at, disclosure.noted_at, disclosure.corrects, disclosure.note,
                issuer.name as issuer_name, learner.name as learner_name, account.name as noted_by
            from disclosure
                join issuer on issuer.issuer_id = disclosure.issuer_id
                join learner on learner.learner_id = disclosure.learner_id
                left join account on account.account_id = disclosure.account_id ",
            $($rest)*
        )
    };
}

/// Whose records an account may read about: learners with one of its addresses, and those of whom it
/// holds a credential; `$1`.
macro_rules! of_the_account {
    () => {
        "disclosure.learner_id in (select learner.learner_id from address
                join learner on learner.email = address.email where address.account_id = $1
            union select credential.learner_id from holding
                join credential on credential.credential_id = holding.credential_id
                where holding.account_id = $1 and credential.learner_id is not null)"
    };
}

/// What was noted about one of an institution's learners, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_learner(
    tx: &mut Tx,
    issuer: IssuerId,
    learner: LearnerId,
) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where disclosure.issuer_id = $1 and disclosure.learner_id = $2
        order by disclosure.noted_at desc, disclosure.disclosure_id desc"
    );
    tx.fetch_all(sql, (issuer, learner)).await
}

/// The awards that those rows name.
///
/// # Errors
/// When the database fails.
pub async fn items_of_learner(tx: &mut Tx, learner: LearnerId) -> Result<Vec<ItemRow>, StoreError> {
    let sql = "select disclosure_item.disclosure_id, disclosure_item.credential_id,
            achievement.name as achievement_name
        from disclosure
            join disclosure_item on disclosure_item.disclosure_id = disclosure.disclosure_id
            join credential on credential.credential_id = disclosure_item.credential_id
            join achievement on achievement.achievement_id = credential.achievement_id
        where disclosure.learner_id = $1 order by achievement.name, disclosure_item.credential_id";
    tx.fetch_all(sql, (learner,)).await
}

/// What institutions noted about whoever has an account, the latest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<NamedRow>, StoreError> {
    let sql = named!(
        "where ",
        of_the_account!(),
        " order by disclosure.noted_at desc, disclosure.disclosure_id desc limit $2"
    );
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// The awards that those rows name.
///
/// # Errors
/// When the database fails.
pub async fn items_of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<ItemRow>, StoreError> {
    let sql = concat!(
        "select disclosure_item.disclosure_id, disclosure_item.credential_id,
            achievement.name as achievement_name
        from disclosure
            join disclosure_item on disclosure_item.disclosure_id = disclosure.disclosure_id
            join credential on credential.credential_id = disclosure_item.credential_id
            join achievement on achievement.achievement_id = credential.achievement_id
        where ",
        of_the_account!(),
        " order by achievement.name, disclosure_item.credential_id"
    );
    tx.fetch_all(sql, (account,)).await
}

/// Whether an account took a copy of a credential since a moment.
///
/// # Errors
/// When the database fails.
pub async fn downloaded_since(
    tx: &mut Tx,
    account: AccountId,
    credential: CredentialId,
    since: i64,
) -> Result<bool, StoreError> {
    let sql = "select disclosure.noted_at from disclosure
            join disclosure_item on disclosure_item.disclosure_id = disclosure.disclosure_id
        where disclosure_item.credential_id = $2 and disclosure.account_id = $1
            and disclosure.kind = 'downloaded' and disclosure.noted_at >= $3 limit 1";
    let row: Option<(i64,)> = tx.fetch_optional(sql, (account, credential, since)).await?;
    Ok(row.is_some())
}
