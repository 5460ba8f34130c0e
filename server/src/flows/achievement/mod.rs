//! What an institution awards.
//!
//! An achievement is written as a draft, published as a version, and may be retired. A published
//! version never changes: editing begins a draft of the next one beside it.

mod check;
mod draft;
mod export;
mod history;
mod import;
mod preview;
mod versions;

use api::open_badges::AchievementContent;
use time::OffsetDateTime;
use web::components::designer::{Design, designed_badge};

pub use export::{export, export_all};
pub use history::{Editing, Version, VersionState, edit, history};
pub use import::{ImportError, Imported, import};
pub use preview::{PreviewError, preview};
pub use versions::{discard, publish, reinstate, retire, write};

use super::{
    audit,
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
        achievement::{self, AchievementRow, ImageRow},
        count, issuer,
    },
};

/// Pixels on each side of the PNG that is made of a picture.
const PNG_SIDE: u32 = 512;

/// An achievement to be, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewAchievement {
    /// What it says.
    pub content: AchievementContent,
    /// Its picture.
    pub picture: Picture,
    /// Whether what is awarded of it can be suspended.
    pub suspendable: bool,
    /// For how many days an award of it is good, unless the award says otherwise.
    pub valid_days: Option<u32>,
}

/// Where an achievement's picture comes from.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Picture {
    /// It is drawn from the achievement's id.
    #[default]
    Drawn,
    /// The bytes of a PNG or SVG.
    File(Vec<u8>),
    /// It was put together in the designer.
    Designed(Design),
    /// It stays as it is in the version before; drawn where there is none.
    Kept,
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

    pub(crate) fn of_name(name: &str) -> Self {
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
    /// Whether a draft of a next version waits beside it.
    pub has_draft: bool,
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
    /// Nothing is being written.
    #[error("this achievement has no draft")]
    NoDraft,
    /// It is not in a state from which this can be done.
    #[error("this achievement is {}", .0.name())]
    State(AchievementState),
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
            AchievementError::NoDraft | AchievementError::State(_) => Self::conflict(&err),
            AchievementError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            AchievementError::Store(source) => source.into(),
        }
    }
}

/// Makes an achievement of the institution called `slug` and publishes it. Field pointers are those
/// of the Open Badges members, such as `/criteria/narrative` or `/alignment/0/targetUrl`, and
/// `/image`, `/validDays`.
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
    let subject = format!("achievement/{}", made.id);
    let detail = serde_json::json!({ "version": 1 });
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "achievement.published", subject, &detail)
        .await?;
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

/// An achievement, for everybody, as it is awarded or as it was in an earlier version; a draft is
/// nobody's but its desk's.
///
/// # Errors
/// When the database fails.
pub async fn show(
    app: &App,
    id: AchievementId,
    version: Option<u32>,
) -> Result<Option<Achievement>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(number) = published(&mut tx, id, version).await? else { return Ok(None) };
    let Some(row) = achievement::by_id(&mut tx, id).await? else { return Ok(None) };
    let issuer = issuer::by_id(&mut tx, row.issuer_id).await?;
    let versions = achievement::versions(&mut tx, id).await?;
    let (Some(issuer), Some(version)) = (issuer, versions.iter().find(|one| one.version == number)) else {
        return Ok(None);
    };
    Ok(Some(Achievement {
        content: content_of(&version.content),
        suspendable: version.suspendable,
        valid_days: version.valid_days.and_then(|days| u32::try_from(days).ok()),
        ..shown(&row, issuer.into())
    }))
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

/// An achievement's picture, for everybody: of one published version, or of the one that is awarded.
///
/// # Errors
/// When the database fails.
pub async fn image(app: &App, id: AchievementId, version: Option<u32>) -> Result<Option<Image>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(version) = published(&mut tx, id, version).await? else { return Ok(None) };
    Ok(achievement::image_of(&mut tx, id, version).await?.map(Image::from))
}

/// The same as a PNG, made when the version was published; one that was published by an earlier
/// release has its made now, and kept.
///
/// # Errors
/// When the database fails.
pub async fn image_png(
    app: &App,
    id: AchievementId,
    version: Option<u32>,
) -> Result<Option<Image>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(version) = published(&mut tx, id, version).await? else { return Ok(None) };
    let Some(image) = achievement::image_of(&mut tx, id, version).await? else { return Ok(None) };
    if image.image_type == image::PNG {
        return Ok(Some(image.into()));
    }
    let kept = achievement::png_of(&mut tx, id, version).await?;
    drop(tx);
    let png = if let Some(png) = kept {
        png
    } else {
        // Up to a second of work: not for a thread that answers requests.
        let drawing = tokio::task::spawn_blocking(move || image::png_of_svg(&image.image, PNG_SIDE));
        let Ok(Ok(png)) = drawing.await else { return Ok(None) };
        let mut tx = app.db.write().await?;
        achievement::put_png(&mut tx, id, version, &png).await?;
        tx.commit().await?;
        png
    };
    Ok(Some(Image { media_type: image::PNG.to_owned(), bytes: png }))
}

