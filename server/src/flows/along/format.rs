//! What is in the files of the zip; see the folder's own words for which there are.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::archive::{Files, Refusal};
use crate::effects::instant_of;

/// What `manifest.json` calls the format.
pub(super) const FORMAT: &str = "laurel-take-along";
/// The version that is written, and the only one that is read.
pub(super) const VERSION: u32 = 1;

/// `manifest.json`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    pub(super) format: String,
    pub(super) version: u32,
    /// Where it was made: an address.
    pub(super) host: String,
    /// When, RFC 3339.
    pub(super) made_at: String,
}

/// `account.json`.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AboutAccount {
    pub(super) name: String,
    pub(super) language: String,
    pub(super) theme: String,
    /// Addresses that this person had proven; a statement, which gives no right to any.
    pub(super) addresses: Vec<String>,
}

/// One credential of `credentials.json`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Carried {
    /// The file with the signed text.
    pub(super) file: String,
    /// `issued-here` or `brought`.
    pub(super) source: String,
    /// When it came into the wallet, RFC 3339.
    pub(super) added_at: String,
    /// Whether its holder alone said that it was theirs.
    pub(super) on_word: bool,
    /// Whether its holder had made it public where it was issued; a statement, which makes nothing public.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) public: bool,
    /// The picture that it came in, byte for byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) picture: Option<String>,
    /// Earlier editions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) earlier: Vec<Earlier>,
}

/// An edition that another took the place of.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Earlier {
    pub(super) edition: i64,
    pub(super) file: String,
    /// RFC 3339.
    pub(super) replaced_at: String,
}

/// `records/0001.json`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CarriedRecord {
    /// RFC 3339.
    pub(super) created_at: String,
    /// Its `holding`s are names of files.
    pub(super) content: api::RecordContent,
}

/// One line of `receipts.json`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CarriedReceipt {
    /// RFC 3339.
    pub(super) given_at: String,
    pub(super) recipient: String,
    pub(super) purpose: String,
    pub(super) content: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ended_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ended_how: Option<String>,
}

/// What a receipt says, so far as it must be there to be shown.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read to see whether it reads")]
pub(super) struct Agreed {
    record_title: String,
    items: Vec<AgreedItem>,
    with_passcode: bool,
    follows: bool,
    #[serde(default)]
    expires_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read to see whether it reads")]
struct AgreedItem {
    name: String,
    issuer_name: String,
    #[serde(default)]
    parts: Option<usize>,
}

/// One line of `keys.json`: sealed under a passphrase that is not here.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CarriedKey {
    pub(super) did: String,
    pub(super) label: String,
    pub(super) sealed: Value,
    /// RFC 3339.
    pub(super) made_at: String,
}

/// Writes a file of JSON, to be read by people too.
pub(super) fn put<T: Serialize>(files: &mut Files, name: &str, value: &T) -> Result<(), serde_json::Error> {
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    files.insert(name.to_owned(), text);
    Ok(())
}

/// Reads a file of JSON.
pub(super) fn take<T: for<'d> Deserialize<'d>>(files: &Files, name: &str) -> Result<T, Refusal> {
    let text = files.get(name).ok_or(Refusal::Unreadable)?;
    serde_json::from_slice(text).map_err(|_| Refusal::Unreadable)
}

/// An instant as it is written.
pub(super) fn said(ms: i64) -> String {
    instant_of(ms).format(&Rfc3339).unwrap_or_default()
}

/// An instant that was written, in milliseconds; not after `now`.
pub(super) fn read(text: &str, now: i64) -> Result<i64, Refusal> {
    let at = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| Refusal::Unreadable)?;
    let ms = i64::try_from(at.unix_timestamp_nanos() / 1_000_000).map_err(|_| Refusal::Unreadable)?;
    Ok(ms.clamp(0, now))
}
