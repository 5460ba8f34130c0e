//! `learner`: whom an institution teaches.

use super::{StoreError, Tx};
use crate::id::{IssuerId, LearnerId};

/// Somebody whom an institution teaches.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct LearnerRow {
    /// Their id.
    pub learner_id: LearnerId,
    /// Who teaches them.
    pub issuer_id: IssuerId,
    /// The institution's number for them.
    pub source_id: Option<String>,
    /// Their name.
    pub name: String,
    /// Their e-mail address, in the one spelling we keep.
    pub email: Option<String>,
    /// Their DID.
    pub did: Option<String>,
    /// When they were enrolled.
    pub created_at: i64,
    /// When they left.
    pub left_at: Option<i64>,
}

/// One of an institution's learners.
///
/// # Errors
/// When the database fails.
pub async fn by_id(tx: &mut Tx, issuer: IssuerId, id: LearnerId) -> Result<Option<LearnerRow>, StoreError> {
    let sql = "select learner_id, issuer_id, source_id, name, email, did, created_at, left_at from learner
        where issuer_id = $1 and learner_id = $2";
    tx.fetch_optional(sql, (issuer, id)).await
}
