//! The documents that are signed here: credentials and status lists.
//!
//! Written from types whose field order is the order in the text, so that a person who opens
//! one finds what matters first. What is the same for everybody who is awarded an achievement,
//! the issuer's profile and the achievement itself, is written once and put in as it is.

mod endorsement;
mod parts;
mod status_list;
mod transcript;

use api::open_badges::SubjectContent;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

pub(crate) use endorsement::{Endorsement, endorsement};
pub(crate) use parts::{Achievement, Image, Picture, Profile};
pub(crate) use status_list::status_list;
pub(crate) use transcript::{Transcript, transcript};

use crate::{secrets::hex, store::status_list::Purpose};

/// The contexts of every credential that we issue; the last has the schema's and the refresh
/// service's types.
const CREDENTIAL_CONTEXTS: [&str; 3] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];
const ACHIEVEMENT_SCHEMA: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// What goes into a credential.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Credential<'a> {
    /// Its address.
    pub(crate) id: &'a str,
    /// What is awarded, by name.
    pub(crate) name: &'a str,
    /// Who issues it: the text of [`Profile`].
    pub(crate) issuer: &'a RawValue,
    /// What is awarded: the text of [`Achievement`].
    pub(crate) achievement: &'a RawValue,
    /// To whom.
    pub(crate) recipient: Recipient<'a>,
    /// What is particular to this award.
    pub(crate) content: &'a SubjectContent,
    /// When it was awarded.
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

/// Whom a credential is about. The name is in clear, because an employer must read it; the
/// address is hidden among all others by its salt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recipient<'a> {
    /// The name.
    pub(crate) name: &'a str,
    /// The e-mail address in the one spelling we keep.
    pub(crate) email: Option<&'a str>,
    /// The institution's number for this person, where it is to be said.
    pub(crate) student_id: Option<&'a str>,
    /// The DID whose control this person has proven.
    pub(crate) did: Option<&'a str>,
    /// Random text.
    pub(crate) salt: &'a str,
}

/// A place in a status list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Status<'a> {
    /// The list's address.
    pub(crate) list: &'a str,
    /// The index in it.
    pub(crate) index: u32,
    /// What the list says.
    pub(crate) purpose: Purpose,
}

impl Recipient<'_> {
    /// The address, hashed.
    fn hash(&self) -> Option<String> {
        let Self { email, salt, .. } = self;
        email.map(|email| format!("sha256${}", hex(&Sha256::digest(format!("{email}{salt}")))))
    }
}

/// What a subject is identified by.
///
/// * `hash`: [`Recipient::hash`].
fn identities<'a>(recipient: &Recipient<'a>, hash: Option<&'a str>) -> Vec<IdentityJson<'a>> {
    let Recipient { name, student_id, salt, .. } = *recipient;
    let mut identities = Vec::with_capacity(3);
    identities.extend(hash.map(|hash| IdentityJson::new("emailAddress", hash, Some(salt))));
    identities.push(IdentityJson::new("name", name, None));
    identities.extend(student_id.map(|id| IdentityJson::new("sisSourcedId", id, None)));
    identities
}

