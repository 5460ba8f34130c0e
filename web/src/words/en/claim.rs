//! Claiming by a code or an open link, as whoever is awarded something sees it.

/// The page that asks for a code.
pub const ENTER_TITLE: &str = "Enter your code";
/// Under it.
pub const ENTER_LEAD: &str = "You were given a slip of paper or a code of ten letters and digits. It puts one award into your wallet, once.";
/// The field.
pub const CODE: &str = "Code";
/// Under it.
pub const CODE_HINT: &str = "Such as ACDEF-23456. Capitals and the hyphen do not matter.";
/// The button.
pub const GO_ON: &str = "Go on";
/// The page that shows what waits.
pub const WAITING_TITLE: &str = "This is waiting for you";
/// Its first line.
pub fn waiting_lead(first_name: &str, issuer: &str) -> String {
    if first_name.is_empty() {
        format!("{issuer} has awarded you this.")
    } else {
        format!("{first_name}, {issuer} has awarded you this.")
    }
}
/// The button.
pub const TAKE: &str = "Put it into my wallet";
/// Under it.
pub fn take_note(email: &str) -> String {
    format!("You are signed in as {email}. Once it is in your wallet, the code is used up.")
}
/// Somebody else's computer.
pub const NOT_YOU: &str = "Not you? Sign out first.";
/// Heads the sign-in form.
pub const SIGN_IN: &str = "Sign in to take it";
/// Under it.
pub const SIGN_IN_LEAD: &str =
    "Type your e-mail address; we send you a link. Open it in this browser, and come back here.";
/// When the link alone does not do.
pub const TYPE_LEAD: &str = "This award was sent to an e-mail address that is not yours here. Sign in with that address, or type the code that you were given.";
/// The other way in.
pub const OTHER_CODE: &str = "Enter another code";

/// The eyebrow of an open link.
pub const EVENT: &str = "Claim an award";
/// Its first line.
pub fn event_lead(issuer: &str) -> String {
    format!("{issuer} awards this to whoever comes by this link.")
}
/// Heads the form.
pub const YOURS: &str = "Make it yours";
/// The field.
pub const NAME: &str = "Your name";
/// Under it.
pub const NAME_HINT: &str = "As it shall stand on the award. Employers read it, and it is signed with it.";
/// The field.
pub const EMAIL: &str = "Awarded to";
/// The field.
pub const WORD: &str = "Code word";
/// Under it.
pub const WORD_HINT: &str = "You heard or saw it at the event. Capitals do not matter.";
/// The button, where nobody looks at requests.
pub const ASK: &str = "Award it to me";
/// The button, where somebody does.
pub const ASK_APPROVED: &str = "Ask for it";
/// Beside that.
pub fn approved_note(issuer: &str) -> String {
    format!("Somebody at {issuer} looks at each request. You get a mail when yours is approved.")
}
/// Before it opens.
pub fn not_yet(minute: &str) -> String {
    format!("This opens on {minute}. Come back then.")
}
/// Until when.
pub fn until(minute: &str) -> String {
    format!("Open until {minute}.")
}
/// After it closed.
pub const OVER: &str = "This is over. If you were there and missed it, ask whoever gave you the link.";
/// When all are taken.
pub const FULL: &str =
    "All of these have been claimed. If you were there and missed it, ask whoever gave you the link.";
/// While it rests.
pub const PAUSED: &str = "This is taking a break. Try again in a little while.";
/// Whoever has asked.
pub const ASKED: &str = "You have asked for this. You get a mail when somebody has looked at it.";
/// Whoever has it.
pub const HAVE: &str = "You have this one already: it is in your wallet.";
/// Whoever was refused.
pub const DECLINED: &str = "Your request was declined. If that is a mistake, ask whoever gave you the link.";
/// The way there.
pub const TO_WALLET: &str = "To your wallet";
/// A wrong code word.
pub const WRONG_WORD: &str = "That is not the code word. Listen or look again, and check the spelling.";
