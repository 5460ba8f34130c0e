//! `address_end`: when addresses that come from an institution will end.
//!
//! An institution speaks of no other addresses than those it has itself: of its learners, and those that it
//! awarded to.

use super::{StoreError, Tx};
use crate::id::{AccountId, AddressEndId, IssuerId, LearnerId};

/// What an institution has said.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AddressEnd {
    /// Its id.
    pub address_end_id: AddressEndId,
    /// The domain; empty where it is about one address.
    pub domain: String,
    /// The address; empty where it is about a domain.
    pub email: String,
    /// The learner's name; empty where it is about none.
    pub learner_name: String,
    /// When.
    pub ends_at: i64,
}

/// An address of an account that will end.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Ending {
    /// Whose it is.
    pub account_id: AccountId,
    /// The address.
    pub email: String,
    /// Who ends it.
    pub issuer_name: String,
    /// When.
    pub ends_at: i64,
    /// When that was said.
    pub said_at: i64,
}

/// Says when the addresses of a domain end, for an institution's own learners.
///
/// # Errors
/// When the database fails.
pub async fn end_domain(
    tx: &mut Tx,
    id: AddressEndId,
    issuer: IssuerId,
    domain: &str,
    ends_at: i64,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute("delete from address_end where issuer_id = $1 and domain = $2", (issuer, domain)).await?;
    let sql = "insert into address_end (address_end_id, issuer_id, domain, email, ends_at, created_at)
        values ($1, $2, $3, '', $4, $5)";
    tx.execute(sql, (id, issuer, domain, ends_at, now)).await?;
    Ok(())
}

/// Says when an address ends, of an institution that has it.
///
/// * `learner`: whose it is there, if it is a learner's.
///
/// # Errors
/// When the database fails.
pub async fn end_address(
    tx: &mut Tx,
    id: AddressEndId,
    (issuer, learner): (IssuerId, Option<LearnerId>),
    email: &str,
    ends_at: i64,
    now: i64,
) -> Result<(), StoreError> {
    tx.execute("delete from address_end where issuer_id = $1 and email = $2", (issuer, email)).await?;
    let sql =
        "insert into address_end (address_end_id, issuer_id, domain, email, learner_id, ends_at, created_at)
        values ($1, $2, '', $3, $4, $5, $6)";
    tx.execute(sql, (id, issuer, email, learner, ends_at, now)).await?;
    Ok(())
}

/// Takes back what was said; false when there is no such thing at this institution.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, issuer: IssuerId, id: AddressEndId) -> Result<bool, StoreError> {
    let sql = "delete from address_end where issuer_id = $1 and address_end_id = $2";
    Ok(tx.execute(sql, (issuer, id)).await? == 1)
}

/// What an institution has said, what comes first first.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<AddressEnd>, StoreError> {
    let sql = "select address_end_id, domain, address_end.email, coalesce(learner.name, '') as learner_name, ends_at
        from address_end left join learner on learner.learner_id = address_end.learner_id
        where address_end.issuer_id = $1 order by ends_at, domain, address_end.email, address_end_id";
    tx.fetch_all(sql, (issuer,)).await
}

/// Whether an institution has an address at a domain: a learner's, or one that it awarded to.
///
/// # Errors
/// When the database fails.
pub async fn has_domain(tx: &mut Tx, issuer: IssuerId, domain: &str) -> Result<bool, StoreError> {
    let sql = "select email from learner where issuer_id = $1 and email like '%@' || $2
        union select recipient_email from credential where issuer_id = $1 and recipient_email like '%@' || $2
        limit 1";
    let row: Option<(String,)> = tx.fetch_optional(sql, (issuer, domain)).await?;
    Ok(row.is_some())
}

/// Whether an institution has an address: on its roster, or because it awarded to it.
///
/// # Errors
/// When the database fails.
pub async fn has(tx: &mut Tx, issuer: IssuerId, email: &str) -> Result<bool, StoreError> {
    let sql = "select email from learner where issuer_id = $1 and email = $2
        union select recipient_email from credential where issuer_id = $1 and recipient_email = $2 limit 1";
    let row: Option<(String,)> = tx.fetch_optional(sql, (issuer, email)).await?;
    Ok(row.is_some())
}

