//! Many checked at once: the table, what it comes to, what was looked up.

use crypto::verify::Headline;

use super::report;
use crate::results::{Came, Column, Compared, Sum};

/// Heads the table.
pub const TABLE: &str = "Results";
/// Heads what was not recognised.
pub const REFUSED: &str = "Not recognised";
/// Heads links without a credential behind them.
pub const DEAD: &str = "Links that could not be opened";
/// Heads checks that broke down.
pub const BROKEN: &str = "Could not be looked at";
/// Instead of an issuer, where documents of one line have several.
pub const SEVERAL_ISSUERS: &str = "Several issuers";
/// The credentials name different people.
pub const SEVERAL_PEOPLE: &str = "Several people";
/// Where a line was awarded to another than the list says.
pub const OTHER: &str = "Issued to somebody else";
/// Why a locked link is not looked at, and the way out.
pub const LOCKED: &str =
    "This link asks for a passcode. Open it yourself, enter the passcode, and check what you get there.";
/// What a check that broke down means, and the way out.
pub const BROKE: &str =
    "The check broke down, which says nothing about the credential. Try this one again by itself.";
/// The verdict of a line of several documents.
pub fn of_several(verified: usize, all: usize) -> String {
    format!("{verified} of {all} verified")
}

/// A headline, in a table.
pub fn headline(headline: Headline) -> &'static str {
    report::headline(headline)
}

/// The name of a column.
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Place => "No.",
        Column::Who => "Who",
        Column::What => "What",
        Column::Issuer => "Issuer",
        Column::Verdict => "Verdict",
        Column::Awarded => "Date",
    }
}

/// What came of a line without a verdict, for the export.
pub fn came(came: &Came) -> &'static str {
    match came {
        Came::Waiting => "Not looked at",
        Came::Checked(_) | Came::Broken => "The check broke down",
        Came::Refused(_) => "Not recognised",
        Came::Dead(_) => "Link could not be opened",
        Came::Locked => "Asks for a passcode",
    }
}

/// How a given name or address compares.
pub fn compared(compared: Compared) -> &'static str {
    match compared {
        Compared::Same => "matches",
        Compared::Unclear => "could not be compared",
        Compared::Other => "is another",
    }
}

/// A given name or address beside what came of comparing it.
pub fn compared_name(it: Compared) -> String {
    format!("Name {}", compared(it))
}
/// The same for an address.
pub fn compared_email(it: Compared) -> String {
    format!("E-mail {}", compared(it))
}

/// What all lines come to, as sentences.
pub fn sum(sum: &Sum) -> String {
    let parts = [
        (sum.verified, "verified"),
        (sum.genuine, "genuine by an unknown issuer"),
        (sum.receipts, "genuine receipts"),
        (sum.invalid, "not valid"),
        (sum.unknown, "could not be checked"),
    ];
    let parts: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let mut text = format!("{} checked", sum.checked());
    if !parts.is_empty() {
        text.push_str(": ");
        text.push_str(&parts.join(", "));
    }
    text.push('.');
    let mut sentences = vec![text];
    let also = [
        (sum.others, "1 was issued to somebody else than you say.", "were issued to others than you say."),
        (sum.dead, "1 link could not be opened.", "links could not be opened."),
        (sum.refused, "1 thing was not recognised.", "things were not recognised."),
        (sum.broken, "1 could not be looked at.", "could not be looked at."),
        (sum.waiting, "1 was not looked at yet.", "were not looked at yet."),
    ];
    for (count, one, many) in also {
        match count {
            0 => {}
            1 => sentences.push(one.to_owned()),
            count => sentences.push(format!("{count} {many}")),
        }
    }
    sentences.join(" ")
}

/// While it works: how far it is.
pub fn progress(done: usize, all: usize) -> String {
    format!("{done} of {all}")
}
/// The name of the bar that shows it.
pub const PROGRESS_LABEL: &str = "Progress of the check";
/// Stops the check.
pub const STOP: &str = "Stop";
/// Goes on with what was not looked at.
pub const GO_ON: &str = "Go on";
/// While the service asks for patience.
pub const PATIENCE: &str =
    "This site looks up only so many links at once. Waiting, then going on by itself …";
/// Filters by verdict.
pub const FILTER_VERDICT: &str = "Show";
/// No filter.
pub const FILTER_ALL: &str = "All verdicts";
/// Filters by words.
pub const FILTER_TEXT: &str = "Find in the table";
/// The filter shows nothing.
pub const FILTER_EMPTY: &str = "Nothing here matches. Change what to show or to find.";
/// Saves the table.
pub const EXPORT: &str = "Save the table (CSV)";
/// The saved file's name.
pub const EXPORT_FILE: &str = "verification.csv";
/// Shows more rows.
pub fn show_more(left: usize) -> String {
    if left == 1 { "Show 1 more".to_owned() } else { format!("Show more ({left} left)") }
}
/// Says how the table is used.
pub const TABLE_HINT: &str = "Exceptions come first. Press a heading to sort, a name to read its report.";
/// The same for a page without script.
pub const TABLE_HINT_PLAIN: &str = "Exceptions come first. A name leads to its report below.";
/// Before the buttons that sort, where they are no headings.
pub const SORT: &str = "Sort by";
/// Leads back from a report.
pub const BACK: &str = "Back to the table";
/// From the table to one report.
pub fn row_name(what: &str, who: &str) -> String {
    if who.is_empty() { what.to_owned() } else { format!("{what}, {who}") }
}
/// Where something came from.
pub fn from(source: &str) -> String {
    format!("From {source}")
}
/// What the list says of a row.
pub fn said(part: &str) -> String {
    format!("Your list says: {part}")
}
/// Heads the reports of a page without script.
pub const REPORTS: &str = "Reports";

/// The headings of the export.
pub const EXPORT_HEADINGS: [&str; 15] = [
    "No.",
    "From",
    "Given name",
    "Given e-mail",
    "Given link",
    "Who",
    "What",
    "Issuer",
    "Verdict",
    "In words",
    "Credentials",
    "Date",
    "Name compared",
    "E-mail compared",
    "Checked at",
];
