//! Transcripts at the desk: what an import would do, batches, and transcripts made by hand.

use super::general::count;

/// Heads the list, and the navigation's word for it.
pub const TITLE: &str = "Transcripts";
/// What it is for.
pub const LEAD: &str = "Signed transcripts from an export of your school’s system, term after term. For one learner, make one by hand on the learner’s own page.";
/// The way to the import.
pub const IMPORT: &str = "Import from OneRoster";
/// The way to the learners.
pub const LEARNERS: &str = "Choose a learner";
/// Heads the batches.
pub const BATCHES: &str = "What was signed from imports";
/// None.
pub const NONE: &str = "No transcripts were signed from an import yet. Begin with a OneRoster export: nothing is signed before you have seen what it would do.";
/// Column.
pub const FILE: &str = "File";
/// Column.
pub const WHEN: &str = "Started";
/// Column.
pub const STATE: &str = "State";
/// Column.
pub const SIGNED: &str = "Transcripts";

/// Heads the look at what an import would do.
pub const PLAN: &str = "What would be signed";
/// What it is.
pub const PLAN_LEAD: &str = "Nothing has been signed yet. Look at it, then start.";
/// A count of learners.
pub const NEW: &str = "first transcripts";
/// A count of learners.
pub const EXTENDED: &str = "extended";
/// A count of learners.
pub const CORRECTED: &str = "corrected";
/// A count of learners.
pub const UNCHANGED: &str = "unchanged";
/// A count of learners.
pub const QUESTIONS: &str = "need you";
/// What an extended one is.
pub const EXTENDED_HINT: &str = "An extended transcript gets new entries. Copies of the earlier one stay good, and so does what was shared.";
/// What a corrected one is.
pub const CORRECTED_HINT: &str = "A corrected transcript takes the place of one in which something was wrong: old copies then read “Replaced by the issuer”. What a learner shares shows the new one.";
/// Entries.
pub fn entries(added: usize, changed: usize, withdrawn: usize) -> String {
    let number = |number: usize| count(number as u64, "entry", "entries");
    format!("{} added, {} changed, {} withdrawn.", number(added), number(changed), number(withdrawn))
}
/// Learners who have left.
pub fn gone(number: usize) -> String {
    format!(
        "{} left the school by this file. They keep what they have.",
        count(number as u64, "learner has", "learners have")
    )
}
/// Learners who have another name.
pub fn renamed(number: usize) -> String {
    format!(
        "{} another name since: all their entries are signed anew with it, and copies with the name before stay good.",
        count(number as u64, "learner has", "learners have")
    )
}
/// Learners without an address.
pub fn without_letter(number: usize) -> String {
    format!(
        "{} no usable e-mail address in the file, and will get no letter. Print a slip from their page, or add the address in your school’s system.",
        count(number as u64, "learner has", "learners have")
    )
}
/// It takes back much.
pub fn takes_back(changed: usize, withdrawn: usize, standing: usize) -> String {
    format!(
        "This would correct {} and withdraw {} of the {standing} that stand. So much at once often means that the export is not complete, or that another column holds the grade: look at it before you go on.",
        count(changed as u64, "entry", "entries"),
        count(withdrawn as u64, "entry", "entries")
    )
}
/// The box.
pub const TAKE_BACK: &str = "I have looked: these entries are to be corrected and withdrawn.";
/// Heads the questions.
pub const ASK: &str = "Learners who need your decision";
/// What happens without one.
pub const ASK_HINT: &str =
    "Whom you leave undecided is left out; all others are signed. You can import the same file again later.";
/// A question.
pub fn same_person(name: &str) -> String {
    format!("Your school’s system says that this is the same person as {name}, who has entries here.")
}
/// A decision.
pub const MERGE: &str = "It is one person: put all entries into this transcript";
/// A question.
pub const TWICE: &str = "Two students in this file are said to be one person. Merge them in your school’s system, and export again.";
/// A question.
pub const NUMBER: &str =
    "Another learner here has this student number. Look at both in your school’s system, and export again.";
/// A question.
pub fn somebody_else(name: &str) -> String {
    format!(
        "Your school’s id for this student belongs to {name} here, and neither name, number nor address agrees. If it is the same person, write the new name on {name}’s page first, and import again."
    )
}
/// A question.
pub const COURSE: &str = "An entry names a course that is not in the file. Export again with all courses.";
/// Why one was left out.
pub const CHANGED_SINCE: &str =
    "Something changed in this transcript after you looked. Import the file again.";
/// Heads the changes.
pub const CHANGES: &str = "What changes, learner by learner";
/// Not all.
pub fn shown(number: usize) -> String {
    format!("The first {number} are shown, corrections before all others.")
}
/// What changes where a learner has another name.
pub const NAME: &str = "Name";
/// Column.
pub const WHO: &str = "Learner";
/// Column.
pub const WHAT: &str = "Entry";
/// Column.
pub const BEFORE: &str = "Until now";
/// Column.
pub const AFTER: &str = "From now on";
/// Column.
pub const WHY: &str = "Why";
/// There was none.
pub const ADDED: &str = "new";
/// There is none any more.
pub const WITHDRAWN: &str = "withdrawn";
/// No results.
pub const NO_RESULT: &str = "no result";
/// Heads the start.
pub const START: &str = "Start";
/// The box.
pub const APPROVAL: &str = "A second person has to approve it first.";
/// The day.
pub const RELEASE_LABEL: (&str, &str) = (
    "Not before",
    "A day on which it begins, at 0:00 UTC. Leave it empty to begin at once. Letters to learners go out then, too.",
);
/// The button.
pub fn sign(number: usize) -> String {
    format!("Sign {}", count(number as u64, "transcript", "transcripts"))
}
/// There is nothing to do.
pub const NOTHING: &str = "Every transcript says all of this already. There is nothing to sign.";
/// The way back.
pub const BACK_TO_IMPORT: &str = "Back to the import";

