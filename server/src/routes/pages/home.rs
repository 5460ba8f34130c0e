//! `GET /`: the landing page.

use axum::response::Response;
use web::pages::{Demo, DemoPerson, Home, home};

use crate::{demo, problem::Problem, routes::visit::Visit};

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let mut guide = demo::guide(&visit.app).await?;
    let example = (!guide.examples.is_empty()).then(|| guide.examples.remove(0));
    let data = Home { example, demo: whom(guide) };
    Ok(visit.page(home(&visit.chrome(), &data)))
}

/// Whom one can sign in as; nobody outside the demo.
pub(super) fn whom(guide: demo::Guide) -> Option<Demo> {
    let people = guide.people.into_iter().map(|person| DemoPerson {
        name: person.name,
        email: person.email,
        about: person.about,
        next: person.next,
    });
    let people: Vec<_> = people.collect();
    let event = guide.event.map(|event| (event.title, event.address));
    (!people.is_empty()).then_some(Demo { people, event })
}
