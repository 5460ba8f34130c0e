//! The documents that are signed here: credentials and status lists.
//!
//! Written from types whose field order is the order in the text, so that a person who opens
//! one finds what matters first.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;
use sha2::{Digest, Sha256};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::secrets::hex;

/// The contexts of every credential that we issue.
const CREDENTIAL_CONTEXTS: [&str; 2] =
    ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

/// Pictures up to this size travel inside the credential, and are signed with it.
const MOST_INLINE_BYTES: usize = 8 << 10;

/// What goes into a credential.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Credential<'a> {
    /// Its address.
    pub(crate) id: &'a str,
    /// Who issues it.
    pub(crate) issuer: Issuer<'a>,
    /// What is awarded.
    pub(crate) achievement: Achievement<'a>,
    /// To whom, by name.
    pub(crate) recipient_name: &'a str,
    /// And by e-mail address, in the one spelling we keep.
    pub(crate) recipient_email: &'a str,
    /// Random text that hides the address among all others.
    pub(crate) salt: &'a str,
    /// When it was awarded.
    pub(crate) awarded_at: OffsetDateTime,
    /// From when it counts.
    pub(crate) valid_from: OffsetDateTime,
    /// Until when it counts.
    pub(crate) valid_until: Option<OffsetDateTime>,
    /// The address of its status list, if it has one, and its index there.
    pub(crate) status: Option<(&'a str, u32)>,
}

/// An issuer's Profile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Issuer<'a> {
    /// Its DID.
    pub(crate) did: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
    /// Its website.
    pub(crate) url: Option<&'a str>,
    /// What it is; may be empty.
    pub(crate) description: &'a str,
    /// Where people write to.
    pub(crate) email: Option<&'a str>,
}

/// An Achievement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Achievement<'a> {
    /// Its address.
    pub(crate) id: &'a str,
    /// Its `achievementType`.
    pub(crate) kind: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
    /// What it is.
    pub(crate) description: &'a str,
    /// What one has to do for it.
    pub(crate) criteria: &'a str,
    /// Words to find it by.
    pub(crate) tags: &'a [String],
    /// Its picture: media type and file.
    pub(crate) image: Option<(&'a str, &'a [u8])>,
}

/// The unsigned text of an `AchievementCredential`.
///
/// Source: Open Badges 3.0, Data Model; Verifiable Credentials Data Model v2.0.
pub(crate) fn credential(from: &Credential<'_>) -> String {
    let identity_hash = hex(&Sha256::digest(format!("{}{}", from.recipient_email, from.salt)));
    let image = from.achievement.image.map(|(media_type, file)| ImageJson {
        id: if file.len() <= MOST_INLINE_BYTES {
            format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(file))
        } else {
            format!("{}/image", from.achievement.id)
        },
        r#type: "Image",
        caption: format!("Badge: {}", from.achievement.name),
    });
    text(&CredentialJson {
        context: CREDENTIAL_CONTEXTS,
        id: from.id,
        r#type: ["VerifiableCredential", "AchievementCredential"],
        name: from.achievement.name,
        issuer: ProfileJson {
            id: from.issuer.did,
            r#type: ["Profile"],
            name: from.issuer.name,
            url: from.issuer.url,
            description: Some(from.issuer.description).filter(|text| !text.is_empty()),
            email: from.issuer.email,
        },
        valid_from: rfc3339(from.valid_from),
        awarded_date: rfc3339(from.awarded_at),
        valid_until: from.valid_until.map(rfc3339),
        credential_subject: SubjectJson {
            r#type: ["AchievementSubject"],
            identifier: [
                IdentityJson {
                    r#type: "IdentityObject",
                    identity_type: "emailAddress",
                    hashed: true,
                    identity_hash: &format!("sha256${identity_hash}"),
                    salt: Some(from.salt),
                },
                IdentityJson {
                    r#type: "IdentityObject",
                    identity_type: "name",
                    hashed: false,
                    identity_hash: from.recipient_name,
                    salt: None,
                },
            ],
            achievement: AchievementJson {
                id: from.achievement.id,
                r#type: ["Achievement"],
                achievement_type: from.achievement.kind,
                name: from.achievement.name,
                description: from.achievement.description,
                criteria: CriteriaJson { narrative: from.achievement.criteria },
                image,
                tag: from.achievement.tags,
            },
        },
        credential_status: from.status.map(|(list, index)| StatusJson {
            id: format!("{list}#{index}"),
            r#type: "BitstringStatusListEntry",
            status_purpose: "revocation",
            status_list_index: index.to_string(),
            status_list_credential: list,
        }),
    })
}

