//! Learners and classes: who is taught, together with whom, and what they were awarded.

use super::general::count;

/// The list of classes.
pub const CLASSES: &str = "Classes";
/// Above them, where one is chosen to be awarded something.
pub fn which_gets(achievement: &str) -> String {
    format!("Choose the class that gets {achievement}.")
}
/// The main action.
pub const NEW_CLASS: &str = "New class";
/// None yet.
pub const NO_CLASSES: &str = "No classes yet. Make one by pasting the names from your register.";
/// Leads to all learners.
pub const ALL_LEARNERS: &str = "All learners";
/// A class that was put away.
pub const ARCHIVED: &str = "put away";
/// Heads those that were put away.
pub const ARCHIVED_HEAD: &str = "Put away";
/// How many are in a class.
pub fn pupils(number: u64) -> String {
    count(number, "pupil", "pupils")
}

/// Form of a new class.
pub const NEW_CLASS_LEAD: &str = "Paste the names; you see what was understood before anything is kept.";
/// Its fields: label and hint.
pub const CLASS_NAME: (&str, &str) = ("Name", "As everybody calls it, such as 7b Biology.");
/// Term.
pub const TERM: (&str, &str) = ("Term", "Such as Autumn 2026.");
/// Teachers.
pub const TEACHERS: &str = "Teachers";
/// What it means to be one.
pub const TEACHERS_HINT: &str = "They see this class, keep it and award to it. You do too.";
/// The same for a registrar, who is none of them.
pub const TEACHERS_HINT_REGISTRAR: &str = "They see this class, keep it and award to it.";
/// Nobody to choose.
pub const NO_TEACHERS: &str = "Nobody else works here yet.";
/// The list.
pub const PUPILS_LABEL: (&str, &str) = (
    "Pupils",
    "One a line: the name, and the e-mail address and your number for them if you have them. Copying rows out of a spreadsheet works too. Pupils without an address get a printed slip.",
);
/// What the list may look like.
pub const PUPILS_EXAMPLE: &str = "Ada Obi\nBen Ito, ben@example.org\nCy Lee <cy@example.org>\nObi, Di";
/// The button that shows what was understood.
pub const CHECK: &str = "Look at the list";
/// Heads what was understood.
pub const CHECK_TITLE: &str = "Is this right?";
/// What was understood, counted.
pub fn check_lead(new: usize, known: usize) -> String {
    match (new, known) {
        (_, 0) => format!("{} new.", count(new as u64, "name", "names")),
        (0, _) => format!("{} on your list of learners already.", count(known as u64, "name", "names")),
        _ => format!("{} new, {known} on your list of learners already.", count(new as u64, "name", "names")),
    }
}
/// An empty list.
pub const CHECK_EMPTY: &str = "No names yet. You can add pupils later.";
/// Lines that wait for an answer.
pub fn check_open(number: usize) -> String {
    match number {
        1 => "One line needs you: look for the ✕ below.".to_owned(),
        number => format!("{number} lines need you: look for the ✕ below."),
    }
}
/// Column heads of what was understood: line, name, e-mail, number, what comes of it.
pub const CHECK_COLUMNS: [&str; 5] = ["Line", "Name", "E-mail", "Number", "What happens"];
/// The table's name.
pub const CHECK_NAME: &str = "The list as it was understood";
/// Somebody new.
pub const FATE_NEW: &str = "New";
/// Somebody known.
pub fn fate_joins(name: &str) -> String {
    format!("Is {name}, on your list already")
}
/// In the class already.
pub const FATE_HERE: &str = "In the class already";
/// Twice on the list.
pub const FATE_TWICE: &str = "On the list twice; counts once";
/// Left out.
pub const FATE_OUT: &str = "Left out";
/// The question.
pub const FATE_ASKS: &str = "Who is this?";
/// The same, where whoever asks may not be told of those it could be.
pub const FATE_ASKS_UNSEEN: &str = "Somebody of this name is at your school already. If it is the same person, add their number to the line.";
/// Nothing said yet.
pub const CHOOSE: &str = "Choose…";
/// Somebody new.
pub const CHOICE_NEW: &str = "Somebody new of this name";
/// Nobody.
pub const CHOICE_OUT: &str = "Leave this line out";
/// Somebody known.
pub fn choice_is(name: &str, details: &str) -> String {
    if details.is_empty() { name.to_owned() } else { format!("{name} ({details})") }
}
/// What tells two people of one name apart.
pub fn known_details(number: Option<&str>, email: Option<&str>) -> String {
    let number = number.map(|number| format!("number {number}"));
    let parts: Vec<_> = [number, email.map(str::to_owned)].into_iter().flatten().collect();
    if parts.is_empty() { "no number, no e-mail".to_owned() } else { parts.join(", ") }
}
/// The name of the question, for screen readers.
pub fn question_name(line: u32, name: &str) -> String {
    format!("Line {line}, {name}: who is this?")
}
/// Keeps a new class.
pub const MAKE: &str = "Make the class";
/// Keeps new pupils.
pub const ADD: &str = "Add these pupils";
/// Back to the form; nothing typed is lost.
pub const BACK: &str = "Back, change something";

