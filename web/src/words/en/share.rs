//! Links to records: making one, looking after it, opening it.

/// Heads the page of all links.
pub const TITLE: &str = "Your links";
/// What they are.
pub const LEAD: &str =
    "Each link shows one record to whoever has it. You can pause it, show less by it, or end it, at once.";
/// There are none.
pub const NONE: &str = "You have shared nothing yet. Open a record, and make a link to it.";
/// Leads to this page.
pub const ALL: &str = "All your links";
/// Heads the page of one.
pub const ONE: &str = "A link";
/// For whom it is.
pub fn for_whom(recipient: &str) -> String {
    format!("For {recipient}")
}
/// A link for nobody in particular.
pub const FOR_ANYBODY: &str = "For whoever has it";
/// How often it was looked at.
pub fn views(number: u64) -> String {
    match number {
        0 => "Not looked at yet".to_owned(),
        1 => "Looked at once".to_owned(),
        number => format!("Looked at {number} times"),
    }
}
/// It works, until a day,
pub fn live_until(day: &str) -> String {
    format!("Works until {day}")
}
/// or without an end;
pub const LIVE: &str = "Works until you end it";
/// it is paused,
pub const PAUSED: &str = "Paused: it shows nothing";
/// locked,
pub const LOCKED: &str = "Locked after too many wrong passcodes. Set a passcode below, and it works again.";
/// ended,
pub fn ended(day: &str) -> String {
    format!("Ended on {day}")
}
/// or over.
pub fn ran_out(day: &str) -> String {
    format!("It ended by itself on {day}")
}

/// The form: for whom,
pub const RECIPIENT: &str = "Who is it for";
/// what is written there;
pub const RECIPIENT_HINT: &str = "In your own words. Only you, and a guardian if you have one, see this.";
/// what for,
pub const PURPOSE: &str = "What for";
/// what is written there;
pub const PURPOSE_HINT: &str =
    "Such as: my application as a gardener. Only you, and a guardian if you have one, see this.";
/// why both are asked where there is a school's record in it;
pub const EDUCATION_ASKED: &str =
    "There is a school’s record in it. Write down who gets it and what for: it stands in your receipt.";
/// and what is said while there is nothing in it;
pub const SHARE_EMPTY: &str = "There is nothing in this record yet: whoever opens a link sees its title and introduction alone. Add a credential first.";
/// for how long,
pub const DAYS: &str = "For how long";
/// the choices: value and words;
pub const DAYS_CHOICES: [(&str, &str); 7] = [
    ("1", "a day"),
    ("7", "7 days"),
    ("30", "30 days"),
    ("90", "90 days"),
    ("365", "a year"),
    ("730", "two years"),
    ("never", "until I end it"),
];
/// the passcode,
pub const PASSCODE: &str = "Passcode";
/// what it does, with one that nobody guesses;
pub fn passcode_hint(suggested: &str) -> String {
    format!(
        "Whoever opens the link is asked for it. Tell it another way than the link. One that nobody guesses: {suggested}"
    )
}
/// whether it follows the record,
pub const SHOWS: &str = "What it shows";
/// the choices.
pub const SHOWS_CHOICES: [(&str, &str); 2] =
    [("", "The record as I change it"), ("frozen", "The record as it is today")];

/// What a link shows: the record as it is changed,
pub const FOLLOWS: &str = "Shows the record as you change it";
/// or as it was.
pub const FROZEN: &str = "Shows the record as it was when you made the link";
/// That it leaves out a school's record that came later.
pub const NO_EDUCATION: &str = "A school’s record came into it later. This link does not show it, as it does not say who it is for and what for: make a new link for it.";
/// How much it leaves out.
pub fn hidden(number: u64) -> String {
    if number == 1 { "1 entry left out".to_owned() } else { format!("{number} entries left out") }
}
/// Its passcode, in clear to whoever made it.
pub const PASSCODE_IS: &str = "Passcode:";
/// Leads to the page of one link.
pub const MANAGE: &str = "Look after this link";
/// The same with the record’s title.
pub fn manage_named(title: &str, whom: &str) -> String {
    format!("Look after this link: {title}, {whom}")
}
/// The code to print.
pub const QR_PRINT: &str = "Print the code";

/// Heads the log.
pub const LOG: &str = "Who looked";
/// What it holds and does not.
pub const LOG_LEAD: &str =
    "When, and with what kind of device. No names and no addresses are kept; previews in chats do not count.";
