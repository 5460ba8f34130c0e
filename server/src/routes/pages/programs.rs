//! `/desk/{slug}/programs`: keys with which programs work at a desk.

use axum::{http::StatusCode, response::Response};
use web::{
    chrome::FieldError,
    pages::{
        MadeProgram, ProgramForm, ProgramLine, ProgramState, ProgramsPage, RevokeProgram, made_program,
        programs as page, revoke_program,
    },
};

use super::{desk::issuer_link, field_errors, notice::Notice, see_other};
use crate::{
    flows::{
        program::{self, KeyState, NewProgram, Program, ProgramError, SCOPES},
        session::Act,
    },
    id::ApiKeyId,
    problem::Problem,
    routes::{
        extract::{Fields, Params},
        rfc3339,
        visit::Visit,
    },
};

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let once = visit.app.new_id::<ApiKeyId>().to_string();
    let form = ProgramForm { once, days: "365".to_owned(), ..ProgramForm::default() };
    let html = page_of(&visit, &slug, form, Vec::new()).await?;
    Ok(visit.page(html))
}

/// The answer is the page with the key, because the key is in no address and no second answer.
pub(super) async fn make(
    visit: Visit,
    Params(slug): Params<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let form = ProgramForm {
        name: fields.text("name").to_owned(),
        scopes: fields.all("scope").map(str::to_owned).collect(),
        days: fields.text("days").to_owned(),
        once: fields.text("once").to_owned(),
    };
    let days = (!form.days.is_empty()).then(|| form.days.parse().unwrap_or_default());
    let once = form.once.parse().ok();
    let new = NewProgram { name: form.name.clone(), scopes: form.scopes.clone(), days, once };
    let viewer = visit.viewer()?;
    match program::make(&visit.app, viewer, &slug, new).await {
        Ok(made) => {
            let data = MadeProgram {
                issuer: issuer_link(viewer, &slug, Act::Govern)?,
                name: form.name.trim().to_owned(),
                key: made.key,
                example: visit.app.config.public_url.join(&format!("/api/v1/issuers/{slug}/achievements")),
            };
            Ok(visit.page(made_program(&visit.chrome(), &data)))
        }
        Err(ProgramError::Fields(wrong)) => {
            let names = [("/name", "name"), ("/scopes", "scope"), ("/days", "days")];
            let html = page_of(&visit, &slug, form, field_errors(&wrong, &names)).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(ProgramError::Made) => Ok(see_other(&format!("/desk/{slug}/programs"), Notice::KeyMadeBefore)),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn ask_to_revoke(
    visit: Visit,
    Params((slug, id)): Params<(String, ApiKeyId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let data = RevokeProgram {
        program: line(program::open(&visit.app, viewer, &slug, id).await?),
        issuer: issuer_link(viewer, &slug, Act::Govern)?,
    };
    Ok(visit.page(revoke_program(&visit.chrome(), &data)))
}

pub(super) async fn revoke(
    visit: Visit,
    Params((slug, id)): Params<(String, ApiKeyId)>,
) -> Result<Response, Problem> {
    program::revoke(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/programs"), Notice::ProgramRevoked))
}

async fn page_of(
    visit: &Visit,
    slug: &str,
    form: ProgramForm,
    errors: Vec<FieldError>,
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let programs = program::list(&visit.app, viewer, slug).await?;
    let data = ProgramsPage {
        issuer: issuer_link(viewer, slug, Act::Govern)?,
        programs: programs.into_iter().map(line).collect(),
        scopes: SCOPES.map(|act| act.name().to_owned()).to_vec(),
        form,
        errors,
    };
    Ok(page(&visit.chrome(), &data))
}

fn line(program: Program) -> ProgramLine {
    ProgramLine {
        id: program.id.to_string(),
        name: program.name,
        last_four: program.last_four,
        scopes: program.scopes.into_iter().map(|act| act.name().to_owned()).collect(),
        made_by: program.made_by,
        created_at: rfc3339(program.created_at),
        expires_at: program.expires_at.map(rfc3339),
        used_at: program.used_at.map(rfc3339),
        state: match program.state {
            KeyState::Live => ProgramState::Live,
            KeyState::Expired => ProgramState::Expired,
            KeyState::Revoked { at } => ProgramState::Revoked { at: rfc3339(at) },
        },
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::routes::testing::{TestApp, between};

    #[tokio::test]
    async fn a_key_is_shown_once_works_and_is_dead_when_it_is_revoked() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let wrong = staff.post_form("/desk/art/programs", "name=Records&days=30").await;
        let wrong = wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(wrong.contains("value=\"Records\"") && wrong.contains("scope-problem"), "{wrong}");

        let form = "name=Records&scope=see&scope=award&days=30";
        let made = staff.post_form("/desk/art/programs", form).await.expect(StatusCode::OK);
        assert_eq!(made.header("cache-control"), "no-store");
        let key = between(&made.text(), "Bearer ", &['&', '\'']).remove(0);
        let listed = staff.get("/desk/art/programs").await.expect(StatusCode::OK).text();
        assert!(
            listed.contains("Records") && listed.contains(&key[key.len() - 4..]) && !listed.contains(&key)
        );

        let program = app.stranger().with_key(&key);
        program.get("/api/v1/issuers/art/achievements").await.expect(StatusCode::OK);
        let id = between(&listed, "/desk/art/programs/", &['/']).remove(0);
        let revoke = format!("/desk/art/programs/{id}/revoke");
        assert!(staff.get(&revoke).await.expect(StatusCode::OK).text().contains("Records"));
        staff.post_form(&revoke, "").await.expect(StatusCode::SEE_OTHER);
        let refused = program.get("/api/v1/issuers/art/achievements").await.expect(StatusCode::UNAUTHORIZED);
        assert_eq!(refused.header("www-authenticate"), r#"Bearer error="invalid_token""#);
    }

    #[tokio::test]
    async fn loading_the_page_of_a_new_key_anew_makes_no_second_one() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let page = staff.get("/desk/art/programs").await.expect(StatusCode::OK).text();
        let once = between(&page, "name=\"once\" value=\"", &['"']).remove(0);
        let form = format!("name=Records&scope=see&days=30&once={once}");
        staff.post_form("/desk/art/programs", &form).await.expect(StatusCode::OK);
        let again = staff.post_form("/desk/art/programs", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(again.header("location"), "/desk/art/programs");
        let listed = staff.get("/desk/art/programs").await.expect(StatusCode::OK).text();
        assert_eq!(listed.matches("/revoke").count(), 1, "{listed}");
    }

    #[tokio::test]
    async fn a_key_opens_no_wallet_and_no_page_and_no_cookie_comes_along() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let form = "name=Records&scope=see&scope=enrol&days=";
        let made = staff.post_form("/desk/art/programs", form).await.expect(StatusCode::OK);
        let key = between(&made.text(), "Bearer ", &['&', '\'']).remove(0);
        // The owner's cookie is there, and is not looked at.
        for somebody in [app.stranger().with_key(&key), staff.with_key(&key)] {
            for path in ["/wallet", "/desk", "/desk/art", "/desk/art/programs", "/api/v1/wallet/credentials"]
            {
                somebody.get(path).await.expect(StatusCode::UNAUTHORIZED);
            }
            somebody.get("/api/v1/issuers/art/achievements").await.expect(StatusCode::OK);
        }
        staff
            .with_key("laurel_wrong")
            .get("/api/v1/issuers/art/achievements")
            .await
            .expect(StatusCode::UNAUTHORIZED);
    }
}
