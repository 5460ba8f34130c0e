//! `/desk/{slug}/learners/{id}/data`: what is kept of a learner, to be given to them or erased.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{
    chrome::FieldError,
    pages::{PersonData, person_data as page},
    words::desk_audit as words,
};

use super::{desk::issuer_link, field_errors, notice::Notice, see_other};
use crate::{
    flows::{
        learner,
        person::{self, Asker, PersonError, Who},
        session::Act,
    },
    id::LearnerId,
    problem::Problem,
    routes::{
        extract::{Form, Params, Query},
        visit::Visit,
    },
};

type Where = (String, LearnerId);

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    revoke: String,
    #[serde(default)]
    sure: String,
}

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    whole: String,
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<Where>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let data = data(&visit, &slug, id, !asked.whole.is_empty()).await?;
    Ok(visit.page(page(&visit.chrome(), &data)))
}

pub(super) async fn export(
    visit: Visit,
    Params((slug, id)): Params<Where>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let asker = Asker::Desk(visit.viewer()?, &slug);
    match person::export(&visit.app, asker, &Who::Learner(id), false, &typed.reason).await {
        Ok(text) => {
            let name = HeaderValue::from_static("attachment; filename=\"person.json\"");
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
                (header::CONTENT_DISPOSITION, name),
            ];
            Ok((headers, text).into_response())
        }
        Err(PersonError::Fields(fields)) => {
            let errors = field_errors(&fields, &[("/reason", "reason")]);
            let data = PersonData { told: (typed.reason, errors), ..data(&visit, &slug, id, false).await? };
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn erase(
    visit: Visit,
    Params((slug, id)): Params<Where>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let revoke = !typed.revoke.is_empty();
    let asker = Asker::Desk(visit.viewer()?, &slug);
    let errors = if typed.sure.is_empty() {
        // Whoever may not is told so first.
        issuer_link(visit.viewer()?, &slug, Act::Enrol)?;
        vec![FieldError { field: "sure".to_owned(), message: words::not_sure().to_owned() }]
    } else {
        match person::erase(&visit.app, asker, &Who::Learner(id), false, revoke, &typed.reason).await {
            Ok(_) => {
                let app = visit.app.clone();
                // The tables are clean; the file follows, however long that takes.
                tokio::spawn(async move {
                    if let Err(err) = app.db.scrub().await {
                        let cause = &err as &dyn std::error::Error;
                        tracing::warn!(cause, "traces of what was erased may be left in the database's file");
                    }
                });
                return Ok(see_other(&format!("/desk/{slug}/learners"), Notice::PersonErased));
            }
            Err(PersonError::Fields(fields)) => field_errors(&fields, &[("/reason", "reason")]),
            Err(err) => return Err(err.into()),
        }
    };
    let data = PersonData { erased: (typed.reason, errors), revoke, ..data(&visit, &slug, id, false).await? };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data)))
}

/// What is shown.
///
/// * `whole`: count all that would go, which takes a while.
async fn data(visit: &Visit, slug: &str, id: LearnerId, whole: bool) -> Result<PersonData, Problem> {
    let viewer = visit.viewer()?;
    let issuer = issuer_link(viewer, slug, Act::Enrol)?;
    let erased = person::count(&visit.app, Asker::Desk(viewer, slug), &Who::Learner(id), whole).await?;
    let file = learner::open(&visit.app, viewer, slug, id).await?;
    Ok(PersonData {
        issuer,
        learner: id.to_string(),
        name: file.learner.name,
        goes: erased.counts.into_iter().map(|(table, number)| (table.to_owned(), number)).collect(),
        acts: whole.then_some(erased.acts),
        unopened: erased.unopened,
        keeps_account: erased.keeps_account,
        ..PersonData::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_learner_is_told_and_erased_from_the_desk() {
        let app = TestApp::new().await;
        let owner = app.founded("art").await;
        let form = "name=Zoe+Quill&email=zoe%40quill.example&number=7";
        let made = owner.post_form("/desk/art/learners/new", form).await.expect(StatusCode::SEE_OTHER);
        let path = format!("{}/data", made.header(header::LOCATION));
        let page = owner.browse(&path).await.expect(StatusCode::OK).text();
        assert!(page.contains("This stays") && page.contains("Zoe Quill"), "{page}");
        assert!(page.contains("?whole=yes") && !page.contains("entry of the audit"), "{page}");
        let whole = owner.browse(&format!("{path}?whole=yes")).await.expect(StatusCode::OK).text();
        assert!(whole.contains("Who did what to them, in 1 entry of the audit"), "{whole}");
        let copy =
            owner.post_form(&format!("{path}/export"), "reason=They+asked").await.expect(StatusCode::OK);
        assert_eq!(copy.json()["kept"]["learner"][0]["email"], "zoe@quill.example");
        let erase = format!("{path}/erase");
        owner.post_form(&erase, "reason=They+asked").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let named = owner.post_form(&erase, "reason=Zoe+Quill+asked&sure=yes").await;
        assert!(named.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("Leave out names"));
        owner.post_form(&erase, "reason=They+asked&sure=yes").await.expect(StatusCode::SEE_OTHER);
        owner.browse(&path).await.expect(StatusCode::NOT_FOUND);
        let audit = owner.browse("/desk/art/audit").await.text();
        assert!(audit.contains("data erased") && !audit.contains("Quill"), "{audit}");
    }
}
