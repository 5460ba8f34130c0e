//! Telling: everything that is kept of a person, as texts by the names of their columns.

use sqlx::{Column, ColumnIndex, Decode, Row, Type};

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, IssuerId, LearnerId};

/// A row of any table: pairs of column and text; what is absent is left out.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TextRow(pub Vec<(String, String)>);

impl<'r, R: Row> sqlx::FromRow<'r, R> for TextRow
where
    usize: ColumnIndex<R>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let mut texts = Vec::new();
        for (place, column) in row.columns().iter().enumerate() {
            if let Some(text) = row.try_get::<Option<String>, _>(place)? {
                texts.push((column.name().to_owned(), text));
            }
        }
        Ok(Self(texts))
    }
}

/// Columns as texts under their own names.
macro_rules! texts {
    ($first:ident $(, $column:ident)*; $rest:literal) => {
        concat!(
            "select cast(", stringify!($first), " as text) as ", stringify!($first),
            $(", cast(", stringify!($column), " as text) as ", stringify!($column),)*
            " ", $rest
        )
    };
}

type Parts = &'static [(&'static str, &'static str)];

const OF_LEARNER: Parts = &[
    (
        "learner",
        texts!(learner_id, issuer_id, source_id, sourced_id, master_id, name, email, did, created_at, left_at;
            "from learner where learner_id = $1"),
    ),
    (
        "disclosure",
        texts!(disclosure_id, kind, recipient, what, purpose, ground, given_at, noted_at, corrects, note;
            "from disclosure where learner_id = $1 order by noted_at"),
    ),
    ("address_end", texts!(email, ends_at, created_at; "from address_end where learner_id = $1")),
    (
        "guardian",
        texts!(guardian_id, email, invited_at, accepted_at, agreed_at, ends_at, ended_at, ended_by;
            "from guardian where learner_id = $1 order by invited_at"),
    ),
    (
        "class",
        texts!(class_id, source_id, name, term; "from class where class_id in (
            select class_id from class_member where learner_id = $1) order by class_id"),
    ),
];

const OF_CREDENTIAL: Parts = &[
    (
        "credential",
        texts!(credential_id, issuer_id, achievement_id, recipient_name, recipient_email, recipient_did,
            learner_id, class_id, bulk_id, edition, details, awarded_at, valid_from, valid_until,
            revoked_at, revoked_reason, suspended_at, suspended_reason;
            "from credential where credential_id = $1"),
    ),
    (
        "identity_check",
        texts!(seen, note, checked_at; "from identity_check where credential_id = $1 order by checked_at"),
    ),
    ("claim_code", texts!(created_at, used_at; "from claim_code where credential_id = $1")),
    (
        "mail",
        texts!(mail_id, kind, recipient, created_at, sent_at, failed_at;
            "from mail where credential_id = $1 order by created_at"),
    ),
    (
        "endorsement",
        texts!(endorsement_id, issuer_id, subject_name, comment, created_at;
            "from endorsement where kind = 'credential' and subject like '%/credentials/' || $1"),
    ),
    (
        "amendment",
        texts!(wrong, instead, state, asked_at, decided_at, reason, statement, stated_at;
            "from amendment where credential_id = $1 order by asked_at"),
    ),
    (
        "transcript",
        texts!(credential_id, learner_id, partial, legend, batch_id; "from transcript where credential_id = $1"),
    ),
];

