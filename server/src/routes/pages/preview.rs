//! What would come of a form as it stands: parts of a page, for whoever works at a desk.

use axum::response::Html;
use web::components::designer::{Design, DesignFields, design_preview};

use crate::{
    problem::{FieldProblem, Problem},
    routes::{extract::Form, visit::Visit},
};

/// `POST /desk/badge-preview`: the designed badge in three sizes; 422 for a choice that is none.
pub(super) async fn badge(visit: Visit, Form(fields): Form<DesignFields>) -> Result<Html<String>, Problem> {
    staff(&visit)?;
    let design = Design::read(&fields).map_err(|errors| {
        let problems =
            errors.iter().map(|error| FieldProblem::new(format!("/{}", error.field), &error.message));
        Problem::unprocessable("the badge has choices that there are not", problems.collect())
    })?;
    Ok(Html(design_preview(&design)))
}

/// Somebody who works anywhere: previews show nothing but what was sent for them.
fn staff(visit: &Visit) -> Result<(), Problem> {
    if visit.viewer()?.desks.is_empty() {
        return Err(Problem::forbidden("previews are for the staff of institutions"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_badge_is_shown_as_it_was_put_together() {
        let staff = TestApp::new().await.founded("art").await;
        let answer =
            staff.post_form("/desk/badge-preview", "badge-shape=gear&badge-symbol=book&name=more").await;
        let html = answer.expect(StatusCode::OK).text();
        assert_eq!(html.matches("<svg").count(), 3);
        assert!(!html.contains("<html"));
        assert_ne!(html, staff.post_form("/desk/badge-preview", "badge-shape=star").await.text());
    }

    #[tokio::test]
    async fn a_choice_that_is_none_is_named_and_not_repeated() {
        let staff = TestApp::new().await.founded("art").await;
        let answer = staff.post_form("/desk/badge-preview", "badge-shape=<script>").await;
        let answer = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text().contains("<script>"));
    }
}
