//! Transcripts: comprehensive learner records that an institution issues, each entry in them a
//! signed credential of its own.

pub mod batch;
mod bindery;
mod course;
mod decide;
mod draft;
pub mod hand;

pub(in crate::flows) use bindery::again;
pub use decide::{Changed, Outcome, Question};
pub use draft::{Course, Draft, Line, Pupil};
