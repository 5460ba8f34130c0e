//! `transcript`: what is particular to credentials that hold others.

use super::{StoreError, Tx};
use crate::id::{BatchId, CredentialId, IssuerId, LearnerId};

/// What is particular to a transcript.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct TranscriptRow {
    /// The credential that it is.
    pub credential_id: CredentialId,
    /// Which of the institution's learners it is about.
    pub learner_id: Option<LearnerId>,
    /// Whether the institution knows of more than what is in it.
    pub partial: bool,
    /// What its grades mean.
    pub legend: String,
    /// The import that wrote it last.
    pub batch_id: Option<BatchId>,
}

/// Adds transcripts.
///
/// # Errors
/// When the database fails.
pub async fn insert_many(tx: &mut Tx, rows: &[TranscriptRow]) -> Result<(), StoreError> {
    let sql = "insert into transcript (credential_id, learner_id, partial, legend, batch_id)";
    let row = |row: &TranscriptRow| {
        (row.credential_id, row.learner_id, row.partial, row.legend.clone(), row.batch_id)
    };
    tx.insert_many(sql, rows.iter().map(row)).await
}

/// Writes down what is known of a transcript now.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &mut Tx, row: &TranscriptRow) -> Result<(), StoreError> {
    let sql = "update transcript set partial = $2, legend = $3, batch_id = $4 where credential_id = $1";
    tx.execute(sql, (row.credential_id, row.partial, row.legend.as_str(), row.batch_id)).await?;
    Ok(())
}

/// What is particular to one.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, id: CredentialId) -> Result<Option<TranscriptRow>, StoreError> {
    let sql = "select credential_id, learner_id, partial, legend, batch_id from transcript where credential_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// The transcript of a learner that is complete and was not taken back, and the name that it says.
///
/// # Errors
/// When the database fails.
pub async fn of_learner(
    tx: &mut Tx,
    issuer: IssuerId,
    learner: LearnerId,
) -> Result<Option<(CredentialId, String)>, StoreError> {
    // SQLite reads a cross join from left to right: from the learner's, not through all of the issuer's.
    let sql = "select transcript.credential_id, credential.recipient_name
        from transcript cross join credential
        where transcript.learner_id = $2 and credential.credential_id = transcript.credential_id and credential.issuer_id = $1 and credential.revoked_at is null
            and not transcript.partial
        order by credential.awarded_at desc, credential.credential_id desc limit 1";
    tx.fetch_optional(sql, (issuer, learner)).await
}
