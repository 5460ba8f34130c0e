//! Writing an achievement, version by version: a draft is changed at will, what is published stays.

use api::open_badges::AchievementContent;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use web::components::{designer::Design, drawn_badge};

use super::{
    Achievement, AchievementError, AchievementState, NewAchievement, check, content_of, image_png, picture,
    shown,
};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        audit,
        fields::Fields,
        issuer::Issuer,
        session::{Act, Viewer},
    },
    id::{AchievementId, IssuerId},
    store::{
        StoreError, Tx,
        achievement::{self, AchievementRow, ImageRow, NewVersion, VersionRow},
        issuer,
    },
};

/// What stands in the editor when it is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// The achievement, with the content of its newest version.
    pub achievement: Achievement,
    /// What its picture was put together from, where it was.
    pub design: Option<Design>,
    /// Whether that version is a draft.
    pub is_draft: bool,
}

/// One version of an achievement, told to its desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// Where it stands.
    pub state: VersionState,
    /// When it was published, or begun.
    pub at: OffsetDateTime,
    /// What it says.
    pub content: AchievementContent,
    /// The members that differ from the version before, by their names in Open Badges 3.0, and
    /// `image`, `suspendable`, `validDays`; of the first: none.
    pub changes: Vec<String>,
}

/// Where a version stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum VersionState {
    /// Being written.
    Draft,
    /// Awarded, or the last that was before the achievement was retired.
    Current,
    /// Awarded before.
    Earlier,
}

/// Writes a draft: of a new achievement where `id` is absent, else of the next version of that one.
///
/// # Errors
/// [`AchievementError`].
pub async fn write(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: Option<AchievementId>,
    new: NewAchievement,
) -> Result<AchievementId, AchievementError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let mut tx = app.db.write().await?;
    let id = match id {
        None => begin(app, &mut tx, desk.issuer, new).await?,
        Some(id) => {
            rewrite(app, &mut tx, desk.issuer, id, new).await?;
            id
        }
    };
    let subject = format!("achievement/{id}");
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "achievement.written", subject, &json!({}))
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Publishes the draft: it is what is awarded from now on. Gives the number of the version.
///
/// # Errors
/// [`AchievementError`]; [`AchievementError::NoDraft`] where nothing is being written.
pub async fn publish(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<u32, AchievementError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let mut tx = app.db.write().await?;
    let version = publish_in(app, &mut tx, desk.issuer, id).await?;
    let (subject, detail) = (format!("achievement/{id}"), json!({ "version": version }));
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "achievement.published", subject, &detail)
        .await?;
    tx.commit().await?;
    // Whoever asks first would have it made otherwise.
    image_png(app, id, Some(version)).await?;
    Ok(version)
}

