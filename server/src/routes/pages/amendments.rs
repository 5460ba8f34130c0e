//! Asking for a correction, at `/wallet/credentials/{id}/amendments`, and answering, at
//! `/desk/{slug}/requests`.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use web::pages::{
    AmendmentLine, AmendmentState, Amendments, DeclineRequest, RequestLine, Requests, amendments as page,
    decline_request as decline_page, requests as requests_page,
};

use super::{desk::issuer_link, field_errors, notice::Notice, see_other};
use crate::{
    flows::{
        amendment::{self, Amendment, AmendmentError, Request, State},
        session::Act,
    },
    id::{AmendmentId, CredentialId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Form, Params},
        rfc3339,
        visit::Visit,
    },
};

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    wrong: String,
    #[serde(default)]
    instead: String,
    #[serde(default)]
    statement: String,
    #[serde(default)]
    reason: String,
}

pub(super) async fn show(visit: Visit, Params(id): Params<CredentialId>) -> Result<Response, Problem> {
    let html = html(&visit, id, Typed::default(), None, &[]).await?;
    Ok(visit.page(html))
}

pub(super) async fn ask(
    visit: Visit,
    Params(id): Params<CredentialId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match amendment::ask(&visit.app, visit.viewer()?, id, &typed.wrong, &typed.instead).await {
        Ok(_) => Ok(see_other(&format!("/wallet/credentials/{id}/amendments"), Notice::CorrectionAsked)),
        Err(AmendmentError::Fields(fields)) => again(&visit, id, typed, None, &fields).await,
        Err(err @ AmendmentError::TooMany) => {
            let whole = FieldProblem::new("", format!("{}.", capital(&err.to_string())));
            again(&visit, id, typed, None, &[whole]).await
        }
        Err(err) => Err(err.into()),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) async fn state(
    visit: Visit,
    Params(id): Params<AmendmentId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match amendment::state(&visit.app, visit.viewer()?, id, &typed.statement).await {
        Ok(credential) => {
            let path = format!("/wallet/credentials/{credential}/amendments");
            Ok(see_other(&path, Notice::StatementAdded))
        }
        Err(AmendmentError::Fields(fields)) => {
            let credential = amendment::about(&visit.app, visit.viewer()?, id).await?;
            again(&visit, credential, typed, Some(id), &fields).await
        }
        Err(err) => Err(err.into()),
    }
}

async fn again(
    visit: &Visit,
    id: CredentialId,
    typed: Typed,
    stated: Option<AmendmentId>,
    problems: &[FieldProblem],
) -> Result<Response, Problem> {
    let html = html(visit, id, typed, stated, problems).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
}

async fn html(
    visit: &Visit,
    id: CredentialId,
    typed: Typed,
    stated: Option<AmendmentId>,
    problems: &[FieldProblem],
) -> Result<String, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let asked = amendment::of_holder(app, viewer, id).await?;
    let (achievement, issuer) = amendment::names(app, viewer, id).await?;
    let names = [("/wrong", "wrong"), ("/instead", "instead"), ("/statement", "statement")];
    let data = Amendments {
        credential: id.to_string(),
        achievement,
        issuer,
        lines: asked.into_iter().map(line).collect(),
        wrong: typed.wrong,
        instead: typed.instead,
        statement: stated.map(|id| (id.to_string(), typed.statement)),
        errors: field_errors(problems, &names),
    };
    Ok(page(&visit.chrome(), &data))
}

fn line(asked: Amendment) -> AmendmentLine {
    AmendmentLine {
        id: asked.id.to_string(),
        wrong: asked.wrong,
        instead: asked.instead,
        asked_at: rfc3339(asked.asked_at),
        state: state_line(&asked.state),
        statement: asked.statement.map(|(text, _)| text),
    }
}

/// Where a request stands, as pages show it.
pub(super) fn state_line(state: &State) -> AmendmentState {
    match state {
        State::Waiting => AmendmentState::Waiting,
        State::Corrected { at } => AmendmentState::Corrected(rfc3339(*at)),
        State::Declined { at, reason } => AmendmentState::Declined(rfc3339(*at), reason.clone()),
    }
}

/// The desk's list.
pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let found = amendment::requests(&visit.app, viewer, &slug).await?;
    let data = Requests {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        requests: found.into_iter().map(request_line).collect(),
        due: amendment::DUE_DAYS,
    };
    Ok(visit.page(requests_page(&visit.chrome(), &data)))
}

