//! `/desk/{slug}/addresses`: when addresses of an institution end.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use time::{Date, macros::format_description};
use web::pages::{AddressEndLine, DeskAddresses, desk_addresses as page};

use super::{desk::issuer_link, field_errors, notice::Notice, see_other};
use crate::{
    flows::{
        account::ending::{self, AddressEnd, EndingError, last_day},
        session::Act,
    },
    id::AddressEndId,
    problem::Problem,
    routes::{
        extract::{Form, Params},
        rfc3339,
        visit::Visit,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Announcing {
    what: String,
    day: String,
}

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    filled(&visit, &slug, StatusCode::OK, DeskAddresses::default()).await
}

async fn filled(
    visit: &Visit,
    slug: &str,
    status: StatusCode,
    typed: DeskAddresses,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let line = |end: AddressEnd| AddressEndLine {
        id: end.id.to_string(),
        what: end.what,
        learner: end.learner,
        last_day: rfc3339(last_day(end.ends_at)),
    };
    let ends = ending::announced(&visit.app, viewer, slug).await?;
    let issuer = issuer_link(viewer, slug, Act::Enrol)?;
    let data = DeskAddresses { issuer, ends: ends.into_iter().map(line).collect(), ..typed };
    Ok(visit.page_with(status, page(&visit.chrome(), &data)))
}

pub(super) async fn announce(
    visit: Visit,
    Params(slug): Params<String>,
    Form(form): Form<Announcing>,
) -> Result<Response, Problem> {
    let day = Date::parse(form.day.trim(), format_description!("[year]-[month]-[day]")).ok();
    let errors = match ending::announce(&visit.app, visit.viewer()?, &slug, &form.what, day).await {
        Ok(()) => return Ok(see_other(&format!("/desk/{slug}/addresses"), Notice::AddressesEnd)),
        Err(EndingError::Fields(fields)) => field_errors(&fields, &[("/what", "what"), ("/day", "day")]),
        Err(err) => return Err(err.into()),
    };
    let typed = DeskAddresses { what: form.what, day: form.day, errors, ..DeskAddresses::default() };
    filled(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, typed).await
}

pub(super) async fn withdraw(
    visit: Visit,
    Params((slug, id)): Params<(String, AddressEndId)>,
) -> Result<Response, Problem> {
    ending::withdraw(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/addresses"), Notice::AddressesStay))
}
