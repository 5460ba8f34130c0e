//! Regions of a page that need hands: flat, one per region, hydrated in the browser.
//!
//! Each renders natively with its page, and what it renders works as plain HTML. What can be
//! decided is decided in plain functions beside the island; the island wires them to events.
//!
//! A browser loads them in one of two bundles: `app` for pages that anybody opens, and `wallet`
//! for pages behind the sign-in, so that neither carries what only the other needs.

// The macro writes structs, builders and functions that carry no documentation of their own.
#![expect(missing_docs, reason = "the island macro's own items can't be documented")]
#![expect(clippy::needless_pass_by_value, reason = "an island's values come out of its page by value")]

#[cfg(any(feature = "ssr", feature = "app"))]
pub mod checker;
#[cfg(any(feature = "ssr", feature = "wallet"))]
pub mod compose;
pub mod copy;
pub mod live;
#[cfg(any(feature = "ssr", feature = "wallet"))]
pub mod own_key;
#[cfg(any(feature = "ssr", feature = "app"))]
pub mod share_check;
#[cfg(any(feature = "ssr", feature = "app"))]
pub mod verify;
pub mod watch;

#[cfg(any(feature = "ssr", feature = "wallet"))]
pub use compose::Compose;
pub use copy::Copy;
pub use live::Live;
#[cfg(any(feature = "ssr", feature = "wallet"))]
pub use own_key::{OwnKey, SignShares};
#[cfg(any(feature = "ssr", feature = "app"))]
pub use share_check::{Finding, ShareCheck};
#[cfg(any(feature = "ssr", feature = "app"))]
pub use verify::Verifier;
pub use watch::Watch;
