//! All text that a person reads, by language.
//!
//! One folder per language with the same files and names; pages take their words from here and
//! from nowhere else, as functions that answer in the language that is [spoken](language::spoken).
//! The build script writes them, one per word of `en`. Dates are put into words here too, always
//! in UTC, so that two readers in two places see the same day.

mod ar;
mod en;
mod es;
pub mod language;
mod moment;
mod template;
#[cfg(test)]
mod tests;

pub use language::Language;

include!(concat!(env!("OUT_DIR"), "/words.rs"));
