//! Open Badges 3.0's own types, as they are stored, signed, imported and given: camel case, with
//! `type` always written and taken as read.
//!
//! Source: Open Badges 3.0, Data Model.

mod achievement;
mod profile;
mod subject;

pub use achievement::{
    AchievementContent, Alignment, Criteria, IdentifierEntry, Related, ResultDescription,
    RubricCriterionLevel,
};
pub use profile::Address;
pub use subject::{Award as SubjectContent, Evidence, Result};

/// A `type` that says one thing: written as an array, and anything that has that in it is read.
macro_rules! always {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
        pub struct $name;

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
                [$text].serialize(to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(from)?;
                let says = |value: &serde_json::Value| value == $text;
                let found = says(&value) || value.as_array().is_some_and(|all| all.iter().any(says));
                if found { Ok(Self) } else { Err(serde::de::Error::custom(concat!("type must be ", $text))) }
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                <Vec<String> as utoipa::PartialSchema>::schema()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    )*};
}

always! {
    /// `["Alignment"]`.
    AlignmentType = "Alignment";
    /// `["ResultDescription"]`.
    ResultDescriptionType = "ResultDescription";
    /// `["RubricCriterionLevel"]`.
    RubricCriterionLevelType = "RubricCriterionLevel";
    /// `["Related"]`.
    RelatedType = "Related";
    /// `["Evidence"]`.
    EvidenceType = "Evidence";
    /// `["Result"]`.
    ResultType = "Result";
    /// `["Address"]`.
    AddressType = "Address";
}

/// `"IdentifierEntry"`, which stands alone and in no array.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum IdentifierEntryType {
    /// The one that there is.
    #[default]
    IdentifierEntry,
}