/// The learner whose address this is at an institution, or has been when something was awarded to them.
///
/// # Errors
/// When the database fails.
pub async fn learner_at(tx: &mut Tx, issuer: IssuerId, email: &str) -> Result<Option<LearnerId>, StoreError> {
    let sql = "select learner_id from learner where issuer_id = $1 and (email = $2 or learner_id in (
            select learner_id from credential where issuer_id = $1 and recipient_email = $2))
        order by case when email = $2 then 0 else 1 end, learner_id limit 1";
    let row: Option<(LearnerId,)> = tx.fetch_optional(sql, (issuer, email)).await?;
    Ok(row.map(|(id,)| id))
}

/// That what `address_end` says is about an address of an account, which is read under this name.
///
/// A credential is looked up by its address: few have one address, and one institution may have awarded very many.
macro_rules! ends {
    ($address:literal) => {
        concat!(
            "((address_end.email <> '' and address_end.email = ",
            $address,
            ".email) or (address_end.domain <> '' and ",
            $address,
            ".email like '%@' || address_end.domain and (
                exists (select 1 from learner where learner.issuer_id = address_end.issuer_id
                    and learner.email = ",
            $address,
            ".email)
                or exists (select 1 from credential where credential.recipient_email = ",
            $address,
            ".email and coalesce(credential.issuer_id, '') = address_end.issuer_id))))"
        )
    };
}

/// The addresses of an account that will end or have ended, what comes first first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Ending>, StoreError> {
    let sql = concat!(
        "select address.account_id, address.email, issuer.name as issuer_name, address_end.ends_at,
            address_end.created_at as said_at
        from address join address_end on ",
        ends!("address"),
        " join issuer on issuer.issuer_id = address_end.issuer_id
        where address.account_id = $1 order by address_end.ends_at, address.email"
    );
    tx.fetch_all(sql, (account,)).await
}

/// Addresses that end between two moments, whose owners have none that lasts, and have not been told since
/// `told_before` or since it was said. Where several institutions end one, what comes first counts.
///
/// It goes from what was said to the addresses it is about: there are few of those, and many addresses.
///
/// # Errors
/// When the database fails.
pub async fn to_tell(
    tx: &mut Tx,
    from: i64,
    until: i64,
    told_before: i64,
) -> Result<Vec<Ending>, StoreError> {
    let sql = concat!(
        "select address.account_id, address.email, issuer.name as issuer_name, said.ends_at,
            said.created_at as said_at
        from (
            select issuer_id, email, ends_at, created_at from address_end
            where email <> '' and ends_at > $1 and ends_at <= $2
            union select address_end.issuer_id, learner.email, ends_at, address_end.created_at from address_end
            join learner on learner.issuer_id = address_end.issuer_id
            where domain <> '' and ends_at > $1 and ends_at <= $2
                and learner.email like '%@' || address_end.domain
            union select address_end.issuer_id, credential.recipient_email, ends_at, address_end.created_at
            from address_end join credential on credential.issuer_id = address_end.issuer_id
            where domain <> '' and ends_at > $1 and ends_at <= $2
                and credential.recipient_email like '%@' || address_end.domain
        ) as said
        join address on address.email = said.email
        join issuer on issuer.issuer_id = said.issuer_id
        where (address.end_told_at is null or address.end_told_at <= $3
                or address.end_told_at < said.created_at)
            and not exists (select 1 from address_end where address_end.ends_at < said.ends_at and ",
        ends!("address"),
        ") and not exists (select 1 from address as other where other.account_id = address.account_id
                and other.email <> address.email
                and not exists (select 1 from address_end where ",
        ends!("other"),
        "))
        order by said.ends_at, address.email"
    );
    tx.fetch_all(sql, (from, until, told_before)).await
}

/// Notes that the owner of an address is told now; false when they were since `told_before`, and since it was said:
/// of several that would tell them, one does.
///
/// # Errors
/// When the database fails.
pub async fn told(tx: &mut Tx, end: &Ending, told_before: i64, now: i64) -> Result<bool, StoreError> {
    let sql = "update address set end_told_at = $2 where email = $1
        and (end_told_at is null or end_told_at <= $3 or end_told_at < $4)";
    Ok(tx.execute(sql, (end.email.as_str(), now, told_before, end.said_at)).await? == 1)
}

/// The addresses of an account that stand on a roster, each with one of the institutions.
///
/// # Errors
/// When the database fails.
pub async fn schools(tx: &mut Tx, account: AccountId) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select address.email, min(issuer.name) from address
        join learner on learner.email = address.email join issuer on issuer.issuer_id = learner.issuer_id
        where address.account_id = $1 group by address.email";
    tx.fetch_all(sql, (account,)).await
}
