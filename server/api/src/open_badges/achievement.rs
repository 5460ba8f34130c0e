//! An Achievement's content: all of it but its id, its picture and who made it.

use serde::{Deserialize, Serialize};

use super::{
    AlignmentType, IdentifierEntryType, RelatedType, ResultDescriptionType, RubricCriterionLevelType,
};

/// What an achievement says.
///
/// Source: Open Badges 3.0, Achievement.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AchievementContent {
    /// `achievementType`, such as `Badge`, `Certificate` or `Course`.
    #[serde(default = "badge")]
    pub achievement_type: String,
    /// What it is called, as it stands on the badge.
    pub name: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// What one has to do to earn it.
    pub criteria: Criteria,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tag: Vec<String>,
    /// The standards and skills that it meets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alignment: Vec<Alignment>,
    /// The results that an award of it may have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub result_description: Vec<ResultDescription>,
    /// Credits that it is worth, in the institution's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits_available: Option<f64>,
    /// The code in the catalogue, such as `BIO-101`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub human_code: Option<String>,
    /// The subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field_of_study: Option<String>,
    /// The part of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specialization: Option<String>,
    /// What it is called elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_identifier: Vec<IdentifierEntry>,
    /// Achievements that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The language of its words, a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_language: Option<String>,
    /// What its institution calls this version of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

fn badge() -> String {
    "Badge".to_owned()
}

/// What one has to do for an achievement. One of the two at least.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Criteria {
    /// Address of a page that says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// In words; Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
}

/// A standard or skill elsewhere.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Alignment {
    /// Always `["Alignment"]`.
    #[serde(default)]
    pub r#type: AlignmentType,
    /// Its name.
    pub target_name: String,
    /// Its address.
    pub target_url: String,
    /// Its code there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_code: Option<String>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_description: Option<String>,
    /// The framework that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_framework: Option<String>,
    /// Its kind, such as `CFItem` or `ceasn:Competency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_type: Option<String>,
}

/// A result that an award may have, and what its values may be.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultDescription {
    /// By which results name it: `urn:uuid:…`; made where it is absent.
    #[serde(default)]
    pub id: String,
    /// Always `["ResultDescription"]`.
    #[serde(default)]
    pub r#type: ResultDescriptionType,
    /// What is measured, such as `Final grade`.
    pub name: String,
    /// `resultType`, such as `LetterGrade`, `Percent` or `RubricCriterionLevel`.
    pub result_type: String,
    /// Standards that the result is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alignment: Vec<Alignment>,
    /// The values that there are, the lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_value: Vec<String>,
    /// The value that one needs, one of `allowed_value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_value: Option<String>,
    /// The id of the level that one needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_level: Option<String>,
    /// The levels of the rubric, the lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rubric_criterion_level: Vec<RubricCriterionLevel>,
    /// The least value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_min: Option<String>,
    /// The greatest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<String>,
}

/// A level of a rubric.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RubricCriterionLevel {
    /// By which results name it: `urn:uuid:…`; made where it is absent.
    #[serde(default)]
    pub id: String,
    /// Always `["RubricCriterionLevel"]`.
    #[serde(default)]
    pub r#type: RubricCriterionLevelType,
    /// What it is called.
    pub name: String,
    /// What it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its place, such as `3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Points that it is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
}

/// An achievement or credential by another's name for it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdentifierEntry {
    /// Always `IdentifierEntry`.
    #[serde(default)]
    pub r#type: IdentifierEntryType,
    /// The identifier.
    pub identifier: String,
    /// `identifierType`, such as `sourcedId` or `identifier`.
    pub identifier_type: String,
}

/// An achievement that goes with another.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Related {
    /// Its address.
    pub id: String,
    /// Always `["Related"]`.
    #[serde(default)]
    pub r#type: RelatedType,
    /// The language of its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_language: Option<String>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}
