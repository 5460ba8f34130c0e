//! `/desk/{slug}/classes…`: making classes, and who is in them.
//!
//! A list of names is posted twice: once to be looked at, and once to be kept. It travels in the
//! form, so that nothing typed is lost.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use web::pages::{
    AddPupils, ClassForm, ClassLine, ClassPage, Classes, LineFate, RosterCheck, RosterLine, TeacherChoice,
    add_pupils, class_form, class_page, classes as classes_page, roster_check,
};

use super::{
    desk::{award_line, issuer_link},
    field_errors,
    learners::pupil_line,
    notice::Notice,
    see_other,
};
use crate::{
    flows::{
        achievement,
        class::{self, Choice, Class, ClassError, Fate, NewClass, Understood},
        learner,
        session::{Act, NotAllowed},
    },
    id::{AccountId, AchievementId, ClassId, LearnerId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Params, Query},
        visit::Visit,
    },
};

/// Learners that a search shows.
const FOUND: u32 = 100;

/// What an address may say of the list.
#[derive(Deserialize)]
pub(super) struct Listed {
    /// What the class that is chosen is to be awarded.
    award: Option<AchievementId>,
}

pub(super) async fn list(
    visit: Visit,
    Params(slug): Params<String>,
    Query(listed): Query<Listed>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let classes = class::list(&visit.app, viewer, &slug).await?;
    let issuer = issuer_link(viewer, &slug, Act::See)?;
    let award = match listed.award {
        None => None,
        Some(id) => {
            let opened = achievement::open(&visit.app, viewer, &slug, id).await?;
            Some((id.to_string(), opened.achievement.content.name))
        }
    };
    let data = Classes { issuer, classes: classes.iter().map(class_line).collect(), award };
    Ok(visit.page(classes_page(&visit.chrome(), &data)))
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let file = class::open(&visit.app, viewer, &slug, id).await?;
    let name = |teacher: &class::Teacher| named(&teacher.name, &teacher.email);
    let data = ClassPage {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        class: class_line(&file.class),
        teachers: file.teachers.iter().map(name).collect(),
        pupils: file.pupils.iter().map(pupil_line).collect(),
        awards: file.awards.iter().map(|award| award_line(&visit, award)).collect(),
        keeps: file.keeps,
    };
    Ok(visit.page(class_page(&visit.chrome(), &data)))
}

pub(super) async fn form(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let html = form_html(&visit, &slug, None, &NewClass::default(), "", &[]).await?;
    Ok(visit.page(html))
}

