//! Forgetting: what is keyed to a credential, an address, a learner or an account goes or is blanked.
//!
//! Earlier statements make way for later ones, which others point to.

use super::{StoreError, Tx};
use crate::{
    id::{AccountId, CredentialId, IssuerId, LearnerId},
    store::count,
};

/// How many rows of which table went or were blanked.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct EraseCounts(pub std::collections::BTreeMap<&'static str, u64>);

impl EraseCounts {
    /// So many more of this table.
    pub fn add(&mut self, table: &'static str, number: u64) {
        if number > 0 {
            *self.0.entry(table).or_default() += number;
        }
    }
}

/// What is forgotten of a table.
#[derive(Clone, Copy, Debug)]
struct Part {
    table: &'static str,
    forget: &'static str,
    count: &'static str,
}

/// Rows that go.
macro_rules! goes {
    ($table:literal, $whose:literal) => {
        Part {
            table: $table,
            forget: concat!("delete from ", $table, " where ", $whose),
            count: concat!("select count(*) from ", $table, " where ", $whose),
        }
    };
}

/// Rows that stay, and say nothing any more.
macro_rules! blanked {
    ($table:literal, $blank:literal, $whose:literal) => {
        Part {
            table: $table,
            forget: concat!("update ", $table, " set ", $blank, " where ", $whose),
            count: concat!("select count(*) from ", $table, " where ", $whose),
        }
    };
}

/// What is about one credential. Takes its id.
const OF_CREDENTIAL: &[Part] = &[
    goes!("evidence_file", "credential_id = $1"),
    goes!("identity_check", "credential_id = $1"),
    goes!("amendment", "credential_id = $1"),
    goes!("disclosure_item", "credential_id = $1"),
    goes!("claim_code", "credential_id = $1"),
    goes!("claim_request", "credential_id = $1"),
    goes!("mail", "credential_id = $1"),
    goes!("record_item", "holding_id = $1"),
    goes!("holding_edition", "holding_id in (select holding_id from holding where credential_id = $1)"),
    goes!("holding_picture", "holding_id in (select holding_id from holding where credential_id = $1)"),
    goes!("holding_report", "holding_id in (select holding_id from holding where credential_id = $1)"),
    goes!("holding_skill", "holding_id in (select holding_id from holding where credential_id = $1)"),
    goes!("holding_summary", "holding_id in (select holding_id from holding where credential_id = $1)"),
    goes!("holding", "credential_id = $1"),
    goes!("bulk_outcome", "credential_id = $1"),
    goes!("rework_item", "credential_id = $1"),
    blanked!("edition", "document = '', reason = ''", "credential_id = $1"),
    goes!("transcript_batch_outcome", "credential_id = $1"),
    blanked!("transcript", "learner_id = null", "credential_id = $1"),
    blanked!(
        "transcript_part_edition",
        "document = ''",
        "part_id in (
            select part_id from transcript_part where credential_id = $1)"
    ),
    blanked!("transcript_part", "details = '{}', document = ''", "credential_id = $1"),
];

/// What institutions said about one credential. Takes its id, and an institution's id or an empty text for all.
const SAID_OF_CREDENTIAL: &[Part] = &[blanked!(
    "endorsement",
    "subject_name = '', comment = '', document = '',
        revoked_reason = case when revoked_reason is null then null else '' end",
    "kind = 'credential' and subject like '%/credentials/' || $1 and ($2 = '' or issuer_id = $2)"
)];

/// The same about whoever has a DID. Takes that, and an institution's id or an empty text for all.
const SAID_OF_DID: &[Part] = &[blanked!(
    "endorsement",
    "subject = '', subject_name = '', comment = '', document = '',
        revoked_reason = case when revoked_reason is null then null else '' end",
    "subject = $1 and ($2 = '' or issuer_id = $2)"
)];

