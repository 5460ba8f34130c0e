//! Who comes into a class, and who goes.
//!
//! A pasted list is looked at first, against whom the institution knows already: the same number
//! is the same person; the same address is, unless the names differ, as those of brothers and
//! sisters do; the same name alone may be anybody, so that is asked. A teacher is told nothing of
//! those whom they do not teach: only a number or an address together with the name finds one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{ClassError, NewClass, appoint, checked, keep, keeper, note, roster};
use crate::{
    app::App,
    flows::{
        audit,
        learner::{Learner, blank, teacher},
        session::{Desk, Viewer},
    },
    id::{ClassId, IssuerId, LearnerId},
    problem::FieldProblem,
    store::{
        StoreError, Tx,
        class::{self, ClassRow},
        class_member, class_staff,
        learner::{self, LearnerRow},
    },
};

/// A line of a pasted list, and what will come of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Understood {
    /// The line.
    pub line: roster::Line,
    /// What will come of it.
    pub fate: Fate,
}

/// What comes of a line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fate {
    /// Somebody new is enrolled.
    New,
    /// It is this one, whom the institution knows.
    Joins(Learner),
    /// It may be one of these, or one whom whoever asks may not be told of: somebody has to say.
    Asks(Vec<Learner>),
    /// It is this one, who is in the class already.
    Here(Learner),
    /// It is on the list before.
    Twice,
    /// It is left out, as somebody said.
    Out,
    /// It cannot be kept as it stands.
    Wrong(String),
}

/// What somebody said of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Choice {
    /// Somebody new.
    New,
    /// This one.
    Is(LearnerId),
    /// Nobody: to be left out.
    Out,
}

impl Understood {
    /// What is still to be done about this line, with a pointer such as `/pupils/3`.
    pub fn problem(&self) -> Option<FieldProblem> {
        let detail = match &self.fate {
            Fate::Asks(_) => "say who this is".to_owned(),
            Fate::Wrong(detail) => detail.clone(),
            _ => return None,
        };
        Some(FieldProblem::new(format!("/pupils/{}", self.line.number), detail))
    }
}

/// What a pasted list would do, to a class or to one that is yet to be made. Nothing is stored.
///
/// * `choices`: what was said so far, by line number.
///
/// # Errors
/// [`ClassError`].
pub async fn check(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    class: Option<ClassId>,
    text: &str,
    choices: &BTreeMap<u32, Choice>,
) -> Result<Vec<Understood>, ClassError> {
    let desk = keeper(viewer, slug)?;
    let mut tx = app.db.read().await?;
    if let Some(id) = class {
        keep(&mut tx, viewer, desk, id).await?;
    }
    Ok(understand(&mut tx, viewer, desk, class, text, choices).await?)
}

