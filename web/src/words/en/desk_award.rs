//! Awarding: to a class, to one person; and the slips for those without an address.

use super::general::count;

/// Leads to awarding the class.
pub const AWARD_CLASS: &str = "Award this class";
/// Leads to the slips.
pub const SLIPS: &str = "Print slips";
/// The question.
pub const CHOOSE_TITLE: &str = "What do they get?";
/// Nothing to award.
pub const NOTHING_TO_AWARD: &str =
    "There is no published achievement yet. Whoever describes achievements here can publish one.";
/// Heads the form.
pub fn award_title(achievement: &str) -> String {
    format!("Award {achievement}")
}
/// What to do.
///
/// * `ticked`, `pupils`: how many are ticked, of how many.
pub fn award_lead(ticked: usize, pupils: usize) -> String {
    let who = match ticked {
        0 => "Nobody is ticked: everybody has it already. Tick who gets it once more",
        _ if ticked == pupils => "Everybody is ticked. Untick who is absent",
        _ => "Those who are to get it are ticked. Untick who is absent",
    };
    format!("{who}; nothing is awarded before you have looked at it once more.")
}
/// The table's name.
pub const SHEET_NAME: &str = "Who gets it";
/// Column heads.
pub const PUPIL: &str = "Pupil";
/// A note.
pub const NOTE: &str = "Note, on the certificate";
/// The same for one.
pub fn note_name(pupil: &str) -> String {
    format!("Note for {pupil}")
}
/// A result of one.
pub fn result_name(result: &str, pupil: &str) -> String {
    format!("{result} of {pupil}")
}
/// Has it already.
pub const HAS_IT: &str = "has it already";
/// No value.
pub const NO_RESULT: &str = "–";
/// More, for all of them.
pub const FOR_ALL: &str = "More, for all of them";
/// The term.
pub const TERM: (&str, &str) = ("Term", "Stands on each certificate.");
/// The button.
pub const LOOK: &str = "Look at it";
/// Heads the question.
pub fn confirm_title(number: usize) -> String {
    format!("Award {}?", count(number as u64, "pupil", "pupils"))
}
/// What happens.
pub fn confirm_lead(letters: usize, slips: usize) -> String {
    match (letters, slips) {
        (_, 0) => "All get a letter by e-mail.".to_owned(),
        (0, _) => "None has an e-mail address: print slips right after.".to_owned(),
        (letters, slips) => {
            let get = if letters == 1 { "gets" } else { "get" };
            format!("{letters} {get} a letter by e-mail, {slips} a slip to print.")
        }
    }
}
/// The button that does it.
pub fn confirm(number: usize) -> String {
    format!("Award {}", count(number as u64, "pupil", "pupils"))
}
/// By letter.
pub const BY_LETTER: &str = "letter";
/// By slip.
pub const BY_SLIP: &str = "slip";
/// Column heads of the question: pupil, how they are told, note and results.
pub const CONFIRM_COLUMNS: [&str; 3] = ["Pupil", "Is told by", "On the certificate"];
/// Heads the page after.
pub fn done_title(number: usize) -> String {
    format!("Awarded to {}", count(number as u64, "pupil", "pupils"))
}
/// Nothing.
pub const DONE_NONE: &str = "Nothing was awarded.";
/// Who was sent a letter.
pub const DONE_LETTERS: &str = "A letter is on its way to";
/// Who needs a slip.
pub const DONE_SLIPS: &str = "These need a slip";
/// The button.
pub fn print_slips(number: usize) -> String {
    format!("Print {}", count(number as u64, "slip", "slips"))
}
/// Back.
pub const BACK_TO_CLASS: &str = "Back to the class";

