//! The model: what a credential says, as types, and where it strays from the standards.
//!
//! Reading never stops at a fault: it gives what could be read, and [`Finding`]s for what is
//! missing or misshapen. So a good signature over a sloppy document is reported as just that.
//! Where the W3C data model says MUST, or an object of Open Badges calls itself something else,
//! a finding is an error; where only Open Badges or CLR ask for more, it is advice, since much of
//! what issuers in the field sign falls short of it.
//!
//! What is read borrows from the document, and places are written out only where something is
//! wrong, so that the model costs little on the way of a good credential.

mod achievement;
#[cfg(test)]
mod agreement;
mod clr;
mod envelope;
mod finding;
mod presentation;
mod profile;
mod reader;
mod result;
mod service;
mod subject;
#[cfg(test)]
mod tests;
mod words;

pub use achievement::{Achievement, Alignment, Criteria, Image, Related};
pub use clr::{Association, ClrSubject, Inside};
pub use envelope::{Credential, Edition, Kind};
pub use finding::{Finding, Rule, Severity};
pub use presentation::Presentation;
pub use profile::{Address, Endorsements, GeoCoordinates, IdentifierEntry, NameParts, Profile};
pub use result::{ResultDescription, RubricCriterionLevel, SubjectResult};
pub use service::{Service, StatusEntry, StatusMessage};
pub use subject::{
    AchievementSubject, Claim, EndorsementSubject, Evidence, IdentityObject, Recipient, Subject,
};
pub use words::{is_achievement_type, is_identifier_type, is_language_code, is_result_type, is_target_type};
