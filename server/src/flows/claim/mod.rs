//! How a credential comes to whom it was awarded to.
//!
//! Whoever has proven the address that it was sent to takes it
//! ([`hold::claim`](super::hold::claim)). Where there is no address, or it cannot be proven, a
//! code that was given by hand does ([`code`]).

pub mod code;
