//! The parts of a credential that are the same for everybody: who issues it, and what for.

use api::open_badges::{
    AchievementContent, Address, Alignment, Criteria, IdentifierEntry, Related, ResultDescription,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;
use serde_json::value::RawValue;

/// Pictures up to this size travel inside the credential, and are signed with it.
const MOST_INLINE_BYTES: usize = 8 << 10;

/// An issuer's Profile.
///
/// Source: Open Badges 3.0, Profile.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Profile<'a> {
    /// Its DID.
    pub(crate) id: &'a str,
    /// Always `["Profile"]`.
    pub(crate) r#type: [&'static str; 1],
    /// Its name.
    pub(crate) name: &'a str,
    /// Its website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<&'a str>,
    /// Its telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<&'a str>,
    /// What it is; may be empty.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(crate) description: &'a str,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) image: Option<Image>,
    /// Where people write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<&'a str>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<&'a Address>,
    /// What it is called elsewhere.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(crate) other_identifier: &'a [IdentifierEntry],
}

impl<'a> Profile<'a> {
    /// A profile of an id and a name.
    pub(crate) fn named(id: &'a str, name: &'a str) -> Self {
        Self {
            id,
            r#type: ["Profile"],
            name,
            url: None,
            phone: None,
            description: "",
            image: None,
            email: None,
            address: None,
            other_identifier: &[],
        }
    }

    /// Its text.
    pub(crate) fn raw(&self) -> Box<RawValue> {
        raw(self)
    }
}

/// Where a picture is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Image {
    id: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
}

impl Image {
    /// The picture at this address.
    pub(crate) fn at(url: String) -> Self {
        Self { id: url, r#type: "Image", caption: None }
    }
}

/// An Achievement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Achievement<'a> {
    /// Its address.
    pub(crate) id: &'a str,
    /// What it says.
    pub(crate) content: &'a AchievementContent,
    /// Its picture.
    pub(crate) picture: Option<Picture<'a>>,
    /// What others say in favour of it: signed credentials, as they were signed.
    pub(crate) endorsements: &'a [Box<RawValue>],
}

/// A picture file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picture<'a> {
    /// Its media type.
    pub(crate) media_type: &'a str,
    /// The bytes.
    pub(crate) file: &'a [u8],
    /// Where it is to be had, should it be too large to travel.
    pub(crate) url: &'a str,
    /// Whether it may travel with the credential at all.
    pub(crate) travels: bool,
}

impl Achievement<'_> {
    /// Its text.
    ///
    /// Source: Open Badges 3.0, Achievement.
    pub(crate) fn raw(&self) -> Box<RawValue> {
        let Self { id, content, picture, endorsements } = *self;
        raw(&AchievementJson {
            id,
            r#type: ["Achievement"],
            achievement_type: &content.achievement_type,
            name: &content.name,
            description: &content.description,
            criteria: &content.criteria,
            image: picture.map(|Picture { media_type, file, url, travels }| Image {
                caption: Some(format!("Badge: {}", content.name)),
                ..Image::at(if travels && file.len() <= MOST_INLINE_BYTES {
                    format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(file))
                } else {
                    url.to_owned()
                })
            }),
            tag: &content.tag,
            alignment: &content.alignment,
            result_description: &content.result_description,
            credits_available: content.credits_available,
            human_code: content.human_code.as_deref(),
            field_of_study: content.field_of_study.as_deref(),
            specialization: content.specialization.as_deref(),
            other_identifier: &content.other_identifier,
            related: &content.related,
            in_language: content.in_language.as_deref(),
            version: content.version.as_deref(),
            endorsement: endorsements,
        })
    }
}

fn raw(part: &impl Serialize) -> Box<RawValue> {
    serde_json::value::to_raw_value(part).expect("text and numbers always serialise")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AchievementJson<'a> {
    id: &'a str,
    r#type: [&'a str; 1],
    achievement_type: &'a str,
    name: &'a str,
    description: &'a str,
    criteria: &'a Criteria,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tag: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    alignment: &'a [Alignment],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    result_description: &'a [ResultDescription],
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_available: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    human_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field_of_study: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    specialization: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    other_identifier: &'a [IdentifierEntry],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    related: &'a [Related],
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    endorsement: &'a [Box<RawValue>],
}
