//! What an institution awards.

use time::OffsetDateTime;

use crate::{
    app::App,
    flows::{
        issuer::Issuer,
        session::{NotStaff, Viewer},
    },
    id::AchievementId,
    problem::{FieldProblem, Problem},
    store::StoreError,
};

/// The achievement types that the desk offers, in this order.
///
/// Source: Open Badges 3.0, AchievementType enumeration.
pub const TYPES: [&str; 12] = [
    "Badge",
    "Certificate",
    "Certification",
    "Course",
    "Competency",
    "Diploma",
    "Degree",
    "License",
    "Membership",
    "MicroCredential",
    "Award",
    "CommunityService",
];

/// An achievement to be, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewAchievement {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// One of [`TYPES`].
    pub achievement_type: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The bytes of a PNG or SVG; absent: one is drawn.
    pub image: Option<Vec<u8>>,
}

/// An achievement, as everybody may know it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Achievement {
    /// Its id.
    pub id: AchievementId,
    /// Who awards it.
    pub issuer: Issuer,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// One of [`TYPES`].
    pub achievement_type: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// An achievement on its institution's desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DeskAchievement {
    /// The achievement.
    pub achievement: Achievement,
    /// How often it was awarded.
    pub awarded: u64,
    /// How many of those were claimed.
    pub claimed: u64,
    /// How many of those were revoked.
    pub revoked: u64,
}

/// An achievement's picture.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Image {
    /// `image/png` or `image/svg+xml`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why an achievement was not made or not found.
#[derive(Debug, thiserror::Error)]
pub enum AchievementError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotStaff(#[from] NotStaff),
    /// No such achievement here.
    #[error("there is no such achievement")]
    Unknown,
    /// Fields need another look.
    #[error("the achievement needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the achievement")]
    Store(#[from] StoreError),
}

impl From<AchievementError> for Problem {
    fn from(err: AchievementError) -> Self {
        match err {
            AchievementError::NotStaff(source) => source.into(),
            AchievementError::Unknown => Self::not_found(&err),
            AchievementError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            AchievementError::Store(source) => source.into(),
        }
    }
}

/// Makes an achievement of the institution called `slug`. Field pointers are `/name`,
/// `/description`, `/criteria`, `/achievementType`, `/tags`, `/image`.
///
/// # Errors
/// [`AchievementError`].
pub async fn create(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    new: NewAchievement,
) -> Result<Achievement, AchievementError> {
    let _ = (app, viewer, slug, new);
    unimplemented!("achievements")
}

/// The achievements on a desk, newest first.
///
/// # Errors
/// [`AchievementError::NotStaff`], [`AchievementError::Store`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<DeskAchievement>, AchievementError> {
    let _ = (app, viewer, slug);
    unimplemented!("achievements")
}

/// One achievement on a desk.
///
/// # Errors
/// [`AchievementError`].
pub async fn open(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<DeskAchievement, AchievementError> {
    let _ = (app, viewer, slug, id);
    unimplemented!("achievements")
}

/// An achievement, for everybody.
///
/// # Errors
/// When the database fails.
pub async fn show(app: &App, id: AchievementId) -> Result<Option<Achievement>, StoreError> {
    let _ = (app, id);
    unimplemented!("achievements")
}

/// The achievements of the institution called `slug`, for everybody, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list_public(app: &App, slug: &str) -> Result<Vec<Achievement>, StoreError> {
    let _ = (app, slug);
    unimplemented!("achievements")
}

/// An achievement's picture, for everybody.
///
/// # Errors
/// When the database fails.
pub async fn image(app: &App, id: AchievementId) -> Result<Option<Image>, StoreError> {
    let _ = (app, id);
    unimplemented!("achievements")
}
