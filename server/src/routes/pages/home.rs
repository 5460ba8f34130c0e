//! `GET /`: the landing page.

use axum::response::Response;
use web::pages::{Home, home};

use crate::routes::visit::Visit;

pub(super) async fn show(visit: Visit) -> Response {
    visit.page(home(&visit.chrome(), &Home::default()))
}