const OF_EMAIL: Parts = &[
    ("sign_in", texts!(email, next, created_at, used_at; "from sign_in where email = $1 and $2 = ''")),
    (
        "address_end",
        texts!(issuer_id, email, ends_at, created_at;
            "from address_end where email = $1 and ($2 = '' or issuer_id = $2)"),
    ),
    (
        "invitation",
        texts!(issuer_id, email, role, created_at, expires_at;
            "from invitation where email = $1 and ($2 = '' or issuer_id = $2)"),
    ),
    (
        "guardian",
        texts!(guardian_id, issuer_id, email, invited_at, accepted_at, ends_at, ended_at, ended_by;
            "from guardian where email = $1 and ($2 = '' or issuer_id = $2) order by invited_at"),
    ),
    (
        "mail",
        texts!(mail_id, kind, recipient, created_at, sent_at, failed_at;
            "from mail where recipient = $1 and credential_id is null and ($2 = '' or issuer_id = $2)
            order by created_at"),
    ),
    (
        "claim_request",
        texts!(claim_link_id, name, email, state, credential_id, asked_at, decided_at;
            "from claim_request where email = $1 and ($2 = '' or claim_link_id in (
                select claim_link_id from claim_link where issuer_id = $2)) order by asked_at"),
    ),
];

