//! Forgetting: what is keyed to a credential, an address, a learner or an account goes or is blanked.
//!
//! Earlier statements make way for later ones, which others point to.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, IssuerId, LearnerId};

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

/// What is about one credential. Takes its id.
const OF_CREDENTIAL: &[(&str, &str)] = &[
    ("evidence_file", "delete from evidence_file where credential_id = $1"),
    ("identity_check", "delete from identity_check where credential_id = $1"),
    ("amendment", "delete from amendment where credential_id = $1"),
    ("disclosure_item", "delete from disclosure_item where credential_id = $1"),
    ("claim_code", "delete from claim_code where credential_id = $1"),
    ("claim_request", "delete from claim_request where credential_id = $1"),
    ("mail", "delete from mail where credential_id = $1"),
    ("record_item", "delete from record_item where holding_id = $1"),
    ("holding", "delete from holding where credential_id = $1"),
    ("bulk_outcome", "delete from bulk_outcome where credential_id = $1"),
    ("rework_item", "delete from rework_item where credential_id = $1"),
    ("edition", "update edition set document = '', reason = '' where credential_id = $1"),
    (
        "endorsement",
        "update endorsement set subject_name = '', comment = '', document = '',
            revoked_reason = case when revoked_reason is null then null else '' end
        where kind = 'credential' and subject like '%/credentials/' || $1",
    ),
    ("transcript_batch_outcome", "delete from transcript_batch_outcome where credential_id = $1"),
    ("transcript", "update transcript set learner_id = null where credential_id = $1"),
    (
        "transcript_part_edition",
        "update transcript_part_edition set document = '' where part_id in (
            select part_id from transcript_part where credential_id = $1)",
    ),
    ("transcript_part", "update transcript_part set details = '{}', document = '' where credential_id = $1"),
];

/// What is about whoever an address belongs to. Takes it, and an institution's id or an empty text for all.
const AT_ADDRESS: &[(&str, &str)] = &[
    ("sign_in", "delete from sign_in where email = $1 and $2 = ''"),
    ("invitation", "delete from invitation where email = $1 and ($2 = '' or issuer_id = $2)"),
    ("mail", "delete from mail where recipient = $1 and ($2 = '' or issuer_id = $2)"),
    (
        "claim_request",
        "delete from claim_request where email = $1 and ($2 = '' or claim_link_id in (
            select claim_link_id from claim_link where issuer_id = $2))",
    ),
];

/// What is about a learner. Takes their id.
const OF_LEARNER: &[(&str, &str)] = &[
    ("class_member", "delete from class_member where learner_id = $1"),
    ("disclosure", "delete from disclosure where learner_id = $1"),
    ("transcript", "update transcript set learner_id = null where learner_id = $1"),
    // What was erased before points to nobody, what was not goes with its credential.
    ("credential", "update credential set learner_id = null where learner_id = $1"),
    ("learner", "delete from learner where learner_id = $1"),
];

/// What is about whoever has an account. Takes its id.
const OF_ACCOUNT: &[(&str, &str)] = &[
    ("session", "delete from session where account_id = $1"),
    ("share", "delete from share where record_id in (select record_id from record where account_id = $1)"),
    (
        "record_item",
        "delete from record_item where record_id in (select record_id from record where account_id = $1)",
    ),
    ("record", "delete from record where account_id = $1"),
    ("holding", "delete from holding where account_id = $1"),
    ("account_key", "delete from account_key where account_id = $1"),
    ("key_challenge", "delete from key_challenge where account_id = $1"),
    ("claim_request", "delete from claim_request where account_id = $1"),
    ("claim_try", "delete from claim_try where account_id = $1"),
    ("amendment", "delete from amendment where account_id = $1"),
    ("idempotency", "delete from idempotency where account_id = $1"),
    ("awarding", "delete from awarding where account_id = $1"),
    ("class_staff", "delete from class_staff where account_id = $1"),
    ("staff", "delete from staff where account_id = $1"),
    ("address", "delete from address where account_id = $1"),
    ("account", "delete from account where account_id = $1"),
];

async fn each(
    tx: &mut Tx,
    statements: &[(&'static str, &'static str)],
    key: &str,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    for (table, sql) in statements {
        counts.add(table, tx.execute(sql, (key,)).await?);
    }
    Ok(())
}

/// Blanks a credential, and forgets what is about it. Its id and its place in the status list stay taken.
///
/// # Errors
/// When the database fails.
pub async fn forget_credential(
    tx: &mut Tx,
    id: CredentialId,
    now: i64,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    each(tx, OF_CREDENTIAL, &id.to_string(), counts).await?;
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
    for (table, sql) in AT_ADDRESS {
        counts.add(table, tx.execute(sql, (email, super::text(issuer))).await?);
    }
    Ok(())
}

