//! What somebody gives as a link: anything that a credential can be in.
//!
//! A credential says for itself who signed it, so a link may lead on to another site, and what is
//! there may be long. Web pages and the like stay where they are: what is asked for through us is
//! passed on only where it could be verified.

use std::fmt;

use axum::http::HeaderMap;
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use url::Url;

use super::{
    FetchError, Fetcher, MAX_LINK_BYTES,
    client::{Ask, Redirects},
    kind::{Top, is_compact_jwt},
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
        Some(b'{') => is_one(text),
        Some(b'[') => serde_json::from_str::<First>(text).is_ok_and(|First(first)| is_one(first.get())),
        Some(b'<') => is_drawing(text),
        Some(_) => is_compact_jwt(text),
        None => false,
    }
}

/// Whether JSON is JSON-LD, something typed, what credentials are handed over in, or a token.
fn is_one(json: &str) -> bool {
    let members = ["@context", "type", "verifiableCredential", "verifiablePresentation", "credentials"];
    match serde_json::from_str::<Top>(json) {
        Ok(top) => members.iter().any(|member| top.has(member)),
        Err(_) => serde_json::from_str::<String>(json).is_ok_and(|text| is_compact_jwt(&text)),
    }
}

/// The first of a list. Nothing is built of the others.
struct First<'t>(&'t RawValue);

impl<'de> Deserialize<'de> for First<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values;

        impl<'de> Visitor<'de> for Values {
            type Value = First<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of something")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<First<'de>, A::Error> {
                let first =
                    values.next_element()?.ok_or_else(|| serde::de::Error::invalid_length(0, &self))?;
                while values.next_element::<IgnoredAny>()?.is_some() {}
                Ok(First(first))
            }
        }

        deserializer.deserialize_seq(Values)
    }
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
        // Deeper than a value is ever built.
        let deep = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
        assert!(may_hold_credential(format!(r#"{{"type":"Assertion","x":{deep}}}"#).as_bytes()));
        assert!(may_hold_credential(format!(r#"[{{"type":"Assertion"}},{deep}]"#).as_bytes()));
        for bad in [
            "",
            "hello",
            "{}",
            "[]",
            "[1]",
            "[[{\"type\":\"Assertion\"}]]",
            r#"[{"a":0},{"type":"Assertion"}]"#,
            r#"[{"type":"Assertion"},"#,
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
