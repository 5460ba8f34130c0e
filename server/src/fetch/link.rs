//! What somebody gives as a link: anything that a credential can be in.
//!
//! A credential says for itself who signed it, so a link may lead on to another site, and what is
//! there may be long. Web pages and the like stay where they are: what is asked for through us is
//! passed on only where it could be verified.

use axum::http::HeaderMap;
use serde_json::{Map, Value};
use url::Url;

use super::{
    FetchError, Fetcher, MAX_LINK_BYTES,
    client::{Ask, Redirects},
    kind::is_compact_jwt,
};

const ACCEPT: &str = "application/vc, application/vp, application/vc+ld+json, application/vc+jwt, \
    application/ld+json, application/json, image/png, image/svg+xml, */*;q=0.1";

impl Fetcher {
    /// What is at `url`: JSON, a compact JWT, or an image, of up to 10 MiB.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn link(&self, url: Url) -> Result<Vec<u8>, FetchError> {
        let (validators, redirects) = (HeaderMap::new(), Redirects::AnySite);
        let ask = Ask { url, accept: ACCEPT, validators, most_bytes: MAX_LINK_BYTES, redirects };
        let turn = tokio::time::timeout(self.timeout, self.links.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(FetchError::Crowded) };
        let bytes = self.reply(ask).await?.body;
        if may_hold_credential(&bytes) { Ok(bytes) } else { Err(FetchError::WrongKind("a credential")) }
    }
}

/// Whether a credential, or several, could be in these bytes.
fn may_hold_credential(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff") {
        return true;
    }
    let Ok(text) = str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim();
    match text.as_bytes().first() {
        Some(b'{' | b'[') => serde_json::from_str(text).is_ok_and(|value| is_one_or_several(&value)),
        Some(b'<') => is_drawing(text),
        Some(_) => is_compact_jwt(text),
        None => false,
    }
}

fn is_one_or_several(value: &Value) -> bool {
    match value {
        Value::Object(object) => is_one(object),
        Value::Array(values) => !values.is_empty() && values.iter().all(is_one_or_several),
        Value::String(text) => is_compact_jwt(text),
        _ => false,
    }
}

/// JSON-LD, something typed, or what credentials are handed over in.
fn is_one(object: &Map<String, Value>) -> bool {
    let members = ["@context", "type", "verifiableCredential", "verifiablePresentation", "credentials"];
    members.iter().any(|member| object.contains_key(*member))
}

/// SVG, and not a web page with drawings on it.
fn is_drawing(text: &str) -> bool {
    let start: String = text.chars().take(1_000).flat_map(char::to_lowercase).collect();
    text.contains("<svg") && !start.contains("<html") && !start.contains("<!doctype html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_credential_can_be_in_is_passed_on() {
        for good in [
            r#"{"@context":[],"type":["VerifiableCredential"]}"#,
            "\u{feff} {\"type\":\"Assertion\"}\n",
            r#"{"title":"Mine","credentials":[]}"#,
            r#"{"verifiablePresentation":{}}"#,
            r#"[{"type":"VerifiableCredential"},"eyJhbGciOiJFUzI1NiJ9.e30.c2ln"]"#,
            "eyJhbGciOiJFUzI1NiJ9.e30.c2ln\n",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ] {
            assert!(may_hold_credential(good.as_bytes()), "{good}");
        }
        assert!(may_hold_credential(b"\x89PNG\r\n\x1a\n"));
        for bad in [
            "",
            "hello",
            "{}",
            "[]",
            "[1]",
            "null",
            r#"{"secret":"yes"}"#,
            r#"{"type":"VerifiableCredential""#,
            "<!DOCTYPE HTML><html><svg/></html>",
            "<html lang=en><svg></svg>",
            "<note/>",
        ] {
            assert!(!may_hold_credential(bad.as_bytes()), "{bad}");
        }
        assert!(!may_hold_credential(b"GIF89a"));
        assert!(!may_hold_credential(b"%PDF-1.7 \xff"));
    }
}
