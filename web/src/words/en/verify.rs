//! Checking: the page, the shared record, and what the browser adds.

use api::LinkProblem;

use crate::results::Compared;

/// The page.
pub const TITLE: &str = "Check a credential";
/// What it does.
pub const LEAD: &str = "Give what you were given: a link, a text, files, a QR code. You see within seconds what is true of it, and what could not be checked.";
/// Where the check happens, with script,
pub const IN_BROWSER: &str = "The check happens in your own browser. Nothing is kept.";
/// and without.
pub const ON_SERVER: &str = "Your browser runs no script here, so this site’s server does the check. It sees what you send, and keeps nothing of it.";
/// The same for an address that holds a whole credential after its `#`.
pub const FRAGMENT_NEEDS_SCRIPT: &str = "If a QR code brought you here: the credential is in the part of the address after the #, which never reaches this server. Only your browser’s script can read it, so allow scripts for this page, or paste the whole address below.";
/// The text field.
pub const TEXT: &str = "Paste a link, a credential, or a whole list";
/// Under it.
pub const TEXT_HINT: &str = "A list is a column of links, or a table with names, e-mail addresses and links: copy it from a spreadsheet.";
/// The file field.
pub const FILE: &str = "Choose files";
/// Under it.
pub const FILE_HINT: &str =
    "One or many: badge pictures, credentials, lists (CSV), zips. Or drop them anywhere on this page.";
/// The field for a picture.
pub const PICTURE: &str = "Choose a picture of a QR code";
/// Under it.
pub const PICTURE_HINT: &str = "A photo or a screenshot in which the code can be seen.";
/// The button.
pub const CHECK: &str = "Check";
/// Nothing was given.
pub const NOTHING: &str = "Paste something, choose a file or scan a code first.";
/// While what was given is looked through.
pub const READING: &str = "Reading what you gave …";
/// While the browser works.
pub const CHECKING: &str = "Checking in your browser …";
/// The worker did not start or broke.
pub const WORKER_FAILED: &str =
    "Your browser could not run the check. Reload the page and try again, or let the server check it.";
/// Sends the form to the server.
pub const BY_SERVER: &str = "Let the server check it";
/// Heads the report.
pub const RESULT: &str = "What we found";
/// Where a pasted text came from,
pub const FROM_PASTE: &str = "pasted text";
/// the fragment of the page's address,
pub const FROM_ADDRESS: &str = "this page’s address";
/// and what the camera saw.
pub const FROM_CAMERA: &str = "QR code";
/// A file that the browser could not read.
pub const FILE_UNREADABLE: &str =
    "Your browser could not read it. If it is a folder, open it and choose the files in it.";
/// The rest, where more was given than is looked at.
pub const TOO_MANY: &str = "the rest";
/// More was given to a page without script than its server judges.
pub fn too_many_for_server(most: usize) -> String {
    format!(
        "Where your browser runs no script, at most {most} credentials are checked at once. Give this one again by itself."
    )
}
/// A link behind which there are more links.
pub const LINK_TO_LIST: &str =
    "Behind this link there is a list and no credential. Open it yourself, and paste the list here.";
/// More links were given to a page without script than its server opens.
pub const LINK_NEEDS_SCRIPT: &str =
    "Where your browser runs no script, only a few links are opened at once. Give this one again by itself.";
/// Why there is nothing to check behind a link, and the way out. `None`: it is not known why.
pub fn link(problem: Option<LinkProblem>) -> &'static str {
    match problem {
        Some(LinkProblem::NotALink) => {
            "This is not the address of anything on the web. Copy the whole link again."
        }
        Some(LinkProblem::RefusedAddress) => {
            "This site does not open such addresses: a link has to begin with https:// and be open to everybody. Ask for the credential’s file instead."
        }
        Some(LinkProblem::DeadLink) => {
            "There is nothing there: the link was mistyped, has been ended, or has run out. Ask for a new one."
        }
        Some(LinkProblem::LockedLink) => {
            "It asks for a sign-in or a passcode, which nobody gives here. Open the link yourself, or ask for the credential’s file."
        }
        Some(LinkProblem::UnreachableLink) => {
            "The other site did not answer. Try again in a while, or ask for the credential’s file."
        }
        Some(LinkProblem::TooLong) => {
            "What is there is longer than any credential. Ask for the credential’s file."
        }
        Some(LinkProblem::NotACredential) => {
            "What is there is no credential. Open the link yourself: there may be a button that saves the credential, and that file can be checked here."
        }
        None => "Nothing could be found behind this link. Ask for a new one.",
    }
}
/// Behind a link there is nothing at all.
pub const LINK_EMPTY: &str = "There is nothing behind this link. Ask for a new one.";
/// The service did not answer when asked for a link.
pub const LINK_UNREACHABLE: &str =
    "This site could not be reached to open the link. Check your connection and try again.";

/// What left the device, folded: nothing but what is named here.
pub const LOOKED_UP: &str = "What left your device";
/// No address was asked for.
pub const LOOKED_UP_NOTHING: &str = "Nothing. The check needed nothing from outside.";
/// Before the addresses.
pub const LOOKED_UP_ADDRESSES: &str = "To check this, this site looked up these addresses for you:";
/// Once a credential was sent for a receipt.
pub const SENT: &str =
    "You sent a credential to this site for a receipt. This site checked it and kept nothing of it.";
