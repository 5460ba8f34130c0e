//! Receipts: what a Laurel found out about a document at one moment, signed by it.
//!
//! Whoever keeps a receipt can show later what was found then, and by whom. A receipt says
//! nothing of today, and it is no credential: it never reads as a verified one, whatever the
//! report in it says. JSON of our own, signed over its text (`eddsa-jcs-2022`); the document itself
//! is not in it, only its SHA-256, so that whoever has the file can tell that it is the one.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::json::{Object, Value};
use crate::verify::{Check, CheckId, Headline, Report};

/// The type by which a receipt is recognised.
pub const RECEIPT_TYPE: &str = "VerificationReceipt";
/// The version of its form; raised when a member changes its meaning.
const VERSION: f64 = 1.0;

/// A receipt to be signed.
#[derive(Clone, Copy, Debug)]
pub struct Receipt<'a> {
    /// An address of its own, such as `urn:uuid:…`.
    pub id: &'a str,
    /// The DID of whoever signs.
    pub issuer: &'a str,
    /// The address of the service that signs.
    pub url: &'a str,
    /// What was judged, byte for byte as it came.
    pub document: &'a [u8],
    /// What was found.
    pub report: &'a Report,
}

impl Receipt<'_> {
    /// Its unsigned text.
    ///
    /// # Panics
    /// Never: a report always has a JSON form.
    pub fn to_json(&self) -> String {
        let report = serde_json::to_string(self.report).expect("a report has a JSON form");
        let text = |text: &str| Value::from(text).to_json();
        format!(
            r#"{{"type":"{RECEIPT_TYPE}","version":{VERSION},"id":{},"issuer":{{"id":{},"url":{}}},"checkedAt":{},"document":{{"sha256":"{}","bytes":{}}},"report":{report}}}"#,
            text(self.id),
            text(self.issuer),
            text(self.url),
            text(&self.report.checked_at),
            hex(&Sha256::digest(self.document)),
            self.document.len(),
        )
    }
}

/// What a receipt says, apart from the report in it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptSummary {
    /// The moment that it speaks of, RFC 3339 in UTC.
    pub checked_at: String,
    /// SHA-256 of what was judged, in lower-case hex.
    pub sha256: String,
    /// The length of that, in bytes.
    pub bytes: u64,
    /// The DID of whoever signed it.
    pub issuer: String,
    /// The address that the signer calls its own.
    pub url: String,
    /// What the report in it came to, then.
    pub headline: Headline,
}

/// Why a receipt was not read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// A later version than ours, or words that are not ours.
    Version,
    /// The member is missing, or not what it should be.
    Malformed(&'static str),
}

/// Whether an object says that it is a receipt.
pub(crate) fn is(object: &Object<'_>) -> bool {
    object.get("type").and_then(Value::as_str) == Some(RECEIPT_TYPE)
}

/// Reads a receipt, its signature not yet checked: what it says, and the report in it.
pub(crate) fn read(object: &Object<'_>) -> Result<(ReceiptSummary, Report), Fault> {
    if *object.get("version").ok_or(Fault::Malformed("version"))? != Value::Number(VERSION) {
        return Err(Fault::Version);
    }
    let text = |value: Option<&Value<'_>>, name| {
        value.and_then(Value::as_str).map(str::to_owned).ok_or(Fault::Malformed(name))
    };
    let inside = |name: &'static str, key| object.get(name).and_then(|value| value.get(key));
    let checked_at = text(object.get("checkedAt"), "checkedAt")?;
    let sha256 = text(inside("document", "sha256"), "document")?;
    let bytes = inside("document", "bytes").map(Value::to_json).and_then(|number| number.parse().ok());
    let report = object.get("report").ok_or(Fault::Malformed("report"))?.to_json();
    let mut report: Report = serde_json::from_str(&report).map_err(|_| Fault::Malformed("report"))?;
    if !restate(&mut report) {
        return Err(Fault::Version);
    }
    if !is_sound(&report) || report.checked_at != checked_at {
        return Err(Fault::Malformed("report"));
    }
    let summary = ReceiptSummary {
        checked_at,
        sha256,
        bytes: bytes.ok_or(Fault::Malformed("document"))?,
        issuer: text(inside("issuer", "id"), "issuer")?,
        url: text(inside("issuer", "url"), "issuer")?,
        headline: report.headline(),
    };
    Ok((summary, report))
}

/// Puts a report into our own words, so that nobody's stand there as if they were ours; tells
/// whether we have words for all of it.
fn restate(report: &mut Report) -> bool {
    report.checks.iter_mut().all(Check::restate)
        && report.nested.iter_mut().chain(&mut report.endorsements).all(restate)
}

/// Whether a report is one that could have been made: every check in its order, and an outcome
/// that follows from them.
fn is_sound(report: &Report) -> bool {
    report.checks.iter().map(|check| check.id).eq(CheckId::ALL)
        && Report::outcome_of(&report.checks) == report.outcome
        && report.nested.iter().chain(&report.endorsements).all(is_sound)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
