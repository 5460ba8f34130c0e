//! When addresses of an institution end: `/desk/{slug}/addresses`.

/// The page.
pub const TITLE: &str = "Addresses that end";
/// What it is for.
pub const LEAD: &str = "Learners keep their wallet when they leave you. Say when their addresses end, and those who have no other are asked for one in time, by mail and in their wallet. You do not see who has another.";
/// Nothing was said.
pub const EMPTY: &str = "You have announced no end.";
/// Columns: what, last day.
pub const COLUMNS: [&str; 2] = ["Addresses", "Last day"];
/// Names the table.
pub const TABLE: &str = "Ends that you announced";
/// Heads the column of buttons.
pub const ACTIONS: &str = "Actions";
/// All of a domain.
pub fn all_of(domain: &str) -> String {
    format!("All at {domain}")
}
/// What ends: label and hint.
pub const WHAT: (&str, &str) = (
    "Which addresses",
    "A domain, such as 2026.school.example, or one learner’s address. It reaches only addresses that you have on your roster or awarded to.",
);
/// When: label and hint.
pub const DAY: (&str, &str) = (
    "Last day",
    "The last day on which mail there is read. Learners are told 60 days before, and again every two weeks.",
);
/// Heads the form.
pub const ANNOUNCE_TITLE: &str = "Announce an end";
/// Button.
pub const ANNOUNCE: &str = "Announce it";
/// Button: take it back.
pub const WITHDRAW: &str = "Take back";
/// The same, named.
pub fn withdraw_named(what: &str) -> String {
    format!("Take back what was said of {what}")
}
/// Notices, after a form.
pub const ANNOUNCED: &str = "Announced. Whoever has no other address is told in time.";
/// It was taken back.
pub const WITHDRAWN: &str = "Taken back.";
