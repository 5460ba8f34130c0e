//! Documents and their hashes, and proofs held against them.

use std::cell::OnceCell;

use super::read::{Cryptosuite, Proof};
use super::{jcs, rdfc};
use crate::json::{Object, Value};
use crate::key::PublicKey;
use crate::rdf::{Edition, RdfError};

/// The context of `Ed25519Signature2020`, which its proofs are read by even where a document
/// does not name it.
const ED25519_2020: &str = "https://w3id.org/security/suites/ed25519-2020/v1";

/// A document and the hashes of its canonical form, its proofs left out; each worked out once,
/// however many proofs there are.
#[derive(Debug)]
pub(crate) struct Hashed<'v, 'a> {
    document: &'v Object<'a>,
    first: Result<[u8; 32], RdfError>,
    second: OnceCell<Option<[u8; 32]>>,
}

/// What holding a proof against a document and a key gave.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Signed {
    /// The key signed exactly this, by this edition of the document's contexts.
    By(Edition),
    /// The key signed exactly this, except for contexts that were added at the end since.
    WithoutLaterContexts,
    /// Something else was signed, or by another key.
    Not,
}

impl<'v, 'a> Hashed<'v, 'a> {
    pub(crate) fn new(document: &'v Object<'a>) -> Self {
        let first = rdfc::document_hash(document, Some("proof"), Edition::First);
        Self { document, first, second: OnceCell::new() }
    }

    pub(crate) fn document(&self) -> &'v Object<'a> {
        self.document
    }

    /// Why the document has no canonical form, if it has none.
    pub(crate) fn fault(&self) -> Option<&RdfError> {
        self.first.as_ref().err()
    }

    /// The hash by the second text of a context, where two circulate.
    fn second(&self) -> Option<[u8; 32]> {
        *self.second.get_or_init(|| {
            let several = self.document.get("@context").is_some_and(crate::vocab::names_several_editions);
            several.then(|| rdfc::document_hash(self.document, Some("proof"), Edition::Second).ok()).flatten()
        })
    }

    /// The document with the proofs in it that a later one of a chain covers.
    fn with_proofs(&self, previous: &[&Value<'a>]) -> Object<'a> {
        let mut document = self.document.without("proof");
        document.set("proof", Value::Array(previous.iter().map(|proof| (*proof).clone()).collect()));
        document
    }
}

impl<'a> Proof<'_, 'a> {
    /// Whether `key` signed exactly this document; and by which edition of its contexts.
    ///
    /// Where a second text of a context circulates under the same address, it is tried too.
    ///
    /// # Errors
    /// When document or proof have no canonical form.
    pub(crate) fn verify(&self, hashed: &Hashed<'_, 'a>, key: &PublicKey) -> Result<Signed, RdfError> {
        if self.suite.covers_text() {
            return Ok(self.verify_text(hashed, key));
        }
        let chained = self.previous.as_ref().map(|previous| hashed.with_proofs(previous));
        let document_hash = match &chained {
            None => hashed.first.clone(),
            Some(document) => rdfc::document_hash(document, None, Edition::First),
        }?;
        if self.fits(&document_hash, &self.config_hash(hashed, Edition::First)?, key) {
            return Ok(Signed::By(Edition::First));
        }
        let Some(second) = hashed.second() else { return Ok(Signed::Not) };
        let document_hash = match &chained {
            None => Ok(second),
            Some(document) => rdfc::document_hash(document, None, Edition::Second),
        };
        let config_hash = self.config_hash(hashed, Edition::Second);
        let fits = document_hash.is_ok_and(|document_hash| {
            config_hash.is_ok_and(|config_hash| self.fits(&document_hash, &config_hash, key))
        });
        Ok(if fits { Signed::By(Edition::Second) } else { Signed::Not })
    }

    fn config_hash(&self, hashed: &Hashed<'_, 'a>, edition: Edition) -> Result<[u8; 32], RdfError> {
        let context = hashed.document.get("@context");
        let hash = rdfc::config_hash(context, self.members, edition);
        let items = context.map(Value::items).unwrap_or_default();
        if hash.is_ok()
            || self.suite != Cryptosuite::Ed25519Signature2020
            || items.contains(&ED25519_2020.into())
        {
            return hash;
        }
        let with_suite = Value::Array(items.iter().cloned().chain([ED25519_2020.into()]).collect());
        rdfc::config_hash(Some(&with_suite), self.members, edition).or(hash)
    }

    /// Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.3.2 (Verify Proof).
    fn verify_text(&self, hashed: &Hashed<'_, 'a>, key: &PublicKey) -> Signed {
        let (own, theirs) = (self.members.get("@context"), hashed.document.get("@context"));
        let own_items = own.map(Value::items).unwrap_or_default();
        let their_items = theirs.map(Value::items).unwrap_or_default();
        if !their_items.starts_with(own_items) {
            return Signed::Not;
        }
        let document_hash = match &self.previous {
            None => jcs::document_hash(hashed.document, Some("proof"), own),
            Some(previous) => jcs::document_hash(&hashed.with_proofs(previous), None, own),
        };
        if !self.fits(&document_hash, &jcs::config_hash(self.members), key) {
            Signed::Not
        } else if own.is_some() && own_items.len() < their_items.len() {
            Signed::WithoutLaterContexts
        } else {
            Signed::By(Edition::First)
        }
    }

    fn fits(&self, document_hash: &[u8; 32], config_hash: &[u8; 32], key: &PublicKey) -> bool {
        let mut message = [0; 64];
        let (first, second) = message.split_at_mut(32);
        first.copy_from_slice(config_hash);
        second.copy_from_slice(document_hash);
        key.verify(&message, &self.signature)
    }
}
