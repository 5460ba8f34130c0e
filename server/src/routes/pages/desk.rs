//! `/desk`: what an institution awards, and taking an award back.

use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::{
    chrome::{IssuerLink, Rights},
    pages::{
        AchievementLine, AwardLine, AwardState, Desk as DeskPage, DeskChooser, Revoke, desk as page,
        desk_chooser, revoke as revoke_page,
    },
};

use super::{awards::revoked_before, editor::desk_badge, notice::Notice, see_other};
use crate::{
    flows::{
        achievement,
        issue::{self, Awarded, State},
        issuer::{self, FoundingError},
        outbox,
        revoke::{self, RevokeError},
        session::{Act, Desk, Viewer},
    },
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Form, Params, Query},
        rfc3339,
        visit::Visit,
    },
};

/// Awards on the desk's first page.
const LATEST: u32 = 20;
/// Letters that did not arrive are counted up to here.
const MOST_UNDELIVERED: u32 = 1000;

/// Whoever works at one desk is taken straight to it.
pub(super) async fn choose(visit: Visit) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    if let [only] = viewer.desks.as_slice() {
        return Ok(Redirect::to(&format!("/desk/{}", only.slug)).into_response());
    }
    let may_found = may_found(&visit).await?;
    let issuers = viewer.desks.iter().map(link_of).collect();
    Ok(visit.page(desk_chooser(&visit.chrome(), &DeskChooser { issuers, may_found })))
}

async fn may_found(visit: &Visit) -> Result<bool, Problem> {
    match issuer::may_found(&visit.app, visit.viewer()?).await {
        Ok(()) => Ok(true),
        Err(FoundingError::NotAllowed(_)) => Ok(false),
        Err(err) => Err(err.into()),
    }
}

/// Which achievements the desk is to show.
#[derive(Default, Deserialize)]
pub(super) struct Filter {
    /// Part of the name.
    #[serde(default)]
    name: String,
    /// A state.
    #[serde(default)]
    state: String,
}

impl Filter {
    fn takes(&self, achievement: &achievement::Achievement) -> bool {
        let name = achievement.content.name.to_lowercase();
        name.contains(&self.name.trim().to_lowercase())
            && (self.state.is_empty() || self.state == achievement.state.name())
    }
}

pub(super) async fn show(
    visit: Visit,
    Params(slug): Params<String>,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let mut achievements = achievement::list(&visit.app, viewer, &slug).await?;
    let all = achievements.len();
    achievements.retain(|line| filter.takes(&line.achievement));
    let awards = issue::awarded(&visit.app, viewer, &slug, None, LATEST).await?;
    let data = DeskPage {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        all,
        search: filter.name,
        state: filter.state,
        achievements: achievements
            .iter()
            .map(|line| {
                let (achievement, id) = (&line.achievement, line.achievement.id.to_string());
                AchievementLine {
                    badge: desk_badge(&slug, achievement.id),
                    state: achievement.state.name().to_owned(),
                    has_draft: line.has_draft,
                    id,
                    name: achievement.content.name.clone(),
                    achievement_type: achievement.content.achievement_type.clone(),
                    awarded: line.awarded,
                    claimed: line.claimed,
                    revoked: line.revoked,
                }
            })
            .collect(),
        awards: awards.iter().map(|award| award_line(&visit, award)).collect(),
        undelivered: outbox::undelivered(&visit.app, viewer, &slug, MOST_UNDELIVERED).await?.len(),
        may_found: may_found(&visit).await?,
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

#[derive(Default, Deserialize)]
pub(super) struct Reason {
    #[serde(default)]
    reason: String,
}

pub(super) async fn ask_to_revoke(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    let award = issue::awarded_one(&visit.app, visit.viewer()?, &slug, id).await?;
    if let Some(answer) = revoked_before(&slug, &award) {
        return Ok(answer);
    }
    let data = question(&visit, &slug, id, Reason::default(), None).await?;
    Ok(visit.page(revoke_page(&visit.chrome(), &data)))
}

pub(super) async fn revoke(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
    Form(form): Form<Reason>,
) -> Result<Response, Problem> {
    match revoke::revoke(&visit.app, visit.viewer()?, &slug, id, &form.reason).await {
        Ok(()) => {
            let award = issue::awarded_one(&visit.app, visit.viewer()?, &slug, id).await?;
            Ok(see_other(&format!("/desk/{slug}/credentials/{}", award.id), Notice::Revoked))
        }
        Err(RevokeError::Reason) => {
            let problem = Problem::from(RevokeError::Reason);
            let data = question(&visit, &slug, id, form, super::first_problem(problem.errors())).await?;
            Ok(visit.page_with(problem.status(), revoke_page(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

async fn question(
    visit: &Visit,
    slug: &str,
    id: CredentialId,
    form: Reason,
    problem: Option<String>,
) -> Result<Revoke, Problem> {
    let viewer = visit.viewer()?;
    let award = issue::awarded_one(&visit.app, viewer, slug, id).await?;
    Ok(Revoke {
        issuer: issuer_link(viewer, slug, Act::Award)?,
        award: award_line(visit, &award),
        reason: form.reason,
        problem,
    })
}

/// The desk for somebody who is going to do `act` there.
pub(super) fn issuer_link(viewer: &Viewer, slug: &str, act: Act) -> Result<IssuerLink, Problem> {
    let desk = viewer.at(slug, act)?;
    Ok(link_of(desk))
}

/// A desk as pages name it.
pub(in crate::routes) fn link_of(desk: &Desk) -> IssuerLink {
    let rights = Rights {
        award: desk.may(Act::Award),
        describe: desk.may(Act::Describe),
        revoke: desk.may(Act::Revoke),
        enrol: desk.may(Act::Enrol),
        audit: desk.may(Act::Audit),
        govern: desk.may(Act::Govern),
    };
    IssuerLink { slug: desk.slug.clone(), name: desk.name.clone(), rights }
}

pub(super) fn award_line(visit: &Visit, award: &Awarded) -> AwardLine {
    let expired = award.valid_until.filter(|until| *until < visit.app.clock.now());
    let state = match (&award.state, expired) {
        (State::Revoked { at, reason }, _) => {
            AwardState::Revoked { at: rfc3339(*at), reason: reason.clone() }
        }
        (State::Suspended { at, reason }, _) => {
            AwardState::Suspended { at: rfc3339(*at), reason: reason.clone() }
        }
        (State::Issued, Some(at)) => AwardState::Expired { at: rfc3339(at) },
        (State::Issued, None) if award.claimed_at.is_some() => AwardState::Claimed,
        (State::Issued, None) => AwardState::Waiting,
    };
    AwardLine {
        credential: award.id.to_string(),
        achievement: award.achievement_name.clone(),
        recipient_name: award.recipient_name.clone(),
        recipient_email: award.recipient_email.clone(),
        awarded_at: rfc3339(award.awarded_at),
        valid_until: award.valid_until.map(rfc3339),
        state,
    }
}
