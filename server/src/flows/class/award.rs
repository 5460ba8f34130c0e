//! Awarding one achievement to a class: all of it in one transaction, and once, however often the
//! button is pressed.

use std::collections::{BTreeMap, BTreeSet};

use api::open_badges::{AchievementContent, Result as AwardResult, ResultDescription, SubjectContent};
use serde_json::json;

use super::{Class, ClassError, note, see};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        Email, audit,
        claim::code::{Code, Slip, codes_for},
        fields::Fields,
        issue::{self, Awarded, IssueError, Order, Press, To, content},
        learner::Learner,
        session::{Act, NotAllowed, Viewer},
    },
    id::{AchievementId, AwardingId, ClassId, CredentialId, LearnerId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError,
        awarding::{self, AwardingRow},
        credential, learner,
    },
};

/// A class about to be awarded something.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The class.
    pub class: Class,
    /// What is awarded.
    pub achievement: AchievementId,
    /// What that says.
    pub content: AchievementContent,
    /// Who is in the class, without those who have left.
    pub pupils: Vec<Learner>,
    /// Those of them who have it already, and it stands.
    pub have_it: BTreeSet<LearnerId>,
}

/// An award to a class, as typed.
#[derive(Clone, Debug)]
pub struct ClassAward {
    /// The form's own id: awarded once.
    pub id: AwardingId,
    /// What is awarded.
    pub achievement: AchievementId,
    /// The term, for all; may be empty.
    pub term: String,
    /// To whom.
    pub pupils: Vec<PupilAward>,
}

/// What is particular to one pupil.
#[derive(Clone, Debug)]
pub struct PupilAward {
    /// Who.
    pub learner: LearnerId,
    /// What they did for it; Markdown; may be empty.
    pub note: String,
    /// Their results.
    pub result: Vec<AwardResult>,
    /// They get it although they have it already.
    pub again: bool,
}

/// What was awarded to a class at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The class.
    pub class: Class,
    /// What was awarded, by name.
    pub achievement_name: String,
    /// To whom.
    pub awards: Vec<Awarded>,
}

/// Why a class was not awarded anything.
#[derive(Debug, thiserror::Error)]
pub enum ClassAwardError {
    /// The class.
    #[error(transparent)]
    Class(#[from] ClassError),
    /// The award.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// Fields need another look.
    #[error("the award needs another look")]
    Fields(Vec<FieldProblem>),
    /// No such press of the button.
    #[error("there is no such award")]
    Unknown,
}

impl From<NotAllowed> for ClassAwardError {
    fn from(err: NotAllowed) -> Self {
        Self::Class(err.into())
    }
}

impl From<StoreError> for ClassAwardError {
    fn from(err: StoreError) -> Self {
        Self::Class(err.into())
    }
}

impl From<ClassAwardError> for Problem {
    fn from(err: ClassAwardError) -> Self {
        match err {
            ClassAwardError::Class(source) => source.into(),
            ClassAwardError::Issue(source) => source.into(),
            ClassAwardError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            ClassAwardError::Unknown => Self::not_found(&err),
        }
    }
}

/// The class with what is needed to award it this.
///
/// # Errors
/// [`ClassAwardError`].
pub async fn sheet(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    achievement: AchievementId,
) -> Result<Sheet, ClassAwardError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.read().await?;
    let class = see(&mut tx, viewer, desk, id).await?;
    let press = Press::open(app, &mut tx, desk.issuer, achievement).await?;
    let pupils = learner::of_class(&mut tx, id).await?;
    let have_it = credential::learners_with(&mut tx, desk.issuer, achievement).await?;
    Ok(Sheet {
        class: class.into(),
        achievement,
        content: press.content().clone(),
        have_it: have_it.into_iter().filter(|id| pupils.iter().any(|row| row.learner_id == *id)).collect(),
        pupils: pupils.into_iter().filter(|row| row.left_at.is_none()).map(Learner::from).collect(),
    })
}

