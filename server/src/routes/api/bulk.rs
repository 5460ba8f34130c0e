//! Many awards at once, for registrars' programs.

use std::collections::{BTreeMap, BTreeSet};

use api::{Bulk, BulkColumns, BulkDryRun, BulkFault, BulkRequest, BulkStart, BulkState, List};
use axum::{
    Json as AxumJson,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    bulk_files::fault_name,
    paging::{PageQuery, Paging},
};

use crate::{
    app::App,
    flows::{
        bulk::{self, BulkError, Change, DryRun, Settings, State as Standing},
        session::{Act, Viewer},
    },
    id::BulkId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        rfc3339,
        visit::Caller,
    },
    sheet::write_csv,
};

/// Faults that an answer holds.
const MOST_FAULTS: usize = 1_000;
/// Lists that are told of, the newest.
const MOST_LISTS: u32 = 1_000;

pub(super) type Where = (String, BulkId);

/// The lists of an institution, newest first.
#[utoipa::path(get, path = "/issuers/{slug}/bulk", tag = "bulk", params(("slug" = String, Path), PageQuery),
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "The lists", body = List<Bulk>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = bulk::list(&app, &viewer, &slug, MOST_LISTS).await?;
    Ok(paging.answer(paging.part(all, |bulk| bulk.id.to_string())?, shown))
}

/// Takes a list and tells what awarding it would come to. Nobody is awarded anything before the
/// start; a list that is not started is forgotten after seven days.
#[utoipa::path(post, path = "/issuers/{slug}/bulk", tag = "bulk", params(("slug" = String, Path)),
    request_body = BulkRequest, security(("key" = ["enrol"])), responses(
    (status = 201, description = "The list is taken, and checked", body = Bulk),
    (status = 404, description = "This institution has no such achievement"),
    (status = 409, description = "The achievement is not awarded"),
    (status = 413, description = "The list is too large"),
    (status = 422, description = "This is no list"),
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    request: Request,
) -> Result<impl IntoResponse, Problem> {
    // Before the list is read, which takes much more memory than it has bytes.
    viewer.at(&slug, Act::Enrol)?;
    let Json(request) = Json::<BulkRequest>::from_request(request, &app).await?;
    let BulkRequest { achievement, name, csv, rows, columns, again } = request;
    let achievement = achievement.parse().map_err(|_| BulkError::UnknownAchievement)?;
    let text = csv.unwrap_or_else(|| table(&rows));
    let name = name.unwrap_or_else(|| "list.csv".to_owned());
    let id = bulk::upload(&app, &viewer, &slug, achievement, (&name, text.into_bytes())).await?;
    if columns.is_some() || again {
        let found = bulk::dry_run(&app, &viewer, &slug, id).await?;
        let chosen = columns.map(|columns| chosen(&found, &columns));
        let settings = Settings { columns: chosen.unwrap_or(found.settings.columns), again };
        bulk::arrange(&app, &viewer, &slug, id, &settings).await?;
    }
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/bulk/{id}"))];
    Ok((StatusCode::CREATED, location, AxumJson(described(&app, &viewer, &slug, id).await?)))
}

/// How far many awards are; before the start, what they would come to.
#[utoipa::path(get, path = "/issuers/{slug}/bulk/{id}", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "How far they are", body = Bulk),
    (status = 404, description = "This institution has no such list"),
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<AxumJson<Bulk>, Problem> {
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
}

/// Starts to award. It goes on by itself, whatever happens to the connection or the server.
#[utoipa::path(post, path = "/issuers/{slug}/bulk/{id}/start", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = BulkStart,
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "It is started", body = Bulk),
    (status = 404, description = "This institution has no such list"),
    (status = 409, description = "It was started before, or other people than expected can be awarded"),
    (status = 422, description = "There are faults, or nobody can be awarded"),
))]
pub(super) async fn start(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(request): Json<BulkStart>,
) -> Result<AxumJson<Bulk>, Problem> {
    let ready = request.ready.map(|ready| usize::try_from(ready).unwrap_or(usize::MAX));
    bulk::start(&app, &viewer, &slug, id, ready, request.partial).await?;
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
}

/// Changes how a list that was not started is read.
#[utoipa::path(put, path = "/issuers/{slug}/bulk/{id}/columns", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = BulkColumns,
    security(("key" = ["enrol"])), responses(
    (status = 200, description = "What awarding would come to now", body = Bulk),
    (status = 409, description = "It was started"),
))]
pub(super) async fn arrange(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(read): Json<BulkColumns>,
) -> Result<AxumJson<Bulk>, Problem> {
    let found = bulk::dry_run(&app, &viewer, &slug, id).await?;
    let columns = read.columns.map(|columns| chosen(&found, &columns));
    let settings = Settings { columns: columns.unwrap_or(found.settings.columns), again: read.again };
    bulk::arrange(&app, &viewer, &slug, id, &settings).await?;
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
}

