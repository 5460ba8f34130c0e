//! `/desk/{slug}/learners/{id}/transcript`: a transcript made by hand.

use api::open_badges::{Result as Grade, ResultDescription, SubjectContent};
use axum::{http::StatusCode, response::Response};
use web::{
    chrome::FieldError,
    pages::{HandEntry, HandTranscript, hand_transcript},
};

use super::{desk::issuer_link, notice::Notice, see_other};
use crate::{
    flows::{
        achievement::{self, AchievementState},
        issue::IssueError,
        session::Act,
        transcript::hand::{self, NewEntry, NewTranscript},
    },
    id::{AchievementId, LearnerId, PartId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Params},
        visit::Visit,
    },
};

/// Entries that a new form has room for.
const ROOM: usize = 4;

/// A problem's words as a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// The form by hand.
pub(super) async fn form(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
) -> Result<Response, Problem> {
    let once = visit.app.new_id::<PartId>().to_string();
    let entries = vec![HandEntry::default(); ROOM];
    let data = HandTranscript { once, entries, ..HandTranscript::default() };
    let html = page_of(&visit, &slug, id, data).await?;
    Ok(visit.page(html))
}

/// Signs it; with `more` the form comes back with another entry.
pub(super) async fn make(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let text =
        |name: &str, place: usize| fields.first(&format!("{name}-{place}")).unwrap_or_default().to_owned();
    let mut entries: Vec<HandEntry> = (0..hand::MOST_ENTRIES)
        .take_while(|place| fields.first(&format!("achievement-{place}")).is_some())
        .map(|place| HandEntry {
            achievement: text("achievement", place),
            term: text("term", place),
            result: text("result", place),
            credits: text("credits", place),
        })
        .collect();
    let once: PartId =
        fields.first("once").and_then(|once| once.parse().ok()).unwrap_or_else(|| visit.app.new_id());
    let partial = fields.first("kind") == Some("partial");
    let legend = fields.first("legend").unwrap_or_default().to_owned();
    if fields.first("more").is_some() {
        entries.push(HandEntry::default());
        let once = once.to_string();
        let data = HandTranscript { once, partial, legend, entries, ..HandTranscript::default() };
        let html = page_of(&visit, &slug, id, data).await?;
        return Ok(visit.page(html));
    }
    // An entry that is left out keeps its place in the form.
    let (mut places, mut chosen, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for (place, entry) in entries.iter().enumerate() {
        match typed(&visit, entry).await? {
            Ok(Some(entry)) => {
                places.push(place);
                chosen.push(entry);
            }
            Ok(None) => {}
            Err((field, message)) => errors.push(FieldError { field: format!("{field}-{place}"), message }),
        }
    }
    if errors.is_empty() {
        let new = NewTranscript { partial, legend: legend.clone(), entries: chosen, once: Some(once) };
        match hand::make(&visit.app, viewer, &slug, id, new).await {
            Ok(issued) => {
                return Ok(see_other(&format!("/desk/{slug}/credentials/{}", issued.id), Notice::AwardedOne));
            }
            Err(IssueError::Fields(problems)) => {
                errors = problems.iter().map(|problem| field_of(problem, &places)).collect();
            }
            Err(err) => return Err(err.into()),
        }
    }
    let once = once.to_string();
    let data = HandTranscript { once, partial, legend, entries, errors, ..HandTranscript::default() };
    let html = page_of(&visit, &slug, id, data).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
}

/// The field of the form that a problem is about.
fn field_of(problem: &FieldProblem, places: &[usize]) -> FieldError {
    let message = sentence(&problem.detail);
    let mut steps = problem.pointer.split('/').skip(1);
    let field = match (steps.next(), steps.next().and_then(|place| place.parse::<usize>().ok()), steps.next())
    {
        (Some("legend"), ..) => "legend".to_owned(),
        (Some("entries"), Some(place), Some(name)) => {
            let name = match name {
                "creditsEarned" => "credits",
                "result" => "result",
                "term" => "term",
                _ => "achievement",
            };
            places.get(place).map_or_else(String::new, |place| format!("{name}-{place}"))
        }
        _ => String::new(),
    };
    FieldError { field, message }
}

/// An entry of the form as the flow takes it; `None` for one that was left out; or the field that
/// is wrong, and why.
async fn typed(
    visit: &Visit,
    entry: &HandEntry,
) -> Result<Result<Option<NewEntry>, (&'static str, String)>, Problem> {
    if entry.achievement.trim().is_empty() {
        return Ok(Ok(None));
    }
    let Ok(achievement) = entry.achievement.parse::<AchievementId>() else {
        return Ok(Err(("achievement", "Choose one of the list.".to_owned())));
    };
    let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let credits = match given(&entry.credits).map(|text| text.replace(',', ".").parse::<f64>()) {
        Some(Err(_)) => return Ok(Err(("credits", "Write a number such as 0.5.".to_owned()))),
        Some(Ok(credits)) => Some(credits),
        None => None,
    };
    let mut result = Vec::new();
    if let Some(value) = given(&entry.result) {
        let shown = achievement::show(&visit.app, achievement, None).await?;
        let first = shown.and_then(|shown| shown.content.result_description.into_iter().next());
        let Some(first) = first else {
            return Ok(Err(("result", "This achievement has no results: leave it empty.".to_owned())));
        };
        result.push(grade(&first, value));
    }
    let content = SubjectContent {
        term: given(&entry.term),
        credits_earned: credits,
        result,
        ..SubjectContent::default()
    };
    Ok(Ok(Some(NewEntry { achievement, content })))
}

/// A result in the terms of its description.
fn grade(description: &ResultDescription, value: String) -> Grade {
    let level = description.rubric_criterion_level.iter().find(|level| level.name == value);
    let achieved_level = level.map(|level| level.id.clone());
    let value = if achieved_level.is_some() { None } else { Some(value) };
    Grade { result_description: Some(description.id.clone()), value, achieved_level, ..Grade::default() }
}

async fn page_of(visit: &Visit, slug: &str, id: LearnerId, data: HandTranscript) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let (name, extends) = hand::look(&visit.app, viewer, slug, id).await?;
    let known = achievement::list(&visit.app, viewer, slug).await?;
    let published = known.into_iter().filter(|one| one.achievement.state == AchievementState::Published);
    let data = HandTranscript {
        issuer: issuer_link(viewer, slug, Act::Enrol)?,
        learner: id.to_string(),
        name,
        extends,
        achievements: published
            .map(|one| (one.achievement.id.to_string(), one.achievement.content.name))
            .collect(),
        ..data
    };
    Ok(hand_transcript(&visit.chrome(), &data))
}
