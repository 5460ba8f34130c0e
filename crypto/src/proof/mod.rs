//! Proofs: what is signed, and whether a signature is right.
//!
//! Signing takes two steps, [`prepare`] and [`ToSign::finish`], so that a key may live in
//! memory, in a browser's WebCrypto, or in a key service; nothing here waits.

use crate::key::SecretKey;

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

/// What goes into a proof besides the document.
#[derive(Clone, Debug)]
pub struct ProofOptions {
    /// The DID URL of the key.
    pub verification_method: String,
    /// What the proof is for.
    pub purpose: Purpose,
    /// When it is made.
    pub created: Option<time::OffsetDateTime>,
}

/// Why a document was not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// Not strict JSON.
    #[error("the document cannot be read")]
    Read(#[source] crate::json::ReadError),
}

/// A document that waits for its signature.
#[derive(Debug)]
pub struct ToSign {
    hash: [u8; 64],
}

impl ToSign {
    /// The 64 bytes to sign: SHA-256 of the proof's canonical form, then of the document's.
    pub fn bytes(&self) -> &[u8; 64] {
        &self.hash
    }

    /// The signed document: the text that came, with `proof` added.
    pub fn finish(self, signature: &[u8; 64]) -> String {
        let _ = signature;
        unimplemented!("signing")
    }
}

/// Prepares an `eddsa-rdfc-2022` proof over `document`, JSON text of an object.
///
/// # Errors
/// [`SignError`] when the document cannot be read, or would not be signed whole: an unknown
/// context, an undefined term.
///
/// Source: Data Integrity EdDSA Cryptosuites v1.0, eddsa-rdfc-2022.
pub fn prepare(document: &str, options: &ProofOptions) -> Result<ToSign, SignError> {
    let _ = (document, options);
    unimplemented!("signing")
}

/// [`prepare`], sign with a key in memory, [`ToSign::finish`].
///
/// # Errors
/// As [`prepare`].
pub fn sign(document: &str, options: &ProofOptions, key: &SecretKey) -> Result<String, SignError> {
    let to_sign = prepare(document, options)?;
    let signature = key.sign(to_sign.bytes());
    Ok(to_sign.finish(&signature))
}
