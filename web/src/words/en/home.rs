//! The landing page, signing in, and the demo's outbox.

/// The page's first line.
pub const TITLE: &str = "Achievements that prove themselves.";
/// What it is, in two sentences.
pub const LEAD: &str = "An institution signs what you achieved. You keep it, show it to whoever you choose, and they see within seconds what is true about it.";
/// The one main action, where there is an example.
pub const EXAMPLE: &str = "See a shared record";
/// The one main action otherwise.
pub const CHECK: &str = "Check a credential";
/// Heads the three people.
pub const STORY: &str = "One story, three people";
/// For whoever awards: title and text.
pub const AWARD: (&str, &str) = (
    "You award",
    "Describe what somebody has to do, then award it to an e-mail address. Laurel signs it in your institution’s name. You can take it back, and everyone who checks will see that you did.",
);
/// Link for whoever awards.
pub const AWARD_LINK: &str = "Open the desk";
/// For whoever learns: title and text.
pub const HOLD: (&str, &str) = (
    "You hold",
    "Claim what waits for you and keep it for good. Arrange some of it into a record, share that by a link or a QR code, and end the link whenever you like.",
);
/// Link for whoever learns.
pub const HOLD_LINK: &str = "Open your wallet";
/// For whoever checks: title and text.
pub const VERIFY: (&str, &str) = (
    "You check",
    "Open the link. Your own browser checks the signature, who is behind it, the dates, and whether it still stands; and it says plainly what it could not check.",
);
/// Link for whoever checks.
pub const VERIFY_LINK: &str = "Check a credential";
/// The specimen beside the title.
pub const SPECIMEN: &str = "Specimen";
/// What the specimen is called.
pub const SPECIMEN_TITLE: &str = "Field Botany";
/// To whom it was awarded.
pub const SPECIMEN_NAME: &str = "Ada Obi";
/// Who awarded it.
pub const SPECIMEN_ISSUER: &str = "Northfield College";
/// Before a recipient's name.
pub const AWARDED_TO: &str = "Awarded to";
/// Before an issuer's name.
pub const BY: &str = "by";
/// Heads the demo's accounts.
pub const DEMO_TITLE: &str = "Try it as one of them";
/// Explains them.
pub const DEMO_LEAD: &str = "This is a demo, and these people are invented. Choose one; the mail with their sign-in link lands in the outbox.";
/// Before the title of an open link.
pub const DEMO_EVENT: &str = "Or come as anybody, with any address of your own making, to";
/// Button: sign in as somebody.
pub fn sign_in_as(name: &str) -> String {
    format!("Sign in as {name}")
}

/// The sign-in page.
pub const SIGN_IN_TITLE: &str = "Sign in";
/// What will happen.
pub const SIGN_IN_LEAD: &str = "Type your e-mail address and we send you a link. There is no password.";
/// The field.
pub const EMAIL: &str = "E-mail address";
/// The button.
pub const SEND: &str = "Send me a link";
/// After it was sent.
pub const SENT_TITLE: &str = "The mail is on its way";
/// Where it was sent.
pub fn sent_to(email: &str) -> String {
    format!("We sent a link to {email}. Open it on this device. It works once, and only for a short while.")
}
/// When it does not come.
pub const SENT_HELP: &str =
    "Nothing there after a few minutes? Look among the unwanted mail, or check the address and try again.";
/// In the demo.
pub const SENT_OUTBOX: &str = "Open the outbox";
/// Another attempt.
pub const SENT_AGAIN: &str = "Use another address";
/// The page that the link opens.
pub const CONFIRM_TITLE: &str = "Sign in on this device?";
/// Who will be signed in.
pub fn confirm_lead(email: &str) -> String {
    format!("You are about to sign in as {email}.")
}
/// If somebody sent the link on.
pub const CONFIRM_NOTE: &str = "If you did not ask for this link, close the page: nothing has happened yet.";
/// The button.
pub const CONFIRM: &str = "Sign in";

/// The outbox.
pub const OUTBOX_TITLE: &str = "Outbox";
/// What it is.
pub const OUTBOX_LEAD: &str = "Mail that this demo would have sent, newest first. No one else gets it.";
/// When empty.
pub const OUTBOX_EMPTY: &str = "No mail yet. Sign in or award something, and it lands here.";
/// The link in a mail.
pub const OUTBOX_LINK: &str = "Open the link in this mail";
/// Before an address.
pub const TO: &str = "To";
