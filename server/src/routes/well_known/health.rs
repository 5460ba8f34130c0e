//! For whoever runs the service: is it there, and can it work.

use axum::extract::State;

use crate::{app::App, problem::Problem};

/// `GET /healthz`: the program runs.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers.
pub(super) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    app.db.ping().await?;
    Ok("ready\n")
}
