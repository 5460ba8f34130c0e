//! Composing a record: its words, sections, entries, and what others see of it.

use super::general::count;

/// Heads what is composed.
pub const COMPOSE: &str = "Compose it";
/// How, where scripts run.
pub const HINT: &str = "Everything is saved as you go. Drag a credential by its handle, use the arrow buttons, or hold Alt and press an arrow key inside it.";
/// How, without script.
pub const HINT_PLAIN: &str =
    "Save what you wrote before you go on below: the buttons in this part save it, too.";
/// The title's field.
pub const TITLE_FIELD: (&str, &str) = ("Title", "Whoever has the link reads it.");
/// The introduction's.
pub const INTRODUCTION_FIELD: (&str, &str) =
    ("Introduction", "A few words of your own before the credentials.");
/// Heads the colours.
pub const COVER_LABEL: &str = "Colour";
/// One of them, by its name in data.
pub fn cover(name: &str) -> &'static str {
    match name {
        "ink" => "Ink",
        "sea" => "Sea",
        "plum" => "Plum",
        "clay" => "Clay",
        "slate" => "Slate",
        _ => "Laurel",
    }
}
/// A section, for screen readers.
pub fn section(number: usize) -> String {
    format!("Section {number}")
}
/// Its heading's field.
pub fn heading_of(number: usize) -> String {
    format!("Heading of section {number}")
}
/// Nothing in a section.
pub const SECTION_EMPTY: &str = "Nothing in this section yet.";
/// Nothing in the record.
pub const RECORD_EMPTY: &str = "Nothing in it yet. Add a credential from below.";
/// A new section.
pub const ADD_SECTION: &str = "Add a section";
/// Moves a section,
pub fn section_up(number: usize) -> String {
    format!("Move section {number} up")
}
/// or down.
pub fn section_down(number: usize) -> String {
    format!("Move section {number} down")
}
/// Takes a section away.
pub fn section_gone(number: usize) -> String {
    format!("Remove section {number}; what is in it stays")
}
/// Short.
pub const SECTION_REMOVE: &str = "Remove section";
/// A credential's note.
pub fn note_on(title: &str) -> String {
    format!("Your note on {title}")
}
/// Short.
pub const NOTE: &str = "Your note";
/// Moves a credential one place,
pub fn item_up(title: &str) -> String {
    format!("Move {title} up")
}
/// or down,
pub fn item_down(title: &str) -> String {
    format!("Move {title} down")
}
/// or out.
pub fn item_gone(title: &str) -> String {
    format!("Remove {title} from this record")
}
/// Short.
pub const ITEM_REMOVE: &str = "Remove";
/// The handle.
pub fn item_drag(title: &str) -> String {
    format!("Drag {title}")
}
/// To which section.
pub fn section_for(title: &str) -> String {
    format!("Section for {title}")
}
/// The button.
pub fn go_there(title: &str) -> String {
    format!("Move {title} to this section")
}
/// Short.
pub const GO: &str = "Move";
/// In the wallet no more.
pub const ITEM_LOST: &str = "A credential that is no longer in your wallet; nobody sees it here";
/// How much of a record is shown.
pub fn entries_of(chosen: usize, all: usize) -> String {
    format!("{chosen} of {} shown", count(all as u64, "entry", "entries"))
}
/// All of it.
pub fn entries_all(all: usize) -> String {
    format!("The whole record, {}", count(all as u64, "entry", "entries"))
}
/// Chosen, and not in its newest edition.
pub fn entries_gone(number: usize) -> String {
    match number {
        1 => "1 that you chose is not in its newest edition: choose again.".to_owned(),
        _ => format!("{number} that you chose are not in its newest edition: choose again."),
    }
}
/// Leads to the choice.
pub fn choose_entries(title: &str) -> String {
    format!("Choose entries of {title}")
}
/// Short.
pub const CHOOSE: &str = "Choose entries";
/// Buttons above.
pub const SAVE_WORDS: &str = "Save";
/// Back a step.
pub const UNDO_STEP: &str = "Undo";
/// Forth.
pub const REDO_STEP: &str = "Redo";
/// As others see it.
pub const PREVIEW: &str = "As the employer sees it";
/// Adds one, by name.
pub fn add_one(title: &str) -> String {
    format!("Add {title}")
}

/// Said after a move.
pub fn now_at(title: &str, place: usize, all: usize, section: &str) -> String {
    if section.is_empty() {
        format!("{title} is now {place} of {all}.")
    } else {
        format!("{title} is now {place} of {all} in {section}.")
    }
}
/// Said at an end.
pub fn stays(title: &str) -> String {
    format!("{title} can’t go further.")
}
/// Said after removing.
pub fn taken_out(title: &str) -> String {
    format!("{title} is out of the record. Undo brings it back.")
}
/// Saved.
pub const SAVED_NOW: &str = "Saved.";
/// Not saved.
pub const SAVE_FAILED: &str =
    "This could not be saved. Check your connection; it is tried again with your next change.";
