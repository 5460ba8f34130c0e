//! `roster_import` and `roster_import_part`: exports of a school's system, read and judged.

use super::{StoreError, Tx};
use crate::id::{AccountId, IssuerId, RosterImportId};

/// An export that came.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct RosterImportRow {
    /// Its id.
    pub roster_import_id: RosterImportId,
    /// Whose it is.
    pub issuer_id: IssuerId,
    /// Who sent it.
    pub created_by: Option<AccountId>,
    /// What the zip was called.
    pub file_name: String,
    /// The release of `OneRoster`; empty where it could not be told.
    pub version: String,
    /// What is wrong with it, and what may be.
    pub errors: i64,
    /// What may be wrong with it.
    pub warnings: i64,
    /// Files of the zip without errors, by name, with commas between them.
    pub files_imported: String,
    /// Those with errors.
    pub files_rejected: String,
    /// What the supplement was called.
    pub supplement_name: Option<String>,
    /// What is wrong with it.
    pub supplement_faults: i64,
    /// What its records mean, as JSON.
    pub mapping: String,
    /// `new` or `used`.
    pub state: String,
    /// When it came.
    pub created_at: i64,
    /// When what was read was forgotten.
    pub purged_at: Option<i64>,
    /// When the newest of its results was written, by the system that it comes from.
    pub modified_at: Option<i64>,
}

/// A part of what was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// The records.
    Records,
    /// What is wrong.
    Faults,
    /// What the supplement says.
    Supplement,
    /// What is wrong with it.
    SupplementFaults,
    /// What was made of it.
    Draft,
}

impl Kind {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Faults => "faults",
            Self::Supplement => "supplement",
            Self::SupplementFaults => "supplement_faults",
            Self::Draft => "draft",
        }
    }
}

macro_rules! columns {
    () => {
        "roster_import_id, issuer_id, created_by, file_name, version, errors, warnings, files_imported,
            files_rejected, supplement_name, supplement_faults, mapping, state, created_at, purged_at,
            modified_at"
    };
}

/// Adds one that has just come.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, row: &RosterImportRow) -> Result<(), StoreError> {
    let sql =
        "insert into roster_import (roster_import_id, issuer_id, created_by, file_name, version, errors,
            warnings, files_imported, files_rejected, mapping, state, created_at, modified_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let args = (
        row.roster_import_id,
        row.issuer_id,
        row.created_by,
        row.file_name.as_str(),
        row.version.as_str(),
        row.errors,
        row.warnings,
        row.files_imported.as_str(),
        row.files_rejected.as_str(),
        row.mapping.as_str(),
        row.state.as_str(),
        row.created_at,
        row.modified_at,
    );
    tx.execute(sql, args).await?;
    Ok(())
}

/// Keeps a part, in place of the one that was there.
///
/// # Errors
/// When the database fails.
pub async fn put_part(tx: &mut Tx, id: RosterImportId, kind: Kind, sealed: String) -> Result<(), StoreError> {
    let sql = "delete from roster_import_part where roster_import_id = $1 and kind = $2";
    tx.execute(sql, (id, kind.name())).await?;
    let sql = "insert into roster_import_part (roster_import_id, kind, sealed) values ($1, $2, $3)";
    tx.execute(sql, (id, kind.name(), sealed)).await?;
    Ok(())
}

/// A part, sealed.
///
/// # Errors
/// When the database fails.
pub async fn part(tx: &mut Tx, id: RosterImportId, kind: Kind) -> Result<Option<String>, StoreError> {
    let sql = "select sealed from roster_import_part where roster_import_id = $1 and kind = $2";
    let row: Option<(String,)> = tx.fetch_optional(sql, (id, kind.name())).await?;
    Ok(row.map(|(sealed,)| sealed))
}