/// Drops the draft, and with it an achievement that was never published: then `true`.
///
/// # Errors
/// [`AchievementError`]; [`AchievementError::NoDraft`] where nothing is being written.
pub async fn discard(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<bool, AchievementError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let mut tx = app.db.write().await?;
    let row = of_desk(&mut tx, desk.issuer, id).await?;
    draft_of(&mut tx, id).await?;
    achievement::delete_draft(&mut tx, id).await?;
    let gone = row.version == 0;
    if gone {
        achievement::delete(&mut tx, id).await?;
    }
    let subject = format!("achievement/{id}");
    audit::note(
        app,
        &mut tx,
        desk.issuer,
        Some(viewer.account),
        "achievement.discarded",
        subject,
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    Ok(gone)
}

/// Ends the awarding of an achievement; what was awarded stays good.
///
/// # Errors
/// [`AchievementError`]; [`AchievementError::State`] for one that is not awarded.
pub async fn retire(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<(), AchievementError> {
    turn(app, viewer, slug, id, AchievementState::Published, AchievementState::Retired).await
}

/// Awards a retired achievement again.
///
/// # Errors
/// [`AchievementError`]; [`AchievementError::State`] for one that is not retired.
pub async fn reinstate(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<(), AchievementError> {
    turn(app, viewer, slug, id, AchievementState::Retired, AchievementState::Published).await
}

async fn turn(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
    from: AchievementState,
    to: AchievementState,
) -> Result<(), AchievementError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let mut tx = app.db.write().await?;
    let state = AchievementState::of_name(&of_desk(&mut tx, desk.issuer, id).await?.state);
    if state != from {
        return Err(AchievementError::State(state));
    }
    achievement::set_state(&mut tx, id, to.name()).await?;
    let act = if to == AchievementState::Retired { "achievement.retired" } else { "achievement.reinstated" };
    let subject = format!("achievement/{id}");
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), act, subject, &json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// What the editor opens with: the draft, or what is published.
///
/// # Errors
/// [`AchievementError`].
pub async fn edit(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<Editing, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = of_desk(&mut tx, desk.issuer, id).await?;
    let issuer = issuer::by_id(&mut tx, desk.issuer).await?.ok_or(AchievementError::Unknown)?;
    let newest = achievement::versions(&mut tx, id).await?.into_iter().next();
    let newest = newest.ok_or(AchievementError::Unknown)?;
    Ok(Editing {
        achievement: Achievement {
            content: content_of(&newest.content),
            suspendable: newest.suspendable,
            valid_days: newest.valid_days.and_then(|days| u32::try_from(days).ok()),
            ..shown(&row, Issuer::from(issuer))
        },
        design: newest.design.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        is_draft: newest.published_at.is_none(),
    })
}

/// All versions of an achievement, the newest first.
///
/// # Errors
/// [`AchievementError`].
pub async fn history(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<Vec<Version>, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = of_desk(&mut tx, desk.issuer, id).await?;
    let versions = achievement::versions(&mut tx, id).await?;
    let mut images = Vec::with_capacity(versions.len());
    for version in &versions {
        images.push(achievement::image_of(&mut tx, id, version.version).await?.map(|row| row.image));
    }
    let told = versions.iter().zip(&images).enumerate().map(|(place, (version, image))| Version {
        number: number(version.version),
        state: match version.published_at {
            None => VersionState::Draft,
            Some(_) if version.version == row.version => VersionState::Current,
            Some(_) => VersionState::Earlier,
        },
        at: instant_of(version.published_at.unwrap_or(version.created_at)),
        content: content_of(&version.content),
        changes: versions.get(place + 1).map_or_else(Vec::new, |before| {
            let mut changes = changes(before, version);
            if images.get(place + 1) != Some(image) {
                changes.push("image".to_owned());
            }
            changes
        }),
    });
    Ok(told.collect())
}

/// The members in which two versions differ, in the order of the standard's text.
fn changes(before: &VersionRow, after: &VersionRow) -> Vec<String> {
    let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (old, new) = (read(&before.content), read(&after.content));
    let mut names: Vec<&String> =
        new.keys().chain(old.keys().filter(|key| !new.contains_key(*key))).collect();
    names.retain(|name| old.get(*name) != new.get(*name));
    let mut changes: Vec<String> = names.into_iter().cloned().collect();
    if before.suspendable != after.suspendable {
        changes.push("suspendable".to_owned());
    }
    if before.valid_days != after.valid_days {
        changes.push("validDays".to_owned());
    }
    changes
}

/// Makes an achievement that is a draft, in the caller's transaction.
pub(super) async fn begin(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    new: NewAchievement,
) -> Result<AchievementId, AchievementError> {
    let id: AchievementId = app.new_id();
    let draft = Draft::check(app, tx, issuer, id, None, new).await?;
    let now = app.clock.now_ms();
    let row = AchievementRow {
        achievement_id: id,
        issuer_id: issuer,
        state: AchievementState::Draft.name().to_owned(),
        version: 0,
        suspendable: draft.suspendable,
        valid_days: draft.valid_days,
        created_at: now,
        content: draft.content.clone(),
    };
    achievement::insert(tx, &row, &draft.name).await?;
    achievement::insert_version(tx, &draft.version(id, 1), now).await?;
    Ok(id)
}

/// Writes over the draft of an achievement, or begins one beside what is published.
async fn rewrite(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    id: AchievementId,
    new: NewAchievement,
) -> Result<(), AchievementError> {
    let row = of_desk(tx, issuer, id).await?;
    let newest = achievement::versions(tx, id).await?.into_iter().next().ok_or(AchievementError::Unknown)?;
    let draft = Draft::check(app, tx, issuer, id, Some(&newest), new).await?;
    if newest.published_at.is_none() {
        achievement::update_draft(tx, &draft.version(id, newest.version)).await?;
    } else {
        let version = draft.version(id, newest.version + 1);
        achievement::insert_version(tx, &version, app.clock.now_ms()).await?;
    }
    if row.version == 0 {
        achievement::rename_draft(tx, id, &draft.name).await?;
    }
    Ok(())
}

/// Publishes the draft in the caller's transaction.
pub(super) async fn publish_in(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    id: AchievementId,
) -> Result<u32, AchievementError> {
    of_desk(tx, issuer, id).await?;
    let draft = draft_of(tx, id).await?;
    if !achievement::publish(tx, id, draft.version, app.clock.now_ms()).await? {
        return Err(AchievementError::NoDraft);
    }
    achievement::award_version(tx, id, &draft, &content_of(&draft.content).name).await?;
    Ok(number(draft.version))
}

/// A draft that may be stored.
struct Draft {
    name: String,
    content: String,
    design: Option<String>,
    image: ImageRow,
    suspendable: bool,
    valid_days: Option<i64>,
}

impl Draft {
    /// * `before`: the version that it follows or replaces.
    async fn check(
        app: &App,
        tx: &mut Tx,
        issuer: IssuerId,
        id: AchievementId,
        before: Option<&VersionRow>,
        new: NewAchievement,
    ) -> Result<Self, AchievementError> {
        let issuer = issuer::by_id(tx, issuer).await?.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?;
        let mut fields = Fields::default();
        let content = check::checked(app, &mut fields, new.content);
        check::check_days(&mut fields, new.valid_days);
        let kept = match before {
            Some(before) => achievement::image_of(tx, id, before.version).await?,
            None => None,
        };
        let drawn = || drawn_badge(&id.to_string(), &issuer.slug, &content.achievement_type);
        let image = picture(&mut fields, &new.picture, kept, drawn);
        let text = |value: Result<String, _>| value.expect("text and numbers always serialise");
        let design = match &new.picture {
            super::Picture::Designed(design) => Some(text(serde_json::to_string(design))),
            super::Picture::Kept => before.and_then(|before| before.design.clone()),
            _ => None,
        };
        fields.right(()).map_err(AchievementError::Fields)?;
        Ok(Self {
            content: text(serde_json::to_string(&content)),
            name: content.name,
            design,
            image,
            suspendable: new.suspendable,
            valid_days: new.valid_days.map(i64::from),
        })
    }

    fn version(&self, id: AchievementId, version: i64) -> NewVersion<'_> {
        NewVersion {
            achievement_id: id,
            version,
            content: &self.content,
            design: self.design.as_deref(),
            image: &self.image,
            suspendable: self.suspendable,
            valid_days: self.valid_days,
            published_at: None,
        }
    }
}

/// An achievement of this institution.
pub(super) async fn of_desk(
    tx: &mut Tx,
    issuer: IssuerId,
    id: AchievementId,
) -> Result<AchievementRow, AchievementError> {
    let row = achievement::by_id(tx, id).await?.filter(|row| row.issuer_id == issuer);
    row.ok_or(AchievementError::Unknown)
}

async fn draft_of(tx: &mut Tx, id: AchievementId) -> Result<VersionRow, AchievementError> {
    let newest = achievement::versions(tx, id).await?.into_iter().next();
    newest.filter(|newest| newest.published_at.is_none()).ok_or(AchievementError::NoDraft)
}

fn number(version: i64) -> u32 {
    u32::try_from(version).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use api::open_badges::{Criteria, ResultDescription, RubricCriterionLevel};

    use super::*;
    use crate::flows::{
        achievement::{self as flow, Picture},
        issue::{self, IssueError},
        testing::{an_award, desk, with_app},
    };

    fn bees(description: &str) -> NewAchievement {
        let content = AchievementContent {
            name: "Bees".to_owned(),
            description: description.to_owned(),
            criteria: Criteria { narrative: Some("Keep bees.".to_owned()), id: None },
            achievement_type: "Badge".to_owned(),
            ..AchievementContent::default()
        };
        NewAchievement { content, ..NewAchievement::default() }
    }

    #[tokio::test]
    async fn a_draft_is_its_desks_alone_and_cannot_be_awarded() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = write(&app, &staff, "marlow", None, bees("One.")).await.unwrap();
            assert_eq!(flow::show(&app, id, None).await.unwrap(), None);
            assert_eq!(flow::show(&app, id, Some(1)).await.unwrap(), None);
            assert_eq!(flow::image(&app, id, None).await.unwrap(), None);
            assert_eq!(flow::image(&app, id, Some(1)).await.unwrap(), None);
            assert_eq!(flow::list_public(&app, "marlow").await.unwrap(), []);
            assert!(flow::desk_image(&app, &staff, "marlow", id, None).await.is_ok());
            let refused = issue::award(&app, &staff, "marlow", an_award(id, "ada@a.example")).await;
            assert!(matches!(refused, Err(IssueError::NotPublished)));
            assert_eq!(publish(&app, &staff, "marlow", id).await.unwrap(), 1);
            issue::award(&app, &staff, "marlow", an_award(id, "ada@a.example")).await.unwrap();
            let again = publish(&app, &staff, "marlow", id).await;
            assert!(matches!(again, Err(AchievementError::NoDraft)));
        })
        .await;
    }

    #[tokio::test]
    async fn an_edited_achievement_is_awarded_as_it_was_until_it_is_published() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = flow::create(&app, &staff, "marlow", bees("One.")).await.unwrap().id;
            let mut next = bees("Two.");
            next.valid_days = Some(30);
            next.picture = Picture::Designed(Design::default());
            write(&app, &staff, "marlow", Some(id), next).await.unwrap();
            let shown = |version| flow::show(&app, id, version);
            assert_eq!(shown(None).await.unwrap().unwrap().content.description, "One.");
            assert_eq!(shown(Some(2)).await.unwrap(), None);
            let first = issue::award(&app, &staff, "marlow", an_award(id, "ada@a.example")).await.unwrap();
            assert!(first.document.contains("One.") && !first.document.contains("validUntil"));
            assert_eq!(publish(&app, &staff, "marlow", id).await.unwrap(), 2);
            let second = issue::award(&app, &staff, "marlow", an_award(id, "ben@a.example")).await.unwrap();
            assert!(second.document.contains("Two.") && second.document.contains("validUntil"));
            let after = shown(None).await.unwrap().unwrap();
            assert_eq!((after.content.description.as_str(), after.version), ("Two.", 2));
            assert_eq!(shown(Some(1)).await.unwrap().unwrap().content.description, "One.");
            let history = history(&app, &staff, "marlow", id).await.unwrap();
            assert_eq!(history[0].changes, ["description", "validDays", "image"]);
            assert_eq!(history[1].state, VersionState::Earlier);
            let editing = edit(&app, &staff, "marlow", id).await.unwrap();
            assert_eq!((editing.design, editing.is_draft), (Some(Design::default()), false));
        })
        .await;
    }

    #[tokio::test]
    async fn a_discarded_draft_leaves_what_is_published_and_nothing_else() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = flow::create(&app, &staff, "marlow", bees("One.")).await.unwrap().id;
            write(&app, &staff, "marlow", Some(id), bees("Two.")).await.unwrap();
            assert!(flow::open(&app, &staff, "marlow", id).await.unwrap().has_draft);
            assert!(!discard(&app, &staff, "marlow", id).await.unwrap());
            assert_eq!(history(&app, &staff, "marlow", id).await.unwrap().len(), 1);
            assert!(matches!(discard(&app, &staff, "marlow", id).await, Err(AchievementError::NoDraft)));
            let new = write(&app, &staff, "marlow", None, bees("Never.")).await.unwrap();
            assert!(discard(&app, &staff, "marlow", new).await.unwrap());
            assert!(matches!(edit(&app, &staff, "marlow", new).await, Err(AchievementError::Unknown)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_retired_achievement_is_not_awarded_until_it_is_taken_up_again() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = flow::create(&app, &staff, "marlow", bees("One.")).await.unwrap().id;
            let early = reinstate(&app, &staff, "marlow", id).await;
            assert!(matches!(early, Err(AchievementError::State(AchievementState::Published))));
            retire(&app, &staff, "marlow", id).await.unwrap();
            let refused = issue::award(&app, &staff, "marlow", an_award(id, "ada@a.example")).await;
            assert!(matches!(refused, Err(IssueError::NotPublished)));
            assert_eq!(flow::list_public(&app, "marlow").await.unwrap(), []);
            assert!(flow::show(&app, id, None).await.unwrap().is_some(), "what was awarded names it");
            reinstate(&app, &staff, "marlow", id).await.unwrap();
            issue::award(&app, &staff, "marlow", an_award(id, "ada@a.example")).await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn what_contradicts_itself_is_named_field_by_field() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let mut new = bees("One.");
            let text = |text: &str| Some(text.to_owned());
            let bounds = ResultDescription {
                name: "Score".to_owned(),
                result_type: "RawScore".to_owned(),
                value_min: text("9"),
                value_max: text("1"),
                required_value: text("5"),
                ..ResultDescription::default()
            };
            let grades = ResultDescription {
                name: "Grade".to_owned(),
                result_type: "LetterGrade".to_owned(),
                allowed_value: ["C", "A", "C"].map(str::to_owned).to_vec(),
                required_value: text("B"),
                ..ResultDescription::default()
            };
            let level = |name: &str| RubricCriterionLevel { name: name.to_owned(), ..Default::default() };
            let rubric = ResultDescription {
                name: "Rubric".to_owned(),
                result_type: "Marks".to_owned(),
                rubric_criterion_level: vec![level("Seen"), level("Seen")],
                required_level: text("Mastered"),
                ..ResultDescription::default()
            };
            new.content.result_description = vec![bounds, grades, rubric];
            new.content.criteria.id = text("javascript:alert(1)");
            new.content.in_language = text("English");
            new.valid_days = Some(0);
            let refused = write(&app, &staff, "marlow", None, new).await;
            let Err(AchievementError::Fields(fields)) = refused else { panic!("not refused") };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(
                pointers,
                [
                    "/criteria/id",
                    "/resultDescription/0/valueMax",
                    "/resultDescription/0/requiredValue",
                    "/resultDescription/1/allowedValue",
                    "/resultDescription/1/requiredValue",
                    "/resultDescription/2/resultType",
                    "/resultDescription/2/rubricCriterionLevel",
                    "/resultDescription/2/requiredLevel",
                    "/inLanguage",
                    "/validDays",
                ]
            );
        })
        .await;
    }

    #[tokio::test]
    async fn parts_get_ids_and_keep_them_and_a_level_goes_by_its_name() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let mut new = bees("One.");
            let level = |name: &str| RubricCriterionLevel { name: name.to_owned(), ..Default::default() };
            new.content.result_description = vec![ResultDescription {
                name: "Rubric".to_owned(),
                result_type: "RubricCriterionLevel".to_owned(),
                rubric_criterion_level: vec![level("Seen"), level("Done")],
                required_level: Some("Done".to_owned()),
                ..ResultDescription::default()
            }];
            let id = write(&app, &staff, "marlow", None, new).await.unwrap();
            let content = edit(&app, &staff, "marlow", id).await.unwrap().achievement.content;
            let result = &content.result_description[0];
            assert!(result.id.starts_with("urn:uuid:"));
            assert_eq!(result.required_level.as_ref(), Some(&result.rubric_criterion_level[1].id));
            let again = NewAchievement { content: content.clone(), ..NewAchievement::default() };
            write(&app, &staff, "marlow", Some(id), again).await.unwrap();
            assert_eq!(edit(&app, &staff, "marlow", id).await.unwrap().achievement.content, content);
        })
        .await;
    }
}
