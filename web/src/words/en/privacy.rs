//! The privacy page, in plain words.

/// The page, and the link to it.
pub const TITLE: &str = "Privacy";
/// Its first sentences.
pub const LEAD: &str = "What you gather here is yours. This page says who sees what, what whoever runs this service could technically read, and how long what is kept.";

/// Heads what staff see.
pub const STAFF: &str = "What an institution’s staff see";
/// What they see and do not see.
pub const STAFF_TEXT: &[&str] = &[
    "What their own institution awarded to you, to which address, and whether you have taken it into your wallet.",
    "What you ask that institution to correct, and that you asked.",
    "Not what others awarded to you, not what you added yourself, not your notes, your records, what you share or with whom, who looked at it, nor your other addresses. Leaving their roster changes nothing in your wallet.",
];

/// Heads what whoever has a link sees.
pub const LINKS: &str = "What whoever has your link sees";
/// What that is.
pub const LINKS_TEXT: &[&str] = &[
    "The record that you shared, as you arranged it, until the link ends. Nothing else of your wallet, and not your addresses, unless one stands in something that was signed.",
    "When you end a link, it shows nothing from that moment. Copies that somebody made before stay with them.",
    "A credential whose page you made public is seen by whoever has its address, without a link, until you make it private again. None is public unless you say so.",
];

/// Heads what a guardian sees.
pub const GUARDIANS: &str = "What a guardian sees";
/// Who that is, and what they see.
pub const GUARDIANS_TEXT: &[&str] = &[
    "Only a minor’s wallet can have a guardian, only a school can ask for one, and it counts only if the learner and the guardian both say yes. It has a last day; no birth date is kept.",
    "Credentials with their checks, records without notes, and links: for whom, what for and how often they were opened. What is behind a link they can look at as whoever opens it would, the notes in that record included.",
    "They can hold back or end a link and, where the school asks for that, approve it first. They change nothing else. The learner can look at exactly what they see.",
];

/// Heads what the operator could read.
pub const OPERATOR: &str = "What whoever runs this service could read";
/// Honestly.
pub const OPERATOR_TEXT: &[&str] = &[
    "Technically, everything in the database: your name and addresses, the credentials in your wallet, your records and notes, which links you made. They are not hidden from the person who holds the machine. The rules of the institution that runs it, and the law, say who may look and why.",
    "Sealed, and of no use to whoever has the database without a key that is kept elsewhere: letters that were sent to you with their links, and files that were handed in for many awards at once.",
    "Not readable by anybody: the links that sign you in, your session and your recovery codes are kept as hashes; your passkeys and your own keys never leave your devices.",
    "What was done at an institution’s desk is written down and cannot be altered unseen. Your own looking and arranging is not.",
];

/// Heads what others learn.
pub const OTHERS: &str = "What other servers learn";
/// What that is.
pub const OTHERS_TEXT: &[&str] = &[
    "Checking a credential asks its issuer’s server for keys and for its list of revoked credentials. The list covers very many, so that it tells the issuer neither which one was checked nor for whom.",
    "Some badges (Open Badges 2.0, or with an address that says where they are renewed) are checked at an address of their own: there the issuer learns that this one is checked, and that this service does it, but not for whom.",
    "What is in a wallet is checked again from time to time.",
    "Pages load nothing from anybody else: no fonts, no counters, no advertising.",
];

/// Heads how long what is kept.
pub const KEPT: &str = "How long it is kept";
/// Columns: what, how long.
pub const KEPT_COLUMNS: [&str; 2] = ["What", "How long"];
/// Names the table.
pub const KEPT_TABLE: &str = "What is kept, and how long";
/// Rows without a setting: what, how long.
pub const KEPT_ALWAYS: &[(&str, &str)] = &[
    ("Your account and your wallet", "Until you delete them"),
    ("What an institution awarded to you", "As long as the institution keeps it; ask it to erase it"),
    (
        "Where you are signed in: kind of device and day of the last visit",
        "30 days after signing in, or until you end it",
    ),
    ("Links that sign you in", "20 minutes; 7 days when they came with an award"),
    ("Links that add an address", "One hour"),
    ("Cookies: your session, and a notice for the next page", "30 days; one minute"),
    (
        "Cookies: your language, your colours, and that a device is your own",
        "A year, or until you choose otherwise; the last one, until you sign out there too",
    ),
    (
        "On a device that you call your own: the wallet’s pages that you last saw",
        "Until you sign out there; 30 days at most after you saw them",
    ),
];
/// Rows with a setting of whoever runs the service; takes the number of days.
pub fn days(number: i64) -> String {
    match number {
        1 => "1 day".to_owned(),
        number => format!("{number} days"),
    }
}
/// The same in hours.
pub fn hours(number: i64) -> String {
    match number {
        1 => "1 hour".to_owned(),
        number => format!("{number} hours"),
    }
}
/// What was removed.
pub const KEPT_REMOVED: &str = "What you removed from your wallet and can put back";
/// What waits.
pub const KEPT_ARRIVALS: &str = "What you added, while it waits for your word on it";
/// Letters to you.
pub const KEPT_MAIL: &str = "Letters that were sent to you";
/// Lists that were handed in.
pub const KEPT_ROWS: &str = "Names and addresses in lists for many awards at once, after they are done";
/// Requests.
pub const KEPT_REQUESTS: &str = "What you asked for at an event, after it was decided";

/// Heads what one can do.
pub const RIGHTS: &str = "What you can do";
/// Before the link to the account.
pub const RIGHTS_TEXT: &str = "Add and remove addresses, end sessions, and delete your account with everything in it, at any time and without asking anybody.";
/// Link to the account.
pub const RIGHTS_LINK: &str = "Open your account";
/// Where to ask.
pub const RIGHTS_ASK: &str = "To read or correct what an institution keeps of you, or to have it erased, ask that institution. Each credential’s page names it.";
