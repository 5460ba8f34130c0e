//! The words that Open Badges and CLR allow where they list them.
//!
//! Source: Open Badges 3.0 and CLR 2.0, their enumerations.

use super::reader::is_extension;

/// Words that are listed, and whether others may be made with `ext:`.
pub(super) type Vocabulary = (&'static [&'static str], bool);

#[rustfmt::skip]
pub(super) const ACHIEVEMENT_TYPES: Vocabulary = (&[
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award", "Badge",
    "BachelorDegree", "Certificate", "CertificateOfCompletion", "Certification", "CommunityService", "Competency",
    "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree", "Fieldwork", "GeneralEducationDevelopment",
    "JourneymanCertificate", "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
    "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential", "ResearchDoctorate",
    "SecondarySchoolDiploma",
], true);

#[rustfmt::skip]
pub(super) const RESULT_TYPES: Vocabulary = (&[
    "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result",
    "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
], true);

#[rustfmt::skip]
pub(super) const RESULT_STATUSES: Vocabulary = (&[
    "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew",
], false);

#[rustfmt::skip]
pub(super) const TARGET_TYPES: Vocabulary = (&[
    "ceasn:Competency", "ceterms:Credential", "CFItem", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel",
    "CTDL",
], true);

#[rustfmt::skip]
pub(super) const IDENTIFIER_TYPES: Vocabulary = (&[
    "name", "sourcedId", "systemId", "productId", "userName", "accountId", "emailAddress",
    "nationalIdentityNumber", "isbn", "issn", "lisSourcedId", "oneRosterSourcedId", "sisSourcedId", "ltiContextId",
    "ltiDeploymentId", "ltiToolId", "ltiPlatformId", "ltiUserId", "identifier",
], true);

#[rustfmt::skip]
pub(super) const ASSOCIATION_TYPES: Vocabulary = (&[
    "exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo", "precedes", "replacedBy",
], false);

/// Whether `name` is a type of achievement that Open Badges knows, or an `ext:` of one's own.
pub fn is_achievement_type(name: &str) -> bool {
    ACHIEVEMENT_TYPES.0.contains(&name) || is_extension(name)
}

/// Whether `name` is a type of result that Open Badges knows, or an `ext:` of one's own.
pub fn is_result_type(name: &str) -> bool {
    RESULT_TYPES.0.contains(&name) || is_extension(name)
}

/// Whether `name` is a type of alignment that Open Badges knows, or an `ext:` of one's own.
pub fn is_target_type(name: &str) -> bool {
    TARGET_TYPES.0.contains(&name) || is_extension(name)
}

/// Whether `name` is a type of identifier that Open Badges knows, or an `ext:` of one's own.
pub fn is_identifier_type(name: &str) -> bool {
    IDENTIFIER_TYPES.0.contains(&name) || is_extension(name)
}

/// Whether `text` is the code of a language: `en`, `de-CH`, `zh-Hant-TW`, `es-419`.
pub fn is_language_code(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let language = parts.next().unwrap_or_default();
    if !(2..=4).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    parts.next_if(|part| {
        let (first, rest) = part.split_at_checked(1).unwrap_or_default();
        part.len() == 4
            && first.bytes().all(|byte| byte.is_ascii_uppercase())
            && rest.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    parts.next_if(|part| match part.len() {
        2 => part.bytes().all(|byte| byte.is_ascii_uppercase()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    });
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_languages_are_told_from_other_words() {
        for good in ["en", "de-CH", "zh-Hant", "zh-Hant-TW", "es-419", "yue"] {
            assert!(is_language_code(good), "{good}");
        }
        for bad in ["", "e", "EN", "english", "en-us", "en-US-US", "zh-TW-Hant", "en-", "-", "é"] {
            assert!(!is_language_code(bad), "{bad}");
        }
    }

    #[test]
    fn a_type_of_achievement_is_a_known_one_or_an_extension() {
        for good in ["Badge", "ext:Trophy", "ext:9"] {
            assert!(is_achievement_type(good), "{good}");
        }
        for bad in ["Program", "badge", "ext:", "Trophy ext:", ""] {
            assert!(!is_achievement_type(bad), "{bad}");
        }
    }
}
