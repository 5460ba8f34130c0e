//! `/sign-in`: an address, a mail, a button.

use crate::chrome::Chrome;

/// The form that asks for an address.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// What was typed.
    pub email: String,
    /// The path to go to afterwards.
    pub next: Option<String>,
    /// What is wrong with the address. A sentence.
    pub problem: Option<String>,
}

/// The page after the mail has been sent.
#[derive(Clone, Debug, Default)]
pub struct SignInSent {
    /// Where it was sent.
    pub email: String,
}

/// The page that the mailed link opens: one button, so that mail scanners sign nobody in.
#[derive(Clone, Debug, Default)]
pub struct SignInConfirm {
    /// The link's token: the form posts to `/sign-in/{token}`.
    pub token: String,
    /// The address that will be signed in.
    pub email: String,
}

/// The sign-in form.
pub fn sign_in(chrome: &Chrome, data: &SignIn) -> String {
    super::thin(chrome, "Sign in", &format!("{data:?}"))
}

/// "The mail is on its way."
pub fn sign_in_sent(chrome: &Chrome, data: &SignInSent) -> String {
    super::thin(chrome, "The mail is on its way", &format!("{data:?}"))
}

/// The page with the button.
pub fn sign_in_confirm(chrome: &Chrome, data: &SignInConfirm) -> String {
    super::thin(chrome, "Sign in", &format!("{data:?}"))
}
