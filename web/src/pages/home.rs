//! `/`: the one story, for the three people in it.

use crate::chrome::Chrome;

/// What the landing page shows.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The path of a shared record to look at, such as `/s/…`; the demo has one.
    pub example: Option<String>,
    /// Accounts to try the demo with; empty outside the demo.
    pub people: Vec<DemoPerson>,
}

/// Somebody that a visitor of the demo may sign in as.
#[derive(Clone, Debug, Default)]
pub struct DemoPerson {
    /// Such as `Ada Obi`.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// Who that is, such as `Registrar of Northfield College`.
    pub role: String,
    /// Where to go after signing in, such as `/desk`.
    pub next: String,
}

/// The landing page.
pub fn home(chrome: &Chrome, data: &Home) -> String {
    super::thin(chrome, "Laurel", &format!("{data:?}"))
}