/// Makes a class with the pupils of a pasted list, which may be empty. Field pointers are `/name`
/// and `/term`.
///
/// # Errors
/// [`ClassError`]; [`ClassError::Roster`] when lines need another look.
pub async fn make(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    new: &NewClass,
    text: &str,
    choices: &BTreeMap<u32, Choice>,
) -> Result<ClassId, ClassError> {
    let desk = keeper(viewer, slug)?;
    let (name, term) = checked(new)?;
    let mut tx = app.db.write().await?;
    let lines = understand(&mut tx, viewer, desk, None, text, choices).await?;
    let id = app.new_id();
    let row = ClassRow {
        class_id: id,
        issuer_id: desk.issuer,
        name,
        term,
        created_at: app.clock.now_ms(),
        archived_at: None,
        pupils: 0,
    };
    class::insert(&mut tx, &row).await?;
    appoint(&mut tx, desk, id, &new.teachers).await?;
    if !desk.sees_all() {
        class_staff::insert(&mut tx, id, viewer.account).await?;
    }
    let pupils = admit(app, &mut tx, viewer, desk, id, lines).await?;
    let detail = json!({ "name": row.name, "term": row.term, "pupils": pupils });
    note(app, &mut tx, desk, viewer, "class.made", id, &detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds the pupils of a pasted list to a class; gives how many came in.
///
/// # Errors
/// [`ClassError`]; [`ClassError::Roster`] when lines need another look.
pub async fn add(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    text: &str,
    choices: &BTreeMap<u32, Choice>,
) -> Result<usize, ClassError> {
    let desk = keeper(viewer, slug)?;
    let mut tx = app.db.write().await?;
    keep(&mut tx, viewer, desk, id).await?;
    let lines = understand(&mut tx, viewer, desk, Some(id), text, choices).await?;
    let pupils = admit(app, &mut tx, viewer, desk, id, lines).await?;
    note(app, &mut tx, desk, viewer, "class.joined", id, &json!({ "pupils": pupils })).await?;
    tx.commit().await?;
    Ok(pupils)
}

/// Adds learners whom the institution knows to a class; gives how many came in. Those who are in
/// it already, or are not the viewer's to see, are passed over.
///
/// # Errors
/// [`ClassError`].
pub async fn add_known(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    learners: &[LearnerId],
) -> Result<usize, ClassError> {
    let desk = keeper(viewer, slug)?;
    let mut tx = app.db.write().await?;
    keep(&mut tx, viewer, desk, id).await?;
    let mut here: BTreeSet<_> =
        learner::of_class(&mut tx, id).await?.into_iter().map(|row| row.learner_id).collect();
    let teacher = teacher(desk, viewer);
    let mut new = Vec::new();
    for learner in learners {
        let known = learner::by_id(&mut tx, desk.issuer, *learner).await?.is_some()
            && (desk.sees_all() || !class::of_learner(&mut tx, *learner, &teacher).await?.is_empty());
        if known && here.insert(*learner) {
            new.push(*learner);
        }
    }
    class_member::insert_many(&mut tx, id, &new).await?;
    note(app, &mut tx, desk, viewer, "class.joined", id, &json!({ "pupils": new.len() })).await?;
    tx.commit().await?;
    Ok(new.len())
}

/// Takes a pupil out of a class. What they were awarded stays theirs.
///
/// # Errors
/// [`ClassError`].
pub async fn remove(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClassId,
    learner: LearnerId,
) -> Result<(), ClassError> {
    let desk = keeper(viewer, slug)?;
    let mut tx = app.db.write().await?;
    keep(&mut tx, viewer, desk, id).await?;
    if class_member::remove(&mut tx, id, learner).await? {
        let detail = json!({ "learner": learner.to_string() });
        note(app, &mut tx, desk, viewer, "class.left", id, &detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn understand(
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    class: Option<ClassId>,
    text: &str,
    choices: &BTreeMap<u32, Choice>,
) -> Result<Vec<Understood>, StoreError> {
    let members = match class {
        Some(id) => learner::of_class(tx, id).await?,
        None => Vec::new(),
    };
    let teacher = teacher(desk, viewer);
    let mut taken: BTreeSet<LearnerId> = BTreeSet::new();
    let mut new: Vec<roster::Line> = Vec::new();
    let mut understood = Vec::new();
    for line in roster::read(text) {
        let mut fate = fate(tx, desk.issuer, &teacher, &line, choices.get(&line.number).copied()).await?;
        match &fate {
            Fate::Joins(learner) if members.iter().any(|row| row.learner_id == learner.id) => {
                fate = Fate::Here(learner.clone());
            }
            Fate::Joins(learner) if !taken.insert(learner.id) => fate = Fate::Twice,
            Fate::New if new.iter().any(|other| same(other, &line)) => fate = Fate::Twice,
            Fate::New => {
                let numbered = line.source_id.is_some();
                if numbered && new.iter().any(|other| other.source_id == line.source_id) {
                    fate = Fate::Wrong("this number is on the list before, beside another name".to_owned());
                } else {
                    new.push(line.clone());
                }
            }
            _ => {}
        }
        understood.push(Understood { line, fate });
    }
    Ok(understood)
}

/// * `teacher`: who asks, where they may know only of those whom they teach; else empty.
async fn fate(
    tx: &mut Tx,
    issuer: IssuerId,
    teacher: &str,
    line: &roster::Line,
    choice: Option<Choice>,
) -> Result<Fate, StoreError> {
    if choice == Some(Choice::Out) {
        return Ok(Fate::Out);
    }
    if let Some(wrong) = &line.wrong {
        return Ok(Fate::Wrong(wrong.clone()));
    }
    if let Some(number) = &line.source_id
        && let Some(row) = learner::of_source(tx, issuer, number).await?
    {
        if sees(tx, teacher, &row).await? || same_name(&row.name, &line.name) {
            return Ok(Fate::Joins(row.into()));
        }
        let wrong = "this number is that of somebody with another name; look at both, or ask a registrar";
        return Ok(Fate::Wrong(wrong.to_owned()));
    }
    let mut alike: Vec<LearnerRow> = Vec::new();
    let mut unseen = false;
    if let Some(email) = &line.email {
        let rows = learner::of_email(tx, issuer, email).await?;
        // Another number is another person.
        for row in rows.into_iter().filter(|row| line.source_id.is_none() || row.source_id.is_none()) {
            if same_name(&row.name, &line.name) || sees(tx, teacher, &row).await? {
                alike.push(row);
            }
        }
        let mut named = alike.iter().filter(|row| same_name(&row.name, &line.name));
        if let (Some(one), None) = (named.next(), named.next())
            && choice.is_none()
        {
            return Ok(Fate::Joins(one.clone().into()));
        }
    }
    for row in learner::of_name(tx, issuer, &line.name).await? {
        let numbers_differ = line.source_id.is_some() && row.source_id.is_some();
        let known = alike.iter().any(|other| other.learner_id == row.learner_id);
        if numbers_differ || known {
            continue;
        }
        if sees(tx, teacher, &row).await? {
            alike.push(row);
        } else {
            unseen = true;
        }
    }
    Ok(match choice {
        _ if alike.is_empty() && !unseen => Fate::New,
        Some(Choice::New) => Fate::New,
        Some(Choice::Is(id)) => match alike.iter().find(|row| row.learner_id == id) {
            Some(row) => Fate::Joins(row.clone().into()),
            None => Fate::Asks(alike.into_iter().map(Learner::from).collect()),
        },
        _ => Fate::Asks(alike.into_iter().map(Learner::from).collect()),
    })
}

/// Whether whoever asks may know of a learner.
async fn sees(tx: &mut Tx, teacher: &str, row: &LearnerRow) -> Result<bool, StoreError> {
    Ok(teacher.is_empty() || !class::of_learner(tx, row.learner_id, teacher).await?.is_empty())
}

fn same(one: &roster::Line, other: &roster::Line) -> bool {
    same_name(&one.name, &other.name) && one.email == other.email && one.source_id == other.source_id
}

fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Enrols who is new and puts all into the class, or says which lines need another look.
async fn admit(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    id: ClassId,
    lines: Vec<Understood>,
) -> Result<usize, ClassError> {
    if lines.iter().any(|line| line.problem().is_some()) {
        return Err(ClassError::Roster(lines));
    }
    let teacher = teacher(desk, viewer);
    let mut pupils = Vec::new();
    for Understood { line, fate } in lines {
        match fate {
            Fate::New => {
                let row = LearnerRow {
                    name: line.name,
                    email: line.email,
                    source_id: line.source_id,
                    ..blank(app, desk.issuer)
                };
                learner::insert(tx, &row).await?;
                note_learner(app, tx, viewer, &row, "learner.enrolled").await?;
                pupils.push(row.learner_id);
            }
            Fate::Joins(known) => {
                if let Some(row) = learner::by_id(tx, desk.issuer, known.id).await? {
                    fill(app, tx, viewer, &teacher, &row, &line).await?;
                }
                pupils.push(known.id);
            }
            _ => {}
        }
    }
    class_member::insert_many(tx, id, &pupils).await?;
    Ok(pupils.len())
}

/// Adds what the list knows of somebody and we do not. What we know is not overwritten, and nothing
/// is added to somebody whom a teacher does not teach yet.
async fn fill(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    teacher: &str,
    known: &LearnerRow,
    line: &roster::Line,
) -> Result<(), StoreError> {
    if !sees(tx, teacher, known).await? {
        return Ok(());
    }
    let filled = LearnerRow {
        email: known.email.clone().or_else(|| line.email.clone()),
        source_id: known.source_id.clone().or_else(|| line.source_id.clone()),
        left_at: None,
        ..known.clone()
    };
    if filled != *known {
        learner::update(tx, &filled).await?;
        note_learner(app, tx, viewer, &filled, "learner.changed").await?;
    }
    Ok(())
}

async fn note_learner(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    row: &LearnerRow,
    act: &str,
) -> Result<(), StoreError> {
    let subject = format!("learner/{}", row.learner_id);
    audit::note(app, tx, row.issuer_id, Some(viewer.account), act, subject, &json!({ "by": "list" })).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        flows::{
            class::{ClassFile, list, open},
            issuer,
            learner::{self, LearnerError, NewLearner},
            session::{Act, NotAllowed, Role},
            testing::{desk, person, with_app},
        },
        store::staff,
    };

    async fn teacher(app: &App, name: &str) -> Viewer {
        let email = format!("{name}@marlow.example");
        person(app, &email).await;
        let school = issuer::show(app, "marlow").await.unwrap().unwrap();
        let who = person(app, &email).await;
        let mut tx = app.db.write().await.unwrap();
        staff::insert(&mut tx, school.id, who.account, Role::Issuer.name(), 1).await.unwrap();
        tx.commit().await.unwrap();
        person(app, &email).await
    }

    fn named(name: &str) -> NewClass {
        NewClass { name: name.to_owned(), ..NewClass::default() }
    }

    async fn made(app: &App, viewer: &Viewer, text: &str) -> ClassFile {
        let id = make(app, viewer, "marlow", &named("7b"), text, &BTreeMap::new()).await.unwrap();
        open(app, viewer, "marlow", id).await.unwrap()
    }

    #[tokio::test]
    async fn a_teacher_makes_a_class_from_a_pasted_list_and_nobody_elses_is_theirs() {
        with_app(async |app| {
            let registrar = desk(&app, "marlow").await;
            let (one, other) = (teacher(&app, "one").await, teacher(&app, "other").await);
            let file = made(&app, &one, "Ada Obi, ada@a.example\nBen Ito\nBen Ito\n").await;
            let names: Vec<_> = file.pupils.iter().map(|pupil| pupil.name.as_str()).collect();
            assert_eq!((names, file.keeps, file.teachers.len()), (vec!["Ada Obi", "Ben Ito"], true, 1));
            let (id, ada) = (file.class.id, file.pupils[0].id);
            assert_eq!(list(&app, &other, "marlow").await.unwrap(), []);
            assert!(matches!(open(&app, &other, "marlow", id).await, Err(ClassError::Unknown)));
            let none = BTreeMap::new();
            assert!(matches!(add(&app, &other, "marlow", id, "Eve", &none).await, Err(ClassError::Unknown)));
            assert!(matches!(remove(&app, &other, "marlow", id, ada).await, Err(ClassError::Unknown)));
            assert!(matches!(learner::open(&app, &other, "marlow", ada).await, Err(LearnerError::Unknown)));
            let typed = NewLearner { name: "Ada".to_owned(), ..NewLearner::default() };
            let refused = learner::edit(&app, &other, "marlow", ada, &typed).await;
            assert!(matches!(refused, Err(LearnerError::Unknown)));
            let all = learner::list(&app, &other, "marlow", "", (0, 9)).await.unwrap();
            assert_eq!(all.learners, []);
            let theirs = made(&app, &other, "").await.class.id;
            assert_eq!(add_known(&app, &other, "marlow", theirs, &[ada]).await.unwrap(), 0);
            assert_eq!(list(&app, &registrar, "marlow").await.unwrap().len(), 2);
            assert_eq!(add_known(&app, &registrar, "marlow", theirs, &[ada, ada]).await.unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_teachers_list_tells_nothing_of_those_whom_they_do_not_teach() {
        with_app(async |app| {
            let registrar = desk(&app, "marlow").await;
            let first = made(&app, &registrar, "Ada Obi, ada@a.example, 17\nBen Ito, 18").await;
            let teacher = teacher(&app, "one").await;
            let text = "Eve, eve@a.example, 17\nAda Obi\nBen Ito, 18, ben@a.example\nCy Lee, ada@a.example";
            let none = BTreeMap::new();
            let lines = check(&app, &teacher, "marlow", None, text, &none).await.unwrap();
            let fates: Vec<_> = lines.into_iter().map(|line| line.fate).collect();
            assert!(matches!(&fates[0], Fate::Wrong(_)), "a number alone finds nobody");
            assert_eq!(fates[1], Fate::Asks(Vec::new()), "nor does a name");
            assert_eq!(fates[2], Fate::Joins(first.pupils[1].clone()), "both do");
            assert_eq!(fates[3], Fate::New, "who shares an address is not told");

            let file = made(&app, &teacher, "Ben Ito, 18, evil@a.example").await;
            assert_eq!(file.pupils[0].email, None, "nothing is added to somebody whom they did not teach");
            let typed = |email: &str, number: &str| NewLearner {
                name: "Ben Ito".to_owned(),
                email: email.to_owned(),
                number: number.to_owned(),
                left: false,
            };
            let ben = file.pupils[0].id;
            learner::edit(&app, &teacher, "marlow", ben, &typed("ben@a.example", "18")).await.unwrap();
            for changed in [typed("evil@a.example", "18"), typed("ben@a.example", "19"), typed("", "18")] {
                let refused = learner::edit(&app, &teacher, "marlow", ben, &changed).await;
                assert!(matches!(refused, Err(LearnerError::Fields(_))), "{refused:?}");
            }
            learner::edit(&app, &registrar, "marlow", ben, &typed("b@a.example", "19")).await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_number_joins_and_a_name_alone_asks() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let first = made(&app, &staff, "Ada Obi, ada@a.example, 17\nBen Ito, 18\nCy Lee").await;
            let text =
                "A. Obi\t\t17\nBen Ito\tben@a.example\nCy Lee\nDi Obi\tada@a.example\nAda Obi\tada@a.example";
            let check = async |choices: &BTreeMap<u32, Choice>| {
                check(&app, &staff, "marlow", None, text, choices).await.unwrap()
            };
            let lines = check(&BTreeMap::new()).await;
            let [ada, ben, cy] = [0, 1, 2].map(|place| first.pupils[place].clone());
            let fates: Vec<_> = lines.into_iter().map(|line| line.fate).collect();
            assert_eq!(
                fates,
                [
                    Fate::Joins(ada.clone()),
                    Fate::Asks(vec![ben.clone()]),
                    Fate::Asks(vec![cy.clone()]),
                    Fate::Asks(vec![ada]),
                    Fate::Twice
                ]
            );
            let refused = make(&app, &staff, "marlow", &named("8b"), text, &BTreeMap::new()).await;
            assert!(matches!(refused, Err(ClassError::Roster(_))));
            assert_eq!(list(&app, &staff, "marlow").await.unwrap().len(), 1, "nothing half made");
            let said = BTreeMap::from([(2, Choice::Is(ben.id)), (3, Choice::New), (4, Choice::New)]);
            let id = make(&app, &staff, "marlow", &named("8b"), text, &said).await.unwrap();
            let second = open(&app, &staff, "marlow", id).await.unwrap();
            let names: Vec<_> = second.pupils.iter().map(|pupil| pupil.name.as_str()).collect();
            assert_eq!(names, ["Ada Obi", "Ben Ito", "Cy Lee", "Di Obi"]);
            assert_eq!(second.pupils[1].email.as_deref(), Some("ben@a.example"), "filled in");
            assert_ne!(second.pupils[2].id, cy.id);
            let again = super::check(&app, &staff, "marlow", Some(id), "Ben Ito, 18", &BTreeMap::new()).await;
            assert!(matches!(again.unwrap()[0].fate, Fate::Here(_)));
        })
        .await;
    }

    #[tokio::test]
    async fn who_looks_does_not_keep() {
        with_app(async |app| {
            let mut staff = desk(&app, "marlow").await;
            let id = made(&app, &staff, "Ada Obi").await.class.id;
            staff.desks[0].role = Role::Viewer;
            assert!(!open(&app, &staff, "marlow", id).await.unwrap().keeps);
            let refused = add(&app, &staff, "marlow", id, "Eve", &BTreeMap::new()).await;
            assert!(matches!(refused, Err(ClassError::NotAllowed(NotAllowed::Role))));
            // A program of the registrar's that may award and not enrol.
            staff.desks[0].role = Role::Registrar;
            staff.desks[0].scopes = Some(vec![Act::See, Act::Award]);
            let refused = add(&app, &staff, "marlow", id, "Eve", &BTreeMap::new()).await;
            assert!(matches!(refused, Err(ClassError::NotAllowed(NotAllowed::Role))));
        })
        .await;
    }
}
