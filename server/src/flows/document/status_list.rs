//! The document that says which credentials were taken back.

use serde::Serialize;
use time::OffsetDateTime;

use super::{rfc3339, text};
use crate::store::status_list::Purpose;

/// The unsigned text of a `BitstringStatusListCredential`.
///
/// Source: Bitstring Status List v1.0, `BitstringStatusListCredential`.
pub(crate) fn status_list(
    id: &str,
    issuer: &str,
    purpose: Purpose,
    valid_from: OffsetDateTime,
    encoded_list: &str,
    ttl_s: u32,
) -> String {
    text(&StatusListJson {
        context: ["https://www.w3.org/ns/credentials/v2"],
        id,
        r#type: ["VerifiableCredential", "BitstringStatusListCredential"],
        issuer,
        valid_from: rfc3339(valid_from),
        credential_subject: BitstringJson {
            id: format!("{id}#list"),
            r#type: "BitstringStatusList",
            status_purpose: purpose.name(),
            encoded_list,
            ttl: u64::from(ttl_s) * 1000,
        },
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusListJson<'a> {
    #[serde(rename = "@context")]
    context: [&'a str; 1],
    id: &'a str,
    r#type: [&'a str; 2],
    issuer: &'a str,
    valid_from: String,
    credential_subject: BitstringJson<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BitstringJson<'a> {
    id: String,
    r#type: &'a str,
    status_purpose: &'a str,
    encoded_list: &'a str,
    ttl: u64,
}
