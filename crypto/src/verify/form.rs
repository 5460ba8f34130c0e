//! What form a document came in: JSON, a compact JWT, or an image with one of these inside.

use std::borrow::Cow;

use super::report::{Check, CheckId, Outcome};
use crate::extent::extended;
use crate::image::{self, ImageKind};
use crate::json::{Limits, Object, Value, read};
use crate::open_badges_2;

pub(super) fn format(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Format, outcome, code, params)
}

/// That documents of this form are not read here.
pub(super) fn unsupported(form: &str) -> Check {
    format(Outcome::Unknown, "form_unsupported", &[("form", form)])
}

/// A file's text, and what kind of file it is where it is more than text.
#[derive(Debug)]
pub(super) struct Opened<'b> {
    pub(super) text: Cow<'b, [u8]>,
    image: Option<&'static str>,
}

/// Takes the text out of an image; other files are text already.
///
/// # Errors
/// The `format` check to report.
pub(super) fn open(document: &[u8]) -> Result<Opened<'_>, Check> {
    let name = match image::kind(document) {
        None => return Ok(Opened { text: Cow::Borrowed(document), image: None }),
        Some(ImageKind::Png) => "PNG",
        Some(ImageKind::Svg) => "SVG",
    };
    if !extended() {
        return Err(unsupported(name));
    }
    match image::unbake(document) {
        Ok(found) => Ok(Opened { text: Cow::Owned(found.text.into_bytes()), image: Some(name) }),
        Err(err) => Err(format(Outcome::Failed, "image_unreadable", &[("reason", &err.to_string())])),
    }
}

/// What a text holds.
#[derive(Debug)]
pub(super) enum Content<'b> {
    /// A JSON object.
    Object(Object<'b>),
    /// A compact JWT.
    Token(Cow<'b, str>),
    /// The address of an assertion: what the oldest baked images carry.
    Address(Cow<'b, str>),
}

impl Opened<'_> {
    /// Reads the text.
    ///
    /// # Errors
    /// The `format` check to report.
    pub(super) fn content(&self) -> Result<Content<'_>, Check> {
        let text = self.text.trim_ascii();
        if let Ok(text) = str::from_utf8(text) {
            if is_token(text) {
                return Ok(Content::Token(Cow::Borrowed(text)));
            }
            if self.image.is_some() && open_badges_2::is_address(text) {
                return Ok(Content::Address(Cow::Borrowed(text)));
            }
        }
        match read(text, Limits::RECORD) {
            Ok(Value::Object(object)) => Ok(Content::Object(object)),
            // Quotation marks come along when a token is copied out of JSON.
            Ok(Value::String(text)) if is_token(&text) => Ok(Content::Token(text)),
            Ok(_) => Err(format(Outcome::Failed, "not_an_object", &[])),
            Err(err) => Err(format(Outcome::Failed, "unreadable_json", &[("reason", &err.to_string())])),
        }
    }

    /// Notes in a `format` check what kind of image the text came from.
    pub(super) fn note(&self, check: &mut Check) {
        if let Some(name) = self.image {
            check.note("image", name);
        }
    }
}

/// Whether `text` looks like a compact JWT: three parts, the first an object in base64url, which
/// begins `{"` or `{` and white space.
pub(super) fn is_token(text: &str) -> bool {
    (text.starts_with("ey") || text.starts_with("ew"))
        && text.bytes().filter(|byte| *byte == b'.').count() == 2
}