/// The credential stayed.
pub const STAYED: &str = "The credential itself did not leave your device.";
/// A link was given.
pub const LINK_SEEN: &str = "You gave a link, which this site opened for you. So it has seen what is behind it, and keeps nothing of it.";
/// It came in the address.
pub const FRAGMENT_STAYED: &str = "The credential came in the part of the address after the #, which browsers never send. It did not leave your device.";

/// Starts the camera.
pub const CAMERA: &str = "Scan a QR code with the camera";
/// What happens then.
pub const CAMERA_HINT: &str =
    "Your browser asks first whether it may. What the camera sees stays on your device, and is kept nowhere.";
/// While the browser asks.
pub const CAMERA_ASKING: &str = "Your browser is asking whether this page may use the camera …";
/// While it looks.
pub const CAMERA_ON: &str = "Hold the code in front of the camera. It is read by itself.";
/// Ends it.
pub const CAMERA_STOP: &str = "Stop the camera";
/// The name of its picture.
pub const CAMERA_PICTURE: &str = "What the camera sees";
/// It was refused.
pub const CAMERA_REFUSED: &str = "Your browser does not let this page use the camera. Allow it beside the address, or choose a picture of the code instead.";
/// There is none.
pub const CAMERA_NONE: &str = "No camera was found. Choose a picture of the code instead.";
/// Another program has it, or it broke.
pub const CAMERA_BUSY: &str = "The camera did not start; perhaps another program is using it. Close that, or choose a picture of the code instead.";

/// Asks whose it is.
pub const WHOSE_LABEL: &str = "Is this really theirs?";
/// Under it.
pub const WHOSE_HINT: &str = "Enter the e-mail address or the name of whoever gave it to you. Your device compares it with what the issuer signed.";
/// The same where the server compares.
pub const WHOSE_HINT_SERVER: &str = "If you enter the e-mail address or the name of whoever gave it to you, it is compared with what the issuer signed.";
/// The field.
pub const WHOSE_FIELD: &str = "E-mail address or name";
/// The button.
pub const WHOSE_ASK: &str = "Compare";

/// The comparison broke down.
pub const WHOSE_FAILED: &str = "Your browser could not compare. Reload the page and try again.";

/// Whether it is theirs, and what that means.
pub fn whose(compared: Compared, asked: &str) -> (String, &'static str) {
    let email = asked.contains('@');
    match (compared, email) {
        (Compared::Same, true) => (
            format!("Yes, it was issued to {asked}."),
            "The issuer signed this very address. That does not tell who is writing to you: if it matters, write to this address and wait for the answer.",
        ),
        (Compared::Same, false) => (
            format!("Yes, it was issued to somebody called {asked}."),
            "The issuer signed this very name. Others may have the same name, so compare the e-mail address too.",
        ),
        (Compared::Unclear, _) => (
            "This cannot be told from the credential.".to_owned(),
            "It does not say to whom it was issued, or not in a way that can be compared here. Ask them how else they can show that it is theirs.",
        ),
        (Compared::Other, true) => (
            format!("No, it was not issued to {asked}."),
            "It may still be theirs under another address: ask which one they gave to the issuer, and compare that.",
        ),
        (Compared::Other, false) => (
            format!("No, it was not issued to anybody called {asked}."),
            "The issuer may have written the name in another way. Ask for the e-mail address that they gave to the issuer, and compare that.",
        ),
    }
}

/// Prints the report.
pub const PRINT: &str = "Print";
/// On paper.
pub fn printed_from(address: &str) -> String {
    format!(
        "Printed from {address}. On paper this proves nothing by itself: check the credential again there."
    )
}
/// Asks for a receipt.
pub const RECEIPT: &str = "Save a signed receipt";
/// What pressing it means.
pub const RECEIPT_MEANS: &str = "A receipt is signed by this site, so its server has to check the credential itself. For that, the credential is sent to this site, which keeps nothing of it.";
/// Goes on.
pub const RECEIPT_SEND: &str = "Send the credential and save the receipt";
/// Goes back.
pub const RECEIPT_CANCEL: &str = "Do not send it";
/// While the server works.
pub const RECEIPT_WAIT: &str = "The server is checking …";
/// It is saved.
pub const RECEIPT_SAVED: &str =
    "Saved. Whoever gets the file can check it on this page: choose it, or drop it here.";
/// It could not be had.
pub const RECEIPT_FAILED: &str =
    "The receipt could not be made. Nothing was saved; try again in a moment, or print the report.";
/// The saved file's name.
pub const RECEIPT_FILE: &str = "receipt.json";

/// Who made a report and when, under the headline.
pub fn checked_by_server(minute: &str) -> String {
    format!("Checked by this site’s server, {minute}.")
}
/// The same for the visitor's browser.
pub fn checked_by_browser(minute: &str) -> String {
    format!("Checked by your own browser, {minute}.")
}

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
pub const SUMMARY_LABEL: &str = "Result of the check";

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