/// The unsigned text of a `BitstringStatusListCredential`.
///
/// Source: Bitstring Status List v1.0, `BitstringStatusListCredential`.
pub(crate) fn status_list(
    id: &str,
    issuer: &str,
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
            status_purpose: "revocation",
            encoded_list,
            ttl: u64::from(ttl_s) * 1000,
        },
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
    context: [&'a str; 2],
    id: &'a str,
    r#type: [&'a str; 2],
    name: &'a str,
    issuer: ProfileJson<'a>,
    valid_from: String,
    awarded_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<String>,
    credential_subject: SubjectJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential_status: Option<StatusJson<'a>>,
}

#[derive(Serialize)]
struct ProfileJson<'a> {
    id: &'a str,
    r#type: [&'a str; 1],
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct SubjectJson<'a> {
    r#type: [&'a str; 1],
    identifier: [IdentityJson<'a>; 2],
    achievement: AchievementJson<'a>,
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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AchievementJson<'a> {
    id: &'a str,
    r#type: [&'a str; 1],
    achievement_type: &'a str,
    name: &'a str,
    description: &'a str,
    criteria: CriteriaJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageJson<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tag: &'a [String],
}

#[derive(Serialize)]
struct CriteriaJson<'a> {
    narrative: &'a str,
}

#[derive(Serialize)]
struct ImageJson<'a> {
    id: String,
    r#type: &'a str,
    caption: String,
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

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_credential_says_who_awarded_what_to_whom() {
        let text = credential(&Credential {
            id: "http://localhost:3000/credentials/1",
            issuer: Issuer { did: "did:key:z6Mk", name: "Marlow", url: None, description: "", email: None },
            achievement: Achievement {
                id: "http://localhost:3000/achievements/2",
                kind: "Badge",
                name: "Bees",
                description: "Keeps bees.",
                criteria: "Keep bees.",
                tags: &[],
                image: Some(("image/png", b"png")),
            },
            recipient_name: "Ada",
            recipient_email: "ada@a.example",
            salt: "salt",
            awarded_at: datetime!(2026-11-22 10:00:00.123 UTC),
            valid_from: datetime!(2026-11-22 10:00:00.123 UTC),
            valid_until: Some(datetime!(2027-11-22 10:00:00 UTC)),
            status: Some(("http://localhost:3000/status/3", 7)),
        });
        insta::assert_snapshot!(text, @r#"{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"http://localhost:3000/credentials/1","type":["VerifiableCredential","AchievementCredential"],"name":"Bees","issuer":{"id":"did:key:z6Mk","type":["Profile"],"name":"Marlow"},"validFrom":"2026-11-22T10:00:00Z","awardedDate":"2026-11-22T10:00:00Z","validUntil":"2027-11-22T10:00:00Z","credentialSubject":{"type":["AchievementSubject"],"identifier":[{"type":"IdentityObject","identityType":"emailAddress","hashed":true,"identityHash":"sha256$ddc93d10fb2053efd732280a50f49e3751186a82f7e1f2abf6f4bbda50f1a8f8","salt":"salt"},{"type":"IdentityObject","identityType":"name","hashed":false,"identityHash":"Ada"}],"achievement":{"id":"http://localhost:3000/achievements/2","type":["Achievement"],"achievementType":"Badge","name":"Bees","description":"Keeps bees.","criteria":{"narrative":"Keep bees."},"image":{"id":"data:image/png;base64,cG5n","type":"Image","caption":"Badge: Bees"}}},"credentialStatus":{"id":"http://localhost:3000/status/3#7","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"7","statusListCredential":"http://localhost:3000/status/3"}}"#);
    }
}
