//! What was brought, opened: the credential out of an image, the credentials out of a presentation, each
//! byte for byte as it stood there.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crypto::image::{self, ImageKind, Version};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Presentations within presentations that are opened.
const MOST_LEVELS: usize = 2;
/// Credentials taken out of one presentation.
const MOST_INSIDE: usize = 200;
/// Bytes of a picture that is kept with the credential that came in it.
const MOST_PICTURE_BYTES: usize = 4 << 20;
/// Bytes of one credential: a comprehensive learner record may have as many.
const MOST_BYTES: usize = 10 << 20;

/// A picture in which a credential came.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Picture {
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// One thing that was brought.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Piece {
    /// Where it was found, for people.
    pub(super) name: String,
    pub(super) what: What,
    pub(super) picture: Option<Picture>,
}

/// What it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum What {
    /// A document, JSON or a compact JWT, unread.
    Document(String),
    /// The address of an assertion, which the oldest baked images carry.
    Address(String),
    /// No text that could be a credential.
    Nothing,
}

/// Opens what was brought.
pub(super) fn unpack(name: &str, bytes: &[u8]) -> Vec<Piece> {
    let piece = |what, picture| Piece { name: name.to_owned(), what, picture };
    let Some(kind) = image::kind(bytes) else {
        return match text(bytes) {
            Some(text) => inside(text, MOST_LEVELS)
                .into_iter()
                .map(|document| piece(What::Document(document), None))
                .collect(),
            None => vec![piece(What::Nothing, None)],
        };
    };
    let Ok(found) = image::unbake(bytes) else { return vec![piece(What::Nothing, None)] };
    let media_type = match kind {
        ImageKind::Png => "image/png",
        ImageKind::Svg => "image/svg+xml",
    };
    let picture = (bytes.len() <= MOST_PICTURE_BYTES).then(|| Picture { media_type, bytes: bytes.to_vec() });
    let is_address = found.version == Version::OpenBadges2 && found.text.trim().starts_with("http");
    match text(found.text.as_bytes()) {
        Some(text) if is_address => vec![piece(What::Address(text.trim().to_owned()), picture)],
        Some(text) => {
            let found = inside(text, MOST_LEVELS);
            // It is the picture of one, not of many.
            let picture = picture.filter(|_| found.len() == 1);
            found.into_iter().map(|document| piece(What::Document(document), picture.clone())).collect()
        }
        None => vec![piece(What::Nothing, picture)],
    }
}

/// A text that a database takes.
fn text(bytes: &[u8]) -> Option<String> {
    let text = str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (!text.trim().is_empty() && text.len() <= MOST_BYTES && !text.contains('\0')).then(|| text.to_owned())
}

/// What matters of a document before it is judged.
#[derive(Deserialize)]
struct Outline<'a> {
    #[serde(rename = "type", borrow, default)]
    types: Option<&'a RawValue>,
    #[serde(default)]
    id: Option<String>,
    #[serde(rename = "verifiableCredential", borrow, default)]
    credentials: Option<&'a RawValue>,
    #[serde(borrow, default)]
    vp: Option<&'a RawValue>,
}

impl Outline<'_> {
    fn is(&self, name: &str) -> bool {
        let types = self.types.map(RawValue::get).unwrap_or_default();
        serde_json::from_str::<Vec<String>>(types)
            .or_else(|_| serde_json::from_str(types).map(|one: String| vec![one]))
            .is_ok_and(|types| types.iter().any(|known| known == name))
    }
}

/// The credentials of a presentation; anything else as it is.
fn inside(text: String, levels: usize) -> Vec<String> {
    let Some(left) = levels.checked_sub(1) else { return vec![text] };
    let payload = token_payload(text.trim());
    let whole = payload.as_deref().unwrap_or(&text);
    match opened(whole) {
        Some(found) if !found.is_empty() => {
            found.into_iter().take(MOST_INSIDE).flat_map(|text| inside(text, left)).collect()
        }
        _ => vec![text],
    }
}

/// The texts in a presentation or an envelope; `None` of anything else.
fn opened(text: &str) -> Option<Vec<String>> {
    let outline: Outline<'_> = serde_json::from_str(text).ok()?;
    if outline.is("EnvelopedVerifiableCredential") || outline.is("EnvelopedVerifiablePresentation") {
        let (_, token) = outline.id.as_deref()?.strip_prefix("data:")?.split_once(',')?;
        return Some(vec![token.to_owned()]);
    }
    // One step: what is in a `vp` is not looked into for another.
    match outline.vp {
        Some(vp) => presented(&serde_json::from_str(vp.get()).ok()?),
        None => presented(&outline),
    }
}

