//! Signing, in two steps: what has to be signed, and the signed document.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::hashed::Digest;
use super::{Purpose, jcs, rdfc};
use crate::json::{Limits, Object, ReadError, Value, read};
use crate::key::SecretKey;
use crate::rdf::{Edition, RdfError};

/// How to sign. Both are Ed25519 over two SHA-256; they differ in what is hashed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Suite {
    /// Over the meaning of the document: its statements in RDFC-1.0 form. The default: readers
    /// may write the document anew, and every term must be defined.
    ///
    /// Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.2.
    #[default]
    EddsaRdfc2022,
    /// Over the text of the document: its JSON in RFC 8785 form. Keeps the order of lists and
    /// covers members that no context defines.
    ///
    /// Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.3.
    EddsaJcs2022,
}

impl Suite {
    /// The name as it stands in a proof.
    pub fn name(self) -> &'static str {
        match self {
            Self::EddsaRdfc2022 => "eddsa-rdfc-2022",
            Self::EddsaJcs2022 => "eddsa-jcs-2022",
        }
    }
}

/// What goes into a proof besides the document.
#[derive(Clone, Debug)]
pub struct ProofOptions {
    /// How to sign.
    pub suite: Suite,
    /// The DID URL of the key.
    pub verification_method: String,
    /// What the proof is for.
    pub purpose: Purpose,
    /// When it is made; written in UTC, whole seconds.
    pub created: Option<OffsetDateTime>,
    /// The one domain that a presentation is made for.
    pub domain: Option<String>,
    /// What the reader of a presentation asked to have signed.
    pub challenge: Option<String>,
}

impl ProofOptions {
    /// An `eddsa-rdfc-2022` proof by the key `verification_method`, without a date, for everybody.
    pub fn new(verification_method: impl Into<String>, purpose: Purpose) -> Self {
        Self {
            suite: Suite::EddsaRdfc2022,
            verification_method: verification_method.into(),
            purpose,
            created: None,
            domain: None,
            challenge: None,
        }
    }

    /// The same, made at `instant`.
    #[must_use]
    pub fn created(self, instant: OffsetDateTime) -> Self {
        Self { created: Some(instant), ..self }
    }

    /// The same, signed as `suite` says.
    #[must_use]
    pub fn suite(self, suite: Suite) -> Self {
        Self { suite, ..self }
    }

    /// The members of the proof, `proofValue` not among them.
    fn members(&self) -> Object<'static> {
        let mut proof = Object::new();
        proof.set("type", "DataIntegrityProof".into());
        proof.set("cryptosuite", self.suite.name().into());
        if let Some(created) = self.created {
            let whole = created.to_offset(time::UtcOffset::UTC).replace_nanosecond(0).unwrap_or(created);
            proof.set("created", whole.format(&Rfc3339).unwrap_or_default().into());
        }
        proof.set("verificationMethod", self.verification_method.clone().into());
        proof.set("proofPurpose", self.purpose.as_str().into());
        for (name, text) in [("domain", &self.domain), ("challenge", &self.challenge)] {
            if let Some(text) = text {
                proof.set(name, text.clone().into());
            }
        }
        proof
    }
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
        self.proof.set("proofValue", format!("z{}", crate::base58::encode(signature)).into());
        let proof = Value::from(self.proof).to_json();
        let body = self.document.trim_end();
        let body = body.strip_suffix('}').unwrap_or(body).trim_end();
        let comma = if body.ends_with('{') { "" } else { "," };
        format!("{body}{comma}\"proof\":{proof}}}")
    }
}

