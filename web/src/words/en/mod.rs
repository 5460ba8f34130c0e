//! English.

#[cfg(feature = "ssr")]
pub mod achievements;
pub mod awards;
pub mod claim;
pub mod content;
pub mod dates;
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod designer;
pub mod desk;
pub mod desk_award;
pub mod desk_bulk;
pub mod desk_claims;
pub mod desk_classes;
pub mod desk_delivery;
pub mod desk_institution;
pub mod desk_keys;
pub mod desk_programs;
pub mod desk_staff;
pub mod desk_transcripts;
#[cfg(feature = "ssr")]
pub mod endorsements;
pub mod general;
pub mod given;
pub mod home;
pub(in crate::words) mod letters;
pub mod paper;
pub mod problem;
pub mod report;
pub mod results;
#[cfg(feature = "ssr")]
pub mod rework;
#[cfg(feature = "ssr")]
pub mod transcript;
pub mod verify;
pub mod wallet;
