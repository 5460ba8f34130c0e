//! Whom an institution teaches: enrolling learners, finding them, what each was awarded.
//!
//! A teacher sees the learners of their own classes, and keeps what is written about them.

use serde_json::json;
use time::OffsetDateTime;

use super::{
    audit, class,
    class::Class,
    fields::{Email, Fields},
    issue::Awarded,
    session::{Act, Desk, NotAllowed, Viewer},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{IssuerId, LearnerId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx, credential,
        learner::{self, LearnerRow},
        like,
    },
};

/// Characters of the longest name,
pub(super) const MOST_NAME: usize = 200;
/// and of the longest number.
pub(super) const MOST_NUMBER: usize = 100;

/// Somebody whom an institution teaches.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Learner {
    /// Their id.
    pub id: LearnerId,
    /// Their name.
    pub name: String,
    /// Their e-mail address, where they have one.
    pub email: Option<String>,
    /// The institution's number for them.
    pub number: Option<String>,
    /// Their DID.
    pub did: Option<String>,
    /// When they left.
    pub left_at: Option<OffsetDateTime>,
}

/// A learner, as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NewLearner {
    /// The name.
    pub name: String,
    /// The e-mail address; empty: none.
    pub email: String,
    /// The institution's number; empty: none.
    pub number: String,
    /// Whether they have left.
    pub left: bool,
}

/// Some of an institution's learners.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Learners {
    /// By name.
    pub learners: Vec<Learner>,
    /// Whether there are more after these.
    pub more: bool,
}

/// What is known of one learner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LearnerFile {
    /// Who it is.
    pub learner: Learner,
    /// The classes they are in, as far as they are the viewer's to see.
    pub classes: Vec<Class>,
    /// What they were awarded, newest first, as far as it is the viewer's to see.
    pub awards: Vec<Awarded>,
    /// Whether the viewer may change what is written about them.
    pub keeps: bool,
}

/// Why learners were not found or not kept.
#[derive(Debug, thiserror::Error)]
pub enum LearnerError {
    /// The desk is somebody else's, or this is not theirs to do.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No such learner here.
    #[error("this institution has no such learner")]
    Unknown,
    /// Fields need another look.
    #[error("what is written about the learner needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the learner")]
    Store(#[from] StoreError),
}

impl From<LearnerError> for Problem {
    fn from(err: LearnerError) -> Self {
        match err {
            LearnerError::NotAllowed(source) => source.into(),
            LearnerError::Unknown => Self::not_found(&err),
            LearnerError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            LearnerError::Store(source) => source.into(),
        }
    }
}

/// The learners whose name, address or number has `search` in it, by name.
///
/// * `from`: how many to pass over; `limit`: how many at most.
///
/// # Errors
/// [`LearnerError`].
pub async fn list(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    search: &str,
    (from, limit): (u32, u32),
) -> Result<Learners, LearnerError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let window = (i64::from(from), i64::from(limit) + 1);
    let pattern = pattern(search);
    let teacher = teacher(desk, viewer);
    let mut rows = learner::search(&mut tx, desk.issuer, &pattern, &teacher, window).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    Ok(Learners { learners: rows.into_iter().map(Learner::from).collect(), more })
}

/// The same in the order in which they were enrolled, after one of them; at most `limit`.
///
/// # Errors
/// [`LearnerError`].
pub async fn enrolled_after(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    search: &str,
    after: Option<LearnerId>,
    limit: u32,
) -> Result<Vec<Learner>, LearnerError> {
    let desk = viewer.at(slug, Act::See)?;
    let (pattern, teacher) = (pattern(search), teacher(desk, viewer));
    let mut tx = app.db.read().await?;
    let rows =
        learner::search_after(&mut tx, desk.issuer, &pattern, &teacher, after, i64::from(limit)).await?;
    Ok(rows.into_iter().map(Learner::from).collect())
}

/// Whoever `text` stands for: the one with that number, else those of that name. Those who have left
/// are not among them.
///
/// # Errors
/// [`LearnerError`].
pub async fn called(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    text: &str,
) -> Result<Vec<Learner>, LearnerError> {
    let text = text.trim();
    let mut found = list(app, viewer, slug, text, (0, 100)).await?.learners;
    found.retain(|learner| learner.left_at.is_none());
    if let Some(one) = found.iter().find(|learner| learner.number.as_deref() == Some(text)) {
        return Ok(vec![one.clone()]);
    }
    found.retain(|learner| learner.name.to_lowercase() == text.to_lowercase());
    Ok(found)
}

/// What is known of one learner.
///
/// # Errors
/// [`LearnerError`].
pub async fn open(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: LearnerId,
) -> Result<LearnerFile, LearnerError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = learner::by_id(&mut tx, desk.issuer, id).await?.ok_or(LearnerError::Unknown)?;
    let classes = class::of_learner(&mut tx, viewer, desk, id).await?;
    if !desk.sees_all() && classes.is_empty() {
        return Err(LearnerError::Unknown);
    }
    let awards = credential::of_learner(&mut tx, desk.issuer, id).await?.into_iter().map(Awarded::from);
    let theirs = |award: &Awarded| {
        desk.sees_all()
            || award.awarded_by == Some(viewer.account)
            || classes.iter().any(|class| Some(class.id) == award.class)
    };
    let awards = awards.filter(theirs).collect();
    let keeps = desk.may(Act::Enrol) || desk.may(Act::Award) && desk.role == super::session::Role::Issuer;
    Ok(LearnerFile { learner: row.into(), classes, awards, keeps })
}

