//! What people do here, one file per verb. A flow decides, and owns the transaction.
//!
//! Flows take the [`App`](crate::app::App), who asks, and plain values; they give plain values.
//! Who may do what is decided here and nowhere else.

pub mod account;
pub mod achievement;
pub mod along;
pub mod amendment;
pub mod audit;
pub mod batch;
pub mod bulk;
pub mod claim;
pub mod class;
pub mod correct;
pub mod deliver;
pub mod disclose;
pub(crate) mod document;
pub mod endorse;
pub mod evidence;
mod fields;
pub mod guardian;
pub mod hold;
pub mod idempotency;
pub mod insight;
pub mod issue;
pub mod issuer;
pub mod judge;
pub mod key;
pub mod learner;
pub mod life;
pub mod outbox;
pub mod paper;
pub mod person;
pub mod present;
pub mod program;
pub mod public_page;
pub mod purge;
pub mod receipt;
pub mod record;
pub mod refresh;
pub mod remind;
pub mod renew;
pub mod revoke;
pub mod rework;
pub mod roster_import;
pub mod session;
pub mod share;
pub mod sign_in;
pub mod staff;
pub mod status;
pub mod suspend;
#[cfg(test)]
pub(crate) mod testing;
pub mod transcript;
pub mod verify;

pub use fields::Email;
pub(crate) use fields::is_own_path;
