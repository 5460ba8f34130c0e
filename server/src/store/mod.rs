//! What is kept, and how: one [`Db`] and one [`Tx`] over SQLite and PostgreSQL.
//!
//! One file per table. A function is one statement, in the caller's transaction; absence is
//! `None`. The same SQL runs on both databases: `$1` placeholders, ids as text, instants as
//! milliseconds, no upserts beyond `on conflict do nothing`. Where a row is read to be changed,
//! the update comes first: that locks the row on PostgreSQL, and on SQLite there is one writer.

pub mod account;
pub mod account_key;
pub mod achievement;
pub mod address;
pub mod address_end;
pub mod address_request;
pub mod along;
pub mod amendment;
pub mod api_key;
mod args;
pub mod arrival;
pub mod audit;
pub mod awarding;
pub mod bulk;
pub mod bulk_row;
pub mod claim_code;
pub mod claim_link;
pub mod claim_request;
pub mod claim_try;
pub mod class;
pub mod class_member;
pub mod class_staff;
pub mod consent_receipt;
pub mod credential;
mod db;
pub mod disclosure;
pub mod edition;
pub mod endorsement;
pub mod evidence_file;
pub mod guardian;
pub mod holding;
pub mod holding_edition;
pub mod holding_skill;
pub mod holding_summary;
pub mod idempotency;
pub mod identity_check;
pub mod insight;
pub mod invitation;
pub mod issuer;
pub mod issuer_key;
pub mod learner;
pub mod mail;
pub mod passkey;
pub mod person;
pub mod public_page;
pub mod received_endorsement;
pub mod record;
pub mod record_item;
pub mod recovery_code;
pub mod rework;
pub mod roster_import;
pub mod sealed_key;
pub mod service_key;
pub mod session;
pub mod share;
pub mod share_approval;
pub mod share_proof;
pub mod shelf;
pub mod sign_in;
pub mod staff;
pub mod status_list;
#[cfg(test)]
pub(crate) mod testing;
pub mod transcript;
pub mod transcript_batch;
pub mod transcript_part;
pub mod verification;

pub use args::{Args, FromAnyRow};
pub use db::{Db, OpenError, Tx};

use crate::problem::Problem;

/// The database failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached, or is too busy to answer in time.
    #[error("the database is away")]
    Away(#[source] sqlx::Error),
    /// It refused or broke.
    #[error("the database failed")]
    Sql(#[source] sqlx::Error),
}

impl StoreError {
    /// Whether a row like this one is there already.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(err)) if err.is_unique_violation())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(err: sqlx::Error) -> Self {
        let away = match &err {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            // SQLite: busy (5), disk full (13), cannot open (14). PostgreSQL: connection (08),
            // resources (53), shutting down (57), two that waited for each other (40).
            sqlx::Error::Database(err) => err.code().is_some_and(|code| {
                matches!(&*code, "5" | "13" | "14")
                    || ["08", "40", "53", "57"].iter().any(|class| code.starts_with(class) && code.len() == 5)
            }),
            _ => false,
        };
        if away { Self::Away(err) } else { Self::Sql(err) }
    }
}

impl From<StoreError> for Problem {
    fn from(err: StoreError) -> Self {
        match err {
            StoreError::Away(_) => Self::unavailable(&err, 5),
            StoreError::Sql(_) => Self::internal(&err),
        }
    }
}

/// A count as the database gives it.
pub(crate) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// What `like … escape '!'` takes for text that has `words` in it.
pub(crate) fn like(words: &str) -> String {
    let mut pattern = String::from("%");
    for letter in words.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
