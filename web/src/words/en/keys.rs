//! A learner's own key, and records that it signed.

/// The page.
pub const TITLE: &str = "Your key";
/// What a key is for.
pub const LEAD: &str = "With a key of your own, what you share carries your signature: whoever reads it sees that it is yours, and that nobody has changed it since, not even this site. You can receive and share without one.";
/// On the account's page: what the link leads to.
pub const ACCOUNT_LEAD: &str = "Sign what you share, so that a change by anybody shows.";
/// On the account's page: the link.
pub const ACCOUNT_LINK: &str = "Look after your key";

/// Heads what this device has.
pub const THIS_DEVICE: &str = "On this device";
/// Before the browser has looked.
pub const LOOKING: &str = "Looking for a key on this device…";
/// Where scripts do not run.
pub const NEEDS_SCRIPT: &str =
    "Making a key takes scripts, which this browser does not run. Everything else works without one.";
/// Where the browser knows no such keys.
pub const UNSUPPORTED: &str = "This browser cannot make keys of this kind. You can share as before, without a signature, or make a key on another device.";
/// No key here.
pub const NONE_HERE: &str = "There is no key on this device yet.";
/// A key here, by its name.
pub fn here(key: &str) -> String {
    format!("This device has your key “{key}” and signs what you share with it.")
}
/// A key that was retired, and is still here.
pub const HERE_RETIRED: &str = "The key on this device was retired and signs nothing more. Make a new one.";
/// A key that the account does not know.
pub const HERE_UNKNOWN: &str = "The key on this device was never confirmed. Make a new one.";

/// Button: make a key.
pub const MAKE: &str = "Make a key on this device";
/// What making one does.
pub const MAKE_HINT: &str = "It takes a moment, and the key never leaves this device.";
/// Heads the passphrase.
pub const PASSPHRASE_HEAD: &str = "Keep a sealed copy, for when this device is lost";
/// Passphrase: label and hint.
pub const PASSPHRASE: (&str, &str) = (
    "Passphrase",
    "At least 12 characters; a few unrelated words are good. Only you know it: we cannot open the copy, and nobody can bring the passphrase back. Without a copy you simply make a new key.",
);
/// Passphrase that is too short.
pub const PASSPHRASE_SHORT: &str = "Use at least 12 characters.";
/// How strong it is: three grades.
pub const STRENGTH_WEAK: &str = "Easy to guess: add a few more words.";
/// The middle one.
pub const STRENGTH_FAIR: &str = "Fair. One more word makes it strong.";
/// The best one.
pub const STRENGTH_STRONG: &str = "Strong.";
/// Button: make a key and a sealed copy.
pub const MAKE_SEALED: &str = "Make a key and a sealed copy";
/// While it is made.
pub const WORKING: &str = "Working… this can take a few seconds.";
/// It could not be made.
pub const FAILED: &str =
    "That did not work. Nothing was changed; try again. In a private window, a browser may keep no keys.";
/// It was made, and its copy was not kept.
pub const SEAL_FAILED: &str =
    "Your key works, but its sealed copy was not kept. You can make a new key and try again.";
/// Button: take the key off this device.
pub const TAKE_OFF: &str = "Take the key off this device";
/// What that does.
pub const TAKE_OFF_HINT: &str = "Without a sealed copy it is gone for good. What it signed stays signed.";

/// Heads the keys.
pub const KEYS: &str = "Your keys";
/// None at all.
pub const KEYS_EMPTY: &str = "No key yet. Make one on a device of your own.";
/// A key without a name.
pub const KEY_UNNAMED: &str = "A device";
/// When a key was made.
pub fn made(day: &str) -> String {
    format!("Made {day}")
}
/// The state of a key that signs nothing more.
pub fn state_earlier(day: &str) -> String {
    format!("Earlier key, retired {day}")
}
/// Beside the key that was made last.
pub const KEY_NEWEST: &str = "Newest";
/// Beside the key that this device has.
pub const KEY_HERE: &str = "This device";
/// Over several keys that sign.
pub const SEVERAL_KEYS: &str = "Each of these devices can sign in your name. Retire the keys of those that you lost, gave away or no longer use.";
/// Fold: retire a key.
pub const RETIRE: &str = "Retire this key";
/// The same, named.
pub fn retire_named(key: &str) -> String {
    format!("{RETIRE}: {key}")
}
/// What that does.
pub const RETIRE_QUESTION: &str = "For a device that you lost or gave away. The key signs nothing more and cannot come back; what it signed reads “signed by an earlier key of this account”.";
/// Button: do it.
pub const RETIRE_BUTTON: &str = "Retire it";