/// The kinds of device.
pub const PHONE: &str = "a phone";
/// Tablets.
pub const TABLET: &str = "a tablet";
/// Computers.
pub const COMPUTER: &str = "a computer";
/// Programs.
pub const PROGRAM: &str = "a program";
/// A line of the log.
pub fn looked(minute: &str, device: &str) -> String {
    format!("{minute}, with {device}")
}

/// Heads what can be changed.
pub const CHANGE: &str = "Change it";
/// Pauses it.
pub const PAUSE: &str = "Pause";
/// What that does.
pub const PAUSE_LEAD: &str = "A paused link shows nothing, as if it had ended. You can go on with it.";
/// Goes on with it.
pub const RESUME: &str = "Go on";
/// Heads what it shows.
pub const NARROW: &str = "What it shows";
/// What that does.
pub const NARROW_LEAD: &str = "Untick what this link is not to show. Your record stays as it is.";
/// Saves it.
pub const NARROW_BUTTON: &str = "Show just these";
/// An item without a name.
pub const NAMELESS: &str = "A credential";
/// How many of its entries an item shows.
pub fn entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}
/// Heads how long it lives.
pub const UNTIL: &str = "How long it works, from now";
/// Leaves it as it is.
pub fn until_keep(day: &str) -> String {
    format!("As it is, until {day}")
}
/// Saves it.
pub const UNTIL_BUTTON: &str = "Set";
/// Heads the passcode.
pub const NEW_PASSCODE: &str = "Passcode";
/// What an empty field does.
pub const NEW_PASSCODE_HINT: &str =
    "Whoever has given the old one is asked again. Empty: no passcode is asked for.";
/// Saves it.
pub const PASSCODE_BUTTON: &str = "Save the passcode";
/// Heads the end.
pub const END: &str = "End it";

/// Heads the receipts.
pub const RECEIPTS: &str = "What you agreed to";
/// One of them: when, and what.
pub fn agreed(day: &str, title: &str) -> String {
    format!("On {day} you agreed to show “{title}”:")
}
/// Leads to all receipts.
pub const ALL_RECEIPTS: &str = "Everything you agreed to show";
/// What they are.
pub const RECEIPTS_LEAD: &str =
    "Whom you showed what, what for, and until when. It stays when a link or its record is gone.";
/// There are none.
pub const RECEIPTS_NONE: &str = "You have shared nothing yet.";
/// Leads to older ones.
pub const RECEIPTS_EARLIER: &str = "Earlier";
/// Leads to newer ones.
pub const RECEIPTS_LATER: &str = "Later";
/// It comes from another service.
pub fn receipt_brought(day: &str) -> String {
    format!("Brought along on {day}: only where it was made is it known whether it was given.")
}
/// That something else took its place or it ended.
pub fn agreed_until(minute: &str) -> String {
    format!("Until {minute}")
}
/// With a passcode.
pub const WITH_PASSCODE: &str = "With a passcode";
/// A name with its issuer.
pub fn from_issuer(name: &str, issuer: &str) -> String {
    format!("{name}, from {issuer}")
}

/// To visitors: heads the page that asks for the passcode.
pub const ASK: &str = "A shared record";
/// What is asked.
pub const ASK_LEAD: &str =
    "Whoever shared it with you has a passcode for it. Ask them if you do not have it.";
/// Opens it.
pub const OPEN: &str = "Open";
/// It is wrong.
pub fn wrong(left: u64) -> String {
    if left == 1 {
        "That is not the passcode. You can try once more.".to_owned()
    } else {
        format!("That is not the passcode. You can try {left} more times.")
    }
}
/// No more are looked at.
pub const WRONG_LOCKED: &str =
    "Too many passcodes were wrong. Ask whoever shared the record for a new one: they have been told.";
/// On a shared page with a school’s record.
pub const EDUCATION: &str = "This holds records of an education that the learner chose to show you. Use them for that alone, and do not pass them on without asking.";
/// On any other.
pub const NOT_PASSED_ON: &str = "The learner chose to show you this. Do not pass it on without asking.";
/// A shared page that has no end.
pub const SHARED_ENDLESS: &str = "This link works until its owner ends it.";

/// Before the changes, where a guardian has to approve links.
pub const ASKED_ANEW: &str = "If you let it show more, live longer or open without its passcode, it waits until your guardian has approved it again.";
/// After a pause,
pub const SAID_PAUSED: &str = "The link is paused. It shows nothing now.";
/// after it goes on,
pub const SAID_RESUMED: &str = "The link works again.";
/// and after any other change.
pub const SAID_CHANGED: &str = "The link is changed, as of now.";
/// After any of them, where a guardian has to approve the link or holds it back.
pub const SAID_HELD_BACK: &str =
    "That is done. The link shows nothing for now, and what it waits for is said here.";
