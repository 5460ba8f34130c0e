//! Endorsements: given to others, and carried by our own achievements.

/// The page.
pub const TITLE: &str = "Endorsements";
/// What they are.
pub const LEAD: &str = "Speak in favour of another institution’s achievement, of an issuer, or of one credential. What you say is signed, published, and can be taken back.";
/// Nothing yet.
pub const NONE: &str = "Nothing endorsed yet.";
/// Heads the page of one of them.
pub const ONE_TITLE: &str = "Endorsement";
/// The main action.
pub const NEW: &str = "Endorse something";
/// Its first step.
pub const ABOUT: (&str, &str) = (
    "What do you endorse?",
    "Its web address, the issuer’s DID, or the JSON of a credential, an achievement or a profile.",
);
/// The button of the first step.
pub const LOOK: &str = "Look at it";
/// Heads what was found.
pub const FOUND: &str = "What was found";
/// The choice.
pub const SUBJECT: &str = "You endorse";
/// Kinds.
pub fn kind(name: &str) -> &'static str {
    match name {
        "achievement" => "Achievement",
        "profile" => "Issuer",
        "credential" => "Credential",
        _ => "Something else",
    }
}
/// What is said.
pub const COMMENT: (&str, &str) =
    ("What you stand for", "In a sentence or two, such as: We accept this certificate for admission.");
/// The button of the second step.
pub const SIGN: &str = "Sign the endorsement";
/// Where it was signed by somebody, and is good.
pub const CHECKED: &str = "It was verified just now.";
/// Where nothing is signed.
pub const UNSIGNED: &str = "This is not signed: make sure that the address is really that of what you mean.";
/// The document.
pub const DOCUMENT: &str = "Signed document";
/// Taken back.
pub fn revoked(day: &str) -> String {
    format!("Taken back on {day}")
}
/// The button.
pub const REVOKE: &str = "Take back";
/// The question.
pub const REVOKE_TITLE: &str = "Take this endorsement back?";
/// What it means.
pub const REVOKE_LEAD: &str = "From now on, whoever checks it reads that you have taken it back. This can’t be undone; you can endorse anew.";
/// Why.
pub const REASON: (&str, &str) = ("Reason", "For your own records.");

/// Heads those that an achievement carries.
pub const RECEIVED: &str = "What others say of it";
/// What they are for.
pub const RECEIVED_LEAD: &str =
    "Endorsements that others have signed for this achievement go into everything awarded from then on.";
/// The field.
pub const PASTE: (&str, &str) = ("Endorsement", "Paste the signed JSON that you were given.");
/// The button.
pub const ACCEPT: &str = "Check and add";
/// The button.
pub const REMOVE_LABEL: &str = "Remove";
/// For screen readers.
pub fn remove(endorser: &str) -> String {
    format!("Remove the endorsement by {endorser}")
}
