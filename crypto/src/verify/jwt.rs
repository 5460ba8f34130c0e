//! Compact JWTs as credentials and presentations: not read yet.

use super::Ground;
use super::form::format;
use super::proof::Proven;
use super::report::{Check, CheckId, Outcome};
use crate::json::Object;
use crate::proof::Purpose;

/// A signed token, and the document in it.
pub(super) struct Token {
    document: Object<'static>,
}

impl Token {
    /// The credential or presentation that the payload means.
    pub(super) fn document(&self) -> &Object<'static> {
        &self.document
    }

    /// The verification method that the header names, as an absolute address.
    pub(super) fn method(&self) -> Option<&str> {
        None
    }

    /// The DID (or other id) whose key the header names.
    pub(super) fn signer(&self) -> Option<String> {
        None
    }
}

/// Reads a compact JWT.
///
/// # Errors
/// The `format` check to report.
pub(super) fn open(_text: &str) -> Result<Token, Check> {
    Err(format(Outcome::Unknown, "form_unsupported", &[("form", "JWT")]))
}

/// The compact JWT in a `data:` address.
pub(super) fn open_data_url(_text: &str) -> Option<String> {
    None
}

/// Checks the signature of a token, made for `purpose` by `controller`.
pub(super) fn check(_: &Token, _: Option<&str>, _: Purpose, _: &Ground<'_>) -> Proven {
    Proven {
        proof: Check::new(CheckId::Proof, Outcome::Unknown, "form_unsupported", &[("form", "JWT")]),
        issuer: Check::new(CheckId::Issuer, Outcome::Unknown, "proof_not_checked", &[]),
    }
}
