//! `/desk/{slug}/achievements/…`: make an achievement, award it, see who got it.

use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::badge::Badge;
use crate::pages::AwardLine;

/// The form for a new achievement. Posts multipart to `/desk/{slug}/achievements`.
#[derive(Clone, Debug, Default)]
pub struct NewAchievement {
    /// The institution.
    pub issuer: IssuerLink,
    /// What was typed.
    pub form: AchievementForm,
    /// What was wrong with it, by the names of [`AchievementForm`]'s fields and `image`.
    pub errors: Vec<FieldError>,
}

/// The fields of [`NewAchievement`]; the file field besides them is `image`.
#[derive(Clone, Debug, Default)]
pub struct AchievementForm {
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: String,
    /// `criteria`: what one has to do for it.
    pub criteria: String,
    /// `achievement_type`: one of [`ACHIEVEMENT_TYPES`].
    pub achievement_type: String,
}

/// The kinds of achievement that the form offers, of those that Open Badges 3.0 names.
pub const ACHIEVEMENT_TYPES: [&str; 10] = [
    "Badge",
    "Certificate",
    "Course",
    "Diploma",
    "BachelorDegree",
    "MasterDegree",
    "DoctoralDegree",
    "Competency",
    "License",
    "Membership",
];

/// What the desk shows of one achievement, with the form that awards it.
/// Posts to `/desk/{slug}/achievements/{id}/awards`.
#[derive(Clone, Debug, Default)]
pub struct DeskAchievement {
    /// The institution.
    pub issuer: IssuerLink,
    /// The achievement's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// Its picture.
    pub badge: Badge,
    /// What was typed into the form.
    pub form: AwardForm,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
    /// Who got it, newest first.
    pub awards: Vec<AwardLine>,
}

/// The fields of the form that awards.
#[derive(Clone, Debug, Default)]
pub struct AwardForm {
    /// `name`: the recipient's.
    pub name: String,
    /// `email`: the recipient's.
    pub email: String,
    /// `valid_until`: a day such as `2027-05-03`, or empty.
    pub valid_until: String,
}

/// The page that asks before it revokes. Posts `reason` to `/desk/{slug}/credentials/{id}/revoke`.
#[derive(Clone, Debug, Default)]
pub struct Revoke {
    /// The institution.
    pub issuer: IssuerLink,
    /// The award.
    pub award: AwardLine,
    /// The achievement's id, for the way back.
    pub achievement_id: String,
    /// What was typed.
    pub reason: String,
    /// What was wrong with it. A sentence.
    pub problem: Option<String>,
}

/// The form for a new achievement.
pub fn new_achievement(chrome: &Chrome, data: &NewAchievement) -> String {
    super::thin(chrome, "New achievement", &format!("{data:?}"))
}

/// An achievement on the desk.
pub fn desk_achievement(chrome: &Chrome, data: &DeskAchievement) -> String {
    super::thin(chrome, "Achievement", &format!("{data:?}"))
}

/// The question before a credential is revoked.
pub fn revoke(chrome: &Chrome, data: &Revoke) -> String {
    super::thin(chrome, "Revoke", &format!("{data:?}"))
}
