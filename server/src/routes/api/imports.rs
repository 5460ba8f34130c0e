//! Exports of a school's system, for registrars' programs.

use api::{Import, ImportFault, ImportMapping, ImportPreview, ImportState, List};
use axum::{
    Json as AxumJson,
    body::Bytes,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::paging::{PageQuery, Paging};
use crate::{
    app::App,
    flows::{
        roster_import::{self, Credits, ImportError, Mapping},
        session::Viewer,
    },
    id::RosterImportId,
    problem::Problem,
    routes::{
        answer::unreadable_body,
        extract::{Json, Params, Query},
        rfc3339,
        visit::Caller,
    },
};

/// Faults that an answer holds.
const MOST_FAULTS: usize = 1_000;
/// Imports that are told of, the newest.
const MOST_IMPORTS: u32 = 1_000;

type Where = (String, RosterImportId);

/// What a file is called.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Named {
    /// What the file is called in what is told of it.
    name: Option<String>,
}

/// The exports of an institution, newest first.
#[utoipa::path(get, path = "/issuers/{slug}/imports", tag = "imports",
    params(("slug" = String, Path), PageQuery), security(("key" = ["enrol", "award"])), responses(
    (status = 200, description = "The exports", body = List<Import>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let all = roster_import::list(&app, &viewer, &slug, MOST_IMPORTS).await?;
    Ok(paging.answer(paging.part(all, |import| import.id.to_string())?, shown))
}

/// Takes a `OneRoster` 1.1 or 1.2 zip and tells what is in it, or all that is wrong with it. Nothing is
/// issued; the zip is not kept, and what was read of it is forgotten after seven days.
#[utoipa::path(post, path = "/issuers/{slug}/imports", tag = "imports", params(("slug" = String, Path), Named),
    request_body(content = Vec<u8>, content_type = "application/zip"),
    security(("key" = ["enrol", "award"])), responses(
    (status = 201, description = "It is read; `errors` says whether it can be used", body = Import),
    (status = 413, description = "The zip is too large"),
))]
pub(super) async fn create(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<impl IntoResponse, Problem> {
    // The rights come before the file.
    roster_import::list(&app, &viewer, &slug, 1).await?;
    let bytes = body(&app, request).await?;
    let name = named.name.unwrap_or_default();
    let id = roster_import::upload(&app, &viewer, &slug, (&name, bytes.to_vec())).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/imports/{id}"))];
    Ok((StatusCode::CREATED, location, AxumJson(described(&app, &viewer, &slug, id).await?)))
}

async fn body(app: &App, request: Request) -> Result<Bytes, Problem> {
    Bytes::from_request(request, app).await.map_err(|err| unreadable_body(&err, None))
}

/// An export: what would come of it, or what is wrong with it.
#[utoipa::path(get, path = "/issuers/{slug}/imports/{id}", tag = "imports",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol", "award"])), responses(
    (status = 200, description = "The export", body = Import),
    (status = 404, description = "This institution has no such export"),
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<AxumJson<Import>, Problem> {
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
}

/// Says what an export's records mean. What it does not have is not chosen.
#[utoipa::path(put, path = "/issuers/{slug}/imports/{id}/mapping", tag = "imports",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = ImportMapping,
    security(("key" = ["enrol", "award"])), responses(
    (status = 200, description = "What would come of it now", body = Import),
    (status = 409, description = "It was used, or forgotten"),
    (status = 422, description = "There are errors in it"),
))]
pub(super) async fn arrange(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(said): Json<ImportMapping>,
) -> Result<AxumJson<Import>, Problem> {
    let mapping = Mapping {
        school: said.school,
        taught_at: said.taught_at,
        category: said.category,
        line_item: said.line_item,
        credits: Credits::called(&said.credits).unwrap_or_default(),
        failed: said.failed,
        no_credit: said.no_credit,
        pass_mark: said.pass_mark,
        part_of_diploma: said.part_of_diploma,
    };
    roster_import::arrange(&app, &viewer, &slug, id, mapping).await?;
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
}

