//! A desk's numbers: issued, claimed, shared, verified.

use super::dates;

/// The page, and the way to it.
pub const TITLE: &str = "Insights";
/// What it is.
pub const LEAD: &str = "What came of your awards in the last twelve months. Only numbers: nobody is named, and no number says anything about fewer than ten people.";
/// Nothing awarded yet.
pub const EMPTY: &str = "Nothing to count yet. Once you award, this page shows by month and by achievement how many credentials you issued, how many learners claimed, how often they were opened where learners shared them, and how often they were verified.";
/// The kinds, and what counts as one.
pub const KINDS: [(&str, &str); 4] = [
    ("Issued", "Credentials that you signed."),
    ("Claimed", "Credentials that learners took into their wallets."),
    ("Shared", "How often somebody opened a record that a learner shared, with such a credential in it."),
    (
        "Verified",
        "How often somebody had one checked by this service and its signature was good. Checks that a browser makes by itself, or another site, are not seen here.",
    ),
];
/// What is left out of shared and verified.
pub const OWN_LOOKS: &str = "What learners and your own staff look at is not counted as shared or verified.";
/// Since when those are counted.
pub fn since(at: Option<&str>) -> String {
    match at {
        Some(at) => format!("Shared and verified are counted since {}.", dates::day(at)),
        None => "Shared and verified are counted from now on.".to_owned(),
    }
}
/// What the signs mean.
pub const SIGNS: &str = "<10 stands for fewer than ten people. Where such a number stands, the others of its kind are rounded down to tens, so that nobody can work it out from them: 40+ is 40 to 49. A dash is a month in which this was not counted yet. Months are in UTC.";
/// Heads the months.
pub const BY_MONTH: &str = "By month";
/// Heads the achievements.
pub const BY_ACHIEVEMENT: &str = "By achievement";
/// The first column of each table.
pub const MONTH_LABEL: &str = "Month";
/// And of the other.
pub const ACHIEVEMENT: &str = "Achievement";
/// The last row.
pub const TOTAL: &str = "All";
/// A table as a file.
pub const DOWNLOAD_LABEL: &str = "Save as CSV";
/// Its name.
pub fn download(heading: &str) -> String {
    format!("{DOWNLOAD_LABEL}: {heading}")
}
/// A chart, to those who don't see it.
pub fn chart(kind: &str) -> String {
    format!("{kind} by month; the table below has the numbers")
}
/// Not counted.
pub const UNCOUNTED: &str = "–";
/// The same, read out.
pub const UNCOUNTED_NAME: &str = "not counted yet";
/// A month: `2026-11` → `November 2026`.
pub fn month(name: &str) -> String {
    read(name).map_or_else(|| name.to_owned(), |(year, month)| format!("{} {year}", dates::month(month)))
}
/// Its first letter, under a chart.
pub fn month_letter(name: &str) -> String {
    read(name).and_then(|(_, month)| dates::month(month).chars().next()).map(String::from).unwrap_or_default()
}

fn read(name: &str) -> Option<(&str, u8)> {
    let (year, month) = name.split_once('-')?;
    month.parse().ok().filter(|month| (1..=12).contains(month)).map(|month| (year, month))
}
