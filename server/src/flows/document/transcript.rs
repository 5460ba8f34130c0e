//! Transcripts.

use serde::Serialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::{
    IdentityJson, Recipient, SchemaJson, ServiceJson, Status, StatusJson, identities, rfc3339, text,
};

/// The contexts of a transcript; the last has the schema's and the refresh service's types.
const CONTEXTS: [&str; 4] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];
const SCHEMA: &str =
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json";

/// What goes into a transcript.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transcript<'a> {
    /// Its address.
    pub(crate) id: &'a str,
    /// What it is called.
    pub(crate) name: &'a str,
    /// What it is and what its grades mean; may be empty.
    pub(crate) description: &'a str,
    /// Who issues it: the text of [`Profile`](super::Profile).
    pub(crate) issuer: &'a RawValue,
    /// Whose it is.
    pub(crate) recipient: Recipient<'a>,
    /// Whether the institution knows of more than what is in it.
    pub(crate) partial: bool,
    /// What is in it: signed credentials, as they were signed.
    pub(crate) credentials: &'a [&'a RawValue],
    /// Which achievement in it is a part of which other.
    pub(crate) parts: &'a [(String, String)],
    /// When it was issued first.
    pub(crate) awarded_at: OffsetDateTime,
    /// From when it counts.
    pub(crate) valid_from: OffsetDateTime,
    /// Until when it counts.
    pub(crate) valid_until: Option<OffsetDateTime>,
    /// Its place in a status list, if it has one.
    pub(crate) status: Option<Status<'a>>,
    /// Where later editions are to be had, if anywhere.
    pub(crate) refresh: Option<&'a str>,
}

/// The unsigned text of a `ClrCredential`.
///
/// Source: Comprehensive Learner Record 2.0, `ClrCredential`, `ClrSubject` and Association.
pub(crate) fn transcript(from: &Transcript<'_>) -> String {
    let hash = from.recipient.hash();
    text(&TranscriptJson {
        context: CONTEXTS,
        id: from.id,
        r#type: ["VerifiableCredential", "ClrCredential"],
        name: from.name,
        description: from.description,
        issuer: from.issuer,
        partial: from.partial,
        valid_from: rfc3339(from.valid_from),
        awarded_date: rfc3339(from.awarded_at),
        valid_until: from.valid_until.map(rfc3339),
        credential_subject: SubjectJson {
            id: from.recipient.did,
            r#type: ["ClrSubject"],
            identifier: identities(&from.recipient, hash.as_deref()),
            verifiable_credential: from.credentials,
            association: from
                .parts
                .iter()
                .map(|(source, target)| AssociationJson {
                    r#type: "Association",
                    association_type: "isPartOf",
                    source_id: source,
                    target_id: target,
                })
                .collect(),
        },
        credential_schema: [SchemaJson { id: SCHEMA, r#type: "1EdTechJsonSchemaValidator2019" }],
        credential_status: from.status.map(StatusJson::from),
        refresh_service: from.refresh.map(|id| ServiceJson { id, r#type: "1EdTechCredentialRefresh" }),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TranscriptJson<'a> {
    #[serde(rename = "@context")]
    context: [&'a str; 4],
    id: &'a str,
    r#type: [&'a str; 2],
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    issuer: &'a RawValue,
    partial: bool,
    valid_from: String,
    awarded_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<String>,
    credential_subject: SubjectJson<'a>,
    credential_schema: [SchemaJson<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    credential_status: Option<StatusJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_service: Option<ServiceJson<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SubjectJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    r#type: [&'a str; 1],
    identifier: Vec<IdentityJson<'a>>,
    verifiable_credential: &'a [&'a RawValue],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    association: Vec<AssociationJson<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AssociationJson<'a> {
    r#type: &'a str,
    association_type: &'a str,
    source_id: &'a str,
    target_id: &'a str,
}
