//! Guardians of an institution's learners, at its desk.

/// Leads from the desk to the learners, with whom their guardians are kept.
pub const WAY_FROM_DESK: &str = "Learners and guardians";
/// Leads from the list of learners to the guardians of one.
pub fn way_of(learner: &str) -> String {
    format!("Guardians of {learner}")
}
/// Leads from a learner's page to their guardians.
pub const WAY: &str = "Guardians";
/// The page.
pub fn title(learner: &str) -> String {
    format!("Guardians of {learner}")
}
/// What it is for.
pub const LEAD: &str = "A guardian looks after a minor’s wallet together with them: they see credentials, records without notes, and links, and can hold back or end a link. It counts once both have agreed, the guardian and the learner. You say until when; no birth date is kept. What they see, you do not.";
/// Nobody was invited.
pub const EMPTY: &str = "Nobody has been invited. Invite a guardian below.";
/// Heads the list.
pub const LIST: &str = "Guardians";
/// Heads the form.
pub const INVITE_TITLE: &str = "Invite a guardian";
/// The address: label and hint.
pub const EMAIL: (&str, &str) = (
    "Guardian’s e-mail address",
    "They get a letter there, and so does the learner. They sign in with this address.",
);
/// The end: label and hint.
pub const DAY: (&str, &str) = (
    "Last day",
    "The last day on which they are the guardian, at most 18 years ahead. You can change it, and end it at any time.",
);
/// Button.
pub const INVITE: &str = "Invite";
/// Whom, until when.
pub fn until(day: &str) -> String {
    format!("Until {day}")
}
/// When the letter went out.
pub fn invited(day: &str) -> String {
    format!("Invited on {day}")
}
/// Since when it is in force.
pub fn since(day: &str) -> String {
    format!("Since {day}")
}
/// How far it has come.
pub fn stage(name: &str) -> &'static str {
    match name {
        "invited" => "Waits for the guardian",
        "stale" => "The invitation is too old: send it again",
        "accepted" => "Waits for the learner",
        "in-force" => "In force",
        "ran-out" => "Its last day has passed",
        "left" => "Ended or declined by the guardian",
        "refused" => "The learner did not agree",
        _ => "Ended by the institution",
    }
}
/// Button: send the letters again.
pub const RESEND: &str = "Send again";
/// The same, named.
pub fn resend_named(name: &str) -> String {
    format!("Send again to {name}")
}
/// Button: take the invitation back.
pub const WITHDRAW: &str = "Withdraw";
/// The same, named.
pub fn withdraw_named(name: &str) -> String {
    format!("Withdraw the invitation of {name}")
}
/// Opens the form that changes the last day.
pub const CHANGE: &str = "Change the last day";
/// Button of that form.
pub const CHANGE_BUTTON: &str = "Save the last day";
/// The same, named.
pub fn change_named(name: &str) -> String {
    format!("Save the last day of {name}")
}
/// Leads to the question whether to end it.
pub const END: &str = "End it";
/// The same, named.
pub fn end_named(name: &str) -> String {
    format!("End it for {name}")
}
/// The question.
pub const END_TITLE: &str = "End this guardianship?";
/// What it means.
pub fn end_text(name: &str, learner: &str) -> String {
    format!(
        "{name} sees nothing of {learner}’s wallet from that moment on. Links that wait for them stay closed until {learner} makes them live. Both are told by mail. To begin again, you invite again, and both have to agree."
    )
}
/// Button.
pub const END_BUTTON: &str = "End it now";
/// Notices, after a form.
pub const DONE_INVITED: &str = "Invited. Both the guardian and the learner get a letter.";
/// The letters went out again.
pub const DONE_AGAIN: &str = "Sent again.";
/// The invitation was withdrawn.
pub const DONE_WITHDRAWN: &str = "The invitation is withdrawn.";
/// The last day was changed.
pub const DONE_MOVED: &str = "The last day is changed. Both are told.";
/// It was ended.
pub const DONE_ENDED: &str = "Ended. They see nothing any more.";