/// What is wrong with an award to a class, if anything; nothing is stored. Field pointers are
/// `/pupils`, `/content/term` and, by the place of the pupil, `/pupils/0/content/narrative`,
/// `/pupils/0/content/result/0/value` and so on.
///
/// # Errors
/// [`ClassAwardError`].
pub async fn look(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    award: &ClassAward,
) -> Result<(), ClassAwardError> {
    let sheet = sheet(app, viewer, slug, id, award.achievement).await?;
    decided(&sheet, award).map(drop)
}

/// Awards it: when this returns, all of it is signed and on disk, or none of it. The form's id is
/// good once; when it was used before, nothing more is awarded.
///
/// # Errors
/// [`ClassAwardError`], with the pointers of [`look`].
pub async fn award(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    award: &ClassAward,
) -> Result<(), ClassAwardError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.write().await?;
    let class = see(&mut tx, viewer, desk, id).await?;
    let press = Press::open(app, &mut tx, desk.issuer, award.achievement).await?;
    let now = app.clock.now_ms();
    let pressed = AwardingRow {
        awarding_id: award.id,
        issuer_id: desk.issuer,
        account_id: viewer.account,
        achievement_id: award.achievement,
        class_id: Some(id),
        awarded_at: now,
    };
    if !awarding::insert(&mut tx, &pressed).await? {
        return Ok(());
    }
    let have_it = credential::learners_with(&mut tx, desk.issuer, award.achievement).await?;
    let pupils = learner::of_class(&mut tx, id).await?;
    let sheet = Sheet {
        class: class.into(),
        achievement: award.achievement,
        content: press.content().clone(),
        have_it: have_it.into_iter().collect(),
        pupils: pupils.into_iter().filter(|row| row.left_at.is_none()).map(Learner::from).collect(),
    };
    let orders: Vec<Order> = decided(&sheet, award)?
        .into_iter()
        .map(|(to, content)| Order {
            to,
            content,
            awarded_at: instant_of(now),
            valid_from: instant_of(now),
            valid_until: None,
            class: Some(id),
            bulk: None,
            by: Some(viewer.account),
        })
        .collect();
    let issued = press.issue(app, &mut tx, &orders).await?;
    let told: Vec<_> = orders.iter().zip(issued.iter().map(|issued| issued.id)).collect();
    issue::tell(app, &mut tx, &press, &told).await?;
    let detail = json!({ "achievement": award.achievement.to_string(), "by": "class", "class": id });
    for issued in &issued {
        let (by, subject) = (Some(viewer.account), format!("credential/{}", issued.id));
        audit::note(app, &mut tx, desk.issuer, by, "credential.awarded", subject, &detail).await?;
    }
    let detail = json!({ "achievement": award.achievement.to_string(), "pupils": orders.len() });
    note(app, &mut tx, desk, viewer, "class.awarded", id, &detail).await?;
    tx.commit().await?;
    tracing::info!(class.id = %id, issuer.id = %desk.issuer, count = orders.len(), "awarded a class");
    Ok(())
}

/// What one press of the button did.
///
/// # Errors
/// [`ClassAwardError`].
pub async fn done(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    pressed: AwardingId,
) -> Result<Done, ClassAwardError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let class = see(&mut tx, viewer, desk, id).await?;
    let row = awarding::by_id(&mut tx, desk.issuer, pressed).await?.filter(|row| row.class_id == Some(id));
    let row = row.ok_or(ClassAwardError::Unknown)?;
    let awards = credential::of_class(&mut tx, desk.issuer, id).await?;
    let awards: Vec<Awarded> = awards
        .into_iter()
        .filter(|award| award.awarded_at == row.awarded_at && award.achievement_id == row.achievement_id)
        .map(Awarded::from)
        .collect();
    let achievement_name = awards.first().map(|award| award.achievement_name.clone()).unwrap_or_default();
    Ok(Done { class: class.into(), achievement_name, awards })
}

