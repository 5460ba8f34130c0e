//! Open links for events, and who has asked by them.

use api::{
    ClaimDecided, ClaimDecision, ClaimLink, ClaimLinkChange, ClaimLinkFile, ClaimLinkState, ClaimRequest,
    ClaimRequestState, List, NewClaimLink,
};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    credentials::instant,
    paging::{PageQuery, Paging},
};
use crate::{
    app::App,
    flows::{
        claim::link::{self, Asked, Decided, Link, LinkError, LinkState, NewLink},
        session::Viewer,
    },
    id::ClaimLinkId,
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
};

type Where = (String, ClaimLinkId);

/// The open links of an institution, newest first.
#[utoipa::path(get, path = "/issuers/{slug}/claim-links", tag = "claim-links",
    params(("slug" = String, Path), PageQuery), security(("key" = ["enrol"])), responses(
    (status = 200, description = "The links", body = List<ClaimLink>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = link::list(&app, &viewer, &slug).await?;
    Ok(paging.answer(paging.part(all, |link| link.id.to_string())?, shown))
}

/// Makes a link by which whoever comes claims an award.
#[utoipa::path(post, path = "/issuers/{slug}/claim-links", tag = "claim-links", params(("slug" = String, Path)),
    request_body = NewClaimLink, security(("key" = ["enrol"])), responses(
    (status = 201, description = "It is made; `Location` is where", body = ClaimLinkFile),
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(new): Json<NewClaimLink>,
) -> Result<impl IntoResponse, Problem> {
    let unknown =
        || LinkError::Fields(vec![FieldProblem::new("/achievement", "there is no such achievement")]);
    let new = NewLink {
        title: new.title,
        achievement: Some(new.achievement.parse().map_err(|_| unknown())?),
        opens_at: new.opens_at.map(|text| instant(&text, "/opensAt")).transpose()?,
        closes_at: new.closes_at.map(|text| instant(&text, "/closesAt")).transpose()?,
        most: new.most,
        word: new.code_word,
        approved: new.approved,
    };
    let id = link::create(&app, &viewer, &slug, new).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/claim-links/{id}"))];
    Ok((StatusCode::CREATED, location, file(&app, &viewer, &slug, id).await?))
}

/// One link, and who has asked by it.
#[utoipa::path(get, path = "/issuers/{slug}/claim-links/{id}", tag = "claim-links",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "The link", body = ClaimLinkFile),
))]
pub(super) async fn open(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<AxumJson<ClaimLinkFile>, Problem> {
    file(&app, &viewer, &slug, id).await
}

/// Opens, pauses or closes a link. One that is closed stays closed.
#[utoipa::path(post, path = "/issuers/{slug}/claim-links/{id}/state", tag = "claim-links",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = ClaimLinkChange,
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "Where it stands", body = ClaimLinkFile),
    (status = 409, description = "It is closed"),
))]
pub(super) async fn set(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(change): Json<ClaimLinkChange>,
) -> Result<AxumJson<ClaimLinkFile>, Problem> {
    let state = match change.state {
        ClaimLinkState::Open => LinkState::Open,
        ClaimLinkState::Paused => LinkState::Paused,
        ClaimLinkState::Closed => LinkState::Closed,
    };
    link::set(&app, &viewer, &slug, id, state).await?;
    file(&app, &viewer, &slug, id).await
}

/// Approves or refuses those who wait: one of them, or all. Whoever is approved finds the award in
/// their wallet, and gets a letter.
#[utoipa::path(post, path = "/issuers/{slug}/claim-links/{id}/requests", tag = "claim-links",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = ClaimDecision,
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "How many were decided", body = ClaimDecided),
    (status = 409, description = "The achievement is retired"),
))]
pub(super) async fn decide(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(decision): Json<ClaimDecision>,
) -> Result<AxumJson<ClaimDecided>, Problem> {
    let one = decision.request.map(|id| id.parse().map_err(|_| LinkError::Unknown)).transpose()?;
    let decided = link::decide(&app, &viewer, &slug, id, one, decision.approve).await?;
    Ok(AxumJson(ClaimDecided { decided: u64::try_from(decided).unwrap_or(u64::MAX) }))
}

async fn file(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClaimLinkId,
) -> Result<AxumJson<ClaimLinkFile>, Problem> {
    let (link, asked) = link::show(app, viewer, slug, id).await?;
    Ok(AxumJson(ClaimLinkFile { link: shown(link), requests: asked.into_iter().map(request).collect() }))
}

fn shown(link: Link) -> ClaimLink {
    ClaimLink {
        id: link.id.to_string(),
        title: link.title,
        achievement: link.achievement.to_string(),
        achievement_name: link.achievement_name,
        address: link.address,
        opens_at: link.opens_at.map(rfc3339),
        closes_at: link.closes_at.map(rfc3339),
        most: link.most,
        given: link.given,
        waiting: link.waiting,
        code_word: link.word,
        approved: link.approved,
        state: match link.state {
            LinkState::Open => ClaimLinkState::Open,
            LinkState::Paused => ClaimLinkState::Paused,
            LinkState::Closed => ClaimLinkState::Closed,
        },
        created_at: rfc3339(link.created_at),
    }
}

fn request(asked: Asked) -> ClaimRequest {
    let (state, credential) = match asked.decided {
        None => (ClaimRequestState::Waiting, None),
        Some(Decided::Issued(id)) => (ClaimRequestState::Issued, Some(id.to_string())),
        Some(Decided::Declined) => (ClaimRequestState::Declined, None),
    };
    ClaimRequest {
        id: asked.id.to_string(),
        name: asked.name,
        email: asked.email,
        asked_at: rfc3339(asked.at),
        state,
        credential,
    }
}
