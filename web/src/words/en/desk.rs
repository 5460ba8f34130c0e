//! The desk: making achievements, awarding and revoking them; and the public pages about them.

use std::fmt::Write as _;

use super::general::count;

/// Which institution?
pub const CHOOSER_TITLE: &str = "Which desk?";
/// Staff of none.
pub const CHOOSER_EMPTY: &str =
    "Your address belongs to no institution’s staff. Whoever runs this site can add you.";
/// The same for whoever may set one up.
pub const CHOOSER_FIRST: &str =
    "Your address belongs to no institution’s staff. Set up your own, or ask an owner of one to invite you.";
/// Above the institution's name.
pub const EYEBROW: &str = "Desk";
/// The ways to a desk's parts, as a landmark.
pub const DESK_NAVIGATION: &str = "Desk";
/// What it awards.
pub const NAV_ACHIEVEMENTS: &str = "Achievements";
/// Whom it has awarded.
pub const NAV_AWARDS: &str = "Awards";
/// Learners and classes.
pub const NAV_CLASSES: &str = "Classes";
/// Awards from a file.
pub const NAV_BULK: &str = "Award many";
/// The desk’s navigation.
pub const NAV_TRANSCRIPTS: &str = "Transcripts";
/// Links and codes.
pub const NAV_CLAIMS: &str = "Claim links";
/// Numbers.
pub const NAV_INSIGHTS: &str = "Insights";
/// What was done.
pub const NAV_AUDIT: &str = "Audit";
/// Profile, staff, keys, programs.
pub const NAV_INSTITUTION: &str = "Institution";
/// The main action.
pub const NEW: &str = "New achievement";
/// Heads the list.
pub const ACHIEVEMENTS: &str = "Achievements";
/// No achievements.
pub const NO_ACHIEVEMENTS: &str =
    "No achievements yet. Describe the first one; you can award it right after.";
/// Heads the list.
pub const LATEST: &str = "Latest awards";
/// The same for whoever sees only what they awarded themselves.
pub const LATEST_OWN: &str = "Your latest awards";
/// None of those.
pub const NO_OWN_AWARDS: &str = "You have awarded nothing yet.";
/// Where to begin.
pub const TO_CLASSES: &str = "Begin with a class.";
/// No awards.
pub const NO_AWARDS: &str = "Nothing awarded yet.";
/// The institution's own page.
pub const PUBLIC_PAGE: &str = "Public page";
/// Column heads of the list of awards: recipient, achievement, when, state.
pub const COLUMNS: [&str; 4] = ["Recipient", "Achievement", "Awarded", "State"];
/// The list's name.
pub const AWARDS_NAME: &str = "Awards";
/// The column of buttons.
pub const ACTIONS: &str = "Actions";

/// `12 awarded, 9 claimed, 1 revoked`.
pub fn counts(awarded: u64, claimed: u64, revoked: u64) -> String {
    let mut text = match awarded {
        0 => return "not awarded yet".to_owned(),
        _ => format!("{awarded} awarded, {claimed} claimed"),
    };
    if revoked > 0 {
        let _ = write!(text, ", {revoked} revoked"); // a String takes everything
    }
    text
}

/// States of an award.
pub const WAITING: &str = "Waiting to be claimed";
/// Claimed.
pub const CLAIMED: &str = "Claimed";
/// Expired.
pub fn expired(day: &str) -> String {
    format!("Expired on {day}")
}
/// Revoked.
pub fn revoked(day: &str) -> String {
    format!("Revoked on {day}")
}
/// Suspended.
pub fn suspended(day: &str) -> String {
    format!("Suspended on {day}")
}
/// Valid until.
pub fn until(day: &str) -> String {
    format!("valid until {day}")
}

/// Heads the form that awards.
pub const AWARD: &str = "Award it";
/// Leads to the form that awards one person.
pub const AWARD_ONE: &str = "Award one person";
/// Leads to the classes.
pub const AWARD_CLASS: &str = "Award a class";
/// Leads to the form that takes a file.
pub const AWARD_FILE: &str = "Award from a file";
/// Recipient's name.
pub const RECIPIENT: (&str, &str) =
    ("Recipient’s name", "It stands on the certificate, readable by whoever sees it.");
/// Recipient's address.
pub const EMAIL: (&str, &str) = (
    "Recipient’s e-mail address",
    "Only its fingerprint goes into the credential. The invitation to claim it goes there.",
);
/// Until when.
pub const UNTIL_LABEL: (&str, &str) = ("Valid until", "Leave empty if it is good for ever.");
/// Heads the list.
pub const AWARDED: &str = "Awarded to";
/// Criteria on pages.
pub const CRITERIA_HEAD: &str = "What one has to do for it";

/// The question.
pub const REVOKE_TITLE: &str = "Revoke this credential?";
/// What it means.
pub fn revoke_lead(name: &str, achievement: &str) -> String {
    format!(
        "{achievement}, awarded to {name}. From now on, whoever checks it reads that you have revoked it. This can’t be undone; you can award it anew."
    )
}
/// The field.
pub const REASON: (&str, &str) = ("Reason", "For your own records and the recipient. In a few words.");
/// The button.
pub const REVOKE: &str = "Revoke";
/// The button on the question's page.
pub const REVOKE_BUTTON: &str = "Revoke the credential";
/// The button that leads to the question, for screen readers.
pub fn revoke_name(recipient: &str) -> String {
    format!("Revoke the award to {recipient}")
}

/// Above a public achievement.
pub const ACHIEVEMENT: &str = "Achievement";
/// Above an issuer.
pub const ISSUER: &str = "Issuer";
/// Before the issuer's name.
pub const AWARDED_BY: &str = "Awarded by";
/// What a visitor may do.
pub const ACHIEVEMENT_NOTE: &str = "This page describes the achievement. It does not say that any one person has it: for that, check their credential.";
/// Heads an issuer's achievements.
pub const AWARDS_THESE: &str = "What it awards";
/// An issuer without achievements.
pub const AWARDS_NOTHING: &str = "This issuer has not described any achievements yet.";
/// Vouched for.
pub fn vouched(registries: &[String]) -> String {
    format!("Listed by {}", registries.join(", "))
}
/// Not vouched for.
pub const NOT_VOUCHED: &str = "No registry that this site knows of lists this issuer.";
/// For experts.
pub const KEY_DETAILS: &str = "Technical details";
/// The identifier.
pub const DID: &str = "Identifier (DID)";
/// For the description of previews.
pub fn issuer_preview(name: &str, achievements: usize) -> String {
    let awards = count(achievements as u64, "achievement", "achievements");
    format!("{name} awards {awards} as signed credentials that anyone can check.")
}
