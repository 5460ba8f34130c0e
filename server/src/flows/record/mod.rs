//! A learner's records: which credentials, or which entries of them, in which order, under which
//! words.
//!
//! A record is one document ([`api::RecordContent`]), saved whole with the revision that it was made
//! from: two windows never overwrite each other unseen. Every step is kept for a while, so that it
//! can be taken back, tomorrow too.

mod bring;
mod check;
mod compose;
mod leave;
mod parts;
mod shown;

use std::collections::BTreeMap;

use api::RecordContent;

use super::{
    fields::Fields,
    session::Viewer,
    share::{self, Share, ShareError},
};
use crate::{
    app::App,
    id::{CredentialId, RecordId},
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{
        StoreError, consent_receipt, count,
        record::{self, RecordRow},
        record_item,
    },
};

pub use bring::{Made, bring};
pub use compose::{add, redo, save, undo};
pub use leave::leave_records;
pub use parts::{Part, Whole, whole};
pub use shown::{InWallet, Shown, ShownItem, ShownSection, shown};

/// Records of one person at most.
pub const MOST_RECORDS: i64 = 200;

/// A record in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordLine {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// How many credentials it has.
    pub items: u64,
    /// How many live links lead to it.
    pub live_shares: u64,
}

/// A record, opened by its owner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Goes up with every change.
    pub revision: i64,
    /// Whether there is a change to take back,
    pub can_undo: bool,
    /// and one to do again.
    pub can_redo: bool,
    /// What is in it.
    pub content: RecordContent,
    /// The credentials that it names, as far as they are in the wallet, by their ids.
    pub held: BTreeMap<String, InWallet>,
    /// Its live links, newest first.
    pub shares: Vec<Share>,
}

/// Why a record stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Not there, or somebody else's.
    #[error("there is no such record")]
    Unknown,
    /// The credential is not in this person's wallet, or not in the record.
    #[error("there is no such credential here")]
    UnknownCredential,
    /// It is in the record already.
    #[error("this credential is in the record already")]
    Already,
    /// It was made from a revision that is no longer the last one.
    #[error("the record was changed elsewhere meanwhile")]
    Changed,
    /// No step before this one is kept, or none after.
    #[error("there is nothing more to take back or to do again")]
    NoStep,
    /// Fields need another look.
    #[error("the record needs another look")]
    Fields(Vec<FieldProblem>),
    /// What was kept of it does not read.
    #[error("could not read what was kept of the record")]
    Content(#[from] serde_json::Error),
    /// A sealed link does not open.
    #[error("could not open a sealed link")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not store the record")]
    Store(#[from] StoreError),
}

impl From<ShareError> for RecordError {
    fn from(err: ShareError) -> Self {
        match err {
            ShareError::Unknown
            | ShareError::Over
            | ShareError::Many
            | ShareError::Nothing
            | ShareError::Busy(_)
            | ShareError::Fields(_) => Self::Unknown,
            ShareError::Key(source) => Self::Key(source),
            ShareError::Content(source) => Self::Content(source),
            ShareError::Store(source) => Self::Store(source),
        }
    }
}

impl From<RecordError> for Problem {
    fn from(err: RecordError) -> Self {
        match err {
            RecordError::Unknown | RecordError::UnknownCredential => Self::not_found(&err),
            RecordError::Already | RecordError::Changed | RecordError::NoStep => Self::conflict(&err),
            RecordError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            RecordError::Key(_) | RecordError::Content(_) => Self::internal(&err),
            RecordError::Store(source) => source.into(),
        }
    }
}

/// This person's records, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<RecordLine>, StoreError> {
    let now = app.clock.now_ms();
    let rows = record::of_account(&mut app.db.read().await?, viewer.account, now).await?;
    Ok(rows
        .into_iter()
        .map(|row| RecordLine {
            id: row.record_id,
            title: row.title,
            items: count(row.items),
            live_shares: count(row.live_shares),
        })
        .collect())
}

/// The titles of this person's records that a credential is in, newest first.
///
/// # Errors
/// When the database fails.
pub async fn with(
    app: &App,
    viewer: &Viewer,
    credential: CredentialId,
) -> Result<Vec<(RecordId, String)>, StoreError> {
    record_item::records_with(&mut app.db.read().await?, viewer.account, credential).await
}

/// Begins an empty record.
///
/// # Errors
/// [`RecordError::Fields`] (`/title`), [`RecordError::Store`].
pub async fn create(app: &App, viewer: &Viewer, title: &str) -> Result<RecordId, RecordError> {
    let mut fields = Fields::default();
    let title = fields.line("/title", title, check::MOST_TITLE);
    fields.right(()).map_err(RecordError::Fields)?;
    let row = RecordRow {
        record_id: app.new_id(),
        account_id: viewer.account,
        revision: 1,
        step: 1,
        content: serde_json::to_string(&RecordContent::new(title.as_str()))?,
    };
    let mut tx = app.db.write().await?;
    if record::count_of(&mut tx, viewer.account).await? >= MOST_RECORDS {
        let many = FieldProblem::new("/title", format!("keep at most {MOST_RECORDS} records"));
        return Err(RecordError::Fields(vec![many]));
    }
    record::insert(&mut tx, &row, &title, app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(row.record_id)
}

/// Deletes one of this person's records for good, and with it its links. The credentials stay.
///
/// # Errors
/// [`RecordError::Unknown`], [`RecordError::Store`].
pub async fn delete(app: &App, viewer: &Viewer, id: RecordId) -> Result<(), RecordError> {
    let mut tx = app.db.write().await?;
    if !record::lock(&mut tx, viewer.account, id).await? {
        return Err(RecordError::Unknown);
    }
    consent_receipt::end_of_record(&mut tx, id, app.clock.now_ms()).await?;
    record::delete(&mut tx, viewer.account, id).await?;
    Ok(tx.commit().await?)
}

/// Opens one of this person's records.
///
/// # Errors
/// [`RecordError::Unknown`], [`RecordError::Content`], [`RecordError::Store`].
pub async fn open(app: &App, viewer: &Viewer, id: RecordId) -> Result<Record, RecordError> {
    let mut tx = app.db.read().await?;
    let row = record::by_id(&mut tx, id)
        .await?
        .filter(|row| row.account_id == viewer.account)
        .ok_or(RecordError::Unknown)?;
    let held = record_item::of_record(&mut tx, id).await?.into_iter().map(InWallet::named).collect();
    let (first, last) = record::steps(&mut tx, id).await?;
    Ok(Record {
        id,
        revision: row.revision,
        can_undo: row.step > first,
        can_redo: row.step < last,
        content: serde_json::from_str(&row.content)?,
        held,
        shares: share::live(app, &mut tx, id).await?,
    })
}

/// Whether a record is this person's.
///
/// # Errors
/// [`RecordError::Unknown`], [`RecordError::Store`].
pub async fn is_own(app: &App, viewer: &Viewer, id: RecordId) -> Result<(), RecordError> {
    let row = record::by_id(&mut app.db.read().await?, id).await?;
    row.filter(|row| row.account_id == viewer.account).map(drop).ok_or(RecordError::Unknown)
}

#[cfg(test)]
mod tests;
