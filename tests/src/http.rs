//! A plain HTTP client, with the cookies it was given and no redirects followed.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;
use ureq::Agent;

/// One visitor.
pub struct Http {
    agent: Agent,
    base: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers, names in lower case; of several with one name, the last.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is none; the message shows it.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("{} with no JSON: {:.300}", self.status, self.text()))
    }

    /// One header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

impl Http {
    /// A visitor without cookies.
    pub fn new(base: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self { agent: config.into(), base: base.to_owned(), cookies: Mutex::default() }
    }

    /// `GET path`; `path` may be a whole address too.
    ///
    /// # Errors
    /// When nothing answers.
    pub fn get(&self, path: &str) -> Result<Answer> {
        self.get_as(path, "*/*")
    }

    /// `GET path` with an `Accept` header.
    ///
    /// # Errors
    /// When nothing answers.
    pub fn get_as(&self, path: &str, accept: &str) -> Result<Answer> {
        let request = self.agent.get(self.address(path)).header("accept", accept);
        self.read(request.header("cookie", self.cookie()).call()?)
    }

    /// `POST path` as a form.
    ///
    /// # Errors
    /// When nothing answers.
    pub fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let body = fields.iter().map(|(name, value)| format!("{name}={}", percent(value)));
        self.post(path, "application/x-www-form-urlencoded", body.collect::<Vec<_>>().join("&").as_bytes())
    }

    /// `POST path` as a form with one file in it: field, file name, media type, content.
    ///
    /// # Errors
    /// When nothing answers.
    pub fn post_multipart(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &str, &str, &[u8])>,
    ) -> Result<Answer> {
        const BOUNDARY: &str = "a-boundary-that-no-test-sends";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        if let Some((name, file_name, media_type, content)) = file {
            let disposition = format!("form-data; name=\"{name}\"; filename=\"{file_name}\"");
            body.extend(
                format!(
                    "--{BOUNDARY}\r\ncontent-disposition: {disposition}\r\ncontent-type: {media_type}\r\n\r\n"
                )
                .bytes(),
            );
            body.extend(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.post(path, &format!("multipart/form-data; boundary={BOUNDARY}"), &body)
    }

    /// `PUT path` as JSON.
    ///
    /// # Errors
    /// When nothing answers.
    pub fn put_json(&self, path: &str, body: &Value) -> Result<Answer> {
        let request = self.agent.put(self.address(path)).header("content-type", "application/json");
        let request = request.header("origin", &self.base).header("sec-fetch-site", "same-origin");
        self.read(request.header("cookie", self.cookie()).send(body.to_string().as_bytes())?)
    }

    /// `POST path` as JSON.
    ///
    /// # Errors
    /// When nothing answers.
    pub fn post_json(&self, path: &str, body: &Value) -> Result<Answer> {
        self.post(path, "application/json", body.to_string().as_bytes())
    }

    /// `POST path` with any body.
    ///
    /// # Errors
    /// When nothing answers.
    pub fn post(&self, path: &str, media_type: &str, body: &[u8]) -> Result<Answer> {
        let request = self.agent.post(self.address(path)).header("content-type", media_type);
        // As a browser on the site's own pages would say.
        let request = request.header("origin", &self.base).header("sec-fetch-site", "same-origin");
        self.read(request.header("cookie", self.cookie()).send(body)?)
    }

    fn address(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }

    fn cookie(&self) -> String {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn read(&self, answer: ureq::http::Response<ureq::Body>) -> Result<Answer> {
        let (parts, mut body) = answer.into_parts();
        let mut headers = BTreeMap::new();
        for (name, value) in &parts.headers {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            if name == "set-cookie" {
                self.keep(&value);
            }
            headers.insert(name.as_str().to_owned(), value);
        }
        Ok(Answer { status: parts.status.as_u16(), headers, body: body.read_to_vec()? })
    }

    fn keep(&self, set_cookie: &str) {
        let pair = set_cookie.split(';').next().and_then(|pair| pair.split_once('='));
        if let Some((name, value)) = pair {
            let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
            if value.is_empty() {
                cookies.remove(name.trim());
            } else {
                cookies.insert(name.trim().to_owned(), value.to_owned());
            }
        }
    }
}

fn percent(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