/// The texts in a presentation.
fn presented(outline: &Outline<'_>) -> Option<Vec<String>> {
    if !outline.is("VerifiablePresentation") {
        return None;
    }
    let credentials = outline.credentials?.get();
    let all: Vec<&RawValue> = serde_json::from_str(credentials)
        .or_else(|_| serde_json::from_str(credentials).map(|one| vec![one]))
        .ok()?;
    let one = |raw: &RawValue| match serde_json::from_str::<String>(raw.get()) {
        Ok(token) => token,
        Err(_) => raw.get().to_owned(),
    };
    Some(all.into_iter().map(one).collect())
}

/// The payload of a compact JWT.
fn token_payload(text: &str) -> Option<String> {
    let mut parts = text.split('.');
    let (Some(head), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    // A document that has a token in it may have two dots as well.
    BASE64_URL_SAFE_NO_PAD.decode(head).ok()?;
    String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(bytes: &[u8]) -> Vec<String> {
        let document = |piece: Piece| match piece.what {
            What::Document(text) => text,
            other => panic!("{other:?}"),
        };
        unpack("it", bytes).into_iter().map(document).collect()
    }

    #[test]
    fn what_is_in_a_presentation_comes_out_byte_for_byte() {
        let inner = "{ \"type\" : [\"VerifiableCredential\"],\n  \"n\": 1.50 }";
        let jwt = format!("e30.{}.AA", BASE64_URL_SAFE_NO_PAD.encode("{\"type\":\"VerifiableCredential\"}"));
        let enveloped = format!(
            "{{\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/vc+jwt,{jwt}\"}}"
        );
        let all = format!(
            "{{\"type\":[\"VerifiablePresentation\"],\"verifiableCredential\":[{inner},\"{jwt}\",{enveloped}]}}"
        );
        assert_eq!(documents(all.as_bytes()), [inner, &jwt, &jwt]);
        let token = format!("e30.{}.AA", BASE64_URL_SAFE_NO_PAD.encode(format!("{{\"vp\":{all}}}")));
        assert_eq!(documents(token.as_bytes()), [inner, &jwt, &jwt]);
        let one = format!("{{\"type\":\"VerifiablePresentation\",\"verifiableCredential\":{inner}}}");
        assert_eq!(documents(one.as_bytes()), [inner]);
    }

    #[test]
    fn what_is_no_presentation_stays_as_it_is() {
        for text in
            ["{\"type\":\"VerifiableCredential\"}\n", "a.b.c", "{", "{\"type\":\"VerifiablePresentation\"}"]
        {
            assert_eq!(documents(text.as_bytes()), [text]);
        }
        for nothing in [&b"\xff\xfe"[..], b" ", b"a\0b", b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(unpack("it", nothing)[0].what, What::Nothing);
        }
    }

    #[test]
    fn what_is_in_a_presentation_in_a_picture_comes_out_with_it() {
        let inner = "{\"type\":\"VerifiableCredential\"}";
        let of = |all: &str| {
            format!(
                "{{\"type\":[\"VerifiableCredential\",\"VerifiablePresentation\"],\"verifiableCredential\":[{all}]}}"
            )
        };
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>";
        let pieces = unpack("it", &image::bake(svg, &of(inner)).unwrap());
        assert_eq!(pieces[0].what, What::Document(inner.to_owned()));
        assert!(pieces[0].picture.is_some());
        let pieces = unpack("it", &image::bake(svg, &of(&format!("{inner},{inner}"))).unwrap());
        assert_eq!(pieces.iter().filter(|piece| piece.picture.is_some()).count(), 0);
        assert_eq!(pieces.len(), 2);
    }

    #[test]
    fn presentations_in_presentations_come_to_an_end() {
        let mut text = "{\"type\":\"VerifiableCredential\"}".to_owned();
        for _ in 0..50 {
            text = format!("{{\"type\":\"VerifiablePresentation\",\"verifiableCredential\":[{text}]}}");
        }
        assert_eq!(documents(text.as_bytes()).len(), 1);
        let nested = format!("{}{{}}{}", "{\"vp\":".repeat(200_000), "}".repeat(200_000));
        assert_eq!(documents(nested.as_bytes()), [nested.as_str()]);
        let token = format!("e30.{}.AA", BASE64_URL_SAFE_NO_PAD.encode(&nested));
        assert_eq!(documents(token.as_bytes()), [token]);
    }
}
