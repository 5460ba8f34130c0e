//! Finding in a wallet: over `holding`, `holding_summary` and `holding_skill`, always of one account.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId};

/// What is looked for; an empty text or 0 stands for anything.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Looked {
    /// Patterns that each has to be like, as `like` makes them.
    pub patterns: [String; Self::WORDS],
    /// The issuer's id.
    pub issuer: String,
    /// The kind.
    pub kind: String,
    /// The skill.
    pub skill: String,
    /// The year.
    pub year: i64,
    /// The state: `verified`, `genuine`, `unknown`, `invalid`, `ended`, or `word`.
    pub state: String,
    /// A record whose credentials are left out,
    pub besides: String,
    /// and one that has them all.
    pub within: String,
}

impl Looked {
    /// Words that are looked for at once.
    pub const WORDS: usize = 5;
}

/// A line of a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LineRow {
    /// The holding.
    pub holding_id: CredentialId,
    /// Its name.
    pub title: String,
    /// Its issuer's id.
    pub issuer_id: String,
    /// Its issuer as pages name it.
    pub issuer_name: String,
    /// Its kind.
    pub kind: String,
    /// Where its picture is.
    pub image: String,
    /// Credentials in it.
    pub entries: i64,
    /// Whether it is of Open Badges 2.0.
    pub open_badges_2: bool,
    /// When it was awarded.
    pub awarded_at: i64,
    /// Until when it counts.
    pub valid_until: Option<i64>,
    /// What the last check came to.
    pub state: String,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
    /// How many there are in all.
    pub found: i64,
}

/// What is found in a wallet, newest award first.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    looked: &Looked,
    now: i64,
    (offset, limit): (u32, u32),
) -> Result<Vec<LineRow>, StoreError> {
    let sql = "select s.holding_id, s.title, s.issuer_id, s.issuer_name, s.kind, s.image, s.entries,
            s.open_badges_2, s.awarded_at, s.valid_until, s.state, h.whose = 'word' as on_word,
            count(*) over () as found
        from holding_summary s join holding h on h.holding_id = s.holding_id
        where s.account_id = $1 and h.removed_at is null
            and s.words like $2 escape '!' and s.words like $3 escape '!' and s.words like $4 escape '!'
            and s.words like $5 escape '!' and s.words like $6 escape '!'
            and (cast($7 as text) = '' or s.issuer_id = $7)
            and (cast($8 as text) = '' or s.kind = $8)
            and (cast($9 as text) = '' or exists (
                select 1 from holding_skill k where k.holding_id = s.holding_id and k.skill = $9))
            and (cast($10 as bigint) = 0 or s.year = $10)
            and (cast($11 as text) = '' or (cast($11 as text) = 'word' and h.whose = 'word')
                or $11 = case
                    when s.state in ('expired', 'revoked', 'suspended', 'replaced') then 'ended'
                    when s.state in ('verified', 'genuine') and s.valid_until <= $12 then 'ended'
                    else s.state end)
            and (cast($15 as text) = '' or not exists (
                select 1 from record_item i where i.record_id = $15 and i.holding_id = s.holding_id))
            and (cast($16 as text) = '' or exists (
                select 1 from record_item i where i.record_id = $16 and i.holding_id = s.holding_id))
        order by s.awarded_at desc, s.holding_id desc limit $13 offset $14";
    let [first, second, third, fourth, fifth] = looked.patterns.clone();
    let args = (
        account,
        first,
        second,
        third,
        fourth,
        fifth,
        looked.issuer.as_str(),
        looked.kind.as_str(),
        looked.skill.as_str(),
        looked.year,
        looked.state.as_str(),
        now,
        i64::from(limit),
        i64::from(offset),
        looked.besides.as_str(),
        looked.within.as_str(),
    );
    tx.fetch_all(sql, args).await
}

/// What a holding is called; `None` where it was never read.
///
/// # Errors
/// When the database fails.
pub async fn title(tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<Option<String>, StoreError> {
    let sql = "select title from holding_summary where account_id = $1 and holding_id = $2";
    let row: Option<(String,)> = tx.fetch_optional(sql, (account, id)).await?;
    Ok(row.map(|(title,)| title))
}

/// Something to look for, and how many credentials have it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ChoiceRow {
    /// What is looked for.
    pub value: String,
    /// As people call it.
    pub name: String,
    /// How many have it.
    pub credentials: i64,
}

