//! A proof as it stands in a document, read far enough to be checked.

use super::Purpose;
use crate::json::{Object, Value};

/// The ways of signing that we verify.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cryptosuite {
    EddsaRdfc2022,
    EddsaJcs2022,
    /// The name that `eddsa-rdfc-2022` had in drafts.
    Eddsa2022,
    /// As `eddsa-rdfc-2022`, with a type of its own.
    Ed25519Signature2020,
}

impl Cryptosuite {
    fn named(kind: &str, suite: Option<&str>) -> Result<Self, ProofFault> {
        match (kind, suite) {
            ("Ed25519Signature2020", _) => Ok(Self::Ed25519Signature2020),
            ("DataIntegrityProof", Some("eddsa-rdfc-2022")) => Ok(Self::EddsaRdfc2022),
            ("DataIntegrityProof", Some("eddsa-jcs-2022")) => Ok(Self::EddsaJcs2022),
            ("DataIntegrityProof", Some("eddsa-2022")) => Ok(Self::Eddsa2022),
            ("DataIntegrityProof", None) => Err(ProofFault::Malformed("cryptosuite")),
            ("DataIntegrityProof", Some(other)) | (other, _) => {
                Err(ProofFault::UnsupportedSuite(other.to_owned()))
            }
        }
    }

    /// Whether it covers the text of a document, not the meaning of its terms.
    pub(super) fn covers_text(self) -> bool {
        matches!(self, Self::EddsaJcs2022)
    }
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
    /// It builds on a proof of this id that is missing, doubled, or builds on this one in turn.
    BrokenChain(String),
}

/// A proof as it stands in a document.
#[derive(Debug)]
pub(crate) struct Proof<'v, 'a> {
    /// The members as they stand.
    pub(crate) members: &'v Object<'a>,
    pub(crate) suite: Cryptosuite,
    pub(crate) verification_method: &'v str,
    pub(super) signature: [u8; 64],
    /// The earlier proofs of its document that it covers, in their order there.
    pub(super) previous: Option<Vec<&'v Value<'a>>>,
}

impl<'v, 'a> Proof<'v, 'a> {
    /// Reads the proof at `index` among `all` proofs of a document, made for `purpose`.
    pub(crate) fn read(all: &'v [Value<'a>], index: usize, purpose: Purpose) -> Result<Self, ProofFault> {
        let value = all.get(index).unwrap_or(&Value::Null);
        let members = value.as_object().ok_or(ProofFault::Malformed("proof"))?;
        let text = |key| members.get(key).and_then(Value::as_str);
        let kind = text("type").ok_or(ProofFault::Malformed("type"))?;
        let suite = Cryptosuite::named(kind, text("cryptosuite"))?;
        let stated = text("proofPurpose").ok_or(ProofFault::Malformed("proofPurpose"))?;
        if stated != purpose.as_str() {
            return Err(ProofFault::WrongPurpose(stated.to_owned()));
        }
        let verification_method =
            text("verificationMethod").ok_or(ProofFault::Malformed("verificationMethod"))?;
        let signature =
            text("proofValue").and_then(read_signature).ok_or(ProofFault::Malformed("proofValue"))?;
        let previous = super::chain::previous(all, index)?;
        Ok(Self { members, suite, verification_method, signature, previous })
    }
}

/// Whether every proof of a document covers its text, so that terms without a meaning are
/// signed like all others.
#[expect(dead_code, reason = "for judging terms without a meaning, which such proofs cover all the same")]
pub(crate) fn covers_text(document: &Object<'_>) -> bool {
    let proofs = document.get("proof").map(Value::items).unwrap_or_default();
    let suite = |proof: &Value<'_>| {
        let text = |key| proof.get(key).and_then(Value::as_str);
        Cryptosuite::named(text("type")?, text("cryptosuite")).ok()
    };
    !proofs.is_empty() && proofs.iter().all(|proof| suite(proof).is_some_and(Cryptosuite::covers_text))
}

/// `z` and base58btc of 64 bytes.
fn read_signature(text: &str) -> Option<[u8; 64]> {
    let encoded = text.strip_prefix('z').filter(|encoded| encoded.len() <= 128)?;
    let mut signature = [0; 64];
    let length = bs58::decode(encoded).onto(&mut signature[..]).ok()?;
    (length == 64).then_some(signature)
}
