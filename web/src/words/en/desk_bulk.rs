//! Award many: a file, its dry run, and the job.

use super::general::count;

/// A field's heading in our template, what goes into it, and an example.
pub type FieldWords = (&'static str, &'static str, &'static str);

/// The recipient's name.
pub const FIELD_NAME: FieldWords = ("Name", "The name that the credential shows.", "Ada Obi");
/// Its first part.
pub const FIELD_GIVEN_NAME: FieldWords = ("Given name", "The first part of the name.", "Ada");
/// Its second part.
pub const FIELD_FAMILY_NAME: FieldWords = ("Family name", "The last part of the name.", "Obi");
/// Where the offer goes.
pub const FIELD_EMAIL: FieldWords = (
    "E-mail",
    "Where the offer goes. In the credential it stands only in scrambled form. May stay empty for learners of yours who have none.",
    "ada@example.org",
);
/// The institution's number for somebody.
pub const FIELD_IDENTIFIER: FieldWords =
    ("Learner number", "Your own number for this learner. It finds the learner among yours.", "2026-0117");
/// A DID.
pub const FIELD_DID: FieldWords =
    ("DID", "The identifier that the learner’s own wallet shows.", "did:key:z6Mk…");
/// What somebody did.
pub const FIELD_NARRATIVE: FieldWords = (
    "Narrative",
    "What this person did for it, in a sentence or two.",
    "Built a bridge of paper that held 4 kg.",
);
/// A link.
pub const FIELD_EVIDENCE: FieldWords =
    ("Evidence link", "The address of something that shows the work.", "https://example.org/ada/bridge");
/// Its name.
pub const FIELD_EVIDENCE_NAME: FieldWords =
    ("Evidence name", "What the link leads to.", "Photos of the bridge");
/// When the work began.
pub const FIELD_ACTIVITY_START: FieldWords = ("Activity start date", "When the work began.", "2026-09-01");
/// When it ended.
pub const FIELD_ACTIVITY_END: FieldWords = ("Activity end date", "When the work ended.", "2026-11-20");
/// From when it counts.
pub const FIELD_VALID_FROM: FieldWords =
    ("Valid from", "From when it counts; empty: from the moment it is awarded.", "2026-11-22");
/// Until when it counts.
pub const FIELD_VALID_UNTIL: FieldWords =
    ("Valid until", "The last day on which it counts; empty: as long as the achievement says.", "2029-11-22");
/// The term.
pub const FIELD_TERM: FieldWords = ("Term", "The term in which it was earned.", "Autumn 2026");
/// As what somebody took part.
pub const FIELD_ROLE: FieldWords = ("Role", "As what this person took part.", "Team lead");
/// Credits.
pub const FIELD_CREDITS: FieldWords = ("Credits earned", "Credits, as a number.", "5");
/// A licence.
pub const FIELD_LICENSE: FieldWords =
    ("Licence number", "The number of the licence, where this is one.", "L-20931");

/// A result whose name is taken: `Result 2: Name`.
pub fn result_heading(place: usize, name: &str) -> String {
    format!("Result {place}: {name}")
}

/// What goes into a result's column.
pub fn result_help(name: &str, (least, most): (Option<&str>, Option<&str>), listed: bool) -> String {
    match (least, most) {
        _ if listed => format!("{name}: one of the values of the list."),
        (Some(least), Some(most)) => format!("{name}: a number from {least} to {most}."),
        (Some(least), None) => format!("{name}: a number of {least} or more."),
        (None, Some(most)) => format!("{name}: a number of {most} or less."),
        (None, None) => name.to_owned(),
    }
}

/// Two fields were given one column.
pub const COLUMN_TWICE: &str = "One column cannot hold two things. Choose again what each column holds.";
/// No column tells who is meant.
pub const NO_PERSON_COLUMN: &str =
    "Choose the column that holds the e-mail addresses, or the one with your learner numbers.";
/// No column names anybody.
pub const NO_NAME_COLUMN: &str = "Choose the column that holds the names.";
/// So much is wrong that no list of it would help.
pub const TOO_FAULTY: &str = "More than 10,000 cells are wrong. Most likely a column is read as something that it isn’t, or this is another file: choose the columns again, or send the right file.";
/// A row of a table that is wrong elsewhere.
pub const ROW_FAULT: &str = "something is wrong with the row";
/// Somebody has it.
pub const HAS_IT_LABEL: &str = "has been awarded this before";
/// A number that nobody has.
pub const UNKNOWN_LEARNER: &str = "no learner of yours has this number";
/// What to do about that.
pub const UNKNOWN_LEARNER_HINT: &str =
    "correct the number, enrol the learner first, or write an e-mail address";
/// A row without a person.
pub const NOBODY: &str = "the row tells no way to reach anybody";
/// What to do about that.
pub const NOBODY_HINT: &str = "write an e-mail address or a learner number, or take the row out";
/// A validity that is over.
pub const OVER: &str = "the day has passed: the award would not count for a day";
/// What to do about that.
pub const OVER_HINT: &str = "write a day to come, or leave the cell empty";

/// The headings of the report.
pub const REPORT_HEADINGS: [&str; 5] = ["Row", "Recipient", "E-mail", "Outcome", "Credential"];
/// A row that got its credential.
pub const OUTCOME_AWARDED: &str = "awarded";
/// A row that did not get one, yet or ever.
pub const OUTCOME_WAITING: &str = "not awarded";

/// A row that was left out.
pub fn outcome_left_out(why: &str) -> String {
    format!("left out: {why}")
}

/// Heads the list.
pub const TITLE: &str = "Award many";
/// What this is.
pub const INTRO: &str = "Award an achievement to everybody on a list: upload the list, look at what was found, then award. \
    Nobody gets anything before you say so.";
/// The main action.
pub const NEW: &str = "Award from a file";
/// No files.
pub const NONE: &str = "No list has been uploaded yet.";
/// The columns of the list.
pub const COLUMNS: [&str; 4] = ["File", "Achievement", "People", "State"];
/// Heads the choice of an achievement.
pub const CHOOSE: &str = "What do you want to award?";
/// No achievements.
pub const NO_ACHIEVEMENTS: &str =
    "No achievement is published yet. Publish one first; then it can be awarded.";
/// Leads to the achievements.
pub const TO_ACHIEVEMENTS: &str = "To the achievements";
/// Heads the upload.
pub const UPLOAD_TITLE: &str = "Upload the list";
/// Another achievement.
pub const OTHER_ACHIEVEMENT: &str = "Award something else";
/// Heads the template.
pub const TEMPLATE_TITLE: &str = "Need a form to fill in?";
/// About the template.
pub const TEMPLATE_HINT: &str = "These have a column for all that this achievement can say. You need not fill in every one. A list of your own will do, too: you can say what each column holds.";
/// Template as a workbook.
pub const TEMPLATE_XLSX: &str = "Excel form";
/// Template as text.
pub const TEMPLATE_CSV: &str = "CSV form";
/// The file.
pub const FILE: &str = "The list";
/// About the file.
pub const FILE_HINT: &str =
    "An Excel workbook (.xlsx) or a CSV file, up to 32 MB and 200,000 rows, with headings in its first row.";
/// Uploads it.
pub const UPLOAD: &str = "Upload and check";
/// No file was chosen.
pub const NO_FILE: &str = "Choose a file.";
/// A file with nothing in it was chosen.
pub const EMPTY_FILE: &str = "That file is empty. Choose one with a list in it.";

/// Heads the columns.
pub const MAP_TITLE: &str = "What each column holds";
/// About the columns.
pub const MAP_HINT: &str = "We went by the headings. Correct what is wrong, then check again.";
/// The columns of the table of columns.
pub const MAP_COLUMNS: [&str; 3] = ["Column", "First rows", "Holds"];
/// A column that is not read.
pub const UNUSED: &str = "— not used —";
/// A column without heading.
pub const NO_HEADING: &str = "(no heading)";
/// Awarded again.
pub const AGAIN: &str = "Award it again to people who already have it";
/// Checks again.
pub const CHECK_AGAIN: &str = "Check again";
/// Heads the dry run.
pub const FOUND_TITLE: &str = "What we found";
/// Nothing is issued yet.
pub const NOTHING_YET: &str = "Nothing has been awarded yet.";
/// Downloads the faults.
pub const FAULTS_CSV: &str = "Download all of them as CSV";
/// The columns of the faults.
pub const FAULT_COLUMNS: [&str; 5] = ["Row", "Column", "In the cell", "What is wrong", "What would be right"];
/// Heads the faults.
pub const FAULTS_TITLE: &str = "What is wrong";
/// Corrected file.
pub const CORRECTED: &str = "Correct the list and upload it again, or award the good rows alone.";
/// Upload another.
pub const UPLOAD_CORRECTED: &str = "Upload a corrected list";
/// Leaves out.
pub const PARTIAL: &str = "Award the good rows, leave out the faulty ones";
/// Forgets the file.
pub const DISCARD: &str = "Forget this list";

/// `Windows-1252`: look at the names.
pub fn encoding_guessed(encoding: &str) -> String {
    format!(
        "This file is not in UTF-8. We read it as {encoding}: please look whether names with accents are right."
    )
}

/// Which worksheet was read.
pub fn worksheet_read(name: &str, others: &[String]) -> String {
    if others.is_empty() {
        format!("Read from the worksheet “{name}”.")
    } else {
        format!("Read from the worksheet “{name}”; not read: {}.", others.join(", "))
    }
}

/// Rows that the spreadsheet hides.
pub fn hidden_rows(rows: u64) -> String {
    format!("{} hidden in the workbook, and read all the same.", count(rows, "row is", "rows are"))
}

/// People who can be awarded.
pub fn ready(people: u64) -> String {
    count(people, "person ready", "people ready")
}

/// Rows with faults.
pub fn faulty(rows: u64) -> String {
    count(rows, "row with faults", "rows with faults")
}

/// Rows about somebody an earlier row is about.
pub fn repeated(rows: u64) -> String {
    format!(
        "of those {} somebody twice",
        if rows == 1 { "1 names".to_owned() } else { format!("{rows} name") }
    )
}

/// People who have it.
pub fn has_it(people: u64) -> String {
    format!("{} it already, and left out", count(people, "person has", "people have"))
}

/// Only some are shown.
pub fn first_shown(shown: usize, all: usize) -> String {
    format!("The first {shown} of {all} are shown here.")
}

/// The button that awards.
pub fn award(people: u64) -> String {
    format!("Award {}", count(people, "person", "people"))
}

/// `3,200 of 10,000 awarded`.
pub fn progress(done: u64, total: u64) -> String {
    format!("{done} of {total} awarded")
}

/// How fast.
pub fn rate(a_minute: u64) -> String {
    format!("{a_minute} a minute")
}

/// How long it takes.
pub fn left(seconds: u64) -> String {
    match seconds {
        0..=59 => "less than a minute left".to_owned(),
        _ => format!("about {} left", count(seconds.div_ceil(60), "minute", "minutes")),
    }
}

/// Rows left out at the start.
pub fn left_out(rows: u64) -> String {
    format!("{} left out at the start; the report tells why.", count(rows, "row was", "rows were"))
}

/// States.
pub const STATE_NEW: &str = "Not awarded yet";
/// Under way.
pub const STATE_RUNNING: &str = "Under way";
/// Stopped for a while.
pub const STATE_PAUSED: &str = "Paused";
/// Stopped by itself.
pub const STATE_FAILED: &str = "Stopped";
/// Ended.
pub const STATE_CANCELLED: &str = "Ended early";
/// Done.
pub const STATE_DONE: &str = "All awarded";
/// The achievement was retired.
pub const FAULT_NOT_PUBLISHED: &str =
    "The achievement is no longer awarded. Publish it again, then go on; or end it here.";
/// The achievement was changed.
pub const FAULT_CHANGED: &str = "The achievement was changed meanwhile, and the list was checked against what it said before. \
    End it here; the report tells who is still without it. Upload a list of those.";
/// Something here is broken.
pub const FAULT_BROKEN: &str = "Something went wrong on our side. Nothing is lost and nothing is awarded twice. Go on in a while; if it stops again, tell whoever runs this site.";
/// While it runs.
pub const RUNNING_HINT: &str =
    "You may close this page: it goes on, even if the server is restarted meanwhile.";
/// The same where the page does not follow by itself.
pub const RELOAD_HINT: &str = "Reload to see how far it is.";
/// The bar's name.
pub const BAR: &str = "Awarded";
/// Stops for a while.
pub const PAUSE: &str = "Pause";
/// Goes on.
pub const RESUME: &str = "Go on";
/// Ends.
pub const CANCEL: &str = "End it here";
/// The report.
pub const REPORT: &str = "Download the report";
/// To the awards.
pub const TO_AWARDS: &str = "See the awards";
/// The rows are forgotten.
pub const PURGED: &str = "What was in the list has been deleted. The awards themselves stay.";
/// Heads the question.
pub const CANCEL_TITLE: &str = "End it here?";
/// The question.
pub const CANCEL_BUTTON: &str = "Yes, end it here";

/// What ending means.
pub fn cancel_question(done: u64, left: u64) -> String {
    format!(
        "{} and keep it. {} not get it from this list; the report tells who. It cannot be started again.",
        count(done, "person has it", "people have it"),
        count(left, "person will", "people will"),
    )
}

/// Counts on the list of files.
pub fn people(done: u64, total: u64) -> String {
    if total == 0 { "—".to_owned() } else { format!("{done} of {total}") }
}

/// 413: what to do about a file that is too large.
pub const TOO_LARGE: &str = "The file is larger than 32 MB. Save only the list, without pictures, as CSV; or split it into several files.";
