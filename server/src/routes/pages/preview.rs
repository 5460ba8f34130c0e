//! What would come of a form as it stands: parts of a page, for whoever works at a desk.

use axum::response::Html;
use serde::Deserialize;
use web::components::{
    designer::{Design, DesignFields, design_preview},
    markdown,
};

use crate::{
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Form, Query},
        visit::Visit,
    },
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

/// What to read of a form.
#[derive(Deserialize)]
pub(super) struct Wanted {
    /// The name of the field that holds the text.
    #[serde(default = "usual_field")]
    field: String,
}

fn usual_field() -> String {
    "text".to_owned()
}

/// `POST /desk/markdown-preview`: a field of the form, `text` unless the query's `field` names
/// another, as it will read on a page.
pub(super) async fn text(
    visit: Visit,
    Query(wanted): Query<Wanted>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Html<String>, Problem> {
    staff(&visit)?;
    let text = fields.iter().find(|(name, _)| *name == wanted.field).map_or("", |(_, text)| text);
    Ok(Html(markdown(text)))
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
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let answer =
            staff.post_form("/desk/badge-preview", "badge-shape=gear&badge-symbol=book&name=more").await;
        let html = answer.expect(StatusCode::OK).text();
        assert_eq!(html.matches("<svg").count(), 3);
        assert!(!html.contains("<html"));
        let other = staff.post_form("/desk/badge-preview", "badge-shape=star").await;
        assert_ne!(html, other.expect(StatusCode::OK).text());
    }

    #[tokio::test]
    async fn a_choice_that_is_none_is_named_and_not_repeated() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let answer = staff.post_form("/desk/badge-preview", "badge-shape=<script>").await;
        let answer = answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text().contains("<script>"));
    }

    #[tokio::test]
    async fn a_text_is_shown_as_it_will_read_and_does_nothing() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let answer = staff.post_form("/desk/markdown-preview", "text=*a*+<script>").await;
        assert_eq!(answer.expect(StatusCode::OK).text(), "<p><em>a</em> &lt;script&gt;</p>\n");
        let path = "/desk/markdown-preview?field=criteria";
        assert_eq!(staff.post_form(path, "text=a&criteria=b").await.text(), "<p>b</p>\n");
        assert_eq!(staff.post_form(path, "text=a").await.text(), "");
    }
}