/// One of an institution's.
///
/// # Errors
/// When the database fails.
pub async fn find(
    tx: &mut Tx,
    issuer: IssuerId,
    id: RosterImportId,
) -> Result<Option<RosterImportRow>, StoreError> {
    let sql =
        concat!("select ", columns!(), " from roster_import where issuer_id = $1 and roster_import_id = $2");
    tx.fetch_optional(sql, (issuer, id)).await
}

/// An institution's, newest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(
    tx: &mut Tx,
    issuer: IssuerId,
    limit: u32,
) -> Result<Vec<RosterImportRow>, StoreError> {
    let sql = concat!(
        "select ",
        columns!(),
        " from roster_import where issuer_id = $1 order by created_at desc, roster_import_id desc limit $2"
    );
    tx.fetch_all(sql, (issuer, i64::from(limit))).await
}

/// Keeps what its records mean; false when it was used or is gone.
///
/// # Errors
/// When the database fails.
pub async fn set_mapping(tx: &mut Tx, id: RosterImportId, mapping: &str) -> Result<bool, StoreError> {
    let sql = "update roster_import set mapping = $2
        where roster_import_id = $1 and state = 'new' and purged_at is null";
    Ok(tx.execute(sql, (id, mapping)).await? == 1)
}

/// Notes that a supplement came; false when it was used or is gone.
///
/// # Errors
/// When the database fails.
pub async fn set_supplement(
    tx: &mut Tx,
    id: RosterImportId,
    name: &str,
    faults: i64,
) -> Result<bool, StoreError> {
    let sql = "update roster_import set supplement_name = $2, supplement_faults = $3
        where roster_import_id = $1 and state = 'new' and purged_at is null";
    Ok(tx.execute(sql, (id, name, faults)).await? == 1)
}

/// Whether what was read of it is still there.
///
/// # Errors
/// When the database fails.
pub async fn is_kept(tx: &mut Tx, id: RosterImportId) -> Result<bool, StoreError> {
    let sql = "select count(*) from roster_import where roster_import_id = $1 and purged_at is null";
    let (number,): (i64,) = tx.fetch_one(sql, (id,)).await?;
    Ok(number > 0)
}

/// When the newest result was written that an institution's transcripts were made of; `None` where
/// none said it.
///
/// # Errors
/// When the database fails.
pub async fn newest_used(tx: &mut Tx, issuer: IssuerId) -> Result<Option<i64>, StoreError> {
    let sql = "select max(modified_at) from roster_import where issuer_id = $1 and state = 'used'";
    let (newest,): (Option<i64>,) = tx.fetch_one(sql, (issuer,)).await?;
    Ok(newest)
}

/// Notes that transcripts were made of it; false when that was so before.
///
/// # Errors
/// When the database fails.
pub async fn set_used(tx: &mut Tx, id: RosterImportId) -> Result<bool, StoreError> {
    let sql = "update roster_import set state = 'used' where roster_import_id = $1 and state = 'new'";
    Ok(tx.execute(sql, (id,)).await? == 1)
}

/// Forgets one that was not used; false when it was.
///
/// # Errors
/// When the database fails.
pub async fn delete_new(tx: &mut Tx, id: RosterImportId) -> Result<bool, StoreError> {
    let sql = "delete from roster_import where roster_import_id = $1 and state = 'new'";
    Ok(tx.execute(sql, (id,)).await? == 1)
}

/// Forgets those that came by `before` and were not used, and what was read of those that were.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &mut Tx, before: i64, now: i64) -> Result<u64, StoreError> {
    let sql = "delete from roster_import_part where roster_import_id in
            (select roster_import_id from roster_import where created_at <= $1 and purged_at is null)";
    tx.execute(sql, (before,)).await?;
    let used = "update roster_import set purged_at = $2
        where created_at <= $1 and state = 'used' and purged_at is null";
    let used = tx.execute(used, (before, now)).await?;
    let unused = "delete from roster_import where created_at <= $1 and state = 'new'";
    Ok(used + tx.execute(unused, (before,)).await?)
}
