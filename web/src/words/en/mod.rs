//! English.

#![expect(unreachable_pub, reason = "the build script makes public functions of these")]

#[cfg(feature = "ssr")]
pub mod achievements;
#[cfg(feature = "ssr")]
pub mod amendments;
pub mod awards;
pub mod claim;
pub mod content;
pub mod dates;
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod designer;
pub mod desk;
#[cfg(feature = "ssr")]
pub mod desk_audit;
pub mod desk_award;
pub mod desk_bulk;
pub mod desk_claims;
pub mod desk_classes;
pub mod desk_delivery;
#[cfg(feature = "ssr")]
pub mod desk_imports;
pub mod desk_institution;
pub mod desk_keys;
pub mod desk_programs;
pub mod desk_staff;
pub mod desk_transcripts;
#[cfg(feature = "ssr")]
pub mod disclosures;
#[cfg(feature = "ssr")]
pub mod endorsements;
pub mod general;
pub mod given;
pub mod home;
#[cfg(feature = "ssr")]
pub mod insights;
pub(in crate::words) mod letters;
#[cfg(feature = "ssr")]
pub mod notices;
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
