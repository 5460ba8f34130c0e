//! Spanish.

#![expect(unreachable_pub, reason = "the build script makes public functions of these")]

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod achievements;
#[cfg(feature = "ssr")]
pub mod along;
#[cfg(feature = "ssr")]
pub mod amendments;
pub mod claim;
pub mod content;
pub mod dates;
pub mod desk;
pub mod desk_institution;
#[cfg(feature = "ssr")]
pub mod disclosures;
#[cfg(feature = "ssr")]
pub mod faults;
pub mod general;
pub mod given;
#[cfg(feature = "ssr")]
pub mod guardian;
pub mod home;
pub mod keys;
pub(in crate::words) mod letters;
#[cfg(feature = "ssr")]
pub mod notices;
pub mod paper;
#[cfg(feature = "ssr")]
pub mod privacy;
pub mod problem;
#[cfg(feature = "ssr")]
pub mod public_page;
pub mod record;
pub mod report;
pub mod results;
pub mod share;
#[cfg(feature = "ssr")]
pub mod transcript;
pub mod verify;
pub mod wallet;
#[cfg(feature = "ssr")]
pub mod wallet_add;
#[cfg(feature = "ssr")]
pub mod wallet_find;
