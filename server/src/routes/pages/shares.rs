//! Making a live link to a record, and ending it.

use axum::response::Response;
use serde::Deserialize;

use super::{first_problem, notice::Notice, records, see_other};
use crate::{
    flows::share::{self, DEFAULT_DAYS, ShareError},
    id::{RecordId, ShareId},
    problem::Problem,
    routes::{
        extract::{Form, Params},
        visit::Visit,
    },
};

#[derive(Deserialize)]
pub(super) struct HowLong {
    #[serde(default)]
    days: String,
}

pub(super) async fn create(
    visit: Visit,
    Params(id): Params<RecordId>,
    Form(form): Form<HowLong>,
) -> Result<Response, Problem> {
    let typed = form.days.trim();
    // A number that cannot be one of days is as wrong as one that is out of range.
    let days = if typed.is_empty() { DEFAULT_DAYS } else { typed.parse().unwrap_or(0) };
    match share::create(&visit.app, visit.viewer()?, id, days).await {
        Ok(made) => {
            let told = if made.waits { Notice::LinkWaits } else { Notice::Shared };
            Ok(see_other(&format!("/wallet/records/{id}"), told))
        }
        Err(err @ (ShareError::Days | ShareError::Many)) => {
            let problem = Problem::from(err);
            records::show_again(&visit, id, first_problem(problem.errors())).await
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn end(visit: Visit, Params(id): Params<ShareId>) -> Result<Response, Problem> {
    let record = share::end(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other(&format!("/wallet/records/{record}"), Notice::ShareEnded))
}
