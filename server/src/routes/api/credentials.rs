//! Awarding, and what was awarded, for an institution's staff and its programs.

use api::{
    Award, AwardedCredential, CredentialEvent, CredentialFile, CredentialSearch, CredentialState,
    IssuedCredential, List,
};
use axum::{
    Json as AxumJson,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::paging::{Page, PageQuery, Paging, bad_cursor};
use crate::{
    app::App,
    effects::ms_of,
    flows::{
        disclose, hold,
        issue::{self, Awarded, IssueError, Recipient, STATES, Search, State as Standing},
        life,
        session::Viewer,
    },
    id::CredentialId,
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Json, Params, Query},
        rfc3339,
        visit::Caller,
    },
};

/// Which credentials a list is to have.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this achievement.
    achievement: Option<String>,
    /// `waiting`, `claimed`, `expired`, `suspended` or `revoked`.
    state: Option<String>,
}

/// What an institution has awarded, newest first. Of a person who teaches: what they awarded, and
/// what was awarded in their classes.
#[utoipa::path(get, path = "/issuers/{slug}/credentials", tag = "credentials",
    params(("slug" = String, Path), Filter, PageQuery), security(("key" = ["see"])), responses(
    (status = 200, description = "The credentials", body = List<AwardedCredential>),
))]
pub(super) async fn list(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Query(filter): Query<Filter>,
    paging: Paging,
) -> Result<Response, Problem> {
    let Filter { achievement, state } = filter;
    found(&app, &viewer, &slug, CredentialSearch { achievement, state, words: String::new() }, &paging).await
}

/// Credentials by who received them. Names and addresses are sent in the body, because addresses of
/// requests are kept in logs.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/search", tag = "credentials",
    params(("slug" = String, Path), PageQuery), request_body = CredentialSearch, security(("key" = ["see"])),
    responses((status = 200, description = "The credentials, newest first", body = List<AwardedCredential>)))]
pub(super) async fn search(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    paging: Paging,
    Json(search): Json<CredentialSearch>,
) -> Result<Response, Problem> {
    found(&app, &viewer, &slug, search, &paging).await
}

async fn found(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    search: CredentialSearch,
    paging: &Paging,
) -> Result<Response, Problem> {
    let state = search.state.unwrap_or_default();
    if !state.is_empty() && !STATES.contains(&state.as_str()) {
        return Err(Problem::bad_request(format!("state is one of {}", STATES.join(", "))));
    }
    let achievement = search.achievement.map(|id| id.parse().map_err(|_| IssueError::UnknownAchievement));
    let search = Search { achievement: achievement.transpose()?, words: search.words, state };
    let before = match &paging.after {
        None => None,
        Some(key) => Some(position(key).ok_or_else(bad_cursor)?),
    };
    let awards = issue::look_before(app, viewer, slug, &search, before, paging.limit + 1).await?;
    let page: Page<Awarded> = paging.cut(awards, |award| format!("{} {}", ms_of(award.awarded_at), award.id));
    Ok(paging.answer(page, described))
}

fn position(key: &str) -> Option<(i64, CredentialId)> {
    let (at, id) = key.split_once(' ')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// Awards an achievement. When the answer comes, the signed credential is on disk; the answer
/// is the credential itself, byte for byte.
#[utoipa::path(post, path = "/issuers/{slug}/credentials", tag = "credentials", params(("slug" = String, Path)),
    request_body = Award, security(("key" = ["award"])), responses(
    (status = 201, description = "It is awarded, and this is it; `Location` is its address", body = serde_json::Value),
    (status = 404, description = "No such achievement of this institution"),
    (status = 409, description = "The achievement is a draft, or retired"),
))]
pub(super) async fn award(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(award): Json<Award>,
) -> Result<impl IntoResponse, Problem> {
    let issued = issue::award(&app, &viewer, &slug, read(award, "")?).await?;
    let headers = [
        (header::LOCATION, format!("/credentials/{}", issued.id)),
        (header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    Ok((StatusCode::CREATED, headers, issued.document))
}

/// Awards to many at once, up to 1,000, of one achievement or several: all of it, or none when there
/// is anything wrong. The pointers of `errors` begin with the place in the array, from 0.
#[utoipa::path(post, path = "/issuers/{slug}/credentials/many", tag = "credentials",
    params(("slug" = String, Path)), request_body = Vec<Award>, security(("key" = ["award"])), responses(
    (status = 201, description = "All are awarded, in the order of the request", body = List<IssuedCredential>),
    (status = 404, description = "No such achievement of this institution"),
    (status = 409, description = "An achievement is a draft, or retired"),
))]
pub(super) async fn award_many(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
    Json(awards): Json<Vec<Award>>,
) -> Result<impl IntoResponse, Problem> {
    let awards = awards.into_iter().enumerate();
    let awards = awards.map(|(place, award)| read(award, &format!("/{place}"))).collect::<Result<_, _>>()?;
    let issued = issue::award_many(&app, &viewer, &slug, awards).await?;
    let items = issued.into_iter();
    let items = items.map(|(id, recipient_name)| IssuedCredential { id: id.to_string(), recipient_name });
    Ok((StatusCode::CREATED, AxumJson(List { items: items.collect(), next: None })))
}

