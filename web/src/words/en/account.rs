//! An account, by its owner: `/account` and the pages below it, signing in with a passkey or a code.

/// The page.
pub const TITLE: &str = "Your account";
/// Leads back to it.
pub const BACK: &str = "Your account";

/// Heads name, language and theme.
pub const SETTINGS: &str = "You and your pages";
/// Name: label and hint.
pub const NAME: (&str, &str) =
    ("Your name", "Stands in letters to you. What was awarded to you keeps the name it has.");
/// Language: label and hint.
pub const LANGUAGE: (&str, &str) = ("Language", "Of pages and of letters about your account.");
/// No language of one's own.
pub const LANGUAGE_AUTO: &str = "As my browser says";
/// Theme: label and hint.
pub const THEME: (&str, &str) = ("Colours", "");
/// No theme of one's own.
pub const THEME_AUTO: &str = "As my device says";
/// Dark on light.
pub const THEME_LIGHT: &str = "Light";
/// Light on dark.
pub const THEME_DARK: &str = "Dark";
/// Button: save the settings.
pub const SAVE: &str = "Save";

/// Heads the addresses.
pub const ADDRESSES: &str = "E-mail addresses";
/// What they are for.
pub const ADDRESSES_LEAD: &str = "A link to any of these signs you in, and what is awarded to any of them is yours. Keep one that no school or employer can take away.";
/// Where letters go.
pub const MAIN: &str = "Letters go here";
/// Button: let letters go to an address.
pub const MAKE_MAIN_LABEL: &str = "Send letters here";
/// The same, named.
pub fn make_main(email: &str) -> String {
    format!("{MAKE_MAIN_LABEL}: {email}")
}
/// Link: take an address away.
pub const REMOVE: &str = "Remove";
/// The same, named.
pub fn remove_named(what: &str) -> String {
    format!("Remove {what}")
}
/// An address that an institution has on its roster.
pub fn school(institution: &str) -> String {
    format!("{institution} has this address for you")
}
/// An address that will end.
pub fn school_ends(institution: &str, day: &str) -> String {
    format!("{institution} ends it; {day} is its last day")
}
/// An address that has ended.
pub fn school_ended(institution: &str, day: &str) -> String {
    format!("{institution} ended it; {day} was its last day")
}
/// An address whose link was not opened yet.
pub const WAITING: &str = "Waits for you to open the link that was sent there";
/// New address: label and hint.
pub const ADD: (&str, &str) =
    ("Add an address", "We send a link there. Open it while you are signed in here.");
/// Sends the link once more, to an address,
pub const SEND_AGAIN: &str = "Send again";
/// the same with the address,
pub fn send_again_to(email: &str) -> String {
    format!("Send again to {email}")
}
/// or waits for it no longer,
pub const WITHDRAW: &str = "Withdraw";
/// the same with the address.
pub fn withdraw_named(email: &str) -> String {
    format!("Withdraw {email}")
}
/// Button: add it.
pub const ADD_BUTTON: &str = "Send the link";

/// Heads the page behind the link to a new address.
pub const CONFIRM_ADDRESS_TITLE: &str = "Add this address";
/// What pressing the button does.
pub fn confirm_address(email: &str, account: &str) -> String {
    format!(
        "From now on {email} would belong to the account of {account}: links sent there sign in to it, and what is awarded to it is in this wallet."
    )
}
/// Button.
pub const CONFIRM_ADDRESS_BUTTON: &str = "Add it to my account";
/// The link of another account, or one that is spent.
pub const ADDRESS_SPENT: &str = "This link has been used, is too old, or belongs to another account. Sign in to the account that asked for it, or ask for another link there.";
/// The account has as many as it may.
pub const ADDRESS_FULL: &str =
    "Your account has as many addresses as it may: 20. Remove one first, then open the link once more.";
/// An address of somebody else's.
pub const ADDRESS_TAKEN: &str = "This address belongs to another account here. Sign in with it to open that account; once it is removed there, or the account is deleted, you can add it to this one.";
/// Heads the question before an address is removed.
pub const REMOVE_ADDRESS_TITLE: &str = "Remove this address?";
/// What removing it does.
pub fn remove_address(email: &str) -> String {
    format!(
        "Links sent to {email} will no longer sign in to this account, and what is awarded to it from now on is not yours. What you hold stays in your wallet."
    )
}
/// Button.
pub const REMOVE_ADDRESS_BUTTON: &str = "Remove the address";

/// Heads the passkeys.
pub const PASSKEYS: &str = "Passkeys";
/// What they are.
pub const PASSKEYS_LEAD: &str = "A passkey signs you in with your fingerprint, your face or your screen lock. It stays on your devices, and there is nothing to type or to remember.";
/// None yet.
pub const PASSKEYS_EMPTY: &str = "You have no passkey yet.";
/// Where they cannot work.
pub const PASSKEYS_NOWHERE: &str =
    "Passkeys need a proper name for this service in the address bar, and this address has none.";
