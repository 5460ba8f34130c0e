//! A learner record as a transcript.

/// There is more.
pub const PARTIAL: &str = "This transcript is partial: whoever issued it knows of more.";
/// There is no more.
pub const COMPLETE: &str = "This transcript is complete, as far as whoever issued it knows.";
/// Heads what belongs to no term.
pub const NO_TERM: &str = "Without a term";
/// Column.
pub const CODE: &str = "Code";
/// Column.
pub const ENTRY: &str = "Course or achievement";
/// Column.
pub const RESULT: &str = "Result";
/// Column.
pub const CREDITS: &str = "Credits";
/// Column.
pub const CHECK: &str = "Check";
/// Foot of a term.
///
/// * `all`: whether nothing was left out because it does not stand.
pub fn total(all: bool) -> &'static str {
    if all { "Credits in all" } else { "Credits in all, of what stands" }
}
/// Under several terms.
pub fn total_of_all(credits: &str, all: bool) -> String {
    let of = if all { "" } else { ", of what stands" };
    format!("Credits of all terms{of}: {credits}")
}
/// Leads to the page to print.
pub const TO_PRINT: &str = "Transcript to print";
