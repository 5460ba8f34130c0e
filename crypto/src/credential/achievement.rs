//! What can be achieved.
//!
//! Source: Open Badges 3.0, Achievement, Alignment, Criteria, Image, Related.

use super::finding::{Rule, Severity};
use super::profile::{Endorsements, IdentifierEntry, Profile, other_identifiers};
use super::reader::Presence::{May, Should};
use super::reader::Reader;
use super::result::{ResultDescription, has_twins};
use super::words::{ACHIEVEMENT_TYPES, TARGET_TYPES, is_language_code};
use crate::json::Value;

/// What can be achieved.
#[derive(Clone, Debug, Default)]
pub struct Achievement<'v> {
    /// `id`, an address.
    pub id: Option<&'v str>,
    /// `alignment`.
    pub alignments: Vec<Alignment<'v>>,
    /// `achievementType`, one of the standard's or `ext:…`.
    pub achievement_type: Option<&'v str>,
    /// `creator`.
    pub creator: Option<Box<Profile<'v>>>,
    /// `creditsAvailable`, in the issuer's unit.
    pub credits_available: Option<f64>,
    /// `criteria`.
    pub criteria: Option<Criteria<'v>>,
    /// `description`.
    pub description: Option<&'v str>,
    /// What others say of it.
    pub endorsements: Endorsements<'v>,
    /// `fieldOfStudy`.
    pub field_of_study: Option<&'v str>,
    /// `humanCode`, such as the number of a course.
    pub human_code: Option<&'v str>,
    /// `image`.
    pub image: Option<Image<'v>>,
    /// `inLanguage`, the code of a language.
    pub in_language: Option<&'v str>,
    /// `name`.
    pub name: Option<&'v str>,
    /// `otherIdentifier`.
    pub other_identifiers: Vec<IdentifierEntry<'v>>,
    /// `related`.
    pub related: Vec<Related<'v>>,
    /// `resultDescription`.
    pub result_descriptions: Vec<ResultDescription<'v>>,
    /// `specialization`.
    pub specialization: Option<&'v str>,
    /// `tag`.
    pub tags: Vec<&'v str>,
    /// `version`.
    pub version: Option<&'v str>,
}

/// What it takes to achieve something.
#[derive(Clone, Debug, Default)]
pub struct Criteria<'v> {
    /// `id`, the address of a page that says it.
    pub id: Option<&'v str>,
    /// `narrative`, Markdown.
    pub narrative: Option<&'v str>,
}

/// A picture, by address or `data:` address.
#[derive(Clone, Debug, Default)]
pub struct Image<'v> {
    /// `id`, the address.
    pub id: Option<&'v str>,
    /// `caption`.
    pub caption: Option<&'v str>,
}

/// A link to a node of a competency framework.
#[derive(Clone, Debug, Default)]
pub struct Alignment<'v> {
    /// `targetCode`.
    pub target_code: Option<&'v str>,
    /// `targetDescription`.
    pub target_description: Option<&'v str>,
    /// `targetName`.
    pub target_name: Option<&'v str>,
    /// `targetFramework`.
    pub target_framework: Option<&'v str>,
    /// `targetType`, one of the standard's or `ext:…`.
    pub target_type: Option<&'v str>,
    /// `targetUrl`.
    pub target_url: Option<&'v str>,
}

/// Another edition or version of an achievement.
#[derive(Clone, Debug, Default)]
pub struct Related<'v> {
    /// `id`, the other achievement's.
    pub id: Option<&'v str>,
    /// `inLanguage`, the code of a language.
    pub in_language: Option<&'v str>,
    /// `version`.
    pub version: Option<&'v str>,
}

impl<'v> Achievement<'v> {
    pub(super) fn read(reader: &mut Reader<'_, 'v>) -> Self {
        reader.expect_type("Achievement", true, Severity::Error);
        let achievement = Self {
            id: reader.url("id", Should),
            alignments: Alignment::read_all(reader),
            achievement_type: reader.word("achievementType", May, ACHIEVEMENT_TYPES),
            creator: reader
                .object("creator", "creator", May, |creator| Box::new(Profile::read(creator, Should))),
            credits_available: reader.number("creditsAvailable", May),
            criteria: reader.object("criteria", "criteria", Should, criteria),
            description: reader.text("description", Should),
            endorsements: Endorsements::read(reader),
            field_of_study: reader.text("fieldOfStudy", May),
            human_code: reader.text("humanCode", May),
            image: image(reader),
            in_language: language(reader),
            name: reader.text("name", Should),
            other_identifiers: other_identifiers(reader),
            related: reader.objects("related", "related achievement", May, |related| {
                related.expect_type("Related", true, Severity::Advice);
                Related {
                    id: related.url("id", Should),
                    in_language: language(related),
                    version: related.text("version", May),
                }
            }),
            result_descriptions: reader.objects(
                "resultDescription",
                "result description",
                May,
                ResultDescription::read,
            ),
            specialization: reader.text("specialization", May),
            tags: reader.texts("tag", May),
            version: reader.text("version", May),
        };
        if has_twins(achievement.result_descriptions.iter().filter_map(|description| description.id)) {
            reader.advise(Rule::Duplicate, "resultDescription", "gives one id to two descriptions");
        }
        achievement
    }
}

impl<'v> Alignment<'v> {
    /// Reads the member `alignment`.
    pub(super) fn read_all(reader: &mut Reader<'_, 'v>) -> Vec<Self> {
        reader.objects("alignment", "alignment", May, |alignment| {
            alignment.expect_type("Alignment", true, Severity::Advice);
            Self {
                target_code: alignment.text("targetCode", May),
                target_description: alignment.text("targetDescription", May),
                target_name: alignment.text("targetName", Should),
                target_framework: alignment.text("targetFramework", May),
                target_type: alignment.word("targetType", May, TARGET_TYPES),
                target_url: alignment.url("targetUrl", Should),
            }
        })
    }
}

/// Reads the member `image`: an object, or in the field often only an address.
pub(super) fn image<'v>(reader: &mut Reader<'_, 'v>) -> Option<Image<'v>> {
    if let Some(id) = reader.object.get("image")?.as_str() {
        reader.advise(
            Rule::Form,
            "image",
            "is only an address, where an object with id and type is asked for",
        );
        return Some(Image { id: Some(id), caption: None });
    }
    reader.object("image", "image", May, |image| {
        image.expect_type("Image", false, Severity::Advice);
        image.expect_only(&["id", "type", "caption"]);
        // The picture itself may be the address, and long.
        let data = image.object.get("id").and_then(Value::as_str).filter(|id| id.starts_with("data:"));
        Image { id: data.or_else(|| image.url("id", Should)), caption: image.text("caption", May) }
    })
}

fn criteria<'v>(reader: &mut Reader<'_, 'v>) -> Criteria<'v> {
    let criteria = Criteria { id: reader.url("id", May), narrative: reader.text("narrative", May) };
    if criteria.id.is_none() && criteria.narrative.is_none() {
        reader.find_here((Rule::Empty, Severity::Advice), "has neither a narrative nor the address of one");
    }
    criteria
}

fn language<'v>(reader: &mut Reader<'_, 'v>) -> Option<&'v str> {
    let code = reader.text("inLanguage", May)?;
    if !is_language_code(code) {
        reader.advise(Rule::Vocabulary, "inLanguage", "is not the code of a language, such as en or de-CH");
    }
    Some(code)
}
