//! Whom an institution gave a learner's records: `/desk/{slug}/learners/{id}/disclosures` notes it,
//! `/wallet/disclosures` tells the learner.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use time::{Date, OffsetDateTime, macros::format_description};
use web::{
    pages::{
        DisclosureForm, DisclosureKind, DisclosureLine, Disclosures, LearnerDisclosures,
        disclosures as wallet_page, learner_disclosures as page,
    },
    words::disclosures as words,
};

use super::{desk::issuer_link, field_errors, insights::csv, notice::Notice, see_other};
use crate::{
    flows::{
        disclose::{self, DiscloseError, Disclosure, Kind, Log, NewDisclosure},
        session::Act,
    },
    id::{DisclosureId, LearnerId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Params, Query},
        rfc3339,
        visit::Visit,
    },
    sheet::write_csv,
};

/// The learner's page.
pub(super) async fn mine(visit: Visit) -> Result<Response, Problem> {
    let entries = disclose::mine(&visit.app, visit.viewer()?).await?;
    let data = Disclosures { entries: entries.into_iter().map(line).collect() };
    Ok(visit.page(wallet_page(&visit.chrome(), &data)))
}

/// What an address may say: which entry is to be corrected.
#[derive(Deserialize)]
pub(super) struct Correcting {
    #[serde(default)]
    corrects: Option<DisclosureId>,
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
    Query(Correcting { corrects }): Query<Correcting>,
) -> Result<Response, Problem> {
    let log = disclose::log(&visit.app, visit.viewer()?, &slug, id).await?;
    let old = log.entries.iter().find(|entry| Some(entry.id) == corrects && !entry.corrected);
    // Whoever corrects an entry begins with what it says.
    let typed = old.map_or_else(Typed::default, |old| Typed {
        new: NewDisclosure {
            recipient: old.recipient.clone(),
            what: old.what.clone(),
            purpose: old.purpose.clone(),
            ground: old.ground.clone(),
            corrects: Some(old.id),
            ..NewDisclosure::default()
        },
        given: old.given_at.date().to_string(),
        names: old.awards.clone(),
    });
    Ok(visit.page(html(&visit, &slug, log, &typed, &[])?))
}

/// The form, as it was sent or as it begins.
#[derive(Default)]
struct Typed {
    new: NewDisclosure,
    given: String,
    /// Awards that are ticked, by name.
    names: Vec<String>,
}

