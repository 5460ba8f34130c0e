//! Shared records, for whoever has the link.

use api::{LinkProblem, SharedCredential, SharedRecord};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use crypto::verify::Policy;

use crate::{
    app::App,
    flows::{
        present, receipt,
        record::Shown,
        session::Viewer,
        share::{self, Behind},
    },
    problem::Problem,
    routes::{extract::Params, guard::SECRET_ADDRESS, visit::SignedIn},
};

/// What a link leads to: the signed documents as they came, and what to judge them by.
#[utoipa::path(get, path = "/shares/{token}", tag = "shares", params(("token" = String, Path)), security(()), responses(
    (status = 200, description = "The record", body = SharedRecord),
    (status = 403, description = "The link asks for a passcode, which is given on its page, `/s/{token}`"),
    (status = 404, description = "The link never was, is paused, has ended or has run out"),
))]
pub(super) async fn show(
    State(app): State<App>,
    viewer: Option<SignedIn>,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let viewer = viewer.map(|SignedIn(viewer)| viewer);
    let record = record(&app, &token, None, viewer.as_ref()).await?;
    Ok((SECRET_ADDRESS, Json(record)).into_response())
}

/// The record that a link leads to.
///
/// * `pass`: what shows that the passcode was given.
///
/// # Errors
/// 404 where it leads nowhere, 403 where a passcode is asked for.
pub(in crate::routes) async fn record(
    app: &App,
    token: &str,
    pass: Option<&str>,
    by: Option<&Viewer>,
) -> Result<SharedRecord, Problem> {
    match share::open(app, token, pass, by).await? {
        Some(Behind::Record(shared)) => {
            let signed = present::document(app, token, &shared.record).await?;
            let policy = receipt::policy(app).await.into_owned();
            Ok(SharedRecord { presentation: signed, ..described(shared.record, policy) })
        }
        Some(Behind::Passcode) => {
            let detail = "this link asks for a passcode, which is given on its page";
            Err(Problem::forbidden(detail).of_type(LinkProblem::LockedLink.kind()))
        }
        None => Err(Problem::not_found(
            "this link leads nowhere: it was mistyped, has been ended by its owner, or has run out",
        )),
    }
}

/// A record as whoever has the link gets it. What the learner says of several entries stands beside
/// the first of them.
fn described(record: Shown, policy: Policy) -> SharedRecord {
    let credentials = record.sections.into_iter().flat_map(|section| {
        let heading = Some(section.heading).filter(|heading| !heading.is_empty());
        section.items.into_iter().flat_map(move |item| {
            let (heading, part_of, on_word) = (heading.clone(), item.part_of, item.on_word);
            let mut note = Some(item.note).filter(|note| !note.is_empty());
            item.documents.into_iter().map(move |document| SharedCredential {
                document,
                note: note.take(),
                section: heading.clone(),
                part_of: part_of.clone(),
                on_word,
            })
        })
    });
    SharedRecord {
        title: record.title,
        introduction: Some(record.introduction).filter(|text| !text.is_empty()),
        cover: record.cover,
        credentials: credentials.collect(),
        policy,
        presentation: None,
    }
}
