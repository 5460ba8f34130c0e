//! A learner's records.

use api::{KeptRecord, RecordSave, RecordTurn};
use axum::{Json as Answer, extract::State, http::StatusCode};

use crate::{
    app::App,
    flows::record,
    id::RecordId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        visit::SignedIn,
    },
};

/// A record of yours, as it stands.
#[utoipa::path(get, path = "/records/{id}", tag = "records", params(("id" = String, Path)),
    security(("session" = [])), responses(
    (status = 200, description = "The record", body = KeptRecord),
    (status = 404, description = "No such record of yours"),
))]
pub(super) async fn open(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<RecordId>,
) -> Result<Answer<KeptRecord>, Problem> {
    let record = record::open(&app, &viewer, id).await?;
    Ok(Answer(KeptRecord {
        revision: record.revision,
        can_undo: record.can_undo,
        can_redo: record.can_redo,
        content: record.content,
    }))
}

/// Saves a record whole. Name the revision that it was made from.
#[utoipa::path(put, path = "/records/{id}", tag = "records", params(("id" = String, Path)),
    request_body = RecordSave, security(("session" = [])), responses(
    (status = 200, description = "It is like this now", body = KeptRecord),
    (status = 404, description = "No such record of yours"),
    (status = 409, description = "There is a later revision: read it, and make your change there"),
    (status = 422, description = "A text is too long, or a credential or an entry is not in your wallet"),
))]
pub(super) async fn save(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<RecordId>,
    Json(asked): Json<RecordSave>,
) -> Result<Answer<KeptRecord>, Problem> {
    Ok(Answer(record::save(&app, &viewer, id, asked.revision, asked.content).await?))
}

/// Deletes a record for good, with all its links. The credentials stay in the wallet.
#[utoipa::path(delete, path = "/records/{id}", tag = "records", params(("id" = String, Path)),
    security(("session" = [])), responses(
    (status = 204, description = "It is gone"),
    (status = 404, description = "No such record of yours"),
))]
pub(super) async fn delete(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<RecordId>,
) -> Result<StatusCode, Problem> {
    record::delete(&app, &viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the last change of a record back; the last fifty are kept.
#[utoipa::path(post, path = "/records/{id}/undo", tag = "records", params(("id" = String, Path)),
    request_body = RecordTurn, security(("session" = [])), responses(
    (status = 200, description = "It is as before", body = KeptRecord),
    (status = 404, description = "No such record of yours"),
    (status = 409, description = "There is a later revision, or nothing to take back"),
))]
pub(super) async fn undo(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<RecordId>,
    Json(asked): Json<RecordTurn>,
) -> Result<Answer<KeptRecord>, Problem> {
    Ok(Answer(record::undo(&app, &viewer, id, asked.revision).await?))
}

/// Does the change again that was taken back last.
#[utoipa::path(post, path = "/records/{id}/redo", tag = "records", params(("id" = String, Path)),
    request_body = RecordTurn, security(("session" = [])), responses(
    (status = 200, description = "It is as it was", body = KeptRecord),
    (status = 404, description = "No such record of yours"),
    (status = 409, description = "There is a later revision, or nothing to do again"),
))]
pub(super) async fn redo(
    State(app): State<App>,
    SignedIn(viewer): SignedIn,
    Params(id): Params<RecordId>,
    Json(asked): Json<RecordTurn>,
) -> Result<Answer<KeptRecord>, Problem> {
    Ok(Answer(record::redo(&app, &viewer, id, asked.revision).await?))
}