/// Prepares a proof over `document`, JSON text of an object.
///
/// # Errors
/// [`SignError`] when the document cannot be read, or would not be signed whole: an unknown
/// context, an undefined term. `eddsa-jcs-2022` covers the text, so that only the first can be.
///
/// Source: Data Integrity EdDSA Cryptosuites v1.0, sections 3.2 and 3.3.
pub fn prepare(document: &str, options: &ProofOptions) -> Result<ToSign, SignError> {
    let value = read(document.as_bytes(), Limits::RECORD)?;
    let object = value.as_object().ok_or(SignError::NotAnObject)?;
    if object.get("proof").is_some() {
        return Err(SignError::AlreadySigned);
    }
    match options.suite {
        Suite::EddsaRdfc2022 => {
            let proof = options.members();
            let document_hash = rdfc::hash(object, None, Edition::First, Digest::Sha256)?;
            let context = object.get("@context");
            let config_hash = rdfc::config_hash(context, &proof, Edition::First, Digest::Sha256)?;
            let hash = joined(&config_hash, &document_hash);
            Ok(ToSign { document: document.to_owned(), proof, hash })
        }
        Suite::EddsaJcs2022 => Ok(over_text(document, object, options)),
    }
}

/// [`prepare`] by `eddsa-jcs-2022`, whatever suite `options` name. It needs nothing of RDF, which
/// keeps small what signs in a browser.
///
/// # Errors
/// [`SignError`] when the document cannot be read, is no object, or has a proof.
///
/// Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.3.
pub fn prepare_text(document: &str, options: ProofOptions) -> Result<ToSign, SignError> {
    let value = read(document.as_bytes(), Limits::RECORD)?;
    let object = value.as_object().ok_or(SignError::NotAnObject)?;
    if object.get("proof").is_some() {
        return Err(SignError::AlreadySigned);
    }
    Ok(over_text(document, object, &options.suite(Suite::EddsaJcs2022)))
}

fn over_text(document: &str, object: &Object<'_>, options: &ProofOptions) -> ToSign {
    let mut proof = options.members();
    if let Some(context) = object.get("@context") {
        proof.set("@context", context.clone().into_owned());
    }
    let document_hash = jcs::document_hash(object, None, None, Digest::Sha256);
    let hash = joined(&jcs::config_hash(&proof, Digest::Sha256), &document_hash);
    ToSign { document: document.to_owned(), proof, hash }
}