fn request_line(request: Request) -> RequestLine {
    RequestLine {
        credential: request.amendment.credential.to_string(),
        asked: line(request.amendment),
        achievement: request.achievement_name,
        recipient: request.recipient_name,
        days: request.days,
        corrected_since: request.corrected_since,
        revoked: request.revoked,
    }
}

pub(super) async fn ask_to_decline(
    visit: Visit,
    Params((slug, id)): Params<(String, AmendmentId)>,
) -> Result<Response, Problem> {
    let html = decline_html(&visit, &slug, id, String::new(), &[]).await?;
    Ok(visit.page(html))
}

pub(super) async fn decline(
    visit: Visit,
    Params((slug, id)): Params<(String, AmendmentId)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    match amendment::decline(&visit.app, visit.viewer()?, &slug, id, &typed.reason).await {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/requests"), Notice::CorrectionDeclined)),
        Err(AmendmentError::Fields(fields)) => {
            let html = decline_html(&visit, &slug, id, typed.reason, &fields).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

async fn decline_html(
    visit: &Visit,
    slug: &str,
    id: AmendmentId,
    reason: String,
    problems: &[FieldProblem],
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let request = amendment::request(&visit.app, viewer, slug, id).await?;
    let data = DeclineRequest {
        issuer: issuer_link(viewer, slug, Act::See)?,
        request: request_line(request),
        reason,
        errors: field_errors(problems, &[("/reason", "reason")]),
    };
    Ok(decline_page(&visit.chrome(), &data))
}

pub(super) async fn done(
    visit: Visit,
    Params((slug, id)): Params<(String, AmendmentId)>,
) -> Result<Response, Problem> {
    amendment::done(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/requests"), Notice::CorrectionAnswered))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::{TestApp, between};

    #[tokio::test]
    async fn a_request_goes_from_the_wallet_to_the_desk_and_comes_back_corrected() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let wallet = format!("/wallet/credentials/{id}");
        ada.post_form(&format!("{wallet}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        let path = format!("{wallet}/amendments");
        assert!(ada.get(&wallet).await.text().contains(&path));
        let again = ada.post_form(&path, "wrong=My+name&instead=").await;
        assert!(again.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains(">My name</textarea>"));
        ada.post_form(&path, "wrong=My+name&instead=Ada+Lee").await.expect(StatusCode::SEE_OTHER);
        assert!(ada.get(&wallet).await.text().contains("Waiting for an answer"));
        assert!(staff.get("/desk/art/credentials").await.text().contains("(1 waiting)"));
        let list = staff.get("/desk/art/requests").await.expect(StatusCode::OK).text();
        let correct = format!("/desk/art/credentials/{id}/correct");
        let request = between(&list, &format!("{correct}?request="), &['"']).remove(0);
        let form = staff.get(&format!("{correct}?request={request}")).await.expect(StatusCode::OK).text();
        assert!(form.contains("Ada Lee") && form.contains(&format!("value=\"{request}\"")), "{form}");
        let typed = format!("name=Ada+Lee&email=ada%40learner.example&reason=Asked&request={request}");
        staff.post_form(&correct, &typed).await.expect(StatusCode::SEE_OTHER);
        assert!(ada.get(&path).await.text().contains("Corrected 22 November 2026"));
        assert!(!staff.get("/desk/art/credentials").await.text().contains("waiting)"));
        let done = format!("/desk/art/requests/{request}/done");
        staff.post_form(&done, "").await.expect(StatusCode::CONFLICT);
    }

    #[tokio::test]
    async fn a_decline_without_a_reason_comes_back_and_a_statement_too() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        let path = format!("/wallet/credentials/{id}/amendments");
        ada.post_form(&path, "wrong=a&instead=b").await.expect(StatusCode::SEE_OTHER);
        let list = staff.get("/desk/art/requests").await.text();
        let request = between(&list, "/desk/art/requests/", &['/']).remove(0);
        let decline = format!("/desk/art/requests/{request}/decline");
        staff.get(&decline).await.expect(StatusCode::OK);
        staff.post_form(&decline, "reason=").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        staff.post_form(&decline, "reason=The+paper+says+so").await.expect(StatusCode::SEE_OTHER);
        let state = format!("/wallet/amendments/{request}/statement");
        assert!(ada.get(&path).await.text().contains(&state));
        let again = ada.post_form(&state, "statement=").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains("The paper says so"));
        ada.post_form(&state, "statement=I+see+it+otherwise").await.expect(StatusCode::SEE_OTHER);
        ada.post_form(&state, "statement=More").await.expect(StatusCode::NOT_FOUND);
        assert!(staff.get("/desk/art/requests").await.text().contains("I see it otherwise"));
    }
}