/// Changed in another window.
pub const CHANGED_ELSEWHERE: &str = "This record was changed in another window meanwhile. What you wrote stands here and is not saved yet: look at it, then save.";
/// The same, where scripts run.
pub const CHANGED_RELOAD: &str = "This record was changed in another window meanwhile. Copy what you just wrote, then load this page again.";
/// Something was too long.
pub const NOT_RIGHT: &str =
    "This could not be saved: a text is too long or has characters that nobody sees, or the title is empty.";

/// Heads the choice of entries.
pub fn parts_title(title: &str) -> String {
    format!("Which entries of {title} to show")
}
/// What it means.
pub const PARTS_LEAD: &str = "Only what you tick is in the shared record, each entry signed by the school itself. What you leave out is not in it at all. With everything ticked the record is shown whole, under the school’s signature over all of it.";
/// An entry that can't stand alone.
pub const PART_STUCK: &str =
    "Was not signed by itself, so it is only shown with the whole record: press “Show the whole record”";
/// Ticks all,
pub const ALL_OF_THEM: &str = "Tick all";
/// or none,
pub const NONE_OF_THEM: &str = "Tick none";
/// of a term.
pub fn all_in(term: &str) -> String {
    format!("Tick all of {term}")
}
/// None of it.
pub fn none_in(term: &str) -> String {
    format!("Tick none of {term}")
}
/// Entries without a term.
pub const NO_TERM_PARTS: &str = "Other entries";
/// The button.
pub const SAVE_CHOICE: &str = "Save the choice";
/// A tick could not be saved at once.
pub const CHOICE_FAILED: &str = "This could not be saved. Press “Save the choice”.";
/// Changed in another window.
pub const CHOICE_CHANGED: &str = "This record was changed in another window meanwhile. What you ticked stands here and is not saved yet: look at it, then save.";
/// Where some of it cannot be ticked.
pub const SHOW_WHOLE: &str = "Show the whole record";
/// Back.
pub const BACK_TO_RECORD: &str = "Back to the record";
/// What is chosen.
pub fn chosen(chosen: usize, all: usize) -> String {
    match chosen {
        0 => "Nothing is ticked, so nothing of it is shown.".to_owned(),
        _ if chosen == all => format!("All {all} entries: the record is shown whole."),
        _ => format!("{chosen} of {all} entries are shown, each by itself."),
    }
}
/// Before the question.
pub const DELETE: &str = "Delete this record …";
/// The question.
pub fn delete_question(links: usize) -> String {
    let goes = match links {
        0 => "It goes".to_owned(),
        1 => "It goes with its live link".to_owned(),
        _ => format!("It goes with its {links} live links"),
    };
    format!("{goes}, at once and for good. The credentials stay in your wallet.")
}
/// The button.
pub const DELETE_BUTTON: &str = "Delete the record";
/// Nothing to choose from.
pub const PARTS_EMPTY: &str = "This credential has no entries to choose from. It is shown whole.";

/// Over what only its learner sees.
pub const PREVIEW_NOTICE: &str = "Only you see this page. It shows exactly what whoever has a link sees.";
/// Above entries of a record.
pub fn part_of(chosen: usize, all: usize, name: &str) -> String {
    let all = count(all as u64, "entry", "entries");
    if name.is_empty() {
        format!("{chosen} of {all} of a record")
    } else {
        format!("{chosen} of {all} of “{name}”")
    }
}
/// What that means.
pub const PART_OF_MEANS: &str = "The learner chose these entries. Each was signed and checked by itself; the record they are from is not shown, so its name is the learner’s word.";
/// Above what was matched to nothing of the learner's.
pub const ON_WORD: &str =
    "The learner says that this is theirs. It was not matched to an address or key of theirs.";
/// How many of them, below the count of what is verified.
pub fn on_word_of(number: u64, all: u64) -> String {
    match (number, all) {
        (_, 1) => "That it is the learner’s is their word alone.".to_owned(),
        (number, all) if number == all => "That they are the learner’s is their word alone.".to_owned(),
        (1, _) => "That 1 of them is the learner’s is their word alone.".to_owned(),
        (number, _) => format!("That {number} of them are the learner’s is their word alone."),
    }
}
/// By whom.
pub fn part_by(issuer: &str) -> String {
    format!("by “{issuer}”")
}
