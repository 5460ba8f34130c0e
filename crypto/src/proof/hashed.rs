//! A document, and what it comes to in each form that suites sign.

use std::cell::{OnceCell, RefCell};

use super::disclosure::Disclosure;
use super::ecdsa_sd_2023::signed_statements;
use super::{jcs, rdfc};
use crate::json::{Object, Value};
use crate::rdf::select::Statement;
use crate::rdf::{Edition, RdfError};

/// A document and the hashes of its canonical form, its proofs left out; the usual ones worked
/// out once, however many proofs there are.
#[derive(Debug)]
pub(crate) struct Hashed<'v, 'a> {
    document: &'v Object<'a>,
    first: Result<[u8; 32], RdfError>,
    second: OnceCell<Result<[u8; 32], RdfError>>,
    /// The others, in the order of asking.
    others: RefCell<Vec<Other>>,
}

/// Of which statements a hash is, and how it is made: the addresses of the proofs that they hold.
type Which = (Option<Vec<usize>>, Edition, Digest);
type Other = (Which, Result<Vec<u8>, RdfError>);

/// Which hash a suite uses; with ECDSA the curve decides.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Digest {
    Sha256,
    Sha384,
}

impl<'v, 'a> Hashed<'v, 'a> {
    pub(crate) fn new(document: &'v Object<'a>) -> Self {
        let first = rdfc::hash_256(document, Some("proof"), Edition::First);
        Self { document, first, second: OnceCell::new(), others: RefCell::default() }
    }

    pub(crate) fn document(&self) -> &'v Object<'a> {
        self.document
    }

    /// Why the document has no canonical form, if it has none.
    pub(crate) fn fault(&self) -> Option<&RdfError> {
        self.first.as_ref().err()
    }

    /// The editions of the document's contexts, the likelier first.
    pub(super) fn editions(&self) -> &'static [Edition] {
        let several = self.document.get("@context").is_some_and(crate::vocab::names_several_editions);
        if several { &[Edition::First, Edition::Second] } else { &[Edition::First] }
    }

    /// The hash of the statements of the document, with the proofs in it that a later one of a
    /// chain covers.
    pub(super) fn meaning(
        &self,
        previous: Option<&[&Value<'a>]>,
        edition: Edition,
        digest: Digest,
    ) -> Result<Vec<u8>, RdfError> {
        match (previous, edition, digest) {
            (None, Edition::First, Digest::Sha256) => self.first.clone().map(Vec::from),
            (None, Edition::Second, Digest::Sha256) => {
                let hash = || rdfc::hash_256(self.document, Some("proof"), edition);
                self.second.get_or_init(hash).clone().map(Vec::from)
            }
            _ => self.other(previous, edition, digest),
        }
    }

    fn other(
        &self,
        previous: Option<&[&Value<'a>]>,
        edition: Edition,
        digest: Digest,
    ) -> Result<Vec<u8>, RdfError> {
        let address = |proof: &&Value<'a>| std::ptr::from_ref(*proof).addr();
        let which = (previous.map(|proofs| proofs.iter().map(address).collect()), edition, digest);
        if let Some((_, hash)) = self.others.borrow().iter().find(|(other, _)| *other == which) {
            return hash.clone();
        }
        let hash = match previous {
            Some(previous) => rdfc::hash(&self.with_proofs(previous), None, edition, digest),
            None => rdfc::hash(self.document, Some("proof"), edition, digest),
        };
        self.others.borrow_mut().push((which, hash.clone()));
        hash
    }

    /// The hash of the text of the document, by the contexts in `context` where a proof names
    /// them, with the proofs in it that a later one of a chain covers.
    pub(super) fn text(
        &self,
        previous: Option<&[&Value<'a>]>,
        context: Option<&Value<'_>>,
        digest: Digest,
    ) -> Vec<u8> {
        match previous {
            None => jcs::document_hash(self.document, Some("proof"), context, digest),
            Some(previous) => jcs::document_hash(&self.with_proofs(previous), None, context, digest),
        }
    }

    /// The statements of the document, with the proofs in it that a later one of a chain covers,
    /// under the names by which a disclosure signed them; `None` where it does not fit.
    pub(super) fn statements(
        &self,
        previous: Option<&[&Value<'a>]>,
        disclosure: &Disclosure,
        edition: Edition,
    ) -> Result<Option<Vec<Statement>>, RdfError> {
        match previous {
            None => signed_statements(self.document, Some("proof"), disclosure, edition),
            Some(previous) => signed_statements(&self.with_proofs(previous), None, disclosure, edition),
        }
    }

    fn with_proofs(&self, previous: &[&Value<'a>]) -> Object<'a> {
        let mut document = self.document.without("proof");
        document.set("proof", Value::Array(previous.iter().map(|proof| (*proof).clone()).collect()));
        document
    }
}
