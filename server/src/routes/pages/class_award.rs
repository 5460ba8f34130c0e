//! `/desk/{slug}/classes/{id}/award…`: one achievement for a class.
//!
//! The form is posted to be looked at, then to be done; all that was typed travels in it. Its
//! `once` is made when the form is first shown, so that a second press finds it used.

use api::open_badges::ResultDescription;
use axum::{http::StatusCode, response::Response};
use web::pages::{
    AchievementLine, AwardPupil, ClassAwardAbout, ClassAwardCheck, ClassAwardChoice, ClassAwardDone,
    ClassAwardForm, ResultColumn, ResultKind, class_award_check, class_award_choice, class_award_done,
    class_award_form,
};

use super::{
    achievement_badge, classes::class_line, desk::issuer_link, field_errors, learners::pupil_line,
    notice::Notice, see_other,
};
use crate::{
    flows::{
        achievement::{self, AchievementState},
        class::{
            self,
            award::{self, ClassAward, ClassAwardError, PupilAward, Sheet, result_of},
        },
        issue::content::STATUSES,
        session::Act,
    },
    id::{AchievementId, AwardingId, ClassId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Params},
        visit::Visit,
    },
};

pub(super) async fn choose(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let issuer = issuer_link(viewer, &slug, Act::Award)?;
    let file = class::open(app, viewer, &slug, id).await?;
    let all = achievement::list(app, viewer, &slug).await?;
    let published = all.into_iter().filter(|one| one.achievement.state == AchievementState::Published);
    let line = |one: achievement::DeskAchievement| {
        let id = one.achievement.id.to_string();
        AchievementLine {
            badge: achievement_badge(&id, &slug, &one.achievement.content.achievement_type),
            name: one.achievement.content.name,
            achievement_type: one.achievement.content.achievement_type,
            id,
            ..AchievementLine::default()
        }
    };
    let data = ClassAwardChoice {
        achievements: published.map(line).collect(),
        issuer,
        class: class_line(&file.class),
    };
    Ok(visit.page(class_award_choice(&visit.chrome(), &data)))
}

type Where = (String, ClassId, AchievementId);

pub(super) async fn form(visit: Visit, Params((slug, id, what)): Params<Where>) -> Result<Response, Problem> {
    let sheet = award::sheet(&visit.app, visit.viewer()?, &slug, id, what).await?;
    let about = about(&visit, &slug, &sheet, visit.app.new_id())?;
    let pupils = sheet.pupils.iter().map(|pupil| {
        let has_it = sheet.have_it.contains(&pupil.id);
        AwardPupil { pupil: pupil_line(pupil), ticked: !has_it, has_it, ..AwardPupil::default() }
    });
    let data = ClassAwardForm {
        term: sheet.class.term.clone(),
        columns: columns(&sheet),
        pupils: pupils.collect(),
        about,
        errors: Vec::new(),
    };
    Ok(visit.page(class_award_form(&visit.chrome(), &data)))
}

