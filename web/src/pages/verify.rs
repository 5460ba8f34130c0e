//! `/verify`: paste or drop a credential, read what is true of it.

use crypto::verify::Report;

use crate::chrome::Chrome;

/// What the verifying page shows.
#[derive(Clone, Debug, Default)]
pub struct Verify {
    /// The text that was pasted, to be shown again; empty at first and for files.
    pub text: String,
    /// The report on what was sent, once something was.
    pub report: Option<Report>,
    /// Why what was sent could not be looked at, such as that it was too large. A sentence.
    pub problem: Option<String>,
}

/// The verifying page.
pub fn verify(chrome: &Chrome, data: &Verify) -> String {
    super::thin(chrome, "Check a credential", &format!("{data:?}"))
}
