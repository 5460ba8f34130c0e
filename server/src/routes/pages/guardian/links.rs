//! Links of a wallet that somebody looks after: looking, approving, holding back, ending.

use axum::response::Response;
use serde::Deserialize;
use web::{
    components::SignedBy,
    pages::{WardLink, WardLinkPage, ward_end_link, ward_link},
};

use super::ward::head;
use crate::{
    flows::guardian::{self, GuardianError, Link, LinkState, Open, Word},
    id::{GuardianId, ShareId},
    problem::Problem,
    routes::{
        extract::{Form, Params},
        pages::{notice::Notice, see_other, shared},
        rfc3339,
        visit::Visit,
    },
};

type Where = (GuardianId, ShareId);

pub(super) async fn show(visit: Visit, Params(at): Params<Where>) -> Result<Response, Problem> {
    let (data, _) = page(&visit, at).await?;
    Ok(visit.page(ward_link(&visit.chrome(), &data)))
}

/// What whoever has the link sees, or would.
pub(super) async fn preview(visit: Visit, Params((id, link)): Params<Where>) -> Result<Response, Problem> {
    let ward = guardian::ward(&visit.app, visit.viewer()?, id).await?;
    let shown = guardian::preview(&visit.app, &ward, link).await?;
    let html = shared::html(&visit, shown, None, SignedBy::Nobody).await?;
    Ok(visit.page(html))
}

/// What was looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    terms: String,
}

pub(super) async fn approve(
    visit: Visit,
    Params((id, link)): Params<Where>,
    Form(seen): Form<Seen>,
) -> Result<Response, Problem> {
    let after = guardian::decide(&visit.app, visit.viewer()?, id, link, Word::Approve(&seen.terms)).await?;
    let told = match after {
        LinkState::Paused => Notice::LinkApprovedPaused,
        LinkState::Waits => Notice::LinkLetGo,
        _ => Notice::LinkApproved,
    };
    Ok(see_other(&path(id, link), told))
}

pub(super) async fn hold(visit: Visit, Params((id, link)): Params<Where>) -> Result<Response, Problem> {
    guardian::decide(&visit.app, visit.viewer()?, id, link, Word::Hold).await?;
    Ok(see_other(&path(id, link), Notice::LinkHeldBack))
}

pub(super) async fn ask_to_end(visit: Visit, Params(at): Params<Where>) -> Result<Response, Problem> {
    let (data, own) = page(&visit, at).await?;
    if own {
        return Err(GuardianError::Unknown.into());
    }
    Ok(visit.page(ward_end_link(&visit.chrome(), &data)))
}

pub(super) async fn end(visit: Visit, Params((id, link)): Params<Where>) -> Result<Response, Problem> {
    guardian::end_link(&visit.app, visit.viewer()?, id, link).await?;
    Ok(see_other(&format!("/wallet/guardian/{id}"), Notice::LinkEndedByGuardian))
}

/// The owner's own button, once nobody has a say in the link any more.
pub(super) async fn make_live(visit: Visit, Params(id): Params<ShareId>) -> Result<Response, Problem> {
    let (record, after) = guardian::free(&visit.app, visit.viewer()?, id).await?;
    let told = if after == LinkState::Paused { Notice::LinkLivePaused } else { Notice::LinkLive };
    Ok(see_other(&format!("/wallet/records/{record}"), told))
}

/// A link, and whether it is the learner who looks.
async fn page(visit: &Visit, (id, link): Where) -> Result<(WardLinkPage, bool), Problem> {
    let ward = guardian::ward(&visit.app, visit.viewer()?, id).await?;
    let Open { link, terms, approves } = guardian::link(&visit.app, &ward, link).await?;
    Ok((WardLinkPage { head: head(&ward), link: line(link), terms, approves }, ward.own))
}

/// A link as lists show it.
pub(super) fn line(link: Link) -> WardLink {
    let state = match link.state {
        LinkState::Live => "live",
        LinkState::Waits => "waits",
        LinkState::HeldBack => "held",
        LinkState::Paused => "paused",
    };
    WardLink {
        id: link.id.to_string(),
        title: link.title,
        created_at: rfc3339(link.created_at),
        expires_at: link.expires_at.map(rfc3339),
        recipient: link.recipient,
        purpose: link.purpose,
        views: Some(link.views),
        frozen: link.frozen,
        state: state.to_owned(),
    }
}

fn path(id: GuardianId, link: ShareId) -> String {
    format!("/wallet/guardian/{id}/links/{link}")
}
