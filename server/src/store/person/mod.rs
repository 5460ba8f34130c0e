//! One person's data, wherever it is: finding it, telling it, forgetting it.
//!
//! This file knows every table, as no other does: whoever adds one says in [`TABLES`] what becomes of a
//! person's data in it, and a test fails until they have.

mod forget;
mod tell;

pub use forget::{
    EraseCounts, SealedRow, forget_account, forget_at_addresses, forget_credential, forget_learner,
    forget_sealed, sealed,
};
pub use tell::{TextRow, documents, files, of_account, of_credential, of_email, of_learner};

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId, IssuerId, LearnerId};

/// What becomes of a person's data in a table when they are forgotten.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Care {
    /// Rows about them go.
    Goes,
    /// Rows about them stay, and say nothing any more: others rely on their being there.
    Blanked,
    /// Sealed rows are opened, and go if they name the person.
    Opened,
    /// There is nothing of learners in it, and why.
    Nothing(&'static str),
}

/// All tables.
pub const TABLES: &[(&str, Care)] = &[
    ("account", Care::Goes),
    ("account_key", Care::Goes),
    ("achievement", Care::Nothing("says what is awarded, to nobody in particular")),
    ("achievement_version", Care::Nothing("says what is awarded, to nobody in particular")),
    ("address", Care::Goes),
    ("amendment", Care::Goes),
    ("api_key", Care::Nothing("is about programs")),
    ("audit", Care::Nothing("holds acts and hashes; who and whom is in audit_payload")),
    ("audit_before", Care::Nothing("is empty once the service has started")),
    ("audit_chain", Care::Nothing("holds hashes")),
    ("audit_payload", Care::Goes),
    ("awarding", Care::Goes),
    ("bulk", Care::Nothing("names a file; what is in it is in bulk_file and bulk_row")),
    ("bulk_file", Care::Opened),
    ("bulk_outcome", Care::Opened),
    ("bulk_row", Care::Opened),
    ("claim_code", Care::Goes),
    ("claim_link", Care::Nothing("is for whoever comes")),
    ("claim_request", Care::Goes),
    ("claim_try", Care::Goes),
    ("class", Care::Nothing("is about no one learner")),
    ("class_member", Care::Goes),
    ("class_staff", Care::Goes),
    ("credential", Care::Blanked),
    ("disclosure", Care::Goes),
    ("disclosure_item", Care::Goes),
    ("edition", Care::Blanked),
    ("endorsement", Care::Blanked),
    ("evidence_file", Care::Goes),
    ("holding", Care::Goes),
    ("idempotency", Care::Opened),
    ("identity_check", Care::Goes),
    ("insight", Care::Nothing("counts")),
    ("insight_since", Care::Nothing("holds a moment")),
    ("invitation", Care::Goes),
    ("issuer", Care::Nothing("is about the institution")),
    ("issuer_key", Care::Nothing("holds keys of institutions")),
    ("key_challenge", Care::Goes),
    ("learner", Care::Goes),
    ("mail", Care::Opened),
    ("received_endorsement", Care::Nothing("is about achievements")),
    ("record", Care::Goes),
    ("record_item", Care::Goes),
    ("rework", Care::Nothing("counts")),
    ("rework_item", Care::Goes),
    ("roster_import", Care::Nothing("names a file, and counts; what was in it is in roster_import_part")),
    ("roster_import_part", Care::Opened),
    ("service_key", Care::Nothing("holds keys of the service")),
    ("session", Care::Goes),
    ("share", Care::Goes),
    ("sign_in", Care::Goes),
    ("staff", Care::Goes),
    ("status_list", Care::Nothing("holds bits")),
    ("transcript", Care::Blanked),
    ("transcript_batch", Care::Nothing("names a file, and counts")),
    ("transcript_batch_outcome", Care::Opened),
    ("transcript_batch_row", Care::Opened),
    ("transcript_part", Care::Blanked),
    ("transcript_part_edition", Care::Blanked),
    ("verification", Care::Nothing("holds a hash, for an hour")),
    ("verification_part", Care::Nothing("opens only with a token that is not kept, for an hour")),
];

/// Whoever a learner is at one institution.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct AsLearner {
    /// Their id.
    pub learner_id: LearnerId,
    /// Who teaches them.
    pub issuer_id: IssuerId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// Their DID.
    pub did: Option<String>,
    /// The institution's number for them.
    pub source_id: Option<String>,
}

/// A credential of theirs.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, sqlx::FromRow)]
pub struct AsRecipient {
    /// Its id.
    pub credential_id: CredentialId,
    /// Who issued it.
    pub issuer_id: IssuerId,
    /// Their name in it.
    pub recipient_name: String,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// A learner, at whichever institution.
///
/// # Errors
/// When the database fails.
pub async fn learner(tx: &mut Tx, id: LearnerId) -> Result<Option<AsLearner>, StoreError> {
    let sql = "select learner_id, issuer_id, name, email, did, source_id from learner where learner_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// The learners with an address.
///
/// * `issuer`: only of this institution.
///
/// # Errors
/// When the database fails.
pub async fn learners_at(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
    email: &str,
) -> Result<Vec<AsLearner>, StoreError> {
    let sql = "select learner_id, issuer_id, name, email, did, source_id from learner
        where email = $1 and ($2 = '' or issuer_id = $2) order by learner_id";
    tx.fetch_all(sql, (email, text(issuer))).await
}

/// The credentials that were awarded to a learner, sent to an address, or are in somebody's wallet; what is
/// empty or absent finds none.
///
/// # Errors
/// When the database fails.
pub async fn credentials(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
    learner: Option<LearnerId>,
    email: &str,
    account: Option<AccountId>,
) -> Result<Vec<AsRecipient>, StoreError> {
    let sql = "select credential_id, issuer_id, recipient_name, revoked_at from credential
        where erased_at is null and ($1 = '' or issuer_id = $1)
            and (($2 <> '' and learner_id = $2) or ($3 <> '' and recipient_email = $3)
                or ($4 <> '' and credential_id in (
                    select credential_id from holding where account_id = $4 and credential_id is not null)))
        order by credential_id";
    tx.fetch_all(sql, (text(issuer), text(learner), email, text(account))).await
}

fn text(id: Option<impl ToString>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::store::testing::on_each;

    #[tokio::test]
    async fn every_table_is_known_to_whoever_forgets_a_person() {
        on_each(async |db| {
            let mut tx = db.read().await.unwrap();
            let sql = tx.either(
                "select name from sqlite_master where type = 'table'",
                "select cast(tablename as text) from pg_tables where schemaname = 'public'",
            );
            let there: Vec<(String,)> = tx.fetch_all(sql, ()).await.unwrap();
            let there: BTreeSet<_> = there.into_iter().map(|(name,)| name).collect();
            let there = there.iter().map(String::as_str).filter(|name| !name.starts_with("_sqlx") && !name.starts_with("sqlite_"));
            let known: Vec<_> = TABLES.iter().map(|(name, _)| *name).collect();
            assert_eq!(
                there.collect::<Vec<_>>(),
                known,
                "say in TABLES what becomes of a person's data in the new table, and see to it in forget.rs and tell.rs"
            );
        })
        .await;
    }

    #[test]
    fn what_is_said_of_a_table_is_done() {
        let seen_to = forget::seen_to();
        for (table, care) in TABLES {
            // Its links are forgotten one by one, where it is known which.
            let done = seen_to.contains(table) || *table == "audit_payload";
            assert_eq!(done, !matches!(care, Care::Nothing(_)), "{table}");
        }
    }
}