/// Slips for what was awarded in a class: of one press of the button, or all.
///
/// * `with_email`: also for those who were sent a letter.
///
/// # Errors
/// [`ClassAwardError`].
pub async fn slips(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    pressed: Option<AwardingId>,
    with_email: bool,
) -> Result<Vec<Slip>, ClassAwardError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.write().await?;
    see(&mut tx, viewer, desk, id).await?;
    let pressed = match pressed {
        None => None,
        Some(pressed) => {
            let row = awarding::by_id(&mut tx, desk.issuer, pressed).await?;
            Some(row.filter(|row| row.class_id == Some(id)).ok_or(ClassAwardError::Unknown)?)
        }
    };
    let rows = credential::of_class(&mut tx, desk.issuer, id).await?.into_iter().filter(|award| {
        award.revoked_at.is_none()
            && (award.recipient_email.is_empty() || with_email && desk.may_change(viewer, award.awarded_by))
            && pressed.is_none_or(|row| {
                award.awarded_at == row.awarded_at && award.achievement_id == row.achievement_id
            })
    });
    let awards: Vec<Awarded> = rows.map(Awarded::from).collect();
    let waiting: Vec<CredentialId> =
        awards.iter().filter(|award| award.claimed_at.is_none()).map(|award| award.id).collect();
    let codes = codes_for(app, &mut tx, desk.issuer, &waiting).await?;
    note(app, &mut tx, desk, viewer, "class.slips", id, &json!({ "slips": codes.len() })).await?;
    tx.commit().await?;
    let mut codes: BTreeMap<CredentialId, Code> =
        codes.into_iter().map(|code| (code.credential, code)).collect();
    Ok(awards.into_iter().map(|award| Slip { code: codes.remove(&award.id), award }).collect())
}

/// Everything about everybody, or all that is wrong with it.
fn decided(sheet: &Sheet, award: &ClassAward) -> Result<Vec<(To, SubjectContent)>, ClassAwardError> {
    let mut fields = Fields::default();
    let mut orders = Vec::new();
    let mut taken = BTreeSet::new();
    if award.pupils.is_empty() {
        fields.wrong("/pupils", "tick whoever gets it");
    }
    for (place, typed) in award.pupils.iter().enumerate() {
        let Some(pupil) = sheet.pupils.iter().find(|pupil| pupil.id == typed.learner) else {
            fields.wrong("/pupils", "somebody here is not in the class any more; look at the list again");
            continue;
        };
        if !taken.insert(pupil.id) {
            continue;
        }
        if sheet.have_it.contains(&pupil.id) && !typed.again {
            fields.wrong("/pupils", format!("{} has it by now; look at the list again", pupil.name));
        }
        let some = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        let content = SubjectContent {
            narrative: some(&typed.note),
            result: typed.result.clone(),
            term: some(&award.term),
            ..SubjectContent::default()
        };
        let mut own = Fields::default();
        let content = content::checked(&mut own, &sheet.content, content);
        if let Err(problems) = own.right(()) {
            for problem in problems {
                fields.wrong(&format!("/pupils/{place}{}", problem.pointer), problem.detail);
            }
        }
        let to = To {
            name: pupil.name.clone(),
            email: pupil.email.as_deref().and_then(Email::read),
            learner: Some(pupil.id),
            source_id: pupil.number.clone(),
            did: pupil.did.clone(),
        };
        orders.push((to, content));
    }
    fields.right(orders).map_err(ClassAwardError::Fields)
}