/// Heads the sealed copies.
pub const SEALED: &str = "Sealed copies";
/// What they are.
pub const SEALED_LEAD: &str = "Each opens with its passphrase only, on a device of yours.";
/// When a copy was made.
pub fn sealed_on(day: &str) -> String {
    format!("Sealed {day}")
}
/// Button: bring a key back.
pub const RESTORE: &str = "Put this key on this device";
/// Wrong passphrase.
pub const RESTORE_WRONG: &str = "That passphrase does not open this copy.";
/// Fold: delete a copy.
pub const SEALED_DELETE: &str = "Delete this copy";
/// The same, named.
pub fn sealed_delete_named(key: &str) -> String {
    format!("{SEALED_DELETE}: {key}")
}
/// What that does.
pub const SEALED_DELETE_QUESTION: &str =
    "The copy is gone for good. The key goes on working on the devices that have it.";
/// Button: do it.
pub const SEALED_DELETE_BUTTON: &str = "Delete it";

/// Heads what names the newest key.
pub const BOUND: &str = "Your credentials and your key";
/// How many name it.
pub fn bound_of(named: u64, all: u64) -> String {
    format!("{named} of {all} credentials that were issued here name your newest key.")
}
/// What the others do.
pub const BOUND_MEANS: &str = "Where a credential names your key, your signature shows that you are the one who holds it. Others are linked to you by your e-mail address.";
/// Those from elsewhere.
pub fn foreign(count: u64) -> String {
    match count {
        1 => "1 credential from elsewhere stays as it is: only its issuer can change it.".to_owned(),
        _ => format!(
            "{count} credentials from elsewhere stay as they are: only their issuers can change them."
        ),
    }
}
/// Button: bind all.
pub const BIND: &str = "Ask issuers here to put this key into your credentials";

/// Notices.
pub const RETIRED: &str = "The key is retired. It signs nothing more.";
/// A sealed copy was deleted.
pub const SEALED_DELETED: &str = "The sealed copy is deleted.";
/// Everything names the key now.
pub const BIND_DONE: &str = "Your credentials from issuers here name your key now.";
/// Some are left.
pub const BIND_MORE: &str =
    "Many of your credentials name your key now. Press the button again for the rest.";
/// There was nothing to do.
pub const BIND_NOTHING: &str = "No more of your credentials could be changed.";

/// On a record with links: signing.
pub const SIGNING: &str = "Signing what you share…";
/// Done.
pub const SIGNED_NOW: &str = "What you share is signed with the key on this device.";
/// It failed.
pub const SIGNING_FAILED: &str = "What you share could not be signed just now. It is shared unsigned by you; open this page again to retry.";
/// No key here.
pub const SIGNING_NO_KEY: &str = "What you share now is not signed by you, as this device has no key of yours that is in use. Open this page on a device that has one, and it is signed there.";
/// Leads to the key's page.
pub const SIGNING_MAKE: &str = "Make a key";

/// On a shared record: heads the signature.
pub const SIGNED_BY: &str = "The learner’s signature";
/// Signed by a key in use.
pub fn signed_on(day: &str) -> String {
    format!("Signed by the learner’s own key on {day}.")
}
/// Signed by one that was retired.
pub fn signed_earlier(day: &str) -> String {
    format!("Signed on {day} by an earlier key of this account.")
}
/// What that shows.
pub const SIGNED_MEANS: &str = "Sections, order, notes and credentials are as the learner signed them.";
/// How many name the key: all,
pub fn names_all(all: u64) -> String {
    match all {
        1 => "The credential names this key.".to_owned(),
        _ => format!("All {all} credentials name this key."),
    }
}
/// or some.
pub fn names_some(named: u64, all: u64) -> String {
    format!("{named} of {all} credentials name this key.")
}
/// How many name the same address.
pub fn same_email(linked: u64, all: u64, host: &str) -> String {
    format!("Same e-mail as named in {linked} of {all}, confirmed by {host}.")
}
/// How many name neither.
pub fn names_neither(count: u64) -> String {
    match count {
        1 => "1 credential names neither this key nor a confirmed address.".to_owned(),
        _ => format!("{count} credentials name neither this key nor a confirmed address."),
    }
}
/// Not signed.
pub const UNSIGNED: &str = "Not signed by the learner: the credentials are their issuers’, but order, headings and notes are as this site shows them.";
/// Changed since.
pub fn changed(day: &str) -> String {
    format!(
        "This record was changed after the learner signed it on {day}. What is shown now is not under their signature."
    )
}
/// Not good any more.
pub const BROKEN: &str =
    "The learner’s signature does not fit what is kept of it. Do not rely on order, headings or notes.";
/// Download.
pub const DOWNLOAD: &str = "Signed record (JSON)";
/// The browser's own check of the signature: good,
pub const BROWSER_SIGNED: &str = "Your browser checked the learner’s signature too: it is good.";
/// and bad.
pub const BROWSER_NOT_SIGNED: &str =
    "Your browser found that the learner’s signature does not fit this record.";
