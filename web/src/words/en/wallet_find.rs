//! Looking in the wallet: the search, what became of credentials, skills, what was taken out.

use super::general::{count, credentials};

/// The search field.
pub const TEXT: &str = "Search";
/// Under it.
pub const TEXT_HINT: &str = "A title, an issuer, a skill, a course.";
/// The button.
pub const FIND: &str = "Search";
/// Opens the filters.
pub const FILTERS: &str = "Filters and view";
/// Filters,
pub const ISSUER: &str = "Issuer";
/// by kind,
pub const KIND: &str = "Kind";
/// skill,
pub const SKILL: &str = "Skill";
/// year,
pub const YEAR: &str = "Year";
/// and what was found out.
pub const STATE: &str = "State";
/// No filter.
pub const ANY: &str = "Any";
/// The choice of how to look.
pub const VIEW: &str = "Show as";
/// Pictures.
pub const CARDS: &str = "Cards";
/// A table.
pub const LIST: &str = "List";
/// By time.
pub const TIMELINE: &str = "Timeline";
/// The states to filter by,
pub const VERIFIED: &str = "Verified";
/// each
pub const GENUINE: &str = "Genuine, unknown issuer";
/// in
pub const UNKNOWN: &str = "Not everything could be checked";
/// words
pub const ENDED_LABEL: &str = "Expired, revoked or replaced";
/// as
pub const INVALID_LABEL: &str = "Not valid";
/// lists have them.
pub const ON_WORD: &str = "On your word";
/// A choice, and how many credentials have it.
pub fn choice(name: &str, number: u64) -> String {
    format!("{name} ({number})")
}
/// Clears the form.
pub const EVERYTHING: &str = "Show everything";
/// How many are shown.
pub fn found(number: u64) -> String {
    match number {
        0 => "Nothing found. Try fewer words or filters.".to_owned(),
        _ => format!("{} found", credentials(number)),
    }
}
/// How many there are.
pub fn all(number: u64) -> String {
    credentials(number)
}
/// Not everything has been read yet.
pub const UNREAD: &str =
    "Some of your credentials are still being checked. Come back in a moment to see them here.";
/// The pages.
pub const PAGES: &str = "Pages";
/// Which one.
pub fn page(page: u32, pages: u32) -> String {
    format!("Page {page} of {pages}")
}
/// Back.
pub const BEFORE: &str = "Previous";
/// On.
pub const NEXT: &str = "Next";

/// The columns of the list.
pub const COLUMN_NAME: &str = "Credential";
/// When.
pub const COLUMN_AWARDED: &str = "Awarded";
/// How many are in it.
pub fn entries(number: u64) -> String {
    count(number, "entry", "entries")
}

/// It has ended.
pub fn expired(day: &str) -> String {
    format!("Expired on {day}")
}
/// It has ended, without a day.
pub const EXPIRED_LABEL: &str = "Expired";
/// It begins on a day that is to come.
pub const NOT_YET_LABEL: &str = "Not valid yet";
/// Taken back.
pub const REVOKED_LABEL: &str = "Revoked by its issuer";
/// For the time being.
pub const SUSPENDED_LABEL: &str = "Suspended by its issuer";
/// Corrected.
pub const REPLACED_LABEL: &str = "Replaced by its issuer";
/// The label of what is somebody's on their word.
pub const WORD_LABEL: &str = "Kept on your word";
/// The label of Open Badges 2.0.
pub const OLD_LABEL: &str = "Open Badges 2.0";

/// Heads the news.
pub const NEWS: &str = "News";
/// It ends.
pub fn ends(title: &str, day: &str) -> String {
    format!("“{title}” expires on {day}.")
}
/// It ended.
pub fn ended(title: &str, day: &str) -> String {
    format!("“{title}” expired on {day}.")
}
/// It was taken back.
pub fn revoked(title: &str, issuer: &str) -> String {
    format!("“{title}” was revoked by {issuer}.")
}
/// For the time being.
pub fn suspended(title: &str, issuer: &str) -> String {
    format!("“{title}” was suspended by {issuer} for the time being.")
}
/// Good again.
pub fn resumed(title: &str) -> String {
    format!("“{title}” is good again.")
}
/// Corrected.
pub fn replaced(title: &str, issuer: &str) -> String {
    format!("“{title}” was replaced by {issuer} with a corrected edition.")
}
/// Not valid any more.
pub fn invalid(title: &str) -> String {
    format!("“{title}” does not check out any more.")
}
/// A newer edition.
pub fn renewed(title: &str) -> String {
    format!("A newer edition of “{title}” has come.")
}
/// Looks at it.
pub const LOOK: &str = "Look";
/// Its name.
pub fn look_name(title: &str) -> String {
    format!("Look at {title}")
}
/// Puts it aside.
pub const DISMISS: &str = "Dismiss";
/// Its name.
pub fn dismiss_name(title: &str) -> String {
    format!("Dismiss the news of {title}")
}