/// A result as a form has it: one text, which is a level's id, a status or a value, as the
/// description says. Nothing, where nothing was typed.
pub fn result_of(description: &ResultDescription, typed: &str) -> Option<AwardResult> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let result = AwardResult { result_description: Some(description.id.clone()), ..AwardResult::default() };
    let text = Some(typed.to_owned());
    Some(if !description.rubric_criterion_level.is_empty() {
        AwardResult { achieved_level: text, ..result }
    } else if description.result_type == "Status" {
        AwardResult { status: text, ..result }
    } else {
        AwardResult { value: text, ..result }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::flows::{
        class::{NewClass, make, open},
        outbox,
        testing::{achievement, desk, with_app},
    };

    fn all_of(sheet: &Sheet, id: AwardingId) -> ClassAward {
        let pupils = sheet.pupils.iter().map(|pupil| PupilAward {
            learner: pupil.id,
            note: "Did well.".to_owned(),
            result: Vec::new(),
            again: false,
        });
        ClassAward { id, achievement: sheet.achievement, term: "Autumn".to_owned(), pupils: pupils.collect() }
    }

    #[tokio::test]
    async fn a_class_is_awarded_once_however_often_the_button_is_pressed() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let new = NewClass { name: "7b".to_owned(), ..NewClass::default() };
            let names = "Ada Obi, ada@a.example\nBen Ito\nCy Lee";
            let id = make(&app, &staff, "marlow", &new, names, &BTreeMap::new()).await.unwrap();
            let sheet = super::sheet(&app, &staff, "marlow", id, bees).await.unwrap();
            let mails = outbox::list(&app, 99).await.unwrap().len();
            let typed = all_of(&sheet, app.new_id());
            for _ in 0..3 {
                award(&app, &staff, "marlow", id, &typed).await.unwrap();
            }
            let done = done(&app, &staff, "marlow", id, typed.id).await.unwrap();
            assert_eq!((done.awards.len(), done.achievement_name.as_str()), (3, "Bees"));
            assert_eq!(outbox::list(&app, 99).await.unwrap().len(), mails + 1, "one has an address");
            assert_eq!(open(&app, &staff, "marlow", id).await.unwrap().awards.len(), 3);
            // Those who have it do not get it again unless somebody says so.
            let sheet = super::sheet(&app, &staff, "marlow", id, bees).await.unwrap();
            assert_eq!(sheet.have_it.len(), 3);
            let mut again = all_of(&sheet, app.new_id());
            let refused = award(&app, &staff, "marlow", id, &again).await;
            assert!(matches!(refused, Err(ClassAwardError::Fields(fields)) if fields.len() == 3));
            again.pupils.truncate(1);
            again.pupils[0].again = true;
            award(&app, &staff, "marlow", id, &again).await.unwrap();
            assert_eq!(open(&app, &staff, "marlow", id).await.unwrap().awards.len(), 4);
        })
        .await;
    }

    #[tokio::test]
    async fn slips_are_for_those_without_an_address_and_print_the_same_again() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let new = NewClass { name: "7b".to_owned(), ..NewClass::default() };
            let names = "Ada Obi, ada@a.example\nBen Ito\nCy Lee";
            let id = make(&app, &staff, "marlow", &new, names, &BTreeMap::new()).await.unwrap();
            let sheet = super::sheet(&app, &staff, "marlow", id, bees).await.unwrap();
            let typed = all_of(&sheet, app.new_id());
            award(&app, &staff, "marlow", id, &typed).await.unwrap();
            let codes = async |with_email: bool| -> Vec<(String, String)> {
                let slips = slips(&app, &staff, "marlow", id, Some(typed.id), with_email).await.unwrap();
                let code = |slip: Slip| (slip.award.recipient_name, slip.code.unwrap().code);
                slips.into_iter().map(code).collect()
            };
            let first = codes(false).await;
            assert_eq!(
                first.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
                ["Ben Ito", "Cy Lee"]
            );
            assert_eq!(codes(false).await, first, "reprinted with the same codes");
            assert_eq!(codes(true).await.len(), 3);
            let other = slips(&app, &staff, "marlow", id, Some(app.new_id()), false).await;
            assert!(matches!(other, Err(ClassAwardError::Unknown)));
        })
        .await;
    }
}
