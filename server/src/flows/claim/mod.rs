//! How a credential comes to whom it was awarded to.
//!
//! Whoever has proven the address that it was sent to takes it
//! ([`hold::claim`](super::hold::claim)). Where there is no address, or it cannot be proven, a
//! code that was given by hand does ([`code`]). Whoever comes by an [open link](link) is awarded
//! what it gives ([`event`]).

pub mod amend;
pub mod code;
pub mod event;
pub mod link;
pub mod resend;
