//! Awards that end: whose holders are to be reminded, and when another would.

use crate::{
    id::{AccountId, CredentialId, IssuerId},
    store::{StoreError, Tx},
};

/// A credential whose holder is to be reminded of its end.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EndingRow {
    /// Its id.
    pub credential_id: CredentialId,
    /// Who issued it.
    pub issuer_id: IssuerId,
    /// What was awarded, by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address.
    pub recipient_email: String,
    /// In whose wallet it is.
    pub account_id: Option<AccountId>,
    /// When it ends.
    pub valid_until: i64,
}

/// Notes of at most `limit` credentials that their holders are reminded of their end, and gives
/// these: those that count, that end within the days that their institution has set, and are in the
/// second half of their time; each once for one end, and none that goes to nobody.
///
/// # Errors
/// When the database fails.
pub async fn remind(tx: &mut Tx, now: i64, limit: u32) -> Result<Vec<EndingRow>, StoreError> {
    macro_rules! sql {
        ($lock:literal) => {
            concat!(
                "update credential set reminded_until = valid_until
                where credential_id in (
                    select credential.credential_id from issuer
                        join credential on credential.issuer_id = issuer.issuer_id
                    where issuer.reminder_days is not null
                        and credential.valid_until > $1
                        and credential.valid_until <= $1 + issuer.reminder_days * 86400000
                        and (credential.valid_until - $1) * 2 <= credential.valid_until - credential.valid_from
                        and (credential.reminded_until is null
                            or credential.reminded_until <> credential.valid_until)
                        and credential.revoked_at is null and credential.suspended_at is null
                        and (credential.recipient_email <> '' or exists (select 1 from holding
                            where holding.credential_id = credential.credential_id))
                    limit $2",
                $lock,
                ")
                returning credential_id, issuer_id, recipient_name, recipient_email, valid_until,
                    (select name from achievement
                        where achievement.achievement_id = credential.achievement_id) as achievement_name,
                    (select account_id from holding
                        where holding.credential_id = credential.credential_id) as account_id"
            )
        };
    }
    let sql = tx.either(sql!(""), sql!(" for update of credential skip locked"));
    tx.fetch_all(sql, (now, i64::from(limit))).await
}

/// For how many days a credential is good by the version of its achievement that it was awarded of.
///
/// # Errors
/// When the database fails.
pub async fn valid_days(tx: &mut Tx, id: CredentialId) -> Result<Option<i64>, StoreError> {
    let sql = "select v.valid_days from credential c join achievement_version v
            on v.achievement_id = c.achievement_id and v.version = c.achievement_version
        where c.credential_id = $1";
    let row: Option<(Option<i64>,)> = tx.fetch_optional(sql, (id,)).await?;
    Ok(row.and_then(|(days,)| days))
}
