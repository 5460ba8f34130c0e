//! Writing an achievement, version by version: a draft is changed at will, what is published stays.

use serde_json::json;

use super::{AchievementError, AchievementState, NewAchievement, content_of, draft::Draft, image_png};
use crate::{
    app::App,
    flows::{
        audit,
        session::{Act, Viewer},
    },
    id::{AchievementId, IssuerId},
    store::{
        Tx,
        achievement::{self, AchievementRow, VersionRow},
    },
};

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
        kind: "achievement".to_owned(),
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

pub(super) fn number(version: i64) -> u32 {
    u32::try_from(version).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use api::open_badges::{AchievementContent, Criteria, ResultDescription, RubricCriterionLevel};
    use web::components::designer::Design;

    use super::*;
    use crate::flows::{
        achievement::{self as flow, Picture, VersionState, edit, history},
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
