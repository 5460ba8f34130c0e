//! An account, by its owner: what they are called, their addresses, their passkeys, where they are signed in,
//! how they come back when they lose all of that, and how it ends.
//!
//! Whatever could lock its owner out or let somebody else in asks for a proof that is a quarter of an hour old
//! at most: [`proven`].

mod addresses;
#[cfg(test)]
pub(crate) mod authenticator;
mod ceremony;
mod delete;
mod device;
pub mod ending;
mod letters;
mod passkeys;
mod recovery;
mod sessions;
mod settings;
#[cfg(test)]
mod tests;

pub use addresses::{
    Address, AddressError, add_address, addresses, choose_address, confirm_address, look_at_address,
    remove_address, withdraw_address,
};
pub use delete::{DeleteError, WhatGoes, delete, what_goes};
pub use device::Device;
pub(in crate::flows) use letters::{News, tell};
pub use passkeys::{
    Passkey, PasskeyError, Question, Refused, add_passkey, ask_for_new, ask_to_prove, ask_to_sign_in,
    passkeys, remove_passkey, rename_passkey, sign_in_with_passkey,
};
pub use recovery::{CODES, codes_left, make_codes, sign_in_with_code};
pub use sessions::{Session, end_other_sessions, end_session, sessions};
pub use settings::{Settings, SettingsError, prefer, save_settings};

use time::Duration;

use super::session::Viewer;
use crate::{app::App, problem::Problem};

/// For how long a proof of who somebody is counts.
const PROOF_LIFE: Duration = Duration::minutes(15);

/// Somebody has been signed in for too long to do this without showing once more who they are.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("show once more that it is you: sign in again")]
pub struct NotProven;

impl From<NotProven> for Problem {
    fn from(err: NotProven) -> Self {
        Self::forbidden(err)
    }
}

/// That whoever asks has proven who they are a moment ago.
///
/// # Errors
/// [`NotProven`].
pub fn proven(app: &App, viewer: &Viewer) -> Result<(), NotProven> {
    let at = viewer.proven_at.ok_or(NotProven)?;
    if app.clock.now() - at < PROOF_LIFE { Ok(()) } else { Err(NotProven) }
}
