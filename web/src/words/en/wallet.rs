//! The wallet: offers, credentials, records, shares.

use super::general::count;

/// The page.
pub const TITLE: &str = "Your wallet";
/// Without a network, instead of a page that was not kept: its title,
pub const OFFLINE_TITLE: &str = "Not kept on this device";
/// what to do,
pub const OFFLINE_LEAD: &str = "There is no network, and you have not opened this page here before. It opens again as soon as there is one.";
/// and what heads the list of pages that were kept.
pub const OFFLINE_KEPT: &str = "What you can open now";
/// Heads the offers.
pub const OFFERS: &str = "Waiting for you";
/// An offer's address.
pub fn offered(issuer: &str, day: &str, email: &str) -> String {
    format!("From {issuer}, {day}, to {email}")
}
/// The button.
pub const CLAIM: &str = "Claim";
/// Its name for screen readers.
pub fn claim_name(name: &str) -> String {
    format!("Claim {name}")
}
/// Heads the credentials.
pub const CREDENTIALS: &str = "Credentials";
/// None.
pub const NO_CREDENTIALS: &str = "Nothing here yet. When an institution awards you something, it sends you a mail, and the award waits here.";
/// Heads the records.
pub const RECORDS: &str = "Records";
/// None.
pub const NO_RECORDS: &str =
    "A record is a selection of your credentials, in the order you choose, that you can share by a link.";
/// The field.
pub const NEW_RECORD: &str = "Title of a new record";
/// Under it.
pub const NEW_RECORD_HINT: &str = "Such as the job or the school it is for. Whoever has the link reads it.";
/// The button.
pub const CREATE_RECORD: &str = "Make a record";
/// `3 credentials, 1 live link`.
pub fn record_line(items: u64, shares: u64) -> String {
    let credentials = super::general::credentials(items);
    match shares {
        0 => format!("{credentials}, not shared"),
        _ => format!("{credentials}, {}", count(shares, "live link", "live links")),
    }
}

/// Back to the wallet.
pub const BACK: &str = "Back to your wallet";
/// Since when.
pub fn held_since(day: &str) -> String {
    format!("In your wallet since {day}.")
}
/// Adds to a record.
pub const ADD_TO_LABEL: &str = "Add it to a record";
/// Its buttons.
pub fn add_to(title: &str) -> String {
    format!("Add to “{title}”")
}
/// The button.
pub const ADD: &str = "Add";
/// Its name.
pub fn add_name(name: &str) -> String {
    format!("Add {name}")
}
/// The signed text.
pub const SIGNED_TEXT: &str = "The signed text";
/// What it is for.
pub const SIGNED_TEXT_LEAD: &str = "This is the credential itself, exactly as it was signed. Keep a copy: it can be checked anywhere, with or without us.";
/// Saves it.
pub const DOWNLOAD: &str = "Save the signed text as a file";
/// Its own page.
pub const OWN_PAGE: &str = "Its page";

/// Above a record's title.
pub const RECORD: &str = "Record";
/// Buttons.
pub fn move_up(name: &str) -> String {
    format!("Move {name} up")
}
/// Down.
pub fn move_down(name: &str) -> String {
    format!("Move {name} down")
}
/// Out.
pub fn remove(name: &str) -> String {
    format!("Remove {name} from this record")
}
/// Short.
pub const REMOVE_LABEL: &str = "Remove";
/// The handle.
pub fn drag(name: &str) -> String {
    format!("Drag {name}")
}
/// Said after a move.
pub fn moved(name: &str, place: usize, all: usize) -> String {
    format!("{name} is now {place} of {all}.")
}
/// Said at an end.
pub fn at_end(name: &str, first: bool) -> String {
    if first { format!("{name} is the first already.") } else { format!("{name} is the last already.") }
}
/// While saving.
pub const SAVING: &str = "Saving …";
/// Saved.
pub const SAVED: &str = "Saved.";
/// Not saved.
pub const NOT_SAVED: &str =
    "The order could not be saved, so it is back to what it was. Check your connection and try again.";
/// Takes the last move back.
pub const UNDO: &str = "Undo";
/// Said after undoing.
pub const UNDONE: &str = "Back to the order before.";

/// Heads what can be added.
pub const OTHERS: &str = "Add a credential";
/// Nothing left.
pub const OTHERS_EMPTY: &str = "Everything you hold is in this record.";
/// Heads title and introduction.
pub const ABOUT: &str = "Title and introduction";
/// Title.
pub const RECORD_TITLE: (&str, &str) = ("Title", "Whoever has the link reads it.");
/// Introduction.
pub const INTRODUCTION: (&str, &str) = ("Introduction", "A few words of your own before the credentials.");
/// The button.
pub const SAVE: &str = "Save";
/// Heads the shares.
pub const SHARE: &str = "Share it";
/// What happens.
pub const SHARE_LEAD: &str = "A link shows the record as it is now and as you change it, to whoever has the link. You can end it at any time.";
/// Nothing to share.
pub const SHARE_EMPTY: &str = "Add a credential first; then you can share the record.";
/// For how long.
pub const DAYS: &str = "For how long";
/// The choices: value and words.
pub const DAYS_CHOICES: [(&str, &str); 4] =
    [("7", "7 days"), ("30", "30 days"), ("90", "90 days"), ("365", "a year")];
/// The button.
pub const SHARE_BUTTON: &str = "Make a link";
/// Heads the live links.
pub const SHARES: &str = "Live links";
/// A link's times.
pub fn share_times(made: &str, ends: &str) -> String {
    format!("Made {made}, works until {ends}")
}
/// The link's field.
pub const LINK: &str = "Link";
/// Opens it.
pub const OPEN_LINK: &str = "See it as others do";
/// The code.
pub const QR: &str = "QR code";
/// Saves the code.
pub const QR_SAVE: &str = "Save as PNG";
/// The button before the question.
pub const END: &str = "End this link …";
/// The question.
pub const END_QUESTION: &str =
    "Whoever has this link will see nothing any more. This can’t be undone, but you can make a new link.";
/// The button.
pub const END_BUTTON: &str = "End the link";
