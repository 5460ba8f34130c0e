//! Transcripts: comprehensive learner records that an institution issues, each entry in them a
//! signed credential of its own.

mod bindery;
mod course;
mod decide;
mod draft;

pub(in crate::flows) use bindery::again;
pub use draft::{Course, Draft, Line, Pupil};