/// One credential: its signed text, where it stands, and what was done to it.
#[utoipa::path(get, path = "/issuers/{slug}/credentials/{id}", tag = "credentials",
    params(("slug" = String, Path), ("id" = String, Path)), security(("key" = ["see"])), responses(
    (status = 200, description = "The credential", body = CredentialFile),
))]
pub(super) async fn open(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<AxumJson<CredentialFile>, Problem> {
    let found = life::open(&app, &viewer, &slug, id).await?;
    let seen = hold::see(&app, &viewer, id).await?.ok_or(IssueError::UnknownCredential)?;
    disclose::downloaded(&app, &viewer, &seen).await?;
    let document = seen.document;
    let history = found.history.into_iter();
    Ok(AxumJson(CredentialFile {
        document,
        edition: found.award.edition,
        valid_from: rfc3339(found.award.valid_from),
        valid_until: found.award.valid_until.map(rfc3339),
        suspendable: found.suspendable,
        changeable: found.changeable,
        history: history
            .map(|done| CredentialEvent { at: rfc3339(done.at), act: done.act, reason: done.reason })
            .collect(),
        credential: described(found.award),
    }))
}

/// An award as it was sent.
///
/// * `at`: where it was, as a JSON pointer.
fn read(award: Award, at: &str) -> Result<issue::Award, Problem> {
    let instant = |text: Option<String>, name: &str| text.map(|text| instant(&text, &format!("{at}/{name}")));
    let learner = match award.recipient.learner {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| {
            let wrong = "this institution has no such learner";
            IssueError::Fields(vec![FieldProblem::new(format!("{at}/recipient/learner"), wrong)])
        })?),
    };
    Ok(issue::Award {
        achievement: award.achievement.parse().map_err(|_| IssueError::UnknownAchievement)?,
        recipient: Recipient {
            name: award.recipient.name,
            email: award.recipient.email,
            learner,
            did: award.recipient.did,
        },
        content: award.content,
        valid_from: instant(award.valid_from, "validFrom").transpose()?,
        valid_until: instant(award.valid_until, "validUntil").transpose()?,
    })
}

/// An instant as it was sent.
pub(super) fn instant(text: &str, pointer: &str) -> Result<OffsetDateTime, Problem> {
    OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        let error = FieldProblem::new(pointer, "write an instant such as 2027-05-03T12:00:00Z");
        Problem::unprocessable("fields need another look", vec![error])
    })
}

