//! Guardians: what they and those whom they look after read.

/// People whom somebody looks after.
pub const PEOPLE: &str = "People you look after";
/// What that is.
pub const PEOPLE_LEAD: &str = "You look, approve links, and hold back or end them. Everything else stays with them: you change nothing in their wallet or account.";
/// There are none.
pub const PEOPLE_EMPTY: &str = "You look after nobody’s wallet just now. When a school asks you to, you get a letter; what has ended is no longer here.";
/// Until when.
pub fn until(day: &str) -> String {
    format!("Until {day}")
}
/// By which institution, until when.
pub fn by(institution: &str, day: &str) -> String {
    format!("Asked by {institution}, until {day}")
}
/// Links wait.
pub fn waiting(links: u64) -> String {
    match links {
        1 => "1 link waits for your approval".to_owned(),
        _ => format!("{links} links wait for your approval"),
    }
}

/// The invitation, to the guardian.
pub fn invited_title(learner: &str) -> String {
    format!("Look after {learner}’s wallet?")
}
/// Who asks.
pub fn invited_lead(institution: &str, learner: &str) -> String {
    format!("{institution} asks you to be the guardian of {learner} here.")
}
/// For whom the page is, and until when it would count.
pub fn invited_for(email: &str, day: &str) -> String {
    format!("For {email}. It would last until {day}; the school can end it earlier, and so can you.")
}
/// Heads what they see.
pub const YOU_SEE: &str = "What you would see";
/// What.
pub const YOU_SEE_LIST: [&str; 3] = [
    "their credentials, each with its check",
    "their records: titles, sections and credentials",
    "their links: which record, for whom and what for, until when, how often they were opened, and whether they wait for you",
];
/// Heads what they do.
pub const YOU_DO: &str = "What you could do";
/// What.
pub const YOU_DO_LIST: [&str; 2] =
    ["approve a link, where the school asks for that, or hold it back", "end a link"];
/// Heads what they do not.
pub const YOU_NOT: &str = "What stays theirs";
/// What.
pub const YOU_NOT_LIST: [&str; 2] = [
    "their notes, which you do not see; but whoever opens a link reads the notes in that record, and you can look at it as they would",
    "everything else: you cannot change, share, download or delete anything, nor touch their account",
];
/// Both have to agree.
pub const BOTH: &str = "It counts once you and the learner have both said yes. The learner sees who you are, and exactly what you see.";
/// A name, for those who have none yet: label and hint.
pub const YOUR_NAME: (&str, &str) = ("Your name", "The learner and the school see it.");
/// Button.
pub const ACCEPT: &str = "Accept";
/// Button.
pub const DECLINE: &str = "Decline";

/// The question, to the learner.
pub fn asked_title(guardian: &str) -> String {
    format!("May {guardian} look after your wallet with you?")
}
/// Who asks.
pub fn asked_lead(institution: &str) -> String {
    format!("{institution} asks. It counts only if you agree.")
}
/// Until when.
pub fn asked_until(day: &str, institution: &str) -> String {
    format!(
        "It would last until {day}. After you have agreed, {institution} or your guardian can end it earlier; you yourself cannot, so ask the school if something is wrong."
    )
}
/// Heads what they see.
pub const THEY_SEE: &str = "What they would see";
/// What.
pub const THEY_SEE_LIST: [&str; 3] = [
    "your credentials, each with its check",
    "your records: titles, sections and credentials",
    "your links: which record, for whom and what for, until when, how often they were opened, and whether they wait",
];
/// Heads what they do.
pub const THEY_DO: &str = "What they could do";
/// What.
pub const THEY_DO_LIST: [&str; 2] =
    ["approve your links before they work, where your school asks for that, or hold one back", "end a link"];
/// Heads what they do not.
pub const THEY_NOT: &str = "What stays yours";
/// What.
pub const THEY_NOT_LIST: [&str; 2] = [
    "your notes, which they do not see; but whoever opens a link reads the notes in that record, and they can look at it",
    "everything else: they cannot change, share, download or delete anything, nor touch your account",
];
/// Button.
pub const AGREE: &str = "Agree";
/// Button.
pub const REFUSE: &str = "Do not agree";
/// Neither.
pub const LATER: &str = "Decide later";

