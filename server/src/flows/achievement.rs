//! What an institution awards.

use api::open_badges::{AchievementContent, Criteria};
use time::OffsetDateTime;
use web::components::drawn_badge;

use super::{
    fields::{Fields, is_slug},
    issuer::Issuer,
    session::{Act, NotAllowed, Viewer},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AchievementId, IssuerId},
    image,
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx,
        achievement::{self, AchievementRow, ImageRow, NewVersion},
        count, issuer,
    },
};

/// What `achievementType` may say.
///
/// Source: Open Badges 3.0, `AchievementType` enumeration.
pub const TYPES: [&str; 31] = [
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "BachelorDegree",
    "Badge",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CoCurricular",
    "CommunityService",
    "Competency",
    "Course",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "MasterCertificate",
    "MasterDegree",
    "Membership",
    "MicroCredential",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
];

/// An achievement to be, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewAchievement {
    /// What it says.
    pub content: AchievementContent,
    /// The bytes of a PNG or SVG; absent: one is drawn.
    pub image: Option<Vec<u8>>,
    /// Whether what is awarded of it can be suspended.
    pub suspendable: bool,
    /// For how many days an award of it is good, unless the award says otherwise.
    pub valid_days: Option<u32>,
}

/// An achievement, as everybody may know it.
#[derive(Clone, Debug, PartialEq)]
pub struct Achievement {
    /// Its id.
    pub id: AchievementId,
    /// Who awards it.
    pub issuer: Issuer,
    /// What it says.
    pub content: AchievementContent,
    /// Where it stands.
    pub state: AchievementState,
    /// The version that is awarded; 0 before the first.
    pub version: u32,
    /// Whether what is awarded of it can be suspended.
    pub suspendable: bool,
    /// For how many days an award of it is good, unless the award says otherwise.
    pub valid_days: Option<u32>,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// Where an achievement stands.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum AchievementState {
    /// Being written: its desk sees it, and nobody is awarded it.
    Draft,
    /// Awarded.
    Published,
    /// Awarded no longer; what was awarded stays.
    Retired,
}

impl AchievementState {
    /// Its name in the database and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Retired => "retired",
        }
    }

    fn of_name(name: &str) -> Self {
        match name {
            "draft" => Self::Draft,
            "retired" => Self::Retired,
            _ => Self::Published,
        }
    }
}

/// An achievement on its institution's desk.
#[derive(Clone, Debug, PartialEq)]
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
    NotAllowed(#[from] NotAllowed),
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
            AchievementError::NotAllowed(source) => source.into(),
            AchievementError::Unknown => Self::not_found(&err),
            AchievementError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            AchievementError::Store(source) => source.into(),
        }
    }
}

/// Makes an achievement of the institution called `slug`. Field pointers are `/name`,
/// `/description`, `/criteria/narrative`, `/achievementType`, `/tag`, `/image`.
///
/// # Errors
/// [`AchievementError`].
pub async fn create(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    new: NewAchievement,
) -> Result<Achievement, AchievementError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let mut tx = app.db.write().await?;
    let made = create_in(app, &mut tx, desk.issuer, new).await?;
    tx.commit().await?;
    Ok(made)
}

/// The achievements on a desk, newest first.
///
/// # Errors
/// [`AchievementError::NotAllowed`], [`AchievementError::Store`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<DeskAchievement>, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    on_desk(&mut tx, desk.issuer).await.map_err(AchievementError::from)
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
    let desk = viewer.at(slug, Act::See)?;
    let all = on_desk(&mut app.db.read().await?, desk.issuer).await?;
    all.into_iter().find(|one| one.achievement.id == id).ok_or(AchievementError::Unknown)
}

/// An achievement, for everybody; a draft is nobody's but its desk's.
///
/// # Errors
/// When the database fails.
pub async fn show(app: &App, id: AchievementId) -> Result<Option<Achievement>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(row) = achievement::by_id(&mut tx, id).await?.filter(|row| row.version > 0) else {
        return Ok(None);
    };
    let issuer = issuer::by_id(&mut tx, row.issuer_id).await?;
    Ok(issuer.map(|issuer| shown(&row, issuer.into())))
}

