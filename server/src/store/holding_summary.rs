//! `holding_summary`: what was read of a holding when it was last checked, so that a list of thousands
//! checks none. `holding_report`: the whole report.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId};

/// What a check found, as lists show it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NewSummary {
    /// Which edition and state of it was looked at.
    pub seen: String,
    /// What the document calls itself; empty where it does not.
    pub document_id: String,
    /// What it calls its issuer.
    pub issuer_id: String,
    /// The issuer as a page names it.
    pub issuer_name: String,
    /// The name to show.
    pub title: String,
    /// Its `achievementType`, or `ClrCredential`.
    pub kind: String,
    /// Where its picture is, a path of ours; empty where one is drawn.
    pub image: String,
    /// Credentials in it.
    pub entries: i64,
    /// Whether it is of Open Badges 2.0.
    pub open_badges_2: bool,
    /// When it was awarded.
    pub awarded_at: i64,
    /// The year of that, in UTC.
    pub year: i64,
    /// From when it counts.
    pub valid_from: i64,
    /// Until when.
    pub valid_until: Option<i64>,
    /// What the check came to.
    pub state: String,
    /// What a search looks through.
    pub words: String,
    /// When it was checked.
    pub checked_at: i64,
    /// When it is to be checked again.
    pub due_at: i64,
}

/// A holding to be checked.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DueRow {
    /// Its id.
    pub holding_id: CredentialId,
    /// In whose wallet.
    pub account_id: AccountId,
    /// The signed text.
    pub document: String,
    /// Whether it was issued here.
    pub ours: bool,
    /// What one from elsewhere is known to be its holder's by.
    pub whose: String,
    /// When it came in.
    pub held_at: i64,
    /// Which edition and state of it this is.
    pub mark: String,
    /// Why its latest edition took the place of the one before; empty where there is one alone.
    pub change: String,
    /// What the check before this one came to; empty where there was none.
    pub state: String,
    /// The last that a check came to which was not unknown; empty where none was.
    pub told: String,
    /// Which edition and state that looked at.
    pub seen: String,
}

/// Which edition and state of a holding it is, and its columns for [`DueRow`].
macro_rules! due {
    ($rest:literal) => {
        concat!(
            "select holding.holding_id, holding.account_id,
                coalesce(holding.document, credential.document) as document,
                holding.credential_id is not null as ours, holding.whose, holding.held_at,
                case when credential.credential_id is null then '' else cast(credential.edition as text)
                    || '/' || cast(coalesce(credential.revoked_at, 0) as text)
                    || '/' || cast(coalesce(credential.suspended_at, 0) as text) end as mark,
                coalesce((select edition.kind from edition where edition.credential_id = holding.credential_id
                    order by edition.edition desc limit 1), '') as change,
                coalesce(holding_summary.state, '') as state, coalesce(holding_summary.told, '') as told,
                coalesce(holding_summary.seen, '') as seen
            from holding
                left join credential on credential.credential_id = holding.credential_id
                left join holding_summary on holding_summary.holding_id = holding.holding_id
            where holding.removed_at is null and ",
            $rest
        )
    };
}

/// What of a wallet was never checked, or changed since at the desk that issued it, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn unread(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<DueRow>, StoreError> {
    let sql = due!(
        "holding.account_id = $1 and (holding_summary.holding_id is null or holding_summary.seen <>
            case when credential.credential_id is null then '' else cast(credential.edition as text)
                || '/' || cast(coalesce(credential.revoked_at, 0) as text)
                || '/' || cast(coalesce(credential.suspended_at, 0) as text) end)
        order by holding.held_at, holding.holding_id limit $2"
    );
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// What was never checked, in any wallet, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn unread_anywhere(tx: &mut Tx, limit: u32) -> Result<Vec<DueRow>, StoreError> {
    let sql =
        due!("holding_summary.holding_id is null order by holding.held_at, holding.holding_id limit $1");
    tx.fetch_all(sql, (i64::from(limit),)).await
}

/// One holding, due or not.
///
/// # Errors
/// When the database fails.
pub async fn one(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<Option<DueRow>, StoreError> {
    let sql = due!("holding.account_id = $1 and holding.holding_id = $2");
    tx.fetch_optional(sql, (account, id)).await
}

/// What is due to be checked again; whoever takes it has until `until`, then it is due once more.
///
/// # Errors
/// When the database fails.
pub async fn take_due(tx: &mut Tx, now: i64, until: i64, limit: u32) -> Result<Vec<DueRow>, StoreError> {
    let sql = tx.either(
        "update holding_summary set due_at = $2 where holding_id in (
            select holding_id from holding_summary where due_at <= $1
                and holding_id in (select holding_id from holding where removed_at is null)
            order by due_at, holding_id limit $3)
        returning holding_id",
        "update holding_summary set due_at = $2 where holding_id in (
            select holding_id from holding_summary where due_at <= $1
                and holding_id in (select holding_id from holding where removed_at is null)
            order by due_at, holding_id limit $3 for update skip locked)
        returning holding_id",
    );
    let taken: Vec<(CredentialId,)> = tx.fetch_all(sql, (now, until, i64::from(limit))).await?;
    let mut rows = Vec::with_capacity(taken.len());
    for (id,) in taken {
        rows.extend(tx.fetch_optional::<DueRow>(due!("holding.holding_id = $1"), (id,)).await?);
    }
    Ok(rows)
}

