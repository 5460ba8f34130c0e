//! The model: what a credential says, as types, and where it strays from the standards.
//!
//! Reading never stops at a fault: it gives what could be read, and [`Finding`]s for what is
//! missing or misshapen. So a good signature over a sloppy document is reported as just that.
//! Where the W3C data model says MUST, a finding is an error; where only Open Badges asks for
//! more, it is advice, since much of what issuers in the field sign falls short of it.

mod achievement;
mod envelope;
mod presentation;
mod reader;

pub use achievement::{
    Achievement, AchievementSubject, Alignment, IdentityObject, Image, ResultDescription, SubjectResult,
    is_achievement_type,
};
pub use envelope::{Credential, Profile, StatusEntry};
pub use presentation::Presentation;
pub use reader::{Finding, Severity};
