//! `GET /`: the landing page.

use axum::response::Response;
use web::pages::{DemoPerson, Home, home};

use crate::{demo, problem::Problem, routes::visit::Visit};

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let guide = demo::guide(&visit.app).await?;
    let people = guide.people.into_iter().map(|person| DemoPerson {
        name: person.name,
        email: person.email,
        role: person.role,
        next: person.next,
    });
    let data = Home { example: guide.examples.into_iter().next(), people: people.collect() };
    Ok(visit.page(home(&visit.chrome(), &data)))
}
