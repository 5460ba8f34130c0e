//! `/c/{token}`: an open link, for whoever has it.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use web::{
    components::badge::Badge,
    pages::{ClaimAwarded, ClaimEvent, EventForm, EventStanding, claim_event},
    words::claim as words,
};

use super::{field_errors, notice::Notice, see_other};
use crate::{
    flows::claim::event::{self, AskError, Event, Got, Request, Standing},
    problem::Problem,
    routes::{
        extract::{Form, Params},
        guard::SECRET_ADDRESS,
        rfc3339,
        visit::Visit,
    },
};

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    word: String,
}

pub(super) async fn show(visit: Visit, Params(token): Params<String>) -> Result<Response, Problem> {
    let event = event::look(&visit.app, visit.viewer_if_any(), &token).await?.ok_or(AskError::Unknown)?;
    let name = visit.viewer_if_any().map(|viewer| viewer.name.clone()).unwrap_or_default();
    let data = page(&visit, token, event, Asked { name, ..Asked::default() });
    Ok((SECRET_ADDRESS, visit.page(claim_event(&visit.chrome(), &data))).into_response())
}

pub(super) async fn ask(
    visit: Visit,
    Params(token): Params<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let request = Request { name: asked.name.clone(), email: asked.email.clone(), word: asked.word.clone() };
    let err = match event::ask(&visit.app, visit.viewer()?, &token, request).await {
        Ok(Got::Issued(_)) => return Ok(see_other("/wallet", Notice::Claimed)),
        Ok(Got::Waiting) => return Ok(see_other(&format!("/c/{token}"), Notice::Requested)),
        Err(
            err @ (AskError::Fields(_) | AskError::WrongWord | AskError::Not(_) | AskError::TooMany { .. }),
        ) => err,
        Err(err) => return Err(err.into()),
    };
    let event = event::look(&visit.app, visit.viewer_if_any(), &token).await?.ok_or(AskError::Unknown)?;
    let mut data = page(&visit, token, event, asked);
    if let AskError::Not(found) = &err {
        data.standing = standing(*found);
    }
    let wrong_word = matches!(err, AskError::WrongWord);
    let too_many = matches!(err, AskError::TooMany { .. }).then(|| err.to_string());
    let problem = Problem::from(err);
    data.errors =
        field_errors(problem.errors(), &[("/name", "name"), ("/email", "email"), ("/word", "word")]);
    for error in &mut data.errors {
        if wrong_word {
            words::wrong_word().clone_into(&mut error.message);
        }
    }
    data.errors.extend(too_many.map(|message| web::chrome::FieldError { field: "word".to_owned(), message }));
    let html = claim_event(&visit.chrome(), &data);
    Ok((SECRET_ADDRESS, visit.page_with(problem.status(), html)).into_response())
}

fn page(visit: &Visit, token: String, event: Event, asked: Asked) -> ClaimEvent {
    ClaimEvent {
        token,
        title: event.title,
        what: ClaimAwarded {
            badge: Badge { seed: event.image.clone(), image: Some(event.image), ..Badge::default() },
            achievement: event.achievement_name,
            description: event.achievement_description,
            issuer_name: event.issuer_name,
        },
        closes_at: event.closes_at.map(rfc3339),
        standing: standing(event.standing),
        asks_word: event.asks_word,
        approved: event.approved,
        emails: visit.viewer_if_any().map(|viewer| viewer.emails.clone()).unwrap_or_default(),
        form: EventForm { name: asked.name, email: asked.email, word: asked.word },
        errors: Vec::new(),
    }
}

fn standing(standing: Standing) -> EventStanding {
    match standing {
        Standing::Open => EventStanding::Open,
        Standing::NotYet(at) => EventStanding::NotYet(rfc3339(at)),
        Standing::Over => EventStanding::Over,
        Standing::Full => EventStanding::Full,
        Standing::Paused => EventStanding::Paused,
        Standing::Asked => EventStanding::Asked,
        Standing::Have => EventStanding::Have,
        Standing::Declined => EventStanding::Declined,
    }
}