/// What is about whoever an address belongs to. Takes it, and an institution's id or an empty text for all.
const AT_ADDRESS: &[Part] = &[
    goes!("sign_in", "email = $1 and $2 = ''"),
    goes!("address_request", "email = $1 and $2 = ''"),
    goes!("address_end", "email = $1 and ($2 = '' or issuer_id = $2)"),
    goes!("invitation", "email = $1 and ($2 = '' or issuer_id = $2)"),
    goes!("guardian", "email = $1 and ($2 = '' or issuer_id = $2)"),
    goes!("mail", "recipient = $1 and ($2 = '' or issuer_id = $2)"),
    goes!(
        "claim_request",
        "email = $1 and ($2 = '' or claim_link_id in (
            select claim_link_id from claim_link where issuer_id = $2))"
    ),
];

/// What is about a learner. Takes their id.
const OF_LEARNER: &[Part] = &[
    goes!("class_member", "learner_id = $1"),
    goes!("address_end", "learner_id = $1"),
    goes!("guardian", "learner_id = $1"),
    goes!("disclosure", "learner_id = $1"),
    blanked!("transcript", "learner_id = null", "learner_id = $1"),
    // What was erased before points to nobody, what was not goes with its credential.
    blanked!("credential", "learner_id = null", "learner_id = $1"),
    goes!("learner", "learner_id = $1"),
];

/// What is about whoever has an account. Takes its id.
const OF_ACCOUNT: &[Part] = &[
    goes!("session", "account_id = $1"),
    goes!("passkey", "account_id = $1"),
    goes!("recovery_code", "account_id = $1"),
    goes!("address_request", "account_id = $1"),
    // Guardians first: what waited for one's word goes on waiting.
    goes!("guardian", "account_id = $1 or learner_account_id = $1"),
    goes!(
        "share_approval",
        "share_id in (select share_id from share where record_id in (
            select record_id from record where account_id = $1))"
    ),
    goes!("consent_receipt", "account_id = $1"),
    goes!(
        "share_document",
        "share_id in (select share_id from share where record_id in (
            select record_id from record where account_id = $1))"
    ),
    goes!(
        "share_view",
        "share_id in (select share_id from share where record_id in (
            select record_id from record where account_id = $1))"
    ),
    goes!(
        "share_proof",
        "share_id in (select share_id from share join record on record.record_id = share.record_id
            where record.account_id = $1)"
    ),
    goes!("share", "record_id in (select record_id from record where account_id = $1)"),
    goes!("record_item", "record_id in (select record_id from record where account_id = $1)"),
    goes!("record_step", "record_id in (select record_id from record where account_id = $1)"),
    goes!("record", "account_id = $1"),
    goes!("holding_edition", "holding_id in (select holding_id from holding where account_id = $1)"),
    goes!("holding_picture", "holding_id in (select holding_id from holding where account_id = $1)"),
    goes!("holding_report", "holding_id in (select holding_id from holding where account_id = $1)"),
    goes!("holding_skill", "holding_id in (select holding_id from holding where account_id = $1)"),
    goes!("holding_summary", "holding_id in (select holding_id from holding where account_id = $1)"),
    goes!("arrival", "account_id = $1"),
    goes!("holding", "account_id = $1"),
    goes!("account_key", "account_id = $1"),
    goes!("sealed_key", "account_id = $1"),
    goes!("key_challenge", "account_id = $1"),
    goes!("claim_request", "account_id = $1"),
    goes!("claim_try", "account_id = $1"),
    goes!("amendment", "account_id = $1"),
    goes!("idempotency", "account_id = $1"),
    goes!("awarding", "account_id = $1"),
    goes!("class_staff", "account_id = $1"),
    goes!("staff", "account_id = $1"),
    goes!("address", "account_id = $1"),
    goes!("account", "account_id = $1"),
];

async fn each(tx: &mut Tx, parts: &[Part], key: &str, counts: &mut EraseCounts) -> Result<(), StoreError> {
    for part in parts {
        counts.add(part.table, tx.execute(part.forget, (key,)).await?);
    }
    Ok(())
}

async fn each_of(
    tx: &mut Tx,
    parts: &[Part],
    key: &str,
    issuer: Option<IssuerId>,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    for part in parts {
        counts.add(part.table, tx.execute(part.forget, (key, super::text(issuer))).await?);
    }
    Ok(())
}

