//! Asking for a correction, and answering.

use super::{dates, general::count};

/// The learner's page, and the way to it.
pub const TITLE: &str = "Ask for a correction";
/// Heads the way to it.
pub const WALLET: &str = "Is something wrong in it?";
/// The way to it, where something was asked.
pub const SEE: &str = "Your requests for a correction";
/// What happens.
pub fn lead(achievement: &str, issuer: &str) -> String {
    format!(
        "Something in “{achievement}” is wrong? {issuer} reads what you write here, and corrects it or tells you why not. You get a mail either way."
    )
}
/// What is wrong.
pub const WRONG: (&str, &str) = ("What is wrong", "Such as: the grade in Calculus says B.");
/// What it should say.
pub const INSTEAD: (&str, &str) = ("What it should say", "Such as: A−, as on my paper of 3 May.");
/// The button.
pub const ASK: &str = "Send the request";
/// One waits.
pub const WAITS: &str = "You have asked, and nobody has answered yet. You get a mail when somebody does.";
/// Heads what was asked.
pub const ASKED: &str = "What you asked for";
/// When.
pub fn asked_on(at: &str) -> String {
    format!("Asked {}", dates::day(at))
}
/// States.
pub const WAITING: &str = "Waiting for an answer";
/// Corrected.
pub fn corrected(at: &str) -> String {
    format!("Corrected {}", dates::day(at))
}
/// Declined.
pub fn declined(at: &str) -> String {
    format!("Declined {}", dates::day(at))
}
/// Facts of a request.
pub const FACT_WRONG: &str = "Wrong";
/// What it should say.
pub const FACT_INSTEAD: &str = "Should say";
/// Why not.
pub const FACT_REASON: &str = "Their reason";
/// What the holder says.
pub const FACT_STATEMENT: &str = "Your statement";
/// The same at the desk.
pub const THEIR_STATEMENT: &str = "Their statement";
/// The same at the desk.
pub const OUR_REASON: &str = "Your reason";
/// The field.
pub const STATEMENT: (&str, &str) =
    ("Your statement", "If you see it differently. They keep it with your request. You can write it once.");
/// The button.
pub const STATE: &str = "Add the statement";

/// To the desk's list.
pub fn to_requests(waiting: u64) -> String {
    match waiting {
        0 => REQUESTS.to_owned(),
        _ => format!("{REQUESTS} ({waiting} waiting)"),
    }
}
/// The desk's list.
pub const REQUESTS: &str = "Requests for a correction";
/// What it is.
pub const REQUESTS_LEAD: &str = "Learners who hold a credential of yours can ask you to correct it. Correct it, or say why it stays as it is; they get a mail either way.";
/// None.
pub const NO_REQUESTS: &str =
    "Nobody has asked for a correction. When a learner does, the request waits here, and a mail tells you.";
/// Whose.
pub fn whose(achievement: &str, name: &str) -> String {
    format!("{achievement}, {name}")
}
/// How long it has waited.
pub fn open_for(days: i64, due: i64) -> String {
    let open = match days {
        0 => "Open since today".to_owned(),
        days => format!("Open for {}", count(u64::try_from(days).unwrap_or_default(), "day", "days")),
    };
    if days >= due {
        format!("{open}: more than the {due} days in which learners should be answered")
    } else {
        open
    }
}
/// How long there is.
pub fn due(due: i64) -> String {
    format!("Answer within {due} days.")
}
/// To the form that corrects.
pub const CORRECT: &str = "Correct it";
/// Its name.
pub fn correct_name(name: &str) -> String {
    format!("{CORRECT}: the award to {name}")
}
/// There is nothing to correct.
pub const REVOKED: &str =
    "This credential is revoked, so it can’t be corrected. You can award a right one, and say so here.";
/// To the form that declines.
pub const DECLINE: &str = "Decline…";
/// Its name.
pub fn decline_name(name: &str) -> String {
    format!("{DECLINE} The request of {name}")
}
/// It was corrected in another way.
pub const DONE: &str = "It is corrected already";
/// Heads what waits.
pub const HEAD_WAITING: &str = "Waiting";
/// Heads what was decided.
pub const HEAD_DECIDED: &str = "Answered";
/// The question.
pub const DECLINE_TITLE: &str = "Decline this request?";
/// What it means.
pub const DECLINE_LEAD: &str = "The credential stays as it is. The learner gets your reason by mail, and may add a statement, which stays with the request.";
/// Why.
pub const REASON: (&str, &str) = ("Why it stays as it is", "The learner reads this.");
/// The button.
pub const DECLINE_BUTTON: &str = "Decline the request";
/// Above the form that corrects.
pub const HOLDER_ASKS: &str = "The holder asks for this. Saving answers the request, and a mail tells them.";
