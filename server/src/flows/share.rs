//! Sharing a record by a link that its owner can end.

use crypto::verify::Report;
use time::OffsetDateTime;

use crate::{
    app::App,
    flows::session::Viewer,
    id::{RecordId, ShareId},
    problem::{FieldProblem, Problem},
    store::StoreError,
};

/// For how many days a link lives unless its owner says otherwise.
pub const DEFAULT_DAYS: u32 = 90;

/// For how many days a link can live.
pub const MOST_DAYS: u32 = 730;

/// A live link, as its owner sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// Where it leads.
    pub record: RecordId,
    /// The secret in its address, `/s/{token}`.
    pub token: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends by itself.
    pub expires_at: OffsetDateTime,
}

/// A record, as whoever has the link sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// The record's title.
    pub title: String,
    /// A few words above the credentials; may be empty.
    pub introduction: String,
    /// The credentials, in their owner's order.
    pub items: Vec<SharedItem>,
    /// When the link ends by itself.
    pub expires_at: OffsetDateTime,
}

/// A credential in a shared record.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedItem {
    /// The signed document, byte for byte as it came.
    pub document: String,
    /// The owner's words beside it; may be empty.
    pub note: String,
    /// What is true of it now.
    pub report: Report,
}

/// Why a link was not made or not ended.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// Not there, or somebody else's.
    #[error("there is no such record or link")]
    Unknown,
    /// The number of days is out of range.
    #[error("a link lives 1 to {MOST_DAYS} days")]
    Days,
    /// A sealed link does not open.
    #[error("could not open a sealed link")]
    Key(#[from] crate::secrets::Unsealable),
    /// The database failed.
    #[error("could not store the link")]
    Store(#[from] StoreError),
}

impl From<ShareError> for Problem {
    fn from(err: ShareError) -> Self {
        match err {
            ShareError::Unknown => Self::not_found(&err),
            ShareError::Days => Self::unprocessable(&err, vec![FieldProblem::new("/days", err.to_string())]),
            ShareError::Key(_) => Self::internal(&err),
            ShareError::Store(source) => source.into(),
        }
    }
}

/// Makes a link to one of this person's records.
///
/// # Errors
/// [`ShareError`].
pub async fn create(app: &App, viewer: &Viewer, record: RecordId, days: u32) -> Result<Share, ShareError> {
    let _ = (app, viewer, record, days);
    unimplemented!("shares")
}

/// The live links to one of this person's records, newest first.
///
/// # Errors
/// [`ShareError`].
pub async fn list(app: &App, viewer: &Viewer, record: RecordId) -> Result<Vec<Share>, ShareError> {
    let _ = (app, viewer, record);
    unimplemented!("shares")
}

/// Ends a link, now and for good; gives the record it led to.
///
/// # Errors
/// [`ShareError`].
pub async fn end(app: &App, viewer: &Viewer, id: ShareId) -> Result<RecordId, ShareError> {
    let _ = (app, viewer, id);
    unimplemented!("shares")
}

/// What a link leads to; `None` when it is unknown, ended or run out, without a difference.
///
/// # Errors
/// When the database fails.
pub async fn open(app: &App, token: &str) -> Result<Option<Shared>, StoreError> {
    let _ = (app, token);
    unimplemented!("shares")
}

/// Whether a link is live, without opening what it leads to: for its QR code.
///
/// # Errors
/// When the database fails.
pub async fn is_live(app: &App, token: &str) -> Result<bool, StoreError> {
    let _ = (app, token);
    unimplemented!("shares")
}