/// The page that changes a class.
pub const EDIT_CLASS: &str = "Rename, or change teachers";
/// The button.
pub const SAVE: &str = "Save";
/// Putting away.
pub const ARCHIVE_HEAD: &str = "Put it away";
/// What that does.
pub const ARCHIVE_HINT: &str = "It moves to the end of the list and nothing is awarded in it. What was awarded stays, and you can take it out again.";
/// The button.
pub const ARCHIVE: &str = "Put the class away";
/// The other way round.
pub const REOPEN: &str = "Take the class out again";

/// Who teaches it.
pub fn taught_by(names: &[String]) -> String {
    if names.is_empty() { "No teacher yet".to_owned() } else { format!("Taught by {}", names.join(", ")) }
}
/// Heads the pupils.
pub const PUPILS_HEAD: &str = "Pupils";
/// None.
pub const NO_PUPILS: &str = "No pupils yet.";
/// Leads to the page that adds some.
pub const ADD_PUPILS: &str = "Add pupils";
/// Column heads: name, e-mail, number.
pub const PUPIL_COLUMNS: [&str; 3] = ["Name", "E-mail", "Number"];
/// The table's name.
pub const PUPILS_NAME: &str = "Pupils";
/// Without an address.
pub const NO_EMAIL: &str = "none: gets a slip";
/// Takes a pupil out.
pub const REMOVE: &str = "Take out";
/// The same for screen readers.
pub fn remove_name(name: &str) -> String {
    format!("Take out {name}")
}
/// Has left.
pub const LEFT: &str = "has left";
/// Heads what was awarded.
pub const AWARDS_HEAD: &str = "Awarded in this class";
/// How many are claimed.
pub fn claimed(claimed: usize, of: usize) -> String {
    format!("{claimed} of {of} claimed")
}

/// Heads the page that adds pupils.
pub const ADD_TITLE: &str = "Add pupils";
/// By pasting.
pub const ADD_PASTE: &str = "Paste names";
/// From those who are known.
pub const ADD_KNOWN: &str = "From the list of learners";
/// The search: label and hint.
pub const SEARCH: (&str, &str) = ("Search", "A part of the name, the address or the number.");
/// The button.
pub const SEARCH_BUTTON: &str = "Search";
/// Nobody.
pub const NOBODY_FOUND: &str = "Nobody found.";
/// Adds those who are ticked.
pub const ADD_TICKED: &str = "Add those who are ticked";

/// The list of learners.
pub const LEARNERS: &str = "Learners";
/// Nobody yet.
pub const NO_LEARNERS: &str = "No learners yet. They come with the classes you make, or one at a time.";
/// The main action.
pub const NEW_LEARNER: &str = "New learner";
/// More.
pub const NEXT_PAGE: &str = "Next page";
/// Fewer.
pub const FIRST_PAGE: &str = "First page";
/// Which page.
pub fn page(number: u32) -> String {
    format!("Page {number}")
}
/// The form's fields.
pub const LEARNER_NAME: (&str, &str) = ("Name", "As it is to stand on certificates.");
/// Address.
pub const LEARNER_EMAIL: (&str, &str) =
    ("E-mail address", "Invitations to claim go there. Without one, print a slip.");
/// Number.
pub const LEARNER_NUMBER: (&str, &str) =
    ("Your number for them", "Such as a student number. It keeps two people of one name apart.");
/// Whether they have left.
pub const LEARNER_LEFT: &str = "Has left the institution";
/// Creates.
pub const ENROL: &str = "Add the learner";
/// Leads to the form.
pub const EDIT_LEARNER_LABEL: &str = "Change";
/// Heads the form.
pub fn edit_learner(name: &str) -> String {
    format!("Change {name}")
}
/// Heads the classes.
pub const LEARNERS_CLASSES: &str = "Classes";
/// Heads the awards.
pub const LEARNERS_AWARDS: &str = "Awarded";
/// In none.
pub const IN_NO_CLASS: &str = "In no class.";
/// Without an address.
pub const WITHOUT_EMAIL: &str = "no e-mail address";
/// Without a number.
pub fn number(number: &str) -> String {
    format!("number {number}")
}
