//! Taking credentials out of the wallet, putting them back, and putting aside what became of them.

use axum::{
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use web::pages::{WalletRemove, WalletRemoved, wallet_remove, wallet_removed};

use crate::{
    flows::hold::{self, Whose, find, read},
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::Params,
        pages::{notice::Notice, see_other},
        rfc3339,
        visit::Visit,
    },
};

fn unknown() -> Problem {
    Problem::not_found("there is no such credential in your wallet")
}

pub(in crate::routes::pages) async fn ask(
    visit: Visit,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let whose = hold::whose(app, viewer, id).await?.ok_or_else(unknown)?;
    read::catch_up(app, viewer).await?;
    let title = find::title(app, viewer, id).await?.unwrap_or_default();
    let data = WalletRemove {
        credential: id.to_string(),
        title,
        ours: whose == Whose::Claimed,
        records: hold::stands_in(app, viewer, id).await?,
    };
    Ok(visit.page(wallet_remove(&visit.chrome(), &data)))
}

pub(in crate::routes::pages) async fn remove(
    visit: Visit,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    if hold::remove(&visit.app, visit.viewer()?, id).await? {
        Ok(see_other("/wallet/removed", Notice::HoldingRemoved))
    } else {
        Err(unknown())
    }
}

pub(in crate::routes::pages) async fn removed(visit: Visit) -> Result<Response, Problem> {
    let removed = find::removed(&visit.app, visit.viewer()?).await?;
    let one = |it: find::Removed| WalletRemoved {
        credential: it.id.to_string(),
        title: it.title,
        issuer: it.issuer,
        ours: it.ours,
        removed_at: rfc3339(it.removed_at),
    };
    let removed: Vec<_> = removed.into_iter().map(one).collect();
    Ok(visit.page(wallet_removed(&visit.chrome(), &removed)))
}

pub(in crate::routes::pages) async fn put_back(
    visit: Visit,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    if hold::put_back(&visit.app, visit.viewer()?, id).await? {
        Ok(see_other(&format!("/wallet/credentials/{id}"), Notice::HoldingPutBack))
    } else {
        Err(unknown())
    }
}

pub(in crate::routes::pages) async fn delete(
    visit: Visit,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    if hold::delete(&visit.app, visit.viewer()?, id).await? {
        Ok(see_other("/wallet/removed", Notice::HoldingDeleted))
    } else {
        Err(unknown())
    }
}

pub(in crate::routes::pages) async fn dismiss(
    visit: Visit,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    if find::put_aside(&visit.app, visit.viewer()?, id).await? {
        Ok(see_other("/wallet", Notice::NewsDismissed))
    } else {
        Err(unknown())
    }
}

/// What no picture is to do, opened by itself: an SVG is a document.
const HARMLESS: [(HeaderName, &str); 3] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "private, max-age=3600"),
];

pub(in crate::routes::pages) async fn picture(
    visit: Visit,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    let (media_type, bytes) = hold::picture(&visit.app, visit.viewer()?, id).await?.ok_or_else(unknown)?;
    Ok(([(header::CONTENT_TYPE, media_type)], HARMLESS, bytes).into_response())
}
