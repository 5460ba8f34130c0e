//! What an institution says in favour of something, as a credential.

use serde::Serialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::{CREDENTIAL_CONTEXTS, SchemaJson, Status, StatusJson, rfc3339, text};

const ENDORSEMENT_SCHEMA: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json";

/// What goes into an endorsement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Endorsement<'a> {
    /// Its address.
    pub(crate) id: &'a str,
    /// What it is called.
    pub(crate) name: &'a str,
    /// Who endorses: the text of a `Profile`.
    pub(crate) issuer: &'a RawValue,
    /// The id of what is endorsed.
    pub(crate) subject: &'a str,
    /// What is said of it.
    pub(crate) comment: &'a str,
    /// From when it counts.
    pub(crate) valid_from: OffsetDateTime,
    /// Its place in a status list.
    pub(crate) status: Status<'a>,
}

/// The unsigned text of an `EndorsementCredential`.
///
/// Source: Open Badges 3.0, `EndorsementCredential`, `EndorsementSubject`.
pub(crate) fn endorsement(from: &Endorsement<'_>) -> String {
    let Status { list, index, purpose } = from.status;
    text(&EndorsementJson {
        context: CREDENTIAL_CONTEXTS,
        id: from.id,
        r#type: ["VerifiableCredential", "EndorsementCredential"],
        name: from.name,
        issuer: from.issuer,
        valid_from: rfc3339(from.valid_from),
        credential_subject: SubjectJson {
            id: from.subject,
            r#type: ["EndorsementSubject"],
            endorsement_comment: from.comment,
        },
        credential_schema: [SchemaJson { id: ENDORSEMENT_SCHEMA, r#type: "1EdTechJsonSchemaValidator2019" }],
        credential_status: StatusJson {
            id: format!("{list}#{index}"),
            r#type: "BitstringStatusListEntry",
            status_purpose: purpose.name(),
            status_list_index: index.to_string(),
            status_list_credential: list,
        },
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EndorsementJson<'a> {
    #[serde(rename = "@context")]
    context: [&'a str; 3],
    id: &'a str,
    r#type: [&'a str; 2],
    name: &'a str,
    issuer: &'a RawValue,
    valid_from: String,
    credential_subject: SubjectJson<'a>,
    credential_schema: [SchemaJson<'a>; 1],
    credential_status: StatusJson<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SubjectJson<'a> {
    id: &'a str,
    r#type: [&'a str; 1],
    endorsement_comment: &'a str,
}