/// Heads the slips.
pub const SLIPS_TITLE: &str = "Slips";
/// What to do with them.
pub const SLIPS_LEAD: &str = "Print this page with your browser, cut along the lines, and hand them out. The codes stay the same if you print again; each works once.";
/// None to print.
pub const NO_SLIPS: &str = "Nobody here needs a slip.";
/// Also for those who were sent a letter.
pub const SLIPS_FOR_ALL: &str = "Also for those who were sent a letter";
/// Only for those without.
pub const SLIPS_FOR_SOME: &str = "Only for those without an e-mail address";
/// Those who have claimed already.
pub fn slips_claimed(names: &[String]) -> String {
    format!("Claimed already, so not printed: {}", names.join(", "))
}
/// On a slip.
pub const SLIP_FOR: &str = "For";
/// How to use it.
pub const SLIP_HOW: &str = "Scan the code with a phone, or open the address below and type:";
/// What the picture is.
pub fn slip_picture(name: &str) -> String {
    format!("QR code for {name}")
}

/// Leads to awarding one person.
pub const AWARD_ONE: &str = "Award it to somebody";
/// What to do.
pub const ONE_LEAD: &str = "A name and an address are enough. You see the certificate before it is signed.";
/// Fields of the form: label and hint.
pub const ONE_NAME: (&str, &str) = ("Name", "As it is to stand on the certificate.");
/// Address.
pub const ONE_EMAIL: (&str, &str) = (
    "E-mail address",
    "The invitation to claim it goes there. Only its fingerprint goes into the credential.",
);
/// Narrative.
pub const NARRATIVE: (&str, &str) = ("What they did for it", "Stands on the certificate, in your words.");
/// Folds.
pub const FOLD_STORY: &str = "What they did for it";
/// Evidence.
pub const FOLD_EVIDENCE: &str = "Evidence";
/// Dates.
pub const FOLD_DATES: &str = "Dates";
/// The rest.
pub const FOLD_MORE: &str = "Credits, role, term, licence number";
/// Other ways to name somebody.
pub const FOLD_WHO: &str = "By learner’s number, or without e-mail";
/// The learner.
pub const LEARNER: (&str, &str) = (
    "Learner",
    "Your number for them, or their name as it stands on the list of learners. Name and address above may stay empty.",
);
/// The DID.
pub const DID: (&str, &str) =
    ("DID", "Only for somebody who gave you one: an identifier that begins with did:.");
/// When the work began.
pub const START: (&str, &str) = ("Began", "The first day of the course or the work.");
/// When it ended.
pub const END: (&str, &str) = ("Ended", "Its last day.");
/// From when.
pub const VALID_FROM: (&str, &str) = ("Valid from", "Leave empty for now.");
/// Until when.
pub const VALID_UNTIL: (&str, &str) = ("Valid until", "Leave empty for as long as the achievement says.");
/// Credits.
pub const CREDITS: (&str, &str) = ("Credits earned", "A number, such as 2.5.");
/// Role.
pub const ROLE: (&str, &str) = ("Role", "As what they took part, such as Team lead.");
/// Licence.
pub const LICENCE: (&str, &str) = ("Licence number", "Of a licence or a certificate that has one.");
/// A row of evidence.
pub fn evidence_row(number: usize) -> String {
    format!("Evidence {number}")
}
/// Its address.
pub const EVIDENCE_URL: (&str, &str) = ("Link", "A page that shows it. Give a link or a file.");
/// A file.
pub const EVIDENCE_FILE: &str = "File";
/// What there is to know about files.
pub const EVIDENCE_FILES: &str = "Files may be PDF, PNG, JPEG, WebP or plain text, up to 5 MB each. Whoever has the credential can open them, as long as the credential exists or until you delete them on the award’s page. A photograph may tell where it was taken.";
/// Not this file.
pub const EVIDENCE_DROP: &str = "Leave this file out";
/// Its name.
pub const EVIDENCE_NAME: (&str, &str) = ("What it is", "");
/// In words.
pub const EVIDENCE_WORDS: (&str, &str) = ("What it shows", "");
/// Heads the credential before it is signed.
pub const CHECK_TITLE: &str = "Is this right?";
/// What it is.
pub const NOT_SIGNED: &str = "Not signed yet. This is what the recipient will see; nobody has been told.";
/// The button.
pub const SIGN: &str = "Sign and award";
