//! What a person sees when something went wrong: what happened, what it means, what to do.

use crate::chrome::Chrome;

/// What an error page shows.
#[derive(Clone, Debug, Default)]
pub struct ProblemPage {
    /// The HTTP status; words for the usual ones are the page's own.
    pub status: u16,
    /// What happened, as a sentence, when there is more to say than the status does.
    pub detail: Option<String>,
}

/// An error page.
pub fn problem(chrome: &Chrome, data: &ProblemPage) -> String {
    super::thin(chrome, "Problem", &format!("{data:?}"))
}
