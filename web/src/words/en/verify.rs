//! Checking: the page, the shared record, and what the browser adds.

/// The page.
pub const TITLE: &str = "Check a credential";
/// What it does.
pub const LEAD: &str = "Paste a credential or choose its file. The check happens in your own browser; where that is not possible, on this site’s server. Nothing is kept.";
/// The text field.
pub const TEXT: &str = "The credential’s text";
/// Under it.
pub const TEXT_HINT: &str = "It begins with { and is sometimes called the credential’s JSON.";
/// The file field.
pub const FILE: &str = "Or its file";
/// Under it.
pub const FILE_HINT: &str = "You can also drop the file anywhere on this form.";
/// The button.
pub const CHECK: &str = "Check";
/// Nothing was given.
pub const NOTHING: &str = "Paste a credential or choose a file first.";
/// While the browser works.
pub const CHECKING: &str = "Checking in your browser …";
/// The worker did not start or broke.
pub const WORKER_FAILED: &str =
    "Your browser could not run the check. Reload the page and try again, or let the server check it.";
/// Sends the form to the server.
pub const BY_SERVER: &str = "Let the server check it";
/// Heads the report.
pub const RESULT: &str = "What we found";

/// Who made a report and when, under the headline.
pub fn checked_by_server(minute: &str) -> String {
    format!("Checked by this site’s server, {minute}.")
}
/// The same for the visitor's browser.
pub const CHECKED_BY_BROWSER: &str = "Checked by your own browser just now.";

/// A shared record: what stands over the title.
pub const SHARED: &str = "Shared record";
/// The title for link previews, which outlive the link.
pub const SHARED_PREVIEW: &str = "A shared record";
/// The description for link previews.
pub const SHARED_PREVIEW_TEXT: &str =
    "Somebody shared a record of achievements with you. Open the link to see what is true about it.";
/// No credentials in it.
pub const SHARED_EMPTY: &str = "This record is empty for now. Whoever shared it can still add to it.";
/// Heads the credentials.
pub const SHARED_ITEMS: &str = "Credentials";
/// Until when the link works.
pub fn shared_until(day: &str) -> String {
    format!("This link works until {day}, or until it is ended.")
}
/// Beside the QR on paper.
pub const SHARED_PAPER: &str =
    "On paper this proves nothing by itself. Scan the code or open the link to check it now.";
/// Opens the browser's print dialogue; shown as advice, not as a button.
pub const QR_NAME: &str = "QR code of this record’s link";
/// Before the learner's note.
pub const NOTE: &str = "Note by the learner";
/// The summary's name.
pub const SUMMARY: &str = "Result of the check";

/// The server's summary: how many of how many are verified.
pub fn summary(verified: u64, all: u64) -> String {
    match (verified, all) {
        (_, 0) => "There is nothing to check.".to_owned(),
        (1, 1) => "The credential is verified.".to_owned(),
        (0, 1) => "The credential is not verified.".to_owned(),
        (verified, all) if verified == all => format!("All {all} credentials are verified."),
        (0, all) => format!("None of the {all} credentials is verified."),
        (1, all) => format!("1 of {all} credentials is verified. The others say why not."),
        (verified, all) => format!("{verified} of {all} credentials are verified. The others say why not."),
    }
}

/// While the browser repeats the check.
pub const BROWSER_CHECKING: &str = "Your own browser is checking too …";
/// The browser agrees.
pub const BROWSER_AGREES: &str = "Checked by your own browser just now: it comes to the same result.";
/// The browser disagrees.
pub const BROWSER_DISAGREES: &str = "Your own browser comes to another result than this site’s server. Trust your browser, and do not rely on this page.";
/// The browser could not check.
pub const BROWSER_FAILED: &str =
    "Your own browser could not repeat the check, so you only have this server’s word for it.";
/// What the browser found about one credential.
pub fn browser_found(name: &str, headline: &str) -> String {
    format!("{name}: {headline}")
}
