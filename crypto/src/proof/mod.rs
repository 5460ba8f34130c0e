//! Proofs: what is signed, and whether a signature is right.
//!
//! Signing takes two steps, [`prepare`] and [`ToSign::finish`], so that a key may live in
//! memory, in a browser's WebCrypto, or in a key service; nothing here waits.
//!
//! A document may carry several proofs. In a *set* they stand side by side, each over the
//! document without any proof: whoever passes the document on can leave one out, and nobody
//! notices. In a *chain* a proof names earlier ones and covers them, so that those can't be
//! left out or changed. Every proof that stands there must be right.

mod chain;
mod disclosure;
mod ecdsa_sd_2023;
mod hashed;
mod jcs;
mod rdfc;
mod read;
mod sign;
mod template;
#[cfg(test)]
mod vectors;
mod verify;

pub(crate) use hashed::Hashed;
pub(crate) use read::{Proof, ProofFault, covers_text};
pub use sign::{ProofOptions, SignError, Suite, ToSign, prepare, prepare_text, sign};
pub(crate) use verify::Signed;

/// What a proof is for.
///
/// Source: Verifiable Credential Data Integrity 1.0, Proof Purposes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// A claim, as credentials make.
    AssertionMethod,
    /// Control of a key, as presentations show.
    Authentication,
}

impl Purpose {
    /// The purpose as it stands in a proof.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AssertionMethod => "assertionMethod",
            Self::Authentication => "authentication",
        }
    }
}
