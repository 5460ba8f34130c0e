//! All text that a person reads, by language.
//!
//! One folder per language with the same files and names; pages take their words from here and
//! from nowhere else. English is the first. Dates are put into words here too, always in UTC,
//! so that two readers in two places see the same day.

mod en;
mod es;
pub mod language;

pub use en::*;
pub use language::Language;