/// Forgets a learner, and who they are elsewhere among endorsements.
///
/// # Errors
/// When the database fails.
pub async fn forget_learner(
    tx: &mut Tx,
    id: LearnerId,
    did: Option<&str>,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    if let Some(did) = did {
        let sql = "update endorsement set subject = '', subject_name = '', comment = '', document = ''
            where subject = $1";
        counts.add("endorsement", tx.execute(sql, (did,)).await?);
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

/// Something sealed that may name a person.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedRow {
    /// The row's key: its parts with slashes between them, as the place that it is sealed for has them.
    pub id: String,
    /// The part of that which tells it from others of the table.
    pub part: String,
    /// What is sealed.
    pub sealed: String,
    /// What the file is called, where it is one.
    pub name: String,
}

/// Tables with sealed rows, all of them with their rows; and how one row of each is forgotten: by the first
/// part of its key, and the second.
const SEALED: &[(&str, &str, &[&str])] = &[
    (
        "mail",
        "select mail_id as id, '' as part, sealed, '' as name from mail
            where next_try_at is null and ($1 = '' or issuer_id = $1)",
        &["delete from mail where mail_id = $1 and $2 = ''"],
    ),
    (
        "idempotency",
        "select account_id as id, key_hash as part, answer as sealed, '' as name from idempotency
            where answer is not null and ($1 = '' or account_id in (
                select account_id from api_key where issuer_id = $1))",
        &["delete from idempotency where account_id = $1 and key_hash = $2"],
    ),
    (
        "bulk_file",
        "select bulk.bulk_id as id, '' as part, bulk_file.sealed, bulk.file_name as name
            from bulk_file join bulk on bulk.bulk_id = bulk_file.bulk_id
            where bulk.state = 'new' and ($1 = '' or bulk.issuer_id = $1)",
        &["delete from bulk where bulk_id = $1 and $2 = ''"],
    ),
    (
        "bulk_row",
        "select bulk_id as id, cast(position as text) as part, sealed, '' as name from bulk_row
            where $1 = '' or bulk_id in (select bulk_id from bulk where issuer_id = $1)",
        &[
            "delete from bulk_row where bulk_id = $1 and position = cast($2 as bigint)",
            "update bulk set total = total - 1 where bulk_id = $1 and $2 <> ''",
        ],
    ),
    (
        "bulk_outcome",
        "select bulk_id as id, cast(position as text) as part, sealed, '' as name from bulk_outcome
            where sealed is not null
                and ($1 = '' or bulk_id in (select bulk_id from bulk where issuer_id = $1))",
        &["delete from bulk_outcome where bulk_id = $1 and position = cast($2 as bigint)"],
    ),
    (
        "roster_import_part",
        "select roster_import_id as id, kind as part, sealed, '' as name from roster_import_part
            where $1 = '' or roster_import_id in (
                select roster_import_id from roster_import where issuer_id = $1)",
        &[
            // What was read of an export is of no use without a part of it.
            "delete from roster_import_part where roster_import_id = $1 and $2 <> ''",
            "update roster_import set purged_at = created_at
                where roster_import_id = $1 and $2 <> '' and purged_at is null and state = 'used'",
            "delete from roster_import where roster_import_id = $1 and $2 <> '' and state = 'new'",
        ],
    ),
    (
        "transcript_batch_row",
        "select batch_id as id, cast(position as text) as part, sealed, '' as name from transcript_batch_row
            where $1 = '' or batch_id in (select batch_id from transcript_batch where issuer_id = $1)",
        &["delete from transcript_batch_row where batch_id = $1 and position = cast($2 as bigint)"],
    ),
    (
        "transcript_batch_outcome",
        "select batch_id as id, cast(position as text) as part, sealed, '' as name from transcript_batch_outcome
            where $1 = '' or batch_id in (select batch_id from transcript_batch where issuer_id = $1)",
        &["delete from transcript_batch_outcome where batch_id = $1 and position = cast($2 as bigint)"],
    ),
];

/// The tables that are seen to here.
#[cfg(test)]
pub(super) fn seen_to() -> std::collections::BTreeSet<&'static str> {
    let keyed = [OF_CREDENTIAL, AT_ADDRESS, OF_LEARNER, OF_ACCOUNT].concat();
    keyed.into_iter().map(|(table, _)| table).chain(SEALED.iter().map(|(table, ..)| *table)).collect()
}

/// The tables with sealed rows that may name a person, each with its rows.
///
/// # Errors
/// When the database fails.
pub async fn sealed(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
) -> Result<Vec<(&'static str, Vec<SealedRow>)>, StoreError> {
    let mut all = Vec::with_capacity(SEALED.len());
    for (table, sql, _) in SEALED {
        all.push((*table, tx.fetch_all(sql, (super::text(issuer),)).await?));
    }
    Ok(all)
}

/// Forgets one of these rows.
///
/// # Errors
/// When the database fails.
pub async fn forget_sealed(
    tx: &mut Tx,
    table: &str,
    row: &SealedRow,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    let Some((table, _, statements)) = SEALED.iter().find(|(known, ..)| *known == table) else {
        return Ok(());
    };
    for (place, sql) in statements.iter().enumerate() {
        let number = tx.execute(sql, (row.id.as_str(), row.part.as_str())).await?;
        if place == 0 {
            counts.add(table, number);
        }
    }
    Ok(())
}