/// The issuers of a wallet, the most frequent first.
///
/// # Errors
/// When the database fails.
pub async fn issuers(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<ChoiceRow>, StoreError> {
    let sql = "select s.issuer_id as value, max(s.issuer_name) as name, count(*) as credentials
        from holding_summary s join holding h on h.holding_id = s.holding_id
        where s.account_id = $1 and h.removed_at is null and s.issuer_id <> ''
        group by s.issuer_id order by 3 desc, 1 limit $2";
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// The kinds of a wallet's credentials, the most frequent first.
///
/// # Errors
/// When the database fails.
pub async fn kinds(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<ChoiceRow>, StoreError> {
    let sql = "select s.kind as value, s.kind as name, count(*) as credentials
        from holding_summary s join holding h on h.holding_id = s.holding_id
        where s.account_id = $1 and h.removed_at is null and s.kind <> ''
        group by s.kind order by 3 desc, 1 limit $2";
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// The years of a wallet's awards, latest first.
///
/// # Errors
/// When the database fails.
pub async fn years(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<ChoiceRow>, StoreError> {
    let sql = "select cast(s.year as text) as value, cast(s.year as text) as name, count(*) as credentials
        from holding_summary s join holding h on h.holding_id = s.holding_id
        where s.account_id = $1 and h.removed_at is null
        group by s.year order by s.year desc limit $2";
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// What has become of a credential.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NewsRow {
    /// The holding.
    pub holding_id: CredentialId,
    /// Its name.
    pub title: String,
    /// Its issuer.
    pub issuer_name: String,
    /// `revoked`, `suspended`, `resumed`, `replaced`, `invalid`, `renewed`; empty where it ends soon.
    pub news: String,
    /// Until when it counts.
    pub valid_until: Option<i64>,
}

/// What has become of a wallet's credentials that its holder has not put aside: changes, and what ends
/// between two moments.
///
/// # Errors
/// When the database fails.
pub async fn news(
    tx: &mut Tx,
    account: AccountId,
    (from, until): (i64, i64),
    limit: u32,
) -> Result<Vec<NewsRow>, StoreError> {
    let sql = "select s.holding_id, s.title, s.issuer_name, s.news, s.valid_until
        from holding_summary s join holding h on h.holding_id = s.holding_id
        where s.account_id = $1 and h.removed_at is null
            and (s.news <> '' or (s.valid_until >= $2 and s.valid_until <= $3 and s.ending_told <> s.valid_until
                and s.state in ('verified', 'genuine', 'unknown', 'expired')))
        order by s.news_at desc, s.valid_until, s.holding_id limit $4";
    tx.fetch_all(sql, (account, from, until, i64::from(limit))).await
}

/// Notes what has become of a holding.
///
/// # Errors
/// When the database fails.
pub async fn tell(tx: &mut Tx, id: CredentialId, news: &str, now: i64) -> Result<(), StoreError> {
    let sql = "update holding_summary set news = $2, news_at = $3 where holding_id = $1";
    tx.execute(sql, (id, news, now)).await?;
    Ok(())
}

/// Puts aside what has become of a holding, its end included where that is told of already, until `until`; false
/// when it is not in this wallet.
///
/// # Errors
/// When the database fails.
pub async fn put_aside(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    until: i64,
) -> Result<bool, StoreError> {
    let sql = "update holding_summary set news = '',
            ending_told = case when valid_until <= $3 then valid_until else ending_told end
        where account_id = $1 and holding_id = $2";
    Ok(tx.execute(sql, (account, id, until)).await? == 1)
}

/// What was taken out of a wallet.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RemovedRow {
    /// The holding.
    pub holding_id: CredentialId,
    /// Its name, where it was ever read.
    pub title: String,
    /// Its issuer.
    pub issuer_name: String,
    /// Whether it was issued here.
    pub ours: bool,
    /// When it was taken out.
    pub removed_at: i64,
}

/// What was taken out of a wallet and can be put back, latest first.
///
/// # Errors
/// When the database fails.
pub async fn removed(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<RemovedRow>, StoreError> {
    let sql =
        "select h.holding_id, coalesce(s.title, '') as title, coalesce(s.issuer_name, '') as issuer_name,
            h.credential_id is not null as ours, h.removed_at
        from holding h left join holding_summary s on s.holding_id = h.holding_id
        where h.account_id = $1 and h.removed_at is not null
        order by h.removed_at desc, h.holding_id desc limit $2";
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// The titles of the records in which a holding stands, and how many live links each has.
///
/// # Errors
/// When the database fails.
pub async fn records_with(
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    now: i64,
) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "select record.title, (select count(*) from share
                where share.record_id = record.record_id and share.ended_at is null and share.expires_at > $3)
        from record join record_item on record_item.record_id = record.record_id
        where record.account_id = $1 and record_item.holding_id = $2
        order by record.title, record.record_id";
    tx.fetch_all(sql, (account, id, now)).await
}
