//! Later editions of many credentials.

use super::general::count;

/// To the page about all.
pub const RENEW_SOON: &str = "Renew all that expire soon…";
/// With those that are ticked.
pub const RENEW_CHOSEN: &str = "Renew the chosen ones…";

/// The question.
pub fn renew_title(number: u64) -> String {
    format!("Renew {}?", count(number, "award", "awards"))
}
/// What it means.
pub const RENEW_LEAD: &str = "A renewed edition takes the place of each, also in their holders’ wallets, and whoever has claimed theirs gets a mail. Copies of the earlier ones stay good until the day that stands in them.";
/// How far ahead.
pub const DAYS: (&str, &str) =
    ("All that expire within so many days", "Those that have expired already can be chosen on the list.");
/// Counts them.
pub const COUNT: &str = "Count them";
/// How many.
pub fn found(number: u64, days: u32) -> String {
    let awards = count(number, "award", "awards");
    let expire = if number == 1 { "expires" } else { "expire" };
    format!("{awards} {expire} within {}.", count(days.into(), "day", "days"))
}
/// None.
pub fn none(days: u32) -> String {
    format!("No award expires within {}.", count(days.into(), "day", "days"))
}
/// The day.
pub const UNTIL_LABEL: (&str, &str) = (
    "Valid until",
    "The same day for all. Leave it empty, and each is good for as long as its achievement says.",
);
/// The button.
pub const RENEW_BUTTON: &str = "Sign the renewed editions";

/// Heads the progress.
pub const RENEWING: &str = "Renewing awards";
/// Heads the progress.
pub const REISSUING: &str = "Issuing again what a stolen key signed";
/// Until when.
pub fn until(day: &str) -> String {
    format!("Until {day}.")
}
/// As the achievements say.
pub const UNTIL_ACHIEVEMENTS: &str = "Each for as long as its achievement says.";
/// The state.
pub const RUNNING: &str = "Under way";
/// The state.
pub const DONE: &str = "Done";
/// The state.
pub const FAILED: &str = "It has stopped";
/// Why, and what to do.
pub const FAILED_WHY: &str = "Something went wrong several times in a row. What is done is done; the rest waits. Try again, and if it stops again, tell whoever runs this service.";
/// The button.
pub const RESUME: &str = "Go on";
/// The bar.
pub const BAR: &str = "How much is done";
/// In numbers.
pub fn progress(done: u64, total: u64) -> String {
    format!("{done} of {}", count(total, "credential", "credentials"))
}
/// Nobody has to wait.
pub const RUNNING_HINT: &str = "You can leave this page: it goes on by itself.";
/// The same where the page does not follow by itself.
pub const RELOAD_HINT: &str = "Reload it to see how far it is.";
/// What got none.
pub fn left_out(number: u64) -> String {
    match number {
        1 => "1 credential was left as it was".to_owned(),
        _ => format!("{number} credentials were left as they were"),
    }
}
/// Columns.
pub const WHO: &str = "Recipient";
/// Columns.
pub const WHAT: &str = "Achievement";
/// Columns.
pub const WHY: &str = "Why";
/// Why it got none.
pub const WHY_REVOKED: &str = "It was revoked.";
/// Why it got none.
pub const WHY_NO_END: &str = "It is good for ever.";
/// Why it got none.
pub const WHY_DAY: &str = "It would not have been good for longer. Choose a day for it.";
/// There are more.
pub fn shown(number: usize) -> String {
    format!("The first {number} of them.")
}
/// Back.
pub const TO_AWARDS: &str = "To the awards";
/// Back.
pub const TO_KEY: &str = "What the key signed";
