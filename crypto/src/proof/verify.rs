//! Proofs held against documents and keys.

use super::ecdsa_sd_2023;
use super::hashed::{Digest, Hashed};
use super::read::{Cryptosuite, Proof, ProofValue};
use super::{disclosure::Shown, jcs, rdfc};
use crate::extent::extended;
use crate::json::Value;
use crate::key::{Algorithm, VerifyingKey};
use crate::rdf::{Edition, RdfError};

/// The contexts that proofs are read by even where a document of the older data model does not
/// name them.
///
/// Source: Verifiable Credential Data Integrity 1.0, section 2.4.2 (Context Injection).
const ED25519_2020: &str = "https://w3id.org/security/suites/ed25519-2020/v1";
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";

/// What holding a proof against a document and a key gave.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Signed {
    /// The key signed exactly this, by this edition of the document's contexts.
    By(Edition),
    /// The key signed this as part of something larger, by this edition of its contexts.
    PartBy(Edition),
    /// The key signed exactly this, except for contexts that were added at the end since.
    WithoutLaterContexts,
    /// The suite does not go with keys of this kind.
    OtherKindOfKey,
    /// Something else was signed, or by another key.
    Not,
}

impl<'a> Proof<'_, 'a> {
    /// Whether `key` signed exactly this document; and by which edition of its contexts.
    ///
    /// Where a second text of a context circulates under the same address, it is tried too.
    ///
    /// # Errors
    /// When document or proof have no canonical form.
    pub(crate) fn verify(&self, hashed: &Hashed<'_, 'a>, key: &VerifyingKey) -> Result<Signed, RdfError> {
        if !self.suite.goes_with(key.algorithm()) {
            return Ok(Signed::OtherKindOfKey);
        }
        if self.suite.covers_text() {
            return Ok(self.verify_text(hashed, key));
        }
        let mut editions = hashed.editions().iter();
        let first =
            editions.next().map_or(Ok(Signed::Not), |edition| self.verify_by(*edition, hashed, key))?;
        if first != Signed::Not {
            return Ok(first);
        }
        let others = editions.filter_map(|edition| self.verify_by(*edition, hashed, key).ok());
        Ok(others.into_iter().find(|signed| *signed != Signed::Not).unwrap_or(Signed::Not))
    }

    /// Verifies by one edition of the contexts.
    fn verify_by(
        &self,
        edition: Edition,
        hashed: &Hashed<'_, 'a>,
        key: &VerifyingKey,
    ) -> Result<Signed, RdfError> {
        let digest = digest_of(key);
        let config_hash = self.config_hash(hashed, edition, digest)?;
        match &self.value {
            ProofValue::Signature(signature) => {
                let document_hash = hashed.meaning(self.previous.as_deref(), edition, digest)?;
                let fits = key.verify(key.algorithm(), &[config_hash, document_hash].concat(), signature);
                Ok(if fits { Signed::By(edition) } else { Signed::Not })
            }
            ProofValue::Disclosure(_) if !extended() => Ok(Signed::Not), // None was read.
            ProofValue::Disclosure(disclosure) => {
                let statements = hashed.statements(self.previous.as_deref(), disclosure, edition)?;
                let Some(statements) = statements else { return Ok(Signed::Not) };
                let whole = matches!(disclosure.shown, Shown::All { .. });
                let fits = ecdsa_sd_2023::verify(disclosure, &config_hash, &statements, key);
                Ok(match fits {
                    false => Signed::Not,
                    true if whole => Signed::By(edition),
                    true => Signed::PartBy(edition),
                })
            }
        }
    }

    fn config_hash(
        &self,
        hashed: &Hashed<'_, 'a>,
        edition: Edition,
        digest: Digest,
    ) -> Result<Vec<u8>, RdfError> {
        let context = hashed.document().get("@context");
        let hash = rdfc::config_hash(context, self.members, edition, digest);
        let items = context.map(Value::items).unwrap_or_default();
        let own = match self.suite {
            Cryptosuite::Ed25519Signature2020 => ED25519_2020,
            _ => DATA_INTEGRITY,
        };
        if hash.is_ok() || items.contains(&own.into()) {
            return hash;
        }
        let with_suite = Value::Array(items.iter().cloned().chain([own.into()]).collect());
        rdfc::config_hash(Some(&with_suite), self.members, edition, digest).or(hash)
    }

    /// Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.3.2 (Verify Proof).
    fn verify_text(&self, hashed: &Hashed<'_, 'a>, key: &VerifyingKey) -> Signed {
        let ProofValue::Signature(signature) = &self.value else { return Signed::Not };
        let (own, theirs) = (self.members.get("@context"), hashed.document().get("@context"));
        let own_items = own.map(Value::items).unwrap_or_default();
        let their_items = theirs.map(Value::items).unwrap_or_default();
        if !their_items.starts_with(own_items) {
            return Signed::Not;
        }
        let digest = digest_of(key);
        let document_hash = hashed.text(self.previous.as_deref(), own, digest);
        let message = [jcs::config_hash(self.members, digest), document_hash].concat();
        if !key.verify(key.algorithm(), &message, signature) {
            Signed::Not
        } else if own.is_some() && own_items.len() < their_items.len() {
            Signed::WithoutLaterContexts
        } else {
            Signed::By(Edition::First)
        }
    }
}

/// Source: Data Integrity ECDSA Cryptosuites v1.0, section 3.2.4 (Hashing).
fn digest_of(key: &VerifyingKey) -> Digest {
    if key.algorithm() == Algorithm::Es384 { Digest::Sha384 } else { Digest::Sha256 }
}