/// Keeps a summary in the place of the one before.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    id: CredentialId,
    account: AccountId,
    row: &NewSummary,
) -> Result<(), StoreError> {
    let args = (
        id,
        account,
        row.seen.as_str(),
        row.document_id.as_str(),
        row.issuer_id.as_str(),
        row.issuer_name.as_str(),
        row.title.as_str(),
        row.kind.as_str(),
        row.image.as_str(),
        row.entries,
        row.open_badges_2,
        row.awarded_at,
        row.year,
        row.valid_from,
        row.valid_until,
        row.state.as_str(),
        row.words.as_str(),
        row.checked_at,
        row.due_at,
    );
    let sql = "update holding_summary set seen = $3, document_id = $4, issuer_id = $5, issuer_name = $6,
            title = $7, kind = $8, image = $9, entries = $10, open_badges_2 = $11, awarded_at = $12,
            year = $13, valid_from = $14, valid_until = $15, state = $16, words = $17, checked_at = $18,
            due_at = $19, told = case when $16 = 'unknown' then told else $16 end
        where holding_id = $1 and account_id = $2";
    if tx.execute(sql, args).await? == 0 {
        let sql = "insert into holding_summary (holding_id, account_id, seen, document_id, issuer_id,
                issuer_name, title, kind, image, entries, open_badges_2, awarded_at, year, valid_from,
                valid_until, state, words, checked_at, due_at, told)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                case when $16 = 'unknown' then '' else $16 end)
            on conflict do nothing";
        tx.execute(sql, args).await?;
    }
    Ok(())
}

/// Has what could not be kept wait until `until`; what was never read is listed meanwhile as not checked.
///
/// # Errors
/// When the database fails.
pub async fn defer(
    tx: &mut Tx,
    id: CredentialId,
    account: AccountId,
    seen: &str,
    until: i64,
) -> Result<(), StoreError> {
    let sql = "update holding_summary set due_at = $4, seen = $3 where holding_id = $1 and account_id = $2";
    if tx.execute(sql, (id, account, seen, until)).await? == 0 {
        let sql = "insert into holding_summary (holding_id, account_id, seen, document_id, issuer_id, issuer_name,
                title, kind, image, entries, open_badges_2, awarded_at, year, valid_from, state, words,
                checked_at, due_at)
            select holding_id, account_id, cast($3 as text), '', '', '', '', '', '', 0, false, held_at, 1970, 0,
                'unknown', '', 0, cast($4 as bigint)
            from holding where holding_id = $1 and account_id = $2
            on conflict do nothing";
        tx.execute(sql, (id, account, seen, until)).await?;
    }
    Ok(())
}

/// Has what is in a wallet on its holder's word be checked again, now that more is known of them.
///
/// # Errors
/// When the database fails.
pub async fn ask_again(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let sql = "update holding_summary set due_at = 0 where account_id = $1
        and holding_id in (select holding_id from holding where account_id = $1 and whose = 'word')";
    tx.execute(sql, (account,)).await?;
    Ok(())
}

/// Keeps a report, as JSON, in the place of the one before.
///
/// # Errors
/// When the database fails.
pub async fn keep_report(tx: &mut Tx, id: CredentialId, report: &str) -> Result<(), StoreError> {
    let sql = "update holding_report set report = $2 where holding_id = $1";
    if tx.execute(sql, (id, report)).await? == 0 {
        let sql = "insert into holding_report (holding_id, report) values ($1, $2) on conflict do nothing";
        tx.execute(sql, (id, report)).await?;
    }
    Ok(())
}

/// The report of the last check, as JSON.
///
/// # Errors
/// When the database fails.
pub async fn report(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<Option<String>, StoreError> {
    let sql = "select holding_report.report from holding_report
        join holding on holding.holding_id = holding_report.holding_id
        where holding.account_id = $1 and holding.holding_id = $2";
    let row: Option<(String,)> = tx.fetch_optional(sql, (account, id)).await?;
    Ok(row.map(|(report,)| report))
}

/// A holding that calls itself and its issuer the same as another.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DoubleRow {
    /// Its id.
    pub holding_id: CredentialId,
    /// Whether it was issued here.
    pub ours: bool,
    /// From when it counts.
    pub valid_from: i64,
    /// What the last check came to.
    pub state: String,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
    /// Whether it was taken out of the wallet.
    pub removed: bool,
}

/// What is or was in a wallet under this issuer and id: what is in it first, the newest edition first.
///
/// # Errors
/// When the database fails.
pub async fn doubles(
    tx: &mut Tx,
    account: AccountId,
    issuer_id: &str,
    document_id: &str,
) -> Result<Vec<DoubleRow>, StoreError> {
    let sql = "select holding.holding_id, holding.credential_id is not null as ours,
            holding_summary.valid_from, holding_summary.state, holding.whose = 'word' as on_word,
            holding.removed_at is not null as removed
        from holding_summary join holding on holding.holding_id = holding_summary.holding_id
        where holding_summary.account_id = $1 and holding_summary.document_id = $3
            and holding_summary.issuer_id = $2
        order by holding.removed_at is not null, holding_summary.valid_from desc, holding.holding_id desc";
    tx.fetch_all(sql, (account, issuer_id, document_id)).await
}

/// What an account's holdings are called, and their issuers.
///
/// # Errors
/// When the database fails.
pub async fn names(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(CredentialId, (String, String))>, StoreError> {
    let sql = "select holding_id, title, issuer_name from holding_summary where account_id = $1";
    let rows: Vec<(CredentialId, String, String)> = tx.fetch_all(sql, (account,)).await?;
    Ok(rows.into_iter().map(|(id, title, issuer)| (id, (title, issuer))).collect())
}
