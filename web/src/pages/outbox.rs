//! `/outbox`: the mails of the demo, which nobody gets.

use crate::chrome::Chrome;

/// What the outbox shows.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    /// The mails, newest first.
    pub mails: Vec<Mail>,
}

/// One mail.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// Its address.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The link that it is about.
    pub link: Option<String>,
    /// When it was sent, RFC 3339.
    pub sent_at: String,
}

/// The outbox.
pub fn outbox(chrome: &Chrome, data: &Outbox) -> String {
    super::thin(chrome, "Outbox", &format!("{data:?}"))
}
