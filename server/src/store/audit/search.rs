//! Looking for what was done, and what those are called to whom it was done.

use super::{ActRow, acts};
use crate::{
    id::IssuerId,
    store::{StoreError, Tx},
};

/// Which of an institution's acts are looked for; what is empty leaves nothing out.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A whole act, such as `credential.revoked`, or a kind of them, such as `credential`.
    pub act: String,
    /// In the name or an address of somebody at the desk who did it, or the whole id of whoever did; in lower case.
    pub who: String,
    /// In the name, the address, the number or the id of what it was done to, or in how; in lower case.
    pub subject: String,
    /// From this moment on.
    pub from: Option<i64>,
    /// Before this moment.
    pub until: Option<i64>,
}

/// Whom or what something was done to, by name.
#[derive(Clone, Debug, Default, Eq, PartialEq, sqlx::FromRow)]
pub struct NamedRow {
    /// What it is called.
    pub name: String,
    /// More about it: what a credential is of.
    pub more: Option<String>,
}

/// An institution's acts that a filter leaves, newest first, from before a number in the chain on.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &mut Tx,
    issuer: IssuerId,
    filter: &Filter,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<ActRow>, StoreError> {
    let sql = acts!(
        "where audit.chain = $1 and audit.sequence < $2 and audit.at >= $3 and audit.at < $4
            and ($5 = '' or audit.act = $5 or audit.act like $5 || '.%')
            and ($6 = '' or p.account_id = $6
                or p.account_id in (select account_id from account where lower(name) like $7 escape '!'
                    and (account_id in (select account_id from staff where issuer_id = $1)
                        or account_id in (select account_id from api_key where issuer_id = $1)
                        or 'account/' || account_id in (select subject from audit_payload where chain = $1)))
                or p.account_id in (select account_id from address where email like $7 escape '!'
                    and account_id in (select account_id from staff where issuer_id = $1)))
            and ($8 = '' or lower(p.subject) like $9 escape '!' or lower(p.detail) like $9 escape '!'
                or lower(p.before) like $9 escape '!' or lower(p.after) like $9 escape '!'
                or p.subject in (select 'learner/' || learner_id from learner where issuer_id = $1
                    and (lower(name) like $9 escape '!' or email like $9 escape '!'
                        or lower(source_id) like $9 escape '!'))
                or p.subject in (select 'credential/' || credential_id from credential where issuer_id = $1
                    and (lower(recipient_name) like $9 escape '!' or recipient_email like $9 escape '!'))
                or p.subject in (select 'class/' || class_id from class where issuer_id = $1
                    and lower(name) like $9 escape '!')
                or p.subject in (select 'achievement/' || achievement_id from achievement where issuer_id = $1
                    and lower(name) like $9 escape '!'))
            order by audit.sequence desc limit $10"
    );
    let args = (
        issuer.to_string(),
        before.unwrap_or(i64::MAX),
        filter.from.unwrap_or(i64::MIN),
        filter.until.unwrap_or(i64::MAX),
        filter.act.as_str(),
        filter.who.as_str(),
        super::super::like(&filter.who),
        filter.subject.as_str(),
        super::super::like(&filter.subject),
        i64::from(limit),
    );
    tx.fetch_all(sql, args).await
}

/// What is called so at an institution, where it still is there.
///
/// * `subject`: a kind and an id, such as `credential/0190…`.
///
/// # Errors
/// When the database fails.
pub async fn name_of(tx: &mut Tx, issuer: IssuerId, subject: &str) -> Result<Option<NamedRow>, StoreError> {
    let Some((kind, id)) = subject.split_once('/') else { return Ok(None) };
    let sql = match kind {
        "credential" => {
            "select credential.recipient_name as name, achievement.name as more
            from credential join achievement on achievement.achievement_id = credential.achievement_id
            where credential.issuer_id = $1 and credential.credential_id = $2 and credential.erased_at is null"
        }
        "learner" => {
            "select name, source_id as more from learner where issuer_id = $1 and learner_id = $2"
        }
        "class" => "select name, term as more from class where issuer_id = $1 and class_id = $2",
        "achievement" => {
            "select name, cast(null as text) as more from achievement
            where issuer_id = $1 and achievement_id = $2"
        }
        "claim_link" => {
            "select title as name, cast(null as text) as more from claim_link
            where issuer_id = $1 and claim_link_id = $2"
        }
        "bulk" => {
            "select file_name as name, cast(null as text) as more from bulk
            where issuer_id = $1 and bulk_id = $2"
        }
        "transcript_batch" => {
            "select title as name, cast(null as text) as more from transcript_batch
            where issuer_id = $1 and batch_id = $2"
        }
        "import" => {
            "select file_name as name, cast(null as text) as more from roster_import
            where issuer_id = $1 and roster_import_id = $2"
        }
        "program" => {
            "select name, cast(null as text) as more from api_key where issuer_id = $1 and api_key_id = $2"
        }
        "invitation" => {
            "select email as name, cast(null as text) as more from invitation
            where issuer_id = $1 and invitation_id = $2"
        }
        "endorsement" => {
            "select subject_name as name, cast(null as text) as more from endorsement
            where issuer_id = $1 and endorsement_id = $2"
        }
        "issuer" => {
            "select name, cast(null as text) as more from issuer where issuer_id = $1 and issuer_id = $2"
        }
        "account" => return Ok(worker(tx, issuer, id).await?.filter(|row| row.works > 0).map(|row| row.named)),
        _ => return Ok(None),
    };
    tx.fetch_optional(sql, (issuer, id)).await
}

/// Whoever has an account, as an institution's desk may know them.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct WorkerRow {
    /// Their name, and the first address of those who work there now.
    #[sqlx(flatten)]
    pub named: NamedRow,
    /// 1: they work or worked there, or are a program of theirs; 0: it is no business of the desk who they are.
    pub works: i64,
}

/// Who has an account.
///
/// # Errors
/// When the database fails.
pub async fn worker(tx: &mut Tx, issuer: IssuerId, account: &str) -> Result<Option<WorkerRow>, StoreError> {
    // Acts about accounts are about staff.
    let sql = "select name, (select min(email) from address where address.account_id = account.account_id
                and account.account_id in (select account_id from staff where issuer_id = $1)) as more,
            cast(case when account_id in (select account_id from staff where issuer_id = $1)
                or account_id in (select account_id from api_key where issuer_id = $1)
                or 'account/' || account_id in (select subject from audit_payload where chain = $1)
                then 1 else 0 end as bigint) as works
        from account where account_id = $2";
    tx.fetch_optional(sql, (issuer, account)).await
}
