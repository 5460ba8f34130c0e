//! `transcript_part` and its earlier editions: the credentials within transcripts.

use super::{StoreError, Tx};
use crate::id::{AchievementId, CredentialId, IssuerId, IssuerKeyId, LearnerId, StatusListId};

/// A credential within a transcript.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PartRow {
    /// Its id.
    pub part_id: CredentialId,
    /// The transcript that it is in.
    pub credential_id: CredentialId,
    /// What it is to the system that it came from.
    pub part_key: String,
    /// Its place in the transcript.
    pub position: i64,
    /// What was awarded,
    pub achievement_id: AchievementId,
    /// and which version of that.
    pub achievement_version: i64,
    /// The achievement that it is a part of.
    pub part_of: Option<AchievementId>,
    /// The session that it belongs to.
    pub session_id: Option<String>,
    /// What is particular to it: `api::open_badges::SubjectContent` as JSON.
    pub details: String,
    /// The signed text,
    pub document: String,
    /// and the key that signed it.
    pub issuer_key_id: IssuerKeyId,
    /// Where its status is: the list,
    pub status_list_id: StatusListId,
    /// and the index in it.
    pub status_index: i64,
    /// When it was awarded.
    pub awarded_at: i64,
    /// From when it counts.
    pub valid_from: i64,
    /// Which edition it is.
    pub edition: i64,
}

/// Why an edition of a part stands no more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ended {
    /// The next one names its learner's key.
    Bound,
    /// The next one takes nothing back.
    Extended,
    /// What it said was wrong.
    Corrected,
    /// It is in the transcript no more.
    Withdrawn,
}

impl Ended {
    const fn name(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Extended => "extended",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Adds parts.
///
/// # Errors
/// When the database fails.
pub async fn insert_many(tx: &mut Tx, rows: Vec<PartRow>) -> Result<(), StoreError> {
    let sql = "insert into transcript_part (part_id, credential_id, part_key, position, achievement_id,
            achievement_version, part_of, session_id, details, document, issuer_key_id, status_list_id,
            status_index, awarded_at, valid_from, edition)";
    let row = |row: PartRow| {
        (
            row.part_id,
            row.credential_id,
            row.part_key,
            row.position,
            row.achievement_id,
            row.achievement_version,
            row.part_of,
            row.session_id,
            row.details,
            row.document,
            row.issuer_key_id,
            row.status_list_id,
            row.status_index,
            row.awarded_at,
            row.valid_from,
            row.edition,
        )
    };
    tx.insert_many(sql, rows.into_iter().map(row)).await
}

/// Keeps the edition that stands among the earlier ones, before another takes its place.
///
/// # Errors
/// When the database fails.
pub async fn set_aside(tx: &mut Tx, id: CredentialId, ended: Ended, now: i64) -> Result<(), StoreError> {
    let sql = "insert into transcript_part_edition (part_id, edition, document, status_list_id, status_index,
            valid_from, replaced_at, kind)
        select part_id, edition, document, status_list_id, status_index, valid_from, cast($3 as bigint),
            cast($2 as text)
        from transcript_part where part_id = $1";
    tx.execute(sql, (id, ended.name(), now)).await?;
    Ok(())
}

