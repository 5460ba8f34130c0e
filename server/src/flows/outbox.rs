//! Mail: written here, kept in the outbox until somebody delivers it.

use time::OffsetDateTime;

use crate::{app::App, id::MailId, store::StoreError};

/// A mail.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text, with the link in a line of its own.
    pub body: String,
    /// The link.
    pub link: String,
    /// When it was written.
    pub created_at: OffsetDateTime,
}

/// The latest mails, newest first, at most `limit`; empty where this is no demo, because then
/// nobody but the addressee may read them.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, limit: u32) -> Result<Vec<Mail>, StoreError> {
    let _ = (app, limit);
    unimplemented!("mail")
}
