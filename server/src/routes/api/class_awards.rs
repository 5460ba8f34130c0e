//! Awards to a class, and slips to print for them.

use api::{ClassAward, ClassAwarded, List, Slip, SlipRequest};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::credentials::described;
use crate::{
    app::App,
    flows::{
        class::award::{self, ClassAwardError, PupilAward},
        issue::IssueError,
        learner::LearnerError,
    },
    id::{AwardingId, ClassId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params},
        visit::Caller,
    },
};

type Where = (String, ClassId);

/// Awards an achievement to learners of a class: to all that are named, or to none. Field pointers
/// begin with the place of the learner, such as `/learners/0/result/0/value`.
#[utoipa::path(post, path = "/issuers/{slug}/classes/{id}/awards", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = ClassAward,
    security(("key" = ["award"])), responses(
    (status = 201, description = "It is awarded; `Location` is where", body = ClassAwarded),
    (status = 409, description = "The achievement is a draft, or retired"),
))]
pub(super) async fn award(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(award): Json<ClassAward>,
) -> Result<impl IntoResponse, Problem> {
    let pupils = award.learners.into_iter().map(|one| {
        Ok(PupilAward {
            learner: one.learner.parse().map_err(|_| LearnerError::Unknown)?,
            note: one.narrative,
            result: one.result,
            again: one.again,
        })
    });
    let award = award::ClassAward {
        id: app.new_id(),
        achievement: award.achievement.parse().map_err(|_| IssueError::UnknownAchievement)?,
        term: award.term,
        pupils: pupils.collect::<Result<_, Problem>>()?,
    };
    award::award(&app, &viewer, &slug, id, &award).await.map_err(|err| match err {
        ClassAwardError::Fields(fields) => ClassAwardError::Fields(fields.into_iter().map(as_sent).collect()),
        err => err,
    })?;
    let done = award::done(&app, &viewer, &slug, id, award.id).await?;
    let location = [(header::LOCATION, format!("/api/v1/issuers/{slug}/classes/{id}/awards/{}", award.id))];
    Ok((StatusCode::CREATED, location, AxumJson(shown(award.id, done))))
}

/// What was awarded to a class at once.
#[utoipa::path(get, path = "/issuers/{slug}/classes/{id}/awards/{award}", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path), ("award" = String, Path)), security(("key" = ["see"])),
    responses((status = 200, description = "To whom, and what", body = ClassAwarded)))]
pub(super) async fn open_award(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id, award)): Params<(String, ClassId, AwardingId)>,
) -> Result<AxumJson<ClassAwarded>, Problem> {
    Ok(AxumJson(shown(award, award::done(&app, &viewer, &slug, id, award).await?)))
}

/// Codes to print for what was awarded in a class and waits: one for each, which claims it once.
/// Asked again, the same ones.
#[utoipa::path(post, path = "/issuers/{slug}/classes/{id}/slips", tag = "classes",
    params(("slug" = String, Path), ("id" = String, Path)), request_body = SlipRequest,
    security(("key" = ["award"])), responses(
    (status = 200, description = "The slips", body = List<Slip>),
))]
pub(super) async fn slips(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<Where>,
    Json(which): Json<SlipRequest>,
) -> Result<AxumJson<List<Slip>>, Problem> {
    let of = which.award.map(|id| id.parse().map_err(|_| ClassAwardError::Unknown)).transpose()?;
    let slips = award::slips(&app, &viewer, &slug, id, of, which.with_email).await?;
    let items = slips.into_iter().map(|slip| {
        let (code, address) = slip.code.map(|code| (code.code, code.address)).unzip();
        Slip {
            credential: slip.award.id.to_string(),
            recipient_name: slip.award.recipient_name,
            achievement_name: slip.award.achievement_name,
            code,
            address,
        }
    });
    Ok(AxumJson(List { items: items.collect(), next: None }))
}

/// What is wrong with a field, by the name that it has here.
fn as_sent(field: FieldProblem) -> FieldProblem {
    let pointer = field.pointer.replacen("/pupils", "/learners", 1).replacen("/content/", "/", 1);
    FieldProblem { pointer, ..field }
}

fn shown(id: AwardingId, done: award::Done) -> ClassAwarded {
    ClassAwarded { id: id.to_string(), credentials: done.awards.into_iter().map(described).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_program_enrols_a_class_awards_it_and_prints_its_slips() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let program = app.program(&staff, "art", &["enrol", "award", "describe"]).await;
        let here = "/api/v1/issuers/art";
        let new = json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made = program.post_json(&format!("{here}/achievements"), new).await.expect(StatusCode::CREATED);
        let mut learners = Vec::new();
        for (name, number) in [("Ada", "1"), ("Ben", "2"), ("Cy", "3")] {
            let new = json!({ "name": name, "number": number });
            let enrolled = program.post_json(&format!("{here}/learners"), new).await;
            learners.push(enrolled.expect(StatusCode::CREATED).json()["learner"]["id"].clone());
        }
        let same = json!({ "name": "Ada again", "number": "1" });
        let taken = program.post_json(&format!("{here}/learners"), same).await;
        assert_eq!(taken.expect(StatusCode::UNPROCESSABLE_ENTITY).json()["errors"][0]["pointer"], "/number");
        let class = program.post_json(&format!("{here}/classes"), json!({ "name": "7b" })).await;
        let class = class.expect(StatusCode::CREATED).header("location").to_owned();
        let added = program.post_json(&format!("{class}/learners"), json!({ "learners": learners })).await;
        assert_eq!(added.expect(StatusCode::OK).json()["added"], 3);
        let out = format!("{class}/learners/{}", learners[2].as_str().unwrap());
        let request = program.request(axum::http::Method::DELETE, &out);
        program.send(request.body(axum::body::Body::empty()).unwrap()).await.expect(StatusCode::NO_CONTENT);

        let nobody = json!({ "achievement": made.json()["id"], "learners": [] });
        let refused = program.post_json(&format!("{class}/awards"), nobody).await;
        let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).json();
        assert_eq!(refused["errors"][0]["pointer"], "/learners");
        let present =
            json!([{ "learner": learners[0], "narrative": "Wove a rug." }, { "learner": learners[1] }]);
        let award = json!({ "achievement": made.json()["id"], "term": "Autumn", "learners": present });
        let done = program.post_json(&format!("{class}/awards"), award).await.expect(StatusCode::CREATED);
        assert_eq!(done.json()["credentials"].as_array().unwrap().len(), 2);
        let again = program.get(done.header("location")).await.expect(StatusCode::OK);
        assert_eq!(again.json(), done.json());
        let asked = json!({ "award": done.json()["id"] });
        let slips = program.post_json(&format!("{class}/slips"), asked).await.expect(StatusCode::OK).json();
        assert_eq!(slips["items"].as_array().unwrap().len(), 2);
        assert_eq!(slips["items"][0]["code"].as_str().unwrap().len(), 11);
        let left = json!({ "name": "Ben", "number": "2", "left": true });
        let ben = format!("{here}/learners/{}", learners[1].as_str().unwrap());
        let known = program.put_json(&ben, left).await.expect(StatusCode::OK).json();
        assert!(known["learner"]["leftAt"].is_string() && known["credentials"][0]["claimed"] == false);
    }
}
