//! JSON-LD to RDF, and RDF's canonical form.
//!
//! One pass turns a document into quads, by contexts that are compiled once per thread;
//! RDFC-1.0 then gives every blank node its canonical label. General JSON-LD processors go
//! through an expanded copy of the document and process contexts anew each time, which costs
//! most of their time. Where such a processor would silently leave something out of what is
//! signed (an undefined term, a relative IRI), this one stops with a [`Fault`].
//!
//! Source: JSON-LD 1.1 Processing Algorithms and API; RDF Dataset Canonicalization.

mod canon;
mod context;
mod dataset;
mod expand;
mod iri;
mod literal;
pub(crate) mod select;
mod spare;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use sha2::{Digest, Sha256, Sha384};

use crate::json::{Limits, Object, ReadError, read};

pub(crate) use canon::Hashing;
pub(crate) use context::Edition;
use context::Processor;
pub(crate) use iri::is_absolute as is_absolute_iri;

/// Why a document has no canonical form here.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A context that we do not know. It may well be right; we cannot tell.
    #[error("the context {0} is not known here")]
    UnknownContext(String),
    /// A part of JSON-LD that we do not read. It may well be right; we cannot tell.
    #[error("{0} is not supported here")]
    Unsupported(String),
    /// Working out the canonical form would take too long.
    #[error("the document is too entangled to be put in canonical form")]
    WorkLimit,
    /// A term that no context defines, so no signature would cover it.
    #[error("no context defines the term {0}")]
    Undefined(String),
    /// An identifier or type that is not an absolute IRI, so no signature would cover it.
    #[error("{0} is not an absolute address")]
    Relative(String),
    /// Something that JSON-LD forbids.
    #[error("{0}")]
    Invalid(String),
}

impl Fault {
    /// Whether the document may be right for all we can tell.
    pub fn is_beyond_us(&self) -> bool {
        matches!(self, Self::UnknownContext(_) | Self::Unsupported(_) | Self::WorkLimit)
    }
}

/// A [`Fault`], and where it is.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{fault}, at {}", if path.is_empty() { "the top" } else { path })]
pub struct RdfError {
    /// What is wrong.
    pub fault: Fault,
    /// Where, as a JSON pointer.
    pub path: String,
}

impl RdfError {
    pub(crate) fn at(mut self, segment: &str) -> Self {
        let escaped = segment.replace('~', "~0").replace('/', "~1");
        self.path.insert_str(0, &format!("/{escaped}"));
        self
    }
}

impl From<Fault> for RdfError {
    fn from(fault: Fault) -> Self {
        Self { fault, path: String::new() }
    }
}

/// Why bytes have no canonical form.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CanonicalError {
    /// Not strict JSON.
    #[error("the document cannot be read")]
    Read(#[from] ReadError),
    /// Not an object.
    #[error("the document is not a JSON object")]
    NotAnObject,
    /// JSON, but not JSON-LD that we can sign whole.
    #[error(transparent)]
    Rdf(#[from] RdfError),
}

/// The canonical N-Quads of a JSON-LD document: one statement a line, sorted.
///
/// # Errors
/// [`CanonicalError`] when the document cannot be read, or cannot be expressed whole.
///
/// Source: RDF Dataset Canonicalization, RDFC-1.0.
pub fn canonical(document: &[u8]) -> Result<String, CanonicalError> {
    let value = read(document, Limits::RECORD)?;
    let object = value.as_object().ok_or(CanonicalError::NotAnObject)?;
    Ok(canonical_object(object, None, Edition::First, Hashing::Sha256)?)
}

/// The canonical N-Quads of an object, its member `left_out` not looked at.
pub(crate) fn canonical_object(
    object: &Object<'_>,
    left_out: Option<&str>,
    edition: Edition,
    hashing: Hashing,
) -> Result<String, RdfError> {
    let dataset = expand::dataset(&Processor::new(edition), object, left_out)?;
    canon::canonicalize(&dataset, hashing).map_err(RdfError::from)
}

/// SHA-256 of [`canonical_object`], worked out with SHA-256.
pub(crate) fn canonical_hash(
    object: &Object<'_>,
    left_out: Option<&str>,
    edition: Edition,
) -> Result<[u8; 32], RdfError> {
    let dataset = expand::dataset(&Processor::new(edition), object, left_out)?;
    let hash = canon::with_lines(&dataset, Hashing::Sha256, |lines| {
        let mut text = spare::take();
        for line in lines {
            text.push_str(line);
        }
        let hash = Sha256::digest(&text).into();
        spare::keep(text);
        hash
    });
    hash.map_err(RdfError::from)
}

/// SHA-384 of [`canonical_object`], worked out with SHA-384.
pub(crate) fn canonical_hash_384(
    object: &Object<'_>,
    left_out: Option<&str>,
    edition: Edition,
) -> Result<[u8; 48], RdfError> {
    Ok(Sha384::digest(canonical_object(object, left_out, edition, Hashing::Sha384)?).into())
}

/// Shared text: contexts hand out the same IRIs many times.
type Text = Rc<str>;
