//! `/wallet/records/{id}`: choose, arrange, share.

use crate::chrome::Chrome;
use crate::pages::Held;

/// What the page of one record shows its learner.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The record's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A few words before the credentials; may be empty.
    pub introduction: String,
    /// What is in it, in order.
    pub items: Vec<Held>,
    /// What the learner holds besides.
    pub others: Vec<Held>,
    /// Its live shares, newest first.
    pub shares: Vec<LiveShare>,
    /// What was wrong with what was typed. A sentence.
    pub problem: Option<String>,
}

/// A link that works now. Ends by `POST /wallet/shares/{id}/end`.
#[derive(Clone, Debug, Default)]
pub struct LiveShare {
    /// The share's id (not its token).
    pub id: String,
    /// The whole link, such as `https://laurel.example/s/…`. Its QR is at `{path}/qr.svg`.
    pub url: String,
    /// The link's path, such as `/s/…`.
    pub path: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// When it stops, RFC 3339.
    pub expires_at: String,
}

/// The page of one record.
pub fn record(chrome: &Chrome, data: &Record) -> String {
    super::thin(chrome, "Record", &format!("{data:?}"))
}
