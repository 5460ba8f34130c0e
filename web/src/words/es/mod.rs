//! Spanish.

#![expect(unreachable_pub, reason = "the build script makes public functions of these")]

pub mod claim;
pub mod dates;
pub mod general;
pub mod home;
pub(in crate::words) mod letters;
pub mod paper;
pub mod problem;
#[cfg(feature = "ssr")]
pub mod transcript;