/// Adds what `OneRoster` does not have: CSV or XLSX, as the template has it; in place of what was there.
#[utoipa::path(put, path = "/issuers/{slug}/imports/{id}/supplement", tag = "imports",
    params(("slug" = String, Path), ("id" = String, Path), Named),
    request_body(content = Vec<u8>, content_type = "text/csv"),
    security(("key" = ["enrol", "award"])), responses(
    (status = 200, description = "It is read; `supplementFaults` says whether it is used", body = Import),
    (status = 409, description = "The export was used, or forgotten"),
    (status = 422, description = "This is no table, or there are errors in the export"),
))]
pub(super) async fn supplement(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<AxumJson<Import>, Problem> {
    roster_import::show(&app, &viewer, &slug, id).await?;
    let bytes = body(&app, request).await?;
    let name = named.name.unwrap_or_else(|| "supplement".to_owned());
    roster_import::take_supplement(&app, &viewer, &slug, id, (&name, bytes.to_vec())).await?;
    Ok(AxumJson(described(&app, &viewer, &slug, id).await?))
}

/// The supplement to be filled in for an export, as CSV: its courses and students stand in it.
#[utoipa::path(get, path = "/issuers/{slug}/imports/{id}/template", tag = "imports",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol", "award"])), responses(
    (status = 200, description = "The template", body = String, content_type = "text/csv"),
    (status = 422, description = "There are errors in the export"),
))]
pub(super) async fn template(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<impl IntoResponse, Problem> {
    let template = roster_import::supplement_template(&app, &viewer, &slug, id).await?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], template.csv()))
}

/// What became of an export, as CSV: test identifier, date, outcome, files imported, files rejected,
/// explanation.
#[utoipa::path(get, path = "/issuers/{slug}/imports/{id}/log", tag = "imports",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol", "award"])), responses(
    (status = 200, description = "The log", body = String, content_type = "text/csv"),
))]
pub(super) async fn log(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<impl IntoResponse, Problem> {
    let import = roster_import::show(&app, &viewer, &slug, id).await?;
    let faults = roster_import::faults(&app, &viewer, &slug, id).await?;
    let csv = roster_import::log(&import, &faults);
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], csv))
}

/// Forgets an export that was not used.
#[utoipa::path(delete, path = "/issuers/{slug}/imports/{id}", tag = "imports",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol", "award"])), responses(
    (status = 204, description = "It is forgotten"),
    (status = 409, description = "It was used"),
))]
pub(super) async fn discard(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<StatusCode, Problem> {
    roster_import::discard(&app, &viewer, &slug, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn described(app: &App, viewer: &Viewer, slug: &str, id: RosterImportId) -> Result<Import, Problem> {
    let import = roster_import::show(app, viewer, slug, id).await?;
    let faults = roster_import::faults(app, viewer, slug, id).await?;
    let preview = match roster_import::preview(app, viewer, slug, id).await {
        Ok(found) => Some(previewed(&found)),
        // There are errors in it, or what was read is forgotten.
        Err(ImportError::Faults | ImportError::State) => None,
        Err(err) => return Err(err.into()),
    };
    let faults = faults.into_iter().take(MOST_FAULTS).map(|fault| ImportFault {
        file: fault.file,
        row: fault.row,
        column: fault.column,
        heading: fault.heading,
        value: fault.value,
        error: fault.error,
        code: fault.code,
        detail: fault.detail,
        hint: fault.hint,
    });
    Ok(Import { preview, faults: faults.collect(), ..shown(import) })
}

fn previewed(found: &roster_import::Preview) -> ImportPreview {
    let many = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    ImportPreview {
        bulk: found.bulk,
        students: many(found.counts.students),
        courses: many(found.counts.courses),
        classes: many(found.counts.classes),
        results: many(found.counts.results),
        transcripts: many(found.transcripts),
        entries: many(found.lines),
        superseded: many(found.notes.superseded),
        withdrawn: many(found.gone),
        undecided: many(found.notes.undecided.len()),
    }
}

fn shown(import: roster_import::Import) -> Import {
    let mapping = import.mapping;
    let mapping = (import.errors == 0).then(|| ImportMapping {
        school: mapping.school,
        taught_at: mapping.taught_at,
        category: mapping.category,
        line_item: mapping.line_item,
        credits: mapping.credits.name(),
        failed: mapping.failed,
        no_credit: mapping.no_credit,
        pass_mark: mapping.pass_mark,
        part_of_diploma: mapping.part_of_diploma,
    });
    Import {
        id: import.id.to_string(),
        name: import.file_name,
        version: Some(import.version).filter(|version| !version.is_empty()),
        state: match (import.used, import.errors) {
            (true, _) => ImportState::Used,
            (false, 0) => ImportState::New,
            (false, _) => ImportState::Faulty,
        },
        created_at: rfc3339(import.created_at),
        errors: import.errors,
        warnings: import.warnings,
        supplement: import.supplement_name,
        supplement_faults: import.supplement_faults,
        mapping,
        preview: None,
        faults: Vec::new(),
    }
}
