//! Programs that work at a desk, and their keys.

/// Heads the page.
pub const TITLE: &str = "Programs";
/// What they are.
pub const LEAD: &str = "A program of yours, such as a records system, can do the desk’s work by itself. It shows a key that you make here, and may do what you tick and no more: never the profile, the signing keys or the staff.";
/// Where its maker reads on.
pub const DOCUMENT: &str = "What a program can ask for, for whoever writes it";
/// Heads the list.
pub const LIVE: &str = "Keys that work";
/// There is none.
pub const NONE: &str = "No program works here yet.";
/// Keys from before.
pub const OVER: &str = "Keys that work no more";
/// How a key ends, so that it can be told from others.
pub fn ends(last_four: &str) -> String {
    format!("Its key ends in {last_four}")
}
/// Who made it.
pub fn made(day: &str, by: &str) -> String {
    match by {
        "" => format!("Made on {day}"),
        _ => format!("Made on {day} by {by}"),
    }
}
/// Until when it is good.
pub fn until(day: &str) -> String {
    format!("Works until {day}")
}
/// It has no end.
pub const NO_END: &str = "Works until you revoke it";
/// When it was last used.
pub fn used(moment: &str) -> String {
    format!("Last used {moment}")
}
/// It never was.
pub const UNUSED: &str = "Not used yet";
/// It was revoked.
pub fn revoked(day: &str) -> String {
    format!("Revoked on {day}")
}
/// It has ended.
pub fn expired(day: &str) -> String {
    format!("Ended on {day}")
}
/// What it may do, as a term.
pub const MAY: &str = "May";

/// What a scope is called, in the middle of a list.
pub fn scope(name: &str) -> &'static str {
    match name {
        "see" => "look",
        "award" => "award",
        "describe" => "describe achievements",
        "revoke" => "take back and correct",
        "enrol" => "keep learners, classes and files",
        "audit" => "read what was done",
        _ => "",
    }
}
/// What a scope is for, beside its box.
pub fn scope_means(name: &str) -> (&'static str, &'static str) {
    match name {
        "see" => ("Look", "At achievements, learners, classes, and what was awarded to whom. Every key may."),
        "award" => ("Award", "To one person, many or a class; and take back what it awarded itself."),
        "describe" => ("Describe achievements", "Write, publish and retire them; endorse others’."),
        "revoke" => {
            ("Take back and correct", "Revoke, suspend, correct and release what anybody here awarded.")
        }
        "audit" => ("Read what was done", "Who did what at this desk, and when."),
        "enrol" => ("Keep learners, classes and files", "Also open links for events, and awards from files."),
        _ => ("", ""),
    }
}

/// Heads the form.
pub const MAKE_TITLE: &str = "Make a key";
/// Name.
pub const NAME: (&str, &str) = ("What the program is called", "So that you know it in the list.");
/// What it may do.
pub const SCOPES: &str = "What it may do";
/// Until when.
pub const DAYS: (&str, &str) =
    ("How long the key works", "A key with an end does no harm for ever if it gets lost.");
/// The choices: days and words; no end is empty.
pub const LIVES: [(&str, &str); 4] =
    [("30", "30 days"), ("90", "90 days"), ("365", "1 year"), ("", "Until you revoke it")];
/// The button.
pub const MAKE: &str = "Make the key";

/// Heads the page that shows a key.
pub fn made_title(name: &str) -> String {
    format!("The key for {name}")
}
/// What to do with it.
pub const MADE_LEAD: &str = "Copy it now and put it where the program keeps its secrets: it is shown this once and can’t be read again. Whoever has it can do what the program may.";
/// The key, as a label.
pub const KEY: &str = "Key";
/// Heads the example.
pub const EXAMPLE: &str = "To try it";
/// Where to go from there.
pub const DONE: &str = "I have copied it";

/// Revokes a key.
pub const REVOKE: &str = "Revoke";
/// The same for screen readers.
pub fn revoke_of(name: &str) -> String {
    format!("Revoke the key of {name}")
}
/// The question.
pub fn revoke_title(name: &str) -> String {
    format!("Revoke the key of {name}?")
}
/// What it means.
pub const REVOKE_LEAD: &str = "The program is refused from this moment, in the middle of its work if need be. What it has awarded stays good. This can’t be undone; you can make another key.";
/// The button.
pub const REVOKE_BUTTON: &str = "Revoke the key";