/// What a credential says one can do.
pub const SKILLS_LABEL: &str = "Your skills";
/// What that is.
pub const SKILLS_LEAD: &str =
    "What your credentials say you can do, by the skills and standards that their issuers named.";
/// None.
pub const NO_SKILLS: &str =
    "None of your credentials names a skill yet. Many issuers don’t; that says nothing about you.";
/// Those of no framework.
pub const NO_FRAMEWORK: &str = "Other skills";
/// Which say it.
pub const SAID_BY: &str = "Said by";
/// How many skills.
pub fn skills(number: u64) -> String {
    count(number, "skill", "skills")
}
/// Where not all are shown.
pub fn skills_of(shown: u64, total: u64) -> String {
    format!("The {shown} skills that most of your credentials name, of {total}")
}
/// How many more credentials say it.
pub fn and_more(number: u64) -> String {
    format!("and {} more", credentials(number))
}
/// The same, where it is read without what it stands beside.
pub fn and_more_of(number: u64, skill: &str) -> String {
    format!("{}: {skill}", and_more(number))
}
/// The way through the pages of skills.
pub const SKILL_PAGES: &str = "Pages of skills";
/// The links from the wallet.
pub const SKILLS_LINK: &str = "Skills";

/// Takes it out.
pub const REMOVE: &str = "Remove it from your wallet …";
/// The page that asks.
pub fn remove_title(title: &str) -> String {
    format!("Remove “{title}”?")
}
/// What happens.
pub const REMOVE_LEAD: &str = "It leaves your wallet and every record that it stands in.";
/// What happens to what another site issued.
pub const REMOVE_FOREIGN: &str =
    "For 30 days you can put it back, with its place in your records. Then it is deleted here.";
/// What happens to what was issued here.
pub const REMOVE_OURS: &str = "You can put it back at any time, with its place in your records. Its issuer goes on knowing that it awarded it to you.";
/// The records.
pub const REMOVE_FROM: &str = "It stands in";
/// One of them.
pub fn stands_in(title: &str, shares: u64) -> String {
    match shares {
        0 => format!("“{title}”"),
        _ => format!("“{title}”, which is shared by {}", count(shares, "live link", "live links")),
    }
}
/// In none.
pub const REMOVE_FROM_NONE: &str = "It stands in none of your records.";
/// The button.
pub const REMOVE_BUTTON: &str = "Remove it";
/// What was taken out.
pub const REMOVED: &str = "Removed credentials";
/// What that is.
pub const REMOVED_LEAD: &str = "What was issued here you can put back at any time; what other sites issued, for 30 days after you removed it. Then it is deleted here.";
/// None.
pub const REMOVED_EMPTY: &str = "Nothing has been removed.";
/// The link from the wallet.
pub const REMOVED_LINK: &str = "Removed";
/// When.
pub fn removed_on(day: &str) -> String {
    format!("Removed on {day}")
}
/// Puts it back.
pub const PUT_BACK: &str = "Put back";
/// Its name.
pub fn put_back_name(title: &str) -> String {
    format!("{PUT_BACK}: {title}")
}
/// Deletes it.
pub const DELETE: &str = "Delete for good";
/// Its name.
pub fn delete_name(title: &str) -> String {
    format!("{DELETE}: {title}")
}
/// Without a name.
pub const NAMELESS: &str = "A credential";

/// Whose it is: claimed,
pub const CLAIMED: &str = "It was awarded to you here.";
/// by address,
pub const BY_ADDRESS: &str = "It names an e-mail address of yours.";
/// by key,
pub const BY_KEY: &str = "It names a key of yours.";
/// or by word.
pub const BY_WORD: &str =
    "Kept on your word: it does not name an address of yours, or did not check out when you added it.";
/// What that standard is.
pub const OLD_STANDARD: &str = "It was made by an older standard, Open Badges 2.0.";
/// Its skills.
pub const ITS_SKILLS: &str = "See your skills";
/// The last check, where there is no newer.
pub const LAST_CHECK: &str = "It could not be checked just now. This is the last check.";
/// Heads the earlier editions.
pub const EARLIER_LABEL: &str = "Earlier editions";
/// What they are.
pub const EARLIER_LEAD: &str = "A newer edition took the place of these. They are kept as they were.";
/// One of them.
pub fn earlier(edition: i64, day: &str) -> String {
    format!("Edition {edition}, until {day}")
}
