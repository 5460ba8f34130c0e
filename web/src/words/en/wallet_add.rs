//! Adding to the wallet.

use super::general::count;

/// The page.
pub const TITLE: &str = "Add credentials";
/// What it does.
pub const LEAD: &str = "Bring what others awarded you. Each is checked first. What names you is kept at once; for anything else we ask you.";
/// The link from the wallet.
pub const LINK: &str = "Add credentials";
/// The file field.
pub const FILE: &str = "Files";
/// Under it.
pub const FILE_HINT: &str =
    "One or many, also dropped here: badge pictures (PNG, SVG), credentials (JSON, JWT), a zip with many.";
/// The field for a photo.
pub const PHOTO: &str = "Photo of a QR code";
/// Under it.
pub const PHOTO_HINT: &str = "Take a picture of the code, or choose one.";
/// The field for a text.
pub const TEXT: &str = "Link or text";
/// Under it.
pub const TEXT_HINT: &str = "Paste the address of a credential, or the credential itself.";
/// The button.
pub const ADD: &str = "Check and add";
/// Nothing was given.
pub const NOTHING: &str = "Choose a file, take a photo or paste something first.";
/// More than fits.
pub const TOO_LARGE: &str = "That is more than is taken at once. Bring fewer files, or smaller ones.";
/// Heads what came of it.
pub const RESULTS: &str = "What came of it";
/// How many are in the wallet now,
pub fn kept(number: u64) -> String {
    format!("{number} now in your wallet")
}
/// how many were there,
pub fn already(number: u64) -> String {
    format!("{number} in your wallet already")
}
/// how many wait,
pub fn waits(number: u64) -> String {
    format!("{number} for you to decide")
}
/// and how many are nothing.
pub fn refused(number: u64) -> String {
    format!("{number} not recognised")
}
/// Kept.
pub const KEPT_LABEL: &str = "In your wallet now";
/// Newer.
pub const RENEWED: &str = "A newer edition: it took the place of the one you had";
/// There.
pub const ALREADY_LABEL: &str = "In your wallet already";
/// Nothing.
pub const NOT_A_CREDENTIAL: &str = "There is no credential in it.";
/// Full.
pub const FULL: &str = "There is no room for it: your wallet is full, or too much waits for you to decide.";
/// Too many at once.
pub fn too_many(most: usize) -> String {
    format!("More than {most} credentials are not taken at once. Bring them in parts.")
}
/// Too many links at once.
pub const TOO_MANY_LINKS: &str = "Only a few links are opened at once. Add this one by itself.";

/// Heads what waits.
pub const WAITING_LABEL: &str = "For you to decide";
/// What that is.
pub const WAITING_LEAD: &str = "These do not name you, or did not check out. Keep one only if it is yours: it is then labelled “Kept on your word”. What you do not keep is forgotten within a day.";
/// It names another.
pub const ANOTHER: &str = "It names somebody else, or an address that you have not added to your account.";
/// It names nobody.
pub const NOBODY: &str = "It does not say whom it was awarded to.";
/// It did not check out.
pub const NOT_GOOD: &str = "It did not check out.";
/// It has not begun.
pub const NOT_YET: &str = "It does not count yet: it begins on a later day.";
/// It has ended.
pub const OVER: &str = "It does not count any more.";
/// Chooses it.
pub fn choose(title: &str) -> String {
    format!("Choose {title}")
}
/// Chooses all.
pub const CHOSEN: &str = "Those ticked";
/// Keeps the chosen.
pub const KEEP: &str = "They are mine: keep them";
/// Forgets the chosen.
pub const DISCARD: &str = "Forget them";
/// How many wait, on the wallet's page.
pub fn waiting(number: u64) -> String {
    format!("{} you added for you to decide", count(number, "credential", "credentials"))
}
/// Where it was found.
pub fn from(source: &str) -> String {
    format!("From {source}")
}