/// Stops awarding for a while.
#[utoipa::path(post, path = "/issuers/{slug}/bulk/{id}/pause", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "It rests", body = Bulk),
    (status = 409, description = "It is not under way"),
))]
pub(super) async fn pause(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(place): Params<Where>,
) -> Result<AxumJson<Bulk>, Problem> {
    changed(&app, &viewer, place, Change::Pause).await
}

/// Goes on with awarding.
#[utoipa::path(post, path = "/issuers/{slug}/bulk/{id}/resume", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "It goes on", body = Bulk),
    (status = 409, description = "It does not rest"),
))]
pub(super) async fn resume(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(place): Params<Where>,
) -> Result<AxumJson<Bulk>, Problem> {
    changed(&app, &viewer, place, Change::Resume).await
}

/// Ends awarding before all are awarded. What was awarded stays.
#[utoipa::path(post, path = "/issuers/{slug}/bulk/{id}/cancel", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "It has ended", body = Bulk),
    (status = 409, description = "It was not started, or has ended"),
))]
pub(super) async fn cancel(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(place): Params<Where>,
) -> Result<AxumJson<Bulk>, Problem> {
    changed(&app, &viewer, place, Change::Cancel).await
}

/// Forgets a list that was not started.
#[utoipa::path(delete, path = "/issuers/{slug}/bulk/{id}", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 204, description = "It is forgotten"),
    (status = 409, description = "It was started"),
))]
pub(super) async fn discard(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<StatusCode, Problem> {
    bulk::change(&app, &viewer, &slug, id, Change::Discard).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn changed(
    app: &App,
    viewer: &Viewer,
    (slug, id): Where,
    change: Change,
) -> Result<AxumJson<Bulk>, Problem> {
    bulk::change(app, viewer, &slug, id, change).await?;
    Ok(AxumJson(described(app, viewer, &slug, id).await?))
}

/// Rows as a table: a column for each heading that any of them has.
fn table(rows: &[BTreeMap<String, String>]) -> String {
    let header: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    let header: Vec<String> = header.into_iter().cloned().collect();
    let line = |row: &BTreeMap<String, String>| {
        header.iter().map(|heading| row.get(heading).cloned().unwrap_or_default()).collect()
    };
    write_csv(&header, rows.iter().map(line))
}

fn chosen(found: &DryRun, columns: &BTreeMap<String, String>) -> BTreeMap<String, usize> {
    let places = found.columns.iter().enumerate();
    bulk::columns(places.filter_map(|(place, column)| Some((place, columns.get(&column.heading)?.clone()))))
}

async fn described(app: &App, viewer: &Viewer, slug: &str, id: BulkId) -> Result<Bulk, Problem> {
    let bulk = bulk::show(app, viewer, slug, id).await?;
    let dry_run = match bulk.state {
        Standing::New => Some(told(bulk::dry_run(app, viewer, slug, id).await?)),
        _ => None,
    };
    Ok(Bulk { dry_run, ..shown(bulk) })
}

fn shown(bulk: bulk::Bulk) -> Bulk {
    Bulk {
        id: bulk.id.to_string(),
        achievement: bulk.achievement.to_string(),
        name: bulk.file_name,
        state: match bulk.state {
            Standing::New => BulkState::New,
            Standing::Running => BulkState::Running,
            Standing::Paused => BulkState::Paused,
            Standing::Failed(_) => BulkState::Failed,
            Standing::Cancelled => BulkState::Cancelled,
            Standing::Done => BulkState::Done,
        },
        fault: match bulk.state {
            Standing::Failed(fault) => Some(fault_name(fault).to_owned()),
            _ => None,
        },
        created_at: rfc3339(bulk.created_at),
        started_at: bulk.started_at.map(rfc3339),
        ended_at: bulk.ended_at.map(rfc3339),
        total: bulk.total,
        done: bulk.done,
        left_out: bulk.left_out,
        dry_run: None,
    }
}

fn told(found: DryRun) -> BulkDryRun {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let columns = found.columns.into_iter().filter_map(|column| Some((column.heading, column.field?)));
    let faults = found.faults.into_iter().take(MOST_FAULTS).map(|fault| BulkFault {
        row: fault.row,
        column: fault.column,
        heading: fault.heading,
        value: fault.value,
        code: fault.code.to_owned(),
        detail: fault.detail,
        hint: fault.hint,
    });
    BulkDryRun {
        rows: count(found.rows),
        ready: count(found.ready),
        faulty: count(found.faulty),
        repeated: count(found.repeated),
        already_awarded: count(found.has_it),
        columns: columns.collect(),
        unreadable: found.unreadable,
        faults: faults.collect(),
    }
}
