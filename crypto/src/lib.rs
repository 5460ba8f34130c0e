//! What is true of a credential, with no network, clock or database; native and WASM.
#![forbid(unsafe_code)]

pub mod credential;
pub mod did;
mod instant;
pub mod json;
pub mod key;
pub mod proof;
pub mod rdf;
pub mod status;
pub mod verify;
pub mod vocab;
