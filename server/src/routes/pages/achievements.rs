//! `/desk/{slug}/achievements/{id}`: an achievement, its versions and who got it.

use axum::{http::StatusCode, response::Response};
use time::{Date, OffsetDateTime, Time, macros::format_description};
use web::pages::{AchievementTerms, DeskAchievement, ReceivedLine, VersionLine, desk_achievement as page};

use super::{
    desk::{award_line, issuer_link},
    editor::desk_badge,
    field_errors,
};
use crate::{
    flows::{
        achievement::{self, Achievement, VersionState},
        endorse, issue,
        session::Act,
    },
    id::AchievementId,
    problem::{FieldProblem, Problem},
    routes::{extract::Params, rfc3339, visit::Visit},
};

/// Awards on an achievement's page.
const LATEST: u32 = 200;

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    let html = achievement_html(&visit, &slug, id, &[]).await?;
    Ok(visit.page(html))
}

/// The page with what is wrong with an endorsement that was brought.
pub(super) async fn with_endorsement_problem(
    visit: &Visit,
    slug: &str,
    id: AchievementId,
    detail: String,
) -> Result<Response, Problem> {
    let fields = [FieldProblem::new("/endorsement", detail)];
    let html = achievement_html(visit, slug, id, &fields).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
}

async fn achievement_html(
    visit: &Visit,
    slug: &str,
    id: AchievementId,
    fields: &[FieldProblem],
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let opened = achievement::open(&visit.app, viewer, slug, id).await?;
    let achievement = opened.achievement;
    let versions = achievement::history(&visit.app, viewer, slug, id).await?;
    let awards = issue::awarded(&visit.app, viewer, slug, Some(id), LATEST).await?;
    let received = endorse::of_achievement(&visit.app, viewer, slug, id).await?;
    let names = [("/endorsement", "endorsement")];
    let data = DeskAchievement {
        issuer: issuer_link(viewer, slug, Act::See)?,
        badge: desk_badge(slug, id),
        state: achievement.state.name().to_owned(),
        has_draft: opened.has_draft,
        received: received
            .into_iter()
            .map(|one| ReceivedLine { id: one.id.to_string(), endorser: one.endorser, comment: one.comment })
            .collect(),
        versions: versions.iter().map(version_line).collect(),
        terms: terms(&achievement),
        id: id.to_string(),
        name: achievement.content.name,
        description: achievement.content.description,
        criteria: achievement.content.criteria.narrative.unwrap_or_default(),
        achievement_type: achievement.content.achievement_type,
        errors: field_errors(fields, &names),
        awards: awards.iter().map(|award| award_line(visit, award)).collect(),
    };
    Ok(page(&visit.chrome(), &data))
}

/// What an award of it is worth, and for how long.
pub(super) fn terms(achievement: &Achievement) -> AchievementTerms {
    AchievementTerms {
        credits: achievement.content.credits_available,
        valid_days: achievement.valid_days,
        suspendable: achievement.suspendable,
    }
}

fn version_line(version: &achievement::Version) -> VersionLine {
    let state = match version.state {
        VersionState::Draft => "draft",
        VersionState::Current => "current",
        VersionState::Earlier => "earlier",
    };
    VersionLine {
        number: version.number,
        state: state.to_owned(),
        at: rfc3339(version.at),
        changes: (version.number > 1).then(|| version.changes.clone()),
    }
}

/// The last second of a day such as `2027-05-03`, in UTC; empty text is no day.
pub(super) fn end_of_day(text: &str) -> Result<Option<OffsetDateTime>, FieldProblem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let day = Date::parse(text.trim(), format_description!("[year]-[month]-[day]")).map_err(|_| {
        FieldProblem::new("/validUntil", "Write the day as year, month and day, such as 2027-05-03.")
    })?;
    let last_second = Time::MIDNIGHT - time::Duration::SECOND;
    Ok(Some(day.with_time(last_second).assume_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lasts_until_its_last_second() {
        let until = end_of_day("2027-05-03").unwrap().unwrap();
        assert_eq!(until, time::macros::datetime!(2027-05-03 23:59:59 UTC));
        assert_eq!(end_of_day(" ").unwrap(), None);
        for text in ["3.5.2027", "2027-13-01", "2027-02-30"] {
            assert_eq!(end_of_day(text).unwrap_err().pointer, "/validUntil", "{text}");
        }
    }
}