pub(super) async fn post(
    visit: Visit,
    Params((slug, id, what)): Params<Where>,
    typed: Fields,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let sheet = award::sheet(app, viewer, &slug, id, what).await?;
    let once = typed.text("once").parse().unwrap_or_else(|_| app.new_id());
    let award = read(&sheet, &typed, once);
    let result = match typed.text("step") {
        "back" => return again(&visit, &slug, &sheet, &typed, &award, &[]),
        "award" => award::award(app, viewer, &slug, id, &award).await,
        _ => match award::look(app, viewer, &slug, id, &award).await {
            Ok(()) => {
                let data = check(&visit, &slug, &sheet, &typed, &award)?;
                return Ok(visit.page(class_award_check(&visit.chrome(), &data)));
            }
            Err(err) => Err(err),
        },
    };
    match result {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/classes/{id}/awards/{once}"), Notice::ClassAwarded)),
        Err(ClassAwardError::Fields(fields)) => again(&visit, &slug, &sheet, &typed, &award, &fields),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn done(
    visit: Visit,
    Params((slug, id, once)): Params<(String, ClassId, AwardingId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let done = award::done(&visit.app, viewer, &slug, id, once).await?;
    let achievement = done.awards.first().map(|award| award.achievement.to_string()).unwrap_or_default();
    let (slips, letters): (Vec<_>, Vec<_>) =
        done.awards.into_iter().partition(|award| award.recipient_email.is_empty());
    let data = ClassAwardDone {
        about: ClassAwardAbout {
            issuer: issuer_link(viewer, &slug, Act::See)?,
            class: class_line(&done.class),
            badge: achievement_badge(&achievement, &slug, ""),
            achievement,
            name: done.achievement_name,
            once: once.to_string(),
        },
        letters: letters.into_iter().map(|award| (award.recipient_name, award.recipient_email)).collect(),
        slips: slips.into_iter().map(|award| award.recipient_name).collect(),
    };
    Ok(visit.page(class_award_done(&visit.chrome(), &data)))
}

/// What was typed, for those who are ticked.
fn read(sheet: &Sheet, typed: &Fields, once: AwardingId) -> ClassAward {
    let ticked = typed.all("pupil").map(|id| (id, false)).chain(typed.all("again").map(|id| (id, true)));
    let pupils = ticked.filter_map(|(id, again)| {
        let typed_results = sheet.content.result_description.iter().enumerate();
        Some(PupilAward {
            learner: id.parse().ok()?,
            note: typed.text(&format!("note-{id}")).to_owned(),
            result: typed_results
                .filter_map(|(place, description)| {
                    result_of(description, typed.text(&format!("r{place}-{id}")))
                })
                .collect(),
            again,
        })
    });
    ClassAward {
        id: once,
        achievement: sheet.achievement,
        term: typed.text("term").to_owned(),
        pupils: pupils.collect(),
    }
}

fn about(visit: &Visit, slug: &str, sheet: &Sheet, once: AwardingId) -> Result<ClassAwardAbout, Problem> {
    let achievement = sheet.achievement.to_string();
    Ok(ClassAwardAbout {
        issuer: issuer_link(visit.viewer()?, slug, Act::Award)?,
        class: class_line(&sheet.class),
        badge: achievement_badge(&achievement, slug, &sheet.content.achievement_type),
        achievement,
        name: sheet.content.name.clone(),
        once: once.to_string(),
    })
}

/// The form with what was typed, and what was wrong with it.
fn again(
    visit: &Visit,
    slug: &str,
    sheet: &Sheet,
    typed: &Fields,
    award: &ClassAward,
    problems: &[FieldProblem],
) -> Result<Response, Problem> {
    let pupils = sheet.pupils.iter().map(|pupil| {
        let place = award.pupils.iter().position(|one| one.learner == pupil.id);
        let start = place.map(|place| format!("/pupils/{place}/"));
        let own = start.and_then(|start| {
            problems.iter().find(|problem| problem.pointer.starts_with(&start)).map(|one| one.detail.clone())
        });
        let results = 0..sheet.content.result_description.len();
        AwardPupil {
            ticked: place.is_some(),
            has_it: sheet.have_it.contains(&pupil.id),
            note: typed.text(&format!("note-{}", pupil.id)).to_owned(),
            results: results.map(|place| typed.text(&format!("r{place}-{}", pupil.id)).to_owned()).collect(),
            problem: own,
            pupil: pupil_line(pupil),
        }
    });
    let all = [("/pupils", ""), ("/content/term", "term")];
    let named: Vec<_> = problems.iter().filter(|problem| problem.pointer == "/pupils").cloned().collect();
    let mut errors = field_errors(&named, &all);
    if errors.is_empty() && !problems.is_empty() {
        errors = field_errors(&[FieldProblem::new("/term", "")], &[("/term", "lines")]);
    }
    let data = ClassAwardForm {
        about: about(visit, slug, sheet, award.id)?,
        term: award.term.clone(),
        columns: columns(sheet),
        pupils: pupils.collect(),
        errors,
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page_with(status, class_award_form(&visit.chrome(), &data)))
}

fn check(
    visit: &Visit,
    slug: &str,
    sheet: &Sheet,
    typed: &Fields,
    award: &ClassAward,
) -> Result<ClassAwardCheck, Problem> {
    let shown = sheet.pupils.iter().filter(|pupil| award.pupils.iter().any(|one| one.learner == pupil.id));
    let columns = columns(sheet);
    let pupils = shown.map(|pupil| {
        let results = columns.iter().enumerate().filter_map(|(place, column)| {
            let value = typed.text(&format!("r{place}-{}", pupil.id));
            (!value.trim().is_empty()).then(|| format!("{}: {}", column.name, said(column, value)))
        });
        let note = typed.text(&format!("note-{}", pupil.id)).trim();
        let note = (!note.is_empty()).then(|| note.to_owned());
        (pupil_line(pupil), results.chain(note).collect())
    });
    let mut about = about(visit, slug, sheet, award.id)?;
    about.once = award.id.to_string();
    let mut carried: Vec<(String, String)> =
        typed.beginning("").filter(|(name, _)| *name != "step" && *name != "once").map(owned).collect();
    carried.push(("once".to_owned(), about.once.clone()));
    Ok(ClassAwardCheck { pupils: pupils.collect(), about, typed: carried })
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// A value in the words that the form has for it.
fn said(column: &ResultColumn, value: &str) -> String {
    match &column.kind {
        ResultKind::Choice(choices) => {
            let words = choices.iter().find(|(id, _)| id == value).map(|(_, words)| words.clone());
            words.unwrap_or_else(|| value.to_owned())
        }
        _ => value.to_owned(),
    }
}

fn columns(sheet: &Sheet) -> Vec<ResultColumn> {
    sheet.content.result_description.iter().map(result_column).collect()
}

/// How a result is asked for.
pub(super) fn result_column(description: &ResultDescription) -> ResultColumn {
    let same = |text: &String| (text.clone(), text.clone());
    let bounded = description.value_min.is_some() || description.value_max.is_some();
    let kind = if !description.rubric_criterion_level.is_empty() {
        let levels = description.rubric_criterion_level.iter();
        ResultKind::Choice(levels.map(|level| (level.id.clone(), level.name.clone())).collect())
    } else if description.result_type == "Status" {
        ResultKind::Choice(STATUSES.iter().map(|status| same(&(*status).to_owned())).collect())
    } else if !description.allowed_value.is_empty() {
        // The best first: it is the one most often meant.
        ResultKind::Choice(description.allowed_value.iter().rev().map(same).collect())
    } else if bounded {
        ResultKind::Number(description.value_min.clone(), description.value_max.clone())
    } else {
        ResultKind::Text
    };
    ResultColumn { name: description.name.clone(), kind }
}
