//! One award on its way to its learner, as the desk sees it.

/// The page.
pub const TITLE: &str = "Delivery";
/// Back.
pub const BACK: &str = "The award";
/// Nobody has it.
pub const WAITS: &str = "Not claimed yet.";
/// Somebody has it.
pub fn claimed(minute: &str) -> String {
    format!("Claimed {minute}.")
}
/// It was taken back.
pub const REVOKED: &str = "It was revoked: nothing more is sent.";
/// No letter.
pub const NO_LETTER: &str = "No mail has been sent about it.";
/// Heads a form.
pub const RESEND: &str = "Send the mail again";
/// Under it.
pub const RESEND_LEAD: &str = "With a fresh link, at most once an hour.";
/// The button.
pub const RESEND_BUTTON: &str = "Send again";
/// The button for all at once.
pub const RESEND_ALL: &str = "Send the mail again to all who have not claimed";
/// Heads a form.
pub const CODE: &str = "Give a code";
/// Under it.
pub const CODE_LEAD: &str = "For somebody whose mail does not arrive, or who stands before you. Whoever types the code gets the award, once. Give it to the right person only, by hand or by telephone, and not by the mail that has the link.";
/// The button.
pub const CODE_BUTTON: &str = "Show a code";
/// Above it.
pub const CODE_WHERE: &str = "Type it at";
/// Heads a form.
pub const ADDRESS: &str = "Send it to another address";
/// Under it, before the claim.
pub const ADDRESS_LEAD: &str = "A corrected edition replaces this one, and a mail goes to the new address. Who had the old one cannot claim it any more.";
/// Under it, after the claim.
pub const ADDRESS_CLAIMED: &str = "For a graduate who cannot read the old address any more. First see who they are. They get a copy of their own; the wallet that has this one keeps it.";
/// A field.
pub const EMAIL: &str = "New e-mail address";
/// A field.
pub const SEEN: &str = "What have you seen?";
/// Under it.
pub const SEEN_HINT: &str = "Only the kind is kept. Write down no numbers, and keep no copies.";
/// Choices: name in the form, and words.
pub const SEEN_CHOICES: [(&str, &str); 7] = [
    ("", "Nothing: the address was mistyped"),
    ("passport", "Passport"),
    ("identity_card", "Identity card"),
    ("driving_licence", "Driving licence"),
    ("student_card", "Card of our own"),
    ("in_person", "Known to me in person"),
    ("other", "Something else"),
];
/// A field.
pub const NOTE: &str = "Note";
/// Under it.
pub const NOTE_HINT: &str = "Such as: came to the office, or a video call.";
/// The button.
pub const ADDRESS_BUTTON: &str = "Send it there";
/// Heads a form.
pub const RELEASE: &str = "Somebody else has claimed this";
/// Under it.
pub const RELEASE_LEAD: &str = "It is revoked at once, and stays in that wallet as revoked. The right person gets a new one by mail. This cannot be taken back.";
/// A field.
pub const RELEASE_EMAIL: &str = "E-mail address of the right person";
/// A field.
pub const REASON: &str = "What went wrong?";
/// Under it.
pub const REASON_HINT: &str = "Whoever has it, and whoever checks it, can read that.";
/// The button.
pub const RELEASE_BUTTON: &str = "Revoke it and issue it anew";