/// Keeps a later edition in the place of the one that stood.
///
/// # Errors
/// When the database fails.
pub async fn replace(tx: &mut Tx, row: &PartRow) -> Result<(), StoreError> {
    let sql =
        "update transcript_part set position = $2, achievement_version = $3, part_of = $4, session_id = $5,
            details = $6, document = $7, issuer_key_id = $8, status_list_id = $9, status_index = $10,
            valid_from = $11, edition = $12, achievement_id = $13, awarded_at = $14
        where part_id = $1";
    let args = (
        row.part_id,
        row.position,
        row.achievement_version,
        row.part_of,
        row.session_id.clone(),
        row.details.as_str(),
        row.document.as_str(),
        row.issuer_key_id,
        row.status_list_id,
        row.status_index,
        row.valid_from,
        row.edition,
        row.achievement_id,
        row.awarded_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Takes a part out of its transcript.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(tx: &mut Tx, id: CredentialId, now: i64) -> Result<(), StoreError> {
    tx.execute("update transcript_part set withdrawn_at = $2 where part_id = $1", (id, now)).await?;
    Ok(())
}

/// What is in a transcript, in its order.
///
/// # Errors
/// When the database fails.
pub async fn of_transcript(tx: &mut Tx, id: CredentialId) -> Result<Vec<PartRow>, StoreError> {
    let sql = "select part_id, credential_id, part_key, position, achievement_id, achievement_version, part_of,
            session_id, details, document, issuer_key_id, status_list_id, status_index, awarded_at, valid_from,
            edition
        from transcript_part where credential_id = $1 and withdrawn_at is null order by position, part_id";
    tx.fetch_all(sql, (id,)).await
}

/// What is in a transcript, in its order, without the signed texts: these are empty.
///
/// # Errors
/// When the database fails.
pub async fn heads(tx: &mut Tx, id: CredentialId) -> Result<Vec<PartRow>, StoreError> {
    let sql =
        "select part_id, credential_id, part_key, position, achievement_id, achievement_version, part_of,
            session_id, details, '' as document, issuer_key_id, status_list_id, status_index, awarded_at,
            valid_from, edition
        from transcript_part where credential_id = $1 and withdrawn_at is null order by position, part_id";
    tx.fetch_all(sql, (id,)).await
}

/// The transcript of a learner that has, or had, an entry of this key: its id and signed text.
///
/// # Errors
/// When the database fails.
pub async fn of_key(
    tx: &mut Tx,
    learner: LearnerId,
    key: &str,
) -> Result<Option<(CredentialId, String)>, StoreError> {
    let sql = "select credential.credential_id, credential.document
        from transcript cross join transcript_part cross join credential
        where transcript.learner_id = $1 and transcript_part.credential_id = transcript.credential_id
            and transcript_part.part_key = $2 and credential.credential_id = transcript.credential_id
        limit 1";
    tx.fetch_optional(sql, (learner, key)).await
}

/// The earlier editions of a part that said the same as the one that stands, those after the last
/// that was corrected: from when each counted, and its place.
///
/// # Errors
/// When the database fails.
pub async fn same_before(tx: &mut Tx, id: CredentialId) -> Result<Vec<(i64, StatusListId, i64)>, StoreError> {
    let sql = "select valid_from, status_list_id, status_index from transcript_part_edition
        where part_id = $1 and edition > coalesce(
            (select max(edition) from transcript_part_edition where part_id = $1 and kind = 'corrected'), 0)";
    tx.fetch_all(sql, (id,)).await
}

/// A part's transcript, its text, and since when it is in that no more.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    id: CredentialId,
) -> Result<Option<(CredentialId, String, Option<i64>)>, StoreError> {
    let sql = "select credential_id, document, withdrawn_at from transcript_part where part_id = $1";
    tx.fetch_optional(sql, (id,)).await
}

/// Whether a key signed something that is in a transcript.
///
/// # Errors
/// When the database fails.
pub async fn signed_by(tx: &mut Tx, id: CredentialId, key: IssuerKeyId) -> Result<bool, StoreError> {
    let sql = "select count(*) from transcript_part
        where credential_id = $1 and issuer_key_id = $2 and withdrawn_at is null";
    let (number,): (i64,) = tx.fetch_one(sql, (id, key)).await?;
    Ok(number > 0)
}

/// The places in status lists of all that was ever in a transcript.
///
/// # Errors
/// When the database fails.
pub async fn places(tx: &mut Tx, id: CredentialId) -> Result<Vec<(StatusListId, i64)>, StoreError> {
    let sql = "select status_list_id, status_index from transcript_part where credential_id = $1
        union select e.status_list_id, e.status_index
        from transcript_part_edition e join transcript_part p on p.part_id = e.part_id
        where p.credential_id = $1";
    tx.fetch_all(sql, (id,)).await
}

/// What stands under keys of classes in an institution's transcripts: keys, and the sessions of what
/// stands under them.
///
/// # Errors
/// When the database fails.
pub async fn of_classes(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select distinct transcript_part.part_key, transcript_part.session_id from transcript_part
        join credential on credential.credential_id = transcript_part.credential_id
        where credential.issuer_id = $1 and transcript_part.withdrawn_at is null
            and transcript_part.session_id is not null and transcript_part.part_key like 'class/%'";
    tx.fetch_all(sql, (issuer,)).await
}
