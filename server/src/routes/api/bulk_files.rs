//! What many awards give as files: the template, the faults, the report.

use axum::{extract::State, http::header, response::IntoResponse};
use serde::Deserialize;

use super::bulk::Where;
use crate::{
    app::App,
    flows::{
        bulk::{self, BulkError, Fault},
        session::Act,
    },
    problem::Problem,
    routes::{
        extract::{Params, Query},
        visit::Caller,
    },
    sheet::faults_csv,
};

const CSV: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];

/// For which achievement a template is made.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Chosen {
    /// The achievement's id.
    achievement: Option<String>,
}

/// The list to be filled in for an achievement: headings and nobody, as CSV.
#[utoipa::path(get, path = "/issuers/{slug}/bulk/template", tag = "bulk",
    params(("slug" = String, Path), Chosen), security(("key" = ["enrol"])), responses(
    (status = 200, description = "The template", body = String, content_type = "text/csv"),
    (status = 404, description = "This institution has no such achievement"),
))]
pub(super) async fn template(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Query(chosen): Query<Chosen>,
) -> Result<impl IntoResponse, Problem> {
    viewer.at(&slug, Act::Enrol)?;
    let id = chosen.achievement.and_then(|id| id.parse().ok()).ok_or(BulkError::UnknownAchievement)?;
    Ok((CSV, bulk::template(&app, &viewer, &slug, id).await?.csv()))
}

/// All that is wrong with a list that was not started, as CSV: row, column, what is wrong, what
/// would be right.
#[utoipa::path(get, path = "/issuers/{slug}/bulk/{id}/faults", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "The faults", body = String, content_type = "text/csv"),
    (status = 409, description = "It was started"),
))]
pub(super) async fn faults(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<impl IntoResponse, Problem> {
    let found = bulk::dry_run(&app, &viewer, &slug, id).await?;
    Ok((CSV, faults_csv(&found.faults)))
}

/// What became of each row of a list that was started, as CSV: row, recipient, outcome, address.
#[utoipa::path(get, path = "/issuers/{slug}/bulk/{id}/report", tag = "bulk",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["enrol"])), responses(
    (status = 200, description = "The report", body = String, content_type = "text/csv"),
    (status = 409, description = "It was not started, or its rows are forgotten"),
))]
pub(super) async fn report(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
) -> Result<impl IntoResponse, Problem> {
    Ok((CSV, bulk::report(&app, &viewer, &slug, id).await?))
}

/// Why many awards stopped by themselves, by the name that the API has for it.
pub(super) const fn fault_name(fault: Fault) -> &'static str {
    match fault {
        Fault::NotPublished => "not_published",
        Fault::Changed => "changed",
        Fault::Broken => "broken",
    }
}
