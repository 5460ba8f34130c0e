//! What handlers take from a request; whatever is wrong with it becomes a [`Problem`].

use axum::{
    body::Bytes,
    extract::{Form as AxumForm, FromRequest, FromRequestParts, Path, Query as AxumQuery, Request},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::answer::unreadable_body;
use crate::{app::App, problem::Problem};

/// The parts of the path; 404 when one of them cannot be what it stands for.
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match Path::from_request_parts(parts, app).await {
            Ok(Path(params)) => Ok(Self(params)),
            Err(_) => Err(super::answer::no_such_route().await),
        }
    }
}

/// The query; 400 when it cannot be read.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let AxumQuery(query) = AxumQuery::from_request_parts(parts, app)
            .await
            .map_err(|err| Problem::bad_request(err.body_text()))?;
        Ok(Self(query))
    }
}

/// A JSON body of one shape, whatever the content type says: 400 when it is no JSON, 422 when
/// it has another shape.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let body = Bytes::from_request(request, app).await.map_err(|err| unreadable_body(&err, None))?;
        read_json(&body).map(Self)
    }
}

/// The same of a body that was read already.
pub(crate) fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|err| {
        if err.is_data() {
            Problem::unprocessable(format!("the request has another shape: {err}"), Vec::new())
        } else {
            Problem::bad_request(format!("the request is not JSON: {err}"))
        }
    })
}

/// A posted form without files.
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        use axum::extract::rejection::FormRejection;
        match AxumForm::from_request(request, app).await {
            Ok(AxumForm(form)) => Ok(Self(form)),
            Err(FormRejection::BytesRejection(rejection)) => Err(unreadable_body(&rejection, None)),
            Err(err) => Err(Problem::bad_request(err.body_text())),
        }
    }
}

/// A posted form without files: its fields in order, some of them several times.
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first field called `name`.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The text of the first field called `name`; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.first(name).unwrap_or_default()
    }

    /// All fields called `name`.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The fields whose names begin with `start`: what follows it, and the value.
    pub(crate) fn beginning(&self, start: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(start)?, value.as_str())))
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let Form(fields) = Form::from_request(request, app).await?;
        Ok(Self(fields))
    }
}

/// A posted form with files: its fields in order.
pub(crate) struct Parted(Vec<Part>);

/// One field of a [`Parted`] form.
struct Part {
    name: String,
    /// What a file is called where it comes from.
    file: Option<String>,
    bytes: Bytes,
}

impl Parted {
    /// The text of the first field called `name`; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> Result<String, Problem> {
        let bytes = self.bytes(name).unwrap_or_default();
        String::from_utf8(bytes.to_vec())
            .map_err(|_| Problem::bad_request(format!("the field {name} is not text")))
    }

    /// All fields that are no files, as text.
    pub(crate) fn texts(&self) -> Result<Vec<(String, String)>, Problem> {
        let texts = self.0.iter().filter(|part| part.file.is_none()).map(|part| {
            let text = String::from_utf8(part.bytes.to_vec());
            let text = text.map_err(|_| Problem::bad_request("a field of the form is not text"))?;
            Ok((part.name.clone(), text))
        });
        texts.collect()
    }

    /// The fields that are no files, as those of a form without any.
    pub(crate) fn fields(&self) -> Result<Fields, Problem> {
        Ok(Fields(self.texts()?))
    }

    /// The texts of all fields called `name`, empty ones among them.
    pub(crate) fn all_texts(&self, name: &str) -> Result<Vec<String>, Problem> {
        let text = |part: &Part| {
            String::from_utf8(part.bytes.to_vec())
                .map_err(|_| Problem::bad_request(format!("the field {name} is not text")))
        };
        self.0.iter().filter(|part| part.name == name).map(text).collect()
    }

    /// The bytes of the first field called `name`, when there are any.
    pub(crate) fn bytes(&self, name: &str) -> Option<Bytes> {
        self.filled(name).next().map(|part| part.bytes.clone())
    }

    /// All files in fields called `name` that hold anything: what each is called, and its bytes.
    pub(crate) fn files<'f>(&'f self, name: &'f str) -> impl Iterator<Item = (&'f str, &'f Bytes)> {
        self.filled(name).map(|part| (part.file.as_deref().unwrap_or_default(), &part.bytes))
    }

    /// Whether a file was chosen in the field called `name`, with nothing in it.
    pub(crate) fn has_empty_file(&self, name: &str) -> bool {
        let chosen = |part: &Part| part.file.as_deref().is_some_and(|file| !file.is_empty());
        self.0.iter().any(|part| part.name == name && chosen(part) && part.bytes.is_empty())
    }

    fn filled<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f Part> {
        self.0.iter().filter(move |part| part.name == name && !part.bytes.is_empty())
    }
}

impl FromRequest<App> for Parted {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        use axum::{extract::Multipart, http::StatusCode};
        let unreadable = |err: axum::extract::multipart::MultipartError| {
            if err.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::too_large("the form is larger than is taken here")
            } else {
                Problem::bad_request("the form cannot be read")
            }
        };
        let mut form = Multipart::from_request(request, app)
            .await
            .map_err(|_| Problem::bad_request("this address takes a form with files"))?;
        let mut fields = Vec::new();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file = field.file_name().map(str::to_owned);
            fields.push(Part { name, file, bytes: field.bytes().await.map_err(unreadable)? });
        }
        Ok(Self(fields))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::json;

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_body_that_cannot_be_read_is_the_callers_fault() {
        let app = TestApp::new().await;
        let stranger = app.stranger();
        let post = |body: Vec<u8>| stranger.post("/api/v1/knowledge", "application/json", body);
        let truncated = post(br#"{"needs": ["#.to_vec()).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(truncated.header("content-type"), "application/problem+json");
        post(b"\xff\xfe".to_vec()).await.expect(StatusCode::BAD_REQUEST);
        post(br#"{"needs": 5}"#.to_vec()).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        post(br#"{"needs": [], "more": 1}"#.to_vec()).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn a_browser_asks_for_as_much_at_once_as_one_document_needs() {
        let app = TestApp::new().await;
        let ask = |number: usize| {
            let need = json!({ "kind": "did_document", "did": "did:web:a.example" });
            let (stranger, needs) = (app.stranger(), vec![need; number]);
            async move { stranger.post_json("/api/v1/knowledge", json!({ "needs": needs })).await }
        };
        ask(64).await.expect(StatusCode::OK);
        ask(65).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_is_refused() {
        let app = TestApp::new().await;
        for (path, length) in [("/api/v1/knowledge", 2 << 20), ("/api/v1/verify", 20_000_000)] {
            let answer = app.stranger().post(path, "application/json", vec![b' '; length]).await;
            assert_eq!(answer.expect(StatusCode::PAYLOAD_TOO_LARGE).json()["status"], 413);
        }
        let form = format!("email={}", "a".repeat(2 << 20));
        app.stranger().post_form("/sign-in", &form).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
        let image = vec![0; 20_000_000];
        app.stranger().post_parts("/verify", &[], &image).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn a_path_that_names_no_id_leads_nowhere() {
        let app = TestApp::new().await;
        for path in
            ["/credentials/1", "/achievements/x", "/achievements/x/image", "/status/%20", "/status/%ff"]
        {
            app.stranger().get(path).await.expect(StatusCode::NOT_FOUND);
        }
    }
}