/// State.
pub const STATE_APPROVAL: &str = "Waits for approval";
/// State.
pub const STATE_SCHEDULED: &str = "Waits for its day";
/// State.
pub const STATE_RUNNING: &str = "Under way";
/// State.
pub const STATE_FAILED: &str = "It has stopped";
/// State.
pub const STATE_DONE: &str = "Done";
/// State.
pub const STATE_UNDOING: &str = "Being taken back";
/// State.
pub const STATE_UNDONE: &str = "Taken back";
/// State.
pub const STATE_CANCELLED: &str = "Cancelled";
/// Why, and what to do.
pub const FAILED_WHY: &str = "Something went wrong several times in a row. What is signed is signed; the rest waits. Try again, and if it stops again, tell whoever runs this service.";
/// It can be watched.
pub const RUNNING_HINT: &str = "You can leave this page: the work goes on.";
/// The bar.
pub const BAR: &str = "How much is done";
/// How far.
pub fn progress(done: u64, total: u64) -> String {
    format!("{done} of {}", count(total, "transcript", "transcripts"))
}
/// Not before.
pub fn release(day: &str) -> String {
    format!("It begins on {day}.")
}
/// What somebody approves.
pub fn planned(new: usize, extended: usize, corrected: usize) -> String {
    format!("{new} first transcripts, {extended} extended, {corrected} corrected:")
}
/// The way to what it does, learner by learner.
pub const SEE_PLAN: &str = "See what it would do, learner by learner";
/// Who may approve.
pub const OWN: &str = "You started this: somebody else who may award has to approve it.";
/// The button.
pub const APPROVE: &str = "Approve";
/// The button.
pub const CANCEL: &str = "Cancel it";
/// The button.
pub const RESUME: &str = "Go on";
/// The way to the question.
pub const UNDO: &str = "Take it all back…";
/// The report.
pub const REPORT: &str = "Download the report";
/// Heads those that were left out.
pub const LEFT_OUT: &str = "Left out";
/// Taken back.
pub fn undone(number: u64) -> String {
    format!("{} taken back.", count(number, "transcript was", "transcripts were"))
}
/// The question.
pub const UNDO_TITLE: &str = "Take all of this back?";
/// What it means.
pub const UNDO_LEAD: &str = "First transcripts from this import are revoked. Those that it extended or corrected say again what they said before, and copies of this import’s read “Replaced by the issuer”. This cannot be undone.";
/// What a later import has changed.
pub fn undo_stay(number: u64) -> String {
    format!(
        "{} been changed by a later import since, and would stay as they are. Take the later import back first, then this one.",
        count(number, "transcript has", "transcripts have")
    )
}
/// The button.
pub fn undo_button(number: u64) -> String {
    format!("Take {} back", count(number, "transcript", "transcripts"))
}
/// It was started.
pub const STARTED: &str = "This import was started already. What is below compares it with what stands now.";
/// The way to it.
pub const SEE_BATCH: &str = "See how far it is";
/// The report's columns.
pub const REPORT_HEAD: [&str; 3] = ["Learner", "What became of it", "Transcript"];

/// Heads the form by hand.
pub const HAND: &str = "Make a transcript";
/// The way to it.
pub const HAND_WAY: &str = "Make a transcript…";
/// What it is.
pub const HAND_LEAD: &str =
    "Choose what is in it. Every entry is signed on its own, so that the learner can share a part.";
/// There is one.
pub const HAND_EXTENDS: &str = "This learner has a transcript: as a complete one, what you add here extends it. Copies of the earlier one stay good.";
/// There is nothing to choose from.
pub const HAND_NOTHING: &str = "There is no published achievement to choose from. Describe one first.";
/// The choice.
pub const COMPLETE: &str = "Complete: all that this institution knows of";
/// The choice.
pub const PARTIAL: &str = "Partial: there is more than what is in it";
/// The choice's name.
pub const KIND: &str = "Is it all there is?";
/// An entry.
pub fn entry(number: usize) -> String {
    format!("Entry {number}")
}
/// Field.
pub const ACHIEVEMENT: (&str, &str) = ("Achievement", "Leave it empty to leave this entry out.");
/// No choice.
pub const CHOOSE: &str = "None";
/// Field.
pub const TERM: (&str, &str) = ("Term", "Such as Autumn 2026.");
/// Field.
pub const RESULT: (&str, &str) = ("Result", "A grade or score, in the achievement’s own terms.");
/// Field.
pub const CREDITS: (&str, &str) = ("Credits earned", "A number such as 0.5.");
/// The button.
pub const MORE: &str = "Add another entry";
/// The button.
pub const HAND_SIGN: &str = "Sign the transcript";
/// Field.
pub const LEGEND: (&str, &str) =
    ("What the grades mean", "Printed on the transcript, such as: A excellent, B good, C sufficient.");