pub(super) async fn make(
    visit: Visit,
    Params(slug): Params<String>,
    typed: Fields,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let (new, pupils, said) = (typed_class(&typed), typed.text("pupils"), choices(&typed));
    if typed.text("step") == "back" {
        let html = form_html(&visit, &slug, None, &new, pupils, &[]).await?;
        return Ok(visit.page(html));
    }
    let result = if typed.text("step") == "save" {
        class::make(app, viewer, &slug, &new, pupils, &said).await
    } else {
        let lines = class::check(app, viewer, &slug, None, pupils, &said).await?;
        class::look_at(&new).and(Err(ClassError::Roster(lines)))
    };
    match result {
        Ok(id) => Ok(see_other(&format!("/desk/{slug}/classes/{id}"), Notice::ClassMade)),
        Err(ClassError::Roster(lines)) => {
            let html = check_html(&visit, &slug, None, &typed, lines)?;
            Ok(visit.page_with(status_of(&typed), html))
        }
        Err(ClassError::Fields(fields)) => {
            let html = form_html(&visit, &slug, None, &new, pupils, &fields).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn edit_form(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
) -> Result<Response, Problem> {
    let file = class::open(&visit.app, visit.viewer()?, &slug, id).await?;
    if !file.keeps {
        return Err(NotAllowed::Role.into());
    }
    let now = NewClass {
        name: file.class.name.clone(),
        term: file.class.term.clone(),
        teachers: file.teachers.iter().map(|teacher| teacher.account).collect(),
    };
    let html = form_html(&visit, &slug, Some(&file.class), &now, "", &[]).await?;
    Ok(visit.page(html))
}

pub(super) async fn edit(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
    typed: Fields,
) -> Result<Response, Problem> {
    let new = typed_class(&typed);
    match class::edit(&visit.app, visit.viewer()?, &slug, id, &new).await {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/classes/{id}"), Notice::ClassSaved)),
        Err(ClassError::Fields(fields)) => {
            let file = class::open(&visit.app, visit.viewer()?, &slug, id).await?;
            let html = form_html(&visit, &slug, Some(&file.class), &new, "", &fields).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn archive(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
    typed: Fields,
) -> Result<Response, Problem> {
    class::archive(&visit.app, visit.viewer()?, &slug, id, typed.text("away") == "yes").await?;
    Ok(see_other(&format!("/desk/{slug}/classes/{id}"), Notice::ClassPutAway))
}

pub(super) async fn pupils_form(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
) -> Result<Response, Problem> {
    let html = add_html(&visit, &slug, id, "", None).await?;
    Ok(visit.page(html))
}

pub(super) async fn add(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
    typed: Fields,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let (pupils, said) = (typed.text("pupils"), choices(&typed));
    let result = match typed.text("step") {
        step @ ("back" | "search") => {
            let search = (step == "search").then(|| typed.text("search"));
            let html = add_html(&visit, &slug, id, pupils, search).await?;
            return Ok(visit.page(html));
        }
        "known" => {
            let learners: Vec<LearnerId> = typed.all("learner").filter_map(|id| id.parse().ok()).collect();
            class::add_known(app, viewer, &slug, id, &learners).await
        }
        "save" => class::add(app, viewer, &slug, id, pupils, &said).await,
        _ => class::check(app, viewer, &slug, Some(id), pupils, &said)
            .await
            .and_then(|lines| Err(ClassError::Roster(lines))),
    };
    match result {
        Ok(_) => Ok(see_other(&format!("/desk/{slug}/classes/{id}"), Notice::PupilsAdded)),
        Err(ClassError::Roster(lines)) => {
            let file = class::open(app, viewer, &slug, id).await?;
            let html = check_html(&visit, &slug, Some(&file.class), &typed, lines)?;
            Ok(visit.page_with(status_of(&typed), html))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn remove(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
    typed: Fields,
) -> Result<Response, Problem> {
    let unknown = || Problem::from(ClassError::Unknown);
    let learner = typed.text("learner").parse().map_err(|_| unknown())?;
    class::remove(&visit.app, visit.viewer()?, &slug, id, learner).await?;
    Ok(see_other(&format!("/desk/{slug}/classes/{id}"), Notice::PupilRemoved))
}

/// Looking at a list is no mistake; keeping one that needs another look is.
fn status_of(typed: &Fields) -> StatusCode {
    if typed.text("step") == "save" { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

fn typed_class(typed: &Fields) -> NewClass {
    NewClass {
        name: typed.text("name").to_owned(),
        term: typed.text("term").to_owned(),
        teachers: typed.all("teacher").filter_map(|id| id.parse().ok()).collect(),
    }
}

/// What was said of the lines that ask.
fn choices(typed: &Fields) -> BTreeMap<u32, Choice> {
    let said = typed.beginning("line-").filter_map(|(line, choice)| {
        let choice = match choice {
            "new" => Choice::New,
            "out" => Choice::Out,
            id => Choice::Is(id.parse().ok()?),
        };
        Some((line.parse().ok()?, choice))
    });
    said.collect()
}

async fn form_html(
    visit: &Visit,
    slug: &str,
    class: Option<&Class>,
    typed: &NewClass,
    pupils: &str,
    fields: &[FieldProblem],
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let teachers = class::teachers(&visit.app, viewer, slug).await?;
    let issuer = issuer_link(viewer, slug, Act::Award)?;
    // A teacher's classes are theirs without saying so.
    let given = |account: AccountId| !issuer.rights.enrol && account == viewer.account;
    let teachers = teachers.iter().filter(|teacher| !given(teacher.account)).map(|teacher| TeacherChoice {
        account: teacher.account.to_string(),
        name: named(&teacher.name, &teacher.email),
        chosen: typed.teachers.contains(&teacher.account),
    });
    let data = ClassForm {
        teachers: teachers.collect(),
        issuer,
        class: class.map(class_line),
        name: typed.name.clone(),
        term: typed.term.clone(),
        pupils: pupils.to_owned(),
        errors: field_errors(fields, &[("/name", "name"), ("/term", "term")]),
    };
    Ok(class_form(&visit.chrome(), &data))
}

fn check_html(
    visit: &Visit,
    slug: &str,
    class: Option<&Class>,
    typed: &Fields,
    lines: Vec<Understood>,
) -> Result<String, Problem> {
    let carried = ["name", "term", "teacher"]
        .into_iter()
        .flat_map(|name| typed.all(name).map(move |value| (name.to_owned(), value.to_owned())));
    let data = RosterCheck {
        issuer: issuer_link(visit.viewer()?, slug, Act::Award)?,
        class: class.map(class_line),
        typed: if class.is_some() { Vec::new() } else { carried.collect() },
        pupils: typed.text("pupils").to_owned(),
        lines: lines.into_iter().map(|line| roster_line(line, typed)).collect(),
    };
    Ok(roster_check(&visit.chrome(), &data))
}

fn roster_line(Understood { line, fate }: Understood, typed: &Fields) -> RosterLine {
    let fate = match fate {
        Fate::New => LineFate::New,
        Fate::Joins(learner) => LineFate::Joins(learner.name),
        Fate::Asks(known) => LineFate::Asks(known.iter().map(pupil_line).collect()),
        Fate::Here(_) => LineFate::Here,
        Fate::Twice => LineFate::Twice,
        Fate::Out => LineFate::Out,
        Fate::Wrong(problem) => LineFate::Wrong(problem),
    };
    RosterLine {
        chosen: typed.text(&format!("line-{}", line.number)).to_owned(),
        line: line.number,
        name: line.name,
        email: line.email,
        number: line.source_id,
        fate,
    }
}

async fn add_html(
    visit: &Visit,
    slug: &str,
    id: ClassId,
    pupils: &str,
    search: Option<&str>,
) -> Result<String, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let file = class::open(app, viewer, slug, id).await?;
    if !file.keeps {
        return Err(NotAllowed::Role.into());
    }
    let mut found = match search {
        Some(search) => learner::list(app, viewer, slug, search, (0, FOUND)).await?.learners,
        None => Vec::new(),
    };
    found.retain(|learner| learner.left_at.is_none() && file.pupils.iter().all(|one| one.id != learner.id));
    let data = AddPupils {
        issuer: issuer_link(viewer, slug, Act::Award)?,
        class: class_line(&file.class),
        pupils: pupils.to_owned(),
        search: search.map(str::to_owned),
        found: found.iter().map(pupil_line).collect(),
    };
    Ok(add_pupils(&visit.chrome(), &data))
}

/// A class as lists show it.
pub(super) fn class_line(class: &Class) -> ClassLine {
    ClassLine {
        id: class.id.to_string(),
        name: class.name.clone(),
        term: class.term.clone(),
        pupils: class.pupils,
        archived: class.archived_at.is_some(),
    }
}

/// Somebody's name, or their address where they have none.
fn named(name: &str, email: &str) -> String {
    if name.is_empty() { email.to_owned() } else { name.to_owned() }
}