/// The picture on the desk: of one version, or of the newest, be it a draft.
///
/// # Errors
/// [`AchievementError`].
pub async fn desk_image(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
    version: Option<u32>,
) -> Result<Image, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = achievement::by_id(&mut tx, id).await?.filter(|row| row.issuer_id == desk.issuer);
    row.ok_or(AchievementError::Unknown)?;
    let newest = match version {
        Some(version) => Some(i64::from(version)),
        None => achievement::versions(&mut tx, id).await?.first().map(|version| version.version),
    };
    let image = achievement::image_of(&mut tx, id, newest.ok_or(AchievementError::Unknown)?).await?;
    image.map(Image::from).ok_or(AchievementError::Unknown)
}

impl From<ImageRow> for Image {
    fn from(row: ImageRow) -> Self {
        Self { media_type: row.image_type, bytes: row.image }
    }
}

/// The number of a published version, `version` or the one that is awarded.
async fn published(tx: &mut Tx, id: AchievementId, version: Option<u32>) -> Result<Option<i64>, StoreError> {
    let Some(row) = achievement::by_id(tx, id).await?.filter(|row| row.version > 0) else {
        return Ok(None);
    };
    let version = version.map_or(row.version, i64::from);
    // Versions are numbered in the order in which they are published.
    Ok((1..=row.version).contains(&version).then_some(version))
}

/// Makes an achievement in the caller's transaction that is a draft, and stays one until somebody
/// publishes it.
pub(crate) async fn draft_in(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    new: NewAchievement,
) -> Result<AchievementId, AchievementError> {
    versions::begin(app, tx, issuer, new).await
}

/// Makes an achievement in the caller's transaction, published.
pub(crate) async fn create_in(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    new: NewAchievement,
) -> Result<Achievement, AchievementError> {
    let id = versions::begin(app, tx, issuer, new).await?;
    versions::publish_in(app, tx, issuer, id).await?;
    let row = achievement::by_id(tx, id).await?.ok_or(AchievementError::Unknown)?;
    let issuer = issuer::by_id(tx, issuer).await?.ok_or(AchievementError::Unknown)?;
    Ok(shown(&row, issuer.into()))
}

/// The picture as a file; what is wrong with one that was brought goes to `fields`.
///
/// * `kept`: what it was before.
fn picture(
    fields: &mut Fields,
    picture: &Picture,
    kept: Option<ImageRow>,
    drawn: impl FnOnce() -> String,
) -> ImageRow {
    let svg = |text: String| ImageRow { image_type: image::SVG.to_owned(), image: text.into_bytes() };
    match picture {
        Picture::Drawn => svg(drawn()),
        Picture::Kept => kept.unwrap_or_else(|| svg(drawn())),
        Picture::Designed(design) => svg(designed_badge(design)),
        Picture::File(bytes) => {
            let media_type = image::check(bytes).unwrap_or_else(|err| {
                fields.wrong("/image", err.to_string());
                image::SVG
            });
            ImageRow { image_type: media_type.to_owned(), image: bytes.clone() }
        }
    }
}

async fn on_desk(tx: &mut Tx, id: IssuerId) -> Result<Vec<DeskAchievement>, StoreError> {
    let Some(issuer) = issuer::by_id(tx, id).await? else { return Ok(Vec::new()) };
    let issuer = Issuer::from(issuer);
    let counts = achievement::counts(tx, id).await?;
    let drafts = achievement::with_draft(tx, id).await?;
    let rows = achievement::of_issuer(tx, id).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let counted = counts.iter().find(|counted| counted.achievement_id == row.achievement_id);
            DeskAchievement {
                has_draft: drafts.contains(&row.achievement_id),
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
    use api::open_badges::Criteria;
    use web::words::achievements::kinds;

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
            let listed = kinds();
            let kinds = || listed.iter().flat_map(|(_, kinds)| kinds.iter()).map(|(kind, _)| *kind);
            for kind in kinds() {
                let mut new = bees();
                new.content.achievement_type = kind.to_owned();
                let made = create(&app, &staff, "marlow", new).await.unwrap();
                assert_eq!(made.content.name, "Bees");
                let drawn = image(&app, made.id, None).await.unwrap().unwrap();
                assert_eq!(drawn.media_type, "image/svg+xml");
                assert_eq!(image::check(&drawn.bytes), Ok("image/svg+xml"));
                assert!(drawn.bytes.len() <= 8192, "{kind}: {} bytes", drawn.bytes.len());
            }
            assert_eq!(list_public(&app, "marlow").await.unwrap().len(), kinds().count());
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
                picture: Picture::File(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec()),
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
            assert_eq!(show(&app, made.id, None).await.unwrap(), Some(made));
            assert_eq!(list_public(&app, "nowhere\0").await.unwrap(), []);
        })
        .await;
    }
}