/// The achievements of the institution called `slug`, for everybody, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list_public(app: &App, slug: &str) -> Result<Vec<Achievement>, StoreError> {
    if !is_slug(slug) {
        return Ok(Vec::new());
    }
    let mut tx = app.db.read().await?;
    let Some(issuer) = issuer::by_slug(&mut tx, slug).await? else { return Ok(Vec::new()) };
    let issuer = Issuer::from(issuer);
    let rows = achievement::of_issuer(&mut tx, issuer.id).await?;
    let published = rows.into_iter().filter(|row| row.state == AchievementState::Published.name());
    Ok(published.map(|row| shown(&row, issuer.clone())).collect())
}

/// An achievement's picture, for everybody.
///
/// # Errors
/// When the database fails.
pub async fn image(app: &App, id: AchievementId) -> Result<Option<Image>, StoreError> {
    let row = achievement::image(&mut app.db.read().await?, id).await?;
    Ok(row.map(|row| Image { media_type: row.image_type, bytes: row.image }))
}

/// Makes an achievement in the caller's transaction.
pub(crate) async fn create_in(
    app: &App,
    tx: &mut Tx,
    id: IssuerId,
    new: NewAchievement,
) -> Result<Achievement, AchievementError> {
    let mut fields = Fields::default();
    let content = checked(&mut fields, new.content);
    let media_type = match new.image.as_deref().map(image::check) {
        Some(Err(err)) => {
            fields.wrong("/image", err.to_string());
            None
        }
        Some(Ok(media_type)) => Some(media_type),
        None => None,
    };
    fields.right(()).map_err(AchievementError::Fields)?;
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let issuer = Issuer::from(issuer::by_id(tx, id).await?.ok_or_else(missing)?);
    let now = app.clock.now_ms();
    let row = AchievementRow {
        achievement_id: app.new_id(),
        issuer_id: id,
        state: AchievementState::Published.name().to_owned(),
        version: 1,
        suspendable: new.suspendable,
        valid_days: new.valid_days.map(i64::from),
        created_at: now,
        content: serde_json::to_string(&content).expect("text and numbers always serialise"),
    };
    let image = match (media_type, new.image) {
        (Some(media_type), Some(bytes)) => ImageRow { image_type: media_type.to_owned(), image: bytes },
        _ => ImageRow {
            image_type: image::SVG.to_owned(),
            image: drawn_badge(&row.achievement_id.to_string(), &issuer.slug, &content.achievement_type)
                .into_bytes(),
        },
    };
    let version = NewVersion {
        achievement_id: row.achievement_id,
        version: 1,
        content: &row.content,
        design: None,
        image: &image,
        published_at: Some(now),
    };
    achievement::insert(tx, &row, &content.name).await?;
    achievement::insert_version(tx, &version, now).await?;
    Ok(shown(&row, issuer))
}

/// What is wrong with an achievement's words goes to `fields`; the rest comes back trimmed.
fn checked(fields: &mut Fields, content: AchievementContent) -> AchievementContent {
    let name = fields.line("/name", &content.name, 120);
    let description = fields.lines("/description", &content.description, 2000);
    let narrative = content.criteria.narrative.unwrap_or_default();
    let narrative = fields.lines("/criteria/narrative", &narrative, 4000);
    for (pointer, text) in [("/description", &description), ("/criteria/narrative", &narrative)] {
        if text.is_empty() {
            fields.wrong(pointer, "write something here");
        }
    }
    if !TYPES.contains(&content.achievement_type.as_str()) {
        fields.wrong("/achievementType", "choose one of the types that Open Badges 3.0 names");
    }
    if content.tag.len() > 20 {
        fields.wrong("/tag", "use at most 20 words");
    }
    let tag = content.tag.iter().take(20).map(|tag| fields.line("/tag", tag, 60)).collect();
    let criteria = Criteria { narrative: Some(narrative), ..content.criteria };
    AchievementContent { name, description, criteria, tag, ..content }
}

