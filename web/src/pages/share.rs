//! `/s/{token}`: a shared record, as its reader sees it.

use crate::chrome::Chrome;
use crate::pages::Held;

/// What a shared record shows.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// The token in the address.
    pub token: String,
    /// The whole link, printed beside its QR.
    pub url: String,
    /// The record's title.
    pub title: String,
    /// The learner's words before the credentials; may be empty.
    pub introduction: String,
    /// The credentials in order, each with the server's report.
    pub items: Vec<Held>,
    /// When the server checked, RFC 3339.
    pub checked_at: String,
    /// When the link stops, RFC 3339.
    pub expires_at: String,
}

/// A shared record.
pub fn share(chrome: &Chrome, data: &Share) -> String {
    super::thin(chrome, "A shared record", &format!("{data:?}"))
}