/// Two hashes of 32 bytes, one after the other.
fn joined(config_hash: &[u8], document_hash: &[u8]) -> [u8; 64] {
    let mut hash = [0; 64];
    for (place, byte) in hash.iter_mut().zip(config_hash.iter().chain(document_hash)) {
        *place = *byte;
    }
    hash
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::VerifyingKey;
    use crate::proof::{Hashed, Proof, ProofFault, Signed};

    const DOCUMENT: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
        "issuer":"did:example:1","credentialSubject":{"id":"did:example:2"}}"#;

    fn options(key: &SecretKey) -> ProofOptions {
        let method = crate::did::did_key_method(&key.public());
        ProofOptions::new(method, Purpose::AssertionMethod)
            .created(time::macros::datetime!(2026-05-03 10:20:30.5 +02:00))
    }

    fn held(signed: &str, key: &SecretKey) -> Signed {
        let value = read(signed.as_bytes(), Limits::CREDENTIAL).unwrap();
        let proofs = value.get("proof").unwrap().items();
        let proof = Proof::read(proofs, 0, Purpose::AssertionMethod).unwrap();
        let key = VerifyingKey::from(key.public());
        proof.verify(&Hashed::new(value.as_object().unwrap()), &key).unwrap()
    }

    #[test]
    fn a_signed_document_keeps_its_text_and_gains_a_proof() {
        let (key, other) = (SecretKey::from_seed(&[7; 32]), SecretKey::from_seed(&[8; 32]));
        for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022] {
            let signed = sign(DOCUMENT, &options(&key).suite(suite), &key).unwrap();
            assert!(signed.starts_with(DOCUMENT.strip_suffix('}').unwrap()));
            assert!(signed.contains(r#""created":"2026-05-03T08:20:30Z""#));
            assert_eq!(held(&signed, &key), Signed::By(Edition::First));
            assert_eq!(held(&signed, &other), Signed::Not);
            assert_eq!(held(&signed.replace("did:example:2", "did:example:3"), &key), Signed::Not);
            assert_eq!(held(&signed.replace("08:20:30Z", "08:20:31Z"), &key), Signed::Not);
            let value = read(signed.as_bytes(), Limits::CREDENTIAL).unwrap();
            let proofs = value.get("proof").unwrap().items();
            let Err(ProofFault::WrongPurpose(_)) = Proof::read(proofs, 0, Purpose::Authentication) else {
                panic!("another purpose")
            };
        }
    }

    #[test]
    fn what_would_not_be_signed_whole_is_not_signed_by_its_meaning_but_by_its_text() {
        let key = SecretKey::from_seed(&[7; 32]);
        for text in [
            DOCUMENT.replace("\"issuer\"", "\"nickname\":\"x\",\"issuer\""),
            DOCUMENT.replace("did:example:2", "two"),
        ] {
            assert!(matches!(sign(&text, &options(&key), &key), Err(SignError::Rdf(_))));
            let signed = sign(&text, &options(&key).suite(Suite::EddsaJcs2022), &key).unwrap();
            assert_eq!(held(&signed, &key), Signed::By(Edition::First));
        }
        let signed = sign(DOCUMENT, &options(&key), &key).unwrap();
        assert!(matches!(sign(&signed, &options(&key), &key), Err(SignError::AlreadySigned)));
    }

    #[test]
    fn a_proof_has_its_meaning_where_the_older_contexts_give_it_none() {
        let key = SecretKey::from_seed(&[7; 32]);
        let older = DOCUMENT
            .replace("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1");
        assert!(matches!(sign(&older, &options(&key), &key), Err(SignError::Rdf(_))));
        let named = older.replacen("v1\"]", "v1\",\"https://w3id.org/security/data-integrity/v2\"]", 1);
        let signed = sign(&named, &options(&key), &key).unwrap();
        assert_eq!(held(&signed, &key), Signed::By(Edition::First));
        let unnamed = signed.replacen(",\"https://w3id.org/security/data-integrity/v2\"", "", 1);
        assert_eq!(held(&unnamed, &key), Signed::By(Edition::First));
        assert_eq!(held(&unnamed.replace("08:20:30Z", "08:20:31Z"), &key), Signed::Not);
    }

    #[test]
    fn what_a_browser_prepares_is_what_anybody_would() {
        let key = SecretKey::from_seed(&[7; 32]);
        let plain = prepare(DOCUMENT, &options(&key).suite(Suite::EddsaJcs2022)).unwrap();
        let lean = prepare_text(DOCUMENT, options(&key)).unwrap();
        assert_eq!(lean.bytes(), plain.bytes());
        let signature = key.sign(lean.bytes());
        let signed = lean.finish(&signature);
        assert_eq!(signed, plain.finish(&signature));
        assert!(matches!(prepare_text(&signed, options(&key)), Err(SignError::AlreadySigned)));
        assert!(matches!(prepare_text("[]", options(&key)), Err(SignError::NotAnObject)));
    }

    #[test]
    fn contexts_added_behind_a_signature_over_the_text_are_told_and_others_break_it() {
        let key = SecretKey::from_seed(&[7; 32]);
        let signed = sign(DOCUMENT, &options(&key).suite(Suite::EddsaJcs2022), &key).unwrap();
        let context = r#""@context":["https://www.w3.org/ns/credentials/v2""#;
        let later = signed.replacen(context, &format!("{context},\"https://example.org/c\""), 1);
        assert_eq!(held(&later, &key), Signed::WithoutLaterContexts);
        let before = signed.replacen(
            context,
            r#""@context":["https://example.org/c","https://www.w3.org/ns/credentials/v2""#,
            1,
        );
        assert_eq!(held(&before, &key), Signed::Not);
    }
}
