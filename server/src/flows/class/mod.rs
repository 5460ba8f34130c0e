//! Classes: who is taught together, and by whom.
//!
//! A registrar keeps all of them. A teacher makes and keeps their own, and knows of no other.

pub mod award;
mod pupils;
pub mod roster;

use serde_json::json;
use time::OffsetDateTime;

pub use pupils::{Choice, Fate, Understood, add, add_known, check, make, remove};

use super::{
    audit,
    fields::Fields,
    issue::Awarded,
    learner::{Learner, teacher},
    session::{Act, Desk, NotAllowed, Viewer},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AccountId, ClassId, LearnerId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx,
        class::{self, ClassRow},
        class_staff::{self, TeacherRow},
        count, credential, learner,
    },
};

/// A class.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Class {
    /// Its id.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Its term; may be empty.
    pub term: String,
    /// How many are in it.
    pub pupils: u64,
    /// When it was put away.
    pub archived_at: Option<OffsetDateTime>,
}

/// Somebody who teaches, or could.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Teacher {
    /// Who.
    pub account: AccountId,
    /// Their name; may be empty.
    pub name: String,
    /// The first of their addresses.
    pub email: String,
}

/// A class with what is in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClassFile {
    /// The class.
    pub class: Class,
    /// Who teaches it.
    pub teachers: Vec<Teacher>,
    /// Who is in it.
    pub pupils: Vec<Learner>,
    /// What was awarded in it, newest first.
    pub awards: Vec<Awarded>,
    /// Whether the viewer may change it.
    pub keeps: bool,
}

/// A class, as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NewClass {
    /// Its name.
    pub name: String,
    /// Its term; may be empty.
    pub term: String,
    /// Who teaches it; a teacher who makes or changes it does so too.
    pub teachers: Vec<AccountId>,
}

/// Why a class was not found, made or changed.
#[derive(Debug, thiserror::Error)]
pub enum ClassError {
    /// The desk is somebody else's, or this is not theirs to do.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No such class here, or not one of theirs.
    #[error("there is no such class, or it is not one of yours")]
    Unknown,
    /// Fields need another look.
    #[error("the class needs another look")]
    Fields(Vec<FieldProblem>),
    /// Lines of the list need another look.
    #[error("the list of pupils needs another look")]
    Roster(Vec<Understood>),
    /// The database failed.
    #[error("could not store the class")]
    Store(#[from] StoreError),
}

impl From<ClassError> for Problem {
    fn from(err: ClassError) -> Self {
        match err {
            ClassError::NotAllowed(source) => source.into(),
            ClassError::Unknown => Self::not_found(&err),
            ClassError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            ClassError::Roster(ref lines) => {
                let wrong = lines.iter().filter_map(Understood::problem).collect();
                Self::unprocessable(&err, wrong)
            }
            ClassError::Store(source) => source.into(),
        }
    }
}

/// The classes of the institution called `slug`, by name; a teacher's are their own.
///
/// # Errors
/// [`ClassError`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Class>, ClassError> {
    let desk = viewer.at(slug, Act::See)?;
    let rows = class::of_issuer(&mut app.db.read().await?, desk.issuer, &teacher(desk, viewer)).await?;
    Ok(rows.into_iter().map(Class::from).collect())
}

/// Who could teach a class there.
///
/// # Errors
/// [`ClassError`].
pub async fn teachers(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Teacher>, ClassError> {
    let desk = keeper(viewer, slug)?;
    let rows = class_staff::candidates(&mut app.db.read().await?, desk.issuer).await?;
    Ok(rows.into_iter().map(Teacher::from).collect())
}

/// A class with what is in it.
///
/// # Errors
/// [`ClassError`].
pub async fn open(app: &App, viewer: &Viewer, slug: &str, id: ClassId) -> Result<ClassFile, ClassError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = see(&mut tx, viewer, desk, id).await?;
    let awards = credential::of_class(&mut tx, desk.issuer, id).await?;
    Ok(ClassFile {
        class: row.into(),
        teachers: class_staff::of_class(&mut tx, id).await?.into_iter().map(Teacher::from).collect(),
        pupils: learner::of_class(&mut tx, id).await?.into_iter().map(Learner::from).collect(),
        awards: awards.into_iter().map(Awarded::from).collect(),
        keeps: may_keep(&mut tx, viewer, desk, id).await?,
    })
}