/// Link to make one.
pub const NEW_PASSKEY: &str = "Add a passkey";
/// Name of one: label and hint.
pub const PASSKEY_NAME: (&str, &str) = ("What to call it", "So that you know it again, such as “My phone”.");
/// What one's name is, before it is typed.
pub const PASSKEY_NAME_FIRST: &str = "My passkey";
/// Button: make one.
pub const MAKE_PASSKEY: &str = "Make the passkey";
/// While scripts do not run.
pub const PASSKEY_NEEDS: &str =
    "This needs a browser that knows passkeys and runs scripts. If nothing else shows here, try a newer one.";
/// The browser made none.
pub const PASSKEY_FAILED: &str =
    "No passkey was made. You may have stopped it, or this device has one for this account already.";
/// The server did not take it.
pub const PASSKEY_REFUSED: &str = "The passkey was not accepted. The page may have been open for too long. Delete the passkey on your device, then try again.";
/// When one was made and used.
pub fn passkey_used(made: &str, used: Option<&str>) -> String {
    match used {
        Some(used) => format!("Made on {made}, last used on {used}"),
        None => format!("Made on {made}, not used yet"),
    }
}
/// Label of the field that renames one.
pub fn rename_named(name: &str) -> String {
    format!("Another name for {name}")
}
/// Button: rename.
pub const RENAME: &str = "Rename";
/// Heads the question before one is removed.
pub const REMOVE_PASSKEY_TITLE: &str = "Remove this passkey?";
/// What removing it does.
pub fn remove_passkey(name: &str) -> String {
    format!("“{name}” will no longer sign in. Your device keeps showing it until you delete it there too.")
}
/// Button.
pub const REMOVE_PASSKEY_BUTTON: &str = "Remove the passkey";

/// Button on the sign-in page.
pub const SIGN_IN_PASSKEY: &str = "Sign in with a passkey";
/// The browser signed in with none.
pub const SIGN_IN_FAILED: &str = "No passkey was used. Try again, or have a link sent to you.";
/// The server knows it not.
pub const SIGN_IN_REFUSED: &str = "This passkey was not accepted: it was removed, or the page was open for too long. Try again, or have a link sent to you.";
/// Link to what to do when everything is lost.
pub const LOST: &str = "Lost your phone or your address?";

/// Heads the sessions.
pub const SESSIONS: &str = "Where you are signed in";
/// The session that asks.
pub const SESSION_THIS: &str = "This one";
/// A session.
pub fn session_since(since: &str, seen: &str) -> String {
    format!("Since {since}, last used on {seen}")
}
/// A kind of device, by its name.
pub fn device(kind: &str) -> &'static str {
    match kind {
        "android" => "Android phone or tablet",
        "iphone" => "iPhone",
        "ipad" => "iPad",
        "windows" => "Windows computer",
        "mac" => "Mac",
        "chromeos" => "Chromebook",
        "linux" => "Linux computer",
        _ => "Another device",
    }
}
/// Button: end one.
pub const END: &str = "End";
/// The same, named.
pub fn end_named(device: &str, since: &str) -> String {
    format!("End the session on {device} since {since}")
}
/// Button: end all others.
pub const END_OTHERS: &str = "End all others";

/// Heads coming back.
pub const RECOVERY: &str = "If you lose everything";
/// What codes are.
pub const RECOVERY_LEAD: &str = "Recovery codes let you in when you can reach none of your addresses and none of your devices. Print them or write them down, and keep them where you keep papers.";
/// How many are left.
pub fn codes_left(number: u64) -> String {
    match number {
        0 => "You have no recovery codes.".to_owned(),
        1 => "You have one recovery code left.".to_owned(),
        _ => format!("You have {number} recovery codes left."),
    }
}
/// Link: make codes.
pub const MAKE_CODES: &str = "Make recovery codes";
/// Heads the question before codes are made.
pub const CODES_TITLE: &str = "Recovery codes";
/// What making them does.
pub const CODES_ASK: &str = "We make eight codes and show them once. Each signs you in one time. Codes that you had before stop working.";
/// Button.
pub const CODES_MAKE: &str = "Make the codes";
/// Above the codes.
pub const CODES_SHOWN: &str = "Write these down or print this page now: they are not shown again. Whoever has one of them can open your account.";
/// Button.
pub const CODES_DONE: &str = "I have kept them";
/// The page to sign in with a code.
pub const CODE_TITLE: &str = "Sign in with a recovery code";
/// A code: label and hint.
pub const CODE: (&str, &str) = ("Recovery code", "One of those on your paper, such as 4kzt-90ma-x7qd-2hve.");
/// Button.
pub const CODE_BUTTON: &str = "Sign in";
/// There is no such code.
pub const CODE_WRONG: &str =
    "No account has this code. Look whether it was typed as it stands, and whether you have used it before.";

