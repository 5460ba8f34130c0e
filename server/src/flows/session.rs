//! Who is asking.

use crate::{
    app::App,
    id::{AccountId, IssuerId},
    problem::Problem,
    store::StoreError,
};

/// A person who is signed in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// Their first e-mail address.
    pub email: String,
    /// All their e-mail addresses, each one proven.
    pub emails: Vec<String>,
    /// What they are called; empty when they have not said.
    pub name: String,
    /// The institutions they work for.
    pub desks: Vec<Desk>,
}

/// An institution that a person works for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Desk {
    /// The institution.
    pub issuer: IssuerId,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Somebody asked for a desk that is not theirs.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("you do not work for this institution")]
pub struct NotStaff;

impl From<NotStaff> for Problem {
    fn from(err: NotStaff) -> Self {
        Self::forbidden(err)
    }
}

impl Viewer {
    /// The desk of the institution called `slug`.
    ///
    /// # Errors
    /// [`NotStaff`] when this person does not work there, whether or not it exists.
    pub fn desk(&self, slug: &str) -> Result<&Desk, NotStaff> {
        self.desks.iter().find(|desk| desk.slug == slug).ok_or(NotStaff)
    }
}

/// Whoever the session token belongs to; `None` when it is unknown or has run out.
///
/// # Errors
/// When the database fails.
pub async fn viewer(app: &App, token: &str) -> Result<Option<Viewer>, StoreError> {
    let _ = (app, token);
    unimplemented!("sessions")
}
