//! Keys of an institution, in a registrar's words.

use super::general::count;

/// Heads the page.
pub const TITLE: &str = "The key with which you sign";
/// What a key is.
pub const LEAD: &str = "Your key is your seal: every credential is signed with it, and whoever checks one looks whether the key is yours. It lies sealed on this server and never leaves it.";
/// The key that signs.
pub const CURRENT: &str = "In use";
/// Keys from before.
pub const EARLIER: &str = "Earlier keys";
/// Since when.
pub fn since(day: &str) -> String {
    format!("You sign with it since {day}.")
}
/// From when until when.
pub fn from_until(from: &str, until: &str) -> String {
    format!("You signed with it from {from} to {until}. What it signed is good.")
}
/// A stolen key.
pub fn stolen(from: &str, at: &str) -> String {
    format!("In use from {from}. Reported as stolen on {at}: nothing that it signed is good any more.")
}
/// The same where the key is all that its identifier is.
pub fn stolen_did_key(from: &str, at: &str) -> String {
    format!(
        "In use from {from}. Reported as stolen on {at}. What it signed goes on verifying until you revoke it."
    )
}
/// What it signed.
pub fn signed(number: u64, revoked: u64) -> String {
    let all = count(number, "credential", "credentials");
    match (number, revoked) {
        (0, _) => "It has signed nothing that stands.".to_owned(),
        (_, 0) => format!("It has signed {all}."),
        _ => format!("It has signed {all}; {revoked} of them revoked."),
    }
}
/// The list of what it signed.
pub const SEE_SIGNED: &str = "See what it signed";
/// The same for screen readers.
pub fn see_signed_of(day: &str) -> String {
    format!("See what it signed: the key of {day}")
}
/// For experts.
pub const DETAILS: &str = "Technical details";
/// The identifier.
pub const METHOD: &str = "Verification method";
/// The issuer's identifier.
pub const DID: &str = "Identifier (DID)";
/// Replaces the key.
pub const REPLACE: &str = "Sign with a new key from now on";
/// Reports it as stolen.
pub const STOLEN_LABEL: &str = "This key was stolen";
/// The same for screen readers.
pub fn stolen_of(day: &str) -> String {
    format!("This key was stolen: the key of {day}")
}

/// The question.
pub const REPLACE_TITLE: &str = "Sign with a new key from now on?";
/// What it means.
pub const REPLACE_LEAD: &str = "A new key is made and signs from now on. The one you have is retired: what it signed stays good, and checks say that it was retired since. Do this once in a while, or when somebody who could reach the server has left.";
/// What it means where the key is all there is.
pub const REPLACE_DID_KEY: &str = "This site is reached by plain http, so your key is all that your credentials name you by. A new key is a new identifier: registries that list you must be told, or new credentials will read “unknown issuer”. On a site with https your address names you, and nobody needs to be told.";
/// The button.
pub const REPLACE_BUTTON: &str = "Make a new key";

/// The question.
pub const STOLEN_TITLE: &str = "Was this key stolen?";
/// What it means.
pub fn stolen_lead(number: u64) -> String {
    let what = match number {
        0 => String::new(),
        1 => " One credential will read “not valid” until you issue it again.".to_owned(),
        _ => format!(" {number} credentials will read “not valid” until you issue them again."),
    };
    format!(
        "Report it only if somebody else may have it. From then on nothing that it signed is good, because a thief can write any date.{what} This can’t be undone."
    )
}
/// The same where the key is all that its identifier is.
pub fn stolen_lead_did_key(number: u64) -> String {
    let what = match number {
        0 => "",
        1 => " The credential that it signed goes on verifying until you revoke it.",
        _ => " What it signed goes on verifying until you revoke it.",
    };
    format!(
        "Report it only if somebody else may have it. Another key signs from then on.{what} This can’t be undone."
    )
}
/// What comes next.
pub const STOLEN_NEXT: &str =
    "Your own records stay. A new key is made at once, and you can issue again whatever the old one signed.";
/// What it cannot do where the key is all there is.
pub const STOLEN_DID_KEY_LABEL: &str = "This site is reached by plain http, so your credentials name you by this very key, and there is no place where it could be declared stolen, and whoever has it can sign in your name. Tell the registries that list you to strike the old identifier; it is in the technical details.";
/// The field.
pub const REASON: (&str, &str) = ("What happened", "For your own records, in a few words.");
/// The button.
pub const STOLEN_BUTTON: &str = "Report the key as stolen";

/// Heads the list.
pub fn signed_title(day: &str) -> String {
    format!("What the key of {day} signed")
}
/// How many of how many are shown.
pub fn shown(number: usize, all: u64) -> String {
    let all = count(all, "credential", "credentials");
    format!("The first {number} of {all}. The file has all of them.")
}
/// Nothing.
pub const SIGNED_NOTHING: &str = "Nothing that stands was signed with this key.";
/// The file.
pub const DOWNLOAD: &str = "Download the list (CSV)";
/// Where to go on.
pub const REISSUE_LEAD: &str = "What a stolen key signed reads “not valid”. Issue it again, and it is signed with the key that you use now.";
/// The same where the key is all that its identifier is.
pub const REISSUE_DID_KEY: &str = "What this key signed goes on verifying. Issue it again, and what your learners hold is signed with the key that you use now; revoke what the thief may have signed.";
/// The button.
pub fn reissue(number: u64) -> String {
    format!("Issue {} again", count(number, "credential", "credentials"))
}
/// Headings of the file.
pub const HEADINGS: [&str; 7] =
    ["Credential", "Achievement", "Recipient", "E-mail address", "Awarded", "Valid until", "Revoked"];
/// Back.
pub const BACK: &str = "Back to the keys";