/// The page for whoever lost something.
pub const LOST_TITLE: &str = "When you cannot sign in";
/// Its parts: question and answer.
pub const LOST_PARTS: &[(&str, &str)] = &[
    (
        "I lost my phone or computer",
        "Sign in on another device with a link to any of your e-mail addresses. Then open your account, end all other sessions, and remove the passkeys of the device you lost. If you called it your own device, what it kept of your wallet goes when it next opens a page here, and can be opened there for 30 days at the most.",
    ),
    (
        "I lost an e-mail address",
        "Sign in with another of your addresses, or with a passkey. Then remove the lost address and add a new one. What you hold stays in your wallet.",
    ),
    (
        "I lost all of my addresses, and have a passkey",
        "Choose “Sign in with a passkey” on the sign-in page, and add an address you can read.",
    ),
    ("I have none of these, but my recovery codes", "Each code on your paper signs you in once."),
    (
        "I have nothing at all",
        "Then nobody here can know that it is you, and we open an account for nobody who cannot show it. Ask the institutions that awarded to you to send it to an address of yours again: what they signed is with them.",
    ),
];
/// Link to sign in with a code.
pub const LOST_CODE: &str = "Sign in with a recovery code";

/// The page that asks for a fresh proof.
pub const PROVE_TITLE: &str = "Is it you?";
/// Why.
pub const PROVE_LEAD: &str = "You signed in a while ago. Before this goes on, show once more that it is you.";
/// Button: send a link.
pub const PROVE_MAIL: &str = "Send me a link";
/// Which address: label and hint.
pub const PROVE_EMAIL: (&str, &str) = ("Send it to", "The link brings you back here.");
/// Button: use a passkey.
pub const PROVE_PASSKEY: &str = "Use a passkey";
/// Button: use a recovery code.
pub const PROVE_CODE: &str = "Use a recovery code";

/// Heads deleting the account.
pub const DELETE: &str = "Delete the account";
/// What that means, in short.
pub const DELETE_LEAD: &str = "Everything that is yours here goes, at once and for good.";
/// Link to it.
pub const DELETE_LINK: &str = "Delete my account…";
/// The page's title.
pub const DELETE_TITLE: &str = "Delete your account?";
/// What goes.
pub fn delete_goes(credentials: u64, records: u64) -> String {
    let credentials = match credentials {
        1 => "1 credential".to_owned(),
        number => format!("{number} credentials"),
    };
    let records = match records {
        1 => "1 record".to_owned(),
        number => format!("{number} records"),
    };
    format!(
        "Your wallet with {credentials}, your {records} with their notes, every link that you shared, your addresses, passkeys and sessions."
    )
}
/// Heads what goes.
pub const DELETE_GOES_LABEL: &str = "What goes, at once and for good";
/// Heads what stays.
pub const DELETE_STAYS: &str = "What stays";
/// What stays.
pub const DELETE_STAYS_TEXT: &str = "What institutions signed for you is theirs too: they keep it, it still verifies wherever you have a copy, and they alone can take it back. Ask them if it should be erased. If you come back with the same address, what they awarded to you here waits for you.";
/// Before it is done.
pub const DELETE_COPY: &str =
    "Take along what you want to keep first: what you added from elsewhere may be in no other place.";
/// Typed confirmation: label and hint.
pub const DELETE_TYPE: (&str, &str) = ("Write one of your e-mail addresses", "To show that you mean it.");
/// Button.
pub const DELETE_BUTTON: &str = "Delete my account for good";
/// An institution has no other owner.
pub const DELETE_OWNER: &str = "You are the only owner of an institution. Make somebody else an owner on its staff page first; then you can delete your account.";

/// A notice in the wallet: an address ends, and there is no other.
pub fn ending(email: &str, institution: &str, day: &str) -> String {
    format!(
        "{institution} ends {email}; its last day is {day}. Your wallet stays yours, but add another address so that you can always open it."
    )
}
/// The same when it has ended.
pub fn ended(email: &str, institution: &str, day: &str) -> String {
    format!("{institution} ended {email} on {day}. Add another address now, while you are signed in.")
}
/// Link to do so.
pub const ENDING_LINK: &str = "Add an address";

/// Notices, after a form.
pub const SAVED: &str = "Saved.";
/// A link went to a new address.
pub const ADDRESS_ASKED: &str = "The link is on its way. Open it while you are signed in here.";
/// An address was added.
pub const ADDRESS_ADDED: &str = "The address is yours now.";
/// Letters go elsewhere.
pub const ADDRESS_CHOSEN: &str = "Letters go there from now on.";
/// An address was removed.
pub const ADDRESS_REMOVED: &str = "The address is removed.";
/// After an address that waited was withdrawn.
pub const ADDRESS_WITHDRAWN: &str = "The link that was sent there no longer works.";
/// A passkey was added.
pub const PASSKEY_ADDED: &str = "The passkey is ready. It signs you in from now on.";
/// One was renamed.
pub const PASSKEY_RENAMED: &str = "Renamed.";
/// One was removed.
pub const PASSKEY_REMOVED: &str = "The passkey is removed. It signs in no more.";
/// A session was ended.
pub const SESSION_ENDED: &str = "Signed out there.";
/// All others were.
pub const SESSIONS_ENDED: &str = "Signed out everywhere else.";
/// The account is gone.
pub const DELETED: &str = "Your account is deleted.";