/// Blanks a credential, and forgets what is about it. Its id and its place in the status list stay taken.
///
/// * `issuer`: what others than this institution said about it is theirs, and stays.
///
/// # Errors
/// When the database fails.
pub async fn forget_credential(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
    id: CredentialId,
    now: i64,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    each(tx, OF_CREDENTIAL, &id.to_string(), counts).await?;
    each_of(tx, SAID_OF_CREDENTIAL, &id.to_string(), issuer, counts).await?;
    let sql =
        "update transcript_part set withdrawn_at = $2 where credential_id = $1 and withdrawn_at is null";
    tx.execute(sql, (id, now)).await?;
    let sql = "update credential set recipient_name = '', recipient_email = '', recipient_did = null,
            learner_id = null, class_id = null, bulk_id = null, details = '{}', document = '',
            revoked_reason = case when revoked_reason is null then null else '' end,
            suspended_reason = case when suspended_reason is null then null else '' end,
            erased_at = $2
        where credential_id = $1";
    counts.add("credential", tx.execute(sql, (id, now)).await?);
    Ok(())
}

/// Forgets what was sent to an address, and what was asked for with it.
///
/// # Errors
/// When the database fails.
pub async fn forget_at_addresses(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
    email: &str,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    each_of(tx, AT_ADDRESS, email, issuer, counts).await
}

/// Forgets what the service sent to an address, and the links that went there: not what institutions keep.
///
/// # Errors
/// When the database fails.
pub async fn forget_own_at_address(
    tx: &mut Tx,
    email: &str,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    for (table, sql) in [
        ("sign_in", "delete from sign_in where email = $1"),
        ("address_request", "delete from address_request where email = $1"),
        ("mail", "delete from mail where recipient = $1 and issuer_id is null"),
    ] {
        counts.add(table, tx.execute(sql, (email,)).await?);
    }
    Ok(())
}

/// Forgets a learner, and who they are elsewhere among endorsements.
///
/// # Errors
/// When the database fails.
pub async fn forget_learner(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
    id: LearnerId,
    did: Option<&str>,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    if let Some(did) = did {
        each_of(tx, SAID_OF_DID, did, issuer, counts).await?;
    }
    each(tx, OF_LEARNER, &id.to_string(), counts).await
}

/// Forgets an account, its wallet, its records and their links.
///
/// # Errors
/// When the database fails.
pub async fn forget_account(tx: &mut Tx, id: AccountId, counts: &mut EraseCounts) -> Result<(), StoreError> {
    each(tx, OF_ACCOUNT, &id.to_string(), counts).await
}

/// The tables that are seen to here.
#[cfg(test)]
pub(super) fn seen_to() -> std::collections::BTreeSet<&'static str> {
    let keyed = [OF_CREDENTIAL, SAID_OF_CREDENTIAL, SAID_OF_DID, AT_ADDRESS, OF_LEARNER, OF_ACCOUNT].concat();
    keyed.into_iter().map(|part| part.table).collect()
}

/// Counts what would be forgotten with these, and forgets nothing. What is about them in two ways, such as a letter
/// to their address about a credential of theirs, is counted twice.
///
/// # Errors
/// When the database fails.
pub async fn count_of(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
    credentials: &[CredentialId],
    emails: &[&str],
    learners: &[LearnerId],
) -> Result<EraseCounts, StoreError> {
    let mut counts = EraseCounts::default();
    for (part, key) in keyed(OF_CREDENTIAL, credentials).into_iter().chain(keyed(OF_LEARNER, learners)) {
        // Their credentials are among those that were given.
        if part.table != "credential" {
            let (number,): (i64,) = tx.fetch_one(part.count, (key,)).await?;
            counts.add(part.table, count(number));
        }
    }
    for (part, key) in keyed(SAID_OF_CREDENTIAL, credentials).into_iter().chain(keyed(AT_ADDRESS, emails)) {
        let (number,): (i64,) = tx.fetch_one(part.count, (key, super::text(issuer))).await?;
        counts.add(part.table, count(number));
    }
    counts.add("credential", credentials.len() as u64);
    Ok(counts)
}

/// Each part with each key.
fn keyed(parts: &'static [Part], keys: &[impl ToString]) -> Vec<(&'static Part, String)> {
    let mut all = Vec::with_capacity(parts.len() * keys.len());
    for key in keys {
        for part in parts {
            all.push((part, key.to_string()));
        }
    }
    all
}
