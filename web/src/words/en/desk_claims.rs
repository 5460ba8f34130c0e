//! The desk's open links and codes.

use super::general::count;

/// The list.
pub const TITLE: &str = "Links for events";
/// Under it.
pub const LEAD: &str = "A link or a QR code by which everybody in the room claims the same award: at an open day, a workshop, a lecture. You say from when, until when, and for how many.";
/// The button.
pub const NEW: &str = "New link";
/// None.
pub const NONE: &str = "No links yet.";
/// The table's name.
pub const TABLE: &str = "Links";
/// Its columns.
pub const COLUMNS: [&str; 4] = ["Link", "Open", "Claimed", "State"];
/// Where there is no window.
pub const ALWAYS: &str = "Until you close it";
/// A window.
pub fn window(from: Option<&str>, until: Option<&str>) -> String {
    match (from, until) {
        (None, None) => ALWAYS.to_owned(),
        (Some(from), None) => format!("From {from}"),
        (None, Some(until)) => format!("Until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    }
}
/// `12 of 200`.
pub fn given(given: u32, most: Option<u32>) -> String {
    most.map_or_else(|| given.to_string(), |most| format!("{given} of {most}"))
}
/// `3 requests wait`.
pub fn waiting(number: u32) -> String {
    count(u64::from(number), "request waits", "requests wait")
}
/// States.
pub const OPEN: &str = "Open";
/// A state: everybody whom it was for has it.
pub const FULL: &str = "Full";
/// A state.
pub const PAUSED: &str = "Paused";
/// A state.
pub const CLOSED: &str = "Closed";

/// The form.
pub const NEW_TITLE: &str = "A new link";
/// A field.
pub const LINK_TITLE: &str = "What is it for?";
/// Under it.
pub const LINK_TITLE_HINT: &str = "Visitors read it above the award. Such as: Open day, May 2027.";
/// A field.
pub const ACHIEVEMENT: &str = "Award";
/// No achievement is published.
pub const NO_ACHIEVEMENTS: &str = "Publish an achievement first: a link gives one of those.";
/// A field.
pub const OPENS: &str = "Opens";
/// Under it.
pub const OPENS_HINT: &str = "In UTC. Empty: at once.";
/// A field.
pub const CLOSES: &str = "Closes";
/// Under it.
pub const CLOSES_HINT: &str = "In UTC. Empty: when you close it.";
/// A field.
pub const MOST: &str = "For how many";
/// Under it.
pub const MOST_HINT: &str = "Empty: for everybody who comes.";
/// A field.
pub const WORD: &str = "Code word";
/// Under it.
pub const WORD_HINT: &str = "Say it in the room and do not print it: whoever only gets the link from a friend does not know it. Capitals do not matter.";
/// A check box.
pub const APPROVED: &str = "I look at each request before it is awarded";
/// The button.
pub const MAKE: &str = "Make the link";
/// Leads to the form for a link that is there.
pub const EDIT: &str = "Change it";
/// Heads that form.
pub const EDIT_TITLE: &str = "Change this link";
/// Leads back.
pub const BACK_TO_LINK: &str = "Back to the link";
/// The button.
pub const SAVE: &str = "Save";

/// On a link's page.
pub const BACK: &str = "All links";
/// Its address.
pub const ADDRESS: &str = "Address";
/// It cannot be opened.
pub const LOST: &str = "The address cannot be shown: it was sealed under another master key. Close this link and make a new one.";
/// The QR code's name.
pub const QR: &str = "QR code of the link";
/// A way.
pub const POSTER: &str = "Poster to print";
/// A way.
pub const SVG: &str = "QR code as SVG";
/// A way.
pub const PNG: &str = "QR code as PNG";
/// The code word.
pub const SAY_WORD: &str = "Say this word in the room";
/// A button.
pub const PAUSE: &str = "Pause";
/// A button.
pub const GO_ON: &str = "Open again";
/// A fold, and its button.
pub const CLOSE: &str = "Close for good";
/// In the fold.
pub const CLOSE_LEAD: &str =
    "Nobody can claim by this link any more, and it cannot be opened again. What was awarded stays.";
/// Heads the requests.
pub const REQUESTS: &str = "Who came";
/// None.
pub const NO_REQUESTS: &str = "Nobody yet.";
/// The table's columns.
pub const REQUEST_COLUMNS: [&str; 3] = ["Name", "When", "State"];
/// The table's name.
pub const REQUEST_TABLE: &str = "Requests";
/// For screen readers.
pub const ACTIONS: &str = "Actions";
/// A state.
pub const WAITS: &str = "Waits for you";
/// A state.
pub const HAS: &str = "Awarded";
/// A state.
pub const DECLINED: &str = "Declined";
/// A button.
pub const APPROVE: &str = "Approve";
/// Its name.
pub fn approve_name(name: &str) -> String {
    format!("Approve {name}")
}
/// A button.
pub const DECLINE: &str = "Decline";
/// Its name.
pub fn decline_name(name: &str) -> String {
    format!("Decline {name}")
}
/// A button.
pub fn approve_all(number: u32) -> String {
    format!("Approve all {number}")
}

/// The poster.
pub fn poster_lead(issuer: &str) -> String {
    format!("{issuer} awards you")
}
/// How.
pub const POSTER_HOW: [&str; 3] = [
    "Point your phone's camera at the code.",
    "Type your e-mail address, and open the link in the mail.",
    "It is in your wallet: yours to keep and to show.",
];
/// The last step where the institution looks at each request.
pub const POSTER_APPROVED: &str =
    "Somebody looks at your request. Then it is in your wallet: yours to keep and to show.";
/// On screen only.
pub const POSTER_PRINT: &str = "Print this page: one sheet of paper, no colour needed.";
/// Where a code word is asked for.
pub const POSTER_WORD: &str = "You need the code word that is said here.";