/// Heads the part of the account.
pub const SECTION: &str = "Guardians";
/// There is none.
pub const SECTION_EMPTY: &str = "Nobody looks after your wallet with you.";
/// Since when, till when, by which institution.
pub fn in_force(institution: &str, since: &str, day: &str) -> String {
    format!("Your guardian since {since}, until {day}; asked by {institution}")
}
/// The learner has agreed, the guardian has not.
pub fn not_yet(institution: &str, day: &str) -> String {
    format!("Has not accepted yet; asked by {institution}, until {day}")
}
/// The learner is asked.
pub fn wants(institution: &str, guardian: &str) -> String {
    format!("{institution} asks whether {guardian} may look after your wallet with you")
}
/// It is over.
pub fn over(institution: &str) -> String {
    format!("Not your guardian any more; it was asked by {institution}")
}
/// Leads to the question.
pub const ANSWER: &str = "Answer";
/// The same, named.
pub fn answer_named(name: &str) -> String {
    format!("Answer about {name}")
}
/// Leads to what they see.
pub const SEE: &str = "See what they see";
/// The same, named.
pub fn see_named(name: &str) -> String {
    format!("See what they see: {name}")
}
/// Leads from the wallet's page to an invitation.
pub fn wallet_invites(institution: &str, learner: &str) -> String {
    format!("{institution} asks you to look after {learner}’s wallet with them.")
}
/// Leads from the wallet's page to the question.
pub fn wallet_asks(institution: &str) -> String {
    format!("{institution} asks about a guardian for your wallet.")
}

/// A wallet that somebody looks after.
pub fn wallet_of(learner: &str) -> String {
    format!("{learner}’s wallet")
}
/// On each of its pages, to the learner.
pub fn only_looking(guardian: &str) -> String {
    format!("This is what {guardian} sees.")
}
/// On each of its pages, to the guardian.
pub const GUARDIAN_NOTE: &str = "You see this as a guardian, without notes.";
/// Credentials.
pub const CREDENTIALS: &str = "Credentials";
/// There are none.
pub const NO_CREDENTIALS: &str = "There is nothing in this wallet yet.";
/// How many are shown of how many.
pub fn shown_of(shown: u64, all: u64) -> String {
    format!("{shown} of {all}, the latest first")
}
/// To the next page.
pub const MORE: &str = "Next";
/// Records.
pub const RECORDS: &str = "Records";
/// There are none.
pub const NO_RECORDS: &str = "There are no records yet.";
/// Links.
pub const LINKS: &str = "Links";
/// There are none.
pub const NO_LINKS: &str = "No record is shared just now.";
/// A record that is empty.
pub const EMPTY_RECORD: &str = "There is nothing in this record yet.";
/// Notes are left out.
pub const WITHOUT_NOTES: &str = "Notes and introductions are not shown here.";
/// Some entries of a credential.
pub fn entries_of(chosen: usize, all: usize) -> String {
    format!("{chosen} of {all} entries")
}
/// Back to the wallet.
pub fn back(learner: &str) -> String {
    format!("Back to {learner}’s wallet")
}
/// Back to a link.
pub const BACK_TO_LINK: &str = "Back to the link";

