//! Many awards at once, for registrars' programs.

use std::collections::{BTreeMap, BTreeSet};

use api::{Bulk, BulkDryRun, BulkFault, BulkRequest, BulkStart, BulkState, ProblemDetails};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use crate::{
    app::App,
    flows::{
        bulk::{self, BulkError, DryRun, Settings},
        session::Viewer,
    },
    id::BulkId,
    problem::Problem,
    routes::{
        extract::{Json, Params},
        visit::Caller,
    },
    sheet::write_csv,
};

/// Faults that an answer holds.
const MOST_FAULTS: usize = 1_000;

/// Takes a list and tells what awarding it would come to. Nobody is awarded anything before the
/// start; a list that is not started is forgotten after seven days.
#[utoipa::path(post, path = "/issuers/{slug}/bulk", tag = "bulk", params(("slug" = String, Path)),
    request_body = BulkRequest, responses(
    (status = 201, description = "The list is taken, and checked", body = Bulk),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there, or not as a registrar", body = ProblemDetails),
    (status = 404, description = "This institution has no such achievement", body = ProblemDetails),
    (status = 409, description = "The achievement is not awarded", body = ProblemDetails),
    (status = 413, description = "The list is too large", body = ProblemDetails),
    (status = 422, description = "This is no list", body = ProblemDetails),
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(request): Json<BulkRequest>,
) -> Result<impl IntoResponse, Problem> {
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
    params(("slug" = String, Path), ("id" = String, Path)), responses(
    (status = 200, description = "How far they are", body = Bulk),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there, or not as a registrar", body = ProblemDetails),
    (status = 404, description = "This institution has no such list", body = ProblemDetails),
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, BulkId)>,
) -> Result<AxumJson<Bulk>, Problem> {
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
}

/// Starts to award. It goes on by itself, whatever happens to the connection or the server.
#[utoipa::path(post, path = "/issuers/{slug}/bulk/{id}/start", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = BulkStart, responses(
    (status = 200, description = "It is started", body = Bulk),
    (status = 401, description = "Nobody is signed in", body = ProblemDetails),
    (status = 403, description = "You do not work there, or not as a registrar", body = ProblemDetails),
    (status = 404, description = "This institution has no such list", body = ProblemDetails),
    (status = 409, description = "It was started before, or other people than expected can be awarded",
        body = ProblemDetails),
    (status = 422, description = "There are faults, or nobody can be awarded", body = ProblemDetails),
))]
pub(super) async fn start(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, BulkId)>,
    Json(request): Json<BulkStart>,
) -> Result<AxumJson<Bulk>, Problem> {
    let ready = request.ready.map(|ready| usize::try_from(ready).unwrap_or(usize::MAX));
    bulk::start(&app, &viewer, &slug, id, ready, request.partial).await?;
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
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
        bulk::State::New => Some(told(bulk::dry_run(app, viewer, slug, id).await?)),
        _ => None,
    };
    Ok(Bulk {
        id: id.to_string(),
        achievement: bulk.achievement.to_string(),
        name: bulk.file_name,
        state: match bulk.state {
            bulk::State::New => BulkState::New,
            bulk::State::Running => BulkState::Running,
            bulk::State::Paused => BulkState::Paused,
            bulk::State::Failed(_) => BulkState::Failed,
            bulk::State::Cancelled => BulkState::Cancelled,
            bulk::State::Done => BulkState::Done,
        },
        total: bulk.total,
        done: bulk.done,
        left_out: bulk.left_out,
        dry_run,
    })
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
