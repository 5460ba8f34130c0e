//! `/privacy`: who sees what, what could be read, how long what is kept.

use axum::response::Response;
use web::pages::{Privacy, privacy as page};

use crate::{
    flows::{
        hold::{REMOVED_LIFE_MS, add::ARRIVAL_LIFE_MS},
        purge::Kind,
    },
    routes::visit::Visit,
};

const HOUR_MS: i64 = 60 * 60 * 1000;

pub(super) async fn show(visit: Visit) -> Response {
    let days = |kind| i64::from(visit.app.config.retain.days(kind));
    let data = Privacy {
        removed_days: REMOVED_LIFE_MS / (24 * HOUR_MS),
        arrival_hours: ARRIVAL_LIFE_MS / HOUR_MS,
        mail_days: days(Kind::Mail),
        rows_days: days(Kind::Rows),
        requests_days: days(Kind::Requests),
    };
    visit.page(page(&visit.chrome(), &data))
}
