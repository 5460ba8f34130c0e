//! The desk's list of awards, and what can be done about one.

use super::general::count;

/// To the letters.
pub const LETTERS: &str = "Letters that did not arrive";
/// Searching.
pub const SEARCH: &str = "Name or e-mail address";
/// By state.
pub const STATE: &str = "State";
/// What this form does not change.
pub const CORRECT_TRANSCRIPT: &str = "A grade in a transcript is corrected in your school’s system: change it there, export, and import again under Transcripts. Then answer the request with “corrected already”.";
/// The states: value and words.
pub const STATES: [(&str, &str); 7] = [
    ("", "All"),
    ("waiting", "Waiting to be claimed"),
    ("claimed", "Claimed"),
    ("soon", "Expires within 30 days"),
    ("expired", "Expired"),
    ("suspended", "Suspended"),
    ("revoked", "Revoked"),
];
/// The button.
pub const FIND: &str = "Find";
/// How many.
pub fn found(total: u64) -> String {
    count(total, "award", "awards")
}
/// None of those looked for.
pub const NONE: &str = "No award is like that. Look for less, or for another state.";
/// The column of ticks.
pub const CHOICE: &str = "Choose";
/// A tick.
pub fn choose(name: &str) -> String {
    format!("Choose the award to {name}")
}
/// Ticks all that are shown.
pub const CHOOSE_ALL: &str = "Choose all on this page";
/// Takes the ticks away.
pub const CHOOSE_NONE: &str = "Choose none";
/// Prints codes for those that are ticked.
pub const SLIPS_CHOSEN: &str = "Print slips for the chosen";
/// With those that are ticked.
pub const REVOKE_CHOSEN: &str = "Revoke the chosen ones…";
/// Pages.
pub const PAGES: &str = "Pages";
/// The page before.
pub const NEWER: &str = "Newer";
/// The page after.
pub const OLDER: &str = "Older";
/// Which page.
pub fn page(page: u32, pages: u32) -> String {
    format!("Page {page} of {pages}")
}

/// What was awarded.
pub const WHAT: &str = "Achievement";
/// Where the offer went.
pub const ADDRESS: &str = "E-mail address";
/// Nobody has one.
pub const NO_EMAIL: &str = "None";
/// When.
pub const AWARDED: &str = "Awarded on";
/// Until when.
pub const UNTIL_LABEL: &str = "Valid until";
/// No end.
pub const FOR_EVER: &str = "For good";
/// Which edition.
pub const EDITION: &str = "Edition";
/// The credential.
pub const SEE: &str = "See the credential";
/// To the form.
pub const CORRECT: &str = "Correct…";
/// To the question.
pub const SUSPEND: &str = "Suspend";
/// At once.
pub const RESUME: &str = "Say that it is good again";
/// Heads the files.
pub const FILES: &str = "Files";
/// Opens the question.
pub const DELETE_FILE_LABEL: &str = "Delete this file";
/// What it means.
pub const DELETE_FILE_LEAD: &str = "The file goes for good, and nobody can open it any more. The credential stays as it is, with a link that leads nowhere.";
/// The button.
pub fn delete_file(file: &str) -> String {
    format!("Delete {file}")
}
/// Heads what was done.
pub const HISTORY: &str = "What was done";

/// What was done, in words.
pub fn act(act: &str) -> &str {
    match act {
        "credential.awarded" => "Awarded",
        "credential.corrected" => "Corrected",
        "credential.renewed" => "Renewed",
        "transcript.issued" => "Signed",
        "transcript.extended" => "Entries were added",
        "transcript.corrected" => "Entries were corrected",
        "transcript.undone" => "Taken back with the import that it came from",
        "credential.reissued" => "Issued again with another key",
        "credential.suspended" => "Suspended",
        "credential.resumed" => "Good again",
        "credential.revoked" => "Revoked",
        "credential.evidence_deleted" => "A file was deleted",
        "credential.claimed" => "Claimed",
        "credential.code_given" => "A code was given",
        "credential.letter_resent" => "Mail sent again",
        "credential.readdressed" => "Sent to another address",
        "credential.released" => "Claimed by somebody else; revoked and issued anew",
        "amendment.asked" => "Its holder asked for a correction",
        "amendment.corrected" => "Corrected as its holder asked",
        "amendment.declined" => "A correction was declined",
        "amendment.stated" => "Its holder added a statement",
        other => other,
    }
}

/// The form that corrects.
pub const CORRECT_TITLE: &str = "Correct this award";
/// What happens.
pub fn correct_lead(achievement: &str, name: &str) -> String {
    format!(
        "{achievement}, awarded to {name}. A corrected edition takes its place, also in their wallet. Copies of what it said before no longer verify."
    )
}
/// The address.
pub const EMAIL: (&str, &str) =
    ("Recipient’s e-mail address", "Change it if it was wrong. The award then waits for the new one.");
/// Why.
pub const CORRECT_REASON: (&str, &str) = ("What was wrong", "For your own records. In a few words.");
/// The button.
pub const CORRECT_BUTTON: &str = "Sign the corrected edition";

/// To the form.
pub const RENEW: &str = "Renew…";
/// What was done, until when.
pub fn until(day: &str) -> String {
    format!("valid until {day}")
}
/// The form that renews.
pub const RENEW_TITLE: &str = "Renew this award";
/// What happens.
pub fn renew_lead(achievement: &str, name: &str, until: &str) -> String {
    format!(
        "{achievement}, awarded to {name}, valid until {until}. A renewed edition takes its place, also in their wallet, and they get a mail if they have claimed it. Copies of the earlier one stay good until the day that stands in them."
    )
}
/// The day.
pub const RENEW_UNTIL: (&str, &str) = ("Valid until", "The last day on which it counts.");
/// The button.
pub const RENEW_BUTTON: &str = "Sign the renewed edition";

/// The question.
pub const SUSPEND_TITLE: &str = "Suspend this credential?";
/// What it means.
pub fn suspend_lead(name: &str, achievement: &str) -> String {
    format!(
        "{achievement}, awarded to {name}. Whoever checks it reads that it is suspended, until you say that it is good again."
    )
}

/// The question about several.
pub fn revoke_title(number: usize) -> String {
    format!("Revoke {}?", count(number as u64, "credential", "credentials"))
}
/// What it means.
pub const REVOKE_LEAD: &str = "From now on, whoever checks one of these reads that you have revoked it. This can’t be undone; you can award them anew.";
/// The button.
pub const REVOKE_BUTTON: &str = "Revoke them";
