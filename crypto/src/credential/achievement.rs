//! What was achieved, by whom.
//!
//! Source: Open Badges 3.0, section "Open Badges Data Model", and its JSON schema.

use super::reader::Presence::{May, Must, Should};
use super::reader::{Reader, Severity};

/// Whom a credential is about, and what they achieved.
#[derive(Clone, Debug, Default)]
pub struct AchievementSubject {
    /// `id`, a DID or URL.
    pub id: Option<String>,
    /// Names and addresses of the recipient, some of them hashed.
    pub identifiers: Vec<IdentityObject>,
    /// What was achieved.
    pub achievement: Option<Achievement>,
    /// `result`.
    pub results: Vec<SubjectResult>,
    /// `creditsEarned`, in the issuer's unit.
    pub credits_earned: Option<f64>,
}

/// What can be achieved.
#[derive(Clone, Debug, Default)]
pub struct Achievement {
    /// `id`, an address.
    pub id: Option<String>,
    /// `achievementType`, one of the standard's or `ext:…`.
    pub achievement_type: Option<String>,
    /// `name`.
    pub name: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `criteria.narrative`, Markdown.
    pub criteria: Option<String>,
    /// `image`.
    pub image: Option<Image>,
    /// `alignment`.
    pub alignments: Vec<Alignment>,
    /// `resultDescription`.
    pub result_descriptions: Vec<ResultDescription>,
    /// `tag`.
    pub tags: Vec<String>,
}

/// A picture, by address or `data:` address.
#[derive(Clone, Debug, Default)]
pub struct Image {
    /// `id`, the address.
    pub id: Option<String>,
    /// `caption`.
    pub caption: Option<String>,
}

/// A name or address of the recipient, in clear or hashed.
#[derive(Clone, Debug, Default)]
pub struct IdentityObject {
    /// `identityType`, such as `name` or `emailAddress`.
    pub identity_type: Option<String>,
    /// Whether `identity` is a hash.
    pub hashed: bool,
    /// `identityHash`: the identifier in clear, or `sha256$` and a hash of it with `salt`.
    pub identity: Option<String>,
    /// `salt`.
    pub salt: Option<String>,
}

/// A link to a node of a competency framework.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// `targetName`.
    pub target_name: Option<String>,
    /// `targetUrl`.
    pub target_url: Option<String>,
    /// `targetCode`.
    pub target_code: Option<String>,
    /// `targetFramework`.
    pub target_framework: Option<String>,
}

/// A kind of result that an achievement may have.
#[derive(Clone, Debug, Default)]
pub struct ResultDescription {
    /// `id`, an address.
    pub id: Option<String>,
    /// `name`.
    pub name: Option<String>,
    /// `resultType`, one of the standard's or `ext:…`.
    pub result_type: Option<String>,
    /// `allowedValue`, from lowest to highest.
    pub allowed_values: Vec<String>,
}

/// A result that was reached.
#[derive(Clone, Debug, Default)]
pub struct SubjectResult {
    /// `resultDescription`, the `id` of the description that it belongs to.
    pub result_description: Option<String>,
    /// `value`.
    pub value: Option<String>,
    /// `status`.
    pub status: Option<String>,
}

#[rustfmt::skip]
const ACHIEVEMENT_TYPES: [&str; 31] = [
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award", "Badge",
    "BachelorDegree", "Certificate", "CertificateOfCompletion", "Certification", "CommunityService", "Competency",
    "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree", "Fieldwork", "GeneralEducationDevelopment",
    "JourneymanCertificate", "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
    "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential", "ResearchDoctorate",
    "SecondarySchoolDiploma",
];

#[rustfmt::skip]
const RESULT_TYPES: [&str; 12] = [
    "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result",
    "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
];

/// Whether `name` is a type of achievement that Open Badges knows, or an `ext:` of one's own.
pub fn is_achievement_type(name: &str) -> bool {
    ACHIEVEMENT_TYPES.contains(&name) || name.strip_prefix("ext:").is_some_and(|rest| !rest.is_empty())
}

impl AchievementSubject {
    pub(super) fn read(reader: &mut Reader<'_, '_, '_>, open_badge: bool) -> Self {
        let mut subject = Self { id: reader.optional_id(), ..Self::default() };
        subject.identifiers = reader.objects("identifier", May, identity);
        if !open_badge {
            return subject;
        }
        reader.expect_type("AchievementSubject", Must);
        subject.achievement = reader.object("achievement", Should, achievement);
        if subject.id.is_none() && subject.identifiers.is_empty() {
            reader.find(Severity::Advice, "", "names nobody: it has neither an id nor an identifier");
        }
        subject.results = reader.objects("result", May, |result| {
            result.expect_type("Result", Should);
            SubjectResult {
                result_description: result.text("resultDescription", May),
                value: result.text("value", May),
                status: result.text("status", May),
            }
        });
        subject.credits_earned = reader.number("creditsEarned");
        subject
    }
}