async fn on_desk(tx: &mut Tx, id: IssuerId) -> Result<Vec<DeskAchievement>, StoreError> {
    let Some(issuer) = issuer::by_id(tx, id).await? else { return Ok(Vec::new()) };
    let issuer = Issuer::from(issuer);
    let counts = achievement::counts(tx, id).await?;
    let rows = achievement::of_issuer(tx, id).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let counted = counts.iter().find(|counted| counted.achievement_id == row.achievement_id);
            DeskAchievement {
                awarded: counted.map_or(0, |counted| count(counted.awarded)),
                claimed: counted.map_or(0, |counted| count(counted.claimed)),
                revoked: counted.map_or(0, |counted| count(counted.revoked)),
                achievement: shown(&row, issuer.clone()),
            }
        })
        .collect())
}

fn shown(row: &AchievementRow, issuer: Issuer) -> Achievement {
    Achievement {
        id: row.achievement_id,
        issuer,
        content: content_of(&row.content),
        state: AchievementState::of_name(&row.state),
        version: u32::try_from(row.version).unwrap_or_default(),
        suspendable: row.suspendable,
        valid_days: row.valid_days.and_then(|days| u32::try_from(days).ok()),
        created_at: instant_of(row.created_at),
    }
}

/// The content of a version as the table has it.
pub(crate) fn content_of(text: &str) -> AchievementContent {
    serde_json::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::testing::{desk, person, with_app};

    fn bees() -> NewAchievement {
        let content = AchievementContent {
            name: " Bees ".to_owned(),
            description: "Keeps bees.".to_owned(),
            criteria: Criteria { narrative: Some("Keep bees.".to_owned()), id: None },
            achievement_type: "Badge".to_owned(),
            ..AchievementContent::default()
        };
        NewAchievement { content, ..NewAchievement::default() }
    }

    #[tokio::test]
    async fn an_achievement_without_a_picture_gets_a_drawn_one() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            for kind in TYPES {
                let mut new = bees();
                new.content.achievement_type = kind.to_owned();
                let made = create(&app, &staff, "marlow", new).await.unwrap();
                assert_eq!(made.content.name, "Bees");
                let drawn = image(&app, made.id).await.unwrap().unwrap();
                assert_eq!(drawn.media_type, "image/svg+xml");
                assert_eq!(image::check(&drawn.bytes), Ok("image/svg+xml"));
                assert!(drawn.bytes.len() <= 8192, "{kind}: {} bytes", drawn.bytes.len());
            }
            assert_eq!(list_public(&app, "marlow").await.unwrap().len(), TYPES.len());
        })
        .await;
    }

    #[tokio::test]
    async fn an_achievement_with_faults_names_them_all_and_is_not_stored() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let content = AchievementContent {
                achievement_type: "Badge of Honour".to_owned(),
                ..AchievementContent::default()
            };
            let new = NewAchievement {
                content,
                image: Some(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec()),
                ..NewAchievement::default()
            };
            let Err(AchievementError::Fields(fields)) = create(&app, &staff, "marlow", new).await else {
                panic!("not refused")
            };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(
                pointers,
                ["/name", "/description", "/criteria/narrative", "/achievementType", "/image"]
            );
            assert!(fields[4].detail.contains("script"), "{}", fields[4].detail);
            assert_eq!(list(&app, &staff, "marlow").await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn a_desk_is_its_own_staffs() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let ada = person(&app, "ada@a.example").await;
            let made = create(&app, &staff, "marlow", bees()).await.unwrap();
            for viewer in [&other, &ada] {
                let refused = create(&app, viewer, "marlow", bees()).await;
                assert!(matches!(refused, Err(AchievementError::NotAllowed(_))));
                assert!(matches!(list(&app, viewer, "marlow").await, Err(AchievementError::NotAllowed(_))));
                assert!(open(&app, viewer, "marlow", made.id).await.is_err());
            }
            assert!(matches!(open(&app, &other, "harrow", made.id).await, Err(AchievementError::Unknown)));
            assert_eq!(open(&app, &staff, "marlow", made.id).await.unwrap().achievement, made);
            assert_eq!(show(&app, made.id).await.unwrap(), Some(made));
            assert_eq!(list_public(&app, "nowhere\0").await.unwrap(), []);
        })
        .await;
    }
}
