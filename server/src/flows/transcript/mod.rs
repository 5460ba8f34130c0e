//! Transcripts: comprehensive learner records that an institution issues, each entry in them a
//! signed credential of its own.

mod draft;

pub use draft::{Course, Draft, Line, Pupil};
