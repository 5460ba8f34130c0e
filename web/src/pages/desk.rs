//! `/desk` and `/desk/{slug}`: what an institution awards.

use crate::chrome::{Chrome, IssuerLink};
use crate::components::badge::Badge;

/// `/desk` for staff of several institutions, or of none.
#[derive(Clone, Debug, Default)]
pub struct DeskChooser {
    /// The institutions to choose from.
    pub issuers: Vec<IssuerLink>,
}

/// What the desk of one institution shows.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The institution.
    pub issuer: IssuerLink,
    /// Its achievements, newest first.
    pub achievements: Vec<AchievementLine>,
    /// Its latest awards, newest first; some twenty.
    pub awards: Vec<AwardLine>,
}

/// An achievement in a list.
#[derive(Clone, Debug, Default)]
pub struct AchievementLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// Its picture.
    pub badge: Badge,
    /// How many times it was awarded.
    pub awarded: u64,
    /// How many of those were claimed.
    pub claimed: u64,
    /// How many of those were revoked.
    pub revoked: u64,
}

/// One award in a list.
#[derive(Clone, Debug, Default)]
pub struct AwardLine {
    /// The credential's id.
    pub credential: String,
    /// The achievement's name.
    pub achievement: String,
    /// To whom.
    pub recipient_name: String,
    /// The address it was awarded to.
    pub recipient_email: String,
    /// When, RFC 3339.
    pub awarded_at: String,
    /// Until when it is valid, RFC 3339.
    pub valid_until: Option<String>,
    /// What became of it.
    pub state: AwardState,
}

/// What became of an award.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum AwardState {
    /// Nobody has claimed it yet.
    #[default]
    Waiting,
    /// Its recipient has it.
    Claimed,
    /// `validUntil` has passed.
    Expired,
    /// It was taken back.
    Revoked {
        /// When, RFC 3339.
        at: String,
        /// Why, in the words of whoever did it; may be empty.
        reason: String,
    },
}

/// The page that asks which institution.
pub fn desk_chooser(chrome: &Chrome, data: &DeskChooser) -> String {
    super::thin(chrome, "Desk", &format!("{data:?}"))
}

/// The desk of one institution.
pub fn desk(chrome: &Chrome, data: &Desk) -> String {
    super::thin(chrome, "Desk", &format!("{data:?}"))
}
