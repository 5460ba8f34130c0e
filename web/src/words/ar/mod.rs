//! Arabic, for a part of the pages: the rest falls back to English.

#![expect(unreachable_pub, reason = "the build script makes public functions of these")]

pub mod dates;
pub mod general;
pub mod home;
pub mod report;
pub mod verify;
pub mod wallet;
