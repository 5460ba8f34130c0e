//! Regions of a page that need hands: flat, one per region, hydrated in the browser.
//!
//! Each renders natively with its page, and what it renders works as plain HTML. What can be
//! decided is decided in plain functions beside the island; the island wires them to events.

// The macro writes structs, builders and functions that carry no documentation of their own.
#![expect(missing_docs, reason = "the island macro's own items can't be documented")]
#![expect(clippy::needless_pass_by_value, reason = "an island's values come out of its page by value")]

pub mod arrange;
pub mod checker;
pub mod copy;
pub mod live;
pub mod share_check;
pub mod verify;
pub mod watch;

pub use arrange::{Arrange, ArrangeItem};
pub use copy::Copy;
pub use live::Live;
pub use share_check::{Finding, ShareCheck};
pub use verify::Verifier;
pub use watch::Watch;