fn achievement(reader: &mut Reader<'_, '_, '_>) -> Achievement {
    reader.expect_type("Achievement", Should);
    let achievement_type = reader.text("achievementType", May);
    if achievement_type.as_deref().is_some_and(|name| !is_achievement_type(name)) {
        reader.find(Severity::Advice, "achievementType", "is not a type that Open Badges knows");
    }
    Achievement {
        id: reader.url("id", Should),
        achievement_type,
        name: reader.text("name", Should),
        description: reader.text("description", Should),
        criteria: reader.object("criteria", Should, |criteria| criteria.text("narrative", May)).flatten(),
        image: image(reader),
        alignments: reader.objects("alignment", May, |alignment| {
            alignment.expect_type("Alignment", Should);
            Alignment {
                target_name: alignment.text("targetName", Should),
                target_url: alignment.url("targetUrl", Should),
                target_code: alignment.text("targetCode", May),
                target_framework: alignment.text("targetFramework", May),
            }
        }),
        result_descriptions: reader.objects("resultDescription", May, result_description),
        tags: reader.texts("tag", May),
    }
}

fn image(reader: &mut Reader<'_, '_, '_>) -> Option<Image> {
    if reader.object.get("image").is_some_and(|image| image.as_str().is_some()) {
        return Some(Image { id: reader.url("image", May), caption: None });
    }
    reader.object("image", May, |image| {
        image.expect_type("Image", Should);
        Image { id: image.url("id", Should), caption: image.text("caption", May) }
    })
}

fn result_description(reader: &mut Reader<'_, '_, '_>) -> ResultDescription {
    reader.expect_type("ResultDescription", Should);
    let result_type = reader.text("resultType", Should);
    let known = |name: &str| RESULT_TYPES.contains(&name) || name.starts_with("ext:");
    if result_type.as_deref().is_some_and(|name| !known(name)) {
        reader.find(Severity::Advice, "resultType", "is not a type that Open Badges knows");
    }
    ResultDescription {
        id: reader.url("id", Should),
        name: reader.text("name", Should),
        result_type,
        allowed_values: reader.texts("allowedValue", May),
    }
}

fn identity(reader: &mut Reader<'_, '_, '_>) -> IdentityObject {
    reader.expect_type("IdentityObject", Should);
    IdentityObject {
        identity_type: reader.text("identityType", Should),
        hashed: reader.boolean("hashed").unwrap_or(true),
        identity: reader.text("identityHash", Should),
        salt: reader.text("salt", May),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Credential, Severity};
    use crate::json::{Limits, read};

    #[test]
    fn what_open_badges_asks_for_is_advice_and_what_is_there_is_read() {
        let text = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],
            "type":["VerifiableCredential","OpenBadgeCredential"],"id":"urn:uuid:1","issuer":{"id":"did:example:1"},
            "validFrom":"2026-01-01T00:00:00","credentialSubject":{"type":["AchievementSubject"],
            "achievement":{"id":"urn:uuid:2","type":["Achievement"],"name":"Welding","description":"Joins metal",
            "achievementType":"Trophy","image":"https://example.org/i.png",
            "resultDescription":[{"id":"urn:uuid:3","type":["ResultDescription"],"name":"Grade",
            "resultType":"LetterGrade","allowedValue":["C","B","A"]}]}}}"#;
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let (credential, findings) = Credential::read(value.as_object().unwrap());
        let said: Vec<String> =
            findings.iter().map(|finding| format!("{} {}", finding.path, finding.words)).collect();
        assert_eq!(
            said,
            [
                "/issuer/type is missing, and Open Badges asks for it",
                "/validFrom does not name its offset from UTC",
                "/credentialSubject/achievement/achievementType is not a type that Open Badges knows",
                "/credentialSubject/achievement/criteria is missing, and Open Badges asks for it",
                "/credentialSubject names nobody: it has neither an id nor an identifier",
            ]
        );
        assert!(findings.iter().all(|finding| finding.severity == Severity::Advice));
        let achievement = credential.subjects[0].achievement.as_ref().unwrap();
        assert_eq!(achievement.name.as_deref(), Some("Welding"));
        assert_eq!(achievement.result_descriptions[0].allowed_values, ["C", "B", "A"]);
        assert_eq!(achievement.image.as_ref().unwrap().id.as_deref(), Some("https://example.org/i.png"));
    }
}
