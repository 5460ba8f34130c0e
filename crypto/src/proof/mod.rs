//! Proofs: what is signed, and whether a signature is right.
//!
//! Signing takes two steps, [`prepare`] and [`ToSign::finish`], so that a key may live in
//! memory, in a browser's WebCrypto, or in a key service; nothing here waits.

mod eddsa_rdfc_2022;

use std::cell::OnceCell;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::json::{Limits, Object, ReadError, Value, read};
use crate::key::{PublicKey, SecretKey};
use crate::rdf::{Edition, RdfError};

/// The name of the one cryptosuite we issue.
pub const EDDSA_RDFC_2022: &str = "eddsa-rdfc-2022";

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

/// What goes into a proof besides the document.
#[derive(Clone, Debug)]
pub struct ProofOptions {
    /// The DID URL of the key.
    pub verification_method: String,
    /// What the proof is for.
    pub purpose: Purpose,
    /// When it is made; written in UTC, whole seconds.
    pub created: Option<OffsetDateTime>,
}

/// Why a document was not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// Not strict JSON.
    #[error("the document cannot be read")]
    Read(#[from] ReadError),
    /// Not an object.
    #[error("the document is not a JSON object")]
    NotAnObject,
    /// It carries a proof, and adding a second is not something to do by accident.
    #[error("the document has a proof already")]
    AlreadySigned,
    /// It would not be signed whole.
    #[error("the document cannot be signed whole")]
    Rdf(#[from] RdfError),
}

/// A document that waits for its signature.
#[derive(Debug)]
pub struct ToSign {
    document: String,
    proof: Object<'static>,
    hash: [u8; 64],
}

impl ToSign {
    /// The 64 bytes to sign: SHA-256 of the proof's canonical form, then of the document's.
    pub fn bytes(&self) -> &[u8; 64] {
        &self.hash
    }

    /// The signed document: the text that came, with `proof` added as the last member.
    pub fn finish(mut self, signature: &[u8; 64]) -> String {
        self.proof.set("proofValue", format!("z{}", bs58::encode(signature).into_string()).into());
        let proof = Value::from(self.proof).to_json();
        let body = self.document.trim_end();
        let body = body.strip_suffix('}').unwrap_or(body).trim_end();
        let comma = if body.ends_with('{') { "" } else { "," };
        format!("{body}{comma}\"proof\":{proof}}}")
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
    let value = read(document.as_bytes(), Limits::RECORD)?;
    let object = value.as_object().ok_or(SignError::NotAnObject)?;
    if object.get("proof").is_some() {
        return Err(SignError::AlreadySigned);
    }
    let mut proof = Object::new();
    proof.set("type", "DataIntegrityProof".into());
    proof.set("cryptosuite", EDDSA_RDFC_2022.into());
    if let Some(created) = options.created {
        let whole = created.to_offset(time::UtcOffset::UTC).replace_nanosecond(0).unwrap_or(created);
        proof.set("created", whole.format(&Rfc3339).unwrap_or_default().into());
    }
    proof.set("verificationMethod", options.verification_method.clone().into());
    proof.set("proofPurpose", options.purpose.as_str().into());
    let hash = {
        let document_hash = eddsa_rdfc_2022::document_hash(object, Edition::First)?;
        eddsa_rdfc_2022::hash(&document_hash, object, &proof, Edition::First)?
    };
    Ok(ToSign { document: document.to_owned(), proof, hash })
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

/// A proof as it stands in a document, read far enough to be checked.
#[derive(Debug)]
pub(crate) struct Proof<'v, 'a> {
    /// The members as they stand.
    pub(crate) members: &'v Object<'a>,
    pub(crate) verification_method: &'v str,
    pub(crate) signature: [u8; 64],
}

/// What is wrong with a proof before any key is looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ProofFault {
    /// A member is missing or has the wrong form.
    Malformed(&'static str),
    /// A suite that we do not read.
    UnsupportedSuite(String),
    /// Made for something else than what it is used for.
    WrongPurpose(String),
}

impl<'v, 'a> Proof<'v, 'a> {
    /// Reads an `eddsa-rdfc-2022` proof made for `purpose`.
    pub(crate) fn read(value: &'v Value<'a>, purpose: Purpose) -> Result<Self, ProofFault> {
        let members = value.as_object().ok_or(ProofFault::Malformed("proof"))?;
        let text = |key| members.get(key).and_then(Value::as_str);
        let kind = text("type").ok_or(ProofFault::Malformed("type"))?;
        if kind != "DataIntegrityProof" {
            return Err(ProofFault::UnsupportedSuite(kind.to_owned()));
        }
        let suite = text("cryptosuite").ok_or(ProofFault::Malformed("cryptosuite"))?;
        if suite != EDDSA_RDFC_2022 {
            return Err(ProofFault::UnsupportedSuite(suite.to_owned()));
        }
        if members.get("previousProof").is_some() {
            return Err(ProofFault::UnsupportedSuite(format!("{suite} in a proof chain")));
        }
        let stated = text("proofPurpose").ok_or(ProofFault::Malformed("proofPurpose"))?;
        if stated != purpose.as_str() {
            return Err(ProofFault::WrongPurpose(stated.to_owned()));
        }
        let verification_method =
            text("verificationMethod").ok_or(ProofFault::Malformed("verificationMethod"))?;
        let signature =
            text("proofValue").and_then(read_signature).ok_or(ProofFault::Malformed("proofValue"))?;
        Ok(Self { members, verification_method, signature })
    }

    /// Whether `key` signed exactly this document; and by which edition of its contexts.
    ///
    /// Where a second text of a context circulates under the same address, it is tried too.
    ///
    /// # Errors
    /// When document or proof have no canonical form.
    pub(crate) fn verify(
        &self,
        hashed: &Hashed<'_, '_>,
        key: &PublicKey,
    ) -> Result<Option<Edition>, RdfError> {
        let (document, hash) = (hashed.document, hashed.first.as_ref().map_err(Clone::clone)?);
        let signed = eddsa_rdfc_2022::hash(hash, document, self.members, Edition::First)?;
        if key.verify(&signed, &self.signature) {
            return Ok(Some(Edition::First));
        }
        let second = hashed
            .second()
            .and_then(|hash| eddsa_rdfc_2022::hash(&hash, document, self.members, Edition::Second).ok());
        Ok(second.is_some_and(|signed| key.verify(&signed, &self.signature)).then_some(Edition::Second))
    }
}

/// A document and the hashes of its canonical form, its proofs left out; each worked out once,
/// however many proofs there are.
#[derive(Debug)]
pub(crate) struct Hashed<'v, 'a> {
    document: &'v Object<'a>,
    first: Result<[u8; 32], RdfError>,
    second: OnceCell<Option<[u8; 32]>>,
}

impl<'v, 'a> Hashed<'v, 'a> {
    pub(crate) fn new(document: &'v Object<'a>) -> Self {
        let first = eddsa_rdfc_2022::document_hash(document, Edition::First);
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
            several.then(|| eddsa_rdfc_2022::document_hash(self.document, Edition::Second).ok()).flatten()
        })
    }
}

/// `z` and base58btc of 64 bytes.
fn read_signature(text: &str) -> Option<[u8; 64]> {
    let encoded = text.strip_prefix('z').filter(|encoded| encoded.len() <= 128)?;
    let mut signature = [0; 64];
    let length = bs58::decode(encoded).onto(&mut signature[..]).ok()?;
    (length == 64).then_some(signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
        "issuer":"did:example:1","credentialSubject":{"id":"did:example:2"}}"#;

    fn options(key: &SecretKey) -> ProofOptions {
        ProofOptions {
            verification_method: crate::did::did_key_method(&key.public()),
            purpose: Purpose::AssertionMethod,
            created: Some(time::macros::datetime!(2026-05-03 10:20:30.5 +02:00)),
        }
    }

    #[test]
    fn a_signed_document_keeps_its_text_and_gains_a_proof() {
        let key = SecretKey::from_seed(&[7; 32]);
        let signed = sign(DOCUMENT, &options(&key), &key).unwrap();
        assert!(signed.starts_with(DOCUMENT.strip_suffix('}').unwrap()));
        assert!(signed.contains(r#""created":"2026-05-03T08:20:30Z""#));
        let value = read(signed.as_bytes(), Limits::CREDENTIAL).unwrap();
        let proof = Proof::read(value.get("proof").unwrap(), Purpose::AssertionMethod).unwrap();
        let document = value.as_object().unwrap();
        let hashed = Hashed::new(document);
        assert_eq!(proof.verify(&hashed, &key.public()).unwrap(), Some(Edition::First));
        let other = SecretKey::from_seed(&[8; 32]).public();
        assert_eq!(proof.verify(&hashed, &other).unwrap(), None);
        let Err(ProofFault::WrongPurpose(_)) =
            Proof::read(value.get("proof").unwrap(), Purpose::Authentication)
        else {
            panic!("another purpose")
        };
    }

    #[test]
    fn what_would_not_be_signed_whole_is_not_signed() {
        let key = SecretKey::from_seed(&[7; 32]);
        let undefined = DOCUMENT.replace("\"issuer\"", "\"nickname\":\"x\",\"issuer\"");
        assert!(matches!(sign(&undefined, &options(&key), &key), Err(SignError::Rdf(_))));
        let relative = DOCUMENT.replace("did:example:2", "two");
        assert!(matches!(sign(&relative, &options(&key), &key), Err(SignError::Rdf(_))));
        let signed = sign(DOCUMENT, &options(&key), &key).unwrap();
        assert!(matches!(sign(&signed, &options(&key), &key), Err(SignError::AlreadySigned)));
    }
}
