//! One person's data, wherever it is: finding it, telling it, forgetting it.
//!
//! This file knows every table, as no other does: whoever adds one says in [`TABLES`] what becomes of a
//! person's data in it, and a test fails until they have.

mod find;
mod forget;
mod sealed;
mod tell;

pub use find::{
    AsHolder, AsLearner, AsRecipient, asked_at, credentials_at, credentials_of, held_by, holders_of, learner,
    learners_at, name_of_account, twins,
};
pub use forget::{
    EraseCounts, count_of, forget_account, forget_at_addresses, forget_credential, forget_learner,
    forget_own_at_address,
};
pub use sealed::{SealedRow, forget_sealed, put_sealed, sealed};
pub use tell::{TextRow, documents, files, of_account, of_credential, of_email, of_learner};

use super::{StoreError, Tx};

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
    ("address_end", Care::Goes),
    ("address_request", Care::Goes),
    ("amendment", Care::Goes),
    ("api_key", Care::Nothing("is about programs")),
    ("arrival", Care::Goes),
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
    ("consent_receipt", Care::Goes),
    ("credential", Care::Blanked),
    ("disclosure", Care::Goes),
    ("disclosure_item", Care::Goes),
    ("edition", Care::Blanked),
    ("endorsement", Care::Blanked),
    ("evidence_file", Care::Goes),
    ("guardian", Care::Goes),
    ("holding", Care::Goes),
    ("holding_edition", Care::Goes),
    ("holding_picture", Care::Goes),
    ("holding_report", Care::Goes),
    ("holding_skill", Care::Goes),
    ("holding_summary", Care::Goes),
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
    ("passkey", Care::Goes),
    ("passkey_answer", Care::Nothing("holds hashes, for an hour")),
    ("received_endorsement", Care::Nothing("is about achievements")),
    ("record", Care::Goes),
    ("record_item", Care::Goes),
    ("record_step", Care::Goes),
    ("recovery_code", Care::Goes),
    ("rework", Care::Nothing("counts")),
    ("rework_item", Care::Goes),
    ("roster_import", Care::Nothing("names a file, and counts; what was in it is in roster_import_part")),
    ("roster_import_part", Care::Opened),
    ("sealed_key", Care::Goes),
    ("service_key", Care::Nothing("holds keys of the service")),
    ("session", Care::Goes),
    ("share", Care::Goes),
    ("share_approval", Care::Goes),
    ("share_document", Care::Goes),
    ("share_proof", Care::Goes),
    ("share_view", Care::Goes),
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
        let seen_to: BTreeSet<_> = forget::seen_to().into_iter().chain(sealed::TABLES).collect();
        for (table, care) in TABLES {
            // Its links are forgotten one by one, where it is known which.
            let done = seen_to.contains(table) || *table == "audit_payload";
            assert_eq!(done, !matches!(care, Care::Nothing(_)), "{table}");
        }
    }
}
