//! A signed assertion: a compact JWS around it.
//!
//! Source: Open Badges 2.0, the section on signed badges.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::extent::extended;
use crate::jose::Compact;
use crate::json::{Limits, Object, Value, read};

/// An assertion, and the signature around it.
#[derive(Debug)]
pub(crate) struct Signed {
    pub(crate) assertion: Object<'static>,
    pub(crate) compact: Compact,
}

impl Signed {
    /// Reads a compact JWS; `None` where it holds something else than an assertion of this
    /// standard.
    pub(crate) fn open(text: &str) -> Option<Self> {
        if !extended() {
            return None;
        }
        let text = text.trim();
        let payload =
            text.split('.').nth(1).filter(|payload| payload.len() <= 2 * Limits::CREDENTIAL.bytes)?;
        let payload = BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?;
        // Most tokens are of today's standards, and need not be read twice.
        let has = |word: &[u8]| payload.windows(word.len()).any(|window| window == word);
        if !has(b"\"Assertion\"") && !has(b"w3id.org") {
            return None;
        }
        let Value::Object(assertion) = read(&payload, Limits::CREDENTIAL).ok()?.into_owned() else {
            return None;
        };
        if !super::is(&assertion) {
            return None;
        }
        Some(Self { assertion, compact: Compact::read(text).ok()? })
    }
}
