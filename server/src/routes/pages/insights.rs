//! `/desk/{slug}/insights…`: what came of an institution's awards, in numbers.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use web::{
    pages::{Figure, InsightLine, Insights, insights as page},
    words::insights as words,
};

use super::desk::issuer_link;
use crate::{
    flows::{
        insight::{self, Number, Numbers},
        session::Act,
    },
    problem::Problem,
    routes::{extract::Params, rfc3339, visit::Visit},
    sheet::write_csv,
};

pub(super) async fn show(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let found = insight::look(&visit.app, viewer, &slug).await?;
    let month = |(month, numbers): (insight::Month, Numbers)| InsightLine {
        id: String::new(),
        name: month.to_string(),
        figures: figures(numbers),
    };
    let data = Insights {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        months: found.months.into_iter().map(month).collect(),
        achievements: found
            .achievements
            .into_iter()
            .map(|(id, name, numbers)| InsightLine { id: id.to_string(), name, figures: figures(numbers) })
            .collect(),
        total: figures(found.total),
        since: found.since.map(rfc3339),
        empty: !found.any,
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

fn figures(numbers: Numbers) -> [Figure; 4] {
    numbers.map(|number| Figure { text: number.to_string(), told: number.told() })
}

pub(super) async fn months(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let found = insight::look(&visit.app, visit.viewer()?, &slug).await?;
    let rows = found.months.into_iter().map(|(month, numbers)| row(month.to_string(), numbers));
    Ok(file(words::month_label(), "months.csv", rows.chain([row(words::total().to_owned(), found.total)])))
}

pub(super) async fn achievements(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let found = insight::look(&visit.app, visit.viewer()?, &slug).await?;
    let rows = found.achievements.into_iter().map(|(_, name, numbers)| row(name, numbers));
    let rows = rows.chain([row(words::total().to_owned(), found.total)]);
    Ok(file(words::achievement(), "achievements.csv", rows))
}

fn row(name: String, numbers: Numbers) -> Vec<String> {
    let mut row = vec![name];
    row.extend(numbers.iter().map(Number::to_string));
    row
}

fn file(first: &str, name: &str, rows: impl Iterator<Item = Vec<String>>) -> Response {
    let mut headings = vec![first.to_owned()];
    headings.extend(words::kinds().iter().map(|(kind, _)| (*kind).to_owned()));
    csv(name, write_csv(&headings, rows))
}

/// A table as a file of that name.
pub(super) fn csv(name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use super::*;
    use crate::routes::testing::{TestApp, Visitor};

    /// Awards of `=Weaver` to so many people.
    async fn awarded(staff: &Visitor, people: usize) {
        let new = json!({ "name": "=Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made = staff.post_json("/api/v1/issuers/art/achievements", new).await;
        let achievement = made.expect(StatusCode::CREATED).json()["id"].take();
        let award = |person: usize| {
            let email = format!("{person}@learner.example");
            json!({ "achievement": achievement, "recipient": { "name": "Ada", "email": email } })
        };
        let awards: Vec<_> = (0..people).map(award).collect();
        let path = "/api/v1/issuers/art/credentials/many";
        staff.post_json(path, json!(awards)).await.expect(StatusCode::CREATED);
    }

    #[tokio::test]
    async fn page_files_and_api_hide_the_same_numbers() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let empty = staff.get("/desk/art/insights").await.expect(StatusCode::OK).text();
        assert!(empty.contains(words::empty()) && !empty.contains("<svg class=\"columns\""));
        awarded(&staff, 27).await;
        awarded(&staff, 9).await;
        let page = staff.get("/desk/art/insights").await.text();
        let months = staff.get("/desk/art/insights/months.csv").await.expect(StatusCode::OK).text();
        let achievements = staff.get("/desk/art/insights/achievements.csv").await.text();
        let api = staff.get("/api/v1/issuers/art/insights").await.expect(StatusCode::OK).json();
        assert!(months.contains("2026-11,30+,<10,<10,<10\r\n"), "{months}");
        assert!(months.contains("2026-10,0,0,,\r\n"), "{months}");
        assert!(achievements.contains("'=Weaver,20+,<10,<10,<10\r\n"), "{achievements}");
        assert!(achievements.contains("'=Weaver,<10,<10,<10,<10\r\n"), "{achievements}");
        assert_eq!(
            api["total"],
            json!({ "issued": "30+", "claimed": "<10", "shared": "<10", "verified": "<10" })
        );
        assert_eq!(api["months"][10]["shared"], json!(null));
        assert_eq!(api["achievements"].as_array().unwrap().len(), 2);
        for text in [page, months, achievements, api.to_string()] {
            assert!(!text.contains(">36<") && !text.contains(",27") && !text.contains(",9,"), "{text}");
            assert!(!text.contains("learner.example"));
        }
    }
}