const OF_ACCOUNT: Parts = &[
    ("account", texts!(account_id, name, language, theme, created_at; "from account where account_id = $1")),
    (
        "address",
        texts!(email, verified_at, chosen_at, end_told_at; "from address where account_id = $1 order by email"),
    ),
    (
        "address_request",
        texts!(email, created_at, expires_at; "from address_request where account_id = $1 order by created_at"),
    ),
    (
        "session",
        texts!(device, created_at, seen_at, proven_at, expires_at;
            "from session where account_id = $1 order by created_at"),
    ),
    (
        "passkey",
        texts!(passkey_id, credential_id, name, created_at, used_at;
            "from passkey where account_id = $1 order by created_at"),
    ),
    ("recovery_code", texts!(created_at; "from recovery_code where account_id = $1 order by created_at")),
    (
        "account_key",
        texts!(did, label, made_at, proven_at, retired_at;
            "from account_key where account_id = $1 order by proven_at"),
    ),
    (
        "sealed_key",
        texts!(did, label, sealed, made_at; "from sealed_key where account_id = $1 order by made_at"),
    ),
    (
        "holding",
        texts!(holding_id, credential_id, held_at, whose, removed_at, public_at; "from holding
            where account_id = $1 order by held_at"),
    ),
    (
        "holding_summary",
        texts!(holding_id, title, issuer_id, issuer_name, kind, awarded_at, valid_from, valid_until, state,
            checked_at, news; "from holding_summary where account_id = $1 order by awarded_at"),
    ),
    (
        "holding_skill",
        texts!(holding_id, name, code, framework, url; "from holding_skill where account_id = $1
            order by holding_id, position"),
    ),
    (
        "arrival",
        texts!(arrival_id, name, created_at; "from arrival where account_id = $1 order by created_at"),
    ),
    (
        "record",
        texts!(record_id, title, created_at, changed_at;
            "from record where account_id = $1 order by created_at"),
    ),
    (
        "record_step",
        texts!(record_id, step, content, made_at; "from record_step where record_id in (
            select record_id from record where account_id = $1) order by record_id, step"),
    ),
    (
        "share",
        texts!(share_id, record_id, created_at, expires_at, ended_at, paused_at, recipient, purpose, frozen, hidden;
            "from (select share_id, record_id, created_at, ended_at, paused_at, recipient, purpose, frozen, hidden,
                nullif(expires_at, 253402300799999) as expires_at from share) as share
            where record_id in (select record_id from record where account_id = $1) order by created_at"),
    ),
    (
        "share_document",
        texts!(share_id, holding_id, document; "from share_document where share_id in (select share_id from share
            where record_id in (select record_id from record where account_id = $1)) order by share_id, holding_id"),
    ),
    (
        "share_view",
        texts!(share_id, seen_at, device; "from share_view where share_id in (select share_id from share
            where record_id in (select record_id from record where account_id = $1)) order by seen_at"),
    ),
    (
        "consent_receipt",
        texts!(receipt_id, share_id, given_at, recipient, purpose, content, ended_at, ended_how,
            brought_at;
            "from consent_receipt where account_id = $1 order by given_at"),
    ),
    (
        "share_approval",
        texts!(share_id, asked_at, decided_at, approved; "from share_approval where share_id in (
            select share_id from share where record_id in (
                select record_id from record where account_id = $1)) order by asked_at"),
    ),
    (
        "guardian",
        texts!(guardian_id, issuer_id, invited_at, accepted_at, agreed_at, ends_at, ended_at, ended_by;
            "from guardian where account_id = $1 or learner_account_id = $1 order by invited_at"),
    ),
    (
        "share_proof",
        texts!(share_id, holder, document, signed_at; "from share_proof where share_id in (
            select share_id from share join record on record.record_id = share.record_id
            where record.account_id = $1) order by signed_at"),
    ),
    (
        "claim_request",
        texts!(claim_link_id, name, email, state, credential_id, asked_at, decided_at;
            "from claim_request where account_id = $1 order by asked_at"),
    ),
    ("staff", texts!(issuer_id, role, created_at; "from staff where account_id = $1 order by issuer_id")),
    ("class_staff", texts!(class_id; "from class_staff where account_id = $1 order by class_id")),
];

/// Rows by their tables.
type Told = Vec<(&'static str, Vec<TextRow>)>;

async fn each(tx: &mut Tx, parts: Parts, key: &str) -> Result<Told, StoreError> {
    let mut told = Vec::with_capacity(parts.len());
    for (table, sql) in parts {
        told.push((*table, tx.fetch_all(sql, (key,)).await?));
    }
    Ok(told)
}

/// What is kept of a learner.
///
/// # Errors
/// When the database fails.
pub async fn of_learner(tx: &mut Tx, id: LearnerId) -> Result<Told, StoreError> {
    each(tx, OF_LEARNER, &id.to_string()).await
}

/// What is kept about a credential.
///
/// # Errors
/// When the database fails.
pub async fn of_credential(tx: &mut Tx, id: CredentialId) -> Result<Told, StoreError> {
    each(tx, OF_CREDENTIAL, &id.to_string()).await
}

/// What is kept of whoever has an account.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, id: AccountId) -> Result<Told, StoreError> {
    each(tx, OF_ACCOUNT, &id.to_string()).await
}

/// What was sent to an address, and what was asked for with it.
///
/// # Errors
/// When the database fails.
pub async fn of_email(tx: &mut Tx, issuer: Option<IssuerId>, email: &str) -> Result<Told, StoreError> {
    let mut told = Vec::with_capacity(OF_EMAIL.len());
    for (table, sql) in OF_EMAIL {
        told.push((*table, tx.fetch_all(sql, (email, super::text(issuer))).await?));
    }
    Ok(told)
}

/// The signed documents of a credential, byte for byte, the earliest edition first, and what is in a
/// transcript after that.
///
/// # Errors
/// When the database fails.
pub async fn documents(tx: &mut Tx, id: CredentialId) -> Result<Vec<String>, StoreError> {
    let mut all = Vec::new();
    for sql in [
        "select document from edition where credential_id = $1 order by edition",
        "select document from credential where credential_id = $1",
        "select transcript_part_edition.document from transcript_part_edition
            join transcript_part on transcript_part.part_id = transcript_part_edition.part_id
            where transcript_part.credential_id = $1
            order by transcript_part_edition.part_id, transcript_part_edition.edition",
        "select document from transcript_part where credential_id = $1 order by position, part_id",
    ] {
        let rows: Vec<(String,)> = tx.fetch_all(sql, (id,)).await?;
        all.extend(rows.into_iter().map(|(document,)| document).filter(|document| !document.is_empty()));
    }
    Ok(all)
}

/// The files of a credential: name, media type, content.
///
/// # Errors
/// When the database fails.
pub async fn files(tx: &mut Tx, id: CredentialId) -> Result<Vec<(String, String, Vec<u8>)>, StoreError> {
    let sql = "select name, media_type, file from evidence_file where credential_id = $1 order by created_at, token";
    tx.fetch_all(sql, (id,)).await
}
