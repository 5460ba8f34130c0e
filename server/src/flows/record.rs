//! A learner's records: which credentials, in which order, under which title.

use crate::{
    app::App,
    flows::{hold::Held, session::Viewer, share::Share},
    id::{CredentialId, RecordId},
    problem::{FieldProblem, Problem},
    store::StoreError,
};

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
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// A few words above the credentials; may be empty.
    pub introduction: String,
    /// Its credentials, in order.
    pub items: Vec<Item>,
    /// Its live links, newest first.
    pub shares: Vec<Share>,
}

/// A credential in a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The credential.
    pub held: Held,
    /// A few words beside it; may be empty.
    pub note: String,
}

/// Where a credential is moved to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Move {
    /// One place up.
    Up,
    /// One place down.
    Down,
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
    /// The order names other credentials than the record has.
    #[error("the record has changed meanwhile; load the page again")]
    OtherItems,
    /// Fields need another look.
    #[error("the record needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the record")]
    Store(#[from] StoreError),
}

impl From<RecordError> for Problem {
    fn from(err: RecordError) -> Self {
        match err {
            RecordError::Unknown | RecordError::UnknownCredential => Self::not_found(&err),
            RecordError::Already | RecordError::OtherItems => Self::conflict(&err),
            RecordError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            RecordError::Store(source) => source.into(),
        }
    }
}

/// This person's records, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<RecordLine>, StoreError> {
    let _ = (app, viewer);
    unimplemented!("records")
}

/// Begins an empty record.
///
/// # Errors
/// [`RecordError::Fields`] (`/title`), [`RecordError::Store`].
pub async fn create(app: &App, viewer: &Viewer, title: &str) -> Result<RecordId, RecordError> {
    let _ = (app, viewer, title);
    unimplemented!("records")
}

/// Opens one of this person's records.
///
/// # Errors
/// [`RecordError::Unknown`], [`RecordError::Store`].
pub async fn open(app: &App, viewer: &Viewer, id: RecordId) -> Result<Record, RecordError> {
    let _ = (app, viewer, id);
    unimplemented!("records")
}

/// Changes title and introduction.
///
/// # Errors
/// [`RecordError::Unknown`], [`RecordError::Fields`] (`/title`, `/introduction`),
/// [`RecordError::Store`].
pub async fn update(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    title: &str,
    introduction: &str,
) -> Result<(), RecordError> {
    let _ = (app, viewer, id, title, introduction);
    unimplemented!("records")
}

/// Adds a held credential at the end.
///
/// # Errors
/// [`RecordError`].
pub async fn add(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    credential: CredentialId,
) -> Result<(), RecordError> {
    let _ = (app, viewer, id, credential);
    unimplemented!("records")
}

/// Takes a credential out of the record; it stays in the wallet.
///
/// # Errors
/// [`RecordError`].
pub async fn remove(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    credential: CredentialId,
) -> Result<(), RecordError> {
    let _ = (app, viewer, id, credential);
    unimplemented!("records")
}

/// Moves a credential one place; at either end it stays.
///
/// # Errors
/// [`RecordError`].
pub async fn shift(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    credential: CredentialId,
    to: Move,
) -> Result<(), RecordError> {
    let _ = (app, viewer, id, credential, to);
    unimplemented!("records")
}

/// Puts the record's credentials in this order.
///
/// # Errors
/// [`RecordError::OtherItems`] when `order` is not exactly the record's credentials.
pub async fn arrange(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    order: &[CredentialId],
) -> Result<(), RecordError> {
    let _ = (app, viewer, id, order);
    unimplemented!("records")
}