pub(super) async fn note(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let text = |name: &str| fields.text(name).to_owned();
    let given = text("given");
    let (given_at, problem) = match day_of(&given) {
        Ok(given_at) => (given_at, None),
        Err(problem) => (None, Some(problem)),
    };
    let typed = Typed {
        new: NewDisclosure {
            recipient: text("recipient"),
            awards: fields.all("award").filter_map(|id| id.parse().ok()).collect(),
            what: text("what"),
            purpose: text("purpose"),
            ground: text("ground"),
            given_at,
            corrects: fields.text("corrects").parse().ok(),
            note: text("note"),
            mistaken: !fields.text("mistaken").is_empty(),
        },
        given,
        names: Vec::new(),
    };
    let result = match problem {
        Some(problem) => Err(DiscloseError::Fields(vec![problem])),
        None => disclose::note(&visit.app, viewer, &slug, id, &typed.new).await,
    };
    match result {
        Ok(_) => Ok(see_other(&format!("/desk/{slug}/learners/{id}/disclosures"), Notice::DisclosureNoted)),
        Err(DiscloseError::Fields(problems)) => {
            let log = disclose::log(&visit.app, viewer, &slug, id).await?;
            let html = html(&visit, &slug, log, &typed, &problems)?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

/// The beginning of a day such as `2027-05-03`, in UTC; empty text is no day.
fn day_of(text: &str) -> Result<Option<OffsetDateTime>, FieldProblem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let day = Date::parse(text.trim(), format_description!("[year]-[month]-[day]")).map_err(|_| {
        FieldProblem::new("/givenAt", "Write the day as year, month and day, such as 2026-05-03.")
    })?;
    Ok(Some(day.midnight().assume_utc()))
}

fn html(
    visit: &Visit,
    slug: &str,
    log: Log,
    typed: &Typed,
    problems: &[FieldProblem],
) -> Result<String, Problem> {
    let names = [
        ("/recipient", "recipient"),
        ("/what", "what"),
        ("/purpose", "purpose"),
        ("/ground", "ground"),
        ("/givenAt", "given"),
        ("/note", "note"),
    ];
    let new = &typed.new;
    let corrects = log.entries.iter().find(|entry| Some(entry.id) == new.corrects);
    let form = log.writes.then(|| DisclosureForm {
        awards: log
            .awards
            .iter()
            .map(|(id, name)| {
                (id.to_string(), name.clone(), new.awards.contains(id) || typed.names.contains(name))
            })
            .collect(),
        recipient: new.recipient.clone(),
        what: new.what.clone(),
        purpose: new.purpose.clone(),
        ground: new.ground.clone(),
        given: typed.given.clone(),
        corrects: corrects.map(|entry| (entry.id.to_string(), rfc3339(entry.given_at))),
        note: new.note.clone(),
        mistaken: new.mistaken,
        errors: field_errors(problems, &names),
    });
    let data = LearnerDisclosures {
        issuer: issuer_link(visit.viewer()?, slug, Act::See)?,
        learner: log.learner.id.to_string(),
        name: log.learner.name,
        entries: log.entries.into_iter().map(line).collect(),
        form,
    };
    Ok(page(&visit.chrome(), &data))
}

/// The log as a file.
pub(super) async fn file(
    visit: Visit,
    Params((slug, id)): Params<(String, LearnerId)>,
) -> Result<Response, Problem> {
    let log = disclose::log(&visit.app, visit.viewer()?, &slug, id).await?;
    let rows = log.entries.into_iter().map(|entry| {
        vec![
            entry.id.to_string(),
            entry.kind.name().to_owned(),
            entry.recipient,
            entry.awards.join("; "),
            entry.what,
            entry.purpose,
            entry.ground,
            rfc3339(entry.given_at),
            rfc3339(entry.noted_at),
            entry.by,
            entry.corrects.map(|id| id.to_string()).unwrap_or_default(),
            entry.note,
        ]
    });
    Ok(csv("disclosures.csv", write_csv(&words::headings().map(str::to_owned), rows)))
}

fn line(entry: Disclosure) -> DisclosureLine {
    DisclosureLine {
        id: entry.id.to_string(),
        kind: match entry.kind {
            Kind::Given => DisclosureKind::Given,
            Kind::Downloaded => DisclosureKind::Downloaded,
            Kind::Mistaken => DisclosureKind::Mistaken,
        },
        issuer: entry.issuer_name,
        learner: entry.learner_name,
        recipient: entry.recipient,
        awards: entry.awards,
        what: entry.what,
        purpose: entry.purpose,
        ground: entry.ground,
        given_at: rfc3339(entry.given_at),
        noted_at: rfc3339(entry.noted_at),
        by: entry.by,
        corrects: entry.corrects.map(|id| id.to_string()),
        note: entry.note,
        corrected: entry.corrected,
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Method, header},
    };
    use serde_json::json;

    use super::*;
    use crate::routes::testing::{TestApp, Visitor, last_part};

    /// Enrols Ada: her page.
    async fn enrolled(staff: &Visitor) -> String {
        let form = "name=Ada+Obi&email=ada%40learner.example&number=";
        let made = staff.post_form("/desk/art/learners/new", form).await.expect(StatusCode::SEE_OTHER);
        made.header(header::LOCATION).to_owned()
    }

    #[tokio::test]
    async fn what_is_noted_is_told_to_the_learner_and_goes_into_a_file() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let learner = enrolled(&staff).await;
        let path = format!("{learner}/disclosures");
        assert!(staff.get(&learner).await.text().contains(&path));
        let again = staff.post_form(&path, "recipient=Harrow&purpose=&given=tomorrow").await;
        let again = again.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(again.contains("value=\"Harrow\""), "{again}");
        let form = "recipient=%3DHarrow&what=Transcript&purpose=Admission&ground=transfer&given=2026-11-01";
        staff.post_form(&path, form).await.expect(StatusCode::SEE_OTHER);
        let page = staff.get(&path).await.expect(StatusCode::OK).text();
        assert!(page.contains("Given to =Harrow, 1 November 2026"), "{page}");
        let file = staff.get(&format!("{path}.csv")).await.expect(StatusCode::OK);
        assert!(file.text().contains("given,'=Harrow,,Transcript,Admission,transfer,"), "{}", file.text());
        let ada = app.signed_in("ada@learner.example").await;
        let mine = ada.get("/wallet/disclosures").await.expect(StatusCode::OK).text();
        assert!(mine.contains("Given to =Harrow") && mine.contains("School of art"), "{mine}");
        assert!(!mine.contains("Noted by"), "who noted it is the desk's to know");
        let other = app.signed_in("eve@learner.example").await.get("/wallet/disclosures").await.text();
        assert!(other.contains(words::mine_empty()), "{other}");
    }

    #[tokio::test]
    async fn a_file_that_staff_fetches_is_noted() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let learner = enrolled(&staff).await;
        let new = json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made = staff.post_json("/api/v1/issuers/art/achievements", new).await.json();
        let award = json!({ "achievement": made["id"], "recipient": { "learner": last_part(&learner) } });
        let made =
            staff.post_json("/api/v1/issuers/art/credentials", award).await.expect(StatusCode::CREATED);
        let path = format!("/credentials/{}", last_part(made.header(header::LOCATION)));
        let log = async || staff.get(&format!("{learner}/disclosures")).await.text();
        staff.browse(&path).await.expect(StatusCode::OK);
        assert!(log().await.contains(words::empty()), "looking takes no copy");
        for _ in 0..2 {
            let request = staff.request(Method::GET, &path).header(header::ACCEPT, "application/vc");
            staff.send(request.body(Body::empty()).unwrap()).await.expect(StatusCode::OK);
        }
        let log = log().await;
        assert_eq!(log.matches("A copy was taken by").count(), 1, "{log}");
        assert!(log.contains("Weaver"));
    }
}