/// A link.
pub fn link_title(record: &str) -> String {
    format!("Link to “{record}”")
}
/// What a link says of itself.
pub const FACT_RECORD: &str = "Record";
/// Whom it is for.
pub const FACT_RECIPIENT: &str = "For";
/// What for.
pub const FACT_PURPOSE: &str = "Purpose";
/// When it was made.
pub const FACT_MADE: &str = "Made";
/// What of the record.
pub const FACT_SHOWS: &str = "Shows";
/// The record as it was, or as it is.
pub fn shows(frozen: bool) -> &'static str {
    if frozen {
        "the record as it was when the link was made"
    } else {
        "the record as it is, whatever it becomes"
    }
}
/// When it ends.
pub const FACT_ENDS: &str = "Ends";
/// Beside a link without an end.
pub const ENDLESS: &str = "Never ends by itself";
/// It has no end.
pub const NEVER: &str = "never by itself";
/// How often it was opened.
pub const FACT_VIEWS: &str = "Opened";
/// How often.
pub fn views(number: u64) -> String {
    match number {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        _ => format!("{number} times"),
    }
}
/// Where it stands.
pub const FACT_STATE: &str = "State";
/// Where a link stands.
pub fn state(name: &str) -> &'static str {
    match name {
        "waits" => "Waits for approval",
        "held" => "Held back by a guardian",
        "paused" => "Paused",
        _ => "Works",
    }
}
/// Leads to what it shows.
pub const PREVIEW: &str = "See what whoever opens it would see";
/// It follows the record.
pub const FOLLOWS: &str = "Where your school wants links approved, you are asked again when the record gains a credential or entries. Changed words and a changed order are shown at once. You can hold the link back at any time.";
/// Button.
pub const APPROVE: &str = "Approve";
/// Button.
pub const HOLD_BACK: &str = "Hold back";
/// Button: a link that was held back works again.
pub const LET_GO: &str = "Let it work again";
/// What holding back is.
pub const HOLD_BACK_HINT: &str = "A link that is held back leads nowhere until a guardian lets it work.";
/// Ends a link.
pub const END_LINK: &str = "End this link";
/// The question.
pub const END_LINK_TITLE: &str = "End this link?";
/// What it means.
pub fn end_link_text(record: &str, learner: &str) -> String {
    format!(
        "The link to “{record}” stops working at once and for good. {learner} is told, and can make a new one."
    )
}
/// Button.
pub const END_LINK_BUTTON: &str = "End it for good";
/// Above the preview.
pub const PREVIEW_NOTE: &str =
    "This is what whoever opens the link sees, the learner’s notes in this record included.";

/// Stops being a guardian.
pub const LEAVE: &str = "Stop looking after this wallet";
/// The question.
pub const LEAVE_TITLE: &str = "Stop looking after this wallet?";
/// What it means.
pub fn leave_text(learner: &str) -> String {
    format!(
        "You see nothing of {learner}’s wallet any more. Links that wait stay closed until {learner} makes them live. Both of you are told by mail. Only the school can begin it again."
    )
}
/// Button.
pub const LEAVE_BUTTON: &str = "Stop";

/// Beside a link that waits, to whoever made it.
pub fn waits_for(names: &str) -> String {
    format!("Waits for {names}’s approval. Until then it leads nowhere.")
}
/// The same where a guardian holds it back.
pub fn held_by(names: &str) -> String {
    format!("Held back by {names}. It leads nowhere until they let it work.")
}
/// The same where nobody has a say any more.
pub const NEEDS_NONE: &str = "This link needs no approval any more. It stays closed until you make it live.";
/// Button.
pub const MAKE_LIVE: &str = "Make it live";

/// Notices, after a form: accepted, and the learner had agreed.
pub const DONE_BEGUN: &str = "It counts from now on. Both of you get a letter.";
/// The other has not answered yet.
pub const DONE_ANSWERED: &str = "Thank you. It counts once the other has said yes too.";
/// Declined, or not agreed.
pub const DONE_REFUSED: &str = "You have said no. Nobody sees anything.";
/// A link was approved.
pub const DONE_APPROVED: &str = "Approved. The link works now.";
/// A link was approved that its maker has paused.
pub const DONE_APPROVED_PAUSED: &str =
    "Approved. The link is paused, and works once its maker lets it go on.";
/// A link was let go that others have to approve.
pub const DONE_LET_GO: &str =
    "No longer held back. The link waits for a guardian of the school that wants links approved.";
/// A link is held back.
pub const DONE_HELD: &str = "Held back. The link leads nowhere now.";
/// A link was ended.
pub const DONE_LINK_ENDED: &str = "The link has ended for good.";
/// Stopped.
pub const DONE_LEFT: &str = "It has ended. You see nothing of that wallet any more.";
/// A link was made live.
pub const DONE_LIVE: &str =
    "The link works now. Whoever has it, and its passcode where there is one, can see this record.";
/// The same of one that is paused.
pub const DONE_LIVE_PAUSED: &str =
    "The link needs no approval any more. It is paused, and works once you let it go on.";
/// A link was made that waits.
pub const DONE_WAITS: &str = "The link is made. It works once your guardian has approved it.";
