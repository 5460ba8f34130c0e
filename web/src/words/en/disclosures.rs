//! Whom an institution gave a learner's records: the desk's log, and what the learner reads of it.

use super::dates;

/// The desk's log, and the way to it.
pub const TITLE: &str = "Records given to others";
/// What it is for.
pub const LEAD: &str = "Note here whenever you give something of this learner’s records to anybody: to whom, what, for what and on what ground. The learner reads it in their wallet.";
/// Nothing noted.
pub const EMPTY: &str = "Nothing was noted about this learner. What you give to somebody, and copies of signed credentials that your own people take here, will stand here.";
/// Heads the log.
pub const LOG: &str = "What was noted";
/// Heads the form.
pub const FORM: &str = "Note what was given";
/// What noting means.
pub const FORM_LEAD: &str =
    "An entry stays as it is and can’t be deleted. What was wrong is corrected by a later entry.";
/// Heads the form that corrects.
pub const CORRECT_FORM: &str = "Correct an entry";
/// What correcting means.
pub fn correct_lead(day: &str) -> String {
    format!("The entry of {day} stays as it is, and says that this one takes its place.")
}
/// To whom.
pub const RECIPIENT: (&str, &str) = ("To whom", "A person or an office, such as Harrow College, admissions.");
/// Which awards.
pub const AWARDS: &str = "Which awards";
/// What besides.
pub const WHAT: (&str, &str) = ("What else", "Such as a transcript on paper, a letter, an address.");
/// For what.
pub const PURPOSE: (&str, &str) = ("For what", "What it may be used for, and for nothing else.");
/// On what ground.
pub const GROUND_LABEL: (&str, &str) = ("On what ground", "");
/// When.
pub const GIVEN_LABEL: (&str, &str) = ("When it was given", "Today where you leave it empty.");
/// What was wrong.
pub const NOTE: (&str, &str) = ("What was wrong", "In a few words.");
/// Nothing was given.
pub const MISTAKEN_LABEL: &str = "Nothing was given: the entry was a mistake";
/// The button.
pub const SAVE: &str = "Note it for good";
/// The grounds, by name.
pub const GROUNDS: [(&str, &str); 8] = [
    ("consent", "The learner agreed in writing"),
    ("request", "The learner asked for it"),
    ("transfer", "A school the learner is going to"),
    ("aid", "Financial aid that the learner asked for"),
    ("authority", "An authority that audits or accredits"),
    ("law", "A law, a court or a subpoena"),
    ("emergency", "An emergency: health or safety"),
    ("other", "Another ground, named under “For what”"),
];
/// Nothing chosen.
pub const CHOOSE: &str = "Choose…";
/// A ground in words.
pub fn ground(name: &str) -> &str {
    GROUNDS.iter().find(|(known, _)| *known == name).map_or(name, |(_, words)| words)
}
/// Facts of an entry.
pub const FACT_WHAT: &str = "What";
/// To whom.
pub const FACT_RECIPIENT: &str = "To whom";
/// For what.
pub const FACT_PURPOSE: &str = "For what";
/// On what ground.
pub const FACT_GROUND: &str = "Ground";
/// What was wrong.
pub const FACT_NOTE: &str = "Correction";
/// Who noted it, and when.
pub fn noted(by: &str, at: &str) -> String {
    let at = dates::minute(at);
    if by.is_empty() { format!("Noted {at}") } else { format!("Noted by {by}, {at}") }
}
/// Heads an entry.
pub fn given(recipient: &str, day: &str) -> String {
    format!("Given to {recipient}, {day}")
}
/// Heads a copy.
pub fn downloaded(day: &str) -> String {
    format!("A copy was taken by the institution’s own staff, {day}")
}
/// Heads a withdrawal.
pub fn mistaken(day: &str) -> String {
    format!("Nothing was given on {day}: the entry was a mistake")
}
/// It no longer counts.
pub const CORRECTED: &str = "Corrected by a later entry";
/// It takes the place of another.
pub const CORRECTS: &str = "Takes the place of an earlier entry";
/// To the form.
pub const CORRECT: &str = "Correct this entry";
/// The log as a file.
pub const DOWNLOAD: &str = "Save as CSV";
/// Its headings.
pub const HEADINGS: [&str; 12] = [
    "Entry",
    "Kind",
    "To whom",
    "Awards",
    "What else",
    "For what",
    "Ground",
    "Given at",
    "Noted at",
    "Noted by",
    "Corrects",
    "Correction",
];

/// What the learner reads, and the way to it.
pub const MINE: &str = "Who was given my records";
/// What it is.
pub const MINE_LEAD: &str = "When an institution gives something of your records to somebody, it notes it for you here. You can’t change this, and neither can they: what was wrong is corrected by a later entry. What you share yourself is under Records in your wallet.";
/// None.
pub const MINE_EMPTY: &str =
    "No institution has noted that it gave anything of yours to anybody, or took a copy of it.";
/// Whose, and by whom.
pub fn whose(learner: &str, issuer: &str) -> String {
    format!("{learner}, at {issuer}")
}
