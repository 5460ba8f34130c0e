//! Exports of a school's system on their way to transcripts.

use super::general::count;

/// A heading, what goes under it, and an example.
pub type ColumnWords = (&'static str, &'static str, &'static str);

/// The columns of a supplement. Their headings are never translated: they are how a file is read.
pub const SUPPLEMENT_COLUMNS: [ColumnWords; 17] = [
    (
        "row",
        "What the row is about: “course” (a course of the export), “student” (where a student stands), “earlier” (a result of an earlier year or another school), “diploma”, or “scale” (what a grade means). Delete rows that you do not need.",
        "course",
    ),
    (
        "sourcedId",
        "Which course or student, by the id in the export. The rows that are filled in already have it; copy a student’s for their earlier results and diplomas. Empty in rows “scale”.",
        "crs-bio-1",
    ),
    (
        "name",
        "In rows “earlier” the name of the course, in rows “diploma” that of the diploma. In rows “course” and “student” it is there for you to see who is meant, and is not read.",
        "Biology I",
    ),
    (
        "code",
        "In rows “earlier” the code of the course. In rows “course” it is there for you to see.",
        "BIO-101",
    ),
    ("subject", "The subject, in rows “course” and “earlier”.", "Biology"),
    (
        "credits",
        "In rows “course” the credits that the course is worth; in rows “earlier” those that were earned; in rows “student” all credits so far. Empty: transcripts say nothing of it.",
        "0.5",
    ),
    ("term", "In rows “earlier” the term as the transcript is to show it.", "Spring 2024/25"),
    ("start", "In rows “earlier” the first day of the term.", "2025-01-13"),
    ("end", "In rows “earlier” the last day of the term.", "2025-06-06"),
    (
        "grade",
        "In rows “earlier” the grade; in rows “scale” the grade that is explained, as it stands in results.",
        "A-",
    ),
    (
        "points",
        "In rows “scale” what the grade is worth. With points in all of them, transcripts list the grades in order.",
        "3.7",
    ),
    (
        "meaning",
        "In rows “scale” the grade in words; in rows “course” what the course is about, in a sentence.",
        "Excellent",
    ),
    ("gpa", "In rows “student” the average, as you compute it. It is never computed here.", "3.42"),
    ("gpaMax", "In rows “student” the best average that there is.", "4.0"),
    (
        "date",
        "In rows “student” the day of the average and the credits; in rows “diploma” the day on which it was given.",
        "2026-06-05",
    ),
    ("kind", "In rows “diploma” its kind; empty: Diploma.", "SecondarySchoolDiploma"),
    (
        "withdrawn",
        "In rows “earlier” and “diploma”: “yes” takes an entry that was issued out of the transcript again. Leave the row otherwise as it was. Leaving the row out keeps the entry.",
        "",
    ),
];

/// A heading that is missing.
pub fn no_heading(heading: &str) -> String {
    format!("there is no column {heading}")
}
/// What to do about it.
pub const NO_HEADING_HINT: &str =
    "begin with the template of this import, and leave its headings as they are";
/// A heading that is none of ours.
pub const HEADING_UNKNOWN: &str = "a supplement has no such column";
/// What to do about it.
pub const HEADING_UNKNOWN_HINT: &str = "take the column out, or give it the heading that the template has";
/// A cell that must not be empty.
pub const NEEDED: &str = "the cell is empty";
/// What to do about it.
pub fn needed_hint(row: &str, heading: &str) -> String {
    format!("a row “{row}” needs a value under {heading}")
}
/// A cell that would be lost.
pub fn not_here(row: &str, heading: &str) -> String {
    format!("a row “{row}” has nothing under {heading}")
}
/// What to do about it.
pub const NOT_HERE_HINT: &str = "empty the cell, or look what the row is about";
/// A student who is not in the export.
pub const NO_SUCH_STUDENT: &str = "no student of the export has this sourcedId";
/// A course that is not in the export.
pub const NO_SUCH_COURSE: &str = "no course of the export has this sourcedId";
/// What to do about it.
pub const NO_SUCH_HINT: &str = "copy it from the template of this import; capitals count";
/// An average above the best.
pub const GPA_ABOVE: &str = "the average is above the best that there is";
/// What to do about it.
pub const GPA_ABOVE_HINT: &str = "look at gpa and gpaMax";
/// An end before a start.
pub const ENDS_BEFORE: &str = "the term ends before it begins";
/// What to do about it.
pub const ENDS_BEFORE_HINT: &str = "look at both days";
/// One code for two courses.
pub fn two_names(name: &str) -> String {
    format!("the course of this code is called “{name}” in a row above")
}
/// What to do about it.
pub const TWO_NAMES_HINT: &str = "write the same name in both, or another code";

// What changed, and what is needed to know what it means.

/// What results are of is not in the export.
pub fn delta_lacks(file: &str) -> String {
    format!("a result is of this record, and {file} does not have it: what changed cannot be placed")
}
/// What to do about it.
pub fn delta_lacks_hint(file: &str) -> String {
    format!("export {file} in bulk together with the changed results, or export everything in bulk")
}
/// Line items, classes or enrollments that are gone.
pub fn delta_gone(records: usize) -> String {
    let records = u64::try_from(records).unwrap_or(u64::MAX);
    format!("{} marked as deleted", count(records, "record of this file is", "records of this file are"))
}
/// What to do about it.
pub const DELTA_GONE_HINT: &str = "results that belong to them stay on transcripts unless results.csv marks them as deleted too; an export in bulk says which are left";
/// A result that was written before what was imported.
pub const DELTA_OLDER: &str = "this result was changed before results that transcripts were made of already";
/// What to do about it.
pub const DELTA_OLDER_HINT: &str = "look whether an older export was uploaded after a newer one: what it says would take the newer one’s place";

// What transcripts say.

/// A result in letters or words.
pub const FINAL_GRADE: &str = "Final grade";
/// A result in points.
pub const FINAL_SCORE: &str = "Final score";
/// Where somebody stands.
pub const STANDING: &str = "Academic standing";
/// What that is.
pub const STANDING_DESCRIPTION: &str = "Where the student stands, as the school has computed it.";
/// An average of grades.
pub const GPA: &str = "Grade point average";
/// All credits so far.
pub const TOTAL_CREDITS: &str = "Total credits";
/// What one has to do for what is not a course of the export.
pub const CRITERIA: &str = "As the school has set it.";

/// What a course is.
pub fn course_description(name: &str, school: &str) -> String {
    if school.is_empty() { format!("The course {name}.") } else { format!("The course {name} at {school}.") }
}

/// What one has to do for it.
pub fn course_criteria(school: &str) -> String {
    let who = if school.is_empty() { "the school" } else { school };
    format!("Complete the course as {who} has set it, with a final grade.")
}

/// What a course of an earlier year is.
pub fn earlier_description(name: &str) -> String {
    format!("The course {name}, of an earlier year or another school.")
}

/// What a diploma is.
pub fn diploma_description(name: &str) -> String {
    format!("{name}, given for a program of study as a whole.")
}

// Pages.

/// The name of these pages.
pub const TITLE: &str = "Imports";
/// What they are for.
pub const INTRO: &str = "Make transcripts of what your student information system exports. Nothing is issued before you have seen it.";
/// Heads the form.
pub const UPLOAD_TITLE: &str = "Upload an export";
/// The zip.
pub const FILE: &str = "OneRoster export";
/// What it is.
pub const FILE_HINT: &str = "A OneRoster 1.1 or 1.2 zip of CSV files, with grades, up to 64 MB. Your student information system has an export of that name. The zip is read and not kept; nor are passwords, birth dates or telephone numbers in it.";
/// The supplement.
pub const SUPPLEMENT: &str = "Supplement";
/// What it is.
pub const SUPPLEMENT_HINT: &str = "Credits, averages, earlier years, diplomas, what grades mean: OneRoster does not have these. Excel or CSV. You can add it later, from a template made for your export.";
/// Sends the form.
pub const UPLOAD: &str = "Upload and check";
/// The sample.
pub const SAMPLE_TITLE: &str = "Try it with our sample";
/// What it is.
pub const SAMPLE_HINT: &str = "An invented export of Hedgerow College: 12 students, one of them with two records, 6 courses, the autumn term.";
/// The zip.
pub const SAMPLE_ZIP: &str = "Sample export (zip)";
/// The supplement to it.
pub const SAMPLE_SUPPLEMENT: &str = "Sample supplement (CSV)";
/// An export of the next term.
pub const SAMPLE_NEXT: &str = "The term after (zip)";
/// There is none yet.
pub const NONE: &str = "Nothing was imported yet.";
/// Heads the list.
pub const LATEST: &str = "Latest imports";
/// Columns of the list.
pub const COLUMNS: [&str; 4] = ["File", "Uploaded", "OneRoster", "State"];
/// It has errors.
pub const STATE_FAULTY: &str = "Errors";
/// It waits.
pub const STATE_NEW: &str = "Checked, nothing issued";
/// It was used.
pub const STATE_USED: &str = "Used";
/// No file was chosen.
pub const NO_FILE: &str = "Choose a file.";
/// 413.
pub const TOO_LARGE: &str =
    "The file is larger than 64 MB. Export one school or one term at a time, without resources.";
/// A file without a name.
pub const NO_NAME: &str = "export.zip";
/// Another export.
pub const ANOTHER: &str = "Upload another export";
/// Forgets one.
pub const DISCARD: &str = "Discard";
/// It was discarded.
pub const DISCARDED: &str = "The import is discarded.";
/// What was read is gone.
pub const PURGED: &str = "What was read of this export has been deleted, as it is after seven days.";
/// How long it is kept.
pub const KEPT: &str = "What was read is kept, encrypted, for seven days.";
/// The log.
pub const LOG: &str = "Download the log (CSV)";

// Faults.

/// Heads what is wrong.
pub const FAULTS_TITLE: &str = "What is wrong";
/// Nothing was imported.
pub fn nothing_imported(errors: u64) -> String {
    format!("Nothing was imported. {} in this export.", count(errors, "error stands", "errors stand"))
}
/// What to do.
pub const CORRECT: &str = "Correct it in your student information system, or hand the list to whoever runs that, then upload the new export. Each line names the file in the zip, the row and the column.";
/// Columns of the table.
pub const FAULT_COLUMNS: [&str; 6] =
    ["File", "Row", "Column", "In the cell", "What is wrong", "What would be right"];
/// All of them.
pub const FAULTS_CSV: &str = "Download all as CSV";
/// Heads what may be wrong.
pub const WARNINGS_TITLE: &str = "Worth a look";
/// What that is.
pub const WARNINGS_HINT: &str = "These do not stop the import.";
/// The whole file.
pub const WHOLE_FILE: &str = "the whole file";
/// The zip.
pub const THE_ZIP: &str = "the zip";
/// There are more.
pub fn first_shown(shown: usize, all: u64) -> String {
    format!("These are the first {shown} of {all}. The download has all that are kept.")
}
/// Heads the faults of the supplement.
pub const SUPPLEMENT_FAULTS: &str = "What is wrong with the supplement";
/// What follows of them.
pub const SUPPLEMENT_UNUSED: &str =
    "Nothing of the supplement is used, and nothing can be issued, until it is corrected and uploaded again.";

// Preview.

/// Heads the preview.
pub const PREVIEW_TITLE: &str = "What is in the export";
/// Who wrote it.
pub fn from_system(system: &str) -> String {
    format!("Written by {system}.")
}
/// All results.
pub const BULK: &str = "It is a whole export: what it no longer has of its terms was withdrawn.";
/// What changed.
pub const DELTA: &str = "It holds only what changed since the export before: what is not in it stays, unless it is marked as deleted or no longer final.";
/// All results, and not all that they are of.
pub const PARTLY: &str =
    "It has all results, but not all line items or classes: so nothing is withdrawn for being absent.";
/// Entries that are withdrawn.
pub fn gone(entries: usize) -> String {
    let entries = u64::try_from(entries).unwrap_or(u64::MAX);
    format!(
        "{} deleted or no longer final: where a transcript has it, it is withdrawn.",
        count(entries, "result is", "results are")
    )
}
/// Kinds of records.
pub const ORGS: &str = "Organisations";
/// Kinds of records.
pub const SESSIONS: &str = "Terms and years";
/// Kinds of records.
pub const COURSES: &str = "Courses";
/// Kinds of records.
pub const CLASSES: &str = "Classes";
/// Kinds of records.
pub const PEOPLE: &str = "Students";
/// Kinds of records.
pub const RESULTS: &str = "Results";
/// Heads of the samples.
pub const ORG_COLUMNS: [&str; 3] = ["Name", "Kind", "Number"];
/// Heads of the samples.
pub const SESSION_COLUMNS: [&str; 4] = ["Title", "Kind", "First day", "Last day"];
/// Heads of the samples.
pub const COURSE_COLUMNS: [&str; 3] = ["Title", "Code", "Subject"];
/// Heads of the samples.
pub const CLASS_COLUMNS: [&str; 3] = ["Title", "Course", "Terms"];
/// Heads of the samples.
pub const PEOPLE_COLUMNS: [&str; 2] = ["Name", "Number"];
/// Heads of the samples.
pub const RESULT_COLUMNS: [&str; 5] = ["Student", "Class", "What is graded", "Grade", "Day"];
/// Others than students.
pub fn others(others: u64) -> String {
    format!("{}, of whom nothing is kept.", count(others, "other person", "other people"))
}
/// How much is shown.
pub fn first_rows(rows: usize) -> String {
    format!("The first {rows}:")
}

// Mapping.

/// Heads the form.
pub const MAP_TITLE: &str = "What it means";
/// What it is for.
pub const MAP_HINT: &str = "We guessed. Look whether it is right: transcripts are made by it.";
/// Which school.
pub const SCHOOL: &str = "School";
/// All of them.
pub const ALL_SCHOOLS: &str = "All schools of the export";
/// Whose classes count.
pub const TAUGHT_AT: &str = "Results count from classes of";
/// What that is.
pub const TAUGHT_AT_HINT: &str = "Some students are taught at several schools. All of them count unless you say otherwise; what does not count is left out, and taken out of transcripts of the same terms.";
/// The least score.
pub const PASS_MARK: &str = "Lowest score that earns credit";
/// What that is.
pub const PASS_MARK_HINT: &str = "For results with a score and no letter grade; a lower one counts as failed. Empty: transcripts leave open how many credits such results earn.";
/// Which results are final.
pub const CATEGORY_LABEL: &str = "Final grades are in";
/// What that is.
pub const CATEGORY_HINT: &str =
    "The category whose results stand on transcripts. Quizzes and homework stay out.";
/// Nobody chose.
pub const CHOOSE: &str = "Choose one";
/// A category.
pub fn category(title: &str, results: usize) -> String {
    format!("{title} ({})", count(u64::try_from(results).unwrap_or(u64::MAX), "result", "results"))
}
/// Which line item counts.
pub const LINE_ITEM: &str = "When two results are of the same day";
/// What that is.
pub const LINE_ITEM_HINT: &str = "Some classes have several line items in this category. The newest result counts; of two of one day, the one that you choose here. In an export of changes, which does not have the others, only the one that you choose counts.";
/// Nobody chose.
pub const ASK_ME: &str = "Stop and tell me";
/// Where credits come from.
pub const CREDITS: &str = "Credits come from";
/// What that is.
pub const CREDITS_HINT: &str = "OneRoster has no credits of its own. Many systems add a column for them.";
/// From nowhere.
pub const CREDITS_NOWHERE: &str = "Nowhere: transcripts say nothing of credits";
/// From the supplement.
pub const CREDITS_SUPPLEMENT: &str = "The supplement";
/// From courses.
pub fn credits_course(column: &str) -> String {
    format!("courses.csv, metadata.{column}")
}
/// From classes.
pub fn credits_class(column: &str) -> String {
    format!("classes.csv, metadata.{column}")
}
/// Grades that mean failed.
pub const FAILED: &str = "Grades that mean failed";
/// What that is.
pub fn failed_hint(grades: &[String]) -> String {
    let there =
        if grades.is_empty() { String::new() } else { format!(" In this export: {}.", grades.join(", ")) };
    format!("With commas between them. They earn no credit.{there}")
}
/// Others that earn nothing.
pub const NO_CREDIT: &str = "Other grades that earn no credit";
/// What that is.
pub const NO_CREDIT_HINT: &str = "Withdrawn, audited, incomplete.";
/// Part of the diploma.
pub const PART_OF_DIPLOMA: &str = "Courses of a student with a diploma count towards it";
/// Keeps it.
pub const MAP: &str = "Save and look again";
/// It is kept.
pub const MAPPED: &str = "Saved.";

// What would come of it.

/// Heads it.
pub const OUTCOME_TITLE: &str = "What would come of it";
/// In numbers.
pub fn outcome(transcripts: usize, lines: usize, achievements: usize) -> String {
    let many = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    format!(
        "{} with {}, of {}.",
        count(many(transcripts), "transcript", "transcripts"),
        count(many(lines), "entry", "entries"),
        count(many(achievements), "course or award", "courses and awards"),
    )
}
/// Nothing would.
pub const NOTHING: &str = "No student has a final result by these choices.";
/// An example.
pub fn example(name: &str) -> String {
    format!("For example {name}")
}
/// Its columns.
pub const EXAMPLE_COLUMNS: [&str; 4] = ["Course or award", "Term", "Result", "Credits"];
/// What is not there.
pub const ABSENT: &str = "—";
/// Heads what was left out.
pub const NOTES_TITLE: &str = "What you should know";
/// Results that are not final.
pub fn not_final(why: &str, results: usize) -> String {
    let why = match why {
        "in_progress" => "in progress",
        other => other,
    };
    let results = u64::try_from(results).unwrap_or(u64::MAX);
    format!("{} left out: {why}.", count(results, "result is", "results are"))
}
/// Results of what is not there.
pub fn unknown(results: usize) -> String {
    let results = u64::try_from(results).unwrap_or(u64::MAX);
    format!(
        "{} left out, because this export does not have the line item, class, course or student. Export these files too.",
        count(results, "result is", "results are")
    )
}
/// The newest counts.
pub fn superseded(results: usize) -> String {
    let results = u64::try_from(results).unwrap_or(u64::MAX);
    format!(
        "{} superseded: of several final results of a student in a class and term, the newest counts.",
        count(results, "result is", "results are")
    )
}
/// Students who are nothing.
pub fn no_role(students: usize) -> String {
    let students = u64::try_from(students).unwrap_or(u64::MAX);
    format!(
        "{} results, but roles.csv does not call them students: they are left out.",
        count(students, "person has", "people have")
    )
}
/// Results of schools that do not count.
pub fn elsewhere(results: usize) -> String {
    let results = u64::try_from(results).unwrap_or(u64::MAX);
    format!("{} left out: classes of other schools.", count(results, "result is", "results are"))
}
/// Whose classes results are of.
pub fn results_of(school: &str, results: usize) -> String {
    let results = u64::try_from(results).unwrap_or(u64::MAX);
    format!("{} from classes of {school}.", count(results, "result comes", "results come"))
}
/// Changed results of other line items.
pub fn not_preferred(student: &str, class: &str) -> String {
    format!(
        "A changed result of {student} in {class} is left out: it is not of the line item that counts. If it should, export all results in bulk."
    )
}
/// A score alone.
pub fn no_letter(entries: usize) -> String {
    let entries = u64::try_from(entries).unwrap_or(u64::MAX);
    format!(
        "{} a score and no letter grade: how many credits it earns stays open. Say the lowest score that earns credit.",
        count(entries, "entry has", "entries have")
    )
}
/// Preferred names.
pub fn preferred(students: usize) -> String {
    let students = u64::try_from(students).unwrap_or(u64::MAX);
    format!(
        "{} on transcripts by the preferred name of the export, not by the official one.",
        count(students, "student is named", "students are named")
    )
}
/// Nobody can tell which counts.
pub fn undecided(student: &str, class: &str) -> String {
    format!(
        "{class} has several final line items, and it is open which result of {student} counts. Choose the line item, or export all results in bulk."
    )
}
/// A grade that the scale does not have.
pub fn off_scale(course: &str, grade: &str) -> String {
    format!(
        "The scale of {course} has no grade {grade}; its transcripts will not list which grades there are."
    )
}
/// No number.
pub fn no_number(record: &str, text: &str) -> String {
    format!("“{text}” at {record} is no number of credits, and is left out.")
}
/// Entries without credits.
pub fn without_credits(lines: usize) -> String {
    let lines = u64::try_from(lines).unwrap_or(u64::MAX);
    format!("{} no credits.", count(lines, "entry has", "entries have"))
}
/// Students without results.
pub fn empty(students: usize) -> String {
    let students = u64::try_from(students).unwrap_or(u64::MAX);
    format!("{} no final result.", count(students, "student has", "students have"))
}
/// There are more.
pub fn and_more(more: usize) -> String {
    format!("And {more} more.")
}
/// What the grades mean.
pub const LEGEND: &str = "What the grades mean";
/// On to the plan.
pub const PLAN: &str = "See what would be issued";
/// What that does.
pub const PLAN_HINT: &str = "Still nothing is issued: you see what is new, what changes and what needs you.";
/// What has to be done before.
pub const NOT_YET: &str = "Before you can go on:";
/// No category.
pub const NEEDS_CATEGORY: &str = "choose where final grades are";
/// No result.
pub const NEEDS_RESULTS: &str = "choose a category with final results in it";
/// Undecided.
pub const NEEDS_LINE_ITEM: &str =
    "choose which line item counts where it is open, or export all results in bulk";
/// The supplement.
pub const NEEDS_SUPPLEMENT: &str = "correct the supplement";

// The supplement.

/// Heads the form.
pub const SUPPLEMENT_TITLE: &str = "Add what OneRoster does not have";
/// The template.
pub const TEMPLATE_HINT: &str = "The template holds the courses and students of this export already, and explains each column. Fill in what you have, and leave the rest empty.";
/// As a workbook.
pub const TEMPLATE_XLSX: &str = "Template for Excel";
/// As text.
pub const TEMPLATE_CSV: &str = "Template as CSV";
/// Sends it.
pub const ADD_SUPPLEMENT: &str = "Add supplement";
/// Sends another.
pub const REPLACE_SUPPLEMENT: &str = "Replace supplement";
/// What it brought.
pub fn supplemented(name: &str, [courses, standings, earlier, diplomas, grades]: [usize; 5]) -> String {
    let many = |number: usize, one: &str, more: &str| {
        (number > 0).then(|| count(u64::try_from(number).unwrap_or(u64::MAX), one, more))
    };
    let parts: Vec<String> = [
        many(courses, "course", "courses"),
        many(standings, "average or total", "averages or totals"),
        many(earlier, "earlier result", "earlier results"),
        many(diplomas, "diploma", "diplomas"),
        many(grades, "grade explained", "grades explained"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let parts = if parts.is_empty() { "nothing yet".to_owned() } else { parts.join(", ") };
    format!("{name}: {parts}.")
}
/// It is added.
pub const SUPPLEMENT_ADDED: &str = "The supplement is added.";

// The log.

/// Its columns, as certification asks for them.
pub const LOG_HEADINGS: [&str; 6] =
    ["Test identifier", "Date", "Outcome", "Files imported", "Files rejected", "Explanation"];
/// Nothing is wrong.
pub const LOG_NO_FAULTS: &str = "No faults were found.";
/// It hinders.
pub const LOG_ERROR: &str = "error";
/// It does not.
pub const LOG_WARNING: &str = "warning";
/// There are more.
pub fn log_more(more: u64) -> String {
    format!("And {more} more that are not listed.")
}
/// Where it is.
pub fn log_place(file: &str, row: u32, column: &str, heading: &str) -> String {
    let column = format!("{column} {heading}");
    if column.trim().is_empty() {
        format!("{file}, row {row}")
    } else {
        format!("{file}, row {row}, column {}", column.trim())
    }
}
