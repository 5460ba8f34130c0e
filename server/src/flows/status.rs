//! Signed status lists, as the world reads them.

use crate::{app::App, id::StatusListId, store::StoreError};

/// How long a reader may keep a status list.
pub const TTL_S: u32 = 300;

/// A signed status list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedList {
    /// The signed document, byte for byte as stored.
    pub document: String,
    /// An entity tag of the document, with its quotation marks.
    pub etag: String,
    /// How long a reader may keep it, in seconds.
    pub ttl_s: u32,
}

/// A status list by its id.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, id: StatusListId) -> Result<Option<SignedList>, StoreError> {
    let _ = (app, id);
    unimplemented!("status lists")
}