/// Writes down what is known of a class now. Field pointers are `/name` and `/term`.
///
/// # Errors
/// [`ClassError`].
pub async fn edit(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    new: &NewClass,
) -> Result<(), ClassError> {
    let desk = keeper(viewer, slug)?;
    let mut tx = app.db.write().await?;
    keep(&mut tx, viewer, desk, id).await?;
    let (name, term) = checked(new)?;
    let old = class::by_id(&mut tx, desk.issuer, id).await?.ok_or(ClassError::Unknown)?;
    class::update(&mut tx, id, &name, &term).await?;
    let mut teachers = new.teachers.clone();
    // Whoever sees a class because they teach it does not lose it by renaming it.
    teachers.extend((!desk.may(Act::Enrol)).then_some(viewer.account));
    class_staff::clear(&mut tx, id).await?;
    appoint(&mut tx, desk, id, &teachers).await?;
    let (before, after) =
        (json!({ "name": old.name, "term": old.term }), json!({ "name": name, "term": term }));
    let detail = json!({ "teachers": teachers.len() });
    let told = audit::Told { detail: &detail, before: &before, after: &after };
    let (by, subject) = (Some(viewer.account), format!("class/{id}"));
    audit::note_change(app, &mut tx, desk.issuer, by, "class.changed", subject, told);
    tx.commit().await?;
    Ok(())
}

/// Puts a class away, or takes it out again.
///
/// # Errors
/// [`ClassError`].
pub async fn archive(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    away: bool,
) -> Result<(), ClassError> {
    let desk = keeper(viewer, slug)?;
    let mut tx = app.db.write().await?;
    keep(&mut tx, viewer, desk, id).await?;
    class::archive(&mut tx, id, away.then(|| app.clock.now_ms())).await?;
    let act = if away { "class.archived" } else { "class.reopened" };
    note(app, &mut tx, desk, viewer, act, id, &json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// The desk of somebody who may keep some classes there: all, or those they teach.
pub(super) fn keeper<'a>(viewer: &'a Viewer, slug: &str) -> Result<&'a Desk, NotAllowed> {
    viewer.at(slug, Act::Enrol).or_else(|_| viewer.at(slug, Act::Award))
}

/// A class that is the viewer's to see.
pub(super) async fn see(
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    id: ClassId,
) -> Result<ClassRow, ClassError> {
    let row = class::by_id(tx, desk.issuer, id).await?.ok_or(ClassError::Unknown)?;
    if desk.sees_all() || class_staff::teaches(tx, id, viewer.account).await? {
        Ok(row)
    } else {
        Err(ClassError::Unknown)
    }
}

/// A class that is the viewer's to keep.
async fn keep(tx: &mut Tx, viewer: &Viewer, desk: &Desk, id: ClassId) -> Result<ClassRow, ClassError> {
    let row = see(tx, viewer, desk, id).await?;
    if may_keep(tx, viewer, desk, id).await? { Ok(row) } else { Err(NotAllowed::Role.into()) }
}

async fn may_keep(tx: &mut Tx, viewer: &Viewer, desk: &Desk, id: ClassId) -> Result<bool, StoreError> {
    Ok(desk.may(Act::Enrol) || desk.may(Act::Award) && class_staff::teaches(tx, id, viewer.account).await?)
}

/// The classes that a learner is in, as far as they are the viewer's to see.
pub(super) async fn of_learner(
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    id: LearnerId,
) -> Result<Vec<Class>, StoreError> {
    let rows = class::of_learner(tx, id, &teacher(desk, viewer)).await?;
    Ok(rows.into_iter().map(Class::from).collect())
}

/// Whether a class could be called so.
///
/// # Errors
/// [`ClassError::Fields`], with the pointers of [`edit`].
pub fn look_at(new: &NewClass) -> Result<(), ClassError> {
    checked(new).map(drop)
}

/// Name and term, or what is wrong with them.
fn checked(new: &NewClass) -> Result<(String, String), ClassError> {
    let mut fields = Fields::default();
    let name = fields.line("/name", &new.name, 120);
    let term = match new.term.trim() {
        "" => String::new(),
        term => fields.line("/term", term, 120),
    };
    fields.right((name, term)).map_err(ClassError::Fields)
}

/// Lets these teach a class, as far as they may award there.
async fn appoint(tx: &mut Tx, desk: &Desk, id: ClassId, teachers: &[AccountId]) -> Result<(), StoreError> {
    let known = class_staff::candidates(tx, desk.issuer).await?;
    for teacher in known {
        if teachers.contains(&teacher.account_id) {
            class_staff::insert(tx, id, teacher.account_id).await?;
        }
    }
    Ok(())
}

async fn note(
    app: &App,
    tx: &mut Tx,
    desk: &Desk,
    viewer: &Viewer,
    act: &str,
    id: ClassId,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    audit::note(app, tx, desk.issuer, Some(viewer.account), act, format!("class/{id}"), detail).await
}

impl From<ClassRow> for Class {
    fn from(row: ClassRow) -> Self {
        Self {
            id: row.class_id,
            name: row.name,
            term: row.term,
            pupils: count(row.pupils),
            archived_at: row.archived_at.map(instant_of),
        }
    }
}

impl From<TeacherRow> for Teacher {
    fn from(row: TeacherRow) -> Self {
        Self { account: row.account_id, name: row.name, email: row.email }
    }
}