/// Enrols somebody at the institution called `slug`. Field pointers are `/name`, `/email` and
/// `/number`.
///
/// # Errors
/// [`LearnerError`].
pub async fn enrol(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    new: &NewLearner,
) -> Result<LearnerId, LearnerError> {
    let desk = viewer.at(slug, Act::Enrol)?;
    let mut tx = app.db.write().await?;
    let blank = blank(app, desk.issuer);
    let row = checked(app, &mut tx, blank, new).await?;
    learner::insert(&mut tx, &row).await?;
    let subject = format!("learner/{}", row.learner_id);
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "learner.enrolled", subject, &json!({}))
        .await?;
    tx.commit().await?;
    Ok(row.learner_id)
}

/// Writes down what is known of a learner now. Field pointers as in [`enrol`].
///
/// # Errors
/// [`LearnerError`].
pub async fn edit(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: LearnerId,
    new: &NewLearner,
) -> Result<(), LearnerError> {
    let desk = class::keeper(viewer, slug)?;
    let mut tx = app.db.write().await?;
    let old = learner::by_id(&mut tx, desk.issuer, id).await?.ok_or(LearnerError::Unknown)?;
    if !desk.may(Act::Enrol) && class::of_learner(&mut tx, viewer, desk, id).await?.is_empty() {
        return Err(LearnerError::Unknown);
    }
    let row = checked(app, &mut tx, old.clone(), new).await?;
    if !desk.may(Act::Enrol) {
        kept(&old, &row)?;
    }
    learner::update(&mut tx, &row).await?;
    let told = audit::Told { detail: &json!({}), before: &written(&old), after: &written(&row) };
    let (by, subject) = (Some(viewer.account), format!("learner/{id}"));
    audit::note_change(app, &mut tx, desk.issuer, by, "learner.changed", subject, told);
    tx.commit().await?;
    Ok(())
}

/// What is written about a learner, for the note of a change.
pub(in crate::flows) fn written(row: &LearnerRow) -> serde_json::Value {
    let LearnerRow { name, email, source_id, left_at, .. } = row;
    json!({ "name": name, "email": email, "number": source_id, "left": left_at.is_some() })
}

/// Whether a teacher left alone what offers and lists go by: whoever could change it could have sent
/// to themselves what is meant for a learner.
fn kept(old: &LearnerRow, new: &LearnerRow) -> Result<(), LearnerError> {
    let mut fields = Fields::default();
    let changed = |old: &Option<String>, new: &Option<String>| old.is_some() && old != new;
    if changed(&old.email, &new.email) {
        fields.wrong("/email", "a registrar can change an address that is known");
    }
    if changed(&old.source_id, &new.source_id) {
        fields.wrong("/number", "a registrar can change a number that is known");
    }
    fields.right(()).map_err(LearnerError::Fields)
}

/// Nobody yet.
pub(super) fn blank(app: &App, issuer: IssuerId) -> LearnerRow {
    LearnerRow {
        learner_id: app.new_id(),
        issuer_id: issuer,
        source_id: None,
        name: String::new(),
        email: None,
        did: None,
        created_at: app.clock.now_ms(),
        left_at: None,
    }
}

/// `old` with what was typed, or all that is wrong with it.
async fn checked(
    app: &App,
    tx: &mut Tx,
    old: LearnerRow,
    new: &NewLearner,
) -> Result<LearnerRow, LearnerError> {
    let mut fields = Fields::default();
    let name = fields.line("/name", &new.name, MOST_NAME);
    let email = match new.email.trim() {
        "" => None,
        text => fields.email("/email", text).map(|email: Email| email.to_string()),
    };
    let source_id = match new.number.trim() {
        "" => None,
        text => Some(fields.line("/number", text, MOST_NUMBER)),
    };
    if let Some(number) = &source_id
        && let Some(other) = learner::of_source(tx, old.issuer_id, number).await?
        && other.learner_id != old.learner_id
    {
        fields.wrong("/number", "somebody else has this number; write another, or none");
    }
    fields.right(()).map_err(LearnerError::Fields)?;
    let left_at = new.left.then(|| old.left_at.unwrap_or_else(|| app.clock.now_ms()));
    Ok(LearnerRow { source_id, name, email, left_at, ..old })
}

/// The account that all must be taught by, where not all of the desk is the viewer's to see.
pub(super) fn teacher(desk: &Desk, viewer: &Viewer) -> String {
    if desk.sees_all() { String::new() } else { viewer.account.to_string() }
}

/// What `like` takes for text that has `search` in it.
fn pattern(search: &str) -> String {
    let words: String =
        search.trim().to_lowercase().chars().filter(|letter| *letter != '\0').take(100).collect();
    like(&words)
}

impl From<LearnerRow> for Learner {
    fn from(row: LearnerRow) -> Self {
        Self {
            id: row.learner_id,
            name: row.name,
            email: row.email,
            number: row.source_id,
            did: row.did,
            left_at: row.left_at.map(instant_of),
        }
    }
}
