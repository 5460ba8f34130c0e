//! A credential on its way to its learner: letters, codes, and letters that did not arrive.

use api::{ClaimCode, List, Resent, UndeliveredMail};
use axum::{Json as AxumJson, extract::State, response::Response};

use super::paging::{PageQuery, Paging};
use crate::{
    app::App,
    flows::{
        claim::{code, resend},
        outbox::{self, Fault},
    },
    id::CredentialId,
    problem::Problem,
    routes::{extract::Params, rfc3339, visit::Caller},
};

/// Letters that did not arrive, at most.
const MOST_LETTERS: u32 = 1_000;

/// Writes again to all whose credentials wait for them, at most once an hour about each.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/resend", tag = "credentials",
    params(("slug" = String, Path)), security(("key" = ["award"])), responses(
    (status = 200, description = "What came of it", body = Resent),
))]
pub(super) async fn resend_all(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<AxumJson<Resent>, Problem> {
    Ok(AxumJson(told(resend::resend_all(&app, &viewer, &slug).await?)))
}

/// Writes again to the one whose credential waits for them, at most once an hour.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/resend", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["award"])), responses(
    (status = 200, description = "What came of it", body = Resent),
))]
pub(super) async fn resend(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<AxumJson<Resent>, Problem> {
    match resend::resend(&app, &viewer, &slug, &[id]).await? {
        resend::Resent { sent: 0, too_soon: 0, .. } => {
            Err(Problem::not_found("no such credential waits for somebody with an address"))
        }
        resent => Ok(AxumJson(told(resent))),
    }
}

/// The code that claims one credential once, to be given by hand. Asked again, the same one.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/{id}/code", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["award"])), responses(
    (status = 200, description = "The code", body = ClaimCode),
))]
pub(super) async fn give_code(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<AxumJson<ClaimCode>, Problem> {
    let given = code::give(&app, &viewer, &slug, id).await?;
    Ok(AxumJson(ClaimCode {
        credential: given.credential.to_string(),
        code: given.code,
        address: given.address,
    }))
}

/// Letters that did not arrive and that nothing was sent after, the latest first.
#[utoipa::path(get, path = "/issuers/{slug}/mail", tag = "mail", params(("slug" = String, Path), PageQuery),
    security(("key" = ["see"])), responses(
    (status = 200, description = "The letters", body = List<UndeliveredMail>),
))]
pub(super) async fn undelivered(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let letters = outbox::undelivered(&app, &viewer, &slug, MOST_LETTERS).await?;
    let letters = letters.into_iter().map(|letter| UndeliveredMail {
        to: letter.to,
        credential: letter.credential.map(|id| id.to_string()),
        failed_at: rfc3339(letter.at),
        of_the_address: letter.fault.is_of_the_address(),
        fault: match letter.fault {
            Fault::Away => "away".to_owned(),
            Fault::Broken => "broken".to_owned(),
            Fault::Unreadable => "unreadable".to_owned(),
            Fault::Unaddressable => "unaddressable".to_owned(),
            Fault::Reply(reply) => reply.to_string(),
        },
    });
    let key = |letter: &UndeliveredMail| {
        format!("{} {} {}", letter.failed_at, letter.credential.as_deref().unwrap_or_default(), letter.to)
    };
    Ok(paging.answer(paging.part(letters.collect(), key)?, |letter| letter))
}

fn told(resent: resend::Resent) -> Resent {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Resent { sent: count(resent.sent), too_soon: count(resent.too_soon), left_out: count(resent.left_out) }
}