pub(super) fn described(awarded: Awarded) -> AwardedCredential {
    let (state, reason) = match awarded.state {
        Standing::Issued => (CredentialState::Issued, None),
        Standing::Suspended { reason, .. } => (CredentialState::Suspended, Some(reason)),
        Standing::Revoked { reason, .. } => (CredentialState::Revoked, Some(reason)),
    };
    AwardedCredential {
        id: awarded.id.to_string(),
        achievement: awarded.achievement.to_string(),
        recipient_name: awarded.recipient_name,
        recipient_email: awarded.recipient_email,
        awarded_at: rfc3339(awarded.awarded_at),
        state,
        claimed: awarded.claimed_at.is_some(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::routes::testing::{TestApp, last_part};

    #[tokio::test]
    async fn a_program_describes_awards_corrects_and_takes_back() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let program = app.program(&staff, "art", &["describe", "award", "revoke"]).await;
        let here = "/api/v1/issuers/art";
        let grade = json!({ "name": "Grade", "resultType": "LetterGrade", "allowedValue": ["C", "B", "A"] });
        let content = json!({ "name": "Weaver", "description": "Weaves.", "criteria": { "narrative": "Weave." },
            "resultDescription": [grade] });
        let made = program
            .post_json(
                &format!("{here}/achievements/drafts"),
                json!({ "content": content, "validDays": 365 }),
            )
            .await
            .expect(StatusCode::CREATED);
        let achievement = made.json()["achievement"]["id"].as_str().unwrap().to_owned();
        assert_eq!(made.json()["achievement"]["state"], "draft");
        let result = &made.json()["content"]["resultDescription"][0]["id"];
        let content = json!({ "narrative": "Wove a rug.", "result": [{ "resultDescription": result, "value": "A" }],
            "evidence": [{ "id": "https://a.example/rug" }], "term": "Autumn" });
        let award = json!({ "achievement": achievement, "content": content,
            "recipient": { "name": "Ada", "email": "ada@learner.example" } });
        let all = format!("{here}/credentials");
        program.post_json(&all, award.clone()).await.expect(StatusCode::CONFLICT);
        program
            .post_json(&format!("{here}/achievements/{achievement}/publish"), json!({}))
            .await
            .expect(StatusCode::OK);
        let issued = program.post_json(&all, award).await.expect(StatusCode::CREATED);
        let subject = &issued.json()["credentialSubject"];
        assert_eq!(subject["result"][0]["value"], "A");
        assert_eq!(issued.json()["evidence"][0]["id"], "https://a.example/rug");
        let one = format!("{all}/{}", last_part(issued.header("location")));
        let found = program.get(&one).await.expect(StatusCode::OK).json();
        assert_eq!(found["document"], issued.text());

        app.app.clock.advance(time::Duration::HOUR);
        let right = json!({ "name": "Ada Obi", "reason": "A slip" });
        program.post_json(&format!("{one}/correct"), right).await.expect(StatusCode::OK);
        let reason = json!({ "reason": "A mistake" });
        program.post_json(&format!("{one}/revoke"), reason.clone()).await.expect(StatusCode::NO_CONTENT);
        program.post_json(&format!("{one}/revoke"), reason).await.expect(StatusCode::CONFLICT);
        let found = program.get(&one).await.expect(StatusCode::OK).json();
        assert_eq!((&found["credential"]["state"], &found["edition"]), (&json!("revoked"), &json!(2)));
        let acts: Vec<_> = found["history"].as_array().unwrap().iter().map(|done| &done["act"]).collect();
        assert_eq!(acts, ["credential.awarded", "credential.corrected", "credential.revoked"]);
    }

    #[tokio::test]
    async fn a_list_is_read_in_parts_by_its_links_whatever_is_awarded_meanwhile() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let program = app.program(&staff, "art", &["award", "describe"]).await;
        let new = json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made =
            program.post_json("/api/v1/issuers/art/achievements", new).await.expect(StatusCode::CREATED);
        let all = "/api/v1/issuers/art/credentials";
        let award = |name: &str| json!({ "achievement": made.json()["id"], "recipient": { "name": name, "email": "a@a.example" } });
        let many: Vec<Value> = (0..5).map(|number| award(&format!("Ada {number}"))).collect();
        let done = program.post_json(&format!("{all}/many"), json!(many)).await.expect(StatusCode::CREATED);
        assert_eq!(done.json()["items"][4]["recipientName"], "Ada 4");
        let (mut names, mut query) = (Vec::new(), "?limit=2&state=waiting".to_owned());
        for parts in 0.. {
            let part = program.get(&format!("{all}{query}")).await.expect(StatusCode::OK);
            let items = part.json()["items"].as_array().unwrap().clone();
            names.extend(items.into_iter().map(|item| item["recipientName"].as_str().unwrap().to_owned()));
            // Newer than all that follow.
            program.post_json(all, award("Ben")).await.expect(StatusCode::CREATED);
            match part.header("link") {
                "" => break,
                link => query = link.split(['<', '>']).nth(1).unwrap().to_owned(),
            }
            assert!(parts < 3 && query.contains("state=waiting"), "{query}");
        }
        assert_eq!(names, ["Ada 4", "Ada 3", "Ada 2", "Ada 1", "Ada 0"]);
        for wrong in ["?limit=0", "?limit=101", "?cursor=x", "?state=lost"] {
            program.get(&format!("{all}{wrong}")).await.expect(StatusCode::BAD_REQUEST);
        }
        let search = json!({ "words": "ada 3" });
        let found = program.post_json(&format!("{all}/search"), search).await.expect(StatusCode::OK).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
    }
}