/// The unsigned text of an `AchievementCredential`.
///
/// Source: Open Badges 3.0, Data Model; Verifiable Credentials Data Model v2.0.
pub(crate) fn credential(from: &Credential<'_>) -> String {
    let hash = from.recipient.hash();
    let content = from.content;
    text(&CredentialJson {
        context: CREDENTIAL_CONTEXTS,
        id: from.id,
        r#type: ["VerifiableCredential", "AchievementCredential"],
        name: from.name,
        issuer: from.issuer,
        valid_from: rfc3339(from.valid_from),
        awarded_date: rfc3339(from.awarded_at),
        valid_until: from.valid_until.map(rfc3339),
        credential_subject: SubjectJson {
            id: from.recipient.did,
            r#type: ["AchievementSubject"],
            identifier: identities(&from.recipient, hash.as_deref()),
            activity_start_date: content.activity_start_date.as_deref(),
            activity_end_date: content.activity_end_date.as_deref(),
            credits_earned: content.credits_earned,
            license_number: content.license_number.as_deref(),
            narrative: content.narrative.as_deref(),
            result: &content.result,
            role: content.role.as_deref(),
            term: content.term.as_deref(),
            achievement: from.achievement,
        },
        evidence: &content.evidence,
        credential_schema: [SchemaJson { id: ACHIEVEMENT_SCHEMA, r#type: "1EdTechJsonSchemaValidator2019" }],
        credential_status: from.status.map(StatusJson::from),
        refresh_service: from.refresh.map(|id| ServiceJson { id, r#type: "1EdTechCredentialRefresh" }),
    })
}

/// An instant in UTC, to the second, as credentials have it.
pub(crate) fn rfc3339(instant: OffsetDateTime) -> String {
    instant
        .to_offset(time::UtcOffset::UTC)
        .truncate_to_second()
        .format(&Rfc3339)
        .expect("instants of this era have an RFC 3339 form")
}

fn text(document: &impl Serialize) -> String {
    serde_json::to_string(document).expect("text and numbers always serialise")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CredentialJson<'a> {
    #[serde(rename = "@context")]
    context: [&'a str; 3],
    id: &'a str,
    r#type: [&'a str; 2],
    name: &'a str,
    issuer: &'a RawValue,
    valid_from: String,
    awarded_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<String>,
    credential_subject: SubjectJson<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [api::open_badges::Evidence],
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
    #[serde(skip_serializing_if = "Option::is_none")]
    activity_start_date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activity_end_date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_earned: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    narrative: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    result: &'a [api::open_badges::Result],
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<&'a str>,
    achievement: &'a RawValue,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IdentityJson<'a> {
    r#type: &'a str,
    identity_type: &'a str,
    hashed: bool,
    identity_hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<&'a str>,
}

impl<'a> IdentityJson<'a> {
    /// * `salt`: what `value` was hashed with; without it, it is in clear.
    fn new(identity_type: &'a str, value: &'a str, salt: Option<&'a str>) -> Self {
        Self { r#type: "IdentityObject", identity_type, hashed: salt.is_some(), identity_hash: value, salt }
    }
}

#[derive(Serialize)]
struct SchemaJson<'a> {
    id: &'a str,
    r#type: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusJson<'a> {
    id: String,
    r#type: &'a str,
    status_purpose: &'a str,
    status_list_index: String,
    status_list_credential: &'a str,
}

impl<'a> From<Status<'a>> for StatusJson<'a> {
    fn from(Status { list, index, purpose }: Status<'a>) -> Self {
        Self {
            id: format!("{list}#{index}"),
            r#type: "BitstringStatusListEntry",
            status_purpose: purpose.name(),
            status_list_index: index.to_string(),
            status_list_credential: list,
        }
    }
}

#[derive(Serialize)]
struct ServiceJson<'a> {
    id: &'a str,
    r#type: &'a str,
}

#[cfg(test)]
mod tests {
    use api::open_badges::{AchievementContent, Criteria};
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_credential_says_who_awarded_what_to_whom() {
        let content = AchievementContent {
            achievement_type: "Badge".to_owned(),
            name: "Bees".to_owned(),
            description: "Keeps bees.".to_owned(),
            criteria: Criteria { narrative: Some("Keep bees.".to_owned()), id: None },
            ..AchievementContent::default()
        };
        let achievement = Achievement {
            id: "http://localhost:3000/achievements/2",
            content: &content,
            picture: Some(Picture { media_type: "image/png", file: b"png", url: "", travels: true }),
            endorsements: &[],
        };
        let text = credential(&Credential {
            id: "http://localhost:3000/credentials/1",
            name: "Bees",
            issuer: &Profile::named("did:key:z6Mk", "Marlow").raw(),
            achievement: &achievement.raw(),
            recipient: Recipient {
                name: "Ada",
                email: Some("ada@a.example"),
                student_id: None,
                did: None,
                salt: "salt",
            },
            content: &SubjectContent { term: Some("Spring".to_owned()), ..SubjectContent::default() },
            awarded_at: datetime!(2026-11-22 10:00:00.123 UTC),
            valid_from: datetime!(2026-11-22 10:00:00.123 UTC),
            valid_until: Some(datetime!(2027-11-22 10:00:00 UTC)),
            status: Some(Status {
                list: "http://localhost:3000/status/3",
                index: 7,
                purpose: Purpose::Revocation,
            }),
            refresh: None,
        });
        insta::assert_snapshot!(text, @r#"{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json","https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],"id":"http://localhost:3000/credentials/1","type":["VerifiableCredential","AchievementCredential"],"name":"Bees","issuer":{"id":"did:key:z6Mk","type":["Profile"],"name":"Marlow"},"validFrom":"2026-11-22T10:00:00Z","awardedDate":"2026-11-22T10:00:00Z","validUntil":"2027-11-22T10:00:00Z","credentialSubject":{"type":["AchievementSubject"],"identifier":[{"type":"IdentityObject","identityType":"emailAddress","hashed":true,"identityHash":"sha256$ddc93d10fb2053efd732280a50f49e3751186a82f7e1f2abf6f4bbda50f1a8f8","salt":"salt"},{"type":"IdentityObject","identityType":"name","hashed":false,"identityHash":"Ada"}],"term":"Spring","achievement":{"id":"http://localhost:3000/achievements/2","type":["Achievement"],"achievementType":"Badge","name":"Bees","description":"Keeps bees.","criteria":{"narrative":"Keep bees."},"image":{"id":"data:image/png;base64,cG5n","type":"Image","caption":"Badge: Bees"}}},"credentialSchema":[{"id":"https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json","type":"1EdTechJsonSchemaValidator2019"}],"credentialStatus":{"id":"http://localhost:3000/status/3#7","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"7","statusListCredential":"http://localhost:3000/status/3"}}"#);
    }
}
